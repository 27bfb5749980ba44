//! `docs/PROMISES.md` names the test that holds each promise, as `file::test`. Each must exist.

use std::fs;
use std::path::Path;

use crate::Outcome;

/// An error that lists every name without a test.
pub(crate) fn check(root: &Path) -> Outcome {
    let text = fs::read_to_string(root.join("docs/PROMISES.md"))
        .map_err(|error| format!("docs/PROMISES.md cannot be read: {error}"))?;
    let named = named(&text);
    if named.is_empty() {
        return Err("docs/PROMISES.md names no test.".into());
    }
    let missing: Vec<_> = named.iter().filter_map(|(line, name)| problem(root, *line, name)).collect();
    if missing.is_empty() {
        println!("{} tests are named, and all of them exist.", named.len());
        return Ok(());
    }
    Err(missing.join("\n"))
}

/// Names in backticks that look like `path/to/file.rs::test`, with their line numbers.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for name in line.split('`').skip(1).step_by(2) {
            if name.split_once("::").is_some_and(|(file, _)| file.contains('/') && file.contains('.')) {
                found.push((number + 1, name.to_owned()));
            }
        }
    }
    found
}

fn problem(root: &Path, line: usize, name: &str) -> Option<String> {
    let (file, test) = name.split_once("::")?;
    let Ok(source) = fs::read_to_string(root.join(file)) else {
        return Some(format!("docs/PROMISES.md:{line}: there is no file {file}"));
    };
    // Modules between the file and the test are for the reader.
    let is_rust = Path::new(file).extension().is_some_and(|extension| extension == "rs");
    let wanted =
        if is_rust { format!("fn {}(", test.rsplit("::").next().unwrap_or(test)) } else { test.to_owned() };
    (!source.contains(&wanted)).then(|| format!("docs/PROMISES.md:{line}: {file} has no test called {test}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_backticks() {
        let text = "Given `x::y`\n- held by `tests/a.rs::one` and `ui/e2e/b.spec.ts::sends a screening`.";
        let found = named(text);
        assert_eq!(found, [(2, "tests/a.rs::one".into()), (2, "ui/e2e/b.spec.ts::sends a screening".into())]);
    }

    #[test]
    fn a_name_without_a_test_is_reported() {
        let root = crate::commands::root();
        let here = "xtask/src/promises.rs::tests::a_name_without_a_test_is_reported";
        assert_eq!(problem(&root, 1, here), None);
        assert!(
            problem(&root, 7, "xtask/src/promises.rs::tests::gone")
                .is_some_and(|words| words.contains(":7:"))
        );
        assert!(problem(&root, 1, "xtask/src/no.rs::x").is_some());
    }
}
