//! Journeys of the engine against the simulated Lever account, the real interview service and real
//! mail, on a clock that is moved by hand.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod lab;

mod applying;
mod cancelling;
mod choosing;
mod correcting;
mod counting;
mod crashes;
mod crowds;
mod doubts;
mod eligibility;
mod faults;
mod feedback;
mod filing;
mod foreign;
mod forgetting;
mod links;
mod main_job;
mod moves;
mod once;
mod overrides;
mod presets;
mod reminding;
mod requests;
mod rescreening;
mod sending;
mod signing_in;
mod switching_off;
mod texts;
mod undoing;
mod vocabulary;
mod writing;
