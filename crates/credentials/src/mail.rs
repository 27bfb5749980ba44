//! Sign-in to a mail account that takes no password from programs: Google, Microsoft and others that
//! speak XOAUTH2. The same dance as with Lever, at other endpoints.

use jiff::Timestamp;
use oauth2::basic::BasicClient;
use oauth2::{AuthType, AuthUrl, ClientId, ClientSecret, TokenUrl};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::exchange::{self, Oauth};
use crate::sign_in::{self, PendingSignIn};
use crate::{SignInError, TokenSet};

/// Where a mail account is signed in to, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailPlace {
    /// The authorize page.
    pub authorize: Url,
    /// The token endpoint.
    pub token: Url,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// What else the authorize page wants to know.
    pub extra: Vec<(String, String)>,
}

/// The company's registration there. Programs on a desktop may have no secret.
#[derive(Debug, Clone)]
pub struct MailClient {
    /// Client id.
    pub id: String,
    /// Client secret.
    pub secret: Option<SecretString>,
}

impl MailPlace {
    /// Google's: a refresh token comes only with these two parameters
    /// (developers.google.com/identity/protocols/oauth2/native-app).
    ///
    /// # Errors
    /// Never in practice: the addresses are fixed.
    pub fn google() -> Result<Self, url::ParseError> {
        Ok(Self {
            authorize: Url::parse("https://accounts.google.com/o/oauth2/v2/auth")?,
            token: Url::parse("https://oauth2.googleapis.com/token")?,
            scopes: vec!["https://mail.google.com/".into()],
            extra: vec![("access_type".into(), "offline".into()), ("prompt".into(), "consent".into())],
        })
    }

    /// Microsoft's, for one company (`tenant`) or, without, for whichever the person belongs to
    /// (learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth).
    ///
    /// # Errors
    /// If the tenant makes no address.
    pub fn microsoft(tenant: Option<&str>) -> Result<Self, url::ParseError> {
        let base = Url::parse("https://login.microsoftonline.com/")?;
        let at = |end: &str| base.join(&format!("{}/oauth2/v2.0/{end}", tenant.unwrap_or("common")));
        Ok(Self {
            authorize: at("authorize")?,
            token: at("token")?,
            scopes: vec!["https://outlook.office.com/SMTP.Send".into(), "offline_access".into()],
            extra: Vec::new(),
        })
    }
}

fn oauth(place: &MailPlace, client: &MailClient) -> Oauth {
    let oauth = BasicClient::new(ClientId::new(client.id.clone()))
        .set_auth_type(AuthType::RequestBody)
        .set_auth_uri(AuthUrl::from_url(place.authorize.clone()))
        .set_token_uri(TokenUrl::from_url(place.token.clone()));
    match &client.secret {
        Some(secret) => oauth.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned())),
        None => oauth,
    }
}

/// Opens the redirect port and prepares the address for the browser.
///
/// # Errors
/// [`SignInError::PortTaken`].
pub async fn begin_mail(
    place: &MailPlace,
    client: &MailClient,
    port: u16,
) -> Result<PendingSignIn, SignInError> {
    sign_in::begin_at(oauth(place, client), place.scopes.clone(), &place.extra, port).await
}

/// Another token for one hour. The refresh token of the answer must be kept before the access token
/// is used: the one of before may be good no more.
///
/// # Errors
/// [`SignInError::Refused`] if a person must sign in again; [`SignInError::Unreachable`] passes.
pub async fn renew_mail(
    place: &MailPlace,
    client: &MailClient,
    refresh_token: &SecretString,
    now: Timestamp,
) -> Result<TokenSet, SignInError> {
    let http = exchange::http().map_err(|error| SignInError::Unreachable(error.to_string()))?;
    exchange::refresh(&oauth(place, client), &http, refresh_token, now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_presets_are_whole() {
        let microsoft = MailPlace::microsoft(Some("contoso.example")).unwrap();
        assert_eq!(
            microsoft.token.as_str(),
            "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"
        );
        assert!(MailPlace::microsoft(None).unwrap().authorize.path().starts_with("/common/"));
        assert_eq!(MailPlace::google().unwrap().token.host_str(), Some("oauth2.googleapis.com"));
    }
}
