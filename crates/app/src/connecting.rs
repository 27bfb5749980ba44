//! Connecting to an account and letting go of it.

use std::sync::Arc;

use fulcrum_core::AccountId;
use fulcrum_credentials::{
    ApiKey, CONFIDENTIAL, FreshToken, MemorySecrets, OauthClient, SecretError, SecretName, SecretStore as _,
    SignInError, TokenSet, begin, covers, permissions,
};
use fulcrum_lever::Lever;
use fulcrum_providers::{ErrorKind, Provider as _, ProviderRef};
use fulcrum_store::{AccountRow, ScreeningFilter, SignInKind};
use jiff::Timestamp;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::api::{AppError, ChangeKind, ConnectApiKey, ConnectOauth, CustomUrls, ErrorCode};
use crate::environments::{self, CUSTOM, Place, SAMPLE};
use crate::interviews::Whose;
use crate::owners::Owner;
use crate::permissions::{advice, named};
use crate::profile;
use crate::session::Session;

impl App {
    /// Opens the browser and waits for it in the background.
    pub(crate) async fn connect_with_oauth(&self, request: ConnectOauth) -> Result<(), AppError> {
        let _one_at_a_time = self.shared.connecting.lock().await;
        let environment = request.environment.clone();
        let sample = if environment == SAMPLE { Some(self.sample().await?) } else { None };
        let place = environments::place(&environment, request.urls.as_ref(), sample.as_ref())?;
        // A keychain that is missing or locked is told before the browser opens, not after.
        self.probe_keychain().await.inspect_err(|_| self.tell(ChangeKind::Status, None))?;
        let (client, typed) = self.client_for(&request).await?;
        let port = profile::settings(&self.shared.store).await?.redirect_port;
        let pending = begin(&place.endpoints, &client, port, request.confidential).await?;
        let page = pending.url().to_string();
        self.shared.host.open_url(&page).map_err(AppError::invalid)?;
        let cancel = CancellationToken::new();
        self.stop_engine().await;
        *self.session() = Session::Waiting { cancel: cancel.clone(), environment, page, problem: None };
        self.tell(ChangeKind::Status, None);
        let (app, noting) = (self.clone(), self.clone());
        tokio::spawn(async move {
            let result = tokio::select! {
                () = cancel.cancelled() => return,
                result = pending.finish(Timestamp::now, || noting.note_foreign_callback()) => result,
            };
            let result = app.signed_in(result, &request, &place, &client, typed).await;
            if let Err(error) = result {
                tracing::warn!(code = ?error.code, "the sign-in did not work");
                app.fall_back(error.message).await;
            }
        });
        Ok(())
    }

    /// The registration to sign in with, and whether it was typed in now.
    async fn client_for(&self, request: &ConnectOauth) -> Result<(OauthClient, bool), AppError> {
        if request.environment == SAMPLE {
            return Ok((self.sample_client().await?, false));
        }
        let trimmed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        let (id, secret) = (trimmed(&request.client_id), trimmed(&request.client_secret));
        if !id.is_empty() && !secret.is_empty() {
            return Ok((OauthClient { id, secret: secret.into() }, true));
        }
        let setting = format!("client_id:{}", request.environment);
        let stored = self.shared.store.read(move |tx| tx.setting::<String>(&setting)).await?;
        let kept = self.shared.secrets.get(&self.client_secret_name(&request.environment)).await?;
        let built_in = environments::built_in_client();
        let built_in = || built_in.map(|(id, secret)| (id.to_owned(), SecretString::from(secret)));
        let (id, secret) = stored.zip(kept).or_else(built_in).ok_or_else(|| {
            AppError::invalid("Type in the client ID and secret of your company's registration with Lever.")
        })?;
        Ok((OauthClient { id, secret }, false))
    }

    /// A page of another sign-in came back: the person learns why nothing happens.
    fn note_foreign_callback(&self) {
        if let Session::Waiting { problem, .. } = &mut *self.session() {
            *problem = Some(
                "A page of an earlier sign-in came back and was ignored. Go on in the page that was opened last, or \
                 open it again."
                    .into(),
            );
        }
        self.tell(ChangeKind::Status, None);
    }

