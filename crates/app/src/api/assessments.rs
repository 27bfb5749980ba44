use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing that a provider can send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
    /// In a way that only a newer service knows: it can be sent, and not changed here.
    Other,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
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
}
