//! One request: bucket, token, send, read, classify.

use std::sync::Arc;
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable as _};
use fulcrum_core::call::Retry;
use fulcrum_core::{AccountId, UserId};
use jiff::Timestamp;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::{Instrument as _, debug, debug_span};
use url::Url;

use crate::bucket::{Budget, Lane};
use crate::opportunities::Query;
use crate::{Error, Kind, Page, Skipped, TokenSource, page};

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// A longer pause than this is not taken at its word.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// A read is tried three times while Lever has passing trouble.
const READ_AGAIN: ExponentialBuilder =
    ExponentialBuilder::new().with_min_delay(Duration::from_millis(250)).with_max_times(2).with_jitter();

/// Which Lever, and as whom.
#[derive(Debug, Clone)]
pub struct Config {
    /// For example `https://api.lever.co/v1`, without a trailing slash.
    pub api_base: Url,
    /// For log lines.
    pub account: AccountId,
    /// Requests that may leave, shared by all clients of one account.
    pub budget: Budget,
}

/// The client of one account. Cheap to clone.
#[derive(Clone)]
pub struct Lever {
    shared: Arc<Shared>,
    perform_as: Option<UserId>,
    hurry: Hurry,
}

/// How urgent the calls of a client are, beside what they do.
#[derive(Clone, Copy)]
enum Hurry {
    Person,
    Usual,
    Background,
}

struct Shared {
    base: String,
    account: AccountId,
    http: reqwest::Client,
    tokens: Arc<dyn TokenSource>,
    budget: Budget,
}

/// A request before it has a token.
pub(crate) struct Call<'a> {
    pub what: &'static str,
    pub method: Method,
    pub path: &'a str,
    pub query: Query,
    pub body: Body,
}

/// What a request carries.
pub(crate) enum Body {
    Nothing,
    Json(serde_json::Value),
    File { name: String, bytes: Vec<u8> },
}

/// An answer that arrived in full.
struct Answer {
    bytes: Vec<u8>,
    server_time: Option<Timestamp>,
    /// A page for a browser: some proxy's, or a network's that wants a sign-in.
    is_page: bool,
}

