use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A playbook that comes with Fulcrum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PresetView {
    /// Names it in requests.
    pub key: String,
    /// Name.
    pub name: String,
    /// What it is like, in one line.
    pub summary: String,
    /// Where the screening really runs.
    pub runs: String,
    /// What to do before it is switched on.
    pub steps: Vec<String>,
    /// What of the original it does not do yet.
    pub missing: Vec<String>,
}

/// Adds a preset to the playbooks; it is off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPreset {
    /// The preset's key.
    pub key: String,
}

/// A playbook as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaybookFile {
    /// TOML.
    pub text: String,
}

/// What a file would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaybookFileView {
    /// The name it would have; none if it cannot be read.
    pub name: Option<String>,
    /// What keeps it from being used.
    pub problems: Vec<FileProblem>,
    /// What it names and this account does not have: it would be left out.
    pub left_out: Vec<FileProblem>,
    /// What it goes by and nothing here is called so now: it would be kept.
    pub unknown: Vec<FileProblem>,
}

/// Something in a file that a person has to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FileProblem {
    /// The line, from 1.
    pub line: Option<u32>,
    /// A sentence.
    pub message: String,
}
