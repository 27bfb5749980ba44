//! What a running service is started with.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use jiff::Timestamp;
use secrecy::SecretString;
use url::Url;

use crate::MailSettings;

/// Everything a service needs to start.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The base of candidates' links, with or without a path. `None` means this computer only:
    /// `http://127.0.0.1:{port}`.
    pub public_url: Option<Url>,
    /// The folder that holds `interview.sqlite`; made if it is not there.
    pub data_dir: PathBuf,
    /// What callers of `/api` must present.
    pub token: SecretString,
    /// The mail server, if it is known at the start.
    pub mail: Option<MailSettings>,
    /// What time it is.
    pub clock: Clock,
}

/// The one source of time, so that tests can let days pass.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Timestamp + Send + Sync>);

impl Clock {
    /// The computer's clock.
    pub fn system() -> Clock {
        Clock::from_fn(Timestamp::now)
    }

    /// Any function as a clock.
    pub fn from_fn(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Clock {
        Clock(Arc::new(now))
    }

    /// The time, in whole milliseconds as it is stored.
    pub(crate) fn now(&self) -> Timestamp {
        let now = (self.0)();
        Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}
