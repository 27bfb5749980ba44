//! Tags of a candidate that name an assessment, or seem to.

use std::time::Duration;

use fulcrum_core::assessment::Score;
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::{Rescreening, StageAssessment};
use fulcrum_core::screening::State;
use fulcrum_core::{AssessmentId, StageId};
use fulcrum_engine::NewReview;
use fulcrum_store::ScreeningRow;

use crate::lab::{Desk, Lab, OTHER, Setup, TRIGGER, trigger};

const TO: &str = "aiko@example.com";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A desk that screens whoever comes back once more.
async fn sending_again(lab: &Lab) -> Desk {
    let mut setup = Setup::named("first");
    setup.playbook.rescreening = Rescreening::SendAgain;
    setup.playbook.tags.score = "{{ assessment }}: {{ score }}".into();
    let desk = Desk::open(lab, setup).await;
    desk.switch_on(&[]).await;
    desk
}

/// The candidate goes, and comes back a day later.
async fn comes_back(lab: &Lab, desk: &Desk, id: &str) {
    lab.control.move_to_stage(id, OTHER, None).unwrap();
    desk.safety().await;
    lab.pass(DAY);
    lab.enter(id);
    desk.look_and_send().await;
    desk.drain().await;
}

/// Two stages, of which the second sends something else; who has the tag of the first's test had it there.
async fn in_the_second_stage(lab: &Lab, rescreening: Rescreening) -> (Desk, String) {
    let mut setup = Setup::named("first");
    setup.playbook.rescreening = rescreening;
    let second = StageId::new(OTHER);
    setup.playbook.stage_assessments =
        vec![StageAssessment { stage: second.clone(), assessment: AssessmentId::new("customer-empathy") }];
    let desk = Desk::open(lab, setup).await;
    let stages = [trigger(), vec![second]].concat();
    desk.engine.switch_on(&desk.playbook.id, &stages, &[]).await.unwrap();
    let id = lab.candidate("Aiko Tanaka", Some(TO));
    tag(lab, &id, "Backend basics");
    lab.enter(&id);
    desk.screened(lab, &id).await;
    lab.pass(DAY);
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    desk.tick().await;
    (desk, id)
}

fn tag(lab: &Lab, id: &str, tag: &str) {
    lab.control.add_tags(id, &[tag.to_owned()]).unwrap();
}

#[tokio::test]
async fn a_score_tag_of_fulcrum_is_no_misspelt_override() {
    let lab = Lab::new().await;
    let desk = sending_again(&lab).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", TO).await;
    let review = NewReview::of(Score::new(2).unwrap(), String::new());
    desk.engine.review(&screening, review).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.tagged(&id, "Backend basics: 2"), 1);
    comes_back(&lab, &desk, &id).await;
    assert!(desk.attention().await.is_empty());
    assert_eq!(desk.decisions(&id).await[0].decision.verdict, Verdict::Invite);
    assert_eq!((lab.mails(TO).len(), lab.tagged(&id, "Backend basics: 2")), (2, 1));
}

#[tokio::test]
async fn a_score_tag_that_a_colleagues_computer_wrote_is_no_misspelt_override() {
    let lab = Lab::new().await;
    let desk = sending_again(&lab).await;
    let id = lab.candidate("Aiko Tanaka", Some(TO));
    tag(&lab, &id, "Backend basics: 2");
    tag(&lab, &id, "Customer empathy: 4");
    lab.enter(&id);
    desk.look_and_send().await;
    assert!(desk.attention().await.is_empty());
    assert_eq!((lab.mails(TO).len(), lab.tagged(&id, "Backend basics: 2")), (1, 1));
    // No playbook writes that.
    let other = lab.candidate("Bo Ek", Some("bo@example.com"));
    tag(&lab, &other, "Backend basics: 7");
    lab.enter(&other);
    desk.tick().await;
    assert!(desk.question().await.reason.contains("Backend basics: 7"));
}

