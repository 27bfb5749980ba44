//! How one account uses one provider: triggers, which assessment, vocabulary, limits. Data, never
//! code; stored as JSON.

mod problems;

use serde::{Deserialize, Serialize};

use crate::conditions::Conditions;
use crate::filing::Filing;
use crate::form::Form;
use crate::grading::Grading;
use crate::leaving::Leaving;
use crate::moves::Moves;
use crate::notes::Notes;
use crate::vocabulary::Tags;
use crate::writers::Writers;
use crate::{AssessmentId, PlaybookId, PostingId, StageId};

pub(crate) use self::problems::is_hidden;
pub use self::problems::{Field, PlaybookError, check_posting_tag};

/// A playbook. Triggers are switched on and off apart from it (they carry a baseline).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Playbook {
    /// Id, stable over renames.
    pub id: PlaybookId,
    /// Name.
    pub name: String,
    /// The preset that it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preset: Option<String>,
    /// Names of stages that usually trigger it; offered when it is switched on.
    pub usual_stages: Vec<String>,
    /// Whether applications usually trigger it as well.
    pub usual_applications: bool,
    /// It serves "Send screening now" even while nothing triggers it.
    pub by_hand: bool,
    /// The provider, for example `interview`.
    pub provider: String,
    /// Sent unless something more specific says otherwise.
    pub assessment: Option<AssessmentId>,
    /// Stage → assessment.
    pub stage_assessments: Vec<StageAssessment>,
    /// Posting → assessment.
    pub posting_assessments: Vec<PostingAssessment>,
    /// A tag of postings that names an assessment, with `{id}` in the place of its id or name.
    pub posting_tag: Option<String>,
    /// Whom it is for.
    pub conditions: Conditions,
    /// Tags in Lever.
    pub tags: Tags,
    /// What a score means.
    pub grading: Grading,
    /// Notes on the way to a result.
    pub notes: Notes,
    /// When the report becomes a file in Lever.
    pub filing: Filing,
    /// The note after a review.
    pub note: String,
    /// The note about what was counted by rule, without a review.
    pub note_counted: String,
    /// The comment when a later review changes the score.
    pub note_changed: String,
    /// Subject of the invitation.
    pub mail_subject: String,
    /// Text of the invitation; must contain the link.
    pub mail_text: String,
    /// Subject of a reminder.
    pub reminder_subject: String,
    /// Text of a reminder; must contain the link.
    pub reminder_text: String,
    /// Days until the link runs out.
    pub expires_in_days: u32,
    /// Days within which the same person is not sent the same assessment again.
    pub rescreen_after_days: u32,
    /// What happens with whoever was screened within that time.
    pub rescreening: Rescreening,
    /// Invitations per hour at most.
    pub hourly_cap: u32,
    /// More than so many at once wait for a person's yes.
    pub ask_above: u32,
    /// Whether snoozed candidates are left alone.
    pub skip_snoozed: bool,
    /// Interviews are held at this desk: a link that only this computer opens is fine.
    pub at_this_desk: bool,
    /// Days after the invitation on which it is reminded of; empty for never.
    pub remind_after_days: Vec<u32>,
    /// What happens when a candidate leaves while the invitation is open.
    pub leaving: Leaving,
    /// Where candidates go by their score.
    pub moves: Moves,
    /// In whose name Lever is written to.
    pub writers: Writers,
    /// The feedback form that is filled besides the note, if one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
}

/// What happens with somebody who was screened with the same assessment not long ago.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rescreening {
    /// They are not invited.
    #[default]
    LeaveOut,
    /// A person is asked.
    Ask,
    /// They are invited once more.
    SendAgain,
    /// The result is written again for the new opportunity, and nothing is sent.
    Reuse,
}

/// A trigger stage's own assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageAssessment {
    /// The stage.
    pub stage: StageId,
    /// Its default.
    pub assessment: AssessmentId,
}

/// A posting's own assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingAssessment {
    /// The posting.
    pub posting: PostingId,
    /// Only in this stage; in every one without.
    #[serde(default)]
    pub stage: Option<StageId>,
    /// Its assessment.
    pub assessment: AssessmentId,
}

impl Default for Playbook {
    fn default() -> Self {
        Self::preset()
    }
}

