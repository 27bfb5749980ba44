//! Lists of screenings: a page by key with filter and search, and numbers by state.

use fulcrum_core::AccountId;
use fulcrum_core::screening::State;
use jiff::Timestamp;
use rusqlite::ToSql;

use crate::sql::{millis, prefix_query, to_json, unreadable};
use crate::table::screening::read;
use crate::{ScreeningRow, StoreError, Tx};

/// Which screenings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScreeningFilter {
    /// All.
    All,
    /// In one of these states.
    States(&'static [State]),
    /// With open attention.
    Attention,
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
        search: &str,
        after: Option<(Timestamp, i64)>,
        limit: u32,
    ) -> Result<ScreeningPage, StoreError> {
        let (changed, number) = after.map_or((i64::MAX, i64::MAX), |(at, number)| (millis(at), number));
        let words = prefix_query(search);
        if words.is_none() && !search.trim().is_empty() {
            return Ok(ScreeningPage { rows: Vec::new(), next: None });
        }
        let states = match filter {
            ScreeningFilter::States(states) => states.iter().map(|state| state.as_str()).collect(),
            ScreeningFilter::All | ScreeningFilter::Attention => Vec::new(),
        };
        let chosen = match filter {
            ScreeningFilter::All => "",
            ScreeningFilter::States(_) => "AND state IN (SELECT value FROM json_each(:states))",
            ScreeningFilter::Attention => {
                "AND id IN (SELECT screening_id FROM attention WHERE settled_at IS NULL)"
            }
        };
        let searched = match words {
            None => "",
            Some(_) => {
                "AND number IN (SELECT rowid FROM screening_search WHERE screening_search MATCH :words)"
            }
        };
        let text = format!(
            "SELECT * FROM screening WHERE account_id = :account AND (changed_at, number) < (:changed, :number)
             {chosen} {searched} ORDER BY changed_at DESC, number DESC LIMIT :limit"
        );
        let states = to_json(&states)?;
        let mut values: Vec<(&str, &dyn ToSql)> = Vec::new();
        let account = account.as_str();
        let more = limit + 1;
        values.extend([
            (":account", &account as &dyn ToSql),
            (":changed", &changed),
            (":number", &number),
            (":limit", &more),
        ]);
        if matches!(filter, ScreeningFilter::States(_)) {
            values.push((":states", &states));
        }
        if let Some(words) = &words {
            values.push((":words", words));
        }
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
