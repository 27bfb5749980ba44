//! Whom a playbook is for. Everybody else is not addressed: recorded, and nothing is said.

use serde::{Deserialize, Serialize};

use crate::PostingId;
use crate::candidate::Candidate;
use crate::posting::Posting;

/// The conditions of a playbook; all must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Conditions {
    /// Of which postings.
    pub postings: PostingCondition,
    /// How the candidate came; empty for however.
    pub origins: Vec<Origin>,
    /// Which confidentiality.
    pub confidentiality: Confidentiality,
}

/// Postings. Values of one field are alternatives, fields must all hold; an empty field asks for
/// nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostingCondition {
    /// These.
    pub ids: Vec<PostingId>,
    /// With one of these tags.
    pub tags: Vec<String>,
    /// Of one of these teams.
    pub teams: Vec<String>,
    /// Of one of these departments.
    pub departments: Vec<String>,
    /// At one of these places.
    pub locations: Vec<String>,
}

/// How a candidate came.
///
/// Source: Lever Data API, "Opportunities", field `origin`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// By an application.
    Applied,
    /// Found by somebody of the company.
    Sourced,
    /// Recommended by somebody of the company.
    Referred,
    /// By an agency.
    Agency,
    /// From inside the company.
    Internal,
    /// By a university.
    University,
}

/// Confidential opportunities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Whether or not.
    #[default]
    Any,
    /// Only those that are not.
    Open,
    /// Only those that are.
    Confidential,
}

impl Origin {
    /// Every origin.
    pub const ALL: [Self; 6] =
        [Self::Applied, Self::Sourced, Self::Referred, Self::Agency, Self::Internal, Self::University];

    /// Lever's word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Sourced => "sourced",
            Self::Referred => "referred",
            Self::Agency => "agency",
            Self::Internal => "internal",
            Self::University => "university",
        }
    }

    /// The origin of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.as_str() == text)
    }
}

impl PostingCondition {
    /// Whether every posting will do, and none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a posting is one of those.
    #[must_use]
    pub fn holds(&self, posting: &Posting) -> bool {
        let same = |wanted: &[String], text: &str| wanted.iter().any(|one| one == text);
        let place = |wanted: &[String], own: Option<&String>| {
            wanted.is_empty() || own.is_some_and(|own| same(wanted, own))
        };
        (self.ids.is_empty() || self.ids.contains(&posting.id))
            && (self.tags.is_empty() || posting.tags.iter().any(|tag| same(&self.tags, tag)))
            && place(&self.teams, posting.team.as_ref())
            && place(&self.departments, posting.department.as_ref())
            && place(&self.locations, posting.location.as_ref())
    }
}

impl Conditions {
    /// Why the playbook is not for this candidate; `None` if it is.
    #[must_use]
    pub fn obstacle(&self, candidate: &Candidate, posting: Option<&Posting>) -> Option<String> {
        if !self.postings.is_empty() {
            match posting {
                None => {
                    return Some("The playbook is for certain postings, and this candidate has none".into());
                }
                Some(posting) if !self.postings.holds(posting) => {
                    return Some(format!("The playbook is not for the posting {}", posting.text));
                }
                Some(_) => {}
            }
        }
        if !self.origins.is_empty() && !candidate.origin.is_some_and(|origin| self.origins.contains(&origin))
        {
            let came = candidate.origin.map_or("unknown", Origin::as_str);
            return Some(format!("The playbook is not for candidates of this origin ({came})"));
        }
        match (self.confidentiality, candidate.confidential) {
            (Confidentiality::Open, true) => Some("The playbook is not for confidential candidates".into()),
            (Confidentiality::Confidential, false) => {
                Some("The playbook is for confidential candidates only".into())
            }
            _ => None,
        }
    }
}
