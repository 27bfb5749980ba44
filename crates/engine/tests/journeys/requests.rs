//! What watching costs, and what it survives.

use std::time::Duration;

use fulcrum_core::screening::State;
use fulcrum_engine::{EngineError, Pass, Phase};
use fulcrum_sandbox::{Fault, FaultKind, NewCandidate, NewPosting, RequestFilter};

use crate::lab::{Desk, HOLD, INVITED, Lab, OTHER, Setup, TRIGGER};

fn everything(lab: &Lab) -> usize {
    lab.control.requests(&RequestFilter::default()).len()
}

#[tokio::test]
async fn an_idle_tick_is_one_request_whatever_else_goes_on() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let here = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    for round in 0..3 {
        lab.pass(Duration::from_secs(400));
        let id = lab.candidate(&format!("Other {round}"), None);
        lab.control.add_tags(&id, &["Nice".into()]).unwrap();
        lab.control.add_note(&id, "Called", None).unwrap();
        lab.control.move_to_stage(&id, OTHER, None).unwrap();
        lab.control.add_tags(&here, &[format!("Seen {round}")]).unwrap();
        lab.control.clear_requests();
        assert_eq!(desk.tick().await, 0);
        assert_eq!(everything(&lab), 1);
    }
    let asked = lab.control.requests(&RequestFilter::default()).remove(0);
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("GET", "/v1/opportunities"));
    for part in ["stage_id=", "advanced_at_start=", "archived=false", "expand=applications", "limit=100"] {
        assert!(asked.query.contains(part), "{}", asked.query);
    }
    assert!(!asked.query.contains("confidentiality"), "{}", asked.query);
}

#[tokio::test]
async fn without_a_trigger_nothing_is_asked() {
    let lab = Lab::new().await;
    let desk = lab.desk("first").await;
    lab.control.clear_requests();
    desk.tick().await;
    desk.sweep().await;
    assert_eq!(everything(&lab), 0);
}

#[tokio::test]
async fn more_than_a_page_is_read_to_the_end() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    for n in 0..130 {
        lab.arrival(&format!("Person {n}"), Some(&format!("p{n}@example.com")));
    }
    lab.control.clear_requests();
    assert_eq!(desk.tick().await, 130);
    assert_eq!(everything(&lab), 2);
    assert_eq!(desk.waiting().await.len(), 130);
}

#[tokio::test]
async fn a_page_that_fails_commits_nothing() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    for n in 0..120 {
        lab.arrival(&format!("Person {n}"), Some(&format!("p{n}@example.com")));
    }
    let before = desk.read(|tx, account| tx.watermark(account, "arrivals")).await;
    let broken =
        Fault { skip: 1, count: 3, ..Fault::once("/v1/opportunities", FaultKind::Status { status: 503 }) };
    lab.control.inject(broken);
    let overlap = Duration::from_secs(30);
    assert!(desk.engine.watch(Pass::Arrivals { overlap }).await.is_err());
    assert_eq!(desk.engine.health().phase, Phase::Troubled);
    assert!(desk.waiting().await.is_empty());
    assert_eq!(desk.read(|tx, account| tx.watermark(account, "arrivals")).await, before);
    assert_eq!(desk.tick().await, 120);
    assert_eq!(desk.engine.health().phase, Phase::Idle);
}

#[tokio::test]
async fn what_becomes_visible_late_is_seen_through_the_overlap() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let late = lab.candidate("Late Riser", Some("late@example.com"));
    let later = lab.candidate("Even Later", Some("later@example.com"));
    lab.pass(Duration::from_secs(600));
    lab.arrival("Quick Fox", Some("quick@example.com"));
    assert_eq!(desk.tick().await, 1);
    // Lists show these two only now, although they entered before the watermark.
    for (id, seconds) in [(&late, 25), (&later, 280)] {
        lab.control.update_switches(|switches| switches.clock_offset_ms = -1000 * seconds);
        lab.control.move_to_stage(id, TRIGGER, None).unwrap();
    }
    lab.control.update_switches(|switches| switches.clock_offset_ms = 0);
    assert_eq!(desk.tick().await, 1);
    assert_eq!(desk.state(&late).await, State::Held);
    assert!(desk.decisions(&later).await.is_empty());
    let long = Pass::Arrivals { overlap: Duration::from_secs(300) };
    assert_eq!(desk.engine.watch(long).await.unwrap(), 1);
    assert_eq!(desk.state(&later).await, State::Held);
}

