//! The authorization code flow.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use fulcrum_core::time::Clock as _;
use fulcrum_credentials::{
    CONFIDENTIAL, Endpoints, OauthClient, PendingSignIn, SignInError, TokenSet, begin, permissions,
};
use secrecy::ExposeSecret as _;

use crate::browser::Browser;

fn query(url: &url::Url) -> HashMap<String, String> {
    url.query_pairs().into_owned().collect()
}

#[tokio::test]
async fn from_the_browser_to_the_tokens() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let asked = query(pending.url());
    assert_eq!(asked["audience"], browser.sandbox.ready().audience);
    assert!(asked["audience"].ends_with('/'));
    assert_eq!(asked["prompt"], "consent");
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["redirect_uri"], format!("http://localhost:{}/callback", browser.port));
    assert_eq!(asked["code_challenge_method"], "S256");
    assert!(asked["state"].len() >= 16);
    assert!(!asked.values().any(|value| value.contains(&browser.sandbox.ready().client_secret)));

    let back = browser.press(pending.url(), "allow").await;
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now(), || {}), browser.open(&back));
    let tokens = tokens.unwrap();
    assert!(page.contains("which finishes the sign-in"));
    assert_eq!(browser.call(tokens.access.expose_secret()).await, 200);
    let life = tokens.expires_at.duration_since(browser.clock.now());
    assert_eq!(life.as_secs(), 3600);
    assert!(tokens.scopes.iter().any(|scope| scope == "offline_access"));
    assert!(!format!("{tokens:?}").contains(tokens.access.expose_secret()), "never shown");
    assert!(browser.http.get(&back).send().await.is_err(), "the port is closed again");
}

#[tokio::test]
async fn confidential_access_is_asked_for_only_if_chosen() {
    let browser = Browser::new().await;
    let plain = query(browser.begin(false).await.unwrap().url())["scope"].clone();
    let more = query(browser.begin(true).await.unwrap().url())["scope"].clone();
    assert!(!plain.contains(CONFIDENTIAL));
    assert!(more.contains(CONFIDENTIAL));
    assert!(more.split(' ').count() <= 20, "Lever allows twenty");
    assert_eq!(more.split(' ').count(), permissions().len());
    assert!(permissions().iter().all(|permission| !permission.purpose.is_empty()));
}

#[tokio::test]
async fn no_is_an_answer() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let back = browser.press(pending.url(), "deny").await;
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now(), || {}), browser.open(&back));
    let text = "user_did_not_authorize_the_request".into();
    assert_eq!(tokens.unwrap_err(), SignInError::Denied { code: "access_denied".into(), text });
    assert!(page.contains("did not work"));
    assert_eq!(browser.exchanges(), 0);
}

/// The same address with other parameters.
fn with(back: &str, parameters: &[(&str, &str)]) -> String {
    let mut url = url::Url::parse(back).unwrap();
    url.query_pairs_mut().clear().extend_pairs(parameters);
    url.into()
}

/// Runs a sign-in beside the test; gives how often a callback was ignored.
fn waiting(browser: &Browser, pending: PendingSignIn) -> (Finishing, Arc<AtomicUsize>) {
    let ignored = Arc::new(AtomicUsize::new(0));
    let (clock, count) = (browser.clock.clone(), Arc::clone(&ignored));
    let count = move || {
        count.fetch_add(1, Ordering::SeqCst);
    };
    (tokio::spawn(pending.finish(move || clock.now(), count)), ignored)
}

type Finishing = tokio::task::JoinHandle<Result<TokenSet, SignInError>>;

#[tokio::test]
async fn another_sign_ins_callback_is_not_exchanged_and_the_wait_goes_on() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let back = browser.press(pending.url(), "allow").await;
    let code = query(&url::Url::parse(&back).unwrap())["code"].clone();
    let state = query(pending.url())["state"].clone();
    let (finishing, ignored) = waiting(&browser, pending);
    let foreign: &[&[(&str, &str)]] = &[
        &[("state", "somebody-else"), ("code", &code)],
        &[("code", &code)],
        &[("state", "somebody-else"), ("error", "access_denied")],
        &[("error", "access_denied")],
        &[("state", &state)],
        &[],
    ];
    for parameters in foreign {
        let page = browser.open(&with(&back, parameters)).await;
        assert!(page.contains("another sign-in"), "{parameters:?}: {page}");
    }
    assert_eq!(ignored.load(Ordering::SeqCst), foreign.len());
    assert_eq!(browser.exchanges(), 0, "nothing is exchanged for any of them");
    assert!(browser.open(&back).await.contains("which finishes the sign-in"));
    assert!(finishing.await.unwrap().is_ok());
}

