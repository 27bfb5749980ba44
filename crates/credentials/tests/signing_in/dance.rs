//! The authorization code flow.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use fulcrum_core::time::Clock as _;
use fulcrum_credentials::{CONFIDENTIAL, SignInError, permissions};
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
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now()), browser.open(&back));
    let tokens = tokens.unwrap();
    assert!(page.contains("You are signed in"));
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
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now()), browser.open(&back));
    assert_eq!(tokens.unwrap_err(), SignInError::Denied("access_denied".into()));
    assert!(page.contains("did not work"));
    assert_eq!(browser.exchanges(), 0);
}

#[tokio::test]
async fn another_sign_ins_callback_is_not_exchanged() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let back = browser.press(pending.url(), "allow").await;
    let mut url = url::Url::parse(&back).unwrap();
    let code = query(&url)["code"].clone();
    url.query_pairs_mut().clear().append_pair("state", "somebody-else").append_pair("code", &code);
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now()), browser.open(url.as_str()));
    assert_eq!(tokens.unwrap_err(), SignInError::ForeignCallback);
    assert!(page.contains("did not work"));
    assert_eq!(browser.exchanges(), 0);
}

#[tokio::test]
async fn a_code_is_good_once() {
    let browser = Browser::new().await;
    let first = browser.begin(false).await.unwrap();
    let back = url::Url::parse(&browser.press(first.url(), "allow").await).unwrap();
    let (tokens, _) = tokio::join!(first.finish(|| browser.clock.now()), browser.open(back.as_str()));
    assert!(tokens.is_ok());
    let second = browser.begin(false).await.unwrap();
    let mut again = back.clone();
    let (state, code) = (query(second.url())["state"].clone(), query(&back)["code"].clone());
    again.query_pairs_mut().clear().append_pair("state", &state).append_pair("code", &code);
    let (tokens, _) = tokio::join!(second.finish(|| browser.clock.now()), browser.open(again.as_str()));
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
    let (tokens, _) = tokio::join!(second.finish(|| browser.clock.now()), browser.open(&back));
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
        pending.finish(move || clock.now())
    });
    assert_eq!(browser.http.get(icon).send().await.unwrap().status(), 404);
    assert!(browser.open(&back).await.contains("You are signed in"));
    assert!(finish.await.unwrap().is_ok());
    assert!(begun.elapsed() < Duration::from_secs(5), "nobody waited for the idle connection");
}

#[tokio::test]
async fn a_sign_in_server_in_trouble_is_not_a_refusal() {
    let browser = Browser::new().await;
    let pending = browser.begin(false).await.unwrap();
    let back = browser.press(pending.url(), "allow").await;
    browser.control.set_offline(true);
    let (tokens, page) = tokio::join!(pending.finish(|| browser.clock.now()), browser.open(&back));
    assert!(matches!(tokens.unwrap_err(), SignInError::Unreachable(_)));
    assert!(page.contains("did not work"));
}
