//! From the errors of the crates below to codes and words.

use fulcrum_credentials::{SecretError, SignInError};
use fulcrum_engine::EngineError;
use fulcrum_lever::Kind;
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
                format!(
                    "Another program uses port {port}, which the sign-in needs. Close it, or choose another port \
                     under Settings and register that redirect address with Lever."
                ),
            ),
            SignInError::Denied(_) => {
                (ErrorCode::SignInFailed, "Lever was not allowed to connect. Nothing was changed.".into())
            }
            SignInError::ForeignCallback => (
                ErrorCode::SignInFailed,
                "The browser came back from another sign-in. Nothing was changed; please try again.".into(),
            ),
            SignInError::TimedOut => {
                (ErrorCode::SignInFailed, "The browser did not come back within five minutes.".into())
            }
            SignInError::Refused { code, .. } if code == "invalid_client" => (
                ErrorCode::SignInFailed,
                "Lever does not know this client id and secret. Do they belong to this environment?".into(),
            ),
            SignInError::Refused { .. } | SignInError::NoRefreshToken => (
                ErrorCode::SignInFailed,
                "Lever refused the sign-in. A Super Admin must authorise Fulcrum.".into(),
            ),
            SignInError::Unreachable(_) => {
                (ErrorCode::Offline, "The sign-in server cannot be reached.".into())
            }
        };
        with_details(code, message, &error)
    }
}

impl From<SecretError> for AppError {
    fn from(error: SecretError) -> Self {
        let (code, message) = match &error {
            SecretError::Missing(_) => (
                ErrorCode::KeychainMissing,
                "This computer has no keychain to keep the sign-in safe. You can stay signed in for this run only.",
            ),
            SecretError::Locked(_) => {
                (ErrorCode::KeychainLocked, "The keychain is locked. Unlock it and try again.")
            }
            SecretError::TooLong { .. } => {
                (ErrorCode::Internal, "The keychain of this system cannot keep a secret of this length.")
            }
            SecretError::Failed(_) => (ErrorCode::KeychainLocked, "The keychain did not do as asked."),
        };
        with_details(code, message, &error)
    }
}
