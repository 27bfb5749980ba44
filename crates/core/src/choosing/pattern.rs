//! Tags of postings that name an assessment by a pattern, and those that miss it by a slip.

use crate::assessment::AssessmentName;
use crate::near::likeness;
use crate::posting::Posting;

use super::meant_by;

/// Likeness from which a tag of a posting is taken for one that misses the pattern by a slip, 0 to 1.
const SLIP: f64 = 0.7;
/// Characters by which its fixed text may be longer or shorter.
const SLIP_LENGTH: usize = 2;
/// Stands in a pattern for the assessment's id or name.
pub const PLACE: &str = "{id}";

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

/// The tag of a posting that misses a pattern by a slip: what stands at the pattern's place is like one of the
/// assessments, or one letter of the fixed text is wrong. None if another tag of it does match.
#[must_use]
pub fn slip<'a>(pattern: &str, posting: &'a Posting, assessments: &[AssessmentName]) -> Option<Slip<'a>> {
    if posting.tags.iter().any(|tag| value(pattern, tag).is_some()) {
        return None;
    }
    posting.tags.iter().find_map(|tag| {
        let Almost { value, by_one_letter, .. } = almost(pattern, tag)?;
        (by_one_letter || !meant_by(value, assessments).is_empty()).then_some(Slip { tag, value })
    })
}

/// A tag read by a pattern whose fixed text it almost has.
struct Almost<'a> {
    /// What stands at the pattern's place.
    value: &'a str,
    /// How like the fixed text is, 0 to 1.
    like: f64,
    /// At most one letter of the fixed text is missing, too many, another one, or in its neighbour's place.
    by_one_letter: bool,
}

/// The likeliest reading of a tag whose fixed text is almost the pattern's.
fn almost<'a>(pattern: &str, tag: &'a str) -> Option<Almost<'a>> {
    let (before, after) = pattern.split_once(PLACE)?;
    let (before, after, tag) = (before.trim(), after.trim(), tag.trim());
    let ends: Vec<usize> = tag.char_indices().map(|(at, _)| at).chain([tag.len()]).collect();
    let lengths = |fixed: &str| {
        let length = fixed.chars().count();
        if length == 0 { 0..=0 } else { length.saturating_sub(SLIP_LENGTH)..=length + SLIP_LENGTH }
    };
    let fixed = format!("{before}{after}");
    let mut best: Option<Almost<'_>> = None;
    for head in lengths(before) {
        for tail in lengths(after) {
            let Some(rest) = (ends.len() - 1).checked_sub(tail).filter(|rest| head <= *rest) else {
                continue;
            };
            let (first, middle, last) =
                (&tag[..ends[head]], &tag[ends[head]..ends[rest]], &tag[ends[rest]..]);
            let like = likeness(&fixed, &format!("{first}{last}"));
            let by_one_letter = misses_by_one(before, first)
                && misses_by_one(after, last)
                && (ends_a_word(first, middle) || ends_with_a_letter(before))
                && (ends_a_word(middle, last) || !after.starts_with(char::is_alphanumeric));
            let better = |best: &Almost<'_>| {
                like > best.like || (like >= best.like && by_one_letter && !best.by_one_letter)
            };
            if like >= SLIP && best.as_ref().is_none_or(better) {
                best = Some(Almost { value: middle, like, by_one_letter });
            }
        }
    }
    let punctuation = |char: char| !char.is_alphanumeric();
    best.map(|found| Almost { value: found.value.trim_start_matches(punctuation).trim_end(), ..found })
}

/// Whether two texts are the same but for one letter; case, blanks and marks say nothing.
fn misses_by_one(fixed: &str, text: &str) -> bool {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|char| char.is_alphanumeric()).collect::<String>();
    strsim::osa_distance(&letters(fixed), &letters(text)) <= 1
}

/// Whether no word goes on from the end of one text into the next.
fn ends_a_word(text: &str, next: &str) -> bool {
    !(ends_with_a_letter(text) && next.starts_with(char::is_alphanumeric))
}

fn ends_with_a_letter(text: &str) -> bool {
    text.ends_with(char::is_alphanumeric)
}
