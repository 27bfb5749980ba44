//! What each way of failing says about the other side.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::time::Duration;

use axum::{
    Router,
    http::StatusCode,
    response::{Html, Redirect},
};
use common::{TOKEN, paired, raw, request, stub};
use fulcrum_providers::{ErrorKind, Provider as _, ProviderError, Retry, Sent, State};

async fn invited(base: &str) -> ProviderError {
    let call = paired(base, TOKEN);
    call.invite(&request(), &"k".into()).await.unwrap_err()
}

#[tokio::test]
async fn nobody_listening_means_nothing_was_sent() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let error = invited(&base).await;
    assert_eq!(error.kind, ErrorKind::Connect);
    assert_eq!((error.sent, error.retry), (Sent::No, Retry::After(None)));
}

#[tokio::test]
async fn silence_may_have_taken_effect() {
    let silent = Router::new().fallback(async || {
        tokio::time::sleep(Duration::from_secs(30)).await;
    });
    let error = invited(&stub(silent).await).await;
    assert_eq!(error.kind, ErrorKind::Timeout);
    assert_eq!((error.sent, error.retry), (Sent::Maybe, Retry::After(None)));
}

#[tokio::test]
async fn a_closed_connection_may_have_taken_effect_and_is_not_repeated() {
    let (base, heard) = raw(b"").await;
    let error = invited(&base).await;
    assert_eq!(error.kind, ErrorKind::Interrupted);
    assert_eq!((error.sent, error.retry), (Sent::Maybe, Retry::After(None)));
    let heard = heard.lock().unwrap().to_lowercase();
    assert_eq!(heard.matches("post /api/invitations").count(), 1);
    assert!(heard.contains("idempotency-key: k"));
}

#[tokio::test]
async fn a_truncated_body_may_have_taken_effect() {
    let (base, _) = raw(b"HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{\"ref\":").await;
    let error = invited(&base).await;
    assert_eq!(error.sent, Sent::Maybe);
    assert_eq!(error.retry, Retry::After(None));
}

#[tokio::test]
async fn a_proxys_html_is_trouble_and_not_an_answer() {
    let proxy = Router::new()
        .fallback(async || (StatusCode::BAD_GATEWAY, [("retry-after", "7")], Html("<h1>502</h1>")));
    let error = invited(&stub(proxy).await).await;
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert_eq!(error.sent, Sent::Maybe);
    assert_eq!(error.retry, Retry::After(Some(Duration::from_secs(7))));
    assert_eq!(error.status, Some(502));

    for page in [
        Router::new().fallback(async || Html("<h1>Log in</h1>")),
        Router::new().fallback(async || (StatusCode::FORBIDDEN, Html("<h1>No</h1>"))),
        Router::new().fallback(async || Redirect::to("https://login.example/")),
        Router::new().fallback(async || (StatusCode::NOT_FOUND, Html("<h1>404</h1>"))),
    ] {
        let base = stub(page).await;
        let error = invited(&base).await;
        assert_eq!(error.kind, ErrorKind::Unreadable);
        assert_eq!(error.sent, Sent::Maybe);
        // "There is none" must come from the service itself.
        assert!(paired(&base, TOKEN).find(&"k".into()).await.is_err());
        assert!(paired(&base, TOKEN).cancel(&"r".into(), "x").await.is_err());
    }
}

#[tokio::test]
async fn a_key_that_is_no_header_is_never_sent() {
    let (base, heard) = raw(b"").await;
    let call = paired(&base, TOKEN);
    let error = call.invite(&request(), &"line\nbreak".into()).await.unwrap_err();
    assert_eq!((error.sent, error.retry), (Sent::No, Retry::Never));
    assert!(heard.lock().unwrap().is_empty());
}

#[test]
fn unknown_words_are_kept() {
    let state: State = serde_json::from_str("\"paused\"").unwrap();
    assert_eq!(state, State::Other("paused".into()));
    assert_eq!(serde_json::to_string(&state).unwrap(), "\"paused\"");
    let known: State = serde_json::from_str("\"submitted\"").unwrap();
    assert_eq!(known, State::Submitted);
}

#[tokio::test]
async fn errors_quote_neither_answers_nor_names() {
    let odd = Router::new()
        .fallback(async || axum::Json(serde_json::json!([{ "ref": { "name": "Aiko Tanaka" } }])));
    let base = stub(odd).await;
    let error = paired(&base, TOKEN).progress(&["r".into()]).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unreadable);
    assert!(!error.to_string().contains("Aiko"), "{error}");
    assert!(error.to_string().contains("[0].ref"), "{error}");
}
