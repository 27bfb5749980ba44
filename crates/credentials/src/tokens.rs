//! The one owner of each token.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use fulcrum_core::time::{Clock, after};
use fulcrum_lever::{Authorization, TokenError, TokenSource};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::exchange::{self, Oauth};
use crate::{Endpoints, OauthClient, SecretError, SecretName, SecretStore, SignInError};

/// A token is refreshed this long before it runs out.
const MARGIN: Duration = Duration::from_secs(120);

/// What a sign-in or a refresh yields.
#[derive(Debug, Clone)]
pub struct TokenSet {
    /// For an hour.
    pub access: SecretString,
    /// For one refresh.
    pub refresh: SecretString,
    /// When the access token runs out.
    pub expires_at: Timestamp,
    /// What was granted, where Lever says.
    pub scopes: Vec<String>,
}

/// The access token as it is kept.
#[derive(Serialize, Deserialize)]
struct StoredAccess {
    token: String,
    expires_at: Timestamp,
}

/// Owns the OAuth tokens of one account: hands out the access token, refreshes it once however
/// many ask, and stores the rotated refresh token before anyone uses the new access token.
pub struct TokenOwner {
    secrets: Arc<dyn SecretStore>,
    clock: Arc<dyn Clock>,
    oauth: Oauth,
    http: reqwest::Client,
    access_name: SecretName,
    refresh_name: SecretName,
    current: Mutex<Option<Access>>,
}

#[derive(Clone)]
struct Access {
    token: SecretString,
    expires_at: Timestamp,
}

impl TokenOwner {
    /// The owner for `account`; reads the keychain at the first use.
    ///
    /// # Errors
    /// The HTTP client cannot be built.
    pub fn new(
        account: &str,
        endpoints: &Endpoints,
        client: &OauthClient,
        secrets: Arc<dyn SecretStore>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            secrets,
            clock,
            oauth: exchange::oauth(endpoints, client),
            http: exchange::http()?,
            access_name: SecretName::new(account, "access-token"),
            refresh_name: SecretName::new(account, "refresh-token"),
            current: Mutex::new(None),
        })
    }

    /// Keeps the tokens of a fresh sign-in: the refresh token first.
    ///
    /// # Errors
    /// [`SecretError`]; then nothing is signed in.
    pub async fn keep(&self, tokens: &TokenSet) -> Result<(), SecretError> {
        let mut current = self.current.lock().await;
        self.store(tokens).await?;
        *current = Some(Access { token: tokens.access.clone(), expires_at: tokens.expires_at });
        Ok(())
    }

    /// Forgets both tokens.
    ///
    /// # Errors
    /// [`SecretError`].
    pub async fn forget(&self) -> Result<(), SecretError> {
        *self.current.lock().await = None;
        self.secrets.forget(&self.refresh_name).await?;
        self.secrets.forget(&self.access_name).await
    }

    async fn store(&self, tokens: &TokenSet) -> Result<(), SecretError> {
        self.secrets.set(&self.refresh_name, &tokens.refresh).await?;
        let stored =
            StoredAccess { token: tokens.access.expose_secret().to_owned(), expires_at: tokens.expires_at };
        let json = serde_json::to_string(&stored).map_err(|error| SecretError::Failed(error.to_string()))?;
        self.secrets.set(&self.access_name, &SecretString::from(json)).await
    }

    /// The token in memory or in the keychain, whether or not it is still good.
    async fn known(&self, current: &mut Option<Access>) -> Result<Option<Access>, TokenError> {
        if current.is_none() {
            let stored = self.secrets.get(&self.access_name).await.map_err(keychain)?;
            let stored = stored.and_then(|json| serde_json::from_str::<StoredAccess>(json.expose_secret()).ok());
            *current = stored.map(|stored| Access {
                token: SecretString::from(stored.token),
                expires_at: stored.expires_at,
            });
        }
        Ok(current.clone())
    }

    async fn refresh(&self, current: &mut Option<Access>) -> Result<Authorization, TokenError> {
        let stored = self.secrets.get(&self.refresh_name).await.map_err(keychain)?;
        let Some(refresh_token) = stored else { return Err(TokenError::SignInAgain) };
        let answer = exchange::refresh(&self.oauth, &self.http, &refresh_token, self.clock.now()).await;
        let tokens = answer.map_err(|error| match error {
            SignInError::Unreachable(text) => TokenError::Unreachable(text),
            other => {
                tracing::warn!(%other, "the refresh token was refused");
                TokenError::SignInAgain
            }
        })?;
        self.store(&tokens).await.map_err(keychain)?;
        *current = Some(Access { token: tokens.access.clone(), expires_at: tokens.expires_at });
        tracing::info!("the access token was refreshed");
        Ok(Authorization::Bearer(tokens.access))
    }
}

fn keychain(error: SecretError) -> TokenError {
    TokenError::Keychain(error.to_string())
}

#[async_trait]
impl TokenSource for TokenOwner {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        // The lock is the single flight: whoever comes second finds the fresh token.
        let mut current = self.current.lock().await;
        match self.known(&mut current).await? {
            Some(access) if after(self.clock.now(), MARGIN) < access.expires_at => {
                Ok(Authorization::Bearer(access.token))
            }
            _ => self.refresh(&mut current).await,
        }
    }

    async fn replace(&self, used: &Authorization) -> Result<Authorization, TokenError> {
        let mut current = self.current.lock().await;
        if let (Some(access), Authorization::Bearer(used)) = (self.known(&mut current).await?, used)
            && access.token.expose_secret() != used.expose_secret()
        {
            return Ok(Authorization::Bearer(access.token));
        }
        self.refresh(&mut current).await
    }
}

/// An API key: nothing to refresh.
pub struct ApiKey {
    name: SecretName,
    secrets: Arc<dyn SecretStore>,
    known: Mutex<Option<SecretString>>,
}

impl ApiKey {
    /// The key of `account`, read from the keychain at the first use.
    #[must_use]
    pub fn new(account: &str, secrets: Arc<dyn SecretStore>) -> Self {
        Self { name: SecretName::new(account, "api-key"), secrets, known: Mutex::new(None) }
    }

    /// Keeps a key.
    ///
    /// # Errors
    /// [`SecretError`].
    pub async fn keep(&self, key: &SecretString) -> Result<(), SecretError> {
        self.secrets.set(&self.name, key).await?;
        *self.known.lock().await = Some(key.clone());
        Ok(())
    }

    /// Forgets it.
    ///
    /// # Errors
    /// [`SecretError`].
    pub async fn forget(&self) -> Result<(), SecretError> {
        *self.known.lock().await = None;
        self.secrets.forget(&self.name).await
    }
}

#[async_trait]
impl TokenSource for ApiKey {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        let mut known = self.known.lock().await;
        if known.is_none() {
            *known = self.secrets.get(&self.name).await.map_err(keychain)?;
        }
        known.clone().map(Authorization::Key).ok_or(TokenError::SignInAgain)
    }

    async fn replace(&self, _used: &Authorization) -> Result<Authorization, TokenError> {
        Err(TokenError::SignInAgain)
    }
}
