//! The directory of active opportunities: Lever has no search by name.

use std::sync::atomic::Ordering;

use fulcrum_core::AccountId;
use fulcrum_core::candidate::Candidate;
use fulcrum_lever::{Confidentiality, Opportunity, OpportunityFilter, Page};
use fulcrum_store::{PersonRow, StoreError, Tx};
use jiff::Timestamp;
use tokio::sync::mpsc;

use crate::{Engine, EngineError};

/// Pages that may wait to be stored.
const AHEAD: usize = 8;

impl Engine {
    /// Reads everybody who is active, in the background, or forgets everybody if the person does not
    /// want a directory.
    ///
    /// # Errors
    /// [`EngineError`]; what was read stays.
    pub async fn fill_directory(&self) -> Result<(), EngineError> {
        let began = self.now();
        if self.policy().directory {
            let filter = OpportunityFilter {
                archived: Some(false),
                confidentiality: Confidentiality::all_if(self.account().confidential),
                ..OpportunityFilter::default()
            };
            let stages = self.lever().in_the_background().stages().await?;
            let stages: Vec<_> = stages.into_iter().map(|stage| stage.id).collect();
            let (pages, arriving) = mpsc::channel(AHEAD);
            let (scanned, kept) =
                tokio::join!(self.lever().scan(&filter, &stages, pages), self.keep_pages(arriving));
            kept?;
            scanned?;
        }
        let account = self.account().id.clone();
        // Whoever was not seen is not active any more.
        self.store().write(move |tx| tx.forget_people_before(&account, began)).await?;
        self.shared.directory_is_full.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn keep_pages(&self, mut arriving: mpsc::Receiver<Page<Opportunity>>) -> Result<(), StoreError> {
        while let Some(page) = arriving.recv().await {
            self.spend_in_background(page.rows.len());
            let candidates: Vec<Candidate> = page.rows.iter().map(Opportunity::candidate).collect();
            let (account, now) = (self.account().id.clone(), self.now());
            self.store()
                .write(move |tx| {
                    candidates.iter().try_for_each(|candidate| keep(tx, &account, candidate, now))
                })
                .await?;
        }
        Ok(())
    }

    /// Whether everybody is in the directory.
    #[must_use]
    pub fn directory_is_full(&self) -> bool {
        self.shared.directory_is_full.load(Ordering::Relaxed)
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
        contact: Some(candidate.contact.clone()),
        name: candidate.name.clone(),
        emails: candidate.emails.join(" "),
        posting: candidate.posting.clone(),
        stage: candidate.stage.clone(),
    };
    tx.save_person(account, &person, now)
}
