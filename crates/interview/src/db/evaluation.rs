//! Evaluations by people; a new one is added, earlier ones stay as history.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::{DbError, millis, time};

/// One verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Evaluation {
    pub(crate) score: u8,
    #[serde(default)]
    pub(crate) scores: BTreeMap<String, u8>,
    #[serde(default)]
    pub(crate) comment: String,
    pub(crate) reviewer: String,
    /// Given by the service.
    #[serde(default)]
    pub(crate) at: Timestamp,
}

/// Adds a verdict.
pub(crate) fn add(c: &Connection, reference: &str, e: &Evaluation) -> Result<(), DbError> {
    let scores = serde_json::to_string(&e.scores).map_err(|_| DbError::Unreadable)?;
    c.prepare_cached(
        "INSERT INTO evaluation (ref, score, scores, comment, reviewer, at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![reference, e.score, scores, e.comment, e.reviewer, millis(e.at)])?;
    Ok(())
}

/// The one that counts.
pub(crate) fn last(c: &Connection, reference: &str) -> Result<Option<Evaluation>, DbError> {
    let row = c
        .prepare_cached(
            "SELECT score, scores, comment, reviewer, at FROM evaluation
             WHERE ref = ?1 ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![reference], |row| {
            let scores: String = row.get(1)?;
            Ok((
                Evaluation {
                    score: row.get(0)?,
                    scores: BTreeMap::new(),
                    comment: row.get(2)?,
                    reviewer: row.get(3)?,
                    at: time(row.get(4)?)?,
                },
                scores,
            ))
        })
        .optional()?;
    let Some((mut evaluation, scores)) = row else {
        return Ok(None);
    };
    evaluation.scores = serde_json::from_str(&scores).map_err(|_| DbError::Unreadable)?;
    Ok(Some(evaluation))
}
