//! A key that a person made in Lever.

use std::sync::Arc;

use async_trait::async_trait;
use fulcrum_lever::{Authorization, TokenError, TokenSource};
use secrecy::SecretString;
use tokio::sync::Mutex;

use crate::loss::Loss;
use crate::{Lost, SecretError, SecretName, SecretStore};

/// An API key: nothing to refresh.
pub struct ApiKey {
    name: SecretName,
    secrets: Arc<dyn SecretStore>,
    known: Mutex<Option<SecretString>>,
    loss: Loss,
}

impl ApiKey {
    /// The key of `account`, read from the keychain at the first use.
    #[must_use]
    pub fn new(account: &str, secrets: Arc<dyn SecretStore>) -> Self {
        let name = SecretName::new(account, "api-key");
        Self { name, secrets, known: Mutex::new(None), loss: Loss::default() }
    }

    /// Why it asked for a new one; none if it did not.
    #[must_use]
    pub fn lost(&self) -> Option<Lost> {
        self.loss.get()
    }

    /// Keeps a key.
    ///
    /// # Errors
    /// [`SecretError`].
    pub async fn keep(&self, key: &SecretString) -> Result<(), SecretError> {
        self.secrets.set(&self.name, key).await?;
        *self.known.lock().await = Some(key.clone());
        Ok(())
    }
}

#[async_trait]
impl TokenSource for ApiKey {
    async fn authorization(&self) -> Result<Authorization, TokenError> {
        let mut known = self.known.lock().await;
        if known.is_none() {
            *known = Some(self.loss.needed(self.secrets.get(&self.name).await)?);
        }
        known.clone().map(Authorization::Key).ok_or(TokenError::SignInAgain)
    }

    async fn replace(&self, _used: &Authorization) -> Result<Authorization, TokenError> {
        Err(self.loss.sign_in_again(Lost::Refused))
    }
}
