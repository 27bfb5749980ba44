//! Mail that a provider sends for us.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

/// Subject and text of one mail. `{{ link }}` in the text becomes the candidate's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailText {
    /// The subject line.
    pub subject: String,
    /// Plain text; the provider builds the formatted part from it.
    pub text: String,
    /// Another address than the candidate's; honoured when mail is sent again or reminds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What became of one mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailState {
    /// How it ended.
    pub state: MailPhase,
    /// The attempt this is about, from 1; 0 when none was made.
    #[serde(default)]
    pub attempt: u32,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// Why it failed or is unclear, without any address in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where a test failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<MailStep>,
}

/// Where a mail failed, for whoever must mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MailStep {
    /// No computer of this name, or nothing listens there.
    Server,
    /// The protected connection.
    Tls,
    /// User name and password, or token.
    Login,
    /// The token of an account without a password has run out.
    SignIn,
    /// The From address.
    Sender,
    /// The To address.
    Recipient,
    /// The message itself, or a step that this version does not know.
    #[serde(other)]
    Message,
}

/// How a mail ended. SMTP cannot be asked afterwards, so `Unclear` is an end as well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MailPhase {
    /// None was wanted, or the provider has no mail settings.
    Off,
    /// The mail server took it.
    Sent,
    /// It may or may not have been taken; never repeated by itself.
    Unclear,
    /// Definitely not taken; another attempt is safe.
    Failed,
    /// A word this version does not know.
    #[serde(untagged)]
    Other(String),
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// Not at all: only for a mail server on the same computer.
    None,
    /// Plain connection upgraded before anything private is said (usually port 587).
    Starttls,
    /// TLS from the first byte (usually port 465).
    Tls,
}

/// The mail server an interview service should use. Not serializable: it holds a password.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// Host name or address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Protection of the connection.
    pub security: MailSecurity,
    /// Login, where the server wants one.
    pub username: Option<String>,
    /// Its password.
    pub password: Option<SecretString>,
    /// Instead of a password: a token for XOAUTH2. It is handed over anew before it runs out.
    pub access: Option<MailAccess>,
    /// Name in the From line.
    pub from_name: String,
    /// Address in the From line.
    pub from_address: String,
}

/// A token for a mail account without a password. Not serializable: it is a secret.
#[derive(Clone, Debug)]
pub struct MailAccess {
    /// The access token.
    pub token: SecretString,
    /// When it runs out.
    pub until: Timestamp,
}
