//! What the application layer needs from the program around it. The desktop shell implements it
//! with Tauri, `webhost` with HTTP, tests with a recorder.

use std::path::Path;

use crate::api::ChangeEvent;

/// A desktop notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id: what `snooze_notification` is asked with.
    pub id: String,
    /// The one screening it is about; a click opens `/candidates/{screening_id}`, else the Inbox.
    pub screening_id: Option<String>,
    /// True if that screening can be reviewed.
    pub review: bool,
    /// First line.
    pub title: String,
    /// Second line.
    pub body: String,
}

/// The program around the application layer.
pub trait Host: Send + Sync + 'static {
    /// Opens an `https:`, `http:` or `mailto:` address in the person's own program.
    ///
    /// # Errors
    /// A sentence for people if nothing could be opened.
    fn open_url(&self, url: &str) -> Result<(), String>;

    /// Tells front ends that something changed.
    fn changed(&self, event: &ChangeEvent);

    /// Shows a desktop notification.
    fn notify(&self, notice: &Notice);

    /// Asks the person where to save a file of this name, and saves it. It may take as long as they
    /// think: never called on a thread that others wait for.
    ///
    /// Answers whether it was saved; false if they changed their mind.
    ///
    /// # Errors
    /// A sentence for people if it could not be written.
    fn save_file(&self, name: &str, contents: &[u8]) -> Result<bool, String>;

    /// Shows a folder of Fulcrum's own in the system's file manager.
    ///
    /// # Errors
    /// A sentence for people if nothing could show it.
    fn open_folder(&self, folder: &Path) -> Result<(), String>;

    /// Starts with the computer, or no longer.
    ///
    /// # Errors
    /// A sentence for people if the system refused.
    fn set_autostart(&self, on: bool) -> Result<(), String>;
}
