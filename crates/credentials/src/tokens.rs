//! The one owner of each token.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use fulcrum_core::time::{Clock, after, before};
use fulcrum_lever::{Authorization, TokenError, TokenSource};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::exchange::{self, OauthClient};
use crate::loss::{Loss, Lost};
use crate::{ClientSecret, Endpoints, Registration, SecretError, SecretName, SecretStore, SignInError};

/// A token is refreshed this long before it runs out, or in the last quarter of a short life.
const MARGIN: Duration = Duration::from_secs(120);

/// A token that Lever refuses so soon after a refresh is not refreshed once more: the token is not
/// what is wrong, and each refresh uses up another one.
const TOO_SOON: Duration = Duration::from_secs(10);

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
    fresh_until: Timestamp,
}

/// Owns the OAuth tokens of one account: hands out the access token, refreshes it once however
/// many ask, and stores the rotated refresh token before anyone uses the new access token.
///
/// A refresh runs to its end even if whoever asked for it goes away, and tokens that the keychain
/// did not take yet are kept in memory: the old refresh token is used up.
///
/// The clock only says when to refresh ahead of time. A token counts from when it came, by the same
/// clock, so a clock that is wrong throughout changes nothing; one that is put right meanwhile costs
/// one refresh too early, or one 401, which [`TokenSource::replace`] answers with a refresh.
pub struct TokenOwner {
    shared: Arc<Shared>,
}

struct Shared {
    secrets: Arc<dyn SecretStore>,
    clock: Arc<dyn Clock>,
    endpoints: Endpoints,
    client: Registration,
    http: reqwest::Client,
    access_name: SecretName,
    refresh_name: SecretName,
    current: Mutex<Current>,
    loss: Loss,
}

#[derive(Default)]
struct Current {
    access: Option<Access>,
    /// When the latest refresh was.
    refreshed_at: Option<Timestamp>,
    /// Received, but not in the keychain yet. Not handed out before they are.
    unstored: Option<TokenSet>,
    /// A refresh token that was refused for good: asking again would change nothing.
    refused: Option<SecretString>,
    /// Another owner has taken over.
    retired: bool,
}

#[derive(Clone)]
struct Access {
    token: SecretString,
    fresh_until: Timestamp,
}

