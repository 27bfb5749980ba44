//! Forgetting: what is older than the retention time, and people whose data was removed in Lever.
//! The one file about several tables, because a person is in all of them.

use fulcrum_core::{AccountId, OpportunityId, ScreeningId};
use jiff::Timestamp;

use crate::sql::millis;
use crate::table::screening;
use crate::{ScreeningRow, StoreError, Tx};

/// The name of whoever was removed in Lever.
pub const REMOVED: &str = "Removed in Lever";
const ENDED: &str = "('evaluated', 'reviewed', 'cancelled', 'declined', 'expired', 'failed')";

impl ScreeningRow {
    /// Whether the person's data was removed in Lever, and here.
    #[must_use]
    pub fn is_removed(&self) -> bool {
        self.name == REMOVED && self.email.is_none() && self.link.is_none()
    }
}

impl Tx<'_> {
    /// How many ended screenings changed last before `before`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_to_forget(&self, account: &AccountId, before: Timestamp) -> Result<u32, StoreError> {
        let sql = format!(
            "SELECT count(*) FROM screening WHERE account_id = ?1 AND changed_at < ?2 AND state IN {ENDED}"
        );
        Ok(self.sql.query_row(&sql, (account.as_str(), millis(before)), |row| row.get(0))?)
    }

    /// Ended screenings that changed last before `before`, of which the provider still keeps something.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screenings_to_erase(
        &self,
        account: &AccountId,
        before: Timestamp,
    ) -> Result<Vec<ScreeningRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(&format!(
            "SELECT * FROM screening WHERE account_id = ?1 AND changed_at < ?2 AND state IN {ENDED}
             AND provider_ref IS NOT NULL"
        ))?;
        let rows = statement.query_map((account.as_str(), millis(before)), screening::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The provider keeps nothing of this screening any more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forget_interview(&self, id: &ScreeningId) -> Result<(), StoreError> {
        let sql = "UPDATE screening SET provider_ref = NULL, link = NULL, report_url = NULL WHERE id = ?1";
        self.sql.execute(sql, [id.as_str()])?;
        Ok(())
    }

    /// Purges ended screenings that changed last before `before`, with all that belongs to them; not
    /// those of which the provider still keeps something.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn purge_screenings(&self, account: &AccountId, before: Timestamp) -> Result<usize, StoreError> {
        let (account, before) = (account.as_str(), millis(before));
        let old = format!(
            "FROM screening WHERE account_id = ?1 AND changed_at < ?2 AND state IN {ENDED} AND provider_ref IS NULL"
        );
        self.sql.execute(
            &format!("DELETE FROM event WHERE screening_id IN (SELECT id {old})"),
            (account, before),
        )?;
        let purged = self.sql.execute(&format!("DELETE {old}"), (account, before))?;
        // That an entry was handled must be known for ever, or its candidate would be taken for new; who
        // it was need not be.
        self.sql.execute(
            "DELETE FROM decision WHERE account_id = ?1 AND at < ?2
             AND (entered_at IS NULL OR superseded_by IS NOT NULL)",
            (account, before),
        )?;
        self.sql.execute(
            "UPDATE decision SET name = 'Removed', email = NULL, posting = NULL, lever_url = NULL,
                 waits_because = NULL, body = json_set(body, '$.checks', json('[]'), '$.summary', 'Removed')
             WHERE account_id = ?1 AND at < ?2",
            (account, before),
        )?;
        self.sql.execute(
            "DELETE FROM attention WHERE account_id = ?1 AND (settled_at < ?2 OR (at < ?2
                 AND screening_id IS NOT NULL AND screening_id NOT IN (SELECT id FROM screening)))",
            (account, before),
        )?;
        self.sql.execute(
            "DELETE FROM event WHERE account_id = ?1 AND at < ?2 AND screening_id IS NULL",
            (account, before),
        )?;
        Ok(purged)
    }

    /// Whether anything here still identifies this person.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn knows(&self, account: &AccountId, opportunity: &OpportunityId) -> Result<bool, StoreError> {
        Ok(self.sql.query_row(
            "SELECT EXISTS (SELECT 1 FROM screening WHERE account_id = ?1 AND opportunity_id = ?2 AND name <> ?3)
                 OR EXISTS (SELECT 1 FROM decision WHERE account_id = ?1 AND opportunity_id = ?2 AND name <> ?3)
                 OR EXISTS (SELECT 1 FROM person WHERE account_id = ?1 AND opportunity_id = ?2)",
            (account.as_str(), opportunity.as_str(), REMOVED),
            |row| row.get(0),
        )?)
    }

    /// Removes what identifies a person whose data was removed in Lever; the fact that there was
    /// a screening stays. Nothing waits for anybody's yes any more.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn anonymise(&self, account: &AccountId, opportunity: &OpportunityId) -> Result<(), StoreError> {
        let key = (account.as_str(), opportunity.as_str());
        self.sql.execute(
            "UPDATE screening SET name = 'Removed in Lever', tags = '', email = NULL, email_canonical = NULL, link = NULL,
                 review = NULL, counted = NULL WHERE account_id = ?1 AND opportunity_id = ?2",
            key,
        )?;
        self.sql.execute(
            "UPDATE decision SET name = 'Removed in Lever', email = NULL, waits_because = NULL,
                 body = json_remove(json_set(body, '$.checks', json('[]'), '$.summary', 'Removed in Lever'),
                                    '$.plain_tags') WHERE account_id = ?1 AND opportunity_id = ?2",
            key,
        )?;
        self.sql.execute(
            "UPDATE event SET name = NULL, detail = NULL WHERE account_id = ?1 AND opportunity_id = ?2",
            key,
        )?;
        self.sql.execute(
            "UPDATE attention SET title = 'Removed in Lever', reason = 'Removed in Lever'
             WHERE account_id = ?1 AND opportunity_id = ?2",
            key,
        )?;
        // Words that have been delivered; what still waits needs them.
        self.sql.execute(
            "UPDATE effect SET body = json_replace(body, '$.text', '', '$.comment', '',
                 '$.evaluation.words', json('{}'), '$.evaluation.remark', '')
             WHERE account_id = ?1 AND opportunity_id = ?2 AND state IN ('done', 'skipped')",
            key,
        )?;
        self.sql.execute(
            "UPDATE effect SET body = json_replace(body, '$.name', '')
             WHERE account_id = ?1 AND opportunity_id = ?2 AND state IN ('done', 'skipped') AND body ->> '$.kind' = 'add_file'",
            key,
        )?;
        self.sql.execute("DELETE FROM person WHERE account_id = ?1 AND opportunity_id = ?2", key)?;
        Ok(())
    }
}
