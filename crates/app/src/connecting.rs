//! Connecting to an account and letting go of it.

use std::sync::Arc;

use fulcrum_core::AccountId;
use fulcrum_credentials::{
    ApiKey, MemorySecrets, OauthClient, SecretError, SecretName, SecretStore as _, SignInError, TokenOwner,
    TokenSet, begin,
};
use fulcrum_engine::SystemClock;
use fulcrum_lever::{Kind, Lever, OpportunityFilter, PostingFilter, TokenSource};
use fulcrum_providers::{ErrorKind, Provider as _, ProviderRef};
use fulcrum_store::{AccountRow, ScreeningFilter, SignInKind};
use jiff::Timestamp;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::api::{AppError, ChangeKind, ConnectApiKey, ConnectOauth, CustomUrls, ErrorCode};
use crate::environments::{self, CUSTOM, Place, SAMPLE};
use crate::interviews::Whose;
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
        let name = self.client_secret_name(&environment);
        self.probe_keychain().await.inspect_err(|_| self.tell(ChangeKind::Status, None))?;
        let trimmed = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        if let Some(secret) = trimmed(&request.client_secret) {
            self.shared.secrets.set(&name, &SecretString::from(secret)).await?;
        }
        let setting = format!("client_id:{environment}");
        if let Some(id) = trimmed(&request.client_id) {
            let setting = setting.clone();
            self.shared.store.write(move |tx| tx.set_setting(&setting, &id)).await?;
        }
        let id = self.shared.store.read(move |tx| tx.setting::<String>(&setting)).await?;
        let client = self.oauth_client(&environment, id).await?;
        if client.id.is_empty() {
            return Err(AppError::invalid(
                "Type in the client id and secret of your company's registration with Lever.",
            ));
        }
        let port = profile::settings(&self.shared.store).await?.redirect_port;
        let pending = begin(&place.endpoints, &client, port, request.confidential).await?;
        let page = pending.url().to_string();
        self.shared.host.open_url(&page).map_err(AppError::invalid)?;
        let cancel = CancellationToken::new();
        self.stop_engine().await;
        *self.session() = Session::Waiting { cancel: cancel.clone(), environment: environment.clone(), page };
        self.tell(ChangeKind::Status, None);
        let app = self.clone();
        tokio::spawn(async move {
            let result = tokio::select! {
                () = cancel.cancelled() => return,
                result = pending.finish(Timestamp::now) => result,
            };
            let result = app.signed_in(result, &environment, &place, &client, request.confidential).await;
            if let Err(error) = result {
                tracing::warn!(code = ?error.code, "the sign-in did not work");
                app.fall_back(error.message).await;
            }
        });
        Ok(())
    }

    /// Asks for what watching needs, so that a key that lacks something is refused with its name.
    async fn try_key(&self, lever: &Lever) -> Result<(), AppError> {
        let wrong = |error: fulcrum_lever::Error| match error.kind {
            Kind::SignIn => AppError::invalid(
                "Lever does not know this key. Copy it once more, whole, and check that it is of this environment.",
            ),
            _ => error.into(),
        };
        let nobody = OpportunityFilter { email: Some("nobody@example.com".into()), ..Default::default() };
        let tried = [
            ("users", lever.users(false).await.map(drop)),
            ("stages", lever.stages().await.map(drop)),
            ("postings", lever.postings(&PostingFilter::default()).await.map(drop)),
            ("opportunities", lever.opportunities_page(&nobody, None).await.map(drop)),
        ];
        let mut missing = Vec::new();
        for (what, result) in tried {
            match result {
                Ok(()) => {}
                Err(error) if error.kind == Kind::Forbidden => missing.push(what),
                Err(error) => return Err(wrong(error)),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(AppError::new(
            ErrorCode::PermissionMissing,
            format!("This key may not read {}. Make a key in Lever that may.", missing.join(", ")),
        ))
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
        if let Session::SignedOut { problem: slot } = &mut *self.session() {
            *slot = Some(problem);
        }
        self.tell(ChangeKind::Status, None);
    }

    async fn signed_in(
        &self,
        tokens: Result<TokenSet, SignInError>,
        environment: &str,
        place: &Place,
        client: &OauthClient,
        confidential: bool,
    ) -> Result<(), AppError> {
        let tokens = tokens?;
        let secrets: Arc<dyn fulcrum_credentials::SecretStore> = self.shared.secrets.clone();
        let owner = self.owner(environment);
        let source = TokenOwner::new(&owner, &place.endpoints, client, secrets, Arc::new(SystemClock));
        let source = source.map_err(|error| AppError::internal(&error))?;
        source.keep(&tokens).await?;
        let row = AccountRow {
            id: AccountId::new(""),
            environment: environment.to_owned(),
            sign_in: SignInKind::Oauth,
            api_base: place.api_base.as_str().trim_end_matches('/').to_owned(),
            authorize_url: Some(place.endpoints.authorize.to_string()),
            token_url: Some(place.endpoints.token.to_string()),
            client_id: Some(client.id.clone()),
            company: None,
            user: None,
            confidential,
            created_at: Timestamp::now(),
        };
        self.connected(row, Arc::new(source)).await
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
        let row = AccountRow {
            id: AccountId::new(""),
            environment: environment.clone(),
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
        self.try_key(&Self::lever(&row, Arc::new(trial))?).await?;
        let secrets: Arc<dyn fulcrum_credentials::SecretStore> = self.shared.secrets.clone();
        let source = ApiKey::new(&self.owner(&environment), secrets);
        source.keep(&key).await?;
        self.connected(row, Arc::new(source)).await
    }

    /// Learns whose account it is, keeps it and starts its engine.
    async fn connected(&self, mut row: AccountRow, tokens: Arc<dyn TokenSource>) -> Result<(), AppError> {
        let lever = Self::lever(&row, tokens)?;
        row.id = identity(&lever).await?;
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
