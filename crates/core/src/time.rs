//! The clock port. The domain itself never reads a clock; those who run it are given one.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;

/// Where the time comes from and how one waits. The real one lives in the engine, a hand-moved one
/// in the testkit.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// Ends after `duration` has passed on this clock.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>>;
}

/// A timestamp from Lever's Unix milliseconds; `None` outside of what can be represented.
#[must_use]
pub fn from_millis(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok()
}

/// A day, as playbooks count days.
pub const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// `at` plus `duration`, stopping at the end of representable time.
#[must_use]
pub fn after(at: Timestamp, duration: Duration) -> Timestamp {
    at.checked_add(duration).unwrap_or(Timestamp::MAX)
}

/// `at` minus `duration`, stopping at the start of representable time.
#[must_use]
pub fn before(at: Timestamp, duration: Duration) -> Timestamp {
    at.checked_sub(duration).unwrap_or(Timestamp::MIN)
}
