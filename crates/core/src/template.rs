//! Text in playbooks (tags, notes, mail) is a `minijinja` template in strict mode, checked when
//! the playbook is saved: a misspelt variable is an error, never an empty hole.

mod bounds;

use std::collections::BTreeMap;

use minijinja::{ErrorKind, UndefinedBehavior};
use serde::{Deserialize, Serialize};

use crate::near::likeness;
use crate::template::bounds::{Filled, environment};

/// What a template may use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// The candidate's full name.
    pub name: String,
    /// The first word of it.
    pub first_name: String,
    /// The company.
    pub company: String,
    /// The posting's title; empty if there is none.
    pub posting: String,
    /// The assessment's name.
    pub assessment: String,
    /// About how many minutes it takes.
    pub minutes: u32,
    /// Until when the link works, as a date.
    pub expires: String,
    /// The recruiter's name.
    pub sender: String,
    /// The candidate's link (or `{{ link }}` itself where the provider fills it in).
    pub link: String,
    /// The page for colleagues.
    pub report: String,
    /// The score, 1-4; empty before there is one.
    pub score: String,
    /// The score in words.
    pub verdict: String,
    /// The grade's name; empty without one.
    pub grade: String,
    /// How the thresholds read it: `passed`, `not passed` or `needs review`; empty without thresholds.
    pub outcome: String,
    /// Points that were reached; empty if none are counted.
    pub points: String,
    /// Points that could be reached; empty if none are counted.
    pub max_points: String,
    /// The part of the points that was reached, 0-100, rounded down; empty if none are counted.
    pub percent: String,
    /// Whether a hard requirement is not met.
    pub knocked_out: bool,
    /// Who reviewed.
    pub reviewer: String,
    /// The reviewer's comment, mentions neutralised.
    pub comment: String,
    /// The date of what is written about.
    pub date: String,
}

/// Why a template cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", line.map(|line| format!(" (line {line})")).unwrap_or_default())]
pub struct TemplateError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub line: Option<usize>,
    /// The template.
    pub template: String,
}

/// Fills a template.
///
/// # Errors
/// What cannot be read, a variable that does not exist, or work without end, with its line.
pub fn render(template: &str, words: &Words) -> Result<String, TemplateError> {
    bounds::check(template)?;
    let environment = environment();
    let mut filled = Filled::default();
    let read = environment.template_from_str(template).map_err(|error| wrong(template, &error))?;
    read.render_captured_to(words, &mut filled).map_err(|error| wrong(template, &error))?;
    Ok(filled.into_text())
}

fn wrong(template: &str, error: &minijinja::Error) -> TemplateError {
    TemplateError { message: said(error).into(), line: error.line(), template: template.to_owned() }
}

/// What is wrong, in words of somebody who writes a mail.
fn said(error: &minijinja::Error) -> &'static str {
    match error.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape => "what stands in braces is not like {{ name }}",
        ErrorKind::UndefinedError => "a word in braces does not exist",
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest => {
            "there is nothing of the name that stands behind | or is"
        }
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => "nothing in braces can be called with ( )",
        ErrorKind::WriteFailure => "it would become too long",
        ErrorKind::OutOfFuel => "it would take too long to fill in",
        _ => "what stands in braces does not work out",
    }
}

/// Checks a template as it would be used: with all that there can be, and with what is sometimes missing.
///
/// # Errors
/// As [`render`]; also for a word that does not exist in a part that is seldom written.
pub fn check(template: &str) -> Result<(), TemplateError> {
    render(template, &Words::example())?;
    let environment = environment();
    let read = environment.template_from_str(template).map_err(|error| wrong(template, &error))?;
    let known = |word: &String| Words::NAMES.contains(&word.as_str());
    if let Some(unknown) = read.undeclared_variables(false).iter().find(|word| !known(word)) {
        let line = template.lines().position(|line| line.contains(unknown.as_str())).map(|at| at + 1);
        let message = "a word in braces does not exist".into();
        return Err(TemplateError { message, line, template: template.to_owned() });
    }
    for (missing, words) in Words::sometimes() {
        render(template, &words).map_err(|error| TemplateError {
            message: format!("it does not work out {missing}; begin with {{% if … %}} there"),
            ..error
        })?;
    }
    Ok(())
}

