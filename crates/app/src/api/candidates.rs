use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CountView, DecisionView, Millis, OverviewRange, ReviewView, TimelineView, WriteView};

/// Where a screening stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningState {
    /// Waits a few seconds for Undo, or for offline, pause or the hourly cap to pass.
    Held,
    /// The invitation is leaving.
    Inviting,
    /// The candidate has the invitation.
    Invited,
    /// The candidate began.
    Started,
    /// The candidate finished.
    Submitted,
    /// A score exists that no person confirmed yet.
    Evaluated,
    /// A person reviewed.
    Reviewed,
    /// Called off.
    Cancelled,
    /// The candidate said no.
    Declined,
    /// The link ran out.
    Expired,
    /// The invitation could not be delivered.
    Failed,
}

/// How what came of a screening is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ResultReading {
    /// It passes.
    Pass,
    /// Somebody has to look at it.
    NeedsReview,
    /// It fails.
    Fail,
}

/// Asks for a page of screenings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct CandidatesQuery {
    /// Words typed into the search field (name, e-mail, posting, tags).
    pub search: String,
    /// Which ones.
    pub filter: CandidateFilter,
    /// Values of `candidate_choices`, alternatives; empty for all.
    pub postings: Vec<String>,
    /// The same of stages.
    pub stages: Vec<String>,
    /// The same of assessments.
    pub assessments: Vec<String>,
    /// The same of owners.
    pub owners: Vec<String>,
    /// 1-4; 0 stands for no score.
    pub scores: Vec<u8>,
    /// Changed at or after.
    pub changed_from: Option<Millis>,
    /// Changed before.
    pub changed_to: Option<Millis>,
    /// Of how many days up to now `candidate_choices` counts what changed.
    pub days: Vec<u32>,
    /// The invitation left in a time of the overview: exactly those that are counted there.
    pub invited: Option<OverviewRange>,
    /// The invitation left at or after; beside `invited`, both hold.
    pub invited_from: Option<Millis>,
    /// The invitation left before.
    pub invited_to: Option<Millis>,
    /// By what.
    pub order: CandidateOrder,
    /// The other way round than the column's usual one.
    pub reversed: bool,
    /// From the last row to the first, exactly in reverse.
    #[serde(default)]
    pub from_end: bool,
    /// `next` of the page before.
    pub after: Option<String>,
    /// At most this many rows, up to 200.
    pub limit: Option<u32>,
}

/// A filter chip.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CandidateFilter {
    /// Everything but what was never sent; with words to search for, that too.
    #[default]
    All,
    /// Held to started.
    Open,
    /// Invited, not begun.
    Invited,
    /// Submitted, and not scored by rule.
    ToReview,
    /// A move waits for a yes.
    ToMove,
    /// Open attention.
    Attention,
    /// Reviewed, or scored by rule.
    Scored,
    /// Cancelled, declined, expired, failed.
    Ended,
    /// Called back before the invitation left.
    NotSent,
}

/// A column to order by; each has its usual direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CandidateOrder {
    /// The last changed first.
    #[default]
    Changed,
    /// A to Z.
    Name,
    /// A to Z.
    Posting,
    /// In Lever's order; of each, the last changed first.
    Stage,
    /// A to Z.
    Assessment,
    /// As a screening goes on; of each, the last changed first.
    State,
    /// The best first.
    Score,
    /// The last invited first.
    Invited,
}

/// A page of screenings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidatesPage {
    /// The rows.
    pub rows: Vec<CandidateRow>,
    /// Pass as `after` for the next page.
    pub next: Option<String>,
    /// How many screenings the whole list has. Only with the first page.
    pub total: Option<u32>,
    /// How many screenings each chip holds, whatever else is filtered. Only with the first page.
    pub counts: Vec<FilterCount>,
}

/// What a list can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateChoices {
    /// Postings.
    pub postings: Vec<CandidateChoice>,
    /// Stages.
    pub stages: Vec<CandidateChoice>,
    /// Assessments.
    pub assessments: Vec<CandidateChoice>,
    /// Owners.
    pub owners: Vec<CandidateChoice>,
    /// Scores; `0` for none.
    pub scores: Vec<CandidateChoice>,
    /// How many screenings changed within each of the query's `days`, in their order.
    pub changed: Vec<u32>,
    /// How many invitations left in each time of the overview.
    pub invited: Vec<InvitedCount>,
    /// How many screenings each chip would bring.
    pub filters: Vec<FilterCount>,
}

/// How many screenings a time of the overview would bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct InvitedCount {
    /// The time.
    pub range: OverviewRange,
    /// Screenings.
    pub count: u32,
}

/// One choice, with how many screenings it would bring under the other filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateChoice {
    /// For the query; empty for none.
    pub value: String,
    /// Words; empty for none.
    pub label: String,
    /// Screenings.
    pub count: u32,
}

