//! Lever's error envelope: `{code, message}`, flat.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::node::object;
use crate::world::Refusal;

#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) status: StatusCode,
    code: &'static str,
    message: String,
}

impl ApiError {
    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequestError", message)
    }

    pub(crate) fn missing(parameter: &str) -> Self {
        Self::bad_request(format!("Missing required parameter: {parameter}"))
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "ResourceNotFound", message)
    }

    pub(crate) fn unauthorized() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "Unauthorized",
            "A valid API key or access token was not provided",
        )
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Forbidden", message)
    }

    /// The answer that stands for a status in injected faults.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Self::new(status, "TooManyRequests", "Rate limit exceeded"),
            StatusCode::SERVICE_UNAVAILABLE => {
                Self::new(status, "ServiceUnavailable", "The service is temporarily unavailable")
            }
            StatusCode::UNAUTHORIZED => Self::unauthorized(),
            StatusCode::FORBIDDEN => Self::forbidden("Your account settings don't authorize you"),
            StatusCode::NOT_FOUND => Self::not_found("Resource was not found"),
            _ => Self::new(status, "InternalServerError", "Something went wrong"),
        }
    }

    fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NoOpportunity => Self::not_found("Opportunity was not found"),
            Refusal::NoContact => Self::not_found("Contact was not found"),
            Refusal::NoNote => Self::not_found("Note was not found"),
            Refusal::NoFile => Self::not_found("File was not found"),
            Refusal::NoStage => Self::bad_request("Stage was not found at /stage"),
            Refusal::NoUser => Self::bad_request("User was not found at /perform_as"),
            Refusal::NoPosting => Self::bad_request("Posting was not found at /postings"),
            Refusal::NoReason => Self::bad_request("Archive reason was not found at /reason"),
            Refusal::NotOurNote => Self::forbidden("Only notes created through the API can be changed"),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let body = object! { "code": self.code, "message": self.message };
        (self.status, Json(body)).into_response()
    }
}
