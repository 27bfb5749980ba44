//! Tags of postings that name an assessment by a pattern, and those that miss it by a slip.

use crate::near::likeness;
use crate::posting::Posting;

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
