use fulcrum_app::Notice;
use fulcrum_app::api::ChangeKind;
use fulcrum_sandbox::{CandidateEdit, NewCandidate, OpportunitySnapshot};
use serde_json::{Value, json};

use crate::lab::{Lab, hand_in};

async fn completed(lab: &Lab) -> Value {
    let (_, row) = lab.invited().await;
    let view = lab.ok("candidate", json!({"screeningId": row["id"]})).await;
    hand_in(view["link"].as_str().unwrap()).await;
    lab.ok("sync_now", json!({})).await;
    let row = lab.screening_is("submitted").await;
    let told = lab
        .until("the word about the notification", async || {
            let told = lab.ok("activity", json!({"filter": {"kind": "notifications"}})).await;
            let of_this = |entry: &&Value| entry["screeningId"] == row["id"];
            told["rows"].as_array().unwrap().iter().find(of_this).cloned().ok_or_else(|| told.to_string())
        })
        .await;
    let view = lab.ok("candidate", json!({"screeningId": row["id"]})).await;
    let timeline = view["timeline"].as_array().unwrap();
    assert!(timeline.iter().any(|entry| entry["kind"] == "submitted"), "{timeline:?}");
    assert!(timeline.iter().all(|entry| entry["kind"] != "notified"), "{timeline:?}");
    told
}

async fn change(lab: &Lab, changes: Value) {
    let mut settings = lab.ok("settings", json!({})).await;
    for (name, value) in changes.as_object().unwrap() {
        settings[name] = value.clone();
    }
    lab.ok("save_settings", settings).await;
}

/// The one notification, once it is there.
async fn shown(lab: &Lab) -> Notice {
    let notices = lab
        .until("a notification", async || {
            let notices = lab.host.notices.lock().unwrap().clone();
            if notices.is_empty() { Err("none".into()) } else { Ok(notices) }
        })
        .await;
    assert_eq!(notices.len(), 1, "{notices:?}");
    notices[0].clone()
}

#[tokio::test]
async fn a_completion_is_notified_once() {
    let lab = Lab::switched_on().await;
    change(&lab, json!({"notifyAbout": "all"})).await;
    let told = completed(&lab).await;
    assert_eq!(told["text"], "Notification shown");
    assert_eq!(told["detail"], "Has finished: Backend basics");
    assert!(told["name"].is_string() && told["screeningId"].is_string(), "{told}");
    let notice = shown(&lab).await;
    assert_eq!(notice.title, "Screening finished");
    assert!(notice.review && notice.screening_id.is_some());
    let view = lab.ok("notifications", json!({})).await;
    assert_eq!(view["last"]["silence"], Value::Null, "{view}");
}

#[tokio::test]
async fn names_stay_out_of_notifications_if_so_chosen() {
    let lab = Lab::switched_on().await;
    // As an older version kept it.
    change(&lab, json!({"notifyAbout": "all", "notifyNames": false})).await;
    assert_eq!(lab.ok("settings", json!({})).await["notifyNames"], "none");
    completed(&lab).await;
    let notice = shown(&lab).await;
    assert!(notice.body.starts_with("A candidate finished"), "{notice:?}");
}

#[tokio::test]
async fn silence_has_a_reason_that_is_kept() {
    for (changes, reason) in [
        (json!({"notifyAbout": "none"}), "notifications are switched off"),
        (
            json!({"notifyAbout": "all", "notifyOf": {"completed": false}}),
            "notifications of this kind are switched off",
        ),
        (
            json!({"notifyAbout": "all", "quietHours": {"on": true, "from": "00:00", "to": "23:59"}}),
            "quiet hours",
        ),
    ] {
        let lab = Lab::switched_on().await;
        change(&lab, changes).await;
        let told = completed(&lab).await;
        assert_eq!(told["text"], format!("No notification: {reason}"));
        let view = lab.ok("notifications", json!({})).await;
        assert_eq!(view["last"]["silence"], reason);
        assert!(lab.host.notices.lock().unwrap().is_empty());
    }
}

#[tokio::test]
async fn what_was_put_off_is_still_so_in_the_next_run() {
    let lab = Lab::switched_on().await;
    change(&lab, json!({"notifyAbout": "all"})).await;
    completed(&lab).await;
    let notice = shown(&lab).await;
    lab.ok("snooze_notification", json!({"notificationId": "somebody else's"})).await;
    assert_eq!(lab.ok("notifications", json!({})).await["snoozed"], 0);
    lab.ok("snooze_notification", json!({"notificationId": notice.id})).await;
    assert_eq!(lab.ok("notifications", json!({})).await["snoozed"], 1);
    let lab = lab.restarted().await;
    lab.until("what was put off", async || {
        let view = lab.ok("notifications", json!({})).await;
        if view["snoozed"] == 1 { Ok(()) } else { Err(view.to_string()) }
    })
    .await;
}

