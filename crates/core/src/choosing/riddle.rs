//! What a person is asked where tags or the posting map do not say which assessment.

use serde::{Deserialize, Serialize};

use crate::PostingId;
use crate::assessment::AssessmentName;

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
        /// The pattern that the tag misses by a slip.
        #[serde(default)]
        pattern: Option<String>,
    },
    /// A tag of the candidate names one that was sent before this stage already, and keeps back another.
    Spent {
        /// The one that the tag names.
        named: AssessmentName,
        /// What is sent without the tag.
        instead: AssessmentName,
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
            Self::Spent { named, instead } => {
                format!("Already had {0}; a tag names it. Send {1}?", named.name, instead.name)
            }
            Self::PostingTag { tag, near, several: true, .. } => format!(
                "The posting's tags \u{201c}{tag}\u{201d} name several assessments ({}); which one?",
                names(near, ", ")
            ),
            Self::PostingTag { tag, near, pattern: Some(pattern), .. } => {
                let end = match near.as_slice() {
                    [] => ".".to_owned(),
                    near => format!("; did you mean {}?", names(near, " or ")),
                };
                format!("The posting's tag \u{201c}{tag}\u{201d} is almost \u{201c}{pattern}\u{201d}{end}")
            }
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
            Self::Spent { instead, .. } => std::slice::from_ref(instead),
            Self::Gone { .. } => &[],
        }
    }

    /// The posting that it is about, with its title, if one answer serves whoever applies to it.
    #[must_use]
    pub fn posting(&self) -> Option<(&PostingId, &str)> {
        match self {
            Self::PostingTag { posting, title, .. } | Self::Gone { posting, title } => Some((posting, title)),
            Self::Several { .. } | Self::Misspelt { .. } | Self::Spent { .. } => None,
        }
    }
}

fn names(assessments: &[AssessmentName], between: &str) -> String {
    assessments.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(between)
}
