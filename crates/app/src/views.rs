//! From rows of the store to view models.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum_core::candidate::Candidate;
use fulcrum_core::eligibility::{Check, Outcome, obstacle};
use fulcrum_core::grading::Reading;
use fulcrum_core::planner::{Decision, Verdict};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::{AccountId, ScreeningId, UserId};
use fulcrum_engine::{Engine, Task, posting_in_question, result_of, texts_in_question};
use fulcrum_store::{
    AttentionRow, DecisionRow, EffectRow, EffectState, EventRow, ScreeningRow, StoreError, Tx, UserRow,
};
use jiff::Timestamp;

use crate::api::*;

/// A time as it crosses.
#[expect(clippy::cast_precision_loss, reason = "milliseconds stay exact for 285,000 years")]
pub(crate) fn millis(at: Timestamp) -> Millis {
    at.as_millisecond() as f64
}

pub(crate) fn user_view(row: UserRow) -> UserView {
    UserView { id: row.id.to_string(), name: row.name, email: row.email, role: row.role }
}

pub(crate) fn state_view(state: State) -> ScreeningState {
    match state {
        State::Held => ScreeningState::Held,
        State::Inviting => ScreeningState::Inviting,
        State::Invited => ScreeningState::Invited,
        State::Started => ScreeningState::Started,
        State::Submitted => ScreeningState::Submitted,
        State::Evaluated => ScreeningState::Evaluated,
        State::Reviewed => ScreeningState::Reviewed,
        State::Cancelled => ScreeningState::Cancelled,
        State::Declined => ScreeningState::Declined,
        State::Expired => ScreeningState::Expired,
        State::Failed => ScreeningState::Failed,
    }
}

fn state_text(row: &ScreeningRow) -> String {
    match row.state {
        State::Held => "Sending soon".into(),
        State::Inviting => "Sending".into(),
        State::Invited => "Invited".into(),
        State::Started if row.questions > 0 => {
            format!("Question {} of {}", (row.answered + 1).min(row.questions), row.questions)
        }
        State::Started => "Started".into(),
        State::Submitted => "Ready to review".into(),
        State::Evaluated => "Scored".into(),
        State::Reviewed => "Reviewed".into(),
        State::Cancelled if row.invited_at.is_none() => "Not sent".into(),
        State::Cancelled => "Called off".into(),
        State::Declined => "Declined".into(),
        State::Expired => "Expired".into(),
        State::Failed => "Not delivered".into(),
    }
}

/// Open moves that are known at once: more than anybody confirms in one go.
const MOVES: u32 = 500;

/// What a row shows besides itself.
pub(crate) struct Around {
    attention: BTreeSet<ScreeningId>,
    moves: BTreeMap<ScreeningId, String>,
    users: BTreeMap<UserId, String>,
    playbooks: Vec<Playbook>,
}

impl Around {
    pub(crate) fn of(tx: &Tx<'_>, account: &AccountId) -> Result<Self, StoreError> {
        Ok(Self {
            attention: tx.open_attention(account)?.into_iter().filter_map(|row| row.screening).collect(),
            moves: tx
                .open_moves(account, MOVES)?
                .into_iter()
                .map(|proposed| (proposed.screening, proposed.to_name))
                .collect(),
            users: tx.users(account)?.into_iter().map(|user| (user.id, user.name)).collect(),
            playbooks: tx.playbooks(account)?,
        })
    }

    /// How many screenings have open attention.
    pub(crate) fn attention(&self) -> u32 {
        u32::try_from(self.attention.len()).unwrap_or(u32::MAX)
    }

    /// Whether the screening has open attention.
    pub(crate) fn needs_a_person(&self, row: &ScreeningRow) -> bool {
        self.attention.contains(&row.id)
    }

    /// The owner's name.
    pub(crate) fn owner(&self, row: &ScreeningRow) -> Option<String> {
        row.owner.as_ref().and_then(|id| self.users.get(id)).cloned()
    }

    /// How the row's playbook reads what came of it.
    fn reading(&self, row: &ScreeningRow) -> Option<ResultReading> {
        let playbook = self.playbooks.iter().find(|playbook| playbook.id == row.playbook)?;
        match result_of(row, playbook)?.0.reading {
            Reading::Pass => Some(ResultReading::Pass),
            Reading::NeedsReview => Some(ResultReading::NeedsReview),
            Reading::Fail => Some(ResultReading::Fail),
            Reading::Unread => None,
        }
    }
}

