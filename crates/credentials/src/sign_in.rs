//! The authorization code flow with PKCE and a fixed loopback redirect.

use std::time::Duration;

use jiff::Timestamp;
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use url::Url;

use crate::callback::{Answer, Arrival, Callback};
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
    #[error("Lever was not allowed to connect ({code}) {text}")]
    Denied {
        /// OAuth error code, for example `access_denied` (RFC 6749, section 4.1.2.1).
        code: String,
        /// Its description.
        text: String,
    },
    /// Nobody came back in time.
    #[error("the browser did not come back in time")]
    TimedOut,
    /// The token endpoint refused.
    #[error("Lever refused the sign-in ({code}) {text}")]
    Refused {
        /// OAuth error code, for example `invalid_grant` (RFC 6749, section 5.2). A wrong client is
        /// always `invalid_client`.
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
    asked: Vec<String>,
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
    let asked = permissions().iter().filter(|permission| !permission.optional || confidential);
    let asked = asked.map(|permission| permission.scope.to_owned()).collect();
    let extra =
        [("audience".to_owned(), endpoints.audience.clone()), ("prompt".to_owned(), "consent".to_owned())];
    begin_at(exchange::oauth(endpoints, client), asked, &extra, port).await
}

pub(crate) async fn begin_at(
    oauth: Oauth,
    asked: Vec<String>,
    extra: &[(String, String)],
    port: u16,
) -> Result<PendingSignIn, SignInError> {
    let callback = Callback::bind(port).await?;
    let unreachable = |error: &dyn std::fmt::Display| SignInError::Unreachable(error.to_string());
    let http = exchange::http().map_err(|error| unreachable(&error))?;
    let redirect = RedirectUrl::new(redirect_uri(port)).map_err(|error| unreachable(&error))?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let mut request = oauth
        .authorize_url(CsrfToken::new_random)
        .set_redirect_uri(std::borrow::Cow::Borrowed(&redirect))
        .add_scopes(asked.iter().cloned().map(Scope::new))
        .set_pkce_challenge(challenge);
    for (name, value) in extra {
        request = request.add_extra_param(name.as_str(), value.as_str());
    }
    let (url, state) = request.url();
    Ok(PendingSignIn { url, callback, state, verifier, redirect, oauth, http, asked })
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

    /// Waits for the browser and exchanges the code.
    ///
    /// A callback that carries another `state`, or none, is not of this sign-in: a page of an
    /// earlier one, or somebody who calls the address. It is answered with words and told through
    /// `ignored`, nothing is exchanged for it, and the wait goes on until the right one comes, or
    /// the time is over (five minutes). RFC 6749, section 10.12; RFC 8252, section 8.9.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn finish(
        mut self,
        now: impl Fn() -> Timestamp,
        ignored: impl Fn(),
    ) -> Result<TokenSet, SignInError> {
        let arrival = tokio::time::timeout(TIME_LIMIT, self.ours(ignored)).await;
        let arrival = arrival.map_err(|_| SignInError::TimedOut)??;
        let result = match (&arrival.code, &arrival.error) {
            (_, Some(error)) => {
                let text = arrival.description.clone().unwrap_or_default();
                Err(SignInError::Denied { code: error.clone(), text })
            }
            (code, None) => {
                let code = code.clone().unwrap_or_default();
                exchange::code_for_tokens(&self.oauth, &self.http, &self.redirect, code, self.verifier, now())
                    .await
            }
        };
        let result = result.map(|tokens| {
            // Left out, it is what was asked for (RFC 6749, section 5.1).
            let scopes = if tokens.scopes.is_empty() { self.asked } else { tokens.scopes };
            TokenSet { scopes, ..tokens }
        });
        if let Ok(tokens) = &result {
            tracing::info!(
                confidential = tokens.scopes.iter().any(|scope| scope == CONFIDENTIAL),
                "signed in"
            );
        }
        arrival.answer(if result.is_ok() { Answer::Good } else { Answer::Failed }).await;
        result
    }

    /// The callback of this sign-in.
    async fn ours(&mut self, ignored: impl Fn()) -> Result<Arrival, SignInError> {
        loop {
            let arrival = self.callback.arrival().await;
            let arrival = arrival.map_err(|error| SignInError::Unreachable(error.to_string()))?;
            let says_something = arrival.code.is_some() || arrival.error.is_some();
            if says_something && arrival.state.as_deref() == Some(self.state.secret().as_str()) {
                return Ok(arrival);
            }
            tracing::warn!("a callback that is not of this sign-in was ignored");
            ignored();
            arrival.answer(Answer::NotOurs).await;
        }
    }
}
