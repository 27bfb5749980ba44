//! What to do about an observation. Pure: the same observation, playbooks and known screenings
//! always give the same decision.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::assessment::{AssessmentName, Score};
use crate::candidate::Candidate;
use crate::choosing::{Case, Choice, Riddle};
use crate::effect::{Effect, EffectDraft};
use crate::eligibility::{self, Check, Circumstances, Outcome, Subject};
use crate::grading::{Reading, Tally};
use crate::playbook::Playbook;
use crate::template::{self, TemplateError, Words};
use crate::vocabulary::{self, Status, standing_tags, status_tags};
use crate::{AssessmentId, ScreeningId, StageId};

/// What was decided about one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The verdict.
    pub verdict: Verdict,
    /// One sentence.
    pub summary: String,
    /// The assessment, where one was chosen.
    pub assessment: Option<AssessmentName>,
    /// How it was chosen.
    pub chosen_by: Option<String>,
    /// Every test.
    pub checks: Vec<Check>,
    /// Why a person must say which assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub riddle: Option<Riddle>,
    /// The screening whose result is reused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reuses: Option<ScreeningId>,
}

impl Decision {
    /// The playbook is not for the candidate.
    #[must_use]
    pub fn not_addressed(summary: String) -> Self {
        Self::without(Verdict::NotAddressed, summary, None)
    }

    fn without(verdict: Verdict, summary: String, riddle: Option<Riddle>) -> Self {
        Self { verdict, summary, assessment: None, chosen_by: None, checks: Vec::new(), riddle, reuses: None }
    }
}

/// The verdict of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Screen this candidate.
    Invite,
    /// Do not.
    Skip,
    /// A person must say.
    Ask,
    /// The playbook is not for this candidate.
    NotAddressed,
    /// A result that is there already is written again, and nothing is sent.
    Reuse,
}

impl Verdict {
    /// The name in the database and in view models.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Skip => "skip",
            Self::Ask => "ask",
            Self::NotAddressed => "not_addressed",
            Self::Reuse => "reuse",
        }
    }

    /// The verdict of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Invite, Self::Skip, Self::Ask, Self::NotAddressed, Self::Reuse];
        all.into_iter().find(|verdict| verdict.as_str() == text)
    }
}

/// Why a candidate is being looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occasion {
    /// Entered a trigger stage.
    Entered {
        /// The stage.
        stage: StageId,
        /// When, in Lever's clock.
        at: Timestamp,
    },
    /// In a trigger stage, chosen by a person from a preview.
    BackFill {
        /// The stage.
        stage: StageId,
    },
    /// A person pressed "Send screening now".
    ByHand {
        /// The assessment the person chose, if not the default.
        assessment: Option<AssessmentId>,
    },
}

/// Decides about one candidate and one playbook.
#[must_use]
pub fn decide(
    candidate: &Candidate,
    occasion: &Occasion,
    playbook: &Playbook,
    assessments: &[AssessmentName],
    circumstances: &Circumstances<'_>,
) -> Decision {
    let by_hand = matches!(occasion, Occasion::ByHand { .. });
    // A person who sends by hand knows whom.
    let posting = circumstances.posting;
    if let Some(obstacle) = playbook.conditions.obstacle(candidate, posting).filter(|_| !by_hand) {
        return Decision::not_addressed(format!("{obstacle}."));
    }
    let stage = match occasion {
        Occasion::Entered { stage, .. } | Occasion::BackFill { stage } => stage,
        Occasion::ByHand { .. } => &candidate.stage,
    };
    let case = Case { candidate, posting, stage, playbook, assessments };
    let choice = match occasion {
        Occasion::ByHand { assessment: Some(id) } => assessments
            .iter()
            .find(|known| known.id == *id)
            .map_or(Choice::Nothing, |hit| Choice::One(hit.clone(), "chosen by hand".into())),
        _ => case.choose(),
    };
    let (assessment, chosen_by) = match choice {
        Choice::One(assessment, chosen_by) => (assessment, chosen_by),
        Choice::Ask(riddle) => return Decision::without(Verdict::Ask, riddle.sentence(), Some(riddle)),
        Choice::NotAddressed if !by_hand => {
            return Decision::not_addressed("The posting has no tag that names an assessment.".into());
        }
        Choice::NotAddressed | Choice::Nothing => {
            let summary = "The playbook names no assessment that exists; choose one under Playbooks.".into();
            return Decision::without(Verdict::Ask, summary, None);
        }
    };
    judge(candidate, occasion, playbook, assessment, chosen_by, circumstances)
}

