use fulcrum_app::api::ErrorCode;
use serde_json::{Value, json};

use crate::checking::change_behind_its_back;
use crate::lab::Lab;

async fn names(lab: &Lab) -> Vec<String> {
    let all = lab.ok("playbooks", json!({})).await;
    all.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_playbook_is_copied_renamed_put_in_order_and_deleted() {
    let lab = Lab::connected().await;
    let first = lab.playbook().await;
    let copy = lab.ok("copy_playbook", json!({"playbookId": first})).await;
    assert_eq!((copy["name"].clone(), copy["on"].clone()), (json!("Fulcrum screening copy"), json!(false)));
    lab.ok("copy_playbook", json!({"playbookId": first})).await;
    assert_eq!(
        names(&lab).await,
        ["Fulcrum screening", "Fulcrum screening copy 2", "Fulcrum screening copy"]
    );
    lab.ok("save_playbook", json!({"id": copy["id"], "name": "  For cooks "})).await;
    lab.ok("order_playbooks", json!({"playbookIds": [copy["id"], first]})).await;
    assert_eq!(names(&lab).await, ["For cooks", "Fulcrum screening", "Fulcrum screening copy 2"]);
    let nameless = json!({"id": copy["id"], "name": " "});
    assert!(lab.refused("save_playbook", nameless).await.message.contains("name"));
    let taken = json!({"id": copy["id"], "name": "fulcrum Screening "});
    assert!(lab.refused("save_playbook", taken).await.message.contains("has this name"));
    lab.ok("save_playbook", json!({"id": copy["id"], "name": "FOR COOKS"})).await;
    lab.ok("delete_playbook", json!({"playbookId": copy["id"]})).await;
    assert_eq!(names(&lab).await, ["Fulcrum screening", "Fulcrum screening copy 2"]);
    assert_eq!(lab.code("delete_playbook", json!({"playbookId": copy["id"]})).await, ErrorCode::NotFound);
}

#[tokio::test]
async fn whoever_saves_a_playbook_has_answered_what_was_asked_about_its_texts() {
    let lab = Lab::switched_on().await;
    change_behind_its_back(&lab, |playbook| playbook.tags.invited = "{{ nmae }}".into()).await;
    lab.invited().await;
    let id = lab.playbook().await;
    let asked = lab.ok("inbox", json!({})).await["attention"].clone();
    assert_eq!((asked.as_array().unwrap().len(), &asked[0]["playbookId"]), (1, &json!(id)), "{asked}");
    assert!(asked[0]["reason"].as_str().unwrap().contains("the invited tag"), "{asked}");
    let mut tags = lab.ok("playbooks", json!({})).await[0]["tags"].clone();
    tags["invited"] = json!("Invited");
    lab.ok("save_playbook", json!({"id": id, "tags": tags})).await;
    assert_eq!(lab.ok("inbox", json!({})).await["attention"], json!([]));
}

#[tokio::test]
async fn a_playbook_that_is_on_keeps_something_to_send() {
    let lab = Lab::switched_on().await;
    let id = lab.playbook().await;
    let none = json!({"id": id, "assessmentId": ""});
    assert!(lab.refused("save_playbook", none.clone()).await.message.contains("switch it off first"));
    lab.ok("save_playbook", json!({"id": id, "assessmentId": "", "postingTag": "Send: {id}"})).await;
    assert!(lab.refused("save_playbook", json!({"id": id, "postingTag": ""})).await.message.contains("on"));
    lab.ok("switch_off", json!({"playbookId": id})).await;
    lab.ok("save_playbook", json!({"id": id, "postingTag": ""})).await;
}

#[tokio::test]
async fn a_playbook_that_is_needed_is_not_deleted() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let only = lab.refused("delete_playbook", json!({"playbookId": id})).await;
    assert!(only.message.contains("only playbook"), "{}", only.message);
    lab.ok("copy_playbook", json!({"playbookId": id})).await;
    lab.switch_on().await;
    let on = lab.refused("delete_playbook", json!({"playbookId": id})).await;
    assert!(on.message.contains("off"), "{}", on.message);
    lab.invited().await;
    lab.ok("switch_off", json!({"playbookId": id})).await;
    let used = lab.refused("delete_playbook", json!({"playbookId": id})).await;
    assert!(used.message.contains("Screenings were sent"), "{}", used.message);
}

