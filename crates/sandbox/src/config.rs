//! What a sandbox is started with, and what it answers once it is ready.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The redirect URI that is registered when none is configured.
pub const DEFAULT_REDIRECT: &str = "http://localhost:23917/callback";

/// How a simulated account is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the API, the sign-in pages, the board and the control endpoints listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// How many opportunities the seeded pipeline holds.
    pub opportunities: usize,
    /// The same seed and the same clock give the same account, ids included.
    pub seed: u64,
    /// Redirect URIs registered for the OAuth app; compared exactly.
    pub oauth_redirects: Vec<String>,
    /// Loaded at start when it exists; saved one second after a change and on shutdown.
    pub state_file: Option<PathBuf>,
    /// Where the SMTP listener of the mailbox listens. Port 0 takes a free one.
    pub smtp_listen: SocketAddr,
    /// The clock that every stored time and every `Date` header comes from.
    pub clock: Clock,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            opportunities: 60,
            seed: 7,
            oauth_redirects: vec![DEFAULT_REDIRECT.to_owned()],
            state_file: None,
            smtp_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            clock: Clock::system(),
        }
    }
}

/// A source of the current time; cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The computer's clock.
    pub fn system() -> Self {
        Self(Arc::new(Timestamp::now))
    }

    /// A clock that a test steers.
    pub fn from_fn(now: Arc<dyn Fn() -> Timestamp + Send + Sync>) -> Self {
        Self(now)
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// Where everything of a running sandbox is found.
#[derive(Serialize, Deserialize, Clone, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Ready {
    /// The made-up company that the account belongs to.
    pub company: String,
    /// The web address of the sandbox; its board page.
    pub url: String,
    /// Base of the Lever API, without a trailing slash.
    pub api_base: String,
    /// Where a browser is sent to authorise the app.
    pub authorize_url: String,
    /// Where codes and refresh tokens are exchanged.
    pub token_url: String,
    /// The `audience` of an authorise request: the API base with a trailing slash.
    pub audience: String,
    /// The page that shows every mail received.
    pub mailbox_url: String,
    /// Base of the control endpoints.
    pub control_url: String,
    /// Host of the SMTP listener.
    pub smtp_host: String,
    /// Port of the SMTP listener.
    pub smtp_port: u16,
    /// An API key of the account.
    pub api_key: String,
    /// Client id of the registered OAuth app.
    pub client_id: String,
    /// Client secret of the registered OAuth app.
    pub client_secret: String,
}

/// Why a sandbox could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// An address could not be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The state file exists but cannot be read.
    #[error("cannot read the state file {path}: {source}")]
    ReadState {
        /// The state file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The state file is not one of ours.
    #[error("the state file {path} is damaged: {source}")]
    DamagedState {
        /// The state file.
        path: PathBuf,
        /// Where the document breaks.
        source: serde_json::Error,
    },
}
