use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whom a playbook is for; all must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConditionsView {
    /// Lever posting ids; empty for all.
    pub posting_ids: Vec<String>,
    /// Tags of postings; empty for all.
    pub posting_tags: Vec<String>,
    /// Teams; empty for all.
    pub teams: Vec<String>,
    /// Departments; empty for all.
    pub departments: Vec<String>,
    /// Places; empty for all.
    pub locations: Vec<String>,
    /// How candidates came; empty for however.
    pub origins: Vec<OriginName>,
    /// Which confidentiality.
    pub confidentiality: ConfidentialityName,
}

/// How a candidate came, in Lever's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OriginName {
    /// By an application.
    Applied,
    /// Found by somebody of the company.
    Sourced,
    /// Recommended by somebody of the company.
    Referred,
    /// By an agency.
    Agency,
    /// From inside the company.
    Internal,
    /// By a university.
    University,
}

/// Confidential candidates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConfidentialityName {
    /// Whether or not.
    #[default]
    Any,
    /// Only those that are not.
    Open,
    /// Only those that are.
    Confidential,
}

/// What a posting has instead of the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingAssessmentView {
    /// Lever posting id.
    pub posting_id: String,
    /// Only in this stage; in every one if absent.
    pub stage_id: Option<String>,
    /// The assessment.
    pub assessment_id: String,
}

/// What a stage has instead of the default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageAssessmentView {
    /// Lever stage id.
    pub stage_id: String,
    /// The assessment.
    pub assessment_id: String,
}

/// What there is to choose from when one says whom a playbook is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingFields {
    /// Postings by title.
    pub postings: Vec<PostingOption>,
    /// Tags of postings.
    pub tags: Vec<String>,
    /// Teams.
    pub teams: Vec<String>,
    /// Departments.
    pub departments: Vec<String>,
    /// Places.
    pub locations: Vec<String>,
}

/// A posting to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingOption {
    /// Lever posting id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its team and its place, which tell postings of the same title apart.
    pub detail: Option<String>,
}

/// Asks whether a pattern of posting tags can be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckPostingTag {
    /// The pattern; empty for none.
    pub pattern: String,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingTagCheck {
    /// In a sentence; absent if it can be used.
    pub problem: Option<String>,
}
