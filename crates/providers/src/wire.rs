//! One HTTP exchange with the interview service, and what each way of failing means.

use std::time::Duration;

use reqwest::{Method, Response, StatusCode, header};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use url::{Host, Url};

use crate::{ErrorKind, ProviderError, Retry, Sent};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a whole exchange may take. Longer than the service waits for its mail server, so that
/// the service's own verdict on a mail arrives.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(60);
/// Longest answer that is read.
const LONGEST_ANSWER: usize = 16 * 1024 * 1024;
/// Longest wait that the other side may ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// Longest message of a refusal that is passed on.
const LONGEST_MESSAGE: usize = 300;

/// A client bound to one base address and one pairing token.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    client: reqwest::Client,
    base: Url,
    token: SecretString,
}

/// A request before it is sent.
pub(crate) struct Call<'a> {
    method: Method,
    path: &'a [&'a str],
    query: Option<(&'a str, &'a str)>,
    header: Option<(&'a str, &'a str)>,
    body: Option<Vec<u8>>,
}

impl<'a> Call<'a> {
    pub(crate) fn new(method: Method, path: &'a [&'a str]) -> Self {
        Call { method, path, query: None, header: None, body: None }
    }

    pub(crate) fn query(mut self, name: &'a str, value: &'a str) -> Self {
        self.query = Some((name, value));
        self
    }

    pub(crate) fn header(mut self, name: &'a str, value: &'a str) -> Self {
        self.header = Some((name, value));
        self
    }

    pub(crate) fn json<T: Serialize>(mut self, body: &T) -> Result<Self, ProviderError> {
        let bytes = serde_json::to_vec(body).map_err(|_| invalid("the request"))?;
        self.body = Some(bytes);
        Ok(self)
    }
}

