//! Draining the outbox: one opportunity's effects in order, many opportunities at once.

use std::sync::atomic::Ordering;
use std::time::Duration;

use fulcrum_core::call::{Retry, Sent};
use fulcrum_core::effect::Effect;
use fulcrum_core::time::after;
use fulcrum_core::{AttentionId, OpportunityId};
use fulcrum_providers::{ErrorKind, ProviderError};
use fulcrum_store::{Action, EffectRow, EffectState, NewAttention, REMOVED, ScreeningRow, StoreError, Tx};
use futures::StreamExt as _;
use jiff::Timestamp;
use serde_json::Value;

use crate::{Change, Engine, EngineError};

/// Opportunities served at once.
const AT_ONCE: usize = 6;
/// Calls of one effect before a person is asked.
const TRIES: u32 = 8;
/// What Lever's word about the user who writes names.
const WRITER: &str = "perform_as";
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// The longest wait while the way out is closed: whoever comes back online is not kept waiting.
const LONGEST_CLOSED: Duration = Duration::from_secs(60);

/// How one effect ended this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Done, skipped or wedged.
    Settled,
    /// It waits or is unknown; others may go on.
    Later,
    /// The way out is closed for all.
    Stop,
}

/// A failed call, whoever failed.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub sent: Sent,
    pub retry: Retry,
    pub message: String,
    /// The way there is closed, for whatever would go there: waiting is not failing.
    pub closed: bool,
}

impl Failure {
    /// Something on this computer went wrong, before or after the call.
    pub(crate) fn here(sent: Sent, retry: Retry, error: &impl std::fmt::Display) -> Self {
        Self { sent, retry, message: error.to_string(), closed: false }
    }
}

impl From<&fulcrum_lever::Error> for Failure {
    fn from(error: &fulcrum_lever::Error) -> Self {
        use fulcrum_lever::Kind;
        let closed = match error.kind {
            Kind::Offline
            | Kind::Interrupted
            | Kind::SignIn
            | Kind::Keychain(_)
            | Kind::RateLimited
            | Kind::Server => true,
            Kind::Forbidden | Kind::NotFound | Kind::InvalidOffset | Kind::Refused | Kind::Unreadable => {
                false
            }
        };
        Self {
            sent: error.sent,
            retry: error.retry,
            message: sentence(error),
            closed: closed && error.sent == Sent::No,
        }
    }
}

/// How the reason of a write begins that Lever refused for lack of permission.
pub const NOT_ALLOWED: &str = "Lever does not allow it";

/// The reason of a write about a candidate who is gone from Lever.
const GONE: &str = "Lever does not have this candidate any more";

