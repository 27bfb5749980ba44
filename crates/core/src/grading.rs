//! What a score means: pass or fail, a grade with a name, and Lever's own score of a note.

use serde::{Deserialize, Serialize};

use crate::AssessmentId;
use crate::assessment::Score;
use crate::playbook::is_hidden;

/// The longest name of a grade, in characters: it becomes a tag.
const LONGEST_GRADE: usize = 60;

/// How a playbook reads scores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grading {
    /// The scale of every number here.
    pub scale: Scale,
    /// For every assessment that has no thresholds of its own.
    pub thresholds: Thresholds,
    /// Assessments with thresholds of their own.
    pub by_assessment: Vec<AssessmentThresholds>,
    /// From where Lever's 2, 3 and 4 begin for what is counted: in points on that scale, else in percent.
    pub score_from: Option<[u32; 3]>,
}

/// What a number is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// 1 to 4, as in Lever.
    #[default]
    Score,
    /// 0 to 100.
    Percent,
    /// As many as the assessment has.
    Points,
}

/// One assessment's own thresholds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessmentThresholds {
    /// The assessment.
    pub assessment: AssessmentId,
    /// Its thresholds.
    pub thresholds: Thresholds,
}

/// From where a score passes, up to where it fails, and what bands are called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// At or above passes.
    pub pass_from: Option<u32>,
    /// At or below fails. In between, somebody has to look at it.
    pub fail_to: Option<u32>,
    /// Bands, in any order.
    pub grades: Vec<Grade>,
    /// The grade of whoever does not meet a hard requirement, whatever the score.
    pub knocked_out: Option<String>,
}

/// A band with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// At or above, up to the next band.
    pub from: u32,
}

/// Thresholds or grades that cannot be meant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct GradingError {
    /// Where it stands within the grading: keys, and places in lists from 0, with dots between them.
    pub place: String,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// What was counted by rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Points that were reached.
    pub points: u32,
    /// Points that could be reached; 0 if there are only hard requirements.
    pub of: u32,
    /// A hard requirement is not met.
    pub knocked_out: bool,
}

/// What came of a screening.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// A person's score, if there is one.
    pub score: Option<Score>,
    /// What was counted, if anything was.
    pub count: Option<Count>,
    /// The person's score counts instead of what was counted.
    pub overruled: bool,
}

/// What a tally amounts to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// How it is read.
    pub reading: Reading,
    /// The name of its band.
    pub grade: Option<String>,
    /// On Lever's own scale.
    pub score: Option<Score>,
}

impl Outcome {
    /// Whether it says something, so that nobody has to look.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        matches!(self.reading, Reading::Pass | Reading::Fail)
            || (self.reading == Reading::Unread && self.grade.is_some())
    }
}

impl Count {
    /// The part of the points that was reached, 0-100, rounded down: nobody is told a percent that was not
    /// reached. `None` without points. Thresholds are compared with what is told.
    #[must_use]
    pub fn percent(&self) -> Option<u32> {
        let percent = (u64::from(self.points) * 100).checked_div(u64::from(self.of))?;
        Some(u32::try_from(percent).unwrap_or(u32::MAX))
    }
}

impl Tally {
    /// A person's score and nothing else.
    #[must_use]
    pub fn judged(score: Score) -> Self {
        Self { score: Some(score), ..Self::default() }
    }

    fn knocked_out(&self) -> bool {
        self.count.is_some_and(|count| count.knocked_out) && !self.overruled
    }
}

/// How what came of it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// It passes.
    Pass,
    /// It fails.
    Fail,
    /// Somebody has to look at it.
    NeedsReview,
    /// The playbook has no thresholds.
    Unread,
}

impl Reading {
    /// As a text says it; empty without thresholds.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Pass => "passed",
            Self::Fail => "not passed",
            Self::NeedsReview => "needs review",
            Self::Unread => "",
        }
    }
}

impl Thresholds {
    /// How a value is read. Total: every value has exactly one reading.
    #[must_use]
    pub fn read(&self, value: Option<f64>, knocked_out: bool) -> Reading {
        match (self.pass_from, self.fail_to, value) {
            _ if knocked_out => Reading::Fail,
            (None, None, _) => Reading::Unread,
            (_, _, None) => Reading::NeedsReview,
            (Some(pass), _, Some(value)) if value >= f64::from(pass) => Reading::Pass,
            (_, Some(fail), Some(value)) if value <= f64::from(fail) => Reading::Fail,
            _ => Reading::NeedsReview,
        }
    }

    /// The name of the band.
    #[must_use]
    pub fn grade(&self, value: Option<f64>, knocked_out: bool) -> Option<&str> {
        if knocked_out && self.knocked_out.is_some() {
            return self.knocked_out.as_deref();
        }
        let value = value?;
        let reached = self.grades.iter().filter(|grade| value >= f64::from(grade.from));
        reached.max_by_key(|grade| grade.from).map(|grade| grade.name.as_str())
    }

