//! A playbook as a file that people read, edit and pass on: TOML, with names instead of ids. What is not in
//! the file is as in a new playbook.

use serde::Deserialize;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use crate::PlaybookId;
use crate::form::{Form, FormTemplate};
use crate::near::likeness;
use crate::playbook::{Playbook, PlaybookError};

/// The version of the format that is written; earlier ones are read.
pub const FORMAT: i64 = 1;
/// Likeness from which a name is suggested.
const LIKE: f64 = 0.6;

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
pub fn import(text: &str, known: &Directory) -> Result<Imported, Vec<Problem>> {
    let file = File::parse(text)?;
    let mut table = file.table.clone();
    match table.remove("format") {
        Some(Value::Integer(FORMAT)) => {}
        Some(Value::Integer(newer)) if newer > FORMAT => {
            let message =
                format!("The file has format {newer}; this version of Fulcrum reads up to {FORMAT}.");
            return Err(vec![file.problem("format", message)]);
        }
        Some(_) => return Err(vec![file.problem("format", format!("The format must be {FORMAT}."))]),
        None => {
            let message = format!("This is no playbook: a playbook's file begins with `format = {FORMAT}`.");
            return Err(vec![Problem { line: Some(1), message }]);
        }
    }
    // It names who made the preset, and is nothing that a playbook does.
    table.remove("about");
    let mut playbook = file.read(table)?;
    let usual = Playbook::preset().provider;
    if playbook.provider != usual {
        let message = format!(
            "There is no provider `{}` in this version of Fulcrum. It has `{usual}`.",
            playbook.provider
        );
        return Err(vec![file.problem("provider", message)]);
    }
    let narrowed = !playbook.conditions.postings.is_empty();
    let mut left_out = Vec::new();
    rewrite(&mut playbook, &mut |kind, path, name| {
        let found = known.find(kind, name);
        if let Err(message) = &found {
            left_out.push(file.problem(&path, message.clone()));
        }
        found.ok()
    });
    if narrowed && playbook.conditions.postings.is_empty() {
        // Without them it would be for everybody.
        let message = "None of the postings that it is for is in this account.".to_owned();
        left_out.push(file.problem("conditions.postings", message));
        return Err(left_out);
    }
    playbook.id = PlaybookId::new("");
    match playbook.check() {
        Ok(()) => Ok(Imported { playbook, left_out }),
        Err(error) => Err(vec![file.problem(&place(&error), error.to_string())]),
    }
}

/// Where in a file stands what an error is about.
fn place(error: &PlaybookError) -> String {
    match error {
        PlaybookError::Template { field, .. }
        | PlaybookError::NoLink { field }
        | PlaybookError::LongTag { field }
        | PlaybookError::SameTag { field, .. }
        | PlaybookError::Range { field, .. } => match *field {
            "note" => "note".into(),
            "note about what was counted" => "note_counted".into(),
            "comment" => "note_changed".into(),
            "subject" => "mail_subject".into(),
            "mail text" => "mail_text".into(),
            "reminder's subject" => "reminder_subject".into(),
            "reminder's text" => "reminder_text".into(),
            "days until the link runs out" => "expires_in_days".into(),
            "days before screening again" => "rescreen_after_days".into(),
            "invitations at once" => "ask_above".into(),
            "invitations per hour" => "hourly_cap".into(),
            other => match (other.strip_suffix(" tag"), other.strip_suffix(" note")) {
                (Some(tag), _) => format!("tags.{}", tag.replace('-', "_")),
                (None, Some(note)) => format!("notes.{note}"),
                (None, None) => String::new(),
            },
        },
        PlaybookError::Reminders => "remind_after_days".into(),
        PlaybookError::Grading(_) => "grading".into(),
        PlaybookError::Name => "name".into(),
        PlaybookError::Pattern => "posting_tag".into(),
        PlaybookError::Moves => "moves".into(),
    }
}

impl Directory {
    fn name(&self, kind: Kind, id: &str) -> Option<&str> {
        let (.., name) = self.0.iter().find(|(other, known, _)| *other == kind && known == id)?;
        // A name that two things have would not lead back.
        let once = self.0.iter().filter(|(other, _, same)| *other == kind && same == name).count() == 1;
        once.then_some(name.as_str())
    }

