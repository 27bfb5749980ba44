//! Switching a playbook off: nothing more leaves by it, and nothing more is asked for it.

use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, DecisionId, PlaybookId};
use fulcrum_store::{AttentionRow, NewEvent, ScreeningFilter, StoreError, Tx};
use jiff::Timestamp;

use crate::ending::cancel_row;
use crate::riddles::posting_in_question;
use crate::{Change, Engine, EngineError};

/// Screenings that are read at once.
const PAGE: u32 = 200;
/// Why whoever waited is not invited.
const OFF: &str = "The playbook was switched off";

impl Engine {
    /// Switches a playbook off. What it holds is called back, and what it asks falls away: it has not left, and
    /// who switches off wants nothing to leave. Its stages are remembered; switching on again is a new
    /// baseline.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn switch_off(&self, playbook: &PlaybookId) -> Result<(), EngineError> {
        let (account, playbook, now) = (self.account().id.clone(), playbook.clone(), self.now());
        self.store()
            .write(move |tx| {
                keep_stages(tx, &account, &playbook)?;
                tx.set_triggers(&account, &playbook, &[], now)?;
                call_back(tx, &account, &playbook, now)?;
                drop_questions(tx, &account, &playbook, now)
            })
            .await?;
        self.publish(Change::Playbooks);
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        Ok(())
    }
}

/// Calls back what a playbook holds and nobody sent by hand.
fn call_back(tx: &Tx<'_>, account: &AccountId, id: &PlaybookId, now: Timestamp) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let held = ScreeningFilter::States(&[State::Held]);
        let page = tx.screenings(account, held, after, PAGE)?;
        for row in page.rows {
            if row.playbook == *id && matches!(row.origin.as_str(), "stage" | "application") {
                let reason = "The trigger was switched off before the invitation left";
                cancel_row(tx, account, row, reason, "you", now)?;
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(()),
        }
    }
}

/// Settles what a playbook asks about postings and about whoever came in by its triggers. What was asked for
/// a screening by hand stays.
fn drop_questions(
    tx: &Tx<'_>,
    account: &AccountId,
    id: &PlaybookId,
    now: Timestamp,
) -> Result<(), StoreError> {
    for row in tx.open_attention(account)? {
        if is_of(tx, &row, id)? {
            tx.settle(account, &row.kind, &row.subject, now)?;
            let name = Some(row.title);
            tx.add_event(account, now, &NewEvent { opportunity: row.opportunity, name, ..dropped() })?;
        }
    }
    loop {
        let mut waiting = tx.waiting_decisions(account)?;
        waiting.retain(|row| row.playbook == *id && row.stage.is_some());
        if waiting.is_empty() {
            return Ok(());
        }
        for row in waiting {
            tx.end_waiting(&row.id)?;
            let name = Some(row.name);
            tx.add_event(account, now, &NewEvent { opportunity: Some(row.opportunity), name, ..dropped() })?;
        }
    }
}

/// Whether attention is a question that only a playbook's triggers raise.
fn is_of(tx: &Tx<'_>, row: &AttentionRow, id: &PlaybookId) -> Result<bool, StoreError> {
    if let Some((asked_by, _)) = posting_in_question(row) {
        return Ok(asked_by == *id);
    }
    if !matches!(row.kind.as_str(), "ask" | "no_address") {
        return Ok(false);
    }
    let decision = tx.decision(&DecisionId::new(row.subject.clone()))?;
    Ok(decision.is_some_and(|decision| decision.playbook == *id && decision.stage.is_some()))
}

fn dropped() -> NewEvent {
    NewEvent {
        kind: "settled",
        text: "Not asked any more".into(),
        detail: Some(OFF.into()),
        actor: Some("you".into()),
        ..NewEvent::default()
    }
}

/// Remembers the stages of a playbook that is switched off, to be offered when it is switched on again.
fn keep_stages(tx: &Tx<'_>, account: &AccountId, id: &PlaybookId) -> Result<(), StoreError> {
    let on: Vec<_> = tx.triggers(account)?.into_iter().filter(|row| row.playbook == *id).collect();
    let playbook = tx.playbooks(account)?.into_iter().find(|playbook| playbook.id == *id);
    let Some(mut playbook) = playbook.filter(|_| !on.is_empty()) else { return Ok(()) };
    playbook.usual_applications = on.iter().any(|row| row.stage.is_applied());
    let stages = tx.stages(account)?.into_iter().filter(|stage| on.iter().any(|row| row.stage == stage.id));
    playbook.usual_stages = stages.map(|stage| stage.text).collect();
    tx.save_playbook(account, &playbook)
}
