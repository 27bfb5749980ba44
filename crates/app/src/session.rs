//! The connection: nobody, waiting for the browser, or an account with its running engine.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use fulcrum_core::playbook::Playbook;
use fulcrum_engine::{Engine, Parts, Policy};
use fulcrum_lever::{Config, Lever, TokenSource};
use fulcrum_store::{AccountRow, StoreError};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::api::{AppError, ChangeKind, LinkView, Settings};
use crate::environments::{Place, SAMPLE};
use crate::owners::Owner;
use crate::profile::{self, name};

/// Where the connection stands.
#[derive(Default)]
pub(crate) struct Session {
    pub connected: Option<Box<Connected>>,
    /// A sign-in in the browser; what is connected works on meanwhile.
    pub waiting: Option<Waiting>,
    /// Why the latest sign-in did not work.
    pub problem: Option<String>,
}

/// The browser is open.
pub(crate) struct Waiting {
    pub sign_in: Arc<SignIn>,
    /// What came back and was not of this sign-in.
    pub problem: Option<String>,
}

/// A sign-in that is under way, from the browser's page until its account is kept.
pub(crate) struct SignIn {
    pub environment: String,
    pub page: String,
    /// Nothing of it is kept once this is cancelled.
    pub given_up: CancellationToken,
    /// Cancelled when it is over, however it went: its port is free again.
    pub over: CancellationToken,
}

/// A connected account.
pub(crate) struct Connected {
    pub account: AccountRow,
    pub engine: Engine,
    /// Where its token comes from.
    pub owner: Owner,
    stop: CancellationToken,
    /// None once it was told to stop.
    task: Option<JoinHandle<()>>,
}

impl App {
    /// Connects the account of the last run, if there is one.
    pub(crate) async fn resume(&self) -> Result<(), AppError> {
        let Some(mut account) = self.connected_account().await? else {
            if self.shared.options.demo {
                self.sample().await?;
            }
            return Ok(());
        };
        if account.environment == SAMPLE {
            // The sample company may have got other ports.
            let ready = self.sample().await?;
            account.api_base.clone_from(&ready.api_base);
            account.authorize_url = Some(ready.authorize_url);
            account.token_url = Some(ready.token_url);
            let row = account.clone();
            self.shared.store.write(move |tx| tx.save_account(&row)).await?;
        }
        self.start_engine(account).await
    }

    /// The account that is connected, or was in the last run.
    pub(crate) async fn connected_account(&self) -> Result<Option<AccountRow>, AppError> {
        let read = self.shared.store.read(|tx| {
            let let_go = tx.setting::<bool>(name::LET_GO)?.unwrap_or(false);
            if let_go { Ok::<_, StoreError>(None) } else { tx.account() }
        });
        Ok(read.await?)
    }

    /// Where an account's Lever is.
    pub(crate) fn place_of(account: &AccountRow) -> Result<Place, AppError> {
        let parse = |text: &str| text.parse::<url::Url>().map_err(|error| AppError::internal(&error));
        let api_base = parse(&account.api_base)?;
        let audience = format!("{}/", account.api_base.trim_end_matches('/'));
        let endpoints = fulcrum_credentials::Endpoints {
            authorize: parse(account.authorize_url.as_deref().unwrap_or(&account.api_base))?,
            token: parse(account.token_url.as_deref().unwrap_or(&account.api_base))?,
            audience,
        };
        Ok(Place { api_base, endpoints })
    }

    /// A client for an account, writing as the connected user. Every client is made here, so that what
    /// one learns about an environment can be told to the next.
    pub(crate) fn lever(
        &self,
        account: &AccountRow,
        tokens: Arc<dyn TokenSource>,
    ) -> Result<Lever, AppError> {
        let place = Self::place_of(account)?;
        let budget = {
            let mut budgets = self.shared.budgets.lock().unwrap_or_else(PoisonError::into_inner);
            budgets.entry(place.api_base.to_string()).or_default().clone()
        };
        let config = Config { api_base: place.api_base, account: account.id.clone(), budget };
        let lever = Lever::new(config, tokens).map_err(|error| AppError::internal(&error))?;
        Ok(match &account.user {
            Some(user) => lever.performing_as(user.clone()),
            None => lever,
        })
    }

    /// Starts the engine of an account and becomes connected. What was connected before is shown until
    /// then, so that nobody sees an empty window in between.
    pub(crate) async fn start_engine(&self, account: AccountRow) -> Result<(), AppError> {
        self.halt().await;
        if self.shared.stop.is_cancelled() {
            return Ok(());
        }
        let made = self.connected_to(account).await;
        let (connected, failed) = match made {
            Ok(connected) => (Some(Box::new(connected)), None),
            Err(error) => (None, Some(error)),
        };
        self.session().connected = connected;
        for kind in [ChangeKind::Status, ChangeKind::Inbox, ChangeKind::Playbooks, ChangeKind::Assessments] {
            self.tell(kind, None);
        }
        if let Some(error) = failed {
            return Err(error);
        }
        self.look_at_interviews().await;
        Ok(())
    }

