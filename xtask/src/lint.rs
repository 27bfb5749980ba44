//! Everything that is checked without running the product.

use crate::commands::{cargo, npm, read, root, run, works};
use crate::report::Report;
use crate::{Outcome, arrows, generated, node, promises, system};

/// Checks all of it, then says what failed.
pub(crate) fn check() -> Outcome {
    system::install(&[system::TO_BUILD])?;
    node::build()?;
    let mut report = Report::default();
    report.step("format", || run(cargo().args(["fmt", "--all", "--check"])));
    report.step("arrows between crates", check_arrows);
    report.step("promises name their tests", || promises::check(&root()));
    report.step("lints", || {
        run(cargo().args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--keep-going",
            "--",
            "--deny",
            "warnings",
        ]))
    });
    report.step("generated TypeScript", generated::check);
    for (name, script) in [("UI types", "check"), ("UI lints", "lint"), ("UI format", "format")] {
        report.step(name, || run(npm().args(["run", "--silent", script])));
    }
    if works("cargo", &["deny", "--version"]) {
        report.step("licences and sources", || {
            run(cargo().args(["deny", "check", "licenses", "bans", "sources"]))
        });
    } else {
        report.skip("licences and sources", "cargo-deny is not installed");
    }
    report.finish()
}

fn check_arrows() -> Outcome {
    let metadata = read(cargo().args(["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let broken = arrows::broken(&arrows::edges(&metadata)?);
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}
