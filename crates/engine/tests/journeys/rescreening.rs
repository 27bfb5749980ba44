//! The same person once more, for another posting: left out, asked about, invited again, or spared
//! because there is a result already.

use std::time::Duration;

use fulcrum_core::assessment::Score;
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::Rescreening;
use fulcrum_core::screening::State;
use fulcrum_core::{AssessmentId, OpportunityId, ScreeningId};
use fulcrum_engine::NewReview;
use fulcrum_store::Became;

use crate::lab::{Desk, INVITED, Lab, Setup};

const TO: &str = "aiko@example.com";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn desk(lab: &Lab, rescreening: Rescreening) -> Desk {
    let mut setup = Setup::named("first");
    setup.playbook.rescreening = rescreening;
    let desk = Desk::open(lab, setup).await;
    desk.switch_on(&[]).await;
    desk
}

async fn review(desk: &Desk, id: &ScreeningId, score: u8) {
    desk.engine.review(id, NewReview::of(Score::new(score).unwrap(), "Clear answers".into())).await.unwrap();
    desk.drain().await;
}

/// Aiko was reviewed for one opportunity, and enters the trigger stage with another.
async fn again(lab: &Lab, desk: &Desk) -> (String, String) {
    let (first, screening) = desk.submitted(lab, "Aiko Tanaka", TO).await;
    review(desk, &screening, 4).await;
    lab.pass(DAY);
    let second = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    desk.drain().await;
    (first, second)
}

async fn verdict(desk: &Desk, id: &str) -> Verdict {
    desk.decisions(id).await.remove(0).decision.verdict
}

#[tokio::test]
async fn whoever_was_screened_lately_is_left_out_unless_the_playbook_says_otherwise() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::LeaveOut).await;
    let (_, second) = again(&lab, &desk).await;
    assert_eq!(verdict(&desk, &second).await, Verdict::Skip);
    assert_eq!(lab.mails(TO).len(), 1);
}

#[tokio::test]
async fn a_playbook_may_ask() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Ask).await;
    let (_, second) = again(&lab, &desk).await;
    let question = desk.question().await;
    assert!(question.reason.contains("Already screened"), "{}", question.reason);
    desk.engine.settle_attention(&question.id, "invite").await.unwrap();
    desk.send().await;
    desk.drain().await;
    assert_eq!((desk.state(&second).await, lab.mails(TO).len()), (State::Invited, 2));
}

#[tokio::test]
async fn a_playbook_may_send_again_but_never_two_at_once() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::SendAgain).await;
    let (_, second) = again(&lab, &desk).await;
    assert_eq!((desk.state(&second).await, lab.mails(TO).len()), (State::Invited, 2));
    let third = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    assert_eq!(verdict(&desk, &third).await, Verdict::Skip, "one is open");
    assert_eq!(lab.mails(TO).len(), 2);
}

#[tokio::test]
async fn a_result_is_reused_with_its_tags_and_its_note_and_nothing_is_sent() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Reuse).await;
    let (first, second) = again(&lab, &desk).await;
    assert_eq!(verdict(&desk, &second).await, Verdict::Reuse);
    let row = desk.screening(&second).await;
    assert_eq!((row.state, row.score.map(Score::get)), (State::Reviewed, Some(4)));
    assert_eq!(lab.mails(TO).len(), 1);
    assert_eq!(lab.tagged(&second, "Fulcrum-Screening-Score:4"), 1);
    assert_eq!(lab.tagged(&second, INVITED), 0);
    let notes = lab.lever(&second).notes;
    assert_eq!(notes.len(), 1);
    let comment = &notes[0].comments[0];
    assert!(comment.text.starts_with("The result of an earlier screening"), "{}", comment.text);
    assert!(
        comment.text.contains("Clear answers") && comment.text.ends_with(&format!("Ref {}", row.reference))
    );
    assert_eq!(comment.score, Some(4));
    let earlier = lab.lever(&first).notes[0].comments[0].text.lines().next().unwrap().to_owned();
    assert!(comment.text.contains(&earlier), "told with its own day: {earlier} is not in {}", comment.text);
    assert_eq!(lab.lever(&first).notes.len(), 1, "the first one is left as it is");
    assert!(desk.engine.answers(&row.id).await.is_ok(), "the answers can be read here, too");
    // Seen again, nothing more is written; and a changed score is a comment under the new note.
    desk.sweep().await;
    desk.safety().await;
    desk.drain().await;
    assert_eq!(lab.lever(&second).notes.len(), 1);
    review(&desk, &row.id, 2).await;
    assert_eq!(lab.lever(&second).notes[0].comments.len(), 2);
    assert_eq!(lab.tagged(&second, "Fulcrum-Screening-Score:4"), 0);
    assert_eq!(lab.tagged(&second, "Fulcrum-Screening-Score:2"), 1);
    assert_eq!(lab.tagged(&first, "Fulcrum-Screening-Score:4"), 1);
}

