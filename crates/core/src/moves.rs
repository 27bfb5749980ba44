//! Where a candidate goes in Lever by the score. Only a proposal, unless the playbook says otherwise.

use serde::{Deserialize, Serialize};

use crate::assessment::Score;
use crate::{PostingId, StageId};

/// The moves of a playbook. Nobody is ever archived or rejected by one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Moves {
    /// Moved without asking a person.
    pub automatic: bool,
    /// By score; a score without an entry moves nobody.
    pub by_score: Vec<ScoreMove>,
    /// Postings that go by entries of their own.
    pub by_posting: Vec<PostingMoves>,
}

/// The stage for one score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreMove {
    /// The score.
    pub score: Score,
    /// Where it leads.
    pub stage: StageId,
}

/// What holds for one posting instead of the entries for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingMoves {
    /// The posting.
    pub posting: PostingId,
    /// By score; a score without an entry moves nobody.
    pub by_score: Vec<ScoreMove>,
}

impl Moves {
    /// Where a candidate of `posting` goes with `score`; `None` for nowhere.
    #[must_use]
    pub fn target(&self, posting: Option<&PostingId>, score: Score) -> Option<&StageId> {
        let own = self.by_posting.iter().find(|own| Some(&own.posting) == posting);
        let entries = own.map_or(&self.by_score, |own| &own.by_score);
        entries.iter().find(|entry| entry.score == score).map(|entry| &entry.stage)
    }

    /// Whether every entry can be told from the others.
    pub(crate) fn are_clear(&self) -> bool {
        let once = |entries: &[ScoreMove]| {
            entries.iter().enumerate().all(|(at, entry)| {
                !entry.stage.as_str().is_empty()
                    && entries[..at].iter().all(|before| before.score != entry.score)
            })
        };
        once(&self.by_score)
            && self.by_posting.iter().enumerate().all(|(at, own)| {
                once(&own.by_score)
                    && self.by_posting[..at].iter().all(|before| before.posting != own.posting)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(score: u8, stage: &str) -> ScoreMove {
        ScoreMove { score: Score::new(score).unwrap(), stage: StageId::new(stage) }
    }

    #[test]
    fn a_posting_with_entries_of_its_own_goes_by_them_alone() {
        let moves = Moves {
            automatic: false,
            by_score: vec![to(4, "onsite"), to(3, "phone")],
            by_posting: vec![PostingMoves {
                posting: PostingId::new("sales"),
                by_score: vec![to(4, "offer")],
            }],
        };
        let (sales, other) = (PostingId::new("sales"), PostingId::new("other"));
        let at = |posting, score| {
            moves.target(posting, Score::new(score).unwrap()).map(|stage| stage.as_str().to_owned())
        };
        assert_eq!(at(Some(&sales), 4).as_deref(), Some("offer"));
        assert_eq!(at(Some(&sales), 3), None, "what holds for all does not hold here");
        assert_eq!(at(Some(&other), 4).as_deref(), Some("onsite"));
        assert_eq!(at(None, 3).as_deref(), Some("phone"));
        assert_eq!(at(None, 1), None);
    }

    #[test]
    fn two_entries_for_one_score_are_not_clear() {
        let twice = Moves { by_score: vec![to(4, "a"), to(4, "b")], ..Moves::default() };
        assert!(!twice.are_clear());
        let own =
            |posting: &str| PostingMoves { posting: PostingId::new(posting), by_score: vec![to(1, "a")] };
        assert!(!Moves { by_posting: vec![own("x"), own("x")], ..Moves::default() }.are_clear());
        assert!(Moves { by_posting: vec![own("x"), own("y")], ..Moves::default() }.are_clear());
    }
}
