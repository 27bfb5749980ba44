//! Tags of a candidate that name an assessment, or seem to.

use std::time::Duration;

use fulcrum_core::assessment::Score;
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::Rescreening;
use fulcrum_core::screening::State;
use fulcrum_engine::NewReview;

use crate::lab::{Desk, Lab, OTHER, Setup};

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
