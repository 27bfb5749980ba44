//! A feedback form in Lever, filled from a review or from what was counted.

use fulcrum_core::assessment::Score;
use fulcrum_core::form::{Form, Source};
use fulcrum_core::grading::{Grade, Grading, Scale, Thresholds};
use fulcrum_core::playbook::{Playbook, Rescreening};
use fulcrum_core::writers::Writers;
use fulcrum_core::{AssessmentId, ScreeningId, UserId};
use fulcrum_engine::NewReview;
use fulcrum_sandbox::{Fault, FaultKind, FormSnapshot};
use fulcrum_store::EffectState;
use serde_json::json;

use crate::lab::{Desk, HOLD, Lab, Setup};

const FEEDBACK: &str = "/v1/opportunities/*/feedback";

/// A desk whose playbook fills the form that is suggested for a template of the made-up company.
async fn desk_of(lab: &Lab, playbook: Playbook, title: &str) -> Desk {
    let desk = Desk::open(lab, Setup { playbook, ..Setup::named("first") }).await;
    choose(&desk, title).await;
    desk.switch_on(&[]).await;
    desk
}

async fn desk(lab: &Lab) -> Desk {
    desk_of(lab, Setup::named("first").playbook, "Screening result").await
}

/// Chooses a template in the playbook, as it is in Lever now.
async fn choose(desk: &Desk, title: &str) {
    let templates = desk.engine.lever().feedback_templates().await.unwrap();
    let template = templates.into_iter().find(|template| template.text == title).unwrap();
    let form = Form::suggested(&template.into());
    change(desk, |playbook| playbook.form = Some(form)).await;
}

async fn change(desk: &Desk, change: impl FnOnce(&mut Playbook) + Send + 'static) {
    let (account, id) = (desk.account.clone(), desk.playbook.id.clone());
    let changed = desk.store.write(move |tx| {
        let mut playbook = tx.playbooks(&account)?.into_iter().find(|one| one.id == id).unwrap();
        change(&mut playbook);
        tx.save_playbook(&account, &playbook)
    });
    changed.await.unwrap();
}

/// The id of the template that the playbook names.
async fn template(desk: &Desk) -> String {
    let (account, id) = (desk.account.clone(), desk.playbook.id.clone());
    let playbooks = desk.store.read(move |tx| tx.playbooks(&account)).await.unwrap();
    playbooks.into_iter().find(|one| one.id == id).unwrap().form.unwrap().template
}

async fn review(desk: &Desk, id: &ScreeningId, score: u8) {
    desk.engine.review(id, NewReview::of(Score::new(score).unwrap(), "Ask @mara".into())).await.unwrap();
}

fn forms(lab: &Lab, id: &str) -> Vec<FormSnapshot> {
    lab.lever(id).forms
}

fn answer<'a>(form: &'a FormSnapshot, question: &str) -> &'a str {
    let found = form.answers.iter().find(|(text, _)| text == question);
    found.and_then(|(_, value)| value.as_str()).unwrap_or_default()
}

/// How the form's write stands, with its reason.
async fn write(desk: &Desk, id: &ScreeningId) -> (EffectState, Option<String>) {
    let effects = desk.effects(id).await;
    let last = effects.into_iter().rfind(|one| one.effect.kind() == "add_feedback").unwrap();
    (last.state, last.reason)
}

