//! What a look at the whole chain asks about the past.

use fulcrum_core::{AccountId, PlaybookId, StageId};
use jiff::Timestamp;
use rusqlite::OptionalExtension as _;

use super::effect::EffectState;
use crate::sql::{millis, time};
use crate::{StoreError, Tx};

/// What became of the writes of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenKind {
    /// The kind of effect.
    pub kind: String,
    /// How many were made.
    pub done: u32,
    /// How many are stuck because of a reason that was asked for.
    pub refused: u32,
}

/// Who came into a trigger stage since it is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Came {
    /// What was decided.
    pub verdict: String,
    /// How many.
    pub people: u32,
    /// When the last of them came, in Lever's clock.
    pub last_at: Timestamp,
}

impl Tx<'_> {
    /// What became of writes, by kind; `reason` is how the reason of a refusal begins.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn written_kinds(&self, account: &AccountId, reason: &str) -> Result<Vec<WrittenKind>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT json_extract(body, '$.kind'), sum(state = ?2),
                 sum(state = ?3 AND substr(reason, 1, length(?4)) = ?4)
             FROM effect WHERE account_id = ?1 GROUP BY 1 ORDER BY 1",
        )?;
        let (done, wedged) = (EffectState::Done.as_str(), EffectState::Wedged.as_str());
        let rows = statement.query_map((account.as_str(), done, wedged, reason), |row| {
            let count = |at: usize| row.get::<_, Option<u32>>(at).map(Option::unwrap_or_default);
            Ok(WrittenKind { kind: row.get(0)?, done: count(1)?, refused: count(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What was decided about those who entered a stage since then.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn came_since(
        &self,
        account: &AccountId,
        playbook: &PlaybookId,
        stage: &StageId,
        since: Timestamp,
    ) -> Result<Vec<Came>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT verdict, count(*) AS people, max(entered_at) AS last_at FROM decision
             WHERE account_id = ?1 AND playbook_id = ?2 AND stage_id = ?3 AND entered_at >= ?4
                 AND superseded_by IS NULL
             GROUP BY verdict ORDER BY verdict",
        )?;
        let wanted = (account.as_str(), playbook.as_str(), stage.as_str(), millis(since));
        let rows = statement.query_map(wanted, |row| {
            Ok(Came {
                verdict: row.get("verdict")?,
                people: row.get("people")?,
                last_at: time(row, "last_at")?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a stage was called when somebody was last screened in it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn stage_was_called(
        &self,
        account: &AccountId,
        stage: &StageId,
    ) -> Result<Option<String>, StoreError> {
        let found = self
            .sql
            .prepare_cached(
                "SELECT stage FROM screening WHERE account_id = ?1 AND stage_id = ?2 AND stage IS NOT NULL
                 ORDER BY number DESC LIMIT 1",
            )?
            .query_row((account.as_str(), stage.as_str()), |row| row.get(0))
            .optional()?;
        Ok(found)
    }
}
