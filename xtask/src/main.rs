//! Developer commands: `cargo xtask demo`, `run`, `test`, `lint`, `generate`, `bench`, `interop`,
//! `shots`, `doctor`.
//!
//! Each command installs what it needs and is missing, and says so. This crate is built before any
//! of that is there, so it depends on next to nothing.
//!
//! Every build selects the whole workspace (`--workspace`), also where one program would do: cargo
//! chooses features per selection, and another selection would build most of the tree once more. No
//! linker is chosen: Rust brings a quick one on Linux, and a flag of ours would part these builds
//! from those of plain `cargo`.
#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line tool talks to its terminal")]

mod arrows;
mod bench;
mod commands;
mod doctor;
mod generated;
mod home;
mod interop;
mod lint;
mod node;
mod play;
mod promises;
mod report;
mod shots;
mod system;
mod test;
mod webhost;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <command>

  demo [--headless]   the app with a sample company; without a display, the story as a test with pictures
  run [-- ARGS]       the app itself
  test [--quick]      every test; --quick leaves out those that need a whole desktop
  lint                format, lints, arrows between crates, generated code, promises, the UI's own checks
  generate            the TypeScript that is generated from crates/app
  bench [app|store|lever]
                      start and memory of the app beside an empty window; pages of a large store beside
                      a small one; requests and times of reading Lever; all if none is named (release builds)
  interop [CLIENT]    published Lever clients, written by others, against the simulated Lever
  shots               pictures of every view, in both themes and three sizes, into target/shots
  doctor              what is missing on this computer, and how to get it
";

/// What a command ends with: words for a person, if it failed.
type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
    let outcome = match (arguments.first().map(String::as_str), rest.as_slice()) {
        (Some("demo"), []) => play::demo(false),
        (Some("demo"), ["--headless"]) => play::demo(true),
        (Some("run"), ["--", arguments @ ..] | arguments) => play::run(arguments),
        (Some("test"), []) => test::run(false),
        (Some("test"), ["--quick"]) => test::run(true),
        (Some("lint"), []) => lint::check(),
        (Some("generate"), []) => generated::write(),
        (Some("bench"), []) => bench::app().and_then(|()| bench::store()).and_then(|()| bench::lever()),
        (Some("bench"), ["app"]) => bench::app(),
        (Some("bench"), ["store"]) => bench::store(),
        (Some("bench"), ["lever"]) => bench::lever(),
        (Some("interop"), []) => interop::run(None),
        (Some("interop"), [client]) => interop::run(Some(client)),
        (Some("shots"), []) => shots::take(),
        (Some("doctor"), []) => doctor::run(),
        (Some("help" | "--help" | "-h") | None, []) => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(format!("That is not a command.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(words) => {
            eprintln!("\n{words}");
            ExitCode::FAILURE
        }
    }
}
