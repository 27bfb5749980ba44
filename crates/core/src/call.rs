//! What a failed call to the outside leaves behind: whether it may have taken effect, and what to
//! do next. Every client's error answers both.

use std::time::Duration;

/// Whether the request may have reached the other side and taken effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// It never left, or was definitely refused.
    No,
    /// The answer was lost or cannot be understood.
    Maybe,
    /// It was carried out.
    Yes,
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// At once.
    Now,
    /// Later; after this long if the other side said so.
    After(Option<Duration>),
    /// Once the person has signed in again.
    AfterSignIn,
    /// Never: the same request will be refused again.
    Never,
}
