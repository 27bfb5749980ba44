use fulcrum_core::ScreeningId;

use crate::Work;

/// What changed. Published after the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Sync, queue, counts.
    Status,
    /// A screening.
    Screening(ScreeningId),
    /// Inbox items.
    Inbox,
    /// Playbooks and triggers.
    Playbooks,
    /// A candidate has finished.
    Completed(ScreeningId),
    /// A task has begun, gone on or ended.
    Work(Work),
}
