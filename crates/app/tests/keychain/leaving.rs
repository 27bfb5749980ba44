//! Letting go: what stays in the keychain, and who is told.

use fulcrum_testkit::session::{self, Session};
use serde_json::json;

use crate::lab::{self, Lab};
use crate::{FULCRUM, entries, signed_in};

#[test]
fn several_entries_of_one_name_stop_neither_a_sign_in_nor_disconnecting() {
    Session::with_keyring().run("leaving::inside_several");
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
    Session::with_keyring().run("leaving::inside_disconnected_locked");
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
fn disconnecting_in_memory_says_what_the_keychain_still_holds() {
    Session::with_keyring().run("leaving::inside_disconnected_in_memory");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_disconnected_in_memory() {
    let lab = signed_in().await;
    session::lock().await;
    lab.ok("keep_secrets_for_this_run", json!({})).await;
    let answer = lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    assert!(answer["left"].as_str().unwrap().contains("still holds"), "{answer}");
    session::unlock().await;
    assert_eq!(session::entries(FULCRUM).await.len(), 3);

    // Another one, kept in memory only: what was left before still is.
    lab.signs_in().await;
    let answer = lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    assert!(answer["left"].as_str().unwrap().contains("still holds"), "{answer}");
}

#[test]
fn disconnecting_forgets_the_registration_with_every_environment() {
    Session::with_keyring().run("leaving::inside_disconnected_everywhere");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_disconnected_everywhere() {
    let lab = signed_in().await;
    lab.signs_in_to_the_sample().await;
    lab.ok("disconnect", json!({"deleteLocalData": true})).await;
    assert_eq!(session::entries(FULCRUM).await, Vec::<String>::new());
}
