//! Webhooks that were made through the API.

use reqwest::Method;
use serde::Deserialize;
use serde_json::json;
use url::Url;

use crate::opportunities::segment;
use crate::wire::or_default;
use crate::{Error, Lever};

/// A webhook.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Webhook {
    /// Its id.
    pub id: String,
    /// For example `candidateStageChange`.
    #[serde(default, deserialize_with = "or_default")]
    pub event: String,
    /// Where Lever posts to.
    #[serde(default, deserialize_with = "or_default")]
    pub url: String,
    /// Its settings.
    #[serde(default, deserialize_with = "or_default")]
    pub configuration: WebhookConfiguration,
}

/// Settings of a webhook.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebhookConfiguration {
    /// The key of the signatures; only in the answer to the creation.
    #[serde(default)]
    pub signature_token: Option<String>,
}

impl std::fmt::Debug for WebhookConfiguration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookConfiguration")
    }
}

impl Lever {
    /// All webhooks. `GET /webhooks`, whose envelope has neither `next` nor `hasNext` (recorded).
    ///
    /// # Errors
    /// [`Error`].
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, Error> {
        self.everything("list webhooks", "/webhooks", Vec::new()).await
    }

    /// Adds a webhook for one event. `POST /webhooks`. Recorded with one envelope, documented with two.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn add_webhook(&self, event: &str, url: &Url) -> Result<Webhook, Error> {
        let body = json!({ "event": event, "url": url });
        self.write_wrapped("add webhook", Method::POST, "/webhooks", &body).await
    }

    /// Deletes a webhook. `DELETE /webhooks/:id`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn delete_webhook(&self, id: &str) -> Result<(), Error> {
        self.remove("delete webhook", &format!("/webhooks/{}", segment(id))).await
    }
}
