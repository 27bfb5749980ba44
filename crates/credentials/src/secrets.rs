//! Where secrets are kept.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// The name of an entry: what it is, and whose.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SecretName(String);

impl SecretName {
    /// `owner` is an account or the installation, `what` for example `refresh-token`.
    #[must_use]
    pub fn new(owner: &str, what: &str) -> Self {
        Self(format!("{owner}/{what}"))
    }

    /// The name in the keychain.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why the keychain did not do as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// There is no keychain on this computer, or none answers.
    #[error("there is no keychain: {0}")]
    Missing(String),
    /// The keychain is locked, or nobody answered its question in time.
    #[error("the keychain is locked: {0}")]
    Locked(String),
    /// Longer than is kept, also in several entries. Nothing was changed.
    #[error("the secret {name} has {bytes} bytes; at most {limit} are kept")]
    TooLong {
        /// Which entry.
        name: String,
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// What is stored under this name is no whole secret any more. The keychain itself works: writing
    /// over it, and forgetting it, mend that.
    #[error("the keychain's entry {name} is damaged: {what}")]
    Damaged {
        /// Which entry.
        name: String,
        /// What is wrong with it.
        what: String,
    },
    /// It is there and open, and does not do as asked.
    #[error("the keychain failed: {0}")]
    Failed(String),
}

/// A keychain.
#[async_trait]
pub trait SecretStore: Send + Sync + 'static {
    /// The secret, if there is one.
    ///
    /// # Errors
    /// [`SecretError`].
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError>;

    /// Stores or replaces.
    ///
    /// # Errors
    /// [`SecretError`].
    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError>;

    /// Forgets; absent is fine.
    ///
    /// # Errors
    /// [`SecretError`].
    async fn forget(&self, name: &SecretName) -> Result<(), SecretError>;
}

/// Secrets for this run only: what the app offers where there is no keychain.
#[derive(Default)]
pub struct MemorySecrets(Mutex<HashMap<SecretName, SecretString>>);

#[async_trait]
impl SecretStore for MemorySecrets {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        let map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(map.get(name).map(|secret| SecretString::from(secret.expose_secret())))
    }

    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError> {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        map.insert(name.clone(), SecretString::from(secret.expose_secret()));
        Ok(())
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        Ok(())
    }
}
