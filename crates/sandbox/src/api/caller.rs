//! Who calls: an API key (Basic or Bearer) or an OAuth access token.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::error::ApiError;
use crate::account::Account;
use crate::sync::lock;

/// What the caller may do.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The rate limit is counted per this.
    pub(crate) bucket: String,
    /// `None` is an API key, which may do everything but see confidential rows.
    scopes: Option<Arc<Vec<String>>>,
    confidential: bool,
    /// What may not be seen is answered as if it did not exist.
    hides: bool,
}

/// The error for what may not be seen.
pub(crate) fn confidential() -> ApiError {
    ApiError::forbidden("Confidential data is not accessible with these credentials")
}

impl Caller {
    /// Finds out who calls.
    pub(crate) fn identify(account: &Account, headers: &HeaderMap) -> Result<Self, ApiError> {
        let header = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .ok_or_else(ApiError::unauthorized)?;
        let (scheme, value) = header.split_once(' ').ok_or_else(ApiError::unauthorized)?;
        let secret = if scheme.eq_ignore_ascii_case("basic") {
            basic_user(value).ok_or_else(ApiError::unauthorized)?
        } else if scheme.eq_ignore_ascii_case("bearer") {
            value.trim().to_owned()
        } else {
            return Err(ApiError::unauthorized());
        };
        let switches = account.switches();
        let hides = switches.hide_confidential;
        if scheme.eq_ignore_ascii_case("basic") || switches.bearer_api_keys {
            if secret == account.credentials.api_key && !lock(&account.grants).api_key_revoked {
                let confidential = switches.api_key_sees_confidential;
                return Ok(Self { bucket: "api-key".to_owned(), scopes: None, confidential, hides });
            }
            if let Some(key) = lock(&account.grants).key(&secret) {
                let (scopes, confidential) = (Some(key.scopes), key.confidential);
                return Ok(Self { bucket: secret, scopes, confidential, hides });
            }
        }
        if scheme.eq_ignore_ascii_case("basic") {
            return Err(ApiError::unauthorized());
        }
        let now = account.now();
        let scopes = lock(&account.grants).scopes_of(&secret, now).ok_or_else(ApiError::unauthorized)?;
        let confidential = scopes.iter().any(|s| s == "confidential:access:admin");
        Ok(Self { bucket: "oauth-app".to_owned(), scopes: Some(scopes), confidential, hides })
    }

    /// Refuses callers without `resource:access:admin`; `write` implies `read`.
    pub(crate) fn need(&self, resource: &str, access: &str) -> Result<(), ApiError> {
        let Some(scopes) = &self.scopes else {
            return Ok(());
        };
        let exact = format!("{resource}:{access}:admin");
        let wider = format!("{resource}:write:admin");
        if scopes.iter().any(|s| *s == exact || *s == wider) {
            return Ok(());
        }
        Err(ApiError::forbidden(format!("The access token does not have the scope {exact}")))
    }

    /// Refuses what is `secret` to callers without the permission: with an access error, or with
    /// `nowhere` where that is hidden.
    pub(crate) fn may_see(&self, secret: bool, nowhere: impl FnOnce() -> ApiError) -> Result<(), ApiError> {
        match secret && !self.confidential {
            false => Ok(()),
            true if self.hides => Err(nowhere()),
            true => Err(confidential()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = ApiError;

    /// The gate in front of the API has put the caller there.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(ApiError::unauthorized)
    }
}

/// The user name of a Basic header whose password is empty.
fn basic_user(value: &str) -> Option<String> {
    let decoded = STANDARD.decode(value.trim()).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (user, password) = text.split_once(':')?;
    password.is_empty().then(|| user.to_owned())
}
