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
    changes: broadcast::Sender<ChangeEvent>,
}

/// A notice as tests read it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SeenNotice {
    screening_id: Option<String>,
    title: String,
    body: String,
}

impl Default for WebHost {
    fn default() -> Self {
        Self { opened: Mutex::default(), notices: Mutex::default(), changes: broadcast::Sender::new(256) }
    }
}

impl WebHost {
    pub(crate) fn opened(&self) -> Vec<String> {
        held(&self.opened).clone()
    }

    pub(crate) fn notices(&self) -> Vec<SeenNotice> {
        held(&self.notices).clone()
    }

    pub(crate) fn changes(&self) -> broadcast::Receiver<ChangeEvent> {
        self.changes.subscribe()
    }
}

impl Host for WebHost {
    fn open_url(&self, url: &str) -> Result<(), String> {
        held(&self.opened).push(url.to_owned());
        Ok(())
    }

    fn changed(&self, event: &ChangeEvent) {
        // An error only says that no page listens.
        let _ = self.changes.send(event.clone());
    }

    fn notify(&self, notice: &Notice) {
        held(&self.notices).push(SeenNotice {
            screening_id: notice.screening_id.clone(),
            title: notice.title.clone(),
            body: notice.body.clone(),
        });
    }

    fn set_autostart(&self, _on: bool) -> Result<(), String> {
        Ok(())
    }
}

/// The lists are whole even if somebody panicked while holding them.
fn held<T>(list: &Mutex<T>) -> MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}
