//! Why a playbook cannot be saved, and where in its file that stands.

use std::borrow::Cow;
use std::fmt;

use super::Playbook;
use crate::choosing::PLACE;
use crate::form::Source;
use crate::grading::GradingError;
use crate::template::{self, TemplateError, Words};

/// Reminders of one invitation that are sent without a person.
const MOST_REMINDERS: usize = 4;
/// The longest tag, in characters.
const LONGEST_TAG: usize = 100;

/// Where texts stand that are written before there is a result.
const BEFORE_RESULT: [&str; 13] = [
    "tags.invited",
    "tags.started",
    "tags.expired",
    "tags.declined",
    "notes.invited",
    "notes.started",
    "notes.completed",
    "notes.expired",
    "notes.declined",
    "mail_subject",
    "mail_text",
    "reminder_subject",
    "reminder_text",
];
const MAIL_TEXT: Field = Field::new("mail_text", "mail text");
const REMINDER_TEXT: Field = Field::new("reminder_text", "reminder's text");

/// A field that a person fills in. It reads as people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where it stands in the playbook's file: keys, and places in lists from 0, with dots between them.
    pub place: Cow<'static, str>,
    label: &'static str,
}

impl Field {
    const fn new(place: &'static str, label: &'static str) -> Self {
        Self { place: Cow::Borrowed(place), label }
    }

    /// A field of the tags or notes, which is called after its key: the `needs-review tag` is
    /// `tags.needs_review`.
    fn within(part: &str, label: &'static str) -> Self {
        let key = label.rsplit_once(' ').map_or(label, |(key, _)| key).replace('-', "_");
        Self { place: format!("{part}.{key}").into(), label }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label)
    }
}

/// Why a playbook cannot be saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlaybookError {
    /// A template is wrong.
    #[error("The {field} cannot be used: {source}")]
    Template {
        /// Which field.
        field: Field,
        /// What is wrong.
        source: TemplateError,
    },
    /// A mail would not carry the link.
    #[error("The {field} must contain {{{{ link }}}}, or nobody could answer.")]
    NoLink {
        /// Which field.
        field: Field,
    },
    /// Reminders that would come too often, or too late.
    #[error("There can be at most 4 reminders, on different days before the link runs out.")]
    Reminders,
    /// A tag is too long, or has several lines.
    #[error("The {field} must be one line of at most 100 characters, without marks that nobody sees.")]
    LongTag {
        /// Which.
        field: Field,
    },
    /// Two tags are the same, so that nobody could tell what they mean.
    #[error("The {field} is the same as the {other}.")]
    SameTag {
        /// Which.
        field: Field,
        /// Which other.
        other: Field,
    },
    /// Thresholds or grades that cannot be meant.
    #[error(transparent)]
    Grading(#[from] GradingError),
    /// No name, or one that is too long.
    #[error(
        "The playbook needs a name of at most 100 characters, in one line and without marks that nobody sees."
    )]
    Name,
    /// The pattern of posting tags has no place for the assessment, or nothing beside it.
    #[error(
        "The posting tag must be one line that contains {{id}} once, with something before or after it, for example Hubert: {{id}}."
    )]
    Pattern,
    /// An entry of the moves contradicts an earlier one, or leads nowhere.
    #[error("For each score there can be one stage to move to, and for each posting one set of them.")]
    Moves {
        /// Where the entry stands, as [`Field::place`].
        place: String,
    },
    /// A number is out of its range.
    #[error("The number of {field} must be between {from} and {to}.")]
    Range {
        /// Which field.
        field: Field,
        /// Smallest.
        from: u32,
        /// Largest.
        to: u32,
    },
}

