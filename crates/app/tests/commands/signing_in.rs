//! Every way in which a sign-in ends, in the words that a recruiter reads.

use std::sync::atomic::Ordering;

use fulcrum_app::api::ErrorCode;
use fulcrum_app::catalogue;
use fulcrum_sandbox::{Fault, FaultKind, RequestFilter};
use serde_json::{Value, json};

use crate::lab::Lab;

/// The problem that the connect page shows after a failure.
async fn problem(lab: &Lab) -> String {
    lab.until("the failure to be shown", async || {
        let status = lab.ok("status", json!({})).await;
        let problem = status["connection"]["problem"].as_str().map(str::to_owned);
        let ended = status["connection"]["state"] != "waiting_for_browser";
        problem.filter(|_| ended).ok_or_else(|| status.to_string())
    })
    .await
}

/// Where Lever's page leads when the person agrees, or does not.
fn back(lab: &Lab, agrees: bool) -> String {
    lab.lever.control().consent(&lab.opened(), agrees).unwrap()
}

#[tokio::test]
async fn every_failure_names_its_likely_cause_and_what_to_do() {
    let lab = Lab::new().await;
    let begin = async |request: Value| lab.begins(request).await;

    begin(lab.sign_in_request()).await;
    lab.browse(&back(&lab, false)).await;
    assert!(problem(&lab).await.contains("pressed Deny"));

    // Somebody who is no Super Admin sees Lever's page, agrees, and fails only then.
    lab.lever.control().update_switches(|switches| switches.super_admin = false);
    begin(lab.sign_in_request()).await;
    lab.browse(&back(&lab, true)).await;
    let said = problem(&lab).await;
    assert!(said.contains("Only a Super Admin") && said.contains("Ask one"), "{said}");
    lab.lever.control().update_switches(|switches| switches.super_admin = true);

    let mut wrong = lab.sign_in_request();
    wrong["clientSecret"] = json!("the secret of the production registration");
    begin(wrong).await;
    lab.browse(&back(&lab, true)).await;
    let said = problem(&lab).await;
    assert!(said.contains("client ID and secret") && said.contains("production and sandbox"), "{said}");

    // A sign-in page and an API that do not belong together.
    let mut mixed = lab.sign_in_request();
    mixed["urls"]["apiBase"] = json!("https://api.lever.co/v1");
    begin(mixed).await;
    lab.browse(&back(&lab, true)).await;
    let said = problem(&lab).await;
    assert!(said.contains("different environments"), "{said}");

    // The browser brings a code that was used already.
    begin(lab.sign_in_request()).await;
    let first = back(&lab, true);
    let code = first.split("code=").nth(1).unwrap().split('&').next().unwrap();
    let ready = lab.lever.ready();
    let form = [
        ("client_id", ready.client_id.as_str()),
        ("client_secret", &ready.client_secret),
        ("grant_type", "authorization_code"),
        ("code", code),
    ];
    reqwest::Client::new().post(&ready.token_url).form(&form).send().await.unwrap();
    lab.browse(&first).await;
    assert!(problem(&lab).await.contains("used before"));
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "signed_out");
}

#[tokio::test]
async fn a_taken_port_is_named_with_what_to_do() {
    let lab = Lab::new().await;
    let _taken = std::net::TcpListener::bind(("127.0.0.1", lab.port)).unwrap();
    let refused = lab.refused("connect_oauth", lab.sign_in_request()).await;
    assert_eq!(refused.code, ErrorCode::PortTaken);
    assert!(refused.message.contains(&lab.port.to_string()), "{}", refused.message);
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "signed_out");
    assert!(lab.host.opened.lock().unwrap().is_empty(), "the browser was not opened");
}

#[tokio::test]
async fn a_page_that_no_browser_opens_is_waited_for_and_can_be_copied() {
    let lab = Lab::new().await;
    lab.host.no_browser.store(true, Ordering::Relaxed);
    lab.ok("connect_oauth", lab.sign_in_request()).await;
    let waiting = lab.connection_is("waiting_for_browser").await;
    let said = waiting["connection"]["problem"].as_str().unwrap().to_owned();
    assert!(said.contains("could open the address") && said.contains("Copy"), "{said}");
    let page = lab.ok("sign_in_page", json!({})).await["url"].as_str().unwrap().to_owned();
    lab.browse(&lab.lever.control().consent(&page, true).unwrap()).await;
    let status = lab.connection_is("signed_in").await;
    assert_eq!(status["connection"]["problem"], json!(null), "it worked: {status}");
}

