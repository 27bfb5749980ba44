//! Feedback forms of playbooks.

use fulcrum_app::api::ErrorCode;
use serde_json::{Value, json};

use crate::checking::{connect_with, found, look, says};
use crate::lab::Lab;

async fn template(lab: &Lab, title: &str) -> Value {
    let templates = lab.ok("form_templates", json!({})).await;
    templates.as_array().unwrap().iter().find(|one| one["text"] == title).unwrap().clone()
}

async fn choose(lab: &Lab, form: Value) -> Value {
    lab.ok("save_playbook", json!({"id": lab.playbook().await, "form": form})).await
}

#[tokio::test]
async fn templates_come_with_their_questions_and_what_is_most_likely_meant() {
    let lab = Lab::connected().await;
    let template = template(&lab, "Screening result").await;
    let fields = template["fields"].as_array().unwrap();
    let kinds: Vec<_> = fields.iter().map(|field| (&field["kind"], &field["required"])).collect();
    let expected = [(json!("rating"), true), (json!("line"), true), (json!("text"), false)];
    for (seen, (kind, required)) in kinds.iter().zip(&expected) {
        assert_eq!((seen.0, seen.1), (kind, &json!(required)));
    }
    assert_eq!(
        fields[0]["options"],
        json!(["1 - Strong No Hire", "2 - No Hire", "3 - Hire", "4 - Strong Hire"])
    );
    assert_eq!(template["suggested"]["templateId"], template["id"]);
    assert_eq!(template["suggested"]["fields"][0]["with"], json!({"from": "score"}));
    let saved = choose(&lab, template["suggested"].clone()).await;
    assert_eq!(saved["form"], template["suggested"]);
    let without = choose(&lab, json!({"templateId": "", "fields": []})).await;
    assert_eq!(without["form"], Value::Null);
}

#[tokio::test]
async fn a_form_that_does_not_fit_its_template_is_refused_with_the_question() {
    let lab = Lab::connected().await;
    let template = template(&lab, "Screening result").await;
    let id = lab.playbook().await;
    let suggested = template["suggested"]["fields"].as_array().unwrap().clone();
    let refused = async |fields: Value| {
        let form = json!({"templateId": template["id"], "fields": fields});
        lab.refused("save_playbook", json!({"id": id, "form": form})).await
    };
    let empty =
        json!([suggested[0], {"fieldId": suggested[1]["fieldId"], "with": {"from": "text", "text": " "}}]);
    let required = refused(empty).await;
    assert!(required.message.starts_with("“Assessment” must be answered in Lever."), "{}", required.message);
    let unfit = json!([{"fieldId": suggested[1]["fieldId"], "with": {"from": "score"}}]);
    assert!(refused(unfit).await.message.starts_with("“Assessment” cannot be filled with that"));
    let mut words = suggested.clone();
    words[2]["with"]["text"] = json!("{{ comnent }}");
    let misspelt = refused(json!(words)).await;
    assert!(misspelt.message.starts_with("“Comment” cannot be filled in"), "{}", misspelt.message);
    let elsewhere = json!([{"fieldId": "no-such-field", "with": {"from": "score"}}]);
    assert!(refused(elsewhere).await.message.contains("was changed in Lever"));
    let gone = json!({"id": id, "form": {"templateId": "../users", "fields": suggested}});
    let gone = lab.refused("save_playbook", gone).await;
    assert_eq!(gone.code, ErrorCode::InvalidInput);
    assert!(gone.message.contains("is not in Lever any more"), "{}", gone.message);
    assert_eq!(lab.ok("playbooks", json!({})).await[0]["form"], Value::Null, "nothing was kept");
}

#[tokio::test]
async fn a_template_that_was_changed_or_deleted_is_found_by_the_check() {
    let lab = Lab::switched_on().await;
    let template = template(&lab, "Screening result").await;
    choose(&lab, template["suggested"].clone()).await;
    says(&lab, "places", "ok", "places_exist").await;
    let id = template["id"].as_str().unwrap();
    lab.lever.control().save_template(id).unwrap();
    let changed = found(&look(&lab, "places").await, "fault", "form_broken");
    assert!(changed["message"].as_str().unwrap().contains("Choose it again"), "{changed}");
    lab.lever.control().delete_template(id).unwrap();
    let gone = found(&look(&lab, "places").await, "fault", "form_broken");
    assert!(gone["message"].as_str().unwrap().contains("not in Lever any more"), "{gone}");
    assert_eq!(gone["playbook"]["name"], "Fulcrum screening");
}

#[tokio::test]
async fn the_permissions_for_it_are_missed_only_while_a_playbook_has_a_form() {
    let lab = Lab::new().await;
    let some = [
        "users:read:admin",
        "stages:read:admin",
        "postings:read:admin",
        "opportunities:write:admin",
        "applications:read:admin",
        "notes:write:admin",
        "feedback_templates:read:admin",
    ];
    let key = lab.lever.control().add_api_key(&some, false);
    connect_with(&lab, &key).await;
    lab.switch_on().await;
    assert_ne!(look(&lab, "permissions").await["standing"], "fault");
    choose(&lab, template(&lab, "Screening result").await["suggested"].clone()).await;
    let missing = says(&lab, "permissions", "fault", "permission_missing").await;
    assert_eq!(missing["permission"]["scope"], "feedback:write:admin", "{missing}");
}

#[tokio::test]
async fn a_form_goes_out_in_a_file_by_its_titles_and_is_left_out_where_there_is_none() {
    let lab = Lab::connected().await;
    let template = template(&lab, "Screening result").await;
    choose(&lab, template["suggested"].clone()).await;
    lab.ok("export_playbook", json!({"playbookId": lab.playbook().await})).await;
    let (_, text) = lab.host.saved.lock().unwrap().last().unwrap().clone();
    assert!(text.contains("template = \"Screening result\""), "{text}");
    assert!(text.contains("field = \"Rating\"") && text.contains("with = \"score\""), "{text}");
    let back = lab.ok("import_playbook", json!({"text": text})).await;
    assert_eq!(back["form"], template["suggested"]);
    lab.lever.control().delete_template(template["id"].as_str().unwrap()).unwrap();
    let looked = lab.ok("check_playbook_file", json!({"text": text})).await;
    let told = looked["leftOut"].as_array().unwrap();
    assert_eq!(told.len(), 1, "{looked}");
    assert!(told[0]["message"].as_str().unwrap().contains("no feedback template called"), "{looked}");
    assert!(told[0]["line"].is_number());
    assert_eq!(lab.ok("import_playbook", json!({"text": text})).await["form"], Value::Null);
}
