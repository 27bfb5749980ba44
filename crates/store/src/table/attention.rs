//! What a person must settle.

use fulcrum_core::{AccountId, AttentionId, OpportunityId, ScreeningId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row};
use serde::{Deserialize, Serialize};

use crate::sql::{json, millis, time, to_json};
use crate::{StoreError, Tx};

/// A way to settle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Understood by the engine.
    pub id: String,
    /// The button's words.
    pub label: String,
}

/// Open attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttentionRow {
    /// Its id.
    pub id: AttentionId,
    /// What kind.
    pub kind: String,
    /// What it is about: an effect id, a decision id…
    pub subject: String,
    /// The candidate's name, or what it is about.
    pub title: String,
    /// The posting.
    pub subtitle: Option<String>,
    /// One sentence.
    pub reason: String,
    /// At least one.
    pub actions: Vec<Action>,
    /// The screening.
    pub screening: Option<ScreeningId>,
    /// The opportunity.
    pub opportunity: Option<OpportunityId>,
    /// The page in Lever.
    pub lever_url: Option<String>,
    /// Since when.
    pub at: Timestamp,
}

/// Attention to be raised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttention {
    /// Its id.
    pub id: AttentionId,
    /// What kind.
    pub kind: &'static str,
    /// What it is about; raised once per kind and subject while open.
    pub subject: String,
    /// The candidate's name, or what it is about.
    pub title: String,
    /// The posting.
    pub subtitle: Option<String>,
    /// One sentence.
    pub reason: String,
    /// At least one.
    pub actions: Vec<Action>,
    /// The screening.
    pub screening: Option<ScreeningId>,
    /// The opportunity.
    pub opportunity: Option<OpportunityId>,
    /// The page in Lever.
    pub lever_url: Option<String>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<AttentionRow> {
    Ok(AttentionRow {
        id: AttentionId::new(row.get::<_, String>("id")?),
        kind: row.get("kind")?,
        subject: row.get("subject")?,
        title: row.get("title")?,
        subtitle: row.get("subtitle")?,
        reason: row.get("reason")?,
        actions: json(row, "actions")?,
        screening: row.get::<_, Option<String>>("screening_id")?.map(ScreeningId::new),
        opportunity: row.get::<_, Option<String>>("opportunity_id")?.map(OpportunityId::new),
        lever_url: row.get("lever_url")?,
        at: time(row, "at")?,
    })
}

impl Tx<'_> {
    /// Raises attention; false if the same is open already.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn raise(&self, account: &AccountId, at: Timestamp, new: &NewAttention) -> Result<bool, StoreError> {
        let added = self.sql.execute(
            "INSERT INTO attention (id, account_id, kind, subject, title, subtitle, reason, actions,
                                    screening_id, opportunity_id, lever_url, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING",
            (
                new.id.as_str(),
                account.as_str(),
                new.kind,
                &new.subject,
                &new.title,
                &new.subtitle,
                &new.reason,
                to_json(&new.actions)?,
                new.screening.as_ref().map(ScreeningId::as_str),
                new.opportunity.as_ref().map(OpportunityId::as_str),
                &new.lever_url,
                millis(at),
            ),
        )?;
        Ok(added > 0)
    }

    /// The same, but not again after a person settled it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn raise_once(
        &self,
        account: &AccountId,
        at: Timestamp,
        new: &NewAttention,
    ) -> Result<bool, StoreError> {
        let known: bool = self.sql.query_row(
            "SELECT EXISTS (SELECT 1 FROM attention WHERE account_id = ?1 AND kind = ?2 AND subject = ?3
                 AND (settled_at IS NULL OR settled_with IS NOT NULL))",
            (account.as_str(), new.kind, &new.subject),
            |row| row.get(0),
        )?;
        if known { Ok(false) } else { self.raise(account, at, new) }
    }

    /// Settles whatever is open about a kind and subject; true if something was.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn settle(
        &self,
        account: &AccountId,
        kind: &str,
        subject: &str,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = self.sql.execute(
            "UPDATE attention SET settled_at = ?4
             WHERE account_id = ?1 AND kind = ?2 AND subject = ?3 AND settled_at IS NULL",
            (account.as_str(), kind, subject, millis(at)),
        )?;
        Ok(changed > 0)
    }

    /// Keeps with which action a person settled it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn settled_with(&self, id: &AttentionId, action: &str, at: Timestamp) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE attention SET settled_at = coalesce(settled_at, ?3), settled_with = ?2 WHERE id = ?1",
            (id.as_str(), action, millis(at)),
        )?;
        Ok(())
    }

    /// Attention that a person settled, with the action.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn settled_attention(&self, id: &AttentionId) -> Result<Option<(AttentionRow, String)>, StoreError> {
        let found = self
            .sql
            .query_row(
                "SELECT * FROM attention WHERE id = ?1 AND settled_with IS NOT NULL",
                [id.as_str()],
                |row| Ok((read(row)?, row.get("settled_with")?)),
            )
            .optional()?;
        Ok(found)
    }

    /// Whether there ever was attention of this kind about the subject, open or settled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn was_raised(&self, account: &AccountId, kind: &str, subject: &str) -> Result<bool, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT 1 FROM attention WHERE account_id = ?1 AND kind = ?2 AND subject = ?3 LIMIT 1",
        )?;
        Ok(statement.exists((account.as_str(), kind, subject))?)
    }

    /// The last attention about a kind and subject that is settled.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_settled(
        &self,
        account: &AccountId,
        kind: &str,
        subject: &str,
    ) -> Result<Option<AttentionRow>, StoreError> {
        let found = self
            .sql
            .query_row(
                "SELECT * FROM attention WHERE account_id = ?1 AND kind = ?2 AND subject = ?3
                 AND settled_at IS NOT NULL ORDER BY settled_at DESC, id DESC LIMIT 1",
                (account.as_str(), kind, subject),
                read,
            )
            .optional()?;
        Ok(found)
    }

    /// Opens attention again, unless the same was raised anew meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn reopen(&self, id: &AttentionId) -> Result<(), StoreError> {
        self.sql.execute(
            "UPDATE OR IGNORE attention SET settled_at = NULL, settled_with = NULL WHERE id = ?1",
            [id.as_str()],
        )?;
        Ok(())
    }

    /// Everything open, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_attention(&self, account: &AccountId) -> Result<Vec<AttentionRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM attention WHERE account_id = ?1 AND settled_at IS NULL ORDER BY at, id LIMIT 500",
        )?;
        let rows = statement.query_map([account.as_str()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How much is open.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_attention(&self, account: &AccountId) -> Result<u32, StoreError> {
        let count = self.sql.query_row(
            "SELECT count(*) FROM attention WHERE account_id = ?1 AND settled_at IS NULL",
            [account.as_str()],
            |row| row.get(0),
        )?;
        Ok(count)
    }

    /// Open attention with this id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn attention(&self, id: &AttentionId) -> Result<Option<AttentionRow>, StoreError> {
        let found = self
            .sql
            .query_row("SELECT * FROM attention WHERE id = ?1 AND settled_at IS NULL", [id.as_str()], read)
            .optional()?;
        Ok(found)
    }
}