#[tokio::test]
async fn whom_it_is_for_and_what_they_get_is_kept_and_the_preview_goes_by_it() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let fields = lab.ok("posting_fields", json!({})).await;
    let posting = fields["postings"][0]["id"].clone();
    assert!(!fields["teams"].as_array().unwrap().is_empty(), "{fields}");
    let stage = lab.stage("New lead").await;
    let change = json!({
        "id": id,
        "assessmentId": "backend-basics",
        "postingTag": " Hubert: {id} ",
        "postingAssessments": [{"postingId": posting, "stageId": null, "assessmentId": "customer-empathy"}],
        "stageAssessments": [{"stageId": stage, "assessmentId": "on-call-judgement"}],
        "conditions": {
            "postingIds": [], "postingTags": [], "teams": [], "departments": [], "locations": [],
            "origins": ["agency"], "confidentiality": "open",
        },
    });
    let saved = lab.ok("save_playbook", change.clone()).await;
    assert_eq!(saved["postingTag"], "Hubert: {id}");
    for field in ["postingAssessments", "stageAssessments", "conditions"] {
        assert_eq!(saved[field], change[field], "{field}");
    }
    let request = json!({"playbookId": id, "stageIds": [stage], "assessmentId": null});
    let preview = lab.ok("preview_trigger", request).await;
    let people = preview["people"].as_array().unwrap();
    let verdicts: Vec<&Value> = people.iter().map(|person| &person["verdict"]).collect();
    assert!(verdicts.contains(&&json!("not_addressed")), "{verdicts:?}");
    let cleared = lab.ok("save_playbook", json!({"id": id, "postingTag": "", "assessmentId": ""})).await;
    assert_eq!((cleared["postingTag"].clone(), cleared["assessmentId"].clone()), (Value::Null, Value::Null));
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let pattern = lab.refused("save_playbook", json!({"id": id, "postingTag": "Hubert"})).await;
    assert!(pattern.message.contains("{id}"), "{}", pattern.message);
    let unknown = json!([{"stageId": "offer", "assessmentId": "nothing"}]);
    assert_eq!(
        lab.code("save_playbook", json!({"id": id, "stageAssessments": unknown})).await,
        ErrorCode::NotFound
    );
    let twice = json!({"automatic": false, "byPosting": [], "byScore": [
        {"score": 4, "stageId": "offer"}, {"score": 4, "stageId": "offer"},
    ]});
    let error = lab.refused("save_playbook", json!({"id": id, "moves": twice})).await;
    assert!(error.message.contains("one stage"), "{}", error.message);
}

#[tokio::test]
async fn texts_are_shown_for_a_real_candidate_and_a_misspelt_word_is_guessed() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let request = json!({"playbookId": id, "screeningId": null, "texts": [
        "{{ name }}: {{ score }}", "Hello\n{{ frist_name }}", "{{ nothing_like_it", "",
    ]});
    // Of somebody whom Lever has, before anybody was screened: the result alone is made up.
    let first = lab.until("somebody who fills the texts", async || {
        let look = lab.ok("preview_texts", request.clone()).await;
        let name = look["candidate"].as_str().ok_or_else(|| look.to_string())?;
        Ok((name.to_owned(), look["texts"][0]["text"].clone()))
    });
    let (name, text) = first.await;
    assert_eq!(text, format!("{name}: 3"));
    lab.switch_on().await;
    let (person, _) = lab.invited().await;
    let real = lab.ok("preview_texts", request).await;
    assert_eq!(real["candidate"], json!(person.name));
    assert_eq!(real["texts"][0]["text"], json!(format!("{}: 3", person.name)));
    assert_eq!(real["texts"][1]["didYouMean"], "first_name");
    assert!(real["texts"][1]["problem"].as_str().unwrap().contains("line 2"));
    assert!(real["texts"][2]["text"].is_null() && real["texts"][2]["problem"].is_string());
    assert_eq!(real["texts"][3]["text"], "");
}

