//! Feedback forms: filled as the playbook says when they are written, and found again by their reference.

use fulcrum_core::OpportunityId;
use fulcrum_core::call::{Retry, Sent};
use fulcrum_core::form::{Evaluation, FormError, FormTemplate, carries};
use fulcrum_lever::{FieldValue, Kind, Lever, NewFeedback};
use fulcrum_store::{EffectRow, EffectState, ScreeningRow};
use serde_json::json;

use crate::deliver::{Failure, Step};
use crate::{Engine, EngineError};

impl Engine {
    /// Reads the template, fills it, and adds the form. A playbook that names none any more adds none.
    pub(crate) async fn add_feedback(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        evaluation: &Evaluation,
        reference: &str,
    ) -> Result<Step, EngineError> {
        let (account, id) = (self.account().id.clone(), screening.playbook.clone());
        let playbooks = self.store().read(move |tx| tx.playbooks(&account)).await?;
        let form = playbooks.into_iter().find(|playbook| playbook.id == id).and_then(|found| found.form);
        let Some(form) = form else {
            return self.finish(effect, EffectState::Skipped, None).await;
        };
        if !self.start(effect).await? {
            return Ok(Step::Settled);
        }
        let unfit = |error: &FormError| Failure::here(Sent::No, Retry::Never, error);
        let filled = match self.lever().feedback_template(&form.template).await {
            Ok(template) => {
                form.fill(&FormTemplate::from(template), evaluation, reference).map_err(|error| unfit(&error))
            }
            Err(error) if error.kind == Kind::NotFound => Err(unfit(&FormError::Gone)),
            Err(error) => self.noted(Err(error)),
        };
        let answers = match filled {
            Ok(answers) => answers,
            Err(failure) => return self.failed(effect, screening, failure, false).await,
        };
        let new = NewFeedback {
            base_template_id: form.template,
            field_values: answers.into_iter().map(|(id, value)| FieldValue { id, value }).collect(),
            completed_at: self.now(),
        };
        let lever = self.writing(screening).await?;
        match self.noted(lever.add_feedback(&effect.opportunity, &new).await) {
            Ok(form) => self.finish(effect, EffectState::Done, Some(json!({ "form": form.id }))).await,
            Err(failure) => self.failed(effect, screening, failure, false).await,
        }
    }
}

/// The id of the form that carries a reference. Whatever it was made from, it is ours.
pub(crate) async fn find(
    lever: &Lever,
    opportunity: &OpportunityId,
    reference: &str,
) -> Result<Option<String>, fulcrum_lever::Error> {
    let forms = lever.feedback(opportunity).await?;
    let mut standing = forms.into_iter().filter(|form| form.deleted_at.is_none());
    let ours = standing.find(|form| {
        form.fields.iter().any(|field| field.value.as_str().is_some_and(|text| carries(text, reference)))
    });
    Ok(ours.map(|form| form.id))
}
