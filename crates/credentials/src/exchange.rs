//! The token endpoint: codes and refresh tokens for tokens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, HttpClientError,
    HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError,
    TokenResponse as _, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::{SecretName, SignInError, TokenSet};

/// Where to sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// The authorize page.
    pub authorize: Url,
    /// The token endpoint.
    pub token: Url,
    /// The API base **with a trailing slash** (Lever's `audience`).
    pub audience: String,
}

/// The company's registration with Lever. Lever needs the secret, also from a desktop app.
#[derive(Debug, Clone)]
pub struct OauthClient {
    /// Client id.
    pub id: String,
    /// Client secret.
    pub secret: SecretString,
}

/// Where the client secret is found when a token is refreshed.
#[derive(Debug, Clone)]
pub enum ClientSecret {
    /// It is known.
    Known(SecretString),
    /// It is read from the keychain each time: a keychain that is locked now may be open then.
    Kept(SecretName),
}

/// A registration whose secret may be in the keychain.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Client id.
    pub id: String,
    /// Client secret.
    pub secret: ClientSecret,
}

impl From<&OauthClient> for Registration {
    fn from(client: &OauthClient) -> Self {
        Self { id: client.id.clone(), secret: ClientSecret::Known(client.secret.clone()) }
    }
}

/// The OAuth client with both endpoints.
pub(crate) type Oauth = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

pub(crate) fn oauth(endpoints: &Endpoints, client: &OauthClient) -> Oauth {
    BasicClient::new(ClientId::new(client.id.clone()))
        .set_client_secret(oauth2::ClientSecret::new(client.secret.expose_secret().to_owned()))
        .set_auth_type(AuthType::RequestBody)
        .set_auth_uri(AuthUrl::from_url(endpoints.authorize.clone()))
        .set_token_uri(TokenUrl::from_url(endpoints.token.clone()))
}

/// The HTTP client of the token endpoint.
pub(crate) fn http() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(30))
        .connect_timeout(Duration::from_secs(10))
        // A redirect would hand the secret to somebody else.
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

async fn send(
    client: reqwest::Client,
    request: HttpRequest,
    status: Arc<AtomicU16>,
) -> Result<HttpResponse, HttpClientError<reqwest::Error>> {
    let request = reqwest::Request::try_from(request).map_err(Box::new)?;
    let answer = client.execute(request).await.map_err(Box::new)?;
    status.store(answer.status().as_u16(), Ordering::Relaxed);
    let mut response = http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        response = response.header(name, value);
    }
    let body = answer.bytes().await.map_err(Box::new)?.to_vec();
    response.body(body).map_err(HttpClientError::Http)
}

type ExchangeError = RequestTokenError<HttpClientError<reqwest::Error>, oauth2::basic::BasicErrorResponse>;

pub(crate) async fn code_for_tokens(
    oauth: &Oauth,
    http: &reqwest::Client,
    redirect: &RedirectUrl,
    code: String,
    verifier: PkceCodeVerifier,
    now: Timestamp,
) -> Result<TokenSet, SignInError> {
    let status = Arc::new(AtomicU16::new(0));
    let answer = oauth
        .exchange_code(AuthorizationCode::new(code))
        .set_redirect_uri(std::borrow::Cow::Borrowed(redirect))
        .set_pkce_verifier(verifier)
        .request_async(&|request| send(http.clone(), request, Arc::clone(&status)))
        .await
        .map_err(|error| classify(&error, &status))?;
    tokens(&answer, None, now)
}

pub(crate) async fn refresh(
    oauth: &Oauth,
    http: &reqwest::Client,
    refresh_token: &SecretString,
    now: Timestamp,
) -> Result<TokenSet, SignInError> {
    let status = Arc::new(AtomicU16::new(0));
    let answer = oauth
        .exchange_refresh_token(&RefreshToken::new(refresh_token.expose_secret().to_owned()))
        .request_async(&|request| send(http.clone(), request, Arc::clone(&status)))
        .await
        .map_err(|error| classify(&error, &status))?;
    tokens(&answer, Some(refresh_token), now)
}

/// `kept` is the refresh token that stays good if the answer brings no other (RFC 6749, section 6).
fn tokens(
    answer: &BasicTokenResponse,
    kept: Option<&SecretString>,
    now: Timestamp,
) -> Result<TokenSet, SignInError> {
    let fresh = answer.refresh_token().map(|token| SecretString::from(token.secret().as_str()));
    let Some(refresh) = fresh.or_else(|| kept.cloned()) else { return Err(SignInError::NoRefreshToken) };
    let lifetime = answer.expires_in().unwrap_or(Duration::from_secs(3600));
    Ok(TokenSet {
        access: SecretString::from(answer.access_token().secret().as_str()),
        refresh,
        expires_at: now.checked_add(lifetime).unwrap_or(now),
        scopes: answer
            .scopes()
            .map(|scopes| scopes.iter().map(|scope| scope.to_string()).collect())
            .unwrap_or_default(),
    })
}

fn classify(error: &ExchangeError, status: &AtomicU16) -> SignInError {
    match error {
        RequestTokenError::ServerResponse(answer) => {
            // 401 is about the client and nobody else (RFC 6749, section 5.2); Auth0 calls a wrong
            // secret `access_denied`, the same as a person who may not.
            let wrong_client = status.load(Ordering::Relaxed) == 401;
            let code = if wrong_client { "invalid_client".into() } else { answer.error().to_string() };
            let text = answer.error_description().cloned().unwrap_or_default();
            SignInError::Refused { code, text }
        }
        RequestTokenError::Request(_) => SignInError::Unreachable("no answer from the sign-in server".into()),
        RequestTokenError::Parse(_, body) if looks_refused(body) => {
            SignInError::Refused { code: "invalid_grant".into(), text: String::new() }
        }
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => {
            SignInError::Unreachable("the sign-in server gave an answer that cannot be read".into())
        }
    }
}

fn looks_refused(body: &[u8]) -> bool {
    String::from_utf8_lossy(body).contains("invalid_grant")
}
