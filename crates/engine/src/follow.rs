//! Asking the provider about open screenings.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use fulcrum_core::planner;
use fulcrum_core::screening::{Event, State};
use fulcrum_core::vocabulary::Status;
use fulcrum_providers::{Progress, ProviderRef, State as ProviderState};
use fulcrum_store::{AccountRow, Followed, NewEvent, ScreeningRefs, ScreeningRow, StoreError, Tx};
use jiff::Timestamp;

use crate::intake::{enqueue, with_writes};
use crate::words::words_for;
use crate::{Change, Engine, EngineError};

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
        let mut news = 0;
        while left > 0 {
            let (key, limit) = (account.clone(), left.min(AT_ONCE));
            let rows = self.store().read(move |tx| tx.followed(&key, at, limit)).await?;
            let asked = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            let last = rows.last().map(|row| row.number);
            if !rows.is_empty() {
                let refs: Vec<_> =
                    rows.iter().map(|row| ProviderRef::new(row.provider_ref.clone())).collect();
                let progress = self.provider().progress(&refs).await?;
                news += self.take_news(progress, rows).await?;
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
        Ok(news)
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
        let (account, now) = (self.account().clone(), self.now());
        let count = fresh.len();
        let changed = self
            .store()
            .write(move |tx| {
                let mut changed = Vec::new();
                for (id, progress) in fresh {
                    // Read again inside the transaction: a person may have acted meanwhile.
                    if let Some(row) = tx.screening(&id)? {
                        changed.push((id, apply(tx, &account, row, &progress, now)?));
                    }
                }
                Ok::<_, StoreError>(changed)
            })
            .await?;
        for (id, completed) in changed {
            self.publish(Change::Screening(id.clone()));
            if completed {
                self.publish(Change::Completed(id));
            }
        }
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        self.shared.deliver_now.notify_one();
        Ok(count)
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
    if completed {
        row.submitted_at = Some(progress.submitted_at.unwrap_or(now));
        // Whatever had ended it before: what was handed in wins.
        row.reason = None;
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
    if let Some(status) = status.filter(|_| next != before) {
        write_status(tx, account, &row, status, now)?;
    }
    Ok(completed)
}

/// Tells Lever how far the screening is.
fn write_status(
    tx: &Tx<'_>,
    account: &AccountRow,
    row: &ScreeningRow,
    status: Status,
    now: Timestamp,
) -> Result<(), StoreError> {
    let playbook = tx.playbooks(&account.id)?.into_iter().find(|playbook| playbook.id == row.playbook);
    let Some(playbook) = playbook else { return Ok(()) };
    let words = words_for(tx, account, row, playbook.expires_in_days, now)?;
    let drafts = with_writes(tx, row, |writes| match status {
        Status::Completed => planner::on_submitted(&row.id, &playbook, &words, writes, row.confidential),
        _ => planner::on_status(&row.id, &playbook, &words, writes, status),
    })?;
    let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
    enqueue(tx, account, &about, &drafts, now)
}
