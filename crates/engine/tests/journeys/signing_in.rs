//! Tokens that run out or are taken away while there is work.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use fulcrum_core::screening::State;
use fulcrum_credentials::{
    Endpoints, MemorySecrets, OauthClient, SecretError, SecretName, SecretStore, TokenOwner, TokenSet,
};
use fulcrum_engine::{NewReview, Pass, Phase};
use secrecy::SecretString;

use crate::lab::{Desk, HOLD, INVITED, Lab, Setup};

/// Signs in as a browser would and gives the tokens.
async fn tokens(lab: &Lab) -> TokenSet {
    let ready = lab.sandbox.ready();
    let scopes: Vec<&str> = fulcrum_credentials::permissions()
        .iter()
        .filter(|permission| !permission.optional)
        .map(|permission| permission.scope)
        .collect();
    let redirect = fulcrum_sandbox::DEFAULT_REDIRECT;
    let query = [
        ("client_id", ready.client_id.as_str()),
        ("redirect_uri", redirect),
        ("response_type", "code"),
        ("state", "x"),
        ("audience", &ready.audience),
        ("scope", &scopes.join(" ")),
    ];
    let url = reqwest::Url::parse_with_params(&ready.authorize_url, query).unwrap();
    let back = reqwest::Url::parse(&lab.control.consent(url.as_str(), true).unwrap()).unwrap();
    let back: HashMap<String, String> = back.query_pairs().into_owned().collect();
    let form = [
        ("client_id", ready.client_id.as_str()),
        ("client_secret", &ready.client_secret),
        ("grant_type", "authorization_code"),
        ("code", &back["code"]),
        ("redirect_uri", redirect),
    ];
    let answer = lab.http.post(&ready.token_url).form(&form).send().await.unwrap();
    let answer: HashMap<String, serde_json::Value> = answer.json().await.unwrap();
    let text = |name: &str| answer[name].as_str().unwrap().to_owned();
    TokenSet {
        access: text("access_token").into(),
        refresh: text("refresh_token").into(),
        expires_at: lab.now() + jiff::SignedDuration::from_hours(1),
        scopes: Vec::new(),
    }
}

async fn signed_in(lab: &Lab) -> (Desk, Arc<TokenOwner>) {
    signed_in_over(lab, Arc::new(MemorySecrets::default())).await
}

