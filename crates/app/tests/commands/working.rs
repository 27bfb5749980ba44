use fulcrum_app::api::ErrorCode;
use fulcrum_sandbox::NewCandidate;
use serde_json::json;

use crate::lab::Lab;

#[tokio::test]
async fn a_stage_entry_becomes_an_invitation_with_its_reasons() {
    let lab = Lab::switched_on().await;
    let (person, row) = lab.invited().await;
    assert_eq!(row["name"], json!(person.name));
    let view = lab.ok("candidate", json!({"screeningId": row["id"]})).await;
    assert_eq!(view["decision"]["checks"].as_array().unwrap().len(), 9);
    assert_eq!(view["mailState"], "sent");
    assert!(view["link"].as_str().unwrap().contains("/i/"));
    assert_eq!(lab.lever.control().mails_to(&person.emails[0]).len(), 1);
    let why = lab.ok("why", json!({"opportunityId": person.id})).await;
    assert_eq!(why["decisions"][0]["verdict"], "invite");
    // By hand to the same person: refused with the reason, and nothing is sent.
    let again = json!({"opportunityId": person.id, "assessmentId": "backend-basics"});
    let refusal = lab.refused("send_now", again).await;
    assert_eq!(refusal.code, ErrorCode::NotEligible);
    assert!(refusal.message.contains("already open"), "{}", refusal.message);
    assert_eq!(lab.lever.control().mails_to(&person.emails[0]).len(), 1);
}

#[tokio::test]
async fn search_finds_by_word_beginnings_and_survives_hostile_input() {
    let lab = Lab::switched_on().await;
    let (person, _) = lab.invited().await;
    let found = async |search: &str| {
        let page = lab.ok("candidates", json!({"search": search})).await;
        page["rows"].as_array().unwrap().len()
    };
    let beginning: String = person.name.chars().take(3).collect();
    assert_eq!(found(&beginning).await, 1);
    for hostile in ["\"", "NEAR(", "a AND", "name:*", "' OR 1=1 --", "🦀", "(((("] {
        assert_eq!(found(hostile).await, 0, "{hostile}");
    }
    assert_eq!(found("").await, 1);
    assert_eq!(lab.code("candidates", json!({"after": "nonsense"})).await, ErrorCode::InvalidInput);
}

#[tokio::test]
async fn pause_queues_tells_and_goes_on() {
    let lab = Lab::switched_on().await;
    lab.ok("pause", json!({"on": true})).await;
    let person = lab.somebody();
    lab.enters_the_trigger_stage(&person);
    lab.ok("sync_now", json!({})).await;
    lab.screening_is("held").await;
    let status = lab.ok("status", json!({})).await;
    assert_eq!(status["sync"]["state"], "paused");
    assert_eq!(status["queue"]["held"], 1);
    assert!(lab.lever.control().mails().is_empty());
    lab.ok("pause", json!({"on": false})).await;
    lab.screening_is("invited").await;
    assert_eq!(lab.lever.control().mails().len(), 1);
}

#[tokio::test]
async fn undo_calls_a_held_invitation_back_and_is_refused_afterwards() {
    let lab = Lab::switched_on().await;
    let mut settings = lab.ok("settings", json!({})).await;
    settings["holdSeconds"] = json!(3600);
    lab.ok("save_settings", settings).await;
    let person = lab.somebody();
    let sent =
        lab.ok("send_now", json!({"opportunityId": person.id, "assessmentId": "customer-empathy"})).await;
    assert!(sent["holdUntil"].is_number());
    let id = json!({"screeningId": sent["screeningId"]});
    let view = lab.ok("candidate", id.clone()).await;
    assert_eq!(view["can"], json!(["undo", "send_now"]));
    lab.ok("undo", id.clone()).await;
    lab.screening_is("cancelled").await;
    assert_eq!(lab.code("undo", id.clone()).await, ErrorCode::TooLate);
    assert!(lab.lever.control().mails().is_empty());
    // Called back is not screened: it may be sent after all.
    lab.ok("send_now", json!({"opportunityId": person.id, "assessmentId": "customer-empathy"})).await;
}

