//! Every test, from the smallest to the whole desktop.

use std::path::Path;

use serde_json::Value;

use crate::commands::{cargo, npm, program, read, root, run as run_command, run_tests, target, works};
use crate::home::Snapshot;
use crate::report::Report;
use crate::webhost::{self, Webhost};
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
    report.step("UI tests", || run_tests(npm().args(["run", "--silent", "test"])));
    if quick {
        for name in [
            "examples in the documentation",
            "UI in a browser",
            "components in a browser",
            "the real app on a desktop",
        ] {
            report.skip(name, "because of --quick");
        }
    } else {
        report.step("examples in the documentation", || {
            run_command(cargo().args(["test", "--quiet", "--workspace", "--doc"]))
        });
        if desktop {
            report.step("UI in a browser", || in_browser(&root().join("ui/e2e/run.mjs")));
            report.step("components in a browser", || {
                run_tests(program("node").arg(root().join("ui/e2e/catalogue.mjs")))
            });
            report.step("the real app on a desktop", || end_to_end(&targets));
        } else {
            for name in ["UI in a browser", "components in a browser", "the real app on a desktop"] {
                report.skip(name, "it needs a private session, which only Linux has");
            }
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
            "--lib",
            "--bins",
            "--tests",
            "--no-fail-fast",
            "--no-tests",
            "pass",
        ]);
        command.args(["-E", filter]);
    } else {
        command.args(["test", "--workspace", "--lib", "--bins", "--no-fail-fast"]);
        command.args(targets.others.iter().flat_map(|name| ["--test", name]));
    }
    run_tests(&mut command)
}

/// One after the other: they share the port of the sign-in redirect.
fn end_to_end(targets: &Targets) -> Outcome {
    let mut command = cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]);
    command.args(targets.end_to_end.iter().flat_map(|name| ["--test", name]));
    command.args(["--", "--test-threads", "1"]).env("FULCRUM_DEMO_OUT", target().join("demo"));
    run_tests(&mut command)
}

fn in_browser(script: &Path) -> Outcome {
    let folder = target().join("webhost");
    let zone = webhost::noon();
    let mut webhost = Webhost::start(&folder, &zone, &[])?;
    let url = webhost.url()?;
    run_tests(program("node").arg(script).args(["--url", &url]).env("TZ", &zone))
}