#[tokio::test]
async fn a_review_fills_a_form_in_the_name_of_whoever_writes() {
    let lab = Lab::new().await;
    let users = lab.control.users();
    let other = users.iter().filter(|user| user.active).nth(1).unwrap();
    let writers = Writers { perform_as: Some(UserId::new(other.id.clone())), fallback: None };
    let playbook = Playbook { writers, ..Setup::named("first").playbook };
    let desk = desk_of(&lab, playbook, "Screening result").await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 3).await;
    desk.drain().await;
    let [form] = forms(&lab, &id).try_into().unwrap();
    assert_eq!((form.title.as_str(), form.user.as_ref()), ("Screening result", Some(&other.name)));
    assert!(form.completed_at.is_some(), "a draft would be nobody's");
    assert_eq!(answer(&form, "Rating"), "3 - Hire");
    assert_eq!(answer(&form, "Assessment"), "Backend basics");
    let (comment, reference) = (answer(&form, "Comment"), desk.screening(&id).await.reference);
    assert!(comment.starts_with("Ask @\u{200b}mara\n\nAnswers: http"), "nobody is mentioned: {comment}");
    assert!(comment.ends_with(&format!("\n\nRef {reference}/1")), "{comment}");
    assert_eq!(lab.lever(&id).notes.len(), 1, "the note is written all the same");

    // A change of mind is a form of its own; the one before stays as it is.
    review(&desk, &screening, 1).await;
    desk.drain().await;
    let both = forms(&lab, &id);
    assert_eq!(both.len(), 2);
    assert_eq!(both[0], form);
    assert_eq!(answer(&both[1], "Rating"), "1 - Strong No Hire");
    assert!(answer(&both[1], "Comment").ends_with(&format!("Ref {reference}/2")));
    assert_eq!(lab.requests("POST", FEEDBACK), 2);
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_and_the_form_is_there_once() {
    for kind in [FaultKind::DropAfterEffect, FaultKind::ErrorAfterEffect, FaultKind::DropBefore] {
        let lab = Lab::new().await;
        let desk = desk(&lab).await;
        let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        lab.control.inject(Fault::once(FEEDBACK, kind.clone()).method("POST"));
        review(&desk, &screening, 3).await;
        desk.drain().await;
        assert_eq!(forms(&lab, &id).len(), 1, "{kind:?}");
        assert_eq!(write(&desk, &screening).await.0, EffectState::Done, "{kind:?}");
        let sent = lab.requests("POST", FEEDBACK);
        assert_eq!(sent, if kind == FaultKind::DropBefore { 2 } else { 1 }, "{kind:?}");
    }
}

#[tokio::test]
async fn a_form_that_somebody_deleted_is_not_taken_for_ours() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    lab.control.inject(Fault::once(FEEDBACK, FaultKind::DropAfterEffect).method("POST"));
    review(&desk, &screening, 3).await;
    lab.pass(HOLD);
    desk.engine.deliver().await.unwrap();
    assert_eq!(write(&desk, &screening).await.0, EffectState::Unknown);
    lab.control.delete_form(&id, &forms(&lab, &id)[0].id).unwrap();
    desk.drain().await;
    assert_eq!((forms(&lab, &id).len(), lab.requests("POST", FEEDBACK)), (1, 2));
    assert_eq!(write(&desk, &screening).await.0, EffectState::Done);
}

#[tokio::test]
async fn a_review_taken_back_in_time_adds_no_form() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 1).await;
    desk.engine.take_back_review(&screening).await.unwrap();
    desk.drain().await;
    assert_eq!(write(&desk, &screening).await.0, EffectState::Skipped);
    review(&desk, &screening, 4).await;
    desk.drain().await;
    let [form] = forms(&lab, &id).try_into().unwrap();
    assert_eq!(answer(&form, "Rating"), "4 - Strong Hire");
}

#[tokio::test]
async fn a_template_that_changed_meanwhile_says_what_to_do_and_the_form_comes_after_that() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    let template = template(&desk).await;
    lab.control.save_template(&template).unwrap();
    review(&desk, &screening, 3).await;
    desk.drain().await;
    let (state, reason) = write(&desk, &screening).await;
    assert_eq!(state, EffectState::Wedged);
    assert!(reason.unwrap().contains("was changed in Lever"));
    let told = desk.question().await;
    assert!(told.reason.ends_with("Choose it again in the playbook."), "{}", told.reason);
    assert_eq!(lab.lever(&id).notes.len(), 1, "nothing else is lost");
    assert_eq!((forms(&lab, &id).len(), lab.requests("POST", FEEDBACK)), (0, 0));

    choose(&desk, "Screening result").await;
    desk.engine.settle_attention(&told.id, "retry").await.unwrap();
    desk.drain().await;
    let [form] = forms(&lab, &id).try_into().unwrap();
    assert_eq!(answer(&form, "Rating"), "3 - Hire");

    lab.control.delete_template(&template).unwrap();
    review(&desk, &screening, 4).await;
    desk.drain().await;
    let told = desk.question().await;
    assert!(told.reason.contains("is not in Lever any more"), "{}", told.reason);
    // Whoever wants no form any more says so in the playbook.
    change(&desk, |playbook| playbook.form = None).await;
    desk.engine.settle_attention(&told.id, "retry").await.unwrap();
    desk.drain().await;
    assert_eq!(write(&desk, &screening).await.0, EffectState::Skipped);
    assert!(desk.attention().await.is_empty());
    assert_eq!(forms(&lab, &id).len(), 1);
}

