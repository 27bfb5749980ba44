//! Values as SQLite keeps them.

use fulcrum_core::time::from_millis;
use jiff::Timestamp;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::StoreError;

/// A time as Unix milliseconds.
pub(crate) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// A value as JSON text.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// A value from JSON text in a row.
pub(crate) fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| unreadable(column, &error))
}

/// A time in a row.
pub(crate) fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    let millis: i64 = row.get(column)?;
    from_millis(millis).ok_or_else(|| unreadable(column, &"out of range"))
}

/// A time in a row, or none.
pub(crate) fn time_opt(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    let millis: Option<i64> = row.get(column)?;
    Ok(millis.and_then(from_millis))
}

/// A stored value of a kind that this version does not know.
pub(crate) fn unreadable(column: &str, error: &dyn std::fmt::Display) -> rusqlite::Error {
    let text = format!("{column}: {error}");
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, text.into())
}

/// A full-text query that finds rows with words beginning like the typed ones; `None` if nothing
/// was typed that could be searched for.
pub(crate) fn prefix_query(typed: &str) -> Option<String> {
    let words: Vec<String> = typed
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(spellings)
        .collect();
    // Between expressions in brackets, AND must be written out.
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// Letters that the tokenizer keeps apart from what people type in their place: they have no mark that could
/// be taken away.
const KEPT_APART: [(&str, &str); 6] =
    [("i", "ı"), ("o", "ø"), ("l", "ł"), ("d", "đ"), ("ss", "ß"), ("ae", "æ")];

/// A word as the beginning of one, in its spellings.
fn spellings(word: &str) -> String {
    let lower = word.to_lowercase();
    let others =
        KEPT_APART.iter().map(|(typed, kept)| lower.replace(typed, kept)).filter(|other| *other != lower);
    let all: Vec<String> =
        std::iter::once(lower.clone()).chain(others).map(|one| format!("\"{one}\"*")).collect();
    if all.len() == 1 { all.concat() } else { format!("({})", all.join(" OR ")) }
}
