//! Which assessment a candidate gets. The first hit wins: a person's choice, a tag on the candidate,
//! a tag on the posting, the posting map, the stage's default, the playbook's default.

use serde::{Deserialize, Serialize};

use crate::assessment::AssessmentName;
use crate::candidate::Candidate;
use crate::near::likeness;
use crate::playbook::Playbook;
use crate::posting::Posting;
use crate::{AssessmentId, PostingId, StageId};

/// Likeness from which a candidate's tag counts as a name spelt wrong, 0 to 1. Most tags name nothing.
const MISSPELT: f64 = 0.8;
/// Likeness from which a name is suggested for a posting's tag, which is meant to name something.
const SUGGESTED: f64 = 0.5;
/// Suggestions at most.
const SUGGESTIONS: usize = 3;
/// Likeness from which a tag of a posting is taken for one that misses the pattern by a slip, 0 to 1.
const SLIP: f64 = 0.7;
/// Characters by which its fixed text may be longer or shorter.
const SLIP_LENGTH: usize = 2;
/// Stands in a pattern for the assessment's id or name.
pub const PLACE: &str = "{id}";

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

/// Why a person must say which assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Riddle {
    /// Several tags name one.
    Several {
        /// Which.
        named: Vec<AssessmentName>,
    },
    /// A tag of the candidate is almost a name.
    Misspelt {
        /// The tag.
        tag: String,
        /// What it may mean, the likeliest first.
        near: Vec<AssessmentName>,
    },
    /// The posting's tag names nothing that exists, or several tags of it name several.
    PostingTag {
        /// The posting.
        posting: PostingId,
        /// Its title.
        title: String,
        /// The tag; several one after the other.
        tag: String,
        /// What it may mean, the likeliest first.
        near: Vec<AssessmentName>,
        /// Each of them is named.
        #[serde(default)]
        several: bool,
    },
    /// The posting is mapped to an assessment that does not exist any more.
    Gone {
        /// The posting.
        posting: PostingId,
        /// Its title.
        title: String,
    },
}

impl Riddle {
    /// One sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::Several { named } => {
                format!("Tags name several assessments ({}); which one?", names(named, ", "))
            }
            Self::Misspelt { tag, near } => {
                format!(
                    "The tag \u{201c}{tag}\u{201d} names no assessment; did you mean {}?",
                    names(near, " or ")
                )
            }
            Self::PostingTag { tag, near, several: true, .. } => format!(
                "The posting's tags \u{201c}{tag}\u{201d} name several assessments ({}); which one?",
                names(near, ", ")
            ),
            Self::PostingTag { tag, near, .. } if near.is_empty() => {
                format!("The posting's tag \u{201c}{tag}\u{201d} names no assessment that exists.")
            }
            Self::PostingTag { tag, near, .. } => format!(
                "The posting's tag \u{201c}{tag}\u{201d} names no assessment; did you mean {}?",
                names(near, " or ")
            ),
            Self::Gone { .. } => {
                "The assessment of the posting does not exist any more; which one instead?".into()
            }
        }
    }

    /// What a person can choose from.
    #[must_use]
    pub fn offers(&self) -> &[AssessmentName] {
        match self {
            Self::Several { named } => named,
            Self::Misspelt { near, .. } | Self::PostingTag { near, .. } => near,
            Self::Gone { .. } => &[],
        }
    }

    /// The posting that it is about, with its title, if one answer serves whoever applies to it.
    #[must_use]
    pub fn posting(&self) -> Option<(&PostingId, &str)> {
        match self {
            Self::PostingTag { posting, title, .. } | Self::Gone { posting, title } => Some((posting, title)),
            Self::Several { .. } | Self::Misspelt { .. } => None,
        }
    }
}

fn names(assessments: &[AssessmentName], between: &str) -> String {
    assessments.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(between)
}

