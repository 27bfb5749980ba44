//! Assessments: every edit is a row of its own.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use super::{DbError, millis};

/// An assessment in one revision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Assessment {
    /// From the address when it is saved.
    #[serde(default)]
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) description: String,
    pub(crate) minutes: u32,
    /// Given by the service.
    #[serde(default)]
    pub(crate) revision: u32,
    pub(crate) questions: Vec<Question>,
    /// Offered no more. Who was invited before keeps the revision that was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) retired: bool,
}

/// One question.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Question {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) kind: Kind,
    pub(crate) text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hint: Option<String>,
    #[serde(default)]
    pub(crate) anchors: Option<[String; 4]>,
    /// What can be chosen; of a yes/no question "Yes" and "No".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) options: Vec<AnswerOption>,
    /// What a number counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<NumberRule>,
}

/// One answer that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AnswerOption {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) points: u32,
    /// Whoever chooses it does not meet a hard requirement.
    #[serde(default)]
    pub(crate) knock_out: bool,
}

/// What a number counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NumberRule {
    /// Behind the field, for example "years".
    #[serde(default)]
    pub(crate) unit: String,
    /// Less does not meet a hard requirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_least: Option<f64>,
    /// More does not meet a hard requirement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) at_most: Option<f64>,
    /// Points from a number on, up to the next entry.
    #[serde(default)]
    pub(crate) points: Vec<NumberPoints>,
}

/// Points from a number on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct NumberPoints {
    pub(crate) from: f64,
    pub(crate) points: u32,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Kind {
    /// In writing.
    #[default]
    Text,
    /// With one of several answers.
    Choice,
    /// With a number.
    Number,
    /// With yes or no.
    YesNo,
}

/// What became of a wish to save.
#[derive(Debug, PartialEq)]
pub(crate) enum Saving {
    /// It is the newest revision now.
    Saved(Assessment),
    /// It was made from another revision than the newest.
    Meanwhile,
}

/// All that are offered, in their latest revision, by name.
pub(crate) fn latest(c: &Connection) -> Result<Vec<Assessment>, DbError> {
    let mut statement = c.prepare_cached(
        "SELECT body FROM assessment AS a
         WHERE revision = (SELECT max(revision) FROM assessment WHERE id = a.id)",
    )?;
    let bodies = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut all = Vec::new();
    for body in bodies {
        all.push(parse(&body?)?);
    }
    all.retain(|one: &Assessment| !one.retired);
    all.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(all)
}

/// One of them in its latest revision, retired or not.
pub(crate) fn newest(c: &Connection, id: &str) -> Result<Option<Assessment>, DbError> {
    let body: Option<String> = c
        .prepare_cached("SELECT body FROM assessment WHERE id = ?1 ORDER BY revision DESC LIMIT 1")?
        .query_row(params![id], |row| row.get(0))
        .optional()?;
    body.as_deref().map(parse).transpose()
}

/// One of them as it was sent.
pub(crate) fn revision(c: &Connection, id: &str, revision: u32) -> Result<Assessment, DbError> {
    let body: String = c
        .prepare_cached("SELECT body FROM assessment WHERE id = ?1 AND revision = ?2")?
        .query_row(params![id, revision], |row| row.get(0))?;
    parse(&body)
}

/// Saves the next revision of what was read before (0 for a new one); the same content again changes
/// nothing.
pub(crate) fn save(c: &Connection, mut assessment: Assessment, now: Timestamp) -> Result<Saving, DbError> {
    let made_from = assessment.revision;
    let before = newest(c, &assessment.id)?;
    if let Some(before) = &before {
        assessment.revision = before.revision;
        if *before == assessment {
            return Ok(Saving::Saved(assessment));
        }
    }
    let newest = before.map_or(0, |before| before.revision);
    if made_from != newest {
        return Ok(Saving::Meanwhile);
    }
    assessment.revision = newest + 1;
    let body = serde_json::to_string(&assessment).map_err(|_| DbError::Unreadable)?;
    c.prepare_cached("INSERT INTO assessment (id, revision, body, saved_at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![assessment.id, assessment.revision, body, millis(now)])?;
    Ok(Saving::Saved(assessment))
}

/// Whether there is any at all.
pub(crate) fn is_empty(c: &Connection) -> Result<bool, DbError> {
    Ok(c.query_row("SELECT NOT EXISTS (SELECT 1 FROM assessment)", [], |row| row.get(0))?)
}

fn parse(body: &str) -> Result<Assessment, DbError> {
    serde_json::from_str(body).map_err(|_| DbError::Unreadable)
}
