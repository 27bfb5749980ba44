//! The Levers that one can connect to. Source of the addresses: Lever's developer documentation
//! and its public example app.

use std::collections::HashMap;

use fulcrum_credentials::{Endpoints, Lost, redirect_uri};
use fulcrum_sandbox::Ready;
use fulcrum_store::StoreError;
use url::Url;

use crate::App;
use crate::api::{AppError, ConnectOptions, CustomUrls, EnvironmentView, PermissionView};
use crate::profile::{self, name};

/// The sample company.
pub(crate) const SAMPLE: &str = "sample";
/// Lever itself.
pub(crate) const PRODUCTION: &str = "production";
/// Lever's own sandbox.
pub(crate) const LEVER_SANDBOX: &str = "lever_sandbox";
/// Another base URL.
pub(crate) const CUSTOM: &str = "custom";

/// Those that a company registers Fulcrum with by itself.
pub(crate) const OWN: [&str; 3] = [PRODUCTION, LEVER_SANDBOX, CUSTOM];

/// Where an environment is.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub api_base: Url,
    pub endpoints: Endpoints,
}

/// A client registration baked in at build time.
pub(crate) fn built_in_client() -> Option<(&'static str, &'static str)> {
    option_env!("FULCRUM_LEVER_CLIENT_ID").zip(option_env!("FULCRUM_LEVER_CLIENT_SECRET"))
}

/// Where the ID of the registration with an environment is kept.
pub(crate) fn client_id(environment: &str) -> String {
    format!("client_id:{environment}")
}

/// Addresses of an environment.
pub(crate) fn place(
    environment: &str,
    custom: Option<&CustomUrls>,
    sample: Option<&Ready>,
) -> Result<Place, AppError> {
    let (api_base, authorize, token) = match (environment, custom, sample) {
        (PRODUCTION, _, _) => (
            "https://api.lever.co/v1".to_owned(),
            "https://auth.lever.co/authorize".to_owned(),
            "https://auth.lever.co/oauth/token".to_owned(),
        ),
        (LEVER_SANDBOX, _, _) => (
            "https://api.sandbox.lever.co/v1".to_owned(),
            "https://sandbox-lever.auth0.com/authorize".to_owned(),
            "https://sandbox-lever.auth0.com/oauth/token".to_owned(),
        ),
        (SAMPLE, _, Some(ready)) => {
            (ready.api_base.clone(), ready.authorize_url.clone(), ready.token_url.clone())
        }
        (CUSTOM, Some(urls), _) => (urls.api_base.clone(), urls.authorize.clone(), urls.token.clone()),
        _ => return Err(AppError::invalid("Choose where to connect to.")),
    };
    let parse = |text: &str| {
        let url = Url::parse(text.trim())
            .map_err(|_| AppError::invalid(format!("{text} is not a web address.")))?;
        let local = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
        if url.scheme() == "https" || (url.scheme() == "http" && local) {
            Ok(url)
        } else {
            Err(AppError::invalid(format!("{text} must begin with https://.")))
        }
    };
    let api_base = parse(api_base.trim_end_matches('/'))?;
    let audience = format!("{}/", api_base.as_str().trim_end_matches('/'));
    Ok(Place {
        endpoints: Endpoints { authorize: parse(&authorize)?, token: parse(&token)?, audience },
        api_base,
    })
}

impl App {
    /// What the connect page shows, with what earlier sign-ins left.
    pub(crate) async fn options_to_connect(&self) -> Result<ConnectOptions, AppError> {
        let settings = profile::settings(&self.shared.store).await?;
        let account = self.connected_account().await?;
        let (confidential_asked, one_run) = self
            .shared
            .store
            .read(|tx| {
                let set = |name| Ok::<_, StoreError>(tx.setting::<bool>(name)?.unwrap_or(false));
                Ok::<_, StoreError>((set(name::CONFIDENTIAL_ASKED)?, set(name::ONE_RUN)?))
            })
            .await?;
        let lost = self.session().connected.as_ref().and_then(|connected| connected.owner.lost());
        let confidential_asked = confidential_asked && account.is_some();
        let mut known: HashMap<&str, Known> = HashMap::new();
        for environment in OWN {
            let setting = client_id(environment);
            let Some(id) = self.shared.store.read(move |tx| tx.setting::<String>(&setting)).await? else {
                continue;
            };
            let connected = account.as_ref().is_some_and(|account| account.environment == environment);
            let doubtful = connected && matches!(lost, Some(Lost::Absent | Lost::Damaged));
            // The keychain is asked only if it answers anyway: otherwise that could ask the person.
            let has_secret = if self.shared.secrets.is_this_run_only() || doubtful {
                let secret = self.shared.secrets.readable(&self.client_secret_name(environment, &id)).await;
                secret.ok().flatten().is_some()
            } else {
                !(connected && one_run)
            };
            known.insert(environment, Known { client_id: Some(id), has_secret, urls: None });
        }
        if let Some(account) = account.filter(|account| account.environment == CUSTOM) {
            known.entry(CUSTOM).or_default().urls = Some(CustomUrls {
                api_base: account.api_base,
                authorize: account.authorize_url.unwrap_or_default(),
                token: account.token_url.unwrap_or_default(),
            });
        }
        let demo = self.shared.options.demo;
        Ok(options(settings.redirect_port, demo, confidential_asked, &known))
    }
}

/// What is known of an environment from an earlier sign-in, without asking the keychain.
#[derive(Debug, Clone, Default)]
struct Known {
    /// The ID of its registration.
    client_id: Option<String>,
    /// The secret that goes with it is kept.
    has_secret: bool,
    /// The addresses that were typed in.
    urls: Option<CustomUrls>,
}

/// What the connect page shows.
fn options(
    port: u16,
    sample_first: bool,
    confidential_asked: bool,
    known: &HashMap<&str, Known>,
) -> ConnectOptions {
    let redirect = redirect_uri(port);
    let view = |id: &str, label: &str, about: &str| {
        let known = known.get(id).cloned().unwrap_or_default();
        let built_in = built_in_client().is_some() && id != CUSTOM;
        EnvironmentView {
            id: id.into(),
            label: label.into(),
            about: about.into(),
            needs_client: id != SAMPLE && !built_in && !(known.client_id.is_some() && known.has_secret),
            client_id: known.client_id,
            redirect_uri: redirect.clone(),
            needs_urls: id == CUSTOM,
            urls: known.urls,
        }
    };
    let mut environments = vec![
        view(PRODUCTION, "Lever", "Your company’s Lever account."),
        view(LEVER_SANDBOX, "Lever sandbox", "Your company’s test account at Lever."),
        view(
            SAMPLE,
            "Sample company",
            "Northwind Robotics, a made-up company on this computer. Nothing leaves it.",
        ),
        view(CUSTOM, "Another address", "A Lever-compatible service at an address of its own."),
    ];
    if sample_first {
        environments[..=2].rotate_right(1);
    }
    let permissions = fulcrum_credentials::permissions()
        .iter()
        .map(|permission| PermissionView {
            scope: permission.scope.into(),
            purpose: permission.purpose.into(),
            optional: permission.optional,
        })
        .collect();
    ConnectOptions { environments, permissions, confidential_asked }
}
