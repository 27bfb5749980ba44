//! What the limit of invitations an hour goes by.

use fulcrum_core::{AccountId, PlaybookId};
use jiff::Timestamp;
use rusqlite::OptionalExtension;

use crate::sql::{millis, time};
use crate::{StoreError, Tx};

impl Tx<'_> {
    /// When the `nth` of the last invitations of a playbook left, counted from 1, if it left since `since`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn nth_last_invitation(
        &self,
        account: &AccountId,
        playbook: &PlaybookId,
        nth: u32,
        since: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT effect.started_at FROM effect JOIN screening ON screening.id = effect.screening_id
             WHERE effect.account_id = ?1 AND dedupe_key LIKE 'invite:%' AND effect.started_at >= ?3
                 AND playbook_id = ?2
             ORDER BY effect.started_at DESC LIMIT 1 OFFSET ?4",
        )?;
        let which = (account.as_str(), playbook.as_str(), millis(since), nth.saturating_sub(1));
        Ok(statement.query_row(which, |row| time(row, "started_at")).optional()?)
    }

    /// How many invitations of a playbook wait to leave before one, at most a thousand.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn invitations_ahead(
        &self,
        account: &AccountId,
        playbook: &PlaybookId,
        seq: i64,
    ) -> Result<u32, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT count(*) FROM (
                 SELECT 1 FROM effect INDEXED BY effect_open JOIN screening ON screening.id = effect.screening_id
                 WHERE effect.account_id = ?1 AND effect.state NOT IN ('done', 'skipped')
                     AND effect.state = 'waiting' AND effect.started_at IS NULL AND dedupe_key LIKE 'invite:%'
                     AND playbook_id = ?2 AND effect.seq < ?3
                 LIMIT 1000)",
        )?;
        Ok(statement.query_row((account.as_str(), playbook.as_str(), seq), |row| row.get(0))?)
    }
}
