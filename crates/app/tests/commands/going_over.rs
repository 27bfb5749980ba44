//! From one connection to the next, and what must not hold it up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use fulcrum_store::Store;
use jiff::SignedDuration;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::lab::{self, Lab, OffClock};

#[tokio::test]
async fn what_is_connected_works_on_while_another_sign_in_waits() {
    let lab = Lab::switched_on().await;
    let other = lab.other_company().await;
    lab.ok("connect_oauth", Lab::sign_in_request_of(&other)).await;
    let waiting = lab.connection_is("waiting_for_browser").await;
    assert_eq!(waiting["setup"]["connected"], json!(true), "{waiting}");
    assert_eq!(waiting["connection"]["accountName"], "Northwind Robotics", "{waiting}");
    // Somebody arrives and is invited; the lists show it.
    let (person, row) = lab.invited().await;
    assert_eq!(row["name"], json!(person.name));
    assert_eq!(lab.connection_is("waiting_for_browser").await["counts"]["screenings"], json!(1));
    lab.ok("cancel_sign_in", json!({})).await;
    lab.stays("signed in", |status| status["connection"]["state"] == "signed_in").await;
}

#[tokio::test]
async fn whoever_signed_in_last_is_connected_whatever_the_clock_said_before() {
    let clock = Arc::new(OffClock::default());
    clock.is_ahead(SignedDuration::from_hours(1));
    let lab = Lab::with_clock(Arc::clone(&clock)).await;
    lab.signs_in().await;
    let other = lab.other_company().await;
    clock.is_ahead(SignedDuration::ZERO);
    lab.ok("connect_oauth", Lab::sign_in_request_of(&other)).await;
    lab.browse(&other.control().consent(&lab.opened(), true).unwrap()).await;
    lab.connection_is("signed_in").await;
    let options = lab.ok("connect_options", json!({})).await;
    let custom = options["environments"].as_array().unwrap().iter().find(|one| one["id"] == "custom");
    assert_eq!(custom.unwrap()["urls"]["apiBase"], json!(other.ready().api_base), "{options}");
    other.control().expire_access_tokens();
    lab.ok("test_connection", json!({})).await;

    // Both companies' data is on this computer, and goes when the person says so.
    lab.ok("disconnect", json!({"deleteLocalData": true})).await;
    let store = Store::open(&lab.profile.path().join("fulcrum.sqlite")).unwrap();
    assert_eq!(store.read(|tx| tx.accounts()).await.unwrap(), []);
}

#[tokio::test]
async fn an_interview_service_that_does_not_answer_keeps_nobody_from_signing_in_or_starting() {
    let lab = Lab::new().await;
    let silent = Silent::start().await;
    lab.ok("pair_interview", json!({"url": silent.url, "token": "t"})).await;
    silent.falls_silent();
    let begun = Instant::now();
    lab.signs_in().await;
    lab.app.shutdown().await;
    let (_again, _) = lab::start(lab.profile.path()).await;
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "far less than it is waited for: {:?}",
        begun.elapsed()
    );
    assert!(silent.asked() > 0, "it was asked, and did not answer");
}

/// An interview service that can stop answering.
struct Silent {
    url: String,
    silent: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
}

impl Silent {
    async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (silent, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (is_silent, count) = (Arc::clone(&silent), Arc::clone(&asked));
        tokio::spawn(async move {
            let mut held = Vec::new();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                if is_silent.load(Ordering::SeqCst) {
                    count.fetch_add(1, Ordering::SeqCst);
                    held.push(stream);
                    continue;
                }
                let mut request = [0; 8192];
                let _ = stream.read(&mut request).await.unwrap();
                let body =
                    json!({"name": "Fulcrum interviews", "publicUrl": "https://interviews.example.com",
                                  "loopback": false, "version": "1",
                                  "mail": {"configured": true, "from": "jobs@example.com"}})
                    .to_string();
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                stream.write_all((head + &body).as_bytes()).await.unwrap();
            }
        });
        Self { url, silent, asked }
    }

    fn falls_silent(&self) {
        self.silent.store(true, Ordering::SeqCst);
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}
