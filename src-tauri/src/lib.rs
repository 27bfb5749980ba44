//! The desktop shell: a window, a tray, notifications, and the adapter from the page's one command
//! to the application layer. No rule about candidates lives here; `fulcrum-app` has them all.
//!
//! The window only hides when it is closed, and a while later lets go of the page inside it. The program ends through "Quit" in the tray, through
//! the system's own way of quitting, or by a signal; each of these stops the application layer
//! first, so that nothing is cut off in the middle of a write.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod actions;
mod arguments;
mod backend;
mod badge;
mod desktop;
#[cfg(all(unix, not(target_os = "macos")))]
mod drawing;
mod failure;
mod logging;
mod menu;
mod notices;
mod profile;
mod shutdown;
mod tray;
mod window;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use tauri::{AppHandle, Manager, RunEvent};
use tokio::runtime::Runtime;

use arguments::Arguments;
use backend::Backend;
use profile::Profile;

/// Runs the program until the person quits it.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    #[cfg(all(unix, not(target_os = "macos")))]
    drawing::suit();
    // reqwest is built without a TLS provider of its own. An error only says that one is there.
    let _ = rustls::crypto::ring::default_provider().install_default();

    let runtime = match threads() {
        Ok(runtime) => runtime,
        Err(error) => {
            return failure::tell_the_terminal(&error);
        }
    };
    tauri::async_runtime::set(runtime.handle().clone());
    let code = run_with(&arguments);
    runtime.shutdown_background();
    code
}

/// Two do: nearly all time is spent waiting. One for each core, as is usual, would only take memory.
fn threads() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}

fn run_with(arguments: &Arguments) -> ExitCode {
    let for_setup = arguments.clone();
    let mut builder = tauri::Builder::default();
    if let Some(plugin) = profile::single_instance(arguments) {
        // First, so that a second start ends before it touches anything.
        builder = builder.plugin(plugin);
    }
    let built = builder
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_autostart::Builder::new().arg("--hidden").build())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![backend::call, window::arrived, window::keep])
        .on_menu_event(|app, event| actions::run(app, event.id().as_ref()))
        .on_window_event(window::on_event)
        .setup(move |app| Ok(set_up(app.handle(), &for_setup)?))
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(error) => {
            // There is no log yet. A second start that met the first one while it was quitting ends
            // here, too.
            return failure::tell_the_terminal(&error);
        }
    };
    let code = app.run_return(|app, event| match event {
        // Without a window the tray is still there.
        RunEvent::ExitRequested { code: None, api, .. } if tray::is_there(app) => api.prevent_exit(),
        RunEvent::Exit => shutdown::wait(app),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(app),
        _ => {}
    });
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

fn set_up(app: &AppHandle, arguments: &Arguments) -> tauri::Result<()> {
    let profile = Profile::locate(app, arguments)?;
    if let Err(error) = std::fs::create_dir_all(profile.logs()) {
        failure::show(app, &failure::Words::no_folder(&profile.folder, &error));
        return Ok(());
    }
    logging::start(&profile.logs());
    let version = app.package_info().version.to_string();
    tracing::info!(version, profile = %profile.folder.display(), demo = profile.demo, "starting");
    if !profile.lock() {
        failure::show(app, &failure::Words::already_running(&profile.folder));
        return Ok(());
    }
    app.plugin(profile.window_state())?;
    app.manage(Backend::new());
    notices::register(app);
    app.manage(window::Place::new(Duration::from_secs(arguments.free_after)));
    backend::start(app, &profile, arguments.sample_size);
    app.manage(profile);
    // The page takes longest to come up: the rest is made while it does.
    if !arguments.hidden {
        window::create(app)?;
    }
    menu::create(app);
    tray::create(app, &app.state::<Profile>());
    tray::refresh(app);
    shutdown::on_signal(app);
    Ok(())
}
