//! The Check page: every link of the chain holds, or is told by what is wrong with it.

use std::sync::Arc;

use fulcrum_core::playbook::Playbook;
use fulcrum_core::{AssessmentId, PlaybookId};
use fulcrum_sandbox::Switches;
use fulcrum_store::Store;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::lab::{Lab, OffClock};

/// Looks at one link; answers its latest result.
pub async fn look(lab: &Lab, link: &str) -> Value {
    let chain = lab.ok("run_checks", json!({"link": link})).await;
    row(&chain, link)["latest"].clone()
}

fn row(chain: &Value, link: &str) -> Value {
    let rows = chain["links"].as_array().unwrap();
    rows.iter().find(|row| row["link"] == link).unwrap().clone()
}

/// The finding of that kind; its item must have the standing.
pub fn found(result: &Value, standing: &str, kind: &str) -> Value {
    let items = result["items"].as_array().unwrap();
    let item = items.iter().find(|item| item["finding"]["kind"] == kind);
    let item = item.unwrap_or_else(|| panic!("{kind} is not found: {result}"));
    assert_eq!(item["standing"], standing, "{result}");
    item["finding"].clone()
}

/// One link stands like this because of that, and says so.
pub async fn says(lab: &Lab, link: &str, standing: &str, kind: &str) -> Value {
    let result = look(lab, link).await;
    assert_eq!(result["standing"], standing, "{result}");
    found(&result, standing, kind)
}

fn switch(lab: &Lab, change: impl FnOnce(&mut Switches)) {
    lab.lever.control().update_switches(change);
}

/// Changes the playbook as something that does not check it would: an older Fulcrum, another service.
pub async fn change_behind_its_back(lab: &Lab, change: impl FnOnce(&mut Playbook) + Send + 'static) {
    let id = PlaybookId::new(lab.playbook().await);
    let store = Store::open(&lab.profile.path().join("fulcrum.sqlite")).unwrap();
    let changed = store.write(move |tx| {
        let account = tx.account()?.unwrap().id;
        let mut playbook = tx.playbooks(&account)?.into_iter().find(|one| one.id == id).unwrap();
        change(&mut playbook);
        tx.save_playbook(&account, &playbook)
    });
    changed.await.unwrap();
}

pub async fn connect_with(lab: &Lab, key: &str) {
    let base = lab.lever.ready().api_base.clone();
    lab.ok("connect_api_key", json!({"environment": "custom", "apiKey": key, "apiBase": base})).await;
    lab.set_up().await;
}

#[tokio::test]
async fn a_chain_that_holds_says_so_at_every_link_and_writes_nothing() {
    let lab = Lab::switched_on().await;
    lab.invited().await;
    lab.lever.control().clear_requests();
    let chain = lab.ok("run_checks", json!({"link": null})).await;
    for row in chain["links"].as_array().unwrap() {
        assert_eq!(row["latest"]["standing"], "ok", "{row}");
        assert_eq!(row["progress"], "rests");
        assert!(row["latest"]["at"].is_number() && row["earlier"].is_null());
    }
    let writes = lab.lever.control().requests(&Default::default());
    let writes: Vec<_> = writes.iter().filter(|one| one.method != "GET").map(|one| &one.path).collect();
    assert!(writes.iter().all(|path| path.contains("/addTags")), "only the invitation writes: {writes:?}");
    let stage = found(&row(&chain, "arrivals")["latest"], "ok", "stage");
    assert_eq!((&stage["came"], &stage["invited"]), (&json!(1), &json!(1)), "{stage}");

    // It is the same after a restart, and nobody's who connects elsewhere.
    lab.ok("disconnect", json!({"deleteLocalData": false})).await;
    let chain = lab.ok("checks", json!({})).await;
    assert!(chain["links"].as_array().unwrap().iter().all(|row| row["latest"].is_null()), "{chain}");
    let result = says(&lab, "sign_in", "unchecked", "unchecked").await;
    assert_eq!(result["reason"]["why"], "not_connected");
}

#[tokio::test]
async fn a_deleted_key_is_told_as_such_and_what_was_seen_before_stays_in_sight() {
    let lab = Lab::switched_on().await;
    says(&lab, "writer", "ok", "writers_can").await;
    says(&lab, "sign_in", "ok", "signed_in").await;
    lab.lever.control().revoke_api_key(true);
    says(&lab, "sign_in", "fault", "key_deleted").await;
    let chain = lab.ok("run_checks", json!({"link": "writer"})).await;
    let writer = row(&chain, "writer");
    let reason = found(&writer["latest"], "unchecked", "unchecked");
    assert_eq!(reason["reason"]["why"], "sign_in");
    assert_eq!(writer["earlier"]["standing"], "ok", "{writer}");
    lab.lever.control().revoke_api_key(false);
    says(&lab, "sign_in", "ok", "signed_in").await;
}

