//! Filters of the opportunity list, and the choice of the index that serves them.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};
use std::sync::Arc;

use super::World;
use super::catalog::{Facet, OrderKey, Time};
use super::entities::{Millis, Opportunity, Stage};
use super::ids::{ContactId, PostingId, ReasonId, StageId};
use crate::control::switches::ListOrder;

/// A closed time window; either end may be open.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Window {
    pub(crate) start: Option<Millis>,
    pub(crate) end: Option<Millis>,
}

impl Window {
    pub(crate) fn is_set(self) -> bool {
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

impl Confidentiality {
    pub(crate) fn shows(self, confidential: bool) -> bool {
        match self {
            Self::Open => !confidential,
            Self::Confidential => confidential,
            Self::All => true,
        }
    }
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

/// So few rows are quicker sorted than looked for in an order that is not theirs.
const FEW: usize = 5_000;

/// The rows of an index that serves a filter.
enum Rows<'a> {
    /// Rows that have one of these in common.
    Common(Vec<&'a BTreeSet<OrderKey>>),
    /// Stretches of Lever's order that share no row, in order: from and to, both included.
    Stretches(Vec<(OrderKey, OrderKey)>),
    /// Rows whose time is in the window. Not in Lever's order.
    Timed(Time, Window),
}

/// A filter with what it says of persons and postings looked up, and the moment it is asked at.
struct Test<'a> {
    filter: &'a Filter,
    addressed: AnyOf<ContactId>,
    /// At one of the asked locations; `None` in it stands for no location.
    located: AnyOf<Option<PostingId>>,
    now: Millis,
}

impl World {
    /// Up to `limit` rows in Lever's order, from `from` on (inclusive).
    pub(crate) fn list(&self, filter: &Filter, from: Option<OrderKey>, limit: usize, now: Millis) -> Page {
        let addressed = filter
            .emails
            .as_ref()
            .map(|emails| emails.iter().flat_map(|email| self.contacts_with_email(email)).collect());
        let located = filter.locations.as_ref().map(|locations| {
            let nowhere = locations.iter().any(|location| location == "unspecified").then_some(None);
            let there = self.postings.iter().filter(|posting| locations.contains(&posting.location));
            there.map(|posting| Some(posting.id)).chain(nowhere).collect()
        });
        let test = Test { filter, addressed, located, now };
        let (few, rows) = self.narrowest(&test);
        let time = match filter.order {
            ListOrder::Recorded => None,
            ListOrder::Advanced => Some(Time::Advanced),
            ListOrder::Created => Some(Time::Created),
        };
        if let Some(time) = time {
            let from = from.and_then(|from| Some((time.of(self.catalog.get(from.id)?)?, from)));
            return if few < FEW {
                self.sorted(&test, rows, time, from, limit)
            } else {
                self.fill(&test, limit, latest_first(self.catalog.by(time), from))
            };
        }
        match rows {
            Rows::Common(sets) => self.fill(&test, limit, merged(&sets, from)),
            Rows::Stretches(stretches) => self.fill(&test, limit, self.along(stretches, from)),
            Rows::Timed(time, window) => {
                let keys =
                    between(self.catalog.by(time), window).filter(|key| from.is_none_or(|from| *key >= from));
                let mut heap: BinaryHeap<_> = keys.map(Reverse).collect();
                self.fill(&test, limit, std::iter::from_fn(|| heap.pop().map(|Reverse(key)| key)))
            }
        }
    }

    fn fill(&self, test: &Test<'_>, limit: usize, keys: impl Iterator<Item = OrderKey>) -> Page {
        let mut page = Page { rows: Vec::new(), next: None, visited: 0 };
        for key in keys {
            page.visited += 1;
            let Some(row) = self.catalog.get(key.id).filter(|row| test.passes(row)) else {
                continue;
            };
            if page.rows.len() == limit {
                page.next = Some(key);
                break;
            }
            page.rows.push(Arc::clone(row));
        }
        page
    }

    /// The rows that pass, by a time, the latest first, from one on.
    fn sorted(
        &self,
        test: &Test<'_>,
        rows: Rows<'_>,
        time: Time,
        from: Option<(Millis, OrderKey)>,
        limit: usize,
    ) -> Page {
        let keys: Box<dyn Iterator<Item = OrderKey>> = match rows {
            Rows::Common(sets) => Box::new(merged(&sets, None)),
            Rows::Stretches(stretches) => Box::new(self.along(stretches, None)),
            Rows::Timed(time, window) => Box::new(between(self.catalog.by(time), window)),
        };
        let at = |key: OrderKey| Some((time.of(self.catalog.get(key.id)?)?, key));
        let mut places: Vec<(Millis, OrderKey)> =
            keys.filter_map(at).filter(|place| from.is_none_or(|from| *place <= from)).collect();
        places.sort_unstable_by(|a, b| b.cmp(a));
        self.fill(test, limit, places.into_iter().map(|(_, key)| key))
    }

    /// The index that holds the fewest rows of all that serve the filter, and how many those are.
    fn narrowest<'a>(&'a self, test: &Test<'a>) -> (usize, Rows<'a>) {
        let filter = test.filter;
        let mut best = (usize::MAX, Rows::Stretches(self.stretches(filter)));
        if filter.stages.is_some() {
            let Rows::Stretches(stretches) = &best.1 else { return best };
            let rows = stretches.iter().map(|(first, last)| self.catalog.order.range(first..=last).count());
            best.0 = rows.sum();
        }
        for facets in test.facets() {
            let sets: Vec<_> = facets.iter().filter_map(|facet| self.catalog.with(facet)).collect();
            let rows = sets.iter().map(|set| set.len()).sum();
            if rows < best.0 {
                best = (rows, Rows::Common(sets));
            }
        }
        for (time, window) in filter.times().into_iter().filter(|(_, window)| window.is_set()) {
            // No further than to the best so far.
            let rows = between(self.catalog.by(time), window).take(best.0).count();
            if rows < best.0 {
                best = (rows, Rows::Timed(time, window));
            }
        }
        best
    }

    /// Lever's order, cut to the asked stages and times.
    fn stretches(&self, filter: &Filter) -> Vec<(OrderKey, OrderKey)> {
        let mut ranks: Vec<u32> = match &filter.stages {
            None => self.stages.iter().map(Stage::rank_key).collect(),
            Some(stages) => stages.iter().filter_map(|stage| self.rank_of(stage)).collect(),
        };
        ranks.sort_unstable();
        ranks.dedup();
        let Window { start, end } = filter.advanced;
        ranks
            .into_iter()
            .map(|rank| {
                (
                    OrderKey::first(rank, end.unwrap_or(Millis::MAX)),
                    OrderKey::last(rank, start.unwrap_or(Millis::MIN)),
                )
            })
            .filter(|(first, last)| first <= last)
            .collect()
    }

    fn along(
        &self,
        stretches: Vec<(OrderKey, OrderKey)>,
        from: Option<OrderKey>,
    ) -> impl Iterator<Item = OrderKey> {
        stretches.into_iter().flat_map(move |(first, last)| {
            let first = from.map_or(first, |from| first.max(from));
            (first <= last).then(|| self.catalog.order.range(first..=last)).into_iter().flatten().copied()
        })
    }

    /// Everybody in a stage as lists see them, archived ones included, newest entry first.
    pub(crate) fn in_stage(&self, stage: &Stage) -> impl Iterator<Item = &Arc<Opportunity>> {
        let (first, last) =
            (OrderKey::first(stage.rank_key(), Millis::MAX), OrderKey::last(stage.rank_key(), Millis::MIN));
        self.catalog.order.range(first..=last).filter_map(|key| self.catalog.get(key.id))
    }
}

impl Filter {
    fn times(&self) -> [(Time, Window); 4] {
        [
            (Time::Created, self.created),
            (Time::Updated, self.updated),
            (Time::Advanced, self.advanced),
            (Time::Archived, self.archived_at),
        ]
    }
}

impl Test<'_> {
    /// For each filter that an index of common things serves: rows must have one of these.
    fn facets(&self) -> Vec<Vec<Facet>> {
        fn any<T: Clone>(wanted: &AnyOf<T>, facet: impl Fn(T) -> Facet) -> Option<Vec<Facet>> {
            wanted.as_ref().map(|wanted| wanted.iter().cloned().map(facet).collect())
        }
        let filter = self.filter;
        let at_place = |place: &Option<PostingId>| match place {
            None => vec![Facet::WithoutPosting],
            Some(id) => vec![Facet::Posting(*id), Facet::ArchivedPosting(*id)],
        };
        let located = self.located.as_ref().map(|places| places.iter().flat_map(at_place).collect());
        let confidential = filter.confidentiality == Confidentiality::Confidential;
        [
            any(&filter.tags, Facet::Tag),
            any(&filter.sources, Facet::Source),
            any(&filter.origins, Facet::Origin),
            any(&filter.contacts, Facet::Contact),
            any(&self.addressed, Facet::Contact),
            any(&filter.postings, Facet::Posting),
            any(&filter.archived_postings, Facet::ArchivedPosting),
            located,
            any(&filter.reasons, Facet::ArchivedFor),
            (filter.archived == Some(true)).then(|| vec![Facet::Archived]),
            (filter.snoozed == Some(true)).then(|| vec![Facet::Snoozed]),
            confidential.then(|| vec![Facet::Confidential]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn passes(&self, row: &Opportunity) -> bool {
        let filter = self.filter;
        let active = row.application.as_ref().filter(|a| a.archived.is_none()).map(|a| a.posting);
        let closed = row.application.as_ref().filter(|a| a.archived.is_some()).map(|a| a.posting);
        filter.confidentiality.shows(row.confidential)
            && filter.times().iter().all(|(time, window)| window.holds(time.of(row)))
            && filter.archived.is_none_or(|wanted| row.archived.is_some() == wanted)
            && filter
                .snoozed
                .is_none_or(|wanted| row.snoozed_until.is_some_and(|until| until > self.now) == wanted)
            && allows(&filter.stages, |s| *s == row.stage)
            && allows(&filter.contacts, |c| *c == row.contact)
            && allows(&self.addressed, |c| *c == row.contact)
            && allows(&filter.origins, |o| *o == row.origin)
            && allows(&filter.tags, |t| row.tags.contains(t))
            && allows(&filter.sources, |s| row.sources.contains(s))
            && allows(&filter.postings, |p| active == Some(*p))
            && allows(&filter.archived_postings, |p| closed == Some(*p))
            && allows(&filter.reasons, |r| row.archived.as_ref().and_then(|a| a.reason) == Some(*r))
            && allows(&self.located, |p| *p == row.posting())
    }
}

fn allows<T>(wanted: &AnyOf<T>, is: impl Fn(&T) -> bool) -> bool {
    wanted.as_ref().is_none_or(|wanted| wanted.iter().any(is))
}

/// The rows of several sets in order, each once, from `from` on.
fn merged<'a>(
    sets: &[&'a BTreeSet<OrderKey>],
    from: Option<OrderKey>,
) -> impl Iterator<Item = OrderKey> + use<'a> {
    let from = from.unwrap_or(OrderKey::first(0, Millis::MAX));
    let mut ahead: Vec<_> = sets.iter().map(|set| set.range(from..).copied().peekable()).collect();
    std::iter::from_fn(move || {
        let first = ahead.iter_mut().filter_map(|keys| keys.peek().copied()).min()?;
        for keys in &mut ahead {
            keys.next_if_eq(&first);
        }
        Some(first)
    })
}

/// The rows by a time, the latest first, from one on.
fn latest_first(
    index: &BTreeSet<(Millis, OrderKey)>,
    from: Option<(Millis, OrderKey)>,
) -> impl Iterator<Item = OrderKey> + '_ {
    let from = from.unwrap_or((Millis::MAX, OrderKey::last(u32::MAX, Millis::MIN)));
    index.range(..=from).rev().map(|(_, key)| *key)
}

fn between(index: &BTreeSet<(Millis, OrderKey)>, window: Window) -> impl Iterator<Item = OrderKey> + '_ {
    let first = (window.start.unwrap_or(Millis::MIN), OrderKey::first(0, Millis::MAX));
    let last = (window.end.unwrap_or(Millis::MAX), OrderKey::last(u32::MAX, Millis::MIN));
    let range = (first <= last).then(|| index.range(first..=last));
    range.into_iter().flatten().map(|(_, key)| *key)
}
