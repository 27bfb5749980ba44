//! Many at once, old ones, back-fill, baselines and the hourly cap.

use std::time::Duration;

use fulcrum_core::screening::State;
use fulcrum_core::{AssessmentId, DecisionId, OpportunityId};
use fulcrum_engine::{Change, EngineError, Task};
use fulcrum_store::ScreeningRow;

use crate::lab::{Desk, HOLD, Lab, Setup, trigger};

pub fn crowd(lab: &Lab, count: usize) -> Vec<String> {
    (0..count)
        .map(|n| lab.arrival(&format!("Person {n:02}"), Some(&format!("p{n:02}@example.com"))))
        .collect()
}

#[tokio::test]
async fn more_than_twenty_at_once_wait_for_a_yes() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let people = crowd(&lab, 21);
    assert_eq!(desk.tick().await, 21);
    desk.send().await;
    assert!(lab.control.mails().is_empty());
    assert!(desk.screenings().await.is_empty());
    let waiting = desk.waiting().await;
    assert_eq!(waiting.len(), 21);
    assert_eq!(waiting[0].opportunity.as_str(), people[0], "the oldest entry first");

    let ids: Vec<DecisionId> = waiting.iter().map(|row| row.id.clone()).collect();
    assert_eq!(desk.engine.decide_waiting(&ids[..2], &ids[2..4]).await.unwrap(), 2);
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 2);
    assert_eq!(lab.mails("p00@example.com").len() + lab.mails("p01@example.com").len(), 2);
    assert_eq!(desk.waiting().await.len(), 17);
    desk.sweep().await;
    desk.safety().await;
    desk.send().await;
    assert_eq!(lab.control.mails().len(), 2, "dismissed ones stay dismissed");
    assert_eq!(desk.waiting().await.len(), 17);

    // A yes that comes after something has changed does not override what forbids.
    lab.control.archive(&people[4], None).unwrap();
    assert_eq!(desk.engine.decide_waiting(&ids[4..5], &[]).await.unwrap(), 0, "it is said that nobody is");
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 2);
    assert_eq!(desk.waiting().await.len(), 16);
}

#[tokio::test]
async fn a_yes_to_many_says_how_far_it_is() {
    let lab = Lab::new().await;
    let mut desk = lab.watching().await;
    crowd(&lab, 21);
    assert_eq!(desk.tick().await, 21);
    let ids: Vec<DecisionId> = desk.waiting().await.iter().map(|row| row.id.clone()).collect();
    while desk.changes.try_recv().is_ok() {}
    desk.engine.decide_waiting(&ids, &[]).await.unwrap();
    let mut steps = Vec::new();
    while let Ok(change) = desk.changes.try_recv() {
        if let Change::Work(work) = change {
            assert_eq!((work.task, work.all), (Task::Deciding, Some(21)));
            steps.push(work.done);
        }
    }
    steps.dedup();
    assert_eq!(steps, (0..21).collect::<Vec<_>>());
    assert!(desk.engine.under_way().is_empty());
}

#[tokio::test]
async fn one_who_was_deleted_meanwhile_keeps_nobody_waiting() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let people = crowd(&lab, 21);
    assert_eq!(desk.tick().await, 21);
    lab.control.delete(&people[1]).unwrap();
    let ids: Vec<DecisionId> = desk.waiting().await.iter().map(|row| row.id.clone()).collect();
    desk.engine.decide_waiting(&ids, &[]).await.unwrap();
    assert!(desk.waiting().await.is_empty());
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 20);
}

#[tokio::test]
async fn twenty_at_once_go_out() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    crowd(&lab, 20);
    assert_eq!(desk.tick().await, 20);
    assert!(desk.waiting().await.is_empty());
    assert_eq!(desk.screenings().await.len(), 20);
}

#[tokio::test]
async fn arrivals_of_a_long_absence_wait() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let old = lab.arrival("Old Hand", Some("old@example.com"));
    lab.pass(Duration::from_secs(25 * 3600));
    let new = lab.arrival("New Face", Some("new@example.com"));
    assert_eq!(desk.tick().await, 2);
    desk.send().await;
    assert_eq!(lab.mails("new@example.com").len(), 1);
    assert_eq!(lab.control.mails().len(), 1);
    assert_eq!(desk.state(&new).await, State::Invited);
    let waiting = desk.waiting().await;
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].opportunity.as_str(), old);
    assert!(waiting[0].waits_because.as_deref().unwrap().contains("more than a day"));
}

#[tokio::test]
async fn back_fill_invites_exactly_the_chosen() {
    let lab = Lab::new().await;
    let people = crowd(&lab, 3);
    let desk = lab.desk("first").await;
    let chosen = OpportunityId::new(people[1].clone());
    let playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0);
    let preview = desk.engine.preview(&playbook.id, &trigger(), None).await.unwrap();
    assert_eq!(preview.people.len(), 3);
    assert!(desk.decisions(&people[0]).await.is_empty(), "a preview changes nothing");
    desk.switch_on(&[chosen]).await;
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 1);
    assert_eq!(lab.mails("p01@example.com").len(), 1);
    desk.tick().await;
    desk.sweep().await;
    desk.safety().await;
    desk.send().await;
    assert_eq!(lab.control.mails().len(), 1);
}

#[tokio::test]
async fn off_and_on_is_a_new_baseline() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0).id;
    desk.engine.switch_off(&playbook).await.unwrap();
    let between = lab.arrival("Between Two", Some("between@example.com"));
    assert_eq!(desk.tick().await, 0);
    lab.pass(Duration::from_secs(5));
    desk.switch_on(&[]).await;
    let after = lab.arrival("After All", Some("after@example.com"));
    desk.tick().await;
    desk.sweep().await;
    desk.safety().await;
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.mails("after@example.com").len(), 1);
    assert_eq!(lab.control.mails().len(), 1);
    assert_eq!(desk.state(&after).await, State::Invited);
    assert!(desk.decisions(&between).await[0].screening.is_none());
}

