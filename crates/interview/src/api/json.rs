//! Request bodies, refused in the same shape as every other error.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::de::DeserializeOwned;

use super::error::ApiError;

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = Bytes::from_request(request, state).await.map_err(|e| {
            let status = e.status();
            let code = if status == StatusCode::PAYLOAD_TOO_LARGE { "too_large" } else { "unreadable" };
            ApiError::new(status, code, "The request's body cannot be read.")
        })?;
        serde_json::from_slice(&bytes).map(Body).map_err(|e| {
            // Line and column only: the parser's words may quote a value.
            ApiError::new(
                StatusCode::BAD_REQUEST,
                "bad_request",
                format!(
                    "The body is not the JSON this address takes (line {}, column {}).",
                    e.line(),
                    e.column()
                ),
            )
        })
    }
}

/// A text that must say something and end somewhere.
pub(crate) fn text(what: &str, value: &str, longest: usize) -> Result<String, ApiError> {
    let value = value.trim();
    if value.is_empty() {
        return Err(ApiError::invalid(format!("{what} is missing.")));
    }
    if value.chars().count() > longest {
        return Err(ApiError::invalid(format!("{what} is longer than {longest} characters.")));
    }
    Ok(value.to_owned())
}
