//! What the overview counts. Over two tables, because the time of the stage entry is the decision's.

use fulcrum_core::AccountId;
use fulcrum_core::assessment::Score;
use fulcrum_core::overview::Row as Invited;
use fulcrum_core::screening::State;
use fulcrum_core::time::from_millis;
use jiff::Timestamp;
use rusqlite::Row;

use crate::sql::{millis, unreadable};
use crate::{StoreError, Tx};

impl Tx<'_> {
    /// Shows every screening whose invitation left at `since` or later, one after the other and without
    /// copying their texts. There may be a hundred thousand.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_invited(
        &self,
        account: &AccountId,
        since: Option<Timestamp>,
        mut visit: impl FnMut(&Invited<'_>),
    ) -> Result<(), StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT posting_id, posting, invited_at, started_at, submitted_at, reviewed_at, state, score,
                 (SELECT max(entered_at) FROM decision WHERE decision.screening_id = screening.id)
             FROM screening WHERE account_id = ?1 AND invited_at >= ?2",
        )?;
        let mut rows = statement.query((account.as_str(), since.map_or(i64::MIN, millis)))?;
        while let Some(row) = rows.next()? {
            visit(&read(row)?);
        }
        Ok(())
    }

    /// Whether any invitation ever left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn anybody_was_invited(&self, account: &AccountId) -> Result<bool, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT 1 FROM screening WHERE account_id = ?1 AND invited_at IS NOT NULL LIMIT 1",
        )?;
        Ok(statement.exists([account.as_str()])?)
    }
}

/// By position: looking names up would be most of the work here.
fn read<'r>(row: &'r Row<'_>) -> rusqlite::Result<Invited<'r>> {
    let text = |column: usize| row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from);
    let at =
        |column: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.and_then(from_millis));
    let state = text(6)?.unwrap_or_default();
    Ok(Invited {
        posting_id: text(0)?,
        posting: text(1)?,
        invited_at: at(2)?.ok_or_else(|| unreadable("invited_at", &"out of range"))?,
        started_at: at(3)?,
        submitted_at: at(4)?,
        reviewed_at: at(5)?,
        state: State::parse(state).ok_or_else(|| unreadable("state", &state))?,
        score: row.get::<_, Option<u8>>(7)?.and_then(Score::new),
        entered_at: at(8)?,
    })
}
