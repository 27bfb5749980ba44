//! Candidates who were deleted in Lever. No list of candidates shows them any more, so Lever is asked.

use fulcrum_core::OpportunityId;
use fulcrum_core::time::{DAY, before};
use fulcrum_lever::Kind;
use fulcrum_store::StoreError;

use crate::ending::forget_person;
use crate::watch::LONG_OVERLAP;
use crate::{Change, Engine, EngineError};

const DELETIONS: &str = "deletions";
/// How far back the first question goes.
const FIRST: u32 = 30;

impl Engine {
    /// Forgets whoever was deleted in Lever since the last time. `GET /opportunities/deleted`.
    /// Answers how many of them Fulcrum knew.
    ///
    /// # Errors
    /// [`EngineError`]; then nobody was forgotten, and the next look asks again.
    pub async fn look_for_deletions(&self) -> Result<usize, EngineError> {
        let (account, now) = (self.account().clone(), self.now());
        let key = account.id.clone();
        let watermark = self.store().read(move |tx| tx.watermark(&key, DELETIONS)).await?;
        let from = watermark.map_or(before(now, DAY * FIRST), |mark| before(mark, LONG_OVERLAP));
        let deleted = match self.lever().deleted_opportunities(from, None).await {
            Ok(deleted) => deleted,
            Err(error) if matches!(error.kind, Kind::Forbidden | Kind::NotFound) => {
                tracing::warn!(%error, "Lever does not tell who was deleted");
                return Ok(0);
            }
            Err(error) => {
                self.note_trouble(&error);
                return Err(error.into());
            }
        };
        // Lever's own clock, so that a wrong one here skips nobody.
        let seen = deleted.iter().filter_map(|one| one.deleted_at).max();
        let ids: Vec<OpportunityId> = deleted.into_iter().map(|one| one.id).collect();
        let forgotten = self
            .store()
            .write(move |tx| {
                let mut forgotten = 0;
                for id in &ids {
                    if tx.knows(&account.id, id)? {
                        forget_person(tx, &account, id, now)?;
                        for row in tx.open_attention(&account.id)? {
                            // What could not be erased still needs a person.
                            if row.opportunity.as_ref() == Some(id) && row.kind != "write" {
                                tx.settle(&account.id, &row.kind, &row.subject, now)?;
                            }
                        }
                        forgotten += 1;
                    }
                }
                if let Some(seen) = seen {
                    tx.move_watermark(&account.id, DELETIONS, seen)?;
                }
                Ok::<_, StoreError>(forgotten)
            })
            .await?;
        if forgotten > 0 {
            tracing::info!(forgotten, "candidates who were deleted in Lever were forgotten");
            self.publish(Change::Inbox);
            self.publish(Change::Status);
            self.shared.deliver_now.notify_one();
        }
        Ok(forgotten)
    }
}