    /// An account with its engine, which runs.
    async fn connected_to(&self, account: AccountRow) -> Result<Connected, AppError> {
        let owner = self.token_owner(&account).await?;
        let lever = self.lever(&account, owner.source())?;
        let provider = self.provider_for(&account).await?;
        let settings = profile::settings(&self.shared.store).await?;
        let id = account.id.clone();
        let paused = self
            .shared
            .store
            .write(move |tx| {
                if tx.playbooks(&id)?.is_empty() {
                    tx.save_playbook(&id, &Playbook::preset())?;
                }
                Ok::<_, StoreError>(tx.setting::<bool>(name::PAUSED)?.unwrap_or(false))
            })
            .await?;
        let parts = Parts {
            store: self.shared.store.clone(),
            lever,
            provider,
            clock: Arc::clone(&self.shared.options.clock),
            policy: policy(&settings, &account),
            account: account.clone(),
            installation: self.shared.installation.clone(),
            changes: self.shared.changes.clone(),
        };
        let engine = Engine::new(parts, paused);
        let stop = self.shared.stop.child_token();
        let (running, token) = (engine.clone(), stop.clone());
        let task = tokio::spawn(async move { Box::pin(running.run(token)).await });
        Ok(Connected { account, engine, owner, stop, task: Some(task) })
    }

    /// Stops the engine, if one runs, and waits for it.
    async fn halt(&self) {
        let task = self.session().connected.as_mut().and_then(|connected| {
            connected.stop.cancel();
            connected.task.take()
        });
        if let Some(task) = task
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the engine ended badly");
        }
    }

    /// Stops the engine, if one runs: nobody is connected any more.
    pub(crate) async fn stop_engine(&self) {
        self.halt().await;
        self.session().connected = None;
    }

    /// Begins the engine anew with the account as it is stored now.
    pub(crate) async fn restart_engine(&self) -> Result<(), AppError> {
        let _one_at_a_time = self.shared.connecting.lock().await;
        self.take_up().await
    }

    /// Connects the account that is stored, if there is one. Whoever calls it connects alone.
    pub(crate) async fn take_up(&self) -> Result<(), AppError> {
        match self.connected_account().await? {
            Some(account) => self.start_engine(account).await,
            None => Ok(()),
        }
    }

    /// From now on secrets are kept in memory. What is missing there is known at once, and the engine
    /// does not wait for the keychain any longer.
    pub(crate) async fn keep_in_memory(&self) {
        self.shared.secrets.keep_for_this_run();
        let connected = self
            .session()
            .connected
            .as_ref()
            .map(|connected| (connected.engine.clone(), connected.owner.source()));
        if let Some((engine, tokens)) = connected {
            if let Err(error) = tokens.authorization().await {
                tracing::info!(%error, "memory does not hold what signs in");
            }
            engine.sync_now();
        }
        self.tell(ChangeKind::Status, None);
    }

    /// The sign-in that is under way.
    pub(crate) fn sign_in(&self) -> Option<Arc<SignIn>> {
        self.session().waiting.as_ref().map(|waiting| Arc::clone(&waiting.sign_in))
    }

    /// Its page.
    pub(crate) fn page_of_the_sign_in(&self) -> Result<LinkView, AppError> {
        let none = || AppError::invalid("No sign-in is under way. Begin anew.");
        Ok(LinkView { url: self.sign_in().ok_or_else(none)?.page.clone() })
    }

    /// Whether it is this very one.
    pub(crate) fn is_under_way(&self, sign_in: &Arc<SignIn>) -> bool {
        self.sign_in().is_some_and(|one| Arc::ptr_eq(&one, sign_in))
    }
}

/// Timing by the person's settings. What runs on this computer alone may be asked more often.
pub(crate) fn policy(settings: &Settings, account: &AccountRow) -> Policy {
    let local =
        account.api_base.starts_with("http://127.") || account.api_base.starts_with("http://localhost");
    let hold = Duration::from_secs(u64::from(settings.hold_seconds));
    let usual = Policy { hold, directory: settings.directory, ..Policy::default() };
    if local {
        let tick = Duration::from_secs(3);
        return Policy { tick, tick_off_hours: tick, follow: Duration::from_secs(2), ..usual };
    }
    usual
}