    /// What cannot be meant; places are within the thresholds.
    fn problems(&self, scale: Scale) -> Vec<GradingError> {
        let most = match scale {
            Scale::Score => 4,
            Scale::Percent => 100,
            Scale::Points => u32::MAX,
        };
        let from = |(at, grade): (usize, &Grade)| (format!("grades.{at}.from"), grade.from);
        let numbers = [("pass_from", self.pass_from), ("fail_to", self.fail_to)];
        let numbers = numbers.into_iter().filter_map(|(place, number)| Some((place.to_owned(), number?)));
        let outside = |(place, number): (String, u32)| {
            (number > most).then(|| {
                wrong(
                    place,
                    format!(
                        "“Passes from”, “Fails up to” and where grades begin must lie on the scale, which ends at {most}."
                    ),
                )
            })
        };
        let mut problems: Vec<_> =
            numbers.chain(self.grades.iter().enumerate().map(from)).filter_map(outside).collect();
        if let (Some(pass), Some(fail)) = (self.pass_from, self.fail_to)
            && fail >= pass
        {
            let message = "“Fails up to” must be less than “Passes from”: no score both passes and fails.";
            problems.push(wrong("fail_to", message));
        }
        for (at, grade) in self.grades.iter().enumerate() {
            let before = &self.grades[..at];
            let name = grade.name.trim();
            if name.chars().count() > LONGEST_GRADE || name.contains(is_hidden) {
                let message =
                    format!("The name of a grade must be one line of at most {LONGEST_GRADE} characters.");
                problems.push(wrong(format!("grades.{at}.name"), message));
                continue;
            }
            let field = if name.is_empty() || before.iter().any(|other| other.name.trim() == name) {
                "name"
            } else if before.iter().any(|other| other.from == grade.from) {
                "from"
            } else {
                continue;
            };
            let message = "Each grade needs a name and a beginning of its own.";
            problems.push(wrong(format!("grades.{at}.{field}"), message));
        }
        problems
    }
}

fn wrong(place: impl Into<String>, message: impl Into<String>) -> GradingError {
    GradingError { place: place.into(), message: message.into() }
}

impl Grading {
    /// The thresholds of an assessment.
    #[must_use]
    pub fn thresholds(&self, assessment: &AssessmentId) -> &Thresholds {
        let own = self.by_assessment.iter().find(|own| own.assessment == *assessment);
        own.map_or(&self.thresholds, |own| &own.thresholds)
    }

    /// Every grade that a result can have.
    pub fn all_grades(&self) -> impl Iterator<Item = &str> {
        let own = self.by_assessment.iter().map(|own| &own.thresholds);
        own.chain([&self.thresholds]).flat_map(|one| {
            one.grades.iter().map(|grade| grade.name.as_str()).chain(one.knocked_out.as_deref())
        })
    }

    /// What a tally amounts to. Total: every tally has exactly one outcome.
    #[must_use]
    pub fn outcome(&self, assessment: &AssessmentId, tally: &Tally) -> Outcome {
        let (thresholds, value) = (self.thresholds(assessment), self.value(tally));
        Outcome {
            reading: thresholds.read(value, tally.knocked_out()),
            grade: thresholds.grade(value, tally.knocked_out()).map(str::to_owned),
            score: self.score(tally),
        }
    }

    /// What a whole count amounts to; `None` if a person has to look.
    #[must_use]
    pub fn by_rule(&self, assessment: &AssessmentId, count: Count) -> Option<Outcome> {
        let tally = Tally { count: Some(count), ..Tally::default() };
        Some(self.outcome(assessment, &tally)).filter(Outcome::is_clear)
    }

    /// The number that counts, on the playbook's scale: what was counted, unless a person overruled it or
    /// nothing was, in percent always a whole number; on the 1-4 scale what a person said, else what the count amounts to.
    #[must_use]
    pub fn value(&self, tally: &Tally) -> Option<f64> {
        let count = tally.count.filter(|_| !tally.overruled);
        let judged = tally.score.map(|score| (f64::from(score.get()) - 1.0) / 3.0);
        match self.scale {
            Scale::Score => self.score(tally).map(|score| f64::from(score.get())),
            Scale::Percent => match count.and_then(|count| count.percent()) {
                Some(percent) => Some(f64::from(percent)),
                None => judged.map(|part| (part * 100.0).floor()),
            },
            Scale::Points => match (count, tally.count) {
                (Some(count), _) => Some(f64::from(count.points)),
                (None, Some(count)) => judged.map(|part| part * f64::from(count.of)),
                (None, None) => None,
            },
        }
    }

    /// Lever's own score: a person's, else what the count amounts to. Whoever does not meet a hard
    /// requirement has the lowest, whatever the points: Lever must not read as if they had passed.
    #[must_use]
    pub fn score(&self, tally: &Tally) -> Option<Score> {
        if tally.score.is_some() {
            return tally.score;
        }
        let (from, count) = (self.score_from?, tally.count?);
        if count.knocked_out {
            return Score::new(1);
        }
        let value = match self.scale {
            Scale::Points => f64::from(count.points),
            Scale::Score | Scale::Percent => f64::from(count.percent()?),
        };
        let reached = from.iter().filter(|least| value >= f64::from(**least)).count();
        Score::new(u8::try_from(1 + reached).ok()?)
    }

    /// What cannot be meant.
    #[must_use]
    pub fn problems(&self) -> Vec<GradingError> {
        let mut problems = Vec::new();
        if let Some(from) = self.score_from {
            if let Some(at) = (1..from.len()).find(|at| from[at - 1] >= from[*at]) {
                problems.push(wrong(
                    format!("score_from.{at}"),
                    "Under “Lever’s own score for what is counted”, 2, 3 and 4 must begin one after the other.",
                ));
            } else if self.scale != Scale::Points
                && let Some(at) = from.iter().position(|from| *from > 100)
            {
                problems.push(wrong(
                    format!("score_from.{at}"),
                    "Under “Lever’s own score for what is counted”, 2, 3 and 4 must begin within 100 percent.",
                ));
            }
        }
        problems.extend(within("thresholds", self.thresholds.problems(self.scale)));
        for (at, own) in self.by_assessment.iter().enumerate() {
            let place = format!("by_assessment.{at}.thresholds");
            problems.extend(within(&place, own.thresholds.problems(self.scale)));
        }
        problems
    }
}

fn within(place: &str, problems: Vec<GradingError>) -> impl Iterator<Item = GradingError> {
    problems.into_iter().map(move |error| GradingError { place: format!("{place}.{}", error.place), ..error })
}
