//! The text of a file, with the lines of what is in it.

use serde::Deserialize;
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use super::{Problem, nearest};
use crate::playbook::Playbook;

/// A file as it was written.
pub(super) struct File<'a> {
    text: &'a str,
    pub(super) table: Table,
}

impl<'a> File<'a> {
    pub(super) fn parse(text: &'a str) -> Result<Self, Vec<Problem>> {
        let table = toml::from_str::<Table>(text).map_err(|error| {
            let line = error.span().map(|span| line_of(text, span.start));
            vec![Problem { line, message: format!("This is no valid TOML: {}.", error.message()) }]
        })?;
        Ok(Self { text, table })
    }

    /// The table as a playbook; a field that does not exist is a problem, and never passed over.
    pub(super) fn read(&self, table: Table) -> Result<Playbook, Vec<Problem>> {
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

    pub(super) fn problem(&self, path: &str, message: String) -> Problem {
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

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}