#[tokio::test]
async fn the_companys_own_words_for_scores_are_taken_as_they_are_now() {
    let lab = Lab::new().await;
    let words = ["Great", "Good", "Fair", "Poor"].map(|text| json!({ "text": text }));
    let rating = json!({ "type": "score-system", "text": "Overall", "required": true, "options": words, "value": null });
    let thumb = json!({ "type": "score", "text": "Thumb", "required": true, "value": null });
    let line = json!({ "type": "text", "text": "Where", "required": false, "value": null });
    lab.control.add_template("Own words", &[rating, thumb, line]);
    let desk = desk_of(&lab, Setup::named("first").playbook, "Own words").await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 2).await;
    desk.drain().await;
    let [form] = forms(&lab, &id).try_into().unwrap();
    assert_eq!(answer(&form, "Overall"), "Fair");
    assert_eq!(form.answers[1].1, json!(2));
    assert!(answer(&form, "Where").starts_with("Backend basics Ref F-"), "{form:?}");
}

/// Counted by rule: 9 of 12 points pass.
fn counted() -> Playbook {
    let thresholds = Thresholds {
        grades: vec![Grade { name: "Passed".into(), from: 0 }],
        pass_from: Some(9),
        ..Thresholds::default()
    };
    Playbook {
        assessment: Some(AssessmentId::new("first-questions")),
        grading: Grading {
            scale: Scale::Points,
            thresholds,
            score_from: Some([3, 6, 9]),
            ..Grading::default()
        },
        ..Setup::named("first").playbook
    }
}

async fn answered(lab: &Lab, desk: &Desk) -> (String, ScreeningId) {
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    let link = desk.screening(&id).await.link.unwrap();
    lab.post(&format!("{link}/consent"), &[("consent", "yes")]).await;
    for (at, answer) in ["Yes", "8", "Within two weeks", "At the office", "Yes"].into_iter().enumerate() {
        lab.post(&format!("{link}/q/{}", at + 1), &[("answer", answer), ("go", "next")]).await;
    }
    lab.post(&format!("{link}/submit"), &[]).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    let screening = desk.screening(&id).await.id;
    (id, screening)
}

#[tokio::test]
async fn what_is_counted_fills_one_without_a_person_and_so_does_a_result_that_is_reused() {
    let lab = Lab::new().await;
    let playbook = Playbook { rescreening: Rescreening::Reuse, ..counted() };
    let desk = desk_of(&lab, playbook, "Phone screen").await;
    change(&desk, |playbook| {
        let form = playbook.form.as_mut().unwrap();
        let verdict = "7b2e4d90-3fa6-4c5b-9d80-2e5f9c3b4012".to_owned();
        form.fields.push(fulcrum_core::form::Fill { field: verdict, with: Source::Verdict });
    })
    .await;
    let (id, _) = answered(&lab, &desk).await;
    let [form] = forms(&lab, &id).try_into().unwrap();
    assert_eq!(answer(&form, "Rating"), "4 - Strong Hire");
    assert_eq!(answer(&form, "Would you like to work together?"), "yes");
    let told = answer(&form, "What spoke for the candidate?");
    assert!(told.starts_with("Answers: http") && told.ends_with("/counted"), "{told}");

    let second = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    let [form] = forms(&lab, &second).try_into().unwrap();
    let told = answer(&form, "What spoke for the candidate?");
    assert!(told.starts_with("The result of an earlier screening"), "{told}");
}

#[tokio::test]
async fn a_result_without_a_score_adds_no_form_until_a_person_gives_one() {
    let lab = Lab::new().await;
    let playbook = counted();
    let grading = Grading { score_from: None, ..playbook.grading.clone() };
    let desk = desk_of(&lab, Playbook { grading, ..playbook }, "Screening result").await;
    let (id, screening) = answered(&lab, &desk).await;
    assert_eq!((forms(&lab, &id).len(), lab.lever(&id).notes.len()), (0, 1));
    review(&desk, &screening, 3).await;
    lab.pass(HOLD);
    desk.drain().await;
    assert_eq!(forms(&lab, &id).len(), 1);
    assert!(desk.attention().await.is_empty());
}
