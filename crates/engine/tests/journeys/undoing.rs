//! What a person did is taken back, as long as nothing of it has left.

use fulcrum_core::assessment::Score;
use fulcrum_core::screening::State;
use fulcrum_core::{DecisionId, ScreeningId};
use fulcrum_engine::{EngineError, NewReview};
use fulcrum_sandbox::{Fault, FaultKind};

use crate::lab::{Desk, HOLD, INVITED, Lab};

async fn review(desk: &Desk, id: &ScreeningId, score: u8) {
    desk.engine.review(id, NewReview::of(Score::new(score).unwrap(), "A comment".into())).await.unwrap();
}

#[tokio::test]
async fn a_review_taken_back_in_time_leaves_nothing_in_lever() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 1).await;
    desk.engine.deliver().await.unwrap();
    assert!(lab.lever(&id).notes.is_empty(), "its writes are held");
    desk.engine.take_back_review(&screening).await.unwrap();
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Submitted);
    let row = desk.screening(&id).await;
    assert_eq!((row.score, row.review, row.reviewed_at), (None, None, None));
    assert!(lab.lever(&id).notes.is_empty());
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:1"), 0);
    assert!(matches!(desk.engine.take_back_review(&screening).await, Err(EngineError::TooLate(_))));
    // Another review is the first that Lever sees: a note and no comment.
    review(&desk, &screening, 4).await;
    desk.drain().await;
    let notes = lab.lever(&id).notes;
    assert_eq!((notes.len(), notes[0].comments.len()), (1, 1));
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:4"), 1);
    // A change goes under that note.
    review(&desk, &screening, 3).await;
    desk.drain().await;
    let notes = lab.lever(&id).notes;
    assert_eq!((notes.len(), notes[0].comments.len()), (1, 2));
    assert!(matches!(desk.engine.take_back_review(&screening).await, Err(EngineError::TooLate(_))));
    assert_eq!(desk.state(&id).await, State::Reviewed);
}

#[tokio::test]
async fn a_changed_review_taken_back_is_the_one_of_before() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 3).await;
    desk.drain().await;
    review(&desk, &screening, 1).await;
    desk.engine.take_back_review(&screening).await.unwrap();
    desk.drain().await;
    let row = desk.screening(&id).await;
    assert_eq!((row.state, row.score), (State::Reviewed, Score::new(3)));
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:3"), 1);
    assert_eq!(lab.lever(&id).notes[0].comments.len(), 1);
}

#[tokio::test]
async fn a_review_is_written_after_a_power_cut_too() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 3).await;
    let desk = desk.cut(&lab).await;
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.lever(&id).notes.len(), 1);
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:3"), 1);
}

#[tokio::test]
async fn what_was_called_back_is_held_again_and_leaves_once() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    let screening = desk.screening(&id).await.id;
    desk.engine.undo(&screening).await.unwrap();
    lab.pass(HOLD);
    assert_eq!(desk.engine.restore(std::slice::from_ref(&screening)).await.unwrap(), 0);
    desk.engine.deliver().await.unwrap();
    assert_eq!(desk.state(&id).await, State::Held, "the whole time to undo it begins anew");
    desk.send().await;
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Invited);
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(lab.tagged(&id, INVITED), 1);
    // What has left cannot be called back so, and what was called off after it left cannot come back.
    desk.engine.cancel(&screening).await.unwrap();
    desk.drain().await;
    let late = desk.engine.restore(std::slice::from_ref(&screening)).await;
    assert!(matches!(late, Err(EngineError::TooLate(_))), "{late:?}");
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn nobody_gets_two_because_one_was_restored() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    let screening = desk.screening(&id).await;
    desk.engine.undo(&screening.id).await.unwrap();
    let opportunity = fulcrum_core::OpportunityId::new(id.clone());
    desk.engine.send_by_hand(&opportunity, None, screening.assessment_id, false).await.unwrap();
    let again = desk.engine.restore(&[screening.id]).await;
    assert!(matches!(again, Err(EngineError::TooLate(_))), "{again:?}");
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn dismissed_attention_comes_back() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.arrival("Aiko Tanaka", None);
    desk.tick().await;
    let question = desk.question().await;
    desk.engine.settle_attention(&question.id, "dismiss").await.unwrap();
    assert!(desk.attention().await.is_empty());
    desk.engine.unsettle(&question.id).await.unwrap();
    assert_eq!(desk.question().await, question);
    assert!(matches!(desk.engine.unsettle(&question.id).await, Err(EngineError::TooLate(_))));
}

