//! The state file: what survives a restart.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::account::Account;
use crate::config::StartError;
use crate::mail::mailbox::Mailbox;
use crate::oauth::grants::Grants;
use crate::seed::Credentials;
use crate::sync::lock;
use crate::world::saved::SavedWorld;

/// How often changes are looked for.
const PAUSE: Duration = Duration::from_secs(1);

/// Everything that is read back. Of the switches only the clock's offset survives: an account
/// should not start offline because it was left so.
#[derive(Debug, Deserialize)]
pub(crate) struct Saved {
    pub(crate) credentials: Credentials,
    pub(crate) world: SavedWorld,
    pub(crate) grants: Grants,
    pub(crate) mailbox: Mailbox,
    #[serde(default)]
    pub(crate) clock_offset_ms: i64,
}

/// The same, for writing.
#[derive(Serialize)]
struct Saving<'a> {
    credentials: &'a Credentials,
    world: SavedWorld,
    grants: &'a Grants,
    mailbox: &'a Mailbox,
    clock_offset_ms: i64,
}

/// The account of the last run, if there was one.
pub(crate) fn load(path: &Path) -> Result<Option<Saved>, StartError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => {
            return Err(StartError::ReadState { path: path.to_owned(), source });
        }
    };
    serde_json::from_slice(&bytes)
        .map(Some)
        .map_err(|source| StartError::DamagedState { path: path.to_owned(), source })
}

/// Saves whenever something has changed, until the sandbox stops; then once more.
pub(crate) async fn keep(account: Arc<Account>, path: std::path::PathBuf, mut stop: watch::Receiver<bool>) {
    let mut saved = None;
    loop {
        let stopping = tokio::select! {
            () = tokio::time::sleep(PAUSE) => false,
            _ = stop.changed() => true,
        };
        let current = mark(&account);
        if saved.as_ref() != Some(&current) {
            let (account, path) = (Arc::clone(&account), path.clone());
            match tokio::task::spawn_blocking(move || write(&account, &path)).await {
                Ok(Ok(())) => saved = Some(current),
                Ok(Err(error)) => tracing::warn!(%error, "the state could not be saved"),
                Err(error) => tracing::warn!(%error, "saving the state broke off"),
            }
        }
        if stopping {
            return;
        }
    }
}

/// Changes whenever something worth saving does.
fn mark(account: &Account) -> (u64, u64, usize, i64) {
    (
        lock(&account.world).revision,
        lock(&account.grants).revision,
        lock(&account.mailbox).all().len(),
        account.switches().clock_offset_ms,
    )
}

/// Writes beside the file, then takes its place: a crash leaves the old one.
fn write(account: &Account, path: &Path) -> std::io::Result<()> {
    let world = lock(&account.world).save();
    let bytes = serde_json::to_vec(&Saving {
        credentials: &account.credentials,
        world,
        grants: &lock(&account.grants),
        mailbox: &lock(&account.mailbox),
        clock_offset_ms: account.switches().clock_offset_ms,
    })?;
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    std::fs::write(&name, bytes)?;
    std::fs::rename(&name, path)
}