impl Lever {
    /// A client; nothing is sent yet.
    ///
    /// # Errors
    /// The HTTP client cannot be built (no TLS provider installed).
    pub fn new(config: Config, tokens: Arc<dyn TokenSource>) -> Result<Self, reqwest::Error> {
        let http = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .connect_timeout(Duration::from_secs(10))
            .user_agent(concat!("Fulcrum/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let base = config.api_base.as_str().trim_end_matches('/').to_owned();
        let Config { account, budget, .. } = config;
        let shared = Shared { base, account, http, tokens, budget };
        Ok(Self { shared: Arc::new(shared), perform_as: None, hurry: Hurry::Usual })
    }

    /// The same client, writing as this Lever user (`perform_as`, a user id).
    #[must_use]
    pub fn performing_as(&self, user: UserId) -> Self {
        Self { perform_as: Some(user), ..self.clone() }
    }

    /// The same client for somebody who looks at the screen and waits: its calls go first.
    #[must_use]
    pub fn for_a_person(&self) -> Self {
        Self { hurry: Hurry::Person, ..self.clone() }
    }

    /// The same client for work that can wait: its calls go last.
    #[must_use]
    pub fn in_the_background(&self) -> Self {
        Self { hurry: Hurry::Background, ..self.clone() }
    }

    fn lane(&self, write: bool) -> Lane {
        match self.hurry {
            Hurry::Person => Lane::Person,
            Hurry::Background => Lane::Scan,
            Hurry::Usual if write => Lane::Write,
            Hurry::Usual => Lane::Read,
        }
    }

    pub(crate) async fn list<T: DeserializeOwned>(
        &self,
        what: &'static str,
        path: &str,
        query: Query,
    ) -> Result<Page<T>, Error> {
        let answer = self.read(Call { what, method: Method::GET, path, query, body: Body::Nothing }).await?;
        let text = text_of(what, &answer, false)?;
        let mut page: Page<T> = page::read(text).map_err(|path| Error::unreadable(what, &path, false))?;
        page.server_time = answer.server_time;
        for Skipped { path, .. } in &page.skipped {
            tracing::warn!(account = %self.shared.account, what, path, "a row could not be read and was skipped");
        }
        Ok(page)
    }

    /// One object.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        what: &'static str,
        path: &str,
        query: Query,
    ) -> Result<T, Error> {
        let answer = self.read(Call { what, method: Method::GET, path, query, body: Body::Nothing }).await?;
        let text = text_of(what, &answer, false)?;
        page::read_one(text).map_err(|path| Error::unreadable(what, &path, false))
    }

    /// The bytes of a file.
    pub(crate) async fn bytes(&self, what: &'static str, path: &str) -> Result<Vec<u8>, Error> {
        let call = Call { what, method: Method::GET, path, query: Query::new(), body: Body::Nothing };
        let answer = self.read(call).await?;
        if answer.is_page { Err(Error::unreadable(what, "text", false)) } else { Ok(answer.bytes) }
    }

    /// Every row of a short list (stages, users…), in order.
    pub(crate) async fn everything<T: DeserializeOwned>(
        &self,
        what: &'static str,
        path: &str,
        mut query: Query,
    ) -> Result<Vec<T>, Error> {
        query.push(("limit", "100".into()));
        Ok(self.whole(what, path, query, |_| {}).await?.rows)
    }

    /// The same of a list in which something is looked for: what cannot be read might be it.
    pub(crate) async fn everything_readable<T: DeserializeOwned>(
        &self,
        what: &'static str,
        path: &str,
    ) -> Result<Vec<T>, Error> {
        let whole = self.whole(what, path, vec![("limit", "100".into())], |_| {}).await?;
        match whole.skipped.first() {
            None => Ok(whole.rows),
            Some(Skipped { path, .. }) => Err(Error::unreadable(what, path, false)),
        }
    }

    /// A write. Sent exactly once (a 401 was not carried out and is repeated with a new token);
    /// the answer is read only as far as `T` needs it.
    pub(crate) async fn write<T: DeserializeOwned>(
        &self,
        what: &'static str,
        method: Method,
        path: &str,
        query: Query,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        let answer = self.sent_json(what, method, path, query, body).await?;
        let text = text_of(what, &answer, true)?;
        page::read_one(text).map_err(|path| Error::unreadable(what, &path, true))
    }

    /// A write of whose answer it is not sure how many envelopes it has.
    pub(crate) async fn write_wrapped<T: DeserializeOwned>(
        &self,
        what: &'static str,
        method: Method,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        let answer = self.sent_json(what, method, path, Query::new(), body).await?;
        let text = text_of(what, &answer, true)?;
        page::read_wrapped(text).map_err(|path| Error::unreadable(what, &path, true))
    }

    /// A file as a form, in the field `file`.
    pub(crate) async fn upload<T: DeserializeOwned>(
        &self,
        what: &'static str,
        path: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<T, Error> {
        let body = Body::File { name: name.to_owned(), bytes };
        let answer = self.sent_once(what, Method::POST, path, Query::new(), body).await?;
        let text = text_of(what, &answer, true)?;
        page::read_one(text).map_err(|path| Error::unreadable(what, &path, true))
    }

    /// A deletion; its answer is empty.
    pub(crate) async fn remove(&self, what: &'static str, path: &str) -> Result<(), Error> {
        let answer = self.sent_once(what, Method::DELETE, path, Query::new(), Body::Nothing).await?;
        if answer.is_page { Err(Error::unreadable(what, "text", true)) } else { Ok(()) }
    }

    async fn sent_json(
        &self,
        what: &'static str,
        method: Method,
        path: &str,
        query: Query,
        body: &impl Serialize,
    ) -> Result<Answer, Error> {
        let body = serde_json::to_value(body).map_err(|_| Error::unreadable(what, "request", false))?;
        self.sent_once(what, method, path, query, Body::Json(body)).await
    }

    async fn sent_once(
        &self,
        what: &'static str,
        method: Method,
        path: &str,
        mut query: Query,
        body: Body,
    ) -> Result<Answer, Error> {
        if path.starts_with("/opportunities") {
            query.extend(self.perform_as.as_ref().map(|user| ("perform_as", user.to_string())));
        }
        self.send(&Call { what, method, path, query, body }, true).await
    }

    /// A read, tried again while Lever has passing trouble.
    async fn read(&self, call: Call<'_>) -> Result<Answer, Error> {
        (|| self.send(&call, false))
            .retry(READ_AGAIN)
            .when(|error| matches!(error.kind, Kind::RateLimited | Kind::Server))
            .adjust(|error, pause| match error.retry {
                Retry::After(Some(asked)) => pause.map(|_| asked.min(TIMEOUT)),
                _ => pause,
            })
            .await
    }

    async fn send(&self, call: &Call<'_>, write: bool) -> Result<Answer, Error> {
        let span = debug_span!("lever", account = %self.shared.account, what = call.what);
        async {
            let authorization = self.shared.tokens.authorization().await;
            let authorization = authorization.map_err(|error| Error::from_token(call.what, &error))?;
            match self.send_with(call, &authorization.header(), write).await {
                Err(error) if error.kind == Kind::SignIn => {
                    let other = self.shared.tokens.replace(&authorization).await;
                    let other = other.map_err(|error| Error::from_token(call.what, &error))?;
                    self.send_with(call, &other.header(), write).await
                }
                other => other,
            }
        }
        .instrument(span)
        .await
    }

    async fn send_with(&self, call: &Call<'_>, authorization: &str, write: bool) -> Result<Answer, Error> {
        let age = self.shared.budget.0.take(self.lane(write)).await;
        let started = std::time::Instant::now();
        let mut request = self
            .shared
            .http
            .request(call.method.clone(), format!("{}{}", self.shared.base, call.path))
            .header("authorization", authorization)
            .query(&call.query);
        request = match &call.body {
            Body::Nothing => request,
            Body::Json(body) => request.json(body),
            Body::File { name, bytes } => {
                let part = reqwest::multipart::Part::bytes(bytes.clone()).file_name(name.clone());
                request.multipart(reqwest::multipart::Form::new().part("file", part))
            }
        };
        let transport = |error: &reqwest::Error| Error::from_transport(call.what, error, write);
        let response = request.send().await.map_err(|error| transport(&error))?;
        let status = response.status().as_u16();
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let server_time = header("date").and_then(http_date);
        let retry_after = header("retry-after").and_then(pause);
        let is_page = header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
            && header("content-disposition").is_none();
        let bytes = response.bytes().await.map_err(|error| transport(&error))?.to_vec();
        debug!(status, duration_ms = started.elapsed().as_millis(), "answered");
        if status == 429 {
            self.shared.budget.0.too_many(age);
        }
        if !(200..300).contains(&status) {
            let text = String::from_utf8_lossy(&bytes);
            return Err(Error::from_status(call.what, status, &text, retry_after, write));
        }
        self.shared.budget.0.good();
        Ok(Answer { bytes, server_time, is_page })
    }
}

/// Lever speaks UTF-8.
fn text_of<'a>(what: &'static str, answer: &'a Answer, write: bool) -> Result<&'a str, Error> {
    std::str::from_utf8(&answer.bytes).map_err(|_| Error::unreadable(what, "text", write))
}

/// How long Lever asks to wait (RFC 9110, section 10.2.3, in seconds). More than an hour is not meant:
/// somebody wrote a moment where a pause belongs.
fn pause(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_secs).filter(|pause| *pause <= LONGEST_PAUSE)
}

/// The `Date` header (RFC 9110, section 5.6.7).
fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_header_is_levers_clock() {
        let at = http_date("Sat, 21 Nov 2026 20:57:15 GMT").unwrap();
        assert_eq!(at.to_string(), "2026-11-21T20:57:15Z");
    }
}
