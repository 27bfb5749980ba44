//! What the application layer asks of the desktop.

use std::path::Path;

use fulcrum_app::api::ChangeEvent;
use fulcrum_app::words::WORDS;
use fulcrum_app::{Host, Notice};
use tauri::{AppHandle, Emitter};
use tauri_plugin_autostart::ManagerExt;
use tauri_plugin_dialog::DialogExt;
use tauri_plugin_opener::OpenerExt;

use crate::{notices, tray};

/// The desktop as a [`Host`].
pub(crate) struct Desktop {
    app: AppHandle,
    may_autostart: bool,
}

impl Desktop {
    /// `may_autostart`: only the usual profile starts with the computer.
    pub(crate) fn new(app: &AppHandle, may_autostart: bool) -> Self {
        Self { app: app.clone(), may_autostart }
    }
}

impl Host for Desktop {
    fn open_url(&self, url: &str) -> Result<(), String> {
        if !is_openable(url) {
            return Err(WORDS.desktop.not_opened.to_string());
        }
        self.app.opener().open_url(url, None::<&str>).map_err(|error| {
            tracing::warn!(%error, "no program for an address");
            WORDS.desktop.no_browser.to_string()
        })
    }

    fn changed(&self, event: &ChangeEvent) {
        emit(&self.app, event);
        tray::refresh(&self.app);
    }

    fn notify(&self, notice: &Notice) {
        notices::show(&self.app, notice);
    }

    fn save_file(&self, name: &str, contents: &[u8]) -> Result<bool, String> {
        let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
        let asked = self.app.dialog().file().set_file_name(name).add_filter(kind.to_uppercase(), &[kind]);
        let Some(place) = asked.blocking_save_file() else { return Ok(false) };
        let written = place
            .into_path()
            .map_err(|error| error.to_string())
            .and_then(|path| std::fs::write(path, contents).map_err(|error| error.to_string()));
        written.map(|()| true).map_err(|error| {
            tracing::warn!(%error, "a file could not be saved");
            WORDS.desktop.not_saved.to_string()
        })
    }

    fn open_folder(&self, folder: &Path) -> Result<(), String> {
        self.app.opener().open_path(folder.to_string_lossy(), None::<&str>).map_err(|error| {
            tracing::warn!(%error, "no program for a folder");
            WORDS.desktop.no_file_manager.to_string()
        })
    }

    fn set_autostart(&self, on: bool) -> Result<(), String> {
        if !self.may_autostart {
            return if on { Err(WORDS.desktop.no_autostart.to_string()) } else { Ok(()) };
        }
        let autostart = self.app.autolaunch();
        let done = if on { autostart.enable() } else { autostart.disable() };
        done.map_err(|error| {
            tracing::warn!(%error, on, "the system refused to change what starts with the computer");
            WORDS.desktop.autostart_refused.to_string()
        })
    }
}

/// Tells the page that something changed.
pub(crate) fn emit(app: &AppHandle, event: &ChangeEvent) {
    if let Err(error) = app.emit("change", event) {
        tracing::warn!(%error, "the page could not be told of a change");
    }
}

/// Nothing but the web and e-mail is ever handed to another program.
fn is_openable(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|start| {
        url.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)) && url.len() > start.len()
    })
}

#[cfg(test)]
mod tests {
    use super::is_openable;

    #[test]
    fn only_the_web_and_mail_are_opened() {
        for url in ["https://hire.lever.co/x", "HTTP://localhost:1/y", "mailto:a@b.example?subject=c"] {
            assert!(is_openable(url), "{url}");
        }
        for url in
            ["file:///etc/passwd", "javascript:alert(1)", "https://", "-x", "", "smb://host/share", "ü"]
        {
            assert!(!is_openable(url), "{url}");
        }
    }
}
