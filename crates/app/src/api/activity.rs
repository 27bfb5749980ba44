use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Millis, TimelineView};

/// What Activity is narrowed to; what is left out narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ActivityFilter {
    /// Of one kind.
    pub kind: ActivityKind,
    /// Writes that stand like this.
    pub writes: Option<ActivityWrites>,
    /// Of one actor, as `activity_actors` names them.
    pub by: Option<String>,
    /// Words of the name, the sentence or its details.
    pub search: String,
    /// Not before.
    pub from: Option<Millis>,
    /// Before.
    pub to: Option<Millis>,
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    /// Everything.
    #[default]
    All,
    /// Stage entries, invitations and what candidates did with them.
    Invitations,
    /// Who is invited and who is not, questions and their answers.
    Decisions,
    /// Changes to Lever.
    Writes,
    /// Hand-ins and reviews.
    Reviews,
    /// Notifications, shown or not.
    Notifications,
    /// Sign-in, triggers, pause, settings.
    System,
}

/// Where writes stand, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivityWrites {
    /// Will go out, is under way, or is being looked up.
    Waiting,
    /// Confirmed.
    Written,
    /// A person must settle it.
    Failed,
    /// Left out.
    LeftOut,
}

/// Asks for a page of Activity.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ActivityQuery {
    /// Which entries.
    pub filter: ActivityFilter,
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
    /// How many there are of each kind by search and time; on the first page only.
    pub kinds: Vec<ActivityKindCount>,
    /// How many writes stand how; on the first page only.
    pub writes: Vec<ActivityWritesCount>,
}

/// Somebody who did something, or Fulcrum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityActor {
    /// As entries name them: a name, `you`, `Fulcrum`, `the candidate`.
    pub actor: String,
    /// Entries.
    pub count: u32,
}

/// How many entries are of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityKindCount {
    /// The kind.
    pub kind: ActivityKind,
    /// Entries.
    pub count: u32,
}

/// How many writes stand like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityWritesCount {
    /// Where they stand.
    pub state: ActivityWrites,
    /// Writes.
    pub count: u32,
}

/// Saves Activity as a CSV file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ExportActivity {
    /// Which entries.
    pub filter: ActivityFilter,
}
