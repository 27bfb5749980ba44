use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Settles attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettleAttention {
    /// Attention id.
    pub attention_id: String,
    /// Action id.
    pub action: String,
}

/// Retries or skips a stuck effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SettleWrite {
    /// Effect id.
    pub write_id: String,
    /// `retry` or `skip`.
    pub action: String,
}

/// Takes back what a person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "what", content = "ids", rename_all = "snake_case")]
pub enum TakeBack {
    /// Reviews whose writes are still held, by screening.
    Reviews(Vec<String>),
    /// Attention that was settled.
    Attention(Vec<String>),
    /// Decisions that waited for a yes, and were invited or left out.
    Waiting(Vec<String>),
    /// Held invitations.
    Invitations(Vec<String>),
    /// Moves that were confirmed and not made yet, or declined, by screening.
    Moves(Vec<String>),
    /// Reminders and invitations sent again, while they are held, by screening.
    Mails(Vec<String>),
    /// Screenings that were called back before they left: they are held again.
    CalledBack(Vec<String>),
}

/// How taking back went. If nothing could be taken back, that is an error instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TakenBack {
    /// How many are as they were before.
    pub done: u32,
    /// How many could not be taken back any more.
    pub too_late: u32,
}
