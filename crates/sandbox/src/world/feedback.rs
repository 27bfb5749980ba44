//! Feedback forms.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::World;
use super::entities::Millis;
use super::ids::{OpportunityId, UserId};

/// A filled-in form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Form {
    pub(crate) id: Uuid,
    template: String,
    pub(crate) text: String,
    instructions: String,
    pub(crate) fields: Vec<Value>,
    pub(crate) user: Option<UserId>,
    pub(crate) created_at: Millis,
    /// `None` for a draft.
    pub(crate) completed_at: Option<Millis>,
    pub(crate) updated_at: Option<Millis>,
    pub(crate) deleted_at: Option<Millis>,
}

impl Form {
    /// As reads show it.
    pub(crate) fn shown(&self) -> Value {
        json!({
            "id": self.id,
            "type": "share",
            "text": self.text,
            "instructions": self.instructions,
            "fields": self.fields,
            "baseTemplateId": self.template,
            "interview": null,
            "panel": null,
            "user": self.user,
            "createdAt": self.created_at,
            "completedAt": self.completed_at,
            "updatedAt": self.updated_at,
            "deletedAt": self.deleted_at,
        })
    }

    /// As the answer to a change shows it.
    pub(crate) fn stored(&self) -> Value {
        json!({
            "createdAt": self.created_at,
            "userId": self.user,
            "baseTemplateId": self.template,
            "text": self.text,
            "instructions": self.instructions,
            "type": "share",
            "fields": self.fields,
            "completedAt": self.completed_at,
            "updatedAt": self.updated_at,
            "id": self.id,
        })
    }

    /// Puts the answers in; false, with nothing changed, if one of them does not fit or a required one
    /// is missing.
    pub(crate) fn answer(&mut self, values: &[(String, Value)]) -> bool {
        let mut fields = self.fields.clone();
        for (id, value) in values {
            let Some(field) = fields.iter_mut().find(|field| field["id"] == id.as_str()) else {
                return false;
            };
            if !fits(field, value) {
                return false;
            }
            field["value"] = value.clone();
        }
        let complete =
            fields.iter().all(|field| field["required"] != Value::Bool(true) || !field["value"].is_null());
        if complete {
            self.fields = fields;
        }
        complete
    }
}

/// A choice must be one of the field's texts; a thumbs score is 1 to 4.
fn fits(field: &Value, value: &Value) -> bool {
    let offered = |text: &Value| {
        let options = field["options"].as_array().map(Vec::as_slice).unwrap_or_default();
        options.iter().any(|option| option["text"] == *text)
    };
    match field["type"].as_str().unwrap_or_default() {
        "score-system" | "dropdown" | "multiple-choice" => offered(value),
        "multiple-select" => value.as_array().is_some_and(|texts| texts.iter().all(offered)),
        "score" => value.as_u64().is_some_and(|score| (1..=4).contains(&score)),
        _ => true,
    }
}

impl World {
    pub(crate) fn forms(&self, id: OpportunityId) -> &[Form] {
        self.forms.get(&id).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn form_mut(&mut self, id: OpportunityId, form: &str) -> Option<&mut Form> {
        self.revision += 1;
        let form: Uuid = form.parse().ok()?;
        self.forms.get_mut(&id)?.iter_mut().find(|known| known.id == form && known.deleted_at.is_none())
    }

    /// Adds a form; none if the template is unknown or the answers do not fit it.
    pub(crate) fn add_form(
        &mut self,
        id: OpportunityId,
        template: &str,
        values: &[(String, Value)],
        user: Option<UserId>,
        created_at: Millis,
        completed_at: Option<Millis>,
    ) -> Option<&Form> {
        let base = self.templates.iter().find(|known| known["id"] == template)?;
        let text = |name: &str| base[name].as_str().unwrap_or_default().to_owned();
        let mut form = Form {
            id: Uuid::nil(),
            template: template.to_owned(),
            text: text("text"),
            instructions: text("instructions"),
            fields: base["fields"].as_array().cloned().unwrap_or_default(),
            user,
            created_at,
            completed_at,
            updated_at: None,
            deleted_at: None,
        };
        if !form.answer(values) {
            return None;
        }
        form.id = self.random.uuid();
        self.revision += 1;
        let forms = self.forms.entry(id).or_default();
        forms.push(form);
        forms.last()
    }
}
