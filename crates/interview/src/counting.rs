//! What answers count by the rules of their questions: points, and hard requirements. Nothing here judges
//! words: an answer in writing is read by a person.

use serde::Serialize;

use crate::db::answer::Answer;
use crate::db::assessment::{Assessment, Kind, NumberRule, Question};

/// The longest number that is read, in characters.
const LONGEST_NUMBER: usize = 30;

/// What a whole assessment counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tally {
    /// Points that were reached.
    pub(crate) points: u32,
    /// Points that could be reached.
    pub(crate) of: u32,
    /// A hard requirement is not met.
    pub(crate) knocked_out: bool,
    /// Every question is counted: nobody has to read anything.
    pub(crate) complete: bool,
}

/// What one answer counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Count {
    pub(crate) points: u32,
    pub(crate) of: u32,
    pub(crate) knocked_out: bool,
}

impl Question {
    /// Whether a rule says anything about its answers.
    pub(crate) fn counts(&self) -> bool {
        self.most() > 0 || self.is_required()
    }

    /// Whether it is a hard requirement, so that it needs an answer.
    pub(crate) fn is_required(&self) -> bool {
        let bound = |rule: &NumberRule| rule.at_least.is_some() || rule.at_most.is_some();
        match self.kind {
            Kind::Text => false,
            Kind::Choice | Kind::YesNo => self.options.iter().any(|option| option.knock_out),
            Kind::Number => self.number.as_ref().is_some_and(bound),
        }
    }

    /// The answer as it is kept: an option's own words, or a number; `None` if it is neither.
    pub(crate) fn understood(&self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        match self.kind {
            _ if typed.is_empty() => Some(String::new()),
            Kind::Text => Some(typed.to_owned()),
            Kind::Choice | Kind::YesNo => {
                self.options.iter().find(|option| option.text == typed).map(|option| option.text.clone())
            }
            Kind::Number => number(typed).map(|value| value.to_string()),
        }
    }

    /// What an answer counts; an answer that is missing counts nothing.
    pub(crate) fn count(&self, answer: &str) -> Count {
        let of = self.most();
        let nothing = Count { of, ..Count::default() };
        match self.kind {
            Kind::Text => nothing,
            Kind::Choice | Kind::YesNo => {
                let chosen = self.options.iter().find(|option| option.text == answer.trim());
                chosen.map_or(nothing, |option| Count {
                    points: option.points,
                    of,
                    knocked_out: option.knock_out,
                })
            }
            Kind::Number => match (&self.number, number(answer)) {
                (Some(rule), Some(value)) => Count {
                    points: points(rule, value),
                    of,
                    knocked_out: rule.at_least.is_some_and(|least| value < least)
                        || rule.at_most.is_some_and(|most| value > most),
                },
                _ => nothing,
            },
        }
    }

    fn most(&self) -> u32 {
        let options = self.options.iter().map(|option| option.points);
        let numbers = self.number.iter().flat_map(|rule| &rule.points).map(|entry| entry.points);
        match self.kind {
            Kind::Text => 0,
            Kind::Choice | Kind::YesNo => options.max().unwrap_or(0),
            Kind::Number => numbers.max().unwrap_or(0),
        }
    }
}

/// What a number counts: the entry that begins last at or below it.
fn points(rule: &NumberRule, value: f64) -> u32 {
    let reached = rule.points.iter().filter(|entry| entry.from <= value);
    reached.max_by(|a, b| a.from.total_cmp(&b.from)).map_or(0, |entry| entry.points)
}

/// A number as people write it, with a point or a comma.
pub(crate) fn number(typed: &str) -> Option<f64> {
    let typed = typed.trim().replace(',', ".");
    let plain = typed.len() <= LONGEST_NUMBER
        && typed.chars().all(|one| one.is_ascii_digit() || matches!(one, '.' | '-'));
    // Adding zero makes one zero of the two.
    typed.parse::<f64>().ok().filter(|value| plain && value.is_finite()).map(|value| value + 0.0)
}

/// How much of an assessment is counted by rule: `"none"`, `"some"` or `"all"`. Candidates are told.
pub(crate) fn extent(assessment: &Assessment) -> &'static str {
    match assessment.questions.iter().filter(|question| question.kind == Kind::Text).count() {
        _ if !assessment.questions.iter().any(Question::counts) => "none",
        0 => "all",
        _ => "some",
    }
}

