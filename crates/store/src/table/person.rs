//! The directory of active opportunities, for the search by name.

use fulcrum_core::{AccountId, ContactId, OpportunityId, PostingId, StageId};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row};

use crate::sql::{millis, prefix_query};
use crate::{StoreError, Tx};

/// Somebody in the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// The opportunity.
    pub opportunity: OpportunityId,
    /// Whose it is.
    pub contact: Option<ContactId>,
    /// Name.
    pub name: String,
    /// Addresses, separated by spaces.
    pub emails: String,
    /// The posting.
    pub posting: Option<PostingId>,
    /// The stage.
    pub stage: StageId,
}

fn read(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        opportunity: OpportunityId::new(row.get::<_, String>("opportunity_id")?),
        contact: row.get::<_, Option<String>>("contact_id")?.map(ContactId::new),
        name: row.get("name")?,
        emails: row.get("emails")?,
        posting: row.get::<_, Option<String>>("posting_id")?.map(PostingId::new),
        stage: StageId::new(row.get::<_, String>("stage_id")?),
    })
}

impl Tx<'_> {
    /// Adds or updates somebody.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn save_person(
        &self,
        account: &AccountId,
        person: &PersonRow,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.sql
            .prepare_cached(
                "INSERT INTO person (account_id, opportunity_id, name, emails, posting_id, stage_id, seen_at, contact_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (account_id, opportunity_id) DO UPDATE SET
                     name = excluded.name, emails = excluded.emails, posting_id = excluded.posting_id,
                     stage_id = excluded.stage_id, seen_at = excluded.seen_at, contact_id = excluded.contact_id",
            )?
            .execute((
                account.as_str(),
                person.opportunity.as_str(),
                &person.name,
                &person.emails,
                person.posting.as_ref().map(PostingId::as_str),
                person.stage.as_str(),
                millis(now),
                person.contact.as_ref().map(ContactId::as_str),
            ))?;
        Ok(())
    }

    /// Active opportunities of one contact, at most 20.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn opportunities_of(
        &self,
        account: &AccountId,
        contact: &ContactId,
    ) -> Result<Vec<PersonRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM person WHERE account_id = ?1 AND contact_id = ?2 ORDER BY number LIMIT 20",
        )?;
        let rows = statement.query_map((account.as_str(), contact.as_str()), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whoever was added last with a posting, else whoever was added last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn last_person(&self, account: &AccountId) -> Result<Option<PersonRow>, StoreError> {
        let mut found = None;
        for posting in ["posting_id IS NOT NULL", "true"] {
            // By an index, SQLite would read everybody of the account to find the last one.
            let text = format!(
                "SELECT * FROM person NOT INDEXED WHERE account_id = ?1 AND name <> '' AND {posting}
                 ORDER BY number DESC LIMIT 1"
            );
            found = self.sql.query_row(&text, [account.as_str()], read).optional()?;
            if found.is_some() {
                break;
            }
        }
        Ok(found)
    }

    /// Removes somebody who is no longer active.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forget_person(&self, account: &AccountId, opportunity: &OpportunityId) -> Result<(), StoreError> {
        self.sql.execute(
            "DELETE FROM person WHERE account_id = ?1 AND opportunity_id = ?2",
            (account.as_str(), opportunity.as_str()),
        )?;
        Ok(())
    }

    /// Removes everybody who was not seen since `since`; all of them if that is far ahead.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn forget_people_before(&self, account: &AccountId, since: Timestamp) -> Result<(), StoreError> {
        self.sql.execute(
            "DELETE FROM person WHERE account_id = ?1 AND seen_at < ?2",
            (account.as_str(), millis(since)),
        )?;
        Ok(())
    }

    /// How many there are.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_people(&self, account: &AccountId) -> Result<u32, StoreError> {
        let count = self.sql.query_row(
            "SELECT count(*) FROM person WHERE account_id = ?1",
            [account.as_str()],
            |row| row.get(0),
        )?;
        Ok(count)
    }

    /// People whose name or address has words that begin like the typed ones, at most 20: first who has an
    /// address, then whose name begins so, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn find_people(&self, account: &AccountId, typed: &str) -> Result<Vec<PersonRow>, StoreError> {
        let Some(query) = prefix_query(typed) else { return Ok(Vec::new()) };
        let mut statement = self.sql.prepare_cached(
            // Two letters may be the beginning of everybody: not more are looked at than can be put in order at once.
            "SELECT person.* FROM (SELECT rowid FROM person_search WHERE person_search MATCH ?2 LIMIT 2000) AS found
             JOIN person ON person.number = found.rowid WHERE account_id = ?1
             ORDER BY emails = '', name NOT LIKE ?3 || '%', name COLLATE NOCASE, number LIMIT 20",
        )?;
        let begins = typed.trim().replace(['%', '_'], "");
        let rows = statement.query_map((account.as_str(), query, begins), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