async fn signed_in_over(lab: &Lab, secrets: Arc<dyn SecretStore>) -> (Desk, Arc<TokenOwner>) {
    let ready = lab.sandbox.ready();
    let endpoints = Endpoints {
        authorize: ready.authorize_url.parse().unwrap(),
        token: ready.token_url.parse().unwrap(),
        audience: ready.audience.clone(),
    };
    let client = OauthClient { id: ready.client_id.clone(), secret: ready.client_secret.clone().into() };
    let owner = TokenOwner::new("northwind", &endpoints, &client, secrets, lab.clock.clone()).unwrap();
    owner.keep(&tokens(lab).await).await.unwrap();
    let owner = Arc::new(owner);
    let desk = Desk::open(lab, Setup { tokens: Some(owner.clone()), ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    (desk, owner)
}

#[tokio::test]
async fn tokens_that_run_out_are_refreshed_on_the_way() {
    let lab = Lab::new().await;
    let (desk, _owner) = signed_in(&lab).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.expire_access_tokens();
    lab.control.clear_requests();
    desk.tick().await;
    assert_eq!(lab.requests("POST", "/oauth/token"), 1);
    lab.control.expire_access_tokens();
    desk.send().await;
    assert_eq!(lab.requests("POST", "/oauth/token"), 2);
    // An hour later the token is known to be old, and no 401 is needed to learn it.
    lab.pass(Duration::from_secs(3600));
    desk.tick().await;
    assert_eq!(lab.requests("POST", "/oauth/token"), 3);
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(lab.tagged(&id, INVITED), 1);
    assert_eq!(desk.engine.health().phase, Phase::Idle);
}

#[tokio::test]
async fn a_write_that_meets_an_expired_token_happens_once() {
    let lab = Lab::new().await;
    let (desk, _owner) = signed_in(&lab).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    desk.engine
        .review(&screening, NewReview::of(fulcrum_core::assessment::Score::new(2).unwrap(), String::new()))
        .await
        .unwrap();
    lab.control.expire_access_tokens();
    desk.drain().await;
    assert_eq!(lab.lever(&id).notes.len(), 1);
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn revoked_access_asks_for_a_sign_in_and_keeps_the_queue() {
    let lab = Lab::new().await;
    let (desk, owner) = signed_in(&lab).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    lab.control.revoke_all_tokens();
    for _ in 0..30 {
        lab.pass(HOLD * 60);
        desk.engine.deliver().await.unwrap();
    }
    assert_eq!(desk.engine.health().phase, Phase::SignInAgain);
    assert!(desk.engine.watch(Pass::Sweep).await.is_err());
    assert_eq!(desk.state(&id).await, State::Held);
    assert!(lab.control.mails().is_empty());
    assert!(desk.attention().await.is_empty(), "nothing failed; it waits: {:?}", desk.attention().await);

    owner.keep(&tokens(&lab).await).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(desk.engine.health().phase, Phase::Idle);
}

#[tokio::test]
async fn a_revoked_key_asks_for_a_sign_in_and_keeps_the_queue() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    let (_, screening) = (id.clone(), desk.screening(&id).await);
    lab.answer(screening.link.as_deref().unwrap()).await;
    desk.drain().await;
    lab.control.revoke_api_key(true);
    desk.engine.follow().await.unwrap();
    for _ in 0..30 {
        lab.pass(HOLD * 60);
        desk.engine.deliver().await.unwrap();
    }
    assert_eq!(desk.engine.health().phase, Phase::SignInAgain);
    assert!(desk.attention().await.is_empty());
    lab.control.revoke_api_key(false);
    desk.drain().await;
    assert_eq!(lab.tagged(&id, crate::lab::COMPLETED), 1);
}

/// A keychain that can be locked.
#[derive(Default)]
struct Lockable {
    inner: MemorySecrets,
    locked: AtomicBool,
}

impl Lockable {
    fn open(&self) -> Result<(), SecretError> {
        if self.locked.load(Ordering::SeqCst) {
            return Err(SecretError::Locked("nobody unlocked it".into()));
        }
        Ok(())
    }
}

#[async_trait]
impl SecretStore for Lockable {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        self.open()?;
        self.inner.get(name).await
    }

    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError> {
        self.open()?;
        self.inner.set(name, secret).await
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        self.open()?;
        self.inner.forget(name).await
    }
}

#[tokio::test]
async fn a_locked_keychain_is_named_keeps_the_queue_and_is_waited_for() {
    let lab = Lab::new().await;
    let keychain = Arc::new(Lockable::default());
    let (desk, _owner) = signed_in_over(&lab, keychain.clone()).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    keychain.locked.store(true, Ordering::SeqCst);
    lab.pass(Duration::from_secs(3600));
    for _ in 0..30 {
        lab.pass(HOLD * 60);
        desk.engine.deliver().await.unwrap();
    }
    let health = desk.engine.health();
    assert_eq!(health.phase, Phase::Keychain);
    assert!(health.problem.unwrap().contains("keychain"));
    assert!(desk.engine.watch(Pass::Sweep).await.is_err());
    assert_eq!(desk.state(&id).await, State::Held);
    assert!(lab.control.mails().is_empty());
    assert!(desk.attention().await.is_empty(), "nothing failed; it waits: {:?}", desk.attention().await);

    keychain.locked.store(false, Ordering::SeqCst);
    // Nobody signs in, nobody presses anything.
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(desk.engine.health().phase, Phase::Idle);
}

#[tokio::test]
async fn ninety_idle_days_ask_for_a_sign_in_and_keep_the_queue() {
    let lab = Lab::new().await;
    let (desk, owner) = signed_in(&lab).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    lab.pass(Duration::from_secs(91 * 86_400));
    desk.engine.deliver().await.unwrap();
    assert_eq!(desk.engine.health().phase, Phase::SignInAgain);
    assert_eq!(desk.state(&id).await, State::Held);
    owner.keep(&tokens(&lab).await).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn an_old_refresh_token_that_is_used_again_asks_for_a_sign_in_and_keeps_the_queue() {
    let lab = Lab::new().await;
    let secrets = Arc::new(MemorySecrets::default());
    let (desk, owner) = signed_in_over(&lab, secrets.clone()).await;
    let old = secrets.get(&SecretName::new("northwind", "refresh-token")).await.unwrap().unwrap();
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.pass(Duration::from_secs(3600));
    desk.tick().await;
    let ready = lab.sandbox.ready();
    let again = [
        ("client_id", ready.client_id.as_str()),
        ("client_secret", &ready.client_secret),
        ("grant_type", "refresh_token"),
        ("refresh_token", secrecy::ExposeSecret::expose_secret(&old)),
    ];
    let answer = lab.http.post(&ready.token_url).form(&again).send().await.unwrap();
    assert_eq!(answer.status(), 403, "used up, and Lever ends the whole family");
    lab.pass(HOLD * 2);
    desk.engine.deliver().await.unwrap();
    assert_eq!(desk.engine.health().phase, Phase::SignInAgain);
    assert_eq!(desk.state(&id).await, State::Held);
    assert!(desk.attention().await.is_empty());
    owner.keep(&tokens(&lab).await).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}
