use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What happens to an open invitation when the candidate leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeavingView {
    /// Archived, but not hired.
    pub archived: LeavingRule,
    /// Archived as hired.
    pub hired: LeavingRule,
    /// Moved to another stage.
    pub left_stage: LeavingRule,
    /// The posting was closed.
    pub posting_closed: LeavingRule,
}

/// What happens to an open invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeavingRule {
    /// It goes on as before.
    Keep,
    /// The link stays open, and nobody is reminded of it.
    StopReminding,
    /// It is called off, and the link is closed.
    Cancel,
}
