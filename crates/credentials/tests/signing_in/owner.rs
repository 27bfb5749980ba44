//! The owner of the tokens: one refresh, stored before used, never lost.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use fulcrum_core::time::Clock as _;
use fulcrum_credentials::{
    ApiKey, ClientSecret, MemorySecrets, Registration, SecretName, SecretStore, TokenOwner,
};
use fulcrum_lever::{Authorization, TokenError, TokenSource};
use fulcrum_sandbox::{Fault, FaultKind};
use secrecy::ExposeSecret as _;
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::browser::Browser;
use crate::keychain::Moody;

fn owner(browser: &Browser, secrets: &Arc<Moody>) -> Arc<TokenOwner> {
    let secrets: Arc<dyn SecretStore> = secrets.clone();
    let owner = TokenOwner::new("a", &browser.endpoints(), &browser.client(), secrets, browser.clock.clone());
    Arc::new(owner.unwrap())
}

async fn signed_in(browser: &Browser) -> (Arc<TokenOwner>, Arc<Moody>) {
    let secrets = Arc::new(Moody::default());
    let owner = owner(browser, &secrets);
    owner.keep(&browser.sign_in().await).await.unwrap();
    browser.control.clear_requests();
    (owner, secrets)
}

fn text(authorization: &Authorization) -> String {
    match authorization {
        Authorization::Bearer(token) | Authorization::Key(token) => token.expose_secret().to_owned(),
    }
}

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn twenty_callers_make_one_refresh() {
    let browser = Browser::new().await;
    let (owner, _) = signed_in(&browser).await;
    let old = owner.authorization().await.unwrap();
    assert_eq!(browser.exchanges(), 0);
    browser.clock.advance(HOUR);
    let mut asking = tokio::task::JoinSet::new();
    for turn in 0..20 {
        let (owner, old) = (Arc::clone(&owner), old.clone());
        asking.spawn(async move {
            if turn % 2 == 0 { owner.authorization().await } else { owner.replace(&old).await }
        });
    }
    let tokens: Vec<String> =
        asking.join_all().await.into_iter().map(|answer| text(&answer.unwrap())).collect();
    assert_eq!(browser.exchanges(), 1);
    assert!(tokens.iter().all(|token| *token == tokens[0] && *token != text(&old)));
    assert_eq!(browser.call(&tokens[0]).await, 200);
}

#[tokio::test]
async fn a_token_is_replaced_shortly_before_it_runs_out() {
    let browser = Browser::new().await;
    let (owner, _) = signed_in(&browser).await;
    browser.clock.advance(HOUR - Duration::from_secs(150));
    owner.authorization().await.unwrap();
    assert_eq!(browser.exchanges(), 0);
    browser.clock.advance(Duration::from_secs(60));
    owner.authorization().await.unwrap();
    assert_eq!(browser.exchanges(), 1);
}

#[tokio::test]
async fn the_next_launch_goes_on_with_what_is_stored() {
    let browser = Browser::new().await;
    let (first, secrets) = signed_in(&browser).await;
    let token = text(&first.authorization().await.unwrap());
    let next = owner(&browser, &secrets);
    assert_eq!(text(&next.authorization().await.unwrap()), token);
    browser.clock.advance(HOUR);
    next.authorization().await.unwrap();
    browser.clock.advance(HOUR);
    // The rotated refresh token is the one that is stored: a third launch can use it.
    let third = owner(&browser, &secrets);
    assert_eq!(browser.call(&text(&third.authorization().await.unwrap())).await, 200);
    assert_eq!(browser.exchanges(), 2);
}

#[tokio::test]
async fn a_new_token_is_not_handed_out_before_its_refresh_token_is_stored() {
    let browser = Browser::new().await;
    let (owner, secrets) = signed_in(&browser).await;
    let name = SecretName::new("a", "refresh-token");
    let before = secrets.get(&name).await.unwrap().unwrap();
    browser.clock.advance(HOUR);
    secrets.refuses_refresh.store(true, Ordering::SeqCst);
    for _ in 0..3 {
        assert!(matches!(owner.authorization().await, Err(TokenError::Keychain(..))));
    }
    assert_eq!(browser.exchanges(), 1, "the used-up refresh token is not used again");
    secrets.refuses_refresh.store(false, Ordering::SeqCst);
    let token = text(&owner.authorization().await.unwrap());
    assert_eq!(browser.exchanges(), 1);
    assert_eq!(browser.call(&token).await, 200);
    let after = secrets.get(&name).await.unwrap().unwrap();
    assert_ne!(after.expose_secret(), before.expose_secret());
    browser.clock.advance(HOUR);
    assert!(owner.authorization().await.is_ok(), "the family lives");
}

