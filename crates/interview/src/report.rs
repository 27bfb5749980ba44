//! What colleagues are told of an interview, on a page and as a file.

use rusqlite::Connection;

use crate::db::DbError;
use crate::db::answer::{self, Answer};
use crate::db::assessment::{self, Assessment};
use crate::db::evaluation::{self, Evaluation};
use crate::db::invitation::Invitation;

/// What a report is made of.
pub(crate) struct Report {
    pub(crate) invitation: Invitation,
    pub(crate) assessment: Assessment,
    pub(crate) answers: Vec<Answer>,
    pub(crate) evaluation: Option<Evaluation>,
}

impl Report {
    /// Of an interview, as it stands.
    pub(crate) fn of(c: &Connection, invitation: Invitation) -> Result<Self, DbError> {
        Ok(Self {
            assessment: assessment::revision(c, &invitation.assessment, invitation.revision)?,
            answers: answer::of(c, &invitation.reference)?,
            evaluation: evaluation::last(c, &invitation.reference)?,
            invitation,
        })
    }

    /// The answer to a question; empty without one.
    pub(crate) fn answer(&self, question: &str) -> &str {
        self.answers.iter().find(|answer| answer.question == question).map_or("", |answer| answer.text.trim())
    }
}

/// A score in words.
pub(crate) fn verdict_words(score: u8) -> &'static str {
    match score {
        1 => "Strong no",
        2 => "No",
        3 => "Yes",
        _ => "Strong yes",
    }
}

/// A moment as people read it.
pub(crate) fn moment(at: jiff::Timestamp) -> String {
    at.strftime("%A, %-d %B %Y, %H:%M UTC").to_string()
}
