//! The table of screenings: a page by key, and how many rows each choice holds.

use std::collections::BTreeMap;

use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, reference};
use jiff::Timestamp;
use rusqlite::types::Value;

use crate::sql::{millis, prefix_query, to_json};
use crate::table::screening::read;
use crate::table::screening_filter::{Conditions, Dimension, NOT_SENT, TableFilter};
use crate::table::screening_order::{TableKey, TableOrder, TableSort};
use crate::{ScreeningRow, StoreError, Tx};

/// A page of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePage {
    /// The rows.
    pub rows: Vec<ScreeningRow>,
    /// The key of the last row, if there are more.
    pub next: Option<TableKey>,
}

/// What could be chosen, with how many rows each choice holds under the other filters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableChoices {
    /// By state.
    pub states: BTreeMap<String, u32>,
    /// Posting ids with titles.
    pub postings: Vec<TableChoice>,
    /// Stage ids with texts.
    pub stages: Vec<TableChoice>,
    /// Assessment ids with names.
    pub assessments: Vec<TableChoice>,
    /// User ids of owners with names.
    pub owners: Vec<TableChoice>,
    /// Scores as texts; empty for none.
    pub scores: Vec<TableChoice>,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableChoice {
    /// What to put into the filter; empty for none.
    pub value: String,
    /// What it is called; empty for none.
    pub label: String,
    /// Rows.
    pub count: u32,
}

/// A time that rows are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableTime {
    /// When a row changed last.
    Changed,
    /// When the invitation left.
    Invited,
}

