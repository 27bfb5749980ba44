//! Writes: what they do, and what their answers leave out.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use fulcrum_sandbox::PerformAs;
use lab::{Lab, START, ids};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

async fn person(lab: &Lab) -> String {
    let (rows, _) = lab.all("stage_id=lead-new&archived=false", 100).await;
    let row = rows.iter().find(|row| row["emails"][0].is_string() && row["opportunityLocation"].is_string());
    row.unwrap()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn answers_to_writes_blank_the_person_and_leave_the_location_out() {
    let lab = Lab::new(60).await;
    let (id, admin) = (person(&lab).await, lab.admin());
    lab.pass(1000);
    let stage = json!({ "stage": lab.stage("Phone screen") });
    let moved = lab.put(&format!("/opportunities/{id}/stage?perform_as={admin}"), &stage).await;
    let tagged = lab
        .post(&format!("/opportunities/{id}/addTags?perform_as={admin}"), &json!({ "tags": ["A", "A"] }))
        .await;
    let linked = lab
        .post(
            &format!("/opportunities/{id}/addLinks?perform_as={admin}"),
            &json!({ "links": ["example.com/r"] }),
        )
        .await;
    let whole = lab.get(&format!("/opportunities/{id}")).await;
    for answer in [&moved, &tagged] {
        assert_eq!(answer["data"]["name"], "");
        assert_eq!(answer["data"]["emails"], json!([]));
        assert_eq!(answer["data"]["links"], json!([]));
    }
    assert_eq!(linked["data"]["name"], whole["data"]["name"]);
    for answer in [&moved, &tagged, &linked] {
        assert!(answer["data"].get("opportunityLocation").is_none());
    }
    let row = &whole["data"];
    assert_ne!(row["name"], "");
    assert!(row["opportunityLocation"].is_string());
    assert_eq!(row["tags"].as_array().unwrap().iter().filter(|t| **t == "A").count(), 1);
    assert!(row["links"].as_array().unwrap().contains(&json!("http://example.com/r")));
    let last = row["stageChanges"].as_array().unwrap().last().unwrap();
    assert_eq!(
        *last,
        json!({
            "toStageId": stage["stage"], "toStageIndex": 4, "updatedAt": START + 1000, "userId": admin,
        })
    );
    assert_eq!(row["lastAdvancedAt"], START + 1000);
    assert_eq!(row["updatedAt"], START + 1000);

    lab.control.update_switches(|switches| switches.blank_person_in_write_answers = false);
    let answer = lab.post(&format!("/opportunities/{id}/removeTags"), &json!({ "tags": ["A"] })).await;
    assert_eq!(answer["data"]["name"], row["name"]);
    assert!(!answer["data"]["tags"].as_array().unwrap().contains(&json!("A")));
}

#[tokio::test]
async fn two_moves_in_one_instant_have_different_times() {
    let lab = Lab::new(60).await;
    let id = person(&lab).await;
    lab.control.move_to_stage(&id, "offer", None).unwrap();
    lab.control.move_to_stage(&id, "lead-new", None).unwrap();
    let after = lab.control.move_to_stage(&id, "offer", None).unwrap();
    let times: Vec<i64> = after.stage_changes.iter().map(|change| change.at).collect();
    assert!(times.is_sorted_by(|a, b| a < b));
    let again = lab.control.move_to_stage(&id, "offer", None).unwrap();
    assert_eq!(again.stage_changes.len(), after.stage_changes.len());
}

#[tokio::test]
async fn perform_as_must_be_an_active_user() {
    let lab = Lab::new(60).await;
    let id = person(&lab).await;
    let left = lab.control.users().into_iter().find(|user| !user.active).unwrap();
    let nobody = "00000000-0000-4000-8000-000000000000";
    for user in [left.id.as_str(), nobody, "mara"] {
        let request = lab
            .call(Method::POST, &format!("/opportunities/{id}/addTags?perform_as={user}"))
            .json(&json!({ "tags": ["A"] }));
        assert_eq!(lab.refused(request).await.0, StatusCode::BAD_REQUEST, "{user}");
    }
    let request = lab.call(Method::POST, "/opportunities").json(&json!({ "name": "A" }));
    let (status, message) = lab.refused(request).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(message, "Missing required parameter: perform_as");
    lab.control.update_switches(|switches| switches.perform_as = PerformAs::Never);
    lab.post("/opportunities", &json!({ "name": "A" })).await;
}

#[tokio::test]
async fn notes_are_threads() {
    let lab = Lab::new(60).await;
    let (id, admin) = (person(&lab).await, lab.admin());
    let notes = format!("/opportunities/{id}/notes");
    let before = lab.get(&notes).await["data"].as_array().unwrap().len();
    let made = lab
        .call(Method::POST, &format!("{notes}?perform_as={admin}"))
        .json(&json!({ "value": "First", "score": 3, "notifyFollowers": false }))
        .send()
        .await
        .unwrap();
    assert_eq!(made.status(), StatusCode::CREATED);
    let made: Value = made.json().await.unwrap();
    let note = made["data"]["noteId"].as_str().unwrap().to_owned();
    assert_eq!(made["data"]["id"], *note);
    assert_eq!(
        made["data"]["fields"][0],
        json!({
            "createdAt": START, "score": 3, "stage": "lead-new", "text": "Comment", "type": "note",
            "user": admin, "value": "First",
        })
    );
    lab.pass(500);
    let thread =
        lab.post(&format!("{notes}?perform_as={admin}&note_id={note}"), &json!({ "value": "Later" })).await;
    assert_eq!(thread["data"]["noteId"], *note);
    assert_eq!(thread["data"]["fields"][1]["value"], "Later");
    let one = lab.get(&format!("{notes}/{note}")).await;
    assert!(one["data"].get("noteId").is_none());
    assert_eq!(one["data"]["fields"].as_array().unwrap().len(), 2);
    let all = lab.get(&notes).await;
    assert_eq!(all["data"].as_array().unwrap().len(), before + 1);
    assert_eq!(lab.get(&format!("/opportunities/{id}")).await["data"]["updatedAt"], START + 500);

    for body in [json!({}), json!({ "value": "x", "score": 5 })] {
        let request = lab.call(Method::POST, &notes).json(&body);
        assert_eq!(lab.refused(request).await.0, StatusCode::BAD_REQUEST);
    }
    let gone = lab.call(Method::DELETE, &format!("{notes}/{note}")).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert_eq!(gone.bytes().await.unwrap().len(), 0);
    let all = lab.get(&notes).await["data"].clone();
    let living = all.as_array().unwrap().iter().filter(|note| note["deletedAt"].is_null());
    assert_eq!(living.count(), before);
}

#[tokio::test]
async fn a_new_note_may_take_a_while_to_be_seen() {
    let lab = Lab::new(60).await;
    let id = person(&lab).await;
    lab.control.update_switches(|switches| switches.note_lag_ms = 3_000);
    let notes = format!("/opportunities/{id}/notes");
    let before = lab.get(&notes).await["data"].as_array().unwrap().len();
    lab.post(&notes, &json!({ "value": "Late" })).await;
    assert_eq!(lab.get(&notes).await["data"].as_array().unwrap().len(), before);
    lab.pass(3_000);
    assert_eq!(lab.get(&notes).await["data"].as_array().unwrap().len(), before + 1);
}

#[tokio::test]
async fn a_new_opportunity_joins_a_known_person_and_takes_the_postings_texts() {
    let lab = Lab::new(60).await;
    let admin = lab.admin();
    let known = lab.get(&format!("/opportunities/{}", person(&lab).await)).await["data"].clone();
    let (posting, title) = lab.control.postings()[0].clone();
    let path = format!("/opportunities?perform_as={admin}");
    let answer = lab
        .call(Method::POST, &path)
        .json(&json!({
            "name": "Somebody Else", "emails": known["emails"], "tags": ["Test"], "postings": [posting],
        }))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["deduped"], true);
    let row = &answer["data"];
    assert_eq!(row["contact"], known["contact"]);
    assert_eq!(row["name"], known["name"]);
    assert_eq!(row["stage"], "lead-new");
    assert_eq!(row["owner"], *admin);
    assert_eq!(row["tags"][0], "Test");
    assert_eq!(row["tags"][1], *title);
    assert_eq!(row["tags"].as_array().unwrap().len(), 6);
    assert!(row.get("opportunityLocation").is_none());

    let fresh = lab.post(&path, &json!({ "name": "New", "emails": ["new@example.org"] })).await;
    assert_eq!(fresh["deduped"], false);
    assert_eq!(fresh["data"]["updatedAt"], START);
    lab.control.update_switches(|switches| switches.null_updated_at_share = 1.0);
    let silent = lab.post(&path, &json!({ "name": "Silent" })).await;
    assert_eq!(silent["data"]["updatedAt"], Value::Null);
}

