use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing that a provider can send.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentView {
    /// Id at the provider.
    pub id: String,
    /// Name.
    pub name: String,
    /// One or two sentences.
    pub description: String,
    /// About how long it takes.
    pub minutes: u32,
    /// Grows with every change.
    pub revision: u32,
    /// In order.
    pub questions: Vec<QuestionView>,
    /// It came with the service: it can be copied, and not changed.
    pub built_in: bool,
}

/// An assessment as somebody writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentDraft {
    /// Id; the page makes one up for a new assessment, so that saving twice makes one.
    pub id: String,
    /// Name.
    pub name: String,
    /// The introduction that candidates read first.
    pub description: String,
    /// About how long it takes.
    pub minutes: u32,
    /// The revision that it was made from; 0 for a new one.
    pub revision: u32,
    /// In order.
    pub questions: Vec<QuestionView>,
}

/// One assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentRef {
    /// Its id.
    pub id: String,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// In writing.
    Text,
    /// With one of several answers.
    Choice,
    /// With a number.
    Number,
    /// With yes or no.
    YesNo,
    /// In a way that only a newer service knows: it can be sent, and not changed here.
    Other,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuestionView {
    /// Id inside its assessment.
    pub id: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The question.
    pub text: String,
    /// Help for the candidate.
    pub hint: Option<String>,
    /// What 1, 2, 3 and 4 look like; empty if not written.
    pub anchors: Vec<String>,
    /// What can be chosen; of a yes/no question "Yes" and "No". Empty for other kinds.
    #[serde(default)]
    pub options: Vec<OptionView>,
    /// What a number counts; none for other kinds.
    pub number: Option<NumberView>,
}

/// One answer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OptionView {
    /// As the candidate reads it.
    pub text: String,
    /// What it counts, 0-1000.
    pub points: u32,
    /// Whoever chooses it does not meet a hard requirement.
    pub knock_out: bool,
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberView {
    /// Stands behind the field, for example "years".
    pub unit: String,
    /// Less does not meet a hard requirement.
    pub at_least: Option<f64>,
    /// More does not meet a hard requirement.
    pub at_most: Option<f64>,
    /// Points from a number on, up to the next entry.
    pub points: Vec<NumberPointsView>,
}

/// Points from a number on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NumberPointsView {
    /// The least number.
    pub from: f64,
    /// What it counts, 0-1000.
    pub points: u32,
}

/// What was counted by rule: of one answer, or of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CountView {
    /// Points that were reached.
    pub points: u32,
    /// Points that could be reached; 0 if there are only hard requirements.
    pub of: u32,
    /// A hard requirement is not met.
    pub knocked_out: bool,
}
