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
    /// What became of them.
    pub became: Became,
    /// How many.
    pub people: u32,
    /// When the last of them came, in Lever's clock.
    pub last_at: Timestamp,
}

/// What became of somebody who came into a trigger stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Became {
    /// Invited, or about to be.
    Invited,
    /// Has an earlier result, which is written again.
    Reused,
    /// Waits for a person's yes.
    Waiting,
    /// Was to be invited, and that ended before anything left.
    NotSent,
    /// Not invited, or a person must say.
    NotInvited,
    /// Came in by an application, about which the same playbook decided.
    ByApplication,
    /// Another playbook, which comes first, decided about them.
    OfAnother,
    /// The playbook is not for them.
    NotAddressed,
}

impl Became {
    fn named(name: &str) -> Self {
        match name {
            "invited" => Self::Invited,
            "reused" => Self::Reused,
            "waiting" => Self::Waiting,
            "not_sent" => Self::NotSent,
            "by_application" => Self::ByApplication,
            "of_another" => Self::OfAnother,
            "not_addressed" => Self::NotAddressed,
            _ => Self::NotInvited,
        }
    }
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

    /// What a playbook decided about those who entered a stage since then.
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
        // Whatever is decided about one arrival is decided at one time, even if it is superseded later.
        let mut statement = self.sql.prepare_cached(
            "WITH addressed AS (
                 SELECT * FROM decision WHERE account_id = ?1 AND verdict <> 'not_addressed'
             )
             SELECT CASE
                     WHEN verdict = 'reuse' THEN 'reused'
                     WHEN verdict = 'invite' AND waits_because IS NOT NULL THEN 'waiting'
                     WHEN verdict = 'invite' AND came.screening_id IS NULL THEN 'not_invited'
                     WHEN verdict = 'invite' AND made.invited_at IS NULL AND made.state IN ('cancelled', 'failed')
                         THEN 'not_sent'
                     WHEN verdict = 'invite' THEN 'invited'
                     WHEN verdict <> 'not_addressed' THEN 'not_invited'
                     WHEN EXISTS (SELECT 1 FROM addressed WHERE opportunity_id = came.opportunity_id
                         AND playbook_id <> came.playbook_id AND stage_id = came.stage_id
                         AND entered_at = came.entered_at AND at = came.at) THEN 'of_another'
                     WHEN EXISTS (SELECT 1 FROM addressed WHERE opportunity_id = came.opportunity_id
                         AND playbook_id = came.playbook_id AND stage_id = ?5 AND at = came.at) THEN 'by_application'
                     ELSE 'not_addressed'
                 END AS became, count(*) AS people, max(entered_at) AS last_at FROM decision AS came
             LEFT JOIN screening AS made ON made.id = came.screening_id
             WHERE came.account_id = ?1 AND came.playbook_id = ?2 AND came.stage_id = ?3 AND entered_at >= ?4
                 AND superseded_by IS NULL
             GROUP BY became ORDER BY became",
        )?;
        let applied = StageId::applied();
        let wanted = (account.as_str(), playbook.as_str(), stage.as_str(), millis(since), applied.as_str());
        let rows = statement.query_map(wanted, |row| {
            Ok(Came {
                became: Became::named(&row.get::<_, String>("became")?),
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