#[tokio::test]
async fn a_result_is_reused_whatever_was_declined_after_it() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Reuse).await;
    let (_, screening) = desk.submitted(&lab, "Aiko Tanaka", TO).await;
    review(&desk, &screening, 4).await;
    lab.pass(DAY);
    let declined = lab.candidate("Aiko Tanaka", Some(TO));
    let (id, assessment) = (OpportunityId::new(declined.clone()), AssessmentId::new("backend-basics"));
    desk.engine.send_by_hand(&id, None, assessment, true).await.unwrap();
    desk.send().await;
    desk.drain().await;
    lab.post(&format!("{}/decline", desk.screening(&declined).await.link.unwrap()), &[]).await;
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&declined).await, State::Declined);
    lab.pass(DAY);
    let third = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(verdict(&desk, &third).await, Verdict::Reuse);
    assert_eq!(desk.state(&third).await, State::Reviewed);
}

#[tokio::test]
async fn a_result_that_comes_later_serves_a_posting_for_which_the_candidate_was_left_out_meanwhile() {
    for (rule, verdict_then) in [(Rescreening::Reuse, Verdict::Reuse), (Rescreening::LeaveOut, Verdict::Skip)]
    {
        let lab = Lab::new().await;
        let desk = desk(&lab, rule).await;
        let first = lab.arrival("Aiko Tanaka", Some(TO));
        desk.look_and_send().await;
        let second = lab.arrival("Aiko Tanaka", Some(TO));
        desk.look_and_send().await;
        assert_eq!(verdict(&desk, &second).await, Verdict::Skip, "one is open already");
        let screening = desk.screened(&lab, &first).await;
        desk.sweep().await;
        assert_eq!(verdict(&desk, &second).await, Verdict::Skip, "there is no result yet");
        review(&desk, &screening, 4).await;
        lab.pass(DAY);
        for _ in 0..2 {
            desk.sweep().await;
            desk.safety().await;
            desk.drain().await;
        }
        assert_eq!(verdict(&desk, &second).await, verdict_then, "{rule:?}");
        // That time has passed invites nobody who was left out.
        lab.pass(DAY * 400);
        desk.sweep().await;
        desk.send().await;
        assert_eq!(lab.mails(TO).len(), 1, "{rule:?}");
    }
}

#[tokio::test]
async fn an_old_result_is_not_reused_and_one_that_nobody_scored_asks() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Reuse).await;
    let (_, screening) = desk.submitted(&lab, "Aiko Tanaka", TO).await;
    let second = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    assert_eq!(verdict(&desk, &second).await, Verdict::Ask);
    review(&desk, &screening, 3).await;
    lab.pass(DAY * 91);
    let third = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    assert_eq!(desk.state(&third).await, State::Invited);
}

#[tokio::test]
async fn a_question_about_a_result_that_nobody_had_scored_is_answered_by_the_score() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Reuse).await;
    let (_, screening) = desk.submitted(&lab, "Aiko Tanaka", TO).await;
    let second = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    assert_eq!(verdict(&desk, &second).await, Verdict::Ask);
    review(&desk, &screening, 3).await;
    desk.sweep().await;
    desk.drain().await;
    assert_eq!(verdict(&desk, &second).await, Verdict::Reuse);
    assert!(desk.attention().await.is_empty());
    assert_eq!(lab.tagged(&second, "Fulcrum-Screening-Score:3"), 1);
    // Whoever said no is not overruled by a score.
    let (_, other) = desk.submitted(&lab, "Bo Ek", "bo@example.com").await;
    let third = lab.arrival("Bo Ek", Some("bo@example.com"));
    desk.look_and_send().await;
    desk.engine.settle_attention(&desk.question().await.id, "dismiss").await.unwrap();
    review(&desk, &other, 3).await;
    desk.sweep().await;
    desk.drain().await;
    assert_eq!(lab.tagged(&third, "Fulcrum-Screening-Score:3"), 0);
}

