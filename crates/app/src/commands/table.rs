//! The table of candidates.

use fulcrum_core::screening::State;
use fulcrum_core::time::{DAY, before, from_millis};
use fulcrum_store::{StoreError, TableChoice, TableFilter, TableKey, TableOrder, TableSort, TableTime};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::following::TO_REVIEW;
use super::overview::period;
use crate::App;
use crate::api::*;
use crate::titles;
use crate::views::{self, Around};

/// The times of the overview, as they are offered.
const RANGES: [OverviewRange; 4] =
    [OverviewRange::FourWeeks, OverviewRange::TwelveWeeks, OverviewRange::ThisYear, OverviewRange::All];
const OPEN: &[State] = &[State::Held, State::Inviting, State::Invited, State::Started];
const SCORED: &[State] = &[State::Evaluated, State::Reviewed];
const ENDED: &[State] = &[State::Cancelled, State::Declined, State::Expired, State::Failed];

impl App {
    pub(super) async fn page_of_candidates(
        &self,
        request: CandidatesQuery,
    ) -> Result<CandidatesPage, AppError> {
        let account = self.engine()?.account().id.clone();
        let wrong = |_| AppError::invalid("This page does not exist.");
        let after: Option<TableKey> =
            request.after.as_deref().map(serde_json::from_str).transpose().map_err(wrong)?;
        let limit = request.limit.unwrap_or(100).clamp(1, 200);
        let sort = TableSort { from_end: request.from_end, ..sort(request.order, request.reversed) };
        let filter = self.filter(request);
        let read = self.shared.store.read(move |tx| {
            let page = tx.screening_table(&account, &filter, sort, after.as_ref(), limit)?;
            let around = Around::of(tx, &account)?;
            let first = after.is_none();
            let counts = if first {
                chips(&Numbers {
                    states: tx.count_by_state(&account)?,
                    attention: around.attention(),
                    moves: tx.count_moves(&account)?,
                    not_sent: tx.count_not_sent(&account)?,
                    searched: false,
                })
            } else {
                Vec::new()
            };
            let total = if first { Some(tx.count_screening_table(&account, &filter)?) } else { None };
            let next = page.next.map(|key| serde_json::to_string(&key)).transpose();
            Ok::<_, StoreError>(CandidatesPage {
                rows: page.rows.iter().map(|row| views::candidate_row(row, &around)).collect(),
                next: next.map_err(|error| StoreError::Corrupt(error.to_string()))?,
                total,
                counts,
            })
        });
        Ok(read.await?)
    }

    pub(super) async fn choices_of_candidates(
        &self,
        request: CandidatesQuery,
    ) -> Result<CandidateChoices, AppError> {
        let account = self.engine()?.account().id.clone();
        let now = self.now();
        let days: Vec<_> = request.days.iter().map(|days| before(now, DAY * *days)).collect();
        let left = RANGES.map(|range| self.begins(range));
        let filter = self.filter(request);
        let read = self.shared.store.read(move |tx| {
            let plain = TableFilter {
                states: Vec::new(),
                attention: false,
                moves: false,
                not_sent: None,
                ..filter.clone()
            };
            let count = |filter: TableFilter| tx.count_screening_table(&account, &filter);
            let filters = chips(&Numbers {
                states: tx.screening_table_states(&account, &filter)?,
                attention: count(TableFilter { attention: true, ..plain.clone() })?,
                moves: count(TableFilter { moves: true, ..plain.clone() })?,
                not_sent: count(TableFilter { not_sent: Some(true), ..plain })?,
                searched: is_searched(&filter.search),
            });
            let mut found = tx.screening_table_choices(&account, &filter)?;
            let listed = found.postings.iter_mut().map(|one| (one.value.as_str(), &mut one.label));
            titles::tell_apart(tx, &account, listed)?;
            let since = |by, times: &[Timestamp]| tx.screening_table_since(&account, &filter, by, times);
            let times = (since(TableTime::Changed, &days)?, since(TableTime::Invited, &left)?);
            Ok::<_, StoreError>((found, filters, times))
        });
        let (found, filters, (changed, invited)) = read.await?;
        let views = |choices: Vec<TableChoice>| -> Vec<CandidateChoice> {
            let view = |choice: TableChoice| CandidateChoice {
                value: choice.value,
                label: choice.label,
                count: choice.count,
            };
            choices.into_iter().map(view).collect()
        };
        let mut scores = views(found.scores);
        for score in scores.iter_mut().filter(|score| score.value.is_empty()) {
            score.value = "0".into();
        }
        Ok(CandidateChoices {
            postings: views(found.postings),
            stages: views(found.stages),
            assessments: views(found.assessments),
            owners: views(found.owners),
            scores,
            changed,
            invited: RANGES
                .into_iter()
                .zip(invited)
                .map(|(range, count)| InvitedCount { range, count })
                .collect(),
            filters,
        })
    }

