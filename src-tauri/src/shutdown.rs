//! Ending cleanly, whoever asks for it.

use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::backend::Backend;
use crate::window;

/// How long the application layer may take to finish what it is doing. Whatever is not finished by
/// then is settled at the next start.
const PATIENCE: Duration = Duration::from_secs(5);

/// Stops the application layer and waits for it.
pub(crate) fn wait(app: &AppHandle) {
    window::hide(app);
    let Some(running) = app.try_state::<Backend>().and_then(|backend| backend.now()) else {
        return;
    };
    tracing::info!("stopping");
    let stopped =
        tauri::async_runtime::block_on(async { tokio::time::timeout(PATIENCE, running.shutdown()).await });
    match stopped {
        Ok(()) => tracing::info!("stopped"),
        Err(_) => {
            tracing::warn!(patience_ms = PATIENCE.as_millis(), "stopped before everything was finished")
        }
    }
}

/// Quits when the session ends or somebody presses Ctrl+C in the terminal.
pub(crate) fn on_signal(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let heard = signal().await;
        match heard {
            Ok(()) => app.exit(0),
            Err(error) => tracing::warn!(%error, "signals are not heard"),
        }
    });
}

#[cfg(unix)]
async fn signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        pressed = tokio::signal::ctrl_c() => pressed,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn signal() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
