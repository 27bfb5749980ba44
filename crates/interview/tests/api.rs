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
async fn four_good_assessments_are_there_from_the_start() {
    let world = World::new().await;
    let (_, list) = world.get("/assessments").await;
    let ids: Vec<_> = list.as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["backend-basics", "customer-empathy", "first-questions", "on-call-judgement"]);
}

#[tokio::test]
async fn an_invitation_keeps_the_revision_it_was_sent_with() {
    let world = World::new().await;
    let (mut edited, invited) = copied_and_invited(&world).await;
    edited["questions"] = json!([{ "id": "new", "text": "Only this?" }]);
    let (status, saved) = world.put("/assessments/ours", edited.clone()).await;
    assert_eq!((status, &saved["revision"]), (200, &json!(2)));
    let (_, same) = world.put("/assessments/ours", edited.clone()).await;
    assert_eq!(same["revision"], 2, "the same content is no new revision");
    assert_eq!(world.state(&invited["ref"]).await["total"], 5);
    let (_, next) = world.invite("k2", ours()).await;
    assert_eq!(world.state(&next["ref"]).await["total"], 1);

    edited["questions"] = json!([]);
    assert_eq!(world.put("/assessments/ours", edited).await.0, 422);
    let fresh = json!({ "name": "New", "minutes": 5, "questions": [{ "id": "a", "text": "A?" }] });
    let (status, saved) = world.put("/assessments/new-one", fresh).await;
    assert_eq!((status, &saved["id"], &saved["revision"]), (200, &json!("new-one"), &json!(1)));
    assert_eq!(saved["questions"][0]["anchors"], json!(null));
    assert_eq!(saved["questions"][0]["kind"], "text");
    let other =
        json!({ "name": "N", "minutes": 5, "questions": [{ "id": "a", "kind": "video", "text": "A?" }] });
    assert_eq!(world.put("/assessments/other", other).await.0, 400);
}

#[tokio::test]
async fn built_in_assessments_are_copied_and_never_changed() {
    let world = World::new().await;
    let (_, mut built_in) = world.get("/assessments/backend-basics").await;
    assert_eq!(built_in["builtIn"], true);
    built_in["name"] = json!("Mine");
    let (status, said) = world.put("/assessments/backend-basics", built_in).await;
    assert_eq!((status, &said["code"]), (409, &json!("built_in")));
    let (status, said) = world.delete("/assessments/backend-basics").await;
    assert_eq!((status, &said["code"]), (409, &json!("built_in")));
    let (copy, _) = copied_and_invited(&world).await;
    assert_eq!((&copy["builtIn"], &copy["revision"]), (&json!(false), &json!(1)));
    assert_eq!(world.get("/assessments/backend-basics").await.1["revision"], 1);
}

#[tokio::test]
async fn of_two_people_who_change_an_assessment_the_later_one_is_told() {
    let world = World::new().await;
    let (read, _) = copied_and_invited(&world).await;
    let named = |name: &str| {
        let mut one = read.clone();
        one["name"] = json!(name);
        one
    };
    assert_eq!(world.put("/assessments/ours", named("First")).await.0, 200);
    let (status, said) = world.put("/assessments/ours", named("Second")).await;
    assert_eq!((status, &said["code"]), (409, &json!("changed_meanwhile")));
    let mut fresh = named("A new one under the same id");
    fresh["revision"] = json!(0);
    assert_eq!(world.put("/assessments/ours", fresh).await.0, 409);
    assert_eq!(world.get("/assessments/ours").await.1["name"], "First");
}

