//! The keychain against a real GNOME Keyring on a private D-Bus session.
//!
//! The session's address is part of the environment, so each test runs its work in a child process:
//! this same program, asked for one ignored test.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

#[path = "../signing_in/browser.rs"]
mod browser;
mod working;

use fulcrum_credentials::{Keychain, SecretError, SecretName, SecretStore};
use fulcrum_testkit::session::{self, Session, is_inside};
use secrecy::{ExposeSecret as _, SecretString};

fn name(what: &str) -> SecretName {
    SecretName::new("northwind", what)
}

/// A keychain whose daemon has come up.
async fn ready() -> Keychain {
    session::keyring_is_there().await;
    Keychain::new("fulcrum-test")
}

#[test]
fn secrets_are_kept_replaced_and_forgotten() {
    Session::with_keyring().run("inside_kept");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_kept() {
    let keychain = ready().await;
    let entry = name("refresh-token");
    assert!(keychain.get(&entry).await.unwrap().is_none());
    for text in ["first", "zweites, mit Ümläuten und \u{1f511}", ""] {
        keychain.set(&entry, &SecretString::from(text)).await.unwrap();
        // As the next launch sees it.
        let found = Keychain::new("fulcrum-test").get(&entry).await.unwrap().unwrap();
        assert_eq!(found.expose_secret(), text);
    }
    keychain.set(&name("api-key"), &SecretString::from("another")).await.unwrap();
    keychain.forget(&entry).await.unwrap();
    assert!(keychain.get(&entry).await.unwrap().is_none());
    keychain.forget(&entry).await.unwrap();
    assert_eq!(keychain.get(&name("api-key")).await.unwrap().unwrap().expose_secret(), "another");
    assert!(Keychain::new("another-app").get(&name("api-key")).await.unwrap().is_none());
}

#[test]
fn a_secret_longer_than_one_entry_is_kept_whole() {
    Session::with_keyring().run("inside_long");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_long() {
    let keychain = ready().await;
    let entry = name("access-token");
    let part = |which: &str| name(&format!("access-token#{which}"));
    let found = async |entry: &SecretName| {
        // As the next launch sees it.
        let found = Keychain::new("fulcrum-test").get(entry).await.unwrap();
        found.map(|secret| secret.expose_secret().to_owned())
    };
    for length in [2560, 2561, 40_960] {
        let long = "x".repeat(length);
        keychain.set(&entry, &SecretString::from(long.clone())).await.unwrap();
        assert_eq!(found(&entry).await, Some(long));
    }
    // 40,960 bytes are sixteen full entries, on the side that the 2,561 bytes did not use.
    assert_eq!(found(&part("b16")).await.map(|part| part.len()), Some(2560));
    assert_eq!(found(&part("a1")).await, None, "the parts of before are gone");

    let error = keychain.set(&entry, &SecretString::from("y".repeat(40_961))).await.unwrap_err();
    assert!(matches!(error, SecretError::TooLong { bytes: 40_961, limit: 40_960, .. }), "{error}");
    assert_eq!(found(&entry).await.map(|kept| kept.len()), Some(40_960), "refused before, not after");

    keychain.set(&entry, &SecretString::from("short")).await.unwrap();
    assert_eq!(found(&entry).await.as_deref(), Some("short"));
    assert_eq!(found(&part("b1")).await, None);
    keychain.set(&entry, &SecretString::from("z".repeat(6000))).await.unwrap();
    keychain.forget(&entry).await.unwrap();
    assert_eq!(found(&entry).await, None);
    assert_eq!(found(&part("a1")).await, None);
}

#[test]
fn a_keyring_or_a_bus_that_was_restarted_is_found_again() {
    Session::with_keyring().run("inside_restarted");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_restarted() {
    let keychain = ready().await;
    keychain.set(&name("api-key"), &SecretString::from("x")).await.unwrap();
    let kept = async || keychain.get(&name("api-key")).await.map(|key| key.map(|_| ()));

    session::kill_keyring().await;
    assert!(matches!(kept().await, Err(SecretError::Missing(_))), "{:?}", kept().await);
    let _keyring = session::start_keyring().await;
    assert_eq!(kept().await, Ok(Some(())), "the same keychain, over a new connection");

    // Nothing was asked while it was away: the first call must not fail because of that.
    session::kill_keyring().await;
    let _another = session::start_keyring().await;
    assert_eq!(kept().await, Ok(Some(())));
    let _bus_and_keyring = session::restart_bus().await;
    assert_eq!(kept().await, Ok(Some(())));
    keychain.set(&name("api-key"), &SecretString::from("y")).await.unwrap();
}

#[test]
fn many_at_once() {
    Session::with_keyring().run("inside_many");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_many() {
    let keychain = ready().await;
    let mut writing = tokio::task::JoinSet::new();
    for n in 0..16 {
        let keychain = keychain.clone();
        writing.spawn(async move {
            let (entry, text) = (name(&format!("entry-{n}")), format!("secret {n}"));
            keychain.set(&entry, &SecretString::from(text.clone())).await.unwrap();
            assert_eq!(keychain.get(&entry).await.unwrap().unwrap().expose_secret(), text);
        });
    }
    writing.join_all().await;
}

#[test]
fn no_keyring_is_said_plainly() {
    Session::without_keyring().run("inside_missing");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_missing() {
    assert!(is_inside());
    let keychain = Keychain::new("fulcrum-test");
    let error = keychain.set(&name("api-key"), &SecretString::from("x")).await.unwrap_err();
    assert!(matches!(error, SecretError::Missing(_)), "{error:?}");
    let error = keychain.get(&name("api-key")).await.unwrap_err();
    assert!(matches!(error, SecretError::Missing(_)), "{error:?}");
}

#[test]
fn a_locked_keyring_is_said_plainly() {
    Session::with_keyring().run("inside_locked");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_locked() {
    let keychain = ready().await;
    keychain.set(&name("api-key"), &SecretString::from("x")).await.unwrap();
    session::lock().await;
    let error = keychain.get(&name("api-key")).await.unwrap_err();
    assert!(matches!(error, SecretError::Locked(_)), "{error:?}");
    let error = keychain.set(&name("api-key"), &SecretString::from("y")).await.unwrap_err();
    assert!(matches!(error, SecretError::Locked(_)), "{error:?}");
    session::unlock().await;
    let found = keychain.get(&name("api-key")).await.unwrap().unwrap();
    assert_eq!(found.expose_secret(), "x", "unlocked, it goes on");
}

#[test]
fn several_entries_of_one_name_are_one_secret_again() {
    Session::with_keyring().run("inside_several");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_several() {
    let keychain = ready().await;
    let entry = name("refresh-token");
    let count = async || session::entries("fulcrum-test").await.len();
    keychain.set(&entry, &SecretString::from("same")).await.unwrap();
    session::duplicate("fulcrum-test", entry.as_str(), b"same").await;
    assert_eq!(count().await, 2);
    assert_eq!(keychain.get(&entry).await.unwrap().unwrap().expose_secret(), "same");

    session::duplicate("fulcrum-test", entry.as_str(), b"of an old backup").await;
    let error = keychain.get(&entry).await.unwrap_err();
    assert!(matches!(error, SecretError::Damaged { .. }), "nobody knows which one counts: {error:?}");

    keychain.set(&entry, &SecretString::from("new")).await.unwrap();
    assert_eq!(keychain.get(&entry).await.unwrap().unwrap().expose_secret(), "new");
    assert_eq!(count().await, 1);
    session::duplicate("fulcrum-test", entry.as_str(), b"other").await;
    keychain.forget(&entry).await.unwrap();
    assert_eq!(count().await, 0);
}

#[test]
fn a_damaged_entry_is_said_plainly_and_mended_by_writing() {
    Session::with_keyring().run("inside_damaged");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_damaged() {
    let keychain = ready().await;
    let entry = name("refresh-token");
    let no_text: &[u8] = &[0xff, 0xfe];
    for damage in [no_text, b"\x01fulcrum-parts a 2 6000", b"\x01fulcrum-parts a 99 6000"] {
        keychain.set(&entry, &SecretString::from("good")).await.unwrap();
        session::spoil("fulcrum-test", entry.as_str(), damage).await;
        let error = keychain.get(&entry).await.unwrap_err();
        assert!(matches!(error, SecretError::Damaged { .. }), "{error:?}");
        keychain.set(&entry, &SecretString::from("new")).await.unwrap();
        assert_eq!(keychain.get(&entry).await.unwrap().unwrap().expose_secret(), "new");
        session::spoil("fulcrum-test", entry.as_str(), damage).await;
        keychain.forget(&entry).await.unwrap();
        assert!(keychain.get(&entry).await.unwrap().is_none());
    }
}

#[test]
fn a_keyring_that_fails_without_being_locked_is_not_called_locked() {
    Session::with_keyring().run("inside_failing");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_failing() {
    let keychain = ready().await;
    session::cannot_write();
    let error = keychain.set(&name("api-key"), &SecretString::from("x")).await.unwrap_err();
    assert!(matches!(error, SecretError::Failed(_)), "there is nothing to unlock: {error:?}");
}
