//! Activity: everything that happened, newest first, narrowed down.

use std::collections::BTreeMap;

use fulcrum_core::AccountId;
use jiff::Timestamp;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use crate::sql::{millis, prefix_query};
use crate::table::event;
use crate::{EffectState, EventRow, StoreError, Tx};

/// Which entries; what is empty narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventFilter {
    /// Of these kinds.
    pub kinds: &'static [&'static str],
    /// Writes that stand like this.
    pub writes: &'static [EffectState],
    /// Of these actors; an empty text stands for none.
    pub actors: Vec<String>,
    /// Words of the name, the sentence or its details, from their beginnings.
    pub search: String,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

/// So many are chosen from.
const MOST_ACTORS: u32 = 200;

/// The place of an entry in the order: a page begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventKey {
    at: i64,
    id: i64,
}

impl EventKey {
    /// The place of `row`.
    #[must_use]
    pub fn of(row: &EventRow) -> Self {
        Self { at: millis(row.at), id: row.id }
    }
}

/// How many entries there are, by kind and by where writes stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventCounts {
    /// By kind.
    pub kinds: BTreeMap<String, u32>,
    /// Writes of every kind by where they stand.
    pub writes: BTreeMap<&'static str, u32>,
}

struct Where {
    sql: String,
    values: Vec<Value>,
}

impl Where {
    fn of(account: &AccountId, filter: &EventFilter, after: Option<EventKey>) -> Self {
        let mut this =
            Self { sql: "account_id = ?".to_owned(), values: vec![account.as_str().to_owned().into()] };
        // A row value alone is not enough for the planner to begin in the middle of the index.
        if let Some(key) = after {
            this.and("at <= ? AND (at, id) < (?, ?)", [key.at.into(), key.at.into(), key.id.into()]);
        }
        if let Some(from) = filter.from {
            this.and("at >= ?", [millis(from).into()]);
        }
        if let Some(to) = filter.to {
            this.and("at < ?", [millis(to).into()]);
        }
        this.one_of("kind", filter.kinds.iter().copied());
        this.one_of("write_state", filter.writes.iter().map(|state| state.as_str()));
        if !filter.actors.is_empty() {
            let marks = vec!["?"; filter.actors.len()].join(", ");
            this.and(
                &format!("coalesce(actor, '') IN ({marks})"),
                filter.actors.iter().cloned().map(Value::from),
            );
        }
        if !filter.search.trim().is_empty() {
            // What holds no letter is found nowhere.
            let query = prefix_query(&filter.search).unwrap_or_else(|| "\"\"".to_owned());
            this.and("id IN (SELECT rowid FROM event_search WHERE event_search MATCH ?)", [query.into()]);
        }
        this
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }

    fn one_of(&mut self, column: &str, names: impl ExactSizeIterator<Item = &'static str>) {
        if names.len() > 0 {
            let marks = vec!["?"; names.len()].join(", ");
            self.and(&format!("{column} IN ({marks})"), names.map(|name| Value::from(name.to_owned())));
        }
    }
}

impl Tx<'_> {
    /// A page of Activity, newest first, after `after`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn events(
        &self,
        account: &AccountId,
        filter: &EventFilter,
        after: Option<EventKey>,
        limit: u32,
    ) -> Result<Vec<EventRow>, StoreError> {
        let Where { sql, values } = Where::of(account, filter, after);
        let mut statement = self.sql.prepare_cached(&format!(
            "SELECT * FROM event INDEXED BY event_by_time WHERE {sql} ORDER BY at DESC, id DESC LIMIT {limit}"
        ))?;
        let rows = statement.query_map(params_from_iter(values), event::read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Counts what the search and the time leave, whatever kinds and states were chosen.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_events(&self, account: &AccountId, filter: &EventFilter) -> Result<EventCounts, StoreError> {
        let every = EventFilter { kinds: &[], writes: &[], ..filter.clone() };
        let Where { sql, values } = Where::of(account, &every, None);
        let mut statement = self.sql.prepare_cached(&format!(
            "SELECT kind, write_state, count(*) FROM event INDEXED BY event_by_time WHERE {sql} GROUP BY kind, write_state"
        ))?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut counts = EventCounts::default();
        while let Some(row) = rows.next()? {
            let (kind, state, count): (String, Option<String>, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            *counts.kinds.entry(kind).or_default() += count;
            if let Some(state) = state.as_deref().and_then(EffectState::named) {
                *counts.writes.entry(state.as_str()).or_default() += count;
            }
        }
        Ok(counts)
    }

    /// Who did something, with the number of their entries under the filter, whoever was chosen; an empty text
    /// stands for nobody. The most first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn event_actors(
        &self,
        account: &AccountId,
        filter: &EventFilter,
    ) -> Result<Vec<(String, u32)>, StoreError> {
        let everybody = EventFilter { actors: Vec::new(), ..filter.clone() };
        let Where { sql, values } = Where::of(account, &everybody, None);
        let mut statement = self.sql.prepare_cached(&format!(
            "SELECT coalesce(actor, '') AS who, count(*) AS entries FROM event INDEXED BY event_by_time WHERE {sql} \
             GROUP BY who ORDER BY entries DESC, who LIMIT {MOST_ACTORS}"
        ))?;
        let rows = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Shows each entry to `look`, newest first, without keeping them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn each_event(
        &self,
        account: &AccountId,
        filter: &EventFilter,
        mut look: impl FnMut(EventRow),
    ) -> Result<(), StoreError> {
        let Where { sql, values } = Where::of(account, filter, None);
        let mut statement = self.sql.prepare(&format!(
            "SELECT * FROM event INDEXED BY event_by_time WHERE {sql} ORDER BY at DESC, id DESC"
        ))?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            look(event::read(row)?);
        }
        Ok(())
    }
}
