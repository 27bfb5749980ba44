//! Services that run assessments, behind one trait.
//!
//! **Purpose.** [`Provider`] is what the engine knows of a service that invites candidates and
//! collects their answers. [`InterviewProvider`] speaks to the built-in interview service, on this
//! computer or deployed.
//!
//! **Invariants.**
//! * Every error says whether the request may have reached the other side ([`Sent`]) and when to
//!   try again ([`Retry`]). Only a parsed success or a definite refusal counts as an answer.
//! * An invitation is asked for under an [`IdempotencyKey`]; the same key never invites twice.
//! * States a provider may add later are kept as text ([`State::Other`]), never dropped.
//! * Nothing here logs: names, addresses, answers and tokens pass through and are not written down.
//!
//! **Testing.** `tests/` runs against the real interview service in the same process, and against
//! small stubs that refuse, stall, or answer with a proxy's HTML.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod assessment;
mod error;
mod interview;
mod invitation;
mod mail;
mod progress;
mod provider;
mod text_id;
mod wire;

pub use assessment::{
    AnswerOption, Assessment, AssessmentId, NumberPoints, NumberRule, Question, QuestionId, QuestionKind,
};
pub use error::{ErrorKind, ProviderError, Retry, Sent};
pub use interview::InterviewProvider;
pub use invitation::{Candidate, Claim, IdempotencyKey, Invitation, InviteRequest, ProviderRef, Sender};
pub use mail::{MailAccess, MailPhase, MailSecurity, MailSettings, MailState, MailStep, MailText};
pub use progress::{Answer, AnswerCount, Answers, Evaluation, Progress, Score, State, Tally};
pub use provider::{Capabilities, Health, MailBy, MailHealth, Provider};
