//! Undo: a person takes back what they did, as long as nothing of it has left.

use fulcrum_core::effect::Effect;
use fulcrum_core::screening::{Event, State};
use fulcrum_core::time::after;
use fulcrum_core::writing::is_of_review;
use fulcrum_core::{AttentionId, DecisionId, EffectId, ScreeningId};
use fulcrum_store::{
    AttentionRow, EffectRow, EffectState, NewEvent, ReviewRow, ScreeningRow, StoreError, Tx,
};
use jiff::Timestamp;

use crate::ending::cancel_row;
use crate::moves::take_back_move;
use crate::riddles::{POSTING_TAG, said};
use crate::{Change, Engine, EngineError};

/// Reasons for which a person called something off.
pub(crate) const BY_A_PERSON: [&str; 4] = [CALLED_BACK, CALLED_OFF, NOT_INVITED, SKIPPED];
pub(crate) const CALLED_BACK: &str = "Called back before it left";
pub(crate) const CALLED_OFF: &str = "Called off by hand";
pub(crate) const NOT_INVITED: &str = "Not invited, by a person's decision";
pub(crate) const SKIPPED: &str = "The invitation was skipped by a person";

/// Whether this is why a person called a screening off.
pub(crate) fn is_by_hand(reason: &str) -> bool {
    matches!(reason, CALLED_BACK | CALLED_OFF | NOT_INVITED | SKIPPED)
}

/// Why a write was left out that a person took back.
pub(crate) const TAKEN_BACK: &str = "Taken back";

pub(crate) fn too_late(why: &str) -> EngineError {
    EngineError::TooLate(why.into())
}

/// The writes of a review, if none of them has started.
#[must_use]
pub fn held_writes<'a>(
    row: &ScreeningRow,
    review: &ReviewRow,
    effects: &'a [EffectRow],
) -> Option<Vec<&'a EffectRow>> {
    // A move that was taken back has not started either.
    let ours = effects.iter().filter(|one| one.state != EffectState::Skipped);
    let ours: Vec<_> = ours.filter(|one| is_of_review(&one.dedupe_key, &row.id, review.revision)).collect();
    let held = |one: &&EffectRow| one.state == EffectState::Waiting && one.started_at.is_none();
    (!ours.is_empty() && ours.iter().all(held)).then_some(ours)
}