#[tokio::test]
async fn an_access_token_that_cannot_be_stored_is_good_for_this_run() {
    let browser = Browser::new().await;
    let (owner, secrets) = signed_in(&browser).await;
    secrets.refuses_access.store(true, Ordering::SeqCst);
    browser.clock.advance(HOUR);
    let token = text(&owner.authorization().await.unwrap());
    assert_eq!(browser.call(&token).await, 200);
    assert_eq!(text(&owner.authorization().await.unwrap()), token);
    assert_eq!(browser.exchanges(), 1);
}

#[tokio::test]
async fn whoever_stops_waiting_does_not_lose_the_rotated_token() {
    let browser = Browser::new().await;
    let (owner, secrets) = signed_in(&browser).await;
    browser.clock.advance(HOUR);
    let delay = FaultKind::Delay { ms: 300 };
    browser.control.inject(Fault::once("/oauth/token", delay));
    let asking = tokio::spawn({
        let owner = Arc::clone(&owner);
        async move { owner.authorization().await }
    });
    browser.fault_is_met().await;
    asking.abort();
    assert!(asking.await.is_err());
    let token = text(&owner.authorization().await.unwrap());
    assert_eq!(browser.exchanges(), 1);
    assert_eq!(browser.call(&token).await, 200);
    assert_eq!(secrets.writes.load(Ordering::SeqCst), 4, "two of the sign-in, two of the refresh");
}

#[tokio::test]
async fn a_refused_grant_wants_a_new_sign_in() {
    let browser = Browser::new().await;
    let (owner, _) = signed_in(&browser).await;
    browser.control.revoke_all_tokens();
    let used = owner.authorization().await.unwrap();
    assert_eq!(owner.replace(&used).await.unwrap_err(), TokenError::SignInAgain);
    owner.keep(&browser.sign_in().await).await.unwrap();
    let token = text(&owner.replace(&used).await.unwrap());
    assert_eq!(browser.call(&token).await, 200);
}

#[tokio::test]
async fn an_old_refresh_token_that_is_used_again_ends_both_and_is_asked_once() {
    let browser = Browser::new().await;
    let (first, secrets) = signed_in(&browser).await;
    // A copy of the keychain, as a backup or another computer has.
    let copy = Arc::new(Moody::default());
    let name = SecretName::new("a", "refresh-token");
    copy.set(&name, &secrets.get(&name).await.unwrap().unwrap()).await.unwrap();
    browser.clock.advance(HOUR);
    let used = first.authorization().await.unwrap();
    let second = owner(&browser, &copy);
    for _ in 0..5 {
        assert_eq!(second.authorization().await.unwrap_err(), TokenError::SignInAgain);
    }
    assert_eq!(browser.exchanges(), 2, "a refused token is not tried again and again");
    assert_eq!(browser.call(&text(&used)).await, 401, "Lever has ended the family");
    assert_eq!(first.replace(&used).await.unwrap_err(), TokenError::SignInAgain);
    first.keep(&browser.sign_in().await).await.unwrap();
    assert_eq!(browser.call(&text(&first.authorization().await.unwrap())).await, 200);
}

#[tokio::test]
async fn an_owner_that_retires_finishes_its_refresh_and_leaves_it_to_the_next() {
    let browser = Browser::new().await;
    let (first, secrets) = signed_in(&browser).await;
    browser.clock.advance(HOUR);
    browser.control.inject(Fault::once("/oauth/token", FaultKind::Delay { ms: 200 }));
    let refreshing = tokio::spawn({
        let first = Arc::clone(&first);
        async move { first.authorization().await }
    });
    browser.fault_is_met().await;
    first.retire().await;
    let next = owner(&browser, &secrets);
    let token = text(&next.authorization().await.unwrap());
    assert_eq!(browser.exchanges(), 1, "the next one finds what the first has stored");
    assert_eq!(text(&refreshing.await.unwrap().unwrap()), token);
    assert_eq!(first.authorization().await.unwrap_err(), TokenError::SignInAgain);
    browser.clock.advance(HOUR);
    assert!(next.authorization().await.is_ok(), "the family lives");
}

