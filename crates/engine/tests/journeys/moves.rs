//! Moves by the score: asked for, made once, and never against what somebody did in Lever meanwhile.

use fulcrum_core::assessment::Score;
use fulcrum_core::moves::{Moves, PostingMoves, ScoreMove};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::{PostingId, ScreeningId, StageId};
use fulcrum_engine::{EngineError, NewReview};
use fulcrum_sandbox::{Fault, FaultKind, NewCandidate};
use fulcrum_store::ProposedMove;

use crate::lab::{Desk, HOLD, Lab, OTHER, Setup, TRIGGER};

/// Where a 4 leads.
const NEXT: &str = OTHER;
/// Where somebody else moves them.
const ELSEWHERE: &str = "applicant-new";

fn to(score: u8, stage: &str) -> ScoreMove {
    ScoreMove { score: Score::new(score).unwrap(), stage: StageId::new(stage) }
}

fn setup(moves: Moves) -> Setup {
    let usual = Setup::named("first");
    Setup { playbook: Playbook { moves, ..usual.playbook.clone() }, ..usual }
}

/// A desk whose playbook moves a 4 on.
async fn moving(lab: &Lab, automatic: bool) -> Desk {
    let moves = Moves { automatic, by_score: vec![to(4, NEXT)], ..Moves::default() };
    let desk = Desk::open(lab, setup(moves)).await;
    desk.switch_on(&[]).await;
    desk
}

async fn review(desk: &Desk, id: &ScreeningId, score: u8) {
    desk.engine.review(id, NewReview::of(Score::new(score).unwrap(), String::new())).await.unwrap();
}

/// A candidate with a 4, whose review is in Lever.
async fn reviewed(lab: &Lab, desk: &Desk) -> (String, ScreeningId) {
    let (id, screening) = desk.submitted(lab, "Aiko Tanaka", "aiko@example.com").await;
    review(desk, &screening, 4).await;
    desk.drain().await;
    (id, screening)
}

async fn proposed(desk: &Desk) -> Vec<ProposedMove> {
    desk.read(|tx, account| tx.open_moves(account, 50)).await
}

async fn confirm(desk: &Desk, screening: &ScreeningId) {
    let too_late = desk.engine.confirm_moves(std::slice::from_ref(screening)).await.unwrap();
    assert_eq!(too_late, 0);
}

fn moved(lab: &Lab) -> usize {
    lab.requests("PUT", "/v1/opportunities/*/stage")
}

#[tokio::test]
async fn a_move_waits_for_a_yes_and_is_made_once() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = reviewed(&lab, &desk).await;
    let open = proposed(&desk).await;
    assert_eq!((open.len(), open[0].to.as_str(), open[0].from.as_str()), (1, NEXT, TRIGGER));
    assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (TRIGGER, 0), "nobody said yes");

    confirm(&desk, &screening).await;
    desk.engine.deliver().await.unwrap();
    assert_eq!(moved(&lab), 0, "held for Undo");
    desk.drain().await;
    assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (NEXT, 1));
    assert_eq!(desk.screening(&id).await.stage_id, Some(StageId::new(NEXT)));
    assert_eq!(
        lab.lever(&id).stage_changes.last().unwrap().user.as_deref(),
        Some(lab.control.users()[0].name.as_str())
    );
    assert!(proposed(&desk).await.is_empty());
    let again = desk.engine.confirm_moves(std::slice::from_ref(&screening)).await;
    assert!(matches!(again, Err(EngineError::TooLate(_))), "{again:?}");
    // A later look finds nothing new in our own move.
    desk.safety().await;
    desk.drain().await;
    assert_eq!(moved(&lab), 1);
}

#[tokio::test]
async fn a_score_without_a_stage_proposes_nothing_and_neither_does_the_same_stage() {
    let lab = Lab::new().await;
    let moves = Moves { by_score: vec![to(3, TRIGGER), to(4, NEXT)], ..Moves::default() };
    let desk = Desk::open(&lab, setup(moves)).await;
    desk.switch_on(&[]).await;
    let (_, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    for score in [1, 3] {
        review(&desk, &screening, score).await;
        desk.drain().await;
        assert!(proposed(&desk).await.is_empty(), "{score}");
    }
}

#[tokio::test]
async fn a_posting_may_have_moves_of_its_own() {
    let lab = Lab::new().await;
    let posting = lab.control.postings()[0].0.clone();
    let own = PostingMoves {
        posting: PostingId::new(posting.as_str()),
        by_score: vec![to(4, ELSEWHERE)],
        by_grade: Vec::new(),
    };
    let moves = Moves { by_score: vec![to(4, NEXT)], by_posting: vec![own], ..Moves::default() };
    let desk = Desk::open(&lab, setup(moves)).await;
    desk.switch_on(&[]).await;
    let new = NewCandidate {
        name: "Aiko Tanaka".into(),
        email: Some("aiko@example.com".into()),
        posting: Some(posting),
        ..NewCandidate::default()
    };
    let id = lab.control.add_candidate(new).unwrap().id;
    lab.enter(&id);
    let screening = desk.screened(&lab, &id).await;
    review(&desk, &screening, 4).await;
    assert_eq!(proposed(&desk).await[0].to.as_str(), ELSEWHERE);
}

#[tokio::test]
async fn whoever_was_moved_meanwhile_stays_and_who_said_yes_hears_of_it() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = reviewed(&lab, &desk).await;
    confirm(&desk, &screening).await;
    lab.control.move_to_stage(&id, ELSEWHERE, None).unwrap();
    desk.drain().await;
    assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (ELSEWHERE, 0));
    let question = desk.question().await;
    assert!(question.reason.contains("somebody has moved them"), "{}", question.reason);
    assert_eq!(desk.screening(&id).await.stage_id, Some(StageId::new(ELSEWHERE)));
}

