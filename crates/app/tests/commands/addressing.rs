//! Whom a playbook is for, and which assessment they get, from the window.

use fulcrum_core::StageId;
use fulcrum_sandbox::{NewCandidate, NewPosting};
use serde_json::{Value, json};

use crate::checking;
use crate::lab::Lab;

/// Somebody applies to a posting with a tag, and enters the trigger stage.
fn applies(lab: &Lab, tag: &str) -> String {
    let control = lab.lever.control();
    let posting =
        NewPosting { text: "Warehouse lead".into(), tags: vec![tag.into()], ..NewPosting::default() };
    let posting = control.add_posting(posting);
    let person = NewCandidate {
        name: "Ida Falk".into(),
        email: Some("ida.falk@example.com".into()),
        posting: Some(posting.clone()),
        applied: true,
        ..NewCandidate::default()
    };
    let person = control.add_candidate(person).unwrap();
    lab.enters_the_trigger_stage(&person);
    posting
}

#[tokio::test]
async fn the_preview_sets_those_apart_for_whom_the_playbook_is_not() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let stage = lab.stage("New lead").await;
    let look = json!({"playbookId": id, "stageIds": [stage], "assessmentId": "backend-basics"});
    let count = |preview: &Value, verdict: &str| {
        let people = preview["people"].as_array().unwrap();
        u64::try_from(people.iter().filter(|person| person["verdict"] == verdict).count()).unwrap()
    };
    let everybody = lab.ok("preview_trigger", look.clone()).await;
    assert_eq!(everybody["notAddressed"], 0);
    let mut conditions = lab.ok("playbooks", json!({})).await[0]["conditions"].clone();
    conditions["origins"] = json!(["referred"]);
    lab.ok("save_playbook", json!({"id": id, "conditions": conditions})).await;
    let preview = lab.ok("preview_trigger", look).await;
    let not = preview["notAddressed"].as_u64().unwrap();
    assert!(not > 0, "{preview}");
    assert_eq!(not, count(&preview, "not_addressed"));
    let reasons = preview["reasons"].as_array().unwrap();
    let others: u64 = reasons.iter().map(|reason| reason["count"].as_u64().unwrap()).sum();
    assert_eq!(others, count(&preview, "skip") + count(&preview, "ask"), "their reasons are not the others'");
    let people = preview["people"].as_array().unwrap();
    let (before, last) = people.split_at(people.len() - usize::try_from(not).unwrap());
    assert!(before.iter().all(|person| person["verdict"] != "not_addressed"));
    assert!(last.iter().all(|person| person["reason"].as_str().unwrap().contains("not for candidates")));
}

#[tokio::test]
async fn a_posting_that_is_mapped_in_the_playbook_answers_what_was_asked_about_it() {
    let lab = Lab::switched_on().await;
    let id = lab.playbook().await;
    let by_tag = json!({"id": id, "assessmentId": "", "postingTag": "Hubert: {id}"});
    lab.ok("save_playbook", by_tag).await;
    let posting = applies(&lab, "Hubert: 61f080d9414018eda48a7380");
    lab.ok("sync_now", json!({})).await;
    let asked = lab
        .until("a question about the posting", async || {
            let inbox = lab.ok("inbox", json!({})).await;
            let row = inbox["attention"][0].clone();
            (row["title"] == "Warehouse lead").then_some(row).ok_or_else(|| inbox.to_string())
        })
        .await;
    assert_eq!(asked["posting"], json!({"playbookId": id, "postingId": posting}));
    assert_eq!(asked["opportunityId"], Value::Null);
    let map = |stage: Value| {
        let entry = json!({"postingId": posting, "stageId": stage, "assessmentId": "backend-basics"});
        json!({"id": id, "postingAssessments": [entry]})
    };
    lab.ok("save_playbook", map(json!("offer"))).await;
    assert_eq!(lab.ok("inbox", json!({})).await["attention"][0]["id"], asked["id"], "only for another stage");
    lab.ok("save_playbook", map(Value::Null)).await;
    assert_eq!(lab.ok("inbox", json!({})).await["attention"], json!([]));
    let row = lab.screening_is("invited").await;
    assert_eq!(row["name"], "Ida Falk");
    assert_eq!(lab.ok("status", json!({})).await["counts"]["attention"], 0);
}

