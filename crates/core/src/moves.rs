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
    /// By grade; an entry here goes before one for the score.
    pub by_grade: Vec<GradeMove>,
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

/// The stage for one grade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeMove {
    /// The grade's name.
    pub grade: String,
    /// Where it leads.
    pub stage: StageId,
}

/// What holds for one posting instead of the entries for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingMoves {
    /// The posting.
    pub posting: PostingId,
    /// By score; a score without an entry moves nobody.
    #[serde(default)]
    pub by_score: Vec<ScoreMove>,
    /// By grade; an entry here goes before one for the score.
    #[serde(default)]
    pub by_grade: Vec<GradeMove>,
}

impl Moves {
    /// Where a candidate of `posting` goes with this score and grade; `None` for nowhere.
    #[must_use]
    pub fn target(
        &self,
        posting: Option<&PostingId>,
        score: Option<Score>,
        grade: Option<&str>,
    ) -> Option<&StageId> {
        let own = self.by_posting.iter().find(|own| Some(&own.posting) == posting);
        let (by_score, by_grade) =
            own.map_or((&self.by_score, &self.by_grade), |own| (&own.by_score, &own.by_grade));
        let graded = by_grade.iter().find(|entry| Some(entry.grade.as_str()) == grade);
        let scored = || by_score.iter().find(|entry| Some(entry.score) == score).map(|entry| &entry.stage);
        graded.map(|entry| &entry.stage).or_else(scored)
    }

    /// Every stage that somebody may be moved to.
    pub fn stages(&self) -> impl Iterator<Item = &StageId> {
        let own = self.by_posting.iter();
        let scored = own.clone().flat_map(|own| &own.by_score).chain(&self.by_score).map(|one| &one.stage);
        scored.chain(own.flat_map(|own| &own.by_grade).chain(&self.by_grade).map(|one| &one.stage))
    }

    /// The entries that lead nowhere or contradict one before them, each with where it stands within the
    /// moves: keys, and places in lists from 0, with dots between them.
    pub(crate) fn unclear(&self) -> Vec<String> {
        let mut places = unclear_entries("", &self.by_score, &self.by_grade);
        for (at, own) in self.by_posting.iter().enumerate() {
            let place = format!("by_posting.{at}");
            places.extend(unclear_entries(&format!("{place}."), &own.by_score, &own.by_grade));
            if self.by_posting[..at].iter().any(|before| before.posting == own.posting) {
                places.push(place);
            }
        }
        places
    }
}

fn unclear_entries(within: &str, by_score: &[ScoreMove], by_grade: &[GradeMove]) -> Vec<String> {
    let nowhere = |stage: &StageId| stage.as_str().is_empty();
    let scores = by_score.iter().enumerate().filter(|(at, entry)| {
        nowhere(&entry.stage) || by_score[..*at].iter().any(|before| before.score == entry.score)
    });
    let grades = by_grade.iter().enumerate().filter(|(at, entry)| {
        nowhere(&entry.stage)
            || entry.grade.trim().is_empty()
            || by_grade[..*at].iter().any(|before| before.grade == entry.grade)
    });
    let scores = scores.map(|(at, _)| format!("{within}by_score.{at}"));
    scores.chain(grades.map(|(at, _)| format!("{within}by_grade.{at}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(score: u8, stage: &str) -> ScoreMove {
        ScoreMove { score: Score::new(score).unwrap(), stage: StageId::new(stage) }
    }

    fn lead(stage: &str) -> GradeMove {
        GradeMove { grade: "Lead".into(), stage: StageId::new(stage) }
    }

    #[test]
    fn a_posting_with_entries_of_its_own_goes_by_them_alone() {
        let moves = Moves {
            by_score: vec![to(4, "onsite"), to(3, "phone")],
            by_grade: vec![lead("call")],
            by_posting: vec![PostingMoves {
                posting: PostingId::new("sales"),
                by_score: vec![to(4, "offer")],
                by_grade: Vec::new(),
            }],
            ..Moves::default()
        };
        let (sales, other) = (PostingId::new("sales"), PostingId::new("other"));
        let at = |posting, score| {
            moves.target(posting, Score::new(score), None).map(|stage| stage.as_str().to_owned())
        };
        let graded = |posting| moves.target(posting, Score::new(4), Some("Lead")).map(StageId::as_str);
        assert_eq!(graded(None), Some("call"), "the grade goes before the score");
        assert_eq!(graded(Some(&sales)), Some("offer"), "a grade without an entry says nothing");
        assert_eq!(at(Some(&sales), 4).as_deref(), Some("offer"));
        assert_eq!(at(Some(&sales), 3), None, "what holds for all does not hold here");
        assert_eq!(at(Some(&other), 4).as_deref(), Some("onsite"));
        assert_eq!(at(None, 3).as_deref(), Some("phone"));
        assert_eq!(at(None, 1), None);
    }

    #[test]
    fn two_entries_for_one_score_are_not_clear() {
        let twice = Moves { by_score: vec![to(4, "a"), to(4, "b")], ..Moves::default() };
        assert_eq!(twice.unclear(), ["by_score.1"]);
        let grades = Moves { by_grade: vec![lead("a"), lead("b")], ..Moves::default() };
        assert_eq!(grades.unclear(), ["by_grade.1"]);
        let own = |posting: &str| PostingMoves {
            posting: PostingId::new(posting),
            by_score: vec![to(1, "a")],
            by_grade: Vec::new(),
        };
        let of = |by_posting| Moves { by_posting, ..Moves::default() };
        assert_eq!(of(vec![own("x"), own("x")]).unclear(), ["by_posting.1"]);
        assert!(of(vec![own("x"), own("y")]).unclear().is_empty());
        let nowhere = PostingMoves { by_score: vec![to(1, "a"), to(2, "")], ..own("x") };
        assert_eq!(of(vec![nowhere]).unclear(), ["by_posting.0.by_score.1"]);
    }
}
