//! Questions that are counted by rule: how they are answered, and what they count.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{World, request};
use serde_json::{Value, json};

async fn begun(world: &World) -> Value {
    let mut body = request();
    body["assessment"] = json!("first-questions");
    let (status, invited) = world.invite("k", body).await;
    assert_eq!(status, 201, "{invited}");
    let link = invited["link"].as_str().unwrap();
    world.form(&format!("{link}/consent"), &[("consent", "yes")]).await;
    invited
}

#[tokio::test]
async fn answers_are_chosen_counted_and_told_after_hand_in_alone() {
    let world = World::new().await;
    let invited = begun(&world).await;
    let link = invited["link"].as_str().unwrap();
    let (_, page) = world.page(&format!("{link}/q/1")).await;
    assert!(page.contains("type=\"radio\" name=\"answer\" value=\"Yes\""), "{page}");
    assert!(page.contains("This question needs an answer."));
    assert!(!page.contains("point"), "candidates do not see what an answer counts");
    for (n, answer) in [(1, "Yes"), (2, "3,5"), (3, "Later"), (4, "Only at home")] {
        let (status, to, _) =
            world.form(&format!("{link}/q/{n}"), &[("answer", answer), ("go", "next")]).await;
        assert_eq!((status, to.ends_with(&format!("/q/{}", n + 1))), (303, true));
    }
    let (_, page) = world.page(&format!("{link}/q/2")).await;
    assert!(page.contains("value=\"3.5\"") && page.contains("years"), "{page}");
    let (_, page) = world.page(&format!("{link}/q/3")).await;
    assert!(page.contains("value=\"Later\" checked"), "{page}");
    assert!(world.state(&invited["ref"]).await["tally"].is_null(), "a draft is the candidate's own");
    world.form(&format!("{link}/submit"), &[]).await;
    let tally = json!({"points": 5, "of": 12, "knockedOut": false, "complete": true});
    assert_eq!(world.state(&invited["ref"]).await["tally"], tally);
    let answers = format!("/invitations/{}/answers", invited["ref"].as_str().unwrap());
    let (_, handed_in) = world.get(&answers).await;
    assert_eq!(handed_in["tally"], tally);
    assert_eq!(handed_in["answers"][1]["count"], json!({"points": 4, "of": 5, "knockedOut": false}));
    let (_, report) = world.page(invited["reportLink"].as_str().unwrap()).await;
    assert!(report.contains("5 of 12 points") && report.contains("3.5 years"), "{report}");
}

#[tokio::test]
async fn what_cannot_be_an_answer_is_shown_again_and_not_saved() {
    let world = World::new().await;
    let invited = begun(&world).await;
    let link = invited["link"].as_str().unwrap();
    let (status, _, page) = world.form(&format!("{link}/q/2"), &[("answer", "many"), ("go", "next")]).await;
    assert_eq!(status, 422);
    assert!(page.contains("value=\"many\"") && page.contains("answer with a number"), "{page}");
    let (status, _, said) = world.form(&format!("{link}/q/2/save"), &[("answer", "1e9")]).await;
    assert_eq!(status, 422, "{said}");
    assert!(said.contains("no_number"));
    let (status, _, page) = world.form(&format!("{link}/q/3"), &[("answer", "Never"), ("go", "next")]).await;
    assert_eq!(status, 422);
    assert!(page.contains("choose one of the answers"));
    world.form(&format!("{link}/q/3"), &[("answer", "Later"), ("go", "next")]).await;
    let (_, page) = world.page(&format!("{link}/review")).await;
    assert!(page.contains("One question needs an answer before"), "said before it is tried: {page}");
    assert!(!page.contains("can hand in without"), "{page}");
    let (status, _, page) = world.form(&format!("{link}/submit"), &[]).await;
    assert_eq!(status, 422, "a hard requirement needs an answer");
    assert!(page.contains("One question needs an answer") && page.contains("Needs an answer"), "{page}");
    assert_eq!(world.state(&invited["ref"]).await["state"], "started");
    world.form(&format!("{link}/q/1"), &[("answer", "No"), ("go", "next")]).await;
    world.form(&format!("{link}/submit"), &[]).await;
    let news = world.state(&invited["ref"]).await;
    assert_eq!((&news["state"], &news["tally"]["knockedOut"]), (&json!("submitted"), &json!(true)));
    let (_, report) = world.page(invited["reportLink"].as_str().unwrap()).await;
    assert!(report.contains("Hard requirement not met"));
}

#[tokio::test]
async fn candidates_are_told_whether_a_person_or_a_rule_reads() {
    let world = World::new().await;
    for (key, assessment, by_rule) in [("r", "first-questions", true), ("p", "customer-empathy", false)] {
        let mut body = request();
        body["assessment"] = json!(assessment);
        let (status, invited) = world.invite(key, body).await;
        assert_eq!(status, 201, "{invited}");
        let link = invited["link"].as_str().unwrap();
        let (_, welcome) = world.page(link).await;
        assert_eq!(welcome.contains("Counted by rule"), by_rule, "{welcome}");
        assert_eq!(welcome.contains("A person reads every answer"), !by_rule, "{welcome}");
        let (_, consent) = world.page(&format!("{link}/consent")).await;
        assert_eq!(consent.contains("counted by rules that people set"), by_rule, "{consent}");
        assert_eq!(consent.contains("A person decides what happens next"), !by_rule, "{consent}");
    }
}

#[tokio::test]
async fn rules_that_cannot_be_meant_are_refused() {
    let world = World::new().await;
    let save = async |question: Value| {
        let mut question = question;
        question["id"] = json!("q");
        question["text"] = json!("?");
        let body = json!({"name": "N", "minutes": 5, "revision": 0, "questions": [question]});
        let (status, said) = world.put("/assessments/rules", body).await;
        (status, said["message"].as_str().unwrap_or_default().to_owned())
    };
    let option = |text: &str, out: bool| json!({"text": text, "points": 1, "knockOut": out});
    for (question, word) in [
        (json!({"kind": "choice", "options": [option("One", false)]}), "2 to 20"),
        (json!({"kind": "choice", "options": [option("A", false), option("A", false)]}), "are the same"),
        (json!({"kind": "choice", "options": [option("A", true), option("B", true)]}), "good enough"),
        (json!({"kind": "choice", "options": [option(" A", false), option("B", false)]}), "blanks"),
        (json!({"kind": "yesNo", "options": [option("Ja", false), option("Nein", true)]}), "Yes and No"),
        (json!({"kind": "text", "options": [option("A", false), option("B", false)]}), "Only a choice"),
        (json!({"kind": "text", "number": {}}), "Only a question for a number"),
        (json!({"kind": "number", "number": {"atLeast": 5, "atMost": 2}}), "greater than"),
        (
            json!({"kind": "number", "number": {"points": [{"from": 1, "points": 1}, {"from": 1, "points": 2}]}}),
            "same number",
        ),
        (json!({"kind": "number", "number": {"points": [{"from": 1, "points": 5000}]}}), "1000 points"),
    ] {
        let (status, said) = save(question).await;
        assert_eq!(status, 422, "{said}");
        assert!(said.contains(word), "{said}");
    }
    let good = json!({"kind": "number", "number": {"unit": "years", "atLeast": 1.5}});
    assert_eq!(save(good).await.0, 200);
}
