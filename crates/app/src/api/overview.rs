use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Millis;

/// Asks for the figures of a time and, if wanted, of one posting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OverviewQuery {
    /// Which time.
    pub range: OverviewRange,
    /// Lever posting id; everybody, if missing.
    pub posting_id: Option<String>,
}

/// Which time, by when invitations left. Weeks are whole ones from Monday, the present one included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum OverviewRange {
    /// Four weeks.
    #[serde(rename = "4w")]
    FourWeeks,
    /// Twelve weeks.
    #[default]
    #[serde(rename = "12w")]
    TwelveWeeks,
    /// Since New Year.
    #[serde(rename = "year")]
    ThisYear,
    /// Everything that is kept.
    #[serde(rename = "all")]
    All,
}

/// Figures of a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OverviewView {
    /// The time that was asked for.
    pub range: OverviewRange,
    /// The posting that was asked for.
    pub posting: Option<PostingChoice>,
    /// Steps in order; `evaluated` only if a score waits for a person.
    pub funnel: Vec<FunnelStepView>,
    /// From the stage entry to the invitation.
    pub to_invitation: TimesView,
    /// From the invitation to the hand-in.
    pub to_completion: TimesView,
    /// How many have the scores 1, 2, 3 and 4.
    pub scores: Vec<u32>,
    /// Their mean.
    pub mean_score: Option<f64>,
    /// Every week of the time in order, empty ones too.
    pub weeks: Vec<WeekView>,
    /// Postings of the time whichever was asked for, the one with the most invitations first; at most 200.
    pub postings: Vec<PostingView>,
    /// Whether anybody was ever invited, at whatever time.
    pub any: bool,
}

/// A posting by which one can look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingChoice {
    /// Lever posting id.
    pub id: String,
    /// Title; empty if it is not known any more.
    pub title: String,
}

/// A step from the invitation to the review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FunnelStepName {
    /// The invitation left.
    Invited,
    /// The candidate began.
    Started,
    /// The candidate finished.
    Completed,
    /// A model or a rule gave a score.
    Evaluated,
    /// A person reviewed.
    Reviewed,
}

/// How many came to a step, and what became of those who came no further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FunnelStepView {
    /// Which.
    pub step: FunnelStepName,
    /// How many came this far, or further.
    pub count: u32,
    /// Came no further yet, and still may.
    pub waiting: u32,
    /// Said no.
    pub declined: u32,
    /// The link ran out.
    pub expired: u32,
    /// Called off.
    pub cancelled: u32,
    /// Not delivered.
    pub failed: u32,
}

/// How long something took.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimesView {
    /// Over how many.
    pub count: u32,
    /// Half took at most so many milliseconds.
    pub median: Option<Millis>,
    /// Nine in ten took at most so many milliseconds.
    pub p90: Option<Millis>,
    /// The shortest first.
    pub buckets: Vec<BucketView>,
}

/// How many took between so and so long, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BucketView {
    /// From here on.
    pub from: Millis,
    /// Below this; the last one has no end.
    pub below: Option<Millis>,
    /// How many.
    pub count: u32,
}

/// One week of invitations, and what became of them until now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WeekView {
    /// Its Monday as `2026-03-02`, where the person lives.
    pub monday: String,
    /// Its number by ISO 8601.
    pub number: u8,
    /// Invited in it.
    pub invited: u32,
    /// Of these, handed in.
    pub completed: u32,
    /// Of these, reviewed.
    pub reviewed: u32,
    /// Whether it still goes on.
    pub is_present: bool,
}

/// How screening goes for one posting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PostingView {
    /// Lever posting id; none for candidates without a posting.
    pub id: Option<String>,
    /// Title, with team and place if another posting of the list has the same.
    pub title: Option<String>,
    /// Invited.
    pub invited: u32,
    /// Of these, handed in.
    pub completed: u32,
    /// Of these, reviewed.
    pub reviewed: u32,
    /// Half of those who finished took at most so many milliseconds.
    pub to_completion: Option<Millis>,
    /// The mean of all scores.
    pub mean_score: Option<f64>,
}

/// Asks for the table behind a chart as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ExportOverview {
    /// The time.
    #[serde(default)]
    pub range: OverviewRange,
    /// The posting.
    #[serde(default)]
    pub posting_id: Option<String>,
    /// Which table.
    pub table: OverviewTable,
}

/// A table behind a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OverviewTable {
    /// From invited to reviewed.
    Funnel,
    /// By week.
    Weeks,
    /// From the stage entry to the invitation.
    ToInvitation,
    /// From the invitation to the hand-in.
    ToCompletion,
    /// By score.
    Scores,
    /// By posting.
    Postings,
}

/// What became of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// False if the person changed their mind.
    pub saved: bool,
}
