//! The interview service: the one on this computer, or a deployed one that is paired.

mod known;
mod mail;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use fulcrum_core::screening::State;
use fulcrum_credentials::{SecretName, SecretStore as _};
use fulcrum_interview::{Clock, Config, Service, mint_pairing_token};
use fulcrum_providers::{InterviewProvider, Provider};
use fulcrum_store::{AccountRow, Store};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::api::{AppError, ChangeKind, ErrorCode, InterviewView};
use crate::environments::SAMPLE;
use crate::mail_account::Freshened;
use crate::profile::{Profile, name};
use crate::switchable::{KeychainState, SwitchableSecrets};
use crate::{App, Options};

/// How often the service is asked how it is.
const CHECK: Duration = Duration::from_secs(30);

/// Whose candidates are interviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The sample company's: always on this computer.
    Sample,
    /// A company's: at the paired service, if there is one.
    Company,
}

impl Whose {
    pub(crate) fn of(environment: &str) -> Self {
        if environment == SAMPLE { Self::Sample } else { Self::Company }
    }
}

/// The interview service in use.
pub(crate) struct Interviews {
    local: Option<Service>,
    local_url: Url,
    local_token: SecretString,
    paired: Option<(Url, SecretString)>,
    store: Store,
    secrets: Arc<SwitchableSecrets>,
    installation: String,
}

impl Interviews {
    /// Starts the service on this computer and reads the pairing.
    pub(crate) async fn start(
        options: &Options,
        profile: &Profile,
        secrets: Arc<SwitchableSecrets>,
    ) -> Result<Self, AppError> {
        let token = mint_pairing_token().map_err(|error| AppError::internal(&error))?;
        let token = SecretString::from(token);
        let folder = options.profile_dir.join("interview");
        let listen = |port| listen(&folder, port, &token, Arc::clone(&options.clock));
        let port: u16 = profile.store.read(|tx| tx.setting(name::INTERVIEW_PORT)).await?.unwrap_or(0);
        let service = match listen(port).await {
            Ok(service) => service,
            Err(_) if port != 0 => listen(0).await?,
            Err(error) => return Err(error),
        };
        let url = Url::parse(service.url()).map_err(|error| AppError::internal(&error))?;
        if let Some(port) = url.port() {
            profile.store.write(move |tx| tx.set_setting(name::INTERVIEW_PORT, &port)).await?;
        }
        let mut this = Self {
            local: Some(service),
            local_url: url,
            local_token: token,
            paired: None,
            store: profile.store.clone(),
            secrets,
            installation: profile.installation.clone(),
        };
        if let Some(url) = this.store.read(|tx| tx.setting::<Url>(name::PAIRED)).await? {
            let token = this.secrets.get(&this.token_name()).await.unwrap_or_default();
            this.paired = Some((url, token.unwrap_or_else(|| SecretString::from(""))));
        }
        Ok(this)
    }

    /// The name of the pairing token, if it could not be read yet and can be now.
    fn token_to_read(&self) -> Option<SecretName> {
        let (_, token) = self.paired.as_ref()?;
        // Whoever else needs the keychain asks the person to unlock it.
        let readable = token.expose_secret().is_empty() && self.secrets.state() == KeychainState::Good;
        readable.then(|| self.token_name())
    }

    fn token_name(&self) -> SecretName {
        SecretName::new(&self.installation, "interview-token")
    }

    /// What is shown before it was asked.
    pub(crate) fn unknown_view(&self, whose: Whose) -> InterviewView {
        let paired = self.paired_for(whose);
        InterviewView {
            reachable: true,
            public_url: paired.map_or(&self.local_url, |(url, _)| url).to_string(),
            loopback: paired.is_none(),
            deployed: paired.is_some(),
            mail_ready: false,
            mail_from: None,
            problem: None,
        }
    }

    /// The paired service, if it is for this kind of account: the sample company never uses it.
    fn paired_for(&self, whose: Whose) -> Option<&(Url, SecretString)> {
        self.paired.as_ref().filter(|_| whose == Whose::Company)
    }

