//! What a person does with a screening: undo, cancel, send again, hand over the link.

use fulcrum_core::ScreeningId;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::screening::State;
use fulcrum_core::time::{DAY, after};
use fulcrum_store::{EffectState, NewEvent, ScreeningRefs, ScreeningRow, StoreError, Tx};
use jiff::Timestamp;

use crate::ending::{cancel_row, close_at_provider};
use crate::last_look::capped_until;
use crate::mail::{announce, is_on_its_way};
use crate::outbox::enqueue_held;
use crate::perform::Letter;
use crate::remind::{ago, last_mail};
use crate::taking_back::{CALLED_BACK, CALLED_OFF};
use crate::{Change, Engine, EngineError};

impl Engine {
    /// Calls a held invitation back.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if it has left.
    pub async fn undo(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, row| {
            if row.state != State::Held {
                return Err(EngineError::TooLate(
                    "The invitation has already left. You can still cancel it.".into(),
                ));
            }
            cancel_row(tx, &engine.account().id, row, CALLED_BACK, "you", engine.now())?;
            Ok(())
        })
        .await
    }

    /// Sends a held invitation at once.
    ///
    /// # Errors
    /// [`EngineError::TooEarly`] while something holds it that no hurry ends: a pause, a question, the hourly limit.
    pub async fn release(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, mut row| {
            let now = engine.now();
            if engine.is_paused() {
                return Err(EngineError::TooEarly("Fulcrum is paused. Resume, and it leaves.".into()));
            }
            if tx.effects_of(&row.id)?.iter().any(|effect| effect.state == EffectState::Wedged) {
                return Err(EngineError::TooEarly(
                    "It waits for your answer to the question in the Inbox.".into(),
                ));
            }
            if capped_until(tx, &engine.account().id, &row, 0, now)?.is_some() {
                return Err(EngineError::TooEarly(
                    "The playbook's limit of invitations an hour is reached. It leaves by itself; raise the \
                     limit under Playbooks to send it sooner."
                        .into(),
                ));
            }
            tx.release_effects(&row.id, now)?;
            row.hold_until = Some(now);
            Ok(tx.save_screening(&row)?)
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }

    /// Lets the time in which held invitations can be called back begin anew, for all of them together.
    /// Answers when it ends; `None` if none of them is held.
    ///
    /// # Errors
    /// [`EngineError::Store`].
    pub async fn hold_together(&self, ids: &[ScreeningId]) -> Result<Option<Timestamp>, EngineError> {
        if ids.is_empty() {
            return Ok(None);
        }
        let (ids, due) = (ids.to_vec(), after(self.now(), self.policy().hold));
        let held = self
            .store()
            .write(move |tx| {
                let mut held = false;
                for id in &ids {
                    let Some(mut row) = tx.screening(id)?.filter(|row| row.state == State::Held) else {
                        continue;
                    };
                    tx.release_effects(id, due)?;
                    row.hold_until = Some(due);
                    tx.save_screening(&row)?;
                    held = true;
                }
                Ok::<_, StoreError>(held)
            })
            .await?;
        Ok(held.then_some(due))
    }

    /// Calls a screening off; an open link is closed.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] once the candidate has finished.
    pub async fn cancel(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, row| {
            if !row.state.is_open() {
                return Err(EngineError::TooLate("There is nothing left to cancel.".into()));
            }
            let account = engine.account();
            let row = cancel_row(tx, &account.id, row, CALLED_OFF, "you", engine.now())?;
            close_at_provider(tx, account, &row, "called off", engine.now())?;
            tx.settle(&account.id, "mail", row.id.as_str(), engine.now())?;
            Ok(())
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }

    /// Sends the invitation's mail once more, because a person wants it. The mail is held a few seconds for
    /// Undo.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if there is no open invitation; [`EngineError::TooEarly`] if the candidate
    /// has had a mail about it within the last day, unless it is to go out `anyway`.
    pub async fn send_again(&self, id: &ScreeningId, anyway: bool) -> Result<(), EngineError> {
        self.change(id, move |tx, engine, mut row| {
            if !row.state.is_followed() {
                return Err(EngineError::TooLate("There is no open invitation to send again.".into()));
            }
            let (effects, now) = (tx.effects_of(&row.id)?, engine.now());
            if is_on_its_way(&effects) {
                return Err(EngineError::TooLate("A mail to the candidate is already on its way.".into()));
            }
            let recent = last_mail(&row, &effects).filter(|last| after(*last, DAY) > now);
            if let Some(last) = recent.filter(|_| !anyway) {
                let said = format!("The last mail to the candidate left {}.", ago(last, now));
                return Err(EngineError::TooEarly(said));
            }
            let attempt = row.mail_attempt.max(1) + 1;
            row.mail_attempt = attempt;
            tx.save_screening(&row)?;
            let draft = EffectDraft::of(&row.id, "mail", attempt, Effect::MailAgain { attempt });
            let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
            let due = after(now, engine.undo_time());
            Ok(enqueue_held(tx, engine.account(), &about, &[draft], (now, due))?)
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }

    /// The candidate's link, for a person who hands it over. `how` goes into the timeline.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if there is no link yet.
    pub async fn hand_over(&self, id: &ScreeningId, how: &'static str) -> Result<ScreeningRow, EngineError> {
        let wanted = id.clone();
        self.change(id, move |tx, engine, mut row| {
            if row.link.is_none() {
                return Err(EngineError::TooLate(
                    "There is no link yet; the invitation has not left.".into(),
                ));
            }
            let (account, now) = (engine.account(), engine.now());
            if row.mail_state != "sent" {
                row.mail_state = "by_hand".into();
                row.changed_at = now;
                tx.save_screening(&row)?;
                announce(tx, account, &row, now)?;
            }
            let event = NewEvent {
                kind: "invited",
                text: how.into(),
                actor: Some("you".into()),
                screening: Some(row.id.clone()),
                opportunity: Some(row.opportunity.clone()),
                name: Some(row.name.clone()),
                ..NewEvent::default()
            };
            tx.add_event(&account.id, now, &event)?;
            tx.settle(&account.id, "mail", row.id.as_str(), now)?;
            Ok(())
        })
        .await?;
        self.shared.deliver_now.notify_one();
        let row = self.store().read(move |tx| tx.screening(&wanted)).await?;
        row.ok_or(EngineError::NotFound("The screening"))
    }

    /// Reads a screening and changes it in one transaction, then tells.
    pub(crate) async fn change(
        &self,
        id: &ScreeningId,
        work: impl FnOnce(&Tx<'_>, &Self, ScreeningRow) -> Result<(), EngineError> + Send + 'static,
    ) -> Result<(), EngineError> {
        let (engine, wanted) = (self.clone(), id.clone());
        self.store()
            .write(move |tx| {
                let row = tx.screening(&wanted)?.ok_or(EngineError::NotFound("The screening"))?;
                work(tx, &engine, row)
            })
            .await?;
        self.tell(id);
        Ok(())
    }

    pub(crate) fn tell(&self, id: &ScreeningId) {
        self.publish(Change::Screening(id.clone()));
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        self.shared.deliver_now.notify_one();
    }
}

/// The last look would ask the same again.
pub(crate) fn confirm(tx: &Tx<'_>, id: &ScreeningId) -> Result<(), StoreError> {
    for effect in tx.effects_of(id)? {
        let (reason, at) = ("Confirmed by a person", effect.not_before);
        tx.postpone_effect(&effect.id, EffectState::Waiting, reason, at, true)?;
    }
    Ok(())
}

impl Engine {
    /// Subject and text of the invitation with the candidate's link, for a draft.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn draft(&self, row: &ScreeningRow) -> Result<(String, String), EngineError> {
        let mail = self.mail(row, Letter::Invitation).await?;
        let link = row.link.clone().unwrap_or_default();
        Ok((mail.subject, mail.text.replace("{{ link }}", &link)))
    }
}
