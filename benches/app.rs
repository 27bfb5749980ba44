//! Start and memory of the app beside a window that only says hello, in one run on one machine:
//! `cargo xtask bench app`. Times are from the start of the process to an element that can be found
//! through WebDriver, the same way for both; memory is the proportional set size of the process and
//! its web processes, read when the page stands.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark reports by printing"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use support::{Desktop, RunningApp, living_in, until};

/// Starts of each; the medians are compared.
const RUNS: usize = 7;

#[derive(Clone, Copy)]
struct Seen {
    start: Duration,
    memory_kib: u64,
}

#[tokio::main]
async fn main() {
    let app = PathBuf::from(env!("CARGO_BIN_EXE_fulcrum"));
    let hello = app.parent().unwrap().join("examples/hello-window");
    assert!(hello.exists(), "build it first: cargo build --release --example hello-window");
    let (mut apps, mut hellos) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        apps.push(measure(&format!("bench-app-{run}"), &app, "[data-testid=explore-sample]").await);
        hellos.push(measure(&format!("bench-hello-{run}"), &hello, "body").await);
    }
    let (app_seen, hello_seen) = (median(&apps), median(&hellos));
    println!();
    println!("| medians of {RUNS} starts | app | hello | ratio |");
    println!("|---|---|---|---|");
    println!(
        "| start to usable | {} ms | {} ms | {:.2} |",
        app_seen.start.as_millis(),
        hello_seen.start.as_millis(),
        app_seen.start.as_secs_f64() / hello_seen.start.as_secs_f64()
    );
    println!(
        "| memory (PSS) | {} MiB | {} MiB | {:.2} |",
        app_seen.memory_kib / 1024,
        hello_seen.memory_kib / 1024,
        app_seen.memory_kib as f64 / hello_seen.memory_kib as f64
    );
    println!("| binary | {:.1} MB | {:.1} MB | |", megabytes(&app), megabytes(&hello));
}

async fn measure(name: &str, program: &Path, css: &str) -> Seen {
    let desktop = Desktop::start(name).await;
    let began = Instant::now();
    let running = RunningApp::start_program(&desktop, program, &[]).await;
    running.element(css).await;
    let start = began.elapsed();
    // Memory settles after the first drawing: two readings that agree.
    let mut last = 0;
    let memory_kib = until("memory to settle", async || {
        let now = memory(&desktop);
        let settled = now.abs_diff(last) < 1024;
        last = now;
        if settled { Ok(now) } else { Err(format!("{now} KiB")) }
    })
    .await;
    Seen { start, memory_kib }
}

/// Proportional set size of the program and its web processes.
fn memory(desktop: &Desktop) -> u64 {
    let ours = |pid: &u32| {
        let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
        name.starts_with("fulcrum")
            || name.starts_with("hello-window")
            || name.starts_with("WebKit") && !name.contains("Driver") && !name.contains("WebDriv")
    };
    let size = |pid: u32| -> u64 {
        let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find(|line| line.starts_with("Pss:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
    };
    living_in(&desktop.home(), None).into_iter().filter(ours).map(size).sum()
}

fn median(seen: &[Seen]) -> Seen {
    let mut starts: Vec<_> = seen.iter().map(|seen| seen.start).collect();
    let mut sizes: Vec<_> = seen.iter().map(|seen| seen.memory_kib).collect();
    starts.sort();
    sizes.sort_unstable();
    Seen { start: starts[starts.len() / 2], memory_kib: sizes[sizes.len() / 2] }
}

fn megabytes(file: &Path) -> f64 {
    std::fs::metadata(file).map(|data| data.len() as f64 / 1e6).unwrap_or(0.0)
}