    /// Whether the keychain would keep a secret: a locked one still answers that there is none.
    async fn probe_keychain(&self) -> Result<(), SecretError> {
        let name = SecretName::new(&self.shared.installation, "probe");
        self.shared.secrets.set(&name, &SecretString::from("probe")).await?;
        self.shared.secrets.forget(&name).await
    }

    /// A sign-in that did not work leaves what was connected before.
    async fn fall_back(&self, problem: String) {
        *self.session() = Session::SignedOut { problem: Some(problem.clone()) };
        if let Err(error) = self.restart_engine().await {
            tracing::warn!(code = ?error.code, "the earlier connection could not be taken up again");
        }
        match &mut *self.session() {
            Session::SignedOut { problem: slot } => *slot = Some(problem),
            Session::Connected(connected) => connected.problem = Some(problem),
            Session::Waiting { .. } => {}
        }
        self.tell(ChangeKind::Status, None);
    }

    async fn signed_in(
        &self,
        tokens: Result<TokenSet, SignInError>,
        request: &ConnectOauth,
        place: &Place,
        client: &OauthClient,
        typed: bool,
    ) -> Result<(), AppError> {
        let tokens = tokens?;
        let environment = &request.environment;
        let mut row = AccountRow {
            id: AccountId::new(""),
            environment: environment.clone(),
            sign_in: SignInKind::Oauth,
            api_base: place.api_base.as_str().trim_end_matches('/').to_owned(),
            authorize_url: Some(place.endpoints.authorize.to_string()),
            token_url: Some(place.endpoints.token.to_string()),
            client_id: Some(client.id.clone()),
            company: None,
            user: None,
            // Asking for confidential rows without the permission is an error for all rows.
            confidential: request.confidential && covers(&tokens.scopes, CONFIDENTIAL),
            created_at: Timestamp::now(),
        };
        // Tried before anything is kept: what does not work must not take the place of what does.
        let trial = Self::lever(&row, Arc::new(FreshToken::of(&tokens)))?;
        row.id = identity(&trial).await.map_err(just_signed_in)?;
        if typed {
            self.shared.secrets.set(&self.client_secret_name(environment), &client.secret).await?;
            let (setting, id) = (format!("client_id:{environment}"), client.id.clone());
            self.shared.store.write(move |tx| tx.set_setting(&setting, &id)).await?;
        }
        if let Owner::Oauth(owner) = self.token_owner(&row).await? {
            owner.keep(&tokens).await?;
        }
        self.connected(row, Some(tokens.scopes)).await
    }

    /// Connects with an API key after trying it.
    pub(crate) async fn connect_with_key(&self, request: ConnectApiKey) -> Result<(), AppError> {
        let _one_at_a_time = self.shared.connecting.lock().await;
        let environment = request.environment.clone();
        let sample = if environment == SAMPLE { Some(self.sample().await?) } else { None };
        let custom = request.api_base.as_ref().map(|base| CustomUrls {
            api_base: base.clone(),
            authorize: base.clone(),
            token: base.clone(),
        });
        if environment == CUSTOM && custom.is_none() {
            return Err(AppError::invalid("Type in the address of the API."));
        }
        let place = environments::place(&environment, custom.as_ref(), sample.as_ref())?;
        let key = request.api_key.trim().to_owned();
        if key.is_empty() {
            return Err(AppError::invalid("Paste the API key."));
        }
        let mut row = AccountRow {
            id: AccountId::new(""),
            environment,
            sign_in: SignInKind::ApiKey,
            api_base: place.api_base.as_str().trim_end_matches('/').to_owned(),
            authorize_url: None,
            token_url: None,
            client_id: None,
            company: None,
            user: None,
            confidential: false,
            created_at: Timestamp::now(),
        };
        // Tried before it is kept: a wrong key must not take the place of a good one.
        let key = SecretString::from(key);
        let trial = ApiKey::new("trial", Arc::new(MemorySecrets::default()));
        trial.keep(&key).await?;
        let lever = Self::lever(&row, Arc::new(trial))?.for_a_person();
        Self::try_key(&lever).await?;
        row.id = identity(&lever).await?;
        if let Owner::Key(owner) = self.token_owner(&row).await? {
            owner.keep(&key).await?;
        }
        self.connected(row, None).await
    }

