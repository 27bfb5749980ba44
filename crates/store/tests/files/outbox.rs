//! The order of the outbox.

use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::{EffectId, OpportunityId, ScreeningId};
use fulcrum_store::{EffectState, QueueCounts, ScreeningRefs, StoreError, Tx};

use crate::shelf::{Shelf, account, add_effect, at, screening};

fn due(tx: &Tx<'_>, second: i64) -> Result<Vec<String>, StoreError> {
    let rows = tx.due_effects(&account(), at(second), 50)?;
    Ok(rows.into_iter().map(|row| row.id.as_str().to_owned()).collect())
}

fn end(tx: &Tx<'_>, id: &str, state: EffectState) -> Result<(), StoreError> {
    tx.finish_effect(&EffectId::new(id), state, None, None, at(1))
}

/// Two effects about each of two opportunities.
async fn four() -> Shelf {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            for contact in ["o1", "o2"] {
                tx.add_screening(&account(), &screening(contact, contact, None), at(0))?;
                add_effect(tx, contact, contact, &format!("{contact}-first"), at(5))?;
                add_effect(tx, contact, contact, &format!("{contact}-second"), at(0))?;
            }
            Ok(())
        })
        .await;
    shelf
}

#[tokio::test]
async fn order_holds_per_opportunity() {
    let shelf = four().await;
    shelf
        .write(|tx| {
            assert!(due(tx, 4)?.is_empty(), "the second does not overtake the first");
            assert_eq!(tx.next_effect_at(&account())?, Some(at(5)));
            assert_eq!(due(tx, 5)?, ["o1-first", "o2-first"]);
            tx.start_effect(&EffectId::new("o1-first"), at(5))?;
            assert_eq!(due(tx, 5)?, ["o2-first"], "one at a time");
            end(tx, "o1-first", EffectState::Done)?;
            assert_eq!(due(tx, 5)?, ["o1-second", "o2-first"]);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn what_is_stuck_blocks_only_its_own() {
    let shelf = four().await;
    shelf
        .write(|tx| {
            let first = EffectId::new("o1-first");
            tx.postpone_effect(&first, EffectState::Wedged, "stuck", at(0), false)?;
            assert_eq!(due(tx, 9)?, ["o2-first"]);
            assert_eq!(
                tx.queue_counts(&account())?,
                QueueCounts { waiting: 3, wedged: 1, ..QueueCounts::default() }
            );
            tx.retry_effect(&first, EffectState::Unknown, at(9))?;
            assert_eq!(due(tx, 9)?, ["o2-first", "o1-first"], "the longest due first");
            end(tx, "o1-first", EffectState::Skipped)?;
            assert_eq!(due(tx, 9)?, ["o1-second", "o2-first"]);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn a_call_that_never_left_is_not_counted() {
    let shelf = four().await;
    shelf
        .write(|tx| {
            let id = EffectId::new("o1-first");
            let row = |tx: &Tx<'_>| tx.effect(&EffectId::new("o1-first")).map(Option::unwrap);
            tx.start_effect(&id, at(5))?;
            assert_eq!((row(tx)?.attempts, row(tx)?.started_at), (1, Some(at(5))));
            tx.hold_effect(&id, EffectState::Waiting, "offline", at(9))?;
            assert_eq!((row(tx)?.attempts, row(tx)?.started_at), (0, None));
            tx.hold_effect(&id, EffectState::Waiting, "offline", at(9))?;
            assert_eq!(row(tx)?.attempts, 0);
            tx.start_effect(&id, at(9))?;
            tx.postpone_effect(&id, EffectState::Unknown, "lost", at(10), false)?;
            tx.hold_effect(&id, EffectState::Unknown, "offline", at(11))?;
            assert_eq!((row(tx)?.attempts, row(tx)?.looks, row(tx)?.started_at), (1, 0, Some(at(9))));
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn a_cancelled_screening_keeps_what_may_have_left() {
    let shelf = four().await;
    shelf
        .write(|tx| {
            tx.start_effect(&EffectId::new("o1-first"), at(5))?;
            tx.skip_waiting_effects(&ScreeningId::new("o1"), at(6))?;
            let states: Vec<_> =
                tx.effects_of(&ScreeningId::new("o1"))?.into_iter().map(|row| row.state).collect();
            assert_eq!(states, [EffectState::Started, EffectState::Skipped]);
            assert_eq!(due(tx, 9)?, ["o2-first"]);
            Ok(())
        })
        .await;
}

#[tokio::test]
async fn an_invitation_that_has_not_begun_is_held() {
    let shelf = Shelf::new().await;
    shelf
        .write(|tx| {
            tx.add_screening(&account(), &screening("o", "o", None), at(0))?;
            let (id, opportunity) = (ScreeningId::new("o"), OpportunityId::new("o"));
            let about = ScreeningRefs { screening: &id, opportunity: &opportunity };
            let draft = EffectDraft { dedupe_key: "invite:one".into(), effect: Effect::Invite };
            tx.add_effect(&account(), &about, &EffectId::new("e"), &draft, at(5), at(0))?;
            assert_eq!(tx.queue_counts(&account())?, QueueCounts { held: 1, ..QueueCounts::default() });
            tx.start_effect(&EffectId::new("e"), at(5))?;
            assert_eq!(tx.queue_counts(&account())?, QueueCounts { waiting: 1, ..QueueCounts::default() });
            Ok(())
        })
        .await;
}
