//! Invitations: who was invited to what, under which key, and the times they lived through.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{DbError, millis, time, time_opt};
use crate::state::{State, Times};

/// One invitation.
#[derive(Clone, Debug)]
pub(crate) struct Invitation {
    pub(crate) reference: String,
    pub(crate) key: String,
    pub(crate) token: String,
    pub(crate) report_token: String,
    pub(crate) installation: String,
    pub(crate) account: String,
    pub(crate) assessment: String,
    pub(crate) revision: u32,
    pub(crate) candidate_name: String,
    pub(crate) candidate_email: Option<String>,
    pub(crate) company: String,
    pub(crate) posting: Option<String>,
    pub(crate) sender: String,
    pub(crate) created_at: Timestamp,
    pub(crate) opened_at: Option<Timestamp>,
    pub(crate) cancel_reason: Option<String>,
    pub(crate) changed_at: Timestamp,
    pub(crate) times: Times,
}

impl Invitation {
    /// Where it stands.
    pub(crate) fn state(&self, now: Timestamp) -> State {
        State::at(now, &self.times)
    }
}

const COLUMNS: &str = "ref, key, token, report_token, installation, account, assessment, revision,
    candidate_name, candidate_email, company, posting, sender, created_at, expires_at, opened_at,
    consent_at, submitted_at, cancelled_at, cancel_reason, declined_at, erased_at, changed_at,
    (SELECT max(at) FROM evaluation AS e WHERE e.ref = invitation.ref) AS evaluated_at";

/// Stores a new invitation. The caller has looked for its key in the same transaction.
pub(crate) fn insert(c: &Connection, i: &Invitation) -> Result<(), DbError> {
    c.prepare_cached(
        "INSERT INTO invitation (ref, key, token, report_token, installation, account, assessment,
            revision, candidate_name, candidate_email, company, posting, sender, created_at,
            expires_at, changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        i.reference,
        i.key,
        i.token,
        i.report_token,
        i.installation,
        i.account,
        i.assessment,
        i.revision,
        i.candidate_name,
        i.candidate_email,
        i.company,
        i.posting,
        i.sender,
        millis(i.created_at),
        millis(i.times.expires),
        millis(i.changed_at),
    ])?;
    Ok(())
}

/// The invitation under a caller's key.
pub(crate) fn by_key(c: &Connection, key: &str) -> Result<Option<Invitation>, DbError> {
    one(c, "key", key)
}

/// The invitation with a reference.
pub(crate) fn by_ref(c: &Connection, reference: &str) -> Result<Option<Invitation>, DbError> {
    one(c, "ref", reference)
}

/// The invitation behind a candidate's link.
pub(crate) fn by_token(c: &Connection, token: &str) -> Result<Option<Invitation>, DbError> {
    one(c, "token", token)
}

/// The invitation behind a report link.
pub(crate) fn by_report_token(c: &Connection, token: &str) -> Result<Option<Invitation>, DbError> {
    one(c, "report_token", token)
}

/// Remembers the first time the link was opened.
pub(crate) fn opened(c: &Connection, reference: &str, now: Timestamp) -> Result<(), DbError> {
    stamp(
        c,
        "UPDATE invitation SET opened_at = ?2, changed_at = ?2 WHERE ref = ?1 AND opened_at IS NULL",
        reference,
        now,
    )
}

/// Remembers that the candidate agreed, and to which words.
pub(crate) fn agreed(c: &Connection, reference: &str, words: &str, now: Timestamp) -> Result<(), DbError> {
    c.prepare_cached(
        "UPDATE invitation SET consent_at = ?2, consent_words = ?3, changed_at = ?2
         WHERE ref = ?1 AND consent_at IS NULL",
    )?
    .execute(params![reference, millis(now), words])?;
    Ok(())
}

/// Remembers that everything was handed in.
pub(crate) fn submitted(c: &Connection, reference: &str, now: Timestamp) -> Result<(), DbError> {
    stamp(
        c,
        "UPDATE invitation SET submitted_at = ?2, changed_at = ?2
         WHERE ref = ?1 AND submitted_at IS NULL",
        reference,
        now,
    )
}

/// Remembers that the candidate declined.
pub(crate) fn declined(c: &Connection, reference: &str, now: Timestamp) -> Result<(), DbError> {
    stamp(
        c,
        "UPDATE invitation SET declined_at = ?2, changed_at = ?2
         WHERE ref = ?1 AND declined_at IS NULL",
        reference,
        now,
    )
}

/// Remembers that we called it off.
pub(crate) fn cancelled(
    c: &Connection,
    reference: &str,
    reason: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    c.prepare_cached(
        "UPDATE invitation SET cancelled_at = ?2, cancel_reason = ?3, changed_at = ?2
         WHERE ref = ?1 AND cancelled_at IS NULL",
    )?
    .execute(params![reference, millis(now), reason])?;
    Ok(())
}

/// Forgets the person; the key stays used and the links keep answering kindly.
pub(crate) fn erased(c: &Connection, reference: &str, now: Timestamp) -> Result<(), DbError> {
    for forget in [
        "DELETE FROM answer WHERE ref = ?1",
        "DELETE FROM answer_earlier WHERE ref = ?1",
        "DELETE FROM evaluation WHERE ref = ?1",
    ] {
        c.execute(forget, params![reference])?;
    }
    stamp(
        c,
        "UPDATE invitation SET erased_at = ?2, changed_at = ?2, candidate_name = '',
            candidate_email = NULL, posting = NULL, cancel_reason = NULL
         WHERE ref = ?1 AND erased_at IS NULL",
        reference,
        now,
    )
}

/// Something else about it changed.
pub(crate) fn touched(c: &Connection, reference: &str, now: Timestamp) -> Result<(), DbError> {
    stamp(c, "UPDATE invitation SET changed_at = ?2 WHERE ref = ?1", reference, now)
}

fn stamp(c: &Connection, sql: &str, reference: &str, now: Timestamp) -> Result<(), DbError> {
    c.prepare_cached(sql)?.execute(params![reference, millis(now)])?;
    Ok(())
}

/// `column` is one of our own names, never a caller's text.
fn one(c: &Connection, column: &str, value: &str) -> Result<Option<Invitation>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM invitation WHERE {column} = ?1");
    Ok(c.prepare_cached(&sql)?.query_row(params![value], read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Invitation> {
    Ok(Invitation {
        reference: row.get("ref")?,
        key: row.get("key")?,
        token: row.get("token")?,
        report_token: row.get("report_token")?,
        installation: row.get("installation")?,
        account: row.get("account")?,
        assessment: row.get("assessment")?,
        revision: row.get("revision")?,
        candidate_name: row.get("candidate_name")?,
        candidate_email: row.get("candidate_email")?,
        company: row.get("company")?,
        posting: row.get("posting")?,
        sender: row.get("sender")?,
        created_at: time(row.get("created_at")?)?,
        opened_at: time_opt(row.get("opened_at")?)?,
        cancel_reason: row.get("cancel_reason")?,
        changed_at: time(row.get("changed_at")?)?,
        times: Times {
            consent: time_opt(row.get("consent_at")?)?,
            submitted: time_opt(row.get("submitted_at")?)?,
            evaluated: time_opt(row.get("evaluated_at")?)?,
            cancelled: time_opt(row.get("cancelled_at")?)?,
            declined: time_opt(row.get("declined_at")?)?,
            erased: time_opt(row.get("erased_at")?)?,
            expires: time(row.get("expires_at")?)?,
        },
    })
}
