//! Every test, from the smallest to the whole desktop.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use serde_json::Value;

use crate::commands::{built, cargo, npm, program, read, root, run as run_command, target, works};
use crate::home::Snapshot;
use crate::report::Report;
use crate::{Outcome, node, system};

/// Runs them all; `quick` leaves out those that need a whole desktop or a browser.
pub(crate) fn run(quick: bool) -> Outcome {
    let desktop = !quick && cfg!(target_os = "linux");
    system::install(if desktop { &[system::TO_BUILD, system::TO_TEST] } else { &[system::TO_BUILD] })?;
    node::build()?;
    let before = Snapshot::take();
    let targets = test_targets()?;
    let mut report = Report::default();
    let mut is_built = false;
    report.step("build", || {
        run_command(cargo().args(["build", "--workspace", "--all-targets"]))?;
        is_built = true;
        Ok(())
    });
    if !is_built {
        return report.finish();
    }
    report.step("Rust tests", || rust(&targets));
    report.step("UI tests", || run_command(npm().args(["run", "--silent", "test"])));
    let pages = root().join("ui/e2e/run.mjs");
    if quick {
        for name in ["examples in the documentation", "UI in a browser", "the real app on a desktop"] {
            report.skip(name, "because of --quick");
        }
    } else {
        report.step("examples in the documentation", || {
            run_command(cargo().args(["test", "--quiet", "--workspace", "--doc"]))
        });
        if pages.exists() {
            report.step("UI in a browser", || in_browser(&pages));
        } else {
            report.skip("UI in a browser", "there is no ui/e2e/run.mjs");
        }
        if desktop {
            report.step("the real app on a desktop", || end_to_end(&targets));
        } else {
            report.skip("the real app on a desktop", "it runs on Linux only");
        }
    }
    report.step("nothing is left in the home folder", || before.compare());
    report.finish()
}

/// Files in `tests/` folders: those of the root package drive the real app.
struct Targets {
    end_to_end: Vec<String>,
    others: Vec<String>,
}

fn test_targets() -> Result<Targets, String> {
    let metadata = read(cargo().args(["metadata", "--format-version", "1", "--no-deps"]))?;
    let metadata: Value =
        serde_json::from_str(&metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let mut found = Targets { end_to_end: Vec::new(), others: Vec::new() };
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let into = if package["name"] == "fulcrum" { &mut found.end_to_end } else { &mut found.others };
        for target in package["targets"].as_array().into_iter().flatten() {
            if target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "test")) {
                into.extend(target["name"].as_str().map(str::to_owned));
            }
        }
    }
    match found.end_to_end.iter().find(|name| found.others.contains(name)) {
        Some(name) => Err(format!("Two test files are called {name}; cargo could not tell them apart.")),
        None => Ok(found),
    }
}

fn rust(targets: &Targets) -> Outcome {
    let mut command = cargo();
    if works("cargo", &["nextest", "--version"]) {
        let filter = "not (package(=fulcrum) and kind(test))";
        command.args([
            "nextest",
            "run",
            "--workspace",
            "--all-targets",
            "--no-fail-fast",
            "--no-tests",
            "pass",
        ]);
        command.args(["-E", filter]);
    } else {
        command.args(["test", "--workspace", "--lib", "--bins", "--no-fail-fast"]);
        command.args(targets.others.iter().flat_map(|name| ["--test", name]));
    }
    run_command(&mut command)
}

/// One after the other: they share the port of the sign-in redirect.
fn end_to_end(targets: &Targets) -> Outcome {
    let mut command = cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]);
    command.args(targets.end_to_end.iter().flat_map(|name| ["--test", name]));
    command.args(["--", "--test-threads", "1"]).env("FULCRUM_DEMO_OUT", target().join("demo"));
    run_command(&mut command)
}

fn in_browser(script: &PathBuf) -> Outcome {
    let profile = target().join("webhost-profile");
    let _ = std::fs::remove_dir_all(&profile);
    let mut webhost = Webhost::start(&profile)?;
    let url = webhost.url()?;
    run_command(program("node").arg(script).args(["--url", &url]))
}

/// The application layer behind HTTP; ends when dropped.
struct Webhost(Child);

impl Webhost {
    fn start(profile: &PathBuf) -> Result<Self, String> {
        let mut command = program(built("fulcrum-webhost"));
        command.args(["--listen", "127.0.0.1:0", "--demo", "--profile"]).arg(profile);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command.spawn().map(Self).map_err(|error| format!("fulcrum-webhost could not be started: {error}"))
    }

    /// The address that it prints once it is ready.
    fn url(&mut self) -> Result<String, String> {
        let output = self.0.stdout.take().ok_or("fulcrum-webhost has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).map_err(|error| format!("fulcrum-webhost: {error}"))?;
        let ready: Value = serde_json::from_str(&line).map_err(|_| "fulcrum-webhost did not get ready")?;
        ready["url"].as_str().map(str::to_owned).ok_or_else(|| "fulcrum-webhost names no address".into())
    }
}

impl Drop for Webhost {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
