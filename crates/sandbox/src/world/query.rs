//! Filters of the opportunity list, and the choice of the index that serves them.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

use super::World;
use super::catalog::{Catalog, OrderKey};
use super::entities::{Millis, Opportunity, Stage};
use super::ids::{ContactId, OpportunityId, PostingId, ReasonId, StageId};
use crate::control::switches::ListOrder;

/// A closed time window; either end may be open.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window {
    pub(crate) start: Option<Millis>,
    pub(crate) end: Option<Millis>,
}

impl Window {
    fn is_set(self) -> bool {
        self.start.is_some() || self.end.is_some()
    }

    /// An unset window lets everything through; a set one only rows that have the time.
    pub(crate) fn holds(self, at: Option<Millis>) -> bool {
        !self.is_set()
            || at.is_some_and(|at| {
                self.start.is_none_or(|start| at >= start) && self.end.is_none_or(|end| at <= end)
            })
    }
}

/// Which confidentiality is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Confidentiality {
    #[default]
    Open,
    Confidential,
    All,
}

/// `None` lets everything through; ids that are not ids match nothing.
pub(crate) type AnyOf<T> = Option<Vec<T>>;

/// All filters intersect; the values of one filter unite.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) tags: AnyOf<String>,
    pub(crate) origins: AnyOf<String>,
    pub(crate) sources: AnyOf<String>,
    pub(crate) locations: AnyOf<String>,
    pub(crate) stages: AnyOf<StageId>,
    pub(crate) postings: AnyOf<PostingId>,
    pub(crate) archived_postings: AnyOf<PostingId>,
    pub(crate) reasons: AnyOf<ReasonId>,
    pub(crate) contacts: AnyOf<ContactId>,
    pub(crate) emails: AnyOf<String>,
    pub(crate) confidentiality: Confidentiality,
    pub(crate) created: Window,
    pub(crate) updated: Window,
    pub(crate) advanced: Window,
    pub(crate) archived_at: Window,
    pub(crate) archived: Option<bool>,
    pub(crate) snoozed: Option<bool>,
    pub(crate) order: ListOrder,
}

/// One page, the first row of the next one, and how many rows were looked at.
pub(crate) struct Page {
    pub(crate) rows: Vec<Arc<Opportunity>>,
    pub(crate) next: Option<OrderKey>,
    pub(crate) visited: u64,
}

impl World {
    /// Up to `limit` rows in Lever's order, from `from` on (inclusive).
    pub(crate) fn list(&self, filter: &Filter, from: Option<OrderKey>, limit: usize, now: Millis) -> Page {
        if filter.order != ListOrder::Recorded {
            return self.in_another_order(filter, from, limit, now);
        }
        match self.candidates(filter) {
            Some(keys) => self.fill(filter, from, limit, now, keys.iter().copied()),
            None => self.fill(filter, from, limit, now, self.in_order(filter, from)),
        }
    }

    /// Orders that nobody has seen; there is no index for them.
    fn in_another_order(&self, filter: &Filter, from: Option<OrderKey>, limit: usize, now: Millis) -> Page {
        let mut rows: Vec<&Arc<Opportunity>> =
            self.catalog.order.iter().filter_map(|key| self.catalog.get(key.id)).collect();
        let visited = rows.len() as u64;
        rows.retain(|row| self.passes(filter, row, now));
        match filter.order {
            ListOrder::Recorded => {}
            ListOrder::Advanced => rows.sort_by_key(|row| (Reverse(row.last_advanced_at), row.id)),
            ListOrder::Created => rows.sort_by_key(|row| (Reverse(row.created_at), row.id)),
        }
        let begin = from.map_or(Some(0), |from| rows.iter().position(|row| row.id == from.id));
        let rest = begin.map_or(&[][..], |begin| &rows[begin..]);
        Page {
            rows: rest.iter().take(limit).map(|row| Arc::clone(row)).collect(),
            next: rest.get(limit).and_then(|row| self.catalog.key(row.id)),
            visited,
        }
    }

    fn fill(
        &self,
        filter: &Filter,
        from: Option<OrderKey>,
        limit: usize,
        now: Millis,
        keys: impl Iterator<Item = OrderKey>,
    ) -> Page {
        let mut page = Page { rows: Vec::new(), next: None, visited: 0 };
        for key in keys {
            page.visited += 1;
            if from.is_some_and(|from| key < from) {
                continue;
            }
            let Some(row) = self.catalog.get(key.id) else {
                continue;
            };
            if !self.passes(filter, row, now) {
                continue;
            }
            if page.rows.len() == limit {
                page.next = Some(key);
                break;
            }
            page.rows.push(Arc::clone(row));
        }
        page
    }

