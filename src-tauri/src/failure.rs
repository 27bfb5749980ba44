//! When the program cannot start, it says so in words and ends.

use std::fmt::Display;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use fulcrum_app::api::{AppError, ErrorCode};
use fulcrum_app::words::WORDS;
use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::window;

/// What a person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Words {
    title: String,
    text: String,
}

impl Words {
    /// The application layer did not start.
    pub(crate) fn did_not_start(error: &AppError, logs: &Path) -> Self {
        let said = &WORDS.failure;
        if error.code == ErrorCode::NewerDatabase {
            return Self { title: said.newer.to_string(), text: error.message.clone() };
        }
        let details = error.details.as_ref().map(|details| said.details.with(details));
        let parts = [Some(error.message.clone()), details, Some(said.log.with(logs.display()))];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
        Self { title: said.not_started.to_string(), text }
    }

    /// Another process works with the same folder.
    pub(crate) fn already_running(folder: &Path) -> Self {
        let said = &WORDS.failure;
        Self { title: said.running.to_string(), text: said.running_text.with(folder.display()) }
    }

    /// The profile's folder cannot be made.
    pub(crate) fn no_folder(folder: &Path, error: &std::io::Error) -> Self {
        let said = &WORDS.failure;
        Self { title: said.not_started.to_string(), text: said.no_folder.with(folder.display(), error) }
    }
}

/// Says it where there is neither a window nor a log yet, and how the program ends.
pub(crate) fn tell_the_terminal(error: &dyn Display) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{}", WORDS.failure.terminal.with(error));
    ExitCode::FAILURE
}

/// Shows the words; the program ends when they are dismissed.
pub(crate) fn show(app: &AppHandle, words: &Words) {
    tracing::error!(title = words.title, "cannot go on: {}", words.text);
    window::hide(app);
    let handle = app.clone();
    app.dialog()
        .message(&words.text)
        .title(&words.title)
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_database_is_explained_without_technical_words() {
        let mut error = AppError::new(ErrorCode::NewerDatabase, "Please update Fulcrum.");
        error.details = Some("schema 9 > 3".into());
        let words = Words::did_not_start(&error, Path::new("/logs"));
        assert_eq!(
            words,
            Words { title: "A newer Fulcrum was here".into(), text: "Please update Fulcrum.".into() }
        );
    }

    #[test]
    fn any_other_failure_says_where_the_log_is() {
        let words = Words::did_not_start(&AppError::internal(&"disk full"), Path::new("/logs"));
        assert!(words.text.contains("disk full") && words.text.contains("/logs"), "{}", words.text);
    }
}
