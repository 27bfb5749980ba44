//! The keychain, or memory for this run if the person chose so where there is none.

use std::future::Future;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use fulcrum_credentials::{Keychain, MemorySecrets, SecretError, SecretName, SecretStore};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

/// How the keychain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeychainState {
    /// It answered the last time.
    Good,
    /// It is locked.
    Locked,
    /// There is none.
    Missing,
    /// It is there and open, and does not do as asked.
    Failing,
}

/// The keychain, or memory.
pub(crate) struct SwitchableSecrets {
    keychain: Keychain,
    memory: MemorySecrets,
    /// Cancelled once memory is used, so that nobody waits for the keychain any longer.
    this_run_only: CancellationToken,
    state: Mutex<KeychainState>,
    /// How it was when it was not good the last time.
    trouble: Mutex<KeychainState>,
}

impl SwitchableSecrets {
    pub(crate) fn new() -> Self {
        Self {
            keychain: Keychain::new("Fulcrum"),
            memory: MemorySecrets::default(),
            this_run_only: CancellationToken::new(),
            state: Mutex::new(KeychainState::Good),
            trouble: Mutex::new(KeychainState::Locked),
        }
    }

    /// From now on, secrets are kept in memory only.
    pub(crate) fn keep_for_this_run(&self) {
        self.this_run_only.cancel();
        self.note(KeychainState::Good);
    }

    /// A person wants something that needs the keychain.
    pub(crate) fn ask_again(&self) {
        self.keychain.ask_again();
    }

    pub(crate) fn is_this_run_only(&self) -> bool {
        self.this_run_only.is_cancelled()
    }

    pub(crate) fn state(&self) -> KeychainState {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is wrong with a keychain that did not give something. Others may have got theirs since: a
    /// locked one still answers that there is none.
    pub(crate) fn trouble(&self) -> KeychainState {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The secret; a damaged one counts as none, because only another one mends it.
    pub(crate) async fn readable(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        match self.get(name).await {
            Err(error @ SecretError::Damaged { .. }) => {
                tracing::warn!(%error, "a secret counts as none");
                Ok(None)
            }
            other => other,
        }
    }

    fn note(&self, state: KeychainState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
        if state != KeychainState::Good {
            *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = state;
        }
    }

    /// The keychain's answer; none once memory is used.
    async fn of_keychain<T>(
        &self,
        call: impl Future<Output = Result<T, SecretError>>,
    ) -> Option<Result<T, SecretError>> {
        let answer = tokio::select! {
            biased;
            () = self.this_run_only.cancelled() => return None,
            answer = call => answer,
        };
        self.note(match &answer {
            Ok(_) | Err(SecretError::TooLong { .. } | SecretError::Damaged { .. }) => KeychainState::Good,
            Err(SecretError::Missing(_)) => KeychainState::Missing,
            Err(SecretError::Locked(_)) => KeychainState::Locked,
            Err(SecretError::Failed(_)) => KeychainState::Failing,
        });
        Some(answer)
    }
}

#[async_trait]
impl SecretStore for SwitchableSecrets {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        match self.of_keychain(self.keychain.get(name)).await {
            Some(answer) => answer,
            None => self.memory.get(name).await,
        }
    }

    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError> {
        match self.of_keychain(self.keychain.set(name, secret)).await {
            Some(answer) => answer,
            None => self.memory.set(name, secret).await,
        }
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        match self.of_keychain(self.keychain.forget(name)).await {
            Some(answer) => answer,
            None => self.memory.forget(name).await,
        }
    }
}