#[tokio::test]
async fn people_are_found_by_name_address_and_link() {
    let lab = Lab::switched_on().await;
    let person = lab.somebody();
    let hits = async |text: &str| -> Vec<String> {
        let found = lab.ok("find_people", json!({"text": text})).await;
        let people = found["people"].as_array().unwrap().clone();
        people.iter().map(|hit| hit["opportunityId"].as_str().unwrap().to_owned()).collect()
    };
    let link = format!("https://hire.lever.co/candidates/{}", person.id);
    assert_eq!(hits(&link).await, std::slice::from_ref(&person.id));
    assert!(hits(&person.emails[0]).await.contains(&person.id));
    lab.until("the directory", async || {
        let found = hits(&person.name).await;
        if found.contains(&person.id) { Ok(()) } else { Err(format!("{found:?}")) }
    })
    .await;
    let preview = lab.ok("preview_send", json!({"opportunityId": person.id, "assessmentId": null})).await;
    assert_eq!(preview["refusal"], json!(null));
    assert_eq!(preview["tags"], json!(["Fulcrum-Screening-Invited"]));
    assert!(preview["mailText"].as_str().unwrap().contains("https://…"));
}

#[tokio::test]
async fn whoever_is_archived_is_found_by_address_and_refused_with_the_reason() {
    let lab = Lab::switched_on().await;
    let email = "ida@example.org";
    let new = NewCandidate {
        name: "Ida Falk".into(),
        email: Some(email.into()),
        applied: true,
        ..NewCandidate::default()
    };
    let control = lab.lever.control();
    let person = control.add_candidate(new).unwrap();
    control.archive(&person.id, Some("Withdrew")).unwrap();
    let found = lab.ok("find_people", json!({"text": email})).await;
    assert_eq!(found["people"][0]["opportunityId"], json!(person.id));
    let preview = lab.ok("preview_send", json!({"opportunityId": person.id, "assessmentId": null})).await;
    assert!(preview["refusal"].to_string().contains("rchived"), "{preview}");
    assert_eq!(lab.ok("find_people", json!({"text": "nobody@example.org"})).await["people"], json!([]));
}

#[tokio::test]
async fn the_reference_that_ends_a_note_finds_whom_it_is_about() {
    let lab = Lab::switched_on().await;
    let (person, row) = lab.invited().await;
    let view = lab.ok("candidate", json!({"screeningId": row["id"]})).await;
    let reference = view["reference"].as_str().unwrap().to_owned();
    let beginning = reference[..6].to_lowercase();
    for typed in [&reference, &format!("Ref {reference}"), &beginning] {
        let request = json!({"filter": "all", "search": typed, "after": null, "limit": 50});
        let page = lab.ok("candidates", request).await;
        assert_eq!(page["total"], 1, "{typed}");
        assert_eq!(page["rows"][0]["id"], row["id"], "{typed}");
    }
    let found = lab.ok("find_people", json!({"text": reference.to_lowercase()})).await;
    assert_eq!(found["people"][0]["opportunityId"], json!(person.id));
}

#[tokio::test]
async fn only_the_web_and_mail_are_opened() {
    let lab = Lab::switched_on().await;
    let (person, row) = lab.invited().await;
    lab.ok("open_link", json!({"what": "mail_draft", "id": row["id"]})).await;
    let draft = lab.host.opened.lock().unwrap().last().unwrap().clone();
    assert!(
        draft.starts_with("mailto:") && draft.contains("subject=") && draft.contains("%2Fi%2F"),
        "{draft}"
    );
    assert!(draft.starts_with(&format!("mailto:{}?", person.emails[0].replace('+', "%2B"))), "{draft}");
    assert_eq!(lab.code("open_link", json!({"what": "report", "id": "nobody"})).await, ErrorCode::NotFound);
    assert_eq!(
        lab.code("open_link", json!({"what": "file", "id": "/etc/passwd"})).await,
        ErrorCode::InvalidInput
    );
}
