//! A feedback form in Lever that is filled from a result: what a playbook says about it, whether that fits
//! the template, and what is written.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ScreeningId;
use crate::assessment::Score;
use crate::effect::{Effect, EffectDraft};
use crate::grading::Reading;
use crate::template::{self, TemplateError, Words};
use crate::writing::COUNTED;

/// The name of a form in the outbox.
pub(crate) const FORM_SLOT: &str = "form";
/// Stands in a text that must be answered when there is nothing to say.
const NOTHING: &str = "–";

/// What a playbook says about a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Lever's id of the template.
    pub template: String,
    /// What fills its fields; one that is not named stays empty.
    #[serde(default)]
    pub fields: Vec<Fill>,
}

/// What fills a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fill {
    /// Lever's id of the field. A change of the template gives its fields new ones.
    pub field: String,
    /// With what.
    pub with: Source,
}

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The score from 1 to 4.
    Score,
    /// Yes for what passes, no for what fails; where neither is said, yes from a score of 3 on.
    Verdict,
    /// A template of words.
    Text(String),
    /// Always this choice of the field.
    Choice(String),
}

/// A template as Lever has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormTemplate {
    /// Lever's id.
    pub id: String,
    /// Its title.
    pub text: String,
    /// Its questions, in order.
    pub fields: Vec<TemplateField>,
}

/// A question of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateField {
    /// Lever's id.
    pub id: String,
    /// How it is answered.
    pub kind: FieldKind,
    /// The question.
    pub text: String,
    /// It must be answered.
    pub required: bool,
    /// What may be chosen, in order.
    pub options: Vec<String>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// With one of the company's own words for a score; the template's one overall score.
    Rating,
    /// With a thumb, 1 to 4.
    Thumb,
    /// With a line.
    Line,
    /// With a text.
    Text,
    /// With yes or no.
    YesNo,
    /// With one choice.
    Choice,
    /// With any number of choices.
    Choices,
    /// With something that no result has: code, a date, a scorecard and whatever Lever may add.
    Other,
}

impl FieldKind {
    /// The kind that Lever calls so (developer documentation, "Feedback": the type of a field).
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "score-system" => Self::Rating,
            "score" => Self::Thumb,
            "text" => Self::Line,
            "textarea" => Self::Text,
            "yes-no" => Self::YesNo,
            "dropdown" | "multiple-choice" => Self::Choice,
            "multiple-select" => Self::Choices,
            _ => Self::Other,
        }
    }
}

/// What a form tells. It is kept with the write, so that it fills the form anew if the template or the
/// playbook was changed before the form was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// Words of its texts, mentions neutralised.
    pub words: Words,
    /// Overall.
    pub score: Score,
    /// How it is read, else what the score says.
    pub passes: bool,
    /// A sentence before the text that carries the reference; may be empty.
    pub remark: String,
}

/// Why a form cannot be filled. Whatever is about one field begins with its question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The template is gone.
    #[error("The feedback template is not in Lever any more. Choose one again in the playbook")]
    Gone,
    /// A field is gone.
    #[error("The feedback template was changed in Lever. Choose it again in the playbook")]
    Changed,
    /// A field that must be answered is left empty.
    #[error("“{0}” must be answered in Lever. Say what fills it")]
    Required(String),
    /// The same, and nothing could fill it.
    #[error("“{0}” must be answered in Lever, and Fulcrum cannot answer a question of its kind")]
    Unanswerable(String),
    /// What fills a field is not of its kind.
    #[error("“{0}” cannot be filled with that")]
    Unfit(String),
    /// A score has no word of its own.
    #[error("“{question}” has {choices} choices in Lever. Scores from 1 to 4 need four")]
    Choices {
        /// The question.
        question: String,
        /// How many choices it has.
        choices: usize,
    },
    /// A choice is gone.
    #[error("“{question}” has no choice “{choice}” in Lever")]
    NoChoice {
        /// The question.
        question: String,
        /// The choice.
        choice: String,
    },
    /// A template of words is wrong.
    #[error("“{question}” cannot be filled in: {source}")]
    Words {
        /// The question.
        question: String,
        /// What is wrong.
        source: TemplateError,
    },
    /// Nothing carries the reference.
    #[error("One text must be filled: it ends with the reference by which Fulcrum finds its form again")]
    NoText,
}

