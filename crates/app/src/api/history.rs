//! What happened to a screening: its timeline, its writes, and the decisions behind them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// One entry of a timeline or of Activity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineView {
    /// Id, growing with time.
    pub id: String,
    /// When.
    pub at: Millis,
    /// `entered`, `decided`, `invited`, `started`, `submitted`, `reviewed`, `wrote`, `attention`,
    /// `cancelled`, `undone`, `notified`, `account`, …: picks the icon.
    pub kind: String,
    /// One sentence.
    pub text: String,
    /// Who: a person, "Fulcrum", "the candidate".
    pub actor: Option<String>,
    /// More, for example why.
    pub detail: Option<String>,
    /// The screening, in Activity.
    pub screening_id: Option<String>,
    /// The candidate's name, in Activity.
    pub name: Option<String>,
    /// The opportunity, in Activity: somebody without a screening is asked about by it.
    pub opportunity_id: Option<String>,
    /// Where it stands, if it is a write.
    pub write: Option<WriteState>,
}

/// One effect.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WriteView {
    /// Effect id.
    pub id: String,
    /// One line, for example "Add tag Fulcrum-Screening-Invited".
    pub what: String,
    /// Where it stands.
    pub state: WriteState,
    /// Why it is stuck or unclear.
    pub reason: Option<String>,
    /// Tries so far.
    pub attempts: u32,
    /// When it was done, or last tried.
    pub at: Option<Millis>,
    /// When it goes out, if it waits for a time.
    pub due_at: Option<Millis>,
    /// May be taken back, because nothing of it has left.
    pub can_undo: bool,
    /// May be retried by hand.
    pub can_retry: bool,
    /// May be skipped by hand.
    pub can_skip: bool,
}

/// Where an effect stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WriteState {
    /// Will go out.
    Waiting,
    /// Under way.
    Started,
    /// Confirmed.
    Done,
    /// The answer was lost; being looked up.
    Unclear,
    /// A person must settle it.
    Stuck,
    /// Left out by a person, or no longer needed.
    Skipped,
}

/// Why somebody was, was not, or was not yet invited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// Decision id.
    pub id: String,
    /// When.
    pub at: Millis,
    /// The name of its playbook, where there are several.
    pub playbook: Option<String>,
    /// `invite`, `skip`, `ask` or `not_addressed`.
    pub verdict: String,
    /// One sentence.
    pub summary: String,
    /// How the assessment was chosen.
    pub chosen_by: Option<String>,
    /// Every check in order.
    pub checks: Vec<CheckView>,
}

/// One check of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    /// What was checked.
    pub label: String,
    /// `passed`, `failed` or `warning`.
    pub outcome: String,
    /// What was found.
    pub found: Option<String>,
}
