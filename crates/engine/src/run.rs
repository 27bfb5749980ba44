//! The loops that run everything.

use std::time::Duration;

use fulcrum_core::time::after;
use fulcrum_lever::Kind;
use fulcrum_store::StoreError;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio_util::sync::CancellationToken;

use crate::watch::{LONG_OVERLAP, OVERLAP};
use crate::{Change, Engine, EngineError, Pass, Phase};

/// Between two looks for reminders that are due.
const REMINDERS: Duration = Duration::from_secs(10 * 60);
/// Between two membership sweeps.
const SWEEP: Duration = Duration::from_secs(15 * 60);
/// Between two safety passes.
const SAFETY: Duration = Duration::from_secs(3 * 60);
/// Between two readings of stages, postings and users.
const CACHE: Duration = Duration::from_secs(60 * 60);
/// Between two fillings of the directory: at 100,000 active candidates under 5 % of the budget.
const DIRECTORY: Duration = Duration::from_secs(60 * 60);
/// After one that broke off.
const DIRECTORY_AGAIN: Duration = Duration::from_secs(60);
/// The longest sleep of the deliverer; a due effect wakes it before.
const IDLE: Duration = Duration::from_secs(60);

impl Engine {
    /// Settles what the last run left open: whatever had started is unknown now.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn recover(&self) -> Result<(), EngineError> {
        let (account, now) = (self.account().id.clone(), self.now());
        let doubtful = self.store().write(move |tx| tx.doubt_started_effects(&account, now)).await?;
        if doubtful > 0 {
            tracing::info!(doubtful, "effects of the last run will be looked up");
        }
        Ok(())
    }

    /// Runs until cancelled. Steps that are under way end by themselves or are dropped at a point
    /// where the store knows about them.
    pub async fn run(&self, stop: CancellationToken) {
        if let Err(error) = self.recover().await {
            tracing::error!(%error, "the outbox could not be prepared");
        }
        tokio::join!(
            self.watch_loop(&stop),
            self.deliver_loop(&stop),
            self.follow_loop(&stop),
            self.directory_loop(&stop)
        );
    }

    async fn watch_loop(&self, stop: &CancellationToken) {
        let mut due = Due::default();
        let mut ticks: u32 = 0;
        loop {
            self.set_health(|health| {
                if health.phase == Phase::Idle {
                    health.phase = Phase::Syncing;
                }
            });
            let result = tokio::select! {
                () = stop.cancelled() => return,
                result = self.look(&mut due, ticks) => result,
            };
            let now = self.now();
            let wait = self.tick(now);
            ticks = ticks.wrapping_add(1);
            // A locked keychain may ask the person each time.
            let wait = if matches!(&result, Err(EngineError::Lever(error)) if matches!(error.kind, Kind::Keychain(_)))
            {
                wait.max(self.policy().tick * 4)
            } else {
                wait
            };
            match result {
                Ok(()) => self.set_health(|health| {
                    if health.phase == Phase::Syncing {
                        health.phase = Phase::Idle;
                    }
                    health.last_at = Some(now);
                    health.next_at = Some(after(now, wait));
                }),
                Err(error) => {
                    tracing::warn!(%error, "a look did not go through");
                    self.note_failed_look(&error);
                    self.set_health(|health| health.next_at = Some(after(now, wait)));
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.shared.parts.clock.sleep(wait) => {}
                () = self.shared.watch_now.notified() => due.at_once(),
            }
        }
    }

    async fn look(&self, due: &mut Due, ticks: u32) -> Result<(), EngineError> {
        let now = self.now();
        if due.cache <= now {
            self.refresh_cache().await.inspect_err(|error| {
                if let EngineError::Lever(error) = error {
                    self.note_trouble(error);
                }
            })?;
            due.cache = after(now, CACHE);
        }
        let overlap = if ticks.is_multiple_of(6) { LONG_OVERLAP } else { OVERLAP };
        self.watch(Pass::Arrivals { overlap }).await?;
        if due.sweep <= now {
            self.watch(Pass::Sweep).await?;
            self.look_for_deletions().await?;
            due.sweep = after(now, SWEEP).max(self.background_free_at());
        }
        if due.safety <= now {
            self.watch(Pass::Safety).await?;
            due.safety = after(now, SAFETY).max(self.background_free_at());
        }
        Ok(())
    }

    fn note_failed_look(&self, error: &EngineError) {
        let problem = match error {
            // Already noted where it happened.
            EngineError::Lever(_) => return,
            EngineError::Provider(_) => "The interview service cannot be reached. Fulcrum keeps trying.",
            EngineError::Store(StoreError::Newer | StoreError::Database(_) | StoreError::Corrupt(_)) => {
                "The data on this computer cannot be written. Is the disk full?"
            }
            EngineError::NotFound(_)
            | EngineError::NotEligible(_)
            | EngineError::TooLate(_)
            | EngineError::TooEarly(_)
            | EngineError::Blocked(_)
            | EngineError::Invalid(_) => return,
        };
        self.set_health(|health| {
            health.phase = Phase::Troubled;
            health.problem = Some(problem.to_owned());
        });
    }

    /// Quick in working hours, slow otherwise; with jitter, so that computers do not march in step.
    fn tick(&self, now: Timestamp) -> Duration {
        let local = now.to_zoned(TimeZone::system());
        let working = (7..20).contains(&local.hour())
            && !matches!(local.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
        let policy = self.policy();
        let base = if working { policy.tick } else { policy.tick_off_hours };
        let random = f64::from(getrandom::u32().unwrap_or(u32::MAX / 2)) / f64::from(u32::MAX);
        base.mul_f64(0.8 + 0.4 * random)
    }

    async fn deliver_loop(&self, stop: &CancellationToken) {
        loop {
            let result = tokio::select! {
                () = stop.cancelled() => return,
                result = self.deliver() => result,
            };
            if let Err(error) = result {
                tracing::error!(%error, "the outbox could not be worked on");
            }
            let account = self.account().id.clone();
            let next = self.store().read(move |tx| tx.next_effect_at(&account)).await.ok().flatten();
            let now = self.now();
            let wait =
                next.map_or(IDLE, |at| Duration::try_from(at.duration_since(now)).unwrap_or(Duration::ZERO));
            let wait = if self.is_paused() { IDLE } else { wait.clamp(Duration::from_millis(50), IDLE) };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.shared.parts.clock.sleep(wait) => {}
                () = self.shared.deliver_now.notified() => {}
            }
        }
    }

    async fn follow_loop(&self, stop: &CancellationToken) {
        // Only who has not answered by now is reminded, so the provider is asked before.
        let mut reminders = Timestamp::MIN;
        loop {
            let result = tokio::select! {
                () = stop.cancelled() => return,
                result = self.follow() => result,
            };
            if let Err(error) = result {
                tracing::warn!(%error, "the provider could not be asked");
                self.publish(Change::Status);
            } else if reminders <= self.now() {
                reminders = after(self.now(), REMINDERS);
                if let Err(error) = self.remind_when_due().await {
                    tracing::warn!(%error, "reminders could not be planned");
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.shared.parts.clock.sleep(self.policy().follow) => {}
                () = self.shared.follow_now.notified() => {}
            }
        }
    }
}

impl Engine {
    async fn directory_loop(&self, stop: &CancellationToken) {
        loop {
            let result = tokio::select! {
                () = stop.cancelled() => return,
                result = self.fill_directory() => result,
            };
            let wait = match result {
                Ok(()) => {
                    let now = self.now();
                    let free = self.background_free_at().duration_since(now);
                    DIRECTORY.max(Duration::try_from(free).unwrap_or(Duration::ZERO))
                }
                Err(error) => {
                    tracing::info!(%error, "the directory could not be read to its end");
                    DIRECTORY_AGAIN
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = self.shared.parts.clock.sleep(wait) => {}
                () = self.shared.directory_now.notified() => {}
            }
        }
    }
}

/// When the rarer looks are due.
struct Due {
    cache: Timestamp,
    sweep: Timestamp,
    safety: Timestamp,
}

impl Default for Due {
    fn default() -> Self {
        Self { cache: Timestamp::MIN, sweep: Timestamp::MIN, safety: Timestamp::MIN }
    }
}

impl Due {
    fn at_once(&mut self) {
        self.sweep = Timestamp::MIN;
        self.safety = Timestamp::MIN;
    }
}