    /// A client of it.
    pub(crate) fn provider(&self, whose: Whose) -> Result<InterviewProvider, AppError> {
        let (url, token) = match self.paired_for(whose) {
            Some((url, token)) => (url.clone(), token.clone()),
            None => (self.local_url.clone(), self.local_token.clone()),
        };
        Ok(InterviewProvider::new(url, token)?)
    }

    /// A client of the service on this computer, if that is the one in use.
    pub(crate) fn local_provider(&self, whose: Whose) -> Result<Option<InterviewProvider>, AppError> {
        if self.paired_for(whose).is_some() {
            return Ok(None);
        }
        self.provider(whose).map(Some)
    }

    pub(crate) async fn stop(&mut self) {
        if let Some(service) = self.local.take() {
            service.shutdown().await;
        }
    }
}

async fn listen(
    folder: &Path,
    port: u16,
    token: &SecretString,
    clock: Arc<dyn crate::Clock>,
) -> Result<Service, AppError> {
    let config = Config {
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
        public_url: None,
        data_dir: folder.to_owned(),
        token: token.clone(),
        mail: None,
        clock: Clock::from_fn(move || clock.now()),
    };
    Service::start(config).await.map_err(|error| AppError::internal(&error))
}

impl App {
    /// The provider for an account, with its mail server told.
    pub(crate) async fn provider_for(&self, account: &AccountRow) -> Result<Arc<dyn Provider>, AppError> {
        let whose = Whose::of(&account.environment);
        let (provider, deployed) = {
            let service = self.shared.service.lock().await;
            (service.provider(whose)?, service.paired_for(whose).is_some())
        };
        // A deployed one is told when it is looked at: nobody waits for a network here.
        if !deployed && let Err(error) = self.tell_mail_server(&provider, whose).await {
            // Shown by the status; invitations then wait or are handed over.
            tracing::warn!(%error, "the mail settings could not be handed to the interview service");
        }
        Ok(match whose {
            Whose::Sample => Arc::new(provider),
            Whose::Company => Arc::new(Freshened::new(provider, self)),
        })
    }

    /// Asks the service how it is. One that is deployed may take its time; nobody waits for it.
    pub(crate) async fn look_at_interviews(&self) {
        let app = self.clone();
        let deployed = self.shared.service.lock().await.paired_for(self.whose()).is_some();
        let looking = tokio::spawn(async move { app.refresh_interview().await });
        if !deployed && let Err(error) = looking.await {
            tracing::error!(%error, "the look at the interview service ended badly");
        }
    }

    /// Whether the pairing token, which could not be read while the keychain was locked, can be now.
    async fn token_came(&self) -> bool {
        let Some(name) = self.shared.service.lock().await.token_to_read() else { return false };
        let Some(found) = self.shared.secrets.get(&name).await.ok().flatten() else { return false };
        match &mut self.shared.service.lock().await.paired {
            Some((_, token)) if token.expose_secret().is_empty() => {
                *token = found;
                true
            }
            _ => false,
        }
    }