#[tokio::test]
async fn archiving_moves_last_advanced_and_null_brings_back() {
    let lab = Lab::new(60).await;
    let (id, admin) = (person(&lab).await, lab.admin());
    let reasons = lab.get("/archive_reasons").await;
    let reason = reasons["data"][1]["id"].clone();
    lab.pass(700);
    let path = format!("/opportunities/{id}/archived?perform_as={admin}");
    let answer = lab.put(&path, &json!({ "reason": reason })).await;
    assert_eq!(answer["data"]["archived"], json!({ "reason": reason, "archivedAt": START + 700 }));
    assert_eq!(answer["data"]["lastAdvancedAt"], START + 700);
    assert_eq!(answer["data"]["stage"], "lead-new");
    let answer = lab.put(&path, &json!({ "reason": null })).await;
    assert_eq!(answer["data"]["archived"], Value::Null);
}

#[tokio::test]
async fn files_come_and_go() {
    let lab = Lab::new(60).await;
    let (id, admin) = (person(&lab).await, lab.admin());
    let files = format!("/opportunities/{id}/files");
    let form = || {
        let part = reqwest::multipart::Part::bytes(b"%PDF-1.7".to_vec()).file_name("Report F-1.pdf");
        reqwest::multipart::Form::new().part("file", part)
    };
    let request = lab.call(Method::POST, &files).multipart(form());
    assert_eq!(lab.refused(request).await.0, StatusCode::BAD_REQUEST);
    let request = lab.call(Method::POST, &format!("{files}?perform_as={admin}")).multipart(form());
    let made = lab::ok(request.send().await.unwrap()).await;
    assert_eq!(made["data"]["name"], "Report F-1.pdf");
    assert_eq!(made["data"]["ext"], ".pdf");
    let file = made["data"]["id"].as_str().unwrap();
    assert_eq!(ids(lab.get(&files).await["data"].as_array().unwrap()), [file]);
    let bytes = lab.call(Method::GET, &format!("{files}/{file}/download")).send().await.unwrap();
    assert_eq!(bytes.bytes().await.unwrap().as_ref(), b"%PDF-1.7");
    lab.control.update_switches(|switches| switches.documented_shapes = true);
    assert_eq!(lab.get(&files).await[0]["size"], "8");
    let gone = lab.call(Method::DELETE, &format!("{files}/{file}?perform_as={admin}"));
    assert_eq!(gone.send().await.unwrap().status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn anonymised_and_deleted_people_leave_traces_only() {
    let lab = Lab::new(60).await;
    let id = person(&lab).await;
    lab.control.anonymize(&id).unwrap();
    let row = lab.get(&format!("/opportunities/{id}")).await["data"].clone();
    assert_eq!(row["isAnonymized"], true);
    assert_eq!(row["emails"], json!([]));
    lab.control.delete(&id).unwrap();
    let deleted = lab.get(&format!("/opportunities/deleted?deleted_at_start={START}")).await;
    assert_eq!(deleted["data"][0]["id"], *id);
    let request = lab.call(Method::GET, &format!("/opportunities/{id}"));
    assert_eq!(lab.refused(request).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_directory_has_levers_shapes() {
    let lab = Lab::new(60).await;
    let users = lab.get("/users").await;
    let everybody = lab.get("/users?includeDeactivated=True").await;
    assert_eq!(users["data"].as_array().unwrap().len() + 1, everybody["data"].as_array().unwrap().len());
    let by_mail = lab.get("/users?email=MARA.lindqvist@northwind.example.com").await;
    assert_eq!(by_mail["data"][0]["accessRole"], "super admin");
    assert_eq!(by_mail["data"][0]["username"], "mara.lindqvist");
    let left = lab.control.users().into_iter().find(|user| !user.active).unwrap();
    let request = lab.call(Method::GET, &format!("/users/{}", left.id));
    assert_eq!(lab.refused(request).await, (StatusCode::NOT_FOUND, "user was not found".to_owned()));
    let first = lab.get("/postings?limit=1").await;
    let next = first["next"].as_str().unwrap();
    let second = lab.get(&format!("/postings?limit=1&offset={next}")).await;
    assert!(first["data"][0]["createdAt"].as_i64() > second["data"][0]["createdAt"].as_i64());
    assert!(next.contains(second["data"][0]["id"].as_str().unwrap()));
    assert_eq!(lab.get("/stages/lead-new").await["data"], json!({ "id": "lead-new", "text": "New lead" }));
    assert_eq!(lab.get("/feedback_templates").await["data"][0]["text"], "Phone screen");
    let request = lab.call(Method::GET, "/nowhere");
    assert_eq!(lab.refused(request).await.0, StatusCode::NOT_FOUND);
    let contact = lab.get("/opportunities?limit=1").await["data"][0]["contact"].as_str().unwrap().to_owned();
    assert!(lab.get(&format!("/contacts/{contact}")).await["data"]["location"]["name"].is_string());
    let tags = lab.get("/tags").await;
    let texts: Vec<String> = tags["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["text"].as_str().unwrap().to_lowercase())
        .collect();
    assert!(texts.is_sorted());
}

#[tokio::test]
async fn feedback_fits_its_template_or_is_refused_without_a_reason() {
    let lab = Lab::new(40).await;
    let id = person(&lab).await;
    let user = lab.control.users()[0].id.clone();
    let templates = lab.get("/feedback_templates").await;
    let template =
        templates["data"].as_array().unwrap().iter().find(|t| t["text"] == "Phone screen").unwrap();
    let (rating, words) = (&template["fields"][0]["id"], &template["fields"][1]["id"]);
    let path = format!("/opportunities/{id}/feedback/?perform_as={user}");
    let form = |score: &str| {
        let values = json!([{ "id": rating, "value": score }, { "id": words, "value": "Calm" }]);
        json!({ "baseTemplateId": template["id"], "fieldValues": values })
    };
    let (status, message) = lab.refused(lab.call(Method::POST, &path).json(&form("5 - Best"))).await;
    assert_eq!((status, message.as_str()), (StatusCode::BAD_REQUEST, "Unable to create feedback"));
    let made = lab.post(&path, &form("3 - Hire")).await;
    assert_eq!(made["data"]["fields"][0]["value"], "3 - Hire");
    assert!(made["data"]["completedAt"].is_i64());
    let one =
        format!("/opportunities/{id}/feedback/{}?perform_as={user}", made["data"]["id"].as_str().unwrap());
    let stored = lab.put(&one, &json!({ "fieldValues": [{ "id": rating, "value": "2 - No Hire" }] })).await;
    assert_eq!(stored["data"]["userId"], json!(user), "the stored document");
    let gone = lab.call(Method::DELETE, &one).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let listed = lab.get(&format!("/opportunities/{id}/feedback")).await;
    assert!(listed["data"][0]["deletedAt"].is_i64(), "deleted forms still come");
}

#[tokio::test]
async fn webhooks_come_and_go() {
    let lab = Lab::new(1).await;
    let hook = json!({ "event": "candidateStageChange", "url": "https://hooks.example.com/lever" });
    let made = lab.post("/webhooks", &hook).await;
    assert_eq!(made["data"]["configuration"]["signatureToken"].as_str().unwrap().len(), 48);
    let listed = lab.get("/webhooks").await;
    assert!(listed.get("hasNext").is_none());
    assert!(listed["data"][0]["configuration"].get("signatureToken").is_none(), "shown once");
    let path = format!("/webhooks/{}", made["data"]["id"].as_str().unwrap());
    assert_eq!(lab.call(Method::DELETE, &path).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    assert_eq!(lab.get("/webhooks").await["data"], json!([]));
}

#[tokio::test]
async fn somebody_applies() {
    let lab = Lab::new(1).await;
    let (posting, title) = lab.control.postings()[0].clone();
    let form = lab.get(&format!("/postings/{posting}/apply")).await;
    assert_eq!(form["data"]["personalInformation"][1]["name"], "email");
    let path = format!("/postings/{posting}/apply");
    let nobody = json!({ "personalInformation": [{ "name": "fullName", "value": "Aiko" }] });
    let (status, _) = lab.refused(lab.call(Method::POST, &path).json(&nobody)).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    let aiko = json!({ "personalInformation": [
        { "name": "fullName", "value": "Aiko Tanaka" }, { "name": "email", "value": "aiko@example.com" },
    ] });
    let made = lab.post(&path, &aiko).await;
    assert!(made["data"]["applicationId"].is_string());
    let found = &lab.control.find("Aiko Tanaka")[0];
    assert_eq!(found.stage, "applicant-new");
    assert!(found.tags.contains(&title), "the posting's texts are copied");
}
