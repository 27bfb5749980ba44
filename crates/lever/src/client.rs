//! One request: bucket, token, send, read, classify.

use std::sync::Arc;
use std::time::Duration;

use fulcrum_core::call::Retry;
use fulcrum_core::{AccountId, UserId};
use jiff::Timestamp;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tracing::{Instrument as _, debug, debug_span};
use url::Url;

use crate::bucket::Bucket;
use crate::{Error, Kind, Page, TokenSource, page};

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Tries of a read while Lever has passing trouble.
const READ_TRIES: u32 = 3;

/// Which Lever, and as whom.
#[derive(Debug, Clone)]
pub struct Config {
    /// For example `https://api.lever.co/v1`, without a trailing slash.
    pub api_base: Url,
    /// For log lines.
    pub account: AccountId,
}

/// The client of one account. Cheap to clone.
#[derive(Clone)]
pub struct Lever {
    shared: Arc<Shared>,
    perform_as: Option<UserId>,
}

struct Shared {
    base: String,
    account: AccountId,
    http: reqwest::Client,
    tokens: Arc<dyn TokenSource>,
    bucket: Bucket,
}

/// A request before it has a token.
pub(crate) struct Call<'a> {
    pub what: &'static str,
    pub method: Method,
    pub path: &'a str,
    pub query: Vec<(&'static str, String)>,
    pub body: Option<serde_json::Value>,
}

/// An answer that arrived in full.
struct Answer {
    text: String,
    server_time: Option<Timestamp>,
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
        let shared = Shared { base, account: config.account, http, tokens, bucket: Bucket::new() };
        Ok(Self { shared: Arc::new(shared), perform_as: None })
    }

    /// The same client, writing as this Lever user (`perform_as`, a user id).
    #[must_use]
    pub fn performing_as(&self, user: UserId) -> Self {
        Self { shared: Arc::clone(&self.shared), perform_as: Some(user) }
    }

    pub(crate) async fn list<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<Page<T>, Error> {
        let what = call.what;
        let answer = self.read(call).await?;
        let mut page: Page<T> =
            page::read(&answer.text).map_err(|path| Error::unreadable(what, &path, false))?;
        page.server_time = answer.server_time;
        for path in &page.skipped {
            tracing::warn!(account = %self.shared.account, what, path, "a row could not be read and was skipped");
        }
        Ok(page)
    }

    pub(crate) async fn one<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, Error> {
        let what = call.what;
        let answer = self.read(call).await?;
        page::read_one(&answer.text).map_err(|path| Error::unreadable(what, &path, false))
    }

    /// Every page of a short list (stages, users…), in order.
    pub(crate) async fn everything<T: DeserializeOwned>(
        &self,
        what: &'static str,
        path: &str,
        query: Vec<(&'static str, String)>,
    ) -> Result<Vec<T>, Error> {
        let mut rows = Vec::new();
        let mut offset: Option<String> = None;
        loop {
            let mut query = query.clone();
            query.push(("limit", "100".into()));
            query.extend(offset.take().map(|offset| ("offset", offset)));
            let page = self.list(Call { what, method: Method::GET, path, query, body: None }).await?;
            rows.extend(page.rows);
            match page.next {
                Some(next) => offset = Some(next),
                None => return Ok(rows),
            }
        }
    }

    /// A write. Sent exactly once (a 401 was not carried out and is repeated with a new token);
    /// the answer is read only as far as `T` needs it.
    pub(crate) async fn write<T: DeserializeOwned>(
        &self,
        what: &'static str,
        method: Method,
        path: &str,
        mut query: Vec<(&'static str, String)>,
        body: &impl Serialize,
    ) -> Result<T, Error> {
        query.extend(self.perform_as.as_ref().map(|user| ("perform_as", user.to_string())));
        let body = serde_json::to_value(body).map_err(|_| Error::unreadable(what, "request", false))?;
        let call = Call { what, method, path, query, body: Some(body) };
        let answer = self.send(&call, true).await?;
        page::read_one(&answer.text).map_err(|path| Error::unreadable(what, &path, true))
    }

    /// A read, tried again while Lever has passing trouble.
    async fn read(&self, call: Call<'_>) -> Result<Answer, Error> {
        let mut tries = 1;
        loop {
            match self.send(&call, false).await {
                Err(error)
                    if tries < READ_TRIES && matches!(error.kind, Kind::RateLimited | Kind::Server) =>
                {
                    let asked = match error.retry {
                        Retry::After(Some(asked)) => asked,
                        _ => Duration::from_millis(250 << tries),
                    };
                    tokio::time::sleep(asked.min(TIMEOUT)).await;
                    tries += 1;
                }
                other => return other,
            }
        }
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
        self.shared.bucket.take(write).await;
        let started = std::time::Instant::now();
        let mut request = self
            .shared
            .http
            .request(call.method.clone(), format!("{}{}", self.shared.base, call.path))
            .header("authorization", authorization)
            .query(&call.query);
        if let Some(body) = &call.body {
            request = request.json(body);
        }
        let transport = |error: &reqwest::Error| Error::from_transport(call.what, error, write);
        let response = request.send().await.map_err(|error| transport(&error))?;
        let status = response.status().as_u16();
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let server_time = header("date").and_then(http_date);
        let retry_after = header("retry-after").and_then(|text| text.parse().ok()).map(Duration::from_secs);
        let text = response.text().await.map_err(|error| transport(&error))?;
        debug!(status, duration_ms = started.elapsed().as_millis(), "answered");
        if status == 429 {
            self.shared.bucket.halve();
        }
        if !(200..300).contains(&status) {
            return Err(Error::from_status(call.what, status, &text, retry_after, write));
        }
        self.shared.bucket.good();
        Ok(Answer { text, server_time })
    }
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