#[tokio::test]
async fn what_needs_a_person_is_told_too() {
    let lab = Lab::switched_on().await;
    change(&lab, json!({"notifyAbout": "all", "notifyNames": "none"})).await;
    lab.somebody_without_an_address_enters();
    lab.ok("sync_now", json!({})).await;
    let notice = shown(&lab).await;
    assert_eq!((notice.title.as_str(), notice.review), ("Something needs you", false));
    assert_eq!(notice.body, "The Inbox says what and why.");
}

const NOT_MINE: &str = "No notification: neither the candidate nor the posting is yours or followed by you";

/// Somebody new, whom this user owns and follows.
fn somebody_of(lab: &Lab, user: &str, name: &str, email: Option<&str>) -> OpportunitySnapshot {
    let new = NewCandidate {
        name: name.into(),
        email: email.map(str::to_owned),
        user: Some(user.into()),
        ..NewCandidate::default()
    };
    lab.lever.control().add_candidate(new).unwrap()
}

/// Mara, who uses this Fulcrum, and a colleague who owns the first posting.
fn mara_and_colleague(lab: &Lab) -> (String, String) {
    let users = lab.lever.control().users();
    (users[0].id.clone(), users[1].id.clone())
}

/// What Activity says of notifications, once it says as much and whatever is shown was shown.
async fn told_of(lab: &Lab, count: usize) -> Vec<Value> {
    lab.until("what is said of notifications", async || {
        let told = lab.ok("activity", json!({"filter": {"kind": "notifications"}})).await;
        let rows = told["rows"].as_array().unwrap();
        let is_over = lab.host.changes.lock().unwrap().contains(&ChangeKind::Notifications);
        if rows.len() < count || !is_over { Err(told.to_string()) } else { Ok(rows.clone()) }
    })
    .await
}

/// Somebody without an address, who stands so to Mara or, with a posting, to her colleague, who is asked.
async fn one_who_needs_a_person(case: &str) -> (String, usize) {
    let lab = Lab::switched_on().await;
    let control = lab.lever.control();
    let (mara, colleague) = mara_and_colleague(&lab);
    let owner = if case == "a colleague's" { &colleague } else { &mara };
    let person = somebody_of(&lab, owner, "Ada Byron", None);
    match case {
        "followed" => {
            let given_away = CandidateEdit { owner: Some(colleague), ..CandidateEdit::default() };
            control.edit_candidate(&person.id, given_away).unwrap();
        }
        "of my posting" => {
            control.apply(&person.id, &control.postings()[0].0).unwrap();
            let me = json!({"userId": colleague, "company": "Northwind Robotics"});
            lab.ok("choose_user", me).await;
        }
        _ => {}
    }
    lab.enters_the_trigger_stage(&person);
    lab.ok("sync_now", json!({})).await;
    let told = told_of(&lab, 1).await;
    assert_eq!(told.len(), 1, "{case}: {told:?}");
    (told[0]["text"].as_str().unwrap().to_owned(), lab.host.notices.lock().unwrap().len())
}

#[tokio::test]
async fn what_needs_a_person_is_told_of_my_candidates_alone() {
    let (others, owned, followed, of_posting) = tokio::join!(
        one_who_needs_a_person("a colleague's"),
        one_who_needs_a_person("owned"),
        one_who_needs_a_person("followed"),
        one_who_needs_a_person("of my posting"),
    );
    assert_eq!(others, (NOT_MINE.to_owned(), 0));
    for mine in [owned, followed, of_posting] {
        assert_eq!(mine, ("Notification shown".to_owned(), 1));
    }
}

#[tokio::test]
async fn of_arrivals_that_wait_only_mine_are_told() {
    for mine in [1, 0] {
        let lab = Lab::switched_on().await;
        lab.ok("save_playbook", json!({"id": lab.playbook().await, "askAbove": 1})).await;
        let (mara, colleague) = mara_and_colleague(&lab);
        let owners = [&colleague, if mine == 1 { &mara } else { &colleague }, &colleague];
        for (owner, name) in owners.into_iter().zip(["Ada Byron", "Bo Li", "Cy Twombly"]) {
            let email = format!("{}@example.com", name.replace(' ', "."));
            lab.enters_the_trigger_stage(&somebody_of(&lab, owner, name, Some(&email)));
        }
        lab.ok("sync_now", json!({})).await;
        let told = told_of(&lab, 3).await;
        let kept_back = told.iter().filter(|entry| entry["text"] == NOT_MINE).count();
        assert_eq!((told.len(), kept_back), (3, 3 - mine), "{told:?}");
        let notices = lab.host.notices.lock().unwrap().clone();
        let titles: Vec<&str> = notices.iter().map(|notice| notice.title.as_str()).collect();
        assert_eq!(titles, ["Bo Li waits for your yes"][..mine]);
        let last = lab.ok("notifications", json!({})).await["last"]["silence"].clone();
        assert_eq!(last.is_null(), mine == 1, "{last}");
    }
}
