//! A keychain for tests.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use async_trait::async_trait;
use fulcrum_credentials::{MemorySecrets, SecretError, SecretName, SecretStore};
use secrecy::SecretString;

/// A keychain that can be out of order for some entries.
#[derive(Default)]
pub(crate) struct Moody {
    inner: MemorySecrets,
    pub(crate) refuses_refresh: AtomicBool,
    pub(crate) refuses_access: AtomicBool,
    pub(crate) locked: AtomicBool,
    /// Secrets that were stored.
    pub(crate) writes: AtomicUsize,
}

#[async_trait]
impl SecretStore for Moody {
    async fn get(&self, name: &SecretName) -> Result<Option<SecretString>, SecretError> {
        if self.locked.load(Ordering::SeqCst) {
            return Err(SecretError::Locked("nobody unlocked it".into()));
        }
        self.inner.get(name).await
    }

    async fn set(&self, name: &SecretName, secret: &SecretString) -> Result<(), SecretError> {
        let refused =
            if name.as_str().contains("refresh") { &self.refuses_refresh } else { &self.refuses_access };
        if refused.load(Ordering::SeqCst) {
            return Err(SecretError::Locked("nobody unlocked it".into()));
        }
        self.writes.fetch_add(1, Ordering::SeqCst);
        self.inner.set(name, secret).await
    }

    async fn forget(&self, name: &SecretName) -> Result<(), SecretError> {
        self.inner.forget(name).await
    }
}
