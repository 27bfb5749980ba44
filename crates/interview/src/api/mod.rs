//! The HTTP interface for paired callers, under `/api`.

mod assessments;
mod error;
mod invitations;
mod json;
mod mail;
mod previews;
mod results;

#[cfg(test)]
pub(crate) use assessments::check as check_assessment;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{get, post, put},
};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use self::error::ApiError;
use crate::{server::Shared, token};

/// Longest request body.
const BODY_LIMIT: usize = 512 * 1024;

/// Everything under `/api`, behind the pairing token.
pub(crate) fn router(shared: Shared) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/mail", put(mail::set).delete(mail::forget))
        .route("/mail/test", post(mail::test))
        .route("/assessments", get(assessments::list))
        .route("/assessments/{id}", get(assessments::one).put(assessments::save).delete(assessments::retire))
        .route("/previews", post(previews::create))
        .route("/invitations", get(invitations::find).post(invitations::create))
        .route("/invitations/{ref}", get(invitations::one).delete(results::erase))
        .route("/invitations/{ref}/mail", post(mail::again))
        .route("/invitations/{ref}/cancel", post(invitations::cancel))
        .route("/invitations/{ref}/answers", get(results::answers))
        .route("/invitations/{ref}/report", get(results::report))
        .route("/invitations/{ref}/evaluation", put(results::evaluate))
        .route("/progress", post(results::progress))
        .fallback(async || ApiError::not_found("there is nothing at this address"))
        .method_not_allowed_fallback(async || ApiError::method())
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(shared.clone(), paired))
        .with_state(shared)
}

/// Lets paired callers through, and keeps their answers out of caches.
async fn paired(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let presented = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let known = presented.is_some_and(|t| token::same(t, shared.token.expose_secret().trim()));
    let mut response = if known { next.run(request).await } else { ApiError::unpaired().into_response() };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn health(State(shared): State<Shared>) -> Json<Value> {
    let mail = match shared.post.ready() {
        Some(s) if s.from_name.is_empty() => json!({ "configured": true, "from": s.from_address }),
        Some(s) => json!({
            "configured": true,
            "from": format!("{} <{}>", s.from_name, s.from_address),
        }),
        None => json!({ "configured": false }),
    };
    Json(json!({
        "name": "fulcrum-interview",
        "version": env!("CARGO_PKG_VERSION"),
        "publicUrl": shared.site.public,
        "loopback": shared.site.loopback,
        "mail": mail,
    }))
}
