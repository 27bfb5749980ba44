//! From changes of the engine to change events and desktop notifications.

use fulcrum_core::ScreeningId;
use fulcrum_core::screening::State;
use fulcrum_engine::Change;
use fulcrum_store::{NewEvent, ScreeningFilter, ScreeningRow, StoreError, Tx};
use tokio::sync::broadcast::error::RecvError;

use crate::api::{AppError, ChangeKind, Settings};
use crate::profile::{self, name};
use crate::{App, Notice};

/// Passes changes on until the app stops.
pub(crate) async fn pump(app: App) {
    let mut changes = app.shared.changes.subscribe();
    let stop = app.shared.stop.clone();
    if let Err(error) = app.notify_missed().await {
        tracing::warn!(code = ?error.code, "completions of the last run could not be looked up");
    }
    loop {
        let change = tokio::select! {
            () = stop.cancelled() => return,
            change = changes.recv() => change,
        };
        match change {
            Ok(Change::Status) => app.tell(ChangeKind::Status, None),
            Ok(Change::Inbox) => app.tell(ChangeKind::Inbox, None),
            Ok(Change::Playbooks) => app.tell(ChangeKind::Playbooks, None),
            Ok(Change::Screening(id)) => app.tell(ChangeKind::Screening, Some(id.to_string())),
            Ok(Change::Completed(id)) => {
                app.tell(ChangeKind::Screening, Some(id.to_string()));
                if let Err(error) = app.notify_completed(&id).await {
                    tracing::warn!(code = ?error.code, "a completion could not be notified");
                }
            }
            Err(RecvError::Lagged(_)) => {
                for kind in
                    [ChangeKind::Status, ChangeKind::Inbox, ChangeKind::Screening, ChangeKind::Playbooks]
                {
                    app.tell(kind, None);
                }
            }
            Err(RecvError::Closed) => return,
        }
    }
}

impl App {
    /// Completions that the last run had no time to tell of.
    async fn notify_missed(&self) -> Result<(), AppError> {
        let Some(account) = self.connected_account().await? else { return Ok(()) };
        let page = self
            .shared
            .store
            .read(move |tx| {
                tx.screenings(&account.id, ScreeningFilter::States(&[State::Submitted]), None, 20)
            })
            .await?;
        for row in page.rows.into_iter().filter(|row| !row.notified) {
            self.notify_completed(&row.id).await?;
        }
        Ok(())
    }

    /// Tells once that a candidate has finished, if the person wants to know; the reason for
    /// silence is kept.
    async fn notify_completed(&self, id: &ScreeningId) -> Result<(), AppError> {
        let (wanted, now) = (id.clone(), self.now());
        let told = self
            .shared
            .store
            .write(move |tx| {
                let Some(mut row) = tx.screening(&wanted)? else { return Ok(None) };
                let Some(account) = tx.account()? else { return Ok(None) };
                if row.notified {
                    return Ok(None);
                }
                let settings = tx.setting::<Settings>(name::SETTINGS)?.unwrap_or_default();
                let silence = silence(tx, &account, &row, &settings)?;
                row.notified = true;
                tx.save_screening(&row)?;
                let event = NewEvent {
                    kind: "notified",
                    text: match silence {
                        None => "Notification shown".to_owned(),
                        Some(reason) => format!("No notification: {reason}"),
                    },
                    actor: Some("Fulcrum".into()),
                    screening: Some(row.id.clone()),
                    opportunity: Some(row.opportunity.clone()),
                    name: Some(row.name.clone()),
                    ..NewEvent::default()
                };
                tx.add_event(&account.id, now, &event)?;
                Ok::<_, StoreError>(silence.is_none().then_some((row, settings)))
            })
            .await?;
        if let Some((row, settings)) = told {
            self.shared.host.notify(&notice(&row, &settings));
        }
        Ok(())
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

/// Why nobody is told, if so.
fn silence(
    tx: &Tx<'_>,
    account: &fulcrum_store::AccountRow,
    row: &ScreeningRow,
    settings: &Settings,
) -> Result<Option<&'static str>, StoreError> {
    let me = match (settings.notify_about.as_str(), &account.user) {
        ("none", _) => return Ok(Some("notifications are switched off")),
        ("all", _) | (_, None) => return Ok(None),
        (_, Some(me)) => me,
    };
    let mine = row.owner.as_ref() == Some(me) || row.followers.contains(me);
    let posting_is_mine = tx.postings(&account.id)?.iter().any(|posting| {
        Some(&posting.id) == row.posting_id.as_ref()
            && (posting.owner.as_ref() == Some(me) || posting.followers.contains(me))
    });
    let by_hand = row.origin == "by_hand";
    Ok((!mine && !posting_is_mine && !by_hand)
        .then_some("neither the candidate nor the posting is yours or followed by you"))
}

fn notice(row: &ScreeningRow, settings: &Settings) -> Notice {
    let body = if settings.notify_names {
        format!("{} finished {}. Ready to review.", row.name, row.assessment)
    } else {
        format!("A candidate finished {}. Ready to review.", row.assessment)
    };
    Notice { screening_id: Some(row.id.to_string()), title: "Screening completed".into(), body }
}
