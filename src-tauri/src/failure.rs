//! When the program cannot start, it says so in words and ends.

use std::path::Path;

use fulcrum_app::api::{AppError, ErrorCode};
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
        let title = if error.code == ErrorCode::NewerDatabase {
            "A newer Fulcrum was here"
        } else {
            "Fulcrum could not start"
        };
        let mut text = error.message.clone();
        if error.code != ErrorCode::NewerDatabase {
            if let Some(details) = &error.details {
                text.push_str(&format!("\n\nDetails: {details}"));
            }
            text.push_str(&format!("\n\nThe log is in {}.", logs.display()));
        }
        Self { title: title.into(), text }
    }

    /// Another process works with the same folder.
    pub(crate) fn already_running(folder: &Path) -> Self {
        Self {
            title: "Fulcrum is already running".into(),
            text: format!(
                "Another Fulcrum works with {}. Look for its icon in the tray, or quit it first.",
                folder.display()
            ),
        }
    }

    /// The profile's folder cannot be made.
    pub(crate) fn no_folder(folder: &Path, error: &std::io::Error) -> Self {
        Self {
            title: "Fulcrum could not start".into(),
            text: format!("The folder {} cannot be used: {error}.", folder.display()),
        }
    }
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
