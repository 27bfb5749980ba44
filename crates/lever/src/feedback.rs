//! Feedback forms and the templates that they are made from.

use fulcrum_core::OpportunityId;
use fulcrum_core::form::{FieldKind, FormTemplate, TemplateField};
use jiff::Timestamp;
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::opportunities::segment;
use crate::wire::{or_default, time};
use crate::{Error, Lever};

/// A template, or a form that was made from one.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Feedback {
    /// Its id.
    pub id: String,
    /// Its title.
    #[serde(default, deserialize_with = "or_default")]
    pub text: String,
    /// Questions; of a form, with values. Changing a template gives its fields new ids.
    #[serde(default, deserialize_with = "or_default")]
    pub fields: Vec<FeedbackField>,
    /// Of a form: the template.
    #[serde(default)]
    pub base_template_id: Option<String>,
    /// Of a form: null for a draft.
    #[serde(default, deserialize_with = "time")]
    pub completed_at: Option<Timestamp>,
    /// Of a form: deleted ones still come in lists.
    #[serde(default, deserialize_with = "time")]
    pub deleted_at: Option<Timestamp>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackField {
    /// Its id.
    pub id: String,
    /// `score-system`, `score`, `text`, `textarea`, `yes-no`, `dropdown`, `multiple-choice` and more.
    #[serde(default, deserialize_with = "or_default", rename = "type")]
    pub kind: String,
    /// The question.
    #[serde(default, deserialize_with = "or_default")]
    pub text: String,
    /// Whether it must be answered.
    #[serde(default, deserialize_with = "or_default")]
    pub required: bool,
    /// What may be chosen.
    #[serde(default, deserialize_with = "or_default")]
    pub options: Vec<FeedbackOption>,
    /// The answer; its type depends on `kind`. For `score-system` it is the option's text.
    #[serde(default, deserialize_with = "or_default")]
    pub value: Value,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FeedbackOption {
    /// Its text, which is also the value. Companies rename them.
    #[serde(default, deserialize_with = "or_default")]
    pub text: String,
}

impl From<Feedback> for FormTemplate {
    fn from(template: Feedback) -> Self {
        let field = |field: FeedbackField| TemplateField {
            id: field.id,
            kind: FieldKind::of(&field.kind),
            text: field.text,
            required: field.required,
            options: field.options.into_iter().map(|option| option.text).collect(),
        };
        Self {
            id: template.id,
            text: template.text,
            fields: template.fields.into_iter().map(field).collect(),
        }
    }
}

/// A form to add.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewFeedback {
    /// The template.
    pub base_template_id: String,
    /// Answers.
    pub field_values: Vec<FieldValue>,
    /// Always sent: what happens without it was seen both ways.
    #[serde(serialize_with = "millis")]
    pub completed_at: Timestamp,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FieldValue {
    /// The field.
    pub id: String,
    /// Its type depends on the field's.
    pub value: Value,
}

fn millis<S: serde::Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_i64(at.as_millisecond())
}

impl Lever {
    /// Templates, by title. `GET /feedback_templates`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn feedback_templates(&self) -> Result<Vec<Feedback>, Error> {
        self.everything("list feedback templates", "/feedback_templates", Vec::new()).await
    }

    /// One template. `GET /feedback_templates/:id`.
    ///
    /// # Errors
    /// [`Error`]; of the kind [`Kind::NotFound`](crate::Kind::NotFound) if it is gone.
    pub async fn feedback_template(&self, id: &str) -> Result<Feedback, Error> {
        self.get("read feedback template", &format!("/feedback_templates/{}", segment(id)), Vec::new()).await
    }

    /// Forms of an opportunity, deleted ones too. `GET /opportunities/:id/feedback`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn feedback(&self, id: &OpportunityId) -> Result<Vec<Feedback>, Error> {
        self.everything_readable("list feedback", &path(id)).await
    }

    /// Adds a form. `POST /opportunities/:id/feedback`. Recorded with an envelope, documented without.
    /// Lever's only word for a wrong field, a missing
    /// one or a choice that does not exist is "Unable to create feedback".
    ///
    /// # Errors
    /// [`Error`].
    pub async fn add_feedback(&self, id: &OpportunityId, new: &NewFeedback) -> Result<Feedback, Error> {
        self.write_wrapped("add feedback", Method::POST, &path(id), new).await
    }
}

fn path(id: &OpportunityId) -> String {
    format!("/opportunities/{}/feedback", segment(id.as_str()))
}
