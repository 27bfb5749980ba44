//! People: one contact may have several opportunities.

use fulcrum_core::ContactId;
use serde::Deserialize;

use crate::opportunities::segment;
use crate::wire::{or_default, texts};
use crate::{Error, Lever};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Its id.
    pub id: ContactId,
    /// May be empty.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// The first is taken as the primary one.
    #[serde(default, deserialize_with = "texts")]
    pub emails: Vec<String>,
    /// Absent in the answers to writes.
    #[serde(default, deserialize_with = "or_default")]
    pub is_anonymized: bool,
}

impl Lever {
    /// One person. `GET /contacts/:id`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn contact(&self, id: &ContactId) -> Result<Contact, Error> {
        self.get("read contact", &format!("/contacts/{}", segment(id.as_str())), Vec::new()).await
    }
}
