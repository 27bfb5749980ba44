//! The operating system's keychain: Secret Service on Linux, Keychain on macOS, Credential Manager
//! on Windows.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error as KeyringError};
use secrecy::{ExposeSecret, SecretString};

use crate::{SecretError, SecretName, SecretStore};

/// What Windows takes; kept everywhere, so that nobody is surprised there.
const LIMIT: usize = 2560;

/// How long a person may take to unlock.
const PATIENCE: Duration = Duration::from_secs(45);

/// The keychain. Calls block (a locked keychain asks the person), so they run off the async
/// threads and with a time limit.
#[derive(Clone)]
pub struct Keychain {
    service: String,
    store: Arc<Slot>,
}

/// The open store. Closing it talks to the bus and blocks, which an async thread must not, so that
/// happens on a thread of its own wherever the last owner goes away.
#[derive(Default)]
struct Slot(Mutex<Option<Arc<CredentialStore>>>);

impl Slot {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<CredentialStore>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(store) = self.lock().take() {
            let closing = std::thread::Builder::new().name("keychain".into()).spawn(move || drop(store));
            if let Err(error) = closing {
                tracing::warn!(%error, "the keychain was closed in place");
            }
        }
    }
}

impl Keychain {
    /// Entries are filed under `service`. Nothing is opened before the first use, and a keychain
    /// that was missing is looked for again at the next.
    #[must_use]
    pub fn new(service: impl Into<String>) -> Self {
        Self { service: service.into(), store: Arc::default() }
    }

    async fn with<T: Send + 'static>(
        &self,
        name: &SecretName,
        work: impl FnOnce(&Entry) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, SecretError> {
        let this = self.clone();
        let user = name.as_str().to_owned();
        let task = tokio::task::spawn_blocking(move || {
            let store = this.open()?;
            let result = store.build(&this.service, &user, None).and_then(|entry| work(&entry));
            if matches!(result, Err(KeyringError::PlatformFailure(_))) {
                // The bus or the daemon may have been restarted: open it anew next time.
                *this.store.lock() = None;
            }
            result.map_err(|error| classify(&error))
        });
        match tokio::time::timeout(PATIENCE, task).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::Failed("the call was interrupted".into())),
            Err(_) => Err(SecretError::Locked("nobody unlocked it in time".into())),
        }
    }

    fn open(&self) -> Result<Arc<CredentialStore>, SecretError> {
        let mut slot = self.store.lock();
        if let Some(store) = &*slot {
            return Ok(Arc::clone(store));
        }
        let store = platform_store().map_err(|error| SecretError::Missing(error.to_string()))?;
        *slot = Some(Arc::clone(&store));
        Ok(store)
    }
}

#[cfg(target_os = "linux")]
fn platform_store() -> Result<Arc<CredentialStore>, KeyringError> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(target_os = "macos")]
fn platform_store() -> Result<Arc<CredentialStore>, KeyringError> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn platform_store() -> Result<Arc<CredentialStore>, KeyringError> {
    Ok(windows_native_keyring_store::Store::new()?)
}

fn classify(error: &KeyringError) -> SecretError {
    let text = error.to_string();
    match error {
        KeyringError::NoStorageAccess(_) => SecretError::Locked(text),
        KeyringError::PlatformFailure(_) => SecretError::Missing(text),
        _ => SecretError::Failed(text),
    }
}

#[async_trait]
impl SecretStore for Keychain {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        self.with(name, |entry| match entry.get_secret() {
            Ok(bytes) => String::from_utf8(bytes)
                .map(|text| Some(SecretString::from(text)))
                .map_err(|error| KeyringError::BadEncoding(error.into_bytes())),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError> {
        let bytes = secret.expose_secret().as_bytes().to_vec();
        if bytes.len() > LIMIT {
            let name = name.as_str().to_owned();
            return Err(SecretError::TooLong { name, bytes: bytes.len(), limit: LIMIT });
        }
        self.with(name, move |entry| entry.set_secret(&bytes)).await
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        self.with(name, |entry| match entry.delete_credential() {
            Ok(()) | Err(KeyringError::NoEntry) => Ok(()),
            Err(error) => Err(error),
        })
        .await
    }
}
