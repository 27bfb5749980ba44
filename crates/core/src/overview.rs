//! How screening goes, in figures: from the rows of a period to a funnel, times, scores, weeks and
//! postings.
//!
//! Everything counts by the time of the invitation, so that one screening is in one week and in one
//! period. Whoever has the rows gives them to a [`Tally`] one after the other; it keeps what it needs and
//! never a row, because there may be a hundred thousand. Nothing here reads a clock or knows a time zone
//! of its own.

mod funnel;
mod postings;
mod times;
mod weeks;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::PostingId;
use crate::assessment::Score;
use crate::screening::State;

pub use funnel::{Funnel, FunnelStep, Left, Step};
pub use postings::PostingFigures;
pub use times::{Bucket, Times};
pub use weeks::WeekFigures;

use funnel::FunnelTally;
use postings::PostingTally;
use times::{TO_COMPLETION, TO_INVITATION};
use weeks::WeekTally;

/// One screening whose invitation left, as far as figures need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    /// Lever's posting.
    pub posting_id: Option<&'a str>,
    /// The posting's title at that time.
    pub posting: Option<&'a str>,
    /// When the candidate entered the trigger stage, in Lever's clock; none if it was sent by hand.
    pub entered_at: Option<Timestamp>,
    /// When the invitation left.
    pub invited_at: Timestamp,
    /// When the candidate began.
    pub started_at: Option<Timestamp>,
    /// When the candidate finished.
    pub submitted_at: Option<Timestamp>,
    /// When a person reviewed.
    pub reviewed_at: Option<Timestamp>,
    /// Where it stands.
    pub state: State,
    /// Its score.
    pub score: Option<Score>,
}

/// Which time is looked at. Weeks are whole ones, from Monday, the present one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// This many weeks, the present one included.
    Weeks(u8),
    /// Since New Year.
    ThisYear,
    /// Everything that is stored.
    All,
}

impl Period {
    /// When it began, where the person lives; `None` if it has no beginning.
    #[must_use]
    pub fn begins(self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        let today = now.to_zoned(zone.clone()).date();
        let first = match self {
            Self::Weeks(count) => weeks::back(weeks::monday(today), i64::from(count.max(1)) - 1),
            Self::ThisYear => today.first_of_year(),
            Self::All => return None,
        };
        weeks::midnight(first, zone)
    }
}

/// What a period looks like.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// From invited to reviewed.
    pub funnel: Funnel,
    /// From the stage entry to the invitation.
    pub to_invitation: Times,
    /// From the invitation to the hand-in.
    pub to_completion: Times,
    /// How many have the scores 1, 2, 3 and 4.
    pub scores: [u32; 4],
    /// Every week of the period in order, empty ones too.
    pub weeks: Vec<WeekFigures>,
    /// Every posting of the period, whichever is looked at; the one with the most invitations first.
    pub postings: Vec<PostingFigures>,
}

impl Overview {
    /// The mean score; `None` if nobody has one.
    #[must_use]
    pub fn mean_score(&self) -> Option<f64> {
        mean(self.scores)
    }
}

/// Takes rows and becomes an [`Overview`].
#[derive(Debug, Clone)]
pub struct Tally {
    only: Option<PostingId>,
    funnel: FunnelTally,
    to_invitation: Vec<i64>,
    to_completion: Vec<i64>,
    scores: [u32; 4],
    weeks: WeekTally,
    postings: PostingTally,
}

impl Tally {
    /// Of everybody, or of one posting alone. Postings are compared with each other in either case.
    #[must_use]
    pub fn new(only: Option<PostingId>, zone: TimeZone) -> Self {
        Self {
            only,
            funnel: FunnelTally::default(),
            to_invitation: Vec::new(),
            to_completion: Vec::new(),
            scores: [0; 4],
            weeks: WeekTally::new(zone),
            postings: PostingTally::default(),
        }
    }

    /// Counts one screening.
    pub fn add(&mut self, row: &Row<'_>) {
        let reached = funnel::furthest(row);
        self.postings.add(row, reached);
        if self.only.as_ref().is_some_and(|only| row.posting_id != Some(only.as_str())) {
            return;
        }
        self.funnel.add(row, reached);
        self.weeks.add(row.invited_at, reached);
        if let Some(entered) = row.entered_at {
            self.to_invitation.push(passed(entered, row.invited_at));
        }
        if let Some(submitted) = row.submitted_at {
            self.to_completion.push(passed(row.invited_at, submitted));
        }
        count_score(&mut self.scores, row.score);
    }

    /// What was counted. Weeks go from the beginning of the period, or from the first invitation, to
    /// `until`.
    #[must_use]
    pub fn finish(self, since: Option<Timestamp>, until: Timestamp) -> Overview {
        Overview {
            funnel: self.funnel.finish(),
            to_invitation: Times::of(self.to_invitation, TO_INVITATION),
            to_completion: Times::of(self.to_completion, TO_COMPLETION),
            scores: self.scores,
            weeks: self.weeks.finish(since, until),
            postings: self.postings.finish(),
        }
    }
}

/// Milliseconds from one time to another. Lever's clock and ours may differ: never below zero.
fn passed(from: Timestamp, to: Timestamp) -> i64 {
    to.as_millisecond().saturating_sub(from.as_millisecond()).max(0)
}

fn count_score(scores: &mut [u32; 4], score: Option<Score>) {
    let place = score.and_then(|score| scores.get_mut(usize::from(score.get()) - 1));
    if let Some(count) = place {
        *count += 1;
    }
}

fn mean(scores: [u32; 4]) -> Option<f64> {
    let count: u32 = scores.iter().sum();
    let points: f64 = (1_u32..).zip(scores).map(|(score, count)| f64::from(score) * f64::from(count)).sum();
    (count > 0).then(|| points / f64::from(count))
}

#[cfg(test)]
mod tests;