#[tokio::test]
async fn a_tag_that_names_no_assessment_is_asked_about_once_and_stays() {
    let lab = Lab::new().await;
    let desk = sending_again(&lab).await;
    let id = lab.candidate("Aiko Tanaka", Some(TO));
    tag(&lab, &id, "Customer empathic");
    lab.enter(&id);
    desk.tick().await;
    let question = desk.question().await;
    let answer = question.actions.iter().find(|action| action.label == "It names no assessment").unwrap();
    desk.engine.settle_attention(&question.id, &answer.id).await.unwrap();
    // Taken back, it is open again, and nothing of the answer is left.
    desk.engine.unsettle(&question.id).await.unwrap();
    desk.send().await;
    assert!(lab.mails(TO).is_empty());
    desk.engine.settle_attention(&desk.question().await.id, &answer.id).await.unwrap();
    desk.send().await;
    desk.drain().await;
    let row = desk.screenings().await.into_iter().find(|row| row.state == State::Invited).unwrap();
    assert_eq!((row.assessment_id.as_str(), lab.tagged(&id, "Customer empathic")), ("backend-basics", 1));
    let link = row.link.unwrap();
    lab.answer(&link).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    comes_back(&lab, &desk, &id).await;
    assert!(desk.attention().await.is_empty(), "the answer holds for this candidate");
    assert_eq!(lab.mails(TO).len(), 2);
    // A colleague's tag of the same words is news about somebody else.
    let other = lab.candidate("Bo Ek", Some("bo@example.com"));
    tag(&lab, &other, "Customer empathic");
    lab.enter(&other);
    desk.tick().await;
    assert_eq!(desk.question().await.title, "Bo Ek");
}

#[tokio::test]
async fn a_tag_of_an_earlier_stage_is_asked_about_and_a_person_sends_what_this_stage_sends() {
    let lab = Lab::new().await;
    let (desk, id) = in_the_second_stage(&lab, Rescreening::LeaveOut).await;
    let question = desk.question().await;
    let asked = "Already had Backend basics; a tag names it. Send Customer empathy?";
    assert!(question.reason.contains(asked), "{}", question.reason);
    assert_eq!(question.actions[0].label, "Send Customer empathy");
    desk.engine.settle_attention(&question.id, &question.actions[0].id).await.unwrap();
    desk.send().await;
    desk.drain().await;
    let sent = |row: &ScreeningRow| row.assessment_id.as_str() == "customer-empathy";
    assert_eq!(desk.screenings().await.iter().filter(|row| sent(row)).count(), 1);
    assert_eq!((lab.mails(TO).len(), lab.tagged(&id, "Backend basics")), (2, 1));
    // Back in either stage, she has had what it sends.
    for stage in [TRIGGER, OTHER] {
        lab.pass(DAY);
        lab.control.move_to_stage(&id, stage, None).unwrap();
        desk.look_and_send().await;
        assert_eq!(desk.decisions(&id).await[0].decision.verdict, Verdict::Skip, "{stage}");
    }
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn what_a_tag_of_an_earlier_stage_keeps_back_is_not_sent_or_goes_out_once_the_tag_is_gone() {
    let lab = Lab::new().await;
    let (desk, _) = in_the_second_stage(&lab, Rescreening::LeaveOut).await;
    desk.engine.settle_attention(&desk.question().await.id, "dismiss").await.unwrap();
    desk.sweep().await;
    desk.send().await;
    assert_eq!((lab.mails(TO).len(), desk.attention().await.len()), (1, 0));
    let lab = Lab::new().await;
    let (desk, id) = in_the_second_stage(&lab, Rescreening::LeaveOut).await;
    lab.control.remove_tags(&id, &["Backend basics".to_owned()]).unwrap();
    desk.sweep().await;
    desk.send().await;
    assert_eq!((lab.mails(TO).len(), desk.attention().await.len()), (2, 0));
}

#[tokio::test]
async fn a_tag_of_an_earlier_stage_sends_nothing_again_where_the_playbook_screens_once_more() {
    let lab = Lab::new().await;
    let (desk, id) = in_the_second_stage(&lab, Rescreening::SendAgain).await;
    desk.send().await;
    assert_eq!(lab.mails(TO).len(), 1, "a person is asked first");
    let question = desk.question().await;
    desk.engine.settle_attention(&question.id, &question.actions[0].id).await.unwrap();
    desk.send().await;
    desk.drain().await;
    let mut had: Vec<String> =
        desk.screenings().await.iter().map(|row| row.assessment_id.to_string()).collect();
    had.sort();
    assert_eq!(
        (had, lab.tagged(&id, "Backend basics")),
        (vec!["backend-basics".into(), "customer-empathy".into()], 1)
    );
}

#[tokio::test]
async fn a_second_tag_sends_what_it_names_in_the_next_stage() {
    let lab = Lab::new().await;
    let (desk, id) = in_the_second_stage(&lab, Rescreening::LeaveOut).await;
    tag(&lab, &id, "On-call judgement");
    desk.sweep().await;
    desk.send().await;
    assert!(desk.attention().await.is_empty(), "one of both was sent already");
    let last = desk.screenings().await.into_iter().find(|row| row.state == State::Invited).unwrap();
    assert_eq!(last.assessment, "On-call judgement");
}
