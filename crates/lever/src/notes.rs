//! Notes and their comments: a note is a thread.

use fulcrum_core::assessment::Score;
use fulcrum_core::{NoteId, OpportunityId};
use jiff::Timestamp;
use reqwest::Method;
use serde::{Deserialize, Serialize};

use crate::opportunities::segment;
use crate::wire::{number, or_default, time};
use crate::{Error, Lever};

/// A note: a thread.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// The note and its comments.
    #[serde(default, deserialize_with = "or_default")]
    pub fields: Vec<NoteField>,
    /// Set on deleted notes.
    #[serde(default, deserialize_with = "time")]
    pub deleted_at: Option<Timestamp>,
}

/// The note itself, or one comment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NoteField {
    /// The text.
    #[serde(default, deserialize_with = "or_default")]
    pub value: String,
    /// 1-4.
    #[serde(default, deserialize_with = "number")]
    pub score: Option<i64>,
}

/// A note, or a comment under one. Followers are not notified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewNote {
    /// The text; `@name` in it would send mail.
    pub value: String,
    /// Lever's native score, 1-4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// Only people whom Lever lets see secret notes read it.
    pub secret: bool,
    /// Always false: our news is not worth a mail to every follower.
    pub notify_followers: bool,
}

impl NewNote {
    /// A note with a text and perhaps a score.
    #[must_use]
    pub fn new(value: String, score: Option<Score>) -> Self {
        Self { value, score, secret: false, notify_followers: false }
    }
}

impl Lever {
    /// All notes. `GET /opportunities/:id/notes`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn notes(&self, id: &OpportunityId) -> Result<Vec<Note>, Error> {
        let path = format!("/opportunities/{}/notes", segment(id.as_str()));
        self.everything_readable("list notes", &path).await
    }

    /// Adds a note, or a comment under `thread`. `POST /opportunities/:id/notes`. The real answer is
    /// the whole note plus `noteId`; the documentation prints only `noteId`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn add_note(
        &self,
        id: &OpportunityId,
        thread: Option<&NoteId>,
        note: &NewNote,
    ) -> Result<NoteId, Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Created {
            note_id: NoteId,
        }
        let path = format!("/opportunities/{}/notes", segment(id.as_str()));
        let query = thread.map(|thread| ("note_id", thread.to_string())).into_iter().collect();
        let created: Created = self.write("add note", Method::POST, &path, query, note).await?;
        Ok(created.note_id)
    }

    /// One note. `GET /opportunities/:id/notes/:note`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn note(&self, id: &OpportunityId, note: &NoteId) -> Result<Note, Error> {
        let path = format!("/opportunities/{}/notes/{}", segment(id.as_str()), segment(note.as_str()));
        self.get("read note", &path, Vec::new()).await
    }

    /// Deletes a note that was made through the API; others are refused.
    /// `DELETE /opportunities/:id/notes/:note`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn delete_note(&self, id: &OpportunityId, note: &NoteId) -> Result<(), Error> {
        let path = format!("/opportunities/{}/notes/{}", segment(id.as_str()), segment(note.as_str()));
        self.remove("delete note", &path).await
    }
}
