//! What happened: the timelines of screenings, and Activity as a whole.

use fulcrum_core::{AccountId, OpportunityId, ScreeningId};
use jiff::Timestamp;
use rusqlite::Row;

use crate::sql::{millis, time};
use crate::{StoreError, Tx};

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Grows with time.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Picks the icon.
    pub kind: String,
    /// One sentence.
    pub text: String,
    /// More.
    pub detail: Option<String>,
    /// Who.
    pub actor: Option<String>,
    /// The screening.
    pub screening: Option<ScreeningId>,
    /// The candidate's name.
    pub name: Option<String>,
}

/// An entry to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewEvent {
    /// Picks the icon.
    pub kind: &'static str,
    /// One sentence.
    pub text: String,
    /// More.
    pub detail: Option<String>,
    /// Who.
    pub actor: Option<String>,
    /// The screening.
    pub screening: Option<ScreeningId>,
    /// The opportunity.
    pub opportunity: Option<OpportunityId>,
    /// The candidate's name.
    pub name: Option<String>,
}

/// Which entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventFilter {
    /// All.
    All,
    /// Decisions about people.
    Decisions,
    /// Changes to Lever and to the provider.
    Writes,
    /// What a person had to settle.
    Attention,
}

fn read(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        id: row.get("id")?,
        at: time(row, "at")?,
        kind: row.get("kind")?,
        text: row.get("text")?,
        detail: row.get("detail")?,
        actor: row.get("actor")?,
        screening: row.get::<_, Option<String>>("screening_id")?.map(ScreeningId::new),
        name: row.get("name")?,
    })
}

impl Tx<'_> {
    /// Adds an entry.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn add_event(&self, account: &AccountId, at: Timestamp, event: &NewEvent) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO event (account_id, at, kind, text, detail, actor, screening_id, opportunity_id, name)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute((
                account.as_str(),
                millis(at),
                event.kind,
                &event.text,
                &event.detail,
                &event.actor,
                event.screening.as_ref().map(ScreeningId::as_str),
                event.opportunity.as_ref().map(OpportunityId::as_str),
                &event.name,
            ))?;
        Ok(())
    }

    /// The timeline of a screening, oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn timeline(&self, screening: &ScreeningId) -> Result<Vec<EventRow>, StoreError> {
        let mut statement = self
            .sql
            .prepare_cached("SELECT * FROM event WHERE screening_id = ?1 ORDER BY at, id LIMIT 500")?;
        let rows = statement.query_map([screening.as_str()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A page of Activity, newest first, older than `before`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn events(
        &self,
        account: &AccountId,
        filter: EventFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<EventRow>, StoreError> {
        let kinds = match filter {
            EventFilter::All => "[]",
            EventFilter::Decisions => r#"["decided"]"#,
            EventFilter::Writes => r#"["wrote"]"#,
            EventFilter::Attention => r#"["attention","settled"]"#,
        };
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM event WHERE account_id = ?1 AND id < ?2
             AND (?3 = '[]' OR kind IN (SELECT value FROM json_each(?3))) ORDER BY id DESC LIMIT ?4",
        )?;
        let before = before.unwrap_or(i64::MAX);
        let rows = statement.query_map((account.as_str(), before, kinds, limit), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