impl Engine {
    /// Takes the last review back while its writes are held; the one before it counts again.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] once a write has started.
    pub async fn take_back_review(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, mut row| {
            let review = row.review.take().ok_or_else(|| too_late("There is no review to take back."))?;
            let now = engine.now();
            let effects = tx.effects_of(&row.id)?;
            let held = held_writes(&row, &review, &effects)
                .ok_or_else(|| too_late("The time to undo the review is over. You can still change it."))?;
            for effect in held {
                tx.finish_effect(&effect.id, EffectState::Skipped, None, Some(TAKEN_BACK), now)?;
            }
            take_back_move(tx, &engine.account().id, &row, &review, now)?;
            row.review = review.before.map(|before| *before);
            let counted = row.counted.as_ref().and_then(|counted| counted.outcome.as_ref());
            if row.review.is_none() {
                let event = if counted.is_some() { Event::BackToCount } else { Event::ReviewTakenBack };
                row.state = row
                    .state
                    .after(event)
                    .map_err(|_| too_late("The screening has ended otherwise meanwhile."))?;
            }
            let counted = counted.and_then(|outcome| outcome.score);
            row.score = row.review.as_ref().map_or(counted, |review| Some(review.score));
            row.reviewed_at = row.review.as_ref().map(|review| review.at);
            // Whoever waits for a review again has waited since they handed in.
            row.changed_at = row.submitted_at.filter(|_| row.review.is_none()).unwrap_or(now);
            tx.save_screening(&row)?;
            Ok(tx.add_event(&engine.account().id, now, &undone(&row, "Review taken back"))?)
        })
        .await
    }

    /// Opens attention again that a person settled, and undoes what the action did.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] for what has left, or was settled otherwise.
    pub async fn unsettle(&self, id: &AttentionId) -> Result<(), EngineError> {
        let (engine, id) = (self.clone(), id.clone());
        let work = move |tx: &Tx<'_>| {
            let (row, action) = tx
                .settled_attention(&id)?
                .ok_or_else(|| too_late("It is open again already, or was settled otherwise."))?;
            match (row.kind.as_str(), action.as_str()) {
                (_, "dismiss") => {}
                ("write", "skip" | "cancel") => engine.unskip(tx, &row)?,
                ("ask" | "no_address", "invite" | "check_again") => {
                    engine.back_to_question(tx, &DecisionId::new(row.subject.clone()))?;
                }
                ("ask", answer) if said(answer).is_some() => {
                    engine.back_to_question(tx, &DecisionId::new(row.subject.clone()))?;
                }
                (POSTING_TAG, answer) if said(answer).is_some() => engine.unmap_posting(tx, &row)?,
                _ => return Err(too_late("This cannot be taken back.")),
            }
            tx.reopen(&id)?;
            let event = NewEvent {
                kind: "undone",
                text: "Needs a person again".into(),
                detail: Some(row.reason),
                actor: Some("you".into()),
                screening: row.screening.clone(),
                opportunity: row.opportunity,
                name: Some(row.title),
            };
            tx.add_event(&engine.account().id, engine.now(), &event)?;
            Ok::<_, EngineError>(row.screening)
        };
        let screening = self.store().write(work).await?;
        // A posting may have lost the assessment that it was given.
        self.publish(Change::Playbooks);
        self.tell_all(screening);
        Ok(())
    }

    /// Arrivals wait for a yes again; invitations that are still held are called back. Answers how
    /// many had left already.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if all of them had.
    pub async fn wait_again(&self, ids: &[DecisionId]) -> Result<usize, EngineError> {
        self.each(ids, |engine, tx, id| {
            engine.back_to_question(tx, id)?;
            tx.wait_again(id)?;
            Ok(None)
        })
        .await
    }

    /// Screenings that a person called off before they left are held once more. Answers how many
    /// could not be.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if none could.
    pub async fn restore(&self, ids: &[ScreeningId]) -> Result<usize, EngineError> {
        self.each(ids, |engine, tx, id| {
            let row = tx.screening(id)?.ok_or(EngineError::NotFound("The screening"))?;
            engine.restore_row(tx, row)?;
            Ok(Some(id.clone()))
        })
        .await
    }

    /// Does it with each in a transaction of its own: one that is too late keeps no other. What `work` answers
    /// is told once it is committed: whoever hears of it reads the store.
    pub(crate) async fn each<T: Clone + Send + Sync + 'static>(
        &self,
        ids: &[T],
        work: impl Fn(&Self, &Tx<'_>, &T) -> Result<Option<ScreeningId>, EngineError> + Copy + Send + 'static,
    ) -> Result<usize, EngineError> {
        let mut failures = Vec::new();
        for id in ids {
            let (engine, id) = (self.clone(), id.clone());
            match self.store().write(move |tx| work(&engine, tx, &id)).await {
                Ok(Some(screening)) => self.publish(Change::Screening(screening)),
                Ok(None) => {}
                Err(error) => failures.push(error),
            }
        }
        self.tell_all(None);
        if failures.len() < ids.len() {
            return Ok(failures.len());
        }
        failures.into_iter().next().map_or(Ok(0), Err)
    }

    fn tell_all(&self, screening: Option<ScreeningId>) {
        if let Some(id) = screening {
            self.publish(Change::Screening(id));
        }
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        self.shared.deliver_now.notify_one();
    }

    /// A write that was left out is stuck again; an invitation is held again.
    fn unskip(&self, tx: &Tx<'_>, row: &AttentionRow) -> Result<(), EngineError> {
        let effect = EffectId::new(row.subject.clone());
        let effect = tx.effect(&effect)?.ok_or(EngineError::NotFound("This write"))?;
        if effect.effect == Effect::Invite {
            let screening = tx.screening(&effect.screening)?.ok_or(EngineError::NotFound("The screening"))?;
            return self.restore_row(tx, screening);
        }
        if matches!(effect.effect, Effect::EraseInterview { .. })
            || !tx.revive_effect(&effect.id, EffectState::Wedged, Some(&row.reason), self.now())?
        {
            return Err(too_late("This write is settled otherwise by now."));
        }
        Ok(())
    }

    /// The decision counts again that a person's yes took the place of; what came of it and is still
    /// held is called back.
    fn back_to_question(&self, tx: &Tx<'_>, earlier: &DecisionId) -> Result<(), EngineError> {
        let Some(later) = tx.decision_after(earlier)? else { return Ok(()) };
        let screening = later.screening.as_ref().map(|id| tx.screening(id)).transpose()?.flatten();
        if let Some(row) = screening {
            if !matches!(row.state, State::Held | State::Cancelled) || row.invited_at.is_some() {
                return Err(too_late("The invitation has already left. You can still call it off."));
            }
            if row.state == State::Held {
                cancel_row(tx, &self.account().id, row, CALLED_BACK, "you", self.now())?;
            }
        }
        Ok(tx.reinstate_decision(earlier, &later.id)?)
    }

    /// Held once more, with the whole time to undo it; if it waited for an answer, it does so again.
    fn restore_row(&self, tx: &Tx<'_>, mut row: ScreeningRow) -> Result<(), EngineError> {
        let (account, now) = (&self.account().id, self.now());
        let by_a_person = row.reason.as_deref().is_some_and(|reason| BY_A_PERSON.contains(&reason));
        let effects = tx.effects_of(&row.id)?;
        let invitation = effects.iter().find(|one| {
            one.effect == Effect::Invite && one.state == EffectState::Skipped && one.started_at.is_none()
        });
        let (true, Some(invitation)) = (row.state == State::Cancelled && by_a_person, invitation) else {
            return Err(too_late("It cannot be taken back any more. Send another screening instead."));
        };
        if another_since(tx, account, &row)? {
            return Err(too_late("Another screening of the same kind was sent meanwhile."));
        }
        row.state = row.state.after(Event::Restored).map_err(|_| too_late("It has ended otherwise."))?;
        row.reason = None;
        row.changed_at = now;
        if let Some(question) = tx.last_settled(account, "write", invitation.id.as_str())? {
            row.hold_until = None;
            tx.revive_effect(&invitation.id, EffectState::Wedged, Some(&question.reason), now)?;
            tx.reopen(&question.id)?;
        } else {
            let due: Timestamp = after(now, self.policy().hold);
            row.hold_until = Some(due);
            tx.revive_effect(&invitation.id, EffectState::Waiting, None, due)?;
        }
        tx.save_screening(&row)?;
        Ok(tx.add_event(account, now, &undone(&row, "Will be invited after all"))?)
    }
}

/// Whether the same person got the same assessment another way meanwhile.
fn another_since(
    tx: &Tx<'_>,
    account: &fulcrum_core::AccountId,
    row: &ScreeningRow,
) -> Result<bool, StoreError> {
    let all = tx.screenings_of_person(account, &row.contact, row.email.as_deref())?;
    Ok(all.iter().any(|other| {
        other.id != row.id
            && other.assessment_id == row.assessment_id
            && other.created_at >= row.created_at
            && other.state.counts_as_screened()
    }))
}

pub(crate) fn undone(row: &ScreeningRow, text: &str) -> NewEvent {
    NewEvent {
        kind: "undone",
        text: text.into(),
        actor: Some("you".into()),
        screening: Some(row.id.clone()),
        opportunity: Some(row.opportunity.clone()),
        name: Some(row.name.clone()),
        ..NewEvent::default()
    }
}
