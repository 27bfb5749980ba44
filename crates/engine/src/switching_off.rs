//! Switching a playbook off: nothing more leaves by it, and nothing more is asked for it.

use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, DecisionId, PlaybookId, StageId};
use fulcrum_store::{DecisionRow, NewEvent, ScreeningFilter, ScreeningRow, StoreError, Tx};
use jiff::Timestamp;

use crate::ending::cancel_row;
use crate::riddles::posting_in_question;
use crate::{Change, Engine, EngineError};

/// Screenings that are read at once.
const PAGE: u32 = 200;
/// Why whoever waited is not invited.
const OFF: &str = "The trigger was switched off";

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
                let_go(tx, &account, &playbook, &[], now)
            })
            .await?;
        self.publish(Change::Playbooks);
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        Ok(())
    }
}

/// A playbook has these triggers and no others: what it holds by others is called back, and what it asks for
/// them falls away.
pub(crate) fn let_go(
    tx: &Tx<'_>,
    account: &AccountId,
    id: &PlaybookId,
    on: &[StageId],
    now: Timestamp,
) -> Result<(), StoreError> {
    call_back(tx, account, id, on, now)?;
    drop_questions(tx, account, id, on, now)
}

/// Calls back what a playbook holds by triggers that are not among these; what somebody sent by hand goes.
fn call_back(
    tx: &Tx<'_>,
    account: &AccountId,
    id: &PlaybookId,
    on: &[StageId],
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut after = None;
    loop {
        let held = ScreeningFilter::States(&[State::Held]);
        let page = tx.screenings(account, held, after, PAGE)?;
        for row in page.rows {
            if row.playbook == *id && row.is_triggered() && !is_by(tx, account, &row, on)? {
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

/// Whether a screening began by one of these triggers.
fn is_by(
    tx: &Tx<'_>,
    account: &AccountId,
    row: &ScreeningRow,
    triggers: &[StageId],
) -> Result<bool, StoreError> {
    let by = tx.decision_of(account, &row.refs())?.and_then(|decision| decision.stage);
    Ok(by.or_else(|| row.stage_id.clone()).is_some_and(|stage| triggers.contains(&stage)))
}

/// Settles what a playbook asks about whoever came in by triggers that are not among these, and about postings
/// if there are none. What is asked for a screening by hand stays.
fn drop_questions(
    tx: &Tx<'_>,
    account: &AccountId,
    id: &PlaybookId,
    on: &[StageId],
    now: Timestamp,
) -> Result<(), StoreError> {
    let is_off = |decision: &DecisionRow| {
        decision.playbook == *id && decision.stage.as_ref().is_some_and(|stage| !on.contains(stage))
    };
    for row in tx.open_attention(account)? {
        let asked = match posting_in_question(&row) {
            Some((asked_by, _)) => asked_by == *id && on.is_empty(),
            None if matches!(row.kind.as_str(), "ask" | "no_address") => {
                tx.decision(&DecisionId::new(row.subject.clone()))?.as_ref().is_some_and(is_off)
            }
            None => false,
        };
        if asked {
            tx.settle(account, &row.kind, &row.subject, now)?;
            let name = Some(row.title);
            tx.add_event(account, now, &NewEvent { opportunity: row.opportunity, name, ..dropped() })?;
        }
    }
    loop {
        let mut waiting = tx.waiting_decisions(account)?;
        waiting.retain(is_off);
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
