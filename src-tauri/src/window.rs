//! The one window.

use fulcrum_app::api::{ChangeEvent, ChangeKind};
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent};

use crate::desktop::emit;
use crate::profile::Profile;
use crate::tray;

const MAIN: &str = "main";

/// Builds the window from the configuration.
pub(crate) fn create(app: &AppHandle, profile: &Profile, visible: bool) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.iter().find(|window| window.label == MAIN) else {
        return Err(tauri::Error::WindowNotFound);
    };
    let mut builder = WebviewWindowBuilder::from_config(app, config)?
        .data_directory(profile.web_view())
        .visible(visible)
        // The page stays the page: links are opened by the application layer in the browser.
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny);
    if profile.demo {
        builder = builder.title("Fulcrum (sample company)");
    }
    builder.build()?;
    Ok(())
}

/// Closing only hides, as long as the tray can bring the window back.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        if tray::is_there(window.app_handle()) {
            api.prevent_close();
            if let Err(error) = window.hide() {
                tracing::warn!(%error, "the window could not be hidden");
            }
        } else {
            window.app_handle().exit(0);
        }
    }
}

/// Brings the window to the front.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = main(app) else { return };
    let shown = window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// Hides the window, if there is one.
pub(crate) fn hide(app: &AppHandle) {
    if let Some(window) = main(app)
        && let Err(error) = window.hide()
    {
        tracing::warn!(%error, "the window could not be hidden");
    }
}

/// Brings the window to the front and lets it show a route of the page.
pub(crate) fn navigate(app: &AppHandle, route: &str) {
    show(app);
    emit(app, &ChangeEvent { kind: ChangeKind::Navigate, id: Some(route.to_owned()) });
}

/// The route of a candidate's page.
pub(crate) fn candidate_route(screening_id: &str) -> String {
    format!("/candidates/{screening_id}")
}

fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(MAIN)
}

/// The page inside the program, or the development server's while developing.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => tauri::is_dev() && url.port() == Some(1420),
        ("about", _) => url.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(url: &str) -> bool {
        is_own_page(&Url::parse(url).expect("a URL"))
    }

    #[test]
    fn the_window_never_leaves_its_page() {
        assert!(own("tauri://localhost/index.html#/inbox"));
        assert!(own("http://tauri.localhost/"));
        assert!(!own("https://hire.lever.co/candidates/1"));
        assert!(!own("http://localhost.example:1420/"));
        assert!(!own("file:///etc/passwd"));
        assert!(!own("data:text/html,hello"));
    }
}
