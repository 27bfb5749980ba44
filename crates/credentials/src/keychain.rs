//! The operating system's keychain: Secret Service on Linux, Keychain on macOS, Credential Manager
//! on Windows.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error as KeyringError};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::asking::Asking;
use crate::parts::{self, Entries, LIMIT};
use crate::{SecretError, SecretName, SecretStore};

/// How long a person may take to unlock.
const PATIENCE: Duration = Duration::from_secs(45);

/// The keychain. Calls block (a locked keychain asks the person), so they run off the async
/// threads and with a time limit.
#[derive(Clone)]
pub struct Keychain {
    service: String,
    store: Arc<Slot>,
    /// One call at a time. A question that nobody answers blocks its thread until the system gives
    /// up; whoever comes meanwhile must not block another one.
    turn: Arc<Semaphore>,
    asking: Arc<Asking>,
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
        Self {
            service: service.into(),
            store: Arc::default(),
            turn: Arc::new(Semaphore::new(1)),
            asking: Arc::default(),
        }
    }

    /// A person wants something that needs the keychain: they may be asked to unlock it once more. Work
    /// in the background does not ask again after it stayed locked.
    pub fn ask_again(&self) {
        self.asking.is_open_to_questions();
    }

    async fn with<T: Send + 'static>(
        &self,
        name: &SecretName,
        work: impl Fn(&Open<'_>, &str) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, SecretError> {
        let this = self.clone();
        let name = name.as_str().to_owned();
        let call = async move {
            let turn = Arc::clone(&this.turn).acquire_owned().await;
            tokio::task::spawn_blocking(move || {
                let _turn = turn;
                if this.asking.is_in_vain() {
                    return Err(SecretError::Locked("it is still locked".into()));
                }
                let answer = this.blocking(&name, &work);
                match &answer {
                    Err(SecretError::Locked(_)) => this.asking.stayed_locked(),
                    Ok(_) | Err(SecretError::Damaged { .. } | SecretError::TooLong { .. }) => {
                        this.asking.is_open_to_questions();
                    }
                    Err(SecretError::Missing(_) | SecretError::Failed(_)) => {}
                }
                answer
            })
            .await
        };
        match tokio::time::timeout(PATIENCE, call).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(SecretError::Failed("the call was interrupted".into())),
            Err(_) => {
                self.asking.stayed_locked();
                Err(SecretError::Locked("nobody unlocked it in time".into()))
            }
        }
    }

    fn blocking<T>(
        &self,
        name: &str,
        work: &impl Fn(&Open<'_>, &str) -> Result<T, Trouble>,
    ) -> Result<T, SecretError> {
        let (store, known) = self.open()?;
        let result = work(&Open { store: &*store, service: &self.service }, name);
        if let Err(Trouble::Keyring(error @ KeyringError::PlatformFailure(_))) = &result
            && !is_locked(error)
        {
            *self.store.lock() = None;
            if known {
                // The bus or the daemon was restarted since it was opened: everything that we do
                // can be done twice, so it is done over a new connection.
                tracing::info!("the keychain is opened anew");
                return self.blocking(name, work);
            }
        }
        result.map_err(|trouble| match trouble {
            Trouble::Damaged(what) => SecretError::Damaged { name: name.to_owned(), what: what.to_owned() },
            Trouble::Keyring(error) => classify(&error),
        })
    }

    /// The store, and whether it was open already.
    fn open(&self) -> Result<(Arc<CredentialStore>, bool), SecretError> {
        let mut slot = self.store.lock();
        if let Some(store) = &*slot {
            return Ok((Arc::clone(store), true));
        }
        let store = platform_store().map_err(|error| SecretError::Missing(error.to_string()))?;
        *slot = Some(Arc::clone(&store));
        Ok((store, false))
    }
}

/// The open keychain and the name under which our entries are filed.
struct Open<'a> {
    store: &'a CredentialStore,
    service: &'a str,
}

/// Why an entry could not be read or written.
enum Trouble {
    /// It is there, and is no whole secret.
    Damaged(&'static str),
    Keyring(KeyringError),
}

impl From<KeyringError> for Trouble {
    fn from(error: KeyringError) -> Self {
        Self::Keyring(error)
    }
}

impl Open<'_> {
    fn entry(&self, name: &str) -> Result<Entry, KeyringError> {
        self.store.build(self.service, name, None)
    }
}

fn text(bytes: Vec<u8>) -> Result<String, Trouble> {
    String::from_utf8(bytes).map_err(|_| Trouble::Damaged("it is no text"))
}

