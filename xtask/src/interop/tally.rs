//! What a client did, as a row of the table, and the comparisons behind it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::Outcome;

/// The columns of numbers, in the order of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    /// Lists that were paged to their end.
    Lists,
    /// Rows that came.
    Rows,
    /// Pages that were asked for.
    Pages,
    /// Rows that an incremental look had to bring, and brought.
    Changed,
    /// Rows that it brought besides, because its windows overlap.
    Overlap,
    /// Writes that were accepted and found in the account.
    Writes,
    /// Requests of any kind.
    Requests,
    /// Requests that were answered with 429.
    Limited,
}

const COLUMNS: &[(Column, &str)] = &[
    (Column::Lists, "lists"),
    (Column::Rows, "rows"),
    (Column::Pages, "pages"),
    (Column::Changed, "changed"),
    (Column::Overlap, "overlap"),
    (Column::Writes, "writes"),
    (Column::Requests, "requests"),
    (Column::Limited, "429s"),
];

/// One client's row, and what is known to be its own doing.
pub(super) struct Tally {
    client: &'static str,
    version: &'static str,
    numbers: BTreeMap<Column, usize>,
    faults: Vec<String>,
}

impl Tally {
    pub(super) fn new(client: &'static str, version: &'static str) -> Self {
        Self { client, version, numbers: BTreeMap::new(), faults: Vec::new() }
    }

    pub(super) fn add(&mut self, column: Column, number: usize) {
        *self.numbers.entry(column).or_default() += number;
    }

    /// A fault or a limit of the client itself. It must be seen as described: once the client is mended, or
    /// the account behaves in another way, the description is wrong and has to go.
    pub(super) fn own_fault(&mut self, words: &str, seen: bool, instead: &str) -> Outcome {
        if !seen {
            return Err(format!("{}: this was expected: {words}. Seen instead: {instead}", self.client));
        }
        println!("  its own: {words}");
        self.faults.push(words.to_owned());
        Ok(())
    }
}

/// Prints the table, and below it what each client does wrong by itself.
pub(super) fn print(tallies: &[Tally]) {
    let mut rows = vec![vec!["client".to_owned(), "version".to_owned()]];
    if let Some(head) = rows.first_mut() {
        head.extend(COLUMNS.iter().map(|(_, title)| (*title).to_owned()));
    }
    for tally in tallies {
        let mut row = vec![tally.client.to_owned(), tally.version.to_owned()];
        row.extend(
            COLUMNS.iter().map(|(column, _)| {
                tally.numbers.get(column).map_or_else(|| "-".to_owned(), usize::to_string)
            }),
        );
        rows.push(row);
    }
    println!("\n{}", table(&rows));
    for tally in tallies.iter().filter(|tally| !tally.faults.is_empty()) {
        println!("{}, by itself:", tally.client);
        for fault in &tally.faults {
            println!("  - {fault}");
        }
    }
}

/// Columns as wide as their widest cell; numbers to the right.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            // Nothing can go wrong when writing into a string.
            let _ =
                if column < 2 { write!(text, "  {cell:<width$}") } else { write!(text, "  {cell:>width$}") };
        }
        text.push('\n');
    }
    text
}

/// The same value, or both of them.
pub(super) fn same<T: PartialEq + std::fmt::Debug>(what: &str, seen: T, wanted: T) -> Outcome {
    if seen == wanted { Ok(()) } else { Err(format!("{what}: expected {wanted:?}, seen {seen:?}")) }
}

/// True, or what was seen instead.
pub(super) fn holds(what: &str, is_so: bool, seen: &str) -> Outcome {
    if is_so { Ok(()) } else { Err(format!("{what}: not so. Seen: {seen}")) }
}

/// Exactly the wanted ids, each of them once.
pub(super) fn each_once(what: &str, seen: &[String], wanted: &BTreeSet<String>) -> Outcome {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for id in seen {
        *times.entry(id).or_default() += 1;
    }
    let repeated: Vec<&str> = times.iter().filter(|(_, times)| **times > 1).map(|(id, _)| *id).collect();
    let missing: Vec<&str> = wanted.iter().map(String::as_str).filter(|id| !times.contains_key(id)).collect();
    let strange: Vec<&str> = times.keys().copied().filter(|id| !wanted.contains(*id)).collect();
    if repeated.is_empty() && missing.is_empty() && strange.is_empty() {
        println!("  {what}: {} of {}, each once", seen.len(), wanted.len());
        return Ok(());
    }
    let named = |ids: &[&str]| match ids {
        [] => "none".to_owned(),
        _ => {
            let first: Vec<&str> = ids.iter().copied().take(5).collect();
            format!("{} ({}{})", ids.len(), first.join(", "), if ids.len() > 5 { ", …" } else { "" })
        }
    };
    Err(format!(
        "{what}: expected {} rows, each once; seen {}. Missing: {}. Not expected: {}. More than once: {}.",
        wanted.len(),
        seen.len(),
        named(&missing),
        named(&strange),
        named(&repeated)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_missing_strange_or_repeated_is_named() {
        let wanted: BTreeSet<String> = ids(&["a", "b"]).into_iter().collect();
        assert_eq!(each_once("rows", &ids(&["b", "a"]), &wanted), Ok(()));
        let words = each_once("rows", &ids(&["a", "a", "c"]), &wanted).unwrap_err();
        assert!(words.contains("Missing: 1 (b)"), "{words}");
        assert!(words.contains("Not expected: 1 (c)"), "{words}");
        assert!(words.contains("More than once: 1 (a)"), "{words}");
    }

    #[test]
    fn a_fault_that_is_not_seen_any_more_is_an_error() {
        let mut tally = Tally::new("a client", "1");
        assert!(tally.own_fault("it stumbles", true, "").is_ok());
        assert!(tally.own_fault("it stumbles", false, "it walked").unwrap_err().contains("it walked"));
        assert_eq!(tally.faults, ["it stumbles"]);
    }
}
