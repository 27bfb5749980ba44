//! One key, one invitation, one link, one mail.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::HashSet;

use common::{
    World, mailed, request,
    sink::{Mood, Sink},
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn twenty_calls_at_once_make_one_invitation_and_one_mail() {
    let sink = Sink::new(Mood::Slow).await;
    let world = World::mailing(&sink).await;
    let calls = (0..20).map(|_| world.invite("invite:1", mailed()));
    let answers = futures_join(calls).await;

    let refs: HashSet<_> = answers.iter().map(|(_, a)| a["ref"].to_string()).collect();
    let links: HashSet<_> = answers.iter().map(|(_, a)| a["link"].to_string()).collect();
    assert_eq!((refs.len(), links.len()), (1, 1));
    assert_eq!(answers.iter().filter(|(s, _)| *s == 201).count(), 1);
    assert_eq!(answers.iter().filter(|(s, _)| *s == 200).count(), 19);
    assert!(answers.iter().all(|(s, a)| a["created"] == (*s == 201)));
    assert!(answers.iter().all(|(_, a)| a["mail"]["state"] == "sent"));
    assert_eq!(sink.count(), 1);
}

#[tokio::test]
async fn the_mail_has_two_parts_and_the_link_in_both() {
    let sink = Sink::new(Mood::Fine).await;
    let world = World::mailing(&sink).await;
    let (_, invited) = world.invite("k", mailed()).await;
    let mail = sink.mails.lock().unwrap()[0].replace("=\n", "").replace("=3D", "=");
    assert!(mail.contains("multipart/alternative"));
    assert!(mail.contains("To: \"Aiko Tanaka\" <aiko@example.com>"), "{mail}");
    assert!(mail.contains("From: \"Northwind Hiring\" <hiring@northwind.example>"));
    let link = invited["link"].as_str().unwrap();
    assert!(mail.matches(link).count() >= 3, "{mail}");
    assert!(mail.contains(">Open the interview</a>"));
    assert!(!mail.contains("{{"));
}

#[tokio::test]
async fn a_connection_lost_after_the_data_is_unclear_and_never_repeated() {
    let sink = Sink::new(Mood::DropsAfterData).await;
    let world = World::mailing(&sink).await;
    let (_, first) = world.invite("k", mailed()).await;
    assert_eq!(first["mail"]["state"], "unclear");
    *sink.mood.lock().unwrap() = Mood::Fine;
    let (_, second) = world.invite("k", mailed()).await;
    assert_eq!(second["mail"]["state"], "unclear");
    assert_eq!(sink.count(), 1);

    // A person decides to send again: that is another attempt.
    let path = format!("/invitations/{}/mail", first["ref"].as_str().unwrap());
    let again = json!({ "purpose": "invitation", "attempt": 2, "subject": "s", "text": "t" });
    let (_, state) = world.post(&path, again.clone()).await;
    assert_eq!((&state["state"], &state["attempt"]), (&json!("sent"), &json!(2)));
    let (_, state) = world.post(&path, again).await;
    assert_eq!(state["state"], "sent");
    assert_eq!(sink.count(), 2);
    let (_, found) = world.get("/invitations?key=k").await;
    assert_eq!(found["mail"]["attempt"], 2);
}

#[tokio::test]
async fn a_definite_refusal_is_failed_and_the_next_attempt_may_send() {
    let sink = Sink::new(Mood::RefusesRecipient).await;
    let world = World::mailing(&sink).await;
    let (status, first) = world.invite("k", mailed()).await;
    assert_eq!((status, &first["mail"]["state"]), (201, &json!("failed")));
    let reason = first["mail"]["reason"].as_str().unwrap();
    assert!(reason.contains("550") && !reason.contains('@'), "{reason}");
    *sink.mood.lock().unwrap() = Mood::Fine;
    let path = format!("/invitations/{}/mail", first["ref"].as_str().unwrap());
    let again = json!({
        "purpose": "invitation", "attempt": 2, "subject": "s", "text": "t", "to": "other@example.com",
    });
    let (_, state) = world.post(&path, again).await;
    assert_eq!(state["state"], "sent");
    assert!(sink.mails.lock().unwrap()[0].contains("other@example.com"));
}

#[tokio::test]
async fn an_unreachable_mail_server_is_failed() {
    let world = World::new().await;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let settings = json!({
        "host": "127.0.0.1", "port": port, "security": "none",
        "fromName": "N", "fromAddress": "n@northwind.example",
    });
    assert_eq!(world.put("/mail", settings).await.0, 204);
    let (_, invited) = world.invite("k", mailed()).await;
    assert_eq!(invited["mail"]["state"], "failed");
}

#[tokio::test]
async fn a_mail_under_way_at_a_crash_is_unclear_after_the_restart() {
    let sink = Sink::new(Mood::Fine).await;
    let world = World::mailing(&sink).await;
    let (_, first) = world.invite("k", mailed()).await;
    assert_eq!(sink.count(), 1);
    let world = world
        .restarted(Some(sink.settings()), |file| {
            let c = rusqlite::Connection::open(file).unwrap();
            let changed = c.execute("UPDATE mail SET state = 'started'", []).unwrap();
            assert_eq!(changed, 1);
        })
        .await;
    let (_, found) = world.get("/invitations?key=k").await;
    assert_eq!(found["mail"]["state"], "unclear");
    let (status, again) = world.invite("k", mailed()).await;
    assert_eq!((status, &again["mail"]["state"]), (200, &json!("unclear")));
    assert_eq!(sink.count(), 1);
    let tail = |link: &serde_json::Value| link.as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    assert_eq!(tail(&again["link"]), tail(&first["link"]));
    assert_eq!(again["ref"], first["ref"]);
}

#[tokio::test]
async fn a_mail_is_finished_although_the_caller_went_away() {
    let sink = Sink::new(Mood::Slow).await;
    let world = World::mailing(&sink).await;
    let call = world.invite("k", mailed());
    let gone = tokio::time::timeout(std::time::Duration::from_millis(250), call).await;
    assert!(gone.is_err());
    let (_, again) = world.invite("k", mailed()).await;
    assert_eq!(again["mail"]["state"], "sent");
    assert_eq!(sink.count(), 1);
}

#[tokio::test]
async fn links_are_unguessable_and_unrelated_to_what_was_sent() {
    let world = World::new().await;
    let mut seen = HashSet::new();
    for n in 0..20 {
        let (_, invited) = world.invite(&format!("k{n}"), request()).await;
        for field in ["link", "reportLink"] {
            let link = invited[field].as_str().unwrap();
            let token = link.rsplit('/').next().unwrap();
            assert_eq!(token.len(), 22);
            assert!(!invited["ref"].as_str().unwrap().contains(token));
            assert!(seen.insert(token.to_owned()));
        }
    }
    // The report's token opens no interview, and the other way round.
    let (_, invited) = world.invite("k0", request()).await;
    let report = invited["reportLink"].as_str().unwrap();
    let (status, _) = world.page(&report.replace("/report/", "/i/")).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn without_mail_the_state_is_off() {
    let world = World::new().await;
    let (status, invited) = world.invite("k", request()).await;
    assert_eq!((status, &invited["mail"]["state"]), (201, &json!("off")));
    let (_, wanted) = world.invite("k2", mailed()).await;
    assert_eq!(wanted["mail"]["state"], "off");
    assert!(wanted["mail"]["reason"].as_str().is_some());
}

#[tokio::test]
async fn a_second_desktop_learns_who_was_first() {
    let world = World::new().await;
    world.invite("k", request()).await;
    let mut other = request();
    other["installation"] = json!("desk-2");
    let (status, seen) = world.invite("k", other).await;
    assert_eq!((status, &seen["installation"]), (200, &json!("desk-1")));
    assert_eq!(seen["created"], false);
}

#[tokio::test]
async fn bad_requests_are_refused_with_words() {
    let world = World::new().await;
    let mut bad = request();
    bad["assessment"] = json!("nope");
    let (status, said) = world.invite("k", bad).await;
    assert_eq!((status, &said["code"]), (422, &json!("unknown_assessment")));
    let (status, said) = world.post("/invitations", request()).await;
    assert_eq!((status, &said["code"]), (422, &json!("invalid")));
    let mut bad = request();
    bad["expiresInDays"] = json!(0);
    assert_eq!(world.invite("k", bad).await.0, 422);
    assert_eq!(world.invite("k", json!({ "x": 1 })).await.0, 400);
    assert_eq!(world.get("/invitations?key=k").await.0, 404);
    assert_eq!(world.get("/invitations").await.0, 422);
}

async fn futures_join<T>(calls: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pending: Vec<_> = calls.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = pending.iter().map(|_| None).collect();
    std::future::poll_fn(move |context| {
        for (call, done) in pending.iter_mut().zip(done.iter_mut()) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = call.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) {
            return std::task::Poll::Ready(done.iter_mut().filter_map(Option::take).collect());
        }
        std::task::Poll::Pending
    })
    .await
}
