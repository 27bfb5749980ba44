//! Power cuts while a call is under way, with the call carried out and not. After each the store is
//! opened by a new process, and in the end there is exactly one of everything.

use std::sync::Arc;

use fulcrum_core::assessment::Score;
use fulcrum_core::moves::{Moves, ScoreMove};
use fulcrum_core::screening::State;
use fulcrum_core::{OpportunityId, ScreeningId, StageId};
use fulcrum_engine::{NewReview, Pass};
use fulcrum_sandbox::{Fault, FaultKind};

use crate::lab::{COMPLETED, Desk, Gate, HOLD, INVITED, Lab, OTHER, QUIET, Setup, Trouble};

/// Long enough to be cut off in the middle, short enough to wait for.
const SLOW: FaultKind = FaultKind::Delay { ms: 400 };
const NEVER: FaultKind = FaultKind::Delay { ms: 600_000 };

/// Cuts the power while a write of this kind is under way. `carried_out` says whether Lever did it.
async fn cut_during(
    lab: &Lab,
    desk: Desk,
    screening: &ScreeningId,
    kind: &str,
    path: &str,
    carried_out: bool,
) -> Desk {
    // What is held for Undo is due now.
    lab.pass(HOLD);
    let path = format!("/v1/opportunities/*/{path}");
    let delay = if carried_out { SLOW } else { NEVER };
    let method = if kind == "move" { "PUT" } else { "POST" };
    lab.control.inject(Fault::once(&path, delay).method(method));
    let under_way = desk.delivering();
    desk.under_way(screening, kind).await;
    if carried_out {
        let after = desk.cut(lab).await;
        // The old process never learns that it is dead; Lever carries its call out.
        under_way.await.unwrap();
        after
    } else {
        under_way.abort();
        assert!(under_way.await.is_err());
        drop(desk);
        Desk::open(lab, Setup::named("first")).await
    }
}

async fn invited(lab: &Lab) -> (Desk, String, ScreeningId) {
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    let screening = desk.screening(&id).await.id;
    (desk, id, screening)
}

#[tokio::test]
async fn while_a_tag_is_written() {
    for carried_out in [true, false] {
        let lab = Lab::new().await;
        let (desk, id, screening) = invited(&lab).await;
        lab.pass(HOLD);
        let desk = cut_during(&lab, desk, &screening, "add_tags", "addTags", carried_out).await;
        desk.drain().await;
        assert_eq!(lab.tagged(&id, INVITED), 1);
        assert_eq!(lab.requests("POST", "/v1/opportunities/*/addTags"), if carried_out { 1 } else { 2 });
        assert_eq!(lab.mails("aiko@example.com").len(), 1);
    }
}

#[tokio::test]
async fn while_a_link_is_written() {
    for carried_out in [true, false] {
        let lab = Lab::new().await;
        let (desk, id, screening) = invited(&lab).await;
        desk.send().await;
        lab.answer(desk.screening(&id).await.link.as_deref().unwrap()).await;
        desk.drain().await;
        desk.engine.follow().await.unwrap();
        let desk = cut_during(&lab, desk, &screening, "add_links", "addLinks", carried_out).await;
        desk.drain().await;
        assert_eq!(lab.lever(&id).links.len(), 1);
        assert_eq!(lab.tagged(&id, COMPLETED), 1);
        assert_eq!(desk.state(&id).await, State::Submitted);
    }
}

#[tokio::test]
async fn while_a_note_and_then_its_comment_are_written() {
    for carried_out in [true, false] {
        let lab = Lab::new().await;
        let desk = lab.watching().await;
        let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        desk.engine.review(&screening, NewReview::of(Score::new(3).unwrap(), String::new())).await.unwrap();
        let desk = cut_during(&lab, desk, &screening, "add_note", "notes", carried_out).await;
        desk.drain().await;
        assert_eq!(lab.lever(&id).notes.len(), 1);
        desk.engine.review(&screening, NewReview::of(Score::new(1).unwrap(), String::new())).await.unwrap();
        if carried_out {
            // The copy is where this desk lives now; a second cut would have to copy the copy.
            desk.drain().await;
        } else {
            let desk = cut_during(&lab, desk, &screening, "comment", "notes", false).await;
            desk.drain().await;
        }
        let notes = lab.lever(&id).notes;
        assert_eq!((notes.len(), notes[0].comments.len()), (1, 2));
        assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:1"), 1);
        assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:3"), 0);
    }
}