impl TemplateField {
    /// The choices for the scores from 1 to 4; `None` if there are not four. Companies word them themselves:
    /// each is known by the number that it begins with, else by its place, the best first, as Lever has them.
    #[must_use]
    pub fn rating(&self) -> Option<[&str; 4]> {
        let [first, second, third, fourth] = self.options.as_slice() else { return None };
        let mut words = [fourth, third, second, first].map(String::as_str);
        let number = |word: &&str| word.trim_start().chars().next().and_then(|first| first.to_digit(10));
        let numbers: BTreeSet<u32> = words.iter().filter_map(number).collect();
        if numbers == BTreeSet::from([1, 2, 3, 4]) {
            words.sort_by_key(number);
        }
        Some(words)
    }

    fn check(&self, with: &Source) -> Result<(), FormError> {
        match (self.kind, with) {
            (FieldKind::Rating, Source::Score) if self.rating().is_none() => {
                let (question, choices) = (self.text.clone(), self.options.len());
                Err(FormError::Choices { question, choices })
            }
            (FieldKind::Rating | FieldKind::Thumb, Source::Score) | (FieldKind::YesNo, Source::Verdict) => {
                Ok(())
            }
            (FieldKind::Line | FieldKind::Text, Source::Text(words)) => template::check(words)
                .map_err(|source| FormError::Words { question: self.text.clone(), source }),
            (FieldKind::Choice | FieldKind::Choices, Source::Choice(choice)) => {
                let (question, choice) = (self.text.clone(), choice.clone());
                let known = self.options.contains(&choice);
                if known { Ok(()) } else { Err(FormError::NoChoice { question, choice }) }
            }
            _ => Err(FormError::Unfit(self.text.clone())),
        }
    }
}

impl Form {
    /// What is most likely meant for a template: its score, words in the text that carries the reference,
    /// and whatever else must be answered and can be without a guess.
    #[must_use]
    pub fn suggested(template: &FormTemplate) -> Self {
        const LONG: &str = "{% if comment %}{{ comment }}\n\n{% endif %}Answers: {{ report }}";
        const SHORT: &str = "{{ assessment }}";
        let main = carrier(template, |_| true);
        let source = |field: &TemplateField| {
            let is_main = main == Some(field.id.as_str());
            match field.kind {
                FieldKind::Rating => Some(Source::Score),
                FieldKind::Thumb if field.required => Some(Source::Score),
                FieldKind::YesNo if field.required => Some(Source::Verdict),
                FieldKind::Text if is_main => Some(Source::Text(LONG.into())),
                FieldKind::Line | FieldKind::Text if is_main || field.required => {
                    Some(Source::Text(SHORT.into()))
                }
                _ => None,
            }
        };
        let fill = |field: &TemplateField| Some(Fill { field: field.id.clone(), with: source(field)? });
        Self { template: template.id.clone(), fields: template.fields.iter().filter_map(fill).collect() }
    }

    /// Checks it against its template as Lever has it now.
    ///
    /// # Errors
    /// The first thing that does not fit.
    pub fn check(&self, template: &FormTemplate) -> Result<(), FormError> {
        let mut seen = BTreeSet::new();
        for fill in &self.fields {
            let field = template.fields.iter().find(|field| field.id == fill.field);
            let field = field.ok_or(FormError::Changed)?;
            if !seen.insert(&fill.field) {
                return Err(FormError::Unfit(field.text.clone()));
            }
            field.check(&fill.with)?;
        }
        let empty = |field: &&TemplateField| field.required && self.source(field).is_none();
        if let Some(field) = template.fields.iter().find(empty) {
            let question = field.text.clone();
            return Err(match field.kind {
                FieldKind::Other => FormError::Unanswerable(question),
                _ => FormError::Required(question),
            });
        }
        carrier(template, |field| self.source(field).is_some()).map(drop).ok_or(FormError::NoText)
    }