#[tokio::test]
async fn switched_off_nothing_leaves_and_nothing_heals() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let playbook = desk.read(|tx, account| tx.playbooks(account)).await.remove(0).id;
    let held = lab.arrival("Held Back", Some("held@example.com"));
    let bare = lab.arrival("No Address", None);
    desk.tick().await;
    assert_eq!(desk.state(&held).await, State::Held);
    desk.engine.switch_off(&playbook).await.unwrap();
    assert_eq!(desk.state(&held).await, State::Cancelled);
    lab.pass(Duration::from_secs(60));
    lab.give_address(&bare, "bare@example.com");
    for on_again in [false, true] {
        if on_again {
            lab.pass(Duration::from_secs(60));
            desk.switch_on(&[]).await;
        }
        desk.sweep().await;
        desk.safety().await;
        desk.send().await;
        desk.drain().await;
        assert!(lab.control.mails().is_empty(), "switched on again: {on_again}");
    }
}

#[tokio::test]
async fn a_crowd_in_two_looks_is_a_crowd() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    crowd(&lab, 12);
    desk.tick().await;
    for n in 20..32 {
        lab.arrival(&format!("Late {n}"), Some(&format!("late{n}@example.com")));
    }
    desk.tick().await;
    assert_eq!(desk.screenings().await.len(), 12, "the first look could not know");
    assert_eq!(desk.waiting().await.len(), 12);
}

#[tokio::test]
async fn the_hourly_cap_holds_however_many_leave_at_once() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.hourly_cap = 2;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    crowd(&lab, 5);
    desk.tick().await;
    desk.send().await;
    assert_eq!(lab.control.mails().len(), 2);
    let waiting = async || {
        let mut rows = desk.screenings().await;
        rows.retain(|row| row.state == State::Held);
        rows
    };
    let held = waiting().await;
    let free = |row: &ScreeningRow| row.hold_until.unwrap().duration_since(lab.now()).as_mins();
    let mut turns: Vec<_> = held.iter().map(free).collect();
    turns.sort_unstable();
    assert_eq!(turns, [60, 60, 120], "everybody's own turn is said");
    let sooner = desk.engine.release(&held[0].id).await;
    assert!(matches!(&sooner, Err(EngineError::TooEarly(why)) if why.contains("limit")), "{sooner:?}");
    let read = lab.requests("GET", "/v1/opportunities/*");
    lab.pass(Duration::from_secs(30 * 60));
    desk.engine.deliver().await.unwrap();
    assert_eq!(lab.control.mails().len(), 2);
    assert_eq!(lab.requests("GET", "/v1/opportunities/*"), read, "Lever is not asked for nothing");
    lab.pass(Duration::from_secs(31 * 60));
    desk.engine.deliver().await.unwrap();
    assert_eq!(lab.control.mails().len(), 4);
    lab.pass(Duration::from_secs(61 * 60));
    desk.engine.deliver().await.unwrap();
    assert_eq!(lab.control.mails().len(), 5);
    desk.drain().await;
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn pause_holds_the_queue_back() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    desk.engine.set_paused(true);
    lab.pass(HOLD * 10);
    desk.engine.deliver().await.unwrap();
    assert!(lab.control.mails().is_empty());
    assert_eq!(desk.state(&id).await, State::Held);
    desk.engine.set_paused(false);
    desk.engine.deliver().await.unwrap();
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn pause_stops_a_queue_that_is_already_draining() {
    let lab = Lab::new().await;
    let gate = std::sync::Arc::new(crate::lab::Gate::before(lab.provider()));
    let desk = Desk::open(&lab, Setup { provider: Some(gate.clone()), ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    crowd(&lab, 15);
    desk.tick().await;
    lab.pass(HOLD);
    gate.next(crate::lab::Trouble::HoldBefore);
    let engine = desk.engine.clone();
    let draining = tokio::spawn(async move { engine.deliver().await });
    gate.reached().await;
    desk.engine.set_paused(true);
    gate.open.add_permits(1);
    draining.await.unwrap().unwrap();
    let sent = lab.control.mails().len();
    assert!((1..=7).contains(&sent), "{sent} of 15 were under way when the pause came");
    desk.engine.set_paused(false);
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 15);
}

#[tokio::test]
async fn several_that_are_sent_in_one_go_are_held_until_the_last_one_can_be_taken_back() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let mut sent = Vec::new();
    for name in ["Aiko Tanaka", "Bo Ek", "Cy Oh"] {
        let address = format!("{}@example.com", name.to_lowercase().replace(' ', "."));
        let id = OpportunityId::new(lab.candidate(name, Some(&address)));
        let assessment = AssessmentId::new("backend-basics");
        sent.push(desk.engine.send_by_hand(&id, None, assessment, false).await.unwrap());
        let until = desk.engine.hold_together(&sent).await.unwrap();
        assert!(until.is_some_and(|until| until > lab.now()), "{until:?}");
        lab.pass(HOLD - Duration::from_secs(2));
        desk.engine.deliver().await.unwrap();
    }
    assert!(lab.control.mails().is_empty(), "the last one can still be taken back, and so can the first");
    for id in &sent {
        desk.engine.undo(id).await.unwrap();
    }
    desk.send().await;
    assert!(lab.control.mails().is_empty());
    assert_eq!(desk.engine.hold_together(&sent).await.unwrap(), None, "nothing is held");
}
