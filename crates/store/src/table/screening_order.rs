//! By what the table of screenings is ordered, and where a page of it ended.

use fulcrum_core::AccountId;
use fulcrum_core::screening::State;
use serde::{Deserialize, Serialize};

use crate::sql::millis;
use crate::{ScreeningRow, StoreError, Tx};

/// By what the rows are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TableOrder {
    /// The last change.
    #[default]
    Changed,
    /// Name, whatever the case.
    Name,
    /// Posting's title.
    Posting,
    /// Stages as Lever has them, those it does not have any more, then none; of each, the last changed first.
    Stage,
    /// Assessment's name.
    Assessment,
    /// States from held to failed; of each, the last changed first.
    State,
    /// Score; rows without one count as 0.
    Score,
    /// When the invitation left; rows without one count as the earliest.
    Invited,
}

/// In which direction the rows are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TableSort {
    /// By what.
    pub by: TableOrder,
    /// From large to small, or from the last stage or state to the first.
    pub descending: bool,
    /// From the last row to the first, exactly in reverse.
    pub from_end: bool,
}

/// Where a page ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TableKey {
    /// A time or a score, and the row's number.
    Number(i64, i64),
    /// A text, and the row's number.
    Text(String, i64),
    /// A state or a stage, when the row changed, and its number.
    Group(String, i64, i64),
}

impl TableOrder {
    /// The ordered expression, exactly as its index has it; `None` if the rows stand in groups.
    pub(super) fn expression(self) -> Option<&'static str> {
        Some(match self {
            Self::Changed => "changed_at",
            Self::Name => "name COLLATE NOCASE",
            Self::Posting => "coalesce(posting, '') COLLATE NOCASE",
            Self::Assessment => "assessment COLLATE NOCASE",
            Self::Score => "coalesce(score, 0)",
            Self::Invited => "coalesce(invited_at, 0)",
            Self::Stage | Self::State => return None,
        })
    }

    pub(super) fn key(self, row: &ScreeningRow) -> TableKey {
        let number = row.number;
        let group = |group: &str| TableKey::Group(group.to_owned(), millis(row.changed_at), number);
        match self {
            Self::Changed => TableKey::Number(millis(row.changed_at), number),
            Self::Name => TableKey::Text(row.name.clone(), number),
            Self::Posting => TableKey::Text(row.posting.clone().unwrap_or_default(), number),
            Self::Stage => group(row.stage_id.as_ref().map_or("", |stage| stage.as_str())),
            Self::Assessment => TableKey::Text(row.assessment.clone(), number),
            Self::State => group(row.state.as_str()),
            Self::Score => TableKey::Number(row.score.map_or(0, |score| score.get().into()), number),
            Self::Invited => TableKey::Number(row.invited_at.map_or(0, millis), number),
        }
    }
}

impl Tx<'_> {
    /// What the rows are grouped by, in order.
    pub(super) fn groups(&self, account: &AccountId, order: TableOrder) -> Result<Vec<String>, StoreError> {
        if order != TableOrder::Stage {
            return Ok(State::ALL.iter().map(|state| state.as_str().to_owned()).collect());
        }
        // From one to the next in the index: nobody's row is looked at.
        let mut statement = self.sql.prepare_cached(
            "WITH RECURSIVE held (stage) AS (
                 SELECT min(coalesce(stage_id, '')) FROM screening WHERE account_id = ?1
                 UNION ALL
                 SELECT (SELECT min(coalesce(stage_id, '')) FROM screening
                         WHERE account_id = ?1 AND coalesce(stage_id, '') > held.stage)
                 FROM held WHERE held.stage IS NOT NULL
             )
             SELECT stage FROM held LEFT JOIN lever_stage l ON l.account_id = ?1 AND l.id = stage
             WHERE stage IS NOT NULL ORDER BY stage = '', l.position IS NULL, l.position, stage",
        )?;
        let stages = statement.query_map([account.as_str()], |row| row.get(0))?;
        Ok(stages.collect::<rusqlite::Result<_>>()?)
    }
}
