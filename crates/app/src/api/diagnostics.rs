use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MailAuth, Millis};

/// How Fulcrum is on this computer. Nothing in it is about a person, except that the folders may hold
/// the name of this computer's user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Diagnostics {
    /// For example `linux x86_64`.
    pub system: String,
    /// The folder of this profile.
    pub profile_folder: String,
    /// The folder of the logs.
    pub log_folder: String,
    /// The version of the database.
    pub schema: u32,
    /// Rows that are kept.
    pub counts: StoredCounts,
    /// How far each look at Lever has come, in Lever's clock.
    pub passes: Vec<PassView>,
    /// How the keychain is.
    pub keychain: KeychainHealth,
    /// How mail is sent; none if it is not set up.
    pub mail: Option<MailAuth>,
    /// For an account without a password: until when its token is good, if there is one.
    pub mail_token_until: Option<Millis>,
}

/// Rows that are kept of the connected account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StoredCounts {
    /// Screenings.
    pub screenings: u32,
    /// Decisions.
    pub decisions: u32,
    /// Writes, whatever became of them.
    pub writes: u32,
    /// Entries of Activity.
    pub events: u32,
    /// People in the directory.
    pub people: u32,
}

/// How far a look at Lever has come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PassView {
    /// Which one.
    pub name: String,
    /// Up to when.
    pub at: Millis,
}

/// How the keychain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeychainHealth {
    /// It answers.
    Good,
    /// It is locked.
    Locked,
    /// There is none.
    Missing,
    /// It does not do as asked.
    Failing,
    /// Memory is used instead, for this run.
    ThisRunOnly,
}

/// Saves the logs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct SaveLogs {
    /// How Fulcrum is, in words without personal data: put before the logs.
    pub report: String,
}

/// A folder of Fulcrum's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OwnFolder {
    /// The profile.
    Profile,
    /// The logs.
    Logs,
}

/// Shows a folder in the system's file manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenFolder {
    /// Which.
    pub folder: OwnFolder,
}
