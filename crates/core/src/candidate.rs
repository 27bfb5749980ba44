//! A candidate as observed in Lever: one opportunity with what planning needs of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::conditions::Origin;
use crate::{ContactId, OpportunityId, PostingId, StageId, UserId, address};

/// One opportunity, read from Lever (never from the answer to a write, which blanks the person).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// The person.
    pub contact: ContactId,
    /// May be empty.
    pub name: String,
    /// The contact's addresses, Lever's order.
    pub emails: Vec<String>,
    /// The address in the application, if it has one of its own.
    pub application_email: Option<String>,
    /// Where it is now. Stays set when archived.
    pub stage: StageId,
    /// The posting of its active application.
    pub posting: Option<PostingId>,
    /// How the person came; `None` for a word that is not known.
    pub origin: Option<Origin>,
    /// Tags, case kept.
    pub tags: Vec<String>,
    /// Archived, whatever the reason.
    pub archived: bool,
    /// Lever's id of that reason.
    pub archive_reason: Option<String>,
    /// The person's data was removed in Lever.
    pub anonymized: bool,
    /// On a confidential posting.
    pub confidential: bool,
    /// What `dataProtection.contact` allows.
    pub contact_permission: ContactPermission,
    /// Snoozed until then.
    pub snoozed_until: Option<Timestamp>,
    /// Owner.
    pub owner: Option<UserId>,
    /// Followers.
    pub followers: Vec<UserId>,
    /// Every stage entry, oldest first.
    pub entries: Vec<StageEntry>,
    /// When the person applied, where the active application is their own.
    pub applied_at: Option<Timestamp>,
    /// The page in Lever.
    pub url: Option<String>,
}

/// One entry into a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageEntry {
    /// The stage entered.
    pub stage: StageId,
    /// When, in Lever's clock.
    pub at: Timestamp,
    /// Who moved it, where Lever says.
    pub by: Option<UserId>,
}

/// Whether Lever's data protection settings allow writing to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactPermission {
    /// Lever says nothing about it.
    Unregulated,
    /// Allowed, until then if a time is given.
    Allowed(Option<Timestamp>),
    /// Not allowed.
    Refused,
}

impl ContactPermission {
    /// Whether writing to the person is allowed at `now`.
    #[must_use]
    pub fn holds(self, now: Timestamp) -> bool {
        match self {
            Self::Unregulated | Self::Allowed(None) => true,
            Self::Allowed(Some(until)) => now < until,
            Self::Refused => false,
        }
    }
}

impl Candidate {
    /// The address an invitation would go to, as Lever has it: the application's, else the
    /// contact's first. May be invalid; see [`address::valid`].
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let own = self.application_email.as_deref().filter(|text| !text.trim().is_empty());
        own.or_else(|| self.emails.first().map(String::as_str).filter(|text| !text.trim().is_empty()))
    }

    /// The address, if mail can be sent to it.
    #[must_use]
    pub fn valid_address(&self) -> Option<&str> {
        self.address().and_then(address::valid)
    }

    /// Everything that may begin a screening: the application, as an entry of
    /// [`StageId::applied`], then every stage entry.
    #[must_use]
    pub fn arrivals(&self) -> Vec<StageEntry> {
        let applied = self.applied_at.map(|at| StageEntry { stage: StageId::applied(), at, by: None });
        applied.into_iter().chain(self.entries.iter().cloned()).collect()
    }

    /// The latest arrival at one of these.
    #[must_use]
    pub fn arrival_at(&self, stages: &[StageId]) -> Option<StageEntry> {
        self.arrivals().into_iter().rev().find(|entry| stages.contains(&entry.stage))
    }

    /// The name, or words for somebody without one.
    #[must_use]
    pub fn display_name(&self) -> &str {
        let name = self.name.trim();
        if name.is_empty() { "Unnamed candidate" } else { name }
    }
}
