//! Running other programs, from the root of the repository.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A program built by `cargo build`.
pub(crate) fn built(name: &str) -> PathBuf {
    target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// `cargo` as it runs this tool.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    // Set for this tool by `cargo run`. Build scripts watch some of them: left in, every change between
    // these commands and plain `cargo` would build half of the tree again.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(name);
        }
    }
    command
}

/// `npm`, which is a script with another name on Windows.
pub(crate) fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Any program.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Runs a command in view of the person.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let words = spoken(command);
    println!("$ {words}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{words}` failed ({status}).")),
        Err(error) => Err(format!("`{words}` could not be started: {error}.")),
    }
}

/// Runs a command in view of the person. Its error repeats the lines that say what failed, which are
/// far above the end of a long output by then.
pub(crate) fn run_tests(command: &mut Command) -> Outcome {
    let words = spoken(command);
    println!("$ {words}");
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("`{words}` could not be started: {error}."))?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let failures = std::thread::scope(|scope| {
        let other = scope.spawn(|| stderr.map_or_else(Vec::new, |pipe| pass_on(pipe, std::io::stderr())));
        let mut failures = stdout.map_or_else(Vec::new, |pipe| pass_on(pipe, std::io::stdout()));
        failures.extend(other.join().unwrap_or_default());
        failures
    });
    match child.wait() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(std::iter::once(format!("`{words}` failed ({status})."))
            .chain(failures)
            .collect::<Vec<_>>()
            .join("\n")),
        Err(error) => Err(format!("`{words}` was lost: {error}.")),
    }
}

/// Copies a pipe line by line; answers with the first lines that tell of a failure, in any of our tools.
fn pass_on(pipe: impl Read, mut onto: impl Write) -> Vec<String> {
    let mut failures = Vec::new();
    for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // Whoever watches may have gone; the tests go on.
        let _ = writeln!(onto, "{line}");
        let tells = ["FAULT", "FAIL ", "FAILED", "panicked at"].iter().any(|mark| line.contains(mark));
        if tells && failures.len() < 6 {
            failures.push(line.trim().chars().take(240).collect());
        }
    }
    failures
}

/// Runs a command and answers with what it prints.
pub(crate) fn read(command: &mut Command) -> Result<String, String> {
    let words = spoken(command);
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("`{words}` could not be started: {error}."))?;
    if !output.status.success() {
        return Err(format!("`{words}` failed ({}).", output.status));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("`{words}` printed no text: {error}."))
}

/// True if a command can be run and ends well, whatever it prints.
pub(crate) fn works(name: &str, arguments: &[&str]) -> bool {
    let mut command = program(name);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn spoken(command: &Command) -> String {
    let name =
        Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}
