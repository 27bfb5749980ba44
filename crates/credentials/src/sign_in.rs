//! The authorization code flow with PKCE and a fixed loopback redirect.

use std::time::Duration;

use jiff::Timestamp;
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use url::Url;

use crate::callback::Callback;
use crate::exchange::{self, Oauth};
use crate::{CONFIDENTIAL, Endpoints, OauthClient, TokenSet, permissions};

/// How long the browser may take.
const TIME_LIMIT: Duration = Duration::from_secs(5 * 60);

/// Why nobody is signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignInError {
    /// Another program listens on the redirect port.
    #[error("port {0} on this computer is taken by another program")]
    PortTaken(u16),
    /// The person, or Lever, said no on the consent page.
    #[error("Lever was not allowed to connect: {0}")]
    Denied(String),
    /// The callback did not belong to this sign-in.
    #[error("the browser came back from another sign-in; nothing was changed")]
    ForeignCallback,
    /// Nobody came back in time.
    #[error("the browser did not come back in time")]
    TimedOut,
    /// The token endpoint refused.
    #[error("Lever refused the sign-in ({code}) {text}")]
    Refused {
        /// OAuth error code, for example `invalid_grant` (RFC 6749, section 5.2).
        code: String,
        /// Its description.
        text: String,
    },
    /// Lever gave no refresh token.
    #[error("Lever did not allow Fulcrum to stay signed in (no refresh token)")]
    NoRefreshToken,
    /// The sign-in server cannot be reached or is in trouble.
    #[error("the sign-in server cannot be reached: {0}")]
    Unreachable(String),
}

/// A sign-in that waits for the browser. Dropping it closes the port.
pub struct PendingSignIn {
    url: Url,
    callback: Callback,
    state: CsrfToken,
    verifier: PkceCodeVerifier,
    redirect: RedirectUrl,
    oauth: Oauth,
    http: reqwest::Client,
}

/// Opens the redirect port and prepares the address for the browser.
///
/// # Errors
/// [`SignInError::PortTaken`].
pub async fn begin(
    endpoints: &Endpoints,
    client: &OauthClient,
    port: u16,
    confidential: bool,
) -> Result<PendingSignIn, SignInError> {
    let callback = Callback::bind(port).await?;
    let unreachable = |error: &dyn std::fmt::Display| SignInError::Unreachable(error.to_string());
    let http = exchange::http().map_err(|error| unreachable(&error))?;
    let redirect = RedirectUrl::new(redirect_uri(port)).map_err(|error| unreachable(&error))?;
    let oauth = exchange::oauth(endpoints, client);
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let scopes = permissions().iter().filter(|permission| !permission.optional || confidential);
    let (url, state) = oauth
        .authorize_url(CsrfToken::new_random)
        .set_redirect_uri(std::borrow::Cow::Borrowed(&redirect))
        .add_scopes(scopes.map(|permission| Scope::new(permission.scope.into())))
        .add_extra_param("audience", &endpoints.audience)
        .add_extra_param("prompt", "consent")
        .set_pkce_challenge(challenge)
        .url();
    Ok(PendingSignIn { url, callback, state, verifier, redirect, oauth, http })
}

/// The address that must be registered with Lever.
#[must_use]
pub fn redirect_uri(port: u16) -> String {
    format!("http://localhost:{port}/callback")
}

impl PendingSignIn {
    /// Where the browser must go.
    #[must_use]
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Waits for the browser and exchanges the code. A callback with another `state` ends the
    /// sign-in: nothing is exchanged for it.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn finish(self, now: impl Fn() -> Timestamp) -> Result<TokenSet, SignInError> {
        let arrival = tokio::time::timeout(TIME_LIMIT, self.callback.arrival()).await;
        let arrival = arrival
            .map_err(|_| SignInError::TimedOut)?
            .map_err(|error| SignInError::Unreachable(error.to_string()))?;
        if arrival.state.as_deref() != Some(self.state.secret().as_str()) {
            arrival.answer(false).await;
            return Err(SignInError::ForeignCallback);
        }
        let result = match (&arrival.code, &arrival.error) {
            (Some(code), None) => {
                let code = code.clone();
                exchange::code_for_tokens(&self.oauth, &self.http, &self.redirect, code, self.verifier, now())
                    .await
            }
            (_, Some(error)) => Err(SignInError::Denied(error.clone())),
            (None, None) => Err(SignInError::ForeignCallback),
        };
        if let Ok(tokens) = &result {
            tracing::info!(
                confidential = tokens.scopes.iter().any(|scope| scope == CONFIDENTIAL),
                "signed in"
            );
        }
        arrival.answer(result.is_ok()).await;
        result
    }
}
