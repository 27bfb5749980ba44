//! The application layer on a desktop session of its own: each state of sign-in that has to do with the
//! keychain, with a real GNOME Keyring and a simulated Lever.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]
#![allow(dead_code, reason = "the lab is made for the other tests, too")]

mod keeping;
#[path = "../commands/lab.rs"]
mod lab;
mod leaving;

use std::sync::Arc;
use std::time::Duration;

use fulcrum_app::api::ErrorCode;
use fulcrum_app::catalogue;
use fulcrum_testkit::session::{self, Prompts, Session};
use serde_json::{Value, json};

use lab::Lab;

/// Signed in over the keychain, with one invitation that is held.
async fn working() -> (Lab, Value) {
    session::keyring_is_there().await;
    let lab = Lab::with_keychain(Arc::default()).await;
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
    (lab, held)
}

async fn goes_out(lab: &Lab, held: &Value) {
    lab.ok("release", json!({"screeningId": held["id"]})).await;
    lab.screening_is("invited").await;
}

/// What the program is called in the keychain.
const FULCRUM: &str = "Fulcrum";

/// The entries of the one sign-in that counts: two tokens and the secret of its registration.
async fn entries(lab: &Lab) -> Vec<String> {
    lab.until("the entries of before to be gone", async || {
        let found = session::entries(FULCRUM).await;
        if found.len() == 3 { Ok(found) } else { Err(format!("{found:?}")) }
    })
    .await
}

/// The one among them that is called so.
async fn entry(lab: &Lab, what: &str) -> String {
    entries(lab).await.into_iter().find(|name| name.contains(what)).unwrap()
}

async fn signed_in() -> Lab {
    session::keyring_is_there().await;
    let lab = Lab::with_keychain(Arc::default()).await;
    lab.signs_in().await;
    lab
}