impl PlaybookError {
    /// Where it stands in the playbook's file, as [`Field::place`]; after that, what else has a part in it.
    #[must_use]
    pub fn places(&self) -> Vec<Cow<'_, str>> {
        match self {
            Self::Template { field, .. }
            | Self::NoLink { field }
            | Self::LongTag { field }
            | Self::Range { field, .. } => vec![Cow::Borrowed(&field.place)],
            Self::SameTag { field, other } => {
                vec![Cow::Borrowed(&field.place), Cow::Borrowed(&other.place)]
            }
            Self::Reminders => vec!["remind_after_days".into(), "expires_in_days".into()],
            Self::Grading(error) => vec![format!("grading.{}", error.place).into()],
            Self::Name => vec!["name".into()],
            Self::Pattern => vec!["posting_tag".into()],
            Self::Moves { place } => vec![Cow::Borrowed(place)],
        }
    }

    /// Whether another field has a part in it.
    #[must_use]
    pub fn is_between_fields(&self) -> bool {
        match self {
            Self::Reminders | Self::SameTag { .. } | Self::Grading(_) | Self::Moves { .. } => true,
            Self::Template { .. }
            | Self::NoLink { .. }
            | Self::LongTag { .. }
            | Self::Name
            | Self::Pattern
            | Self::Range { .. } => false,
        }
    }
}

impl Playbook {
    /// Every text that is filled in.
    pub fn templates(&self) -> impl Iterator<Item = (Field, &str)> {
        let texts = [
            (Field::new("note", "note"), &self.note),
            (Field::new("note_counted", "note about what was counted"), &self.note_counted),
            (Field::new("note_changed", "comment"), &self.note_changed),
            (Field::new("mail_subject", "subject"), &self.mail_subject),
            (MAIL_TEXT, &self.mail_text),
            (Field::new("reminder_subject", "reminder's subject"), &self.reminder_subject),
            (REMINDER_TEXT, &self.reminder_text),
        ];
        let notes = self.notes.fields().map(|(label, text)| (Field::within("notes", label), text));
        let form = self.form.iter().flat_map(|form| form.fields.iter().enumerate());
        let form = form.filter_map(|(at, fill)| match &fill.with {
            Source::Text(text) => {
                let place = format!("form.fields.{at}.with.text").into();
                Some((Field { place, label: "feedback form" }, text.as_str()))
            }
            Source::Score | Source::Verdict | Source::Choice(_) => None,
        });
        let texts = texts.map(|(field, text)| (field, text.as_str()));
        self.tag_templates().into_iter().chain(notes).chain(texts).chain(form)
    }

    fn tag_templates(&self) -> [(Field, &str); 11] {
        self.tags.fields().map(|(label, text)| (Field::within("tags", label), text))
    }

    /// Checks everything that a person can write into it.
    ///
    /// # Errors
    /// The first field that cannot be used, with its error.
    pub fn check(&self) -> Result<(), PlaybookError> {
        self.problems().into_iter().next().map_or(Ok(()), Err)
    }

    /// Every field that cannot be used.
    #[must_use]
    pub fn problems(&self) -> Vec<PlaybookError> {
        let mut problems = self.problems_of_texts();
        let range = |place, label, value: u32, from, to| {
            let field = Field::new(place, label);
            (!(from..=to).contains(&value)).then_some(PlaybookError::Range { field, from, to })
        };
        if !(1..=100).contains(&self.name.trim().chars().count()) || self.name.contains(is_hidden) {
            problems.push(PlaybookError::Name);
        }
        let days = "days until the link runs out";
        let expiry = range("expires_in_days", days, self.expires_in_days, 1, 90);
        let days = &self.remind_after_days;
        // Before an expiry that cannot be, no day lies.
        let late = |days: &u32| expiry.is_none() && *days >= self.expires_in_days;
        if days.len() > MOST_REMINDERS
            || days.windows(2).any(|pair| pair[0] >= pair[1])
            || days.iter().any(|days| *days == 0 || late(days))
        {
            problems.push(PlaybookError::Reminders);
        }
        problems.extend(expiry);
        let days = "days before screening again";
        problems.extend(range("rescreen_after_days", days, self.rescreen_after_days, 0, 3650));
        problems.extend(range("ask_above", "invitations at once", self.ask_above, 1, 1000));
        problems.extend(range("hourly_cap", "invitations per hour", self.hourly_cap, 1, 1000));
        problems.extend(self.posting_tag.iter().filter_map(|pattern| check_posting_tag(pattern).err()));
        problems.extend(self.problems_of_tags());
        problems.extend(self.grading.problems().into_iter().map(PlaybookError::Grading));
        let moves = self.moves.unclear().into_iter();
        problems.extend(moves.map(|place| PlaybookError::Moves { place: format!("moves.{place}") }));
        problems
    }

