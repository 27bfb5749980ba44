//! The contract between the application layer and any front end: requests, view models, change
//! events and errors. Everything here is data; TypeScript is generated from it into
//! `ui/src/generated`.
//!
//! Times are Unix milliseconds (`number` in TypeScript); ids are strings.

mod activity;
mod addressing;
mod assessments;
mod candidates;
mod checking;
mod connection;
mod diagnostics;
mod errors;
mod findings;
mod forms;
mod history;
mod inbox;
mod leaving;
mod moves;
mod overview;
mod playbooks;
mod presets;
mod privacy;
mod reviews;
mod sending;
mod settings;
mod settling;
mod status;
mod vocabulary;
mod work;

pub use activity::*;
pub use addressing::*;
pub use assessments::*;
pub use candidates::*;
pub use checking::*;
pub use connection::*;
pub use diagnostics::*;
pub use errors::*;
pub use findings::*;
pub use forms::*;
pub use history::*;
pub use inbox::*;
pub use leaving::*;
pub use moves::*;
pub use overview::*;
pub use playbooks::*;
pub use presets::*;
pub use privacy::*;
pub use reviews::*;
pub use sending::*;
pub use settings::*;
pub use settling::*;
pub use status::*;
pub use vocabulary::*;
pub use work::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Unix time in milliseconds.
pub type Millis = f64;

/// The empty request and the empty answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// What changed. Views refetch what they show; the event carries no data of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeEvent {
    /// The kind of thing that changed.
    pub kind: ChangeKind,
    /// Its id, where one thing changed.
    pub id: Option<String>,
}

/// The kinds of things that change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Connection, sync, queue, counts, set-up: everything in `Status`.
    Status,
    /// One screening (id) or several (no id).
    Screening,
    /// Inbox items.
    Inbox,
    /// Playbooks and triggers.
    Playbooks,
    /// Assessments.
    Assessments,
    /// Settings.
    Settings,
    /// How notifications went.
    Notifications,
    /// What is under way.
    Work,
    /// What the Check page found.
    Checks,
    /// The window should do something; the id is that of an action of the page (for example `send`).
    Act,
    /// The window should show a route; the id is the route (for example `/candidates/…`).
    Navigate,
}
