//! The sample company: a simulated Lever account in this process, kept in the profile folder.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use fulcrum_credentials::redirect_uri;
use fulcrum_sandbox::{Clock, Config, Ready, Sandbox};

use crate::App;
use crate::api::AppError;
use crate::profile::{self, name};

impl App {
    /// The sample company, ready for a sign-in that comes back to this port.
    pub(crate) async fn sample_for(&self, port: u16) -> Result<Ready, AppError> {
        let ready = self.sample().await?;
        if let Some(sandbox) = &*self.shared.sample.lock().await {
            sandbox.control().register_redirect(&redirect_uri(port));
        }
        Ok(ready)
    }

    /// The running sample company; started at the first use.
    pub(crate) async fn sample(&self) -> Result<Ready, AppError> {
        let mut slot = self.shared.sample.lock().await;
        if let Some(sandbox) = &*slot {
            return Ok(sandbox.ready().clone());
        }
        let settings = profile::settings(&self.shared.store).await?;
        let port: u16 = self.shared.store.read(|tx| tx.setting(name::SAMPLE_PORT)).await?.unwrap_or(0);
        let config = |port: u16| Config {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
            opportunities: self.shared.options.sample_size,
            oauth_redirects: vec![redirect_uri(settings.redirect_port)],
            state_file: Some(self.shared.options.profile_dir.join("sample-company.json")),
            clock: Clock::from_fn(Arc::new({
                let clock = Arc::clone(&self.shared.options.clock);
                move || clock.now()
            })),
            ..Config::default()
        };
        // The same port as last time, so that open pages go on working; any other if it is taken.
        let sandbox = match Sandbox::start(config(port)).await {
            Ok(sandbox) => sandbox,
            Err(_) if port != 0 => {
                Sandbox::start(config(0)).await.map_err(|error| AppError::internal(&error))?
            }
            Err(error) => return Err(AppError::internal(&error)),
        };
        let ready = sandbox.ready().clone();
        if let Some(port) = ready.url.rsplit(':').next().and_then(|port| port.parse::<u16>().ok()) {
            self.shared.store.write(move |tx| tx.set_setting(name::SAMPLE_PORT, &port)).await?;
        }
        *slot = Some(sandbox);
        Ok(ready)
    }
}
