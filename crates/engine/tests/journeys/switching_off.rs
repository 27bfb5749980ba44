//! What a playbook holds and asks when it is switched off, or a stage is taken from it.

use std::time::Duration;

use fulcrum_core::screening::State;
use fulcrum_core::{OpportunityId, StageId};
use fulcrum_sandbox::NewCandidate;
use fulcrum_store::EventFilter;

use crate::choosing::{applicant, by_posting_tag, posting};
use crate::crowds::crowd;
use crate::lab::{Desk, Lab, OTHER, Setup, Trouble, trigger};
use crate::sending::gated;

#[tokio::test]
async fn what_a_playbook_asks_falls_away_when_it_is_switched_off() {
    let lab = Lab::new().await;
    let desk = by_posting_tag(&lab).await;
    let (unknown, tagged) =
        (posting(&lab, "Cook", &["Hubert: Souffle"]), posting(&lab, "Clerk", &["Hubert: backend-basics"]));
    applicant(&lab, "Aiko Tanaka", &unknown, &[]);
    applicant(&lab, "Bo Ek", &tagged, &["Custmer empathy"]);
    let bare = NewCandidate {
        name: "Cy Oh".into(),
        posting: Some(tagged.clone()),
        applied: true,
        ..NewCandidate::default()
    };
    lab.enter(&lab.control.add_candidate(bare).unwrap().id);
    for n in 0..21 {
        applicant(&lab, &format!("Crowd {n}"), &tagged, &[]);
    }
    desk.tick().await;
    let mut kinds: Vec<_> = desk.attention().await.into_iter().map(|row| row.kind).collect();
    kinds.sort();
    assert_eq!(kinds, ["ask", "no_address", "posting_tag"]);
    assert_eq!(desk.waiting().await.len(), 21);
    desk.engine.switch_off(&desk.playbook.id).await.unwrap();
    assert_eq!((desk.attention().await.len(), desk.waiting().await.len()), (0, 0));
    let settled = EventFilter { kinds: &["settled"], ..EventFilter::default() };
    let told = desk.read(move |tx, account| tx.events(account, &settled, None, 100)).await;
    assert_eq!(told.iter().filter(|row| row.text == "Not asked any more").count(), 24);
    desk.switch_on(&[]).await;
    desk.sweep().await;
    assert!(desk.attention().await.is_empty());
    applicant(&lab, "Dee Fox", &unknown, &[]);
    desk.tick().await;
    assert!(desk.question().await.reason.contains("Souffle"), "the next applicant raises it again");
    assert_eq!(desk.screenings().await.len(), 0);
}

#[tokio::test]
async fn a_back_fill_that_waits_goes_no_further_once_its_trigger_is_switched_off() {
    for off in [true, false] {
        let lab = Lab::new().await;
        let mut setup = Setup::named("first");
        setup.playbook.hourly_cap = 1;
        let desk = Desk::open(&lab, setup).await;
        let ids: Vec<_> = crowd(&lab, 3).into_iter().map(OpportunityId::new).collect();
        let begun = desk.engine.switch_on(&desk.playbook.id, &trigger(), &ids).await.unwrap();
        assert_eq!(begun.len(), 3, "each can be taken back");
        desk.send().await;
        assert_eq!(lab.control.mails().len(), 1);
        let id = desk.playbook.id.clone();
        if off {
            desk.engine.switch_off(&id).await.unwrap();
        } else {
            desk.engine.switch_on(&id, &[StageId::new(OTHER)], &[]).await.unwrap();
        }
        let cancelled = desk.screenings().await.iter().filter(|row| row.state == State::Cancelled).count();
        assert_eq!(cancelled, 2, "off {off}");
        for _ in 0..3 {
            lab.pass(Duration::from_secs(61 * 60));
            desk.engine.deliver().await.unwrap();
        }
        assert_eq!(lab.control.mails().len(), 1, "off {off}");
    }
}

#[tokio::test]
async fn a_stage_that_is_taken_away_calls_back_what_it_holds_and_asks_no_more() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = desk.playbook.id.clone();
    let both = [trigger(), vec![StageId::new(OTHER)]].concat();
    desk.engine.switch_on(&id, &both, &[]).await.unwrap();
    let stays = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    let goes = lab.candidate("Bo Ek", Some("bo@example.com"));
    lab.control.move_to_stage(&goes, OTHER, None).unwrap();
    let bare = lab.candidate("Cy Oh", None);
    lab.control.move_to_stage(&bare, OTHER, None).unwrap();
    desk.tick().await;
    assert_eq!(desk.question().await.title, "Cy Oh");
    desk.engine.switch_on(&id, &trigger(), &[]).await.unwrap();
    assert_eq!((desk.state(&stays).await, desk.state(&goes).await), (State::Held, State::Cancelled));
    assert!(desk.attention().await.is_empty());
    desk.send().await;
    assert_eq!((lab.mails("aiko@example.com").len(), lab.mails("bo@example.com").len()), (1, 0));
}

#[tokio::test]
async fn what_may_have_left_is_looked_for_once_its_trigger_is_off_and_sent_no_more() {
    for trouble in [Trouble::LostAfter, Trouble::LostBefore] {
        let lab = Lab::new().await;
        let (desk, _gate) = gated(&lab, trouble).await;
        let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
        desk.look_and_send().await;
        assert_eq!(desk.state(&id).await, State::Inviting);
        desk.engine.switch_off(&desk.playbook.id).await.unwrap();
        desk.drain().await;
        let (expected, mails) = match trouble {
            Trouble::LostAfter => (State::Invited, 1),
            _ => (State::Cancelled, 0),
        };
        assert_eq!(desk.state(&id).await, expected, "{trouble:?}");
        assert_eq!(lab.mails("aiko@example.com").len(), mails, "{trouble:?}");
    }
}
