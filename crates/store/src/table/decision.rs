//! Every decision about a candidate, with its reason.

use fulcrum_core::planner::{Decision, Verdict};
use fulcrum_core::{
    AccountId, DecisionId, OpportunityId, PlaybookId, PostingId, ScreeningId, StageId, UserId,
};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::screening::ScreeningRow;
use crate::sql::{json, millis, time, time_opt, to_json};
use crate::{StoreError, Tx};

/// A stored decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionRow {
    /// Its id.
    pub id: DecisionId,
    /// By which playbook.
    pub playbook: PlaybookId,
    /// About whom.
    pub opportunity: OpportunityId,
    /// The stage that was entered.
    pub stage: Option<StageId>,
    /// When it was entered, in Lever's clock.
    pub entered_at: Option<Timestamp>,
    /// Name then.
    pub name: String,
    /// Address then.
    pub email: Option<String>,
    /// Posting then.
    pub posting: Option<String>,
    /// Its id.
    pub posting_id: Option<PostingId>,
    /// Owner then.
    pub owner: Option<UserId>,
    /// The page in Lever.
    pub lever_url: Option<String>,
    /// The decision.
    pub decision: Decision,
    /// Why it waits for a person's yes, if it does.
    pub waits_because: Option<String>,
    /// The screening that came of it.
    pub screening: Option<ScreeningId>,
    /// When it was made.
    pub at: Timestamp,
}

/// A decision to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// Its id.
    pub id: DecisionId,
    /// By which playbook.
    pub playbook: PlaybookId,
    /// About whom.
    pub opportunity: OpportunityId,
    /// The stage that was entered.
    pub stage: Option<StageId>,
    /// When it was entered.
    pub entered_at: Option<Timestamp>,
    /// Name.
    pub name: String,
    /// Address.
    pub email: Option<String>,
    /// Posting's title.
    pub posting: Option<String>,
    /// Its id.
    pub posting_id: Option<PostingId>,
    /// Owner.
    pub owner: Option<UserId>,
    /// The page in Lever.
    pub lever_url: Option<String>,
    /// The decision.
    pub decision: Decision,
    /// Why it waits for a person's yes, if it does.
    pub waits_because: Option<String>,
    /// The screening that comes of it.
    pub screening: Option<ScreeningId>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<DecisionRow> {
    Ok(DecisionRow {
        id: DecisionId::new(row.get::<_, String>("id")?),
        playbook: PlaybookId::new(row.get::<_, String>("playbook_id")?),
        opportunity: OpportunityId::new(row.get::<_, String>("opportunity_id")?),
        stage: row.get::<_, Option<String>>("stage_id")?.map(StageId::new),
        entered_at: time_opt(row, "entered_at")?,
        name: row.get("name")?,
        email: row.get("email")?,
        posting: row.get("posting")?,
        posting_id: row.get::<_, Option<String>>("posting_id")?.map(PostingId::new),
        owner: row.get::<_, Option<String>>("owner_id")?.map(UserId::new),
        lever_url: row.get("lever_url")?,
        decision: json(row, "body")?,
        waits_because: row.get("waits_because")?,
        screening: row.get::<_, Option<String>>("screening_id")?.map(ScreeningId::new),
        at: time(row, "at")?,
    })
}