    /// The rows of the narrowest index that applies, in Lever's order; `None` when the order
    /// itself (cut to the asked stages and their advanced window) serves better.
    fn candidates(&self, filter: &Filter) -> Option<BTreeSet<OrderKey>> {
        let catalog = &self.catalog;
        let keyed = |ids: &mut dyn Iterator<Item = OpportunityId>| {
            Some(ids.filter_map(|id| catalog.key(id)).collect())
        };
        if let Some(contacts) = &filter.contacts {
            return keyed(&mut contacts.iter().flat_map(|c| of_contact(catalog, *c)));
        }
        if let Some(emails) = &filter.emails {
            return keyed(
                &mut emails
                    .iter()
                    .flat_map(|email| self.contacts_with_email(email))
                    .flat_map(|c| of_contact(catalog, c)),
            );
        }
        if filter.updated.is_set() {
            return keyed(&mut between(&catalog.updated, filter.updated));
        }
        if filter.stages.is_some() {
            return None;
        }
        if filter.created.is_set() {
            return keyed(&mut between(&catalog.created, filter.created));
        }
        if filter.advanced.is_set() {
            return keyed(&mut between(&catalog.advanced, filter.advanced));
        }
        if filter.archived_at.is_set() {
            return keyed(&mut between(&catalog.archived, filter.archived_at));
        }
        if let Some(tags) = &filter.tags {
            return keyed(&mut tags.iter().filter_map(|t| catalog.by_tag.get(t)).flatten().copied());
        }
        if let Some(postings) = filter.postings.as_ref().or(filter.archived_postings.as_ref()) {
            return keyed(&mut postings.iter().filter_map(|p| catalog.by_posting.get(p)).flatten().copied());
        }
        None
    }

    /// Everybody in a stage as lists see them, archived ones included, newest entry first.
    pub(crate) fn in_stage(&self, stage: &Stage) -> impl Iterator<Item = &Arc<Opportunity>> {
        let rank = stage.rank_key();
        let first = OrderKey { rank, advanced: Reverse(Millis::MAX), id: OpportunityId(uuid::Uuid::nil()) };
        let last = OrderKey { rank, advanced: Reverse(Millis::MIN), id: OpportunityId(uuid::Uuid::max()) };
        self.catalog.order.range(first..=last).filter_map(|key| self.catalog.get(key.id))
    }

    /// Walks the order index, stage by stage, only through the asked stages and times.
    fn in_order<'a>(
        &'a self,
        filter: &'a Filter,
        from: Option<OrderKey>,
    ) -> impl Iterator<Item = OrderKey> + 'a {
        let mut ranks: Vec<u32> = self.stages.iter().map(Stage::rank_key).collect();
        if let Some(stages) = &filter.stages {
            ranks = stages.iter().filter_map(|s| self.rank_of(s)).collect();
        }
        ranks.sort_unstable();
        ranks.dedup();
        ranks.into_iter().flat_map(move |rank| {
            let first = OrderKey {
                rank,
                advanced: Reverse(filter.advanced.end.unwrap_or(Millis::MAX)),
                id: OpportunityId(uuid::Uuid::nil()),
            };
            let last = OrderKey {
                rank,
                advanced: Reverse(filter.advanced.start.unwrap_or(Millis::MIN)),
                id: OpportunityId(uuid::Uuid::max()),
            };
            let first = from.map_or(first, |from| first.max(from));
            let range = (first <= last)
                .then(|| self.catalog.order.range((Bound::Included(first), Bound::Included(last))));
            range.into_iter().flatten().copied()
        })
    }

    fn passes(&self, filter: &Filter, row: &Opportunity, now: Millis) -> bool {
        let active = row.application.as_ref().filter(|a| a.archived.is_none()).map(|a| a.posting);
        let closed = row.application.as_ref().filter(|a| a.archived.is_some()).map(|a| a.posting);
        let shown = match filter.confidentiality {
            Confidentiality::Open => !row.confidential,
            Confidentiality::Confidential => row.confidential,
            Confidentiality::All => true,
        };
        shown
            && filter.created.holds(Some(row.created_at))
            && filter.updated.holds(row.updated_at)
            && filter.advanced.holds(Some(row.last_advanced_at))
            && filter.archived_at.holds(row.archived.as_ref().map(|a| a.archived_at))
            && filter.archived.is_none_or(|wanted| row.archived.is_some() == wanted)
            && filter
                .snoozed
                .is_none_or(|wanted| row.snoozed_until.is_some_and(|until| until > now) == wanted)
            && allows(&filter.stages, |s| *s == row.stage)
            && allows(&filter.contacts, |c| *c == row.contact)
            && allows(&filter.origins, |o| *o == row.origin)
            && allows(&filter.tags, |t| row.tags.contains(t))
            && allows(&filter.sources, |s| row.sources.contains(s))
            && allows(&filter.postings, |p| active == Some(*p))
            && allows(&filter.archived_postings, |p| closed == Some(*p))
            && allows(&filter.reasons, |r| row.archived.as_ref().and_then(|a| a.reason) == Some(*r))
            && allows(&filter.locations, |l| l == self.location_of(row).unwrap_or("unspecified"))
            && allows(&filter.emails, |email| self.contacts_with_email(email).any(|c| c == row.contact))
    }
}

fn allows<T>(wanted: &AnyOf<T>, is: impl Fn(&T) -> bool) -> bool {
    wanted.as_ref().is_none_or(|wanted| wanted.iter().any(is))
}

fn of_contact(catalog: &Catalog, id: ContactId) -> impl Iterator<Item = OpportunityId> + '_ {
    catalog.by_contact.get(&id).into_iter().flatten().copied()
}

fn between(
    index: &BTreeSet<(Millis, OpportunityId)>,
    window: Window,
) -> impl Iterator<Item = OpportunityId> + '_ {
    let first = (window.start.unwrap_or(Millis::MIN), OpportunityId(uuid::Uuid::nil()));
    let last = (window.end.unwrap_or(Millis::MAX), OpportunityId(uuid::Uuid::max()));
    let range = (first <= last).then(|| index.range(first..=last));
    range.into_iter().flatten().map(|(_, id)| *id)
}
