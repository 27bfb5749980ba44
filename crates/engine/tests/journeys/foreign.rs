//! Traces of other computers: ask, never send.

use std::sync::Arc;

use fulcrum_core::eligibility::Subject;
use fulcrum_core::planner::Verdict;
use fulcrum_core::screening::State;

use crate::lab::{Desk, Gate, INVITED, Lab, Setup, Trouble};

#[tokio::test]
async fn an_unknown_invited_tag_asks_and_one_yes_is_enough() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.add_tags(&id, &[INVITED.to_owned()]).unwrap();
    lab.enter(&id);
    desk.look_and_send().await;
    let decision = desk.decisions(&id).await.remove(0).decision;
    assert_eq!(decision.verdict, Verdict::Ask);
    assert!(decision.checks.iter().any(|check| check.subject == Subject::NoForeignTrace));
    assert!(lab.control.mails().is_empty());
    let question = desk.question().await;
    assert_eq!(question.kind, "ask");
    desk.sweep().await;
    desk.send().await;
    assert!(lab.control.mails().is_empty(), "nobody has answered");

    desk.engine.settle_attention(&question.id, "invite").await.unwrap();
    desk.send().await;
    assert!(desk.attention().await.is_empty(), "the same is not asked twice");
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn a_no_to_the_question_is_final() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.add_tags(&id, &[INVITED.to_owned()]).unwrap();
    lab.enter(&id);
    desk.look_and_send().await;
    desk.engine.settle_attention(&desk.question().await.id, "dismiss").await.unwrap();
    desk.sweep().await;
    desk.send().await;
    assert!(desk.attention().await.is_empty());
    assert!(lab.control.mails().is_empty());
}

/// Somebody with a note that another computer wrote; the last look has asked.
async fn asked_about_a_note(lab: &Lab, desk: &Desk) -> String {
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.add_note(&id, "Screening reviewed.\n\nRef F-7K3Q9M", None).unwrap();
    lab.enter(&id);
    desk.look_and_send().await;
    assert!(lab.control.mails().is_empty());
    assert_eq!(desk.state(&id).await, State::Held);
    let question = desk.question().await;
    assert!(question.reason.contains("F-7K3Q9M"), "{}", question.reason);
    id
}

#[tokio::test]
async fn a_foreign_reference_in_a_note_asks_at_the_last_look() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = asked_about_a_note(&lab, &desk).await;
    desk.send().await;
    assert!(lab.control.mails().is_empty(), "nobody has answered");
    desk.engine.settle_attention(&desk.question().await.id, "retry").await.unwrap();
    desk.engine.deliver().await.unwrap();
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert!(desk.attention().await.is_empty());
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn do_not_invite_after_a_foreign_note_leaves_nothing_behind() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = asked_about_a_note(&lab, &desk).await;
    desk.engine.settle_attention(&desk.question().await.id, "cancel").await.unwrap();
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Cancelled);
    assert!(lab.control.mails().is_empty());
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn undo_while_a_question_is_open_answers_it() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = asked_about_a_note(&lab, &desk).await;
    desk.engine.undo(&desk.screening(&id).await.id).await.unwrap();
    assert!(desk.attention().await.is_empty(), "there is nothing left to ask");
    assert_eq!(desk.read(|tx, account| tx.queue_counts(account)).await, Default::default());
    desk.drain().await;
    assert!(lab.control.mails().is_empty());
}

#[tokio::test]
async fn a_deleted_note_is_no_trace() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.add_note(&id, "We met at a fair. Ref F-ÄÖÜ", None).unwrap();
    lab.enter(&id);
    desk.look_and_send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

async fn two(lab: &Lab) -> (Desk, Desk) {
    let (first, second) = (lab.desk("first").await, lab.desk("second").await);
    first.switch_on(&[]).await;
    second.switch_on(&[]).await;
    (first, second)
}

#[tokio::test]
async fn of_two_computers_one_sends_and_the_other_watches() {
    let lab = Lab::new().await;
    let (first, second) = two(&lab).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    first.tick().await;
    second.tick().await;
    first.send().await;
    second.engine.deliver().await.unwrap();
    first.drain().await;
    second.engine.deliver().await.unwrap();
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(first.state(&id).await, State::Invited);
    let row = second.screening(&id).await;
    assert_eq!(row.state, State::Cancelled);
    assert!(row.reason.unwrap().contains("Another computer"), "it says why");
    assert!(second.attention().await.is_empty(), "what the service knows for certain is not asked");
    second.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn at_the_same_moment_the_claim_decides() {
    let lab = Lab::new().await;
    let first = lab.watching().await;
    let gate = Arc::new(Gate::before(lab.provider()));
    let second = Desk::open(&lab, Setup { provider: Some(gate.clone()), ..Setup::named("second") }).await;
    second.switch_on(&[]).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    first.tick().await;
    second.tick().await;
    lab.pass(crate::lab::HOLD);
    gate.next(Trouble::HoldBefore);
    let engine = second.engine.clone();
    let late = tokio::spawn(async move { engine.deliver().await });
    gate.reached().await;
    first.engine.deliver().await.unwrap();
    first.drain().await;
    gate.open.add_permits(1);
    late.await.unwrap().unwrap();
    second.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(first.state(&id).await, State::Invited);
    assert_eq!(second.state(&id).await, State::Cancelled);
    assert!(second.attention().await.is_empty());
    assert_eq!(lab.tagged(&id, INVITED), 1);
    let link = first.screening(&id).await.link.unwrap();
    assert_eq!(lab.http.get(link).send().await.unwrap().status(), 200, "the first one's link stays open");
}
