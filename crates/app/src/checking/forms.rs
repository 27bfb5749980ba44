//! Feedback forms of playbooks, against their templates in Lever.

use fulcrum_core::form::{FormError, FormTemplate};
use fulcrum_lever::Kind;

use super::{CheckFinding as Found, CheckStanding as Standing, Switched, item, named};
use crate::App;
use crate::api::*;

impl App {
    /// Forms that could not be filled in now.
    pub(super) async fn check_forms(&self, switched: &Switched) -> Result<Vec<CheckItem>, AppError> {
        if switched.playbooks.iter().all(|playbook| playbook.form.is_none()) {
            return Ok(Vec::new());
        }
        let templates = match self.engine()?.lever().for_a_person().feedback_templates().await {
            // The permission that is missing is told where permissions are.
            Err(error) if error.kind == Kind::Forbidden => return Ok(Vec::new()),
            templates => templates?.into_iter().map(FormTemplate::from).collect::<Vec<_>>(),
        };
        let mut items = Vec::new();
        for playbook in &switched.playbooks {
            let Some(form) = &playbook.form else { continue };
            let template = templates.iter().find(|template| template.id == form.template);
            if let Err(error) = template.ok_or(FormError::Gone).and_then(|template| form.check(template)) {
                let (playbook, message) = (named(playbook), format!("{error}."));
                items.push(item(Standing::Fault, Found::FormBroken { playbook, message }));
            }
        }
        Ok(items)
    }
}
