//! A clock that tests move by hand. Never a dependency of the app.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod clock;

pub use clock::ManualClock;
