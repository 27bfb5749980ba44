//! A newtype for every id.

/// Declares string ids.
macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident;)*) => {
        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
            #[serde(transparent)]
            pub struct $name(String);

            impl From<String> for $name {
                fn from(id: String) -> Self {
                    Self(id)
                }
            }

            impl $name {
                /// Wraps an id as it was given.
                pub fn new(id: impl Into<String>) -> Self {
                    Self(id.into())
                }

                /// The id as text.
                #[must_use]
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(&self.0)
                }
            }
        )*
    };
}

ids! {
    /// One connected Lever account on this computer.
    AccountId;
    /// Lever's opportunity. Not always a UUID.
    OpportunityId;
    /// Lever's contact: the person.
    ContactId;
    /// Lever's posting.
    PostingId;
    /// Lever's stage: a slug for built-in stages, a UUID for others.
    StageId;
    /// Lever's user.
    UserId;
    /// Lever's note (a thread).
    NoteId;
    /// A playbook.
    PlaybookId;
    /// A screening (UUID v7).
    ScreeningId;
    /// A row of the outbox (UUID v7).
    EffectId;
    /// A stored decision (UUID v7).
    DecisionId;
    /// Something that a person must settle (UUID v7).
    AttentionId;
    /// An assessment at its provider.
    AssessmentId;
}

impl StageId {
    /// Where somebody comes in who applies: no stage of Lever, but as good a beginning of a screening as
    /// one, so that triggers and decisions name it in the same place.
    #[must_use]
    pub fn applied() -> Self {
        Self::new("@applied")
    }

    /// Whether it stands for applying.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        *self == Self::applied()
    }
}