pub(crate) fn candidate_row(row: &ScreeningRow, around: &Around) -> CandidateRow {
    // A question about a held invitation stops it, whatever its time.
    let asked = row.state == State::Held && around.needs_a_person(row);
    CandidateRow {
        id: row.id.to_string(),
        opportunity_id: row.opportunity.to_string(),
        name: row.name.clone(),
        email: row.email.clone(),
        posting: row.posting.clone(),
        stage: row.stage.clone(),
        owner: around.owner(row),
        tags: row.tags.clone(),
        assessment: row.assessment.clone(),
        assessment_id: row.assessment_id.to_string(),
        state: state_view(row.state),
        state_text: if asked { "Waits for your answer".into() } else { state_text(row) },
        attention: around.needs_a_person(row),
        score: row.score.map(fulcrum_core::assessment::Score::get),
        count: row.counted.as_ref().map(|counted| CountView {
            points: counted.count.points,
            of: counted.count.of,
            knocked_out: counted.count.knocked_out,
        }),
        grade: counted_grade(row),
        reading: around.reading(row),
        move_to: around.moves.get(&row.id).cloned(),
        hold_until: row.hold_until.filter(|_| row.state == State::Held && !asked).map(millis),
        answered: row.answered,
        questions: row.questions,
        invited_at: row.invited_at.map(millis),
        started_at: row.started_at.map(millis),
        submitted_at: row.submitted_at.map(millis),
        changed_at: millis(row.changed_at),
    }
}

/// The grade of what was counted, until a person reviews.
fn counted_grade(row: &ScreeningRow) -> Option<String> {
    let counted = row.counted.as_ref().filter(|_| row.review.is_none())?;
    counted.outcome.as_ref()?.grade.clone()
}

/// What can be done with a screening now; the first is the likeliest. `asked` says that it waits for an
/// answer.
pub(crate) fn can(row: &ScreeningRow, asked: bool) -> Vec<ScreeningAction> {
    use ScreeningAction::{Cancel, CopyLink, MailProgram, Remind, Review, SendAgain, SendNow, Undo};
    let mut can = match row.state {
        State::Held if asked => vec![Undo],
        State::Held => vec![Undo, SendNow],
        State::Inviting => vec![Cancel],
        State::Invited | State::Started => vec![Remind, SendAgain, CopyLink, MailProgram, Cancel],
        State::Submitted | State::Evaluated | State::Reviewed => vec![Review],
        State::Cancelled | State::Declined | State::Expired | State::Failed => Vec::new(),
    };
    if row.link.is_none() {
        can.retain(|action| !matches!(action, CopyLink | MailProgram | SendAgain | Remind));
    }
    if row.email.is_none() {
        can.retain(|action| !matches!(action, SendAgain));
    }
    if row.email.is_none() || row.mail_state != "sent" {
        can.retain(|action| !matches!(action, Remind));
    }
    can
}

pub(crate) fn timeline_view(row: EventRow) -> TimelineView {
    TimelineView {
        id: row.id.to_string(),
        at: millis(row.at),
        kind: row.kind,
        text: row.text,
        actor: row.actor,
        detail: row.detail,
        screening_id: row.screening.map(|id| id.to_string()),
        name: row.name,
        opportunity_id: row.opportunity.map(|id| id.to_string()),
        write: row.write.map(write_state),
    }
}

fn write_state(state: EffectState) -> WriteState {
    match state {
        EffectState::Waiting => WriteState::Waiting,
        EffectState::Started => WriteState::Started,
        EffectState::Done => WriteState::Done,
        EffectState::Unknown => WriteState::Unclear,
        EffectState::Wedged => WriteState::Stuck,
        EffectState::Skipped => WriteState::Skipped,
    }
}

/// `can_undo` says that a person may still take it back.
pub(crate) fn write_view(row: EffectRow, can_undo: bool) -> WriteView {
    let state = write_state(row.state);
    WriteView {
        id: row.id.to_string(),
        what: if state == WriteState::Done { row.effect.describe_done() } else { row.effect.describe() },
        state,
        reason: row.reason,
        attempts: row.attempts,
        at: row.finished_at.or(row.started_at).map(millis),
        due_at: (state == WriteState::Waiting).then(|| millis(row.not_before)),
        can_undo,
        can_retry: matches!(state, WriteState::Stuck)
            || (row.attempts > 0 && matches!(state, WriteState::Waiting | WriteState::Unclear)),
        can_skip: matches!(state, WriteState::Stuck | WriteState::Unclear),
    }
}

fn check_view(check: &Check) -> CheckView {
    CheckView {
        label: check.subject.label().into(),
        outcome: match check.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Ask => "warning",
        }
        .into(),
        found: Some(check.found.clone()),
    }
}

pub(crate) fn checks(decision: &Decision) -> Vec<CheckView> {
    decision.checks.iter().map(check_view).collect()
}

