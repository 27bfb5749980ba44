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
        authentication::{Credentials, DEFAULT_MECHANISMS, Mechanism},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};
use secrecy::ExposeSecret as _;
use serde::Serialize;
use tokio::time::timeout;

use super::{MailSecurity, MailSettings};

/// How long everything up to the message may take.
const BEFORE: Duration = Duration::from_secs(20);
/// How long a second look may take.
const LOOK: Duration = Duration::from_secs(5);
/// How long the server may take over the message itself.
const MESSAGE: Duration = Duration::from_secs(25);

/// How a conversation ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The server took the message.
    Sent,
    /// The server definitely does not have it.
    Failed(Trouble),
    /// Nobody knows.
    Unclear(String),
}

/// What went wrong before the server had the message. The reason names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) step: Step,
    pub(crate) reason: String,
}

/// Where it went wrong, for whoever must mend it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Step {
    /// No computer of this name, or nothing listens there.
    Server,
    /// The protected connection.
    Tls,
    /// User name and password, or token.
    Login,
    /// The token has run out.
    SignIn,
    /// The From address.
    Sender,
    /// The To address.
    Recipient,
    /// The message itself.
    Message,
}

/// Sends one message over a connection of its own.
pub(crate) async fn send(settings: &MailSettings, message: &Message) -> Outcome {
    let bytes = message.formatted();
    let mut connection = match timeout(BEFORE, prepare(settings, message, &bytes)).await {
        Ok(Ok(connection)) => connection,
        Ok(Err(trouble)) => return Outcome::Failed(trouble),
        Err(_) => {
            let reason = "the mail server did not answer in time".into();
            return Outcome::Failed(Trouble { step: Step::Server, reason });
        }
    };
    let outcome = match timeout(MESSAGE, connection.message(&bytes)).await {
        Ok(Ok(_)) => Outcome::Sent,
        Ok(Err(error)) => match error.status() {
            Some(code) => {
                let reason = format!("the mail server refused the message ({code})");
                Outcome::Failed(Trouble { step: Step::Message, reason })
            }
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
) -> Result<AsyncSmtpConnection, Trouble> {
    let mut connection = connect(settings).await?;
    if let Some(user) = &settings.username {
        let (mechanisms, secret) = match &settings.access {
            Some(access) => (&[Mechanism::Xoauth2][..], Some(&access.token)),
            None => (DEFAULT_MECHANISMS, settings.password.as_ref()),
        };
        if let Some(secret) = secret {
            let login = Credentials::new(user.clone(), secret.expose_secret().to_owned());
            connection
                .auth(mechanisms, &login)
                .await
                .map_err(|e| said(Step::Login, "the mail server did not accept the login", &e))?;
        }
    }
    let envelope = message.envelope();
    let mut parameters = Vec::new();
    let mut addresses = envelope.to().iter().chain(envelope.from());
    if addresses.any(|a| !AsRef::<str>::as_ref(a).is_ascii()) {
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            let reason = "the mail server takes no international addresses".into();
            return Err(Trouble { step: Step::Recipient, reason });
        }
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !bytes.is_ascii() {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection.command(Mail::new(envelope.from().cloned(), parameters)).await.map_err(|e| {
        match e.status() {
            // RFC 4954, section 6.
            Some(code) if code.to_string() == "530" => said(Step::Login, "the mail server wants a login", &e),
            _ => said(Step::Sender, "the mail server refused the sender", &e),
        }
    })?;
    for recipient in envelope.to() {
        connection
            .command(Rcpt::new(recipient.clone(), Vec::new()))
            .await
            .map_err(|e| said(Step::Recipient, "the mail server refused the recipient", &e))?;
    }
    connection
        .command(Data)
        .await
        .map_err(|e| said(Step::Message, "the mail server refused the message", &e))?;
    Ok(connection)
}

async fn connect(settings: &MailSettings) -> Result<AsyncSmtpConnection, Trouble> {
    let hello = ClientId::default();
    let tls = || {
        TlsParameters::new(settings.host.clone())
            .map_err(|e| said(Step::Tls, "the mail server's name cannot be used for TLS", &e))
    };
    let wrapper = match settings.security {
        MailSecurity::Tls => Some(tls()?),
        MailSecurity::None | MailSecurity::Starttls => None,
    };
    let host = settings.host.trim_start_matches('[').trim_end_matches(']');
    let place = (host, settings.port);
    let connected = AsyncSmtpConnection::connect_tokio1(place, Some(BEFORE), &hello, wrapper, None).await;
    let mut connection = match connected {
        Ok(connection) => connection,
        Err(error) => return Err(no_connection(settings, place, &error).await),
    };
    if settings.security == MailSecurity::Starttls {
        connection
            .starttls(tls()?, &hello)
            .await
            .map_err(|e| said(Step::Tls, "the mail server offers no protected connection", &e))?;
    }
    Ok(connection)
}

/// Looks once more, because the error does not tell a wrong name from a wrong protection.
async fn no_connection(settings: &MailSettings, place: (&str, u16), error: &Error) -> Trouble {
    let trouble = |step, reason: &str| Trouble { step, reason: reason.to_owned() };
    if tokio::net::lookup_host(place).await.is_err() {
        return trouble(Step::Server, "there is no mail server of this name");
    }
    match timeout(LOOK, tokio::net::TcpStream::connect(place)).await {
        Err(_) | Ok(Err(_)) => trouble(Step::Server, "the mail server cannot be reached"),
        Ok(Ok(_)) if settings.security == MailSecurity::Tls => {
            trouble(Step::Tls, "the mail server offers no protected connection on this port")
        }
        Ok(Ok(_)) => said(Step::Server, "nothing on this port answers like a mail server", error),
    }
}

/// Our own words and the server's code; the server's words may quote an address.
fn said(step: Step, what: &str, error: &Error) -> Trouble {
    let reason = match error.status() {
        Some(code) => format!("{what} ({code})"),
        None if error.is_tls() => format!("{what} (TLS)"),
        None => what.to_owned(),
    };
    Trouble { step, reason }
}
