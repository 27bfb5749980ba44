//! Moves in Lever by the score: proposed after a review and made once a person says yes, or at once
//! where the playbook says so. Whoever was moved meanwhile stays where they are.

use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::grading::{Outcome, Tally};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::time::after;
use fulcrum_core::writing::{COUNTED, MOVE_SLOT, is_of_review};
use fulcrum_core::{AccountId, ScreeningId, StageId};
use fulcrum_store::{
    AccountRow, EffectRow, EffectState, MoveState, NewEvent, ProposedMove, ReviewRow, ScreeningRefs,
    ScreeningRow, StoreError, Tx,
};
use jiff::Timestamp;

use crate::deliver::{Step, attention};
use crate::outbox::{enqueue_held, rounds};
use crate::review::HOLD;
use crate::taking_back::{too_late, undone};
use crate::{Change, Engine, EngineError};

const MOVE: &str = "move";
const LATER_REVIEW: &str = "A later review took its place";

impl Engine {
    /// Makes proposed moves, after the time to undo it. Answers how many were settled otherwise.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if all of them were.
    pub async fn confirm_moves(&self, ids: &[ScreeningId]) -> Result<usize, EngineError> {
        self.each(ids, Self::confirm_move).await
    }

    fn confirm_move(&self, tx: &Tx<'_>, id: &ScreeningId) -> Result<Option<ScreeningId>, EngineError> {
        let row = tx.screening(id)?.ok_or(EngineError::NotFound("The screening"))?;
        let mut proposed = open_move(tx, id)?;
        let (account, now) = (self.account(), self.now());
        let due = after(now, self.undo_time());
        let draft = draft(&proposed);
        match move_effect(tx, &proposed)? {
            // It was confirmed before, and taken back.
            Some(effect) => drop(tx.revive_effect(&effect.id, EffectState::Waiting, None, due)?),
            None => {
                let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
                enqueue_held(tx, account, &about, &[draft], (now, due))?;
            }
        }
        proposed.state = MoveState::Confirmed;
        tx.save_move(&account.id, &proposed, now)?;
        let text = format!("Confirmed the move to {}", proposed.to_name);
        tx.add_event(&account.id, now, &settled(&row, text, None, "you"))?;
        Ok(Some(row.id))
    }

    /// Leaves a candidate where they are, for a reason that is kept.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if the move was settled otherwise.
    pub async fn decline_move(&self, id: &ScreeningId, reason: String) -> Result<(), EngineError> {
        self.change(id, move |tx, engine, row| {
            let mut proposed = open_move(tx, &row.id)?;
            let (account, now) = (&engine.account().id, engine.now());
            proposed.state = MoveState::Declined;
            proposed.reason = Some(reason).filter(|reason| !reason.is_empty());
            tx.save_move(account, &proposed, now)?;
            let text = format!("Not moved to {}", proposed.to_name);
            Ok(tx.add_event(account, now, &settled(&row, text, proposed.reason, "you"))?)
        })
        .await
    }

    /// Moves that a person settled wait for a person again, as long as they have not been made.
    /// Answers how many could not.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if none could.
    pub async fn reopen_moves(&self, ids: &[ScreeningId]) -> Result<usize, EngineError> {
        self.each(ids, Self::reopen_move).await
    }

    fn reopen_move(&self, tx: &Tx<'_>, id: &ScreeningId) -> Result<Option<ScreeningId>, EngineError> {
        let row = tx.screening(id)?.ok_or(EngineError::NotFound("The screening"))?;
        let mut last = tx.last_move(id)?.ok_or(EngineError::NotFound("The move"))?;
        let now = self.now();
        match last.state {
            MoveState::Declined => {}
            MoveState::Confirmed => {
                let effect = move_effect(tx, &last)?;
                let state = effect.as_ref().map(|effect| effect.state);
                let why = match state {
                    Some(EffectState::Wedged) => {
                        "Lever did not take the move. Try again or skip it in the Inbox."
                    }
                    Some(EffectState::Started | EffectState::Unknown) => "The move is being made right now.",
                    _ => "The candidate has been moved in Lever already.",
                };
                let held = effect
                    .filter(|effect| effect.state == EffectState::Waiting && effect.started_at.is_none())
                    .ok_or_else(|| too_late(why))?;
                tx.finish_effect(&held.id, EffectState::Skipped, None, Some("Taken back"), now)?;
            }
            MoveState::Open | MoveState::Withdrawn => {
                return Err(too_late("The move is settled otherwise by now."));
            }
        }
        last.state = MoveState::Open;
        last.reason = None;
        tx.save_move(&self.account().id, &last, now)?;
        tx.add_event(&self.account().id, now, &undone(&row, "The move waits for a yes again"))?;
        Ok(Some(row.id))
    }

