//! People whose data was removed in Lever, and screenings older than the retention time.

use fulcrum_engine::NewReview;
use std::time::Duration;

use fulcrum_core::OpportunityId;
use fulcrum_core::assessment::Score;
use fulcrum_core::screening::State;
use fulcrum_core::time::{DAY, before};
use fulcrum_providers::{Provider as _, ProviderRef, State as ProviderState};
use fulcrum_sandbox::{Fault, FaultKind};

use crate::lab::{Desk, HOLD, INVITED, Lab, Setup};

/// What a candidate left at the provider.
struct Left(ProviderRef);

impl Left {
    async fn by(desk: &Desk, id: &str) -> Self {
        Self(ProviderRef::new(desk.screening(id).await.provider_ref.unwrap()))
    }

    async fn state(&self, lab: &Lab) -> ProviderState {
        lab.provider().progress(std::slice::from_ref(&self.0)).await.unwrap().remove(0).state
    }
}

#[tokio::test]
async fn removed_in_lever_while_open() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    lab.pass(Duration::from_secs(60));
    let (left, screening) = (Left::by(&desk, &id).await, desk.screening(&id).await);
    lab.control.anonymize(&id).unwrap();
    desk.safety().await;
    desk.drain().await;
    let row = desk.screening(&id).await;
    assert_eq!(row.state, State::Cancelled);
    assert_eq!((row.name.as_str(), row.email, row.link), ("Removed in Lever", None, None));
    assert_eq!(left.state(&lab).await, ProviderState::Erased);
    assert_eq!(lab.http.get(screening.link.unwrap()).send().await.unwrap().status(), 410);
    let decisions = desk.decisions(&id).await;
    let timeline = desk.read(move |tx, _| tx.timeline(&screening.id)).await;
    let kept = format!("{decisions:?} {timeline:?}");
    assert!(!kept.contains("aiko@example.com") && !kept.contains("Aiko"), "{kept}");
}

#[tokio::test]
async fn deleted_in_lever_while_open_or_while_waiting_for_a_yes() {
    let lab = Lab::new().await;
    let mut setup = Setup::named("first");
    setup.playbook.ask_above = 1;
    let desk = Desk::open(&lab, setup).await;
    desk.switch_on(&[]).await;
    let open = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    let (left, screening) = (Left::by(&desk, &open).await, desk.screening(&open).await);
    lab.pass(Duration::from_secs(60));
    let asked = lab.arrival("Bo Ek", Some("bo@example.com"));
    let other = lab.arrival("Cy Ito", Some("cy@example.com"));
    desk.tick().await;
    let waiting = || desk.read(|tx, account| tx.waiting_decisions(account));
    assert_eq!(waiting().await.len(), 2);
    for id in [&open, &asked] {
        lab.control.delete(id).unwrap();
    }
    assert_eq!(desk.engine.look_for_deletions().await.unwrap(), 2);
    desk.drain().await;
    let row = desk.screening(&open).await;
    assert_eq!((row.state, row.name.as_str(), row.email), (State::Cancelled, "Removed in Lever", None));
    assert_eq!(left.state(&lab).await, ProviderState::Erased);
    assert_eq!(lab.http.get(screening.link.unwrap()).send().await.unwrap().status(), 410);
    let still: Vec<_> = waiting().await.into_iter().map(|row| row.opportunity).collect();
    assert_eq!(still, [OpportunityId::new(other)]);
    assert_eq!(desk.decisions(&asked).await[0].name, "Removed in Lever");
    lab.pass(Duration::from_secs(60));
    assert_eq!(desk.engine.look_for_deletions().await.unwrap(), 0, "asked again, and nobody is left");
}

#[tokio::test]
async fn removed_in_lever_after_handing_in() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    let left = Left::by(&desk, &id).await;
    lab.pass(Duration::from_secs(60));
    lab.control.anonymize(&id).unwrap();
    for _ in 0..2 {
        desk.safety().await;
        desk.drain().await;
    }
    assert_eq!(desk.state(&id).await, State::Cancelled, "nobody waits for a review that cannot be");
    assert_eq!(left.state(&lab).await, ProviderState::Erased);
    let erasures =
        desk.effects(&screening).await.iter().filter(|row| row.effect.kind() == "erase_interview").count();
    assert_eq!(erasures, 1, "asked for once");
}

#[tokio::test]
async fn removed_in_lever_with_writes_that_are_stuck() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    let refused = FaultKind::Status { status: 400 };
    lab.control.inject(Fault::once("/v1/opportunities/*/addTags", refused).method("POST"));
    desk.look_and_send().await;
    assert_eq!(desk.question().await.kind, "write");
    let left = Left::by(&desk, &id).await;
    lab.pass(Duration::from_secs(60));
    lab.control.anonymize(&id).unwrap();
    desk.safety().await;
    desk.drain().await;
    assert_eq!(left.state(&lab).await, ProviderState::Erased, "nothing stands before it");
    assert!(desk.attention().await.is_empty(), "and nobody is asked about it");
    assert_eq!(lab.tagged(&id, INVITED), 0);
}

#[tokio::test]
async fn deleted_in_lever_while_a_write_is_under_way() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.tick().await;
    let screening = desk.screening(&id).await.id;
    lab.pass(HOLD);
    let slow = Fault::once("/v1/opportunities/*/addTags", FaultKind::Delay { ms: 400 });
    lab.control.inject(slow.method("POST"));
    let under_way = desk.delivering();
    desk.under_way(&screening, "add_tags").await;
    lab.control.delete(&id).unwrap();
    assert_eq!(desk.engine.look_for_deletions().await.unwrap(), 1);
    under_way.await.unwrap();
    desk.drain().await;
    let (asked, effects) = (desk.attention().await, desk.effects(&screening).await);
    assert!(asked.is_empty(), "{asked:?}");
    let kept = format!("{effects:?} {:?}", desk.screening(&id).await);
    assert!(!kept.contains("Aiko") && !kept.contains("aiko@"), "{kept}");
}

#[tokio::test]
async fn older_than_the_retention_time() {
    let lab = Lab::new().await;
    let desk = lab.watching().await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    let left = Left::by(&desk, &id).await;
    desk.engine.review(&screening, NewReview::of(Score::new(3).unwrap(), String::new())).await.unwrap();
    desk.drain().await;
    lab.pass(DAY * 366);
    let young = lab.arrival("Young Case", Some("young@example.com"));
    desk.look_and_send().await;
    desk.drain().await;

    let year = || before(lab.now(), DAY * 365);
    assert_eq!(desk.engine.forget_before(year()).await.unwrap(), 0, "the answers go first");
    assert_eq!(left.state(&lab).await, ProviderState::Evaluated);
    desk.drain().await;
    assert_eq!(left.state(&lab).await, ProviderState::Erased);
    assert_eq!(desk.engine.forget_before(year()).await.unwrap(), 1);
    let kept = desk.screenings().await;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].opportunity.as_str(), young);
    assert_eq!(desk.sweep().await, 0, "who is gone is not taken for new");
    assert!(desk.screenings().await.iter().all(|row| row.opportunity.as_str() != id));
}
