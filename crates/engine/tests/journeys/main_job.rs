//! From the stage to the score.

use fulcrum_core::ScreeningId;
use fulcrum_core::assessment::Score;
use fulcrum_core::planner::Verdict;
use fulcrum_core::screening::State;
use fulcrum_engine::{Change, EngineError, NewReview};

use crate::lab::{COMPLETED, Desk, INVITED, Lab, link_in};

async fn review(desk: &Desk, id: &ScreeningId, score: u8, comment: &str) {
    desk.engine.review(id, NewReview::of(Score::new(score).unwrap(), comment.into())).await.unwrap();
    desk.drain().await;
}

#[tokio::test]
async fn from_the_stage_to_the_second_review() {
    let lab = Lab::new().await;
    let before = lab.arrival("Early Bird", Some("early@example.com"));
    let mut desk = lab.desk("first").await;
    desk.switch_on(&[]).await;
    assert_eq!(desk.decisions(&before).await[0].decision.verdict, Verdict::Skip);
    assert!(desk.decisions(&before).await[0].decision.summary.contains("before the trigger"));

    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    assert_eq!(desk.tick().await, 1);
    assert_eq!(desk.state(&id).await, State::Held);
    desk.engine.deliver().await.unwrap();
    assert_eq!(desk.state(&id).await, State::Held, "the hold has not ended");
    assert!(lab.control.mails().is_empty());

    desk.send().await;
    let row = desk.screening(&id).await;
    assert_eq!((row.state, row.mail_state.as_str()), (State::Invited, "sent"));
    let mails = lab.mails("aiko@example.com");
    assert_eq!(mails.len(), 1);
    assert_eq!(link_in(&mails[0]), row.link.clone().unwrap());
    assert!(mails[0].subject.contains("Northwind Robotics"));
    assert_eq!(lab.control.mails().len(), 1, "nobody else was written to");
    assert_eq!(lab.tagged(&id, INVITED), 1);

    assert_eq!(desk.tick().await, 0, "one entry is handled once");
    assert_eq!(desk.sweep().await, 0);
    assert_eq!(desk.safety().await, 0);

    let link = row.link.clone().unwrap();
    lab.post(&format!("{link}/consent"), &[("consent", "yes")]).await;
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&id).await, State::Started);
    lab.answer(&link).await;
    assert_eq!(desk.engine.follow().await.unwrap(), 1);
    let row = desk.screening(&id).await;
    assert_eq!((row.state, row.answered, row.questions), (State::Submitted, 5, 5));
    assert_eq!(desk.engine.follow().await.unwrap(), 0, "no news twice");
    let mut completed = 0;
    while let Ok(change) = desk.changes.try_recv() {
        completed += usize::from(change == Change::Completed(row.id.clone()));
    }
    assert_eq!(completed, 1, "told once");
    desk.drain().await;
    assert_eq!(lab.tagged(&id, COMPLETED), 1);
    let report = row.report_url.clone().unwrap();
    assert_eq!(lab.lever(&id).links, std::slice::from_ref(&report));
    assert_eq!(desk.engine.answers(&row.id).await.unwrap().answers.len(), 5);

    review(&desk, &row.id, 3, "Clear, @mara").await;
    let lever = lab.lever(&id);
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:3"), 1);
    assert_eq!(lever.notes.len(), 1);
    let note = &lever.notes[0].comments[0];
    assert_eq!(note.score, Some(3));
    assert!(note.text.ends_with(&format!("Ref {}", row.reference)), "{}", note.text);
    assert!(note.text.contains(&report) && note.text.contains("Clear, "), "{}", note.text);
    assert!(!note.text.contains("@mara"), "a mention would send mail");
    assert_eq!(desk.state(&id).await, State::Reviewed);

    review(&desk, &row.id, 4, "On second thoughts").await;
    let lever = lab.lever(&id);
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:3"), 0);
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:4"), 1);
    assert_eq!(lever.notes.len(), 1, "the change is a comment under the same note");
    assert_eq!(lever.notes[0].comments.len(), 2);
    assert_eq!(lever.notes[0].comments[1].score, Some(4));
    assert!(lever.notes[0].comments[1].text.ends_with(&format!("Ref {}/2", row.reference)));
    assert_eq!(desk.engine.answers(&row.id).await.unwrap().evaluation.unwrap().score, 4);
    assert_eq!(lab.control.mails().len(), 1, "writing to Lever mails nobody");
    assert_eq!(lab.lever(&before).notes.len(), 0);
    assert!(lab.lever(&before).tags.iter().all(|tag| !tag.starts_with("Fulcrum")));
}

#[tokio::test]
async fn undo_before_the_hold_ends_keeps_everything_here() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    let row = desk.screening(&id).await;
    desk.engine.undo(&row.id).await.unwrap();
    for _ in 0..3 {
        desk.send().await;
        desk.tick().await;
        desk.sweep().await;
        desk.safety().await;
    }
    assert_eq!(desk.state(&id).await, State::Cancelled);
    assert!(lab.control.mails().is_empty());
    assert_eq!(lab.tagged(&id, INVITED), 0);
    assert_eq!(lab.requests("POST", "/v1/opportunities"), 0);
    assert!(matches!(desk.engine.undo(&row.id).await, Err(EngineError::TooLate(_))));
}

#[tokio::test]
async fn send_now_is_held_and_can_be_released() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    let opportunity = fulcrum_core::OpportunityId::new(id.clone());
    let plan = desk.engine.plan_send(&opportunity, None, None).await.unwrap();
    assert_eq!(plan.tags, [INVITED]);
    let assessment = plan.decision.assessment.unwrap().id;
    let screening = desk.engine.send_by_hand(&opportunity, None, assessment.clone(), false).await.unwrap();
    desk.engine.deliver().await.unwrap();
    assert!(lab.control.mails().is_empty());
    desk.engine.release(&screening).await.unwrap();
    desk.engine.deliver().await.unwrap();
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    let again = desk.engine.send_by_hand(&opportunity, None, assessment, true).await;
    assert!(matches!(again, Err(EngineError::NotEligible(_))));
    lab.enter(&id);
    desk.look_and_send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1, "entering the stage does not invite again");
}

#[tokio::test]
async fn a_review_needs_a_finished_candidate() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    let row = desk.screening(&id).await;
    let early = desk.engine.review(&row.id, NewReview::of(Score::new(2).unwrap(), String::new())).await;
    assert!(matches!(early, Err(EngineError::TooLate(_))));
    desk.drain().await;
    assert!(lab.lever(&id).notes.is_empty());
}

#[tokio::test]
async fn a_confidential_candidate_gets_no_link_on_the_contact() {
    let lab = Lab::new().await;
    lab.control.update_switches(|switches| switches.api_key_sees_confidential = true);
    let mut setup = crate::lab::Setup::named("first");
    setup.confidential = true;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.set_confidential(&id, true).unwrap();
    lab.enter(&id);
    desk.look_and_send().await;
    let row = desk.screening(&id).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(lab.tagged(&id, COMPLETED), 1);
    assert!(lab.lever(&id).links.is_empty());
}
