//! What is forgotten by time, and what is deleted at once.

use fulcrum_core::time::{DAY, before};
use fulcrum_store::StoreError;

use crate::App;
use crate::api::*;
use crate::profile::name;

/// What must be typed before everything is deleted.
const WORD: &str = "delete";

impl App {
    pub(super) async fn what_would_be_forgotten(
        &self,
        request: PreviewForgetting,
    ) -> Result<ForgettingPreview, AppError> {
        if !(1..=3650).contains(&request.days) {
            return Err(AppError::invalid("Keep data for between 1 and 3,650 days."));
        }
        let Ok(engine) = self.engine() else { return Ok(ForgettingPreview { screenings: 0 }) };
        let (account, until) = (engine.account().id.clone(), before(self.now(), DAY * request.days));
        let screenings = self.shared.store.read(move |tx| tx.count_to_forget(&account, until)).await?;
        Ok(ForgettingPreview { screenings })
    }

    /// Accounts, candidates, answers that are kept here, settings and every secret. What is in Lever and
    /// at a deployed interview service stays there.
    pub(super) async fn wipe_everything(&self, request: Wipe) -> Result<Disconnected, AppError> {
        if request.confirmation.trim().to_lowercase() != WORD {
            return Err(AppError::invalid(format!("Type the word {WORD}.")));
        }
        let gone = self.let_go(true).await?;
        let secrets = self.forget_mail_account().await;
        let pairing = self.forget_pairing().await;
        self.shared
            .store
            .write(|tx| -> Result<(), StoreError> {
                tx.set_setting(name::SETTINGS, &Settings::default())?;
                tx.set_setting(name::PAUSED, &false)
            })
            .await?;
        self.shared.host.set_autostart(false).map_err(AppError::invalid)?;
        self.shared.store.leave_no_traces().await?;
        self.refresh_interview().await;
        for kind in [ChangeKind::Settings, ChangeKind::Status, ChangeKind::Screening, ChangeKind::Inbox] {
            self.tell(kind, None);
        }
        secrets.and(pairing)?;
        Ok(gone)
    }
}