    /// Pairs a deployed service after a look at it, or goes back to the one on this computer.
    pub(crate) async fn pair(&self, url: Option<String>, token: Option<String>) -> Result<(), AppError> {
        self.nothing_is_under_way().await?;
        self.shared.secrets.ask_again();
        {
            let token_name = self.shared.service.lock().await.token_name();
            match url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty()) {
                None => {
                    self.shared.secrets.forget(&token_name).await?;
                    self.shared.store.write(|tx| tx.set_setting(name::PAIRED, &None::<Url>)).await?;
                    self.shared.service.lock().await.paired = None;
                }
                Some(text) => {
                    let url = Url::parse(&text)
                        .map_err(|_| AppError::invalid(format!("{text} is not a web address.")))?;
                    let local = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
                    if url.scheme() != "https" && !local {
                        return Err(AppError::invalid(
                            "The address of the interview service must begin with https://.",
                        ));
                    }
                    let token = SecretString::from(token.unwrap_or_default().trim().to_owned());
                    InterviewProvider::new(url.clone(), token.clone())?.health().await?;
                    self.shared.secrets.set(&token_name, &token).await?;
                    let stored = url.clone();
                    self.shared.store.write(move |tx| tx.set_setting(name::PAIRED, &Some(stored))).await?;
                    self.shared.service.lock().await.paired = Some((url, token));
                }
            }
        }
        self.restart_engine().await?;
        self.refresh_interview().await;
        self.tell(ChangeKind::Settings, None);
        Ok(())
    }

    /// Goes back to the service on this computer, whatever was under way.
    pub(crate) async fn forget_pairing(&self) -> Result<(), AppError> {
        self.shared.store.write(|tx| tx.set_setting(name::PAIRED, &None::<Url>)).await?;
        let mut service = self.shared.service.lock().await;
        service.paired = None;
        Ok(self.shared.secrets.forget(&service.token_name()).await?)
    }

    /// Links and answers stay at the service that made them, so it is not changed under them.
    async fn nothing_is_under_way(&self) -> Result<(), AppError> {
        let Some(account) = self.connected_account().await? else { return Ok(()) };
        if Whose::of(&account.environment) == Whose::Sample {
            return Ok(());
        }
        let states = self.shared.store.read(move |tx| tx.count_by_state(&account.id)).await?;
        let bound = |state: State| state.is_open() || matches!(state, State::Submitted | State::Evaluated);
        let count: u32 = states.iter().filter(|(state, _)| bound(*state)).map(|(_, count)| count).sum();
        if count == 0 {
            return Ok(());
        }
        Err(AppError::new(
            ErrorCode::Conflict,
            format!(
                "Links and answers stay at the interview service that made them, and screenings there are still \
                 under way or wait for a review ({count}). Review them or call them off first."
            ),
        ))
    }

    /// The service of whoever is connected.
    pub(crate) async fn interview_provider(&self) -> Result<InterviewProvider, AppError> {
        let whose = self.whose();
        self.shared.service.lock().await.provider(whose)
    }

    /// Whose candidates are interviewed now.
    pub(crate) fn whose(&self) -> Whose {
        self.engine().map_or(Whose::Company, |engine| Whose::of(&engine.account().environment))
    }

    /// Asks the service how it is, for the status.
    pub(crate) async fn refresh_interview(&self) {
        let whose = self.whose();
        let (provider, mut view) = {
            let service = self.shared.service.lock().await;
            (service.provider(whose), service.unknown_view(whose))
        };
        let health = match provider {
            Ok(provider) => self.health_with_mail(&provider, whose).await,
            Err(error) => Err(error),
        };
        match health {
            Ok(health) => {
                view.public_url = health.public_url;
                view.loopback = health.loopback;
                view.mail_ready = health.mail.configured;
                view.mail_from = health.mail.from;
            }
            Err(error) => {
                view.reachable = false;
                view.problem = Some(error.message);
            }
        }
        let changed = {
            let mut slot = self.shared.interview.lock().unwrap_or_else(PoisonError::into_inner);
            let changed = *slot != view;
            *slot = view;
            changed
        };
        if changed {
            self.tell(ChangeKind::Status, None);
        }
    }
}

/// Keeps the status of the service fresh, and old data away.
pub(crate) async fn watch(app: App) {
    let stop = app.shared.stop.clone();
    let mut checks: u64 = 0;
    loop {
        if app.token_came().await
            && let Err(error) = app.restart_engine().await
        {
            tracing::warn!(code = ?error.code, "the paired service could not be taken up again");
        }
        app.refresh_interview().await;
        // Once an hour, beginning at launch.
        if checks.is_multiple_of(60 * 60 / CHECK.as_secs()) {
            if let Err(error) = app.purge().await {
                tracing::error!(%error, "old data could not be purged");
            }
            if let Err(error) = app.remember_for_checks().await {
                tracing::warn!(%error, "what the Check page compares with could not be kept");
            }
        }
        checks += 1;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(CHECK) => {}
        }
    }
}
