//! The actions that menus outside of the window offer. They are the page's own: the catalogue of words
//! names them for both, so that the tray, the menu bar, the palette and the shortcuts say and do the same.

use fulcrum_app::catalogue::{Commands, dispatch};
use fulcrum_app::words::{Action, WORDS};
use serde_json::Value;
use tauri::{AppHandle, Manager};

use crate::backend::Backend;
use crate::{tray, window};

/// Opens "Send screening now".
pub(crate) const SEND: &str = "send";
/// Shows the Inbox.
pub(crate) const INBOX: &str = "go.inbox";
/// Shows the settings.
pub(crate) const SETTINGS: &str = "go.settings";
/// Looks at Lever now.
pub(crate) const SYNC: &str = "sync";
/// Holds everything back.
pub(crate) const PAUSE: &str = "pause";
/// Goes on.
pub(crate) const RESUME: &str = "resume";

/// The shell's own: shows the window as it is.
pub(crate) const OPEN: &str = "shell.open";
/// The shell's own: ends the program.
pub(crate) const QUIT: &str = "shell.quit";
/// The shell's own, with the id of a screening: shows that candidate.
pub(crate) const CANDIDATE: &str = "shell.candidate:";

/// The row of an action.
pub(crate) fn find(id: &str) -> Option<&'static Action> {
    WORDS.actions.iter().find(|action| action.id == id)
}

/// The words of an action.
pub(crate) fn label(id: &str) -> &'static str {
    find(id).map_or("", |action| &action.label)
}

/// The keys of an action as a menu bar takes them: only what is pressed together with Ctrl or Cmd.
pub(crate) fn accelerator(id: &str) -> Option<String> {
    let shortcut = find(id)?.shortcuts.iter().find_map(|keys| keys.strip_prefix("mod+"))?;
    Some(format!("CmdOrCtrl+{}", shortcut.to_uppercase()))
}

/// Does what a menu's item says.
pub(crate) fn run(app: &AppHandle, id: &str) {
    if let Some(screening) = id.strip_prefix(CANDIDATE) {
        return window::navigate(app, &window::candidate_route(screening));
    }
    match (id, find(id)) {
        (OPEN, _) => window::show(app),
        (QUIT, _) => app.exit(0),
        (_, Some(Action { command: Some(command), request, .. })) => {
            in_background(app, command, request.clone().unwrap_or_default());
        }
        (_, Some(_)) => window::act(app, id),
        // The system's own items, such as Copy, do their work by themselves.
        (_, None) => {}
    }
}

fn in_background(app: &AppHandle, command: &'static str, request: Value) {
    let Some(running) = app.state::<Backend>().now() else { return };
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let commands: &dyn Commands = &*running;
        if let Err(error) = dispatch(commands, command, request).await {
            // The window says what is wrong and what can be done about it.
            tracing::warn!(%error, command, "refused");
            window::show(&app);
        }
        tray::refresh(&app);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_words_and_a_command_that_exists() {
        assert!(!WORDS.actions.is_empty());
        for action in &WORDS.actions {
            assert!(!action.label.is_empty(), "{}", action.id);
            if let Some(command) = &action.command {
                assert!(fulcrum_app::catalogue::NAMES.contains(&command.as_str()), "{command}");
                assert!(action.request.is_some(), "{}", action.id);
            }
        }
        for id in [SEND, INBOX, SETTINGS, SYNC, PAUSE, RESUME] {
            assert!(find(id).is_some(), "{id}");
        }
    }

    #[test]
    fn menus_show_keys_that_are_pressed_together() {
        assert_eq!(accelerator(SYNC).as_deref(), Some("CmdOrCtrl+R"));
        assert_eq!(accelerator(SETTINGS).as_deref(), Some("CmdOrCtrl+,"));
        assert_eq!(accelerator(SEND), None);
    }
}
