//! Ends that are not the candidate's: called off, removed in Lever, older than the retention time.

use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::screening::{Event, State};
use fulcrum_core::{AccountId, EffectId, OpportunityId};
use fulcrum_store::{
    AccountRow, EffectState, NewEvent, REMOVED, ScreeningRefs, ScreeningRow, StoreError, Tx,
};
use jiff::Timestamp;

use crate::moves::withdraw_move;
use crate::outbox::{enqueue, planned};
use crate::taking_back::{CALLED_BACK, CALLED_OFF};
use crate::{Change, Engine, EngineError};

impl Engine {
    /// Forgets screenings that ended and changed last before `before`. What the provider keeps of
    /// them is erased first; the screening goes with the next call after that is confirmed. Answers
    /// how many are gone.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub async fn forget_before(&self, before: Timestamp) -> Result<usize, EngineError> {
        let (account, now) = (self.account().clone(), self.now());
        let (gone, to_erase) = self
            .store()
            .write(move |tx| {
                let to_erase = tx.screenings_to_erase(&account.id, before)?;
                for row in &to_erase {
                    erase_at_provider(tx, &account, row, now)?;
                }
                Ok::<_, StoreError>((tx.purge_screenings(&account.id, before)?, to_erase.len()))
            })
            .await?;
        if gone > 0 {
            tracing::info!(gone, "screenings older than the retention time were purged");
            self.publish(Change::Inbox);
            self.publish(Change::Status);
        }
        if to_erase > 0 {
            self.shared.deliver_now.notify_one();
        }
        Ok(gone)
    }
}

/// A person's data was removed in Lever: nothing about them leaves any more, what the provider keeps
/// is erased, and here only the fact stays.
pub(crate) fn forget_person(
    tx: &Tx<'_>,
    account: &AccountRow,
    opportunity: &OpportunityId,
    now: Timestamp,
) -> Result<(), StoreError> {
    for row in tx.screenings_about(&account.id, opportunity)? {
        let row = end_row(tx, &account.id, row, Event::Forgotten, REMOVED, "Fulcrum", now)?;
        for effect in tx.effects_of(&row.id)? {
            if matches!(effect.state, EffectState::Waiting | EffectState::Wedged)
                && !matches!(effect.effect, Effect::EraseInterview { .. })
            {
                tx.finish_effect(&effect.id, EffectState::Skipped, None, Some(REMOVED), now)?;
                tx.settle(&account.id, "write", effect.id.as_str(), now)?;
            }
        }
        withdraw_move(tx, &account.id, &row, REMOVED, now)?;
        erase_at_provider(tx, account, &row, now)?;
    }
    tx.anonymise(&account.id, opportunity)
}

/// Erases what the provider keeps of a screening.
fn erase_at_provider(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(reference) = row.provider_ref.clone() else { return Ok(()) };
    let draft = EffectDraft::of(&row.id, "answers", 1, Effect::EraseInterview { reference });
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    enqueue(tx, account, &about, &[draft], now)
}

/// Calls a screening off in the store; what has not left does not leave.
pub(crate) fn cancel_row(
    tx: &Tx<'_>,
    account: &AccountId,
    row: ScreeningRow,
    reason: &str,
    actor: &str,
    now: Timestamp,
) -> Result<ScreeningRow, StoreError> {
    let row = end_row(tx, account, row, Event::Cancel, reason, actor, now)?;
    take_status_back(tx, account, &row, now)?;
    Ok(row)
}

/// Where statuses replace each other in Lever, nothing says any more that a screening is under way that was
/// called off.
pub(crate) fn take_status_back(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    let playbooks = tx.playbooks(account)?;
    let playbook = playbooks.iter().find(|playbook| playbook.id == row.playbook);
    let Some(playbook) = playbook.filter(|_| row.state == State::Cancelled) else { return Ok(()) };
    let drafts = planned(tx, account, row, playbook, now, |playbook, written| {
        Ok(playbook.tags.called_off(&row.id, written))
    })?;
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    for draft in &drafts {
        let id = EffectId::new(uuid::Uuid::now_v7().to_string());
        tx.add_effect(account, &about, &id, draft, now, now)?;
    }
    Ok(())
}

fn end_row(
    tx: &Tx<'_>,
    account: &AccountId,
    mut row: ScreeningRow,
    event: Event,
    reason: &str,
    actor: &str,
    now: Timestamp,
) -> Result<ScreeningRow, StoreError> {
    let Ok(state) = row.state.after(event) else { return Ok(row) };
    if state == row.state && event == Event::Forgotten {
        return Ok(row);
    }
    row.state = state;
    row.reason = Some(reason.to_owned());
    row.hold_until = None;
    row.changed_at = now;
    tx.save_screening(&row)?;
    tx.skip_waiting_effects(&row.id, now)?;
    for effect in tx.effects_of(&row.id)? {
        // A question about an invitation that never left is answered with this.
        if effect.state == EffectState::Wedged
            && effect.effect == Effect::Invite
            && effect.started_at.is_none()
        {
            tx.finish_effect(&effect.id, EffectState::Skipped, None, Some(reason), now)?;
            tx.settle(account, "write", effect.id.as_str(), now)?;
        }
    }
    tx.settle(account, "mail", row.id.as_str(), now)?;
    // A reason that says itself what happened needs no words before it.
    let says_all = matches!(reason, CALLED_BACK | CALLED_OFF);
    let event = NewEvent {
        kind: "cancelled",
        text: if says_all { reason } else { "Called off" }.into(),
        detail: (!says_all).then(|| reason.to_owned()),
        actor: Some(actor.to_owned()),
        screening: Some(row.id.clone()),
        opportunity: Some(row.opportunity.clone()),
        name: Some(row.name.clone()),
    };
    tx.add_event(account, now, &event)?;
    Ok(row)
}

/// Closes the candidate's link.
pub(crate) fn close_at_provider(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    if row.provider_ref.is_none() {
        return Ok(());
    }
    let effect = Effect::CancelInvitation { reason: reason.to_owned() };
    let draft = EffectDraft::of(&row.id, "close", 1, effect);
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    enqueue(tx, account, &about, &[draft], now)
}
