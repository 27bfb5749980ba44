//! The app as a desktop program: it starts, it is in the tray, there is only one of it, and it ends
//! when it is told to.

mod support;

use std::path::Path;

use support::{Desktop, RunningApp, until};

#[tokio::test(flavor = "multi_thread")]
async fn it_starts_hides_comes_back_and_quits() {
    let desktop = Desktop::start("smoke").await;
    let app = desktop.app(&["--demo"]).await;
    until("something in the window", async || something_in(&app).await).await;
    app.picture(&Path::new(env!("CARGO_MANIFEST_DIR")).join("target/e2e/smoke/window.png")).await;

    let tray = app.tray().await;
    until("the tray's menu", async || {
        let words = tray.words().await;
        if words.last().is_some_and(|last| last == "Quit") { Ok(()) } else { Err(format!("{words:?}")) }
    })
    .await;
    assert!(tray.icon().await.exists(), "the icon's file is there");

    desktop.close_window("Fulcrum").await;
    let second = desktop.launch(&["--demo"]).await;
    assert!(second.ok, "a second launch ends well: {}", second.output);
    until("the window to come back", async || shown(&desktop)).await;
    until("the window to have the focus", async || {
        let focused = desktop.focused_window();
        if focused.contains("Fulcrum") { Ok(()) } else { Err(focused) }
    })
    .await;

    app.quit().await;
    assert!(desktop.usual_profile().join("demo").is_dir(), "the demo keeps to its own folder");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mouse_wheel_scrolls() {
    let desktop = Desktop::start("wheel").await;
    let app = desktop.app(&["--demo"]).await;
    until("something in the window", async || something_in(&app).await).await;
    app.js("const list = document.createElement('div'); \
         list.style.cssText = 'position: fixed; inset: 0; overflow-y: auto'; \
         list.append(document.createElement('p')); \
         list.firstChild.style.height = '5000px'; \
         document.body.append(window.list = list)")
        .await;
    until("the list to scroll", async || {
        desktop.turn_wheel("Fulcrum");
        let scrolled = app.js("return window.list.scrollTop").await;
        if scrolled.as_f64() > Some(0.0) { Ok(()) } else { Err(scrolled.to_string()) }
    })
    .await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_tray_closing_the_window_ends_it() {
    let desktop = Desktop::start_without_a_tray("no-tray").await;
    let app = desktop.app(&["--demo"]).await;
    until("something in the window", async || something_in(&app).await).await;
    desktop.close_window("Fulcrum").await;
    app.ended().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_starts_again_after_a_power_cut() {
    let desktop = Desktop::start("power-cut").await;
    let profile = desktop.path("profile");
    let arguments = ["--demo", "--hidden", "--profile", &profile.to_string_lossy()];
    let app = desktop.begin(&arguments);
    desktop.tray().await;
    assert!(!desktop.shows_window("Fulcrum"), "it starts hidden");
    app.kill().await;

    let app = desktop.begin(&arguments);
    desktop.tray().await.click("Open Fulcrum").await;
    until("the window", async || shown(&desktop)).await;
    desktop.tray().await.click("Quit").await;
    let ended = app.ended().await;
    assert!(ended.ok, "it ends well: {}", ended.output);
}

#[tokio::test(flavor = "multi_thread")]
async fn profiles_run_side_by_side_but_each_only_once() {
    let desktop = Desktop::start("profiles").await;
    let mut usual = desktop.begin(&["--hidden"]);
    let lock = desktop.usual_profile().join("running.lock");
    until("the usual profile", async || lock.exists().then_some(()).ok_or_else(|| "not there".into())).await;
    let demo = desktop.app(&["--demo"]).await;

    let again = desktop.begin(&["--profile", &desktop.usual_profile().to_string_lossy()]);
    until("the words about it", async || {
        let shown = desktop.shows_window("Fulcrum is already running");
        shown.then_some(()).ok_or_else(|| "nothing is said".into())
    })
    .await;
    desktop.press_until_gone("Fulcrum is already running", "Return").await;
    assert!(!again.ended().await.ok, "it could not do what was asked");

    usual.terminate();
    let usual = usual.ended().await;
    assert!(usual.ok, "the end of the session is a clean end: {}", usual.output);
    demo.quit().await;
}

async fn something_in(app: &RunningApp) -> Result<(), String> {
    let text = app.text().await;
    if text.trim().is_empty() { Err("an empty page".into()) } else { Ok(()) }
}

fn shown(desktop: &Desktop) -> Result<(), String> {
    desktop.shows_window("Fulcrum").then_some(()).ok_or_else(|| "it is not on the screen".into())
}
