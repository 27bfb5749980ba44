//! Which assessment a candidate gets. The first hit wins: a person's choice, a tag on the candidate,
//! a tag on the posting, the posting map, the stage's default, the playbook's default.

mod pattern;
mod riddle;

use std::iter;

use crate::assessment::AssessmentName;
use crate::candidate::Candidate;
use crate::near::likeness;
use crate::playbook::Playbook;
use crate::posting::Posting;
use crate::{AssessmentId, StageId};

pub use self::pattern::{PLACE, Slip, slip, value};
pub use self::riddle::Riddle;

/// Likeness from which a candidate's tag counts as a name spelt wrong, 0 to 1. Most tags name nothing.
const MISSPELT: f64 = 0.8;
/// Likeness from which a name is suggested for a posting's tag, which is meant to name something.
const SUGGESTED: f64 = 0.5;
/// Suggestions at most.
const SUGGESTIONS: usize = 3;

/// What is known of the case.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The candidate.
    pub candidate: &'a Candidate,
    /// The posting of the active application.
    pub posting: Option<&'a Posting>,
    /// The stage that counts.
    pub stage: &'a StageId,
    /// The playbook.
    pub playbook: &'a Playbook,
    /// What the provider can send.
    pub assessments: &'a [AssessmentName],
    /// The candidate's tags that choose nothing, as [`Circumstances::written_tags`].
    ///
    /// [`Circumstances::written_tags`]: crate::eligibility::Circumstances::written_tags
    pub written_tags: &'a [String],
    /// The candidate's tags that are no name spelt wrong, as [`Circumstances::plain_tags`].
    ///
    /// [`Circumstances::plain_tags`]: crate::eligibility::Circumstances::plain_tags
    pub plain_tags: &'a [String],
    /// What the candidate had in earlier stages.
    pub had: &'a [AssessmentId],
}

/// The outcome; there is always exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// This one, and why: a sentence without its full stop.
    One(AssessmentName, String),
    /// A person must say.
    Ask(Riddle),
    /// The playbook names assessments for some postings or stages, and none for this case.
    NotAddressed,
    /// Nothing names an assessment that exists.
    Nothing,
}

impl Case<'_> {
    /// Chooses. Total: every case has exactly one outcome.
    #[must_use]
    pub fn choose(&self) -> Choice {
        self.by_tag().unwrap_or_else(|| self.without_tags())
    }

    /// What is chosen as if the candidate's tags were not there, if a tag chooses otherwise.
    #[must_use]
    pub fn instead_of_tag(&self) -> Option<(AssessmentName, String)> {
        match (self.by_tag()?, self.without_tags()) {
            (Choice::One(tagged, _), Choice::One(other, reason)) if other != tagged => Some((other, reason)),
            _ => None,
        }
    }

    fn without_tags(&self) -> Choice {
        untagged(self.posting, Some(self.stage), self.playbook, self.assessments)
    }

    /// Tags that somebody put on the candidate to name an assessment. What Lever copied from the posting is
    /// no word of anybody's about this candidate.
    fn by_tag(&self) -> Option<Choice> {
        let among = |tag: &str, tags: &[String]| tags.iter().any(|one| same(one, tag));
        let own = |tag: &&String| {
            !self.posting.is_some_and(|posting| posting.gave(tag)) && !among(tag, self.written_tags)
        };
        let tags: Vec<&String> = self.candidate.tags.iter().filter(own).collect();
        let mut named: Vec<AssessmentName> = Vec::new();
        for assessment in self.assessments {
            let hit = tags.iter().any(|tag| same(tag, &assessment.name));
            if hit && !named.iter().any(|known| known.id == assessment.id) {
                named.push(assessment.clone());
            }
        }
        if named.len() > 1 {
            let is_new = |one: &AssessmentName| !self.had.contains(&one.id);
            if named.iter().any(is_new) {
                named.retain(is_new);
            } else if matches!(self.without_tags(), Choice::One(other, _) if !named.contains(&other)) {
                // Any of them is as spent as the others.
                named.truncate(1);
            }
        }
        match named.len() {
            0 => {}
            1 => {
                let reason =
                    format!("{0}, because the candidate has the tag \u{201c}{0}\u{201d}", named[0].name);
                return Some(Choice::One(named.remove(0), reason));
            }
            _ => return Some(Choice::Ask(Riddle::Several { named })),
        }
        tags.into_iter().filter(|tag| !among(tag, self.plain_tags)).find_map(|tag| {
            let near = alike(tag, self.assessments, |one| vec![&one.name], MISSPELT);
            (!near.is_empty()).then(|| Choice::Ask(Riddle::Misspelt { tag: tag.clone(), near }))
        })
    }
}