#[tokio::test]
async fn a_replayed_callback_of_an_earlier_sign_in_is_ignored() {
    let browser = Browser::new().await;
    let first = browser.begin(false).await.unwrap();
    let earlier = browser.press(first.url(), "allow").await;
    let (tokens, _) = tokio::join!(first.finish(|| browser.clock.now(), || {}), browser.open(&earlier));
    tokens.unwrap();
    let second = browser.begin(false).await.unwrap();
    let back = browser.press(second.url(), "allow").await;
    let (finishing, ignored) = waiting(&browser, second);
    assert!(browser.open(&earlier).await.contains("an earlier one"));
    assert_eq!((ignored.load(Ordering::SeqCst), browser.exchanges()), (1, 1));
    assert!(browser.open(&back).await.contains("which finishes the sign-in"));
    assert!(finishing.await.unwrap().is_ok());
}

#[tokio::test]
async fn foreign_callbacks_do_not_make_the_time_longer() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let foreign = format!("http://localhost:{}/callback?state=x&code=y", browser.port);
    let begun = tokio::time::Instant::now();
    let (finishing, ignored) = waiting(&browser, pending);
    assert!(browser.open(&foreign).await.contains("another sign-in"));
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(200)).await;
    tokio::time::resume();
    assert!(browser.open(&foreign).await.contains("another sign-in"));
    assert_eq!(ignored.load(Ordering::SeqCst), 2);
    // Nobody comes back. With nothing to do, the paused clock jumps to the limit by itself.
    tokio::time::pause();
    assert_eq!(finishing.await.unwrap().unwrap_err(), SignInError::TimedOut);
    let waited = begun.elapsed();
    assert!((300..330).contains(&waited.as_secs()), "five minutes from the beginning, not {waited:?}");
    tokio::time::resume();
    assert!(browser.begin(false).await.is_ok(), "the port is free again");
}

#[tokio::test]
async fn a_sign_in_that_is_given_up_frees_the_port() {
    let browser = Browser::new().await;
    let (finishing, _) = waiting(&browser, browser.begin(false).await.unwrap());
    assert_eq!(browser.begin(false).await.err(), Some(SignInError::PortTaken(browser.port)));
    finishing.abort();
    assert!(finishing.await.unwrap_err().is_cancelled());
    assert!(browser.begin(false).await.is_ok());
}

#[tokio::test]
async fn somebody_who_is_not_a_super_admin_fails_at_the_end() {
    let browser = Browser::new().await;
    browser.control.update_switches(|switches| switches.super_admin = false);
    let pending = browser.begin(false).await.unwrap();
    let back = browser.press(pending.url(), "allow").await;
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now(), || {}), browser.open(&back));
    assert!(matches!(tokens.unwrap_err(), SignInError::Refused { code, .. } if code == "access_denied"));
    assert!(page.contains("did not work"));
}

#[tokio::test]
async fn another_environments_client_is_told_apart_from_a_person_who_may_not() {
    let browser = Browser::new().await;
    // A secret of the other registration.
    let client = OauthClient { secret: "of-another-registration".to_owned().into(), ..browser.client() };
    let pending = begin(&browser.endpoints(), &client, browser.port, false).await.unwrap();
    let back = browser.press(pending.url(), "allow").await;
    let (tokens, _) = tokio::join!(pending.finish(|| browser.clock.now(), || {}), browser.open(&back));
    assert!(matches!(tokens.unwrap_err(), SignInError::Refused { code, .. } if code == "invalid_client"));
    // A client id of the other registration: Lever tells the person, and nobody comes back.
    let client = OauthClient { id: "of-another-registration".to_owned(), ..browser.client() };
    let pending = begin(&browser.endpoints(), &client, browser.port, false).await.unwrap();
    let page = browser.http.get(pending.url().as_str()).send().await.unwrap();
    assert_eq!(page.status(), 400);
    assert!(page.text().await.unwrap().contains("ClientID not found"));
    let (finishing, _) = waiting(&browser, pending);
    tokio::time::pause();
    assert_eq!(finishing.await.unwrap().unwrap_err(), SignInError::TimedOut);
}

