//! A running service: starting, addresses, stopping.

use std::{net::SocketAddr, sync::Arc};

use axum::Router;
use secrecy::SecretString;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};
use url::{Host, Url};

use crate::{
    Config, api,
    config::Clock,
    db::{self, Db, OpenError},
    mail::{MailSettingsError, post::Post},
    pages::{self, Pages},
    preview::Previews,
    seed,
};

/// A running interview service. Dropping it stops it too, without waiting for requests.
#[derive(Debug)]
pub struct Service {
    url: String,
    public_url: String,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Why a service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data cannot be opened.
    #[error(transparent)]
    Data(#[from] OpenError),
    /// The address is taken or not ours.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's words.
        source: std::io::Error,
    },
    /// The public URL cannot be the base of links.
    #[error("the public URL must be http:// or https:// with a host, without a query")]
    PublicUrl,
    /// The mail settings cannot be used.
    #[error(transparent)]
    Mail(#[from] MailSettingsError),
    /// The pairing token is too short to protect anything.
    #[error("the pairing token must have at least 16 characters")]
    Token,
    /// The first statements failed.
    #[error("the database cannot be prepared: {0}")]
    Prepare(String),
}

/// What every request can reach.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Parts>);

pub(crate) struct Parts {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) post: Post,
    pub(crate) token: SecretString,
    pub(crate) site: Site,
    pub(crate) pages: Pages,
    pub(crate) previews: Previews,
}

impl std::ops::Deref for Shared {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Where the service can be found.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The base of links, without a slash at the end.
    pub(crate) public: String,
    /// The path in that base; often empty.
    pub(crate) path: String,
    /// The origins that browsers may name when they post a form.
    pub(crate) origins: Vec<String>,
    /// Whether links work on this computer only.
    pub(crate) loopback: bool,
}

impl Service {
    /// Opens the data, settles what the last run left open, and listens.
    ///
    /// # Errors
    /// See [`StartError`]; nothing keeps running after one.
    pub async fn start(config: Config) -> Result<Service, StartError> {
        use secrecy::ExposeSecret as _;

        if config.token.expose_secret().trim().len() < 16 {
            return Err(StartError::Token);
        }
        if let Some(mail) = &config.mail {
            mail.check()?;
        }
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(|source| StartError::Listen { address: config.listen, source })?;
        let address =
            listener.local_addr().map_err(|source| StartError::Listen { address: config.listen, source })?;
        let url = own_url(address);
        let site = Site::new(config.public_url.as_ref(), &url, address.port())?;
        let public_url = site.public.clone();

        let folder = config.data_dir.clone();
        let db = tokio::task::spawn_blocking(move || Db::open(&folder))
            .await
            .map_err(|e| StartError::Prepare(e.to_string()))??;
        let now = config.clock.now();
        let open = db
            .commit(move |c| {
                seed::plant(c, now)?;
                db::mail::settle_open(c, now)
            })
            .await
            .map_err(|e| StartError::Prepare(e.to_string()))?;
        if open > 0 {
            tracing::warn!(
                mails = open,
                "mails were under way when the service last stopped; they are marked unclear"
            );
        }

        let shared = Shared(Arc::new(Parts {
            post: Post::new(db.clone(), config.clock.clone(), config.mail),
            db,
            clock: config.clock,
            token: config.token,
            pages: Pages::new().map_err(|e| StartError::Prepare(e.to_string()))?,
            previews: Previews::default(),
            site,
        }));
        let router = Router::new().nest("/api", api::router(shared.clone())).merge(pages::router(shared));
        let (stop, mut stopped) = watch::channel(false);
        let task = tokio::spawn(async move {
            let served = axum::serve(listener, router).with_graceful_shutdown(async move {
                // An error means that the service was dropped: stop as well.
                let _ = stopped.wait_for(|stop| *stop).await;
            });
            if let Err(error) = served.await {
                tracing::error!(%error, "the interview service stopped");
            }
        });
        tracing::info!(%address, "the interview service listens");
        Ok(Service { url, public_url, stop, task })
    }

    /// The base address on this computer.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The base of candidates' links, without a slash at the end.
    pub fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Takes no new requests and waits a few seconds for those under way.
    pub async fn shutdown(mut self) {
        let _ = self.stop.send(true);
        let limit = std::time::Duration::from_secs(5);
        if tokio::time::timeout(limit, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

impl Site {
    fn new(public: Option<&Url>, own: &str, port: u16) -> Result<Site, StartError> {
        let own_origins =
            [own.to_owned(), format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")];
        let Some(url) = public else {
            return Ok(Site {
                public: format!("http://127.0.0.1:{port}"),
                path: String::new(),
                origins: own_origins.into(),
                loopback: true,
            });
        };
        let usable = matches!(url.scheme(), "http" | "https")
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty();
        if !usable {
            return Err(StartError::PublicUrl);
        }
        let loopback = match url.host().ok_or(StartError::PublicUrl)? {
            Host::Domain(name) => name.eq_ignore_ascii_case("localhost") || name.ends_with(".localhost"),
            Host::Ipv4(a) => a.is_loopback() || a.is_unspecified(),
            Host::Ipv6(a) => a.is_loopback() || a.is_unspecified(),
        };
        let mut origins = vec![url.origin().ascii_serialization()];
        origins.extend(own_origins);
        Ok(Site {
            public: url.as_str().trim_end_matches('/').to_owned(),
            path: url.path().trim_end_matches('/').to_owned(),
            origins,
            loopback,
        })
    }

    /// A candidate's link.
    pub(crate) fn link(&self, token: &str) -> String {
        format!("{}/i/{token}", self.public)
    }

    /// The link to look at an assessment as a candidate.
    pub(crate) fn preview_link(&self, token: &str) -> String {
        format!("{}/preview/{token}", self.public)
    }

    /// A colleague's link.
    pub(crate) fn report_link(&self, token: &str) -> String {
        format!("{}/report/{token}", self.public)
    }
}

/// How this computer reaches the listener.
fn own_url(address: SocketAddr) -> String {
    let ip = address.ip();
    let port = address.port();
    match ip {
        _ if ip.is_unspecified() => format!("http://127.0.0.1:{port}"),
        std::net::IpAddr::V4(ip) => format!("http://{ip}:{port}"),
        std::net::IpAddr::V6(ip) => format!("http://[{ip}]:{port}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(url: &str) -> Site {
        Site::new(Some(&url.parse().unwrap()), "http://127.0.0.1:9", 9).unwrap()
    }

    #[test]
    fn links_keep_the_path_of_the_public_url() {
        let site = site("https://hire.acme.example/interviews/");
        assert_eq!(site.link("t"), "https://hire.acme.example/interviews/i/t");
        assert_eq!(site.path, "/interviews");
        assert!(!site.loopback);
        assert_eq!(site.origins[0], "https://hire.acme.example");
    }

    #[test]
    fn loopback_is_told_by_the_host() {
        assert!(site("http://localhost:80").loopback);
        assert!(site("http://127.9.9.9").loopback);
        assert!(site("http://[::1]:1").loopback);
        assert!(!site("http://10.0.0.1").loopback);
    }

    #[test]
    fn a_public_url_must_be_a_base() {
        for bad in ["ftp://a.example", "https://a.example/?x=1", "https://u@a.example"] {
            let url: Url = bad.parse().unwrap();
            assert!(Site::new(Some(&url), "http://127.0.0.1:9", 9).is_err(), "{bad}");
        }
    }
}
