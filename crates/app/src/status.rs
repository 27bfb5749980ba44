//! The one value that says whether it is working.

use fulcrum_core::screening::State;
use fulcrum_credentials::Lost;
use fulcrum_engine::Phase;
use fulcrum_store::{ScreeningFilter, SignInKind, StoreError};

use crate::App;
use crate::api::{
    AppError, CompletionView, ConnectionView, CountsView, QueueView, SetupView, SignInCause, SignInState,
    Status, SyncState, SyncView,
};
use crate::checking::Switched;
use crate::environments::SAMPLE;
use crate::profile::name;
use crate::session::{Connected, Waiting};
use crate::switchable::KeychainState;
use crate::views::{millis, user_view};

impl App {
    pub(crate) async fn current_status(&self) -> Result<Status, AppError> {
        let (account, engine, mut connection) = {
            let session = self.session();
            let connected = session.connected.as_deref();
            let account = connected.map(|connected| connected.account.clone());
            let connection = match (&session.waiting, connected) {
                (Some(Waiting { sign_in, problem }), _) => {
                    let (environment, problem) = (Some(sign_in.environment.clone()), problem.clone());
                    self.connection(SignInState::WaitingForBrowser, environment, problem)
                }
                (None, Some(connected)) => {
                    let state = self.state_of(connected);
                    let environment = Some(connected.account.environment.clone());
                    let mut connection = self.connection(state, environment, session.problem.clone());
                    connection.cause =
                        (state == SignInState::SignInAgain).then(|| self.cause(connected.owner.lost()));
                    connection
                }
                (None, None) => self.connection(SignInState::SignedOut, None, session.problem.clone()),
            };
            (account, connected.map(|connected| connected.engine.clone()), connection)
        };
        if account.is_none() && connection.state == SignInState::SignedOut {
            connection.state = match self.shared.secrets.state() {
                KeychainState::Good => SignInState::SignedOut,
                KeychainState::Locked => SignInState::KeychainLocked,
                KeychainState::Missing => SignInState::KeychainMissing,
                KeychainState::Failing => SignInState::KeychainFailing,
            };
        }
        let waiting = connection.state == SignInState::WaitingForBrowser;
        let kept = account.clone();
        let (finished, one_run, stored) = self
            .shared
            .store
            .read(move |tx| {
                let finished = tx.setting::<bool>(name::SETUP_FINISHED)?.unwrap_or(false);
                let one_run = tx.setting::<bool>(name::ONE_RUN)?.unwrap_or(false);
                let Some(account) = kept else {
                    // Whoever signs in again is set up all the same.
                    let let_go = tx.setting::<bool>(name::LET_GO)?.unwrap_or(false);
                    let again = waiting && !let_go && tx.account()?.is_some();
                    return Ok((finished && again, one_run, None));
                };
                let user = match &account.user {
                    Some(user) => tx.users(&account.id)?.into_iter().find(|row| row.id == *user),
                    None => None,
                };
                let to_review = &[State::Submitted];
                let recent = tx.screenings(&account.id, ScreeningFilter::States(to_review), None, 5)?;
                Ok::<_, StoreError>((
                    finished,
                    one_run,
                    Some(Stored {
                        user,
                        switched: Switched::of(tx, &account.id)?,
                        queue: tx.queue_counts(&account.id)?,
                        states: tx.count_by_state(&account.id)?,
                        not_sent: tx.count_not_sent(&account.id)?,
                        attention: tx.count_attention(&account.id)?,
                        moves: tx.count_moves(&account.id)?,
                        waiting: tx.waiting_decisions(&account.id)?.len(),
                        recent: recent.rows,
                    }),
                ))
            })
            .await?;
        if connection.cause == Some(SignInCause::Absent) && one_run {
            connection.cause = Some(SignInCause::OneRun);
        }
        let connected = account.is_some();
        if let Some(account) = &account {
            connection.account_name.clone_from(&account.company);
            connection.by_key = account.sign_in == SignInKind::ApiKey;
            // Whose data is shown, whatever else is signed in to meanwhile.
            connection.is_sample = account.environment == SAMPLE;
            connection.user = stored.as_ref().and_then(|stored| stored.user.clone()).map(user_view);
        }
        let switched = stored.as_ref().map(|stored| &stored.switched);
        let trigger_on = switched.is_some_and(|switched| !switched.triggers.is_empty());
        Ok(Status {
            connection,
            sync: sync_view(engine.as_ref()),
            queue: stored.as_ref().map(queue).unwrap_or_default(),
            counts: stored.as_ref().map(counts).unwrap_or_default(),
            setup: SetupView {
                connected,
                user_chosen: account
                    .is_some_and(|account| account.user.is_some() && account.company.is_some()),
                trigger_on,
                by_hand: !trigger_on && switched.is_some_and(|switched| !switched.playbooks.is_empty()),
                finished,
            },
            interview: self.known_interview(),
            version: env!("CARGO_PKG_VERSION").into(),
        })
    }

