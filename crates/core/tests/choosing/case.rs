//! One candidate, one posting and one playbook.

use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::candidate::{Candidate, ContactPermission};
use fulcrum_core::choosing::{Case, Choice};
use fulcrum_core::conditions::Origin;
use fulcrum_core::eligibility::{Circumstances, PastScreening};
use fulcrum_core::planner::{self, Decision, Occasion};
use fulcrum_core::playbook::{Playbook, PostingAssessment, StageAssessment};
use fulcrum_core::posting::Posting;
use fulcrum_core::{AssessmentId, ContactId, OpportunityId, PostingId, StageId};
use jiff::Timestamp;

pub(crate) const STAGE: &str = "screen";

pub(crate) fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

pub(crate) fn candidate(tags: &[&str]) -> Candidate {
    Candidate {
        opportunity: OpportunityId::new("o"),
        contact: ContactId::new("c"),
        name: "Aiko Tanaka".into(),
        emails: vec!["aiko@example.com".into()],
        application_email: None,
        stage: StageId::new(STAGE),
        posting: Some(PostingId::new("p")),
        origin: Some(Origin::Applied),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        archived: false,
        archive_reason: None,
        anonymized: false,
        confidential: false,
        contact_permission: ContactPermission::Unregulated,
        snoozed_until: None,
        owner: None,
        followers: vec![],
        entries: vec![],
        applied_at: None,
        url: None,
    }
}

pub(crate) fn posting(tags: &[&str]) -> Posting {
    Posting {
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        team: Some("Platform".into()),
        department: Some("Engineering".into()),
        location: Some("Berlin".into()),
        ..Posting::titled(PostingId::new("p"), "Backend engineer")
    }
}

pub(crate) fn name(id: &str, name: &str) -> AssessmentName {
    AssessmentName { id: AssessmentId::new(id), name: name.into() }
}

pub(crate) fn assessments() -> Vec<AssessmentName> {
    vec![
        name("backend", "Backend Test"),
        name("empathy", "Customer empathy"),
        name("61f080d9414018eda48a7380", "Warehouse"),
        name("engineer", "Backend engineer"),
    ]
}

/// Every way of choosing says something else.
pub(crate) fn full() -> Playbook {
    Playbook {
        posting_tag: Some("Hubert: {id}".into()),
        posting_assessments: vec![PostingAssessment {
            posting: PostingId::new("p"),
            stage: None,
            assessment: AssessmentId::new("empathy"),
        }],
        stage_assessments: vec![StageAssessment {
            stage: StageId::new(STAGE),
            assessment: AssessmentId::new("backend"),
        }],
        assessment: Some(AssessmentId::new("61f080d9414018eda48a7380")),
        ..Playbook::preset()
    }
}

pub(crate) fn choose(candidate: &Candidate, posting: Option<&Posting>, playbook: &Playbook) -> Choice {
    let stage = StageId::new(STAGE);
    Case {
        candidate,
        posting,
        stage: &stage,
        playbook,
        assessments: &assessments(),
        written_tags: &[],
        plain_tags: &[],
        had: &[],
    }
    .choose()
}

pub(crate) fn chosen(candidate: &Candidate, posting: Option<&Posting>, playbook: &Playbook) -> String {
    match choose(candidate, posting, playbook) {
        Choice::One(assessment, _) => assessment.id.to_string(),
        other => panic!("{other:?}"),
    }
}

pub(crate) fn decide(candidate: &Candidate, posting: Option<&Posting>, playbook: &Playbook) -> Decision {
    decide_after(&[], candidate, posting, playbook)
}

/// Decides about somebody who has been screened before.
pub(crate) fn decide_after(
    past: &[PastScreening],
    candidate: &Candidate,
    posting: Option<&Posting>,
    playbook: &Playbook,
) -> Decision {
    let circumstances = Circumstances {
        now: now(),
        posting,
        may_see_confidential: true,
        past,
        note_references: &[],
        written_tags: &[],
        plain_tags: &[],
    };
    let occasion = Occasion::Entered { stage: StageId::new(STAGE), at: now() };
    planner::decide(candidate, &occasion, playbook, &assessments(), &circumstances)
}
