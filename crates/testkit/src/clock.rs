use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use fulcrum_core::time::{Clock, after};
use jiff::Timestamp;
use tokio::sync::watch;

/// A clock that stands still until a test moves it.
pub struct ManualClock {
    now: watch::Sender<Timestamp>,
}

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self { now: watch::Sender::new(now) }
    }

    /// Moves it forward; whoever sleeps until then wakes.
    pub fn advance(&self, by: Duration) {
        self.now.send_modify(|now| *now = after(*now, by));
    }

    /// Puts it to another time, also an earlier one, as a person or the network does.
    pub fn put_to(&self, now: Timestamp) {
        self.now.send_replace(now);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        let until = after(self.now(), duration);
        let mut watching = self.now.subscribe();
        Box::pin(async move {
            // The sender lives as long as the clock, so this ends only at the time.
            let _ = watching.wait_for(|now| *now >= until).await;
        })
    }
}
