//! Starting and stopping the whole.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::account::{Account, Beginning};
use crate::config::{Config, Ready, StartError};
use crate::control::Control;
use crate::control::switches::Switches;
use crate::mail::smtp;
use axum::ServiceExt;
use axum::extract::Request;
use tower_http::normalize_path::NormalizePathLayer;
use tower_layer::Layer as _;

use crate::serve::{Loopback, Wire, router};
use crate::world::World;
use crate::{seed, state};

/// How long open connections may take to end.
const PATIENCE: Duration = Duration::from_millis(300);

/// A running simulated Lever account. It stops when it is shut down or dropped.
pub struct Sandbox {
    account: Arc<Account>,
    stop: watch::Sender<bool>,
    web: JoinHandle<()>,
    mail: JoinHandle<()>,
    keeper: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox").field("url", &self.account.ready.url).finish_non_exhaustive()
    }
}

impl Sandbox {
    /// Seeds or loads the account and starts to listen.
    ///
    /// # Errors
    /// When an address is taken or the state file cannot be read.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let (web_listener, web_address) = bind(config.listen).await?;
        let (mail_listener, mail_address) = bind(config.smtp_listen).await?;
        let saved = match &config.state_file {
            Some(path) => state::load(path)?,
            None => None,
        };
        let beginning = match saved {
            Some(saved) => Beginning {
                ready: ready(web_address, mail_address, &saved.credentials),
                clock: config.clock,
                credentials: saved.credentials,
                redirects: config.oauth_redirects,
                world: World::load(saved.world),
                grants: saved.grants,
                mailbox: saved.mailbox,
                switches: Switches { clock_offset_ms: saved.clock_offset_ms, ..Switches::default() },
            },
            None => {
                let credentials = seed::credentials(config.seed);
                let now = config.clock.now().as_millisecond();
                Beginning {
                    ready: ready(web_address, mail_address, &credentials),
                    clock: config.clock,
                    credentials,
                    redirects: config.oauth_redirects,
                    world: seed::account(config.opportunities, config.seed, now),
                    grants: Default::default(),
                    mailbox: Default::default(),
                    switches: Default::default(),
                }
            }
        };
        let account = Arc::new(Account::new(beginning));
        let (stop, stopped) = watch::channel(false);
        let web = tokio::spawn(serve_web(web_listener, Arc::clone(&account), stopped.clone()));
        let mail = tokio::spawn(smtp::serve(mail_listener, Arc::clone(&account), stopped.clone()));
        let keeper =
            config.state_file.map(|path| tokio::spawn(state::keep(Arc::clone(&account), path, stopped)));
        tracing::info!(url = account.ready.url, "the simulated account is ready");
        Ok(Self { account, stop, web, mail, keeper })
    }

    /// Where everything is.
    pub fn ready(&self) -> &Ready {
        &self.account.ready
    }

    /// A handle that steers the account.
    pub fn control(&self) -> Control {
        Control::new(Arc::clone(&self.account))
    }

    /// Stops listening and saves the state.
    pub async fn shutdown(mut self) {
        // Nobody may be listening any more; then there is nothing to stop.
        let _ = self.stop.send(true);
        if let Some(keeper) = self.keeper.take()
            && let Err(error) = keeper.await
        {
            tracing::warn!(%error, "the state may not have been saved");
        }
        for task in [&mut self.web, &mut self.mail] {
            if tokio::time::timeout(PATIENCE, &mut *task).await.is_err() {
                task.abort();
            }
        }
    }
}

async fn serve_web(listener: TcpListener, account: Arc<Account>, mut stop: watch::Receiver<bool>) {
    // A path may end with a slash, as one of Lever's own examples does.
    let service = NormalizePathLayer::trim_trailing_slash().layer(router(&account));
    let service = ServiceExt::<Request>::into_make_service_with_connect_info::<Wire>(service);
    let served = axum::serve(Loopback(listener), service)
        .with_graceful_shutdown(async move {
            // An error means that the sandbox was dropped, which also stops it.
            let _ = stop.changed().await;
        })
        .await;
    if let Err(error) = served {
        tracing::warn!(%error, "the web server ended");
    }
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

fn ready(web: SocketAddr, mail: SocketAddr, credentials: &seed::Credentials) -> Ready {
    let url = format!("http://{web}");
    Ready {
        company: seed::COMPANY.to_owned(),
        api_base: format!("{url}/v1"),
        authorize_url: format!("{url}/authorize"),
        token_url: format!("{url}/oauth/token"),
        audience: format!("{url}/v1/"),
        mailbox_url: format!("{url}/mailbox"),
        control_url: format!("{url}/control"),
        smtp_host: mail.ip().to_string(),
        smtp_port: mail.port(),
        api_key: credentials.api_key.clone(),
        client_id: credentials.client_id.clone(),
        client_secret: credentials.client_secret.clone(),
        url,
    }
}
