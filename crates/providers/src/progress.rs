//! What a provider tells about invitations: progress, answers, evaluation.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Assessment, ProviderRef, QuestionId};

/// Where an invitation stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum State {
    /// The link exists; the candidate has not begun.
    Invited,
    /// The candidate agreed and began.
    Started,
    /// Everything is handed in.
    Submitted,
    /// Handed in and scored.
    Evaluated,
    /// Called off by us.
    Cancelled,
    /// Called off by the candidate.
    Declined,
    /// The link closed before anything was handed in.
    Expired,
    /// Answers and personal data were erased.
    Erased,
    /// A word this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// News of one invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Which invitation.
    #[serde(rename = "ref")]
    pub reference: ProviderRef,
    /// Where it stands.
    pub state: State,
    /// Questions with an answer.
    #[serde(default)]
    pub answered: u32,
    /// Questions in all.
    #[serde(default)]
    pub total: u32,
    /// First time the link was opened.
    #[serde(default)]
    pub opened_at: Option<Timestamp>,
    /// When the candidate agreed and began.
    #[serde(default)]
    pub started_at: Option<Timestamp>,
    /// When everything was handed in.
    #[serde(default)]
    pub submitted_at: Option<Timestamp>,
    /// Last change of anything.
    pub changed_at: Timestamp,
    /// The latest score.
    #[serde(default)]
    pub evaluation: Option<Score>,
    /// What the answers count, once they are handed in; none if no rule counts.
    #[serde(default)]
    pub tally: Option<Tally>,
}

/// What answers count by the rules of their questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Points that were reached.
    pub points: u32,
    /// Points that could be reached.
    pub of: u32,
    /// A hard requirement is not met.
    pub knocked_out: bool,
    /// Every question is counted: nobody has to read anything.
    pub complete: bool,
}

/// What one answer counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerCount {
    /// Points that it has.
    pub points: u32,
    /// Points that it could have.
    pub of: u32,
    /// A hard requirement is not met.
    pub knocked_out: bool,
}

/// A score and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// 1 Strong no, 2 No, 3 Yes, 4 Strong yes.
    pub score: u8,
    /// When it was given.
    pub at: Timestamp,
}

/// What a candidate handed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answers {
    /// Which invitation.
    #[serde(rename = "ref")]
    pub reference: ProviderRef,
    /// The candidate's name as invited.
    pub candidate_name: String,
    /// The assessment in the revision that was sent.
    pub assessment: Assessment,
    /// When the candidate agreed to the processing.
    #[serde(default)]
    pub consent_at: Option<Timestamp>,
    /// In the order of the questions; unanswered ones are missing.
    pub answers: Vec<Answer>,
    /// When everything was handed in.
    #[serde(default)]
    pub submitted_at: Option<Timestamp>,
    /// The latest evaluation.
    #[serde(default)]
    pub evaluation: Option<Evaluation>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The question.
    pub question_id: QuestionId,
    /// The candidate's words.
    pub text: String,
    /// Last edit.
    pub updated_at: Timestamp,
    /// What it counts; none if no rule says.
    #[serde(default)]
    pub count: Option<AnswerCount>,
}

/// A person's verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evaluation {
    /// 1 Strong no, 2 No, 3 Yes, 4 Strong yes.
    pub score: u8,
    /// Level 1 to 4 per question; questions may be left out.
    #[serde(default)]
    pub scores: BTreeMap<QuestionId, u8>,
    /// The reviewer's words.
    #[serde(default)]
    pub comment: String,
    /// Who reviewed.
    pub reviewer: String,
    /// When; set by the provider, ignored when sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}
