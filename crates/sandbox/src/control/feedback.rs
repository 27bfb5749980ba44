//! Feedback templates and forms, for tests and scripts.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::snapshot::name_of;
use super::{Control, ControlError};
use crate::sync::lock;
use crate::world::World;
use crate::world::feedback::Form;

/// A form that stands on an opportunity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormSnapshot {
    /// Id of the form.
    pub id: String,
    /// Title of its template.
    pub title: String,
    /// Name of who filled it in.
    pub user: Option<String>,
    /// When it was handed in; `None` for a draft.
    pub completed_at: Option<i64>,
    /// Questions that were answered, in order, with the answers.
    pub answers: Vec<(String, Value)>,
}

impl Control {
    /// Adds a template with these fields, each as Lever shows one but without its id. Answers its id.
    pub fn add_template(&self, text: &str, fields: &[Value]) -> String {
        let now = self.account.now();
        let mut world = lock(&self.account.world);
        let id = world.random.uuid().to_string();
        let fields: Vec<Value> = fields.iter().map(|field| with_new_id(&mut world, field)).collect();
        let template = json!({
            "id": id, "text": text, "instructions": "", "group": null, "fields": fields, "stage": null,
            "createdAt": now, "updatedAt": now,
        });
        world.templates.push(template);
        id
    }

    /// Saves a template as it is, which gives its fields new ids.
    ///
    /// # Errors
    /// When there is no such template.
    pub fn save_template(&self, id: &str) -> Result<(), ControlError> {
        let mut world = lock(&self.account.world);
        let at = position(&world, id)?;
        let fields = world.templates[at]["fields"].as_array().cloned().unwrap_or_default();
        world.templates[at]["fields"] = fields.iter().map(|field| with_new_id(&mut world, field)).collect();
        Ok(())
    }

    /// Deletes a form, which lists show all the same.
    ///
    /// # Errors
    /// When there is no such form.
    pub fn delete_form(&self, opportunity: &str, form: &str) -> Result<(), ControlError> {
        let now = self.account.now();
        let mut world = lock(&self.account.world);
        let found = opportunity.parse().ok().and_then(|id| world.form_mut(id, form));
        let form = found.ok_or_else(|| ControlError("feedback was not found".to_owned()))?;
        form.deleted_at = Some(now);
        Ok(())
    }

    /// Deletes a template. Forms that were made from it stay.
    ///
    /// # Errors
    /// When there is no such template.
    pub fn delete_template(&self, id: &str) -> Result<(), ControlError> {
        let mut world = lock(&self.account.world);
        let at = position(&world, id)?;
        world.templates.remove(at);
        Ok(())
    }
}

fn position(world: &World, id: &str) -> Result<usize, ControlError> {
    let found = world.templates.iter().position(|template| template["id"] == id);
    found.ok_or_else(|| ControlError("feedback template was not found".to_owned()))
}

fn with_new_id(world: &mut World, field: &Value) -> Value {
    let mut field = field.clone();
    field["id"] = json!(world.random.uuid().to_string());
    field
}

pub(super) fn form_snapshot(world: &World, form: &Form) -> FormSnapshot {
    FormSnapshot {
        id: form.id.to_string(),
        title: form.text.clone(),
        user: name_of(world, form.user),
        completed_at: form.completed_at,
        answers: form
            .fields
            .iter()
            .filter(|field| !field["value"].is_null())
            .map(|field| (field["text"].as_str().unwrap_or_default().to_owned(), field["value"].clone()))
            .collect(),
    }
}
