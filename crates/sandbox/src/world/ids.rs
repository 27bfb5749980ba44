//! A type of its own for every id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::node::{Node, ToNode};

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl ToNode for $name {
            fn to_node(&self) -> Node {
                self.to_string().to_node()
            }
        }
    )*};
}

uuid_ids! {
    /// An opportunity: one candidacy of one person.
    OpportunityId;
    /// A person.
    ContactId;
    /// An application of an opportunity to a posting.
    ApplicationId;
    /// A job.
    PostingId;
    /// Somebody who works in the account.
    UserId;
    /// A note thread.
    NoteId;
    /// A file of an opportunity.
    FileId;
    /// An archive reason.
    ReasonId;
}

/// A stage: a slug for the built-in ones, a UUID for the custom ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct StageId(pub(crate) String);

impl fmt::Display for StageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToNode for StageId {
    fn to_node(&self) -> Node {
        self.0.to_node()
    }
}
