//! Why there is no token any more, and what that means to whoever asks for one.

use std::sync::PoisonError;

use fulcrum_lever::{Keychain, TokenError};
use secrecy::SecretString;

use crate::SecretError;

/// Why there is nothing to sign in with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    /// Lever does not accept it any more.
    Refused,
    /// Nothing is kept.
    Absent,
    /// What is kept cannot be read.
    Damaged,
}

/// The latest [`Lost`], for whoever explains it.
#[derive(Default)]
pub(crate) struct Loss(std::sync::Mutex<Option<Lost>>);

impl Loss {
    pub(crate) fn get(&self) -> Option<Lost> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set(&self, lost: Option<Lost>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = lost;
    }

    /// Only a new sign-in helps.
    pub(crate) fn sign_in_again(&self, lost: Lost) -> TokenError {
        self.set(Some(lost));
        TokenError::SignInAgain
    }

    /// A secret that must be there.
    pub(crate) fn needed(
        &self,
        found: Result<Option<SecretString>, SecretError>,
    ) -> Result<SecretString, TokenError> {
        match found {
            Ok(Some(secret)) => Ok(secret),
            Ok(None) => Err(self.sign_in_again(Lost::Absent)),
            Err(error @ SecretError::Damaged { .. }) => {
                tracing::warn!(%error, "there is nothing to sign in with");
                Err(self.sign_in_again(Lost::Damaged))
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl From<SecretError> for TokenError {
    fn from(error: SecretError) -> Self {
        let how = match error {
            SecretError::Locked(_) => Keychain::Locked,
            SecretError::Missing(_) => Keychain::Missing,
            SecretError::Failed(_) | SecretError::Damaged { .. } | SecretError::TooLong { .. } => {
                Keychain::Failing
            }
        };
        Self::Keychain(how, error.to_string())
    }
}
