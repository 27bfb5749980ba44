//! Files of an opportunity. No answer was recorded, so both what the documentation prints (a bare list,
//! numbers as texts) and what the rest of the API does are read.

use fulcrum_core::OpportunityId;
use jiff::Timestamp;
use serde::Deserialize;

use crate::opportunities::segment;
use crate::wire::{number, or_default, time};
use crate::{Error, Lever};

/// A file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct File {
    /// Its id.
    pub id: String,
    /// With its ending.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// `processing`, `processed`, `unsupported`, `error`, or null.
    #[serde(default)]
    pub status: Option<String>,
    /// Bytes.
    #[serde(default, deserialize_with = "number")]
    pub size: Option<i64>,
    /// When.
    #[serde(default, deserialize_with = "time")]
    pub uploaded_at: Option<Timestamp>,
}

impl Lever {
    /// All files. `GET /opportunities/:id/files`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn files(&self, id: &OpportunityId) -> Result<Vec<File>, Error> {
        self.everything_readable("list files", &path(id, "")).await
    }

    /// Adds a file of at most 30 MB. `POST /opportunities/:id/files`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn upload_file(&self, id: &OpportunityId, name: &str, bytes: Vec<u8>) -> Result<File, Error> {
        self.upload("upload file", &path(id, ""), name, bytes).await
    }

    /// The bytes of a file. `GET /opportunities/:id/files/:file/download`. Lever answers 422 for one
    /// that it could not process.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn download_file(&self, id: &OpportunityId, file: &str) -> Result<Vec<u8>, Error> {
        self.bytes("download file", &path(id, &format!("/{}/download", segment(file)))).await
    }
}

fn path(id: &OpportunityId, rest: &str) -> String {
    format!("/opportunities/{}/files{rest}", segment(id.as_str()))
}