/// What Lever said, for people. Its own words name ids, which say nothing to them.
fn sentence(error: &fulcrum_lever::Error) -> String {
    use fulcrum_lever::Kind;
    let said = error.message.trim_end_matches('.');
    match error.kind {
        Kind::NotFound => GONE.into(),
        Kind::Forbidden => format!("{NOT_ALLOWED}: {said}"),
        Kind::Refused | Kind::InvalidOffset => format!("Lever refused it: {said}"),
        _ => {
            let mut letters = said.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    }
}

impl From<&ProviderError> for Failure {
    fn from(error: &ProviderError) -> Self {
        use fulcrum_providers::{Retry as ProviderRetry, Sent as ProviderSent};
        Self {
            sent: match error.sent {
                ProviderSent::No => Sent::No,
                ProviderSent::Maybe => Sent::Maybe,
                ProviderSent::Yes => Sent::Yes,
            },
            retry: match error.retry {
                ProviderRetry::Now => Retry::Now,
                ProviderRetry::After(after) => Retry::After(after),
                ProviderRetry::AfterSignIn => Retry::AfterSignIn,
                ProviderRetry::Never => Retry::Never,
            },
            message: error.message.clone(),
            closed: error.sent == ProviderSent::No
                && matches!(error.kind, ErrorKind::Connect | ErrorKind::Unavailable | ErrorKind::Unpaired),
        }
    }
}

impl Engine {
    /// Sends whatever is due. Answers how many effects were settled. While paused nothing leaves.
    ///
    /// # Errors
    /// [`EngineError::Store`]; failures of calls are kept with their effects.
    pub async fn deliver(&self) -> Result<usize, EngineError> {
        let _one_at_a_time = self.shared.delivering.lock().await;
        let mut settled = 0;
        while !self.is_paused() {
            let (account, now) = (self.account().id.clone(), self.now());
            let due = self.store().read(move |tx| tx.due_effects(&account, now, 50)).await?;
            if due.is_empty() {
                break;
            }
            let steps: Vec<Result<Step, EngineError>> = futures::stream::iter(due)
                .map(|effect| async move {
                    // Pause may come while a long queue drains.
                    if self.is_paused() { Ok(Step::Later) } else { self.deliver_one(&effect).await }
                })
                .buffer_unordered(AT_ONCE)
                .collect()
                .await;
            let steps = steps.into_iter().collect::<Result<Vec<_>, _>>()?;
            settled += steps.iter().filter(|step| **step == Step::Settled).count();
            self.publish(Change::Status);
            if steps.contains(&Step::Stop) {
                self.shared.closed_rounds.fetch_add(1, Ordering::Relaxed);
                break;
            }
            self.shared.closed_rounds.store(0, Ordering::Relaxed);
        }
        Ok(settled)
    }

    async fn deliver_one(&self, effect: &EffectRow) -> Result<Step, EngineError> {
        let id = effect.screening.clone();
        let Some(screening) = self.store().read(move |tx| tx.screening(&id)).await? else {
            return self.finish(effect, EffectState::Skipped, None).await;
        };
        let step = match (&effect.effect, effect.state) {
            (Effect::Invite, EffectState::Waiting) => self.invite(effect, &screening).await?,
            (Effect::Invite, _) => self.ask_provider_to_invite(effect, &screening).await?,
            (_, EffectState::Unknown) if !effect.effect.is_for_provider() => {
                self.reconcile(effect, &screening).await?
            }
            _ => self.perform(effect, &screening).await?,
        };
        self.publish(Change::Screening(effect.screening.clone()));
        Ok(step)
    }

    /// On the disk before the call; false if a person took it back meanwhile.
    pub(crate) async fn start(&self, effect: &EffectRow) -> Result<bool, StoreError> {
        let (id, now) = (effect.id.clone(), self.now());
        self.store().write(move |tx| tx.start_effect(&id, now)).await
    }

    /// Confirmed or left out, with an entry in the timeline.
    pub(crate) async fn finish(
        &self,
        effect: &EffectRow,
        state: EffectState,
        result: Option<Value>,
    ) -> Result<Step, EngineError> {
        let (effect, account, now) = (effect.clone(), self.account().id.clone(), self.now());
        let provider = effect.effect.is_for_provider();
        self.store()
            .write(move |tx| {
                tx.finish_effect(&effect.id, state, result.as_ref(), None, now)?;
                tx.settle(&account, "write", effect.id.as_str(), now)?;
                if matches!(effect.effect, Effect::EraseInterview { .. }) {
                    tx.forget_interview(&effect.screening)?;
                }
                if let (Effect::Move { to, name, .. }, EffectState::Done) = (&effect.effect, state) {
                    tx.set_stage(&effect.screening, to, Some(name))?;
                }
                if state == EffectState::Done {
                    match &effect.effect {
                        Effect::AddTags { tags } => {
                            tx.change_tags(&account, &effect.opportunity, tags, &[])?
                        }
                        Effect::RemoveTags { tags } => {
                            tx.change_tags(&account, &effect.opportunity, &[], tags)?
                        }
                        _ => {}
                    }
                }
                if tx.screening(&effect.screening)?.is_some_and(|row| row.is_removed()) {
                    // The words of what was under way go as well.
                    tx.anonymise(&account, &effect.opportunity)?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        if state == EffectState::Done && !provider {
            self.note_good();
        }
        Ok(Step::Settled)
    }

    /// What a failed call leaves behind.
    pub(crate) async fn failed(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        mut failure: Failure,
        looked: bool,
    ) -> Result<Step, EngineError> {
        // Whoever writes may just have left the company: with users as they are now, somebody stands in.
        let first = effect.attempts == 0 && failure.retry == Retry::Never;
        if first && failure.message.contains(WRITER) && self.refresh_cache().await.is_ok() {
            failure.retry = Retry::Now;
        }
        if failure.closed {
            return self.wait(effect, failure, looked).await;
        }
        let attempts = effect.attempts + 1;
        let (state, wait) = match (failure.sent, failure.retry) {
            (Sent::No, Retry::Never) => (EffectState::Wedged, Duration::ZERO),
            (_, Retry::AfterSignIn) => (effect_state_kept(effect, looked), Duration::from_secs(30)),
            (_, Retry::After(_) | Retry::Now | Retry::Never) if attempts > TRIES || effect.looks > TRIES => {
                (EffectState::Wedged, Duration::ZERO)
            }
            (Sent::No, Retry::After(asked)) => {
                (effect_state_kept(effect, looked), asked.unwrap_or_else(|| backoff(attempts)))
            }
            (Sent::No, Retry::Now) => (effect_state_kept(effect, looked), Duration::from_secs(1)),
            (Sent::Maybe | Sent::Yes, _) => (EffectState::Unknown, backoff(attempts)),
        };
        let stop = matches!(failure.retry, Retry::AfterSignIn);
        tracing::warn!(effect = %effect.id, kind = effect.effect.kind(), state = state.as_str(),
            attempts, wait_ms = wait.as_millis(), "an effect did not go through");
        let (effect, screening) = (effect.clone(), screening.clone());
        let (account, now) = (self.account().id.clone(), self.now());
        self.store()
            .write(move |tx| {
                // Whoever was removed meanwhile is asked about no more.
                let row = tx.screening(&screening.id)?.unwrap_or(screening);
                let erases = matches!(effect.effect, Effect::EraseInterview { .. });
                if row.is_removed() && !erases && state != EffectState::Unknown {
                    tx.finish_effect(&effect.id, EffectState::Skipped, None, Some(REMOVED), now)?;
                    return tx.anonymise(&account, &effect.opportunity);
                }
                tx.postpone_effect(&effect.id, state, &failure.message, after(now, wait), looked)?;
                if state == EffectState::Wedged {
                    raise_stuck(tx, &account, &effect, &row, &failure.message, now)?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        if state == EffectState::Wedged {
            self.publish(Change::Inbox);
        }
        Ok(match (state, stop) {
            (_, true) => Step::Stop,
            (EffectState::Wedged, false) => Step::Settled,
            _ => Step::Later,
        })
    }

    /// Nothing has left because the way is closed (offline, signed out, told to slow down): it waits,
    /// however long, and neither a try nor a look is counted.
    async fn wait(&self, effect: &EffectRow, failure: Failure, looked: bool) -> Result<Step, EngineError> {
        let rounds = self.shared.closed_rounds.load(Ordering::Relaxed);
        let wait = match failure.retry {
            Retry::After(Some(asked)) => asked.max(Duration::from_secs(1)),
            Retry::After(None) | Retry::Now | Retry::AfterSignIn | Retry::Never => {
                backoff(rounds.saturating_add(1)).min(LONGEST_CLOSED)
            }
        };
        let (id, state) = (effect.id.clone(), effect_state_kept(effect, looked));
        let until = after(self.now(), wait);
        self.store().write(move |tx| tx.hold_effect(&id, state, &failure.message, until)).await?;
        Ok(Step::Stop)
    }
}

/// A call that had no effect leaves the row as it was before: waiting, or, while looking, unknown.
fn effect_state_kept(effect: &EffectRow, looked: bool) -> EffectState {
    if looked || effect.state == EffectState::Unknown { EffectState::Unknown } else { EffectState::Waiting }
}

/// Exponential with full jitter, capped.
pub(crate) fn backoff(attempts: u32) -> Duration {
    let ceiling = Duration::from_secs(1 << attempts.min(9)).min(LONGEST_WAIT);
    let random = f64::from(getrandom::u32().unwrap_or(u32::MAX)) / f64::from(u32::MAX);
    ceiling.mul_f64(0.5 + random / 2.0)
}

fn raise_stuck(
    tx: &Tx<'_>,
    account: &fulcrum_core::AccountId,
    effect: &EffectRow,
    screening: &ScreeningRow,
    message: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let reason = format!("{} did not work: {}.", effect.effect.describe(), message.trim_end_matches('.'));
    // Whoever is gone seldom comes back, and has no page in Lever.
    let actions: &[(&str, &str)] = if message == GONE {
        &[("skip", "Skip"), ("retry", "Try again")]
    } else {
        &[("retry", "Try again"), ("skip", "Skip"), ("open_lever", "Open in Lever")]
    };
    let new = attention(screening, "write", effect.id.as_str(), reason, actions);
    tx.raise(account, now, &new)?;
    Ok(())
}

/// Attention about a screening.
pub(crate) fn attention(
    screening: &ScreeningRow,
    kind: &'static str,
    subject: &str,
    reason: String,
    actions: &[(&str, &str)],
) -> NewAttention {
    let opportunity: OpportunityId = screening.opportunity.clone();
    NewAttention {
        id: AttentionId::new(uuid::Uuid::now_v7().to_string()),
        kind,
        subject: subject.to_owned(),
        title: screening.name.clone(),
        subtitle: screening.posting.clone(),
        reason,
        actions: actions
            .iter()
            .map(|(id, label)| Action { id: (*id).into(), label: (*label).into() })
            .collect(),
        screening: Some(screening.id.clone()),
        opportunity: Some(opportunity),
        lever_url: screening.lever_url.clone(),
    }
}
