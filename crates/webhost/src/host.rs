use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fulcrum_app::api::ChangeEvent;
use fulcrum_app::{Host, Notice};
use serde::Serialize;
use tokio::sync::broadcast;

/// A desktop that only remembers what it was asked for.
#[derive(Debug)]
pub struct WebHost {
    opened: Mutex<Vec<String>>,
    notices: Mutex<Vec<SeenNotice>>,
    saved: Mutex<Vec<(String, Vec<u8>)>>,
    told: broadcast::Sender<Told>,
}

/// What a page hears of.
#[derive(Debug, Clone)]
pub(crate) enum Told {
    /// Something changed.
    Changed(ChangeEvent),
    /// A file waits to be downloaded.
    Saved(usize),
}

/// A notice as tests read it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeenNotice {
    id: String,
    screening_id: Option<String>,
    title: String,
    body: String,
}

impl Default for WebHost {
    fn default() -> Self {
        Self {
            opened: Mutex::default(),
            notices: Mutex::default(),
            saved: Mutex::default(),
            told: broadcast::Sender::new(256),
        }
    }
}

impl WebHost {
    pub(crate) fn opened(&self) -> Vec<String> {
        held(&self.opened).clone()
    }

    pub(crate) fn notices(&self) -> Vec<SeenNotice> {
        held(&self.notices).clone()
    }

    pub(crate) fn saved(&self, index: usize) -> Option<(String, Vec<u8>)> {
        held(&self.saved).get(index).cloned()
    }

    pub(crate) fn told(&self) -> broadcast::Receiver<Told> {
        self.told.subscribe()
    }
}

impl Host for WebHost {
    fn open_url(&self, url: &str) -> Result<(), String> {
        held(&self.opened).push(url.to_owned());
        Ok(())
    }

    fn changed(&self, event: &ChangeEvent) {
        // An error only says that no page listens.
        let _ = self.told.send(Told::Changed(event.clone()));
    }

    fn notify(&self, notice: &Notice) {
        held(&self.notices).push(SeenNotice {
            id: notice.id.clone(),
            screening_id: notice.screening_id.clone(),
            title: notice.title.clone(),
            body: notice.body.clone(),
        });
    }

    fn save_file(&self, name: &str, contents: &[u8]) -> Result<bool, String> {
        let mut saved = held(&self.saved);
        saved.push((name.to_owned(), contents.to_vec()));
        // The browser asks where to, or puts it where it puts downloads.
        let _ = self.told.send(Told::Saved(saved.len() - 1));
        Ok(true)
    }

    fn open_folder(&self, folder: &Path) -> Result<(), String> {
        held(&self.opened).push(folder.display().to_string());
        Ok(())
    }

    fn set_autostart(&self, _on: bool) -> Result<(), String> {
        Ok(())
    }
}

/// The lists are whole even if somebody panicked while holding them.
fn held<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}
