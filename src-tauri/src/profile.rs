//! Where this run keeps its things, and which other runs it must not meet.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tauri::plugin::TauriPlugin;
use tauri::{AppHandle, Manager, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::arguments::Arguments;
use crate::window;

/// The folder of one installation: database, logs, the web view's own data, the window's place.
pub(crate) struct Profile {
    /// The folder itself.
    pub(crate) folder: PathBuf,
    /// The sample company is offered first.
    pub(crate) demo: bool,
    /// True for the folder that a person gets without any argument.
    pub(crate) is_usual: bool,
    /// Held for as long as the program runs.
    lock: Mutex<Option<File>>,
}

impl Profile {
    /// The folder named by the arguments, else the platform's folder for application data, else a
    /// folder of its own inside that for the demo.
    pub(crate) fn locate(app: &AppHandle, arguments: &Arguments) -> tauri::Result<Self> {
        let folder = match &arguments.profile {
            Some(folder) => std::path::absolute(folder)?,
            None if arguments.demo => app.path().app_data_dir()?.join("demo"),
            None => app.path().app_data_dir()?,
        };
        let is_usual = arguments.profile.is_none() && !arguments.demo;
        Ok(Self { folder, demo: arguments.demo, is_usual, lock: Mutex::new(None) })
    }

    /// Log files.
    pub(crate) fn logs(&self) -> PathBuf {
        self.folder.join("logs")
    }

    /// The web view's own data (it stores nothing of ours).
    pub(crate) fn web_view(&self) -> PathBuf {
        self.folder.join("webview")
    }

    /// Pictures for the tray; Linux wants them as files.
    pub(crate) fn tray_pictures(&self) -> PathBuf {
        self.folder.join("tray")
    }

    /// Claims the folder for this process. The system lets go of it however the process ends.
    ///
    /// False if another process has it.
    pub(crate) fn lock(&self) -> bool {
        let file = match File::create(self.folder.join("running.lock")) {
            Ok(file) => file,
            Err(error) => {
                tracing::warn!(%error, "the profile cannot be locked; going on without");
                return true;
            }
        };
        match file.try_lock() {
            Ok(()) => {
                if let Ok(mut held) = self.lock.lock() {
                    *held = Some(file);
                }
                true
            }
            Err(std::fs::TryLockError::WouldBlock) => false,
            Err(std::fs::TryLockError::Error(error)) => {
                tracing::warn!(%error, "the profile cannot be locked; going on without");
                true
            }
        }
    }

    /// Remembers size and place of the window in the profile, not in a folder shared by all.
    pub(crate) fn window_state(&self) -> TauriPlugin<Wry> {
        tauri_plugin_window_state::Builder::new()
            .with_filename(self.folder.join("window.json").to_string_lossy())
            .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
            .build()
    }
}

/// One process per profile: a second start shows the first one's window and ends.
///
/// On Linux each profile has a name of its own on the session bus. Windows and macOS derive the name
/// from the bundle identifier, which must not change (notifications are tied to it), so there the
/// demo and chosen profiles start without this and rely on [`Profile::lock`] alone.
pub(crate) fn single_instance(arguments: &Arguments) -> Option<TauriPlugin<Wry>> {
    let is_usual = !arguments.demo && arguments.profile.is_none();
    if !is_usual && !cfg!(target_os = "linux") {
        return None;
    }
    let mut builder = tauri_plugin_single_instance::Builder::new();
    if let Some(name) = bus_name(arguments) {
        builder = builder.dbus_id(name);
    }
    let plugin = builder.callback(|app, arguments, _folder| {
        if !arguments.iter().any(|argument| argument == "--hidden") {
            window::show(app);
        }
    });
    Some(plugin.build())
}

/// The name on the session bus; none for the usual profile, which goes by the bundle identifier.
fn bus_name(arguments: &Arguments) -> Option<String> {
    match (&arguments.profile, arguments.demo) {
        (Some(folder), _) => Some(format!("app.fulcrum.desktop.p{:016x}", fingerprint(folder))),
        (None, true) => Some("app.fulcrum.desktop.demo".into()),
        (None, false) => None,
    }
}

/// FNV-1a over the absolute path: the same in every version of the program.
fn fingerprint(folder: &Path) -> u64 {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    folder
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(profile: Option<&str>, demo: bool) -> Option<String> {
        let profile = profile.map(PathBuf::from);
        bus_name(&Arguments { demo, profile, hidden: false, free_after: 1, sample_size: 1 })
    }

    #[test]
    fn the_demo_and_chosen_profiles_do_not_meet_the_usual_one() {
        assert_eq!(named(None, false), None);
        assert_eq!(named(None, true).as_deref(), Some("app.fulcrum.desktop.demo"));
        let (one, other) = (named(Some("/a"), true), named(Some("/b"), true));
        assert!(one.is_some() && one != other && one != named(None, true));
        assert_eq!(one, named(Some("/a"), false));
    }

    #[test]
    fn a_profile_is_claimed_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || Profile {
            folder: folder.path().to_path_buf(),
            demo: false,
            is_usual: false,
            lock: Mutex::new(None),
        };
        let (first, second) = (open(), open());
        assert!(first.lock());
        assert!(!second.lock());
        drop(first);
        assert!(second.lock());
    }
}