    /// The answers: of each question its id and Lever's value for it. The first long text, else the first
    /// line, ends with the reference.
    ///
    /// # Errors
    /// As [`Form::check`].
    pub fn fill(
        &self,
        template: &FormTemplate,
        evaluation: &Evaluation,
        reference: &str,
    ) -> Result<Vec<(String, Value)>, FormError> {
        self.check(template)?;
        let carrier = carrier(template, |field| self.source(field).is_some());
        let mut answers = Vec::new();
        for field in &template.fields {
            let value = match self.source(field) {
                None => continue,
                Some(Source::Score) if field.kind == FieldKind::Rating => {
                    json!(field.rating().map(|words| words[usize::from(evaluation.score.get()) - 1]))
                }
                Some(Source::Score) => json!(evaluation.score.get()),
                // No source says which values Lever takes here; these are the question's own words.
                Some(Source::Verdict) => json!(if evaluation.passes { "yes" } else { "no" }),
                Some(Source::Choice(choice)) if field.kind == FieldKind::Choices => json!([choice]),
                Some(Source::Choice(choice)) => json!(choice),
                Some(Source::Text(words)) => {
                    let text = template::render(words, &evaluation.words)
                        .map_err(|source| FormError::Words { question: field.text.clone(), source })?;
                    let reference = (carrier == Some(field.id.as_str())).then_some(reference);
                    match written(field, &text, &evaluation.remark, reference) {
                        text if text.is_empty() => continue,
                        text => json!(text),
                    }
                }
            };
            answers.push((field.id.clone(), value));
        }
        Ok(answers)
    }

    /// What fills a field; a text without words fills nothing.
    fn source(&self, field: &TemplateField) -> Option<&Source> {
        let fill = self.fields.iter().find(|fill| fill.field == field.id)?;
        let empty = matches!(&fill.with, Source::Text(words) if words.trim().is_empty());
        (!empty).then_some(&fill.with)
    }
}

/// Whether a value of a form in Lever ends with this reference.
#[must_use]
pub fn carries(value: &str, reference: &str) -> bool {
    value.trim_end().ends_with(&format!("Ref {reference}"))
}

/// The form that a result adds; none without a score, for that is what a form is about.
pub(crate) fn draft(
    screening: &ScreeningId,
    form: Option<&Form>,
    words: &Words,
    (score, reading): (Option<Score>, Reading),
    (reference, revision): (&str, u32),
) -> Option<EffectDraft> {
    form?;
    let score = score?;
    let passes = match reading {
        Reading::Pass => true,
        Reading::Fail => false,
        Reading::NeedsReview | Reading::Unread => score.get() >= 3,
    };
    let evaluation = Box::new(Evaluation { words: words.clone(), score, passes, remark: String::new() });
    let suffix = if revision == COUNTED { "counted".to_owned() } else { revision.to_string() };
    let effect = Effect::AddFeedback { evaluation, reference: format!("{reference}/{suffix}") };
    Some(EffectDraft::of(screening, FORM_SLOT, revision, effect))
}

/// The field whose text ends with the reference.
fn carrier(template: &FormTemplate, filled: impl Fn(&TemplateField) -> bool) -> Option<&str> {
    let first = |kind| template.fields.iter().find(|field| field.kind == kind && filled(field));
    first(FieldKind::Text).or_else(|| first(FieldKind::Line)).map(|field| field.id.as_str())
}

/// A text as the field takes it; empty if the field can do without.
fn written(field: &TemplateField, text: &str, remark: &str, reference: Option<&str>) -> String {
    let ending = reference.map(|reference| format!("Ref {reference}")).unwrap_or_default();
    let remark = if reference.is_some() { remark } else { "" };
    let parts = [remark, text.trim(), &ending].into_iter().filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    match (field.kind, parts.is_empty()) {
        (_, true) if field.required => NOTHING.to_owned(),
        (FieldKind::Line, _) => parts.join(" ").split_whitespace().collect::<Vec<_>>().join(" "),
        _ => parts.join("\n\n"),
    }
}
