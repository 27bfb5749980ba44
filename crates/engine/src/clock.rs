use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use fulcrum_core::time::Clock;
use jiff::Timestamp;

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        #[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else must use")]
        Box::pin(tokio::time::sleep(duration))
    }
}
