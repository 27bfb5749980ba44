//! The paired interface: who may call, assessments, mail settings, hostile text.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{
    TOKEN, World, request,
    sink::{Mood, Sink},
};
use serde_json::json;

#[tokio::test]
async fn only_paired_callers_get_in() {
    let world = World::new().await;
    for path in ["/health", "/assessments", "/invitations?key=k", "/nowhere"] {
        let get = world.client.get(world.api(path));
        let bare = get.try_clone().unwrap().send().await.unwrap();
        assert_eq!(bare.status(), 401, "{path}");
        let wrong = get.bearer_auth("pairing-token-for-testz").send().await.unwrap();
        assert_eq!(wrong.status(), 401, "{path}");
        let said: serde_json::Value = wrong.json().await.unwrap();
        assert_eq!(said["code"], "unpaired");
    }
    let (status, health) = world.get("/health").await;
    assert_eq!(status, 200);
    assert_eq!(health["name"], "fulcrum-interview");
    assert_eq!(health["loopback"], true);
    assert_eq!(health["mail"], json!({ "configured": false }));
    assert_eq!(health["publicUrl"], world.service.public_url());
    assert_eq!(world.get("/nowhere").await.0, 404);
    assert_eq!(world.delete("/health").await.1["code"], "method_not_allowed");
}

#[tokio::test]
async fn three_good_assessments_are_there_from_the_start() {
    let world = World::new().await;
    let (_, list) = world.get("/assessments").await;
    let ids: Vec<_> = list.as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["backend-basics", "customer-empathy", "on-call-judgement"]);
}

#[tokio::test]
async fn an_invitation_keeps_the_revision_it_was_sent_with() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let (_, mut edited) = world.get("/assessments/backend-basics").await;
    edited["questions"] = json!([{ "id": "new", "text": "Only this?" }]);
    let (status, saved) = world.put("/assessments/backend-basics", edited.clone()).await;
    assert_eq!((status, &saved["revision"]), (200, &json!(2)));
    let (_, same) = world.put("/assessments/backend-basics", saved).await;
    assert_eq!(same["revision"], 2, "the same content is no new revision");
    assert_eq!(world.state(&invited["ref"]).await["total"], 5);
    let next = world.started("k2").await;
    assert_eq!(world.state(&next["ref"]).await["total"], 1);

    edited["questions"] = json!([]);
    assert_eq!(world.put("/assessments/backend-basics", edited).await.0, 422);
    let fresh = json!({ "name": "New", "minutes": 5, "questions": [{ "id": "a", "text": "A?" }] });
    let (status, saved) = world.put("/assessments/new-one", fresh).await;
    assert_eq!((status, &saved["id"], &saved["revision"]), (200, &json!("new-one"), &json!(1)));
    assert_eq!(saved["questions"][0]["anchors"], json!(null));
}

#[tokio::test]
async fn mail_settings_are_taken_tried_and_checked() {
    let world = World::new().await;
    let sink = Sink::new(Mood::Fine).await;
    let (_, off) = world.post("/mail/test", json!({ "to": "me@example.com" })).await;
    assert_eq!(off["state"], "off");
    let settings = json!({
        "host": "127.0.0.1", "port": sink.port, "security": "none",
        "fromName": "N", "fromAddress": "n@northwind.example",
    });
    assert_eq!(world.put("/mail", settings).await.0, 204);
    let (_, sent) = world.post("/mail/test", json!({ "to": "me@example.com" })).await;
    assert_eq!(sent["state"], "sent");
    assert_eq!(world.get("/health").await.1["mail"]["from"], "N <n@northwind.example>");
    let open = json!({
        "host": "mail.example", "port": 25, "security": "none", "username": "u", "password": "p",
        "fromName": "N", "fromAddress": "n@northwind.example",
    });
    let (status, said) = world.put("/mail", open).await;
    assert_eq!((status, &said["code"]), (422, &json!("mail_settings")));
}

#[tokio::test]
async fn evaluations_are_checked() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let path = format!("/invitations/{}/evaluation", invited["ref"].as_str().unwrap());
    let good = json!({ "score": 3, "reviewer": "Ben" });
    assert_eq!(world.put(&path, good.clone()).await.0, 409);
    let link = invited["link"].as_str().unwrap();
    world.form(&format!("{link}/q/1"), &[("answer", "x"), ("go", "next")]).await;
    world.form(&format!("{link}/submit"), &[]).await;
    assert_eq!(world.put(&path, json!({ "score": 5, "reviewer": "Ben" })).await.0, 422);
    let stray = json!({ "score": 3, "reviewer": "Ben", "scores": { "nope": 2 } });
    assert_eq!(world.put(&path, stray).await.0, 422);
    assert_eq!(world.put(&path, good).await.0, 204);
}

