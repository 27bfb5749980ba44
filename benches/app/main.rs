//! The app with 100,000 screenings stored, beside a window that only says hello, in one run on one
//! machine: `cargo xtask bench app`. Times are from the start of the process to an element that can be
//! found through WebDriver, the same way for both; memory is the proportional set size of the process and
//! its web processes. What people do in the window is measured inside it.
//!
//! The simulated Lever runs in this process, not in the app's, and at an address that does not count as this
//! computer's own, so that it is asked as often as the real one is.
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
mod table;
mod window;

use std::net::{Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fulcrum_sandbox::{Config, Sandbox};
use fulcrum_webhost::fill::fill;
use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::Offset;
use processes::{Part, Parts};
use steps::{Album, Recruiter};
use support::{Desktop, RunningApp};

/// Starts of each; the medians are compared.
const RUNS: usize = 7;
/// Screenings in the profile, as a large company has after years.
const STORED: u32 = 100_000;
/// What shows that the Inbox can be used.
const USABLE: &str = "[data-testid^=\"inbox-row-\"] [data-row-main]";
/// How often the window is brought back from the tray.
const BACK: usize = 5;
/// After this long without a hand on it, the window knows that nobody is there.
const LEFT_ALONE: Duration = Duration::from_secs(30);
/// How long it is watched then: several looks at Lever.
const IDLE: Duration = Duration::from_secs(60);

#[derive(Clone, Copy)]
struct Seen {
    /// In milliseconds.
    start: f64,
    memory: Parts,
}

#[tokio::main]
async fn main() {
    let app = PathBuf::from(env!("CARGO_BIN_EXE_fulcrum"));
    let hello = app.parent().unwrap().join("examples/hello-window");
    assert!(hello.exists(), "build it first: cargo build --release --example hello-window");
    let lever =
        Sandbox::start(Config { listen: SocketAddr::from((Ipv6Addr::LOCALHOST, 0)), ..Config::default() });
    let lever = Box::pin(lever).await.expect("the simulated Lever");
    let mut desktop = Desktop::start("bench-app").await;
    desktop.set("FULCRUM_LOG", "info");
    let zone = working_hours();
    if let Some(zone) = &zone {
        desktop.set("TZ", zone);
    }
    let profile = desktop.path("profile");
    let path = profile.to_string_lossy().into_owned();
    let arguments = ["--profile", &path];
    connect_and_fill(&desktop, &arguments, &profile, &lever).await;

    let (mut apps, mut bares) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        apps.push(measure(&desktop, &app, &arguments, USABLE).await);
        bares.push(measure(&desktop, &hello, &[], "body").await);
    }
    table::head(&format!("{STORED} screenings stored, medians of {RUNS} starts"), "app", "bare window");
    table::row("start to usable, ms", median(&apps, |seen| seen.start), median(&bares, |seen| seen.start));
    let memory = |seen: &[Seen]| Parts::median(&seen.iter().map(|one| one.memory).collect::<Vec<_>>());
    table::parts("memory (PSS), MiB", &memory(&apps), &memory(&bares));
    table::row("binary, MB", megabytes(&app), megabytes(&hello));

    let bare = RunningApp::start_program(&desktop, &hello, &[]).await;
    bare.element("body").await;
    let bare_idle = idle(&desktop).await;
    let bare_frames = window::frames_of_nothing(&bare).await;
    bare.kill().await;

    let soon_freed = [&arguments[..], &["--free-after", "1"]].concat();
    let running = RunningApp::start_program(&desktop, &app, &soon_freed).await;
    running.element(USABLE).await;
    let looks = if zone.is_some() { "in working hours" } else { "out of hours" };
    table::head(&format!("left alone for {} s, {looks}", IDLE.as_secs()), "app", "bare window");
    table::parts("percent of one core", &idle(&desktop).await, &bare_idle);
    window::measure(&running, &bare_frames).await;
    in_the_tray(&desktop, running, &memory(&bares), &bare_idle).await;

    let hidden = [&arguments[..], &["--hidden"]].concat();
    let _app = desktop.begin(&hidden);
    desktop.tray().await;
    table::head("started into the tray, no window yet", "app", "bare main program");
    let held = processes::settled_memory(&desktop).await;
    table::row("memory (PSS), MiB", held.sum(), memory(&bares)[Part::Main]);
    lever.shutdown().await;
}

