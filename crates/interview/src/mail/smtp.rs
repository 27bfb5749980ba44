//! One conversation with a mail server, and what each way of ending it means.
//!
//! The server takes responsibility with its answer to the end of the data (RFC 5321, section
//! 4.2.5). Before the first byte of the message nothing can have been sent; after it, only an
//! answer tells.

use std::time::Duration;

use lettre::{
    Message,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use secrecy::ExposeSecret as _;
use tokio::time::timeout;

use super::{MailSecurity, MailSettings};

/// How long everything up to the message may take.
const BEFORE: Duration = Duration::from_secs(20);
/// How long the server may take over the message itself.
const MESSAGE: Duration = Duration::from_secs(25);

/// How a conversation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The server took the message.
    Sent,
    /// The server definitely does not have it. The reason names nobody.
    Failed(String),
    /// Nobody knows.
    Unclear(String),
}

/// Sends one message over a connection of its own.
pub(crate) async fn send(settings: &MailSettings, message: &Message) -> Outcome {
    let bytes = message.formatted();
    let mut connection = match timeout(BEFORE, prepare(settings, message, &bytes)).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(reason)) => return Outcome::Failed(reason),
        Err(_) => return Outcome::Failed("the mail server did not answer in time".into()),
    };
    let outcome = match timeout(MESSAGE, connection.message(&bytes)).await {
        Ok(Ok(_)) => Outcome::Sent,
        Ok(Err(error)) => match error.status() {
            Some(code) => Outcome::Failed(format!("the mail server refused the message ({code})")),
            None => {
                Outcome::Unclear("the connection to the mail server broke while it had the message".into())
            }
        },
        Err(_) => Outcome::Unclear("the mail server took the message but did not confirm it".into()),
    };
    // Politeness only; the outcome stands.
    let _ = timeout(Duration::from_secs(2), connection.quit()).await;
    outcome
}

/// Everything up to the server's invitation to send the message.
async fn prepare(
    settings: &MailSettings,
    message: &Message,
    bytes: &[u8],
) -> Result<AsyncSmtpConnection, String> {
    let hello = ClientId::default();
    let tls = || {
        TlsParameters::new(settings.host.clone())
            .map_err(|e| said("the mail server's name cannot be used for TLS", &e))
    };
    let wrapper = match settings.security {
        MailSecurity::Tls => Some(tls()?),
        MailSecurity::None | MailSecurity::Starttls => None,
    };
    let host = settings.host.trim_start_matches('[').trim_end_matches(']');
    let mut connection =
        AsyncSmtpConnection::connect_tokio1((host, settings.port), Some(BEFORE), &hello, wrapper, None)
            .await
            .map_err(|e| said("the mail server cannot be reached", &e))?;
    if settings.security == MailSecurity::Starttls {
        connection
            .starttls(tls()?, &hello)
            .await
            .map_err(|e| said("the mail server offers no protected connection", &e))?;
    }
    if let (Some(user), Some(password)) = (&settings.username, &settings.password) {
        let login = Credentials::new(user.clone(), password.expose_secret().to_owned());
        connection
            .auth(DEFAULT_MECHANISMS, &login)
            .await
            .map_err(|e| said("the mail server did not accept the login", &e))?;
    }
    let envelope = message.envelope();
    let mut parameters = Vec::new();
    let mut addresses = envelope.to().iter().chain(envelope.from());
    if addresses.any(|a| !AsRef::<str>::as_ref(a).is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            return Err("the mail server takes no international addresses".into());
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !bytes.is_ascii() {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection
        .command(Mail::new(envelope.from().cloned(), parameters))
        .await
        .map_err(|e| said("the mail server refused the sender", &e))?;
    for recipient in envelope.to() {
        connection
            .command(Rcpt::new(recipient.clone(), Vec::new()))
            .await
            .map_err(|e| said("the mail server refused the recipient", &e))?;
    }
    connection.command(Data).await.map_err(|e| said("the mail server refused the message", &e))?;
    Ok(connection)
}

/// Our own words and the server's code; the server's words may quote an address.
fn said(what: &str, error: &Error) -> String {
    match error.status() {
        Some(code) => format!("{what} ({code})"),
        None if error.is_tls() => format!("{what} (TLS)"),
        None => what.to_owned(),
    }
}