impl Tx<'_> {
    /// A page by key.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screening_table(
        &self,
        account: &AccountId,
        filter: &TableFilter,
        sort: TableSort,
        after: Option<&TableKey>,
        limit: u32,
    ) -> Result<TablePage, StoreError> {
        let Some(expression) = sort.by.expression() else {
            return self.grouped_table(account, filter, sort, after, limit);
        };
        let descending = sort.descending != sort.from_end;
        let Some(mut conditions) = Conditions::of(account, filter, None)? else {
            return Ok(TablePage { rows: Vec::new(), next: None });
        };
        let direction = if descending { "DESC" } else { "ASC" };
        if let Some(after) = after {
            let than = if descending { "<" } else { ">" };
            conditions.and(&format!("({expression}, number) {than} (:key, :number)"));
            let (key, number) = match after {
                TableKey::Number(key, number) => (Value::from(*key), *number),
                TableKey::Text(key, number) | TableKey::Group(key, _, number) => {
                    (Value::from(key.clone()), *number)
                }
            };
            conditions.values.extend([(":key", key), (":number", Value::from(number))]);
        }
        conditions.values.push((":limit", Value::from(i64::from(limit) + 1)));
        let text = format!(
            "SELECT * FROM screening WHERE {} ORDER BY {expression} {direction}, number {direction} LIMIT :limit",
            conditions.text
        );
        let mut statement = self.sql.prepare_cached(&text)?;
        let rows = statement.query_map(conditions.parameters().as_slice(), read)?;
        Ok(page(rows.collect::<rusqlite::Result<_>>()?, sort.by, limit))
    }

    /// The same one group after the other: an index finds each, where one query would sort everybody.
    fn grouped_table(
        &self,
        account: &AccountId,
        filter: &TableFilter,
        sort: TableSort,
        after: Option<&TableKey>,
        limit: u32,
    ) -> Result<TablePage, StoreError> {
        let (dimension, chosen) = match sort.by {
            TableOrder::Stage => (Dimension::Stage, filter.stages.clone()),
            _ => (Dimension::State, filter.states.iter().map(|state| state.as_str().to_owned()).collect()),
        };
        let mut groups = self.groups(account, sort.by)?;
        if sort.descending != sort.from_end {
            groups.reverse();
        }
        let (than, direction) = if sort.from_end { (">", "ASC") } else { ("<", "DESC") };
        let mut left: Option<(i64, i64)> = None;
        if let Some(TableKey::Group(group, at, number)) = after {
            let place = groups.iter().position(|known| known == group);
            groups.drain(..place.unwrap_or(groups.len()));
            left = Some((*at, *number));
        }
        groups.retain(|group| chosen.is_empty() || chosen.contains(group));
        let mut rows = Vec::new();
        for group in groups {
            let Some(mut conditions) = Conditions::of(account, filter, Some(dimension))? else { break };
            conditions.and(&format!("{} = :group", dimension.value()));
            conditions.values.push((":group", Value::from(group)));
            if let Some((at, number)) = left.take() {
                conditions.and(&format!("(changed_at, number) {than} (:at, :number)"));
                conditions.values.extend([(":at", Value::from(at)), (":number", Value::from(number))]);
            }
            let wanted = i64::from(limit) + 1 - i64::try_from(rows.len()).unwrap_or(i64::MAX);
            conditions.values.push((":limit", Value::from(wanted)));
            let text = format!(
                "SELECT * FROM screening WHERE {} ORDER BY changed_at {direction}, number {direction} LIMIT :limit",
                conditions.text
            );
            let mut statement = self.sql.prepare_cached(&text)?;
            for row in statement.query_map(conditions.parameters().as_slice(), read)? {
                rows.push(row?);
            }
            if rows.len() > usize::try_from(limit).unwrap_or(usize::MAX) {
                break;
            }
        }
        Ok(page(rows, sort.by, limit))
    }

    /// How many rows the filter holds.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_screening_table(
        &self,
        account: &AccountId,
        filter: &TableFilter,
    ) -> Result<u32, StoreError> {
        let Some(conditions) = Conditions::of(account, filter, None)? else { return Ok(0) };
        let by_words_alone =
            TableFilter { search: filter.search.clone(), ..TableFilter::default() } == *filter;
        if by_words_alone && let Some(count) = self.count_by_words(account, &filter.search)? {
            return Ok(count);
        }
        if *filter == (TableFilter { not_sent: Some(false), ..TableFilter::default() }) {
            let all: u32 = self.count_by_state(account)?.into_iter().map(|(_, count)| count).sum();
            return Ok(all.saturating_sub(self.count_not_sent(account)?));
        }
        let text = format!("SELECT count(*) FROM screening WHERE {}", conditions.text);
        let mut statement = self.sql.prepare_cached(&text)?;
        Ok(statement.query_row(conditions.parameters().as_slice(), |row| row.get(0))?)
    }

    /// How many invitations were called back before they left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn count_not_sent(&self, account: &AccountId) -> Result<u32, StoreError> {
        // Without statistics the planner would look at the row of everybody who was called off.
        let text = format!(
            "SELECT count(*) FROM screening INDEXED BY screening_not_sent WHERE account_id = ?1 AND {NOT_SENT}"
        );
        Ok(self.sql.prepare_cached(&text)?.query_row([account.as_str()], |row| row.get(0))?)
    }

    /// The same without a look at a single row, which takes longer than the page itself: while somebody
    /// types, every letter is answered. `None` if the words are found at another account, too, or may be a reference.
    fn count_by_words(&self, account: &AccountId, typed: &str) -> Result<Option<u32>, StoreError> {
        let Some(words) = prefix_query(typed) else {
            return Ok(Some(self.count_by_state(account)?.into_iter().map(|(_, count)| count).sum()));
        };
        if reference::typed(typed).is_some() {
            return Ok(None);
        }
        let mut others = self.sql.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM screening_count WHERE account_id <> ?1 AND count > 0)",
        )?;
        if others.query_row([account.as_str()], |row| row.get(0))? {
            return Ok(None);
        }
        let mut found = self
            .sql
            .prepare_cached("SELECT count(*) FROM screening_search WHERE screening_search MATCH ?1")?;
        Ok(Some(found.query_row([words], |row| row.get(0))?))
    }

    /// How many rows of each state the filter holds, whatever states, attention or moves it asks for, and
    /// whether they left.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screening_table_states(
        &self,
        account: &AccountId,
        filter: &TableFilter,
    ) -> Result<Vec<(State, u32)>, StoreError> {
        let filter = TableFilter { attention: false, moves: false, not_sent: None, ..filter.clone() };
        let found = self.choices(account, &filter, Dimension::State)?;
        Ok(found.into_iter().filter_map(|one| Some((State::parse(&one.value)?, one.count))).collect())
    }

    /// What could be chosen under this filter, each column as if nothing were chosen in it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screening_table_choices(
        &self,
        account: &AccountId,
        filter: &TableFilter,
    ) -> Result<TableChoices, StoreError> {
        let choices = |dimension| self.choices(account, filter, dimension);
        let states = choices(Dimension::State)?;
        Ok(TableChoices {
            states: states.into_iter().map(|choice| (choice.value, choice.count)).collect(),
            postings: choices(Dimension::Posting)?,
            stages: choices(Dimension::Stage)?,
            assessments: choices(Dimension::Assessment)?,
            owners: choices(Dimension::Owner)?,
            scores: choices(Dimension::Score)?,
        })
    }

    /// How many rows are of each of these times or later under this filter, whatever it says about such times, in
    /// their order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn screening_table_since(
        &self,
        account: &AccountId,
        filter: &TableFilter,
        by: TableTime,
        times: &[Timestamp],
    ) -> Result<Vec<u32>, StoreError> {
        if times.is_empty() {
            return Ok(Vec::new());
        }
        let (column, filter) = match by {
            TableTime::Changed => {
                ("changed_at", TableFilter { changed_from: None, changed_to: None, ..filter.clone() })
            }
            TableTime::Invited => {
                ("invited_at", TableFilter { invited_from: None, invited_to: None, ..filter.clone() })
            }
        };
        let Some(mut conditions) = Conditions::of(account, &filter, None)? else {
            return Ok(vec![0; times.len()]);
        };
        // One look at the rows counts for all times.
        let at = |place: usize| format!("coalesce(sum({column} >= json_extract(:times, '$[{place}]')), 0)");
        let counts: Vec<String> = (0..times.len()).map(at).collect();
        let times: Vec<i64> = times.iter().copied().map(millis).collect();
        conditions.values.push((":times", Value::from(to_json(&times)?)));
        let text = format!("SELECT {} FROM screening WHERE {}", counts.join(", "), conditions.text);
        let mut statement = self.sql.prepare_cached(&text)?;
        let read = |row: &rusqlite::Row<'_>| (0..times.len()).map(|place| row.get(place)).collect();
        Ok(statement.query_row(conditions.parameters().as_slice(), read)?)
    }

    fn choices(
        &self,
        account: &AccountId,
        filter: &TableFilter,
        dimension: Dimension,
    ) -> Result<Vec<TableChoice>, StoreError> {
        let Some(conditions) = Conditions::of(account, filter, Some(dimension))? else {
            return Ok(Vec::new());
        };
        let (value, label) = (dimension.value(), dimension.label());
        let text = format!(
            "SELECT CAST({value} AS TEXT) AS value, CAST({label} AS TEXT) AS label, count(*) AS count
             FROM screening WHERE {} GROUP BY {value} ORDER BY label COLLATE NOCASE, value",
            conditions.text
        );
        let mut statement = self.sql.prepare_cached(&text)?;
        let rows = statement.query_map(conditions.parameters().as_slice(), |row| {
            Ok(TableChoice { value: row.get("value")?, label: row.get("label")?, count: row.get("count")? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn page(mut rows: Vec<ScreeningRow>, order: TableOrder, limit: u32) -> TablePage {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| order.key(row));
    TablePage { rows, next }
}
