//! The TypeScript that is generated from the application layer.

use std::path::PathBuf;
use std::{fs, io};

use crate::commands::{built, cargo, program, read, root, run};
use crate::{Outcome, node, system};

fn file() -> PathBuf {
    root().join("ui/src/generated/api.ts")
}

/// Writes it, if it differs.
pub(crate) fn write() -> Outcome {
    system::install(&[system::TO_BUILD])?;
    node::packages()?;
    let wanted = wanted()?;
    if current() == Some(wanted.clone()) {
        println!("{} is up to date.", file().display());
        return Ok(());
    }
    let folder = file().parent().map(PathBuf::from).unwrap_or_default();
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file(), wanted));
    written.map_err(|error: io::Error| format!("{} cannot be written: {error}", file().display()))?;
    println!("Wrote {}.", file().display());
    Ok(())
}

/// An error if the file is not what would be written.
pub(crate) fn check() -> Outcome {
    if current() == Some(wanted()?) {
        Ok(())
    } else {
        Err("ui/src/generated/api.ts is not what crates/app says. Run `cargo xtask generate`.".into())
    }
}

fn current() -> Option<String> {
    Some(fs::read_to_string(file()).ok()?.replace("\r\n", "\n"))
}

fn wanted() -> Result<String, String> {
    run(cargo().args(["build", "--quiet", "--workspace", "--example", "typescript"]))?;
    let example = built("typescript");
    let name = example.file_name().unwrap_or_default();
    read(&mut program(example.with_file_name("examples").join(name)))
}
