//! What an account consists of: stages, postings, users.

use crate::{Error, Lever, Posting, Stage, User};

impl Lever {
    /// Stages in pipeline order. `GET /stages`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn stages(&self) -> Result<Vec<Stage>, Error> {
        self.everything("list stages", "/stages", Vec::new()).await
    }

    /// Postings, the newest first. `GET /postings`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn postings(&self) -> Result<Vec<Posting>, Error> {
        self.everything("list postings", "/postings", Vec::new()).await
    }

    /// Users, the newest first; deactivated ones too if asked for. `GET /users`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn users(&self, deactivated_too: bool) -> Result<Vec<User>, Error> {
        let query = if deactivated_too { vec![("includeDeactivated", "true".into())] } else { Vec::new() };
        self.everything("list users", "/users", query).await
    }
}
