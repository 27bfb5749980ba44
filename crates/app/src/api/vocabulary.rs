use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The tags of a playbook, as templates; an empty one is not written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TagVocabulary {
    /// The invitation is out.
    pub invited: String,
    /// The candidate began.
    pub started: String,
    /// The candidate has finished.
    pub completed: String,
    /// Somebody has to look at it.
    pub needs_review: String,
    /// There is a score.
    pub evaluated: String,
    /// The score passes.
    pub pass: String,
    /// The score fails.
    pub fail: String,
    /// The link ran out.
    pub expired: String,
    /// The candidate said no.
    pub declined: String,
    /// The score; `{{ score }}` is 1-4.
    pub score: String,
    /// The grade; `{{ grade }}` is its name.
    pub grade: String,
    /// A status takes the place of the one before, instead of being added to it.
    pub replace: bool,
}

/// A tag that only some results have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ResultTagName {
    /// The score.
    Score,
    /// The grade.
    Grade,
    /// The score passes.
    Pass,
    /// The score fails.
    Fail,
}

/// A tag that no result of an assessment can ever lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnwrittenTag {
    /// Which.
    pub tag: ResultTagName,
    /// The assessment's name.
    pub assessment: String,
    /// It would be written if the assessment counted points or had a hard requirement.
    pub uncounted: bool,
}

/// The notes on the way to a result, as templates; an empty one is not written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NotesView {
    /// The invitation is out.
    pub invited: String,
    /// The candidate began.
    pub started: String,
    /// The candidate has finished.
    pub completed: String,
    /// The link ran out.
    pub expired: String,
    /// The candidate said no.
    pub declined: String,
    /// Each is a note of its own; otherwise all but the first are comments under it.
    pub apart: bool,
    /// All notes, that about the result too, are secret ones of Lever.
    pub secret: bool,
}

/// What scores mean.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GradingView {
    /// The scale of the numbers.
    pub scale: ScaleName,
    /// For every assessment without thresholds of its own.
    pub thresholds: ThresholdsView,
    /// Assessments with thresholds of their own.
    pub by_assessment: Vec<AssessmentThresholdsView>,
    /// Where Lever's 2, 3 and 4 begin for what is counted: in points on that scale, else in percent.
    pub score_from: Option<[u32; 3]>,
}

/// What a number is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScaleName {
    /// 1 to 4, as in Lever.
    #[default]
    Score,
    /// 0 to 100.
    Percent,
    /// As many as the assessment has.
    Points,
}

/// From where a score passes, up to where it fails, and what bands are called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ThresholdsView {
    /// At or above passes.
    pub pass_from: Option<u32>,
    /// At or below fails.
    pub fail_to: Option<u32>,
    /// Bands.
    pub grades: Vec<GradeView>,
    /// The grade of whoever does not meet a hard requirement.
    pub knocked_out: Option<String>,
}

/// A band with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GradeView {
    /// Its name.
    pub name: String,
    /// At or above, up to the next band.
    pub from: u32,
}

/// One assessment's own thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentThresholdsView {
    /// The assessment.
    pub assessment_id: String,
    /// Its thresholds.
    pub thresholds: ThresholdsView,
}

/// Asks how past results would have fallen under other thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewGrading {
    /// The playbook.
    pub playbook_id: String,
    /// What scores would mean.
    pub grading: GradingView,
}

/// How past results fall. Nothing is changed by looking, nor by saving.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PastResults {
    /// Results of the playbook.
    pub results: u32,
    /// Those that would have passed, failed or been looked at otherwise.
    pub changed: u32,
    /// As scores are read now.
    pub before: ReadingCounts,
    /// As they would be read.
    pub after: ReadingCounts,
    /// Those that would have another grade, the most first.
    pub regraded: Vec<Regraded>,
}

/// Results that would have another grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Regraded {
    /// The grade that they have; none without one.
    pub before: Option<String>,
    /// The grade that they would have; none without one.
    pub after: Option<String>,
    /// How many.
    pub results: u32,
}

/// How many results are read in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReadingCounts {
    /// They pass.
    pub pass: u32,
    /// Somebody has to look at them.
    pub needs_review: u32,
    /// They fail.
    pub fail: u32,
}

/// Asks how texts of a playbook would look, before they are saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PreviewTexts {
    /// The playbook.
    pub playbook_id: String,
    /// A screening whose candidate fills the texts; if absent, the last reviewed one, else somebody whom Lever
    /// has, with a made-up result.
    pub screening_id: Option<String>,
    /// Templates; at most 100.
    pub texts: Vec<String>,
}

/// How the texts look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextsPreview {
    /// Whose words fill them; absent for made-up ones.
    pub candidate: Option<String>,
    /// One for each template, in order.
    pub texts: Vec<FilledText>,
}

/// One text, filled in or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilledText {
    /// How it looks; absent if it cannot be filled.
    pub text: Option<String>,
    /// What is wrong, in words, with the line.
    pub problem: Option<String>,
    /// A word that was probably meant.
    pub did_you_mean: Option<String>,
}