/// Decides about one candidate whose assessment is chosen.
#[must_use]
pub fn judge(
    candidate: &Candidate,
    occasion: &Occasion,
    playbook: &Playbook,
    assessment: AssessmentName,
    chosen_by: String,
    circumstances: &Circumstances<'_>,
) -> Decision {
    let by_hand = matches!(occasion, Occasion::ByHand { .. });
    let mut checks = eligibility::check(candidate, playbook, &assessment.id, circumstances, by_hand);
    if let Occasion::Entered { stage, .. } | Occasion::BackFill { stage } = occasion {
        checks.push(if candidate.stage == *stage {
            Check::passed(Subject::StillInStage, "Yes")
        } else {
            Check::failed(Subject::StillInStage, "Left the trigger stage before the invitation went out")
        });
    }
    let reused = eligibility::reusable(playbook, &assessment.id, circumstances).filter(|_| !by_hand);
    // Nothing is sent, so nobody needs an address for it.
    let forbids = |check: &&Check| {
        check.outcome != Outcome::Passed
            && !matches!(check.subject, Subject::Address | Subject::MayContact | Subject::Awake)
    };
    if let (Some(past), None) = (reused, checks.iter().find(forbids)) {
        return Decision {
            verdict: Verdict::Reuse,
            summary: format!("The result of an earlier {} is reused.", past.assessment_name),
            assessment: Some(assessment),
            chosen_by: Some(chosen_by),
            checks,
            riddle: None,
            reuses: Some(past.id.clone()),
        };
    }
    let (verdict, summary) = match eligibility::obstacle(&checks) {
        None => (Verdict::Invite, format!("All {} checks passed.", checks.len())),
        Some(check) if check.outcome == Outcome::Ask => (Verdict::Ask, format!("{}.", check.found)),
        Some(check) if by_hand => (Verdict::Skip, format!("{}.", check.found)),
        Some(check) => (Verdict::Skip, format!("{}, so no invitation was sent.", check.found)),
    };
    let (assessment, chosen_by) = (Some(assessment), Some(chosen_by));
    Decision { verdict, summary, assessment, chosen_by, checks, riddle: None, reuses: None }
}

/// What is written to Lever when a screening reaches a status. `writes` are those of the screening so
/// far that have not been left out: of each its key, and what it does.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_status(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    writes: &[(&str, &Effect)],
    status: Status,
) -> Result<Vec<EffectDraft>, TemplateError> {
    playbook.tags.reach(screening, &[status], &status_tags(writes), 1, words)
}

/// What is written to Lever once the candidate has finished and nobody has looked at it. The link
/// belongs to the person and would show on all of the person's opportunities, so a confidential one
/// gets none.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_submitted(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    writes: &[(&str, &Effect)],
    confidential: bool,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let reached = [Status::Completed, Status::NeedsReview];
    let mut drafts = playbook.tags.reach(screening, &reached, &status_tags(writes), 1, words)?;
    if !confidential && !words.report.is_empty() {
        let links = vec![words.report.clone()];
        drafts.push(EffectDraft::of(screening, "report", 1, Effect::AddLinks { links }));
    }
    Ok(drafts)
}

/// What a review consists of.
const REVIEW_SLOTS: [&str; 6] = ["review", "evaluated", "score-before", RESULT_SLOT, "note", MOVE_SLOT];
/// Score and grade.
const RESULT_SLOT: &str = "score";
/// The move that a review leads to.
pub const MOVE_SLOT: &str = "move";

/// A person's review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Overall.
    pub score: Score,
    /// By question id.
    pub scores: Vec<(String, Score)>,
    /// Words for colleagues.
    pub comment: String,
    /// The reviewer's name.
    pub reviewer: String,
    /// Counts the reviews of a screening, those that were taken back too.
    pub revision: u32,
}

