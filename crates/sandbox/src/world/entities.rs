//! The things of a Lever account, as it stores them. Times are Lever's milliseconds.

use serde::{Deserialize, Serialize};

use super::ids::{
    ApplicationId, ContactId, FileId, NoteId, OpportunityId, PostingId, ReasonId, StageId, UserId,
};

/// Milliseconds since 1970, UTC: the only form of time on Lever's wire.
pub(crate) type Millis = i64;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: UserId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) access_role: String,
    pub(crate) job_title: Option<String>,
    pub(crate) created_at: Millis,
    pub(crate) deactivated_at: Option<Millis>,
}

impl User {
    /// The local part of the address; what an @-mention uses.
    pub(crate) fn username(&self) -> &str {
        self.email.split('@').next().unwrap_or_default()
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stage {
    pub(crate) id: StageId,
    pub(crate) text: String,
    pub(crate) pipeline: String,
    /// Unique per stage: it orders every list of opportunities.
    pub(crate) rank: f64,
}

impl Stage {
    /// The rank as an exact key.
    pub(crate) fn rank_key(&self) -> u32 {
        rank_key(self.rank)
    }
}

/// A rank in hundredths, so that it can be compared exactly.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks are small positive numbers"
)]
pub(crate) fn rank_key(rank: f64) -> u32 {
    (rank * 100.0).round() as u32
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ArchiveReason {
    pub(crate) id: ReasonId,
    pub(crate) text: String,
    pub(crate) status: String,
    pub(crate) kind: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Posting {
    pub(crate) id: PostingId,
    pub(crate) text: String,
    pub(crate) state: String,
    pub(crate) department: String,
    pub(crate) team: String,
    pub(crate) location: String,
    pub(crate) commitment: String,
    pub(crate) country: String,
    pub(crate) workplace: String,
    pub(crate) tags: Vec<String>,
    pub(crate) owner: UserId,
    pub(crate) hiring_manager: Option<UserId>,
    pub(crate) followers: Vec<UserId>,
    /// Published for colleagues alone.
    #[serde(default)]
    pub(crate) internal_only: bool,
    pub(crate) confidential: bool,
    pub(crate) created_at: Millis,
    pub(crate) updated_at: Millis,
}

impl Posting {
    /// Where it is shown: `internal` for colleagues, `public` for everybody. Nowhere before it is
    /// published for the first time.
    pub(crate) fn channels(&self) -> Option<&'static [&'static str]> {
        match self.state.as_str() {
            "draft" | "pending" | "rejected" => None,
            "published" if !self.internal_only => Some(&["internal", "public"]),
            _ => Some(&["internal"]),
        }
    }

    /// The texts that Lever appends to the tags of every opportunity of this posting.
    pub(crate) fn copied_tags(&self) -> [&str; 5] {
        [&self.text, &self.department, &self.team, &self.location, &self.commitment]
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Phone {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) value: String,
}

/// Consent to be stored and to be contacted.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct DataProtection {
    pub(crate) store: bool,
    pub(crate) contact: bool,
}

/// A person; shared by all of the person's opportunities.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Contact {
    pub(crate) id: ContactId,
    pub(crate) name: String,
    pub(crate) headline: String,
    pub(crate) location: String,
    pub(crate) emails: Vec<String>,
    pub(crate) phones: Vec<Phone>,
    pub(crate) links: Vec<String>,
    pub(crate) is_anonymized: bool,
    pub(crate) data_protection: Option<DataProtection>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Archived {
    pub(crate) reason: Option<ReasonId>,
    pub(crate) archived_at: Millis,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StageChange {
    pub(crate) to: StageId,
    pub(crate) index: usize,
    pub(crate) at: Millis,
    pub(crate) user: Option<UserId>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) id: ApplicationId,
    /// `posting` when the person applied, `user` when somebody added them.
    pub(crate) kind: String,
    pub(crate) posting: PostingId,
    pub(crate) user: Option<UserId>,
    pub(crate) created_at: Millis,
    pub(crate) archived: Option<Archived>,
    /// As the person who applied gave it.
    #[serde(default)]
    pub(crate) company: Option<String>,
    /// Answers to the posting's own questions, as they were sent.
    #[serde(default)]
    pub(crate) questions: Vec<serde_json::Value>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Opportunity {
    pub(crate) id: OpportunityId,
    pub(crate) contact: ContactId,
    pub(crate) stage: StageId,
    pub(crate) confidential: bool,
    pub(crate) archived: Option<Archived>,
    pub(crate) tags: Vec<String>,
    pub(crate) sources: Vec<String>,
    pub(crate) stage_changes: Vec<StageChange>,
    pub(crate) origin: String,
    pub(crate) sourced_by: Option<UserId>,
    pub(crate) owner: Option<UserId>,
    pub(crate) followers: Vec<UserId>,
    pub(crate) application: Option<Application>,
    pub(crate) created_at: Millis,
    pub(crate) updated_at: Option<Millis>,
    pub(crate) last_interaction_at: Millis,
    pub(crate) last_advanced_at: Millis,
    pub(crate) snoozed_until: Option<Millis>,
}

impl Opportunity {
    /// The posting, whether or not its application is still active.
    pub(crate) fn posting(&self) -> Option<PostingId> {
        self.application.as_ref().map(|a| a.posting)
    }
}

/// One comment of a note thread.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct NoteField {
    pub(crate) created_at: Millis,
    pub(crate) score: Option<u8>,
    pub(crate) stage: StageId,
    pub(crate) user: Option<UserId>,
    pub(crate) value: String,
    /// Reads leave the comment out before this time.
    pub(crate) visible_at: Millis,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Note {
    pub(crate) id: NoteId,
    pub(crate) fields: Vec<NoteField>,
    pub(crate) user: Option<UserId>,
    pub(crate) secret: bool,
    pub(crate) created_at: Millis,
    pub(crate) deleted_at: Option<Millis>,
    /// Only notes made through the API may be changed or deleted through it.
    pub(crate) by_api: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    pub(crate) id: FileId,
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) uploaded_at: Millis,
    #[serde(with = "super::bytes_as_text")]
    pub(crate) bytes: Vec<u8>,
}

/// The trace of a deleted opportunity.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Deleted {
    pub(crate) id: OpportunityId,
    pub(crate) contact: ContactId,
    pub(crate) deleted_by: Option<UserId>,
    pub(crate) deleted_at: Millis,
}
