use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CountView, Millis, QuestionView};

/// The candidate's answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnswersView {
    /// In order.
    pub questions: Vec<AnsweredQuestion>,
    /// When consent was given.
    pub consent_at: Option<Millis>,
    /// When it was handed in.
    pub submitted_at: Option<Millis>,
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnsweredQuestion {
    /// The question as it was sent.
    pub question: QuestionView,
    /// The answer; empty if none.
    pub answer: String,
    /// What it counts; none if no rule says.
    pub count: Option<CountView>,
}

/// A person's review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    /// 1 Strong no, 2 No, 3 Yes, 4 Strong yes.
    pub score: u8,
    /// By question id, 1-4; may be incomplete.
    pub scores: Vec<QuestionScore>,
    /// Words for colleagues.
    pub comment: String,
    /// Who.
    pub reviewer: String,
    /// When.
    pub at: Millis,
    /// The score counts instead of what was counted by rule.
    pub overrules: bool,
    /// Until when its writes are held and it can be taken back; none once they have begun to leave.
    pub held_until: Option<Millis>,
}

/// Hands in a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SubmitReview {
    /// Screening id.
    pub screening_id: String,
    /// Overall, 1-4.
    pub score: u8,
    /// By question id, 1-4; may be incomplete.
    pub scores: Vec<QuestionScore>,
    /// Words for colleagues; becomes part of the note.
    pub comment: String,
    /// The score counts instead of what was counted by rule; needs a comment.
    #[serde(default)]
    pub overrules: bool,
}

/// The score of one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuestionScore {
    /// Question id.
    pub question_id: String,
    /// 1-4.
    pub score: u8,
}
