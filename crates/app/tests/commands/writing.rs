//! Writing assessments, and the checks of setting up.

use fulcrum_app::api::ErrorCode;
use serde_json::{Value, json};

use crate::lab::Lab;

/// A copy of a built-in one, not saved yet.
async fn copy(lab: &Lab) -> Value {
    let all = lab.ok("assessments", json!({})).await;
    let mut copy =
        all.as_array().unwrap().iter().find(|one| one["id"] == "customer-empathy").unwrap().clone();
    assert_eq!(copy["builtIn"], true);
    (copy["id"], copy["name"], copy["revision"]) = (json!("ours"), json!("Ours"), json!(0));
    copy
}

#[tokio::test]
async fn an_assessment_is_written_changed_and_shown_as_to_a_candidate() {
    let lab = Lab::connected().await;
    let mut draft = copy(&lab).await;
    draft["questions"][0]["anchors"] = json!([" ", "", "", ""]);
    draft["questions"][0]["hint"] = json!("  ");
    let link = lab.ok("preview_assessment", draft.clone()).await;
    assert_eq!(json!(lab.opened()), link["url"]);
    let page = lab.browse(&lab.opened()).await;
    for words in ["Ours", "Northwind Robotics", "Mara Lindqvist"] {
        assert!(page.contains(words), "{words} is missing in {page}");
    }
    assert_eq!(lab.ok("assessments", json!({})).await.as_array().unwrap().len(), 4, "a look saves nothing");
    let saved = lab.ok("save_assessment", draft.clone()).await;
    assert_eq!((&saved["revision"], &saved["builtIn"]), (&json!(1), &json!(false)));
    assert_eq!(
        (&saved["questions"][0]["anchors"], &saved["questions"][0]["hint"]),
        (&json!([]), &json!(null))
    );
    assert_eq!(lab.ok("save_assessment", draft).await["revision"], 1, "saved twice is saved once");
}

#[tokio::test]
async fn what_cannot_be_saved_is_refused_with_what_is_wrong() {
    let lab = Lab::connected().await;
    let draft = copy(&lab).await;
    let with = |field: &str, value: Value| {
        let mut one = draft.clone();
        one[field] = value;
        one
    };
    for (field, value) in
        [("name", json!(" ")), ("minutes", json!(0)), ("questions", json!([])), ("id", json!("a b"))]
    {
        let error = lab.refused("save_assessment", with(field, value)).await;
        assert_eq!(error.code, ErrorCode::InvalidInput, "{field}: {error:?}");
        assert!(error.message.ends_with('.'), "{}", error.message);
    }
    let kind = lab.refused("save_assessment", {
        let mut one = draft.clone();
        one["questions"][0]["kind"] = json!("other");
        one
    });
    assert_eq!(kind.await.code, ErrorCode::InvalidInput);
    assert_eq!(lab.code("save_assessment", with("id", json!("backend-basics"))).await, ErrorCode::Conflict);
    let saved = lab.ok("save_assessment", draft.clone()).await;
    lab.ok("save_assessment", {
        let mut one = saved.clone();
        one["minutes"] = json!(7);
        one
    })
    .await;
    let late = {
        let mut one = saved;
        one["minutes"] = json!(9);
        one
    };
    assert_eq!(lab.code("save_assessment", late).await, ErrorCode::Conflict);
}

#[tokio::test]
async fn an_assessment_that_a_playbook_sends_stays_and_a_deleted_one_comes_back() {
    let lab = Lab::connected().await;
    let draft = copy(&lab).await;
    lab.ok("save_assessment", draft).await;
    let playbook = lab.playbook().await;
    lab.ok("save_playbook", json!({"id": playbook, "assessmentId": "ours"})).await;
    let refused = lab.refused("delete_assessment", json!({"id": "ours"})).await;
    assert_eq!(refused.code, ErrorCode::Conflict);
    assert!(refused.message.contains("playbook"), "{}", refused.message);
    lab.ok("save_playbook", json!({"id": playbook, "assessmentId": "backend-basics"})).await;
    let deleted = lab.ok("delete_assessment", json!({"id": "ours"})).await;
    assert_eq!(lab.ok("assessments", json!({})).await.as_array().unwrap().len(), 4);
    assert_eq!(lab.ok("save_assessment", deleted).await["revision"], 3);
    assert_eq!(lab.ok("assessments", json!({})).await.as_array().unwrap().len(), 5);
    assert_eq!(lab.code("delete_assessment", json!({"id": "backend-basics"})).await, ErrorCode::Conflict);
    assert_eq!(lab.code("delete_assessment", json!({"id": "nothing"})).await, ErrorCode::NotFound);
}

#[tokio::test]
async fn each_stage_says_how_many_are_there_now() {
    let lab = Lab::connected().await;
    let stage = lab.stage("Phone screen").await;
    let counted = async || {
        let counts = lab.ok("stage_counts", json!({})).await;
        let stages = lab.ok("stages", json!({})).await;
        // New applications are counted beside them.
        assert_eq!(counts.as_array().unwrap().len(), stages.as_array().unwrap().len() + 1);
        counts.as_array().unwrap().iter().find(|one| one["stageId"] == json!(stage)).unwrap().clone()
    };
    let before = counted().await;
    let person = lab.somebody();
    lab.enters_the_trigger_stage(&person);
    let after = counted().await;
    assert_eq!(after["people"], json!(before["people"].as_u64().unwrap() + 1));
    assert_eq!(after["more"], false);
}