#[tokio::test]
async fn an_arrival_that_lists_do_not_show_yet_is_seen_when_they_do() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.control.update_switches(|switches| switches.list_lag_ms = 20_000);
    let id = lab.arrival("Late Riser", Some("late@example.com"));
    assert_eq!(desk.tick().await, 0);
    lab.pass(Duration::from_secs(21));
    assert_eq!(desk.tick().await, 1);
    assert_eq!(desk.state(&id).await, State::Held);
}

#[tokio::test]
async fn the_watermark_is_never_beyond_levers_clock() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    // A server with a wrong clock wrote one entry an hour ahead.
    let odd = lab.candidate("Odd Hour", Some("odd@example.com"));
    lab.control.update_switches(|switches| switches.clock_offset_ms = 3_600_000);
    lab.enter(&odd);
    lab.control.update_switches(|switches| switches.clock_offset_ms = 0);
    assert_eq!(desk.tick().await, 1);
    let mark = desk.read(|tx, account| tx.watermark(account, "arrivals")).await.unwrap();
    assert!(mark <= lab.now(), "{mark}");
    assert_eq!(mark.subsec_nanosecond(), 0, "the Date header has whole seconds");
    lab.pass(Duration::from_secs(60));
    let next = lab.arrival("Next One", Some("next@example.com"));
    assert_eq!(desk.tick().await, 1);
    assert_eq!(desk.state(&next).await, State::Held);
}

#[tokio::test]
async fn our_clock_may_be_wrong_by_hours() {
    for offset in [-7_200_000, 7_200_000] {
        let lab = Lab::new().await;
        lab.control.update_switches(|switches| switches.clock_offset_ms = offset);
        let desk = lab.watching().await;
        let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
        assert_eq!(desk.tick().await, 1, "{offset}");
        lab.pass(Duration::from_secs(60));
        assert_eq!(desk.tick().await, 0);
        desk.send().await;
        assert_eq!(desk.state(&id).await, State::Invited, "{offset}");
    }
}

#[tokio::test]
async fn somebody_created_inside_the_stage_is_an_arrival() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.pass(Duration::from_secs(3));
    let new = NewCandidate {
        name: "Born Here".into(),
        email: Some("born@example.com".into()),
        stage: Some(TRIGGER.into()),
        ..NewCandidate::default()
    };
    lab.control.add_candidate(new).unwrap();
    assert_eq!(desk.tick().await, 1);
    desk.send().await;
    assert_eq!(lab.mails("born@example.com").len(), 1);
}

#[tokio::test]
async fn offline_everything_waits_and_goes_on_by_itself() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let held = lab.arrival("Held Back", Some("held@example.com"));
    desk.tick().await;
    let sent = lab.arrival("Just Sent", Some("sent@example.com"));
    desk.look_and_send().await;
    let row = desk.screening(&sent).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.drain().await;

    let during = lab.candidate("During It", Some("during@example.com"));
    lab.enter(&during);
    desk.tick().await;
    lab.control.set_offline(true);
    desk.engine.follow().await.unwrap();
    let tick = desk.engine.watch(Pass::Arrivals { overlap: Duration::from_secs(30) }).await;
    assert!(matches!(tick, Err(EngineError::Lever(_))));
    assert_eq!(desk.engine.health().phase, Phase::Offline);
    // A night without the network: more tries than any effect has.
    for _ in 0..60 {
        lab.pass(Duration::from_secs(600));
        desk.engine.deliver().await.unwrap();
        assert_eq!(desk.engine.health().phase, Phase::Offline);
    }
    assert!(desk.attention().await.is_empty(), "waiting is not failing: {:?}", desk.attention().await);
    assert!(lab.mails("during@example.com").is_empty());

    lab.control.set_offline(false);
    desk.drain().await;
    assert_eq!(desk.engine.health().phase, Phase::Idle);
    assert_eq!(lab.mails("during@example.com").len(), 1);
    for id in [&held, &sent, &during] {
        assert_eq!(lab.tagged(id, INVITED), 1);
    }
    assert_eq!(lab.tagged(&sent, crate::lab::COMPLETED), 1);
    assert_eq!(lab.lever(&sent).links.len(), 1);
}