    fn find(&self, kind: Kind, name: &str) -> Result<String, String> {
        let known: Vec<_> = self.0.iter().filter(|(other, ..)| *other == kind).collect();
        let lower = name.trim().to_lowercase();
        if let Some((_, id, _)) = known.iter().find(|(_, id, _)| id == name) {
            return Ok(id.clone());
        }
        let mut same = known.iter().filter(|(.., other)| other.trim().to_lowercase() == lower);
        match (same.next(), same.next()) {
            (Some((_, id, _)), None) => Ok(id.clone()),
            (Some(_), Some(_)) => Err(format!("There are several {}s called `{name}`.", kind.word())),
            (None, _) => {
                let names = known.iter().map(|(.., name)| name.as_str());
                let meant = nearest(name, names).map(|meant| format!(" Did you mean `{meant}`?"));
                Err(format!("There is no {} called `{name}`.{}", kind.word(), meant.unwrap_or_default()))
            }
        }
    }
}

/// A file as it was written.
struct File<'a> {
    text: &'a str,
    table: Table,
}

impl<'a> File<'a> {
    fn parse(text: &'a str) -> Result<Self, Vec<Problem>> {
        let table = toml::from_str::<Table>(text).map_err(|error| {
            let line = error.span().map(|span| line_of(text, span.start));
            vec![Problem { line, message: format!("This is no valid TOML: {}.", error.message()) }]
        })?;
        Ok(Self { text, table })
    }

    /// The table as a playbook; a field that does not exist is a problem, and never passed over.
    fn read(&self, table: Table) -> Result<Playbook, Vec<Problem>> {
        let mut unknown = Vec::new();
        let mut note = |path: serde_ignored::Path<'_>| unknown.push(path.to_string());
        let mut track = serde_path_to_error::Track::new();
        let ignoring = serde_ignored::Deserializer::new(Value::Table(table), &mut note);
        let tracking = serde_path_to_error::Deserializer::new(ignoring, &mut track);
        let read = Playbook::deserialize(tracking);
        let read = read.map_err(|error| {
            let path = track.path().to_string().replace('[', ".").replace(']', "");
            let message = format!("`{path}` cannot be used: {}.", error.message());
            vec![self.problem(&path, message)]
        })?;
        if unknown.is_empty() {
            return Ok(read);
        }
        let problem = |path: &String| {
            let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
            let fields = fields_of(parent);
            let meant = nearest(name, fields.iter().map(String::as_str));
            let meant = meant.map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default();
            self.problem(path, format!("There is no field `{name}`.{meant}"))
        };
        Err(unknown.iter().map(problem).collect())
    }

    fn problem(&self, path: &str, message: String) -> Problem {
        Problem { line: self.line(path), message }
    }

    /// The line of a field, or of what it is in.
    fn line(&self, path: &str) -> Option<usize> {
        let root = DeTable::parse(self.text).ok()?;
        let (mut at, mut start) = (DeValue::Table(root.into_inner()), None);
        for step in path.split('.') {
            let next = match at {
                DeValue::Table(table) => {
                    let found = table.into_iter().find(|(key, _)| key.get_ref() == step);
                    found.map(|(key, value)| (key.span().start, value.into_inner()))
                }
                DeValue::Array(array) => {
                    let found = step.parse().ok().and_then(|at: usize| array.into_iter().nth(at));
                    found.map(|value| (value.span().start, value.into_inner()))
                }
                _ => None,
            };
            let Some((found, inner)) = next else { break };
            (at, start) = (inner, Some(found));
        }
        start.map(|start| line_of(self.text, start))
    }
}