    /// Reads where the candidate is, then moves.
    pub(crate) async fn perform_move(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        from: &StageId,
        to: &StageId,
    ) -> Result<Step, EngineError> {
        if !self.start(effect).await? {
            return Ok(Step::Settled);
        }
        let candidate = match self.noted(self.lever().opportunity(&effect.opportunity).await) {
            Ok(opportunity) => opportunity.candidate(),
            Err(failure) => return self.failed(effect, screening, failure, false).await,
        };
        if !candidate.archived && candidate.stage == *to {
            return self.finish(effect, EffectState::Done, None).await;
        }
        if candidate.archived || candidate.stage != *from {
            let stage = (!candidate.archived).then_some(candidate.stage);
            return self.leave_move_out(effect, screening, stage).await;
        }
        let lever = self.writing(screening).await?;
        match self.noted(lever.move_to_stage(&effect.opportunity, to).await) {
            Ok(()) => self.finish(effect, EffectState::Done, None).await,
            Err(failure) => self.failed(effect, screening, failure, false).await,
        }
    }

    /// The candidate is archived, or in another stage, by somebody's hand: that counts. Whoever said yes
    /// to the move hears of it.
    async fn leave_move_out(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        stage: Option<StageId>,
    ) -> Result<Step, EngineError> {
        let (account, effect, row, now) =
            (self.account().clone(), effect.clone(), screening.clone(), self.now());
        let about = row.id.clone();
        self.store()
            .write(move |tx| {
                let Effect::Move { name: to, .. } = &effect.effect else { return Ok(()) };
                let why = match &stage {
                    None => "somebody has archived them in Lever meanwhile".to_owned(),
                    Some(stage) => {
                        let text = stage_text(tx, &account.id, stage)?;
                        let place = text.clone().unwrap_or_else(|| "another stage".into());
                        tx.set_stage(&row.id, stage, text.as_deref())?;
                        format!("somebody has moved them to {place} in Lever meanwhile")
                    }
                };
                tx.finish_effect(&effect.id, EffectState::Skipped, None, Some(&why), now)?;
                tx.settle(&account.id, "write", effect.id.as_str(), now)?;
                let event = settled(&row, format!("Not moved to {to}"), Some(why.clone()), "Fulcrum");
                tx.add_event(&account.id, now, &event)?;
                if tx.last_move(&row.id)?.is_some_and(|last| last.state == MoveState::Confirmed) {
                    let reason = format!("Not moved to {to}: {why}.");
                    let help = [("open_lever", "Open in Lever"), ("dismiss", "Done")];
                    tx.raise(&account.id, now, &attention(&row, MOVE, row.id.as_str(), reason, &help))?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        self.publish(Change::Screening(about));
        self.publish(Change::Inbox);
        Ok(Step::Settled)
    }
}

/// What a result leads to: a proposed move, or the move itself where nobody is asked.
pub(crate) fn move_after_result(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    playbook: &Playbook,
    now: Timestamp,
) -> Result<Option<EffectDraft>, StoreError> {
    let (account, moves) = (&account.id, &playbook.moves);
    for round in rounds(tx, account, row)? {
        withdraw_move(tx, account, &round, LATER_REVIEW, now)?;
        for effect in tx.effects_of(&round.id)? {
            let held = effect.state == EffectState::Waiting && effect.started_at.is_none();
            if held && matches!(effect.effect, Effect::Move { .. }) {
                tx.finish_effect(&effect.id, EffectState::Skipped, None, Some(LATER_REVIEW), now)?;
            }
        }
    }
    let Some((outcome, revision)) = result_of(row, playbook) else { return Ok(None) };
    let grade = outcome.grade.as_deref();
    let Some(to) = moves.target(row.posting_id.as_ref(), outcome.score, grade) else { return Ok(None) };
    let Some(from) = row.stage_id.clone().filter(|from| from != to) else { return Ok(None) };
    if was_moved(tx, account, row, &from)? {
        let place = row.stage.clone().unwrap_or_else(|| "another stage".into());
        let to = stage_text(tx, account, to)?.unwrap_or_else(|| "another stage".into());
        let why = format!("somebody has moved them to {place} in Lever meanwhile");
        tx.add_event(account, now, &settled(row, format!("Not moved to {to}"), Some(why), "Fulcrum"))?;
        return Ok(None);
    }
    let Some(to_name) = stage_text(tx, account, to)? else {
        let score = outcome.score.map(|score| score.get().to_string());
        let reason = format!(
            "With the result {} the playbook moves candidates to a stage that Lever does not have any more. \
             Choose another one under Playbooks.",
            outcome.grade.or(score).unwrap_or_default()
        );
        let help = [("dismiss", "Done")];
        tx.raise(account, now, &attention(row, MOVE, row.id.as_str(), reason, &help))?;
        return Ok(None);
    };
    let proposed = ProposedMove {
        screening: row.id.clone(),
        revision,
        from,
        to: to.clone(),
        to_name,
        state: MoveState::Open,
        reason: None,
        at: now,
    };
    if moves.automatic {
        return Ok(Some(draft(&proposed)));
    }
    tx.save_move(account, &proposed, now)?;
    Ok(None)
}

/// Whether somebody other than Fulcrum has moved the candidate since the screening began.
fn was_moved(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    now: &StageId,
) -> Result<bool, StoreError> {
    let began = tx.decision_of(account, &row.refs())?.and_then(|decision| decision.decision.in_stage);
    if began.is_none_or(|began| began == *now) {
        return Ok(false);
    }
    for one in tx.screenings_about(account, &row.opportunity)? {
        let moved_here = |effect: &EffectRow| {
            effect.state == EffectState::Done
                && matches!(&effect.effect, Effect::Move { to, .. } if to == now)
        };
        if tx.effects_of(&one.id)?.iter().any(moved_here) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What the screening's result amounts to, and the revision under which it is written; `None` while a
/// person has to say.
#[must_use]
pub fn result_of(row: &ScreeningRow, playbook: &Playbook) -> Option<(Outcome, u32)> {
    let Some(review) = &row.review else {
        let outcome = row.counted.as_ref()?.outcome.clone()?;
        return Some((outcome, COUNTED));
    };
    let tally = Tally {
        score: Some(review.score),
        count: row.counted.as_ref().map(|counted| counted.count),
        overruled: review.overrules,
    };
    Some((playbook.grading.outcome(&row.assessment_id, &tally), review.revision))
}

/// The review that led to a move is taken back; the move of the review before it counts again, and none
/// of an earlier one.
pub(crate) fn take_back_move(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    review: &ReviewRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.drop_move(&row.id, review.revision)?;
    let counted = row.counted.as_ref().filter(|counted| counted.outcome.is_some()).map(|_| COUNTED);
    let earlier = review.before.as_ref().map(|before| before.revision).or(counted);
    let Some(counts) = earlier else { return Ok(()) };
    for effect in tx.effects_of(&row.id)? {
        if effect.state == EffectState::Skipped
            && effect.reason.as_deref() == Some(LATER_REVIEW)
            && is_of_review(&effect.dedupe_key, &row.id, counts)
        {
            tx.revive_effect(&effect.id, EffectState::Waiting, None, after(now, HOLD))?;
        }
    }
    let before = tx
        .last_move(&row.id)?
        .filter(|last| last.revision == counts && last.reason.as_deref() == Some(LATER_REVIEW));
    let Some(mut before) = before else { return Ok(()) };
    before.state = MoveState::Open;
    before.reason = None;
    tx.save_move(account, &before, now)
}

/// A proposed move falls away.
pub(crate) fn withdraw_move(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    reason: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(mut proposed) = tx.open_move(&row.id)? else { return Ok(()) };
    proposed.state = MoveState::Withdrawn;
    proposed.reason = Some(reason.to_owned());
    tx.save_move(account, &proposed, now)?;
    let text = format!("The move to {} fell away", proposed.to_name);
    tx.add_event(account, now, &settled(row, text, proposed.reason, "Fulcrum"))?;
    Ok(())
}

/// Where Lever says that the candidate is; a move that began elsewhere falls away. True if it is news.
/// The stage of an invitation that has not left stays what it was: the last look compares with it.
pub(crate) fn take_over_stage(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    stage: &StageId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if matches!(row.state, State::Held | State::Inviting) || row.stage_id.as_ref() == Some(stage) {
        return Ok(false);
    }
    let text = stage_text(tx, &account.id, stage)?;
    tx.set_stage(&row.id, stage, text.as_deref())?;
    let place = text.unwrap_or_else(|| "another stage".into());
    withdraw_move(tx, &account.id, row, &format!("Moved to {place} in Lever meanwhile"), now)?;
    Ok(true)
}

fn open_move(tx: &Tx<'_>, id: &ScreeningId) -> Result<ProposedMove, EngineError> {
    tx.open_move(id)?.ok_or_else(|| too_late("The move is settled already."))
}

fn draft(proposed: &ProposedMove) -> EffectDraft {
    let effect =
        Effect::Move { from: proposed.from.clone(), to: proposed.to.clone(), name: proposed.to_name.clone() };
    EffectDraft::of(&proposed.screening, MOVE_SLOT, proposed.revision, effect)
}

fn move_effect(tx: &Tx<'_>, proposed: &ProposedMove) -> Result<Option<EffectRow>, StoreError> {
    let key = draft(proposed).dedupe_key;
    Ok(tx.effects_of(&proposed.screening)?.into_iter().find(|effect| effect.dedupe_key == key))
}

fn stage_text(tx: &Tx<'_>, account: &AccountId, stage: &StageId) -> Result<Option<String>, StoreError> {
    Ok(tx.stages(account)?.into_iter().find(|row| row.id == *stage).map(|row| row.text))
}

fn settled(row: &ScreeningRow, text: String, detail: Option<String>, actor: &str) -> NewEvent {
    NewEvent {
        kind: "settled",
        text,
        detail,
        actor: Some(actor.into()),
        screening: Some(row.id.clone()),
        opportunity: Some(row.opportunity.clone()),
        name: Some(row.name.clone()),
    }
}
