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
}

/// A text question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuestionView {
    /// Id inside its assessment.
    pub id: String,
    /// The question.
    pub text: String,
    /// Help for the candidate.
    pub hint: Option<String>,
    /// What 1, 2, 3 and 4 look like; empty if not written.
    pub anchors: Vec<String>,
}