    pub(crate) fn state_of(&self, connected: &Connected) -> SignInState {
        match connected.engine.health().phase {
            Phase::SignInAgain => SignInState::SignInAgain,
            // It was switched to memory since the engine looked; what is missing there shows at once.
            Phase::Keychain if self.shared.secrets.is_this_run_only() => {
                connected.owner.lost().map_or(SignInState::SignedIn, |_| SignInState::SignInAgain)
            }
            Phase::Keychain => match self.shared.secrets.trouble() {
                KeychainState::Missing => SignInState::KeychainMissing,
                KeychainState::Failing => SignInState::KeychainFailing,
                KeychainState::Locked | KeychainState::Good => SignInState::KeychainLocked,
            },
            Phase::Idle | Phase::Syncing | Phase::Offline | Phase::Troubled => SignInState::SignedIn,
        }
    }

    /// Why there must be a new sign-in. Lever may refuse without the owner of the token knowing.
    fn cause(&self, lost: Option<Lost>) -> SignInCause {
        match lost {
            Some(Lost::Absent) if self.shared.secrets.is_this_run_only() => SignInCause::OneRun,
            Some(Lost::Absent) => SignInCause::Absent,
            Some(Lost::Damaged) => SignInCause::Damaged,
            Some(Lost::Refused) | None => SignInCause::Refused,
        }
    }

    fn connection(
        &self,
        state: SignInState,
        environment: Option<String>,
        problem: Option<String>,
    ) -> ConnectionView {
        ConnectionView {
            state,
            cause: None,
            account_name: None,
            user: None,
            by_key: false,
            is_sample: environment.as_deref() == Some(SAMPLE),
            environment,
            this_run_only: self.shared.secrets.is_this_run_only(),
            problem,
        }
    }
}

struct Stored {
    user: Option<fulcrum_store::UserRow>,
    switched: Switched,
    queue: fulcrum_store::QueueCounts,
    states: Vec<(State, u32)>,
    not_sent: u32,
    attention: u32,
    moves: u32,
    waiting: usize,
    recent: Vec<fulcrum_store::ScreeningRow>,
}

fn sync_view(engine: Option<&fulcrum_engine::Engine>) -> SyncView {
    let Some(engine) = engine else {
        return SyncView { state: SyncState::Off, last_at: None, next_at: None, problem: None };
    };
    let health = engine.health();
    let state = match health.phase {
        _ if engine.is_paused() => SyncState::Paused,
        Phase::Idle => SyncState::Idle,
        Phase::Syncing => SyncState::Syncing,
        Phase::Offline => SyncState::Offline,
        Phase::Troubled | Phase::SignInAgain | Phase::Keychain => SyncState::Troubled,
    };
    SyncView {
        state,
        last_at: health.last_at.map(millis),
        next_at: health.next_at.map(millis),
        problem: health.problem,
    }
}

fn queue(stored: &Stored) -> QueueView {
    let counts = stored.queue;
    QueueView { held: counts.held, waiting: counts.waiting, unclear: counts.unknown, stuck: counts.wedged }
}

fn counts(stored: &Stored) -> CountsView {
    let count = |wanted: &dyn Fn(State) -> bool| -> u32 {
        stored.states.iter().filter(|(state, _)| wanted(*state)).map(|(_, count)| count).sum()
    };
    let to_review = count(&|state| state == State::Submitted);
    let waiting = u32::try_from(stored.waiting).unwrap_or(u32::MAX);
    CountsView {
        inbox: stored.attention + to_review + stored.moves + waiting,
        attention: stored.attention,
        to_review,
        open: count(&State::is_open),
        screenings: count(&|_| true).saturating_sub(stored.not_sent),
        recent_completions: stored
            .recent
            .iter()
            .map(|row| CompletionView {
                screening_id: row.id.to_string(),
                name: row.name.clone(),
                assessment: row.assessment.clone(),
            })
            .collect(),
    }
}
