//! Pages for candidates and colleagues, rendered here and readable without any script.

mod candidate;
mod closed;
mod finish;
mod frame;
mod preview;
mod question;
mod report;
mod visit;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use serde_json::json;

pub(crate) use self::frame::Pages;
use crate::server::Shared;

/// Room for an answer of any sane length, so that it can be refused with its text kept.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

/// Nothing from elsewhere, nothing inline, no framing.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
    img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Everything people open in a browser.
pub(crate) fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(closed::front))
        .route("/i/{token}", get(candidate::enter))
        .route("/i/{token}/consent", get(candidate::consent).post(candidate::agree))
        .route("/i/{token}/decline", get(candidate::ask_decline).post(candidate::decline))
        .route("/i/{token}/q/{n}", get(question::show).post(question::leave))
        .route("/i/{token}/q/{n}/save", post(question::autosave))
        .route("/i/{token}/review", get(finish::review))
        .route("/i/{token}/submit", post(finish::submit))
        .route("/preview/{token}", get(preview::enter))
        .route("/preview/{token}/consent", get(preview::consent).post(preview::agree))
        .route("/preview/{token}/decline", get(preview::decline).post(preview::over))
        .route("/preview/{token}/q/{n}", get(preview::question).post(preview::leave))
        .route("/preview/{token}/review", get(preview::review))
        .route("/preview/{token}/submit", post(preview::submit))
        .route("/report/{token}", get(report::show))
        .route("/report/{token}/pdf", get(report::file))
        .route("/assets/page.css", get(style))
        .route("/assets/page.js", get(script))
        .route("/assets/mark.svg", get(mark))
        .fallback(closed::nowhere)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(shared.clone(), guarded))
        .with_state(shared)
}

/// Refuses posts from other sites, and puts the protective headers on every answer.
async fn guarded(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let mut response =
        if request.method() == Method::POST && !is_ours(request.headers(), &shared.site.origins) {
            StatusCode::FORBIDDEN.into_response()
        } else {
            next.run(request).await
        };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Whether a post comes from our own page. Pages without a referrer post with the origin `null`
/// (Fetch standard, "append a request Origin header"), so that one is told by `Sec-Fetch-Site`.
fn is_ours(headers: &HeaderMap, origins: &[String]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site") {
        return false;
    }
    match text("origin") {
        None | Some("null") => true,
        Some(origin) => origins.iter().any(|o| o.eq_ignore_ascii_case(origin)),
    }
}

/// A refusal for the script.
fn refused(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({ "code": code, "message": message }))).into_response()
}

async fn style() -> Response {
    asset("text/css; charset=utf-8", frame::STYLE)
}

async fn script() -> Response {
    asset("text/javascript; charset=utf-8", frame::SCRIPT)
}

async fn mark() -> Response {
    asset("image/svg+xml", frame::MARK)
}

/// Assets carry their digest in the address, so they may be kept.
fn asset(kind: &'static str, body: &'static str) -> Response {
    let headers =
        [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        is_ours(&headers, &["https://hire.example".to_owned()])
    }

    #[test]
    fn posts_from_other_sites_are_refused() {
        assert!(from(&[]));
        assert!(from(&[("origin", "https://hire.example")]));
        assert!(from(&[("origin", "null"), ("sec-fetch-site", "same-origin")]));
        assert!(!from(&[("origin", "https://evil.example")]));
        assert!(!from(&[("origin", "null"), ("sec-fetch-site", "cross-site")]));
    }
}