impl Entries for Open<'_> {
    type Error = Trouble;

    fn get(&self, name: &str) -> Result<Option<String>, Trouble> {
        let entries = match self.entry(name)?.get_secret() {
            Ok(bytes) => return text(bytes).map(Some),
            Err(KeyringError::NoEntry) => return Ok(None),
            Err(KeyringError::Ambiguous(entries)) => entries,
            Err(error) => return Err(error.into()),
        };
        let mut found: Vec<Vec<u8>> =
            entries.iter().map(Entry::get_secret).collect::<Result<_, KeyringError>>()?;
        found.dedup();
        match (found.pop(), found.is_empty()) {
            (Some(bytes), true) => text(bytes).map(Some),
            // Nobody knows which one counts, and Lever ends the sign-in whose refresh token of
            // before is used.
            _ => Err(Trouble::Damaged("there are several, and they differ")),
        }
    }

    fn set(&self, name: &str, text: &str) -> Result<(), Trouble> {
        // As bytes: Windows would make two of each letter of a password.
        let bytes = text.as_bytes();
        let mut entries = match self.entry(name)?.set_secret(bytes) {
            Err(KeyringError::Ambiguous(entries)) => entries,
            other => return Ok(other?),
        };
        // The others go first, so that a cut leaves one that is whole.
        let Some(stays) = entries.pop() else { return Ok(()) };
        tracing::warn!(others = entries.len(), "several entries of the keychain were one secret");
        for entry in entries {
            entry.delete_credential()?;
        }
        Ok(stays.set_secret(bytes)?)
    }

    fn delete(&self, name: &str) -> Result<bool, Trouble> {
        let entries = match self.entry(name)?.delete_credential() {
            Ok(()) => return Ok(true),
            Err(KeyringError::NoEntry) => return Ok(false),
            Err(KeyringError::Ambiguous(entries)) => entries,
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            entry.delete_credential()?;
        }
        Ok(true)
    }

    fn incomplete() -> Trouble {
        Trouble::Damaged("some of its parts are missing")
    }

    fn is_damaged(error: &Trouble) -> bool {
        matches!(error, Trouble::Damaged(_))
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

/// One that cannot be opened at all is missing; here it was opened.
fn classify(error: &KeyringError) -> SecretError {
    if is_locked(error) {
        SecretError::Locked(error.to_string())
    } else {
        SecretError::Failed(error.to_string())
    }
}

/// Whether unlocking helps. Without a default keyring there is nothing to unlock.
#[cfg(target_os = "linux")]
fn is_locked(error: &KeyringError) -> bool {
    let KeyringError::NoStorageAccess(cause) = error else { return false };
    !matches!(cause.downcast_ref(), Some(secret_service::Error::NoResult))
}

/// Whether unlocking helps: the person cancelled the question, typed a wrong password, or could not be
/// asked (errSecUserCanceled, errSecAuthFailed, errSecInteractionNotAllowed).
#[cfg(target_os = "macos")]
fn is_locked(error: &KeyringError) -> bool {
    let (KeyringError::PlatformFailure(cause) | KeyringError::NoStorageAccess(cause)) = error else {
        return false;
    };
    let known = cause.downcast_ref::<security_framework::base::Error>();
    known.is_some_and(|known| matches!(known.code(), -128 | -25293 | -25308))
}

/// Whether unlocking helps.
#[cfg(target_os = "windows")]
fn is_locked(error: &KeyringError) -> bool {
    matches!(error, KeyringError::NoStorageAccess(_))
}

#[async_trait]
impl SecretStore for Keychain {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        self.with(name, |open, name| Ok(parts::read(open, name)?.map(SecretString::from))).await
    }

    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError> {
        let bytes = secret.expose_secret().len();
        if bytes > LIMIT {
            // Before anything is touched: what is stored stays good.
            return Err(SecretError::TooLong { name: name.as_str().to_owned(), bytes, limit: LIMIT });
        }
        let secret = secret.clone();
        self.with(name, move |open, name| parts::write(open, name, secret.expose_secret())).await
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        self.with(name, |open, name| parts::delete(open, name)).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{RecvTimeoutError, channel};

    use super::*;

    #[tokio::test]
    async fn a_call_waits_until_the_one_before_it_is_over() {
        let keychain = Keychain::new("test");
        *keychain.store.lock() = Some(keyring_core::mock::Store::new().unwrap());
        let name = SecretName::new("a", "key");
        let (begun, begins) = channel();
        let (go_on, held) = channel::<()>();
        let held = Mutex::new(held);
        let (one, two) = (keychain.clone(), keychain);
        let (first_begun, first_name) = (begun.clone(), name.clone());
        let first = tokio::spawn(async move {
            let work = move |_: &Open<'_>, _: &str| {
                first_begun.send("first").unwrap();
                held.lock().unwrap().recv().unwrap();
                Ok(())
            };
            one.with(&first_name, work).await
        });
        let begins = tokio::task::spawn_blocking(move || {
            assert_eq!(begins.recv(), Ok("first"));
            begins
        })
        .await
        .unwrap();
        let second = tokio::spawn(async move {
            let work = move |_: &Open<'_>, _: &str| {
                begun.send("second").unwrap();
                Ok(())
            };
            two.with(&name, work).await
        });
        // Long enough for a thread to begin, were it let in.
        let begins = tokio::task::spawn_blocking(move || {
            assert_eq!(begins.recv_timeout(Duration::from_millis(300)), Err(RecvTimeoutError::Timeout));
            begins
        })
        .await
        .unwrap();
        go_on.send(()).unwrap();
        first.await.unwrap().unwrap();
        second.await.unwrap().unwrap();
        assert_eq!(begins.recv(), Ok("second"));
    }
}