#[tokio::test]
async fn a_text_that_writes_out_what_is_never_there_is_refused_and_keeps_nobody_from_other_changes() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let mut tags = lab.ok("playbooks", json!({})).await[0]["tags"].clone();
    tags["invited"] = json!("Invited {{ score }}");
    let refused = lab.refused("save_playbook", json!({"id": id, "tags": tags})).await;
    assert!(refused.message.contains("it comes with the result"), "{refused:?}");
    // One that is there already, from before this was checked.
    change_behind_its_back(&lab, |playbook| playbook.tags.invited = "Invited {{ score }}".into()).await;
    lab.ok("save_playbook", json!({"id": id, "hourlyCap": 9})).await;
}

#[tokio::test]
async fn tags_and_the_meaning_of_scores_are_kept_and_checked() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let mut tags = lab.ok("playbooks", json!({})).await[0]["tags"].clone();
    tags["started"] = json!(" Screening - Started ");
    tags["replace"] = json!(true);
    let grading = json!({
        "scale": "score", "scoreFrom": null, "byAssessment": [],
        "thresholds": {"passFrom": 3, "failTo": 1, "knockedOut": null, "grades": [{"name": "Lead", "from": 4}]},
    });
    let saved = lab.ok("save_playbook", json!({"id": id, "tags": tags, "grading": grading})).await;
    assert_eq!(saved["tags"]["started"], "Screening - Started");
    assert_eq!((saved["tags"]["replace"].clone(), saved["grading"].clone()), (json!(true), grading.clone()));
    tags["completed"] = tags["invited"].clone();
    let same = lab.refused("save_playbook", json!({"id": id, "tags": tags})).await;
    assert!(same.message.contains("the same as"), "{}", same.message);
    let mut upside_down = grading;
    upside_down["thresholds"]["failTo"] = json!(3);
    let refused = lab.refused("save_playbook", json!({"id": id, "grading": upside_down})).await;
    assert!(refused.message.contains("“Fails up to” must be less than “Passes from”"), "{}", refused.message);
}

#[tokio::test]
async fn reminders_and_what_happens_to_who_leaves_are_kept_and_checked() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let first = lab.ok("playbooks", json!({})).await[0].clone();
    assert_eq!(first["remindAfterDays"], json!([3, 6]));
    let leaving = json!({
        "archived": "keep", "hired": "cancel", "leftStage": "stop_reminding", "postingClosed": "cancel",
    });
    let change = json!({"id": id, "remindAfterDays": [2, 5, 9], "leaving": leaving});
    let saved = lab.ok("save_playbook", change).await;
    assert_eq!((&saved["remindAfterDays"], &saved["leaving"]), (&json!([2, 5, 9]), &leaving));
    for days in [json!([0]), json!([6, 3]), json!([3, 3]), json!([14]), json!([1, 2, 3, 4, 5])] {
        let refused = lab.refused("save_playbook", json!({"id": id, "remindAfterDays": days})).await;
        assert!(refused.message.contains("reminders"), "{}", refused.message);
    }
    assert_eq!(
        lab.ok("save_playbook", json!({"id": id, "remindAfterDays": []})).await["remindAfterDays"],
        json!([])
    );
}

#[tokio::test]
async fn whether_snoozed_candidates_are_left_alone_is_kept() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    assert_eq!(lab.ok("playbooks", json!({})).await[0]["skipSnoozed"], true);
    let saved = lab.ok("save_playbook", json!({"id": id, "skipSnoozed": false})).await;
    assert_eq!(saved["skipSnoozed"], false);
    assert_eq!(lab.ok("save_playbook", json!({"id": id, "hourlyCap": 9})).await["skipSnoozed"], false);
}