#[tokio::test]
async fn a_wrong_audience_is_refused_with_levers_words() {
    let browser = Browser::new().await;
    let audience = "https://api.lever.co/v1/".to_owned();
    let endpoints = Endpoints { audience, ..browser.endpoints() };
    let pending = begin(&endpoints, &browser.client(), browser.port, false).await.unwrap();
    let answer = browser.http.get(pending.url().as_str()).send().await.unwrap();
    assert_eq!(answer.status(), 302, "no consent page is shown");
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    let (tokens, _) = tokio::join!(pending.finish(|| browser.clock.now(), || {}), browser.open(&back));
    let SignInError::Denied { code, text } = tokens.unwrap_err() else { panic!("it is a refusal") };
    assert_eq!(code, "access_denied");
    assert!(text.contains("audience"), "{text}");
    assert_eq!(browser.exchanges(), 0);
}

#[tokio::test]
async fn a_code_is_good_once() {
    let browser = Browser::new().await;
    let first = browser.begin(false).await.unwrap();
    let back = url::Url::parse(&browser.press(first.url(), "allow").await).unwrap();
    let (tokens, _) = tokio::join!(first.finish(|| browser.clock.now(), || {}), browser.open(back.as_str()));
    assert!(tokens.is_ok());
    let second = browser.begin(false).await.unwrap();
    let mut again = back.clone();
    let (state, code) = (query(second.url())["state"].clone(), query(&back)["code"].clone());
    again.query_pairs_mut().clear().append_pair("state", &state).append_pair("code", &code);
    let (tokens, _) =
        tokio::join!(second.finish(|| browser.clock.now(), || {}), browser.open(again.as_str()));
    assert!(matches!(tokens.unwrap_err(), SignInError::Refused { code, .. } if code == "invalid_grant"));
}

#[tokio::test]
async fn a_code_without_its_verifier_is_refused() {
    let browser = Browser::new().await;
    let first = browser.begin(false).await.unwrap();
    let code = query(&url::Url::parse(&browser.press(first.url(), "allow").await).unwrap())["code"].clone();
    drop(first);
    let second = browser.begin(false).await.unwrap();
    let state = query(second.url())["state"].clone();
    let back = format!("http://localhost:{}/callback?state={state}&code={code}", browser.port);
    let (tokens, _) = tokio::join!(second.finish(|| browser.clock.now(), || {}), browser.open(&back));
    assert!(matches!(tokens.unwrap_err(), SignInError::Refused { .. }));
}

#[tokio::test]
async fn a_taken_port_is_named_on_either_address() {
    for address in ["127.0.0.1", "[::1]"] {
        let browser = Browser::new().await;
        let taken = std::net::TcpListener::bind(format!("{address}:{}", browser.port));
        let Ok(_taken) = taken else {
            assert_eq!(address, "[::1]", "every computer has 127.0.0.1");
            continue;
        };
        let refused = browser.begin(false).await.err();
        assert_eq!(refused, Some(SignInError::PortTaken(browser.port)), "{address}");
    }
}

#[tokio::test]
async fn other_requests_and_idle_connections_do_not_disturb() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let back = browser.press(pending.url(), "allow").await;
    // Browsers open connections ahead of need, and ask for an icon.
    let _idle = tokio::net::TcpStream::connect(("127.0.0.1", browser.port)).await.unwrap();
    let icon = format!("http://127.0.0.1:{}/favicon.ico", browser.port);
    let begun = Instant::now();
    let finish = tokio::spawn({
        let clock = browser.clock.clone();
        pending.finish(move || clock.now(), || {})
    });
    assert_eq!(browser.http.get(icon).send().await.unwrap().status(), 404);
    assert!(browser.open(&back).await.contains("which finishes the sign-in"));
    assert!(finish.await.unwrap().is_ok());
    assert!(begun.elapsed() < Duration::from_secs(5), "nobody waited for the idle connection");
}

#[tokio::test]
async fn a_sign_in_server_in_trouble_is_not_a_refusal() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let back = browser.press(pending.url(), "allow").await;
    browser.control.set_offline(true);
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now(), || {}), browser.open(&back));
    assert!(matches!(tokens.unwrap_err(), SignInError::Unreachable(_)));
    assert!(page.contains("did not work"));
}
