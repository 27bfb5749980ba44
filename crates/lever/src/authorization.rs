//! Where the client gets its token from.

use async_trait::async_trait;
use base64::Engine as _;
use secrecy::{ExposeSecret, SecretString};

/// What goes into the `Authorization` header.
#[derive(Debug, Clone)]
pub enum Authorization {
    /// An OAuth access token.
    Bearer(SecretString),
    /// An API key: HTTP Basic with the key as user name and an empty password.
    Key(SecretString),
}

impl Authorization {
    /// The header's value. A secret: never log it.
    pub(crate) fn header(&self) -> String {
        match self {
            Self::Bearer(token) => format!("Bearer {}", token.expose_secret()),
            Self::Key(key) => {
                let pair = format!("{}:", key.expose_secret());
                format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
            }
        }
    }
}

/// How a keychain stands that does not give what it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keychain {
    /// A person can unlock it.
    Locked,
    /// There is none.
    Missing,
    /// It is there and open, and does not do as asked.
    Failing,
}

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The person must sign in again.
    #[error("Lever no longer accepts this sign-in")]
    SignInAgain,
    /// The keychain did not give it.
    #[error("the keychain did not give the token: {1}")]
    Keychain(Keychain, String),
    /// The authorization server cannot be reached, or has trouble; the token may come later.
    #[error("the sign-in server cannot be reached: {0}")]
    Unreachable(String),
}

/// The one owner of the token.
#[async_trait]
pub trait TokenSource: Send + Sync + 'static {
    /// A token that is valid as far as is known; refreshed before if it is about to run out.
    ///
    /// # Errors
    /// [`TokenError`].
    async fn authorization(&self) -> Result<Authorization, TokenError>;

    /// Lever answered 401 to `used`: gives another one, refreshed once however many ask.
    ///
    /// # Errors
    /// [`TokenError::SignInAgain`] if there is no other.
    async fn replace(&self, used: &Authorization) -> Result<Authorization, TokenError>;
}
