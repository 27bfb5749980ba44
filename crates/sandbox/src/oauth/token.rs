//! `POST /oauth/token`, with a form or JSON.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::grants::Issued;
use crate::account::Account;
use crate::node::{ToNode, object};
use crate::sync::lock;

type Fields = HashMap<String, String>;

pub(crate) async fn exchange(
    State(account): State<Arc<Account>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(fields) = fields(&headers, &body) else {
        return refuse(StatusCode::BAD_REQUEST, "invalid_request", "The body is neither a form nor JSON");
    };
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    if field("client_id") != account.credentials.client_id
        || field("client_secret") != account.credentials.client_secret
    {
        return refuse(
            StatusCode::UNAUTHORIZED,
            "access_denied",
            "Unauthorized: the client id or secret is wrong",
        );
    }
    match field("grant_type") {
        "authorization_code" => with_code(&account, &fields),
        "refresh_token" => {
            let rules = account.token_rules();
            let issued = lock(&account.grants).rotate(field("refresh_token"), rules);
            issued
                .map_or_else(|| invalid_grant("Unknown or invalid refresh token."), |issued| tokens(&issued))
        }
        _ => refuse(
            StatusCode::FORBIDDEN,
            "unsupported_grant_type",
            "grant_type must be authorization_code or refresh_token",
        ),
    }
}

fn with_code(account: &Account, fields: &Fields) -> Response {
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let now = account.now();
    let mut grants = lock(&account.grants);
    let Some(code) = grants.take_code(field("code"), now) else {
        return invalid_grant("Invalid authorization code");
    };
    if code.redirect_uri != field("redirect_uri") {
        return invalid_grant("The redirect URI is not the one of the authorize request.");
    }
    if let Some(challenge) = &code.challenge
        && account.switches().pkce_is_checked
    {
        let digest = Sha256::digest(field("code_verifier").as_bytes());
        if URL_SAFE_NO_PAD.encode(digest) != *challenge {
            return invalid_grant("Failed to verify code verifier");
        }
    }
    if !account.switches().super_admin {
        return refuse(
            StatusCode::FORBIDDEN,
            "access_denied",
            "The user is not a Super Admin of this account",
        );
    }
    tokens(&grants.begin(code.scopes, account.token_rules()))
}

fn fields(headers: &HeaderMap, body: &Bytes) -> Option<Fields> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/json") {
        let object: HashMap<String, serde_json::Value> = serde_json::from_slice(body).ok()?;
        let texts = object.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())));
        return Some(texts.collect());
    }
    kind.starts_with("application/x-www-form-urlencoded")
        .then(|| url::form_urlencoded::parse(body).into_owned().collect())
}

fn tokens(issued: &Issued) -> Response {
    let mut node = object! { "access_token": issued.access_token };
    if let Some(token) = &issued.refresh_token {
        node.push("refresh_token", token.to_node());
    }
    node.push("token_type", "Bearer".to_node());
    node.push("scope", issued.scope.to_node());
    node.push("expires_in", issued.expires_in.to_node());
    Json(node).into_response()
}

fn invalid_grant(description: &str) -> Response {
    refuse(StatusCode::FORBIDDEN, "invalid_grant", description)
}

fn refuse(status: StatusCode, error: &str, description: &str) -> Response {
    let body = object! { "error": error, "error_description": description };
    (status, Json(body)).into_response()
}