#[tokio::test]
async fn how_past_results_would_have_fallen_is_told_and_changes_nothing() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let grading = |pass: u32, fail: u32| {
        json!({"scale": "score", "scoreFrom": null, "byAssessment": [], "thresholds": {
            "passFrom": pass, "failTo": fail, "knockedOut": null, "grades": [],
        }})
    };
    let before = lab.ok("playbooks", json!({})).await;
    let past = lab.ok("preview_grading", json!({"playbookId": id, "grading": grading(3, 1)})).await;
    assert_eq!(past["results"], 0);
    assert_eq!(lab.ok("playbooks", json!({})).await, before);
    let wrong = json!({"playbookId": id, "grading": grading(1, 3)});
    assert_eq!(lab.code("preview_grading", wrong).await, ErrorCode::InvalidInput);
    let gone = json!({"playbookId": "nothing", "grading": grading(3, 1)});
    assert_eq!(lab.code("preview_grading", gone).await, ErrorCode::NotFound);
}

#[tokio::test]
async fn who_writes_is_kept_and_must_be_somebody_who_can() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let users = lab.ok("lever_users", json!({})).await;
    let (first, second) = (&users[0], &users[1]);
    let writers = json!({"performAs": first["id"], "fallback": second["email"]});
    let saved = lab.ok("save_playbook", json!({"id": id, "writers": writers})).await;
    assert_eq!(saved["writers"], writers);
    let unknown = json!({"performAs": null, "fallback": "nobody@example.com"});
    assert_eq!(
        lab.code("save_playbook", json!({"id": id, "writers": unknown})).await,
        ErrorCode::InvalidInput
    );
    let gone = json!({"performAs": "no-such-user", "fallback": null});
    assert_eq!(lab.code("save_playbook", json!({"id": id, "writers": gone})).await, ErrorCode::NotFound);
    let nobody = json!({"performAs": null, "fallback": ""});
    let saved = lab.ok("save_playbook", json!({"id": id, "writers": nobody})).await;
    assert_eq!(saved["writers"], json!({"performAs": null, "fallback": null}));
}

#[tokio::test]
async fn new_applications_are_a_trigger_beside_stages_and_a_playbook_can_be_for_use_by_hand() {
    let lab = Lab::connected().await;
    let id = lab.playbook().await;
    let counts = lab.ok("stage_counts", json!({})).await;
    let applied = counts.as_array().unwrap().iter().find(|one| one["stageId"] == "@applied").unwrap().clone();
    assert!(applied["people"].as_u64().unwrap() > 0, "{counts}");
    let setup = async || lab.ok("status", json!({})).await["setup"].clone();
    assert_eq!((&setup().await["triggerOn"], &setup().await["byHand"]), (&json!(false), &json!(false)));
    lab.ok("save_playbook", json!({"id": id, "assessmentId": "backend-basics", "byHand": true})).await;
    assert_eq!((&setup().await["triggerOn"], &setup().await["byHand"]), (&json!(false), &json!(true)));
    let request = json!({"playbookId": id, "stageIds": ["@applied"], "assessmentId": null});
    let preview = lab.ok("preview_trigger", request).await;
    assert_eq!(preview["people"].as_array().unwrap().len() as u64, applied["people"].as_u64().unwrap());
    let on = lab.ok("switch_on", json!({"playbookId": id, "stageIds": ["@applied"], "inviteNow": []})).await;
    assert_eq!(on["playbook"]["triggers"][0]["stage"], "New applications");
    lab.ok("export_playbook", json!({"playbookId": id})).await;
    let (_, text) = lab.host.saved.lock().unwrap().last().unwrap().clone();
    assert!(text.contains("usual_applications = true") && text.contains("by_hand = true"), "{text}");
    let off = lab.ok("switch_off", json!({"playbookId": id})).await;
    assert_eq!(
        (&off["on"], &off["usualApplications"], &off["byHand"]),
        (&json!(false), &json!(true), &json!(true))
    );
}
