//! `GET /authorize` and the answer of the person who sees the consent page.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use url::Url;
use url::form_urlencoded::parse;

use super::grants::Ask;
use super::{page, scopes};
use crate::account::Account;
use crate::sync::lock;

/// Lever allows an app at most this many scopes.
const MOST_SCOPES: usize = 20;

/// Why no consent page is shown.
pub(crate) enum Refused {
    /// The app or its address cannot be trusted: the person is told, nothing is redirected.
    Shown(&'static str),
    /// The app is told through its redirect URI.
    Told(String),
}

pub(crate) async fn show(State(account): State<Arc<Account>>, uri: axum::http::Uri) -> Response {
    match check(&account, uri.query().unwrap_or_default()) {
        Ok(ask) => {
            let permissions: Vec<(&str, bool)> = ask
                .scopes
                .iter()
                .filter_map(|scope| Some((scopes::words(scope)?, scopes::is_strong(scope))))
                .collect();
            let world = lock(&account.world);
            let admin = world.users.first().cloned();
            let company = world.company.clone();
            drop(world);
            let redirect = ask.redirect_uri.clone();
            let ticket = lock(&account.grants).ask(ask);
            page::consent(&company, admin.as_ref(), &permissions, &redirect, &ticket)
        }
        Err(Refused::Shown(reason)) => (StatusCode::BAD_REQUEST, page::refused(reason)).into_response(),
        Err(Refused::Told(url)) => found(&url),
    }
}

#[derive(Deserialize)]
pub(crate) struct Decision {
    ticket: String,
    decision: String,
}

pub(crate) async fn decide(State(account): State<Arc<Account>>, Form(form): Form<Decision>) -> Response {
    let ask = lock(&account.grants).take_ask(&form.ticket);
    match ask {
        Some(ask) => {
            let url = answer(&account, &ask, form.decision == "allow");
            found(&url)
        }
        None => (
            StatusCode::BAD_REQUEST,
            page::refused("This request was answered already. Start again in the app."),
        )
            .into_response(),
    }
}

/// A 302, as documented.
fn found(url: &str) -> Response {
    (StatusCode::FOUND, [(LOCATION, url)]).into_response()
}

/// The redirect that tells the app what the person decided.
pub(crate) fn answer(account: &Account, ask: &Ask, allow: bool) -> String {
    if allow {
        let code = lock(&account.grants).code(ask, account.now());
        redirect(&ask.redirect_uri, &[("state", &ask.state), ("code", &code)])
    } else {
        redirect(
            &ask.redirect_uri,
            &[
                ("state", &ask.state),
                ("error", "access_denied"),
                ("error_description", "user_did_not_authorize_the_request"),
            ],
        )
    }
}

/// Checks the query of an authorise request.
pub(crate) fn check(account: &Account, query: &str) -> Result<Ask, Refused> {
    let value = |name: &str| {
        parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
            .unwrap_or_default()
    };
    if value("client_id") != account.credentials.client_id {
        return Err(Refused::Shown("ClientID not found"));
    }
    let redirect_uri = value("redirect_uri");
    if !lock(&account.redirects).contains(&redirect_uri) {
        return Err(Refused::Shown("The redirect URI is not one that this app was registered with."));
    }
    let state = value("state");
    let told = |error: &str, description: &str| {
        Err(Refused::Told(redirect(
            &redirect_uri,
            &[("state", &state), ("error", error), ("error_description", description)],
        )))
    };
    if value("response_type") != "code" {
        return told("unsupported_response_type", "response_type must be code");
    }
    if state.is_empty() {
        return told("invalid_request", "Missing required parameter: state");
    }
    if value("audience") != account.ready.audience {
        return told("access_denied", "Service not found: the audience is unknown");
    }
    let asked: Vec<String> = value("scope").split_whitespace().map(str::to_owned).collect();
    if asked.is_empty() || asked.len() > MOST_SCOPES {
        return told("invalid_scope", "Between 1 and 20 scopes must be asked for");
    }
    if let Some(unknown) = asked.iter().find(|scope| scopes::words(scope).is_none()) {
        return told("invalid_scope", &format!("Unknown scope: {unknown}"));
    }
    let challenge = Some(value("code_challenge")).filter(|challenge| !challenge.is_empty());
    if challenge.is_some() && value("code_challenge_method") != "S256" {
        return told("invalid_request", "code_challenge_method must be S256");
    }
    Ok(Ask { redirect_uri, state, scopes: asked, challenge })
}

fn redirect(base: &str, pairs: &[(&str, &str)]) -> String {
    match Url::parse(base) {
        Ok(mut url) => {
            url.query_pairs_mut().extend_pairs(pairs);
            url.into()
        }
        Err(_) => base.to_owned(),
    }
}
