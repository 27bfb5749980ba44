//! Playbooks that come with Fulcrum, and playbooks as files.

use fulcrum_app::api::ErrorCode;
use serde_json::{Value, json};

use crate::lab::Lab;

fn names(playbooks: &Value) -> Vec<&str> {
    playbooks.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_preset_becomes_a_playbook_that_is_off_and_can_be_added_twice() {
    let lab = Lab::connected().await;
    let presets = lab.ok("presets", json!({})).await;
    for preset in presets.as_array().unwrap() {
        assert!(preset["runs"].as_str().unwrap().contains("Fulcrum's interview service"), "{preset}");
        let added = lab.ok("add_preset", json!({"key": preset["key"]})).await;
        assert_eq!((&added["preset"], &added["on"]), (&preset["key"], &json!(false)));
    }
    let again = lab.ok("add_preset", json!({"key": "hubert"})).await;
    assert_eq!(again["name"], "Hubert 2");
    let all = lab.ok("playbooks", json!({})).await;
    assert_eq!(names(&all).last(), Some(&"Hubert 2"), "a new one comes last");
    assert_eq!(lab.code("add_preset", json!({"key": "nobody"})).await, ErrorCode::NotFound);
}

#[tokio::test]
async fn a_playbook_goes_out_as_a_file_and_comes_in_again() {
    let lab = Lab::connected().await;
    let id = lab.ok("add_preset", json!({"key": "hired-assessments"})).await["id"].clone();
    lab.ok(
        "save_playbook",
        json!({"id": id, "assessmentId": "backend-basics", "moves": {
            "automatic": false, "byScore": [{"score": 4, "stageId": "offer"}], "byPosting": [],
        }}),
    )
    .await;
    assert_eq!(lab.ok("export_playbook", json!({"playbookId": id})).await["saved"], true);
    let (name, text) = lab.host.saved.lock().unwrap().last().unwrap().clone();
    assert!(name.starts_with("fulcrum-playbook-hired-assessments-") && name.ends_with(".toml"), "{name}");
    assert!(text.contains("assessment = \"Backend basics\"") && text.contains("stage = \"Offer\""), "{text}");
    let looked = lab.ok("check_playbook_file", json!({"text": text})).await;
    assert_eq!(looked, json!({"name": "Hired Assessments", "problems": [], "leftOut": [], "unknown": []}));
    let back = lab.ok("import_playbook", json!({"text": text})).await;
    assert_eq!(back["name"], "Hired Assessments 2");
    assert_eq!(
        (&back["assessmentId"], &back["preset"]),
        (&json!("backend-basics"), &json!("hired-assessments"))
    );
    assert_eq!(back["moves"]["byScore"][0]["stageId"], "offer");
}

#[tokio::test]
async fn what_is_wrong_in_a_file_is_told_with_its_line_and_nothing_is_kept() {
    let lab = Lab::connected().await;
    let before = lab.ok("playbooks", json!({})).await;
    let text = "format = 1\nname = \"N\"\nassessment = \"Nothing\"\n[tags]\ninvted = \"X\"\n";
    let looked = lab.ok("check_playbook_file", json!({"text": text})).await;
    assert_eq!((&looked["problems"][0]["line"], &looked["leftOut"][0]["line"]), (&json!(5), &json!(3)));
    let refused = lab.refused("import_playbook", json!({"text": text})).await;
    assert!(
        refused.message.contains("Line 5") && refused.message.contains("`invited`"),
        "{}",
        refused.message
    );
    let unknown = "format = 1\nname = \"N\"\nassessment = \"Backend basic\"\n";
    let looked = lab.ok("check_playbook_file", json!({"text": unknown})).await;
    let left_out = looked["leftOut"][0]["message"].as_str().unwrap();
    assert!(left_out.contains("Did you mean `Backend basics`?"), "{left_out}");
    assert_eq!(
        lab.code("import_playbook", json!({"text": "x".repeat(300_000)})).await,
        ErrorCode::InvalidInput
    );
    assert_eq!(lab.ok("playbooks", json!({})).await, before);
}

#[tokio::test]
async fn a_playbook_that_is_switched_off_remembers_its_stages() {
    let lab = Lab::switched_on().await;
    let id = lab.playbook().await;
    let off = lab.ok("switch_off", json!({"playbookId": id})).await;
    assert_eq!((&off["on"], &off["usualStages"]), (&json!(false), &json!(["Phone screen"])));
}

#[tokio::test]
async fn a_usual_stage_that_the_pipeline_does_not_have_is_told_apart() {
    let lab = Lab::connected().await;
    let added = lab.ok("add_preset", json!({"key": "hiringkit"})).await;
    assert_eq!(added["usualStages"], json!(["HiringKit"]));
    assert_eq!(added["lackingStages"], json!(["HiringKit"]));
    let lab = Lab::switched_on().await;
    let id = lab.playbook().await;
    let off = lab.ok("switch_off", json!({"playbookId": id})).await;
    assert_eq!(off["lackingStages"], json!([]), "{off}");
}
