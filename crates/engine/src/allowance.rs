//! What looking around in the background may cost: 5 % of what the account's bucket gives. A large
//! account is looked around in more rarely, instead of eating what watching and writes need.

use std::time::Duration;

use fulcrum_core::time::after;
use jiff::Timestamp;

/// Requests a second that the bucket gives.
const BUCKET: f64 = 8.0;
/// The share of it for the background.
const SHARE: f64 = 0.05;
/// What may be saved up: an hour's worth.
const MOST: f64 = BUCKET * SHARE * 3600.0;
/// Rows that one request brings.
const PAGE: usize = 100;

/// Requests that are left.
#[derive(Debug)]
pub(crate) struct Allowance {
    left: f64,
    at: Timestamp,
}

impl Allowance {
    /// Whoever begins has saved up all that can be.
    pub(crate) fn full(now: Timestamp) -> Self {
        Self { left: MOST, at: now }
    }

    /// Counts a look that brought so many rows. It may overdraw: then the next one waits.
    pub(crate) fn spend(&mut self, rows: usize, now: Timestamp) {
        self.regain(now);
        #[expect(clippy::cast_precision_loss, reason = "a number of requests")]
        let requests = rows.div_ceil(PAGE).max(1) as f64;
        self.left -= requests;
    }

    /// From when on there is something left.
    pub(crate) fn free_at(&mut self, now: Timestamp) -> Timestamp {
        self.regain(now);
        after(now, Duration::from_secs_f64((-self.left).max(0.0) / (BUCKET * SHARE)))
    }

    fn regain(&mut self, now: Timestamp) {
        // A clock that was set back gives nothing and takes nothing.
        let passed = now.duration_since(self.at).as_secs_f64().max(0.0);
        self.left = (self.left + passed * BUCKET * SHARE).min(MOST);
        self.at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: u64) -> Timestamp {
        after(Timestamp::UNIX_EPOCH, Duration::from_secs(60 * minute))
    }

    #[test]
    fn a_usual_account_waits_for_nothing() {
        let mut allowance = Allowance::full(at(0));
        allowance.spend(5_000, at(0));
        for quarter in 0..96 {
            let now = at(15 * quarter);
            (0..5).for_each(|_| allowance.spend(40, now));
            allowance.spend(300, now);
            assert_eq!(allowance.free_at(now), now);
        }
    }

    #[test]
    fn a_huge_one_is_stretched_to_its_share() {
        let mut allowance = Allowance::full(at(0));
        let (mut now, mut requests) = (at(0), 0);
        while now < at(24 * 60) {
            allowance.spend(50_000, now);
            requests += 500;
            now = allowance.free_at(now).max(after(now, Duration::from_secs(15 * 60)));
        }
        let share = f64::from(requests) / (BUCKET * 24.0 * 3600.0);
        assert!(share < SHARE * (1.0 + 1.0 / 24.0) + 0.001, "{share}");
        assert!(share > SHARE * 0.9, "it is used, too: {share}");
    }

    #[test]
    fn a_clock_that_is_set_back_does_no_harm() {
        let mut allowance = Allowance::full(at(600));
        allowance.spend(200_000, at(600));
        let free = allowance.free_at(at(0));
        assert!(free > at(0) && free <= at(24), "{free}");
    }
}
