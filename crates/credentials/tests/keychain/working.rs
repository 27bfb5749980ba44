//! The owner of the tokens over a real keyring, beside a simulated Lever: what happens between
//! sign-in and the next launch.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use fulcrum_credentials::{
    ClientSecret, Endpoints, Keychain, Registration, SecretError, SecretName, SecretStore, TokenOwner,
    TokenSet,
};
use fulcrum_lever::{Authorization, TokenError, TokenSource};
use fulcrum_sandbox::{Fault, FaultKind};
use fulcrum_testkit::ManualClock;
use fulcrum_testkit::session::{self, Session};
use secrecy::{ExposeSecret as _, SecretString};

use crate::browser::Browser;

const HOUR: Duration = Duration::from_secs(3600);
const SERVICE: &str = "fulcrum-test";

fn name(what: &str) -> SecretName {
    SecretName::new("northwind", what)
}

/// As each launch makes it: the client secret is in the keychain, too.
fn launch(browser: &Browser) -> Arc<TokenOwner> {
    over(browser, Arc::new(Keychain::new(SERVICE)))
}

fn over(browser: &Browser, secrets: Arc<dyn SecretStore>) -> Arc<TokenOwner> {
    let client = Registration { id: browser.client().id, secret: ClientSecret::Kept(name("client-secret")) };
    let clock = browser.clock.clone();
    Arc::new(TokenOwner::new("northwind", &browser.endpoints(), client, secrets, clock).unwrap())
}

async fn signed_in() -> (Browser, Arc<TokenOwner>) {
    session::keyring_is_there().await;
    let browser = Browser::new().await;
    let secret = browser.client().secret;
    Keychain::new(SERVICE).set(&name("client-secret"), &secret).await.unwrap();
    let owner = launch(&browser);
    owner.keep(&browser.sign_in().await).await.unwrap();
    browser.control.clear_requests();
    (browser, owner)
}

fn text(authorization: &Authorization) -> String {
    match authorization {
        Authorization::Bearer(token) | Authorization::Key(token) => token.expose_secret().to_owned(),
    }
}

/// What Lever answers to the token of now.
async fn works(browser: &Browser, owner: &TokenOwner) -> Result<u16, TokenError> {
    Ok(browser.call(&text(&owner.authorization().await?)).await)
}

