//! The running system for one connected account: watch, plan, deliver, follow, reconcile.
//!
//! Invariants: nothing reaches outside except as an outbox row whose start is on the disk before
//! the call; an unclear end is looked up before anything is repeated; a pass moves its watermark
//! only in the transaction that commits what it saw; no call is made inside a transaction.
//!
//! Each step ([`Engine::watch`], [`Engine::deliver`], [`Engine::follow`]…) can be run by itself,
//! which is how tests move it on a clock of their own; [`Engine::run`] runs them all.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod allowance;
mod arrivals;
mod by_hand;
mod cache;
mod change;
mod clock;
mod deletions;
mod deliver;
mod directory;
mod ending;
mod error;
mod feedback;
mod follow;
mod health;
mod intake;
mod invite;
mod last_look;
mod leaving;
mod mail;
mod moves;
mod outbox;
mod perform;
mod person;
mod remind;
mod reusing;
mod review;
mod riddles;
mod run;
mod settle;
mod switching_off;
mod taking_back;
mod triggers;
mod watch;
mod words;
mod work;
mod writers;

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use fulcrum_core::time::Clock;
use fulcrum_lever::Lever;
use fulcrum_providers::Provider;
use fulcrum_store::{AccountRow, Store};
use tokio::sync::{Notify, broadcast};

use allowance::Allowance;
pub use by_hand::{SendPlan, Servant};
pub use change::Change;
pub use clock::SystemClock;
pub use deliver::NOT_ALLOWED;
pub use error::EngineError;
pub use health::{Health, Phase};
pub use moves::result_of;
pub use outbox::texts_in_question;
pub use review::NewReview;
pub use riddles::posting_in_question;
pub use taking_back::held_writes;
pub use triggers::{Preview, Previewed, StageCount};
pub use watch::Pass;
pub use work::{Progress, Task, Work};

/// What the engine works with.
pub struct Parts {
    /// The database.
    pub store: Store,
    /// The client of the account, writing as the connected user.
    pub lever: Lever,
    /// The provider of assessments.
    pub provider: Arc<dyn Provider>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The account.
    pub account: AccountRow,
    /// Which computer this is: several may watch one account.
    pub installation: String,
    /// What the person chose.
    pub policy: Policy,
    /// Where changes are published.
    pub changes: broadcast::Sender<Change>,
}

/// What the person chose about timing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// How long an invitation is held for Undo.
    pub hold: Duration,
    /// Between two looks for arrivals in working hours.
    pub tick: Duration,
    /// The same at other times.
    pub tick_off_hours: Duration,
    /// Between two questions to the provider.
    pub follow: Duration,
    /// Screenings that one question round to the provider asks about at most; the next goes on from there.
    pub follow_at_most: u32,
    /// Keep a directory for the search by name.
    pub directory: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            hold: Duration::from_secs(10),
            tick: Duration::from_secs(10),
            tick_off_hours: Duration::from_secs(60),
            follow: Duration::from_secs(10),
            follow_at_most: 1_000,
            directory: true,
        }
    }
}

/// The engine of one account. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<Shared>,
}

struct Shared {
    parts: Parts,
    policy: Mutex<Policy>,
    health: Mutex<Health>,
    paused: AtomicBool,
    watch_now: Notify,
    deliver_now: Notify,
    follow_now: Notify,
    /// The last screening that the provider was asked about; 0 begins anew.
    followed: AtomicI64,
    delivering: tokio::sync::Mutex<()>,
    watching: tokio::sync::Mutex<()>,
    directory_is_full: AtomicBool,
    background: Mutex<Allowance>,
    directory_now: Notify,
    /// Rounds of deliveries in a row that found the way out closed.
    closed_rounds: AtomicU32,
    under_way: work::UnderWay,
}

impl Engine {
    /// Nothing runs yet.
    #[must_use]
    pub fn new(parts: Parts, paused: bool) -> Self {
        Self {
            shared: Arc::new(Shared {
                policy: Mutex::new(parts.policy),
                background: Mutex::new(Allowance::full(parts.clock.now())),
                parts,
                health: Mutex::default(),
                paused: AtomicBool::new(paused),
                watch_now: Notify::new(),
                deliver_now: Notify::new(),
                follow_now: Notify::new(),
                followed: AtomicI64::new(0),
                delivering: tokio::sync::Mutex::default(),
                watching: tokio::sync::Mutex::default(),
                directory_is_full: AtomicBool::new(false),
                directory_now: Notify::new(),
                closed_rounds: AtomicU32::new(0),
                under_way: work::UnderWay::default(),
            }),
        }
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> &AccountRow {
        &self.shared.parts.account
    }

    /// The client.
    #[must_use]
    pub fn lever(&self) -> &Lever {
        &self.shared.parts.lever
    }

    /// The provider.
    #[must_use]
    pub fn provider(&self) -> &Arc<dyn Provider> {
        &self.shared.parts.provider
    }

    /// How it is doing.
    #[must_use]
    pub fn health(&self) -> Health {
        self.shared.health.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether everything is held back.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.shared.paused.load(Ordering::Relaxed)
    }

    /// Holds everything back, or goes on. Nothing is lost meanwhile.
    pub fn set_paused(&self, paused: bool) {
        self.shared.paused.store(paused, Ordering::Relaxed);
        self.publish(Change::Status);
        if !paused {
            self.sync_now();
        }
    }

    /// Looks at everything now.
    pub fn sync_now(&self) {
        self.shared.watch_now.notify_one();
        self.shared.follow_now.notify_one();
        self.shared.deliver_now.notify_one();
    }

    /// What the person chose about timing.
    #[must_use]
    pub fn policy(&self) -> Policy {
        *self.shared.policy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes it.
    pub fn set_policy(&self, policy: Policy) {
        let before = {
            let mut slot = self.shared.policy.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *slot, policy)
        };
        if before.directory != policy.directory {
            self.shared.directory_is_full.store(false, Ordering::Relaxed);
            self.shared.directory_now.notify_one();
        }
    }

    fn store(&self) -> &Store {
        &self.shared.parts.store
    }

    fn now(&self) -> jiff::Timestamp {
        self.shared.parts.clock.now()
    }

    /// Counts a look in the background that brought so many rows.
    fn spend_in_background(&self, rows: usize) {
        let now = self.now();
        self.shared.background.lock().unwrap_or_else(PoisonError::into_inner).spend(rows, now);
    }

    /// When the next look in the background may be.
    fn background_free_at(&self) -> jiff::Timestamp {
        let now = self.now();
        self.shared.background.lock().unwrap_or_else(PoisonError::into_inner).free_at(now)
    }

    fn publish(&self, change: Change) {
        // Nobody may be listening; whoever looks later reads the store.
        let _ = self.shared.parts.changes.send(change);
    }
}
