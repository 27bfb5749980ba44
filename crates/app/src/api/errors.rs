use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An error as it crosses to a front end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct AppError {
    /// What the UI's error table is keyed by.
    pub code: ErrorCode,
    /// One sentence for people.
    pub message: String,
    /// Technical details for a report, without personal data.
    pub details: Option<String>,
}

/// Codes exist only where the UI does something of its own with them. A code that never reaches a page is
/// left out of its types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// Something typed in cannot be used; the message says what.
    InvalidInput,
    /// The thing asked for does not exist (any more).
    NotFound,
    /// Nobody is signed in.
    SignedOut,
    /// Lever wants a new sign-in.
    SignInAgain,
    /// Lever refused the sign-in (denied, wrong client, not a Super Admin…). The log has the code; the page
    /// has the sentence, with the connection.
    #[ts(skip)]
    SignInFailed,
    /// The redirect port is taken by another program.
    PortTaken,
    /// The keychain is locked.
    KeychainLocked,
    /// There is no keychain.
    KeychainMissing,
    /// The keychain is there and open, and does not do as asked.
    KeychainFailing,
    /// Lever cannot be reached.
    Offline,
    /// Lever refused for lack of permission.
    PermissionMissing,
    /// Lever answered with an error.
    LeverTrouble,
    /// The interview service cannot be reached or refused.
    InterviewTrouble,
    /// Candidates would get a link that only this computer can open.
    LoopbackLinks,
    /// The candidate must not be invited; the message has the reason.
    NotEligible,
    /// The mail could not be sent.
    MailTrouble,
    /// It is too late: the invitation already left.
    TooLate,
    /// It is too early; the message says why.
    TooEarly,
    /// Somebody or something else changed it meanwhile.
    Conflict,
    /// The local database is from a newer version of the app. The shell says so, and ends before there is a
    /// page.
    #[ts(skip)]
    NewerDatabase,
    /// A fault of ours.
    Internal,
}

impl AppError {
    /// An error with a code and a sentence.
    #[must_use]
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), details: None }
    }

    /// Something typed in cannot be used.
    #[must_use]
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidInput, message)
    }

    /// A fault of ours.
    #[must_use]
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        Self {
            code: ErrorCode::Internal,
            message: "Something went wrong inside Fulcrum. Nothing was lost; please try again.".into(),
            details: Some(error.to_string()),
        }
    }
}