#[tokio::test]
async fn ninety_idle_days_end_the_sign_in_and_fewer_do_not() {
    let browser = Browser::new().await;
    let (owner, _) = signed_in(&browser).await;
    browser.clock.advance(HOUR * 24 * 89);
    assert_eq!(browser.call(&text(&owner.authorization().await.unwrap())).await, 200);
    browser.clock.advance(HOUR * 24 * 90 + HOUR);
    assert_eq!(owner.authorization().await.unwrap_err(), TokenError::SignInAgain);
    owner.keep(&browser.sign_in().await).await.unwrap();
    assert!(owner.authorization().await.is_ok());
}

/// This computer's clock is wrong by this much; Lever's is right.
fn wrong_by(browser: &Browser, hours: i64) {
    let now = browser.clock.now();
    let offset = browser.control.switches().clock_offset_ms;
    browser.clock.put_to(now + jiff::SignedDuration::from_hours(hours));
    browser.control.update_switches(|switches| switches.clock_offset_ms = offset - hours * 3_600_000);
}

#[tokio::test]
async fn a_clock_that_is_wrong_by_an_hour_changes_nothing() {
    for hours in [1, -1] {
        let browser = Browser::new().await;
        wrong_by(&browser, hours);
        let (owner, secrets) = signed_in(&browser).await;
        for _ in 0..5 {
            assert_eq!(browser.call(&text(&owner.authorization().await.unwrap())).await, 200);
        }
        assert_eq!(browser.exchanges(), 0, "{hours}");
        browser.clock.advance(HOUR);
        for _ in 0..5 {
            assert_eq!(browser.call(&text(&owner.authorization().await.unwrap())).await, 200);
        }
        assert_eq!(browser.exchanges(), 1, "{hours}");
        let next = self::owner(&browser, &secrets);
        assert_eq!(browser.call(&text(&next.authorization().await.unwrap())).await, 200);
        assert_eq!(browser.exchanges(), 1, "the next launch does not refresh either: {hours}");
    }
}

#[tokio::test]
async fn a_clock_that_is_put_right_costs_one_refresh() {
    // It was ahead: the token seems good for two hours, and is dead after one.
    let browser = Browser::new().await;
    wrong_by(&browser, 1);
    let (owner, _) = signed_in(&browser).await;
    wrong_by(&browser, -1);
    browser.clock.advance(HOUR + Duration::from_secs(60));
    let dead = owner.authorization().await.unwrap();
    assert_eq!(browser.call(&text(&dead)).await, 401);
    let fresh = owner.replace(&dead).await.unwrap();
    assert_eq!(browser.call(&text(&fresh)).await, 200);
    for _ in 0..5 {
        assert_eq!(text(&owner.authorization().await.unwrap()), text(&fresh));
    }
    assert_eq!(browser.exchanges(), 1);

    // It was behind: the token seems to have run out, and has not.
    let browser = Browser::new().await;
    wrong_by(&browser, -1);
    let (owner, _) = signed_in(&browser).await;
    wrong_by(&browser, 1);
    for _ in 0..5 {
        assert_eq!(browser.call(&text(&owner.authorization().await.unwrap())).await, 200);
    }
    assert_eq!(browser.exchanges(), 1);
}

#[tokio::test]
async fn a_token_of_a_short_life_is_not_refreshed_at_each_call() {
    let browser = Browser::new().await;
    browser.control.update_switches(|switches| switches.access_token_life_ms = 100_000);
    let (owner, _) = signed_in(&browser).await;
    for _ in 0..20 {
        owner.authorization().await.unwrap();
    }
    assert_eq!(browser.exchanges(), 0);
    browser.clock.advance(Duration::from_secs(80));
    assert_eq!(browser.call(&text(&owner.authorization().await.unwrap())).await, 200);
    assert_eq!(browser.exchanges(), 1);
}

