//! A reminder goes out once, in time, and only to whoever can still answer.

use std::time::Duration;

use fulcrum_core::ScreeningId;
use fulcrum_core::screening::State;
use fulcrum_core::time::after;

use fulcrum_engine::EngineError;

use crate::lab::{Desk, Lab, OTHER, Setup, link_in};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const TO: &str = "aiko@example.com";

/// Somebody whose invitation is a day old.
async fn invited(lab: &Lab) -> (Desk, String) {
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 1);
    lab.pass(DAY);
    (desk, id)
}

#[tokio::test]
async fn it_goes_out_once_a_day_with_the_same_link() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    let screening = desk.screening(&id).await.id;
    desk.engine.remind(&screening).await.unwrap();
    assert!(desk.engine.remind(&screening).await.is_err(), "one is on its way");
    assert!(desk.engine.send_again(&screening, true).await.is_err(), "one mail at a time");
    desk.drain().await;
    let mails = lab.mails(TO);
    assert_eq!(mails.len(), 2);
    assert_eq!(link_in(&mails[0]), link_in(&mails[1]));
    assert!(mails[1].subject.contains("reminder"), "{}", mails[1].subject);
    assert_eq!(desk.state(&id).await, State::Invited);

    let refused = desk.engine.remind(&screening).await.unwrap_err().to_string();
    assert!(refused.contains("24 h"), "{refused}");
    lab.pass(DAY);
    desk.engine.remind(&screening).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 3);
}

#[tokio::test]
async fn nobody_is_reminded_right_after_the_invitation() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    desk.drain().await;
    let screening = desk.screening(&id).await.id;
    assert!(desk.engine.remind(&screening).await.is_err());
    lab.pass(DAY - Duration::from_secs(60 * 60));
    assert!(desk.engine.remind(&screening).await.is_err());
    lab.pass(Duration::from_secs(60 * 60));
    desk.engine.remind(&screening).await.unwrap();
}

#[tokio::test]
async fn when_a_mail_can_go_out_is_known_beforehand_for_many_at_once() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    let other = lab.arrival("Jonas Weber", Some("jonas@example.com"));
    desk.tick().await;
    let (reminded, held) = (desk.screening(&id).await.id, desk.screening(&other).await.id);
    let times = async || {
        let ids = vec![reminded.clone(), held.clone(), ScreeningId::new("nobody")];
        let times = desk.engine.mail_times(ids, true).await.unwrap();
        assert_eq!(times.iter().map(|(id, _)| id).collect::<Vec<_>>(), [&reminded, &held]);
        times.into_iter().map(|(_, from)| from).collect::<Vec<_>>()
    };
    let now = lab.now();
    let known = times().await;
    assert!(known[0].unwrap() <= now, "a day has passed");
    assert_eq!(known[1], None, "no mail has reached them");
    desk.engine.remind(&reminded).await.unwrap();
    assert_eq!(times().await[0], Some(after(now, DAY)), "one is on its way");
}

#[tokio::test]
async fn whoever_answers_before_it_leaves_is_not_reminded() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    let row = desk.screening(&id).await;
    desk.engine.remind(&row.id).await.unwrap();
    // The provider knows before the engine has asked.
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 1);
    assert!(desk.attention().await.is_empty());
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&id).await, State::Submitted);
    assert!(desk.engine.remind(&row.id).await.is_err(), "it is finished");
}

#[tokio::test]
async fn whoever_was_archived_meanwhile_is_not_reminded() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    desk.engine.remind(&desk.screening(&id).await.id).await.unwrap();
    lab.control.archive(&id, Some("Withdrew")).unwrap();
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 1);
}

#[tokio::test]
async fn what_the_mail_server_refuses_is_told() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    lab.control.update_switches(|switches| switches.mail_reject_recipients = true);
    desk.engine.remind(&desk.screening(&id).await.id).await.unwrap();
    desk.drain().await;
    let question = desk.question().await;
    assert!(question.reason.starts_with("The reminder could not be sent"), "{}", question.reason);
    lab.control.update_switches(|switches| switches.mail_reject_recipients = false);
    desk.engine.settle_attention(&question.id, "send_again").await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 2);
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn a_mail_that_the_service_refuses_is_told() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    let account = desk.account.clone();
    desk.store
        .write(move |tx| {
            let mut playbook = tx.playbooks(&account)?.remove(0);
            playbook.reminder_subject = "Longer than a service takes ".repeat(20);
            tx.save_playbook(&account, &playbook)
        })
        .await
        .unwrap();
    desk.engine.remind(&desk.screening(&id).await.id).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 1);
    assert_eq!(desk.attention().await.len(), 1, "it is not lost");
}

