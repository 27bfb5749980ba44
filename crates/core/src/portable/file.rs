//! The text of a file: what stands where in it, and the playbook that is read from it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::Problem;
use super::reader::{Fault, Part};
use crate::playbook::Playbook;

/// Keys of a file that are not the playbook's: the version of the format, and who made a preset.
const APART: [&str; 2] = ["format", "about"];
/// Attempts at reading a file. Each finds what is wrong with the names of fields, or one other fault.
const ATTEMPTS: usize = 100;

/// A file as it was written. What stands in it is known by its offset in bytes.
pub(super) struct File<'t> {
    /// Where each line but the first begins.
    lines: Vec<usize>,
    root: Spanned<DeValue<'t>>,
    /// What is read as something else, and what is passed over.
    amended: BTreeMap<usize, Option<&'static str>>,
    whole: bool,
}

impl<'t> File<'t> {
    pub(super) fn parse(text: &'t str) -> Result<Self, Problem> {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines: Vec<usize> = breaks.map(|(at, _)| at + 1).collect();
        let root = DeTable::parse(text).map_err(|error| Problem {
            line: error.span().map(|span| line_at(&lines, span.start)),
            message: format!("This is no valid TOML: {}.", error.message()),
        })?;
        let root = Spanned::new(root.span(), DeValue::Table(root.into_inner()));
        Ok(Self { lines, root, amended: BTreeMap::new(), whole: true })
    }

    /// What the file itself has for this key.
    pub(super) fn get(&self, key: &str) -> Option<&DeValue<'t>> {
        self.root.get_ref().get(key).map(Spanned::get_ref)
    }

    /// The playbook. What was probably meant is read as that; what cannot be used at all is passed over,
    /// so that the rest can be looked at. Both are problems.
    pub(super) fn read(&mut self) -> (Playbook, Vec<Problem>) {
        let keys = self.root.get_ref().as_table().into_iter().flat_map(DeTable::keys);
        let apart = keys.filter(|key| APART.contains(&&**key.get_ref()));
        self.amended = apart.map(|key| (key.span().start, None)).collect();
        let mut problems = Vec::new();
        for _ in 0..ATTEMPTS {
            let strange = RefCell::default();
            let read = Playbook::deserialize(Part::whole(self, &self.root, &strange));
            let mut faults = strange.into_inner();
            match read {
                Ok(playbook) if faults.is_empty() => return (playbook, problems),
                Err(fault) if faults.is_empty() => faults.push(fault),
                Ok(_) | Err(_) => {}
            }
            for Fault { at, meant, message } in faults {
                let at = at.unwrap_or_default();
                self.amended.insert(at, meant);
                self.whole &= meant.is_some();
                let line = Some(line_at(&self.lines, at));
                problems.extend(message.map(|message| Problem { line, message }));
            }
        }
        (Playbook::preset(), problems)
    }

    /// Whether nothing had to be passed over.
    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }

    pub(super) fn problem(&self, place: &str, message: String) -> Problem {
        let line = self.line(place).map_or_else(|around| around, Some);
        Problem { line, message }
    }

    /// A problem of several places of which the file may not have each: the first that it has counts.
    pub(super) fn problem_of(&self, places: &[Cow<'_, str>], message: String) -> Problem {
        let place = places.iter().find(|place| self.line(place).is_ok()).or(places.first());
        self.problem(place.map_or("", |place| place), message)
    }

    /// The name under which a key is read; `None` if what it is of is passed over.
    pub(super) fn name<'k>(&self, key: &'k Spanned<DeString<'_>>) -> Option<&'k str> {
        self.amended.get(&key.span().start).map_or(Some(key.get_ref()), |meant| *meant)
    }

    /// The text as which a text is read.
    pub(super) fn text<'k>(&self, at: usize, text: &'k str) -> &'k str {
        self.amended.get(&at).copied().flatten().unwrap_or(text)
    }

    /// The entries of a list that are read.
    pub(super) fn entries<'k>(
        &self,
        list: &'k DeArray<'t>,
    ) -> impl Iterator<Item = &'k Spanned<DeValue<'t>>> {
        list.iter().filter(|entry| self.amended.get(&entry.span().start) != Some(&None))
    }

    /// The line of what stands in a place of the playbook that was read.
    ///
    /// # Errors
    /// It is not in the file: the line of what it would be in, if that is.
    fn line(&self, place: &str) -> Result<usize, Option<usize>> {
        let (mut at, mut line) = (&self.root, None);
        for step in place.split('.') {
            let next = match at.get_ref() {
                DeValue::Table(table) => {
                    let found = table.iter().find(|(key, _)| self.name(key) == Some(step));
                    found.map(|(key, value)| (key.span().start, value))
                }
                DeValue::Array(list) => {
                    let entry = |at| if self.whole { list.get(at) } else { self.entries(list).nth(at) };
                    let found = step.parse().ok().and_then(entry);
                    found.map(|value| (value.span().start, value))
                }
                _ => None,
            };
            let (start, inner) = next.ok_or(line)?;
            (at, line) = (inner, Some(line_at(&self.lines, start)));
        }
        line.ok_or(None)
    }
}

fn line_at(lines: &[usize], at: usize) -> usize {
    1 + lines.partition_point(|start| *start <= at)
}