#[tokio::test]
async fn a_result_that_was_reused_grows_old_with_the_day_on_which_it_was_handed_in() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Reuse).await;
    let (_, screening) = desk.submitted(&lab, "Aiko Tanaka", TO).await;
    review(&desk, &screening, 3).await;
    lab.pass(DAY * 60);
    let second = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    assert_eq!(verdict(&desk, &second).await, Verdict::Reuse);
    lab.pass(DAY * 35);
    let third = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    assert_eq!(desk.state(&third).await, State::Invited, "the answers are 95 days old");
}

#[tokio::test]
async fn who_sends_by_hand_is_asked_and_sends_a_new_one() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Reuse).await;
    let (_, screening) = desk.submitted(&lab, "Aiko Tanaka", TO).await;
    review(&desk, &screening, 3).await;
    let other = OpportunityId::new(lab.candidate("Aiko Tanaka", Some(TO)));
    let assessment = desk.screenings().await[0].assessment_id.clone();
    assert!(desk.engine.send_by_hand(&other, None, assessment.clone(), false).await.is_err());
    desk.engine.send_by_hand(&other, None, assessment, true).await.unwrap();
    desk.send().await;
    desk.drain().await;
    assert_eq!((desk.state(other.as_str()).await, lab.mails(TO).len()), (State::Invited, 2));
}

#[tokio::test]
async fn a_reused_result_is_written_once_through_a_power_cut() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Rescreening::Reuse).await;
    let (_, screening) = desk.submitted(&lab, "Aiko Tanaka", TO).await;
    review(&desk, &screening, 4).await;
    lab.pass(DAY);
    let second = lab.arrival("Aiko Tanaka", Some(TO));
    desk.tick().await;
    let after = desk.cut(&lab).await;
    after.drain().await;
    desk.drain().await;
    after.sweep().await;
    after.drain().await;
    assert_eq!(lab.tagged(&second, "Fulcrum-Screening-Score:4"), 1);
    assert_eq!(after.screenings().await.iter().filter(|row| row.opportunity.as_str() == second).count(), 1);
}

#[tokio::test]
async fn the_number_above_which_the_app_asks_is_the_playbooks() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.ask_above = 2;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    for name in ["Aiko Tanaka", "Bo Ek", "Cem Kaya"] {
        lab.arrival(name, Some(&format!("{}@example.com", name.to_lowercase().replace(' ', "."))));
    }
    desk.look_and_send().await;
    assert_eq!(desk.waiting().await.len(), 3);
    assert!(lab.control.mails().is_empty());
}

#[tokio::test]
async fn what_became_of_whoever_came_is_told_apart() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.rescreening = Rescreening::Reuse;
    setup.playbook.ask_above = 2;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    // Aiko is invited, and then spared; Bo is called back, Cem has no address.
    again(&lab, &desk).await;
    let undone = lab.arrival("Bo Ek", Some("bo@example.com"));
    desk.tick().await;
    desk.engine.undo(&desk.screening(&undone).await.id).await.unwrap();
    lab.arrival("Cem Ay", None);
    desk.look_and_send().await;
    // Of three at once, one is dismissed and one waits on; the third is invited in a moment.
    for name in ["di", "ed", "flo"] {
        lab.arrival(name, Some(&format!("{name}@example.com")));
    }
    desk.tick().await;
    let waiting: Vec<_> = desk.waiting().await.into_iter().map(|row| row.id).collect();
    desk.engine.decide_waiting(&waiting[..1], &waiting[1..2]).await.unwrap();
    let came = async || {
        let all = desk.read(|tx, account| {
            let trigger = tx.triggers(account)?.remove(0);
            tx.came_since(account, &trigger.playbook, &trigger.stage, trigger.on_since)
        });
        let mut all: Vec<_> = all.await.into_iter().map(|one| (one.became, one.people)).collect();
        all.sort_by_key(|(became, _)| format!("{became:?}"));
        all
    };
    let became = [
        (Became::Invited, 2),
        (Became::NotInvited, 2),
        (Became::NotSent, 1),
        (Became::Reused, 1),
        (Became::Waiting, 1),
    ];
    assert_eq!(came().await, became);
    desk.send().await;
    desk.drain().await;
    assert_eq!(came().await, became, "what was about to leave has left");
}
