//! A screening that takes one step after the other, with what stands in Lever.

use fulcrum_core::assessment::Score;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::grading::{Grade, Grading, Thresholds};
use fulcrum_core::notes::Notes;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::template::Words;
use fulcrum_core::vocabulary::{Status, Tags, Written, shown};
use fulcrum_core::writing::{self, Review, Reviewed};
use fulcrum_core::{AssessmentId, ScreeningId};

pub(crate) fn every_tag(replace: bool) -> Tags {
    let tag = |name: &str| format!("Test - {name}");
    Tags {
        invited: tag("Invited"),
        started: tag("Started"),
        completed: tag("Completed"),
        needs_review: tag("Needs Review"),
        evaluated: tag("Evaluated"),
        pass: tag("Pass"),
        fail: tag("Fail"),
        expired: tag("Expired"),
        declined: tag("Declined"),
        score: "Test-Score:{{ score }}".into(),
        grade: "Test: {{ grade }}".into(),
        replace,
    }
}

pub(crate) fn playbook(replace: bool) -> Playbook {
    let thresholds = Thresholds {
        pass_from: Some(4),
        fail_to: Some(1),
        grades: vec![Grade { name: "Lead".into(), from: 3 }, Grade { name: "Passed".into(), from: 0 }],
        knocked_out: None,
    };
    let grading = Grading { thresholds, ..Grading::default() };
    Playbook { tags: every_tag(replace), grading, ..Playbook::preset() }
}

/// Something that happens to a screening.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Reaches(Status),
    Submits,
    Reviewed(u8),
    CalledOff,
}

/// A screening with its outbox, and the tags of a candidate in Lever.
pub(crate) struct Run {
    pub(crate) playbook: Playbook,
    pub(crate) id: ScreeningId,
    /// All that there were.
    pub(crate) rounds: Vec<ScreeningId>,
    /// Screenings with other assessments, and whether they are under way.
    pub(crate) others: Vec<(ScreeningId, bool)>,
    pub(crate) written: Vec<EffectDraft>,
    pub(crate) reviews: u32,
    pub(crate) lever: Vec<String>,
}

impl Run {
    pub(crate) fn new(playbook: Playbook) -> Self {
        let lever = vec!["a colleague's tag".into()];
        let id = ScreeningId::new("s");
        Self {
            playbook,
            id: id.clone(),
            rounds: vec![id],
            others: Vec::new(),
            written: Vec::new(),
            reviews: 0,
            lever,
        }
    }

    pub(crate) fn plan(&self, step: Step, revision: u32) -> Vec<EffectDraft> {
        let words = Words::example();
        let writes: Vec<(&str, &Effect)> =
            self.written.iter().map(|draft| (draft.dedupe_key.as_str(), &draft.effect)).collect();
        let (id, playbook) = (&self.id, &self.playbook);
        let others = self.others.iter().filter(|(other, _)| other != id);
        let kept: Vec<String> =
            others.flat_map(|(other, under_way)| shown(&playbook.tags, other, &writes, *under_way)).collect();
        let written = Written { writes: &writes, rounds: &self.rounds, kept: &kept };
        match step {
            Step::Reaches(status) => writing::on_status(id, playbook, &words, &written, "F-7K3Q9M", status),
            Step::CalledOff => Ok(playbook.tags.called_off(id, &written)),
            Step::Submits => writing::on_submitted(id, playbook, &words, &written, "F-7K3Q9M", false),
            Step::Reviewed(score) => {
                let review = Review {
                    score: Score::new(score).unwrap(),
                    scores: Vec::new(),
                    comment: String::new(),
                    reviewer: "Mara".into(),
                    overrules: false,
                    revision,
                };
                let assessment = AssessmentId::new("backend");
                let first = revision == 1;
                let reviewed = Reviewed { review: &review, assessment: &assessment, first, count: None };
                writing::on_reviewed(id, playbook, &words, &written, "F-7K3Q9M", &reviewed)
            }
        }
        .unwrap()
    }

    pub(crate) fn take(&mut self, step: Step) {
        if matches!(step, Step::Reviewed(_)) {
            self.reviews += 1;
        }
        for draft in self.plan(step, self.reviews) {
            if self.written.iter().any(|known| known.dedupe_key == draft.dedupe_key) {
                continue;
            }
            match &draft.effect {
                Effect::AddTags { tags } => {
                    let new: Vec<&String> = tags.iter().filter(|tag| !self.lever.contains(tag)).collect();
                    self.lever.extend(new.into_iter().cloned());
                }
                Effect::RemoveTags { tags } => self.lever.retain(|tag| !tags.contains(tag)),
                _ => {}
            }
            self.written.push(draft);
        }
    }

    /// What stands on the candidate's page in Lever, the first line of each.
    pub(crate) fn notes(&self) -> Vec<(&str, &str)> {
        fn note(draft: &EffectDraft) -> Option<(&str, &str)> {
            match &draft.effect {
                Effect::AddNote { text, .. } => Some(("note", text.lines().next()?)),
                Effect::Comment { text, .. } => Some(("comment", text.lines().next()?)),
                _ => None,
            }
        }
        self.written.iter().filter_map(note).collect()
    }

    /// Whether each note is a secret one.
    pub(crate) fn secrecies(&self) -> Vec<String> {
        let of = |draft: &EffectDraft| match &draft.effect {
            Effect::AddNote { secret, .. } => Some(format!("note: {secret}")),
            Effect::Comment { secret, .. } => Some(format!("comment: {secret}")),
            _ => None,
        };
        self.written.iter().filter_map(of).collect()
    }

    /// The same candidate is invited once more to the same assessment.
    pub(crate) fn again(&mut self) {
        self.id = ScreeningId::new(format!("{}+", self.id));
        self.rounds.push(self.id.clone());
        self.reviews = 0;
    }

    pub(crate) fn ours(&self) -> Vec<&str> {
        self.lever.iter().map(String::as_str).filter(|tag| tag.starts_with("Test")).collect()
    }
}

pub(crate) fn every_note(apart: bool) -> Notes {
    Notes {
        invited: "Invited to {{ assessment }} for {{ posting }}".into(),
        started: "Begun on {{ date }}".into(),
        completed: "Finished".into(),
        expired: "Ran out".into(),
        declined: "{{ name }} said no".into(),
        apart,
        secret: false,
    }
}