    /// Keeps the account and starts its engine. `granted` is what the sign-in said.
    async fn connected(&self, mut row: AccountRow, granted: Option<Vec<String>>) -> Result<(), AppError> {
        if row.environment == SAMPLE {
            row.company = Some(self.sample().await?.company);
        }
        let (stored, before) = (row.clone(), self.shared.store.read(|tx| tx.account()).await?);
        let row = self
            .shared
            .store
            .write(move |tx| {
                // Another account's data stays until its person deletes it; one is connected at a time.
                if let Some(before) = before.filter(|before| before.id != stored.id) {
                    tracing::info!(before = %before.id, "another account is connected now");
                }
                tx.set_setting(profile::name::LET_GO, &false)?;
                tx.save_account(&stored)?;
                tx.set_account_granted(&stored.id, granted.as_deref())?;
                tx.account()
            })
            .await?
            .unwrap_or(row);
        self.start_engine(row).await
    }

    /// Erases what candidates left at the interview service on this computer. A deployed one is the
    /// company's.
    async fn erase_local_interviews(&self, account: &AccountRow) -> Result<(), AppError> {
        let service = self.shared.service.lock().await;
        let Some(provider) = service.local_provider(Whose::of(&account.environment))? else { return Ok(()) };
        let mut after = None;
        loop {
            let id = account.id.clone();
            let page = self
                .shared
                .store
                .read(move |tx| tx.screenings(&id, ScreeningFilter::All, "", after, 200))
                .await?;
            for reference in page.rows.into_iter().filter_map(|row| row.provider_ref) {
                match provider.erase(&ProviderRef::new(reference)).await {
                    Ok(()) => {}
                    Err(error) if error.kind == ErrorKind::NotFound => {}
                    Err(error) => return Err(error.into()),
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// Forgets tokens and keys; local data too, if asked.
    pub(crate) async fn let_go(&self, delete_local_data: bool) -> Result<(), AppError> {
        let _one_at_a_time = self.shared.connecting.lock().await;
        let account = self.shared.store.read(|tx| tx.account()).await?;
        self.stop_engine().await;
        let Some(account) = account else { return Ok(()) };
        // First what can fail: tokens are forgotten only once the rest is done.
        if delete_local_data {
            self.erase_local_interviews(&account).await?;
        }
        self.disown(&account.environment).await;
        let owner = self.owner(&account.environment);
        for what in ["access-token", "refresh-token", "api-key", "client-secret"] {
            self.shared.secrets.forget(&SecretName::new(&owner, what)).await?;
        }
        let setting = format!("client_id:{}", account.environment);
        self.shared
            .store
            .write(move |tx| {
                tx.set_setting(&setting, &None::<String>)?;
                tx.set_setting(profile::name::SETUP_FINISHED, &false)?;
                tx.set_setting(profile::name::LET_GO, &true)?;
                if delete_local_data { tx.delete_account(&account.id) } else { Ok(()) }
            })
            .await?;
        if delete_local_data {
            self.shared.store.leave_no_traces().await?;
        }
        for kind in [ChangeKind::Status, ChangeKind::Inbox, ChangeKind::Screening] {
            self.tell(kind, None);
        }
        Ok(())
    }
}

/// The account's own identity in Lever, the same on every computer: no endpoint names the account,
/// but its first user never changes.
async fn identity(lever: &Lever) -> Result<AccountId, AppError> {
    let users = lever.users(true).await?;
    let first = users.iter().min_by_key(|user| (user.created_at.unwrap_or(Timestamp::MAX), user.id.clone()));
    let first = first.ok_or_else(|| AppError::invalid("Lever shows no users to this connection."))?;
    Ok(AccountId::new(first.id.as_str()))
}

/// A token that was given a moment ago is good; where it is refused, something does not belong together.
fn just_signed_in(error: AppError) -> AppError {
    let message = match error.code {
        ErrorCode::SignInAgain => "You signed in, but Lever's API does not accept it. Sign-in and API are of \
                                   different environments: choose the one that your client ID was made for, or \
                                   check the addresses."
            .to_owned(),
        ErrorCode::PermissionMissing => {
            let users = permissions().iter().find(|one| one.scope == "users:read:admin");
            let users = users.map(named).unwrap_or_default();
            format!("You signed in, but Lever did not allow this: {users}. {}", advice(false))
        }
        _ => return error,
    };
    AppError { code: ErrorCode::SignInFailed, message, ..error }
}
