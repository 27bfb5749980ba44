//! The account's token bucket: 8 requests a second with a burst of 10, under Lever's 10 and 20
//! (developer documentation, "Rate limits"). Halved on a 429, regained slowly. Whoever waits is
//! served by lane, and within a lane in order.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use arc_swap::ArcSwap;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{Mutex, Notify};

/// Requests a second when all is well.
const FULL_RATE: u32 = 8;
/// Requests at once.
const BURST: u32 = 10;
/// So many good answers bring back one request a second.
const REGAIN_AFTER: u32 = 200;

/// Who goes first. A request waits while anybody in an earlier lane waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    /// A person looks at the screen and waits.
    Person,
    /// Watching.
    Read,
    /// Writes, which the outbox keeps until they are done.
    Write,
    /// Whole-account scans.
    Scan,
}

/// The requests that may leave to one account, however many clients it has. Cheap to clone; the default
/// is a fresh one.
#[derive(Clone)]
pub struct Budget(pub(crate) Arc<Bucket>);

impl Default for Budget {
    fn default() -> Self {
        Self(Arc::new(Bucket::new()))
    }
}

impl std::fmt::Debug for Budget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Budget")
    }
}

/// The bucket.
pub(crate) struct Bucket {
    limiter: ArcSwap<DefaultDirectRateLimiter>,
    rate: AtomicU32,
    good: AtomicU32,
    /// Counts the changes of rate: a 429 to a request that left before the last one says nothing new.
    age: AtomicU32,
    /// The first of each lane holds its turn and competes with the firsts of the others.
    turns: [Mutex<()>; 4],
    waiting: [AtomicUsize; 4],
    moved: Notify,
}

impl Bucket {
    pub(crate) fn new() -> Self {
        Self::with(FULL_RATE, BURST)
    }

    fn with(rate: u32, burst: u32) -> Self {
        Self {
            limiter: ArcSwap::from_pointee(limiter(rate, burst)),
            rate: AtomicU32::new(rate),
            good: AtomicU32::new(0),
            age: AtomicU32::new(0),
            turns: Default::default(),
            waiting: Default::default(),
            moved: Notify::new(),
        }
    }

    /// Waits until a request of this lane may leave. Whoever gives up waiting leaves no trace. Answers
    /// what [`Bucket::too_many`] wants to know.
    pub(crate) async fn take(&self, lane: Lane) -> u32 {
        let lane = lane as usize;
        let _place = Place::taken(self, lane);
        let _turn = self.turns[lane].lock().await;
        loop {
            let moved = self.moved.notified();
            tokio::pin!(moved);
            // Whatever changes from here on is heard.
            moved.as_mut().enable();
            if self.waiting[..lane].iter().any(|waiting| waiting.load(Ordering::SeqCst) > 0) {
                moved.await;
                continue;
            }
            let limiter = self.limiter.load_full();
            let Err(not_yet) = limiter.check() else {
                return self.age.load(Ordering::SeqCst);
            };
            tokio::select! {
                () = moved => {}
                () = tokio::time::sleep(not_yet.wait_time_from(DefaultClock::default().now())) => {}
            }
        }
    }

    /// Lever said "too many" to a request that left at that age.
    pub(crate) fn too_many(&self, age: u32) {
        if self.age.compare_exchange(age, age.wrapping_add(1), Ordering::SeqCst, Ordering::SeqCst).is_ok() {
            self.set((self.rate.load(Ordering::SeqCst) / 2).max(1));
        }
    }

    /// Lever answered.
    pub(crate) fn good(&self) {
        let rate = self.rate.load(Ordering::SeqCst);
        if rate < FULL_RATE && self.good.fetch_add(1, Ordering::SeqCst) + 1 >= REGAIN_AFTER {
            self.set(rate + 1);
        }
    }

    fn set(&self, rate: u32) {
        self.rate.store(rate, Ordering::SeqCst);
        self.good.store(0, Ordering::SeqCst);
        let burst = if rate == FULL_RATE { BURST } else { rate };
        let new = limiter(rate, burst);
        // A new rate is not a new burst.
        let _ = new.check_n(nonzero(burst));
        self.limiter.store(Arc::new(new));
        self.moved.notify_waiters();
    }
}

/// A place among those who wait.
struct Place<'a> {
    bucket: &'a Bucket,
    lane: usize,
}

impl<'a> Place<'a> {
    fn taken(bucket: &'a Bucket, lane: usize) -> Self {
        bucket.waiting[lane].fetch_add(1, Ordering::SeqCst);
        bucket.moved.notify_waiters();
        Self { bucket, lane }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.bucket.waiting[self.lane].fetch_sub(1, Ordering::SeqCst);
        self.bucket.moved.notify_waiters();
    }
}

fn limiter(rate: u32, burst: u32) -> DefaultDirectRateLimiter {
    RateLimiter::direct(Quota::per_second(nonzero(rate)).allow_burst(nonzero(burst)))
}

fn nonzero(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn a_429_halves_and_good_answers_bring_it_back() {
        let bucket = Bucket::new();
        let age = bucket.take(Lane::Read).await;
        bucket.too_many(age);
        assert_eq!(bucket.rate.load(Ordering::SeqCst), 4);
        bucket.too_many(age);
        assert_eq!(bucket.rate.load(Ordering::SeqCst), 4, "one that left before says nothing new");
        for _ in 0..REGAIN_AFTER {
            bucket.good();
        }
        assert_eq!(bucket.rate.load(Ordering::SeqCst), 5);
        for age in 1..10 {
            bucket.too_many(age);
        }
        assert_eq!(bucket.rate.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn whoever_waits_is_served_by_lane_and_then_in_order() {
        let bucket = Arc::new(Bucket::with(4, 1));
        bucket.take(Lane::Read).await;
        let (done, mut served) = mpsc::unbounded_channel();
        // The one in front has its turn and waits for a token; it gives way all the same.
        let lanes = [Lane::Scan, Lane::Write, Lane::Write, Lane::Read, Lane::Person];
        let mut given_up = None;
        for (number, lane) in lanes.into_iter().enumerate() {
            let (bucket, done) = (Arc::clone(&bucket), done.clone());
            let task = tokio::spawn(async move {
                bucket.take(lane).await;
                let _ = done.send((lane, number));
            });
            tokio::task::yield_now().await;
            if number == 1 {
                given_up = Some(task);
            }
        }
        given_up.unwrap().abort();
        drop(done);
        let mut order = Vec::new();
        while let Some(one) = served.recv().await {
            order.push(one);
        }
        let expected = [(Lane::Person, 4), (Lane::Read, 3), (Lane::Write, 2), (Lane::Scan, 0)];
        assert_eq!(order, expected);
        assert!(bucket.waiting.iter().all(|waiting| waiting.load(Ordering::SeqCst) == 0));
    }
}