impl Playbook {
    /// Fulcrum's own preset. Nothing in it says AI: no model scores.
    #[must_use]
    pub fn preset() -> Self {
        Self {
            id: PlaybookId::new("fulcrum-screening"),
            name: "Fulcrum screening".into(),
            preset: None,
            usual_stages: Vec::new(),
            usual_applications: false,
            by_hand: false,
            provider: "interview".into(),
            assessment: None,
            stage_assessments: Vec::new(),
            posting_assessments: Vec::new(),
            posting_tag: None,
            conditions: Conditions::default(),
            tags: Tags {
                invited: "Fulcrum-Screening-Invited".into(),
                completed: "Fulcrum-Screening-Completed".into(),
                score: "Fulcrum-Screening-Score:{{ score }}".into(),
                ..Tags::default()
            },
            grading: Grading::default(),
            notes: Notes::default(),
            filing: Filing::default(),
            note: "Screening \"{{ assessment }}\"{% if posting %} for {{ posting }}{% endif %}, \
                   reviewed by {{ reviewer }} on {{ date }}: {{ score }} ({{ verdict }}).\
                   {% if comment %}\n\n{{ comment }}{% endif %}\n\nAnswers: {{ report }}"
                .into(),
            note_counted: "Screening \"{{ assessment }}\"{% if posting %} for {{ posting }}{% endif %}, counted by \
                           rule on {{ date }}: {% if grade %}{{ grade }}, {% endif %}\
                           {% if max_points %}{{ points }} of {{ max_points }} points ({{ percent }} %).\
                           {% else %}hard requirements only.{% endif %}\
                           {% if knocked_out %} A hard requirement is not met.{% endif %}\n\n\
                           Nobody has read it yet. Answers: {{ report }}"
                .into(),
            note_changed: "Score changed to {{ score }} ({{ verdict }}) by {{ reviewer }} on {{ date }}.\
                           {% if comment %}\n\n{{ comment }}{% endif %}"
                .into(),
            mail_subject: "{{ company }}: a short interview for {{ posting or 'your application' }}".into(),
            mail_text: "Hello {{ first_name }},\n\n\
                        Thank you for your interest in {{ company }}. As the next step we would like to ask \
                        you a few questions ({{ assessment }}, about {{ minutes }} minutes). You can \
                        answer whenever it suits you, until {{ expires }}, and pause in between.\n\n\
                        {{ link }}\n\n\
                        The page says first what becomes of your answers.\n\n\
                        Kind regards\n{{ sender }}"
                .into(),
            reminder_subject: "{{ company }}: a reminder of your interview for {{ posting or 'your application' }}"
                .into(),
            reminder_text: "Hello {{ first_name }},\n\n\
                        A few days ago we sent you some questions ({{ assessment }}, about {{ minutes }} \
                        minutes). You can still answer them until {{ expires }}, and go on where you stopped.\n\n\
                        {{ link }}\n\n\
                        If you would rather not, the page has a button to decline.\n\n\
                        Kind regards\n{{ sender }}"
                .into(),
            expires_in_days: 14,
            rescreen_after_days: 90,
            rescreening: Rescreening::LeaveOut,
            hourly_cap: 60,
            ask_above: 20,
            skip_snoozed: true,
            at_this_desk: false,
            remind_after_days: vec![3, 6],
            leaving: Leaving::default(),
            moves: Moves::default(),
            writers: Writers::default(),
            form: None,
        }
    }

    /// Whether a decision depends on what the posting is.
    #[must_use]
    pub fn asks_for_posting(&self) -> bool {
        self.posting_tag.is_some()
            || !self.posting_assessments.is_empty()
            || !self.conditions.postings.is_empty()
    }

    /// Whether there is anything that it could send.
    #[must_use]
    pub fn names_any(&self) -> bool {
        self.assessment.is_some() || self.names_for_some()
    }

    /// The assessments that it names: by default, for stages, for postings. One may come more than once.
    pub fn named_assessments(&self) -> impl Iterator<Item = &AssessmentId> {
        let by_stage = self.stage_assessments.iter().map(|one| &one.assessment);
        let by_posting = self.posting_assessments.iter().map(|one| &one.assessment);
        self.assessment.iter().chain(by_stage).chain(by_posting)
    }

    /// Whether it names assessments for some postings or stages, so that without a default it is for nobody else.
    #[must_use]
    pub fn names_for_some(&self) -> bool {
        self.posting_tag.is_some()
            || !self.posting_assessments.is_empty()
            || !self.stage_assessments.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preset_is_valid_and_does_not_say_ai() {
        let preset = Playbook::preset();
        preset.check().unwrap();
        for tag in [&preset.tags.invited, &preset.tags.completed, &preset.tags.score] {
            assert!(!tag.contains("AI"), "{tag}");
        }
    }

    #[test]
    fn unknown_fields_of_a_newer_version_do_no_harm() {
        let mut json = serde_json::to_value(Playbook::preset()).unwrap();
        json["colour"] = "blue".into();
        let back: Playbook = serde_json::from_value(json).unwrap();
        assert_eq!(back, Playbook::preset());
    }
}
