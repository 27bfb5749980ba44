//! The page: npm packages and the build, each only when something is newer.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::Outcome;
use crate::commands::{npm, program, read, root, run};

/// Node's oldest version that will do.
pub(crate) const OLDEST: (u32, u32) = (20, 19);

/// Sees to it that `ui/dist` is up to date.
pub(crate) fn build() -> Outcome {
    packages()?;
    let root = root();
    let built = changed(&root.join("ui/dist/index.html"));
    let sources =
        ["ui", "package.json", "package-lock.json"].iter().filter_map(|path| newest(&root.join(path))).max();
    if built.is_some() && built >= sources {
        return Ok(());
    }
    run(npm().args(["run", "build"]))
}

/// Sees to it that `node_modules` is what the lock says.
pub(crate) fn packages() -> Outcome {
    check_version()?;
    let root = root();
    let installed = changed(&root.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= changed(&root.join("package-lock.json")) {
        return Ok(());
    }
    println!("The npm packages are missing or older than package-lock.json.");
    run(npm().args(["ci", "--no-audit", "--no-fund"]))
}

/// An error in words if Node is missing or too old.
pub(crate) fn check_version() -> Outcome {
    let (major, minor) = OLDEST;
    let wanted =
        format!("Fulcrum's page is built with Node.js {major}.{minor} or newer (https://nodejs.org)");
    let version = read(program("node").arg("--version"));
    let version = version.map_err(|_| format!("{wanted}, which is not installed."))?;
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    if (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) < OLDEST {
        return Err(format!("{wanted}; this is {}.", version.trim()));
    }
    Ok(())
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|data| data.modified()).ok()
}

/// The latest change of a file, or of any file in a folder.
fn newest(path: &Path) -> Option<SystemTime> {
    if path.is_file() {
        return changed(path);
    }
    let skipped = ["dist", "node_modules", "e2e"];
    let entries = fs::read_dir(path).ok()?.flatten();
    entries
        .filter(|entry| !skipped.iter().any(|name| entry.file_name() == *name))
        .filter_map(|entry| newest(&entry.path()))
        .max()
}
