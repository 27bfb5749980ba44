use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Settings of this computer; secrets are never part of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// `mine` (candidates or postings that I own or follow), `all` or `none`.
    pub notify_about: String,
    /// Show the candidate's name in notifications.
    pub notify_names: bool,
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
            notify_names: true,
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
