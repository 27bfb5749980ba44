//! News of an invitation, read across tables.

use jiff::Timestamp;
use rusqlite::Connection;
use serde::Serialize;

use super::{DbError, answer, assessment, evaluation, invitation};
use crate::counting::{self, Tally};
use crate::state::State;

/// News of one invitation, as callers read it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Progress {
    #[serde(rename = "ref")]
    pub(crate) reference: String,
    pub(crate) state: State,
    pub(crate) answered: usize,
    pub(crate) total: usize,
    pub(crate) opened_at: Option<Timestamp>,
    pub(crate) started_at: Option<Timestamp>,
    pub(crate) submitted_at: Option<Timestamp>,
    pub(crate) changed_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) evaluation: Option<Score>,
    /// What the answers count, once they are handed in; absent if no rule counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tally: Option<Tally>,
}

/// A score and its time.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Score {
    pub(crate) score: u8,
    pub(crate) at: Timestamp,
}

/// News of those that exist; unknown references are left out.
pub(crate) fn of(c: &Connection, references: &[String], now: Timestamp) -> Result<Vec<Progress>, DbError> {
    let mut all = Vec::with_capacity(references.len());
    for reference in references {
        let Some(found) = invitation::by_ref(c, reference)? else {
            continue;
        };
        let asked = assessment::revision(c, &found.assessment, found.revision)?;
        let answers = answer::of(c, reference)?;
        let answered = answers.iter().filter(|a| !a.text.trim().is_empty()).count();
        let state = found.state(now);
        // Expiry changes the state without anybody writing a row.
        let changed_at = if state == State::Expired {
            found.changed_at.max(found.times.expires)
        } else {
            found.changed_at
        };
        all.push(Progress {
            reference: found.reference.clone(),
            state,
            answered,
            total: asked.questions.len(),
            opened_at: found.opened_at,
            started_at: found.times.consent,
            submitted_at: found.times.submitted,
            changed_at,
            evaluation: evaluation::last(c, reference)?.map(|e| Score { score: e.score, at: e.at }),
            tally: counting::tally(&asked, &answers).filter(|_| state.is_handed_in()),
        });
    }
    Ok(all)
}
