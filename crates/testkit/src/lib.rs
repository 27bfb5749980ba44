//! What tests share: a clock that they move by hand, free ports, and a desktop session of their own with a
//! keyring. Never a dependency of the app.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![allow(clippy::expect_used, clippy::panic, reason = "a test stops at the first surprise")]

mod clock;
mod port;
#[cfg(target_os = "linux")]
pub mod session;

pub use clock::ManualClock;
pub use port::free_port;