#[tokio::test]
async fn a_revoked_access_and_a_sign_in_that_nobody_used_are_told_apart() {
    let clock = Arc::new(OffClock::default());
    let lab = Lab::with_clock(Arc::clone(&clock)).await;
    lab.signs_in().await;
    says(&lab, "sign_in", "ok", "signed_in").await;
    lab.lever.control().revoke_all_tokens();
    says(&lab, "sign_in", "fault", "access_revoked").await;
    clock.is_ahead(SignedDuration::from_hours(24 * 91));
    let expired = says(&lab, "sign_in", "fault", "sign_in_expired").await;
    assert!(expired["lastAt"].is_number(), "{expired}");
}

#[tokio::test]
async fn a_permission_is_missed_only_by_the_playbooks_that_need_it() {
    let lab = Lab::new().await;
    let some = [
        "users:read:admin",
        "stages:read:admin",
        "postings:read:admin",
        "opportunities:write:admin",
        "applications:read:admin",
    ];
    let key = lab.lever.control().add_api_key(&some, false);
    connect_with(&lab, &key).await;
    let result = look(&lab, "permissions").await;
    assert_ne!(result["standing"], "fault", "no playbook is on: {result}");
    lab.switch_on().await;
    let missing = says(&lab, "permissions", "fault", "permission_missing").await;
    assert_eq!(missing["permission"]["scope"], "notes:write:admin");
    assert_eq!(missing["permission"]["playbooks"], json!(["Fulcrum screening"]), "{missing}");
    assert!(missing["permission"]["purpose"].as_str().unwrap().contains("note"), "{missing}");
    let all = look(&lab, "permissions").await;
    let faults = all["items"].as_array().unwrap().iter().filter(|item| item["standing"] == "fault").count();
    assert_eq!(faults, 1, "files and feedback are needed by nobody: {all}");
}

