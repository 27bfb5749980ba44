//! Who is not invited, with the reason kept; and who is invited once the reason has gone.

use std::time::Duration;

use fulcrum_core::eligibility::{Outcome, Subject};
use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::{PlaybookId, StageId};

use crate::lab::{Desk, INVITED, Lab, OTHER, Setup, TRIGGER, trigger};

/// Sends whatever would go out, then checks that nothing has, and why.
async fn not_invited(lab: &Lab, desk: &Desk, id: &str, because: Subject) {
    desk.send().await;
    assert!(lab.control.mails().is_empty());
    assert_eq!(lab.tagged(id, INVITED), 0);
    let decision = desk.decisions(id).await.remove(0).decision;
    assert_eq!(decision.verdict, Verdict::Skip, "{decision:?}");
    let failed: Vec<_> = decision
        .checks
        .iter()
        .filter(|check| check.outcome == Outcome::Failed)
        .map(|check| check.subject)
        .collect();
    assert!(failed.contains(&because), "{decision:?}");
    assert!(!decision.summary.is_empty());
}

#[tokio::test]
async fn without_an_address_until_one_is_added() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", None);
    desk.tick().await;
    not_invited(&lab, &desk, &id, Subject::Address).await;
    let question = desk.question().await;
    assert_eq!((question.kind.as_str(), question.title.as_str()), ("no_address", "Aiko Tanaka"));

    let early = desk.engine.settle_attention(&question.id, "check_again").await;
    assert!(early.is_err(), "nothing has changed in Lever");
    assert_eq!(desk.attention().await.len(), 1);
    desk.sweep().await;
    assert_eq!(desk.attention().await.len(), 1, "no second question about the same");

    lab.give_address(&id, "aiko@example.com");
    assert_eq!(desk.sweep().await, 1);
    assert!(desk.attention().await.is_empty());
    desk.send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    desk.sweep().await;
    desk.send().await;
    assert_eq!(lab.control.mails().len(), 1);
}

#[tokio::test]
async fn check_again_invites_as_soon_as_there_is_an_address() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("not an address"));
    desk.tick().await;
    not_invited(&lab, &desk, &id, Subject::Address).await;
    lab.give_address(&id, "aiko@example.com");
    desk.engine.settle_attention(&desk.question().await.id, "check_again").await.unwrap();
    assert!(desk.attention().await.is_empty());
    desk.send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn archived_before_the_look() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.archive(&id, Some("Withdrew")).unwrap();
    assert_eq!(desk.tick().await, 0, "the ordinary look asks for active ones");
    assert_eq!(desk.safety().await, 1);
    not_invited(&lab, &desk, &id, Subject::Active).await;
}

#[tokio::test]
async fn anonymised_before_the_look() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.anonymize(&id).unwrap();
    desk.tick().await;
    not_invited(&lab, &desk, &id, Subject::NotAnonymised).await;
}

#[tokio::test]
async fn data_protection_forbids_until_it_allows() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.set_contact_allowed(&id, Some(false)).unwrap();
    desk.tick().await;
    not_invited(&lab, &desk, &id, Subject::MayContact).await;
    lab.control.set_contact_allowed(&id, Some(true)).unwrap();
    assert_eq!(desk.sweep().await, 1);
    desk.send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn snoozed_until_awake() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    let until = lab.now() + jiff::SignedDuration::from_hours(2);
    lab.control.set_snooze(&id, Some(until)).unwrap();
    desk.tick().await;
    not_invited(&lab, &desk, &id, Subject::Awake).await;
    lab.pass(Duration::from_secs(3 * 3600));
    assert_eq!(desk.sweep().await, 1);
    desk.send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn snoozed_and_invited_where_the_playbook_says_so() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.skip_snoozed = false;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.set_snooze(&id, Some(lab.now() + jiff::SignedDuration::from_hours(2))).unwrap();
    desk.look_and_send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn whoever_was_left_alone_for_a_snooze_is_invited_once_the_playbook_allows_it() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.set_snooze(&id, Some(lab.now() + jiff::SignedDuration::from_hours(2))).unwrap();
    desk.tick().await;
    not_invited(&lab, &desk, &id, Subject::Awake).await;
    let mut playbook = desk.playbook.clone();
    playbook.skip_snoozed = false;
    let account = desk.account.clone();
    desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    desk.sweep().await;
    desk.send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn confidential_ones_are_not_even_seen_without_the_permission() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.control.set_confidential(&id, true).unwrap();
    lab.enter(&id);
    desk.tick().await;
    desk.sweep().await;
    desk.safety().await;
    desk.send().await;
    assert!(desk.decisions(&id).await.is_empty());
    assert!(lab.control.mails().is_empty());
}

#[tokio::test]
async fn made_confidential_during_the_hold() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    lab.control.set_confidential(&id, true).unwrap();
    desk.send().await;
    desk.drain().await;
    assert!(lab.control.mails().is_empty());
    assert_eq!(desk.state(&id).await, State::Held);
    assert!(desk.question().await.reason.contains("confidential"), "{:?}", desk.question().await);
    // An account may also answer as if there were nobody.
    lab.control.update_switches(|switches| switches.hide_confidential = true);
    let other = lab.arrival("Zoë Quickfoot", Some("zoe@example.com"));
    desk.tick().await;
    lab.control.set_confidential(&other, true).unwrap();
    desk.send().await;
    desk.drain().await;
    assert!(lab.control.mails().is_empty());
    assert_eq!(desk.state(&other).await, State::Cancelled);
}

