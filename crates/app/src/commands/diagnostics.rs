//! How Fulcrum is on this computer, and its logs as a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fulcrum_store::StoreError;

use crate::App;
use crate::api::*;
use crate::profile;
use crate::switchable::KeychainState;
use crate::views::millis;

/// Of each day's log at most its end.
const LARGEST: usize = 4 * 1024 * 1024;

impl App {
    fn log_folder(&self) -> PathBuf {
        self.shared.options.profile_dir.join("logs")
    }

    pub(super) async fn how_it_is(&self) -> Result<Diagnostics, AppError> {
        let account = self.engine().ok().map(|engine| engine.account().id.clone());
        let read = self.shared.store.read(move |tx| {
            let schema = tx.schema_version()?;
            let Some(account) = account else { return Ok((schema, None, Vec::new())) };
            Ok::<_, StoreError>((schema, Some(tx.count_rows(&account)?), tx.watermarks(&account)?))
        });
        let (schema, counts, passes) = read.await?;
        let mail = profile::settings(&self.shared.store).await?.mail;
        let until = self.shared.mail.lock().await.until();
        Ok(Diagnostics {
            system: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            profile_folder: self.shared.options.profile_dir.display().to_string(),
            log_folder: self.log_folder().display().to_string(),
            schema,
            counts: counts.map_or_else(StoredCounts::default, |rows| StoredCounts {
                screenings: rows.screenings,
                decisions: rows.decisions,
                writes: rows.effects,
                events: rows.events,
                people: rows.people,
            }),
            passes: passes.into_iter().map(|(name, at)| PassView { name, at: millis(at) }).collect(),
            keychain: self.keychain_health(),
            mail: mail.as_ref().map(|mail| mail.auth),
            mail_token_until: until.map(millis),
        })
    }

    fn keychain_health(&self) -> KeychainHealth {
        if self.shared.secrets.is_this_run_only() {
            return KeychainHealth::ThisRunOnly;
        }
        match self.shared.secrets.state() {
            KeychainState::Good => KeychainHealth::Good,
            KeychainState::Locked => KeychainHealth::Locked,
            KeychainState::Missing => KeychainHealth::Missing,
            KeychainState::Failing => KeychainHealth::Failing,
        }
    }

    pub(super) async fn show_folder(&self, request: OpenFolder) -> Result<(), AppError> {
        let folder = match request.folder {
            OwnFolder::Profile => self.shared.options.profile_dir.clone(),
            OwnFolder::Logs => self.log_folder(),
        };
        let host = Arc::clone(&self.shared.host);
        tokio::task::spawn_blocking(move || host.open_folder(&folder))
            .await
            .map_err(|error| AppError::internal(&error))?
            .map_err(AppError::invalid)
    }

    /// The report, if there is one, and the logs of all days that are kept, oldest first, as one file.
    pub(super) async fn save_all_logs(&self, SaveLogs { report }: SaveLogs) -> Result<Exported, AppError> {
        let folder = self.log_folder();
        let logs = tokio::task::spawn_blocking(move || whole_log(&folder))
            .await
            .map_err(|error| AppError::internal(&error))?;
        if logs.is_empty() && report.is_empty() {
            return Err(AppError::new(ErrorCode::NotFound, "Nothing has been logged yet."));
        }
        let text = if report.is_empty() { logs } else { format!("{}\n{logs}", report.trim_end()) };
        self.save("logs", "txt", text).await
    }
}

fn whole_log(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "log"))
        .collect();
    files.sort();
    let mut out = String::new();
    for file in files {
        // A file that vanishes meanwhile was too old.
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        out.push_str(&format!("===== {name}\n"));
        out.push_str(&String::from_utf8_lossy(&bytes[bytes.len().saturating_sub(LARGEST)..]));
    }
    out
}
