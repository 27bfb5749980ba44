//! A clock that runs as fast as the computer's, from another time on.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use fulcrum_app::{Clock, SystemClock};
use jiff::{SignedDuration, Timestamp};

/// The computer's clock, shifted by a fixed time.
#[derive(Debug, Clone, Copy)]
pub struct ShiftedClock {
    by: SignedDuration,
}

impl ShiftedClock {
    /// It is `at` now.
    #[must_use]
    pub fn starting_at(at: Timestamp) -> Self {
        Self { by: at.duration_since(SystemClock.now()) }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        SystemClock.now().saturating_add(self.by).unwrap_or(Timestamp::MAX)
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move { SystemClock.sleep(duration).await })
    }
}
