//! A playbook as a file that people read, edit and pass on: TOML, with names instead of ids. What is not in
//! the file is as in a new playbook.

mod file;
mod names;
mod reader;

use toml::de::DeValue;
use toml::{Table, Value};

use crate::PlaybookId;
use crate::form::FormTemplate;
use crate::near::likeness;
use crate::playbook::Playbook;

use self::file::File;
use self::names::{rewrite, unknown};
use self::reader::whole;

/// The version of the format that is written; earlier ones are read.
pub const FORMAT: i64 = 1;
/// Likeness from which a name is suggested.
const LIKE: f64 = 0.63;
/// Names for which what was probably meant is looked for; more is a file of another account.
const GUESSES: usize = 200;

/// Something that a company or a provider has: in a file by its name, in a playbook by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A stage of the pipeline.
    Stage,
    /// A posting.
    Posting,
    /// An assessment.
    Assessment,
    /// A user of Lever, by e-mail address.
    User,
    /// A tag of postings.
    PostingTag,
    /// A team of postings.
    Team,
    /// A department of postings.
    Department,
    /// A location of postings.
    Location,
    /// A grade of the playbook itself.
    Grade,
    /// A feedback template.
    FormTemplate,
    /// A question of a feedback template; in the directory after its template and a colon.
    FormField,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Posting => "posting",
            Self::Assessment => "assessment",
            Self::User => "user",
            Self::PostingTag => "posting tag",
            Self::Team => "team",
            Self::Department => "department",
            Self::Location => "location",
            Self::Grade => "grade",
            Self::FormTemplate => "feedback template",
            Self::FormField => "feedback question",
        }
    }
}

/// What there is to refer to: of each its kind, its id and its name.
#[derive(Debug, Clone, Default)]
pub struct Directory(pub Vec<(Kind, String, String)>);

/// Feedback templates and their questions, each by a name that leads back to it: a title or a question
/// that there is twice is known by its id.
#[must_use]
pub fn form_names(templates: &[FormTemplate]) -> Vec<(Kind, String, String)> {
    let mut names = Vec::new();
    for template in templates {
        let once = templates.iter().filter(|other| other.text == template.text).count() == 1;
        let title = if once { &template.text } else { &template.id };
        names.push((Kind::FormTemplate, template.id.clone(), title.clone()));
        for field in &template.fields {
            let once = template.fields.iter().filter(|other| other.text == field.text).count() == 1;
            let question = if once { &field.text } else { &field.id };
            let id = format!("{}: {}", template.id, field.id);
            names.push((Kind::FormField, id, format!("{title}: {question}")));
        }
    }
    names
}

/// Something in a file that a person has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong, in a sentence.
    pub message: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The playbook; its id is yet to be given.
    pub playbook: Playbook,
    /// What the file names and this account does not have: it was left out.
    pub left_out: Vec<Problem>,
    /// What the file goes by and nothing here is called so now: it was kept.
    pub unknown: Vec<Problem>,
}

/// A file that cannot be used, and everything that a person has to know of it. Lists are by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refused {
    /// What keeps it from being used; never empty.
    pub problems: Vec<Problem>,
    /// As [`Imported::left_out`].
    pub left_out: Vec<Problem>,
    /// As [`Imported::unknown`].
    pub unknown: Vec<Problem>,
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }
}

/// Writes a playbook. What the account does not have any more keeps its id.
///
/// # Errors
/// Never for a playbook that was saved; the serializer's words otherwise.
pub fn export(playbook: &Playbook, known: &Directory) -> Result<String, String> {
    let mut portable = playbook.clone();
    rewrite(&mut portable, &mut |kind, _, id| Some(known.name(kind, id).unwrap_or(id).to_owned()));
    let mut table = Table::try_from(&portable).map_err(|error| error.to_string())?;
    table.remove("id");
    let mut file = Table::new();
    file.insert("format".into(), Value::Integer(FORMAT));
    file.extend(table);
    toml::to_string_pretty(&file).map_err(|error| error.to_string())
}

/// Whether a file names a feedback form.
#[must_use]
pub fn has_form(text: &str) -> bool {
    toml::from_str::<Table>(text).is_ok_and(|table| table.contains_key("form"))
}