/// A decision, with the name of its playbook if there are several.
pub(crate) fn decision_view(row: DecisionRow, playbooks: &[Playbook]) -> DecisionView {
    let playbook = playbooks.iter().find(|one| one.id == row.playbook).filter(|_| playbooks.len() > 1);
    DecisionView {
        id: row.id.to_string(),
        at: millis(row.at),
        playbook: playbook.map(|one| one.name.clone()),
        verdict: row.decision.verdict.as_str().into(),
        summary: row.waits_because.map_or_else(
            || row.decision.summary.clone(),
            |because| format!("{because}; waits for your yes in the Inbox."),
        ),
        chosen_by: row.decision.chosen_by.clone(),
        checks: checks(&row.decision),
    }
}

pub(crate) fn attention_view(row: &AttentionRow) -> AttentionView {
    AttentionView {
        id: row.id.to_string(),
        at: millis(row.at),
        reason: row.reason.clone(),
        actions: actions(row),
    }
}

fn actions(row: &AttentionRow) -> Vec<AttentionAction> {
    let action = |action: &fulcrum_store::Action| AttentionAction {
        id: action.id.clone(),
        label: action.label.clone(),
    };
    row.actions.iter().map(action).collect()
}

/// A row of attention, with what is known of the one whom it is about: the screening, else the last decision.
pub(crate) fn inbox_attention(
    row: &AttentionRow,
    screening: Option<&ScreeningRow>,
    decision: Option<&DecisionRow>,
) -> InboxAttention {
    let posting = posting_in_question(row);
    let posting_id = screening
        .and_then(|row| row.posting_id.clone())
        .or_else(|| decision.and_then(|row| row.posting_id.clone()))
        .or_else(|| posting.as_ref().map(|(_, posting)| posting.clone()));
    let owner = screening.map_or_else(|| decision.and_then(|row| row.owner.clone()), |row| row.owner.clone());
    InboxAttention {
        id: row.id.to_string(),
        at: millis(row.at),
        title: row.title.clone(),
        subtitle: row.subtitle.clone(),
        reason: row.reason.clone(),
        actions: actions(row),
        screening_id: row.screening.as_ref().map(ToString::to_string),
        opportunity_id: row.opportunity.as_ref().map(ToString::to_string),
        owner_id: owner.map(|id| id.to_string()),
        posting_id: posting_id.map(|id| id.to_string()),
        posting: posting.map(|(playbook, posting)| PostingInQuestion {
            playbook_id: playbook.to_string(),
            posting_id: posting.to_string(),
        }),
        playbook_id: texts_in_question(row).map(|id| id.to_string()),
        state: screening.map(|row| state_view(row.state)),
        lever_url: row.lever_url.clone(),
    }
}

pub(crate) fn preview_person(
    candidate: &Candidate,
    posting: Option<String>,
    entered_at: Option<Timestamp>,
    decision: &Decision,
) -> PreviewPerson {
    PreviewPerson {
        opportunity_id: candidate.opportunity.to_string(),
        decision_id: None,
        name: candidate.display_name().to_owned(),
        email: candidate.address().map(str::to_owned),
        posting,
        posting_id: candidate.posting.as_ref().map(ToString::to_string),
        owner_id: candidate.owner.as_ref().map(ToString::to_string),
        entered_at: entered_at.map(millis),
        verdict: decision.verdict.as_str().into(),
        assessment: decision.assessment.as_ref().map(|assessment| assessment.name.clone()),
        reason: (decision.verdict != Verdict::Invite).then(|| reason(decision)),
    }
}

/// The reason of a decision without the sentence around it.
pub(crate) fn reason(decision: &Decision) -> String {
    obstacle(&decision.checks).map_or_else(|| decision.summary.clone(), |check| check.found.clone())
}

pub(crate) fn waiting_person(row: DecisionRow) -> PreviewPerson {
    PreviewPerson {
        opportunity_id: row.opportunity.to_string(),
        decision_id: Some(row.id.to_string()),
        name: row.name,
        email: row.email,
        posting: row.posting,
        posting_id: row.posting_id.map(|id| id.to_string()),
        owner_id: row.owner.map(|id| id.to_string()),
        entered_at: row.entered_at.map(millis),
        verdict: row.decision.verdict.as_str().into(),
        assessment: row.decision.assessment.map(|assessment| assessment.name),
        reason: None,
    }
}

/// How many of `all` were done, if so many were too late.
pub(crate) fn taken(all: usize, too_late: usize) -> TakenBack {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    TakenBack { done: count(all - too_late), too_late: count(too_late) }
}

/// What is under way.
pub(crate) fn work_views(engine: &Engine) -> Vec<WorkView> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let view = |work: fulcrum_engine::Work| WorkView {
        id: work.id.to_string(),
        task: match work.task {
            Task::ReadingStages => WorkTask::ReadingStages,
            Task::Deciding => WorkTask::Deciding,
            Task::Exporting => WorkTask::Exporting,
        },
        done: count(work.done),
        all: work.all.map(count),
    };
    engine.under_way().into_iter().map(view).collect()
}
