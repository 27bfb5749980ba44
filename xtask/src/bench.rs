//! Benchmarks: ratios in one run on one machine, never timed tests.

use crate::commands::{cargo, run as run_command};
use crate::{Outcome, node, system};

/// The app beside an empty window.
pub(crate) fn run() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("The benchmark needs a private desktop, which only Linux has.".into());
    }
    system::install(&[system::TO_BUILD, system::TO_TEST])?;
    node::build()?;
    run_command(cargo().args(["build", "--release", "--workspace", "--example", "hello-window"]))?;
    run_command(cargo().args(["bench", "--workspace", "--bench", "desktop"]))
}
