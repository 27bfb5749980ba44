//! Everything that can go wrong on the way to Lever and back, on each kind of write: in the end
//! there is exactly one of each.

use std::time::Duration;

use fulcrum_core::assessment::Score;
use fulcrum_engine::{NewReview, Phase};
use fulcrum_sandbox::{Fault, FaultKind};
use fulcrum_store::EffectState;

use crate::lab::{COMPLETED, Desk, HOLD, INVITED, Lab, QUIET};

const TAGS: &str = "/v1/opportunities/*/addTags";
const UNTAG: &str = "/v1/opportunities/*/removeTags";
const LINKS: &str = "/v1/opportunities/*/addLinks";
const NOTES: &str = "/v1/opportunities/*/notes";

fn fault(path: &str, kind: &FaultKind) -> Fault {
    Fault::once(path, kind.clone()).method("POST")
}

async fn every_write_meets(kind: FaultKind) {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.control.inject(fault(TAGS, &kind));
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(lab.tagged(&id, INVITED), 1, "{kind:?}");

    let row = desk.screening(&id).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    lab.control.inject(fault(LINKS, &kind));
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(lab.tagged(&id, COMPLETED), 1);
    assert_eq!(lab.lever(&id).links.len(), 1, "{kind:?}");

    lab.control.inject(fault(NOTES, &kind));
    desk.engine.review(&row.id, NewReview::of(Score::new(3).unwrap(), String::new())).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.lever(&id).notes.len(), 1, "{kind:?}");

    lab.control.inject(fault(NOTES, &kind));
    lab.control.inject(fault(UNTAG, &kind));
    desk.engine.review(&row.id, NewReview::of(Score::new(4).unwrap(), String::new())).await.unwrap();
    desk.drain().await;
    let lever = lab.lever(&id);
    assert_eq!((lever.notes.len(), lever.notes[0].comments.len()), (1, 2), "{kind:?}");
    let scores: Vec<_> = lever.tags.iter().filter(|tag| tag.contains("Score")).collect();
    assert_eq!(scores, ["Fulcrum-Screening-Score:4"]);
    assert!(lab.control.faults().is_empty(), "every fault was met: {:?}", lab.control.faults());
    assert!(desk.attention().await.is_empty());
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(desk.engine.health().phase, Phase::Idle);
}

#[tokio::test]
async fn too_many_requests() {
    every_write_meets(FaultKind::Status { status: 429 }).await;
}

#[tokio::test]
async fn an_error_before_the_effect() {
    every_write_meets(FaultKind::Status { status: 500 }).await;
}

#[tokio::test]
async fn an_error_after_the_effect() {
    every_write_meets(FaultKind::ErrorAfterEffect).await;
}

#[tokio::test]
async fn a_connection_dropped_before_the_effect() {
    every_write_meets(FaultKind::DropBefore).await;
}

#[tokio::test]
async fn a_connection_dropped_after_the_effect() {
    every_write_meets(FaultKind::DropAfterEffect).await;
}

#[tokio::test]
async fn a_page_of_html_after_the_effect() {
    every_write_meets(FaultKind::HtmlBody).await;
}

#[tokio::test]
async fn a_broken_off_answer_after_the_effect() {
    every_write_meets(FaultKind::TruncatedBody).await;
}

fn posted(lab: &Lab) -> usize {
    lab.requests("POST", NOTES)
}

/// Somebody whose review's note met a fault; the tags before it are done.
async fn lost_note(lab: &Lab, desk: &Desk, kind: FaultKind) -> String {
    let (id, screening) = desk.submitted(lab, "Aiko Tanaka", "aiko@example.com").await;
    lab.control.inject(fault(NOTES, &kind));
    desk.engine.review(&screening, NewReview::of(Score::new(3).unwrap(), String::new())).await.unwrap();
    lab.pass(HOLD);
    desk.engine.deliver().await.unwrap();
    let effects = desk.effects(&screening).await;
    assert_eq!(effects.last().unwrap().state, EffectState::Unknown);
    assert_eq!(posted(lab), 1);
    id
}