/// The fields that there are in a part of a playbook.
fn fields_of(path: &str) -> Vec<String> {
    let all = Table::try_from(Playbook::preset()).map(Value::Table).ok();
    let steps = path.split('.').filter(|step| !step.is_empty());
    let part = steps.fold(all, |at, step| at?.get(step).cloned());
    match part {
        Some(Value::Table(table)) => table.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let like = |other: &str| likeness(name, other);
    names.max_by(|a, b| like(a).total_cmp(&like(b))).filter(|best| like(best) >= LIKE)
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// What takes the place of a name or an id; `None` leaves out what it is in.
type Rename<'r> = &'r mut dyn FnMut(Kind, String, &str) -> Option<String>;

fn put<I: From<String> + ToString>(to: Rename<'_>, kind: Kind, path: String, id: &mut I) -> bool {
    let new = to(kind, path, &id.to_string());
    let found = new.is_some();
    if let Some(new) = new {
        *id = I::from(new);
    }
    found
}

/// Keeps the entries of a list of which everything is known.
fn each<T>(list: &mut Vec<T>, mut keep: impl FnMut(usize, &mut T) -> bool) {
    let mut at = 0;
    list.retain_mut(|entry| {
        at += 1;
        keep(at - 1, entry)
    });
}

/// A form without one of its questions is another form.
fn put_form(to: Rename<'_>, form: &mut Form) -> bool {
    let before = form.template.clone();
    if !put(to, Kind::FormTemplate, "form.template".into(), &mut form.template) {
        return false;
    }
    let after = format!("{}: ", form.template);
    form.fields.iter_mut().enumerate().all(|(at, fill)| {
        let mut question = format!("{before}: {}", fill.field);
        let found = put(to, Kind::FormField, format!("form.fields.{at}.field"), &mut question);
        if let Some(question) = question.strip_prefix(&after) {
            question.clone_into(&mut fill.field);
        }
        found
    })
}

/// Puts something else in the place of every name or id.
fn rewrite(playbook: &mut Playbook, to: Rename<'_>) {
    use Kind::{Assessment, Posting, Stage, User};
    if let Some(id) = &mut playbook.assessment
        && !put(to, Assessment, "assessment".into(), id)
    {
        playbook.assessment = None;
    }
    if let Some(id) = &mut playbook.writers.perform_as
        && !put(to, User, "writers.perform_as".into(), id)
    {
        playbook.writers.perform_as = None;
    }
    if playbook.form.as_mut().is_some_and(|form| !put_form(to, form)) {
        playbook.form = None;
    }
    each(&mut playbook.stage_assessments, |at, entry| {
        let path = format!("stage_assessments.{at}");
        put(to, Stage, format!("{path}.stage"), &mut entry.stage)
            & put(to, Assessment, format!("{path}.assessment"), &mut entry.assessment)
    });
    each(&mut playbook.posting_assessments, |at, entry| {
        let path = format!("posting_assessments.{at}");
        let stage = entry.stage.as_mut().is_none_or(|stage| put(to, Stage, format!("{path}.stage"), stage));
        stage
            & put(to, Posting, format!("{path}.posting"), &mut entry.posting)
            & put(to, Assessment, format!("{path}.assessment"), &mut entry.assessment)
    });
    each(&mut playbook.conditions.postings.ids, |at, id| {
        put(to, Posting, format!("conditions.postings.ids.{at}"), id)
    });
    each(&mut playbook.grading.by_assessment, |at, own| {
        put(to, Assessment, format!("grading.by_assessment.{at}.assessment"), &mut own.assessment)
    });
    let moves = &mut playbook.moves;
    each(&mut moves.by_score, |at, one| put(to, Stage, format!("moves.by_score.{at}.stage"), &mut one.stage));
    each(&mut moves.by_grade, |at, one| put(to, Stage, format!("moves.by_grade.{at}.stage"), &mut one.stage));
    each(&mut moves.by_posting, |at, own| {
        let path = format!("moves.by_posting.{at}");
        each(&mut own.by_score, |at, one| {
            put(to, Stage, format!("{path}.by_score.{at}.stage"), &mut one.stage)
        });
        each(&mut own.by_grade, |at, one| {
            put(to, Stage, format!("{path}.by_grade.{at}.stage"), &mut one.stage)
        });
        put(to, Posting, format!("{path}.posting"), &mut own.posting)
    });
}