#[tokio::test]
async fn through_the_stage_between_two_looks() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    lab.pass(Duration::from_secs(2));
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    assert_eq!(desk.tick().await, 0);
    assert_eq!(desk.safety().await, 1);
    not_invited(&lab, &desk, &id, Subject::StillInStage).await;
    assert_eq!(desk.decisions(&id).await[0].stage.as_ref().unwrap().as_str(), TRIGGER);
    assert_eq!(desk.safety().await, 0, "handled once");
    lab.enter(&id);
    desk.look_and_send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1, "coming back is a new entry");
}

#[tokio::test]
async fn whatever_changes_during_the_hold_is_seen_by_the_last_look() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let people: Vec<String> =
        (0..4).map(|n| lab.arrival(&format!("Person {n}"), Some(&format!("p{n}@example.com")))).collect();
    assert_eq!(desk.tick().await, 4);
    lab.control.archive(&people[0], None).unwrap();
    lab.control.move_to_stage(&people[1], OTHER, None).unwrap();
    lab.control.anonymize(&people[2]).unwrap();
    lab.control.delete(&people[3]).unwrap();
    desk.send().await;
    desk.drain().await;
    assert!(lab.control.mails().is_empty());
    for (id, words) in
        people.iter().zip(["Archived", "Left the trigger stage", "removed in Lever", "Deleted"])
    {
        let row = desk.screening(id).await;
        assert_eq!(row.state, State::Cancelled);
        assert!(row.reason.as_deref().unwrap().contains(words), "{:?}", row.reason);
    }
}

#[tokio::test]
async fn one_person_twice_in_lever_is_invited_once() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    // The same address makes the same contact; a second contact gets the address afterwards.
    let first = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    let second = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    assert_eq!(lab.lever(&first).contact_id, lab.lever(&second).contact_id);
    let other = lab.candidate("A. Tanaka", None);
    lab.give_address(&other, "Aiko+jobs@Example.com");
    assert_ne!(lab.lever(&other).contact_id, lab.lever(&first).contact_id);
    for id in [&first, &second, &other] {
        lab.enter(id);
    }
    assert_eq!(desk.tick().await, 3);
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 1);
    let mut verdicts = Vec::new();
    for id in [&first, &second, &other] {
        verdicts.push(desk.decisions(id).await.remove(0).decision.verdict);
    }
    verdicts.sort_by_key(|verdict| verdict.as_str());
    assert_eq!(verdicts, [Verdict::Invite, Verdict::Skip, Verdict::Skip]);
}

#[tokio::test]
async fn moved_on_to_another_trigger_stage_during_the_hold_somebody_is_invited_there() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let both = [trigger(), vec![StageId::new(OTHER)]].concat();
    desk.engine.switch_on(&desk.playbook.id, &both, &[]).await.unwrap();
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    assert_eq!(desk.state(&id).await, State::Held);
    lab.pass(Duration::from_secs(1));
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    desk.tick().await;
    desk.send().await;
    assert!(lab.control.mails().is_empty(), "the first stage was left");
    desk.sweep().await;
    desk.send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    desk.sweep().await;
    desk.send().await;
    assert_eq!(lab.control.mails().len(), 1);
}

#[tokio::test]
async fn a_second_application_is_screened_once_the_first_was_closed_and_not_if_a_person_called_it_off() {
    for by_hand in [false, true] {
        let lab = Lab::new().await;
        let desk = lab.watching().await;
        let again = || lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
        let (first, second) = (again(), again());
        lab.enter(&first);
        desk.look_and_send().await;
        lab.enter(&second);
        desk.look_and_send().await;
        assert_eq!(desk.decisions(&second).await[0].decision.verdict, Verdict::Skip);
        assert_eq!(lab.mails("aiko@example.com").len(), 1);
        if by_hand {
            let screening = desk.screening(&first).await.id;
            desk.engine.cancel(&screening).await.unwrap();
        } else {
            lab.control.archive(&first, None).unwrap();
            desk.safety().await;
        }
        assert_eq!(desk.state(&first).await, State::Cancelled);
        desk.sweep().await;
        desk.send().await;
        assert_eq!(lab.mails("aiko@example.com").len(), if by_hand { 1 } else { 2 }, "by hand {by_hand}");
    }
}

#[tokio::test]
async fn a_second_playbook_on_the_stage_keeps_no_earlier_no_from_healing() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", None);
    desk.tick().await;
    assert_eq!(desk.question().await.kind, "no_address");
    let account = desk.account.clone();
    let second = Playbook { id: PlaybookId::new("second"), ..desk.playbook.clone() };
    desk.store.write(move |tx| tx.save_playbook(&account, &second)).await.unwrap();
    desk.engine.switch_on(&PlaybookId::new("second"), &trigger(), &[]).await.unwrap();
    lab.give_address(&id, "aiko@example.com");
    desk.sweep().await;
    desk.send().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(desk.screening(&id).await.playbook, desk.playbook.id);
}
