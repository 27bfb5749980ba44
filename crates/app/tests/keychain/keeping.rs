//! What is kept, all of it or nothing, and what is made of what is damaged.

use std::sync::Arc;

use fulcrum_sandbox::{Fault, FaultKind, Sandbox};
use fulcrum_testkit::session::{self, Session};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::lab::{self, Lab};
use crate::{FULCRUM, entries, entry, signed_in};

#[test]
fn a_sign_in_that_is_given_up_leaves_nothing_in_the_keychain() {
    Session::with_keyring().run("keeping::inside_given_up");
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
    Session::with_keyring().run("keeping::inside_unkept");
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
    Session::with_keyring().run("keeping::inside_damaged");
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
fn quitting_during_a_refresh_keeps_the_sign_in() {
    Session::with_keyring().run("keeping::inside_quit");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_quit() {
    let lab = signed_in().await;
    lab.app.shutdown().await;
    let control = lab.lever.control();
    control.expire_access_tokens();
    control.inject(Fault::once("/oauth/token", FaultKind::Delay { ms: 500 }));
    // The program that quits: whatever still runs in it then is gone.
    let program = tokio::runtime::Runtime::new().unwrap();
    let profile = lab.profile.path().to_owned();
    let (quits, _) = program.spawn(async move { lab::start(&profile).await }).await.unwrap();
    lab.until("a refresh to be under way", async || {
        if control.faults().is_empty() { Ok(()) } else { Err("nobody refreshes".to_owned()) }
    })
    .await;
    program.spawn(async move { quits.shutdown().await }).await.unwrap();
    program.shutdown_background();

    let (again, host) = lab::start(lab.profile.path()).await;
    let lab = Lab { app: again, host, ..lab };
    lab.ok("test_connection", json!({})).await;
    control.expire_access_tokens();
    lab.ok("test_connection", json!({})).await;
}

#[test]
fn disconnecting_while_a_sign_in_is_being_kept_leaves_nothing() {
    Session::with_keyring().run("keeping::inside_disconnected_while_keeping");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_disconnected_while_keeping() {
    session::keyring_is_there().await;
    let lab = Lab::with_keychain(Arc::default()).await;
    for _ in 0..6 {
        lab.signs_in().await;
        entries(&lab).await;
        // The same registration is typed in anew, and given up while it is written.
        lab.ok("connect_oauth", lab.sign_in_request()).await;
        lab.browse(&lab.lever.control().consent(&lab.opened(), true).unwrap()).await;
        lab.until("something more in the keychain", async || {
            let found = session::entries(FULCRUM).await;
            if found.len() > 3 { Ok(()) } else { Err(format!("{found:?}")) }
        })
        .await;
        let answer = lab.ok("disconnect", json!({"deleteLocalData": false})).await;
        assert_eq!(answer["left"], json!(null));
        lab.until("nothing to be left", async || {
            let left = session::entries(FULCRUM).await;
            if left.is_empty() { Ok(()) } else { Err(format!("{left:?}")) }
        })
        .await;
        lab.stays("signed out", |status| status["connection"]["state"] == "signed_out").await;
        assert_eq!(session::entries(FULCRUM).await, Vec::<String>::new(), "nothing is put back");
    }
}

#[test]
fn a_token_that_the_keychain_did_not_take_is_offered_to_it_once_more_at_the_end() {
    Session::with_keyring().run("keeping::inside_offered_once_more");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_offered_once_more() {
    let lab = signed_in().await;
    let control = lab.lever.control();
    control.expire_access_tokens();
    control.inject(Fault::once("/oauth/token", FaultKind::Delay { ms: 1500 }));
    lab.ok("sync_now", json!({})).await;
    lab.until("a refresh to be under way", async || {
        if control.faults().is_empty() { Ok(()) } else { Err("nobody refreshes".to_owned()) }
    })
    .await;
    session::lock().await;
    lab.connection_is("keychain_locked").await;
    session::unlock().await;
    lab.app.shutdown().await;
    let (again, host) = lab::start(lab.profile.path()).await;
    let lab = Lab { app: again, host, ..lab };
    lab.ok("test_connection", json!({})).await;
}
