//! What to do about an observation. Pure: the same observation, playbooks and known screenings
//! always give the same decision.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::assessment::{AssessmentName, Score};
use crate::candidate::Candidate;
use crate::choosing::{Case, Choice, Riddle};
use crate::effect::{Effect, EffectDraft};
use crate::eligibility::{self, Check, Circumstances, Outcome, Subject};
use crate::playbook::Playbook;
use crate::template::{self, TemplateError, Words};
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
}

impl Decision {
    /// The playbook is not for the candidate.
    #[must_use]
    pub fn not_addressed(summary: String) -> Self {
        Self::without(Verdict::NotAddressed, summary, None)
    }

    fn without(verdict: Verdict, summary: String, riddle: Option<Riddle>) -> Self {
        Self { verdict, summary, assessment: None, chosen_by: None, checks: Vec::new(), riddle }
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
        }
    }

    /// The verdict of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Invite, Self::Skip, Self::Ask, Self::NotAddressed];
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
    let (verdict, summary) = match eligibility::obstacle(&checks) {
        None => (Verdict::Invite, format!("All {} checks passed.", checks.len())),
        Some(check) if check.outcome == Outcome::Ask => (Verdict::Ask, format!("{}.", check.found)),
        Some(check) if by_hand => (Verdict::Skip, format!("{}.", check.found)),
        Some(check) => (Verdict::Skip, format!("{}, so no invitation was sent.", check.found)),
    };
    let (assessment, chosen_by) = (Some(assessment), Some(chosen_by));
    Decision { verdict, summary, assessment, chosen_by, checks, riddle: None }
}

/// What is written to Lever once the candidate has the invitation.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_invited(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let tag = template::render(&playbook.tags.invited, words)?;
    Ok(vec![EffectDraft::of(screening, "invited", 1, Effect::AddTags { tags: vec![tag] })])
}

/// What is written to Lever once the candidate has finished. The link belongs to the person and
/// would show on all of the person's opportunities, so a confidential one gets none.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_submitted(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    confidential: bool,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let tag = template::render(&playbook.tags.completed, words)?;
    let mut drafts = vec![EffectDraft::of(screening, "completed", 1, Effect::AddTags { tags: vec![tag] })];
    if !confidential && !words.report.is_empty() {
        let links = vec![words.report.clone()];
        drafts.push(EffectDraft::of(screening, "report", 1, Effect::AddLinks { links }));
    }
    Ok(drafts)
}

/// What a review consists of.
const REVIEW_SLOTS: [&str; 5] = ["review", "score-before", "score", "note", MOVE_SLOT];
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

/// Whether an effect of this key was written for a review.
#[must_use]
pub fn is_of_review(dedupe_key: &str, screening: &ScreeningId, revision: u32) -> bool {
    REVIEW_SLOTS.iter().any(|slot| dedupe_key.ends_with(&format!(":{screening}:{slot}:{revision}")))
}

/// What is written once a person has reviewed. A later review replaces our score tag and comments
/// under our note.
///
/// # Errors
/// A template of the playbook cannot be filled.
pub fn on_reviewed(
    screening: &ScreeningId,
    playbook: &Playbook,
    words: &Words,
    reference: &str,
    review: &Review,
    previous: Option<Score>,
) -> Result<Vec<EffectDraft>, TemplateError> {
    let words = Words {
        score: review.score.get().to_string(),
        verdict: review.score.words().into(),
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
    if let Some(previous) = previous.filter(|previous| *previous != review.score) {
        let before = Words { score: previous.get().to_string(), ..words.clone() };
        let old = template::render(&playbook.tags.score, &before)?;
        drafts.push(draft("score-before", Effect::RemoveTags { tags: vec![old] }));
    }
    let tag = template::render(&playbook.tags.score, &words)?;
    drafts.push(draft("score", Effect::AddTags { tags: vec![tag] }));
    let score = Some(review.score);
    drafts.push(if previous.is_none() {
        let text = format!("{}\n\nRef {reference}", template::render(&playbook.note, &words)?);
        draft("note", Effect::AddNote { text, score, reference: reference.into() })
    } else {
        let reference = format!("{reference}/{}", review.revision);
        let text = format!("{}\n\nRef {reference}", template::render(&playbook.note_changed, &words)?);
        draft("note", Effect::Comment { text, score, reference })
    });
    Ok(drafts)
}
