//! One owner of each token, however often the engine begins anew.
//!
//! Two owners of one refresh token would use it twice, and Lever would end the whole sign-in.

use std::collections::HashMap;
use std::sync::Arc;

use fulcrum_credentials::{
    ApiKey, ClientSecret, OauthClient, Registration, SecretName, SecretStore, TokenOwner,
};
use fulcrum_engine::SystemClock;
use fulcrum_lever::TokenSource;
use fulcrum_store::{AccountRow, SignInKind};
use secrecy::SecretString;

use crate::App;
use crate::api::AppError;
use crate::environments::{self, SAMPLE};

/// The owners by environment, each with the registration that it was made for.
#[derive(Default)]
pub(crate) struct Owners(HashMap<String, (Made, Owner)>);

/// What an owner was made for; with another registration there must be another one.
type Made = (Option<String>, Option<String>);

/// The owner of a token.
#[derive(Clone)]
pub(crate) enum Owner {
    Oauth(Arc<TokenOwner>),
    Key(Arc<ApiKey>),
}

impl Owner {
    /// As the client of Lever needs it.
    pub(crate) fn source(&self) -> Arc<dyn TokenSource> {
        match self {
            Self::Oauth(owner) => owner.clone(),
            Self::Key(key) => key.clone(),
        }
    }

    /// Waits for what it is doing; another one takes its place.
    async fn retire(&self) {
        match self {
            Self::Oauth(owner) => owner.retire().await,
            Self::Key(_) => {}
        }
    }
}

impl App {
    /// The owner of secrets of an environment on this computer.
    pub(crate) fn owner(&self, environment: &str) -> String {
        format!("{}:{environment}", self.shared.installation)
    }

    /// The owner of the account's token.
    pub(crate) async fn token_owner(&self, account: &AccountRow) -> Result<Owner, AppError> {
        let mut owners = self.shared.owners.lock().await;
        let name = self.owner(&account.environment);
        let made = (account.token_url.clone(), account.client_id.clone());
        if let Some((known, owner)) = owners.0.get(&name) {
            if *known == made {
                return Ok(owner.clone());
            }
            owner.retire().await;
        }
        let secrets: Arc<dyn SecretStore> = self.shared.secrets.clone();
        let owner = match account.sign_in {
            SignInKind::ApiKey => Owner::Key(Arc::new(ApiKey::new(&name, secrets))),
            SignInKind::Oauth => {
                let place = Self::place_of(account)?;
                let client = self.registration(account).await?;
                let clock = Arc::new(SystemClock);
                let owner = TokenOwner::new(&name, &place.endpoints, client, secrets, clock);
                Owner::Oauth(Arc::new(owner.map_err(|error| AppError::internal(&error))?))
            }
        };
        owners.0.insert(name, (made, owner.clone()));
        Ok(owner)
    }

    /// Nobody owns the environment's token any more; a refresh that is under way ends before.
    pub(crate) async fn disown(&self, environment: &str) {
        let owner = self.shared.owners.lock().await.0.remove(&self.owner(environment));
        if let Some((_, owner)) = owner {
            owner.retire().await;
        }
    }

    /// The registration that a connected account signs in with.
    async fn registration(&self, account: &AccountRow) -> Result<Registration, AppError> {
        if account.environment == SAMPLE {
            return Ok(Registration::from(&self.sample_client().await?));
        }
        let id = account.client_id.clone().unwrap_or_default();
        let built_in = environments::built_in_client().filter(|(built_in, _)| *built_in == id);
        let secret = match built_in {
            Some((_, secret)) => ClientSecret::Known(SecretString::from(secret)),
            None => ClientSecret::Kept(self.client_secret_name(&account.environment)),
        };
        Ok(Registration { id, secret })
    }

    pub(crate) async fn sample_client(&self) -> Result<OauthClient, AppError> {
        let ready = self.sample().await?;
        Ok(OauthClient { id: ready.client_id, secret: SecretString::from(ready.client_secret) })
    }

    pub(crate) fn client_secret_name(&self, environment: &str) -> SecretName {
        SecretName::new(&self.owner(environment), "client-secret")
    }
}
