//! The main job, whichever way the doubtful points about Lever turn out.

use fulcrum_engine::NewReview;
use std::time::Duration;

use fulcrum_core::assessment::Score;
use fulcrum_core::screening::State;
use fulcrum_sandbox::{ListOrder, PerformAs, Switches};
use futures::StreamExt as _;

use crate::lab::{COMPLETED, INVITED, Lab};

type Turn = fn(&mut Switches);

/// Each doubtful point, turned the other way.
const DOUBTS: &[(&str, Turn)] = &[
    ("answers show the person", |s| s.blank_person_in_write_answers = false),
    ("nobody need be named", |s| s.perform_as = PerformAs::Never),
    ("somebody must be named everywhere", |s| s.perform_as = PerformAs::Everywhere),
    ("the name counts in the query alone", |s| s.perform_as_in_body = false),
    ("no update time", |s| s.null_updated_at_share = 1.0),
    ("lists by advance", |s| s.list_order = ListOrder::Advanced),
    ("lists by creation", |s| s.list_order = ListOrder::Created),
    ("documented shapes", |s| s.documented_shapes = true),
    ("confidential ones are hidden", |s| s.hide_confidential = true),
    ("keys are no bearer tokens", |s| s.bearer_api_keys = false),
    ("offsets are encoded twice", |s| s.offsets_encoded_once = false),
    ("links stay as they are", |s| s.links_get_a_scheme = false),
    ("archiving clears tags", |s| s.archiving_clears_tags = true),
    ("archiving is no advance", |s| s.archiving_advances = false),
    ("archiving again changes nothing", |s| s.archiving_again_moves = false),
    ("tags are no update", |s| s.tags_update = false),
    ("notes are no update", |s| s.notes_update = false),
    ("deleted notes are gone", |s| s.deleted_notes_show = false),
    ("everything is seen late", |s| {
        s.list_lag_ms = 4_000;
        s.note_lag_ms = 4_000;
    }),
    ("busy with a time", |s| s.retry_after_s = 1),
];

#[tokio::test]
async fn the_main_job_is_done_either_way() {
    let journeys = DOUBTS.iter().map(|(doubt, turn)| main_job(doubt, *turn));
    futures::stream::iter(journeys).buffer_unordered(6).collect::<()>().await;
}

async fn main_job(doubt: &str, turn: Turn) {
    let lab = Lab::new().await;
    lab.control.update_switches(turn);
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    let leaving = lab.arrival("Zoë Quickfoot", Some("zoe@example.com"));
    lab.pass(Duration::from_secs(5));
    assert_eq!(desk.tick().await, 2, "{doubt}");
    lab.control.archive(&leaving, None).unwrap();
    desk.send().await;
    assert_eq!(desk.state(&id).await, State::Invited, "{doubt}");
    assert_eq!(desk.state(&leaving).await, State::Cancelled, "{doubt}");
    assert!(lab.mails("zoe@example.com").is_empty(), "{doubt}");
    let row = desk.screening(&id).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    for (score, comment) in [(3, "Clear"), (4, "On second thoughts")] {
        desk.engine.review(&row.id, NewReview::of(Score::new(score).unwrap(), comment.into())).await.unwrap();
        desk.drain().await;
    }
    lab.pass(Duration::from_secs(5));
    desk.sweep().await;
    desk.safety().await;
    let lever = lab.lever(&id);
    assert_eq!(lab.mails("aiko@example.com").len(), 1, "{doubt}");
    assert_eq!((lab.tagged(&id, INVITED), lab.tagged(&id, COMPLETED)), (1, 1), "{doubt}");
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Score:4"), 1, "{doubt}");
    assert_eq!((lever.notes.len(), lever.notes[0].comments.len()), (1, 2), "{doubt}");
    assert_eq!(lever.links.len(), 1, "{doubt}");
    assert!(desk.attention().await.is_empty(), "{doubt}: {:?}", desk.attention().await);
}
