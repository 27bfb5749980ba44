//! A typed client of the Lever Data API v1, as far as Fulcrum uses it.
//!
//! Facts about the API come from Lever's developer documentation and from recorded answers; where
//! they disagree the recordings win. Every call waits for the account's token bucket, every error
//! says whether the request may have taken effect and what to do next, and reading is lenient:
//! unknown fields are ignored and one unreadable row never loses the rest of its page.
//!
//! The answers to writes blank the person's fields (recorded), so no write here returns an
//! opportunity.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod account;
mod authorization;
mod bucket;
mod client;
mod contacts;
mod error;
mod feedback;
mod files;
mod notes;
mod opportunities;
mod opportunity;
mod page;
mod scan;
mod webhooks;
mod wire;

pub use account::{ArchiveReason, Posting, PostingFilter, Stage, StageRank, Tag, User};
pub use authorization::{Authorization, Keychain, TokenError, TokenSource};
pub use bucket::Budget;
pub use client::{Config, Lever};
pub use contacts::Contact;
pub use error::{Error, Kind};
pub use feedback::{Feedback, FeedbackField, FeedbackOption, FieldValue, NewFeedback};
pub use files::File;
pub use notes::{NewNote, Note, NoteField};
pub use opportunities::{Confidentiality, Deleted, NewOpportunity, OpportunityFilter};
pub use opportunity::*;
pub use page::{Page, Skipped};
pub use webhooks::{Webhook, WebhookConfiguration};
