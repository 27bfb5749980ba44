//! The Levers that one can connect to. Source of the addresses: Lever's developer documentation
//! and its public example app.

use fulcrum_credentials::{Endpoints, redirect_uri};
use fulcrum_sandbox::Ready;
use url::Url;

use crate::api::{AppError, ConnectOptions, CustomUrls, EnvironmentView, PermissionView};

/// The sample company.
pub(crate) const SAMPLE: &str = "sample";
/// Lever itself.
pub(crate) const PRODUCTION: &str = "production";
/// Lever's own sandbox.
pub(crate) const LEVER_SANDBOX: &str = "lever_sandbox";
/// Another base URL.
pub(crate) const CUSTOM: &str = "custom";

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

/// What the connect page shows.
pub(crate) fn options(port: u16, sample_first: bool, known_clients: &[String]) -> ConnectOptions {
    let redirect = redirect_uri(port);
    let needs_client =
        |id: &str| built_in_client().is_none() && !known_clients.iter().any(|known| known == id);
    let view = |id: &str, label: &str, about: &str| EnvironmentView {
        id: id.into(),
        label: label.into(),
        about: about.into(),
        needs_client: id != SAMPLE && needs_client(id),
        redirect_uri: redirect.clone(),
        needs_urls: id == CUSTOM,
    };
    let mut environments = vec![
        view(PRODUCTION, "Lever", "Your company's Lever account."),
        view(LEVER_SANDBOX, "Lever sandbox", "Your company's test account at Lever."),
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
    ConnectOptions { environments, permissions }
}
