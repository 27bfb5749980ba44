//! Mail: settings, letters, the conversation with the mail server, and the promise to send once.

pub(crate) mod letter;
pub(crate) mod post;
pub(crate) mod smtp;

use jiff::Timestamp;
use lettre::Address;
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

/// The mail server to use. Kept in memory only.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailSettings {
    /// Host name or address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// Protection of the connection.
    pub security: MailSecurity,
    /// Login, where the server wants one.
    #[serde(default)]
    pub username: Option<String>,
    /// Its password.
    #[serde(default, deserialize_with = "secret")]
    pub password: Option<SecretString>,
    /// Instead of a password: a token for XOAUTH2, which whoever is paired renews.
    #[serde(default)]
    pub access: Option<MailAccess>,
    /// Name in the From line.
    pub from_name: String,
    /// Address in the From line.
    pub from_address: String,
}

/// A token for an account that takes no password (Google, Microsoft).
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailAccess {
    /// The access token.
    #[serde(deserialize_with = "needed")]
    pub token: SecretString,
    /// When it runs out.
    pub until: Timestamp,
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// Not at all: only for a mail server on the same computer.
    None,
    /// Plain connection upgraded before anything private is said (usually port 587).
    Starttls,
    /// TLS from the first byte (usually port 465).
    Tls,
}

/// Why mail settings cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSettingsError {
    /// No host, or not a host.
    #[error("the mail server's host is missing or not a host name")]
    Host,
    /// Port 0.
    #[error("the mail server's port is missing")]
    Port,
    /// Only one of user name and password or token, or both of these.
    #[error("a user name needs a password or a token, and the other way round")]
    Login,
    /// A password over an open connection to another computer.
    #[error("a password may not cross the network unprotected; use STARTTLS or TLS")]
    Unprotected,
    /// The From address is not an address.
    #[error("the sender's address is not an e-mail address")]
    From,
    /// Not a URL of the form `smtp://user:password@host:port`.
    #[error("not a mail server URL (smtp://user:password@host:587, smtps://…:465, or smtp://…?tls=none)")]
    Url,
}

impl MailSettings {
    /// Reads `smtp://user:password@host:port` (STARTTLS, unless the host is this computer or the
    /// URL says `?tls=none`) or `smtps://…` (TLS), with a From line like `Name <a@b.example>`.
    ///
    /// # Errors
    /// When either cannot be understood or may not be used together.
    pub fn from_url(url: &str, from: &str) -> Result<MailSettings, MailSettingsError> {
        let url = Url::parse(url).map_err(|_| MailSettingsError::Url)?;
        let host = url.host_str().ok_or(MailSettingsError::Host)?.to_owned();
        let open = url.query_pairs().any(|(k, v)| k == "tls" && v == "none");
        let (security, port) = match url.scheme() {
            "smtps" => (MailSecurity::Tls, 465),
            "smtp" if open || is_this_computer(&host) => (MailSecurity::None, 25),
            "smtp" => (MailSecurity::Starttls, 587),
            _ => return Err(MailSettingsError::Url),
        };
        let from: lettre::message::Mailbox = from.parse().map_err(|_| MailSettingsError::From)?;
        let settings = MailSettings {
            host,
            port: url.port().unwrap_or(port),
            security,
            username: Some(decoded(url.username())?).filter(|u| !u.is_empty()),
            password: url.password().map(decoded).transpose()?.map(Into::into),
            access: None,
            from_name: from.name.unwrap_or_default(),
            from_address: from.email.to_string(),
        };
        settings.check()?;
        Ok(settings)
    }

    /// Whether the token, if there is one, is good no more.
    pub(crate) fn has_run_out(&self, now: Timestamp) -> bool {
        self.access.as_ref().is_some_and(|access| access.until <= now)
    }

    /// Whether they can be used at all.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), MailSettingsError> {
        let host = self.host.trim();
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(MailSettingsError::Host);
        }
        if self.port == 0 {
            return Err(MailSettingsError::Port);
        }
        let ways = usize::from(self.password.is_some()) + usize::from(self.access.is_some());
        if ways != usize::from(self.username.is_some()) {
            return Err(MailSettingsError::Login);
        }
        let open = self.security == MailSecurity::None;
        if open && ways > 0 && !is_this_computer(host) {
            return Err(MailSettingsError::Unprotected);
        }
        self.from_address.parse::<Address>().map_err(|_| MailSettingsError::From)?;
        Ok(())
    }
}

fn is_this_computer(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A URL's user or password without its percent signs.
fn decoded(text: &str) -> Result<String, MailSettingsError> {
    // A form value differs from a URL part only in what a plus sign means.
    let pair = format!("v={}", text.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(pair.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .ok_or(MailSettingsError::Url)
}

fn secret<'de, D: serde::Deserializer<'de>>(d: D) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(d)?.map(Into::into))
}

fn needed<'de, D: serde::Deserializer<'de>>(d: D) -> Result<SecretString, D::Error> {
    Ok(String::deserialize(d)?.into())
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn a_url_names_server_login_and_protection() {
        let s = MailSettings::from_url(
            "smtp://hr%40acme.example:a%2Bb+c%26@mail.acme.example",
            "Acme Hiring <hr@acme.example>",
        )
        .unwrap();
        assert_eq!((s.host.as_str(), s.port), ("mail.acme.example", 587));
        assert_eq!(s.security, MailSecurity::Starttls);
        assert_eq!(s.username.as_deref(), Some("hr@acme.example"));
        assert_eq!(s.password.unwrap().expose_secret(), "a+b+c&");
        assert_eq!(s.from_name, "Acme Hiring");
    }

    #[test]
    fn a_password_never_travels_in_the_open() {
        let url = "smtp://u:p@mail.acme.example:25?tls=none";
        assert_eq!(
            MailSettings::from_url(url, "a@acme.example").unwrap_err(),
            MailSettingsError::Unprotected
        );
        MailSettings::from_url("smtp://u:p@127.0.0.1:1025", "a@acme.example").unwrap();
    }

    #[test]
    fn debug_output_keeps_the_password() {
        let s = MailSettings::from_url("smtp://u:hunter2@127.0.0.1:1025", "a@b.example").unwrap();
        assert!(!format!("{s:?}").contains("hunter2"));
    }
}
