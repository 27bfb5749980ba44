//! What a provider can send.

use serde::{Deserialize, Serialize};

use crate::text_id::text_id;

text_id! {
    /// A provider's own id of an assessment.
    AssessmentId
}

text_id! {
    /// A question's id, unique within its assessment.
    QuestionId
}

/// One thing a provider can send: an interview, a test, a reference check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The provider's id.
    pub id: AssessmentId,
    /// The name recruiters see.
    pub name: String,
    /// One or two sentences about it.
    #[serde(default)]
    pub description: String,
    /// About how long it takes; a guide, not a limit.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// Grows with every edit, from 1.
    #[serde(default)]
    pub revision: u32,
    /// Its questions in order; empty when a provider does not tell.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// It came with the service: it can be copied, and not changed.
    #[serde(default)]
    pub built_in: bool,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum QuestionKind {
    /// In writing.
    #[default]
    Text,
    /// In a way that a newer service knows.
    #[serde(other)]
    Other,
}

/// One question of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Unique within the assessment.
    pub id: QuestionId,
    /// How it is answered.
    #[serde(default)]
    pub kind: QuestionKind,
    /// The question as the candidate reads it.
    pub text: String,
    /// A line of help under the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// What an answer at the levels 1, 2, 3 and 4 looks like; for reviewers only.
    #[serde(default)]
    pub anchors: Option<[String; 4]>,
}
