use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use super::{Millis, SaveMail};

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
    /// Larger letters.
    pub large_text: bool,
    /// Keys of a single character, such as `c`, do something.
    pub character_keys: bool,
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
            large_text: false,
            character_keys: true,
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
    /// How Fulcrum logs in there.
    #[serde(default)]
    pub auth: MailAuth,
    /// True if a password is in the keychain.
    pub has_password: bool,
    /// For `xoauth2`: where the account was signed in to.
    #[serde(default)]
    pub sign_in: Option<MailSignInView>,
    /// Sender's name.
    pub from_name: String,
    /// Sender's address.
    pub from_address: String,
}

/// How to log in to a mail server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MailAuth {
    /// Not at all.
    None,
    /// By user name and password; without a user name not at all.
    #[default]
    Password,
    /// By a token that a sign-in in the browser brought.
    Xoauth2,
}

/// Whose mail account it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MailProvider {
    /// Google Workspace and Gmail.
    Google,
    /// Microsoft 365 and Outlook.
    Microsoft,
    /// Another that speaks XOAUTH2.
    Other,
}

/// A sign-in at a mail account, without its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MailSignInView {
    /// Whose account.
    pub provider: MailProvider,
    /// The company's registration there.
    pub client_id: String,
    /// For Microsoft: the company's directory.
    pub tenant: Option<String>,
    /// For `other`.
    pub urls: Option<MailSignInUrls>,
}

/// Where another mail account is signed in to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MailSignInUrls {
    /// The authorize page.
    pub authorize: String,
    /// The token endpoint.
    pub token: String,
    /// What to ask for, with a space between.
    pub scopes: String,
}

/// Signs in to a mail account in the browser; answers when that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignInMail {
    /// Server, sender and user name; `auth` is not looked at.
    pub mail: SaveMail,
    /// Where.
    pub sign_in: MailSignInView,
    /// The registration's secret, where it has one; none keeps the stored one.
    pub client_secret: Option<String>,
}
