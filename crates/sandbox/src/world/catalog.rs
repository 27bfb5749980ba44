//! The rows that lists see, with the indexes that keep them quick at a hundred thousand rows.
//!
//! Every index is in Lever's order of opportunities, so a page is read from where it begins and no
//! further than it goes.
//!
//! Invariant: every index holds exactly the rows of `rows`. A row enters and leaves only through
//! [`Catalog::put`] and [`Catalog::remove`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::entities::{Millis, Opportunity};
use super::ids::{ContactId, OpportunityId, PostingId, ReasonId};

/// Lever's order of opportunities: stage rank up, last advanced down, id up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OrderKey {
    pub(crate) rank: u32,
    pub(crate) advanced: Reverse<Millis>,
    pub(crate) id: OpportunityId,
}

impl OrderKey {
    /// The first key that a row of this stage rank and time can have.
    pub(crate) fn first(rank: u32, advanced: Millis) -> Self {
        Self { rank, advanced: Reverse(advanced), id: OpportunityId(uuid::Uuid::nil()) }
    }

    /// The last one.
    pub(crate) fn last(rank: u32, advanced: Millis) -> Self {
        Self { rank, advanced: Reverse(advanced), id: OpportunityId(uuid::Uuid::max()) }
    }
}

/// Something that rows have in common and that filters ask for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    Tag(String),
    Source(String),
    Origin(String),
    Contact(ContactId),
    /// With an active application to a posting.
    Posting(PostingId),
    /// With an archived application to a posting.
    ArchivedPosting(PostingId),
    WithoutPosting,
    Archived,
    ArchivedFor(ReasonId),
    Snoozed,
    Confidential,
}

impl Facet {
    fn all(row: &Opportunity) -> impl Iterator<Item = Self> + '_ {
        let tags = row.tags.iter().cloned().map(Self::Tag);
        let sources = row.sources.iter().cloned().map(Self::Source);
        let archived = row.archived.as_ref();
        let posting = row.application.as_ref().map(|application| match application.archived {
            None => Self::Posting(application.posting),
            Some(_) => Self::ArchivedPosting(application.posting),
        });
        tags.chain(sources)
            .chain([
                Self::Origin(row.origin.clone()),
                Self::Contact(row.contact),
                posting.unwrap_or(Self::WithoutPosting),
            ])
            .chain(archived.map(|_| Self::Archived))
            .chain(archived.and_then(|archived| archived.reason).map(Self::ArchivedFor))
            .chain(row.snoozed_until.map(|_| Self::Snoozed))
            .chain(row.confidential.then_some(Self::Confidential))
    }
}

/// A time of a row that filters ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Time {
    Created,
    Updated,
    Advanced,
    Archived,
}

impl Time {
    const ALL: [Self; 4] = [Self::Created, Self::Updated, Self::Advanced, Self::Archived];

    /// The time of this row, if it has one.
    pub(crate) fn of(self, row: &Opportunity) -> Option<Millis> {
        match self {
            Self::Created => Some(row.created_at),
            Self::Updated => row.updated_at,
            Self::Advanced => Some(row.last_advanced_at),
            Self::Archived => row.archived.as_ref().map(|archived| archived.archived_at),
        }
    }
}

#[derive(Debug)]
struct Row {
    key: OrderKey,
    opportunity: Arc<Opportunity>,
}

#[derive(Debug, Default)]
pub(crate) struct Catalog {
    rows: HashMap<OpportunityId, Row>,
    pub(crate) order: BTreeSet<OrderKey>,
    facets: BTreeMap<Facet, BTreeSet<OrderKey>>,
    times: [BTreeSet<(Millis, OrderKey)>; 4],
}

impl Catalog {
    pub(crate) fn get(&self, id: OpportunityId) -> Option<&Arc<Opportunity>> {
        self.rows.get(&id).map(|row| &row.opportunity)
    }

    /// The rows that have this in common; `None` if there is none.
    pub(crate) fn with(&self, facet: &Facet) -> Option<&BTreeSet<OrderKey>> {
        self.facets.get(facet)
    }

    /// The rows by this time.
    pub(crate) fn by(&self, time: Time) -> &BTreeSet<(Millis, OrderKey)> {
        &self.times[time as usize]
    }

    /// Tags in use, with how many rows have each.
    pub(crate) fn tags(&self) -> impl Iterator<Item = (&str, usize)> {
        self.facets.iter().filter_map(|(facet, rows)| match facet {
            Facet::Tag(text) => Some((text.as_str(), rows.len())),
            _ => None,
        })
    }

    /// Sources in use, with how many rows have each.
    pub(crate) fn sources(&self) -> impl Iterator<Item = (&str, usize)> {
        self.facets.iter().filter_map(|(facet, rows)| match facet {
            Facet::Source(text) => Some((text.as_str(), rows.len())),
            _ => None,
        })
    }

    /// Inserts or replaces a row; `rank` is the key of its stage.
    pub(crate) fn put(&mut self, opportunity: Arc<Opportunity>, rank: u32) {
        self.remove(opportunity.id);
        let id = opportunity.id;
        let key = OrderKey { rank, advanced: Reverse(opportunity.last_advanced_at), id };
        self.order.insert(key);
        for facet in Facet::all(&opportunity) {
            self.facets.entry(facet).or_default().insert(key);
        }
        for time in Time::ALL {
            if let Some(at) = time.of(&opportunity) {
                self.times[time as usize].insert((at, key));
            }
        }
        self.rows.insert(id, Row { key, opportunity });
    }

    pub(crate) fn remove(&mut self, id: OpportunityId) {
        let Some(Row { key, opportunity }) = self.rows.remove(&id) else {
            return;
        };
        self.order.remove(&key);
        for facet in Facet::all(&opportunity) {
            if let Some(rows) = self.facets.get_mut(&facet) {
                rows.remove(&key);
                if rows.is_empty() {
                    self.facets.remove(&facet);
                }
            }
        }
        for time in Time::ALL {
            if let Some(at) = time.of(&opportunity) {
                self.times[time as usize].remove(&(at, key));
            }
        }
    }
}
