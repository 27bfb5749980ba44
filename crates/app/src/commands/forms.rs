//! Feedback forms of playbooks: the templates that Lever has, and what fills them.

use fulcrum_core::form::{FieldKind, Fill, Form, FormError, FormTemplate, Source, TemplateField};
use fulcrum_core::portable::{self, Kind as Known};
use fulcrum_lever::Kind;

use crate::App;
use crate::api::*;

impl App {
    /// Templates as Lever has them now.
    pub(super) async fn all_form_templates(&self) -> Result<Vec<FormTemplateView>, AppError> {
        let templates = self.engine()?.lever().for_a_person().feedback_templates().await?;
        Ok(templates.into_iter().map(|template| template_view(&template.into())).collect())
    }

    /// A form as a person chose it; one that does not fit its template is refused.
    pub(super) async fn form_of(&self, view: FormView) -> Result<Option<Form>, AppError> {
        if view.template_id.is_empty() {
            return Ok(None);
        }
        let form = form_of(view);
        let template = match self.engine()?.lever().for_a_person().feedback_template(&form.template).await {
            Err(error) if error.kind == Kind::NotFound => return Err(unfit(&FormError::Gone)),
            template => FormTemplate::from(template?),
        };
        form.check(&template).map_err(|error| unfit(&error))?;
        Ok(Some(form))
    }

    /// Templates and their questions by name. None are known to a connection that may not see them.
    pub(super) async fn form_names(&self) -> Result<Vec<(Known, String, String)>, AppError> {
        let templates = match self.engine()?.lever().for_a_person().feedback_templates().await {
            Err(error) if error.kind == Kind::Forbidden => return Ok(Vec::new()),
            templates => templates?,
        };
        let templates: Vec<FormTemplate> = templates.into_iter().map(FormTemplate::from).collect();
        Ok(portable::form_names(&templates))
    }
}

fn unfit(error: &FormError) -> AppError {
    AppError::invalid(format!("{error}."))
}

fn template_view(template: &FormTemplate) -> FormTemplateView {
    FormTemplateView {
        id: template.id.clone(),
        text: template.text.clone(),
        fields: template.fields.iter().map(field_view).collect(),
        suggested: form_view(&Form::suggested(template)),
    }
}

fn field_view(field: &TemplateField) -> FormFieldView {
    let rating = field.rating().filter(|_| field.kind == FieldKind::Rating);
    FormFieldView {
        id: field.id.clone(),
        text: field.text.clone(),
        required: field.required,
        kind: match field.kind {
            FieldKind::Rating => FormFieldKind::Rating,
            FieldKind::Thumb => FormFieldKind::Thumb,
            FieldKind::Line => FormFieldKind::Line,
            FieldKind::Text => FormFieldKind::Text,
            FieldKind::YesNo => FormFieldKind::YesNo,
            FieldKind::Choice => FormFieldKind::Choice,
            FieldKind::Choices => FormFieldKind::Choices,
            FieldKind::Other => FormFieldKind::Other,
        },
        options: rating.map_or_else(|| field.options.clone(), |words| words.map(str::to_owned).to_vec()),
    }
}

pub(super) fn form_view(form: &Form) -> FormView {
    let fill = |fill: &Fill| FillView {
        field_id: fill.field.clone(),
        with: match &fill.with {
            Source::Score => FillSource::Score,
            Source::Verdict => FillSource::Verdict,
            Source::Text(text) => FillSource::Text { text: text.clone() },
            Source::Choice(choice) => FillSource::Choice { choice: choice.clone() },
        },
    };
    FormView { template_id: form.template.clone(), fields: form.fields.iter().map(fill).collect() }
}

fn form_of(view: FormView) -> Form {
    let fill = |fill: FillView| {
        let with = match fill.with {
            FillSource::Score => Source::Score,
            FillSource::Verdict => Source::Verdict,
            FillSource::Text { text } if text.trim().is_empty() => return None,
            FillSource::Text { text } => Source::Text(text),
            FillSource::Choice { choice } => Source::Choice(choice),
        };
        Some(Fill { field: fill.field_id, with })
    };
    Form { template: view.template_id, fields: view.fields.into_iter().filter_map(fill).collect() }
}