#[tokio::test]
async fn nobody_who_was_archived_is_moved() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = reviewed(&lab, &desk).await;
    confirm(&desk, &screening).await;
    lab.control.archive(&id, None).unwrap();
    desk.drain().await;
    assert_eq!(moved(&lab), 0);
    assert!(desk.question().await.reason.contains("archived"), "{:?}", desk.question().await);
}

#[tokio::test]
async fn a_proposal_falls_away_when_the_candidate_moves_on() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = reviewed(&lab, &desk).await;
    lab.pass(HOLD);
    lab.control.move_to_stage(&id, ELSEWHERE, None).unwrap();
    desk.safety().await;
    assert!(proposed(&desk).await.is_empty());
    let timeline = desk.read(move |tx, _| tx.timeline(&screening)).await;
    assert!(timeline.iter().any(|entry| entry.text.contains("fell away")), "{timeline:?}");
}

#[tokio::test]
async fn a_proposal_falls_away_when_the_candidate_is_archived() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, _) = reviewed(&lab, &desk).await;
    lab.pass(HOLD);
    lab.control.archive(&id, None).unwrap();
    desk.safety().await;
    assert!(proposed(&desk).await.is_empty());
}

#[tokio::test]
async fn an_automatic_move_asks_nobody_and_spares_whoever_was_moved() {
    let lab = Lab::new().await;
    let desk = moving(&lab, true).await;
    let (id, _) = reviewed(&lab, &desk).await;
    assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (NEXT, 1));
    let (other, screening) = desk.submitted(&lab, "Bo Ek", "bo@example.com").await;
    review(&desk, &screening, 4).await;
    lab.control.move_to_stage(&other, ELSEWHERE, None).unwrap();
    desk.drain().await;
    assert_eq!((lab.lever(&other).stage.as_str(), moved(&lab)), (ELSEWHERE, 1));
    assert!(desk.attention().await.is_empty(), "nobody said yes, so nobody is told");
}

#[tokio::test]
async fn a_confirmed_move_is_taken_back_and_confirmed_again() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = reviewed(&lab, &desk).await;
    confirm(&desk, &screening).await;
    desk.engine.reopen_moves(std::slice::from_ref(&screening)).await.unwrap();
    desk.drain().await;
    assert_eq!((moved(&lab), proposed(&desk).await.len()), (0, 1));
    confirm(&desk, &screening).await;
    desk.drain().await;
    assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (NEXT, 1));
    let late = desk.engine.reopen_moves(std::slice::from_ref(&screening)).await;
    assert!(matches!(late, Err(EngineError::TooLate(_))), "{late:?}");
}

#[tokio::test]
async fn a_declined_move_keeps_its_reason_and_can_come_back() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = reviewed(&lab, &desk).await;
    desk.engine.decline_move(&screening, "Waits for another interview".into()).await.unwrap();
    desk.drain().await;
    assert_eq!((moved(&lab), proposed(&desk).await.len()), (0, 0));
    let wanted = screening.clone();
    let timeline = desk.read(move |tx, _| tx.timeline(&wanted)).await;
    assert!(
        timeline.iter().any(|entry| entry.detail.as_deref() == Some("Waits for another interview")),
        "{timeline:?}"
    );
    desk.engine.reopen_moves(std::slice::from_ref(&screening)).await.unwrap();
    confirm(&desk, &screening).await;
    desk.drain().await;
    assert_eq!(lab.lever(&id).stage, NEXT);
}

#[tokio::test]
async fn a_later_review_takes_the_place_of_a_move_and_gives_it_back() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = reviewed(&lab, &desk).await;
    review(&desk, &screening, 2).await;
    assert!(proposed(&desk).await.is_empty(), "a 2 moves nobody");
    desk.engine.take_back_review(&screening).await.unwrap();
    assert_eq!(proposed(&desk).await.len(), 1, "the 4 counts again");
    // The same while the yes is held.
    confirm(&desk, &screening).await;
    review(&desk, &screening, 2).await;
    desk.engine.take_back_review(&screening).await.unwrap();
    desk.drain().await;
    assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (NEXT, 1));
}

