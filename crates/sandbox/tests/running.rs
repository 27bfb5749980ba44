//! The seeded world, the state file, the pages, the faults and the control over HTTP.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use std::net::SocketAddr;

use fulcrum_sandbox::{Config, Fault, FaultKind, NewCandidate, RequestFilter};
use lab::{Lab, START};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn seeded(seed: u64) -> (Vec<Value>, Lab) {
    let lab =
        Lab::with(Config { seed, listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..Config::default() }).await;
    let (mut rows, _) = lab.all("", 100).await;
    for row in &mut rows {
        row.as_object_mut().unwrap().remove("urls");
    }
    (rows, lab)
}

#[tokio::test]
async fn the_same_seed_gives_the_same_account() {
    let ((one, first), (two, second), (three, third)) = (seeded(7).await, seeded(7).await, seeded(8).await);
    assert_eq!(one, two);
    assert_ne!(one, three);
    assert_eq!(first.ready().api_key, second.ready().api_key);
    assert_ne!(first.ready().api_key, third.ready().api_key);
}

#[tokio::test]
async fn the_seeded_pipeline_is_believable() {
    for seed in 1..12 {
        let (_, lab) = seeded(seed).await;
        let all = lab.control.find("");
        assert_eq!(all.len(), 60);
        let stages = lab.control.stages();
        let screen = stages.iter().find(|s| s.text == "Phone screen").unwrap();
        assert!((1..=8).contains(&screen.people), "{}", screen.people);
        let mailless = all.iter().filter(|o| o.emails.is_empty()).count();
        assert!((3..=8).contains(&mailless), "{mailless}");
        assert!(all.iter().any(|o| o.archived_at.is_some()));
        assert!(all.iter().any(|o| o.snoozed_until.is_some()));
        assert!(all.iter().any(|o| o.confidential));
        assert!(all.iter().any(|o| o.contact_allowed == Some(false)));
        for o in &all {
            let times: Vec<i64> = o.stage_changes.iter().map(|change| change.at).collect();
            assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
            assert!(times.iter().all(|at| (START - 61 * 86_400_000..=START).contains(at)));
            assert_eq!(o.stage_changes.last().unwrap().stage, o.stage);
            assert!(o.emails.iter().all(|e| e.ends_with("@example.com") || e.ends_with("@example.org")));
            let twins = all.iter().filter(|other| other.contact_id == o.contact_id).count();
            assert!(twins <= 2);
        }
        assert!(all.iter().any(|o| all.iter().any(|p| p.id != o.id && p.contact_id == o.contact_id)));
    }
}

#[tokio::test]
async fn hostile_names_are_escaped_on_every_page() {
    let lab = Lab::new(60).await;
    let hostile: Vec<_> = lab
        .control
        .find("")
        .into_iter()
        .filter(|o| o.name.contains('<') && o.archived_at.is_none())
        .collect();
    assert!(!hostile.is_empty());
    for text in ["<img src=x onerror=alert(1)>", "\"><script>alert(2)</script>"] {
        let added = lab
            .control
            .add_candidate(NewCandidate {
                name: text.to_owned(),
                email: Some("x@example.com".to_owned()),
                tags: vec![text.to_owned()],
                ..NewCandidate::default()
            })
            .unwrap();
        lab.control.add_note(&added.id, text, None).unwrap();
        lab.post(
            &format!("/opportunities/{}/addLinks", added.id),
            &json!({ "links": [text, "javascript://%0aalert(1)"] }),
        )
        .await;
        let pages = [
            "/".to_owned(),
            "/?q=%22%3E%3Cscript%3Ealert(2)%3C/script%3E".to_owned(),
            "/board".to_owned(),
            "/board/lead-new?after=9999999999999:00000000-0000-0000-0000-000000000000".to_owned(),
            format!("/candidates/{}", added.id),
            format!("/candidates/{}/body", added.id),
        ];
        for path in pages {
            let html = lab.html(&path).await;
            assert!(!html.contains("<img src=x"), "{path}");
            assert!(!html.contains("<script>"), "{path}");
            assert!(!html.contains("href=\"javascript"), "{path}");
        }
    }
}

#[tokio::test]
async fn the_board_and_the_candidate_carry_their_hooks() {
    let lab = Lab::new(60).await;
    let person = lab.control.in_stage("lead-new").remove(0);
    let board = lab.html("/").await;
    assert!(board.contains(&format!("data-opportunity=\"{}\"", person.id)));
    assert!(board.contains("data-stage-name=\"Phone screen\""));
    let unchanged = lab.html("/board").await;
    assert!(unchanged.contains("class=\"card\""));
    let body = json!({ "stage": lab.stage("Phone screen") });
    let url = format!("{}/opportunities/{}/stage", lab.ready().control_url, person.id);
    let moved: Value = lab::ok(lab.http.post(url).json(&body).send().await.unwrap()).await;
    assert_eq!(moved["stageText"], "Phone screen");
    assert_eq!(moved["stageChanges"].as_array().unwrap().last().unwrap()["user"], "Mara Lindqvist");
    let note = json!({ "value": "See https://example.com/r.", "score": 4 });
    lab.post(&format!("/opportunities/{}/notes", person.id), &note).await;
    let page = lab.html(&format!("/candidates/{}", person.id)).await;
    for part in ["class=\"note\"", "4 · Strong Yes", "href=\"https://example.com/r\"", "stage-change"] {
        assert!(page.contains(part), "{part}");
    }
}