#[tokio::test]
async fn tokens_that_the_api_does_not_take_are_not_kept() {
    let lab = Lab::new().await;
    lab.signs_in().await;
    // Another company's sign-in whose tokens this API does not know.
    let other = lab.other_company().await;
    let mut mixed = Lab::sign_in_request_of(&other);
    mixed["urls"]["apiBase"] = json!(lab.lever.ready().api_base);
    lab.begins(mixed).await;
    // The page is asked for the audience that it knows: Lever's own check is not what is tried here.
    let opened = reqwest::Url::parse(&lab.opened()).unwrap();
    let asked: Vec<(String, String)> = opened.query_pairs().into_owned().collect();
    let mut page = opened.clone();
    page.query_pairs_mut().clear().extend_pairs(asked.into_iter().map(|(name, value)| {
        let value = if name == "audience" { other.ready().audience.clone() } else { value };
        (name, value)
    }));
    let back = other.control().consent(page.as_str(), true).unwrap();
    lab.browse(&back).await;
    assert!(problem(&lab).await.contains("different environments"));
    // What was connected before goes on, with its own registration.
    lab.connection_is("signed_in").await;
    lab.lever.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;
    lab.connection_is("signed_in").await;
}

#[tokio::test]
async fn a_wrong_registration_does_not_take_the_place_of_a_good_one() {
    let lab = Lab::new().await;
    lab.signs_in().await;
    let mut wrong = lab.sign_in_request();
    wrong["clientSecret"] = json!("mistyped");
    lab.begins(wrong).await;
    lab.browse(&back(&lab, true)).await;
    assert!(problem(&lab).await.contains("client ID and secret"));
    lab.connection_is("signed_in").await;
    lab.lever.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;
    lab.connection_is("signed_in").await;
}

#[tokio::test]
async fn access_revoked_by_the_company_asks_for_a_sign_in_and_the_queue_goes_on_after_it() {
    let lab = Lab::new().await;
    lab.signs_in().await;
    lab.set_up().await;
    lab.switch_on().await;
    let mut settings = lab.ok("settings", json!({})).await;
    settings["holdSeconds"] = json!(3600);
    lab.ok("save_settings", settings).await;
    let person = lab.somebody();
    lab.enters_the_trigger_stage(&person);
    lab.ok("sync_now", json!({})).await;
    let held = lab.screening_is("held").await;

    lab.lever.control().revoke_all_tokens();
    lab.ok("sync_now", json!({})).await;
    let status = lab.connection_is("sign_in_again").await;
    assert_eq!(status["queue"]["held"], 1, "the queue is kept: {status}");
    assert_eq!(lab.code("test_connection", json!({})).await, ErrorCode::SignInAgain);

    lab.ok("finish_setup", json!({})).await;
    lab.begins(lab.sign_in_request()).await;
    let waiting = lab.connection_is("waiting_for_browser").await;
    assert_eq!(waiting["setup"]["finished"], true, "nobody is set up a second time: {waiting}");
    lab.browse(&back(&lab, true)).await;
    let status = lab.connection_is("signed_in").await;
    assert_eq!(status["connection"]["problem"], json!(null));
    lab.ok("release", json!({"screeningId": held["id"]})).await;
    lab.screening_is("invited").await;
}

#[tokio::test]
async fn beginning_the_engine_anew_during_a_refresh_does_not_use_a_token_twice() {
    let lab = Lab::new().await;
    lab.signs_in().await;
    lab.set_up().await;
    let user = lab.ok("lever_users", json!({})).await[0]["id"].clone();
    let control = lab.lever.control();
    control.clear_requests();
    control.inject(Fault::once("/oauth/token", FaultKind::Delay { ms: 300 }));
    control.expire_access_tokens();
    let (app, refreshing) = (lab.app.clone(), control.clone());
    let asking = tokio::spawn(async move { catalogue::dispatch(&*app, "test_connection", json!({})).await });
    lab.until("the refresh to be under way", async || {
        if refreshing.faults().is_empty() { Ok(()) } else { Err("nobody refreshes".to_owned()) }
    })
    .await;
    // The engine begins anew, and asks for a token while the first one is refreshing.
    lab.ok("choose_user", json!({"userId": user, "company": "Northwind Robotics"})).await;
    lab.ok("test_connection", json!({})).await;
    asking.await.unwrap().unwrap();
    let path = Some("/oauth/token".to_owned());
    assert_eq!(control.requests(&RequestFilter { path, ..RequestFilter::default() }).len(), 1);
    lab.connection_is("signed_in").await;
}