    /// When a time of the overview begins; whoever was ever invited was invited after the beginning.
    fn begins(&self, range: OverviewRange) -> Timestamp {
        period(range).begins(self.now(), &TimeZone::system()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn filter(&self, request: CandidatesQuery) -> TableFilter {
        let since = request.invited.map(|range| self.begins(range));
        let chosen = filter(request);
        TableFilter { invited_from: since.max(chosen.invited_from), ..chosen }
    }
}

fn filter(request: CandidatesQuery) -> TableFilter {
    let states: &[State] = match request.filter {
        CandidateFilter::All
        | CandidateFilter::Attention
        | CandidateFilter::ToMove
        | CandidateFilter::NotSent => &[],
        CandidateFilter::Open => OPEN,
        CandidateFilter::Invited => &[State::Invited],
        CandidateFilter::ToReview => TO_REVIEW,
        CandidateFilter::Scored => SCORED,
        CandidateFilter::Ended => ENDED,
    };
    let not_sent = match request.filter {
        CandidateFilter::NotSent => Some(true),
        CandidateFilter::Ended => Some(false),
        // Whoever types a name looks for that person, whatever became of the invitation.
        CandidateFilter::All => (!is_searched(&request.search)).then_some(false),
        _ => None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a fraction of a millisecond says nothing")]
    let time = |at: Option<Millis>| at.and_then(|at| from_millis(at as i64));
    TableFilter {
        search: request.search,
        states: states.to_vec(),
        attention: request.filter == CandidateFilter::Attention,
        moves: request.filter == CandidateFilter::ToMove,
        not_sent,
        postings: request.postings,
        stages: request.stages,
        assessments: request.assessments,
        owners: request.owners,
        scores: request.scores,
        changed_from: time(request.changed_from),
        changed_to: time(request.changed_to),
        invited_from: time(request.invited_from),
        invited_to: time(request.invited_to),
    }
}

fn sort(order: CandidateOrder, reversed: bool) -> TableSort {
    let (by, descending) = match order {
        CandidateOrder::Changed => (TableOrder::Changed, true),
        CandidateOrder::Name => (TableOrder::Name, false),
        CandidateOrder::Posting => (TableOrder::Posting, false),
        CandidateOrder::Stage => (TableOrder::Stage, false),
        CandidateOrder::Assessment => (TableOrder::Assessment, false),
        CandidateOrder::State => (TableOrder::State, false),
        CandidateOrder::Score => (TableOrder::Score, true),
        CandidateOrder::Invited => (TableOrder::Invited, true),
    };
    TableSort { by, descending: descending != reversed, from_end: false }
}

fn is_searched(typed: &str) -> bool {
    !typed.trim().is_empty()
}

/// What the chips say.
struct Numbers {
    states: Vec<(State, u32)>,
    attention: u32,
    moves: u32,
    not_sent: u32,
    searched: bool,
}

fn chips(numbers: &Numbers) -> Vec<FilterCount> {
    let count = |wanted: &[State]| -> u32 {
        numbers.states.iter().filter(|(state, _)| wanted.contains(state)).map(|(_, count)| count).sum()
    };
    let without = |count: u32| count.saturating_sub(numbers.not_sent);
    let everybody = count(&State::ALL);
    [
        (CandidateFilter::All, if numbers.searched { everybody } else { without(everybody) }),
        (CandidateFilter::Open, count(OPEN)),
        (CandidateFilter::Invited, count(&[State::Invited])),
        (CandidateFilter::ToReview, count(TO_REVIEW)),
        (CandidateFilter::ToMove, numbers.moves),
        (CandidateFilter::Attention, numbers.attention),
        (CandidateFilter::Scored, count(SCORED)),
        (CandidateFilter::Ended, without(count(ENDED))),
        (CandidateFilter::NotSent, numbers.not_sent),
    ]
    .map(|(filter, count)| FilterCount { filter, count })
    .into()
}
