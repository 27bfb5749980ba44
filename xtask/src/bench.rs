//! Benchmarks: ratios in one run on one machine, never timed tests.

use crate::commands::{cargo, run};
use crate::{Outcome, node, system};

/// Start and memory of the app beside an empty window.
pub(crate) fn app() -> Outcome {
    if !cfg!(target_os = "linux") {
        return Err("The benchmark needs a private desktop, which only Linux has.".into());
    }
    system::install(&[system::TO_BUILD, system::TO_TEST])?;
    node::build()?;
    run(cargo().args(["build", "--release", "--workspace", "--example", "hello-window"]))?;
    run(cargo().args(["bench", "--workspace", "--bench", "app"]))
}

/// Pages, filters and counts of a large store beside a small one.
pub(crate) fn store() -> Outcome {
    system::install(&[system::TO_BUILD])?;
    run(cargo().args(["bench", "--package", "fulcrum-store", "--bench", "store"]))
}

/// Requests, times and memory of reading Lever.
pub(crate) fn lever() -> Outcome {
    system::install(&[system::TO_BUILD])?;
    run(cargo().args(["bench", "--package", "fulcrum-engine", "--bench", "lever"]))
}
