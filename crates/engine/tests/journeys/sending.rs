//! The mail goes out at most once by itself.

use std::sync::Arc;

use fulcrum_core::planner::Verdict;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::{OpportunityId, PlaybookId};
use fulcrum_engine::Policy;
use fulcrum_providers::{Provider as _, ProviderRef, State as ProviderState};
use fulcrum_sandbox::Switches;

use crate::lab::{Desk, Gate, INVITED, Lab, Setup, Trouble};

/// Somebody whose mail ended in this way.
async fn with_mail_trouble(lab: &Lab, desk: &Desk, trouble: fn(&mut Switches)) -> String {
    lab.control.update_switches(trouble);
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    lab.control.update_switches(|switches| {
        switches.mail_drop_after_accept = false;
        switches.mail_drop_before_accept = false;
        switches.mail_reject_recipients = false;
    });
    for _ in 0..3 {
        desk.tick().await;
        desk.sweep().await;
        desk.send().await;
        desk.drain().await;
    }
    id
}

#[tokio::test]
async fn an_unclear_end_is_never_repeated_by_itself() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = with_mail_trouble(&lab, &desk, |switches| switches.mail_drop_after_accept = true).await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(desk.screening(&id).await.mail_state, "unclear");
    let question = desk.question().await;
    assert_eq!(question.kind, "mail");
    assert!(question.actions.iter().any(|action| action.id == "send_again"));
    assert!(question.actions.iter().any(|action| action.id == "copy_link"));

    desk.engine.settle_attention(&question.id, "send_again").await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 2, "exactly one more");
    let row = desk.screening(&id).await;
    assert_eq!((row.mail_state.as_str(), row.mail_attempt), ("sent", 2));
    let links: Vec<_> = lab.mails("aiko@example.com").iter().map(crate::lab::link_in).collect();
    assert_eq!(links[0], links[1], "the same link");
    assert!(desk.attention().await.is_empty());
    desk.drain().await;
    assert_eq!(lab.tagged(&id, INVITED), 1);
}

#[tokio::test]
async fn lost_before_the_server_took_it_is_unclear_as_well() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = with_mail_trouble(&lab, &desk, |switches| switches.mail_drop_before_accept = true).await;
    assert!(lab.control.mails().is_empty());
    assert_eq!(desk.screening(&id).await.mail_state, "unclear");
    desk.engine.settle_attention(&desk.question().await.id, "send_again").await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
}

#[tokio::test]
async fn a_refused_address_is_told_and_can_be_sent_again() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = with_mail_trouble(&lab, &desk, |switches| switches.mail_reject_recipients = true).await;
    assert!(lab.control.mails().is_empty());
    assert_eq!(desk.screening(&id).await.mail_state, "failed");
    assert_eq!(lab.tagged(&id, INVITED), 0, "nobody was told");
    desk.engine.settle_attention(&desk.question().await.id, "send_again").await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(lab.tagged(&id, INVITED), 1);
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn the_link_can_be_handed_over_instead() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = with_mail_trouble(&lab, &desk, |switches| switches.mail_reject_recipients = true).await;
    let row = desk.screening(&id).await;
    let row = desk.engine.hand_over(&row.id, "Link copied").await.unwrap();
    assert_eq!(row.mail_state, "by_hand");
    desk.drain().await;
    assert_eq!(lab.tagged(&id, INVITED), 1);
    assert!(desk.attention().await.is_empty());
    assert!(lab.control.mails().is_empty());
}

pub(crate) async fn gated(lab: &Lab, trouble: Trouble) -> (Desk, Arc<Gate>) {
    let gate = Arc::new(Gate::before(lab.provider()));
    let desk = Desk::open(lab, Setup { provider: Some(gate.clone()), ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    gate.next(trouble);
    (desk, gate)
}

#[tokio::test]
async fn a_lost_answer_of_the_provider_is_asked_for_again() {
    for trouble in [Trouble::LostAfter, Trouble::LostBefore] {
        let lab = Lab::new().await;
        let (desk, _gate) = gated(&lab, trouble).await;
        let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
        desk.look_and_send().await;
        assert_eq!(desk.state(&id).await, State::Inviting);
        desk.drain().await;
        assert_eq!(desk.state(&id).await, State::Invited);
        assert_eq!(lab.mails("aiko@example.com").len(), 1);
        assert_eq!(lab.tagged(&id, INVITED), 1);
    }
}

#[tokio::test]
async fn called_off_while_the_answer_was_lost_closes_the_link_that_exists() {
    for trouble in [Trouble::LostAfter, Trouble::LostBefore] {
        let lab = Lab::new().await;
        let (desk, _gate) = gated(&lab, trouble).await;
        let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
        desk.look_and_send().await;
        let screening = desk.screening(&id).await.id;
        desk.engine.cancel(&screening).await.unwrap();
        desk.drain().await;
        let row = desk.screening(&id).await;
        assert_eq!(row.state, State::Cancelled);
        match trouble {
            Trouble::LostAfter => {
                let reference = ProviderRef::new(row.provider_ref.unwrap());
                let state = lab.provider().progress(&[reference]).await.unwrap().remove(0).state;
                assert_eq!(state, ProviderState::Cancelled);
            }
            _ => {
                assert!(lab.control.mails().is_empty(), "what has not left does not leave");
                assert!(row.provider_ref.is_none());
            }
        }
    }
}

#[tokio::test]
async fn undo_is_too_late_once_the_invitation_is_leaving() {
    let lab = Lab::new().await;
    let (desk, gate) = gated(&lab, Trouble::HoldBefore).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    lab.pass(crate::lab::HOLD);
    let engine = desk.engine.clone();
    let sending = tokio::spawn(async move { engine.deliver().await });
    gate.reached().await;
    let screening = desk.screening(&id).await.id;
    assert!(desk.engine.undo(&screening).await.is_err());
    // Cancelling is possible, and closes what then turns out to exist.
    desk.engine.cancel(&screening).await.unwrap();
    gate.open.add_permits(1);
    sending.await.unwrap().unwrap();
    desk.drain().await;
    let row = desk.screening(&id).await;
    assert_eq!(row.state, State::Cancelled);
    assert_eq!(lab.http.get(row.link.unwrap()).send().await.unwrap().status(), 410);
}

#[tokio::test]
async fn the_address_of_now_is_written_to() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("old@example.com"));
    desk.tick().await;
    lab.give_address(&id, "new@example.com");
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 1);
    assert_eq!(lab.mails("new@example.com").len(), 1, "corrected while it was held");
    assert_eq!(desk.screening(&id).await.email.as_deref(), Some("new@example.com"));

    lab.give_address(&id, "newest@example.com");
    let row = desk.screening(&id).await;
    desk.engine.send_again(&row.id, true).await.unwrap();
    desk.drain().await;
    assert_eq!(lab.mails("newest@example.com").len(), 1, "corrected after it had left");
    lab.pass(std::time::Duration::from_secs(60));
    lab.give_address(&id, "last@example.com");
    desk.safety().await;
    assert_eq!(desk.screening(&id).await.email.as_deref(), Some("last@example.com"), "shown at once");
    assert_eq!(lab.control.mails().len(), 2, "but nothing is sent by itself");
}

