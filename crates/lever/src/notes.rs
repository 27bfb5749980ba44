//! Notes and their comments.

use fulcrum_core::assessment::Score;
use fulcrum_core::{NoteId, OpportunityId};
use reqwest::Method;
use serde::{Deserialize, Serialize};

use crate::opportunities::segment;
use crate::{Error, Lever, Note};

/// A note, or a comment under one. Followers are not notified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewNote {
    /// The text; `@name` in it would send mail.
    pub value: String,
    /// Lever's native score, 1-4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Score>,
    /// Always false: our news is not worth a mail to every follower.
    pub notify_followers: bool,
}

impl NewNote {
    /// A note with a text and perhaps a score.
    #[must_use]
    pub fn new(value: String, score: Option<Score>) -> Self {
        Self { value, score, notify_followers: false }
    }
}

impl Lever {
    /// All notes. `GET /opportunities/:id/notes`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn notes(&self, id: &OpportunityId) -> Result<Vec<Note>, Error> {
        let path = format!("/opportunities/{}/notes", segment(id.as_str()));
        self.everything("list notes", &path, Vec::new()).await
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
}
