//! The icon in the tray and its menu, drawn from [`TrayView`] whenever that value changes.

#[cfg(all(unix, not(target_os = "macos")))]
mod host;
mod view;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use fulcrum_app::api::Nothing;
use fulcrum_app::catalogue::Commands;
use tauri::image::Image;
use tauri::menu::{Menu, MenuBuilder, MenuItemBuilder};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Manager, include_image};
use tokio::sync::Notify;

use crate::backend::Backend;
use crate::profile::Profile;
use crate::window;
use view::{Entry, Picture, TrayView};

const ID: &str = "main";

/// What the tray shows, and the wish to look again.
struct Tray {
    shown: Mutex<TrayView>,
    wanted: Notify,
    there: AtomicBool,
}

/// Puts the icon into the tray and keeps it up to date.
pub(crate) fn create(app: &AppHandle, profile: &Profile) {
    let first = TrayView::starting();
    let built = catch_unwind(AssertUnwindSafe(|| build(app, profile, &first)));
    let there = match built {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => {
            tracing::warn!(%error, "there is no tray");
            false
        }
        // The indicator library of the system is missing; closing the window then quits.
        Err(_) => false,
    };
    // Elsewhere the system itself has a place for the icon.
    let has_place = cfg!(any(target_os = "macos", windows));
    app.manage(Tray {
        shown: Mutex::new(first),
        wanted: Notify::new(),
        there: AtomicBool::new(there && has_place),
    });
    if there {
        #[cfg(all(unix, not(target_os = "macos")))]
        host::follow(app);
        let app = app.clone();
        tauri::async_runtime::spawn(async move { keep_drawn(&app).await });
    }
}

/// True if the window can be brought back from the tray.
pub(crate) fn is_there(app: &AppHandle) -> bool {
    app.try_state::<Tray>().is_some_and(|tray| tray.there.load(Ordering::Relaxed))
}

/// How many things wait for the person.
pub(crate) fn waiting(app: &AppHandle) -> u32 {
    let tray = app.try_state::<Tray>();
    tray.and_then(|tray| tray.shown.lock().ok().map(|shown| shown.waiting)).unwrap_or_default()
}

/// Whether the desktop shows icons at all; it may begin to, or stop, at any time.
#[cfg(all(unix, not(target_os = "macos")))]
fn set_there(app: &AppHandle, there: bool) {
    if let Some(tray) = app.try_state::<Tray>() {
        tray.there.store(there, Ordering::Relaxed);
    }
}

/// Asks for a look at the status. Wishes that come while one is being answered become one.
pub(crate) fn refresh(app: &AppHandle) {
    if let Some(tray) = app.try_state::<Tray>() {
        tray.wanted.notify_one();
    }
}

fn build(app: &AppHandle, profile: &Profile, view: &TrayView) -> tauri::Result<TrayIcon> {
    TrayIconBuilder::with_id(ID)
        .icon(picture(view.picture))
        .icon_as_template(true)
        .tooltip(&view.tooltip)
        .temp_dir_path(profile.tray_pictures())
        .menu(&menu(app, view)?)
        .build(app)
}

async fn keep_drawn(app: &AppHandle) {
    loop {
        let Some(tray) = app.try_state::<Tray>() else { return };
        tray.wanted.notified().await;
        let Some(running) = app.state::<Backend>().now() else { continue };
        match running.status(Nothing {}).await {
            Ok(status) => show(app, TrayView::of(&status)),
            Err(error) => tracing::warn!(%error, "the tray does not know the status"),
        }
    }
}

fn show(app: &AppHandle, view: TrayView) {
    let Some(tray) = app.try_state::<Tray>() else { return };
    let Ok(mut shown) = tray.shown.lock() else { return };
    if *shown == view {
        return;
    }
    let (before, now) = (shown.clone(), view.clone());
    *shown = view;
    drop(shown);
    let handle = app.clone();
    let asked = app.run_on_main_thread(move || {
        if let Err(error) = draw(&handle, &before, &now) {
            tracing::warn!(%error, "the tray could not be drawn");
        }
    });
    if let Err(error) = asked {
        tracing::debug!(%error, "the tray is not drawn any more");
    }
}

/// Touches only what differs: the icon must not flicker because a number in the menu changed.
fn draw(app: &AppHandle, before: &TrayView, now: &TrayView) -> tauri::Result<()> {
    let Some(icon) = app.tray_by_id(ID) else { return Ok(()) };
    if before.picture != now.picture {
        icon.set_icon_with_as_template(Some(picture(now.picture)), true)?;
    }
    if before.waiting != now.waiting {
        let label = (now.waiting > 0).then(|| now.waiting.to_string());
        icon.set_title(label.as_deref())?;
        window::show_badge(app, now.waiting);
    }
    if before.tooltip != now.tooltip {
        icon.set_tooltip(Some(&now.tooltip))?;
    }
    if before.entries != now.entries {
        icon.set_menu(Some(menu(app, now)?))?;
    }
    Ok(())
}

fn menu(app: &AppHandle, view: &TrayView) -> tauri::Result<Menu<tauri::Wry>> {
    let mut menu = MenuBuilder::new(app);
    for entry in &view.entries {
        menu = match entry {
            Entry::Line(text) => menu.item(&MenuItemBuilder::new(plain(text)).enabled(false).build(app)?),
            Entry::Item { id, text } => menu.item(&MenuItemBuilder::with_id(id, plain(text)).build(app)?),
            Entry::Separator => menu.separator(),
        };
    }
    menu.build()
}

/// Menus read `&` as the mark of a shortcut key; a candidate's name has none.
fn plain(text: &str) -> String {
    text.replace('&', "&&")
}

fn picture(picture: Picture) -> Image<'static> {
    match picture {
        Picture::Idle => include_image!("icons/tray-idle.png"),
        Picture::Working => include_image!("icons/tray-working.png"),
        Picture::Inbox => include_image!("icons/tray-inbox.png"),
        Picture::Trouble => include_image!("icons/tray-trouble.png"),
        Picture::Paused => include_image!("icons/tray-paused.png"),
        Picture::Offline => include_image!("icons/tray-offline.png"),
    }
}
