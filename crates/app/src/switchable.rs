//! The keychain, or memory for this run if the person chose so where there is none.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use fulcrum_credentials::{Keychain, MemorySecrets, SecretError, SecretName, SecretStore};
use secrecy::SecretString;

/// How the keychain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeychainState {
    /// It answered the last time.
    Good,
    /// It is locked.
    Locked,
    /// There is none.
    Missing,
}

/// The keychain, or memory.
pub(crate) struct SwitchableSecrets {
    keychain: Keychain,
    memory: MemorySecrets,
    this_run_only: AtomicBool,
    state: Mutex<KeychainState>,
}

impl SwitchableSecrets {
    pub(crate) fn new() -> Self {
        Self {
            keychain: Keychain::new("Fulcrum"),
            memory: MemorySecrets::default(),
            this_run_only: AtomicBool::new(false),
            state: Mutex::new(KeychainState::Good),
        }
    }

    /// From now on, secrets are kept in memory only.
    pub(crate) fn keep_for_this_run(&self) {
        self.this_run_only.store(true, Ordering::Relaxed);
        self.note(KeychainState::Good);
    }

    pub(crate) fn is_this_run_only(&self) -> bool {
        self.this_run_only.load(Ordering::Relaxed)
    }

    pub(crate) fn state(&self) -> KeychainState {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, state: KeychainState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }

    fn store(&self) -> &dyn SecretStore {
        if self.is_this_run_only() { &self.memory } else { &self.keychain }
    }

    fn noted<T>(&self, answer: Result<T, SecretError>) -> Result<T, SecretError> {
        self.note(match &answer {
            Ok(_) | Err(SecretError::TooLong { .. }) => KeychainState::Good,
            Err(SecretError::Missing(_)) => KeychainState::Missing,
            Err(SecretError::Locked(_) | SecretError::Failed(_)) => KeychainState::Locked,
        });
        answer
    }
}

#[async_trait]
impl SecretStore for SwitchableSecrets {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        self.noted(self.store().get(name).await)
    }

    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError> {
        self.noted(self.store().set(name, secret).await)
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        self.noted(self.store().forget(name).await)
    }
}
