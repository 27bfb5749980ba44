use fulcrum_core::AccountId;
use fulcrum_core::time::from_millis;
use jiff::Timestamp;
use rusqlite::OptionalExtension as _;

use crate::sql::millis;
use crate::{StoreError, Tx};

impl Tx<'_> {
    /// How far a pass has committed, in Lever's clock.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn watermark(&self, account: &AccountId, pass: &str) -> Result<Option<Timestamp>, StoreError> {
        let at: Option<i64> = self
            .sql
            .query_row(
                "SELECT at FROM watermark WHERE account_id = ?1 AND pass = ?2",
                (account.as_str(), pass),
                |row| row.get(0),
            )
            .optional()?;
        Ok(at.and_then(from_millis))
    }

    /// Moves it forward; never back.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn move_watermark(&self, account: &AccountId, pass: &str, at: Timestamp) -> Result<(), StoreError> {
        self.sql.execute(
            "INSERT INTO watermark (account_id, pass, at) VALUES (?1, ?2, ?3)
             ON CONFLICT (account_id, pass) DO UPDATE SET at = max(at, excluded.at)",
            (account.as_str(), pass, millis(at)),
        )?;
        Ok(())
    }
}
