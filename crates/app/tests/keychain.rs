//! The application layer on a desktop session of its own: each state of sign-in that has to do with the
//! keychain, with a real GNOME Keyring and a simulated Lever.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]
#![allow(dead_code, reason = "the lab is made for the other tests, too")]

#[path = "commands/lab.rs"]
mod lab;

use fulcrum_app::api::ErrorCode;
use fulcrum_app::catalogue;
use fulcrum_sandbox::Sandbox;
use fulcrum_testkit::session::{self, Session};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use lab::Lab;

/// Signed in over the keychain, with one invitation that is held.
async fn working() -> (Lab, Value) {
    session::keyring_is_there().await;
    let lab = Lab::with_keychain().await;
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
    let lab = Lab::with_keychain().await;
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
    let lab = Lab::with_keychain().await;
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
    let lab = Lab::with_keychain().await;
    lab.signs_in().await;
    lab
}

#[test]
fn a_sign_in_that_is_given_up_leaves_nothing_in_the_keychain() {
    Session::with_keyring().run("inside_given_up");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_given_up() {
    let lab = signed_in().await;
    let before = entries(&lab).await;
    let other = lab.other_company().await;
    lab.comes_back_to_be_tried(&other).await;
    lab.ok("cancel_sign_in", json!({})).await;
    lab.stays("signed in", |status| status["connection"]["state"] == "signed_in").await;
    assert_eq!(session::entries(FULCRUM).await, before);
    lab.lever.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;

    // Another company's sign-in that is kept takes the place of all of it.
    lab.ok("connect_oauth", Lab::sign_in_request_of(&other)).await;
    lab.browse(&other.control().consent(&lab.opened(), true).unwrap()).await;
    lab.connection_is("signed_in").await;
    let now = entries(&lab).await;
    assert!(before.iter().all(|name| !now.contains(name)), "{now:?}");
    lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    assert_eq!(session::entries(FULCRUM).await, Vec::<String>::new());
}

/// A token endpoint that hands on to another one, with a refresh token that is longer than a keychain
/// keeps. For one exchange.
async fn endless_refresh_tokens(company: &Sandbox) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/oauth/token", listener.local_addr().unwrap());
    let real = company.ready().token_url.clone();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        let body = loop {
            let mut chunk = [0; 4096];
            let count = stream.read(&mut chunk).await.unwrap();
            request.extend_from_slice(&chunk[..count]);
            let text = String::from_utf8_lossy(&request).into_owned();
            let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().unwrap())
            });
            if body.len() == length.unwrap() {
                break body.to_owned();
            }
        };
        let form = "application/x-www-form-urlencoded";
        let answer = reqwest::Client::new().post(real).header("content-type", form).body(body);
        let mut answer: Value =
            serde_json::from_str(&answer.send().await.unwrap().text().await.unwrap()).unwrap();
        answer["refresh_token"] = json!("r".repeat(41_000));
        let answer = answer.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            answer.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    url
}

