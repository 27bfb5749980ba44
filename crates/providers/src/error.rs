//! Errors that say what may have happened on the other side.

use std::time::Duration;

/// Whether a request may have taken effect on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// It had no effect: never sent, or definitely refused.
    No,
    /// It may have had one; look before repeating.
    Maybe,
    /// It had one, although the answer could not be used.
    Yes,
}

/// When the same request is worth repeating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// At once.
    Now,
    /// After a while; the time is what the other side asked for, if it did.
    After(Option<Duration>),
    /// After the pairing is renewed.
    AfterSignIn,
    /// Never in this form.
    Never,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// No connection came about: wrong address, service not running, no network.
    Connect,
    /// No answer in time.
    Timeout,
    /// The connection broke after the request was under way.
    Interrupted,
    /// The pairing token is not accepted.
    Unpaired,
    /// The thing asked about does not exist there.
    NotFound,
    /// The service understood and refused; `code` says why.
    Refused,
    /// The service, or a proxy before it, is in trouble.
    Unavailable,
    /// The answer is not what the service speaks: HTML, truncated or of another version.
    Unreadable,
    /// This provider cannot do that.
    Unsupported,
}

/// A failed call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ProviderError {
    /// What went wrong.
    pub kind: ErrorKind,
    /// Whether it may have taken effect.
    pub sent: Sent,
    /// When to repeat it.
    pub retry: Retry,
    /// The HTTP status, where there was one.
    pub status: Option<u16>,
    /// The service's own error code, where it gave one.
    pub code: Option<String>,
    /// One sentence for people, free of personal data and secrets.
    pub message: String,
}

impl ProviderError {
    /// An error without an HTTP answer.
    pub fn new(kind: ErrorKind, sent: Sent, retry: Retry, message: impl Into<String>) -> ProviderError {
        ProviderError { kind, sent, retry, status: None, code: None, message: message.into() }
    }

    /// The answer of a provider that lacks a capability.
    pub fn unsupported(what: &str) -> ProviderError {
        ProviderError::new(
            ErrorKind::Unsupported,
            Sent::No,
            Retry::Never,
            format!("this provider cannot {what}"),
        )
    }

    pub(crate) fn with_status(mut self, status: u16) -> ProviderError {
        self.status = Some(status);
        self
    }

    pub(crate) fn with_code(mut self, code: Option<String>) -> ProviderError {
        self.code = code;
        self
    }
}
