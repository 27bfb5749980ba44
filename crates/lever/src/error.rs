//! Errors of the client.

use std::time::Duration;

use fulcrum_core::call::{Retry, Sent};

use crate::{Keychain, TokenError};

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {message}")]
pub struct Error {
    /// Which call, without ids.
    pub what: &'static str,
    /// What kind of failure.
    pub kind: Kind,
    /// Whether the request may have taken effect.
    pub sent: Sent,
    /// What to do next.
    pub retry: Retry,
    /// Lever's `code`. Not to be branched on: nobody has recorded them all.
    pub code: Option<String>,
    /// Lever's message, or ours. Holds no personal data beyond what Lever puts there.
    pub message: String,
}

/// What kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Lever cannot be reached.
    Offline,
    /// The connection broke, or the answer took too long.
    Interrupted,
    /// 401, also after a refresh; or there is no token.
    SignIn,
    /// The keychain of this computer did not give the token; nothing was asked.
    Keychain(Keychain),
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 400 with an offset that is no longer valid: start the listing again.
    InvalidOffset,
    /// Any other 4xx.
    Refused,
    /// 429.
    RateLimited,
    /// 5xx.
    Server,
    /// An answer that is not what was asked for (HTML, truncated, wrong shape).
    Unreadable,
}

impl Error {
    /// Whether it says that Lever, or the way to it, is in trouble for now.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self.retry, Retry::Now | Retry::After(_))
    }

    pub(crate) fn from_token(what: &'static str, error: &TokenError) -> Self {
        let (kind, retry) = match error {
            TokenError::SignInAgain => (Kind::SignIn, Retry::AfterSignIn),
            TokenError::Keychain(how, _) => (Kind::Keychain(*how), Retry::After(None)),
            TokenError::Unreachable(_) => (Kind::Offline, Retry::After(None)),
        };
        Self { what, kind, sent: Sent::No, retry, code: None, message: error.to_string() }
    }

    /// A failure below HTTP. Reading twice does no harm, so only writes are in doubt.
    pub(crate) fn from_transport(what: &'static str, error: &reqwest::Error, write: bool) -> Self {
        let (kind, sent, message) = if error.is_connect() {
            (Kind::Offline, Sent::No, "Lever cannot be reached")
        } else if write {
            (Kind::Interrupted, Sent::Maybe, "the answer from Lever was lost")
        } else {
            (Kind::Interrupted, Sent::No, "the connection to Lever broke")
        };
        Self { what, kind, sent, retry: Retry::After(None), code: None, message: message.into() }
    }

    /// An answer other than 2xx.
    pub(crate) fn from_status(
        what: &'static str,
        status: u16,
        body: &str,
        retry_after: Option<Duration>,
        write: bool,
    ) -> Self {
        let parsed: Option<Envelope> = serde_json::from_str(body).ok();
        let levers = parsed.is_some();
        let (code, text) = match parsed {
            Some(envelope) => (Some(envelope.code), envelope.message),
            None => (None, format!("Lever answered {status}")),
        };
        let (kind, sent, retry) = match status {
            401 => (Kind::SignIn, Sent::No, Retry::AfterSignIn),
            408 => (Kind::Server, if write { Sent::Maybe } else { Sent::No }, Retry::After(retry_after)),
            429 => (Kind::RateLimited, Sent::No, Retry::After(retry_after)),
            // A refusal without Lever's body is some proxy's: it must not pass for Lever's word
            // that somebody was deleted, or that a write will never do.
            400..=499 if !levers => (Kind::Unreadable, Sent::No, Retry::After(retry_after)),
            403 => (Kind::Forbidden, Sent::No, Retry::Never),
            404 => (Kind::NotFound, Sent::No, Retry::Never),
            400 if text.contains("Invalid offset") => (Kind::InvalidOffset, Sent::No, Retry::Now),
            400..=499 => (Kind::Refused, Sent::No, Retry::Never),
            // Some proxies answer 5xx after the work was done: a write is in doubt.
            _ => (Kind::Server, if write { Sent::Maybe } else { Sent::No }, Retry::After(retry_after)),
        };
        Self { what, kind, sent, retry, code, message: text }
    }

    /// A 2xx answer that cannot be read.
    pub(crate) fn unreadable(what: &'static str, path: &str, write: bool) -> Self {
        Self {
            what,
            kind: Kind::Unreadable,
            sent: if write { Sent::Maybe } else { Sent::No },
            retry: Retry::After(None),
            code: None,
            message: format!("the answer from Lever cannot be read at {path}"),
        }
    }
}

/// Lever's error body: a flat object without `data`. Every one that was seen has both texts.
#[derive(serde::Deserialize)]
struct Envelope {
    code: String,
    message: String,
}