#[tokio::test]
async fn a_token_that_is_refused_right_after_its_refresh_is_not_refreshed_again_and_again() {
    let browser = Browser::new().await;
    let (owner, _) = signed_in(&browser).await;
    // An API that refuses every token: it belongs to another environment.
    let mut used = owner.replace(&owner.authorization().await.unwrap()).await.unwrap();
    for _ in 0..5 {
        assert_eq!(owner.replace(&used).await.unwrap_err(), TokenError::SignInAgain);
        used = owner.authorization().await.unwrap();
    }
    assert_eq!(browser.exchanges(), 1);
    browser.clock.advance(Duration::from_secs(60));
    assert!(owner.replace(&used).await.is_ok(), "it is tried again later");
}

#[tokio::test]
async fn a_client_secret_that_could_not_be_read_yet_is_read_at_the_refresh() {
    let browser = Browser::new().await;
    let (first, secrets) = signed_in(&browser).await;
    first.retire().await;
    let kept = SecretName::new("a", "client-secret");
    let registration = Registration { id: browser.client().id, secret: ClientSecret::Kept(kept.clone()) };
    let store: Arc<dyn SecretStore> = secrets.clone();
    let owner =
        TokenOwner::new("a", &browser.endpoints(), registration, store, browser.clock.clone()).unwrap();
    browser.clock.advance(HOUR);
    secrets.locked.store(true, Ordering::SeqCst);
    assert!(matches!(owner.authorization().await, Err(TokenError::Keychain(..))));
    secrets.locked.store(false, Ordering::SeqCst);
    assert_eq!(owner.authorization().await.unwrap_err(), TokenError::SignInAgain, "nobody kept one");
    assert_eq!(browser.exchanges(), 0);
    secrets.set(&kept, &browser.client().secret).await.unwrap();
    assert!(owner.authorization().await.is_ok());
}

#[tokio::test]
async fn nobody_is_signed_out_because_the_server_is_in_trouble() {
    let browser = Browser::new().await;
    let (owner, _) = signed_in(&browser).await;
    browser.clock.advance(HOUR);
    for kind in [FaultKind::Status { status: 500 }, FaultKind::Status { status: 429 }, FaultKind::DropBefore]
    {
        browser.control.inject(Fault::once("/oauth/token", kind.clone()));
        let error = owner.authorization().await.unwrap_err();
        assert!(matches!(error, TokenError::Unreachable(_)), "{kind:?}: {error:?}");
    }
    assert!(owner.authorization().await.is_ok());

    let server = MockServer::start().await;
    for (status, code, again) in [
        (503, "temporarily_unavailable", false),
        (500, "server_error", false),
        (429, "too_many_requests", false),
        (403, "invalid_grant", true),
        (401, "invalid_client", true),
    ] {
        server.reset().await;
        let body = serde_json::json!({ "error": code, "error_description": "words" });
        Mock::given(method("POST"))
            .respond_with(ResponseTemplate::new(status).set_body_json(body))
            .mount(&server)
            .await;
        let mut endpoints = browser.endpoints();
        endpoints.token = format!("{}/oauth/token", server.uri()).parse().unwrap();
        let secrets = Arc::new(MemorySecrets::default());
        secrets.set(&SecretName::new("a", "refresh-token"), &"r".to_owned().into()).await.unwrap();
        let owner =
            TokenOwner::new("a", &endpoints, &browser.client(), secrets, browser.clock.clone()).unwrap();
        let error = owner.authorization().await.unwrap_err();
        assert_eq!(error == TokenError::SignInAgain, again, "{code}: {error:?}");
    }
}

#[tokio::test]
async fn without_any_token_a_sign_in_is_wanted_and_nothing_is_asked() {
    let browser = Browser::new().await;
    let owner = owner(&browser, &Arc::new(Moody::default()));
    assert_eq!(owner.authorization().await.unwrap_err(), TokenError::SignInAgain);
    assert_eq!(browser.exchanges(), 0);
}

#[tokio::test]
async fn a_key_is_kept_and_given() {
    let secrets = Arc::new(Moody::default());
    let key = ApiKey::new("a", secrets.clone());
    assert_eq!(key.authorization().await.unwrap_err(), TokenError::SignInAgain);
    key.keep(&"the-key".to_owned().into()).await.unwrap();
    let given = key.authorization().await.unwrap();
    assert!(matches!(&given, Authorization::Key(key) if key.expose_secret() == "the-key"));
    assert_eq!(key.replace(&given).await.unwrap_err(), TokenError::SignInAgain);
    let next = ApiKey::new("a", secrets);
    assert_eq!(text(&next.authorization().await.unwrap()), "the-key");
}
