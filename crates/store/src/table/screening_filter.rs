//! Which rows the table of screenings shows, as conditions of a query.

use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, reference};
use jiff::Timestamp;
use rusqlite::types::Value;

use crate::StoreError;
use crate::sql::{millis, prefix_query, to_json};

/// What the rows have in common. Values of one field are alternatives, fields must all hold; an empty
/// field asks for nothing. An empty text stands for none: no posting, no owner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableFilter {
    /// Words that begin a word of the name, address, posting or tags; or the beginning of the reference.
    pub search: String,
    /// States.
    pub states: Vec<State>,
    /// Only with open attention.
    pub attention: bool,
    /// Only with a move that waits for a person.
    pub moves: bool,
    /// Only invitations that were called back before they left, or only all others.
    pub not_sent: Option<bool>,
    /// Posting ids.
    pub postings: Vec<String>,
    /// Stage ids.
    pub stages: Vec<String>,
    /// Assessment ids.
    pub assessments: Vec<String>,
    /// User ids of owners.
    pub owners: Vec<String>,
    /// Scores, 1-4; 0 stands for none.
    pub scores: Vec<u8>,
    /// Changed at or after.
    pub changed_from: Option<Timestamp>,
    /// Changed before.
    pub changed_to: Option<Timestamp>,
    /// The invitation left at or after.
    pub invited_from: Option<Timestamp>,
    /// The invitation left before.
    pub invited_to: Option<Timestamp>,
}

/// Exactly as its index has it.
pub(super) const NOT_SENT: &str = "state = 'cancelled' AND invited_at IS NULL";

/// A column that is chosen from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dimension {
    State,
    Posting,
    Stage,
    Assessment,
    Owner,
    Score,
}

impl Dimension {
    pub(super) fn value(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Posting => "coalesce(posting_id, '')",
            Self::Stage => "coalesce(stage_id, '')",
            Self::Assessment => "assessment_id",
            Self::Owner => "coalesce(owner_id, '')",
            Self::Score => "coalesce(score, '')",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Posting => "max(coalesce(posting, ''))",
            Self::Stage => "max(coalesce(stage, ''))",
            Self::Assessment => "max(assessment)",
            Self::Owner => {
                "coalesce((SELECT name FROM lever_user u WHERE u.account_id = screening.account_id AND u.id = owner_id), \
                 owner_id, '')"
            }
            Self::Score => "coalesce(score, '')",
        }
    }
}

/// Conditions and their values.
pub(super) struct Conditions {
    pub(super) text: String,
    pub(super) values: Vec<(&'static str, Value)>,
}

impl Conditions {
    /// `None` if words were typed of which nothing can be searched for: then there is no row.
    pub(super) fn of(
        account: &AccountId,
        filter: &TableFilter,
        without: Option<Dimension>,
    ) -> Result<Option<Self>, StoreError> {
        let mut all = Self {
            text: "account_id = :account".to_owned(),
            values: vec![(":account", Value::from(account.as_str().to_owned()))],
        };
        let words = prefix_query(&filter.search);
        if words.is_none() && !filter.search.trim().is_empty() {
            return Ok(None);
        }
        if let Some(words) = words {
            let by_words = "SELECT rowid FROM screening_search WHERE screening_search MATCH :words";
            all.values.push((":words", Value::from(words)));
            if let Some(reference) = reference::typed(&filter.search) {
                // `~` sorts behind every character of a reference; the index of the unique column finds the range.
                all.and(&format!(
                    "number IN ({by_words} UNION SELECT number FROM screening \
                     WHERE reference >= :reference AND reference < :reference || '~')"
                ));
                all.values.push((":reference", Value::from(reference)));
            } else {
                all.and(&format!("number IN ({by_words})"));
            }
        }
        if filter.attention {
            all.and("id IN (SELECT screening_id FROM attention WHERE settled_at IS NULL)");
        }
        if filter.moves {
            all.and("id IN (SELECT screening_id FROM proposed_move WHERE state = 'open')");
        }
        match filter.not_sent {
            Some(true) => all.and(NOT_SENT),
            Some(false) => all.and(&format!("NOT ({NOT_SENT})")),
            None => {}
        }
        let states: Vec<String> = filter.states.iter().map(|state| state.as_str().to_owned()).collect();
        let scores: Vec<String> = filter
            .scores
            .iter()
            .map(|score| if *score == 0 { String::new() } else { score.to_string() })
            .collect();
        for (dimension, name, chosen) in [
            (Dimension::State, ":states", &states),
            (Dimension::Posting, ":postings", &filter.postings),
            (Dimension::Stage, ":stages", &filter.stages),
            (Dimension::Assessment, ":assessments", &filter.assessments),
            (Dimension::Owner, ":owners", &filter.owners),
            (Dimension::Score, ":scores", &scores),
        ] {
            if chosen.is_empty() || without == Some(dimension) {
                continue;
            }
            let value = dimension.value();
            // A score is a number; the list has texts.
            let value =
                if dimension == Dimension::Score { format!("CAST({value} AS TEXT)") } else { value.into() };
            all.and(&format!("{value} IN (SELECT value FROM json_each({name}))"));
            all.values.push((name, Value::from(to_json(chosen)?)));
        }
        if let Some(from) = filter.changed_from {
            all.and("changed_at >= :changed_from");
            all.values.push((":changed_from", Value::from(millis(from))));
        }
        if let Some(to) = filter.changed_to {
            all.and("changed_at < :changed_to");
            all.values.push((":changed_to", Value::from(millis(to))));
        }
        if let Some(from) = filter.invited_from {
            all.and("invited_at >= :invited_from");
            all.values.push((":invited_from", Value::from(millis(from))));
        }
        if let Some(to) = filter.invited_to {
            all.and("invited_at < :invited_to");
            all.values.push((":invited_to", Value::from(millis(to))));
        }
        Ok(Some(all))
    }

    pub(super) fn and(&mut self, condition: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
    }

    pub(super) fn parameters(&self) -> Vec<(&str, &dyn rusqlite::ToSql)> {
        self.values.iter().map(|(name, value)| (*name, value as &dyn rusqlite::ToSql)).collect()
    }
}
