//! The window's page is let go of while the window is closed, and comes back where it was.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "in tests, panics are how failure is reported")]

mod steps;
mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fulcrum_sandbox::{Config, RequestFilter, Sandbox};
use steps::{Album, Recruiter};
use support::{Desktop, RunningApp, living_in, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_window_lets_go_of_its_page_and_comes_back_where_it_was() {
    let lever = Sandbox::start(Config::default()).await.expect("the simulated Lever");
    let desktop = Desktop::start("window").await;
    set_up(&desktop, &lever).await;

    // Not driven from here on: a driver holds on to the page.
    let _app = desktop.begin(&["--free-after", "1"]);
    title(&desktop, "Inbox").await;
    desktop.type_into("Fulcrum", &["key", "g", "s"]);
    title(&desktop, "Settings").await;
    let open = memory(&desktop);
    closed_and_let_go(&desktop).await;
    let closed = memory(&desktop);
    desktop.say(&format!("{open} MB with its window, {closed} MB without"));
    assert!(closed < open, "{closed} MB of {open} MB");

    let begun = Instant::now();
    let second = desktop.launch(&[]).await;
    assert!(second.ok, "a second launch ends well: {}", second.output);
    title(&desktop, "Settings").await;
    desktop.say(&format!("back after {} ms", begun.elapsed().as_millis()));
    closed_and_let_go(&desktop).await;

    // The tray brings it back, too, and the page does what the tray's item says.
    desktop.tray().await.click("Send screening").await;
    title(&desktop, "Settings").await;
    let control = lever.control();
    let looked_for = |address: &str| {
        let filter = RequestFilter { path: Some("/v1/opportunities".into()), ..RequestFilter::default() };
        control.requests(&filter).iter().any(|request| request.query.contains(address))
    };
    let mut asked: Option<Instant> = None;
    until("the send dialog to look for what is typed", async || {
        if looked_for("nobody.at.all") {
            return Ok(());
        }
        if asked.is_none_or(|last| last.elapsed() > Duration::from_secs(2)) {
            asked = Some(Instant::now());
            desktop.type_into("Fulcrum", &["key", "ctrl+a"]);
            desktop.type_into("Fulcrum", &["type", "nobody.at.all@example.org"]);
        }
        Err("nobody was looked for".to_owned())
    })
    .await;
    desktop.picture(&album().join("send-from-the-tray.png"));

    // What is typed there is nowhere else: this page stays.
    desktop.close_window("Fulcrum").await;
    until("the shell to leave the page alone", async || {
        logged(&desktop, "it stays").then_some(()).ok_or_else(|| format!("{} pages", pages(&desktop)))
    })
    .await;
    assert_eq!(pages(&desktop), 1, "a page that is being typed into is kept");
    desktop.tray().await.click("Quit").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_shown_at_200_percent_and_so_is_the_next_one() {
    let desktop = Desktop::start("zoom").await;
    let app = desktop.app(&[]).await;
    let actual = width(&app).await;
    for _ in 0..5 {
        desktop.type_into("Fulcrum", &["key", "ctrl+plus"]);
    }
    is_wide(&app, actual / 2.0).await;
    app.picture(&album().join("at-200-percent.png")).await;
    app.quit().await;

    let app = desktop.app(&[]).await;
    is_wide(&app, actual / 2.0).await;
    desktop.type_into("Fulcrum", &["key", "ctrl+0"]);
    is_wide(&app, actual).await;
    app.quit().await;
}

/// The width of the page in its own pixels, of which there are fewer the larger it is shown.
async fn width(app: &RunningApp) -> f64 {
    app.js("return window.innerWidth").await.as_f64().unwrap()
}

async fn is_wide(app: &RunningApp, wanted: f64) {
    until("the page to be shown as large as it was chosen", async || {
        let now = width(app).await;
        if (now - wanted).abs() <= 1.0 { Ok(()) } else { Err(format!("{now} instead of {wanted} pixels")) }
    })
    .await;
}

/// Connects, and lets the tray open the send dialog in a window that is there.
async fn set_up(desktop: &Desktop, lever: &Sandbox) {
    let app = desktop.app(&[]).await;
    let album = Album::new(album().join("setting-up"));
    let recruiter = Recruiter { app: &app, album: &album };
    let ready = lever.ready();
    recruiter.connects_with_key(&ready.api_base, &ready.api_key).await;
    recruiter.is_of("Mara Lindqvist", "Northwind Robotics").await;
    recruiter.chooses_assessment("backend-basics").await;
    recruiter.chooses_stage("Phone screen").await;
    recruiter.sets_mail_up(&ready.smtp_host, ready.smtp_port).await;
    recruiter.switches_on().await;
    app.tray().await.click("Send screening").await;
    recruiter.sees("send-input").await;
    app.quit().await;
}

async fn closed_and_let_go(desktop: &Desktop) {
    desktop.close_window("Fulcrum").await;
    until("the page to be gone", async || match pages(desktop) {
        0 => Ok(()),
        count => Err(format!("{count} pages")),
    })
    .await;
}

async fn title(desktop: &Desktop, view: &str) {
    until(&format!("a window that shows {view}"), async || {
        let shown = desktop.shows_window(&format!("^{view} · Fulcrum$"));
        shown.then_some(()).ok_or_else(|| format!("\"{}\" has the focus", desktop.focused_window()))
    })
    .await;
}

/// How many pages there are: each has a process of its own.
fn pages(desktop: &Desktop) -> usize {
    let program = |pid: &u32| std::fs::read_link(format!("/proc/{pid}/exe")).unwrap_or_default();
    let is_page = |path: &Path| path.ends_with("WebKitWebProcess");
    living_in(&desktop.home(), None).iter().filter(|pid| is_page(&program(pid))).count()
}

/// What the app and its pages take of the memory, in megabytes; what is shared is shared out.
fn memory(desktop: &Desktop) -> u64 {
    let is_ours = |pid: &u32| {
        let program = std::fs::read_link(format!("/proc/{pid}/exe")).unwrap_or_default();
        let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name == "fulcrum" || name.starts_with("WebKit")
    };
    let kilobytes = |pid: &u32| -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
        text.lines().find_map(|line| line.strip_prefix("Pss:")?.trim().trim_end_matches(" kB").parse().ok())
    };
    living_in(&desktop.home(), None).iter().filter(|pid| is_ours(pid)).filter_map(kilobytes).sum::<u64>()
        / 1024
}

/// Whether the app's log has these words.
fn logged(desktop: &Desktop, words: &str) -> bool {
    let files = std::fs::read_dir(desktop.usual_profile().join("logs")).unwrap();
    files.flatten().any(|file| std::fs::read_to_string(file.path()).unwrap().contains(words))
}

fn album() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/e2e/window")
}
