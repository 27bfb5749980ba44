//! The built-in interview service: candidate pages, answers, mail, reports.
//!
//! **Purpose.** A recruiter's desktop asks this service to invite a candidate; the candidate reads
//! and answers questions on its pages; the desktop follows along and colleagues read a report.
//! Runs inside the desktop app on loopback, or on a company's server (`fulcrum-interview`).
//!
//! **Invariants.**
//! * One idempotency key is one invitation with one link, whoever asks and however often.
//! * Links are 128 random bits that depend on nothing.
//! * A mail is logged as started before the mail server hears of it, and never sent twice.
//! * What a candidate typed is never lost: later saves win, replaced words are kept.
//! * Drafts are the candidate's own: colleagues see answers after hand-in only.
//! * Names, addresses, answers and tokens are never logged.
//!
//! **Testing.** `tests/` starts the service in the test's process and speaks HTTP to it, with a
//! small SMTP server at the other side.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod api;
mod config;
mod counting;
mod db;
mod mail;
mod pages;
mod pdf;
mod preview;
mod report;
mod seed;
mod server;
mod state;
mod token;

pub use config::{Clock, Config};
pub use db::OpenError;
pub use mail::{MailAccess, MailSecurity, MailSettings, MailSettingsError};
pub use server::{Service, StartError};
pub use token::{NoRandomness, mint_pairing_token};
