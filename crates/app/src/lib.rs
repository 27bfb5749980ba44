//! The application layer: commands, view models and error codes, without a desktop.
//!
//! A front end calls [`catalogue::dispatch`] and listens to change events through its [`Host`];
//! it holds no rule of its own. This crate holds none either: it opens the profile, starts the
//! interview service and, for the sample company, the simulated Lever, connects an engine to an
//! account, and turns what the store knows into view models.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod api;
mod assessment_views;
pub mod catalogue;
mod checking;
mod commands;
mod connecting;
mod csv;
mod environments;
mod errors;
mod host;
mod interviews;
mod keeping;
mod letting_go;
mod mail_account;
mod notices;
mod owners;
mod permissions;
mod profile;
mod sample;
mod session;
mod stages;
mod status;
mod switchable;
mod titles;
mod typescript;
mod unwritten;
mod views;
pub mod words;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use api::{AppError, ChangeEvent, ChangeKind, ErrorCode};
use fulcrum_engine::Engine;
use fulcrum_lever::Budget;
use fulcrum_store::Store;
use jiff::Timestamp;
use tokio::sync::{Mutex as AsyncMutex, broadcast};
use tokio_util::sync::CancellationToken;

pub use fulcrum_core::time::Clock;
pub use fulcrum_engine::SystemClock;
pub use host::{Host, Notice};
pub use typescript::module as typescript_module;

use interviews::Interviews;
use session::Session;
use switchable::SwitchableSecrets;

/// How to start.
#[derive(Clone)]
pub struct Options {
    /// Folder of this profile: database, sample company, interview data.
    pub profile_dir: PathBuf,
    /// Offer the sample company first (the demo).
    pub demo: bool,
    /// Number of opportunities of the sample company.
    pub sample_size: usize,
    /// What time it is, for everything that runs here, the sample company included.
    pub clock: Arc<dyn Clock>,
}

/// The running application layer. Cheap to clone.
#[derive(Clone)]
pub struct App {
    shared: Arc<Shared>,
}

struct Shared {
    options: Options,
    host: Arc<dyn Host>,
    store: Store,
    secrets: Arc<SwitchableSecrets>,
    installation: String,
    service: AsyncMutex<Interviews>,
    sample: AsyncMutex<Option<fulcrum_sandbox::Sandbox>>,
    session: Mutex<Session>,
    connecting: AsyncMutex<()>,
    owner: AsyncMutex<owners::OwnerInUse>,
    /// By address of the API: what may leave is counted for all clients together.
    budgets: Mutex<HashMap<String, Budget>>,
    interview: Mutex<api::InterviewView>,
    /// Held while something is read anew behind an answer that was given already.
    asking: AsyncMutex<()>,
    notices: notices::Notices,
    mail: AsyncMutex<mail_account::MailAccount>,
    checks: checking::Checks,
    changes: broadcast::Sender<fulcrum_engine::Change>,
    stop: CancellationToken,
}

impl App {
    /// Opens the profile, starts the interview service on loopback and, if an account is connected,
    /// its engine.
    ///
    /// # Errors
    /// `newer_database` or `internal`.
    pub async fn start(options: Options, host: Arc<dyn Host>) -> Result<Arc<Self>, AppError> {
        let profile = profile::open(&options.profile_dir).await?;
        let secrets = Arc::new(SwitchableSecrets::new());
        let service = Interviews::start(&options, &profile, Arc::clone(&secrets)).await?;
        let (changes, _) = broadcast::channel(1024);
        let shared = Shared {
            interview: Mutex::new(service.unknown_view(interviews::Whose::Company)),
            asking: AsyncMutex::new(()),
            options,
            host,
            store: profile.store,
            secrets,
            installation: profile.installation,
            service: AsyncMutex::new(service),
            sample: AsyncMutex::new(None),
            session: Mutex::default(),
            connecting: AsyncMutex::new(()),
            owner: AsyncMutex::default(),
            budgets: Mutex::default(),
            notices: notices::Notices::default(),
            mail: AsyncMutex::default(),
            checks: checking::Checks::default(),
            changes,
            stop: CancellationToken::new(),
        };
        let app = Arc::new(Self { shared: Arc::new(shared) });
        tokio::spawn(notices::pump(Self::clone(&app)));
        app.resume().await?;
        tokio::spawn(interviews::watch(Self::clone(&app)));
        let tidying = Self::clone(&app);
        tokio::spawn(async move { tidying.tidy_up().await });
        Ok(app)
    }

    /// Stops everything and waits for it.
    pub async fn shutdown(&self) {
        self.shared.stop.cancel();
        self.give_up_sign_in().await;
        self.stop_engine().await;
        // A refresh that is under way used up the token of before: its answer is kept first.
        self.disown().await;
        if let Some(sample) = self.shared.sample.lock().await.take() {
            sample.shutdown().await;
        }
        self.shared.service.lock().await.stop().await;
    }

    fn tell(&self, kind: ChangeKind, id: Option<String>) {
        self.shared.host.changed(&ChangeEvent { kind, id });
    }

    fn now(&self) -> Timestamp {
        self.shared.options.clock.now()
    }

    fn session(&self) -> std::sync::MutexGuard<'_, Session> {
        self.shared.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The engine of the connected account.
    fn engine(&self) -> Result<Engine, AppError> {
        match &self.session().connected {
            Some(connected) => Ok(connected.engine.clone()),
            None => Err(AppError::new(ErrorCode::SignedOut, "Connect to Lever first.")),
        }
    }
}
