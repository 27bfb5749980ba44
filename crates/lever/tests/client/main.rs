//! The client against a server that answers as recorded: every request as a snapshot, every answer
//! read leniently, every failure classified.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod lab;

mod classification;
mod logging;
mod recorded;
mod requests;
mod shapes;
