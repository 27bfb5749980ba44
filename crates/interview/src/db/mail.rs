//! The log of mails: one row for each (invitation, purpose, attempt).

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::{DbError, millis, time};

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Purpose {
    Invitation,
    Reminder,
}

impl Purpose {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Purpose::Invitation => "invitation",
            Purpose::Reminder => "reminder",
        }
    }
}

/// Which mail.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct MailId {
    pub(crate) reference: String,
    pub(crate) purpose: Purpose,
    pub(crate) attempt: u32,
}

/// What the log says of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) attempt: u32,
    pub(crate) state: String,
    pub(crate) reason: Option<String>,
    pub(crate) at: Timestamp,
}

/// One mail.
pub(crate) fn get(c: &Connection, id: &MailId) -> Result<Option<Entry>, DbError> {
    Ok(c.prepare_cached(
        "SELECT attempt, state, reason, at FROM mail
         WHERE ref = ?1 AND purpose = ?2 AND attempt = ?3",
    )?
    .query_row(params![id.reference, id.purpose.as_str(), id.attempt], read)
    .optional()?)
}

/// The latest attempt for a purpose.
pub(crate) fn last(c: &Connection, reference: &str, purpose: Purpose) -> Result<Option<Entry>, DbError> {
    Ok(c.prepare_cached(
        "SELECT attempt, state, reason, at FROM mail WHERE ref = ?1 AND purpose = ?2
         ORDER BY attempt DESC LIMIT 1",
    )?
    .query_row(params![reference, purpose.as_str()], read)
    .optional()?)
}

/// Claims the right to send; refused by the primary key if anybody ever did.
pub(crate) fn start(c: &Connection, id: &MailId, now: Timestamp) -> Result<(), DbError> {
    c.prepare_cached(
        "INSERT INTO mail (ref, purpose, attempt, state, at) VALUES (?1, ?2, ?3, 'started', ?4)",
    )?
    .execute(params![id.reference, id.purpose.as_str(), id.attempt, millis(now)])?;
    Ok(())
}

/// Records how a started mail ended.
pub(crate) fn end(
    c: &Connection,
    id: &MailId,
    state: &str,
    reason: Option<&str>,
    now: Timestamp,
) -> Result<(), DbError> {
    c.prepare_cached(
        "UPDATE mail SET state = ?4, reason = ?5, at = ?6
         WHERE ref = ?1 AND purpose = ?2 AND attempt = ?3 AND state = 'started'",
    )?
    .execute(params![id.reference, id.purpose.as_str(), id.attempt, state, reason, millis(now)])?;
    Ok(())
}

/// What the last run left open can be asked of nobody: it is unclear, and stays unsent.
pub(crate) fn settle_open(c: &Connection, now: Timestamp) -> Result<usize, DbError> {
    Ok(c.execute(
        "UPDATE mail SET state = 'unclear', at = ?1,
            reason = 'the service stopped while the mail was being sent'
         WHERE state = 'started'",
        params![millis(now)],
    )?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry { attempt: row.get(0)?, state: row.get(1)?, reason: row.get(2)?, at: time(row.get(3)?)? })
}