#[tokio::test]
async fn a_yes_is_a_question_again_and_can_be_answered_anew() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.add_tags(&id, &[INVITED.to_owned()]).unwrap();
    lab.enter(&id);
    desk.tick().await;
    let question = desk.question().await;
    desk.engine.settle_attention(&question.id, "invite").await.unwrap();
    assert_eq!(desk.state(&id).await, State::Held);
    desk.engine.unsettle(&question.id).await.unwrap();
    assert_eq!(desk.question().await.id, question.id);
    desk.send().await;
    desk.sweep().await;
    desk.send().await;
    assert!(lab.mails("aiko@example.com").is_empty());
    // The other answer, the second time.
    desk.engine.settle_attention(&question.id, "invite").await.unwrap();
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    let late = desk.engine.unsettle(&question.id).await;
    assert!(matches!(late, Err(EngineError::TooLate(_))), "{late:?}");
    assert!(desk.attention().await.is_empty(), "what has left needs nobody");
}

#[tokio::test]
async fn arrivals_wait_again_after_a_yes_and_after_a_no() {
    let lab = Lab::of(40).await;
    let desk = lab.watching().await;
    let people: Vec<_> =
        (0..22).map(|n| lab.candidate(&format!("Person {n}"), Some(&format!("p{n}@example.com")))).collect();
    for id in &people {
        lab.enter(id);
    }
    desk.tick().await;
    let before = desk.waiting().await;
    assert_eq!(before.len(), 22);
    let ids: Vec<DecisionId> = before.iter().map(|row| row.id.clone()).collect();
    desk.engine.decide_waiting(&ids[..2], &ids[2..4]).await.unwrap();
    assert_eq!(desk.waiting().await.len(), 18);
    assert_eq!(desk.engine.wait_again(&ids[..4]).await.unwrap(), 0);
    assert_eq!(desk.waiting().await, before);
    desk.send().await;
    assert!(lab.control.mails().is_empty());
    desk.engine.decide_waiting(&ids[..1], &[]).await.unwrap();
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 1);
    let late = desk.engine.wait_again(&ids[..1]).await;
    assert!(matches!(late, Err(EngineError::TooLate(_))), "{late:?}");
}

#[tokio::test]
async fn a_skipped_write_is_stuck_again_and_can_be_tried() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.control
        .inject(Fault::once("/v1/opportunities/*/addTags", FaultKind::Status { status: 403 }).method("POST"));
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    let stuck = desk.question().await;
    desk.engine.settle_attention(&stuck.id, "skip").await.unwrap();
    desk.drain().await;
    desk.engine.unsettle(&stuck.id).await.unwrap();
    assert_eq!(desk.question().await, stuck);
    desk.engine.settle_attention(&stuck.id, "retry").await.unwrap();
    desk.drain().await;
    assert_eq!(lab.tagged(&id, INVITED), 1);
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn a_no_to_a_question_is_a_question_again_and_sends_nothing_by_itself() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.add_note(&id, "Screening reviewed.\n\nRef F-7K3Q9M", None).unwrap();
    lab.enter(&id);
    desk.look_and_send().await;
    let question = desk.question().await;
    desk.engine.settle_attention(&question.id, "cancel").await.unwrap();
    desk.engine.unsettle(&question.id).await.unwrap();
    assert_eq!((desk.question().await, desk.state(&id).await), (question.clone(), State::Held));
    desk.send().await;
    desk.sweep().await;
    desk.send().await;
    assert!(lab.control.mails().is_empty(), "nobody has answered");
    // Called back from the question and taken back, it is the same question.
    let screening = desk.screening(&id).await.id;
    desk.engine.undo(&screening).await.unwrap();
    desk.engine.restore(&[screening]).await.unwrap();
    assert_eq!(desk.question().await.id, question.id);
    desk.engine.settle_attention(&question.id, "retry").await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}