#[tokio::test]
async fn postings_of_one_title_can_be_told_apart() {
    let lab = Lab::connected().await;
    let fields = lab.ok("posting_fields", json!({})).await;
    let postings = fields["postings"].as_array().unwrap();
    let backend = postings.iter().find(|posting| posting["title"] == "Backend Engineer").unwrap();
    assert_eq!(backend["detail"], "Platform \u{b7} Stockholm");
}

#[tokio::test]
async fn whoever_no_playbook_is_for_is_found_in_activity_and_the_slip_in_the_tag_on_the_check_page() {
    let lab = Lab::switched_on().await;
    let id = lab.playbook().await;
    lab.ok("save_playbook", json!({"id": id, "assessmentId": "", "postingTag": "Hubert: {id}"})).await;
    let posting = applies(&lab, "Hubrt:");
    lab.ok("sync_now", json!({})).await;
    let search = json!({"filter": {"kind": "decisions", "search": "Ida Falk"}});
    let entry = lab
        .until("an entry about who was passed over", async || {
            let page = lab.ok("activity", search.clone()).await;
            page["rows"].as_array().unwrap().first().cloned().ok_or_else(|| page.to_string())
        })
        .await;
    assert_eq!((&entry["kind"], &entry["text"]), (&json!("not_addressed"), &json!("Not for any playbook")));
    assert!(entry["detail"].as_str().unwrap().contains("is almost"), "{entry}");
    let why = lab.ok("why", json!({"opportunityId": entry["opportunityId"]})).await;
    assert_eq!(why["decisions"][0]["verdict"], "not_addressed");
    // However often Lever is looked at, it is said once.
    lab.ok("run_checks", json!({"link": "places"})).await;
    lab.ok("sync_now", json!({})).await;
    assert_eq!(lab.ok("activity", search).await["rows"].as_array().unwrap().len(), 1);

    let slip = checking::found(&checking::look(&lab, "assessments").await, "look", "tag_almost_fits");
    assert_eq!(
        (&slip["posting"], &slip["postingId"], &slip["tag"]),
        (&json!("Warehouse lead"), &json!(posting), &json!("Hubrt:"))
    );
}

#[tokio::test]
async fn a_slip_in_a_postings_tag_is_in_the_inbox_and_the_check_page_says_what_was_probably_meant() {
    let lab = Lab::switched_on().await;
    let id = lab.playbook().await;
    lab.ok("save_playbook", json!({"id": id, "assessmentId": "", "postingTag": "Hubert: {id}"})).await;
    let posting = applies(&lab, "Hubrt: Backend basic");
    lab.ok("sync_now", json!({})).await;
    let asked = lab
        .until("a question about the posting", async || {
            let inbox = lab.ok("inbox", json!({})).await;
            let row = inbox["attention"][0].clone();
            (row["title"] == "Warehouse lead").then_some(row).ok_or_else(|| inbox.to_string())
        })
        .await;
    assert_eq!(asked["posting"], json!({"playbookId": id, "postingId": posting}));
    assert!(asked["reason"].as_str().unwrap().contains("did you mean Backend basics?"), "{asked}");
    let slip = checking::found(&checking::look(&lab, "assessments").await, "look", "tag_almost_fits");
    assert_eq!(
        (&slip["tag"], &slip["near"]),
        (&json!("Hubrt: Backend basic"), &json!(["Hubert: Backend basics"]))
    );
}

#[tokio::test]
async fn the_preview_of_a_second_playbook_sets_those_apart_whom_an_earlier_one_takes() {
    let lab = Lab::switched_on().await;
    let first = lab.playbook().await;
    let stage = lab.stage("Phone screen").await;
    let somebody = lab.somebody();
    lab.enters_the_trigger_stage(&somebody);
    let second = lab.ok("copy_playbook", json!({"playbookId": first})).await["id"].clone();
    lab.ok("save_playbook", json!({"id": second, "assessmentId": "customer-empathy"})).await;
    let look = json!({"playbookId": second, "stageIds": [stage], "assessmentId": null});
    let preview = lab.ok("preview_trigger", look.clone()).await;
    let people = preview["people"].as_array().unwrap();
    assert!(!people.is_empty());
    assert_eq!(preview["notAddressed"], people.len());
    assert!(people.iter().all(|person| person["reason"] == "Fulcrum screening comes first."), "{preview}");
    // Not even if they were named all the same.
    let on = json!({"playbookId": second, "stageIds": [stage], "inviteNow": [somebody.id]});
    lab.ok("switch_on", on).await;
    let of_second = async || {
        let why = lab.ok("why", json!({"opportunityId": somebody.id})).await;
        let all = why["decisions"].as_array().unwrap().clone();
        assert!(all.iter().all(|one| one["playbook"].is_string()), "{all:?}");
        all.into_iter()
            .find(|one| one["summary"] == "Fulcrum screening comes first.")
            .map(|one| one["verdict"].clone())
    };
    assert_eq!(of_second().await, Some(json!("not_addressed")));
    // Once the earlier one is only for others, they are this one's.
    let mut conditions = lab.ok("playbooks", json!({})).await[0]["conditions"].clone();
    conditions["postingIds"] = json!(["none"]);
    lab.ok("save_playbook", json!({"id": first, "conditions": conditions})).await;
    assert_eq!(lab.ok("preview_trigger", look).await["notAddressed"], 0);
}

