//! Lists of screenings for the program itself: a page by key, and numbers by state. What a person filters
//! and orders is in `screening_table`.

use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, PostingId, ScreeningId};
use jiff::Timestamp;

use crate::sql::{millis, unreadable};
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

/// An invitation whose candidate may answer, as far as asking the provider needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Grows with every screening.
    pub number: i64,
    /// Id.
    pub id: ScreeningId,
    /// The provider's id.
    pub provider_ref: String,
    /// Where it is.
    pub state: State,
    /// Questions answered so far.
    pub answered: u32,
}

impl Tx<'_> {
    /// Open invitations that left by mail before `before` and of which somebody may be reminded, with a
    /// number above `after`, in order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn to_remind(
        &self,
        account: &AccountId,
        before: Timestamp,
        after: i64,
        limit: u32,
    ) -> Result<Vec<ScreeningRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM screening WHERE account_id = ?1 AND number > ?2 AND state IN ('invited', 'started')
                 AND provider_ref IS NOT NULL AND mail_state = 'sent' AND NOT reminders_stopped
                 AND invited_at <= ?3 ORDER BY number LIMIT ?4",
        )?;
        let rows = statement.query_map((account.as_str(), after, millis(before), limit), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Open screenings of a posting.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_of_posting(
        &self,
        account: &AccountId,
        posting: &PostingId,
    ) -> Result<Vec<ScreeningRow>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT * FROM screening WHERE account_id = ?1 AND posting_id = ?2
                 AND state IN ('held', 'inviting', 'invited', 'started') ORDER BY number",
        )?;
        let rows = statement.query_map((account.as_str(), posting.as_str()), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Invitations whose candidates may answer, in the order in which they came, after a number.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn followed(&self, account: &AccountId, after: i64, limit: u32) -> Result<Vec<Followed>, StoreError> {
        let mut statement = self.sql.prepare_cached(
            "SELECT number, id, provider_ref, state, answered FROM screening
             WHERE account_id = ?1 AND state IN ('invited', 'started') AND provider_ref IS NOT NULL
               AND number > ?2
             ORDER BY number LIMIT ?3",
        )?;
        let rows = statement.query_map((account.as_str(), after, limit), |row| {
            let state: String = row.get(3)?;
            Ok(Followed {
                number: row.get(0)?,
                id: ScreeningId::new(row.get::<_, String>(1)?),
                provider_ref: row.get(2)?,
                state: State::parse(&state).ok_or_else(|| unreadable("state", &state))?,
                answered: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

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
        let more = limit.saturating_add(1);
        let page = |state: Option<State>| -> Result<Vec<ScreeningRow>, StoreError> {
            let chosen = if state.is_some() { "AND state = ?5" } else { "" };
            let text = format!(
                "SELECT * FROM screening WHERE account_id = ?1 AND (changed_at, number) < (?2, ?3) {chosen}
                 ORDER BY changed_at DESC, number DESC LIMIT ?4"
            );
            let mut statement = self.sql.prepare_cached(&text)?;
            let key = (account.as_str(), changed, number, more);
            let rows = match state {
                Some(state) => statement.query_map((key.0, key.1, key.2, key.3, state.as_str()), read)?,
                None => statement.query_map(key, read)?,
            };
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let mut rows = match filter {
            ScreeningFilter::All => page(None)?,
            // One look into the index for each: all at once would walk through everybody to find a few.
            ScreeningFilter::States(states) => {
                let mut rows = Vec::new();
                for state in states {
                    rows.extend(page(Some(*state))?);
                }
                rows.sort_by_key(|row| std::cmp::Reverse((row.changed_at, row.number)));
                rows
            }
        };
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
            .prepare_cached("SELECT state, count FROM screening_count WHERE account_id = ?1 AND count > 0")?;
        let rows = statement.query_map([account.as_str()], |row| {
            let state: String = row.get(0)?;
            Ok((State::parse(&state).ok_or_else(|| unreadable("state", &state))?, row.get(1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
