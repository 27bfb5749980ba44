//! Candidates who leave while an invitation is open: archived, hired, moved on, forgotten, or of a posting
//! that was closed.

use fulcrum_core::candidate::Candidate;
use fulcrum_core::leaving::{Departure, Rule};
use fulcrum_core::playbook::Playbook;
use fulcrum_store::{AccountRow, NewEvent, PostingRow, ScreeningRow, StoreError, TriggerRow, Tx};
use jiff::Timestamp;

use crate::ending::{cancel_row, close_at_provider, forget_person};
use crate::intake::Desk;
use crate::moves::{take_over_stage, withdraw_move};

/// The state of a posting that nobody can apply to any more.
const CLOSED: &str = "closed";

/// What Lever says now about a candidate, as far as screenings of theirs have to follow.
pub(crate) fn look_after(tx: &Tx<'_>, desk: &Desk, candidate: &Candidate) -> Result<(), StoreError> {
    let account = &desk.account;
    if candidate.anonymized {
        return forget_person(tx, account, &candidate.opportunity, desk.now);
    }
    let rows = tx.screenings_about(&account.id, &candidate.opportunity)?;
    if rows.is_empty() {
        return Ok(());
    }
    let playbooks = tx.playbooks(&account.id)?;
    let triggers = tx.triggers(&account.id)?;
    let archived = match (&candidate.archived, &candidate.archive_reason) {
        (false, _) => None,
        (true, Some(reason)) if tx.is_hire(&account.id, reason)? => Some(Departure::Hired),
        (true, _) => Some(Departure::Archived),
    };
    for row in rows {
        let departure = if archived.is_some() {
            withdraw_move(tx, &account.id, &row, "Archived in Lever meanwhile", desk.now)?;
            archived
        } else {
            if row.state.is_open() {
                take_over_person(tx, &row, candidate)?;
            }
            // From one trigger stage of a playbook to another, nobody leaves.
            let is_here = |one: &TriggerRow| one.playbook == row.playbook && one.stage == candidate.stage;
            let wanted = row.origin == "by_hand" || triggers.iter().any(is_here);
            let moved = take_over_stage(tx, account, &row, &candidate.stage, desk.now)?;
            if wanted {
                remind_again(tx, account, &row, desk.now)?;
            }
            (moved && !wanted).then_some(Departure::LeftStage)
        };
        if let Some(departure) = departure {
            depart(tx, account, &playbooks, row, departure, desk.now)?;
        }
    }
    Ok(())
}

/// Postings that were open when they were last seen, and are closed now.
pub(crate) fn look_after_postings(
    tx: &Tx<'_>,
    account: &AccountRow,
    before: &[PostingRow],
    now: &[PostingRow],
    at: Timestamp,
) -> Result<(), StoreError> {
    let playbooks = tx.playbooks(&account.id)?;
    for row in now.iter().filter(|row| row.posting.state == CLOSED) {
        let known = before.iter().find(|known| known.posting.id == row.posting.id);
        let was_open =
            known.is_some_and(|known| !known.posting.state.is_empty() && known.posting.state != CLOSED);
        if !was_open {
            continue;
        }
        for screening in tx.open_of_posting(&account.id, &row.posting.id)? {
            depart(tx, account, &playbooks, screening, Departure::PostingClosed, at)?;
        }
    }
    Ok(())
}

/// Does with an open invitation what its playbook says.
fn depart(
    tx: &Tx<'_>,
    account: &AccountRow,
    playbooks: &[Playbook],
    row: ScreeningRow,
    departure: Departure,
    now: Timestamp,
) -> Result<(), StoreError> {
    let playbook = playbooks.iter().find(|playbook| playbook.id == row.playbook);
    let rule = playbook.map_or(Rule::Keep, |playbook| playbook.leaving.rule(departure));
    if !row.state.is_open() {
        return Ok(());
    }
    match rule {
        Rule::Keep => {}
        Rule::StopReminding if row.reminders_stopped => {}
        Rule::StopReminding => {
            tx.stop_reminders(&row.id, true)?;
            tx.add_event(&account.id, now, &told(&row, "No more reminders", departure.reason()))?;
        }
        Rule::Cancel => {
            let row = cancel_row(tx, &account.id, row, departure.reason(), "Fulcrum", now)?;
            close_at_provider(tx, account, &row, departure.reason(), now)?;
        }
    }
    Ok(())
}

/// Whoever came back is reminded again, unless the posting was closed meanwhile.
fn remind_again(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !row.reminders_stopped || !row.state.is_open() {
        return Ok(());
    }
    if let Some(posting) = &row.posting_id
        && tx.posting(&account.id, posting)?.is_some_and(|row| row.posting.state == CLOSED)
    {
        return Ok(());
    }
    tx.stop_reminders(&row.id, false)?;
    tx.add_event(&account.id, now, &told(row, "Reminders go on", "Back in Lever"))
}

/// What Lever says now of name, address and tags; a person may have corrected them. True if it is news.
pub(crate) fn take_over_person(
    tx: &Tx<'_>,
    row: &ScreeningRow,
    candidate: &Candidate,
) -> Result<bool, StoreError> {
    let (name, email) = (candidate.display_name(), candidate.valid_address());
    // An address that was taken away is no reason to forget where the invitation went.
    let email = email.or(row.email.as_deref());
    if row.name == name && row.email.as_deref() == email && row.tags == candidate.tags {
        return Ok(false);
    }
    tx.set_person(&row.id, name, email, &candidate.tags)?;
    Ok(true)
}

fn told(row: &ScreeningRow, text: &str, detail: &str) -> NewEvent {
    NewEvent {
        kind: "settled",
        text: text.into(),
        detail: Some(detail.into()),
        actor: Some("Fulcrum".into()),
        screening: Some(row.id.clone()),
        opportunity: Some(row.opportunity.clone()),
        name: Some(row.name.clone()),
    }
}
