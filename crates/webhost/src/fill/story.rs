//! What happened to one made-up candidate, as such things go: invitations follow stage entries within
//! seconds unless it is night, a busy hour or a question; people answer in the evening or tomorrow;
//! links run out after a week; reviews follow within days.

use fulcrum_core::assessment::Score;
use fulcrum_core::screening::State;
use jiff::Timestamp;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How far back it begins.
const SPAN: i64 = 26 * 7 * DAY;
/// Links run out after.
const OPEN: i64 = 7 * DAY;

/// Repeatable chance (SplitMix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    #[expect(clippy::cast_possible_truncation, reason = "the rest is below a usize")]
    pub(super) fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        let index = self.next() % (items.len().max(1) as u64);
        items.get(index as usize).copied().unwrap_or_default()
    }

    fn per_mille(&mut self) -> u64 {
        self.next() % 1000
    }

    /// A time whose half is below `median`: many short ones and a few long ones.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "times of a year at most"
    )]
    fn around(&mut self, median: i64) -> i64 {
        // The sum of even numbers is nearly normal; its exponential has the long tail that waiting has.
        let sum: u64 = (0..6).map(|_| self.per_mille()).sum();
        let normal = (sum as f64 - 3000.0) / 707.0;
        (median as f64 * (normal * 1.05).exp()) as i64
    }
}

pub(super) struct Story {
    pub(super) number: u32,
    pub(super) posting: usize,
    pub(super) entered_at: Option<Timestamp>,
    pub(super) created_at: Timestamp,
    pub(super) invited_at: Timestamp,
    pub(super) started_at: Option<Timestamp>,
    pub(super) submitted_at: Option<Timestamp>,
    pub(super) reviewed_at: Option<Timestamp>,
    pub(super) state: State,
    pub(super) answered: u32,
    pub(super) score: Option<Score>,
    /// A good review of the last days that nobody has acted on yet.
    pub(super) to_move: bool,
}

impl Story {
    /// Of one candidate among `count`; the first is the oldest.
    pub(super) fn of(number: u32, count: u32, now: Timestamp) -> Self {
        let dice = &mut Dice::of(u64::from(number));
        let posting = posting(dice);
        let now = now.as_second();
        // An hour ago at the latest, so that nobody is in the future.
        let entered = working_hours(dice, now - HOUR - age(number, count)).min(now - HOUR);
        let by_hand = dice.per_mille() < 80;
        let hold = 10 + entered % 4;
        let waits = match dice.per_mille() {
            0..900 => 0,
            900..960 => dice.around(7 * MINUTE),
            960..990 => dice.around(5 * HOUR),
            _ => dice.around(26 * HOUR),
        };
        let invited = (entered + hold + waits).min(now - 30 * MINUTE);

        let mut story = Self {
            number,
            posting,
            entered_at: (!by_hand).then(|| at(entered)),
            created_at: at(entered + 1),
            invited_at: at(invited),
            started_at: None,
            submitted_at: None,
            reviewed_at: None,
            state: State::Invited,
            answered: 0,
            score: None,
            to_move: false,
        };
        story.goes_on(dice, invited, now);
        story
    }

    fn goes_on(&mut self, dice: &mut Dice, invited: i64, now: i64) {
        let mut end = |state: State, when: i64| {
            if when < now {
                self.state = state;
                self.reviewed_at = None;
            }
        };
        match dice.per_mille() {
            0..5 => return end(State::Failed, invited + MINUTE),
            5..25 => return end(State::Cancelled, invited + dice.around(2 * DAY)),
            25..65 => return end(State::Declined, invited + dice.around(14 * HOUR)),
            65..160 => return end(State::Expired, invited + OPEN),
            _ => {}
        }
        let started = invited + dice.around(15 * HOUR).min(OPEN - DAY);
        if started >= now {
            return;
        }
        self.started_at = Some(at(started));
        self.state = State::Started;
        self.answered = 2;
        if dice.per_mille() < 75 {
            if invited + OPEN < now {
                self.state = State::Expired;
            }
            return;
        }
        let finished = started + dice.around(27 * MINUTE);
        if finished >= now {
            return;
        }
        self.submitted_at = Some(at(finished));
        self.state = State::Submitted;
        self.answered = 5;
        let reviewed = finished + dice.around(19 * HOUR);
        // A few are forgotten.
        if reviewed >= now || dice.per_mille() < 25 {
            return;
        }
        self.reviewed_at = Some(at(reviewed));
        self.state = State::Reviewed;
        self.score = Score::new(score(dice, self.posting));
        let best = self.score.is_some_and(|score| score.get() == 4);
        self.to_move = best && self.number.is_multiple_of(2) && now - reviewed < 7 * DAY;
    }

