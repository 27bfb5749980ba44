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

mod session;

use std::time::{Duration, Instant};

use fulcrum_credentials::{Keychain, SecretError, SecretName, SecretStore};
use secrecy::{ExposeSecret as _, SecretString};
use session::{Session, is_inside};

fn name(what: &str) -> SecretName {
    SecretName::new("northwind", what)
}

/// A keychain whose daemon has come up.
async fn ready() -> Keychain {
    assert!(is_inside(), "only meant to run in a session of its own");
    let keychain = Keychain::new("fulcrum-test");
    let until = Instant::now() + Duration::from_secs(10);
    while let Err(error) = keychain.get(&name("nothing")).await {
        assert!(Instant::now() < until, "the keyring never came up: {error}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    keychain
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
    let longest = "x".repeat(2560);
    keychain.set(&entry, &SecretString::from(longest.clone())).await.unwrap();
    assert_eq!(keychain.get(&entry).await.unwrap().unwrap().expose_secret(), longest);
    let error = keychain.set(&entry, &SecretString::from("x".repeat(2561))).await.unwrap_err();
    assert!(matches!(error, SecretError::TooLong { bytes: 2561, limit: 2560, .. }), "{error}");
    assert_eq!(keychain.get(&entry).await.unwrap().unwrap().expose_secret(), longest, "the old one stays");

    keychain.set(&name("api-key"), &SecretString::from("another")).await.unwrap();
    keychain.forget(&entry).await.unwrap();
    assert!(keychain.get(&entry).await.unwrap().is_none());
    keychain.forget(&entry).await.unwrap();
    assert_eq!(keychain.get(&name("api-key")).await.unwrap().unwrap().expose_secret(), "another");
    assert!(Keychain::new("another-app").get(&name("api-key")).await.unwrap().is_none());
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
}
