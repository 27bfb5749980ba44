//! The directory of active opportunities: Lever has no search by name.

use std::sync::PoisonError;

use fulcrum_core::AccountId;
use fulcrum_core::candidate::Candidate;
use fulcrum_lever::{Kind, Opportunity, OpportunityFilter};
use fulcrum_store::{PersonRow, StoreError, Tx};
use jiff::Timestamp;

use crate::{Engine, EngineError};

/// Pages read at once before the budget matters.
const AT_ONCE: u32 = 4;

/// How far a filling has come.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    offset: Option<String>,
    began: Option<Timestamp>,
    finished: Option<Timestamp>,
}

impl Engine {
    /// Reads a few more pages. True when everybody is in.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn fill_directory(&self) -> Result<bool, EngineError> {
        if !self.policy().directory {
            let (account, now) = (self.account().id.clone(), self.now());
            self.store().write(move |tx| tx.forget_people_before(&account, now)).await?;
            return Ok(true);
        }
        for _ in 0..AT_ONCE {
            let progress = self.shared.directory.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if progress.finished.is_some() {
                return Ok(true);
            }
            let began = progress.began.unwrap_or_else(|| self.now());
            let filter = OpportunityFilter {
                archived: Some(false),
                confidential_too: self.account().confidential,
                ..OpportunityFilter::default()
            };
            let page = match self.lever().opportunities_page(&filter, progress.offset.as_deref()).await {
                Ok(page) => page,
                Err(error) if error.kind == Kind::InvalidOffset => {
                    self.set_progress(Progress::default());
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let candidates: Vec<Candidate> = page.rows.iter().map(Opportunity::candidate).collect();
            let (account, now, last) = (self.account().id.clone(), self.now(), page.next.is_none());
            self.store()
                .write(move |tx| {
                    for candidate in &candidates {
                        keep(tx, &account, candidate, now)?;
                    }
                    if last { tx.forget_people_before(&account, began) } else { Ok(()) }
                })
                .await?;
            self.set_progress(Progress {
                offset: page.next,
                began: Some(began),
                finished: last.then(|| self.now()),
            });
        }
        Ok(false)
    }

    /// Whether everybody is in the directory.
    #[must_use]
    pub fn directory_is_full(&self) -> bool {
        self.shared.directory.lock().unwrap_or_else(PoisonError::into_inner).finished.is_some()
    }

    fn set_progress(&self, progress: Progress) {
        *self.shared.directory.lock().unwrap_or_else(PoisonError::into_inner) = progress;
    }
}

/// Adds, updates or removes somebody.
pub(crate) fn keep(
    tx: &Tx<'_>,
    account: &AccountId,
    candidate: &Candidate,
    now: Timestamp,
) -> Result<(), StoreError> {
    if candidate.archived || candidate.anonymized {
        return tx.forget_person(account, &candidate.opportunity);
    }
    let person = PersonRow {
        opportunity: candidate.opportunity.clone(),
        name: candidate.name.clone(),
        emails: candidate.emails.join(" "),
        posting: candidate.posting.clone(),
        stage: candidate.stage.clone(),
    };
    tx.save_person(account, &person, now)
}
