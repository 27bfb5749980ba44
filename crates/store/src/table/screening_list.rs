//! Lists of screenings for the program itself: a page by key, and numbers by state. What a person filters
//! and orders is in `screening_table`.

use fulcrum_core::AccountId;
use fulcrum_core::screening::State;
use jiff::Timestamp;
use rusqlite::ToSql;

use crate::sql::{millis, to_json, unreadable};
use crate::table::screening::read;
use crate::{ScreeningRow, StoreError, Tx};

/// Which screenings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreeningFilter {
    /// All.
    All,
    /// In one of these states.
    States(&'static [State]),
}

/// A page of screenings, the last changed first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningPage {
    /// The rows.
    pub rows: Vec<ScreeningRow>,
    /// The key of the last row, if there may be more.
    pub next: Option<(Timestamp, i64)>,
}

impl Tx<'_> {
    /// A page by key, the last changed first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screenings(
        &self,
        account: &AccountId,
        filter: ScreeningFilter,
        after: Option<(Timestamp, i64)>,
        limit: u32,
    ) -> Result<ScreeningPage, StoreError> {
        let (changed, number) = after.map_or((i64::MAX, i64::MAX), |(at, number)| (millis(at), number));
        let (account, more) = (account.as_str(), limit + 1);
        let mut values: Vec<(&str, &dyn ToSql)> =
            vec![(":account", &account), (":changed", &changed), (":number", &number), (":limit", &more)];
        let (chosen, states) = match filter {
            ScreeningFilter::All => ("", String::new()),
            ScreeningFilter::States(states) => {
                let names: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
                ("AND state IN (SELECT value FROM json_each(:states))", to_json(&names)?)
            }
        };
        if !chosen.is_empty() {
            values.push((":states", &states));
        }
        let text = format!(
            "SELECT * FROM screening WHERE account_id = :account AND (changed_at, number) < (:changed, :number)
             {chosen} ORDER BY changed_at DESC, number DESC LIMIT :limit"
        );
        let mut statement = self.sql.prepare_cached(&text)?;
        let rows = statement.query_map(values.as_slice(), read)?;
        let mut rows: Vec<ScreeningRow> = rows.collect::<rusqlite::Result<_>>()?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(|row| (row.changed_at, row.number));
        Ok(ScreeningPage { rows, next })
    }

    /// How many screenings are in each state.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_by_state(&self, account: &AccountId) -> Result<Vec<(State, u32)>, StoreError> {
        let mut statement = self
            .sql
            .prepare_cached("SELECT state, count(*) FROM screening WHERE account_id = ?1 GROUP BY state")?;
        let rows = statement.query_map([account.as_str()], |row| {
            let state: String = row.get(0)?;
            Ok((State::parse(&state).ok_or_else(|| unreadable("state", &state))?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