/// What is chosen for whoever has no tag, in a stage, or in one that the playbook does not name.
fn untagged(
    posting: Option<&Posting>,
    stage: Option<&StageId>,
    playbook: &Playbook,
    assessments: &[AssessmentName],
) -> Choice {
    posting
        .and_then(|posting| by_posting(posting, stage, playbook, assessments))
        .unwrap_or_else(|| by_default(posting, stage, playbook, assessments))
}

fn by_default(
    posting: Option<&Posting>,
    stage: Option<&StageId>,
    playbook: &Playbook,
    assessments: &[AssessmentName],
) -> Choice {
    let of_stage = playbook.stage_assessments.iter().find(|entry| Some(&entry.stage) == stage);
    let named = match (of_stage, &playbook.assessment) {
        (Some(entry), _) => Some((&entry.assessment, "the default of this stage in")),
        (None, Some(id)) => Some((id, "the default of")),
        (None, None) => None,
    };
    // A tag that seems to name one says more than a default.
    let slip = posting.and_then(|posting| about_slip(posting, playbook, assessments));
    if let Some(riddle) = slip.filter(|riddle| named.is_none() || !riddle.offers().is_empty()) {
        return Choice::Ask(riddle);
    }
    let Some((id, default)) = named else {
        return if playbook.names_for_some() { Choice::NotAddressed } else { Choice::Nothing };
    };
    // One that is gone is not replaced by another that nobody chose for the case.
    let Some(hit) = by_id(assessments, id) else { return Choice::Nothing };
    let reason = format!("{}, because it is {default} \u{201c}{}\u{201d}", hit.name, playbook.name);
    Choice::One(hit, reason)
}

/// What is asked about a posting by a playbook, whoever applies to it: first what is asked in stages that
/// the playbook does not name, then what is asked in those that it names.
#[must_use]
pub fn questions_about(
    posting: &Posting,
    playbook: &Playbook,
    assessments: &[AssessmentName],
) -> Vec<Riddle> {
    let mapped = playbook.posting_assessments.iter().filter(|entry| entry.posting == posting.id);
    let of_map = mapped.filter_map(|entry| entry.stage.as_ref());
    let of_stages = playbook.stage_assessments.iter().map(|entry| &entry.stage);
    let mut questions = Vec::new();
    for stage in iter::once(None).chain(of_map.chain(of_stages).map(Some)) {
        if let Choice::Ask(riddle) = untagged(Some(posting), stage, playbook, assessments)
            && !questions.contains(&riddle)
        {
            questions.push(riddle);
        }
    }
    questions
}

/// The question about a tag of the posting that misses the playbook's pattern by a slip, and says what it
/// names.
fn about_slip(posting: &Posting, playbook: &Playbook, assessments: &[AssessmentName]) -> Option<Riddle> {
    let pattern = playbook.posting_tag.as_deref()?;
    let Slip { tag, value } = slip(pattern, posting, assessments).filter(|slip| !slip.value.is_empty())?;
    Some(Riddle::PostingTag {
        posting: posting.id.clone(),
        title: posting.text.clone(),
        tag: tag.to_owned(),
        near: meant_by(value, assessments),
        several: false,
        pattern: Some(pattern.to_owned()),
    })
}

