//! What each failure says: which kind, whether it may have taken effect, what to do next.

use std::time::Duration;

use fulcrum_core::call::{Retry, Sent};
use fulcrum_lever::{Error, Kind};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use wiremock::ResponseTemplate;

use crate::lab::{Tokens, answering, at, opportunity};

async fn write(lever: &fulcrum_lever::Lever) -> Error {
    lever.add_tags(&opportunity(), &["x".into()]).await.unwrap_err()
}

async fn read(lever: &fulcrum_lever::Lever) -> Error {
    lever.opportunity(&opportunity()).await.unwrap_err()
}

fn refusal(status: u16, message: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(json!({ "code": "SomeError", "message": message }))
}

const LATER: Retry = Retry::After(None);

#[tokio::test]
async fn by_status() {
    for (status, kind, sent, retry) in [
        (400, Kind::Refused, Sent::No, Retry::Never),
        (401, Kind::SignIn, Sent::No, Retry::AfterSignIn),
        (403, Kind::Forbidden, Sent::No, Retry::Never),
        (404, Kind::NotFound, Sent::No, Retry::Never),
        (408, Kind::Server, Sent::Maybe, LATER),
        (422, Kind::Refused, Sent::No, Retry::Never),
        (429, Kind::RateLimited, Sent::No, LATER),
        (500, Kind::Server, Sent::Maybe, LATER),
        (502, Kind::Server, Sent::Maybe, LATER),
        (503, Kind::Server, Sent::Maybe, LATER),
        (301, Kind::Server, Sent::Maybe, LATER),
    ] {
        let (server, lever) = answering(refusal(status, "words")).await;
        let error = write(&lever).await;
        assert_eq!((error.kind, error.sent, error.retry), (kind, sent, retry), "{status}");
        if status != 401 {
            assert_eq!((error.code.as_deref(), error.message.as_str()), (Some("SomeError"), "words"));
        }
        let calls = server.received_requests().await.unwrap().len();
        assert_eq!(calls, 1, "a write is sent once ({status})");
    }
}

#[tokio::test]
async fn a_read_never_had_an_effect_and_is_tried_again() {
    for (status, calls) in [(500, 3), (429, 3), (404, 1), (400, 1), (403, 1)] {
        let (server, lever) = answering(refusal(status, "words").insert_header("retry-after", "0")).await;
        assert_eq!(read(&lever).await.sent, Sent::No, "{status}");
        assert_eq!(server.received_requests().await.unwrap().len(), calls, "{status}");
    }
}

#[tokio::test]
async fn retry_after_is_honoured_where_it_is_there() {
    let (_server, lever) = answering(refusal(429, "slow").insert_header("retry-after", "7")).await;
    assert_eq!(write(&lever).await.retry, Retry::After(Some(Duration::from_secs(7))));
    let date = "Wed, 21 Oct 2026 07:28:00 GMT";
    let (_server, lever) = answering(refusal(503, "later").insert_header("retry-after", date)).await;
    assert_eq!(write(&lever).await.retry, LATER);
    for nonsense in ["1782974189", "18446744073709551615", "-1", "3601"] {
        let (_server, lever) = answering(refusal(429, "slow").insert_header("retry-after", nonsense)).await;
        assert_eq!(write(&lever).await.retry, LATER, "{nonsense} is not a pause");
    }
}

#[tokio::test]
async fn a_page_is_neither_a_deletion_nor_a_file() {
    let page = ResponseTemplate::new(200).set_body_raw("<h1>Hotel WiFi</h1>", "text/html; charset=utf-8");
    let (_server, lever) = answering(page).await;
    let note = fulcrum_core::NoteId::new("n");
    let error = lever.delete_note(&opportunity(), &note).await.unwrap_err();
    assert_eq!((error.kind, error.sent), (Kind::Unreadable, Sent::Maybe));
    assert_eq!(lever.delete_webhook("w").await.unwrap_err().sent, Sent::Maybe);
    let error = lever.download_file(&opportunity(), "f").await.unwrap_err();
    assert_eq!((error.kind, error.sent), (Kind::Unreadable, Sent::No));
    let report = ResponseTemplate::new(200)
        .set_body_raw("<h1>Report</h1>", "text/html")
        .insert_header("content-disposition", "attachment");
    let (_server, lever) = answering(report).await;
    assert_eq!(lever.download_file(&opportunity(), "f").await.unwrap(), b"<h1>Report</h1>", "that is a file");
}

#[tokio::test]
async fn answers_that_are_not_levers() {
    let html = "<!doctype html><title>Welcome</title>";
    for (status, body) in
        [(200, html), (200, ""), (200, "{\"data\":"), (200, "{}"), (200, "[]"), (200, "null")]
    {
        let answer = ResponseTemplate::new(status).set_body_raw(body, "text/html");
        let (_server, lever) = answering(answer).await;
        let error = write(&lever).await;
        assert_eq!((error.kind, error.sent, error.retry), (Kind::Unreadable, Sent::Maybe, LATER), "{body:?}");
        let error = read(&lever).await;
        assert_eq!((error.kind, error.sent, error.retry), (Kind::Unreadable, Sent::No, LATER), "{body:?}");
        assert!(!error.message.contains('<'), "no body in a message");
    }
}

#[tokio::test]
async fn a_proxys_refusal_is_not_levers_word() {
    let bodies = [
        "<h1>nginx</h1>",
        "",
        "{}",
        "[null,null]",
        r#"{"error":"Not Found"}"#,
        r#"{"statusCode":404,"detail":"no route"}"#,
        r#"{"message":"blocked by the corporate proxy"}"#,
    ];
    let statuses = [400, 403, 404, 407, 413, 451];
    for (status, body) in statuses.iter().flat_map(|status| bodies.map(|body| (*status, body))) {
        let answer = ResponseTemplate::new(status).set_body_raw(body, "text/html");
        let (_server, lever) = answering(answer).await;
        for error in [read(&lever).await, write(&lever).await] {
            assert_eq!(
                (error.kind, error.sent, error.retry),
                (Kind::Unreadable, Sent::No, LATER),
                "{status}"
            );
        }
    }
}

#[tokio::test]
async fn an_answer_of_the_wrong_shape_names_where() {
    let (_server, lever) =
        answering(crate::lab::data(json!({ "id": "o", "contact": 5, "stage": "s" }))).await;
    let error = read(&lever).await;
    assert_eq!(error.kind, Kind::Unreadable);
    assert!(error.message.ends_with("data.contact"), "{}", error.message);
}

/// A server that reads a request, answers with these bytes, and hangs up.
async fn raw(answer: &'static [u8]) -> fulcrum_lever::Lever {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut seen = [0; 4096];
            let _ = stream.read(&mut seen).await;
            let _ = stream.write_all(answer).await;
        }
    });
    at(&format!("http://{address}/v1"), Tokens::ending_after(0))
}

#[tokio::test]
async fn connections_that_break() {
    for answer in [
        b"".as_slice(),
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{\"data\":{\"id\"",
    ] {
        let error = write(&raw(answer).await).await;
        assert_eq!((error.kind, error.sent, error.retry), (Kind::Interrupted, Sent::Maybe, LATER));
        let error = read(&raw(answer).await).await;
        assert_eq!((error.kind, error.sent), (Kind::Interrupted, Sent::No));
    }
}

#[tokio::test]
async fn nobody_listens() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let lever = at(&format!("http://127.0.0.1:{port}/v1"), Tokens::ending_after(0));
    let error = write(&lever).await;
    assert_eq!((error.kind, error.sent, error.retry), (Kind::Offline, Sent::No, LATER));
    assert!(error.is_passing());
}