#[tokio::test]
async fn a_note_that_reads_do_not_show_yet_is_not_written_again() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.control.update_switches(|switches| switches.note_lag_ms = 28_000);
    let id = lost_note(&lab, &desk, FaultKind::DropAfterEffect).await;
    for _ in 0..9 {
        lab.pass(Duration::from_secs(3));
        desk.engine.deliver().await.unwrap();
        assert!(lab.lever(&id).notes.is_empty(), "reads lag behind");
        assert_eq!(posted(&lab), 1);
    }
    lab.pass(Duration::from_secs(4));
    desk.drain().await;
    assert_eq!(posted(&lab), 1);
    assert_eq!(lab.lever(&id).notes.len(), 1);
}

#[tokio::test]
async fn a_note_that_never_arrived_is_written_after_the_quiet_period() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lost_note(&lab, &desk, FaultKind::DropBefore).await;
    for _ in 0..9 {
        lab.pass(Duration::from_secs(3));
        desk.engine.deliver().await.unwrap();
        assert_eq!(posted(&lab), 1);
    }
    lab.pass(Duration::from_secs(4));
    desk.drain().await;
    assert_eq!(posted(&lab), 2);
    assert_eq!(lab.lever(&id).notes.len(), 1);
}

#[tokio::test]
async fn what_stays_stuck_asks_and_blocks_only_its_own_candidate() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Stuck Here", Some("stuck@example.com"));
    let path = format!("/v1/opportunities/{id}/addTags");
    lab.control.inject(Fault::once(&path, FaultKind::Status { status: 500 }).times(1000));
    lab.enter(&id);
    desk.look_and_send().await;
    for _ in 0..60 {
        lab.pass(Duration::from_secs(301));
        desk.engine.deliver().await.unwrap();
    }
    let question = desk.question().await;
    assert_eq!(question.kind, "write");
    assert!(question.actions.iter().any(|action| action.id == "skip"));
    let free = lab.arrival("Free There", Some("free@example.com"));
    desk.look_and_send().await;
    assert_eq!(lab.tagged(&free, INVITED), 1);

    lab.control.clear_faults();
    lab.pass(QUIET);
    desk.engine.settle_attention(&question.id, "retry").await.unwrap();
    desk.drain().await;
    assert_eq!(lab.tagged(&id, INVITED), 1);
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn of_whoever_is_gone_from_lever_a_write_is_to_be_skipped_rather_than_tried() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.control.inject(fault(TAGS, &FaultKind::Status { status: 404 }));
    lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    let question = desk.question().await;
    let offered: Vec<&str> = question.actions.iter().map(|action| action.id.as_str()).collect();
    assert_eq!(offered, ["skip", "retry"], "{question:?}");
    desk.engine.settle_attention(&question.id, "skip").await.unwrap();
    desk.drain().await;
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn a_refused_write_can_be_skipped_and_the_rest_goes_on() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.control.inject(fault(TAGS, &FaultKind::Status { status: 403 }));
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    let row = desk.screening(&id).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.engine.follow().await.unwrap();
    desk.engine.deliver().await.unwrap();
    assert_eq!(lab.tagged(&id, COMPLETED), 0, "order holds behind the stuck one");
    desk.engine.settle_attention(&desk.question().await.id, "skip").await.unwrap();
    desk.drain().await;
    assert_eq!((lab.tagged(&id, INVITED), lab.tagged(&id, COMPLETED)), (0, 1));
}

#[tokio::test]
async fn looks_that_fail_do_not_repeat_a_write() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lost_note(&lab, &desk, FaultKind::DropAfterEffect).await;
    lab.control.inject(Fault::once(NOTES, FaultKind::Status { status: 503 }).method("GET").times(6));
    for _ in 0..6 {
        lab.pass(QUIET);
        desk.engine.deliver().await.unwrap();
        assert_eq!(posted(&lab), 1);
    }
    desk.drain().await;
    assert_eq!(posted(&lab), 1);
    assert_eq!(lab.lever(&id).notes.len(), 1);
}