    fn problems_of_texts(&self) -> Vec<PlaybookError> {
        let wrong = |(field, text)| {
            template::check(text).err().map(|source| PlaybookError::Template { field, source })
        };
        let mut problems: Vec<_> = self.templates().filter_map(wrong).collect();
        problems.extend(self.templates().filter_map(|(field, text)| {
            let source = self.check_there(&field, text).err()?;
            Some(PlaybookError::Template { field, source })
        }));
        // As the provider has to find it, for whomever it is.
        const LINK: &str = "{{ link }}";
        let words = [Words::example(), Words::default()].map(|words| Words { link: LINK.into(), ..words });
        for (field, text) in [(MAIL_TEXT, &self.mail_text), (REMINDER_TEXT, &self.reminder_text)] {
            // One that cannot be filled in is told above.
            let lacks = |words| template::render(text, words).is_ok_and(|text| !text.contains(LINK));
            if words.iter().any(lacks) {
                problems.push(PlaybookError::NoLink { field });
            }
        }
        problems
    }

    /// Checks that a text writes out nothing that can never be there at its place.
    fn check_there(&self, field: &Field, text: &str) -> Result<(), TemplateError> {
        let place = field.place.as_ref();
        if ![MAIL_TEXT.place, REMINDER_TEXT.place].iter().any(|mail| mail == place) {
            let why = "belongs into the mails alone: whoever has it can answer";
            template::check_without(text, &["link"], why)?;
        }
        if place.starts_with("mail_") || place.starts_with("reminder_") {
            template::check_without(text, &["report"], "is for colleagues alone: it shows the answers")?;
        }
        if BEFORE_RESULT.contains(&place) {
            let why = "is not there yet: it comes with the result";
            return template::check_without(text, &Words::OF_RESULT, why);
        }
        if place == "note_counted" {
            template::check_without(text, &Words::OF_REVIEW, "is not there: nobody has reviewed it")?;
            if self.grading.score_from.is_none() {
                let why = "is not there: what is counted gets no score from 1 to 4 here";
                template::check_without(text, &["score", "verdict"], why)?;
            }
        }
        // The grade's own tag is left out where there is no grade.
        if place == "tags.grade" || self.grading.all_grades().next().is_some() {
            return Ok(());
        }
        let why = "is never there: the playbook has no grades";
        template::check_without(text, &Words::OF_GRADES, why)
    }

    fn problems_of_tags(&self) -> Vec<PlaybookError> {
        let mut problems = Vec::new();
        let example = Words::example();
        let tags = self.tag_templates();
        let grades =
            self.grading.all_grades().map(|grade| Words { grade: grade.to_owned(), ..example.clone() });
        let words: Vec<Words> = std::iter::once(example.clone()).chain(grades).collect();
        for (at, (field, text)) in tags.iter().enumerate() {
            let wrong = |words| {
                let filled = template::render(text, words).unwrap_or_default();
                filled.chars().count() > LONGEST_TAG || filled.contains(is_hidden)
            };
            if words.iter().any(wrong) {
                problems.push(PlaybookError::LongTag { field: field.clone() });
            }
            let plain = |text: &str| text.trim().to_lowercase();
            let same =
                tags[..at].iter().find(|(_, other)| !text.trim().is_empty() && plain(other) == plain(text));
            problems.extend(
                same.map(|(other, _)| PlaybookError::SameTag { field: field.clone(), other: other.clone() }),
            );
        }
        problems
    }
}

/// Whether a letter has no place in a name or a tag: it ends a line, puts those around it into another order, or
/// nobody sees it.
pub(crate) fn is_hidden(letter: char) -> bool {
    let mark = matches!(letter, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    mark || letter.is_control()
}

/// Checks the pattern of posting tags: it names one place, and can be told from any other tag.
///
/// # Errors
/// [`PlaybookError::Pattern`].
pub fn check_posting_tag(pattern: &str) -> Result<(), PlaybookError> {
    let clear =
        pattern.matches(PLACE).count() == 1 && pattern.trim() != PLACE && !pattern.contains(is_hidden);
    clear.then_some(()).ok_or(PlaybookError::Pattern)
}

#[cfg(test)]
mod tests;