#[tokio::test]
async fn whoever_declined_can_be_invited_again_by_hand_alone() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    let row = desk.screening(&id).await;
    lab.post(&format!("{}/decline", row.link.unwrap()), &[]).await;
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&id).await, State::Declined);
    let opportunity = row.opportunity.clone();
    let plan = desk.engine.plan_send(&opportunity, None, None).await.unwrap();
    assert_eq!(plan.decision.verdict, Verdict::Ask);
    assert!(plan.decision.summary.contains("Declined"), "{}", plan.decision.summary);
    let assessment = plan.decision.assessment.unwrap().id;
    let refused = desk.engine.send_by_hand(&opportunity, None, assessment.clone(), false).await;
    assert!(refused.is_err(), "not without a yes");
    desk.engine.send_by_hand(&opportunity, None, assessment, true).await.unwrap();
    desk.send().await;
    desk.drain().await;
    assert_eq!(lab.mails("aiko@example.com").len(), 2);
    let rows = desk.screenings().await;
    assert_eq!(rows.iter().filter(|row| row.state == State::Invited).count(), 1, "{rows:?}");
}

#[tokio::test]
async fn more_open_screenings_than_one_round_asks_about_are_asked_about_in_turn() {
    let lab = Lab::new().await;
    let policy = Policy { follow_at_most: 2, ..Policy::default() };
    let desk = Desk::open(&lab, Setup { policy, ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    let mut ids = Vec::new();
    for name in ["Aiko Tanaka", "Jonas Weber", "Priya Raman", "Omar Haddad", "Yuki Mori"] {
        let address = format!("{}@example.com", name.split(' ').next().unwrap().to_lowercase());
        ids.push(lab.arrival(name, Some(&address)));
    }
    desk.look_and_send().await;
    desk.drain().await;
    for id in &ids {
        let row = desk.screening(id).await;
        assert_eq!(row.state, State::Invited);
        lab.answer(&row.link.unwrap()).await;
    }
    for left in [3, 1, 0] {
        assert!(desk.engine.follow().await.unwrap() <= 2);
        let mut still = 0;
        for id in &ids {
            still += usize::from(desk.state(id).await == State::Invited);
        }
        assert_eq!(still, left);
    }
    // From the start again, for whoever comes next.
    let id = lab.arrival("Noor Ziegler", Some("noor@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    lab.answer(&desk.screening(&id).await.link.unwrap()).await;
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&id).await, State::Submitted);
}

#[tokio::test]
async fn a_playbook_for_use_by_hand_comes_before_all_others() {
    let lab = Lab::new().await;
    let desk = lab.desk("first").await;
    let id = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    let opportunity = OpportunityId::new(id.clone());
    let mut second = desk.playbook.clone();
    second.id = PlaybookId::new("second");
    second.name = "By hand".into();
    second.tags.invited = "Asked by hand".into();
    let save = async |playbook: &Playbook| {
        let (account, playbook) = (desk.account.clone(), playbook.clone());
        desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    };
    save(&second).await;
    let tags = async || desk.engine.plan_send(&opportunity, None, None).await.unwrap().tags;
    assert_eq!(tags().await, [INVITED], "both are off: the first in order");
    second.by_hand = true;
    save(&second).await;
    assert_eq!(tags().await, ["Asked by hand"]);
    desk.switch_on(&[]).await;
    assert_eq!(tags().await, ["Asked by hand"], "also before one that is on");
    // Nothing is invited by a playbook that is for use by hand.
    desk.engine.switch_off(&desk.playbook.id).await.unwrap();
    lab.enter(&id);
    desk.tick().await;
    desk.sweep().await;
    assert!(desk.decisions(&id).await.is_empty());
}