/// The assessment that a posting's tag names, else those that it may mean.
fn meant_by(text: &str, assessments: &[AssessmentName]) -> Vec<AssessmentName> {
    match assessments.iter().find(|known| names_it(text, known.id.as_str(), &known.name)) {
        Some(hit) => vec![hit.clone()],
        None => alike(text, assessments, |one| vec![&one.name, one.id.as_str()], SUGGESTED),
    }
}

/// The posting's tag, else the posting map. The map also says what a tag means that names nothing, and
/// which one of several is meant.
fn by_posting(
    posting: &Posting,
    stage: Option<&StageId>,
    playbook: &Playbook,
    assessments: &[AssessmentName],
) -> Option<Choice> {
    let mapped = || {
        let entries = &playbook.posting_assessments;
        let entry = entries
            .iter()
            .filter(|entry| entry.posting == posting.id)
            .filter(|entry| entry.stage.is_none() || entry.stage.as_ref() == stage)
            // One for this stage says more than one for all.
            .max_by_key(|entry| entry.stage.is_some())?;
        let Some(found) = by_id(assessments, &entry.assessment) else {
            let (posting, title) = (posting.id.clone(), posting.text.clone());
            return Some(Choice::Ask(Riddle::Gone { posting, title }));
        };
        let here = if entry.stage.is_some() { " in this stage" } else { "" };
        let reason =
            format!("{}, because the posting \u{201c}{}\u{201d} maps to it{here}", found.name, posting.text);
        Some(Choice::One(found, reason))
    };
    let values: Vec<(&String, &str)> = match &playbook.posting_tag {
        None => Vec::new(),
        Some(pattern) => posting.tags.iter().filter_map(|tag| Some((tag, value(pattern, tag)?))).collect(),
    };
    let mut named: Vec<(&String, &AssessmentName)> = Vec::new();
    for (tag, wanted) in &values {
        let hit = assessments.iter().find(|known| names_it(wanted, known.id.as_str(), &known.name));
        if let Some(hit) = hit.filter(|hit| named.iter().all(|(_, known)| known != hit)) {
            named.push((tag, hit));
        }
    }
    let ask = |tag: String, near, several| {
        let (posting, title) = (posting.id.clone(), posting.text.clone());
        Choice::Ask(Riddle::PostingTag { posting, title, tag, near, several, pattern: None })
    };
    match (named.as_slice(), values.first()) {
        ([], None) => mapped(),
        ([], Some((tag, wanted))) => Some(mapped().unwrap_or_else(|| {
            let near = meant_by(wanted, assessments);
            ask((*tag).clone(), near, false)
        })),
        ([(tag, one)], _) => {
            let reason = format!("{}, because the posting has the tag \u{201c}{tag}\u{201d}", one.name);
            Some(Choice::One((*one).clone(), reason))
        }
        // The map says which of them is meant.
        (several, _) => Some(mapped().unwrap_or_else(|| {
            let tags: Vec<&str> = several.iter().map(|(tag, _)| tag.as_str()).collect();
            let near = several.iter().map(|(_, one)| (*one).clone()).collect();
            ask(tags.join(", "), near, true)
        })),
    }
}

fn by_id(assessments: &[AssessmentName], id: &AssessmentId) -> Option<AssessmentName> {
    assessments.iter().find(|assessment| assessment.id == *id).cloned()
}

/// Whether a text names the assessment of this id and name.
#[must_use]
pub fn names_it(text: &str, id: &str, name: &str) -> bool {
    same(text, id) || same(text, name)
}

/// The same, whatever the case and the blanks around it.
fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// Assessments that have a name like the text, the likeliest first.
fn alike(
    text: &str,
    assessments: &[AssessmentName],
    names: fn(&AssessmentName) -> Vec<&str>,
    least: f64,
) -> Vec<AssessmentName> {
    let like = |other: &str| likeness(text, other);
    let mut rated: Vec<(f64, &AssessmentName)> = assessments
        .iter()
        .map(|one| (names(one).into_iter().map(like).fold(0.0, f64::max), one))
        .filter(|(likeness, _)| *likeness >= least)
        .collect();
    rated.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.name.cmp(&other.name)));
    rated.into_iter().take(SUGGESTIONS).map(|(_, one)| one.clone()).collect()
}