/// A profile that is connected to the simulated Lever, with many screenings.
async fn connect_and_fill(desktop: &Desktop, arguments: &[&str], profile: &Path, lever: &Sandbox) {
    let app = desktop.app(arguments).await;
    let album = Album::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-app"));
    let recruiter = Recruiter { app: &app, album: &album };
    let ready = lever.ready();
    recruiter.connects_with_key(&ready.api_base, &ready.api_key).await;
    recruiter.is_of("Mara Lindqvist", "Northwind Robotics").await;
    recruiter.chooses_assessment("backend-basics").await;
    recruiter.chooses_stage("Phone screen").await;
    recruiter.sets_mail_up(&ready.smtp_host, ready.smtp_port).await;
    recruiter.switches_on().await;
    app.quit().await;
    let began = Instant::now();
    let added = fill(profile, STORED, Timestamp::now()).await.unwrap();
    assert_eq!(added, Some(STORED));
    println!("{STORED} screenings were written in {:.0} s", began.elapsed().as_secs_f64());
}

async fn measure(desktop: &Desktop, program: &Path, arguments: &[&str], css: &str) -> Seen {
    let began = Instant::now();
    let running = RunningApp::start_program(desktop, program, arguments).await;
    running.element(css).await;
    let start = began.elapsed().as_secs_f64() * 1e3;
    let memory = processes::settled_memory(desktop).await;
    running.kill().await;
    Seen { start, memory }
}

/// The window is closed, and wanted again a few times.
async fn in_the_tray(desktop: &Desktop, running: RunningApp, bare_memory: &Parts, bare_idle: &Parts) {
    running.js("location.hash = '#/inbox'").await;
    running.element(USABLE).await;
    let mut back = Vec::new();
    for _ in 0..BACK {
        desktop.close_window("Fulcrum").await;
        processes::page_is_freed(desktop).await;
        back.push(window::back(desktop, &running, USABLE).await);
    }
    println!("\n| from the tray, ms | median | 95 of 100 | longest |\n|---|---|---|---|");
    table::spread("\"Open Fulcrum\" to usable", &back);
    desktop.close_window("Fulcrum").await;
    processes::page_is_freed(desktop).await;
    let held = processes::settled_memory(desktop).await;
    table::head("the window closed and its page freed", "app", "bare window that is open");
    table::parts("memory (PSS), MiB", &held, bare_memory);
    table::parts("percent of one core", &processes::busy(desktop, IDLE).await, bare_idle);
    running.kill().await;
}

/// What a window takes that nobody looks after.
async fn idle(desktop: &Desktop) -> Parts {
    tokio::time::sleep(LEFT_ALONE).await;
    processes::busy(desktop, IDLE).await
}

/// A time zone in which it is the middle of a working day now, when the app looks most often; there is none
/// for a few hours of a weekend.
fn working_hours() -> Option<String> {
    let now = Timestamp::now();
    (-23..=23i8).find_map(|hours| {
        let local = Offset::from_hours(hours).ok()?.to_datetime(now);
        let free = matches!(local.weekday(), Weekday::Saturday | Weekday::Sunday);
        // A zone's own sign says how far UTC is ahead of it.
        (!free && (8..18).contains(&local.hour())).then(|| format!("<BEN>{}", -hours))
    })
}

fn median(seen: &[Seen], of: impl Fn(&Seen) -> f64) -> f64 {
    let mut numbers: Vec<f64> = seen.iter().map(of).collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn megabytes(file: &Path) -> f64 {
    std::fs::metadata(file).map(|data| data.len() as f64 / 1e6).unwrap_or(0.0)
}
