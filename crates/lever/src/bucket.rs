//! The account's token bucket: 8 requests a second with a burst of 10, under Lever's 10 and 20
//! (developer documentation, "Rate limits"). Halved on a 429, regained slowly.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use arc_swap::ArcSwap;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

/// Requests a second when all is well.
const FULL_RATE: u32 = 8;
/// Requests at once.
const BURST: u32 = 10;
/// Of these a second, at most so many are writes: watching never starves.
const WRITE_RATE: u32 = 6;
/// So many good answers bring back one request a second.
const REGAIN_AFTER: u32 = 200;

/// The bucket.
pub(crate) struct Bucket {
    all: ArcSwap<DefaultDirectRateLimiter>,
    writes: DefaultDirectRateLimiter,
    rate: AtomicU32,
    good: AtomicU32,
}

impl Bucket {
    pub(crate) fn new() -> Self {
        Self {
            all: ArcSwap::from_pointee(limiter(FULL_RATE, BURST)),
            writes: limiter(WRITE_RATE, WRITE_RATE),
            rate: AtomicU32::new(FULL_RATE),
            good: AtomicU32::new(0),
        }
    }

    /// Waits until a request may leave. Safe to cancel.
    pub(crate) async fn take(&self, write: bool) {
        if write {
            self.writes.until_ready().await;
        }
        let limiter: Arc<DefaultDirectRateLimiter> = self.all.load_full();
        limiter.until_ready().await;
    }

    /// Lever said "too many".
    pub(crate) fn halve(&self) {
        let rate = (self.rate.load(Ordering::Relaxed) / 2).max(1);
        self.set(rate);
    }

    /// Lever answered.
    pub(crate) fn good(&self) {
        let rate = self.rate.load(Ordering::Relaxed);
        if rate < FULL_RATE && self.good.fetch_add(1, Ordering::Relaxed) + 1 >= REGAIN_AFTER {
            self.set(rate + 1);
        }
    }

    fn set(&self, rate: u32) {
        self.rate.store(rate, Ordering::Relaxed);
        self.good.store(0, Ordering::Relaxed);
        self.all.store(Arc::new(limiter(rate, if rate == FULL_RATE { BURST } else { rate })));
    }
}

fn limiter(rate: u32, burst: u32) -> DefaultDirectRateLimiter {
    let nonzero = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    RateLimiter::direct(Quota::per_second(nonzero(rate)).allow_burst(nonzero(burst)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_429_halves_and_good_answers_bring_it_back() {
        let bucket = Bucket::new();
        bucket.halve();
        assert_eq!(bucket.rate.load(Ordering::Relaxed), 4);
        for _ in 0..REGAIN_AFTER {
            bucket.good();
        }
        assert_eq!(bucket.rate.load(Ordering::Relaxed), 5);
        for _ in 0..10 {
            bucket.halve();
        }
        assert_eq!(bucket.rate.load(Ordering::Relaxed), 1);
    }
}
