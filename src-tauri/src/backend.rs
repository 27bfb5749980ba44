//! The application layer inside this process, and the page's way to it.

use std::sync::Arc;

use fulcrum_app::api::AppError;
use fulcrum_app::catalogue::{Commands, dispatch};
use fulcrum_app::words::WORDS;
use fulcrum_app::{App, Options, SystemClock};
use serde_json::Value;
use tauri::{AppHandle, Manager, State};
use tokio::sync::watch;

use crate::desktop::Desktop;
use crate::failure;
use crate::profile::Profile;
use crate::tray;

type Outcome = Result<Arc<App>, AppError>;

/// Where the application layer appears once it has started.
pub(crate) struct Backend {
    started: watch::Sender<Option<Outcome>>,
}

impl Backend {
    pub(crate) fn new() -> Self {
        Self { started: watch::Sender::new(None) }
    }

    /// The application layer, if it has started.
    pub(crate) fn now(&self) -> Option<Arc<App>> {
        self.started.borrow().as_ref()?.as_ref().ok().cloned()
    }

    /// The application layer, as soon as it has started.
    async fn ready(&self) -> Outcome {
        let mut started = self.started.subscribe();
        let outcome = started.wait_for(Option::is_some).await.map_err(|error| AppError::internal(&error))?;
        match outcome.as_ref() {
            Some(outcome) => outcome.clone(),
            None => Err(AppError::internal(&WORDS.failure.not_started.to_string())),
        }
    }
}

/// Starts the application layer beside the window, which is already there and waits for it.
pub(crate) fn start(app: &AppHandle, profile: &Profile, sample_size: usize) {
    let app = app.clone();
    let logs = profile.logs();
    let options = Options {
        profile_dir: profile.folder.clone(),
        demo: profile.demo,
        sample_size,
        clock: Arc::new(SystemClock),
    };
    let host = Arc::new(Desktop::new(&app, profile.is_usual));
    tauri::async_runtime::spawn(async move {
        let starting = tauri::async_runtime::spawn(App::start(options, host));
        let outcome = starting.await.unwrap_or_else(|error| Err(AppError::internal(&error)));
        if let Err(error) = &outcome {
            tracing::error!(code = ?error.code, details = error.details, "the application layer did not start: {error}");
            failure::show(&app, &failure::Words::did_not_start(error, &logs));
        }
        app.state::<Backend>().started.send_replace(Some(outcome));
        tray::refresh(&app);
    });
}

/// The page's one command: runs the command of the application layer called `name`.
#[tauri::command]
pub(crate) async fn call(
    backend: State<'_, Backend>,
    name: String,
    request: Value,
) -> Result<Value, AppError> {
    let app = backend.ready().await?;
    let commands: &dyn Commands = &*app;
    dispatch(commands, &name, request).await
}
