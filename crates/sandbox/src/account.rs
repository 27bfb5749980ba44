//! The running account: its data, its clock and the switches that make it misbehave.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::api::cursors::Cursors;
use crate::api::rate::Buckets;
use crate::config::{Clock, Ready};
use crate::control::faults::FaultQueue;
use crate::control::requests::RequestLog;
use crate::control::switches::Switches;
use crate::mail::mailbox::Mailbox;
use crate::oauth::grants::{Grants, Rules};
use crate::seed::Credentials;
use crate::seed::random::Random;
use crate::sync::lock;
use crate::world::entities::Millis;
use crate::world::{Habits, Moment, World};

/// Everything that the endpoints, the pages and the control share.
pub(crate) struct Account {
    clock: Clock,
    pub(crate) ready: Ready,
    pub(crate) credentials: Credentials,
    pub(crate) redirects: Mutex<Vec<String>>,
    pub(crate) world: Mutex<World>,
    pub(crate) grants: Mutex<Grants>,
    pub(crate) mailbox: Mutex<Mailbox>,
    pub(crate) requests: Mutex<RequestLog>,
    pub(crate) faults: Mutex<FaultQueue>,
    pub(crate) cursors: Mutex<Cursors>,
    pub(crate) buckets: Mutex<Buckets>,
    /// For what happens by chance; apart from the data, which must not change by it.
    pub(crate) dice: Mutex<Random>,
    switches: Mutex<Switches>,
    visited: AtomicU64,
}

/// What an account starts from.
pub(crate) struct Beginning {
    pub(crate) clock: Clock,
    pub(crate) ready: Ready,
    pub(crate) credentials: Credentials,
    pub(crate) redirects: Vec<String>,
    pub(crate) world: World,
    pub(crate) grants: Grants,
    pub(crate) mailbox: Mailbox,
    pub(crate) switches: Switches,
}

impl Account {
    pub(crate) fn new(beginning: Beginning) -> Self {
        Self {
            clock: beginning.clock,
            ready: beginning.ready,
            credentials: beginning.credentials,
            redirects: Mutex::new(beginning.redirects),
            world: Mutex::new(beginning.world),
            grants: Mutex::new(beginning.grants),
            mailbox: Mutex::new(beginning.mailbox),
            requests: Mutex::default(),
            faults: Mutex::default(),
            cursors: Mutex::default(),
            buckets: Mutex::default(),
            dice: Mutex::new(Random::new(1)),
            switches: Mutex::new(beginning.switches),
            visited: AtomicU64::new(0),
        }
    }

    /// The account's time: the clock moved by the switch.
    pub(crate) fn now(&self) -> Millis {
        self.clock.now().as_millisecond().saturating_add(self.switches().clock_offset_ms)
    }

    pub(crate) fn switches(&self) -> Switches {
        lock(&self.switches).clone()
    }

    pub(crate) fn update_switches(&self, update: impl FnOnce(&mut Switches)) -> Switches {
        let mut switches = lock(&self.switches);
        update(&mut switches);
        switches.clone()
    }

    /// How tokens behave now.
    pub(crate) fn token_rules(&self) -> Rules<'_> {
        let switches = self.switches();
        Rules {
            audience: &self.ready.audience,
            now: self.now(),
            access_life: switches.access_token_life_ms,
            refresh_life: switches.refresh_token_life_ms,
            sign_in_life: switches.sign_in_life_ms,
            reuse_ends_the_family: switches.reuse_ends_the_family,
        }
    }

    /// The moment of a change to an opportunity.
    pub(crate) fn moment(&self) -> Moment {
        let switches = self.switches();
        Moment { now: self.now(), lag: switches.list_lag_ms, habits: Habits::of(&switches) }
    }

    /// The moment of a change to a note.
    pub(crate) fn note_moment(&self) -> Moment {
        Moment { lag: self.switches().note_lag_ms, ..self.moment() }
    }

    pub(crate) fn count_visited(&self, rows: u64) {
        self.visited.fetch_add(rows, Ordering::Relaxed);
    }

    /// How many rows the list queries have looked at so far.
    pub(crate) fn visited(&self) -> u64 {
        self.visited.load(Ordering::Relaxed)
    }
}