impl TokenOwner {
    /// The owner for `account`; reads the keychain at the first use.
    ///
    /// # Errors
    /// The HTTP client cannot be built.
    pub fn new(
        account: &str,
        endpoints: &Endpoints,
        client: impl Into<Registration>,
        secrets: Arc<dyn SecretStore>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, reqwest::Error> {
        let shared = Shared {
            secrets,
            clock,
            endpoints: endpoints.clone(),
            client: client.into(),
            http: exchange::http()?,
            access_name: SecretName::new(account, "access-token"),
            refresh_name: SecretName::new(account, "refresh-token"),
            current: Mutex::default(),
            loss: Loss::default(),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Keeps the tokens of a fresh sign-in: the refresh token first.
    ///
    /// # Errors
    /// [`SecretError`]; then nothing is signed in.
    pub async fn keep(&self, tokens: &TokenSet) -> Result<(), SecretError> {
        let mut current = self.shared.current.lock().await;
        self.shared.store(tokens).await?;
        let access = Some(Access::of(tokens, self.shared.clock.now()));
        *current = Current { access, ..Current::default() };
        self.shared.loss.set(None);
        Ok(())
    }

    /// Why it asked for a new sign-in; none if it did not.
    #[must_use]
    pub fn lost(&self) -> Option<Lost> {
        self.shared.loss.get()
    }

    /// Waits for a refresh that is under way to be stored, and does nothing any more: two owners of
    /// one refresh token would use it twice, and Lever would end both sign-ins.
    pub async fn retire(&self) {
        let mut current = self.shared.current.lock().await;
        // What the keychain did not take yet is offered to it once more: the token of before is used up.
        if let Err(error) = self.shared.store_received(&mut current).await {
            tracing::warn!(%error, "a token that was refreshed could not be kept");
        }
        *current = Current { retired: true, ..Current::default() };
    }

    /// In a task of its own, so that nobody who stops waiting loses a rotated token.
    async fn to_its_end<F>(work: F) -> Result<Authorization, TokenError>
    where
        F: Future<Output = Result<Authorization, TokenError>> + Send + 'static,
    {
        let ended = tokio::spawn(work).await;
        ended.unwrap_or_else(|_| Err(TokenError::Unreachable("the refresh was interrupted".into())))
    }
}

impl Access {
    /// `now` is when they came.
    fn of(tokens: &TokenSet, now: Timestamp) -> Self {
        let life = Duration::try_from(tokens.expires_at.duration_since(now)).unwrap_or_default();
        let margin = MARGIN.min(life / 4);
        Self { token: tokens.access.clone(), fresh_until: before(tokens.expires_at, margin) }
    }
}

impl Shared {
    /// The refresh token must be kept. The access token is a convenience for the next launch: where
    /// the keychain does not take it, it is refreshed then.
    async fn store(&self, tokens: &TokenSet) -> Result<(), SecretError> {
        self.secrets.set(&self.refresh_name, &tokens.refresh).await?;
        let access = Access::of(tokens, self.clock.now());
        let token = access.token.expose_secret().to_owned();
        let stored = StoredAccess { token, fresh_until: access.fresh_until };
        let json = serde_json::to_string(&stored).map_err(|error| SecretError::Failed(error.to_string()))?;
        if let Err(error) = self.secrets.set(&self.access_name, &SecretString::from(json)).await {
            tracing::warn!(%error, "the access token is kept for this run only");
        }
        Ok(())
    }

    /// Puts received tokens into the keychain; only then are they handed out.
    async fn store_received(&self, current: &mut Current) -> Result<(), TokenError> {
        if let Some(tokens) = &current.unstored {
            self.store(tokens).await.map_err(TokenError::from)?;
            current.access = Some(Access::of(tokens, self.clock.now()));
            current.unstored = None;
        }
        Ok(())
    }

    /// The token in memory or in the keychain, whether or not it is still good.
    async fn known(&self, current: &mut Current) -> Result<Option<Access>, TokenError> {
        self.store_received(current).await?;
        if current.access.is_none() && !current.retired {
            let stored = match self.secrets.get(&self.access_name).await {
                // A refresh brings another one and writes over it.
                Err(error @ SecretError::Damaged { .. }) => {
                    tracing::warn!(%error, "the access token is fetched anew");
                    None
                }
                other => other.map_err(TokenError::from)?,
            };
            let stored =
                stored.and_then(|json| serde_json::from_str::<StoredAccess>(json.expose_secret()).ok());
            current.access = stored.map(|stored| Access {
                token: SecretString::from(stored.token),
                fresh_until: stored.fresh_until,
            });
        }
        Ok(current.access.clone())
    }

    async fn refresh(&self, current: &mut Current) -> Result<Authorization, TokenError> {
        if current.retired {
            return Err(TokenError::SignInAgain);
        }
        let refresh_token = self.loss.needed(self.secrets.get(&self.refresh_name).await)?;
        let same = |refused: &SecretString| refused.expose_secret() == refresh_token.expose_secret();
        if current.refused.as_ref().is_some_and(same) {
            return Err(self.loss.sign_in_again(Lost::Refused));
        }
        let oauth = exchange::oauth(&self.endpoints, &self.client().await?);
        let answer = exchange::refresh(&oauth, &self.http, &refresh_token, self.clock.now()).await;
        let tokens = answer.map_err(|error| {
            if matches!(&error, SignInError::Refused { code, .. } if code == "invalid_grant") {
                current.refused = Some(refresh_token);
            }
            let error = refused(&error);
            if matches!(error, TokenError::SignInAgain) {
                self.loss.set(Some(Lost::Refused));
            }
            error
        })?;
        let authorization = Authorization::Bearer(tokens.access.clone());
        let refreshed_at = Some(self.clock.now());
        *current = Current { unstored: Some(tokens), refreshed_at, ..Current::default() };
        self.store_received(current).await?;
        self.loss.set(None);
        tracing::info!("the access token was refreshed");
        Ok(authorization)
    }

    /// The registration with its secret.
    async fn client(&self) -> Result<OauthClient, TokenError> {
        let secret = match &self.client.secret {
            ClientSecret::Known(secret) => secret.clone(),
            ClientSecret::Kept(name) => self.loss.needed(self.secrets.get(name).await)?,
        };
        Ok(OauthClient { id: self.client.id.clone(), secret })
    }

    async fn authorization(&self) -> Result<Authorization, TokenError> {
        // The lock is the single flight: whoever comes second finds the fresh token.
        let mut current = self.current.lock().await;
        match self.known(&mut current).await? {
            Some(access) if self.clock.now() < access.fresh_until => Ok(Authorization::Bearer(access.token)),
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
        let now = self.clock.now();
        // A clock that was put back says nothing.
        if current.refreshed_at.is_some_and(|at| at <= now && now < after(at, TOO_SOON)) {
            return Err(self.loss.sign_in_again(Lost::Refused));
        }
        self.refresh(&mut current).await
    }
}

/// What a failed refresh means. Only a refusal of the grant or of the client ends the sign-in; a
/// server that says it is in trouble (RFC 6749, section 4.1.2.1) is asked again later.
fn refused(error: &SignInError) -> TokenError {
    const FINAL: &[&str] = &[
        "invalid_grant",
        "invalid_client",
        "unauthorized_client",
        "access_denied",
        "unsupported_grant_type",
        "invalid_scope",
        "invalid_request",
    ];
    match error {
        SignInError::Refused { code, .. } if FINAL.contains(&code.as_str()) => {
            tracing::warn!(code, "the refresh token was refused");
            TokenError::SignInAgain
        }
        other => TokenError::Unreachable(other.to_string()),
    }
}

#[async_trait]
impl TokenSource for TokenOwner {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        let shared = Arc::clone(&self.shared);
        Self::to_its_end(async move { shared.authorization().await }).await
    }

    async fn replace(&self, used: &Authorization) -> Result<Authorization, TokenError> {
        let (shared, used) = (Arc::clone(&self.shared), used.clone());
        Self::to_its_end(async move { shared.replace(&used).await }).await
    }
}

/// The access token of a sign-in that is tried before it is kept: nothing to refresh.
pub struct FreshToken(SecretString);

impl FreshToken {
    /// Its access token.
    #[must_use]
    pub fn of(tokens: &TokenSet) -> Self {
        Self(tokens.access.clone())
    }
}

#[async_trait]
impl TokenSource for FreshToken {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        Ok(Authorization::Bearer(self.0.clone()))
    }

    async fn replace(&self, _used: &Authorization) -> Result<Authorization, TokenError> {
        Err(TokenError::SignInAgain)
    }
}
