use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::TimelineView;

/// Asks for a page of Activity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ActivityQuery {
    /// `all`, `decisions`, `writes` or `attention`.
    pub filter: Option<String>,
    /// `next` of the page before.
    pub after: Option<String>,
    /// At most this many rows, up to 200.
    pub limit: Option<u32>,
}

/// A page of Activity, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityPage {
    /// The entries.
    pub rows: Vec<TimelineView>,
    /// Pass as `after` for the next page.
    pub next: Option<String>,
}