#[tokio::test]
async fn offline_tries_become_rare() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    lab.pass(HOLD);
    lab.control.set_offline(true);
    lab.control.clear_requests();
    for _ in 0..600 {
        lab.pass(Duration::from_secs(1));
        desk.engine.deliver().await.unwrap();
    }
    let tries = everything(&lab);
    assert!((2..40).contains(&tries), "{tries} tries in ten minutes");
}

#[tokio::test]
async fn the_directory_can_be_switched_off() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.policy.directory = false;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    desk.sweep().await;
    desk.safety().await;
    desk.engine.fill_directory().await.unwrap();
    desk.tick().await;
    assert_eq!(desk.read(|tx, account| tx.count_people(account)).await, 0);
}

#[tokio::test]
async fn the_directory_finds_by_name_and_forgets_the_archived() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Zoë Quickfoot", Some("zoe@example.com"));
    desk.engine.fill_directory().await.unwrap();
    let found = desk.read(|tx, account| tx.find_people(account, "zoe quick")).await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].opportunity.as_str(), id);
    lab.pass(Duration::from_secs(5));
    lab.control.archive(&id, None).unwrap();
    desk.safety().await;
    assert!(desk.read(|tx, account| tx.find_people(account, "zoe")).await.is_empty());
}

#[tokio::test]
async fn somebody_who_cannot_be_read_is_named_once_and_the_others_are_invited() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let odd = lab.arrival("Odd One", Some("odd@example.com"));
    // Later entries come first in a list.
    let fine = lab.arrival("Fine One", Some("fine@example.com"));
    let names = lab.control.in_stage(TRIGGER);
    assert_eq!(names[0].id, fine);
    lab.control.inject(Fault { count: 3, ..Fault::once("/v1/opportunities", FaultKind::OddRow) });
    let ids = [&odd, &fine];
    for _ in 0..3 {
        desk.tick().await;
    }
    let open = desk.question().await;
    assert_eq!(
        (open.kind.as_str(), open.opportunity.as_ref().unwrap().as_str()),
        ("unreadable", fine.as_str())
    );
    assert!(open.reason.contains("stageChanges[0].updatedAt"), "{}", open.reason);
    assert_eq!(desk.state(&odd).await, State::Held, "the others are not in its way");
    desk.engine.settle_attention(&open.id, "dismiss").await.unwrap();
    lab.control.inject(Fault::once("/v1/opportunities", FaultKind::OddRow));
    desk.sweep().await;
    assert!(desk.attention().await.is_empty(), "said once");
    desk.sweep().await;
    assert_eq!(desk.screenings().await.len(), ids.len(), "readable again, she is invited as well");
}

#[tokio::test]
async fn postings_that_only_colleagues_see_have_names_too() {
    let lab = Lab::new().await;
    let id = lab.control.add_posting(NewPosting {
        text: "Head of Secrets".into(),
        internal_only: true,
        ..NewPosting::default()
    });
    let desk = lab.watching().await;
    let postings = desk.read(|tx, account| tx.postings(account)).await;
    assert!(
        postings.iter().any(|row| row.posting.id.as_str() == id && row.posting.text == "Head of Secrets")
    );
}
