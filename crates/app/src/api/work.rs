use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkTask {
    /// Everybody in some stages is read from Lever.
    ReadingStages,
    /// Candidates are decided about, one after the other.
    Deciding,
    /// Rows are written into a file.
    Exporting,
}

/// Something under way that may take a while.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkView {
    /// Which one: tasks of one kind may run side by side.
    pub id: String,
    /// What is being done.
    pub task: WorkTask,
    /// How many are done.
    pub done: u32,
    /// Of how many; nobody knows how long Lever's lists are.
    pub all: Option<u32>,
}
