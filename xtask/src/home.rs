//! Tests leave nothing behind in the person's home folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::Outcome;

/// Everything of ours in the home folder at one moment.
pub(crate) struct Snapshot(BTreeSet<PathBuf>);

impl Snapshot {
    /// Looks now.
    pub(crate) fn take() -> Self {
        let mut found = BTreeSet::new();
        if let Some(home) = std::env::home_dir() {
            let places = [".config", ".local/share", ".local/state", ".cache", "Library", "AppData"];
            for place in places {
                collect(&home.join(place), 3, &mut found);
            }
        }
        Self(found)
    }

    /// An error that names what appeared since.
    pub(crate) fn compare(&self) -> Outcome {
        let now = Self::take();
        let new: Vec<_> = now.0.difference(&self.0).map(|path| path.display().to_string()).collect();
        if new.is_empty() {
            println!("Nothing of ours appeared in the home folder.");
            return Ok(());
        }
        Err(format!("The tests left these behind: {}", new.join(", ")))
    }
}

fn collect(folder: &Path, depth: u32, found: &mut BTreeSet<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().to_lowercase().contains("fulcrum") {
            found.insert(path);
        } else if depth > 1 && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, depth - 1, found);
        }
    }
}