#[test]
fn a_sign_in_whose_tokens_cannot_be_kept_leaves_the_registration_of_before() {
    Session::with_keyring().run("inside_unkept");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_unkept() {
    let lab = signed_in().await;
    let before = entries(&lab).await;
    let other = lab.other_company().await;
    let mut request = Lab::sign_in_request_of(&other);
    request["urls"]["token"] = json!(endless_refresh_tokens(&other).await);
    lab.ok("connect_oauth", request).await;
    lab.browse(&other.control().consent(&lab.opened(), true).unwrap()).await;
    let said = lab
        .until("the failure to be shown", async || {
            let status = lab.connection_is("signed_in").await;
            status["connection"]["problem"].as_str().map(str::to_owned).ok_or_else(|| status.to_string())
        })
        .await;
    assert!(said.contains("longer"), "{said}");
    assert_eq!(session::entries(FULCRUM).await, before);
    // The old registration with its own secret.
    lab.lever.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;
}

#[test]
fn a_damaged_entry_asks_for_a_sign_in_that_mends_it() {
    Session::with_keyring().run("inside_damaged");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_damaged() {
    let lab = signed_in().await;
    lab.app.shutdown().await;
    let no_text: &[u8] = &[0xff, 0xfe];
    session::spoil(FULCRUM, &entry(&lab, "/access-token").await, no_text).await;
    let (again, host) = lab::start(lab.profile.path()).await;
    let lab = Lab { app: again, host, ..lab };
    // It is only a convenience: the refresh token brings another one.
    lab.ok("test_connection", json!({})).await;
    lab.connection_is("signed_in").await;

    for (what, damage) in [("/refresh-token", no_text), ("client-secret", b"\x01fulcrum-parts a 2 6000")] {
        lab.signs_in().await;
        session::spoil(FULCRUM, &entry(&lab, what).await, damage).await;
        lab.lever.control().expire_access_tokens();
        lab.ok("sync_now", json!({})).await;
        let status = lab.connection_is("sign_in_again").await;
        assert_eq!(status["connection"]["cause"], "damaged", "{what}: {status}");
        let options = lab.ok("connect_options", json!({})).await;
        let custom = options["environments"].as_array().unwrap().iter().find(|one| one["id"] == "custom");
        assert_eq!(custom.unwrap()["needsClient"], json!(what == "client-secret"), "{what}: {options}");
    }
    lab.signs_in().await;
    lab.ok("test_connection", json!({})).await;

    session::remove(FULCRUM, &entry(&lab, "/refresh-token").await).await;
    lab.lever.control().expire_access_tokens();
    lab.ok("sync_now", json!({})).await;
    assert_eq!(lab.connection_is("sign_in_again").await["connection"]["cause"], "absent");
    lab.signs_in().await;
    lab.lever.control().revoke_all_tokens();
    lab.ok("sync_now", json!({})).await;
    assert_eq!(lab.connection_is("sign_in_again").await["connection"]["cause"], "refused");
}

#[test]
fn several_entries_of_one_name_stop_neither_a_sign_in_nor_disconnecting() {
    Session::with_keyring().run("inside_several");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_several() {
    let lab = signed_in().await;
    for name in entries(&lab).await {
        session::duplicate(FULCRUM, &name, b"of an old backup").await;
    }
    lab.lever.control().expire_access_tokens();
    lab.ok("sync_now", json!({})).await;
    assert_eq!(lab.connection_is("sign_in_again").await["connection"]["cause"], "damaged");
    lab.signs_in().await;
    lab.lever.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;
    for name in entries(&lab).await {
        session::duplicate(FULCRUM, &name, b"of an old backup").await;
    }
    let answer = lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    assert_eq!(answer["left"], json!(null));
    assert_eq!(session::entries(FULCRUM).await, Vec::<String>::new());
    lab.connection_is("signed_out").await;
}

#[test]
fn disconnecting_with_a_locked_keychain_says_so_and_is_finished_later() {
    Session::with_keyring().run("inside_disconnected_locked");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_disconnected_locked() {
    let lab = signed_in().await;
    session::lock().await;
    let answer = lab.ok("disconnect", json!({"deleteLocalData": true})).await;
    let said = answer["left"].as_str().unwrap();
    assert!(said.contains("still holds") && said.contains("locked"), "{said}");
    let status = lab.ok("status", json!({})).await;
    assert_eq!(status["setup"]["connected"], json!(false), "{status}");
    assert!(!session::entries(FULCRUM).await.is_empty());
    lab.app.shutdown().await;
    session::unlock().await;
    let (again, _) = lab::start(lab.profile.path()).await;
    let lab = Lab { app: again, ..lab };
    lab.connection_is("signed_out").await;
    lab.until("the keys to be gone", async || {
        let left = session::entries(FULCRUM).await;
        if left.is_empty() { Ok(()) } else { Err(format!("{left:?}")) }
    })
    .await;
}

#[test]
fn a_keychain_that_fails_otherwise_is_not_called_locked() {
    Session::with_keyring().run("inside_failing");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_failing() {
    session::keyring_is_there().await;
    let lab = Lab::with_keychain().await;
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