#[tokio::test]
async fn a_review_taken_back_takes_its_move_with_it() {
    let lab = Lab::new().await;
    let desk = moving(&lab, false).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 4).await;
    confirm(&desk, &screening).await;
    desk.engine.take_back_review(&screening).await.unwrap();
    desk.drain().await;
    assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab), proposed(&desk).await.len()), (TRIGGER, 0, 0));
}

#[tokio::test]
async fn an_answer_that_was_lost_is_looked_for_before_anything_is_repeated() {
    for fault in [FaultKind::DropAfterEffect, FaultKind::DropBefore] {
        let lab = Lab::new().await;
        let desk = moving(&lab, false).await;
        let (id, screening) = reviewed(&lab, &desk).await;
        lab.control.inject(Fault::once("/v1/opportunities/*/stage", fault.clone()).method("PUT"));
        confirm(&desk, &screening).await;
        desk.drain().await;
        let changes = lab.lever(&id).stage_changes.iter().filter(|change| change.stage == NEXT).count();
        assert_eq!((lab.lever(&id).stage.as_str(), changes), (NEXT, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn a_stage_that_is_gone_is_said() {
    let lab = Lab::new().await;
    let moves = Moves { by_score: vec![to(4, "no-such-stage")], ..Moves::default() };
    let desk = Desk::open(&lab, setup(moves)).await;
    desk.switch_on(&[]).await;
    reviewed(&lab, &desk).await;
    assert!(desk.question().await.reason.contains("does not have any more"));
    assert_eq!(moved(&lab), 0);
}

#[tokio::test]
async fn a_review_taken_back_brings_back_no_move_but_that_of_the_review_that_counts() {
    for automatic in [false, true] {
        let lab = Lab::new().await;
        let desk = moving(&lab, automatic).await;
        let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        for score in [4, 2, 1] {
            review(&desk, &screening, score).await;
        }
        desk.engine.take_back_review(&screening).await.unwrap();
        desk.drain().await;
        assert_eq!(desk.screening(&id).await.score, Score::new(2));
        assert!(proposed(&desk).await.is_empty(), "a 2 moves nobody");
        assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (TRIGGER, 0));
    }
}

#[tokio::test]
async fn a_second_screening_withdraws_what_the_first_one_proposed() {
    for automatic in [false, true] {
        let lab = Lab::new().await;
        let desk = moving(&lab, automatic).await;
        let (id, first) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        if !automatic {
            review(&desk, &first, 4).await;
            desk.drain().await;
            assert_eq!(proposed(&desk).await.len(), 1);
        }
        let second = desk.screened_again(&lab, &id, "backend-basics").await;
        if automatic {
            review(&desk, &first, 4).await;
        }
        review(&desk, &second, 1).await;
        desk.drain().await;
        assert!(proposed(&desk).await.is_empty(), "a 1 moves nobody, and it is the last word");
        assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (TRIGGER, 0));
    }
}

#[tokio::test]
async fn whoever_was_moved_on_before_the_result_stays_there_and_nothing_is_proposed() {
    for automatic in [true, false] {
        let lab = Lab::new().await;
        let desk = moving(&lab, automatic).await;
        let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        lab.pass(HOLD);
        lab.control.move_to_stage(&id, ELSEWHERE, None).unwrap();
        desk.safety().await;
        assert_eq!(desk.screening(&id).await.stage_id, Some(StageId::new(ELSEWHERE)));
        review(&desk, &screening, 4).await;
        desk.drain().await;
        assert_eq!((lab.lever(&id).stage.as_str(), moved(&lab)), (ELSEWHERE, 0));
        assert!(proposed(&desk).await.is_empty());
        let wanted = screening.clone();
        let timeline = desk.read(move |tx, _| tx.timeline(&wanted)).await;
        let said = |detail: &str| detail.starts_with("somebody has moved them to");
        assert!(
            timeline.iter().any(|entry| entry.detail.as_deref().is_some_and(said)),
            "automatic {automatic}: {timeline:?}"
        );
        // Whoever brings them back counts.
        lab.pass(HOLD);
        lab.control.move_to_stage(&id, TRIGGER, None).unwrap();
        desk.safety().await;
        review(&desk, &screening, 4).await;
        assert_eq!(proposed(&desk).await.len(), usize::from(!automatic));
    }
}

#[tokio::test]
async fn where_fulcrum_moved_somebody_a_later_score_leads_on() {
    let lab = Lab::new().await;
    let moves = Moves { by_score: vec![to(3, NEXT), to(4, ELSEWHERE)], ..Moves::default() };
    let desk = Desk::open(&lab, setup(moves)).await;
    desk.switch_on(&[]).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 3).await;
    confirm(&desk, &screening).await;
    desk.drain().await;
    desk.safety().await;
    assert_eq!(lab.lever(&id).stage, NEXT);
    review(&desk, &screening, 4).await;
    let open = proposed(&desk).await;
    assert_eq!((open.len(), open[0].from.as_str(), open[0].to.as_str()), (1, NEXT, ELSEWHERE));
}