#[tokio::test]
async fn a_deleted_assessment_is_offered_no_more_keeps_what_was_sent_and_can_come_back() {
    let world = World::new().await;
    let (_, invited) = copied_and_invited(&world).await;
    let (status, retired) = world.delete("/assessments/ours").await;
    assert_eq!((status, &retired["revision"]), (200, &json!(2)));
    assert_eq!(world.delete("/assessments/ours").await.1["revision"], 2, "twice is once");
    assert_eq!(world.get("/assessments/ours").await.0, 404);
    let (_, list) = world.get("/assessments").await;
    assert!(list.as_array().unwrap().iter().all(|one| one["id"] != "ours"));
    assert_eq!(world.invite("k2", ours()).await.1["code"], "unknown_assessment");
    let (status, again) = world.invite("k", ours()).await;
    assert_eq!((status, &again["link"]), (200, &invited["link"]), "the earlier one is still there");
    let (status, page) = world.page(invited["link"].as_str().unwrap()).await;
    assert!(status == 200 && page.contains("Ours"), "{page}");
    let (status, back) = world.put("/assessments/ours", retired).await;
    assert_eq!((status, &back["revision"]), (200, &json!(3)));
    assert_eq!(world.invite("k2", ours()).await.0, 201);
    assert_eq!(world.delete("/assessments/nope").await.0, 404);
}

#[tokio::test]
async fn a_preview_is_what_a_candidate_sees_and_leaves_nothing() {
    let world = World::new().await;
    let (_, mut draft) = world.get("/assessments/customer-empathy").await;
    draft["name"] = json!("Not saved yet");
    let wanted = json!({ "assessment": draft, "company": "Northwind Robotics", "sender": "Mara Lindqvist" });
    let (status, made) = world.post("/previews", wanted.clone()).await;
    assert_eq!(status, 200, "{made}");
    let link = made["link"].as_str().unwrap();
    let (_, welcome) = world.page(link).await;
    for words in
        ["Not saved yet", "Northwind Robotics", "Mara Lindqvist", "4 questions", "<strong>Preview.</strong>"]
    {
        assert!(welcome.contains(words), "{words} is missing in {welcome}");
    }
    assert_eq!(world.form(&format!("{link}/consent"), &[]).await.0, 422);
    let (status, to, _) = world.form(&format!("{link}/consent"), &[("consent", "yes")]).await;
    assert!(status == 303 && to.ends_with("/q/1"), "{to}");
    let (_, asked) = world.page(&format!("{link}/q/1")).await;
    assert!(asked.contains("This is the third time your export loses rows"), "{asked}");
    assert!(!asked.contains("data-save=\""), "a preview saves nothing: {asked}");
    let (_, to, _) = world.form(&format!("{link}/q/1"), &[("answer", "As typed"), ("go", "next")]).await;
    assert!(to.ends_with("/q/2"), "{to}");
    let (_, to, _) = world.form(&format!("{link}/q/4"), &[("go", "next")]).await;
    assert!(to.ends_with("/review"), "{to}");
    assert!(world.page(&format!("{link}/review")).await.1.contains("As typed"));
    let (status, _, thanks) = world.form(&format!("{link}/submit"), &[]).await;
    assert!(status == 200 && thanks.contains("1 of 4 questions"), "{thanks}");
    assert_eq!(world.page(&format!("{link}/decline")).await.0, 200);
    let (status, _, over) = world.form(&format!("{link}/decline"), &[]).await;
    assert!(status == 410 && over.contains("You declined"), "{over}");
    assert_eq!(world.get("/assessments").await.1.as_array().unwrap().len(), 4);

    let mut wrong = wanted;
    wrong["assessment"]["questions"] = json!([]);
    assert_eq!(world.post("/previews", wrong).await.0, 422);
    world.pass_hours(1);
    assert_eq!(world.page(link).await.0, 404);
}

/// A copy of a built-in one under an id of its own, and somebody who has started it.
async fn copied_and_invited(world: &World) -> (serde_json::Value, serde_json::Value) {
    let (_, mut copy) = world.get("/assessments/backend-basics").await;
    (copy["id"], copy["name"], copy["revision"]) = (json!("ours"), json!("Ours"), json!(0));
    let (status, copy) = world.put("/assessments/ours", copy).await;
    assert_eq!(status, 200, "{copy}");
    let (_, invited) = world.invite("k", ours()).await;
    (copy, invited)
}

fn ours() -> serde_json::Value {
    let mut body = request();
    body["assessment"] = json!("ours");
    body
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
    const EVIL: &str = "\"><script>alert(1)</script>{{ 7919*7919 }}</textarea><img src=x onerror=y>";
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
        assert!(!page.contains("62710561"), "templates in text must not run");
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
