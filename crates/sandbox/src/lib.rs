//! A simulated Lever account: the Data API, signing in with OAuth, a pipeline board, candidate
//! pages, and a mailbox that takes real SMTP.
//!
//! It exists for the demo, the tests and the benchmarks. Shapes, orders, cursors and quirks follow
//! what was recorded from the real service; where documentation and recordings disagree, the
//! recordings win. It keeps state, and it can misbehave on request: see [`Control`].
//!
//! Invariants: nothing is asked of the network; the same seed and clock give the same account;
//! every text from outside is escaped on every page; every change goes through `World`, so the
//! API, the board and the control cannot disagree.
//!
//! To test it, start a [`Sandbox`] with the default [`Config`] and talk to the addresses in
//! [`Ready`] as a client would.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod account;
mod api;
mod config;
mod control;
mod mail;
mod node;
mod oauth;
mod pages;
mod sandbox;
mod seed;
mod serve;
mod state;
mod sync;
mod world;

pub use crate::config::{Clock, Config, DEFAULT_REDIRECT, Ready, StartError};
pub use crate::control::faults::{Fault, FaultKind};
pub use crate::control::requests::{RequestFilter, RequestRecord};
pub use crate::control::switches::{ListOrder, PerformAs, Switches};
pub use crate::control::{
    CandidateEdit, CommentSnapshot, Control, ControlError, FileSnapshot, FormSnapshot, NewCandidate,
    NewPosting, NoteSnapshot, OpportunitySnapshot, StageChangeSnapshot, StageSnapshot, UserSnapshot,
};
pub use crate::mail::mailbox::Mail;
pub use crate::sandbox::Sandbox;
