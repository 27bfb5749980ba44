use fulcrum_app::api::ErrorCode;
use fulcrum_store::Store;
use serde_json::{Value, json};

use crate::lab::Lab;

#[tokio::test]
async fn bad_settings_are_refused_and_nothing_is_lost() {
    let lab = Lab::connected().await;
    let good = lab.ok("settings", json!({})).await;
    let changes: [(&str, Value); 5] = [
        ("notifyAbout", json!("sometimes")),
        ("appearance", json!("pink")),
        ("holdSeconds", json!(100_000)),
        ("retentionDays", json!(0)),
        ("redirectPort", json!(80)),
    ];
    for (field, value) in changes {
        let mut bad = good.clone();
        bad[field] = value;
        assert_eq!(lab.code("save_settings", bad).await, ErrorCode::InvalidInput, "{field}");
    }
    assert_eq!(lab.ok("settings", json!({})).await, good);
}

#[tokio::test]
async fn keys_of_a_single_character_are_on_until_they_are_switched_off() {
    let lab = Lab::connected().await;
    let mut settings = lab.ok("settings", json!({})).await;
    assert_eq!(settings["characterKeys"], json!(true));
    settings["characterKeys"] = json!(false);
    lab.ok("save_settings", settings.clone()).await;
    assert_eq!(lab.ok("settings", json!({})).await, settings);
}

#[tokio::test]
async fn a_broken_mail_text_is_refused_with_its_line() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let broken = json!({"id": id, "mailText": "Hello\n{{ nmae }}\n{{ link }}"});
    let error = lab.refused("save_playbook", broken).await;
    assert_eq!(error.code, ErrorCode::InvalidInput);
    assert!(error.message.contains("line 2"), "{}", error.message);
    let without = json!({"id": id, "mailText": "Hello {{ first_name }}"});
    assert!(lab.refused("save_playbook", without).await.message.contains("link"));
    assert_eq!(
        lab.code("save_playbook", json!({"id": id, "assessmentId": "nothing"})).await,
        ErrorCode::NotFound
    );
}

#[tokio::test]
async fn a_trigger_needs_an_assessment_a_stage_that_exists_and_a_user() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let on = |stages: Value| json!({"playbookId": id, "stageIds": stages, "inviteNow": []});
    assert_eq!(lab.code("switch_on", on(json!([]))).await, ErrorCode::InvalidInput);
    assert_eq!(lab.code("switch_on", on(json!(["offer"]))).await, ErrorCode::InvalidInput);
    lab.ok("save_playbook", json!({"id": id, "assessmentId": "backend-basics"})).await;
    assert_eq!(lab.code("switch_on", on(json!(["no-such-stage"]))).await, ErrorCode::NotFound);
    let playbook = lab.ok("switch_on", on(json!(["offer"]))).await;
    assert_eq!(playbook["playbook"]["triggers"][0]["stage"], "Offer");
    let off = lab.ok("switch_off", json!({"playbookId": id})).await;
    assert_eq!(off["on"], json!(false));
}

#[tokio::test]
async fn moves_lead_to_stages_that_exist_and_a_lost_one_keeps_nobody_from_changing_others() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let next = lab.stage("On-site interview").await;
    let save = |by_score: Value| {
        let moves = json!({"automatic": false, "byScore": by_score, "byPosting": []});
        json!({"id": id, "moves": moves})
    };
    let (best, good) = (json!({"score": 4, "stageId": next}), json!({"score": 3, "stageId": "offer"}));
    let saved = lab.ok("save_playbook", save(json!([best, good]))).await;
    assert_eq!(saved["moves"]["byScore"], json!([best, good]));
    let unknown = json!({"score": 2, "stageId": "no-such-stage"});
    assert_eq!(lab.code("save_playbook", save(json!([best, good, unknown]))).await, ErrorCode::NotFound);

    // Lever loses the stage of the best score.
    let store = Store::open(&lab.profile.path().join("fulcrum.sqlite")).unwrap();
    let account = store.read(|tx| tx.account()).await.unwrap().unwrap().id;
    let lost = next.clone();
    store
        .write(move |tx| {
            let mut stages = tx.stages(&account)?;
            stages.retain(|stage| stage.id.as_str() != lost);
            tx.replace_stages(&account, &stages)
        })
        .await
        .unwrap();
    let saved = lab.ok("save_playbook", save(json!([best]))).await;
    assert_eq!(saved["moves"]["byScore"], json!([best]), "what is lost is still shown");
    let none = lab.ok("waiting_moves", json!({"screeningIds": ["nobody"]})).await;
    assert_eq!(none, json!([]), "nobody waits for a yes");
    lab.ok("save_playbook", save(json!([good]))).await;
    assert_eq!(lab.code("save_playbook", save(json!([best]))).await, ErrorCode::NotFound);
}

#[tokio::test]
async fn the_preview_counts_and_changes_nothing() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let stage = lab.stage("New lead").await;
    let request = json!({"playbookId": id, "stageIds": [stage], "assessmentId": "backend-basics"});
    let preview = lab.ok("preview_trigger", request).await;
    let people = preview["people"].as_array().unwrap();
    let invited = people.iter().filter(|person| person["verdict"] == "invite").count();
    assert_eq!(json!(invited), preview["wouldInvite"]);
    assert!(
        people
            .iter()
            .filter(|person| person["verdict"] != "invite")
            .all(|person| person["reason"].is_string())
    );
    assert_eq!(lab.ok("candidates", json!({})).await["rows"], json!([]));
    assert!(lab.lever.control().mails().is_empty());
}

#[tokio::test]
async fn mail_settings_are_checked_before_they_are_kept() {
    let lab = Lab::connected().await;
    let mail = |host: &str, port: u16, from: &str| {
        json!({"host": host, "port": port, "security": "none", "username": null, "password": null,
               "fromName": "N", "fromAddress": from})
    };
    assert_eq!(lab.code("save_mail", mail("", 25, "a@example.com")).await, ErrorCode::InvalidInput);
    assert_eq!(lab.code("save_mail", mail("localhost", 0, "a@example.com")).await, ErrorCode::InvalidInput);
    assert_eq!(lab.code("save_mail", mail("localhost", 25, "nobody")).await, ErrorCode::InvalidInput);
    assert_eq!(lab.code("test_mail", json!({"to": "nobody"})).await, ErrorCode::InvalidInput);
    lab.ok("test_mail", json!({"to": "me@example.com"})).await;
    assert_eq!(lab.lever.control().mails_to("me@example.com").len(), 1);
}
