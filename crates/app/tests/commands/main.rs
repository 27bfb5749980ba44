//! Commands without a desktop: the real application layer, engine and interview service against a
//! simulated Lever, with a host that only remembers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod addressing;
mod by_hand;
mod checking;
mod connecting;
mod failing;
mod far_away;
mod forms;
mod going_over;
mod lab;
mod looking_back;
mod mailing;
mod notifying;
mod overview;
mod playbooks;
mod presets;
mod setting;
mod signing_in;
mod undoing;
mod working;
mod writing;
