//! Asking the provider about open screenings.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use fulcrum_core::grading::{Count, Outcome};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::{Event, State};
use fulcrum_core::vocabulary::Status;
use fulcrum_core::writing::{self, Counted};
use fulcrum_providers::{Progress, ProviderRef, State as ProviderState, Tally as ProviderTally};
use fulcrum_store::{
    AccountRow, CountedRow, Followed, NewEvent, ScreeningRefs, ScreeningRow, StoreError, Tx,
};
use jiff::Timestamp;

use crate::ending::take_status_back;
use crate::moves::move_after_result;
use crate::outbox::{enqueue, planned};
use crate::words::words_for;
use crate::{Change, Engine, EngineError};

/// Who scores where nobody does.
pub(crate) const BY_RULE: &str = "the rules of the questions";

/// References per question to the provider.
const AT_ONCE: u32 = 100;

impl Engine {
    /// Asks about open screenings: about all, unless there are more than one round may ask about; then the
    /// next round goes on. Answers how many had news. What a candidate handed in at the moment of a
    /// cancellation is learned when the provider refuses to close the link.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn follow(&self) -> Result<usize, EngineError> {
        let account = self.account().id.clone();
        let began = self.shared.followed.load(Ordering::Relaxed);
        let (mut at, mut from_the_start) = (began, began == 0);
        let mut left = self.policy().follow_at_most;
        let (mut news, mut failed) = (0, None);
        while left > 0 {
            let (key, limit) = (account.clone(), left.min(AT_ONCE));
            let rows = self.store().read(move |tx| tx.followed(&key, at, limit)).await?;
            let asked = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let last = rows.last().map(|row| row.number);
            if !rows.is_empty() {
                let refs: Vec<_> =
                    rows.iter().map(|row| ProviderRef::new(row.provider_ref.clone())).collect();
                let progress = self.provider().progress(&refs).await?;
                match self.take_news(progress, rows).await {
                    Ok(count) => news += count,
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
            left = left.saturating_sub(asked);
            at = last.filter(|_| asked == limit).unwrap_or(0);
            self.shared.followed.store(at, Ordering::Relaxed);
            if at == 0 {
                if from_the_start {
                    break;
                }
                from_the_start = true;
            } else if from_the_start && began > 0 && at >= began {
                break;
            }
        }
        failed.map_or(Ok(news), Err)
    }

    /// Commits what the provider told about these screenings.
    pub(crate) async fn take_news(
        &self,
        progress: Vec<Progress>,
        rows: Vec<Followed>,
    ) -> Result<usize, EngineError> {
        let by_ref: BTreeMap<String, Progress> =
            progress.into_iter().map(|one| (one.reference.as_str().to_owned(), one)).collect();
        let fresh: Vec<_> = rows
            .into_iter()
            .filter_map(|row| {
                let progress = by_ref.get(&row.provider_ref)?.clone();
                is_news(&row, &progress).then_some((row.id, progress))
            })
            .collect();
        if fresh.is_empty() {
            return Ok(0);
        }
        let (mut count, mut failed) = (0, None);
        for (id, progress) in fresh {
            let (account, now, about) = (self.account().clone(), self.now(), id.clone());
            let applied = self.store().write(move |tx| {
                // Read again inside the transaction: a person may have acted meanwhile.
                let row = tx.screening(&about)?;
                row.map(|row| apply(tx, &account, row, &progress, now)).transpose()
            });
            match applied.await {
                Ok(None) => {}
                Ok(Some(completed)) => {
                    count += 1;
                    self.publish(Change::Screening(id.clone()));
                    if completed {
                        self.publish(Change::Completed(id));
                    }
                }
                // One whose news cannot be kept holds up nobody else.
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        self.shared.deliver_now.notify_one();
        failed.map_or(Ok(count), |error: StoreError| Err(error.into()))
    }
}

fn event_of(state: &ProviderState) -> Option<Event> {
    match state {
        ProviderState::Started => Some(Event::Started),
        ProviderState::Submitted | ProviderState::Evaluated => Some(Event::Submitted),
        ProviderState::Declined => Some(Event::Declined),
        ProviderState::Expired => Some(Event::Expired),
        ProviderState::Cancelled => Some(Event::Cancel),
        ProviderState::Invited | ProviderState::Erased | ProviderState::Other(_) => None,
    }
}

/// Takes over what was counted; true if it says something without a person.
fn take_count(row: &mut ScreeningRow, playbook: Option<&Playbook>, tally: ProviderTally) -> bool {
    let count = Count { points: tally.points, of: tally.of, knocked_out: tally.knocked_out };
    let playbook = playbook.filter(|_| tally.complete);
    let outcome = playbook.and_then(|playbook| playbook.grading.by_rule(&row.assessment_id, count));
    row.score = outcome.as_ref().and_then(|outcome| outcome.score);
    let clear = outcome.is_some();
    row.counted = Some(CountedRow { count, complete: tally.complete, outcome });
    clear
}

fn is_news(row: &Followed, progress: &Progress) -> bool {
    let moved = event_of(&progress.state)
        .is_some_and(|event| row.state.after(event).is_ok_and(|next| next != row.state));
    moved || progress.answered != row.answered
}

/// Applies news to a screening. True if it is completed by them.
fn apply(
    tx: &Tx<'_>,
    account: &AccountRow,
    mut row: ScreeningRow,
    progress: &Progress,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let before = row.state;
    let next = event_of(&progress.state).and_then(|event| row.state.after(event).ok()).unwrap_or(before);
    row.state = next;
    row.answered = progress.answered;
    if progress.total > 0 {
        row.questions = progress.total;
    }
    row.started_at = row.started_at.or(progress.started_at);
    row.changed_at = now;
    let completed = next == State::Submitted && before != next;
    // Most news is one more answer, which no playbook has a say in.
    let playbooks = if next == before { Vec::new() } else { tx.playbooks(&account.id)? };
    let playbook = playbooks.into_iter().find(|playbook| playbook.id == row.playbook);
    let mut scored = false;
    if completed {
        row.submitted_at = Some(progress.submitted_at.unwrap_or(now));
        // Whatever had ended it before: what was handed in wins.
        row.reason = None;
        scored = progress.tally.is_some_and(|tally| take_count(&mut row, playbook.as_ref(), tally));
        if scored {
            row.state = row.state.after(Event::Scored).unwrap_or(next);
        }
    }
    tx.save_screening(&row)?;
    if next != before {
        let (kind, text, at) = match next {
            State::Started => ("started", "Started to answer".to_owned(), progress.started_at),
            State::Submitted => (
                "submitted",
                format!("Finished, {} of {} answered", row.answered, row.questions),
                progress.submitted_at,
            ),
            State::Declined => ("cancelled", "Declined the interview".to_owned(), None),
            State::Expired => ("cancelled", "The link ran out".to_owned(), None),
            _ => ("cancelled", "The invitation was closed".to_owned(), None),
        };
        let event = NewEvent {
            kind,
            text,
            actor: (next != State::Expired).then(|| "the candidate".into()),
            screening: Some(row.id.clone()),
            opportunity: Some(row.opportunity.clone()),
            name: Some(row.name.clone()),
            ..NewEvent::default()
        };
        tx.add_event(&account.id, at.unwrap_or(now), &event)?;
    }
    let status = match next {
        State::Started => Some(Status::Started),
        State::Submitted => Some(Status::Completed),
        State::Expired => Some(Status::Expired),
        State::Declined => Some(Status::Declined),
        _ => None,
    };
    if next != before {
        take_status_back(tx, &account.id, &row, now)?;
    }
    let Some(playbook) = playbook else { return Ok(completed) };
    if scored {
        write_counted(tx, account, &row, &playbook, now)?;
    } else if let Some(status) = status {
        write_status(tx, account, &row, &playbook, status, now)?;
    }
    Ok(completed)
}

/// Tells Lever what was counted, and proposes the move that follows from it.
fn write_counted(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    playbook: &Playbook,
    now: Timestamp,
) -> Result<(), StoreError> {
    let Some(counted) = &row.counted else { return Ok(()) };
    let Some(outcome) = &counted.outcome else { return Ok(()) };
    let event = NewEvent {
        kind: "scored",
        text: scored_text(counted.count, outcome),
        actor: Some(BY_RULE.into()),
        screening: Some(row.id.clone()),
        opportunity: Some(row.opportunity.clone()),
        name: Some(row.name.clone()),
        ..NewEvent::default()
    };
    tx.add_event(&account.id, now, &event)?;
    let words = words_for(tx, account, row, playbook.expires_in_days, now)?;
    let result =
        Counted { reference: &row.reference, count: counted.count, outcome, confidential: row.confidential };
    let mut drafts = planned(tx, &account.id, row, playbook, now, |playbook, written| {
        writing::on_counted(&row.id, playbook, &words, written, &result)
    })?;
    drafts.extend(move_after_result(tx, account, row, playbook, now)?);
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    enqueue(tx, account, &about, &drafts, now)
}

fn scored_text(count: Count, outcome: &Outcome) -> String {
    let points = (count.of > 0).then(|| format!("{} of {} points", count.points, count.of));
    let missed = count.knocked_out.then(|| "a hard requirement is not met".to_owned());
    let parts: Vec<String> = outcome.grade.clone().into_iter().chain(points).chain(missed).collect();
    format!("Counted: {}", parts.join(", "))
}

/// Tells Lever how far the screening is.
fn write_status(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    playbook: &Playbook,
    status: Status,
    now: Timestamp,
) -> Result<(), StoreError> {
    let words = words_for(tx, account, row, playbook.expires_in_days, now)?;
    let drafts = planned(tx, &account.id, row, playbook, now, |playbook, written| match status {
        Status::Completed => {
            writing::on_submitted(&row.id, playbook, &words, written, &row.reference, row.confidential)
        }
        _ => writing::on_status(&row.id, playbook, &words, written, &row.reference, status),
    })?;
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    enqueue(tx, account, &about, &drafts, now)
}