    pub(super) fn changed_at(&self) -> Timestamp {
        let last = self.reviewed_at.or(self.submitted_at).or(self.started_at).unwrap_or(self.invited_at);
        if self.state == State::Expired { last.max(at(self.invited_at.as_second() + OPEN)) } else { last }
    }
}

/// How long ago: hiring grows over the half year, and there are good and bad weeks.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "times of a year at most")]
fn age(number: u32, count: u32) -> i64 {
    let share = 1.0 - f64::from(number) / f64::from(count.max(1));
    let even = share.powf(1.35) * SPAN as f64;
    let wave = (even / SPAN as f64 * 5.0 * std::f64::consts::TAU).sin() * DAY as f64 * 3.0;
    (even + wave).clamp(0.0, SPAN as f64) as i64
}

/// Recruiters move candidates on weekdays, between eight and six.
fn working_hours(dice: &mut Dice, second: i64) -> i64 {
    let day = second.div_euclid(DAY);
    // The first of January 1970 was a Thursday.
    let weekday = (day + 3).rem_euclid(7);
    let back = if weekday >= 5 { weekday - 4 } else { 0 };
    let within = i64::try_from(dice.next() % 36_000).unwrap_or(0);
    (day - back) * DAY + 8 * HOUR + within
}

/// Some postings have many candidates, most have few.
fn posting(dice: &mut Dice) -> usize {
    match dice.per_mille() {
        0..340 => 0,
        340..560 => 1,
        560..720 => 2,
        720..840 => 3,
        840..920 => 4,
        920..970 => 5,
        rest => usize::try_from(rest).unwrap_or(0) - 964,
    }
}

fn score(dice: &mut Dice, posting: usize) -> u8 {
    let luck = dice.per_mille() + [60, 0, 120, 30][posting % 4];
    match luck {
        0..110 => 1,
        110..390 => 2,
        390..830 => 3,
        _ => 4,
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_790_000_000;

    fn stories(count: u32) -> Vec<Story> {
        (0..count).map(|number| Story::of(number, count, at(NOW))).collect()
    }

    #[test]
    fn nobody_is_in_the_future_and_everything_is_in_order() {
        for story in stories(3000) {
            let times = [
                story.entered_at,
                Some(story.invited_at),
                story.started_at,
                story.submitted_at,
                story.reviewed_at,
            ];
            let known: Vec<_> = times.into_iter().flatten().collect();
            assert!(known.is_sorted(), "{}", story.number);
            assert!(known.iter().all(|time| *time < at(NOW)), "{}", story.number);
            assert!(story.changed_at() < at(NOW));
        }
    }

    #[test]
    fn the_same_number_is_the_same_story_and_all_kinds_happen() {
        let states = |stories: Vec<Story>| stories.iter().map(|story| story.state).collect::<Vec<_>>();
        let once = states(stories(2000));
        assert_eq!(once, states(stories(2000)));
        for state in [
            State::Invited,
            State::Started,
            State::Submitted,
            State::Reviewed,
            State::Declined,
            State::Expired,
            State::Cancelled,
            State::Failed,
        ] {
            assert!(once.contains(&state), "{state:?}");
        }
    }
}
