use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MailAuth;

/// A Lever that one can connect to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EnvironmentView {
    /// `sample`, `production`, `lever_sandbox` or `custom`.
    pub id: String,
    /// What to call it.
    pub label: String,
    /// One sentence about it.
    pub about: String,
    /// True if client id and secret must be typed in (no registration is built in or stored).
    pub needs_client: bool,
    /// The client id that was typed in before. It is no secret.
    pub client_id: Option<String>,
    /// The address to register with Lever as redirect URI.
    pub redirect_uri: String,
    /// True if base URLs must be typed in.
    pub needs_urls: bool,
    /// The base URLs that were typed in before; empty where there was none.
    pub urls: Option<CustomUrls>,
}

/// What the connect page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectOptions {
    /// The environments, the recommended first.
    pub environments: Vec<EnvironmentView>,
    /// Permissions that will be asked for, each with its purpose.
    pub permissions: Vec<PermissionView>,
    /// True if confidential data was asked for at the latest sign-in.
    pub confidential_asked: bool,
}

/// A permission with its purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionView {
    /// Lever's scope.
    pub scope: String,
    /// What Fulcrum needs it for, in a recruiter's words.
    pub purpose: String,
    /// True if it is asked for only when chosen.
    pub optional: bool,
}

/// Starts sign-in in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectOauth {
    /// Environment id.
    pub environment: String,
    /// The company's own registration; empty if built in or stored.
    pub client_id: Option<String>,
    /// Its secret.
    pub client_secret: Option<String>,
    /// Ask for confidential data too.
    pub confidential: bool,
    /// For `custom`.
    pub urls: Option<CustomUrls>,
}

/// Addresses of a Lever that is neither production nor Lever's sandbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CustomUrls {
    /// For example `https://api.lever.co/v1`.
    pub api_base: String,
    /// For example `https://auth.lever.co/authorize`.
    pub authorize: String,
    /// For example `https://auth.lever.co/oauth/token`.
    pub token: String,
}

/// Connects with an API key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectApiKey {
    /// Environment id.
    pub environment: String,
    /// The key.
    pub api_key: String,
    /// For `custom`: the API base.
    pub api_base: Option<String>,
}

/// Forgets the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Disconnect {
    /// Delete the candidates' data on this computer too.
    pub delete_local_data: bool,
}

/// The account is let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Disconnected {
    /// What could not be forgotten, in words, and what to do.
    pub left: Option<String>,
}

/// Says which Lever user the person is, and for whom they hire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChooseUser {
    /// Lever user id.
    pub user_id: String,
    /// The company as candidates know it; Lever does not tell. Empty keeps what is known.
    pub company: String,
}

/// Pairs a deployed interview service, or goes back to the one on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PairInterview {
    /// Public address of the service; none for the one on this computer.
    pub url: Option<String>,
    /// Its pairing token.
    pub token: Option<String>,
}

/// SMTP settings; the password goes to the keychain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveMail {
    /// Server name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// `none`, `starttls` or `tls`.
    pub security: String,
    /// How to log in.
    #[serde(default)]
    pub auth: MailAuth,
    /// User name, if the server wants one.
    pub username: Option<String>,
    /// Password; none keeps the stored one.
    pub password: Option<String>,
    /// Sender's name.
    pub from_name: String,
    /// Sender's address.
    pub from_address: String,
}

/// Sends a test mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TestMail {
    /// Where to.
    pub to: String,
}

/// What the connection may do, tried just now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionTest {
    /// Each permission, in the order in which it is explained.
    pub permissions: Vec<PermissionCheck>,
    /// What to do, if something is missing.
    pub advice: Option<String>,
}

/// One permission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PermissionCheck {
    /// Lever's scope.
    pub scope: String,
    /// What Fulcrum needs it for, in a recruiter's words.
    pub purpose: String,
    /// How it stands.
    pub outcome: PermissionOutcome,
    /// How that is known, one sentence.
    pub note: String,
    /// True if nothing can be watched without it.
    pub essential: bool,
}

/// How a permission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PermissionOutcome {
    /// It was tried, and works.
    Works,
    /// Lever granted it; it was not tried, because that would change something.
    Granted,
    /// It can be seen only when it is used.
    Unknown,
    /// Lever does not allow it.
    Missing,
    /// The person did not want it.
    NotAskedFor,
}
