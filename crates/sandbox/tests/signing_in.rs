//! OAuth: consent, codes, tokens, scopes; and the API key.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lab::Lab;
use reqwest::{Method, StatusCode, Url};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const VERIFIER: &str = "a-verifier-that-is-long-enough-to-be-accepted-by-anybody";
const REDIRECT: &str = fulcrum_sandbox::DEFAULT_REDIRECT;

fn request(lab: &Lab, changes: &[(&str, &str)]) -> Url {
    let ready = lab.ready();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let mut fields: Vec<(&str, &str)> = vec![
        ("client_id", &ready.client_id),
        ("redirect_uri", REDIRECT),
        ("response_type", "code"),
        ("state", "s p&ce"),
        ("audience", &ready.audience),
        ("scope", "offline_access opportunities:read:admin notes:write:admin"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("prompt", "consent"),
    ];
    for (name, value) in changes {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    Url::parse_with_params(&ready.authorize_url, fields).unwrap()
}

fn answer(location: &str) -> HashMap<String, String> {
    let url = Url::parse(location).unwrap();
    url.query_pairs().into_owned().collect()
}

/// Opens the consent page and presses a button on it; gives the redirect.
async fn press(lab: &Lab, url: Url, decision: &str) -> String {
    let page = lab.http.get(url).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let html = page.text().await.unwrap();
    for part in [
        "id=\"allow\"",
        "id=\"deny\"",
        "Mara Lindqvist",
        "Northwind Robotics",
        "Read candidates and their stages",
    ] {
        assert!(html.contains(part), "{part}");
    }
    let (_, rest) = html.split_once("name=\"ticket\" value=\"").unwrap();
    let ticket = rest.split('"').next().unwrap();
    let done = lab
        .http
        .post(&lab.ready().authorize_url)
        .form(&[("ticket", ticket), ("decision", decision)])
        .send()
        .await
        .unwrap();
    assert_eq!(done.status(), StatusCode::FOUND);
    done.headers()["location"].to_str().unwrap().to_owned()
}

async fn exchange(lab: &Lab, changes: &[(&str, &str)], as_json: bool) -> (StatusCode, Value) {
    let ready = lab.ready();
    let mut fields: HashMap<&str, &str> = HashMap::from([
        ("client_id", ready.client_id.as_str()),
        ("client_secret", ready.client_secret.as_str()),
    ]);
    fields.extend(changes.iter().copied());
    let request = lab.http.post(&ready.token_url);
    let request = if as_json { request.json(&fields) } else { request.form(&fields) };
    let answer = request.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}

async fn sign_in(lab: &Lab, scope: &str) -> Value {
    let location = lab.control.consent(request(lab, &[("scope", scope)]).as_str(), true).unwrap();
    let code = answer(&location)["code"].clone();
    let (status, tokens) = exchange(lab, &with_code(&code), false).await;
    assert_eq!(status, StatusCode::OK, "{tokens}");
    tokens
}

fn with_code(code: &str) -> [(&str, &str); 4] {
    [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ]
}

async fn status(lab: &Lab, token: &Value, path: &str) -> StatusCode {
    let url = format!("{}{path}", lab.ready().api_base);
    let request = lab.http.get(url).bearer_auth(token.as_str().unwrap());
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn a_person_allows_and_the_app_gets_tokens() {
    let lab = Lab::new(20).await;
    let location = press(&lab, request(&lab, &[]), "allow").await;
    assert!(location.starts_with(REDIRECT));
    let told = answer(&location);
    assert_eq!(told["state"], "s p&ce");
    let (code_status, tokens) = exchange(&lab, &with_code(&told["code"]), true).await;
    assert_eq!(code_status, StatusCode::OK);
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 3600);
    assert_eq!(tokens["access_token"].as_str().unwrap().split('.').count(), 3);
    assert_eq!(status(&lab, &tokens["access_token"], "/opportunities").await, StatusCode::OK);
    let (again, error) = exchange(&lab, &with_code(&told["code"]), false).await;
    assert_eq!(again, StatusCode::FORBIDDEN);
    assert_eq!(error["error"], "invalid_grant");
    lab.pass(3_600_000);
    assert_eq!(status(&lab, &tokens["access_token"], "/opportunities").await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_person_denies() {
    let lab = Lab::new(20).await;
    let told = answer(&press(&lab, request(&lab, &[]), "deny").await);
    assert_eq!(told["error"], "access_denied");
    assert_eq!(told["error_description"], "user_did_not_authorize_the_request");
    assert!(!told.contains_key("code"));
}

#[tokio::test]
async fn wrong_authorize_requests_are_refused() {
    let lab = Lab::new(20).await;
    for change in [("client_id", "other"), ("redirect_uri", "http://127.0.0.1:23917/callback")] {
        let page = lab.http.get(request(&lab, &[change])).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::BAD_REQUEST, "{change:?}");
    }
    let no_slash = lab.ready().api_base.clone();
    for (change, error) in [
        (("audience", no_slash.as_str()), "access_denied"),
        (("scope", "contacts:read:admin"), "invalid_scope"),
        (("response_type", "token"), "unsupported_response_type"),
        (("code_challenge_method", "plain"), "invalid_request"),
    ] {
        let page = lab.http.get(request(&lab, &[change])).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::FOUND, "{change:?}");
        let told = answer(page.headers()["location"].to_str().unwrap());
        assert_eq!(told["error"], error);
    }
}

#[tokio::test]
async fn a_code_needs_its_verifier_its_redirect_and_its_minute() {
    let lab = Lab::new(20).await;
    let new_code = || {
        let location = lab.control.consent(request(&lab, &[]).as_str(), true).unwrap();
        answer(&location)["code"].clone()
    };
    let (code, other) = (new_code(), new_code());
    let mut wrong = with_code(&code);
    wrong[3].1 = "another";
    assert_eq!(exchange(&lab, &wrong, false).await.1["error"], "invalid_grant");
    let mut wrong = with_code(&other);
    wrong[2].1 = "http://localhost:1/callback";
    assert_eq!(exchange(&lab, &wrong, false).await.1["error"], "invalid_grant");
    let late = new_code();
    lab.pass(60_001);
    assert_eq!(exchange(&lab, &with_code(&late), false).await.1["error"], "invalid_grant");
    let bad_secret = [("client_secret", "no"), ("grant_type", "authorization_code")];
    assert_eq!(exchange(&lab, &bad_secret, false).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn refresh_tokens_rotate_and_reuse_ends_the_family() {
    let lab = Lab::new(20).await;
    let first = sign_in(&lab, "offline_access opportunities:read:admin").await;
    let old = first["refresh_token"].as_str().unwrap();
    let refresh = |token| [("grant_type", "refresh_token"), ("refresh_token", token)];
    let (ok, second) = exchange(&lab, &refresh(old), false).await;
    assert_eq!(ok, StatusCode::OK);
    let new = second["refresh_token"].as_str().unwrap();
    assert_ne!(new, old);
    assert_eq!(status(&lab, &second["access_token"], "/opportunities").await, StatusCode::OK);
    let (reused, error) = exchange(&lab, &refresh(old), false).await;
    assert_eq!(reused, StatusCode::FORBIDDEN);
    assert_eq!(error["error"], "invalid_grant");
    assert_eq!(exchange(&lab, &refresh(new), false).await.0, StatusCode::FORBIDDEN);
    assert_eq!(status(&lab, &second["access_token"], "/opportunities").await, StatusCode::UNAUTHORIZED);
    let plain = sign_in(&lab, "opportunities:read:admin").await;
    assert!(plain.get("refresh_token").is_none());
}

#[tokio::test]
async fn a_missing_scope_is_403_and_write_implies_read() {
    let lab = Lab::new(20).await;
    let tokens = sign_in(&lab, "opportunities:read:admin notes:write:admin confidential:access:admin").await;
    let token = &tokens["access_token"];
    let id = lab.get("/opportunities?limit=1").await["data"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(status(&lab, token, "/opportunities?confidentiality=all").await, StatusCode::OK);
    assert_eq!(status(&lab, token, &format!("/opportunities/{id}/notes")).await, StatusCode::OK);
    for path in ["/stages", "/users", "/postings", "/tags", "/archive_reasons"] {
        assert_eq!(status(&lab, token, path).await, StatusCode::FORBIDDEN, "{path}");
    }
    let url = format!("{}/opportunities/{id}/addTags", lab.ready().api_base);
    let write = lab.http.post(url).bearer_auth(token.as_str().unwrap()).json(&json!({ "tags": ["x"] }));
    assert_eq!(write.send().await.unwrap().status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn tokens_can_be_expired_and_revoked() {
    let lab = Lab::new(20).await;
    let tokens = sign_in(&lab, "offline_access opportunities:read:admin").await;
    let refresh =
        [("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"].as_str().unwrap())];
    lab.control.expire_access_tokens();
    assert_eq!(status(&lab, &tokens["access_token"], "/opportunities").await, StatusCode::UNAUTHORIZED);
    let (ok, tokens) = exchange(&lab, &refresh, false).await;
    assert_eq!(ok, StatusCode::OK);
    lab.control.revoke_all_tokens();
    assert_eq!(status(&lab, &tokens["access_token"], "/opportunities").await, StatusCode::UNAUTHORIZED);
    assert_eq!(exchange(&lab, &refresh, false).await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_api_key_works_as_basic_and_as_bearer() {
    let lab = Lab::new(20).await;
    let key = json!(lab.ready().api_key);
    assert_eq!(status(&lab, &key, "/stages").await, StatusCode::OK);
    lab.get("/stages").await;
    let url = format!("{}/stages", lab.ready().api_base);
    let with_password = lab.http.get(&url).basic_auth(key.as_str().unwrap(), Some("x"));
    assert_eq!(lab.refused(with_password).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(lab.refused(lab.http.get(&url)).await.0, StatusCode::UNAUTHORIZED);
    lab.control.revoke_api_key(true);
    let request = lab.call(Method::GET, "/stages");
    assert_eq!(lab.refused(request).await.0, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn more_than_a_burst_of_requests_is_429() {
    let lab = Lab::new(20).await;
    lab.control.update_switches(|switches| switches.rate_limit = true);
    let mut refused = 0;
    for _ in 0..40 {
        let answer = lab.call(Method::GET, "/stages").send().await.unwrap();
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            refused += 1;
        }
    }
    assert!((1..=20).contains(&refused), "{refused}");
}

#[tokio::test]
async fn a_key_may_do_what_it_was_made_for() {
    let lab = Lab::new(3).await;
    let key = lab.control.add_api_key(&["stages:read:admin"], false);
    let ask = async |path: &str| {
        let url = format!("{}{path}", lab.ready().api_base);
        lab.http.get(url).basic_auth(&key, Some("")).send().await.unwrap().status()
    };
    assert_eq!(ask("/stages").await, StatusCode::OK);
    assert_eq!(ask("/opportunities").await, StatusCode::FORBIDDEN);
    lab.control.remove_api_key(&key);
    assert_eq!(ask("/stages").await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn only_a_super_admin_can_finish_and_token_lives_can_be_chosen() {
    let lab = Lab::new(1).await;
    lab.control.update_switches(|switches| {
        switches.access_token_life_ms = 5_000;
        switches.refresh_token_life_ms = 60_000;
    });
    let tokens = sign_in(&lab, "stages:read:admin offline_access").await;
    assert_eq!(tokens["expires_in"], 5);
    assert_eq!(status(&lab, &tokens["access_token"], "/stages").await, StatusCode::OK);
    lab.pass(5_000);
    assert_eq!(status(&lab, &tokens["access_token"], "/stages").await, StatusCode::UNAUTHORIZED);
    lab.pass(60_000);
    let old = tokens["refresh_token"].as_str().unwrap();
    let (refused, body) =
        exchange(&lab, &[("grant_type", "refresh_token"), ("refresh_token", old)], false).await;
    assert_eq!((refused, &body["error"]), (StatusCode::FORBIDDEN, &json!("invalid_grant")));

    lab.control.update_switches(|switches| switches.super_admin = false);
    let url = request(&lab, &[("scope", "stages:read:admin")]);
    let code = answer(&lab.control.consent(url.as_str(), true).unwrap())["code"].clone();
    let (refused, body) = exchange(&lab, &with_code(&code), false).await;
    assert_eq!((refused, &body["error"]), (StatusCode::FORBIDDEN, &json!("access_denied")));
}

#[tokio::test]
async fn a_verifier_may_count_or_not_and_a_sign_in_ends_after_a_year() {
    let lab = Lab::new(3).await;
    lab.control.update_switches(|switches| switches.pkce_is_checked = false);
    let location = lab.control.consent(request(&lab, &[]).as_str(), true).unwrap();
    let code = answer(&location)["code"].clone();
    let mut fields = with_code(&code);
    fields[3].1 = "some-other-verifier";
    let (code_status, mut tokens) = exchange(&lab, &fields, false).await;
    assert_eq!(code_status, StatusCode::OK, "{tokens}");
    // Used every two months, and over after a year all the same.
    let mut months = 0;
    loop {
        lab.pass(60 * 86_400_000);
        months += 2;
        let token = tokens["refresh_token"].as_str().unwrap().to_owned();
        let (status, next) =
            exchange(&lab, &[("grant_type", "refresh_token"), ("refresh_token", &token)], false).await;
        if status != StatusCode::OK {
            assert_eq!(next["error"], "invalid_grant");
            break;
        }
        tokens = next;
    }
    assert_eq!(months, 14);
}

#[tokio::test]
async fn a_redirect_address_can_be_registered_while_it_runs() {
    let lab = Lab::new(20).await;
    let other = "http://localhost:23999/callback";
    let url = request(&lab, &[("redirect_uri", other)]);
    assert!(lab.control.consent(url.as_str(), true).is_err());
    lab.control.register_redirect(other);
    assert!(lab.control.consent(url.as_str(), true).unwrap().starts_with(other));
    let path = format!("{}/redirects", lab.ready().control_url);
    let third = "http://localhost:24000/callback";
    let told = lab.http.post(path).json(&json!({ "uri": third })).send().await.unwrap();
    assert_eq!(told.status(), StatusCode::NO_CONTENT);
    let url = request(&lab, &[("redirect_uri", third)]);
    assert!(press(&lab, url, "allow").await.starts_with(third));
}
