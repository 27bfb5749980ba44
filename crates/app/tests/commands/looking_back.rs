//! Activity, diagnostics, and what is forgotten.

use fulcrum_app::api::{ChangeKind, ErrorCode};
use fulcrum_sandbox::{Fault, FaultKind};
use serde_json::{Value, json};

use crate::lab::Lab;

fn texts(page: &Value) -> Vec<&str> {
    page["rows"].as_array().unwrap().iter().filter_map(|row| row["text"].as_str()).collect()
}

fn count(page: &Value, kind: &str) -> u64 {
    let kinds = page["kinds"].as_array().unwrap();
    kinds.iter().find(|one| one["kind"] == kind).unwrap()["count"].as_u64().unwrap()
}

#[tokio::test]
async fn activity_holds_decisions_writes_and_what_a_person_did_and_is_narrowed() {
    let lab = Lab::switched_on().await;
    let (person, row) = lab.invited().await;
    let written = lab
        .until("the tag to be written", async || {
            let page = lab.ok("activity", json!({"filter": {"kind": "writes", "writes": "written"}})).await;
            if texts(&page).is_empty() { Err(page.to_string()) } else { Ok(page) }
        })
        .await;
    assert!(texts(&written).iter().all(|text| text.starts_with("Added")), "{written}");
    let first = &written["rows"][0];
    assert_eq!((&first["write"], &first["screeningId"]), (&json!("done"), &row["id"]));

    let found = lab.ok("activity", json!({"filter": {"search": person.name, "kind": "decisions"}})).await;
    assert!(texts(&found).iter().any(|text| text.starts_with("Will be invited")), "{found}");
    let by_oneself = lab.ok("activity", json!({"filter": {"by": "you"}})).await;
    let own = by_oneself["rows"].as_array().unwrap().clone();
    let oneself = lab.ok("status", json!({})).await["connection"]["user"]["name"].clone();
    let known = |actor: &Value| *actor == "you" || *actor == oneself;
    assert!(!own.is_empty() && own.iter().all(|entry| known(&entry["actor"])), "{own:?}");
    let actors = lab.ok("activity_actors", json!({"by": "Fulcrum"})).await;
    assert_eq!((&actors[0]["actor"], &actors[1]["actor"]), (&json!("you"), &json!("Fulcrum")));
    assert_eq!(actors[0]["count"], json!(own.len()), "they are counted as they are listed");
    let system = lab.ok("activity", json!({"filter": {"kind": "system"}})).await;
    assert!(texts(&system).contains(&"The trigger was switched on: Phone screen"), "{system}");
    assert!(texts(&system).contains(&"Connected to Lever with an API key"), "{system}");
    let nobody = lab.ok("activity", json!({"filter": {"search": "nobody at all"}})).await;
    assert_eq!((texts(&nobody).len(), count(&nobody, "all")), (0, 0));
    let later = lab.ok("activity", json!({"filter": {"from": 32_503_680_000_000_u64}})).await;
    assert!(texts(&later).is_empty());
    let all = lab.ok("activity", json!({})).await;
    let of_kinds = ["invitations", "decisions", "writes", "reviews", "notifications", "system"];
    assert_eq!(of_kinds.iter().map(|kind| count(&all, kind)).sum::<u64>(), count(&all, "all"), "{all}");
    assert_eq!(lab.code("activity", json!({"after": "x"})).await, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn a_write_that_lever_refuses_is_among_the_failed_with_its_reason() {
    let lab = Lab::switched_on().await;
    let path = format!("/v1/opportunities/{}/addTags", lab.somebody().id);
    lab.lever.control().inject(Fault::once(&path, FaultKind::Status { status: 400 }).times(50));
    lab.invited().await;
    let failed = lab
        .until("a write that failed", async || {
            let page = lab.ok("activity", json!({"filter": {"writes": "failed"}})).await;
            if texts(&page).is_empty() { Err(page.to_string()) } else { Ok(page) }
        })
        .await;
    assert_eq!(failed["rows"][0]["write"], "stuck");
    assert!(failed["rows"][0]["detail"].is_string(), "{failed}");
}

#[tokio::test]
async fn the_narrowed_list_is_saved_as_a_file() {
    let lab = Lab::switched_on().await;
    let (person, _) = lab.invited().await;
    lab.host.changes.lock().unwrap().clear();
    let saved = lab.ok("export_activity", json!({"filter": {"search": person.name}})).await;
    assert_eq!(saved["saved"], true);
    lab.until("the word about the work", async || {
        let told = lab.host.changes.lock().unwrap().clone();
        if told.contains(&ChangeKind::Work) { Ok(()) } else { Err(format!("{told:?}")) }
    })
    .await;
    assert_eq!(lab.ok("work", json!({})).await, json!([]), "nothing is under way any more");
    let (name, text) = lab.host.saved.lock().unwrap().last().unwrap().clone();
    assert!(name.starts_with("fulcrum-activity-") && name.ends_with(".csv"), "{name}");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].contains("Time,Kind,Candidate,What"), "{text}");
    assert!(lines.len() > 1 && lines[1..].iter().all(|line| line.contains(&person.name)), "{text}");
    assert!(!text.contains("The trigger was switched on"), "{text}");
}

