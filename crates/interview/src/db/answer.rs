//! Answers. The later save wins, and what it replaces from another window is kept.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{DbError, millis, time};

/// The stored answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) question: String,
    pub(crate) text: String,
    /// Grows with every save, from 1.
    pub(crate) version: i64,
    pub(crate) updated_at: Timestamp,
}

/// One save of one answer.
#[derive(Clone, Debug)]
pub(crate) struct Save {
    pub(crate) reference: String,
    pub(crate) question: String,
    pub(crate) text: String,
    /// The version the writer started from; 0 for none.
    pub(crate) base: i64,
    /// The window that wrote; empty without a script.
    pub(crate) writer: String,
    /// Grows with each save of one window.
    pub(crate) sequence: i64,
}

/// How a save went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Saved {
    /// The version now stored.
    pub(crate) version: i64,
    /// It replaced words that its writer had not seen; those are kept.
    pub(crate) replaced: bool,
}

/// Stores an answer, unless the same window has stored a later one already (requests overtake each
/// other on bad networks).
pub(crate) fn save(c: &Connection, save: &Save, now: Timestamp) -> Result<Saved, DbError> {
    struct Before {
        text: String,
        version: i64,
        writer: String,
        sequence: i64,
        updated_at: i64,
    }

    let before = c
        .prepare_cached(
            "SELECT text, version, writer, sequence, updated_at FROM answer
             WHERE ref = ?1 AND question = ?2",
        )?
        .query_row(params![save.reference, save.question], |row| {
            Ok(Before {
                text: row.get(0)?,
                version: row.get(1)?,
                writer: row.get(2)?,
                sequence: row.get(3)?,
                updated_at: row.get(4)?,
            })
        })
        .optional()?;
    let mut replaced = false;
    if let Some(before) = &before {
        let same_window = !save.writer.is_empty() && save.writer == before.writer;
        if before.text == save.text || (same_window && save.sequence <= before.sequence) {
            return Ok(Saved { version: before.version, replaced: false });
        }
        if !same_window && save.base != before.version && !before.text.trim().is_empty() {
            replaced = true;
            c.prepare_cached(
                "INSERT INTO answer_earlier (ref, question, text, updated_at)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![save.reference, save.question, before.text, before.updated_at])?;
        }
    }
    let version = before.map_or(1, |b| b.version + 1);
    c.prepare_cached(
        "INSERT INTO answer (ref, question, text, version, writer, sequence, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (ref, question) DO UPDATE SET text = excluded.text,
            version = excluded.version, writer = excluded.writer, sequence = excluded.sequence,
            updated_at = excluded.updated_at",
    )?
    .execute(params![
        save.reference,
        save.question,
        save.text,
        version,
        save.writer,
        save.sequence,
        millis(now)
    ])?;
    Ok(Saved { version, replaced })
}

/// All answers of an invitation that have words in them.
pub(crate) fn of(c: &Connection, reference: &str) -> Result<Vec<Answer>, DbError> {
    let mut statement = c.prepare_cached(
        "SELECT question, text, version, updated_at FROM answer WHERE ref = ?1 ORDER BY question",
    )?;
    let rows = statement.query_map(params![reference], read)?;
    let mut all = Vec::new();
    for row in rows {
        all.push(row?);
    }
    Ok(all)
}

/// What other windows had written for a question, latest first.
pub(crate) fn earlier(c: &Connection, reference: &str, question: &str) -> Result<Vec<String>, DbError> {
    let mut statement = c.prepare_cached(
        "SELECT text FROM answer_earlier WHERE ref = ?1 AND question = ?2 ORDER BY id DESC LIMIT 5",
    )?;
    let rows = statement.query_map(params![reference, question], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Forgets everything that was written.
pub(crate) fn forget(c: &Connection, reference: &str) -> Result<(), DbError> {
    c.execute("DELETE FROM answer WHERE ref = ?1", params![reference])?;
    c.execute("DELETE FROM answer_earlier WHERE ref = ?1", params![reference])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Answer> {
    Ok(Answer {
        question: row.get(0)?,
        text: row.get(1)?,
        version: row.get(2)?,
        updated_at: time(row.get(3)?)?,
    })
}
