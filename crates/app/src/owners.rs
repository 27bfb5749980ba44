//! One owner of each token, however often the engine begins anew.
//!
//! Two owners of one refresh token would use it twice, and Lever would end the whole sign-in.

use std::sync::Arc;

use fulcrum_credentials::{
    ApiKey, ClientSecret, Lost, OauthClient, Registration, SecretName, SecretStore, TokenOwner,
};
use fulcrum_lever::TokenSource;
use fulcrum_store::{AccountRow, SignInKind};
use secrecy::SecretString;

use crate::App;
use crate::api::AppError;
use crate::environments::{self, SAMPLE};
use crate::profile::name;

/// The owner of the connected account's token, with what it was made for; for anything else there
/// must be another one.
pub(crate) type OwnerInUse = Option<(Made, Owner)>;

/// Whose secrets, where they are refreshed, and as which client.
type Made = (String, Option<String>, Option<String>);

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

    /// Why it asked for a new sign-in.
    pub(crate) fn lost(&self) -> Option<Lost> {
        match self {
            Self::Oauth(owner) => owner.lost(),
            Self::Key(key) => key.lost(),
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
    /// The owner of the account's token.
    pub(crate) async fn token_owner(&self, account: &AccountRow) -> Result<Owner, AppError> {
        let name = self.whose_tokens(account).await?;
        let made = (name, account.token_url.clone(), account.client_id.clone());
        let mut in_use = self.shared.owner.lock().await;
        if let Some((known, owner)) = &*in_use {
            if *known == made {
                return Ok(owner.clone());
            }
            owner.retire().await;
        }
        let owner = match account.sign_in {
            SignInKind::ApiKey => Owner::Key(Arc::new(ApiKey::new(&made.0, self.secrets()))),
            SignInKind::Oauth => Owner::Oauth(Arc::new(self.oauth_owner(&made.0, account).await?)),
        };
        *in_use = Some((made, owner.clone()));
        Ok(owner)
    }

    /// An owner of the account's tokens, kept under the name of `whose`.
    pub(crate) async fn oauth_owner(
        &self,
        whose: &str,
        account: &AccountRow,
    ) -> Result<TokenOwner, AppError> {
        let place = Self::place_of(account)?;
        let client = self.registration(account).await?;
        let owner = TokenOwner::new(
            whose,
            &place.endpoints,
            client,
            self.secrets(),
            Arc::clone(&self.shared.options.clock),
        );
        owner.map_err(|error| AppError::internal(&error))
    }

    pub(crate) fn secrets(&self) -> Arc<dyn SecretStore> {
        self.shared.secrets.clone()
    }

    /// Nobody owns the connected account's token any more; a refresh that is under way ends before.
    pub(crate) async fn disown(&self) {
        let owner = self.shared.owner.lock().await.take();
        if let Some((_, owner)) = owner {
            owner.retire().await;
        }
    }

    /// The name of the tokens of a sign-in on this computer. Each sign-in has its own: which one
    /// counts is said in the same transaction as whose account it is.
    pub(crate) fn tokens_of(&self, environment: &str, sign_in: Option<&str>) -> String {
        let owner = self.owner(environment);
        sign_in.map_or_else(|| owner.clone(), |sign_in| format!("{owner}:{sign_in}"))
    }

    /// The name of the connected account's tokens.
    pub(crate) async fn whose_tokens(&self, account: &AccountRow) -> Result<String, AppError> {
        let sign_in = self.shared.store.read(|tx| tx.setting::<String>(name::SIGN_IN)).await?;
        Ok(self.tokens_of(&account.environment, sign_in.as_deref()))
    }

    /// The owner of secrets of an environment on this computer.
    fn owner(&self, environment: &str) -> String {
        format!("{}:{environment}", self.shared.installation)
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
            None => ClientSecret::Kept(self.client_secret_name(&account.environment, &id)),
        };
        Ok(Registration { id, secret })
    }

    pub(crate) async fn sample_client(&self) -> Result<OauthClient, AppError> {
        let ready = self.sample().await?;
        Ok(OauthClient { id: ready.client_id, secret: SecretString::from(ready.client_secret) })
    }

    /// A secret is filed under the ID that it belongs to, so that the two never come apart.
    pub(crate) fn client_secret_name(&self, environment: &str, id: &str) -> SecretName {
        SecretName::new(&self.owner(environment), &client_secret(id))
    }
}

/// What the secret of a registration is called.
fn client_secret(id: &str) -> String {
    format!("client-secret:{id}")
}