impl Case<'_> {
    /// Chooses. Total: every case has exactly one outcome.
    #[must_use]
    pub fn choose(&self) -> Choice {
        self.by_tag().or_else(|| self.by_posting()).unwrap_or_else(|| self.by_default())
    }

    /// Tags that somebody put on the candidate. What Lever copied from the posting is no word of
    /// anybody's about this candidate.
    fn by_tag(&self) -> Option<Choice> {
        let own = |tag: &&String| !self.posting.is_some_and(|posting| posting.gave(tag));
        let tags: Vec<&String> = self.candidate.tags.iter().filter(own).collect();
        let mut named: Vec<AssessmentName> = Vec::new();
        for assessment in self.assessments {
            let hit = tags.iter().any(|tag| same(tag, &assessment.name));
            if hit && !named.iter().any(|known| known.id == assessment.id) {
                named.push(assessment.clone());
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
        tags.into_iter().find_map(|tag| {
            let near = alike(tag, self.assessments, |one| vec![&one.name], MISSPELT);
            (!near.is_empty()).then(|| Choice::Ask(Riddle::Misspelt { tag: tag.clone(), near }))
        })
    }

    fn by_posting(&self) -> Option<Choice> {
        by_posting(self.posting?, Some(self.stage), self.playbook, self.assessments)
    }

    fn by_default(&self) -> Choice {
        let playbook = self.playbook;
        let of_stage = playbook.stage_assessments.iter().find(|entry| entry.stage == *self.stage);
        let named = match (of_stage, &playbook.assessment) {
            (Some(entry), _) => Some((&entry.assessment, "the default of this stage in")),
            (None, Some(id)) => Some((id, "the default of")),
            (None, None) => None,
        };
        let Some((id, default)) = named else {
            return if playbook.names_for_some() { Choice::NotAddressed } else { Choice::Nothing };
        };
        // One that is gone is not replaced by another that nobody chose for the case.
        let Some(hit) = by_id(self.assessments, id) else { return Choice::Nothing };
        let reason = format!("{}, because it is {default} \u{201c}{}\u{201d}", hit.name, playbook.name);
        Choice::One(hit, reason)
    }
}

/// What is asked about a posting by a playbook, whoever applies to it.
#[must_use]
pub fn question_about(
    posting: &Posting,
    playbook: &Playbook,
    assessments: &[AssessmentName],
) -> Option<Riddle> {
    if let Some(Choice::Ask(riddle)) = by_posting(posting, None, playbook, assessments) {
        return Some(riddle);
    }
    // What it has in one stage may be gone, too.
    let entries = playbook.posting_assessments.iter().filter(|entry| entry.posting == posting.id);
    let gone = entries.into_iter().any(|entry| by_id(assessments, &entry.assessment).is_none());
    gone.then(|| Riddle::Gone { posting: posting.id.clone(), title: posting.text.clone() })
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
        Choice::Ask(Riddle::PostingTag { posting, title, tag, near, several })
    };
    match (named.as_slice(), values.first()) {
        ([], None) => mapped(),
        ([], Some((tag, wanted))) => Some(mapped().unwrap_or_else(|| {
            let near = alike(wanted, assessments, |one| vec![&one.name, one.id.as_str()], SUGGESTED);
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

/// What stands in a tag at the pattern's place, forgiving blanks and case around it.
#[must_use]
pub fn value<'a>(pattern: &str, tag: &'a str) -> Option<&'a str> {
    let (before, after) = pattern.split_once(PLACE)?;
    let tag = tag.trim();
    let (before, after) = (before.trim(), after.trim());
    let head = tag.get(..before.len())?;
    let rest = tag.get(before.len()..)?;
    let middle = rest.get(..rest.len().checked_sub(after.len())?)?;
    let tail = rest.get(rest.len() - after.len()..)?;
    let value = middle.trim();
    (head.eq_ignore_ascii_case(before) && tail.eq_ignore_ascii_case(after) && !value.is_empty())
        .then_some(value)
}

/// A posting's tag that misses a pattern by a slip in the fixed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip<'a> {
    /// The tag.
    pub tag: &'a str,
    /// What stands at the pattern's place; may be empty.
    pub value: &'a str,
}

/// The tag of a posting that misses the pattern by a slip; none if another tag of it does match.
#[must_use]
pub fn slip<'a>(pattern: &str, posting: &'a Posting) -> Option<Slip<'a>> {
    if posting.tags.iter().any(|tag| value(pattern, tag).is_some()) {
        return None;
    }
    posting.tags.iter().find_map(|tag| Some(Slip { tag, value: almost(pattern, tag)? }))
}

/// What stands at the pattern's place in a tag whose fixed text is almost the pattern's.
fn almost<'a>(pattern: &str, tag: &'a str) -> Option<&'a str> {
    let (before, after) = pattern.split_once(PLACE)?;
    let (before, after, tag) = (before.trim(), after.trim(), tag.trim());
    let ends: Vec<usize> = tag.char_indices().map(|(at, _)| at).chain([tag.len()]).collect();
    let lengths = |fixed: &str| {
        let length = fixed.chars().count();
        if length == 0 { 0..=0 } else { length.saturating_sub(SLIP_LENGTH)..=length + SLIP_LENGTH }
    };
    let fixed = format!("{before}{after}");
    let mut best: Option<(f64, &str)> = None;
    for head in lengths(before) {
        for tail in lengths(after) {
            let Some(rest) = (ends.len() - 1).checked_sub(tail).filter(|rest| head <= *rest) else {
                continue;
            };
            let (from, to) = (ends[head], ends[rest]);
            let like = likeness(&fixed, &format!("{}{}", &tag[..from], &tag[to..]));
            if like >= SLIP && best.is_none_or(|(before, _)| like > before) {
                best = Some((like, &tag[from..to]));
            }
        }
    }
    let punctuation = |char: char| !char.is_alphanumeric();
    best.map(|(_, value)| value.trim_start_matches(punctuation).trim_end())
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
