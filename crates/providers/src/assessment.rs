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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// With one of several answers.
    Choice,
    /// With a number.
    Number,
    /// With yes or no.
    YesNo,
    /// In a way that a newer service knows.
    #[serde(other)]
    Other,
}

/// One question of an assessment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// What can be chosen; of a yes/no question "Yes" and "No".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<AnswerOption>,
    /// What a number counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<NumberRule>,
}

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerOption {
    /// One line, as the candidate reads it.
    pub text: String,
    /// What it counts, 0-1000.
    #[serde(default)]
    pub points: u32,
    /// Whoever chooses it does not meet a hard requirement.
    #[serde(default)]
    pub knock_out: bool,
}

/// What a number counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NumberRule {
    /// Stands behind the field, for example "years".
    #[serde(default)]
    pub unit: String,
    /// Less does not meet a hard requirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// More does not meet a hard requirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// Points from a number on, up to the next entry.
    #[serde(default)]
    pub points: Vec<NumberPoints>,
}

/// Points from a number on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NumberPoints {
    /// The least number.
    pub from: f64,
    /// What it counts, 0-1000.
    pub points: u32,
}