#[test]
fn the_next_launch_goes_on_and_two_refreshes_at_once_are_one() {
    Session::with_keyring().run("working::inside_launches");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_launches() {
    let (browser, first) = signed_in().await;
    let token = text(&first.authorization().await.unwrap());
    let second = launch(&browser);
    assert_eq!(text(&second.authorization().await.unwrap()), token);
    assert_eq!(browser.exchanges(), 0, "the next launch reads the token and asks nobody");

    browser.clock.advance(HOUR);
    let (one, other) = tokio::join!(second.authorization(), second.authorization());
    assert_eq!(text(&one.unwrap()), text(&other.unwrap()));
    assert_eq!(browser.exchanges(), 1);
    browser.clock.advance(HOUR);
    assert_eq!(works(&browser, &launch(&browser)).await, Ok(200), "the rotated token was stored");
    assert_eq!(browser.exchanges(), 2);
}

#[test]
fn a_keychain_that_is_locked_during_work_is_waited_for() {
    Session::with_keyring().run("working::inside_locked_during_work");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_locked_during_work() {
    let (browser, owner) = signed_in().await;
    session::lock().await;
    assert_eq!(works(&browser, &owner).await, Ok(200), "the token in memory is good for its hour");
    browser.clock.advance(HOUR);
    for _ in 0..3 {
        let error = works(&browser, &owner).await.unwrap_err();
        assert!(matches!(error, TokenError::Keychain(..)), "{error:?}");
    }
    assert_eq!(browser.exchanges(), 0, "nothing is used up that could not be stored");
    session::unlock().await;
    assert_eq!(works(&browser, &owner).await, Ok(200), "it goes on by itself");
    assert_eq!(browser.exchanges(), 1);

    // Locked while Lever answers: the new token waits in memory for its place.
    browser.clock.advance(HOUR);
    browser.control.inject(Fault::once("/oauth/token", FaultKind::Delay { ms: 300 }));
    let asking = tokio::spawn({
        let owner = Arc::clone(&owner);
        async move { owner.authorization().await }
    });
    browser.fault_is_met().await;
    session::lock().await;
    assert!(matches!(asking.await.unwrap(), Err(TokenError::Keychain(..))));
    assert_eq!(browser.exchanges(), 2);
    session::unlock().await;
    assert_eq!(works(&browser, &owner).await, Ok(200));
    assert_eq!(browser.exchanges(), 2, "the used-up refresh token is not used again");
    browser.clock.advance(HOUR);
    assert_eq!(works(&browser, &launch(&browser)).await, Ok(200));
}

#[test]
fn locked_at_the_start_it_goes_on_once_it_is_open() {
    Session::with_keyring().run("working::inside_locked_at_start");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_locked_at_start() {
    let (browser, _) = signed_in().await;
    browser.clock.advance(HOUR);
    session::lock().await;
    let owner = launch(&browser);
    assert!(matches!(works(&browser, &owner).await, Err(TokenError::Keychain(..))));
    session::unlock().await;
    assert_eq!(works(&browser, &owner).await, Ok(200), "with the client secret of the keychain");
}

#[test]
fn a_bus_that_is_restarted_during_work_is_not_noticed() {
    Session::with_keyring().run("working::inside_restarted_during_work");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_restarted_during_work() {
    let (browser, owner) = signed_in().await;
    browser.clock.advance(HOUR);
    session::kill_keyring().await;
    let error = works(&browser, &owner).await.unwrap_err();
    assert!(matches!(error, TokenError::Keychain(..)), "{error:?}");
    let _keyring = session::start_keyring().await;
    assert_eq!(works(&browser, &owner).await, Ok(200), "by itself, once there is one again");
    browser.clock.advance(HOUR);
    let _bus_and_keyring = session::restart_bus().await;
    assert_eq!(works(&browser, &owner).await, Ok(200));
    assert_eq!(browser.exchanges(), 2);
    browser.clock.advance(HOUR);
    assert_eq!(works(&browser, &launch(&browser)).await, Ok(200));
}

/// A keychain whose computer loses its power right before a refresh token is stored.
struct Dies(Keychain);

#[async_trait]
impl SecretStore for Dies {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        self.0.get(name).await
    }

    async fn set(&self, name: &SecretName, _: &SecretString) -> Result<(), SecretError> {
        assert!(name.as_str().contains("refresh-token"), "it is the first to be stored");
        std::io::Write::write_all(&mut std::io::stdout(), b"received, and not stored\n").unwrap();
        std::process::abort();
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        self.0.forget(name).await
    }
}

#[test]
fn a_crash_between_refresh_and_storing_asks_for_a_sign_in_and_goes_on_after_it() {
    Session::with_keyring().run("working::inside_crash");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "runs inside a session of its own"]
async fn inside_crash() {
    let (browser, owner) = signed_in().await;
    browser.clock.advance(HOUR);
    owner.retire().await;
    let ready = browser.sandbox.ready().clone();
    let now = fulcrum_core::time::Clock::now(&*browser.clock).to_string();
    let beside = tokio::task::spawn_blocking(move || {
        let environment =
            [("TOKEN_URL", ready.token_url.as_str()), ("CLIENT_ID", &ready.client_id), ("NOW", &now)];
        session::run_beside("working::beside_dies", &environment)
    });
    let (passed, said) = beside.await.unwrap();
    assert!(!passed && said.contains("received, and not stored"), "{said}");
    assert_eq!(browser.exchanges(), 1, "Lever has rotated");

    let next = launch(&browser);
    for _ in 0..3 {
        assert_eq!(works(&browser, &next).await, Err(TokenError::SignInAgain));
    }
    assert_eq!(browser.exchanges(), 2, "the used-up token is tried once, and not again");
    next.keep(&browser.sign_in().await).await.unwrap();
    browser.clock.advance(HOUR);
    assert_eq!(works(&browser, &launch(&browser)).await, Ok(200));
}

#[tokio::test]
#[ignore = "runs beside a test that is inside a session"]
async fn beside_dies() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let variable = |name: &str| std::env::var(name).unwrap();
    let token: url::Url = variable("TOKEN_URL").parse().unwrap();
    let endpoints = Endpoints { authorize: token.clone(), token, audience: String::new() };
    let client =
        Registration { id: variable("CLIENT_ID"), secret: ClientSecret::Kept(name("client-secret")) };
    let clock = Arc::new(ManualClock::at(variable("NOW").parse().unwrap()));
    let secrets = Arc::new(Dies(Keychain::new(SERVICE)));
    let owner = TokenOwner::new("northwind", &endpoints, client, secrets, clock).unwrap();
    panic!("it should have died: {:?}", owner.authorization().await);
}

#[test]
fn tokens_longer_than_one_entry_are_kept_and_rotated() {
    Session::with_keyring().run("working::inside_long_tokens");
}

#[tokio::test]
#[ignore = "runs inside a session of its own"]
async fn inside_long_tokens() {
    let (browser, owner) = signed_in().await;
    let tokens = browser.sign_in().await;
    // Lever's access token is a JWT and may grow with its scopes.
    let access = format!("{}{}", tokens.access.expose_secret(), "j".repeat(9000));
    let long = TokenSet { access: access.clone().into(), ..tokens };
    owner.keep(&long).await.unwrap();
    assert_eq!(text(&launch(&browser).authorization().await.unwrap()), access);
    // One that nobody could keep is refused while the one of before is still there.
    let endless = TokenSet { refresh: "r".repeat(50_000).into(), ..long };
    assert!(matches!(owner.keep(&endless).await, Err(SecretError::TooLong { .. })));
    browser.clock.advance(HOUR);
    assert_eq!(works(&browser, &launch(&browser)).await, Ok(200), "the earlier sign-in goes on");
}
