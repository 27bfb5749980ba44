//! "Send screening now" where several playbooks could serve.

use fulcrum_app::api::ErrorCode;
use serde_json::{Value, json};

use crate::lab::Lab;

/// A copy of the playbook that is on, with a mail and a name of its own.
async fn another(lab: &Lab, name: &str, change: Value) -> String {
    let copy = lab.ok("copy_playbook", json!({"playbookId": lab.playbook().await})).await["id"].clone();
    let mut all = json!({"id": copy, "name": name, "assessmentId": "customer-empathy", "mailSubject": name});
    all.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    lab.ok("save_playbook", all).await;
    copy.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_playbook_is_chosen_and_its_mail_is_what_is_sent() {
    let lab = Lab::switched_on().await;
    let first = lab.playbook().await;
    let person = lab.somebody();
    let preview = async |playbook: Value| {
        let request = json!({"opportunityId": person.id, "assessmentId": null, "playbookId": playbook});
        lab.ok("preview_send", request).await
    };
    let alone = preview(Value::Null).await;
    assert_eq!((&alone["playbookId"], alone["playbooks"].as_array().unwrap().len()), (&json!(first), 1));

    let kit = another(&lab, "HiringKit", json!({"byHand": true})).await;
    let by_itself = preview(Value::Null).await;
    assert_eq!(by_itself["playbookId"], json!(kit), "for use by hand comes first");
    let why = by_itself["playbookChosenBy"].as_str().unwrap();
    assert!(why.starts_with("HiringKit, the first one for use by hand"), "{why}");
    let names: Vec<&Value> =
        by_itself["playbooks"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["HiringKit", "Fulcrum screening"]);

    let chosen = preview(json!(first)).await;
    assert_eq!((&chosen["playbookId"], &chosen["assessmentId"]), (&json!(first), &json!("backend-basics")));
    assert_ne!(chosen["mailSubject"], "HiringKit");
    let request = json!({"opportunityId": person.id, "assessmentId": "backend-basics", "playbookId": first});
    lab.ok("send_now", request).await;
    lab.screening_is("invited").await;
    let mails = lab.lever.control().mails_to(&person.emails[0]);
    assert_eq!(mails.len(), 1);
    assert_eq!(json!(mails[0].subject), chosen["mailSubject"], "as it was previewed");
}

#[tokio::test]
async fn a_playbook_that_is_not_meant_for_somebody_can_be_chosen_all_the_same() {
    let lab = Lab::switched_on().await;
    let nobody = json!({"postingIds": ["none"], "postingTags": [], "teams": [], "departments": [],
                        "locations": [], "origins": [], "confidentiality": "any"});
    let kit = another(&lab, "HiringKit", json!({"byHand": true, "conditions": nobody})).await;
    let person = lab.somebody();
    let request = json!({"opportunityId": person.id, "assessmentId": null});
    let preview = lab.ok("preview_send", request.clone()).await;
    assert_eq!(preview["playbookId"], json!(lab.playbook().await));
    let obstacle = preview["playbooks"][0]["obstacle"].as_str().unwrap();
    assert!(obstacle.starts_with("The playbook is"), "{obstacle}");
    let request = json!({"opportunityId": person.id, "assessmentId": null, "playbookId": kit});
    let preview = lab.ok("preview_send", request).await;
    assert_eq!((&preview["mailSubject"], &preview["refusal"]), (&json!("HiringKit"), &Value::Null));
}

#[tokio::test]
async fn a_playbook_that_is_gone_or_off_sends_nothing_and_says_why() {
    let lab = Lab::switched_on().await;
    let off = another(&lab, "HiringKit", json!({})).await;
    let person = lab.somebody();
    for command in ["preview_send", "send_now"] {
        let request = |playbook: &str| json!({"opportunityId": person.id, "assessmentId": "backend-basics", "playbookId": playbook});
        let refused = lab.refused(command, request(&off)).await;
        assert_eq!(refused.code, ErrorCode::InvalidInput);
        assert!(refused.message.contains("\u{201c}HiringKit\u{201d} is off"), "{}", refused.message);
        let refused = lab.refused(command, request("gone")).await;
        assert_eq!(refused.code, ErrorCode::InvalidInput);
        assert!(refused.message.contains("playbook was deleted"), "{}", refused.message);
    }
    assert_eq!(lab.ok("candidates", json!({})).await["rows"], json!([]));
}
