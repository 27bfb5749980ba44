//! What to do about an observation. Pure: the same observation, playbooks and known screenings
//! always give the same decision.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::assessment::AssessmentName;
use crate::candidate::Candidate;
use crate::choosing::{Case, Choice, Riddle, slip};
use crate::eligibility::{self, Check, Circumstances, Outcome, Subject};
use crate::playbook::Playbook;
use crate::posting::Posting;
use crate::{AssessmentId, ScreeningId, StageId, UserId};

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
    /// Tags of the candidate of which a person said that they name no assessment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plain_tags: Vec<String>,
    /// Where the candidate was then; `None` of decisions before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_stage: Option<StageId>,
    /// Who followed the candidate then; nobody of decisions before this was kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub followers: Vec<UserId>,
}

impl Decision {
    /// The playbook is not for the candidate.
    #[must_use]
    pub fn not_addressed(summary: String) -> Self {
        Self::without(Verdict::NotAddressed, summary, None)
    }

    fn without(verdict: Verdict, summary: String, riddle: Option<Riddle>) -> Self {
        Self {
            verdict,
            summary,
            assessment: None,
            chosen_by: None,
            checks: Vec::new(),
            riddle,
            reuses: None,
            plain_tags: Vec::new(),
            in_stage: None,
            followers: Vec::new(),
        }
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
    /// Entered a trigger stage, or applied.
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
        Occasion::Entered { stage, .. } | Occasion::BackFill { stage } if !stage.is_applied() => stage,
        // Whoever applies lands somewhere.
        Occasion::Entered { .. } | Occasion::BackFill { .. } | Occasion::ByHand { .. } => &candidate.stage,
    };
    let (written_tags, plain_tags) = (circumstances.written_tags, circumstances.plain_tags);
    let had = if by_hand { Vec::new() } else { eligibility::had_elsewhere(circumstances, stage) };
    let case = Case { candidate, posting, stage, playbook, assessments, written_tags, plain_tags, had: &had };
    let choice = match occasion {
        Occasion::ByHand { assessment: Some(id) } => assessments
            .iter()
            .find(|known| known.id == *id)
            .map_or(Choice::Nothing, |hit| Choice::One(hit.clone(), format!("{}, chosen by hand", hit.name))),
        _ => case.choose(),
    };
    let (assessment, chosen_by) = match choice {
        Choice::One(assessment, chosen_by) => (assessment, chosen_by),
        Choice::Ask(riddle) => return Decision::without(Verdict::Ask, riddle.sentence(), Some(riddle)),
        Choice::NotAddressed if !by_hand => {
            return Decision::not_addressed(names_none(playbook, posting, assessments));
        }
        Choice::NotAddressed | Choice::Nothing => {
            let summary = "The playbook names no assessment that exists; choose one under Playbooks.".into();
            return Decision::without(Verdict::Ask, summary, None);
        }
    };
    // A tag that was meant for an earlier stage must not silently keep back what this one sends, nor send
    // the same once more.
    if had.contains(&assessment.id)
        && let Some((instead, reason)) = case.instead_of_tag()
    {
        let other = judge(candidate, occasion, playbook, instead.clone(), reason, circumstances);
        if !matches!(other.verdict, Verdict::Invite | Verdict::Reuse) {
            return other;
        }
        let spent = Riddle::Spent { named: assessment, instead };
        return Decision::without(Verdict::Ask, spent.sentence(), Some(spent));
    }
    judge(candidate, occasion, playbook, assessment, chosen_by, circumstances)
}

/// Why a playbook that names assessments for some postings or stages is not for this one.
fn names_none(playbook: &Playbook, posting: Option<&Posting>, assessments: &[AssessmentName]) -> String {
    let Some(pattern) = playbook.posting_tag.as_deref() else {
        return "The playbook has no assessment for this posting, and no default.".into();
    };
    let none = "The posting has no tag that names an assessment.";
    match posting.and_then(|posting| slip(pattern, posting, assessments)) {
        Some(slip) => {
            format!("{none} Its tag \u{201c}{}\u{201d} is almost \u{201c}{pattern}\u{201d}.", slip.tag)
        }
        None => none.into(),
    }
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
    if let Occasion::Entered { stage, .. } | Occasion::BackFill { stage } = occasion
        && !stage.is_applied()
    {
        checks.push(if candidate.stage == *stage {
            Check::passed(Subject::StillInStage, "Yes")
        } else {
            Check::failed(Subject::StillInStage, "Left the trigger stage before the invitation went out")
        });
    }
    let reused =
        eligibility::reusable(candidate, playbook, &assessment.id, circumstances).filter(|_| !by_hand);
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
            plain_tags: Vec::new(),
            in_stage: None,
            followers: Vec::new(),
        };
    }
    let (verdict, summary) = match eligibility::obstacle(&checks) {
        None => (Verdict::Invite, format!("All {} checks passed.", checks.len())),
        Some(check) if check.outcome == Outcome::Ask => (Verdict::Ask, format!("{}.", check.found)),
        Some(check) if by_hand => (Verdict::Skip, format!("{}.", check.found)),
        Some(check) => (Verdict::Skip, format!("{}, so no invitation was sent.", check.found)),
    };
    let (assessment, chosen_by) = (Some(assessment), Some(chosen_by));
    let plain_tags = Vec::new();
    Decision {
        verdict,
        summary,
        assessment,
        chosen_by,
        checks,
        riddle: None,
        reuses: None,
        plain_tags,
        in_stage: None,
        followers: Vec::new(),
    }
}
