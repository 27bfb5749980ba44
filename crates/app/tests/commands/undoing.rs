use fulcrum_app::api::ErrorCode;
use fulcrum_sandbox::OpportunitySnapshot;
use serde_json::{Value, json};

use crate::lab::Lab;

async fn held_for_an_hour(lab: &Lab) {
    let mut settings = lab.ok("settings", json!({})).await;
    settings["holdSeconds"] = json!(3600);
    lab.ok("save_settings", settings).await;
}

async fn sent(lab: &Lab) -> Value {
    let person = lab.somebody();
    let request = json!({"opportunityId": person.id, "assessmentId": "customer-empathy"});
    lab.ok("send_now", request).await["screeningId"].clone()
}

#[tokio::test]
async fn a_held_invitation_is_called_back_and_restored_from_the_window() {
    let lab = Lab::switched_on().await;
    held_for_an_hour(&lab).await;
    let id = sent(&lab).await;
    let view = lab.ok("candidate", json!({"screeningId": id})).await;
    assert_eq!(view["writes"][0]["canUndo"], true);
    assert!(view["writes"][0]["dueAt"].as_f64().unwrap() > view["row"]["changedAt"].as_f64().unwrap());
    let taken = lab.ok("take_back", json!({"what": "invitations", "ids": [id]})).await;
    assert_eq!(taken, json!({"done": 1, "tooLate": 0}));
    lab.screening_is("cancelled").await;
    let view = lab.ok("candidate", json!({"screeningId": id})).await;
    let told =
        view["timeline"].as_array().unwrap().iter().find(|entry| entry["kind"] == "cancelled").unwrap();
    assert_eq!((&told["text"], &told["detail"]), (&json!("Called back before it left"), &json!(null)));
    // Of several, each by itself; only if none works it is an error.
    let taken = lab.ok("take_back", json!({"what": "called_back", "ids": [id, "nobody"]})).await;
    assert_eq!(taken, json!({"done": 1, "tooLate": 1}));
    lab.screening_is("held").await;
    assert_eq!(
        lab.code("take_back", json!({"what": "called_back", "ids": ["nobody"]})).await,
        ErrorCode::NotFound
    );
    assert_eq!(lab.code("take_back", json!({"what": "called_back", "ids": [id]})).await, ErrorCode::TooLate);
    assert_eq!(lab.code("take_back", json!({"what": "reviews", "ids": [id]})).await, ErrorCode::TooLate);
    assert_eq!(
        lab.code("take_back", json!({"what": "everything", "ids": []})).await,
        ErrorCode::InvalidInput
    );
    assert!(lab.lever.control().mails().is_empty());
}

#[tokio::test]
async fn what_was_never_sent_is_listed_by_itself_and_found_by_name() {
    let lab = Lab::switched_on().await;
    held_for_an_hour(&lab).await;
    let name = lab.somebody().name;
    let id = sent(&lab).await;
    let listed = async |request: Value| {
        let page = lab.ok("candidates", request).await;
        let chips = page["counts"].as_array().unwrap().clone();
        let count = |filter: &str| {
            let chip = chips.iter().find(|chip| chip["filter"] == filter);
            chip.map(|chip| chip["count"].clone()).unwrap()
        };
        (page["total"].clone(), count("all"), count("ended"), count("not_sent"))
    };
    let counted = |total: u32, all: u32, not_sent: u32| (json!(total), json!(all), json!(0), json!(not_sent));
    assert_eq!(listed(json!({})).await, counted(1, 1, 0));
    lab.ok("undo", json!({"screeningId": id})).await;
    assert_eq!(listed(json!({})).await, counted(0, 0, 1));
    assert_eq!(lab.ok("status", json!({})).await["counts"]["screenings"], json!(0));
    assert_eq!(listed(json!({"filter": "ended"})).await, counted(0, 0, 1));
    assert_eq!(listed(json!({"filter": "not_sent"})).await, counted(1, 0, 1));
    // Whoever types the name looks for this person.
    assert_eq!(listed(json!({"search": name})).await, counted(1, 0, 1));
    let choices = lab.ok("candidate_choices", json!({"search": name})).await;
    let chip = |filter: &str| {
        choices["filters"].as_array().unwrap().iter().find(|chip| chip["filter"] == filter).cloned()
    };
    assert_eq!(chip("all").unwrap()["count"], json!(1), "{choices}");
    assert_eq!(chip("not_sent").unwrap()["count"], json!(1), "{choices}");
    let dated = lab.ok("candidate_choices", json!({"search": name, "days": [1, 90]})).await;
    assert_eq!(dated["changed"], json!([1, 1]));
    let never = ["4w", "12w", "year", "all"].map(|range| json!({"range": range, "count": 0}));
    assert_eq!(dated["invited"], json!(never), "it has not left");
}

#[tokio::test]
async fn other_opportunities_of_the_same_contact_are_shown_with_posting_and_stage() {
    let lab = Lab::switched_on().await;
    held_for_an_hour(&lab).await;
    let control = lab.lever.control();
    let everybody = control.find("");
    let usable = |one: &&OpportunitySnapshot| {
        one.archived_at.is_none()
            && !one.confidential
            && one.snoozed_until.is_none()
            && one.contact_allowed != Some(false)
            && !one.emails.is_empty()
    };
    let usable: Vec<_> = everybody.iter().filter(usable).collect();
    let (one, other) = usable
        .iter()
        .find_map(|one| {
            let same =
                |other: &&OpportunitySnapshot| other.contact_id == one.contact_id && other.id != one.id;
            usable.iter().find(|other| same(other)).map(|other| (*one, *other))
        })
        .expect("the sample company has somebody with two opportunities");
    let request = json!({"opportunityId": one.id, "assessmentId": "customer-empathy", "anyway": true});
    let id = lab.ok("send_now", request).await["screeningId"].clone();
    lab.until("the directory knows them", async || {
        let view = lab.ok("candidate", json!({"screeningId": id})).await;
        let ids: Vec<&str> = view["opportunities"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["opportunityId"].as_str())
            .collect();
        if ids == [other.id.as_str()] { Ok(()) } else { Err(format!("{ids:?}")) }
    })
    .await;
    let view = lab.ok("candidate", json!({"screeningId": id})).await;
    assert_eq!(view["opportunities"][0]["stage"], json!(other.stage_text));
}
