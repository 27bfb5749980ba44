//! When the person may be asked to unlock the keychain.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Each call to a locked keychain may put a question on the screen. Whoever did not answer it is not
/// asked again by work in the background, until they do something that needs it.
#[derive(Default)]
pub(crate) struct Asking {
    /// When it was found locked last, by asking.
    locked: Mutex<Option<Instant>>,
}

impl Asking {
    fn get(&self) -> Option<Instant> {
        *self.locked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, since: Option<Instant>) {
        *self.locked.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }

    /// The person was asked, and it stayed locked.
    pub(crate) fn stayed_locked(&self) {
        self.set(Some(Instant::now()));
    }

    /// It gave an answer, or a person wants something of it now.
    pub(crate) fn is_open_to_questions(&self) {
        self.set(None);
    }

    /// Whether a call would only ask the same person again. May talk to the keychain's service, and block.
    pub(crate) fn is_in_vain(&self) -> bool {
        self.get().is_some_and(is_still_locked)
    }
}

/// Looked up without asking anybody.
#[cfg(target_os = "linux")]
fn is_still_locked(_: Instant) -> bool {
    use secret_service::EncryptionType;
    use secret_service::blocking::SecretService;

    SecretService::connect(EncryptionType::Plain)
        .and_then(|service| service.get_default_collection()?.is_locked())
        .unwrap_or(false)
}

/// Cannot be looked up: now and then is seldom enough.
#[cfg(not(target_os = "linux"))]
fn is_still_locked(asked: Instant) -> bool {
    asked.elapsed() < std::time::Duration::from_secs(5 * 60)
}