/// The findings about trigger stages, by playbook and stage.
async fn arrivals(lab: &Lab) -> Vec<Value> {
    let result = checking::look(lab, "arrivals").await;
    let all = result["items"].as_array().unwrap().iter();
    all.filter(|item| item["finding"]["kind"] == "stage").cloned().collect()
}

#[tokio::test]
async fn the_check_page_tells_whom_each_playbook_is_for_and_who_came_by_an_application() {
    let lab = Lab::switched_on().await;
    let first = lab.playbook().await;
    assert_eq!(arrivals(&lab).await[0]["finding"]["several"], false);
    let stage = lab.stage("Phone screen").await;
    let stages = json!([stage, StageId::applied().as_str()]);
    lab.ok("switch_on", json!({"playbookId": first, "stageIds": stages, "inviteNow": []})).await;
    // Applies and lands in the stage: one arrival.
    applies(&lab, "Remote");
    lab.ok("sync_now", json!({})).await;
    lab.screening_is("invited").await;
    let second = lab.ok("copy_playbook", json!({"playbookId": first})).await["id"].clone();
    lab.ok("save_playbook", json!({"id": second, "assessmentId": "customer-empathy"})).await;
    lab.ok("switch_on", json!({"playbookId": second, "stageIds": [stage], "inviteNow": []})).await;
    lab.enters_the_trigger_stage(&lab.somebody());
    lab.ok("sync_now", json!({})).await;
    lab.until("two invitations", async || {
        let rows = lab.ok("candidates", json!({})).await["rows"].clone();
        if rows.as_array().unwrap().len() == 2 { Ok(()) } else { Err(rows.to_string()) }
    })
    .await;
    let seen = arrivals(&lab).await;
    let of = |playbook: &Value, stage: Value| {
        let is = |item: &&Value| {
            item["finding"]["playbook"]["id"] == *playbook && item["finding"]["stage"] == stage
        };
        let item = seen.iter().find(is).unwrap_or_else(|| panic!("{seen:?}"));
        let found = &item["finding"];
        assert_eq!(found["several"], true);
        let counts = ["came", "invited", "byApplication", "ofAnother", "notAddressed"];
        (item["standing"].clone(), counts.map(|count| found[count].as_u64().unwrap()))
    };
    let first = json!(first);
    assert_eq!(of(&first, Value::Null), (json!("ok"), [1, 1, 0, 0, 0]));
    assert_eq!(of(&first, json!("Phone screen")), (json!("ok"), [2, 1, 1, 0, 0]));
    assert_eq!(of(&second, json!("Phone screen")), (json!("ok"), [1, 0, 0, 1, 0]));
}

#[tokio::test]
async fn a_pattern_of_posting_tags_is_checked_before_it_is_saved_as_it_is_when_it_is() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    for pattern in ["Hubert", "{id}", " {id} ", "{id} {id}", "Hubert: { id }"] {
        let problem = lab.ok("check_posting_tag", json!({"pattern": pattern})).await["problem"].clone();
        let refused = lab.refused("save_playbook", json!({"id": id, "postingTag": pattern})).await;
        assert_eq!(problem, json!(refused.message), "{pattern}");
    }
    for pattern in ["", "  ", "Hubert: {id}", "{id}!"] {
        assert_eq!(lab.ok("check_posting_tag", json!({"pattern": pattern})).await["problem"], Value::Null);
        lab.ok("save_playbook", json!({"id": id, "postingTag": pattern})).await;
    }
}