#[tokio::test]
async fn faults_hit_what_they_match_and_effects_stay() {
    let lab = Lab::new(20).await;
    let person = lab.control.in_stage("lead-new").remove(0);
    let path = format!("/opportunities/{}/addTags", person.id);
    let tag = async |text: &str| {
        let request = lab.call(Method::POST, &path).json(&json!({ "tags": [text] }));
        request.send().await
    };
    let has = |text: &str| lab.control.opportunity(&person.id).unwrap().tags.contains(&text.to_owned());
    let prefix = "/v1/opportunities/*/addTags";
    let inject = |kind| lab.control.inject(Fault::once(prefix, kind).method("POST"));

    inject(FaultKind::Status { status: 503 });
    assert_eq!(tag("a").await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(!has("a"));
    inject(FaultKind::ErrorAfterEffect);
    assert_eq!(tag("b").await.unwrap().status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(has("b"));
    inject(FaultKind::DropBefore);
    assert!(tag("c").await.is_err());
    assert!(!has("c"));
    inject(FaultKind::DropAfterEffect);
    assert!(tag("d").await.is_err());
    assert!(has("d"));
    inject(FaultKind::HtmlBody);
    assert!(tag("e").await.unwrap().text().await.unwrap().starts_with("<!doctype"));
    inject(FaultKind::TruncatedBody);
    let cut = tag("f").await;
    assert!(match cut {
        Ok(answer) => answer.text().await.is_err(),
        Err(_) => false,
    });
    assert!(has("f"));
    inject(FaultKind::Delay { ms: 50 });
    assert_eq!(tag("g").await.unwrap().status(), StatusCode::OK);
    assert!(lab.control.faults().is_empty());

    let log =
        lab.control.requests(&RequestFilter { path: Some(prefix.to_owned()), ..RequestFilter::default() });
    let statuses: Vec<Option<u16>> = log.iter().map(|record| record.status).collect();
    assert_eq!(statuses, [Some(503), Some(500), None, None, Some(200), Some(200), Some(200)]);
    assert!(log.is_sorted_by(|a, b| a.index < b.index));
    lab.control.clear_requests();
    assert!(lab.control.requests(&RequestFilter::default()).is_empty());
}

#[tokio::test]
async fn offline_drops_the_api_but_not_the_control() {
    let lab = Lab::new(20).await;
    let url = format!("{}/switches", lab.ready().control_url);
    let patch = |body: Value| lab.http.patch(&url).json(&body).send();
    assert_eq!(patch(json!({ "offline": true })).await.unwrap().status(), StatusCode::OK);
    assert!(lab.call(Method::GET, "/stages").send().await.is_err());
    assert!(lab.http.post(&lab.ready().token_url).send().await.is_err());
    assert_eq!(patch(json!({ "offline": false })).await.unwrap().status(), StatusCode::OK);
    lab.get("/stages").await;
    assert_eq!(patch(json!({ "ofline": true })).await.unwrap().status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn answers_carry_the_accounts_time_and_levers_headers() {
    let lab = Lab::new(20).await;
    lab.control.update_switches(|switches| switches.clock_offset_ms = 3_600_000);
    let answer = lab.call(Method::GET, "/stages").send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("server"), "lever-data-api");
    assert_eq!(header("content-type"), "application/json; charset=utf-8");
    let date = jiff::fmt::rfc2822::parse(&header("date")).unwrap();
    assert_eq!(date.timestamp().as_millisecond(), START + 3_600_000);
}

#[tokio::test]
async fn the_state_file_brings_everything_back() {
    let folder = tempfile::tempdir().unwrap();
    let config = || Config { state_file: Some(folder.path().join("account.json")), ..Config::default() };
    let lab = Lab::with(config()).await;
    let added = lab
        .control
        .add_candidate(NewCandidate {
            name: "Remember Me".to_owned(),
            email: Some("remember@example.com".to_owned()),
            applied: true,
            ..NewCandidate::default()
        })
        .unwrap();
    assert_eq!(added.stage, "applicant-new");
    lab.control.add_note(&added.id, "hello", None).unwrap();
    let before = lab.control.find("");
    let key = lab.ready().api_key.clone();
    lab.sandbox.shutdown().await;
    let again = Lab::with(Config { opportunities: 1, seed: 99, ..config() }).await;
    assert_eq!(again.control.find(""), before);
    assert_eq!(again.ready().api_key, key);
    let found = again.get("/opportunities?email=remember@example.com").await;
    assert_eq!(found["data"][0]["id"], *added.id);
    again.sandbox.shutdown().await;
    std::fs::write(folder.path().join("account.json"), "{").unwrap();
    assert!(fulcrum_sandbox::Sandbox::start(config()).await.is_err());
}
