//! A posting of Lever, as far as deciding needs it.

use serde::{Deserialize, Serialize};

use crate::PostingId;

/// A posting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Its id.
    pub id: PostingId,
    /// Its title.
    pub text: String,
    /// `published`, `internal`, `closed`, `draft`, `pending` or `rejected`; empty if it is not known.
    pub state: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its team.
    pub team: Option<String>,
    /// Its department.
    pub department: Option<String>,
    /// Its location.
    pub location: Option<String>,
    /// For example `Full-time`.
    pub commitment: Option<String>,
}

impl Posting {
    /// A posting of which only id and title are known.
    #[must_use]
    pub fn titled(id: PostingId, text: impl Into<String>) -> Self {
        Self {
            id,
            text: text.into(),
            state: String::new(),
            tags: Vec::new(),
            team: None,
            department: None,
            location: None,
            commitment: None,
        }
    }

    /// Whether Lever copied a tag of an opportunity from this posting: its title, department, team,
    /// location, commitment and tags are.
    ///
    /// Source: recorded answers of `POST /opportunities`, and of opportunities after a posting was
    /// renamed.
    #[must_use]
    pub fn gave(&self, tag: &str) -> bool {
        let places = [&self.team, &self.department, &self.location, &self.commitment];
        self.text == tag
            || self.tags.iter().any(|own| own == tag)
            || places.into_iter().flatten().any(|text| text == tag)
    }
}
