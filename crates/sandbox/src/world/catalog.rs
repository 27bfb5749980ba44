//! The rows that lists see, with the indexes that keep them quick at a hundred thousand rows.
//!
//! Invariant: every index holds exactly the rows of `rows`. A row enters and leaves only through
//! [`Catalog::put`] and [`Catalog::remove`].

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::entities::{Millis, Opportunity};
use super::ids::{ContactId, OpportunityId, PostingId};

/// Lever's order of opportunities: stage rank up, last advanced down, id up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OrderKey {
    pub(crate) rank: u32,
    pub(crate) advanced: Reverse<Millis>,
    pub(crate) id: OpportunityId,
}

#[derive(Debug)]
struct Row {
    key: OrderKey,
    opportunity: Arc<Opportunity>,
}

type ByTime = BTreeSet<(Millis, OpportunityId)>;

#[derive(Debug, Default)]
pub(crate) struct Catalog {
    rows: HashMap<OpportunityId, Row>,
    pub(crate) order: BTreeSet<OrderKey>,
    pub(crate) updated: ByTime,
    pub(crate) created: ByTime,
    pub(crate) advanced: ByTime,
    pub(crate) archived: ByTime,
    pub(crate) by_contact: HashMap<ContactId, BTreeSet<OpportunityId>>,
    pub(crate) by_posting: HashMap<PostingId, BTreeSet<OpportunityId>>,
    pub(crate) by_tag: BTreeMap<String, BTreeSet<OpportunityId>>,
    pub(crate) by_source: BTreeMap<String, BTreeSet<OpportunityId>>,
}

impl Catalog {
    pub(crate) fn get(&self, id: OpportunityId) -> Option<&Arc<Opportunity>> {
        self.rows.get(&id).map(|row| &row.opportunity)
    }

    pub(crate) fn key(&self, id: OpportunityId) -> Option<OrderKey> {
        self.rows.get(&id).map(|row| row.key)
    }

    /// Inserts or replaces a row; `rank` is the key of its stage.
    pub(crate) fn put(&mut self, opportunity: Arc<Opportunity>, rank: u32) {
        self.remove(opportunity.id);
        let id = opportunity.id;
        let key = OrderKey { rank, advanced: Reverse(opportunity.last_advanced_at), id };
        self.order.insert(key);
        self.created.insert((opportunity.created_at, id));
        self.advanced.insert((opportunity.last_advanced_at, id));
        if let Some(at) = opportunity.updated_at {
            self.updated.insert((at, id));
        }
        if let Some(archived) = &opportunity.archived {
            self.archived.insert((archived.archived_at, id));
        }
        self.by_contact.entry(opportunity.contact).or_default().insert(id);
        if let Some(posting) = opportunity.posting() {
            self.by_posting.entry(posting).or_default().insert(id);
        }
        for tag in &opportunity.tags {
            self.by_tag.entry(tag.clone()).or_default().insert(id);
        }
        for source in &opportunity.sources {
            self.by_source.entry(source.clone()).or_default().insert(id);
        }
        self.rows.insert(id, Row { key, opportunity });
    }

    pub(crate) fn remove(&mut self, id: OpportunityId) {
        let Some(Row { key, opportunity }) = self.rows.remove(&id) else {
            return;
        };
        self.order.remove(&key);
        self.created.remove(&(opportunity.created_at, id));
        self.advanced.remove(&(opportunity.last_advanced_at, id));
        if let Some(at) = opportunity.updated_at {
            self.updated.remove(&(at, id));
        }
        if let Some(archived) = &opportunity.archived {
            self.archived.remove(&(archived.archived_at, id));
        }
        forget(self.by_contact.get_mut(&opportunity.contact), id);
        if let Some(posting) = opportunity.posting() {
            forget(self.by_posting.get_mut(&posting), id);
        }
        for tag in &opportunity.tags {
            forget(self.by_tag.get_mut(tag), id);
        }
        for source in &opportunity.sources {
            forget(self.by_source.get_mut(source), id);
        }
    }
}

fn forget(set: Option<&mut BTreeSet<OpportunityId>>, id: OpportunityId) {
    if let Some(set) = set {
        set.remove(&id);
    }
}
