use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    ConditionsView, FormView, GradingView, LeavingView, Millis, MovesView, NotesView, PostingAssessmentView,
    PreviewPerson, StageAssessmentView, TagVocabulary, UnwrittenTag,
};

/// A stage of the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageView {
    /// Lever's id.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// How many are in a stage now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// Lever's id of the stage.
    pub stage_id: String,
    /// Candidates who are not archived.
    pub people: u32,
    /// There are more than were counted.
    pub more: bool,
}

/// A playbook with its triggers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaybookView {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Whether any trigger is on.
    pub on: bool,
    /// The preset that it was made from.
    pub preset: Option<String>,
    /// Names of stages that usually trigger it; offered while it is off.
    pub usual_stages: Vec<String>,
    /// Those of them that the pipeline does not have.
    pub lacking_stages: Vec<String>,
    /// Whether applications usually trigger it as well; offered while it is off.
    pub usual_applications: bool,
    /// It serves "Send screening now" while nothing triggers it.
    pub by_hand: bool,
    /// Stages whose entry starts a screening.
    pub triggers: Vec<TriggerView>,
    /// The assessment sent unless something more specific says otherwise.
    pub assessment_id: Option<String>,
    /// Its name.
    pub assessment: Option<String>,
    /// Tags written to Lever, as templates.
    pub tags: TagVocabulary,
    /// What scores mean.
    pub grading: GradingView,
    /// Notes on the way to a result, templates.
    pub notes: NotesView,
    /// When the report becomes a file in Lever.
    pub filing: FilingName,
    /// The note after a review, a template.
    pub note: String,
    /// The comment under it when a later review changes the score, a template.
    pub note_changed: String,
    /// The note about what was counted by rule.
    pub note_counted: String,
    /// Subject of the invitation, a template.
    pub mail_subject: String,
    /// Text of the invitation, a template.
    pub mail_text: String,
    /// Reminder's subject.
    pub reminder_subject: String,
    /// Reminder's text.
    pub reminder_text: String,
    /// Days until the link runs out.
    pub expires_in_days: u32,
    /// Days after the invitation on which it is reminded of; empty for never.
    pub remind_after_days: Vec<u32>,
    /// What happens when a candidate leaves while the invitation is open.
    pub leaving: LeavingView,
    /// Days within which the same person is not sent the same assessment again.
    pub rescreen_after_days: u32,
    /// What happens with whoever was screened within that time.
    pub rescreening: RescreeningName,
    /// Invitations per hour at most.
    pub hourly_cap: u32,
    /// More than so many at once wait for a person's yes.
    pub ask_above: u32,
    /// Whether whoever is snoozed in Lever is left alone.
    pub skip_snoozed: bool,
    /// Whether a link that only this computer opens is fine.
    pub at_this_desk: bool,
    /// Whom it is for.
    pub conditions: ConditionsView,
    /// A tag of postings that names an assessment; `{id}` stands for its id or name.
    pub posting_tag: Option<String>,
    /// What postings have instead of the default.
    pub posting_assessments: Vec<PostingAssessmentView>,
    /// What stages have instead of the default.
    pub stage_assessments: Vec<StageAssessmentView>,
    /// Where candidates go by their score.
    pub moves: MovesView,
    /// In whose name Lever is written to.
    pub writers: WritersView,
    /// The feedback form that is filled besides the note, if one is.
    pub form: Option<FormView>,
    /// The name of the user that it writes as, if it names one.
    pub writes_as: Option<String>,
    /// Why it cannot be switched on now, if so.
    pub blocked: Option<String>,
    /// Tags that no result of an assessment that it sends can lead to.
    pub unwritten: Vec<UnwrittenTag>,
}

/// When a playbook files the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilingName {
    /// Never.
    Never,
    /// Once the candidate has finished.
    Finished,
    /// Once there is a score; each later one makes another file.
    Scored,
}

/// What happens with somebody who was screened with the same assessment not long ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RescreeningName {
    /// They are not invited.
    LeaveOut,
    /// A person is asked.
    Ask,
    /// They are invited once more.
    SendAgain,
    /// The result is written again for the new opportunity, and nothing is sent.
    Reuse,
}

/// A trigger stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TriggerView {
    /// Lever stage id; `@applied` for applications.
    pub stage_id: String,
    /// Its text.
    pub stage: String,
    /// Since when, in Lever's time.
    pub on_since: Option<Millis>,
}

