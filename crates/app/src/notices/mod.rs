//! From changes of the engine to change events, and to news for the [`Desk`], which says what is told
//! as a desktop notification and when.

mod desk;
mod telling;
mod words;

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fulcrum_core::screening::State;
use fulcrum_engine::Change;
use fulcrum_store::{ScreeningFilter, StoreError};
use jiff::SignedDuration;
use tokio::sync::Notify;
use tokio::sync::broadcast::error::RecvError;

use crate::App;
use crate::api::{AppError, ChangeKind, SignInState};
use crate::profile;
pub(crate) use desk::time_of_day;
use desk::{Category, Desk, News};

/// What waits to be told.
#[derive(Default)]
pub(crate) struct Notices {
    desk: Mutex<Desk>,
    snoozed: Notify,
}

impl Notices {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is known already, and therefore no news.
#[derive(Default)]
struct Known {
    inbox: HashSet<(Category, String)>,
    trouble: Option<SignInState>,
}

/// What was never there before. What is there again was taken back by a person, who knows.
fn news(
    known: &mut HashSet<(Category, String)>,
    now: HashSet<(Category, String)>,
) -> Vec<(Category, String)> {
    now.into_iter().filter(|one| known.insert(one.clone())).collect()
}

/// Passes changes on until the app stops.
pub(crate) async fn pump(app: App) {
    let mut changes = app.shared.changes.subscribe();
    let stop = app.shared.stop.clone();
    let mut known = Known::default();
    if let Err(error) = app.begin_telling(&mut known).await {
        tracing::warn!(code = ?error.code, "what the last run had to tell could not be looked up");
    }
    loop {
        let next_at = app.shared.notices.desk().next_at();
        let change = tokio::select! {
            () = stop.cancelled() => return,
            change = changes.recv() => change,
            () = app.shared.notices.snoozed.notified() => continue,
            () = due_after(next_at.map(|at| at.duration_since(app.now()))) => {
                if let Err(error) = app.tell_due().await {
                    tracing::warn!(code = ?error.code, "news could not be told");
                }
                continue;
            }
        };
        match change {
            Ok(change) => app.pass_on(change, &mut known).await,
            Err(RecvError::Lagged(_)) => {
                for kind in
                    [ChangeKind::Status, ChangeKind::Inbox, ChangeKind::Screening, ChangeKind::Playbooks]
                {
                    app.tell(kind, None);
                }
                app.look_into_the_inbox(&mut known).await;
            }
            Err(RecvError::Closed) => return,
        }
    }
}

async fn due_after(wait: Option<SignedDuration>) {
    match wait {
        // What is overdue is due now.
        Some(wait) => tokio::time::sleep(wait.try_into().unwrap_or_default()).await,
        None => std::future::pending().await,
    }
}

impl App {
    async fn pass_on(&self, change: Change, known: &mut Known) {
        match change {
            Change::Status => {
                self.tell(ChangeKind::Status, None);
                self.look_at_the_connection(known);
            }
            Change::Inbox => {
                self.tell(ChangeKind::Inbox, None);
                self.look_into_the_inbox(known).await;
            }
            Change::Playbooks => self.tell(ChangeKind::Playbooks, None),
            Change::Work(_) => self.tell(ChangeKind::Work, None),
            Change::Screening(id) => self.tell(ChangeKind::Screening, Some(id.to_string())),
            Change::Completed(id) => {
                self.tell(ChangeKind::Screening, Some(id.to_string()));
                self.hear(Category::Completed, id.to_string());
            }
        }
    }

    /// Completions that the last run had no time to tell of, and what it put off. What waits in the
    /// Inbox already is no news.
    async fn begin_telling(&self, known: &mut Known) -> Result<(), AppError> {
        let snoozed = self.shared.store.read(|tx| tx.setting(profile::name::SNOOZED)).await?;
        self.shared.notices.desk().resume(snoozed.unwrap_or_default());
        known.inbox = self.waiting_in_the_inbox().await?;
        let Some(account) = self.connected_account().await? else { return Ok(()) };
        let page = self
            .shared
            .store
            .read(move |tx| {
                tx.screenings(
                    &account.id,
                    ScreeningFilter::States(&[State::Submitted, State::Evaluated]),
                    None,
                    20,
                )
            })
            .await?;
        for row in page.rows.into_iter().filter(|row| !row.notified) {
            self.hear(Category::Completed, row.id.to_string());
        }
        Ok(())
    }

    fn hear(&self, category: Category, subject: String) {
        self.shared.notices.desk().hear(News { category, subject }, self.now());
    }

    async fn look_into_the_inbox(&self, known: &mut Known) {
        match self.waiting_in_the_inbox().await {
            Ok(now) => {
                for (category, subject) in news(&mut known.inbox, now) {
                    self.hear(category, subject);
                }
            }
            Err(error) => tracing::warn!(code = ?error.code, "the Inbox could not be looked into"),
        }
    }

    async fn waiting_in_the_inbox(&self) -> Result<HashSet<(Category, String)>, AppError> {
        let Some(account) = self.connected_account().await? else { return Ok(HashSet::new()) };
        let read = self.shared.store.read(move |tx| {
            let attention = tx.open_attention(&account.id)?.into_iter();
            let waiting = tx.waiting_decisions(&account.id)?.into_iter();
            Ok::<_, StoreError>(
                attention
                    .map(|row| (Category::Attention, row.id.to_string()))
                    .chain(waiting.map(|row| (Category::Waiting, row.id.to_string())))
                    .collect(),
            )
        });
        Ok(read.await?)
    }

    fn look_at_the_connection(&self, known: &mut Known) {
        let trouble = self.trouble();
        if trouble != known.trouble
            && let Some(what) = trouble.and_then(words::of_state)
        {
            self.hear(Category::Connection, what.to_owned());
        }
        known.trouble = trouble;
    }

    /// What stands between the connected account and Lever, as far as a person can help.
    fn trouble(&self) -> Option<SignInState> {
        let session = self.session();
        // Whoever is signing in knows already.
        let connected = session.connected.as_deref().filter(|_| session.waiting.is_none())?;
        Some(self.state_of(connected)).filter(|state| *state != SignInState::SignedIn)
    }

    /// Forgets what is older than the person wants to keep.
    pub(crate) async fn purge(&self) -> Result<(), AppError> {
        let days = profile::settings(&self.shared.store).await?.retention_days;
        let Ok(engine) = self.engine() else { return Ok(()) };
        let before = fulcrum_core::time::before(self.now(), fulcrum_core::time::DAY * days);
        if engine.forget_before(before).await? > 0 {
            self.tell(ChangeKind::Screening, None);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Category, news};

    #[test]
    fn what_a_person_took_back_is_no_news() {
        let of = |ids: &[&str]| -> HashSet<_> {
            ids.iter().map(|id| (Category::Attention, (*id).to_owned())).collect()
        };
        let mut known = HashSet::new();
        assert_eq!(news(&mut known, of(&["first"])).len(), 1);
        assert!(news(&mut known, of(&[])).is_empty(), "answered");
        assert!(news(&mut known, of(&["first"])).is_empty(), "taken back");
        assert_eq!(news(&mut known, of(&["first", "second"])), [(Category::Attention, "second".to_owned())]);
    }
}
