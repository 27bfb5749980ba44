use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::Millis;

/// Settings of this computer; secrets are never part of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// `mine` (candidates or postings that I own or follow), `all` or `none`.
    pub notify_about: String,
    /// How much of a candidate's name notifications show: `full`, `initials` or `none`.
    #[serde(deserialize_with = "names")]
    pub notify_names: String,
    /// What to be notified of.
    pub notify_of: NotifyOf,
    /// When nobody is to be disturbed.
    pub quiet_hours: QuietHours,
    /// `system`, `light` or `dark`.
    pub appearance: String,
    /// Start with the computer.
    pub autostart: bool,
    /// Seconds during which an automatic invitation can be undone.
    pub hold_seconds: u32,
    /// Keep a directory of active candidates for the name search.
    pub directory: bool,
    /// Days after which ended screenings are purged from this computer.
    pub retention_days: u32,
    /// Port of the sign-in redirect.
    pub redirect_port: u16,
    /// Mail settings without the password.
    pub mail: Option<MailView>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            notify_about: "mine".into(),
            notify_names: "full".into(),
            notify_of: NotifyOf::default(),
            quiet_hours: QuietHours::default(),
            appearance: "system".into(),
            autostart: false,
            hold_seconds: 10,
            directory: true,
            retention_days: 365,
            redirect_port: 23917,
            mail: None,
        }
    }
}

/// Names were once shown or not.
fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        Shown(bool),
        Level(String),
    }
    Ok(match Names::deserialize(deserializer)? {
        Names::Shown(true) => "full".into(),
        Names::Shown(false) => "none".into(),
        Names::Level(level) => level,
    })
}

/// What to be notified of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct NotifyOf {
    /// A candidate has finished.
    pub completed: bool,
    /// Something must be settled.
    pub attention: bool,
    /// Arrivals wait for a yes.
    pub waiting: bool,
    /// Sign-in or the keychain stands in the way.
    pub connection: bool,
}

impl Default for NotifyOf {
    fn default() -> Self {
        Self { completed: true, attention: true, waiting: true, connection: true }
    }
}

/// When nobody is to be disturbed, by this computer's clock. It may span midnight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct QuietHours {
    /// Whether there are any.
    pub on: bool,
    /// Their begin, such as `18:30`.
    pub from: String,
    /// Their end.
    pub to: String,
}

impl Default for QuietHours {
    fn default() -> Self {
        Self { on: false, from: "18:00".into(), to: "08:00".into() }
    }
}

/// How the latest notification went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastNotification {
    /// When.
    pub at: Millis,
    /// What it was about, without names.
    pub about: String,
    /// Why it was not shown, if so.
    pub silence: Option<String>,
}

/// Notifications so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotificationsView {
    /// The latest one.
    pub last: Option<LastNotification>,
    /// So many were put off and come again.
    pub snoozed: u32,
}

/// Names a notification that was shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotificationRef {
    /// Its id.
    pub notification_id: String,
}

/// Mail settings without the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MailView {
    /// Server name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// `none`, `starttls` or `tls`.
    pub security: String,
    /// User name.
    pub username: Option<String>,
    /// True if a password is in the keychain.
    pub has_password: bool,
    /// Sender's name.
    pub from_name: String,
    /// Sender's address.
    pub from_address: String,
}
