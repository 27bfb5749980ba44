//! What people do, step by step, in the words of the story: the recruiter in the app's window and on
//! the simulated Lever's pages, the candidate on the interview's pages. Everything goes through
//! windows and pages, as a person would; nothing is asked of a server directly.
#![allow(dead_code, unused_imports, reason = "every test uses another part of it")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "in tests, panics are how failure is reported"
)]

mod album;
mod board;
mod candidate;
mod mailbox;
mod recruiter;

pub use album::Album;
pub use board::{Board, Profile};
pub use candidate::{answer_as_candidate, answer_the_rest, answer_with};
pub use mailbox::Mailbox;
pub use recruiter::{ConnectTo, Recruiter};