/// What an assessment counts; `None` if none of its questions has a rule.
pub(crate) fn tally(assessment: &Assessment, answers: &[Answer]) -> Option<Tally> {
    if !assessment.questions.iter().any(Question::counts) {
        return None;
    }
    let complete = assessment.questions.iter().all(|question| question.kind != Kind::Text);
    let mut tally = Tally { complete, ..Tally::default() };
    for question in &assessment.questions {
        let answer = answers.iter().find(|answer| answer.question == question.id);
        let count = question.count(answer.map_or("", |answer| answer.text.as_str()));
        tally.points += count.points;
        tally.of += count.of;
        tally.knocked_out |= count.knocked_out;
    }
    Some(tally)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::db::assessment::{AnswerOption, NumberPoints};

    fn question(kind: Kind) -> Question {
        Question { id: format!("{kind:?}"), kind, text: "?".into(), ..Question::default() }
    }

    fn option(text: &str, points: u32, knock_out: bool) -> AnswerOption {
        AnswerOption { text: text.into(), points, knock_out }
    }

    fn permit() -> Question {
        Question { options: vec![option("Yes", 0, false), option("No", 0, true)], ..question(Kind::YesNo) }
    }

    fn years() -> Question {
        let from = |from, points| NumberPoints { from, points };
        Question {
            number: Some(NumberRule {
                unit: "years".into(),
                at_least: Some(1.0),
                at_most: None,
                points: vec![from(5.0, 10), from(2.0, 4)],
            }),
            ..question(Kind::Number)
        }
    }

    fn shift() -> Question {
        Question {
            options: vec![option("Days", 1, false), option("Nights", 3, false)],
            ..question(Kind::Choice)
        }
    }

    fn said(question: &Question, text: &str) -> Answer {
        Answer {
            question: question.id.clone(),
            text: text.into(),
            version: 1,
            updated_at: Timestamp::UNIX_EPOCH,
        }
    }

    fn of(questions: Vec<Question>) -> Assessment {
        Assessment {
            id: "a".into(),
            name: "A".into(),
            description: String::new(),
            minutes: 5,
            revision: 1,
            questions,
            retired: false,
        }
    }

    #[test]
    fn points_are_added_and_a_hard_requirement_is_told() {
        let (permit, years, shift) = (permit(), years(), shift());
        let all = of(vec![permit.clone(), years.clone(), shift.clone()]);
        let answers = [said(&permit, "Yes"), said(&years, "5"), said(&shift, "Days")];
        let full = Tally { points: 11, of: 13, knocked_out: false, complete: true };
        assert_eq!(tally(&all, &answers), Some(full));
        let answers = [said(&permit, "No"), said(&years, "4.9"), said(&shift, "Nights")];
        assert_eq!(tally(&all, &answers), Some(Tally { points: 7, knocked_out: true, ..full }));
        let answers = [said(&permit, "Yes"), said(&years, "0,5")];
        assert_eq!(tally(&all, &answers), Some(Tally { points: 0, knocked_out: true, ..full }));
        let mixed = of(vec![shift.clone(), question(Kind::Text)]);
        let answers = [said(&shift, "Nights")];
        assert_eq!(
            tally(&mixed, &answers),
            Some(Tally { points: 3, of: 3, knocked_out: false, complete: false })
        );
        assert_eq!(tally(&of(vec![question(Kind::Text)]), &[]), None);
        let plain = of(vec![question(Kind::Text)]);
        assert_eq!([extent(&all), extent(&mixed), extent(&plain)], ["all", "some", "none"]);
    }

    #[test]
    fn a_number_is_read_as_people_write_it_and_nothing_else_is() {
        for (typed, value) in [("2,5", 2.5), (" 7 ", 7.0), ("-0", 0.0), ("0.50", 0.5)] {
            assert_eq!(number(typed), Some(value), "{typed}");
        }
        for typed in ["", "two", "1e9", "inf", "NaN", "1.2.3", "0x10", &"9".repeat(40)] {
            assert_eq!(number(typed), None, "{typed}");
        }
        assert_eq!(years().understood("2,50").as_deref(), Some("2.5"));
        assert_eq!(years().understood("many"), None);
        assert_eq!(shift().understood("Days").as_deref(), Some("Days"));
        assert_eq!(shift().understood("Weekends"), None, "what was not offered cannot be chosen");
        assert_eq!(shift().understood("").as_deref(), Some(""), "a question can be passed by");
    }
}
