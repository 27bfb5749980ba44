//! Candidates who leave, and people who call off.

use std::time::Duration;

use fulcrum_core::playbook::Leaving;
use fulcrum_core::screening::State;
use fulcrum_providers::{Provider as _, ProviderRef, State as ProviderState};

use crate::lab::{COMPLETED, Desk, Lab, OTHER, Setup};

async fn at_the_provider(lab: &Lab, desk: &Desk, id: &str) -> ProviderState {
    let reference = ProviderRef::new(desk.screening(id).await.provider_ref.unwrap());
    lab.provider().progress(&[reference]).await.unwrap().remove(0).state
}

async fn invited(lab: &Lab, desk: &Desk) -> String {
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    assert_eq!(desk.state(&id).await, State::Invited);
    lab.pass(Duration::from_secs(60));
    id
}

#[tokio::test]
async fn archived_while_open_is_cancelled() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    lab.control.archive(&id, Some("Withdrew")).unwrap();
    desk.safety().await;
    assert_eq!(desk.state(&id).await, State::Cancelled);
    desk.drain().await;
    assert_eq!(at_the_provider(&lab, &desk, &id).await, ProviderState::Cancelled);
    desk.safety().await;
    desk.drain().await;
    assert_eq!(lab.control.mails().len(), 1);
}

#[tokio::test]
async fn archived_while_open_is_kept_where_the_playbook_says_so() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.on_leaving = Leaving::Keep;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    let id = invited(&lab, &desk).await;
    lab.control.archive(&id, None).unwrap();
    desk.safety().await;
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Invited);
    assert_eq!(at_the_provider(&lab, &desk, &id).await, ProviderState::Invited);
}

#[tokio::test]
async fn moved_on_while_open_is_kept() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    lab.control.move_to_stage(&id, OTHER, None).unwrap();
    desk.safety().await;
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Invited);
}

#[tokio::test]
async fn called_off_by_hand_closes_the_link() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    let row = desk.screening(&id).await;
    desk.engine.cancel(&row.id).await.unwrap();
    desk.drain().await;
    assert_eq!(at_the_provider(&lab, &desk, &id).await, ProviderState::Cancelled);
    let page = lab.http.get(row.link.unwrap()).send().await.unwrap();
    assert_eq!(page.status(), 410);
    assert!(desk.engine.cancel(&row.id).await.is_err());
}

#[tokio::test]
async fn what_was_handed_in_wins_over_a_cancellation() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = invited(&lab, &desk).await;
    let row = desk.screening(&id).await;
    lab.answer(row.link.as_deref().unwrap()).await;
    desk.engine.cancel(&row.id).await.unwrap();
    desk.drain().await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Submitted);
    assert_eq!(lab.tagged(&id, COMPLETED), 1);
    assert!(desk.attention().await.is_empty(), "there is nothing to settle");
}

#[tokio::test]
async fn declined_and_run_out_are_ends() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let declines = invited(&lab, &desk).await;
    let link = desk.screening(&declines).await.link.unwrap();
    lab.post(&format!("{link}/decline"), &[]).await;
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&declines).await, State::Declined);
    let late = lab.arrival("Ben Late", Some("ben@example.com"));
    desk.look_and_send().await;
    lab.pass(Duration::from_secs(15 * 24 * 3600));
    desk.engine.follow().await.unwrap();
    assert_eq!(desk.state(&late).await, State::Expired);
    desk.drain().await;
    assert_eq!(lab.tagged(&late, COMPLETED), 0);
    assert_eq!(lab.tagged(&declines, COMPLETED), 0);
}
