//! The domain of Fulcrum: candidates as they are observed, playbooks, eligibility, the screening
//! state machine, the planner and templates.
//!
//! Nothing here does I/O, reads a clock or starts a task: every function gets what it needs and
//! answers with a value, so that tables and properties test it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod address;
pub mod assessment;
pub mod call;
pub mod candidate;
pub mod choosing;
pub mod conditions;
pub mod effect;
pub mod eligibility;
mod fallback;
pub mod filing;
pub mod form;
pub mod grading;
mod ids;
pub mod leaving;
pub mod moves;
pub mod near;
pub mod notes;
pub mod overview;
pub mod planner;
pub mod playbook;
pub mod portable;
pub mod posting;
pub mod preset;
pub mod reach;
pub mod reference;
pub mod screening;
pub mod template;
pub mod time;
pub mod vocabulary;
pub mod writers;
pub mod writing;

pub use ids::*;
