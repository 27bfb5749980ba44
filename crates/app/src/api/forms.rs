use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The feedback form of a playbook.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormView {
    /// Lever's id of the template; empty in a request for no form.
    pub template_id: String,
    /// What fills its fields; one that is not named stays empty.
    pub fields: Vec<FillView>,
}

/// What fills a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FillView {
    /// Lever's id of the field.
    pub field_id: String,
    /// With what.
    pub with: FillSource,
}

/// Where an answer comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "from")]
pub enum FillSource {
    /// The score from 1 to 4.
    Score,
    /// Yes for what passes, no for what fails; where neither is said, yes from a score of 3 on.
    Verdict,
    /// A text.
    Text {
        /// A template; an empty one fills nothing.
        text: String,
    },
    /// Always the same choice.
    Choice {
        /// Which.
        choice: String,
    },
}

/// A feedback template of Lever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormTemplateView {
    /// Lever's id.
    pub id: String,
    /// Its title.
    pub text: String,
    /// Its questions, in order.
    pub fields: Vec<FormFieldView>,
    /// What is most likely meant.
    pub suggested: FormView,
}

/// A question of a feedback template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FormFieldView {
    /// Lever's id.
    pub id: String,
    /// The question.
    pub text: String,
    /// It must be answered.
    pub required: bool,
    /// How it is answered.
    pub kind: FormFieldKind,
    /// What may be chosen; of a rating, the words for the scores from 1 to 4 if there are four.
    pub options: Vec<String>,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FormFieldKind {
    /// With one of the company's words for a score.
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
    /// With something that Fulcrum cannot fill in.
    Other,
}