#[tokio::test]
async fn a_sign_in_that_is_cancelled_after_the_browser_came_back_changes_nothing() {
    let lab = Lab::new().await;
    let other = lab.other_company().await;
    lab.comes_back_to_be_tried(&other).await;
    lab.ok("cancel_sign_in", json!({})).await;
    lab.stays("nobody is signed in", |status| status["connection"]["state"] == "signed_out").await;

    let base = lab.lever.ready().api_base.clone();
    let key = json!({"environment": "custom", "apiKey": lab.lever.ready().api_key, "apiBase": base});
    lab.ok("connect_api_key", key.clone()).await;
    lab.comes_back_to_be_tried(&other).await;
    lab.ok("cancel_sign_in", json!({})).await;
    let by_key = |status: &Value| {
        status["connection"]["state"] == "signed_in" && status["connection"]["byKey"] == json!(true)
    };
    lab.stays("the earlier connection goes on", by_key).await;

    // Whatever the person begins meanwhile is what they want.
    lab.comes_back_to_be_tried(&other).await;
    lab.ok("connect_api_key", key).await;
    lab.stays("the key counts", by_key).await;
    lab.comes_back_to_be_tried(&other).await;
    lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    lab.stays("disconnected", |status| status["connection"]["state"] == "signed_out").await;
}

#[tokio::test]
async fn another_sign_in_takes_the_place_of_one_that_waits() {
    let lab = Lab::new().await;
    lab.ok("connect_oauth", lab.sign_in_request()).await;
    let first = lab.opened();
    // At once: the port is Fulcrum's own.
    lab.ok("connect_oauth", lab.sign_in_request()).await;
    assert_ne!(first, lab.opened());
    lab.browse(&back(&lab, true)).await;
    lab.connection_is("signed_in").await;

    // One that cannot begin leaves what is connected, and no sign-in that waits.
    lab.ok("connect_oauth", lab.sign_in_request()).await;
    let mut wrong = lab.sign_in_request();
    wrong["urls"]["token"] = json!("http://lever.example.com/token");
    assert_eq!(lab.code("connect_oauth", wrong).await, ErrorCode::InvalidInput);
    let status = lab.ok("status", json!({})).await;
    assert_eq!(status["connection"]["state"], "signed_in", "{status}");
    assert_eq!(lab.code("sign_in_page", json!({})).await, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn a_sign_in_waits_on_whatever_else_begins_the_engine_anew() {
    let lab = Lab::new().await;
    lab.signs_in().await;
    lab.ok("connect_oauth", lab.sign_in_request()).await;
    lab.ok("pair_interview", json!({"url": null, "token": null})).await;
    lab.connection_is("waiting_for_browser").await;
    lab.browse(&back(&lab, true)).await;
    lab.connection_is("signed_in").await;
}

#[tokio::test]
async fn another_address_is_remembered_and_its_secret_goes_nowhere_else() {
    let lab = Lab::new().await;
    lab.signs_in().await;
    let options = lab.ok("connect_options", json!({})).await;
    let custom =
        options["environments"].as_array().unwrap().iter().find(|one| one["id"] == "custom").unwrap();
    let request = lab.sign_in_request();
    assert_eq!(custom["clientId"], request["clientId"]);
    for (known, typed) in [("apiBase", "apiBase"), ("authorize", "authorize"), ("token", "token")] {
        assert_eq!(custom["urls"][known], request["urls"][typed], "{known}");
    }
    assert_eq!(custom["needsClient"], json!(false), "{custom}");
    let mut again = request.clone();
    again["clientId"] = json!(null);
    again["clientSecret"] = json!(null);
    let other = lab.other_company().await;
    let mut elsewhere = again.clone();
    elsewhere["urls"]["token"] = json!(other.ready().token_url);
    assert_eq!(lab.code("connect_oauth", elsewhere).await, ErrorCode::InvalidInput);
    lab.ok("connect_oauth", again).await;
    lab.browse(&back(&lab, true)).await;
    lab.connection_is("signed_in").await;
}

#[tokio::test]
async fn confidential_access_that_was_asked_for_and_not_granted_is_named() {
    let lab = Lab::new().await;
    let mut request = lab.sign_in_request();
    request["confidential"] = json!(true);
    lab.begins(request).await;
    let narrower = lab.opened().replace("confidential%3Aaccess%3Aadmin", "");
    assert_ne!(narrower, lab.opened());
    lab.browse(&lab.lever.control().consent(&narrower, true).unwrap()).await;
    lab.connection_is("signed_in").await;
    let test = lab.ok("test_connection", json!({})).await;
    assert_eq!(outcome(&test, "confidential:access:admin"), "missing", "{test}");
    assert!(test["advice"].as_str().unwrap().contains("registration"), "{test}");
    assert_eq!(lab.ok("connect_options", json!({})).await["confidentialAsked"], json!(true));

    // Whoever does not ask for it misses nothing.
    lab.signs_in().await;
    lab.until("the new sign-in to count", async || {
        let test = lab.ok("test_connection", json!({})).await;
        if outcome(&test, "confidential:access:admin") == "not_asked_for" {
            Ok(())
        } else {
            Err(test.to_string())
        }
    })
    .await;
}

/// What the test says about one permission.
fn outcome<'a>(test: &'a Value, scope: &str) -> &'a str {
    let all = test["permissions"].as_array().unwrap();
    let found = all.iter().find(|one| one["scope"] == scope);
    found.map_or("not listed", |one| one["outcome"].as_str().unwrap())
}

