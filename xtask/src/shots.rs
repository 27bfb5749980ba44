//! Pictures of every view, in both themes and three sizes, with the same data each time.

use crate::commands::{cargo, program, root, run as run_command, target};
use crate::webhost::Webhost;
use crate::{Outcome, node, system};

/// When the pictures are taken: a Wednesday morning.
const AT: &str = "2026-03-04T09:30:00Z";

/// Takes them all, into `target/shots`.
pub(crate) fn take() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("The pictures need a private session, which only Linux has.".into());
    }
    system::install(&[system::TO_BUILD, system::TO_TEST])?;
    node::build()?;
    run_command(cargo().args(["build", "--workspace", "--bin", "fulcrum-webhost"]))?;
    let out = target().join("shots");
    let _ = std::fs::remove_dir_all(&out);
    let mut webhost = Webhost::start(&target().join("webhost-shots"), "Europe/Berlin", &["--at", AT])?;
    let url = webhost.url()?;
    let script = |name: &str| {
        let mut script = program("node");
        script.arg(root().join("ui/e2e").join(name)).arg("--out").arg(&out);
        script
    };
    run_command(script("shots.mjs").args(["--url", &url, "--at", AT]))?;
    run_command(&mut script("catalogue.mjs"))?;
    println!("\nPictures of every view are in {}.", out.display());
    Ok(())
}
