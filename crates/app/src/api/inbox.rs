use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AttentionAction, CandidateRow, InboxMove, Millis, ScreeningState};

/// What needs a person, in order of urgency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxView {
    /// Attention.
    pub attention: Vec<InboxAttention>,
    /// Arrivals that wait for a yes: many at once, or old ones.
    pub waiting: Vec<WaitingBatch>,
    /// Completed, not reviewed.
    pub to_review: Vec<CandidateRow>,
    /// How many there are; the rows are the last changed.
    pub to_review_total: u32,
    /// Moves that wait for a yes.
    pub moves: Vec<InboxMove>,
    /// How many there are; the rows are the oldest.
    pub moves_total: u32,
    /// Held or leaving.
    pub going_out: Vec<CandidateRow>,
    /// How many there are; the rows are the last changed.
    pub going_out_total: u32,
    /// Reviewed, declined or run out since yesterday began.
    pub finished: Vec<CandidateRow>,
    /// There are more than the rows.
    pub finished_more: bool,
}

/// Attention as a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxAttention {
    /// Attention id.
    pub id: String,
    /// Since when.
    pub at: Millis,
    /// Candidate's name, or what it is about.
    pub title: String,
    /// Posting's title.
    pub subtitle: Option<String>,
    /// One sentence.
    pub reason: String,
    /// At least one; the first is the recommended one.
    pub actions: Vec<AttentionAction>,
    /// The screening, if there is one.
    pub screening_id: Option<String>,
    /// The Lever opportunity it is about.
    pub opportunity_id: Option<String>,
    /// Whose candidate it is in Lever, if it is about one and has an owner.
    pub owner_id: Option<String>,
    /// The posting in Lever, as far as it is about one.
    pub posting_id: Option<String>,
    /// The playbook and the posting, if it is about a posting instead of a candidate.
    pub posting: Option<PostingInQuestion>,
    /// The playbook, if it is about its texts.
    pub playbook_id: Option<String>,
    /// The state of that screening.
    pub state: Option<ScreeningState>,
    /// The candidate's page in Lever.
    pub lever_url: Option<String>,
}

/// A posting for which a playbook finds no assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingInQuestion {
    /// Playbook id.
    pub playbook_id: String,
    /// Lever posting id.
    pub posting_id: String,
}

/// Arrivals that wait for a yes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WaitingBatch {
    /// Playbook id.
    pub playbook_id: String,
    /// Why they wait, one sentence.
    pub reason: String,
    /// Who.
    pub people: Vec<PreviewPerson>,
}

/// Somebody in a preview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewPerson {
    /// Lever opportunity id.
    pub opportunity_id: String,
    /// Decision id, when one is stored.
    pub decision_id: Option<String>,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// Posting's title.
    pub posting: Option<String>,
    /// Its id in Lever.
    pub posting_id: Option<String>,
    /// The owner's id in Lever.
    pub owner_id: Option<String>,
    /// When the stage was entered.
    pub entered_at: Option<Millis>,
    /// `invite`, `skip`, `ask` or `not_addressed`.
    pub verdict: String,
    /// Assessment's name, if invited.
    pub assessment: Option<String>,
    /// One sentence, if not.
    pub reason: Option<String>,
}

/// Answers a waiting batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecideWaiting {
    /// Decisions to invite.
    pub invite: Vec<String>,
    /// Decisions to leave out.
    pub dismiss: Vec<String>,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecidedWaiting {
    /// How many are invited now; Activity says why others are not.
    pub invited: u32,
}