#[tokio::test]
async fn the_connection_test_of_a_whole_sign_in_finds_nothing_missing_and_writes_nothing() {
    let lab = Lab::new().await;
    assert_eq!(lab.code("test_connection", json!({})).await, ErrorCode::SignedOut);
    lab.signs_in().await;
    lab.lever.control().clear_requests();
    let test = lab.ok("test_connection", json!({})).await;
    assert_eq!(test["advice"], json!(null), "{test}");
    for (scope, expected) in [
        ("offline_access", "granted"),
        ("opportunities:write:admin", "granted"),
        ("notes:write:admin", "granted"),
        ("applications:read:admin", "works"),
        ("contact:read:admin", "works"),
        ("users:read:admin", "works"),
        ("feedback_templates:read:admin", "works"),
        ("files:write:admin", "granted"),
        ("confidential:access:admin", "not_asked_for"),
    ] {
        assert_eq!(outcome(&test, scope), expected, "{scope}: {test}");
    }
    let asked = lab.lever.control().requests(&RequestFilter::default());
    assert!(asked.len() >= 10);
    assert!(asked.iter().all(|request| request.method == "GET"), "nothing is written to try it");
}

#[tokio::test]
async fn the_connection_test_names_what_lever_did_not_grant() {
    let lab = Lab::new().await;
    lab.begins(lab.sign_in_request()).await;
    // The registration lacks two permissions: Lever grants the rest.
    let narrower = lab.opened().replace("notes%3Awrite%3Aadmin", "notes%3Aread%3Aadmin");
    let narrower = narrower.replace("contact%3Aread%3Aadmin", "");
    assert_ne!(narrower, lab.opened());
    lab.browse(&lab.lever.control().consent(&narrower, true).unwrap()).await;
    lab.connection_is("signed_in").await;
    let test = lab.ok("test_connection", json!({})).await;
    assert_eq!(outcome(&test, "notes:write:admin"), "missing", "reading is not enough: {test}");
    assert_eq!(outcome(&test, "contact:read:admin"), "missing");
    assert_eq!(outcome(&test, "files:write:admin"), "granted");
    assert!(test["advice"].as_str().unwrap().contains("registration"));
}

#[tokio::test]
async fn the_connection_test_of_a_key_names_what_is_refused_and_cannot_know_what_it_may_write() {
    let lab = Lab::new().await;
    let scopes = [
        "users:read:admin",
        "stages:read:admin",
        "postings:read:admin",
        "opportunities:write:admin",
        "notes:write:admin",
    ];
    let key = lab.lever.control().add_api_key(&scopes, false);
    let base = lab.lever.ready().api_base.clone();
    lab.ok("connect_api_key", json!({"environment": "custom", "apiKey": key, "apiBase": base})).await;
    let test = lab.ok("test_connection", json!({})).await;
    for (scope, expected) in [
        ("offline_access", "not listed"),
        ("users:read:admin", "works"),
        ("opportunities:write:admin", "unknown"),
        ("notes:write:admin", "unknown"),
        ("contact:read:admin", "missing"),
        ("tags:read:admin", "missing"),
        ("files:write:admin", "missing"),
    ] {
        assert_eq!(outcome(&test, scope), expected, "{scope}: {test}");
    }
    assert!(test["advice"].as_str().unwrap().contains("new one"), "{test}");
    let missing = test["permissions"].as_array().unwrap().iter().find(|one| one["outcome"] == "missing");
    assert!(!missing.unwrap()["purpose"].as_str().unwrap().is_empty());

    lab.lever.control().set_offline(true);
    assert_eq!(
        lab.code("test_connection", json!({})).await,
        ErrorCode::Offline,
        "that is no missing permission"
    );
}