/// Reads a playbook, and checks everything in it.
///
/// # Errors
/// Everything that keeps the file from being used, with its lines.
pub fn import(text: &str, known: &Directory) -> Result<Imported, Refused> {
    let mut file = File::parse(text)?;
    check_format(&file)?;
    let (mut playbook, mut problems) = file.read();
    let usual = Playbook::preset().provider;
    if playbook.provider != usual {
        let message = format!(
            "There is no provider `{}` in this version of Fulcrum. It has `{usual}`.",
            playbook.provider
        );
        problems.push(file.problem("provider", message));
    }
    let (mut left_out, mut has_template, mut guesses) = (Vec::new(), true, 0);
    rewrite(&mut playbook, &mut |kind, place, name| {
        let found = known.find(kind, name).map_err(|none| {
            guesses += 1;
            none.told(known, guesses <= GUESSES)
        });
        has_template &= kind != Kind::FormTemplate || found.is_ok();
        // Where a template is not, its questions are not either.
        let told = kind != Kind::FormField || has_template;
        Some(found.unwrap_or_else(|message| {
            left_out.extend(told.then(|| file.problem(&place, message)));
            name.to_owned()
        }))
    });
    // A check that takes in other fields says nothing about a file of which a part was passed over.
    let wrong = playbook.problems().into_iter().filter(|error| file.is_whole() || !error.is_between_fields());
    problems.extend(wrong.map(|error| file.problem_of(&error.places(), error.to_string())));
    // Only now: places are those of the file as long as nothing is left out.
    let mut kept = playbook.clone();
    rewrite(&mut kept, &mut |kind, _, id| known.find(kind, id).ok());
    if kept.conditions.postings.ids.is_empty() && !playbook.conditions.postings.ids.is_empty() {
        // Without them it would be for more people.
        let message = "None of the postings that it is for is in this account.".to_owned();
        problems.push(file.problem("conditions.postings.ids", message));
    }
    let mut unknown = unknown(&mut kept, &playbook.moves, known, &file);
    for list in [&mut problems, &mut left_out, &mut unknown] {
        list.sort_by_key(|problem| problem.line);
        list.dedup();
    }
    if problems.is_empty() {
        Ok(Imported { playbook: Playbook { id: PlaybookId::new(""), ..kept }, left_out, unknown })
    } else {
        Err(Refused { problems, left_out, unknown })
    }
}

fn check_format(file: &File<'_>) -> Result<(), Problem> {
    let Some(value) = file.get("format") else {
        let message = format!("This is no playbook: a playbook's file begins with `format = {FORMAT}`.");
        return Err(Problem { line: Some(1), message });
    };
    let message = match value {
        DeValue::Integer(number) => match whole(number) {
            Some(FORMAT) => return Ok(()),
            Some(newer) if newer > FORMAT => {
                format!("The file has format {newer}; this version of Fulcrum reads up to {FORMAT}.")
            }
            _ => format!("The format must be {FORMAT}."),
        },
        _ => format!("The format must be {FORMAT}."),
    };
    Err(file.problem("format", message))
}

impl Directory {
    fn name(&self, kind: Kind, id: &str) -> Option<&str> {
        let (.., name) = self.0.iter().find(|(other, known, _)| *other == kind && known == id)?;
        // A name that two things have would not lead back.
        let once = self.0.iter().filter(|(other, _, same)| *other == kind && same == name).count() == 1;
        once.then_some(name.as_str())
    }

    fn has(&self, kind: Kind) -> bool {
        self.0.iter().any(|(other, ..)| *other == kind)
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &(Kind, String, String)> {
        self.0.iter().filter(move |(other, ..)| *other == kind)
    }

    fn find<'n>(&self, kind: Kind, name: &'n str) -> Result<String, Unfound<'n>> {
        let lower = name.trim().to_lowercase();
        if let Some((_, id, _)) = self.of(kind).find(|(_, id, _)| id == name) {
            return Ok(id.clone());
        }
        let mut same = self.of(kind).filter(|(.., other)| other.trim().to_lowercase() == lower);
        match (same.next(), same.next()) {
            (Some((_, id, _)), None) => Ok(id.clone()),
            (Some(_), Some(_)) => Err(Unfound { kind, name, several: true }),
            (None, _) => Err(Unfound { kind, name, several: false }),
        }
    }
}

/// A name that leads to nothing, or to several.
struct Unfound<'n> {
    kind: Kind,
    name: &'n str,
    several: bool,
}

impl Unfound<'_> {
    /// A sentence; with what was probably meant, if that is to be looked for.
    fn told(&self, known: &Directory, guess: bool) -> String {
        let (word, name) = (self.kind.word(), self.name);
        if self.several {
            return format!("There are several {word}s called `{name}`.");
        }
        let names = known.of(self.kind).map(|(.., name)| name.as_str()).filter(|_| guess);
        format!("There is no {word} called `{name}`.{}", suggestion(nearest(name, names)))
    }
}

fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let rated = names.map(|other| (likeness(name, other), other)).filter(|(like, _)| *like >= LIKE);
    rated.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, best)| best)
}

fn suggestion(meant: Option<&str>) -> String {
    meant.map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default()
}
