//! What a provider can send, as far as planning needs it.

use serde::{Deserialize, Serialize};

use crate::AssessmentId;

/// Name and id of an assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentName {
    /// Id at the provider.
    pub id: AssessmentId,
    /// Name, as recruiters see it and as override tags spell it.
    pub name: String,
}

/// The 1-4 scale of Lever's notes: 1 Strong no, 2 No, 3 Yes, 4 Strong yes.
///
/// Source: Lever Data API, "Create a note", field `score`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Score(u8);

impl Score {
    /// A score from 1 to 4; `None` outside.
    #[must_use]
    pub fn new(value: u8) -> Option<Self> {
        (1..=4).contains(&value).then_some(Self(value))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self.0 {
            1 => "Strong no",
            2 => "No",
            3 => "Yes",
            _ => "Strong yes",
        }
    }
}

impl TryFrom<u8> for Score {
    type Error = String;

    fn try_from(value: u8) -> Result<Self, String> {
        Self::new(value).ok_or_else(|| format!("a score is 1, 2, 3 or 4, not {value}"))
    }
}

impl From<Score> for u8 {
    fn from(score: Score) -> Self {
        score.0
    }
}
