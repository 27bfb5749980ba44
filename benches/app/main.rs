//! The app with 100,000 screenings stored, beside a window that only says hello, in one run on one
//! machine: `cargo xtask bench app`. Times are from the start of the process to an element that can be
//! found through WebDriver, the same way for both; memory is the proportional set size of the process and
//! its web processes. What people do in the window is measured inside it.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark reports by printing"
)]

mod processes;
#[path = "../../tests/steps/mod.rs"]
mod steps;
#[path = "../../tests/support/mod.rs"]
mod support;
mod window;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fulcrum_webhost::fill::fill;
use jiff::Timestamp;
use steps::{Album, Recruiter};
use support::{Desktop, RunningApp};

/// Starts of each; the medians are compared.
const RUNS: usize = 7;
/// Screenings in the profile, as a large company has after years.
const STORED: u32 = 100_000;
/// What shows that the Inbox can be used.
const USABLE: &str = "[data-testid^=\"inbox-row-\"] [data-row-main]";

#[derive(Clone, Copy, Default)]
struct Seen {
    start: Duration,
    memory_kib: u64,
    /// Of one core, while nobody does anything.
    idle: f64,
}

#[tokio::main]
async fn main() {
    let app = PathBuf::from(env!("CARGO_BIN_EXE_fulcrum"));
    let hello = app.parent().unwrap().join("examples/hello-window");
    assert!(hello.exists(), "build it first: cargo build --release --example hello-window");
    let desktop = Desktop::start("bench-app").await;
    let profile = desktop.path("profile");
    let path = profile.to_string_lossy().into_owned();
    let arguments = ["--demo", "--profile", &path];
    sign_in_and_fill(&desktop, &arguments, &profile).await;

    let (mut apps, mut hellos) = (Vec::new(), Vec::new());
    for run in 0..RUNS {
        let idle = run + 1 == RUNS;
        apps.push(measure(&desktop, &app, &arguments, USABLE, idle).await);
        hellos.push(measure(&desktop, &hello, &[], "body", idle).await);
    }
    let (ours, bare) = (median(&apps), median(&hellos));
    println!("\n## {STORED} screenings stored\n");
    println!("| medians of {RUNS} starts | app | hello | ratio |");
    println!("|---|---|---|---|");
    let ratio =
        |one: f64, other: f64| if other > 0.0 { format!("{:.2}", one / other) } else { String::new() };
    let (start, bare_start) = (ours.start.as_secs_f64() * 1e3, bare.start.as_secs_f64() * 1e3);
    println!("| start to usable | {start:.0} ms | {bare_start:.0} ms | {} |", ratio(start, bare_start));
    let mebibytes = |seen: &Seen| seen.memory_kib as f64 / 1024.0;
    let (memory, bare_memory) = (mebibytes(&ours), mebibytes(&bare));
    println!(
        "| memory (PSS), window open | {memory:.0} MiB | {bare_memory:.0} MiB | {} |",
        ratio(memory, bare_memory)
    );
    println!("| idle, of one core | {:.2} % | {:.2} % | |", ours.idle, bare.idle);
    println!("| binary | {:.1} MB | {:.1} MB | |", megabytes(&app), megabytes(&hello));

    let running = RunningApp::start_program(&desktop, &app, &arguments).await;
    running.element(USABLE).await;
    window::measure(&running).await;
    desktop.close_window("Fulcrum").await;
    let (tray_only, after) = processes::memory_without_a_page(&desktop).await;
    println!("\n| in the tray only | |\n|---|---|");
    println!("| memory (PSS) | {} MiB, {:.0} s after closing |", tray_only / 1024, after.as_secs_f64());
}

/// A profile that is signed in to the sample company, with many screenings.
async fn sign_in_and_fill(desktop: &Desktop, arguments: &[&str], profile: &Path) {
    let app = desktop.app(arguments).await;
    let album = Album::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-app"));
    let recruiter = Recruiter { app: &app, album: &album };
    let browser = desktop.browser().await;
    recruiter.explore_the_sample_company().await;
    recruiter.allow(desktop, &browser).await;
    recruiter.is("Mara Lindqvist").await;
    recruiter.chooses_assessment("backend-basics").await;
    recruiter.chooses_stage("Phone screen").await;
    recruiter.switches_on().await;
    app.quit().await;
    let began = Instant::now();
    let added = fill(profile, STORED, Timestamp::now()).await.unwrap();
    assert_eq!(added, Some(STORED));
    println!("{STORED} screenings were written in {:.0} s", began.elapsed().as_secs_f64());
}

async fn measure(desktop: &Desktop, program: &Path, arguments: &[&str], css: &str, idle: bool) -> Seen {
    let began = Instant::now();
    let running = RunningApp::start_program(desktop, program, arguments).await;
    running.element(css).await;
    let start = began.elapsed();
    let memory_kib = processes::settled_memory(desktop).await;
    let idle = if idle { processes::busy(desktop, Duration::from_secs(30)).await } else { 0.0 };
    running.kill().await;
    Seen { start, memory_kib, idle }
}

fn median(seen: &[Seen]) -> Seen {
    let mut starts: Vec<_> = seen.iter().map(|seen| seen.start).collect();
    let mut sizes: Vec<_> = seen.iter().map(|seen| seen.memory_kib).collect();
    starts.sort();
    sizes.sort_unstable();
    let idle = seen.last().map_or(0.0, |last| last.idle);
    Seen { start: starts[starts.len() / 2], memory_kib: sizes[sizes.len() / 2], idle }
}

fn megabytes(file: &Path) -> f64 {
    std::fs::metadata(file).map(|data| data.len() as f64 / 1e6).unwrap_or(0.0)
}
