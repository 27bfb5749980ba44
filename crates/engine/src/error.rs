use fulcrum_core::planner::Decision;
use fulcrum_providers::ProviderError;
use fulcrum_store::StoreError;

/// Why the engine did not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Lever.
    #[error(transparent)]
    Lever(#[from] fulcrum_lever::Error),
    /// The provider.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// It does not exist (any more).
    #[error("{0} does not exist any more")]
    NotFound(&'static str),
    /// The candidate must not be invited.
    #[error("{}", .0.summary)]
    NotEligible(Box<Decision>),
    /// It is too late.
    #[error("{0}")]
    TooLate(String),
    /// It is too early; a person may insist.
    #[error("{0}")]
    TooEarly(String),
    /// It cannot be switched on.
    #[error("{0}")]
    Blocked(String),
    /// Something typed in cannot be used.
    #[error("{0}")]
    Invalid(String),
}
