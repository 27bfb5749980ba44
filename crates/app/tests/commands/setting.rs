use fulcrum_app::api::ErrorCode;
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
    assert_eq!(playbook["triggers"][0]["stage"], "Offer");
    let off = lab.ok("switch_off", json!({"playbookId": id})).await;
    assert_eq!(off["on"], json!(false));
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
