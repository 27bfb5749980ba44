//! Signing in against the simulated Lever account, and the one owner of the tokens.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod browser;
mod dance;
mod keychain;
mod owner;