/// The number behind a chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FilterCount {
    /// The chip.
    pub filter: CandidateFilter,
    /// Its number.
    pub count: u32,
}

/// One screening in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateRow {
    /// Screening id.
    pub id: String,
    /// Lever opportunity id.
    pub opportunity_id: String,
    /// Candidate's name ("Unnamed candidate" if Lever has none).
    pub name: String,
    /// Address that the invitation goes to.
    pub email: Option<String>,
    /// Posting's title.
    pub posting: Option<String>,
    /// Text of the stage in which the candidate is, as last seen.
    pub stage: Option<String>,
    /// Owner's name.
    pub owner: Option<String>,
    /// Tags in Lever, as last seen.
    pub tags: Vec<String>,
    /// Assessment's name.
    pub assessment: String,
    /// Its id.
    pub assessment_id: String,
    /// Where it stands.
    pub state: ScreeningState,
    /// Words for the pill, for example "Question 2 of 5" or "Sending in 9 s" (without the seconds).
    pub state_text: String,
    /// True if something about it needs a person.
    pub attention: bool,
    /// 1-4.
    pub score: Option<u8>,
    /// What was counted by rule.
    pub count: Option<CountView>,
    /// The grade of what was counted, until a person reviews.
    pub grade: Option<String>,
    /// How the playbook reads what came of it; none while nothing did, and without thresholds.
    pub reading: Option<ResultReading>,
    /// What the stage is called to which a move waits for a yes.
    pub move_to: Option<String>,
    /// When a held invitation leaves.
    pub hold_until: Option<Millis>,
    /// Answers given so far.
    pub answered: u32,
    /// Questions.
    pub questions: u32,
    /// When the invitation left.
    pub invited_at: Option<Millis>,
    /// When the candidate began.
    pub started_at: Option<Millis>,
    /// When the candidate finished.
    pub submitted_at: Option<Millis>,
    /// Last change.
    pub changed_at: Millis,
}

/// Names one screening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScreeningRef {
    /// Screening id.
    pub screening_id: String,
}

/// Sends the invitation's mail once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendAgain {
    /// Screening id.
    pub screening_id: String,
    /// Even if the candidate had a mail about it within the last day.
    pub anyway: bool,
}

/// Everything about one screening.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// As in lists.
    pub row: CandidateRow,
    /// Lever opportunity id.
    pub opportunity_id: String,
    /// The candidate's page in Lever.
    pub lever_url: Option<String>,
    /// Owner's name.
    pub owner: Option<String>,
    /// The reference in notes, for example `F-7K3Q9M`.
    pub reference: String,
    /// The candidate's link, once it exists.
    pub link: Option<String>,
    /// The page for colleagues, once it exists.
    pub report_url: Option<String>,
    /// When the link runs out.
    pub expires_at: Option<Millis>,
    /// How the mail went: `none`, `sent`, `unclear`, `failed`, `by_hand`.
    pub mail_state: String,
    /// Oldest first.
    pub timeline: Vec<TimelineView>,
    /// Every change to Lever or the provider, in order.
    pub writes: Vec<WriteView>,
    /// Why this person was invited.
    pub decision: Option<DecisionView>,
    /// Open attention about this screening.
    pub attention: Vec<AttentionView>,
    /// Present when reviewed.
    pub review: Option<ReviewView>,
    /// Other screenings of the same person.
    pub others: Vec<CandidateRow>,
    /// Other active opportunities of the same person in Lever, as far as the directory knows them.
    pub opportunities: Vec<OtherOpportunity>,
    /// What can be done now.
    pub can: Vec<ScreeningAction>,
}

/// Another opportunity of the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OtherOpportunity {
    /// Lever opportunity id.
    pub opportunity_id: String,
    /// Posting's title.
    pub posting: Option<String>,
    /// Stage's text.
    pub stage: Option<String>,
}

/// What can be done with a screening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningAction {
    /// Call a held invitation back.
    Undo,
    /// Send a held invitation at once.
    SendNow,
    /// Call it off.
    Cancel,
    /// Remind by mail.
    Remind,
    /// Send the mail once more.
    SendAgain,
    /// Copy the candidate's link.
    CopyLink,
    /// Open a draft in the person's own mail program.
    MailProgram,
    /// Review.
    Review,
    /// Take the review back, while its writes are held.
    TakeBack,
}

/// Something that a person must settle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionView {
    /// Attention id.
    pub id: String,
    /// Since when.
    pub at: Millis,
    /// One sentence.
    pub reason: String,
    /// At least one; the first is the recommended one.
    pub actions: Vec<AttentionAction>,
}

/// A way to settle it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttentionAction {
    /// Pass to `settle_attention`; `open_lever`, `copy_link` and `mail_program` are done by the UI
    /// through `open_link`, `candidate_link` and `mail_draft`.
    pub id: String,
    /// The button's words.
    pub label: String,
}

/// A link for the clipboard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    /// The address.
    pub url: String,
}
