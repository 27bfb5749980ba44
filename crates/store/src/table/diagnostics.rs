//! What is said about the file itself.

use fulcrum_core::AccountId;
use fulcrum_core::time::from_millis;
use jiff::Timestamp;

use crate::{StoreError, Tx};

/// Rows of an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Screenings.
    pub screenings: u32,
    /// Decisions.
    pub decisions: u32,
    /// The outbox, with what is done.
    pub effects: u32,
    /// Activity.
    pub events: u32,
    /// The directory.
    pub people: u32,
}

impl Tx<'_> {
    /// The version of the schema.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn schema_version(&self) -> Result<u32, StoreError> {
        let sql = "SELECT max(version) FROM refinery_schema_history";
        Ok(self.sql.query_row(sql, [], |row| row.get(0))?)
    }

    /// How many rows an account has.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_rows(&self, account: &AccountId) -> Result<RowCounts, StoreError> {
        let count = |table: &str| -> Result<u32, StoreError> {
            let sql = format!("SELECT count(*) FROM {table} WHERE account_id = ?1");
            Ok(self.sql.query_row(&sql, [account.as_str()], |row| row.get(0))?)
        };
        Ok(RowCounts {
            screenings: count("screening")?,
            decisions: count("decision")?,
            effects: count("effect")?,
            events: count("event")?,
            people: count("person")?,
        })
    }

    /// How far every pass has committed, in Lever's clock, by name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn watermarks(&self, account: &AccountId) -> Result<Vec<(String, Timestamp)>, StoreError> {
        let mut statement =
            self.sql.prepare_cached("SELECT pass, at FROM watermark WHERE account_id = ?1 ORDER BY pass")?;
        let rows = statement.query_map([account.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(String, i64)> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(rows.into_iter().filter_map(|(pass, at)| Some((pass, from_millis(at)?))).collect())
    }
}