#[tokio::test]
async fn while_the_old_score_tag_is_removed() {
    for carried_out in [true, false] {
        let lab = Lab::new().await;
        let desk = lab.watching().await;
        let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        desk.engine.review(&screening, NewReview::of(Score::new(3).unwrap(), String::new())).await.unwrap();
        desk.drain().await;
        desk.engine.review(&screening, NewReview::of(Score::new(4).unwrap(), String::new())).await.unwrap();
        let desk = cut_during(&lab, desk, &screening, "remove_tags", "removeTags", carried_out).await;
        desk.drain().await;
        assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:3"), 0);
        assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:4"), 1);
    }
}

#[tokio::test]
async fn while_a_candidate_is_moved() {
    for carried_out in [true, false] {
        let lab = Lab::new().await;
        let desk = lab.watching().await;
        let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        let by_score = vec![ScoreMove { score: Score::new(4).unwrap(), stage: StageId::new(OTHER) }];
        let mut playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0);
        playbook.moves = Moves { by_score, ..Moves::default() };
        let account = desk.account.clone();
        desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
        desk.engine.review(&screening, NewReview::of(Score::new(4).unwrap(), String::new())).await.unwrap();
        desk.drain().await;
        desk.engine.confirm_moves(std::slice::from_ref(&screening)).await.unwrap();
        let desk = cut_during(&lab, desk, &screening, "move", "stage", carried_out).await;
        desk.drain().await;
        let there = lab.lever(&id).stage_changes.iter().filter(|change| change.stage == OTHER).count();
        assert_eq!((lab.lever(&id).stage.as_str(), there), (OTHER, 1));
    }
}

#[tokio::test]
async fn while_the_invitation_leaves() {
    for trouble in [Trouble::HoldBefore, Trouble::HoldAfter] {
        let lab = Lab::new().await;
        let gate = Arc::new(Gate::before(lab.provider()));
        let desk = Desk::open(&lab, Setup { provider: Some(gate.clone()), ..Setup::named("first") }).await;
        desk.switch_on(&[]).await;
        let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
        desk.tick().await;
        lab.pass(HOLD);
        gate.next(trouble);
        let under_way = desk.delivering();
        gate.reached().await;
        assert_eq!(desk.state(&id).await, State::Inviting);
        under_way.abort();
        assert!(under_way.await.is_err());
        drop(desk);
        let desk = Desk::open(&lab, Setup::named("first")).await;
        desk.tick().await;
        desk.sweep().await;
        desk.drain().await;
        assert_eq!(desk.state(&id).await, State::Invited);
        assert_eq!(lab.mails("aiko@example.com").len(), 1);
        assert_eq!(lab.tagged(&id, INVITED), 1);
    }
}

#[tokio::test]
async fn while_the_mail_is_sent_again() {
    let lab = Lab::new().await;
    let (desk, id, screening) = invited(&lab).await;
    desk.send().await;
    desk.drain().await;
    desk.engine.send_again(&screening, true).await.unwrap();
    let after = desk.cut(&lab).await;
    // Both the one that died and the one that came after it carry the wish out.
    desk.drain().await;
    after.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 2, "the wish was for one more");
    assert_eq!(after.state(&id).await, State::Invited);
}

#[tokio::test]
async fn while_reading_nothing_is_lost() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.inject(Fault::once("/v1/opportunities", NEVER).method("GET"));
    let engine = desk.engine.clone();
    let looking = tokio::spawn(async move { engine.watch(Pass::Sweep).await });
    lab.met(&NEVER).await;
    looking.abort();
    assert!(looking.await.is_err());
    drop(desk);
    let desk = Desk::open(&lab, Setup::named("first")).await;
    desk.look_and_send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn while_the_last_look_reads() {
    let lab = Lab::new().await;
    let (desk, id, screening) = invited(&lab).await;
    lab.pass(HOLD);
    lab.control.inject(Fault::once(&format!("/v1/opportunities/{id}/notes"), NEVER).method("GET"));
    let under_way = desk.delivering();
    lab.met(&NEVER).await;
    under_way.abort();
    assert!(under_way.await.is_err());
    drop(desk);
    let desk = Desk::open(&lab, Setup::named("first")).await;
    assert_eq!(desk.state(&id).await, State::Held, "it had not left");
    desk.engine.undo(&screening).await.unwrap();
    desk.drain().await;
    assert!(lab.control.mails().is_empty());
}

#[tokio::test]
async fn a_pass_that_dies_before_its_commit_is_repeated_whole() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    let before = desk.cut(&lab).await;
    desk.tick().await;
    drop(desk);
    assert_eq!(before.tick().await, 1, "the file of before the commit has not seen it");
    before.send().await;
    lab.pass(QUIET);
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    let about = before.decisions(OpportunityId::new(id).as_str()).await;
    assert_eq!(about.len(), 1);
}