/// What is written for another opportunity of the same person when a result is reused: everything but
/// the report, which has it already.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_reused(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    reference: &str,
    reviewed: &Reviewed<'_>,
    confidential: bool,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let mut drafts = on_reviewed(screening, playbook, words, &[], reference, reviewed)?;
    drafts.retain(|draft| !matches!(draft.effect, Effect::Evaluate { .. }));
    for draft in &mut drafts {
        if let Effect::AddNote { text, .. } = &mut draft.effect {
            *text = format!("The result of an earlier screening, which was not repeated.\n\n{text}");
        }
    }
    if !confidential && !words.report.is_empty() {
        let links = vec![words.report.clone()];
        drafts.push(EffectDraft::of(screening, "report", 1, Effect::AddLinks { links }));
    }
    Ok(drafts)
}

/// A review, and what is known around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed<'a> {
    /// The review.
    pub review: &'a Review,
    /// Of which assessment.
    pub assessment: &'a AssessmentId,
    /// Nothing was written about an earlier one.
    pub first: bool,
}

/// Whether an effect of this key was written for a review.
#[must_use]
pub fn is_of_review(dedupe_key: &str, screening: &ScreeningId, revision: u32) -> bool {
    REVIEW_SLOTS.iter().any(|slot| dedupe_key.ends_with(&format!(":{screening}:{slot}:{revision}")))
}

/// What is written once a person has reviewed. A later review replaces our tags of score and grade, and
/// comments under our note.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_reviewed(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    writes: &[(&str, &Effect)],
    reference: &str,
    reviewed: &Reviewed<'_>,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let Reviewed { review, assessment, first } = reviewed;
    let tally = Tally { score: Some(review.score), points: None, of: None, knocked_out: false };
    let thresholds = playbook.grading.thresholds(assessment);
    let value = playbook.grading.value(&tally);
    let words = Words {
        score: review.score.get().to_string(),
        verdict: review.score.words().into(),
        grade: thresholds.grade(value, tally.knocked_out).unwrap_or_default().to_owned(),
        reviewer: review.reviewer.clone(),
        comment: template::neutralise_mentions(&review.comment),
        name: template::neutralise_mentions(&words.name),
        ..words.clone()
    };
    let draft = |slot: &str, effect| EffectDraft::of(screening, slot, review.revision, effect);
    let mut drafts = vec![draft(
        "review",
        Effect::Evaluate {
            score: review.score,
            scores: review.scores.clone(),
            comment: review.comment.clone(),
            reviewer: review.reviewer.clone(),
        },
    )];
    let mut reached = vec![Status::Evaluated];
    match thresholds.read(value, tally.knocked_out) {
        Reading::Pass => reached.push(Status::Pass),
        Reading::Fail => reached.push(Status::Fail),
        Reading::NeedsReview => reached.push(Status::NeedsReview),
        Reading::Unread => {}
    }
    drafts.extend(playbook.tags.reach(screening, &reached, &status_tags(writes), review.revision, &words)?);
    let before = standing_tags(writes, &[RESULT_SLOT, "score-before"]);
    let grade = if words.grade.is_empty() { None } else { vocabulary::tag(&playbook.tags.grade, &words)? };
    let now: Vec<String> = vocabulary::tag(&playbook.tags.score, &words)?.into_iter().chain(grade).collect();
    let (old, new): (Vec<_>, Vec<_>) = (
        before.iter().filter(|tag| !now.contains(tag)).cloned().collect(),
        now.iter().filter(|tag| !before.contains(tag)).cloned().collect(),
    );
    if !new.is_empty() {
        drafts.push(draft(RESULT_SLOT, Effect::AddTags { tags: new }));
    }
    if !old.is_empty() {
        drafts.push(draft(RESULT_SLOT, Effect::RemoveTags { tags: old }));
    }
    let score = Some(review.score);
    drafts.push(if *first {
        let text = format!("{}\n\nRef {reference}", template::render(&playbook.note, &words)?);
        draft("note", Effect::AddNote { text, score, reference: reference.into() })
    } else {
        let reference = format!("{reference}/{}", review.revision);
        let text = format!("{}\n\nRef {reference}", template::render(&playbook.note_changed, &words)?);
        draft("note", Effect::Comment { text, score, reference })
    });
    Ok(drafts)
}