/// Checks that a template writes out none of these words, which are never there where it is used; to ask
/// whether they are is fine. `why` says so, and goes on after the word.
///
/// # Errors
/// The word, with its line.
pub fn check_without(template: &str, absent: &[&'static str], why: &str) -> Result<(), TemplateError> {
    let mut environment = environment();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    // What cannot be read is told by `check`.
    let Ok(read) = bounds::check(template)
        .and_then(|()| environment.template_from_str(template).map_err(|error| wrong(template, &error)))
    else {
        return Ok(());
    };
    let example = minijinja::Value::from_serialize(Words::example());
    let fails = |absent: &[&str]| {
        let there = Words::NAMES.into_iter().filter(|name| !absent.contains(name));
        let words: BTreeMap<&str, _> =
            there.filter_map(|name| Some((name, example.get_attr(name).ok()?))).collect();
        read.render(words).is_err_and(|error| error.kind() == ErrorKind::UndefinedError)
    };
    let used = read.undeclared_variables(false);
    let used: Vec<&str> = absent.iter().copied().filter(|word| used.contains(*word)).collect();
    if used.is_empty() || !fails(&used) {
        return Ok(());
    }
    // What it asks first may hide what it writes.
    let word = used.iter().find(|word| fails(&[**word])).or(used.first()).copied().unwrap_or_default();
    let line = template.lines().position(|line| line.contains(word)).map(|at| at + 1);
    Err(TemplateError { message: format!("{{{{ {word} }}}} {why}"), line, template: template.to_owned() })
}

impl Words {
    /// The names of what only a result has.
    pub const OF_RESULT: [&'static str; 10] = [
        "score",
        "verdict",
        "grade",
        "outcome",
        "points",
        "max_points",
        "percent",
        "knocked_out",
        "reviewer",
        "comment",
    ];
    /// The names of what only a review has.
    pub const OF_REVIEW: [&'static str; 2] = ["reviewer", "comment"];
    /// The names of what only a playbook with grades has.
    pub const OF_GRADES: [&'static str; 1] = ["grade"];
    /// The names that a template may use.
    pub const NAMES: [&str; 21] = [
        "name",
        "first_name",
        "company",
        "posting",
        "assessment",
        "minutes",
        "expires",
        "sender",
        "link",
        "report",
        "score",
        "verdict",
        "grade",
        "outcome",
        "points",
        "max_points",
        "percent",
        "knocked_out",
        "reviewer",
        "comment",
        "date",
    ];

    /// The name that was probably meant by one that does not exist.
    #[must_use]
    pub fn nearest(word: &str) -> Option<String> {
        if word.is_empty() || Self::NAMES.contains(&word) {
            return None;
        }
        let like = |name: &&str| likeness(word, name);
        let best = Self::NAMES.into_iter().max_by(|a, b| like(a).total_cmp(&like(b)))?;
        (like(&best) >= 0.6).then(|| best.to_owned())
    }

    /// What is sometimes missing, in words, and the values then.
    fn sometimes() -> [(&'static str, Self); 4] {
        let usual = Self::example();
        let no_score = Self { score: String::new(), verdict: String::new(), ..usual.clone() };
        let no_points = Self {
            points: String::new(),
            max_points: String::new(),
            percent: String::new(),
            grade: String::new(),
            outcome: String::new(),
            ..usual.clone()
        };
        let knocked_out =
            Self { knocked_out: true, score: "1".into(), points: "0".into(), percent: "0".into(), ..usual };
        [
            ("where a hard requirement is not met", knocked_out),
            ("where there is no score", no_score),
            ("where no points are counted", no_points),
            ("before there is a result", Self::default()),
        ]
    }

    /// Believable values, for checking and for previews without a candidate.
    #[must_use]
    pub fn example() -> Self {
        Self {
            name: "Aiko Tanaka".into(),
            first_name: "Aiko".into(),
            company: "Northwind Robotics".into(),
            posting: "Backend Engineer".into(),
            assessment: "Backend basics".into(),
            minutes: 20,
            expires: "5 December 2026".into(),
            sender: "Mara Lindqvist".into(),
            link: "https://interview.example.com/i/…".into(),
            report: "https://interview.example.com/report/…".into(),
            score: "3".into(),
            verdict: "Yes".into(),
            grade: "Lead".into(),
            outcome: "passed".into(),
            points: "9".into(),
            max_points: "12".into(),
            percent: "75".into(),
            knocked_out: false,
            reviewer: "Mara Lindqvist".into(),
            comment: "Clear and specific.".into(),
            date: "21 November 2026".into(),
        }
    }
}

/// Takes the power out of `@name` in outside text: in a Lever note a mention sends mail.
/// A zero-width space after the sign keeps the text readable.
#[must_use]
pub fn neutralise_mentions(text: &str) -> String {
    text.replace('@', "@\u{200b}")
}

/// The first word of a name, as a greeting uses it.
#[must_use]
pub fn first_name(name: &str) -> String {
    name.split_whitespace().next().unwrap_or("there").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_variable_is_an_error_with_its_line() {
        let error = check("Hello\n{{ frist_name }}").unwrap_err();
        assert_eq!(error.line, Some(2));
    }

    #[test]
    fn every_word_has_its_name_and_a_misspelt_one_is_guessed() {
        let words = serde_json::to_value(Words::example()).unwrap();
        let known: Vec<&str> = words.as_object().unwrap().keys().map(String::as_str).collect();
        let mut names = Words::NAMES.to_vec();
        names.sort_unstable();
        assert_eq!(names, known);
        assert_eq!(Words::nearest("frist_name").as_deref(), Some("first_name"));
        assert_eq!(Words::nearest("Score").as_deref(), Some("score"));
        assert_eq!(Words::nearest("name"), None);
        assert_eq!(Words::nearest("elephant"), None);
    }

    #[test]
    fn what_is_wrong_is_said_in_plain_words() {
        let said = |template: &str| check(template).unwrap_err().to_string();
        assert_eq!(said("Hello\n{{ name"), "what stands in braces is not like {{ name }} (line 2)");
        assert_eq!(said("{{ nmae }}"), "a word in braces does not exist (line 1)");
        assert!(said("{{ name|shout }}").contains("behind |"));
        assert!(said("{{ shout() }}").contains("called"));
    }

    #[test]
    fn what_would_fail_only_sometimes_is_refused_as_well() {
        let said = |template: &str| check(template).unwrap_err().to_string();
        assert!(said("{% if score|int > 2 %}Good.{% endif %}").contains("where there is no score"));
        assert!(said("Well,\n{% if percent|int >= 80 %}strong{% endif %}").contains("no points are counted"));
        assert!(said("{% if knocked_out %}{{ grade|int }}{% endif %}").contains("requirement is not met"));
        let hidden = said("{% if score == '1' %}\n{{ nmae }}{% endif %}");
        assert_eq!(hidden, "a word in braces does not exist (line 2)");
        check("{% if score and score|int > 2 %}Good.{% endif %}").unwrap();
    }

    #[test]
    fn text_is_not_html() {
        let mut words = Words::example();
        words.name = "<b>O'Brien</b>".into();
        assert_eq!(render("{{ name }}", &words).unwrap(), "<b>O'Brien</b>");
    }

    #[test]
    fn candidate_text_is_data_not_template() {
        let mut words = Words::example();
        words.name = "{{ score }}{% for x in range(9) %}".into();
        assert_eq!(render("{{ name }}", &words).unwrap(), words.name);
    }

    #[test]
    fn mentions_lose_their_power() {
        assert!(!neutralise_mentions("ask @mara").contains("@m"));
    }
}