/// Changes a playbook; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct SavePlaybook {
    /// Id.
    pub id: String,
    /// New name.
    pub name: Option<String>,
    /// Whether it serves "Send screening now" while nothing triggers it.
    pub by_hand: Option<bool>,
    /// New default assessment; empty for none.
    pub assessment_id: Option<String>,
    /// New conditions, all of them.
    pub conditions: Option<ConditionsView>,
    /// New pattern of posting tags; empty for none.
    pub posting_tag: Option<String>,
    /// New entries of the posting map, all of them.
    pub posting_assessments: Option<Vec<PostingAssessmentView>>,
    /// New stage defaults, all of them.
    pub stage_assessments: Option<Vec<StageAssessmentView>>,
    /// New tags, all of them.
    pub tags: Option<TagVocabulary>,
    /// New meaning of scores, all of it.
    pub grading: Option<GradingView>,
    /// New notes on the way, all of them.
    pub notes: Option<NotesView>,
    /// When the report becomes a file in Lever.
    pub filing: Option<FilingName>,
    /// New note.
    pub note: Option<String>,
    /// New comment.
    pub note_changed: Option<String>,
    /// The note about what was counted by rule.
    pub note_counted: Option<String>,
    /// New subject.
    pub mail_subject: Option<String>,
    /// New text.
    pub mail_text: Option<String>,
    /// New subject of the reminder.
    pub reminder_subject: Option<String>,
    /// New text of the reminder.
    pub reminder_text: Option<String>,
    /// New expiry.
    pub expires_in_days: Option<u32>,
    /// New days of reminders, all of them.
    pub remind_after_days: Option<Vec<u32>>,
    /// New rules for leaving, all of them.
    pub leaving: Option<LeavingView>,
    /// New window.
    pub rescreen_after_days: Option<u32>,
    /// New rule for whoever was screened.
    pub rescreening: Option<RescreeningName>,
    /// New number above which the app asks.
    pub ask_above: Option<u32>,
    /// New cap.
    pub hourly_cap: Option<u32>,
    /// New rule for whoever is snoozed.
    pub skip_snoozed: Option<bool>,
    /// New desk rule.
    pub at_this_desk: Option<bool>,
    /// New moves, all of them.
    pub moves: Option<MovesView>,
    /// New names of who writes to Lever.
    pub writers: Option<WritersView>,
    /// New feedback form, all of it.
    pub form: Option<FormView>,
}

/// Asks who would be invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewTrigger {
    /// Playbook id.
    pub playbook_id: String,
    /// Stages, switched on or not.
    pub stage_ids: Vec<String>,
    /// Try this default assessment instead of the saved one.
    pub assessment_id: Option<String>,
}

/// Who is in the stages now and what would happen with each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TriggerPreview {
    /// Everybody, those to invite first.
    pub people: Vec<PreviewPerson>,
    /// How many would be invited.
    pub would_invite: u32,
    /// For how many the playbook is not.
    pub not_addressed: u32,
    /// How many of the others would not be invited, by reason.
    pub reasons: Vec<ReasonCount>,
    /// Why it cannot be switched on now, if so.
    pub blocked: Option<String>,
}

/// A reason with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReasonCount {
    /// For example "no e-mail address in Lever".
    pub reason: String,
    /// How many.
    pub count: u32,
}

/// Switches trigger stages on. Who is there already is not invited unless named in `invite_now`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwitchOn {
    /// Playbook id.
    pub playbook_id: String,
    /// All stages that shall be on.
    pub stage_ids: Vec<String>,
    /// Opportunities of the preview to invite now (the back-fill).
    pub invite_now: Vec<String>,
}

/// A playbook that was switched on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SwitchedOn {
    /// As it is now.
    pub playbook: PlaybookView,
    /// Screenings of the back-fill, which can be undone for a few seconds.
    pub begun: Vec<String>,
}

/// Puts playbooks into an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrderPlaybooks {
    /// Playbook ids, the first first.
    pub playbook_ids: Vec<String>,
}

/// Names one playbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlaybookRef {
    /// Playbook id.
    pub playbook_id: String,
}

/// In whose name Lever is written to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WritersView {
    /// Lever user id; none for whoever is connected.
    pub perform_as: Option<String>,
    /// Address of the user who stands in for somebody who cannot; none for nobody.
    pub fallback: Option<String>,
}
