//! The report as a file of the opportunity in Lever.

use serde::{Deserialize, Serialize};

use crate::ScreeningId;
use crate::effect::{Effect, EffectDraft};
use crate::template::Words;

/// When a playbook files the report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filing {
    /// Never.
    #[default]
    Never,
    /// Once the candidate has finished.
    Finished,
    /// Once there is a score; each later one makes another file.
    Scored,
}

/// What the outbox calls it.
pub(crate) const FILE_SLOT: &str = "file";
/// Longest part of a file's name that comes from outside, in characters.
const LONGEST: usize = 60;

/// The file of a result; `revision` counts results of the screening, as elsewhere. All but the `first` of a
/// screening say so in their reference.
pub(crate) fn filed(
    screening: &ScreeningId,
    words: &Words,
    reference: &str,
    (revision, first): (u32, bool),
) -> EffectDraft {
    let reference = if first { reference.to_owned() } else { format!("{reference}-{revision}") };
    let name = format!("{} - {} {reference}.pdf", plain(&words.assessment), plain(&words.name));
    EffectDraft::of(screening, FILE_SLOT, revision, Effect::AddFile { name, reference })
}

/// Whether a file of this name is the one with the reference. Lever may write the rest of a name otherwise.
#[must_use]
pub fn is_filed_as(name: &str, reference: &str) -> bool {
    name.contains(&format!("{reference}."))
}

/// Text as every system takes it in the name of a file.
fn plain(text: &str) -> String {
    let sign = |sign: char| if sign.is_alphanumeric() { sign } else { ' ' };
    let text: String = text.chars().map(sign).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text: String = text.chars().take(LONGEST).collect();
    if text.is_empty() { "Report".into() } else { text.trim_end().to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(words: &Words, revision: u32) -> String {
        match filed(&ScreeningId::new("s"), words, "F-7K3Q9M", (revision, revision == 1)).effect {
            Effect::AddFile { name, .. } => name,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_name_says_what_it_is_and_carries_the_reference() {
        let words = Words::example();
        assert_eq!(name(&words, 1), "Backend basics - Aiko Tanaka F-7K3Q9M.pdf");
        assert_eq!(name(&words, 2), "Backend basics - Aiko Tanaka F-7K3Q9M-2.pdf");
        assert!(is_filed_as(&name(&words, 1), "F-7K3Q9M") && is_filed_as(&name(&words, 2), "F-7K3Q9M-2"));
        assert!(!is_filed_as(&name(&words, 2), "F-7K3Q9M"), "a later one is another file");
        assert!(is_filed_as("Backend_basics_F-7K3Q9M.pdf", "F-7K3Q9M"));
    }

    proptest! {
        #[test]
        fn no_name_harms_a_file_system(name_ in "\\PC{0,200}", assessment in "\\PC{0,200}") {
            let words = Words { name: name_, assessment, ..Words::example() };
            let name = name(&words, 1);
            prop_assert!(name.chars().count() < 150 && name.ends_with(" F-7K3Q9M.pdf"), "{name}");
            prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '@', '\0']), "{name}");
        }
    }
}
