//! Weeks from Monday to Sunday, where the person lives.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::Step;

/// Empty weeks are shown for at most ten years: a wrong time in a row must not make thousands.
const MOST: usize = 520;

/// One week of invitations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekFigures {
    /// Its Monday.
    pub monday: Date,
    /// Invitations that left in it.
    pub invited: u32,
    /// Of these, how many were handed in since.
    pub completed: u32,
    /// Of these, how many were reviewed since.
    pub reviewed: u32,
    /// Whether it still goes on.
    pub is_present: bool,
}

impl WeekFigures {
    fn empty(monday: Date) -> Self {
        Self { monday, invited: 0, completed: 0, reviewed: 0, is_present: false }
    }

    /// Its number by ISO 8601.
    #[must_use]
    pub fn number(&self) -> i8 {
        self.monday.iso_week_date().week()
    }
}

/// The Monday of a day's week.
pub(super) fn monday(day: Date) -> Date {
    let days = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(days.days()).unwrap_or(day)
}

/// So many weeks earlier.
pub(super) fn back(day: Date, weeks: i64) -> Date {
    day.checked_sub(weeks.weeks()).unwrap_or(Date::MIN)
}

/// When a day begins. That is not always at midnight: clocks are put forward.
pub(super) fn midnight(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

#[derive(Debug, Clone)]
pub(super) struct WeekTally {
    zone: TimeZone,
    /// By the first moment of each week, with the first moment after it: the calendar is asked once a
    /// week, not once a row.
    weeks: BTreeMap<Timestamp, (Timestamp, WeekFigures)>,
}

impl WeekTally {
    pub(super) fn new(zone: TimeZone) -> Self {
        Self { zone, weeks: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, at: Timestamp, reached: Step) {
        let Some(week) = self.week_of(at) else { return };
        week.invited += 1;
        week.completed += u32::from(reached >= Step::Completed);
        week.reviewed += u32::from(reached >= Step::Reviewed);
    }

    fn week_of(&mut self, at: Timestamp) -> Option<&mut WeekFigures> {
        let known = self.weeks.range(..=at).next_back().filter(|(_, (end, _))| at < *end);
        let start = match known {
            Some((start, _)) => *start,
            None => {
                let monday = monday(at.to_zoned(self.zone.clone()).date());
                let start = midnight(monday, &self.zone)?;
                let end = midnight(back(monday, -1), &self.zone)?;
                self.weeks.insert(start, (end, WeekFigures::empty(monday)));
                start
            }
        };
        self.weeks.get_mut(&start).map(|(_, week)| week)
    }

    /// Every week from the first one to the present one.
    pub(super) fn finish(self, since: Option<Timestamp>, until: Timestamp) -> Vec<WeekFigures> {
        let day = |at: Timestamp| at.to_zoned(self.zone.clone()).date();
        let present = monday(day(until));
        let mut found: BTreeMap<Date, WeekFigures> =
            self.weeks.into_values().map(|(_, week)| (week.monday, week)).collect();
        let first = since.map(|at| monday(day(at))).or_else(|| found.keys().next().copied());
        let mut empty = first.map(|_| present);
        for _ in 0..MOST {
            let Some(monday) = empty.filter(|monday| first.is_some_and(|first| *monday >= first)) else {
                break;
            };
            found.entry(monday).or_insert_with(|| WeekFigures::empty(monday));
            empty = Some(back(monday, 1));
        }
        found.into_values().map(|week| WeekFigures { is_present: week.monday == present, ..week }).collect()
    }
}