#[test]
fn locked_or_gone_during_work_it_says_so_keeps_the_queue_and_goes_on_by_itself() {
    Session::with_keyring().run("inside_during_work");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_during_work() {
    let (lab, held) = working().await;
    assert_eq!(lab.ok("status", json!({})).await["connection"]["thisRunOnly"], false);

    session::lock().await;
    lab.lever.control().expire_access_tokens();
    let status = lab.connection_is("keychain_locked").await;
    assert_eq!(status["queue"]["held"], 1, "{status}");
    assert!(status["sync"]["problem"].as_str().unwrap().contains("keychain"), "{status}");
    assert_eq!(lab.code("test_connection", json!({})).await, ErrorCode::KeychainLocked);
    session::unlock().await;
    // Nobody presses anything.
    let status = lab.connection_is("signed_in").await;
    assert_eq!((&status["queue"]["held"], &status["sync"]["problem"]), (&json!(1), &json!(null)), "{status}");

    session::kill_keyring().await;
    lab.lever.control().expire_access_tokens();
    let status = lab.connection_is("keychain_missing").await;
    assert_eq!(status["queue"]["held"], 1, "{status}");
    let _keyring = session::start_keyring().await;
    lab.connection_is("signed_in").await;
    goes_out(&lab, &held).await;
}

#[test]
fn locked_at_the_start_it_says_so_and_goes_on_once_it_is_open() {
    Session::with_keyring().run("inside_at_start");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_at_start() {
    let (lab, held) = working().await;
    lab.app.shutdown().await;
    session::lock().await;
    let (again, _) = lab::start(lab.profile.path()).await;
    let lab = Lab { app: again, ..lab };
    let status = lab.connection_is("keychain_locked").await;
    assert_eq!(status["queue"]["held"], 1, "{status}");
    session::unlock().await;
    lab.connection_is("signed_in").await;
    // Also when the token has run out: the client secret is read when it is needed.
    lab.lever.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;
    goes_out(&lab, &held).await;
}

#[test]
fn locked_before_a_sign_in_it_says_so_before_the_browser_opens() {
    Session::with_keyring().run("inside_before");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_before() {
    session::keyring_is_there().await;
    let lab = Lab::with_keychain(Arc::default()).await;
    session::lock().await;
    assert_eq!(lab.code("connect_oauth", lab.sign_in_request()).await, ErrorCode::KeychainLocked);
    assert!(lab.host.opened.lock().unwrap().is_empty(), "the browser stays where it is");
    lab.connection_is("keychain_locked").await;
    session::unlock().await;
    lab.signs_in().await;
}

#[test]
fn without_a_keychain_it_says_so_and_works_for_this_run() {
    Session::without_keyring().run("inside_without");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_without() {
    assert!(session::is_inside());
    let lab = Lab::with_keychain(Arc::default()).await;
    assert_eq!(lab.code("connect_oauth", lab.sign_in_request()).await, ErrorCode::KeychainMissing);
    lab.connection_is("keychain_missing").await;
    lab.ok("keep_secrets_for_this_run", json!({})).await;
    lab.connection_is("signed_out").await;
    lab.signs_in().await;
    let status = lab.ok("status", json!({})).await;
    assert_eq!(status["connection"]["thisRunOnly"], true);
    lab.lever.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;

    lab.app.shutdown().await;
    let (again, _) = lab::start(lab.profile.path()).await;
    let status = catalogue::dispatch(&*again, "status", json!({})).await.unwrap();
    assert_eq!(status["connection"]["thisRunOnly"], false, "asked anew: {status}");
    let lab = Lab { app: again, ..lab };
    lab.connection_is("keychain_missing").await;
}

#[test]
fn a_keychain_that_fails_otherwise_is_not_called_locked() {
    Session::with_keyring().run("inside_failing");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_failing() {
    session::keyring_is_there().await;
    let lab = Lab::with_keychain(Arc::default()).await;
    session::cannot_write();
    assert_eq!(lab.code("connect_oauth", lab.sign_in_request()).await, ErrorCode::KeychainFailing);
    assert!(lab.host.opened.lock().unwrap().is_empty(), "the browser stays where it is");
    lab.connection_is("keychain_failing").await;
    lab.ok("keep_secrets_for_this_run", json!({})).await;
    lab.signs_in().await;
}

#[test]
fn going_over_to_memory_says_at_once_what_is_missing_there() {
    Session::with_keyring().run("inside_over_to_memory");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_over_to_memory() {
    let lab = signed_in().await;
    session::kill_keyring().await;
    lab.app.shutdown().await;
    let (again, host) = lab::start(lab.profile.path()).await;
    let lab = Lab { app: again, host, ..lab };
    lab.connection_is("keychain_missing").await;
    assert_eq!(lab.code("test_connection", json!({})).await, ErrorCode::KeychainMissing);
    lab.ok("keep_secrets_for_this_run", json!({})).await;
    let status = lab.ok("status", json!({})).await;
    assert_eq!(status["connection"]["state"], "sign_in_again", "at once: {status}");
    assert_eq!(status["connection"]["cause"], "one_run", "{status}");
    assert_eq!(status["connection"]["thisRunOnly"], json!(true), "{status}");
    let options = lab.ok("connect_options", json!({})).await;
    let custom =
        options["environments"].as_array().unwrap().iter().find(|one| one["id"] == "custom").unwrap();
    let request = lab.sign_in_request();
    assert_eq!(custom["urls"], request["urls"]);
    assert_eq!((&custom["clientId"], &custom["needsClient"]), (&request["clientId"], &json!(true)));
    lab.signs_in().await;
    lab.app.shutdown().await;

    // The next run finds a keychain, and not what was kept in memory.
    let _keyring = session::start_keyring().await;
    let (again, host) = lab::start(lab.profile.path()).await;
    let lab = Lab { app: again, host, ..lab };
    let status = lab.connection_is("sign_in_again").await;
    assert_eq!(status["connection"]["cause"], "one_run", "{status}");
    assert_eq!(status["connection"]["thisRunOnly"], json!(false), "{status}");
    lab.signs_in().await;
    assert_eq!(lab.ok("status", json!({})).await["connection"]["cause"], json!(null));
    // What the run before last kept is gone, too.
    entries(&lab).await;
}

#[test]
fn whoever_does_not_unlock_it_is_not_asked_again_and_again() {
    Session::with_keyring().run("inside_not_asked_again");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_not_asked_again() {
    let (lab, held) = working().await;
    let prompts = Prompts::listen().await;
    session::lock().await;
    lab.lever.control().expire_access_tokens();
    lab.connection_is("keychain_locked").await;
    lab.ok("release", json!({"screeningId": held["id"]})).await;
    // Several looks, and whoever else works in the background: a look every few seconds.
    tokio::time::sleep(Duration::from_secs(14)).await;
    assert_eq!(prompts.count(), 1, "asked once");
    lab.ok("sync_now", json!({})).await;
    lab.until("the person to be asked once more", async || {
        if prompts.count() == 2 { Ok(()) } else { Err(prompts.count().to_string()) }
    })
    .await;
    session::unlock().await;
    lab.connection_is("signed_in").await;
    lab.screening_is("invited").await;
    assert_eq!(prompts.count(), 2);
}
