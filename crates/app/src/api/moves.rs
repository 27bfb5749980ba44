use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CandidateRow, Millis};

/// Where candidates go in Lever by their score.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MovesView {
    /// Nobody is asked before a move.
    pub automatic: bool,
    /// For all postings.
    pub by_score: Vec<ScoreMoveView>,
    /// For all postings; goes before the score.
    #[serde(default)]
    pub by_grade: Vec<GradeMoveView>,
    /// Postings that go by entries of their own.
    pub by_posting: Vec<PostingMovesView>,
}

/// The stage for one score; a score without an entry moves nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScoreMoveView {
    /// 1-4.
    pub score: u8,
    /// Lever stage id.
    pub stage_id: String,
}

/// The stage for one grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GradeMoveView {
    /// The grade's name.
    pub grade: String,
    /// Lever stage id.
    pub stage_id: String,
}

/// What holds for one posting instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingMovesView {
    /// Lever posting id.
    pub posting_id: String,
    /// By score.
    pub by_score: Vec<ScoreMoveView>,
    /// By grade.
    #[serde(default)]
    pub by_grade: Vec<GradeMoveView>,
}

/// A move that waits for a yes, with what speaks for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InboxMove {
    /// The screening; its `move_to` says where the move leads.
    pub row: CandidateRow,
    /// What the stage is called in which the candidate is.
    pub from: Option<String>,
    /// Who reviewed.
    pub reviewer: Option<String>,
    /// What they wrote.
    pub comment: String,
    /// Since when it waits.
    pub at: Millis,
}

/// Moves, by screening: to say yes to them, or to be told of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmMoves {
    /// Screening ids.
    pub screening_ids: Vec<String>,
}

/// Leaves a candidate where they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeclineMove {
    /// Screening id.
    pub screening_id: String,
    /// Why, in a person's words; up to 500 characters.
    pub reason: String,
}
