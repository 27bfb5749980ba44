//! From the errors of the crates below to codes and words.

use fulcrum_credentials::{SecretError, SignInError};
use fulcrum_engine::EngineError;
use fulcrum_lever::{Keychain, Kind};
use fulcrum_providers::{ErrorKind, ProviderError};
use fulcrum_store::StoreError;

use crate::api::{AppError, ErrorCode};

fn with_details(code: ErrorCode, message: impl Into<String>, details: &dyn std::fmt::Display) -> AppError {
    AppError { code, message: message.into(), details: Some(details.to_string()) }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Newer => Self::new(
                ErrorCode::NewerDatabase,
                "The data on this computer was written by a newer version of Fulcrum. Please install that version.",
            ),
            StoreError::Database(_) | StoreError::Corrupt(_) => Self::internal(&error),
        }
    }
}

impl From<fulcrum_lever::Error> for AppError {
    fn from(error: fulcrum_lever::Error) -> Self {
        let (code, message) = match error.kind {
            Kind::Offline | Kind::Interrupted => (ErrorCode::Offline, "Lever cannot be reached.".to_owned()),
            Kind::SignIn => (ErrorCode::SignInAgain, "Lever wants you to sign in again.".to_owned()),
            Kind::Keychain(how) => {
                let (code, message) = keychain(how);
                (code, message.to_owned())
            }
            Kind::Forbidden => (
                ErrorCode::PermissionMissing,
                format!("Lever does not allow this connection to {}.", error.what),
            ),
            Kind::NotFound => (ErrorCode::NotFound, "Lever does not have this any more.".to_owned()),
            Kind::InvalidOffset | Kind::Refused => {
                (ErrorCode::LeverTrouble, format!("Lever refused: {}", error.message))
            }
            Kind::RateLimited | Kind::Server | Kind::Unreadable => (
                ErrorCode::LeverTrouble,
                "Lever has trouble answering. Please try again in a moment.".to_owned(),
            ),
        };
        with_details(code, message, &error)
    }
}

impl From<ProviderError> for AppError {
    fn from(error: ProviderError) -> Self {
        let message = match error.kind {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Interrupted | ErrorKind::Unavailable => {
                "The interview service cannot be reached.".to_owned()
            }
            ErrorKind::Unpaired => "The interview service does not accept the pairing token.".to_owned(),
            ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::Unreadable | ErrorKind::Unsupported => {
                format!("The interview service refused: {}.", error.message)
            }
        };
        with_details(ErrorCode::InterviewTrouble, message, &error)
    }
}

impl From<EngineError> for AppError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Store(error) => error.into(),
            EngineError::Lever(error) => error.into(),
            EngineError::Provider(error) => error.into(),
            EngineError::NotFound(what) => {
                Self::new(ErrorCode::NotFound, format!("{what} does not exist any more."))
            }
            EngineError::NotEligible(decision) => Self::new(ErrorCode::NotEligible, decision.summary),
            EngineError::TooLate(message) => Self::new(ErrorCode::TooLate, message),
            EngineError::TooEarly(message) => Self::new(ErrorCode::TooEarly, message),
            EngineError::Blocked(message) => Self::new(ErrorCode::LoopbackLinks, message),
            EngineError::Invalid(message) => Self::invalid(message),
        }
    }
}

impl From<SignInError> for AppError {
    fn from(error: SignInError) -> Self {
        let (code, message) = match &error {
            SignInError::PortTaken(port) => (
                ErrorCode::PortTaken,
                format!("Another program uses port {port}, which the sign-in needs. Nothing was changed."),
            ),
            SignInError::Denied { code, text } => (ErrorCode::SignInFailed, denied(code, text)),
            SignInError::TimedOut => (
                ErrorCode::SignInFailed,
                "Nobody came back from the browser within five minutes. If Lever showed an error there, the \
                 client ID or the redirect address is not registered for this environment."
                    .into(),
            ),
            SignInError::Refused { code, .. } => (ErrorCode::SignInFailed, refused(code).into()),
            SignInError::NoRefreshToken => (
                ErrorCode::SignInFailed,
                "Lever did not allow Fulcrum to stay signed in. Add the permission offline_access to your \
                 company's registration with Lever."
                    .into(),
            ),
            SignInError::Unreachable(_) => {
                (ErrorCode::Offline, "The sign-in server cannot be reached.".into())
            }
        };
        with_details(code, message, &error)
    }
}

const SUPER_ADMIN: &str = "Only a Super Admin of your company's Lever account can allow Fulcrum to connect. Ask one \
     to sign in here once, or to make an API key for you.";

/// What a refusal on Lever's page most likely means. Lever documents no list; it signs in through
/// Auth0, whose words these are.
fn denied(code: &str, text: &str) -> String {
    let words = text.to_lowercase();
    if words.contains("service not found") || words.contains("audience") {
        return "Lever's sign-in page does not know the API that goes with it. Sign-in and API are of different \
                environments: choose the one that your client ID was made for, production or sandbox."
            .into();
    }
    match code {
        "access_denied" if words.contains("did_not_authorize") => {
            "Somebody pressed Deny on Lever's page. Nothing was changed. To connect, sign in again and allow it."
                .into()
        }
        "access_denied" => SUPER_ADMIN.into(),
        "invalid_scope" => "Your company's registration with Lever lacks a permission that Fulcrum asks for. Add \
                            the permissions of the connect page to it."
            .into(),
        "unauthorized_client" | "invalid_client" => WRONG_CLIENT.into(),
        _ => "Lever did not allow Fulcrum to connect. Nothing was changed.".into(),
    }
}

const WRONG_CLIENT: &str = "Lever does not know this client ID and secret. Check both, and that they belong to the \
     environment that you chose: production and sandbox have registrations of their own.";

/// What a refusal of the code most likely means (RFC 6749, section 5.2).
fn refused(code: &str) -> &'static str {
    match code {
        "invalid_client" | "unauthorized_client" => WRONG_CLIENT,
        // Somebody who is no Super Admin goes all the way, and is refused here.
        "access_denied" => SUPER_ADMIN,
        "invalid_grant" => {
            "Lever did not accept the answer of its own page: it was used before, or too old. Please sign in again."
        }
        _ => {
            "Lever refused the sign-in. Please try again; if it stays, ask whoever registered Fulcrum with Lever."
        }
    }
}

impl From<SecretError> for AppError {
    fn from(error: SecretError) -> Self {
        let (code, message) = match &error {
            SecretError::Missing(_) => keychain(Keychain::Missing),
            SecretError::Locked(_) => keychain(Keychain::Locked),
            SecretError::TooLong { .. } => {
                (ErrorCode::InvalidInput, "This is longer than a keychain keeps. Nothing was changed.")
            }
            SecretError::Damaged { .. } => (
                ErrorCode::KeychainFailing,
                "What the keychain holds for this is damaged. Type it in once more: that writes over it.",
            ),
            SecretError::Failed(_) => keychain(Keychain::Failing),
        };
        with_details(code, message, &error)
    }
}

/// How a keychain stands, and what to do.
const fn keychain(how: Keychain) -> (ErrorCode, &'static str) {
    match how {
        Keychain::Locked => (ErrorCode::KeychainLocked, "The keychain is locked. Unlock it and try again."),
        Keychain::Missing => (
            ErrorCode::KeychainMissing,
            "This computer has no keychain to keep the sign-in safe. You can stay signed in for this run only.",
        ),
        Keychain::Failing => (ErrorCode::KeychainFailing, "The keychain is open, but does not do as asked."),
    }
}
