//! The connection: nobody, waiting for the browser, or an account with its running engine.

use std::sync::Arc;
use std::time::Duration;

use fulcrum_core::playbook::Playbook;
use fulcrum_engine::{Engine, Parts, Policy, SystemClock};
use fulcrum_lever::{Config, Lever, TokenSource};
use fulcrum_store::{AccountRow, StoreError};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::api::{AppError, ChangeKind, Settings};
use crate::environments::{Place, SAMPLE};
use crate::profile::{self, name};

/// Where the connection stands.
pub(crate) enum Session {
    /// Nobody, with the last failure.
    SignedOut { problem: Option<String> },
    /// The browser is open; with what came back and was not of this sign-in.
    Waiting { cancel: CancellationToken, environment: String, page: String, problem: Option<String> },
    /// Connected.
    Connected(Box<Connected>),
}

/// A connected account.
pub(crate) struct Connected {
    pub account: AccountRow,
    pub engine: Engine,
    /// Why the latest sign-in did not work; this connection went on.
    pub problem: Option<String>,
    stop: CancellationToken,
    task: JoinHandle<()>,
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

    /// A client for an account, writing as the connected user.
    pub(crate) fn lever(account: &AccountRow, tokens: Arc<dyn TokenSource>) -> Result<Lever, AppError> {
        let place = Self::place_of(account)?;
        let config = Config {
            api_base: place.api_base,
            account: account.id.clone(),
            budget: fulcrum_lever::Budget::default(),
        };
        let lever = Lever::new(config, tokens).map_err(|error| AppError::internal(&error))?;
        Ok(match &account.user {
            Some(user) => lever.performing_as(user.clone()),
            None => lever,
        })
    }

    /// Starts the engine of an account and becomes connected.
    pub(crate) async fn start_engine(&self, account: AccountRow) -> Result<(), AppError> {
        self.stop_engine().await;
        let tokens = self.token_owner(&account).await?;
        let lever = Self::lever(&account, tokens.source())?;
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
            clock: Arc::new(SystemClock),
            policy: policy(&settings, &account),
            account: account.clone(),
            installation: self.shared.installation.clone(),
            changes: self.shared.changes.clone(),
        };
        let engine = Engine::new(parts, paused);
        let stop = self.shared.stop.child_token();
        let (running, token) = (engine.clone(), stop.clone());
        let task = tokio::spawn(async move { Box::pin(running.run(token)).await });
        *self.session() =
            Session::Connected(Box::new(Connected { account, engine, problem: None, stop, task }));
        for kind in [ChangeKind::Status, ChangeKind::Inbox, ChangeKind::Playbooks, ChangeKind::Assessments] {
            self.tell(kind, None);
        }
        self.refresh_interview().await;
        Ok(())
    }

    /// Stops the engine, if one runs, and waits for it.
    pub(crate) async fn stop_engine(&self) {
        let before = std::mem::replace(&mut *self.session(), Session::SignedOut { problem: None });
        match before {
            Session::Connected(connected) => {
                connected.stop.cancel();
                if let Err(error) = connected.task.await {
                    tracing::error!(%error, "the engine ended badly");
                }
            }
            Session::Waiting { cancel, .. } => cancel.cancel(),
            Session::SignedOut { .. } => {}
        }
    }

    /// Begins the engine anew with the account as it is stored now.
    pub(crate) async fn restart_engine(&self) -> Result<(), AppError> {
        match self.connected_account().await? {
            Some(account) => self.start_engine(account).await,
            None => Ok(()),
        }
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
