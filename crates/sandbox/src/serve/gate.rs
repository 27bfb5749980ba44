//! What every API and sign-in request passes: the log, the offline switch, the injected faults,
//! and for the API the caller and the rate limit.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, HeaderName, HeaderValue, RETRY_AFTER, SERVER};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::{Wire, weather};
use crate::account::Account;
use crate::api::caller::Caller;
use crate::api::cursors::invalid_offset;
use crate::api::error::ApiError;
use crate::control::faults::FaultKind;
use crate::control::switches::Switches;
use crate::sync::lock;

/// Answers are never larger than this; enough for a page of rows and for a file.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// The outermost layer: log, offline, faults.
pub(crate) async fn outer(
    State(account): State<Arc<Account>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().as_str().to_owned();
    let path = request.uri().path().to_owned();
    let index = lock(&account.requests).open(
        account.now(),
        &method,
        &path,
        request.uri().query().unwrap_or_default(),
    );
    let switches = account.switches();
    let fault = if switches.offline {
        Some(FaultKind::DropBefore)
    } else if switches.maintenance {
        Some(FaultKind::Maintenance)
    } else {
        let asked_for = lock(&account.faults).take(&method, &path);
        asked_for.or_else(|| weather::fault(&switches, &mut lock(&account.dice)))
    };
    let latency = weather::latency(&switches, &mut lock(&account.dice));
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let (mut response, dropped) = under(fault, &wire, request, next).await;
    let busy = matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE);
    if busy && switches.retry_after_s > 0 {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(switches.retry_after_s));
    }
    let status = (!dropped).then(|| response.status().as_u16());
    lock(&account.requests).close(index, status);
    tracing::debug!(method, path, ?status, "answered");
    dated(response, account.now())
}

/// Runs the request under a fault; `true` when nothing of the answer will arrive.
async fn under(fault: Option<FaultKind>, wire: &Wire, request: Request, next: Next) -> (Response, bool) {
    let cut = |wire: &Wire| {
        wire.cut_after(0);
        (StatusCode::SERVICE_UNAVAILABLE.into_response(), true)
    };
    match fault {
        None => (next.run(request).await, false),
        Some(FaultKind::Status { status }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (ApiError::of_status(status).into_response(), false)
        }
        Some(FaultKind::Maintenance) => {
            let html = "<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>";
            ((StatusCode::SERVICE_UNAVAILABLE, axum::response::Html(html)).into_response(), false)
        }
        Some(FaultKind::InvalidOffset) => (invalid_offset().into_response(), false),
        Some(FaultKind::DropBefore) => cut(wire),
        Some(FaultKind::DropAfterEffect) => {
            next.run(request).await;
            cut(wire)
        }
        Some(FaultKind::ErrorAfterEffect) => {
            next.run(request).await;
            let error = ApiError::of_status(StatusCode::INTERNAL_SERVER_ERROR);
            (error.into_response(), false)
        }
        Some(FaultKind::HtmlBody) => {
            next.run(request).await;
            let html = axum::response::Html("<!doctype html><title>502</title><h1>Bad gateway</h1>");
            (html.into_response(), false)
        }
        Some(FaultKind::TruncatedBody) => {
            let response = next.run(request).await;
            (truncated(response, wire).await, false)
        }
        Some(FaultKind::OddRow) => (with_an_odd_row(next.run(request).await).await, false),
        Some(FaultKind::Delay { ms }) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            (next.run(request).await, false)
        }
    }
}

/// The answer with a time in its first row that is none.
async fn with_an_odd_row(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, LARGEST_ANSWER).await.unwrap_or_default();
    let mut answer: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if let Some(change) = answer.pointer_mut("/data/0/stageChanges/0/updatedAt") {
        *change = "yesterday".into();
    }
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, axum::body::Body::from(answer.to_string()))
}

/// The answer, of which the head and about half of the body will arrive.
async fn truncated(response: Response, wire: &Wire) -> Response {
    let (parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, LARGEST_ANSWER).await.unwrap_or_default();
    let head: usize = parts.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    // The status line and the headers that are still to come take about 120 bytes.
    wire.cut_after(head + 120 + bytes.len() / 2);
    Response::from_parts(parts, axum::body::Body::from(bytes))
}

/// Puts the account's time and Lever's server name on an answer.
fn dated(mut response: Response, now: i64) -> Response {
    let headers = response.headers_mut();
    let date = Timestamp::from_millisecond(now)
        .ok()
        .and_then(|now| DateTimePrinter::new().timestamp_to_rfc9110_string(&now).ok())
        .and_then(|text| HeaderValue::from_str(&text).ok());
    if let Some(date) = date {
        headers.insert(DATE, date);
    }
    headers.insert(SERVER, HeaderValue::from_static("lever-data-api"));
    response
}

/// The inner layer of the API: who calls, and how often.
pub(crate) async fn api(State(account): State<Arc<Account>>, mut request: Request, next: Next) -> Response {
    let caller = match Caller::identify(&account, request.headers()) {
        Ok(caller) => caller,
        Err(error) => return as_lever(error.into_response()),
    };
    let Switches { rate_limit, rate_per_second, rate_burst, .. } = account.switches();
    let admitted = !rate_limit
        || lock(&account.buckets).admit(&caller.bucket, Instant::now(), rate_per_second, rate_burst);
    if !admitted {
        return as_lever(ApiError::of_status(StatusCode::TOO_MANY_REQUESTS).into_response());
    }
    request.extensions_mut().insert(caller);
    as_lever(next.run(request).await)
}

/// The headers that were recorded on real answers.
fn as_lever(mut response: Response) -> Response {
    let headers = response.headers_mut();
    if headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == b"application/json") {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    }
    for (name, value) in [("x-lever-region", "global"), ("x-stream-path", "dapi")] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