#[tokio::test]
async fn what_only_a_write_shows_is_said_to_be_so_and_told_from_a_write_that_lever_refused() {
    let lab = Lab::new().await;
    let some = [
        "users:read:admin",
        "stages:read:admin",
        "postings:read:admin",
        "opportunities:read:admin",
        "applications:read:admin",
        "notes:write:admin",
        "archive_reasons:read:admin",
    ];
    let key = lab.lever.control().add_api_key(&some, false);
    connect_with(&lab, &key).await;
    lab.switch_on().await;
    let result = look(&lab, "permissions").await;
    let unproven = found(&result, "unchecked", "writing_unproven");
    let scopes: Vec<&str> = unproven["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["scope"].as_str().unwrap())
        .collect();
    assert_eq!(scopes, ["opportunities:write:admin", "notes:write:admin"], "{result}");
    lab.invited().await;
    lab.until("the tag to be refused", async || {
        let failed = lab.ok("activity", json!({"filter": {"kind": "writes", "writes": "failed"}})).await;
        if failed["rows"].as_array().unwrap().is_empty() { Err(failed.to_string()) } else { Ok(()) }
    })
    .await;
    let refused = look(&lab, "permissions").await;
    let refused = found(&refused, "fault", "write_refused");
    assert_eq!(refused["permission"]["scope"], "opportunities:write:admin");
    assert_eq!((&refused["writes"], &refused["byKey"]), (&json!(1), &json!(true)));
}

#[tokio::test]
async fn a_stage_that_is_gone_is_named_with_what_is_called_like_it() {
    let lab = Lab::connected().await;
    let control = lab.lever.control();
    let stage = control.add_stage("HiringKit");
    let playbook = lab.playbook().await;
    lab.ok("save_playbook", json!({"id": playbook, "assessmentId": "backend-basics"})).await;
    lab.ok("stages", json!({})).await;
    lab.ok("switch_on", json!({"playbookId": playbook, "stageIds": [stage], "inviteNow": []})).await;
    says(&lab, "places", "ok", "places_exist").await;
    control.delete_stage(&stage).unwrap();
    control.add_stage("Hiring Kit");
    let gone = says(&lab, "places", "fault", "stage_gone").await;
    assert_eq!((&gone["place"], &gone["name"]), (&json!("trigger"), &json!("HiringKit")), "{gone}");
    assert_eq!(gone["near"], json!(["Hiring Kit"]));
    assert_eq!(gone["playbook"]["id"], json!(playbook));
    // Nothing is counted where nobody can be.
    let arrivals = look(&lab, "arrivals").await;
    assert!(!arrivals.to_string().contains("\"stage\""), "{arrivals}");
}

#[tokio::test]
async fn a_posting_that_was_closed_is_to_be_looked_at() {
    let lab = Lab::switched_on().await;
    let postings = lab.ok("posting_fields", json!({})).await;
    let posting = postings["postings"][0].clone();
    let only = json!({"postingIds": [posting["id"]], "postingTags": ["no such tag"], "teams": [], "departments": [],
                      "locations": [], "origins": [], "confidentiality": "any"});
    lab.ok("save_playbook", json!({"id": lab.playbook().await, "conditions": only})).await;
    lab.lever.control().set_posting_state(posting["id"].as_str().unwrap(), "closed").unwrap();
    let result = look(&lab, "places").await;
    assert_eq!(found(&result, "look", "posting_closed")["name"], posting["title"]);
    assert_eq!(found(&result, "look", "no_such_posting")["value"], "no such tag");
}

#[tokio::test]
async fn a_text_that_came_broken_from_elsewhere_is_told() {
    let lab = Lab::switched_on().await;
    says(&lab, "texts", "ok", "texts_hold").await;
    change_behind_its_back(&lab, |playbook| playbook.tags.invited = "Invited {{ nmae }}".into()).await;
    let broken = says(&lab, "texts", "fault", "text_broken").await;
    assert!(broken["message"].as_str().unwrap().contains("invited tag"), "{broken}");
}

#[tokio::test]
async fn a_service_that_does_not_answer_is_told_and_its_assessments_are_not_looked_at() {
    let lab = Lab::switched_on().await;
    says(&lab, "service", "ok", "service_answers").await;
    let folder = tempfile::tempdir().unwrap();
    let token = fulcrum_interview::mint_pairing_token().unwrap();
    let service = fulcrum_interview::Service::start(fulcrum_interview::Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: Some("https://interviews.example.com".parse().unwrap()),
        data_dir: folder.path().to_owned(),
        token: token.clone().into(),
        mail: None,
        clock: fulcrum_interview::Clock::system(),
    })
    .await
    .unwrap();
    lab.ok("pair_interview", json!({"url": service.url(), "token": token})).await;
    assert_eq!(says(&lab, "service", "ok", "service_answers").await["deployed"], true);
    service.shutdown().await;
    assert_eq!(says(&lab, "service", "fault", "service_silent").await["deployed"], true);
    for link in ["assessments", "mail"] {
        let why = says(&lab, link, "unchecked", "unchecked").await;
        assert_eq!(why["reason"]["why"], "no_service", "{link}");
    }
}