impl Tx<'_> {
    /// Whether a stage entry was handled already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn entry_was_handled(
        &self,
        account: &AccountId,
        playbook: &PlaybookId,
        opportunity: &OpportunityId,
        stage: &StageId,
        entered_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let found = self
            .sql
            .prepare_cached(
                "SELECT 1 FROM decision WHERE account_id = ?1 AND playbook_id = ?2 AND opportunity_id = ?3
                 AND stage_id = ?4 AND entered_at = ?5 AND superseded_by IS NULL",
            )?
            .exists((
                account.as_str(),
                playbook.as_str(),
                opportunity.as_str(),
                stage.as_str(),
                millis(entered_at),
            ))?;
        Ok(found)
    }

    /// Stores a decision; false if the same entry was decided meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_decision(
        &self,
        account: &AccountId,
        at: Timestamp,
        new: &NewDecision,
    ) -> Result<bool, StoreError> {
        let added = self
            .sql
            .prepare_cached(
                "INSERT INTO decision (id, account_id, playbook_id, opportunity_id, stage_id, entered_at, name,
                                       email, posting, lever_url, verdict, body, waits_because, screening_id, at,
                                       posting_id, owner_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
                 ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                new.id.as_str(),
                account.as_str(),
                new.playbook.as_str(),
                new.opportunity.as_str(),
                new.stage.as_ref().map(StageId::as_str),
                new.entered_at.map(millis),
                new.name,
                new.email,
                new.posting,
                new.lever_url,
                new.decision.verdict.as_str(),
                to_json(&new.decision)?,
                new.waits_because,
                new.screening.as_ref().map(ScreeningId::as_str),
                millis(at),
                new.posting_id.as_ref().map(PostingId::as_str),
                new.owner.as_ref().map(UserId::as_str),
            ])?;
        Ok(added > 0)
    }

    /// A later decision takes the place of an earlier one, which is kept.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn supersede_decision(&self, earlier: &DecisionId, later: &DecisionId) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE decision SET superseded_by = ?2, waited_because = waits_because, waits_because = NULL
             WHERE id = ?1",
            (earlier.as_str(), later.as_str()),
        )?;
        Ok(())
    }

    /// The decision that took the place of this one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn decision_after(&self, earlier: &DecisionId) -> Result<Option<DecisionRow>, StoreError> {
        let found = self
            .sql
            .query_row(
                "SELECT * FROM decision WHERE id = (SELECT superseded_by FROM decision WHERE id = ?1)",
                [earlier.as_str()],
                read,
            )
            .optional()?;
        Ok(found)
    }

    /// The earlier decision counts again; the later one is kept behind it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn reinstate_decision(&self, earlier: &DecisionId, later: &DecisionId) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE decision SET superseded_by = ?2 WHERE id = ?1",
            (later.as_str(), earlier.as_str()),
        )?;
        self.sql.execute("UPDATE decision SET superseded_by = NULL WHERE id = ?1", [earlier.as_str()])?;
        Ok(())
    }

    /// It waits for a yes again, for the reason of before; false if it never waited.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn wait_again(&self, id: &DecisionId) -> Result<bool, StoreError> {
        let changed = self.sql.execute(
            "UPDATE decision SET waits_because = waited_because, waited_because = NULL
             WHERE id = ?1 AND waited_because IS NOT NULL",
            [id.as_str()],
        )?;
        Ok(changed > 0)
    }

    /// It waits no longer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn end_waiting(&self, id: &DecisionId) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE decision SET waited_because = waits_because, waits_because = NULL
             WHERE id = ?1 AND waits_because IS NOT NULL",
            [id.as_str()],
        )?;
        Ok(())
    }

    /// One decision.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn decision(&self, id: &DecisionId) -> Result<Option<DecisionRow>, StoreError> {
        let found =
            self.sql.query_row("SELECT * FROM decision WHERE id = ?1", [id.as_str()], read).optional()?;
        Ok(found)
    }

    /// The decision that led to a screening.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn decision_of(
        &self,
        account: &AccountId,
        screening: &ScreeningRefs<'_>,
    ) -> Result<Option<DecisionRow>, StoreError> {
        let found = self
            .sql
            .query_row(
                "SELECT * FROM decision WHERE account_id = ?1 AND opportunity_id = ?2 AND screening_id = ?3
                 ORDER BY at DESC LIMIT 1",
                (account.as_str(), screening.opportunity.as_str(), screening.screening.as_str()),
                read,
            )
            .optional()?;
        Ok(found)
    }

    /// Tags of an opportunity of which a person said that they name no assessment, and did not take it back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn plain_tags(
        &self,
        account: &AccountId,
        opportunity: &OpportunityId,
    ) -> Result<Vec<String>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT DISTINCT tag.value FROM decision, json_each(body, '$.plain_tags') AS tag
             WHERE account_id = ?1 AND opportunity_id = ?2 AND superseded_by IS NULL",
        )?;
        let tags = statement.query_map((account.as_str(), opportunity.as_str()), |row| row.get(0))?;
        Ok(tags.collect::<rusqlite::Result<_>>()?)
    }

    /// All decisions about an opportunity, newest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn decisions_about(
        &self,
        account: &AccountId,
        opportunity: &OpportunityId,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM decision WHERE account_id = ?1 AND opportunity_id = ?2 ORDER BY at DESC, id DESC LIMIT 100",
        )?;
        let rows = statement.query_map((account.as_str(), opportunity.as_str()), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Decisions that wait for a person's yes, the oldest entry first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn waiting_decisions(&self, account: &AccountId) -> Result<Vec<DecisionRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM decision WHERE account_id = ?1 AND waits_because IS NOT NULL
             ORDER BY entered_at, id LIMIT 1000",
        )?;
        let rows = statement.query_map([account.as_str()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest decisions about stage entries that were skipped, made since `since`: what may
    /// heal.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn skipped_since(
        &self,
        account: &AccountId,
        since: Timestamp,
    ) -> Result<Vec<DecisionRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM decision WHERE account_id = ?1 AND verdict = ?2 AND superseded_by IS NULL
             AND entered_at IS NOT NULL AND at >= ?3 ORDER BY at DESC LIMIT 500",
        )?;
        let rows = statement.query_map((account.as_str(), Verdict::Skip.as_str(), millis(since)), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Names a screening with its opportunity.
pub struct ScreeningRefs<'a> {
    /// The screening.
    pub screening: &'a ScreeningId,
    /// Its opportunity.
    pub opportunity: &'a OpportunityId,
}

impl ScreeningRow {
    /// Names it with its opportunity.
    #[must_use]
    pub fn refs(&self) -> ScreeningRefs<'_> {
        ScreeningRefs { screening: &self.id, opportunity: &self.opportunity }
    }
}