#[tokio::test]
async fn hostile_text_stays_text_on_every_page() {
    const EVIL: &str = "\"><script>alert(1)</script>{{ 7*7 }}</textarea><img src=x onerror=y>";
    let world = World::new().await;
    let assessment = json!({
        "name": EVIL, "description": EVIL, "minutes": 5,
        "questions": [{ "id": "a", "text": EVIL, "hint": EVIL, "anchors": [EVIL, EVIL, EVIL, EVIL] }],
    });
    assert_eq!(world.put("/assessments/evil", assessment).await.0, 200);
    let mut body = request();
    body["assessment"] = json!("evil");
    body["candidate"]["name"] = json!(EVIL);
    body["company"] = json!(EVIL);
    body["posting"] = json!(EVIL);
    body["sender"]["name"] = json!(EVIL);
    let (status, invited) = world.invite("k", body.clone()).await;
    assert_eq!(status, 201);
    let link = invited["link"].as_str().unwrap().to_owned();
    let report = invited["reportLink"].as_str().unwrap().to_owned();

    let mut pages = vec![world.page(&link).await.1];
    pages.push(world.page(&format!("{link}/consent")).await.1);
    pages.push(world.page(&format!("{link}/decline")).await.1);
    pages.push(world.page(&report).await.1);
    world.form(&format!("{link}/consent"), &[("consent", "yes")]).await;
    let save = format!("{link}/q/1/save");
    world.form(&save, &[("answer", EVIL), ("writer", "a"), ("sequence", "1")]).await;
    let other = format!("{EVIL}2");
    world.form(&save, &[("answer", &other), ("writer", "b"), ("sequence", "1")]).await;
    pages.push(world.page(&format!("{link}/q/1")).await.1);
    pages.push(world.page(&format!("{link}/review")).await.1);
    world.form(&format!("{link}/submit"), &[]).await;
    pages.push(world.page(&link).await.1);
    let path = format!("/invitations/{}/evaluation", invited["ref"].as_str().unwrap());
    let verdict = json!({ "score": 1, "scores": { "a": 1 }, "comment": EVIL, "reviewer": EVIL });
    assert_eq!(world.put(&path, verdict).await.0, 204);
    pages.push(world.page(&report).await.1);
    let (_, cancelled) = world.invite("k2", body).await;
    let path = format!("/invitations/{}/cancel", cancelled["ref"].as_str().unwrap());
    world.post(&path, json!({ "reason": EVIL })).await;
    pages.push(world.page(cancelled["link"].as_str().unwrap()).await.1);
    pages.push(world.page(cancelled["reportLink"].as_str().unwrap()).await.1);

    for page in pages {
        assert!(page.contains("&lt;script&gt;"), "{page}");
        for markup in ["<script>", "<img", "onerror=y>", "</textarea>{{"] {
            assert!(!page.contains(markup), "{markup} in {page}");
        }
        assert!(!page.contains("49"), "templates in text must not run");
    }
}

#[tokio::test]
async fn a_short_token_or_a_bad_public_url_does_not_start() {
    use fulcrum_interview::{Clock, Config, Service, StartError};
    let folder = tempfile::tempdir().unwrap();
    let config = |token: &str, url: Option<&str>| Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: url.map(|u| u.parse().unwrap()),
        data_dir: folder.path().to_owned(),
        token: token.to_owned().into(),
        mail: None,
        clock: Clock::system(),
    };
    let short = Service::start(config("short", None)).await;
    assert!(matches!(short, Err(StartError::Token)));
    let url = Service::start(config(TOKEN, Some("mailto:a@b.example"))).await;
    assert!(matches!(url, Err(StartError::PublicUrl)));
    let deployed = Service::start(config(TOKEN, Some("https://hire.example/iv"))).await.unwrap();
    assert_eq!(deployed.public_url(), "https://hire.example/iv");
    assert!(deployed.url().starts_with("http://127.0.0.1:"));
    deployed.shutdown().await;
}