#[tokio::test]
async fn an_assessment_that_is_not_offered_any_more_is_told() {
    let lab = Lab::switched_on().await;
    says(&lab, "assessments", "ok", "assessments_exist").await;
    change_behind_its_back(&lab, |playbook| playbook.assessment = Some(AssessmentId::new("backend-basic")))
        .await;
    let gone = says(&lab, "assessments", "fault", "assessment_gone").await;
    assert_eq!((&gone["place"], &gone["near"]), (&json!("default"), &json!(["Backend basics"])));
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_is_told_with_its_direction() {
    let lab = Lab::connected().await;
    says(&lab, "clock", "ok", "clock_right").await;
    for (there, ahead) in [(-3_600_000, 3_600_000.0), (3_600_000, -3_600_000.0)] {
        switch(&lab, |switches| switches.clock_offset_ms = there);
        let off = says(&lab, "clock", "look", "clock_off").await["ahead"].as_f64().unwrap();
        assert!((off - ahead).abs() < 30_000.0, "{off}");
    }
}

#[tokio::test]
async fn a_deactivated_user_is_told_and_so_is_whoever_stands_in() {
    let lab = Lab::switched_on().await;
    let users = lab.ok("lever_users", json!({})).await;
    let mara =
        users.as_array().unwrap().iter().find(|user| user["name"] == "Mara Lindqvist").unwrap().clone();
    let other = users.as_array().unwrap().iter().find(|user| user["id"] != mara["id"]).unwrap().clone();
    lab.lever.control().set_deactivated(mara["id"].as_str().unwrap(), true).unwrap();
    let gone = says(&lab, "writer", "fault", "writer_gone").await;
    assert_eq!(gone["meant"], "Mara Lindqvist");
    let writers = json!({"performAs": null, "fallback": other["email"]});
    lab.ok("save_playbook", json!({"id": lab.playbook().await, "writers": writers})).await;
    let instead = says(&lab, "writer", "look", "writer_replaced").await;
    assert_eq!(instead["instead"], other["name"]);
}

#[tokio::test]
async fn a_refused_mail_is_a_fault_until_one_goes_out() {
    let lab = Lab::connected().await;
    says(&lab, "mail", "ok", "mail_ready").await;
    switch(&lab, |switches| switches.mail_reject_recipients = true);
    lab.refused("test_mail", json!({"to": "me@example.com"})).await;
    let failed = says(&lab, "mail", "fault", "mail_test_failed").await;
    assert!(failed["message"].as_str().unwrap().contains("refused the address"), "{failed}");
    switch(&lab, |switches| switches.mail_reject_recipients = false);
    lab.refused("test_mail", json!({"to": "nobody"})).await;
    says(&lab, "mail", "fault", "mail_test_failed").await;
    lab.ok("test_mail", json!({"to": "me@example.com"})).await;
    assert!(says(&lab, "mail", "ok", "mail_ready").await["testedAt"].is_number());
}

#[tokio::test]
async fn a_mail_to_a_candidate_that_did_not_go_out_is_counted() {
    let lab = Lab::switched_on().await;
    switch(&lab, |switches| switches.mail_reject_recipients = true);
    lab.enters_the_trigger_stage(&lab.somebody());
    lab.ok("sync_now", json!({})).await;
    let result = lab
        .until("the mail to fail", async || {
            let result = look(&lab, "mail").await;
            if result["standing"] == "look" { Ok(result) } else { Err(result.to_string()) }
        })
        .await;
    assert_eq!(found(&result, "look", "mails_failed")["count"], 1);
}

#[tokio::test]
async fn why_nobody_is_invited_is_said_switched_off_paused_or_there_before() {
    let lab = Lab::connected().await;
    says(&lab, "arrivals", "look", "nothing_on").await;
    for link in ["places", "texts", "assessments"] {
        let why = says(&lab, link, "unchecked", "unchecked").await;
        assert_eq!(why["reason"]["why"], "nothing_on", "{link}");
    }
    lab.switch_on().await;
    let before = says(&lab, "arrivals", "look", "stage").await;
    assert_eq!((&before["came"], &before["lastAt"]), (&json!(0), &Value::Null));
    assert!(before["people"].as_u64().unwrap() > 0, "{before}");
    assert_eq!(before["stage"], "Phone screen");
    lab.ok("pause", json!({"on": true})).await;
    found(&look(&lab, "arrivals").await, "look", "paused");
    lab.ok("pause", json!({"on": false})).await;
    lab.somebody_without_an_address_enters();
    lab.ok("sync_now", json!({})).await;
    // Whoever checks goes before the watch at Lever, so nothing is checked until the arrival was seen.
    lab.until("the arrival to be seen", async || {
        let inbox = lab.ok("inbox", json!({})).await;
        if inbox["attention"].as_array().is_some_and(|all| !all.is_empty()) {
            Ok(())
        } else {
            Err(inbox.to_string())
        }
    })
    .await;
    let stage = found(&look(&lab, "arrivals").await, "look", "stage");
    assert_eq!((&stage["came"], &stage["invited"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn offline_nothing_is_found_out_and_the_last_result_stays_with_its_time() {
    let lab = Lab::switched_on().await;
    let before = lab.ok("run_checks", json!({"link": null})).await;
    lab.lever.control().set_offline(true);
    let after = lab.ok("run_checks", json!({"link": null})).await;
    for link in ["sign_in", "permissions", "writer", "clock", "places"] {
        let now = row(&after, link);
        let why = found(&now["latest"], "unchecked", "unchecked");
        assert_eq!(why["reason"]["why"], "offline", "{now}");
        assert_eq!(now["earlier"], row(&before, link)["latest"], "{link}");
    }
    for link in ["texts", "service", "assessments", "mail"] {
        assert_eq!(row(&after, link)["latest"]["standing"], "ok", "{link} needs no Lever");
    }
    // Once more, and it is still the one that was seen.
    let again = lab.ok("run_checks", json!({"link": "clock"})).await;
    assert_eq!(row(&again, "clock")["earlier"], row(&before, "clock")["latest"]);
    assert_eq!(lab.ok("checks", json!({})).await, again, "it is kept");
}