#[tokio::test]
async fn diagnostics_say_how_it_is_and_nothing_about_anybody() {
    let lab = Lab::switched_on().await;
    let (person, _) = lab.invited().await;
    let found = lab.ok("diagnostics", json!({})).await;
    assert_eq!(found["counts"]["screenings"], 1);
    assert_eq!((&found["keychain"], &found["mail"]), (&json!("this_run_only"), &json!("password")));
    assert!(found["schema"].as_u64().unwrap() >= 7 && found["passes"][0]["at"].is_number(), "{found}");
    let text = found.to_string();
    for private in [person.name.as_str(), person.emails[0].as_str(), "northwind", "Mara"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
    lab.ok("open_folder", json!({"folder": "logs"})).await;
    assert!(lab.opened().ends_with("logs"));

    assert_eq!(lab.code("save_logs", json!({})).await, ErrorCode::NotFound);
    let logs = lab.profile.path().join("logs");
    std::fs::create_dir_all(&logs).unwrap();
    std::fs::write(logs.join("fulcrum.2026-01-02.log"), "second\n").unwrap();
    std::fs::write(logs.join("fulcrum.2026-01-01.log"), "first\n").unwrap();
    std::fs::write(logs.join("secret.txt"), "never").unwrap();
    lab.ok("save_logs", json!({})).await;
    let (_, text) = lab.host.saved.lock().unwrap().last().unwrap().clone();
    assert!(text.find("first") < text.find("second") && !text.contains("never"), "{text}");
}

#[tokio::test]
async fn what_would_be_forgotten_is_counted_and_everything_is_deleted_only_by_the_word() {
    let lab = Lab::switched_on().await;
    let (person, row) = lab.invited().await;
    assert_eq!(lab.ok("preview_forgetting", json!({"days": 1})).await["screenings"], 0);
    assert_eq!(lab.code("preview_forgetting", json!({"days": 0})).await, ErrorCode::InvalidInput);
    assert_eq!(lab.code("wipe", json!({"confirmation": "yes"})).await, ErrorCode::InvalidInput);
    lab.ok("candidate", json!({"screeningId": row["id"]})).await;

    lab.ok("wipe", json!({"confirmation": " Delete "})).await;
    assert_eq!(lab.ok("status", json!({})).await["connection"]["state"], "signed_out");
    assert_eq!(lab.ok("settings", json!({})).await["mail"], Value::Null);
    assert_eq!(lab.code("candidate", json!({"screeningId": row["id"]})).await, ErrorCode::SignedOut);
    for file in ["fulcrum.sqlite", "fulcrum.sqlite-wal"] {
        let bytes = std::fs::read(lab.profile.path().join(file)).unwrap_or_default();
        let name = person.name.as_bytes();
        assert!(!bytes.windows(name.len()).any(|window| window == name), "the name is in {file}");
    }
}