#[tokio::test]
async fn a_crash_while_it_leaves_sends_no_second_one() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    desk.engine.remind(&desk.screening(&id).await.id).await.unwrap();
    let after = desk.cut(&lab).await;
    // Both the one that died and the one that came after it carry the wish out.
    desk.drain().await;
    after.drain().await;
    assert_eq!(lab.mails(TO).len(), 2, "the wish was for one");
}

/// Days pass one by one; each day the engine looks, sends and asks.
async fn days_pass(lab: &Lab, desk: &Desk, days: u32) {
    for _ in 0..days {
        lab.pass(DAY);
        desk.engine.follow().await.unwrap();
        desk.engine.remind_when_due().await.unwrap();
        desk.drain().await;
    }
}

#[tokio::test]
async fn the_playbook_reminds_after_three_and_six_days_and_no_more() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    let mut sent = Vec::new();
    for day in 2..=13 {
        let before = lab.mails(TO).len();
        days_pass(&lab, &desk, 1).await;
        if lab.mails(TO).len() > before {
            sent.push(day);
        }
    }
    assert_eq!(sent, [3, 6]);
    assert_eq!(desk.state(&id).await, State::Invited);
    let mails = lab.mails(TO);
    assert!(mails[2].subject.contains("reminder") && link_in(&mails[0]) == link_in(&mails[2]));
}

#[tokio::test]
async fn a_week_away_is_one_reminder_and_a_persons_counts_too() {
    let lab = Lab::new().await;
    let (desk, _) = invited(&lab).await;
    lab.pass(DAY * 8);
    days_pass(&lab, &desk, 2).await;
    assert_eq!(lab.mails(TO).len(), 2);

    let lab = Lab::new().await;
    let (desk, second) = invited(&lab).await;
    lab.pass(DAY * 2);
    desk.engine.remind(&desk.screening(&second).await.id).await.unwrap();
    desk.drain().await;
    days_pass(&lab, &desk, 2).await;
    assert_eq!(lab.mails(TO).len(), 2, "the reminder of day three is served");
}

#[tokio::test]
async fn whoever_answered_moved_on_or_has_no_reminders_gets_none() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    lab.answer(desk.screening(&id).await.link.as_deref().unwrap()).await;
    days_pass(&lab, &desk, 10).await;
    assert_eq!(lab.mails(TO).len(), 1, "answered");

    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    desk.safety().await;
    days_pass(&lab, &desk, 10).await;
    assert_eq!((lab.mails(TO).len(), desk.state(&id).await), (1, State::Invited), "moved on");

    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.remind_after_days = Vec::new();
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    lab.arrival("Aiko Tanaka", Some(TO));
    desk.look_and_send().await;
    desk.drain().await;
    days_pass(&lab, &desk, 10).await;
    assert_eq!(lab.mails(TO).len(), 1, "the playbook does not remind");
}

#[tokio::test]
async fn a_planned_reminder_leaves_once_through_a_power_cut() {
    let lab = Lab::new().await;
    let (desk, _) = invited(&lab).await;
    lab.pass(DAY * 3);
    assert_eq!(desk.engine.remind_when_due().await.unwrap(), 1);
    let after = desk.cut(&lab).await;
    assert_eq!(after.engine.remind_when_due().await.unwrap(), 0, "one is on its way");
    after.drain().await;
    assert_eq!(lab.mails(TO).len(), 2);
    assert_eq!(after.engine.remind_when_due().await.unwrap(), 0);
}

#[tokio::test]
async fn a_mail_that_a_person_asked_for_can_be_taken_back_and_asked_for_again() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    let screening = desk.screening(&id).await.id;
    let ids = std::slice::from_ref(&screening);
    desk.engine.remind(&screening).await.unwrap();
    assert_eq!(desk.engine.take_back_mails(ids).await.unwrap(), 0);
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 1, "nothing left");
    desk.engine.send_again(&screening, false).await.unwrap();
    desk.engine.take_back_mails(ids).await.unwrap();
    desk.engine.remind(&screening).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 2);
    assert!(desk.engine.take_back_mails(ids).await.is_err(), "it has left");
}

#[tokio::test]
async fn the_invitation_is_sent_again_after_a_day_or_because_a_person_insists() {
    let lab = Lab::new().await;
    let (desk, id) = invited(&lab).await;
    let screening = desk.screening(&id).await.id;
    desk.engine.send_again(&screening, false).await.unwrap();
    desk.drain().await;
    lab.pass(Duration::from_secs(12 * 60));
    let refused = desk.engine.send_again(&screening, false).await.unwrap_err();
    assert!(matches!(refused, EngineError::TooEarly(_)), "{refused:?}");
    assert!(refused.to_string().contains("12 minutes ago"), "{refused}");
    desk.engine.send_again(&screening, true).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails(TO).len(), 3);
}
