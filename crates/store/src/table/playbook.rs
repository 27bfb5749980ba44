use fulcrum_core::assessment::Score;
use fulcrum_core::grading::Tally;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::{AccountId, AssessmentId, PlaybookId, StageId};
use jiff::Timestamp;

use super::screening::CountedRow;
use crate::sql::{json, millis, time, to_json};
use crate::{StoreError, Tx};

/// A trigger stage that is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TriggerRow {
    /// Whose.
    pub playbook: PlaybookId,
    /// The stage.
    pub stage: StageId,
    /// Entries before this moment (Lever's clock) are not its business.
    pub on_since: Timestamp,
}

impl Tx<'_> {
    /// Playbooks in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn playbooks(&self, account: &AccountId) -> Result<Vec<Playbook>, StoreError> {
        let mut statement =
            self.sql.prepare_cached("SELECT body FROM playbook WHERE account_id = ?1 ORDER BY position")?;
        let rows = statement.query_map([account.as_str()], |row| json(row, "body"))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Stores or replaces a playbook.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_playbook(&self, account: &AccountId, playbook: &Playbook) -> Result<(), StoreError> {
        self.sql.execute(
            "INSERT INTO playbook (account_id, id, position, body)
             VALUES (?1, ?2, (SELECT count(*) FROM playbook WHERE account_id = ?1), ?3)
             ON CONFLICT (account_id, id) DO UPDATE SET body = excluded.body",
            (account.as_str(), playbook.id.as_str(), to_json(playbook)?),
        )?;
        Ok(())
    }

    /// Whether anything was ever sent with this playbook that is still kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn has_screenings(&self, account: &AccountId, playbook: &PlaybookId) -> Result<bool, StoreError> {
        let found = self
            .sql
            .prepare_cached("SELECT 1 FROM screening WHERE account_id = ?1 AND playbook_id = ?2 LIMIT 1")?
            .exists((account.as_str(), playbook.as_str()))?;
        Ok(found)
    }

    /// What came of the screenings of a playbook: each result with its assessment, and how many have it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn results_of(
        &self,
        account: &AccountId,
        playbook: &PlaybookId,
    ) -> Result<Vec<(AssessmentId, Tally, u32)>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT assessment_id, json_extract(review, '$.score'), json_extract(review, '$.overrules'), counted,
                 count(*)
             FROM screening WHERE account_id = ?1 AND playbook_id = ?2
                 AND (review IS NOT NULL OR counted IS NOT NULL) GROUP BY 1, 2, 3, 4",
        )?;
        let rows = statement.query_map((account.as_str(), playbook.as_str()), |row| {
            let counted = row.get::<_, Option<String>>(3)?;
            let counted: Option<CountedRow> = counted.and_then(|text| serde_json::from_str(&text).ok());
            let tally = Tally {
                score: row.get::<_, Option<u8>>(1)?.and_then(Score::new),
                count: counted.map(|counted| counted.count),
                overruled: row.get::<_, Option<bool>>(2)?.unwrap_or(false),
            };
            Ok((AssessmentId::new(row.get::<_, String>(0)?), tally, row.get(4)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Forgets a playbook.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn delete_playbook(&self, account: &AccountId, playbook: &PlaybookId) -> Result<(), StoreError> {
        self.sql.execute(
            "DELETE FROM playbook WHERE account_id = ?1 AND id = ?2",
            (account.as_str(), playbook.as_str()),
        )?;
        Ok(())
    }

    /// Puts the playbooks into this order; those that are not named come after.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn order_playbooks(&self, account: &AccountId, order: &[PlaybookId]) -> Result<(), StoreError> {
        let mut all = self.playbooks(account)?;
        all.sort_by_key(|playbook| order.iter().position(|id| *id == playbook.id).unwrap_or(order.len()));
        for (position, playbook) in (0_i64..).zip(&all) {
            self.sql.execute(
                "UPDATE playbook SET position = ?3 WHERE account_id = ?1 AND id = ?2",
                (account.as_str(), playbook.id.as_str(), position),
            )?;
        }
        Ok(())
    }

    /// Trigger stages that are on.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn triggers(&self, account: &AccountId) -> Result<Vec<TriggerRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT playbook_id, stage_id, on_since FROM trigger_stage WHERE account_id = ?1 ORDER BY on_since, stage_id",
        )?;
        let rows = statement.query_map([account.as_str()], |row| {
            Ok(TriggerRow {
                playbook: PlaybookId::new(row.get::<_, String>(0)?),
                stage: StageId::new(row.get::<_, String>(1)?),
                on_since: time(row, "on_since")?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Makes exactly these stages the playbook's triggers. A stage that was on keeps its baseline.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_triggers(
        &self,
        account: &AccountId,
        playbook: &PlaybookId,
        stages: &[StageId],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let keep = to_json(&stages)?;
        self.sql.execute(
            "DELETE FROM trigger_stage WHERE account_id = ?1 AND playbook_id = ?2
             AND stage_id NOT IN (SELECT value FROM json_each(?3))",
            (account.as_str(), playbook.as_str(), keep),
        )?;
        for stage in stages {
            self.sql.execute(
                "INSERT INTO trigger_stage (account_id, playbook_id, stage_id, on_since) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT DO NOTHING",
                (account.as_str(), playbook.as_str(), stage.as_str(), millis(now)),
            )?;
        }
        Ok(())
    }
}
