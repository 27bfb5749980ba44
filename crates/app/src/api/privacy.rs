use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks what a retention time would forget now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewForgetting {
    /// Days.
    pub days: u32,
}

/// What a retention time would forget now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForgettingPreview {
    /// Ended screenings.
    pub screenings: u32,
}

/// Deletes everything on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Wipe {
    /// What the person typed: `delete`.
    pub confirmation: String,
}
