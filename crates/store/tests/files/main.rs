//! The store on real files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod activity;
mod shelf;

mod forgetting;
mod guards;
mod opening;
mod outbox;
mod overview;
mod pages;
mod table;