impl Wire {
    pub(crate) fn new(base: Url, token: SecretString, timeout: Duration) -> Result<Wire, ProviderError> {
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            // The client would panic; the program chooses the provider, not a library.
            return Err(invalid("TLS: no crypto provider is installed; the HTTP client"));
        }
        let mut builder = reqwest::Client::builder();
        if is_loopback(&base) {
            // A system proxy cannot reach this computer, and must not see the token.
            builder = builder.no_proxy();
        }
        let client = builder
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(timeout)
            // A redirect would repeat a POST elsewhere, token included.
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .user_agent(concat!("Fulcrum/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|_| invalid("the HTTP client"))?;
        Ok(Wire { client, base, token })
    }

    /// Sends, and reads the answer as `T`.
    pub(crate) async fn fetch<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, ProviderError> {
        let (status, body) = self.exchange(call).await?;
        let mut json = serde_json::Deserializer::from_slice(&body);
        serde_path_to_error::deserialize(&mut json).map_err(|error| {
            // The path names fields only; the error's own text could quote a value.
            let path = error.path().to_string();
            unreadable(status, format!("at `{path}`"))
        })
    }

    /// Sends, and cares only for success.
    pub(crate) async fn run(&self, call: Call<'_>) -> Result<(), ProviderError> {
        let (status, body) = self.exchange(call).await?;
        // A proxy's login page is a success to HTTP only.
        if !body.is_empty() && serde_json::from_slice::<serde::de::IgnoredAny>(&body).is_err() {
            return Err(unreadable(status, "not JSON".into()));
        }
        Ok(())
    }

    /// Sends, and gives the answer as it is, if it is a PDF file.
    pub(crate) async fn file(&self, call: Call<'_>) -> Result<Vec<u8>, ProviderError> {
        let (status, body) = self.exchange(call).await?;
        if body.starts_with(b"%PDF-") { Ok(body) } else { Err(unreadable(status, "no PDF file".into())) }
    }

    async fn exchange(&self, call: Call<'_>) -> Result<(StatusCode, Vec<u8>), ProviderError> {
        let mut url = self.base.clone();
        url.set_query(None);
        url.set_fragment(None);
        url.path_segments_mut()
            .map_err(|()| invalid("the address"))?
            .pop_if_empty()
            .push("api")
            .extend(call.path);
        if let Some((name, value)) = call.query {
            url.query_pairs_mut().append_pair(name, value);
        }
        let mut request = self
            .client
            .request(call.method, url)
            .bearer_auth(self.token.expose_secret())
            .header(header::ACCEPT, "application/json");
        if let Some((name, value)) = call.header {
            request = request.header(name, value);
        }
        if let Some(body) = call.body {
            request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        }
        let response = request.send().await.map_err(|e| lost(&e))?;
        let status = response.status();
        if status.is_success() {
            let body = read(response).await?;
            return Ok((status, body));
        }
        Err(refusal(response).await)
    }
}

fn is_loopback(base: &Url) -> bool {
    match base.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Reads a whole body, or says that it broke off.
async fn read(mut response: Response) -> Result<Vec<u8>, ProviderError> {
    let status = response.status();
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|e| lost(&e))? {
        if body.len() + part.len() > LONGEST_ANSWER {
            return Err(unreadable(status, "too long".into()));
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

/// An answer that is not a success.
async fn refusal(response: Response) -> ProviderError {
    #[derive(Deserialize)]
    struct Refusal {
        code: String,
        message: String,
    }

    let status = response.status();
    let wait = retry_after(&response);
    let body = read(response).await.unwrap_or_default();
    let said: Option<Refusal> = serde_json::from_slice(&body).ok();
    let code = said.as_ref().map(|r| r.code.clone());
    let ours = said.is_some();
    let message = said.map(|r| r.message.chars().take(LONGEST_MESSAGE).collect::<String>());
    let (kind, sent, retry, words) = match status {
        StatusCode::UNAUTHORIZED if ours => (
            ErrorKind::Unpaired,
            Sent::No,
            Retry::AfterSignIn,
            "The interview service does not accept the pairing token",
        ),
        StatusCode::NOT_FOUND if ours => {
            (ErrorKind::NotFound, Sent::No, Retry::Never, "The interview service does not know it")
        }
        StatusCode::TOO_MANY_REQUESTS => {
            (ErrorKind::Unavailable, Sent::No, Retry::After(wait), "The interview service asks to slow down")
        }
        StatusCode::REQUEST_TIMEOUT => (
            ErrorKind::Timeout,
            Sent::Maybe,
            Retry::After(wait),
            "The interview service gave up waiting for the request",
        ),
        s if s.is_client_error() && ours => {
            (ErrorKind::Refused, Sent::No, Retry::Never, "The interview service refused the request")
        }
        // A status without our error body is some proxy's: nobody knows what stands behind it.
        s if s.is_client_error() || s.is_redirection() => (
            ErrorKind::Unreadable,
            Sent::Maybe,
            Retry::After(wait),
            "Something other than the interview service answered at its address",
        ),
        _ => (ErrorKind::Unavailable, Sent::Maybe, Retry::After(wait), "The interview service is in trouble"),
    };
    ProviderError::new(kind, sent, retry, message.unwrap_or_else(|| words.into()))
        .with_status(status.as_u16())
        .with_code(code)
}

/// `Retry-After` in seconds (RFC 9110, section 10.2.3); its date form is not used by the service.
fn retry_after(response: &Response) -> Option<Duration> {
    let text = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds: u64 = text.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_WAIT))
}

/// A call without a usable answer.
fn lost(error: &reqwest::Error) -> ProviderError {
    // Connecting includes its own time-out, so it is asked about first.
    if error.is_connect() {
        return ProviderError::new(
            ErrorKind::Connect,
            Sent::No,
            Retry::After(None),
            "The interview service cannot be reached",
        );
    }
    if error.is_builder() {
        return invalid("the request");
    }
    if error.is_timeout() {
        return ProviderError::new(
            ErrorKind::Timeout,
            Sent::Maybe,
            Retry::After(None),
            "The interview service did not answer in time",
        );
    }
    ProviderError::new(
        ErrorKind::Interrupted,
        Sent::Maybe,
        Retry::After(None),
        "The connection to the interview service broke off",
    )
}

fn unreadable(status: StatusCode, why: String) -> ProviderError {
    ProviderError::new(
        ErrorKind::Unreadable,
        Sent::Maybe,
        Retry::After(None),
        format!("The interview service's answer cannot be read ({why})"),
    )
    .with_status(status.as_u16())
}

fn invalid(what: &str) -> ProviderError {
    ProviderError::new(ErrorKind::Refused, Sent::No, Retry::Never, format!("{what} cannot be used"))
}
