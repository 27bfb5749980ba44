//! Connecting to an account: a sign-in in the browser, or an API key.
//!
//! Invariant: one of them at a time, and nothing is kept before it was tried.

use std::sync::Arc;

use fulcrum_core::AccountId;
use fulcrum_credentials::{
    ApiKey, CONFIDENTIAL, FreshToken, MemorySecrets, OauthClient, PendingSignIn, SecretError, SecretName,
    SecretStore as _, begin, covers, permissions,
};
use fulcrum_lever::Lever;
use fulcrum_store::{AccountRow, SignInKind, StoreError};
use jiff::Timestamp;
use secrecy::SecretString;
use tokio::sync::MutexGuard;
use tokio_util::sync::CancellationToken;

use crate::App;
use crate::api::{AppError, ChangeKind, ConnectApiKey, ConnectOauth, CustomUrls, ErrorCode};
use crate::environments::{self, CUSTOM, Place, SAMPLE};
use crate::keeping::{Proof, Tried};
use crate::permissions::{advice, named};
use crate::profile;
use crate::session::{SignIn, Waiting};

/// What a sign-in in the browser is begun with.
struct Asked {
    environment: String,
    place: Place,
    client: OauthClient,
    /// The registration was typed in now.
    typed: bool,
    confidential: bool,
}

impl App {
    /// Opens the browser and waits for it in the background.
    pub(crate) async fn connect_with_oauth(&self, request: ConnectOauth) -> Result<(), AppError> {
        let _one_at_a_time = self.alone().await;
        self.begin_sign_in(request).await
    }

    /// Connects with an API key after trying it.
    pub(crate) async fn connect_with_key(&self, request: ConnectApiKey) -> Result<(), AppError> {
        let _one_at_a_time = self.alone().await;
        let tried = self.try_connecting(request).await?;
        self.keep_connection(tried, &CancellationToken::new()).await?;
        self.note("Connected to Lever with an API key".into(), None).await;
        Ok(())
    }

    /// Gives up a sign-in that is under way, and what was said of one that did not work; what is connected
    /// goes on.
    pub(crate) async fn cancel_waiting(&self) {
        self.give_up_sign_in().await;
        self.session().problem = None;
        self.tell(ChangeKind::Status, None);
    }

    /// Nobody else connects while the guard is held, and a sign-in that waited is given up: whatever the
    /// person begins now is what they want.
    pub(crate) async fn alone(&self) -> MutexGuard<'_, ()> {
        self.shared.secrets.ask_again();
        // Before the lock: one that is being kept holds it, and gives up sooner so.
        self.give_up_sign_in().await;
        let guard = self.shared.connecting.lock().await;
        self.give_up_sign_in().await;
        guard
    }

    /// Waits until nothing of it runs and its port is free.
    pub(crate) async fn give_up_sign_in(&self) {
        let Some(sign_in) = self.sign_in() else { return };
        sign_in.given_up.cancel();
        sign_in.over.cancelled().await;
        self.no_longer_waits_for(&sign_in, None);
    }

    /// The sign-in is over. With words, if it did not work.
    fn no_longer_waits_for(&self, sign_in: &Arc<SignIn>, problem: Option<String>) {
        {
            let mut session = self.session();
            if !session.waiting.as_ref().is_some_and(|waiting| Arc::ptr_eq(&waiting.sign_in, sign_in)) {
                return;
            }
            session.waiting = None;
            session.problem = problem;
        }
        self.tell(ChangeKind::Status, None);
    }

    async fn begin_sign_in(&self, request: ConnectOauth) -> Result<(), AppError> {
        let environment = request.environment.clone();
        let port = profile::settings(&self.shared.store).await?.redirect_port;
        let sample = if environment == SAMPLE { Some(self.sample_for(port).await?) } else { None };
        let place = environments::place(&environment, request.urls.as_ref(), sample.as_ref())?;
        // A keychain that is missing or locked is told before the browser opens, not after.
        self.probe_keychain().await.inspect_err(|_| self.tell(ChangeKind::Status, None))?;
        let (client, typed) = self.client_for(&request, &place).await?;
        let pending = begin(&place.endpoints, &client, port, request.confidential).await?;
        let page = pending.url().to_string();
        // Without a browser of its own the page can still be opened elsewhere: it is waited for all the same.
        let problem = self.shared.host.open_url(&page).err();
        let problem = problem.map(|why| format!("{why} Copy the address of the page, and open it yourself."));
        let sign_in = Arc::new(SignIn {
            environment: environment.clone(),
            page,
            given_up: CancellationToken::new(),
            over: CancellationToken::new(),
        });
        {
            let mut session = self.session();
            session.waiting = Some(Waiting { sign_in: Arc::clone(&sign_in), problem });
            session.problem = None;
        }
        self.tell(ChangeKind::Status, None);
        let asked = Asked { environment, place, client, typed, confidential: request.confidential };
        let app = self.clone();
        tokio::spawn(async move { app.see_through(pending, asked, sign_in).await });
        Ok(())
    }

    /// The registration to sign in with, and whether it was typed in now.
    async fn client_for(
        &self,
        request: &ConnectOauth,
        place: &Place,
    ) -> Result<(OauthClient, bool), AppError> {
        if request.environment == SAMPLE {
            return Ok((self.sample_client().await?, false));
        }
        let trimmed = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
        let (id, secret) = (trimmed(&request.client_id), trimmed(&request.client_secret));
        if !id.is_empty() && !secret.is_empty() {
            return Ok((OauthClient { id, secret: secret.into() }, true));
        }
        let setting = environments::client_id(&request.environment);
        let (stored, account) = self
            .shared
            .store
            .read(move |tx| Ok::<_, StoreError>((tx.setting::<String>(&setting)?, tx.account()?)))
            .await?;
        // A secret goes to nobody but the server that it was typed in for.
        let token_url = Some(place.endpoints.token.as_str());
        let elsewhere = request.environment == CUSTOM
            && account.is_none_or(|account| account.token_url.as_deref() != token_url);
        let kept = match stored.filter(|_| !elsewhere) {
            Some(id) => {
                let name = self.client_secret_name(&request.environment, &id);
                self.shared.secrets.readable(&name).await?.map(|secret| (id, secret))
            }
            None => None,
        };
        let built_in = environments::built_in_client().filter(|_| request.environment != CUSTOM);
        let built_in = || built_in.map(|(id, secret)| (id.to_owned(), SecretString::from(secret)));
        let (id, secret) = kept.or_else(built_in).ok_or_else(|| {
            AppError::invalid("Type in the client ID and secret of your company's registration with Lever.")
        })?;
        Ok((OauthClient { id, secret }, false))
    }

    /// Whether the keychain would keep a secret: a locked one still answers that there is none.
    async fn probe_keychain(&self) -> Result<(), SecretError> {
        let name = SecretName::new(&self.shared.installation, "probe");
        self.shared.secrets.set(&name, &SecretString::from("probe")).await?;
        self.shared.secrets.forget(&name).await
    }

    /// Waits for the browser, tries what it brings, and keeps it, unless it is given up before.
    async fn see_through(&self, pending: PendingSignIn, asked: Asked, sign_in: Arc<SignIn>) {
        // Dropped last: by then the port is free, and so is the lock.
        let _over = sign_in.over.clone().drop_guard();
        let tried = tokio::select! {
            biased;
            () = sign_in.given_up.cancelled() => return,
            tried = self.signed_in(pending, asked, &sign_in) => tried,
        };
        let _one_at_a_time = tokio::select! {
            biased;
            () = sign_in.given_up.cancelled() => return,
            guard = self.shared.connecting.lock() => guard,
        };
        if !self.is_under_way(&sign_in) {
            return;
        }
        let kept = match tried {
            Ok(tried) => {
                let kept = self.keep_connection(tried, &sign_in.given_up).await;
                if kept.is_ok() {
                    self.note("Signed in to Lever".into(), None).await;
                }
                kept
            }
            Err(error) => Err(error),
        };
        let problem = kept.err().map(|error| {
            tracing::warn!(code = ?error.code, "the sign-in did not work");
            error.message
        });
        if problem.is_some() && self.engine().is_err() {
            // It was kept, or nearly: whatever is stored now is the connection.
            if let Err(error) = self.take_up().await {
                tracing::warn!(code = ?error.code, "the connection could not be taken up");
            }
        }
        self.no_longer_waits_for(&sign_in, problem);
    }

    /// A page of another sign-in came back: the person learns why nothing happens.
    fn note_foreign_callback(&self, sign_in: &Arc<SignIn>) {
        if let Some(waiting) = &mut self.session().waiting
            && Arc::ptr_eq(&waiting.sign_in, sign_in)
        {
            waiting.problem = Some(
                "A page of an earlier sign-in came back and was ignored. Go on in the page that was opened last, or \
                 open it again."
                    .into(),
            );
        }
        self.tell(ChangeKind::Status, None);
    }

    /// What the browser brings, tried before anything is kept: what does not work must not take the
    /// place of what does.
    async fn signed_in(
        &self,
        pending: PendingSignIn,
        asked: Asked,
        sign_in: &Arc<SignIn>,
    ) -> Result<Tried, AppError> {
        let tokens = pending.finish(|| self.now(), || self.note_foreign_callback(sign_in)).await?;
        let mut row = AccountRow {
            id: AccountId::new(""),
            environment: asked.environment,
            sign_in: SignInKind::Oauth,
            api_base: asked.place.api_base.as_str().trim_end_matches('/').to_owned(),
            authorize_url: Some(asked.place.endpoints.authorize.to_string()),
            token_url: Some(asked.place.endpoints.token.to_string()),
            client_id: Some(asked.client.id.clone()),
            company: None,
            user: None,
            // Asking for confidential rows without the permission is an error for all rows.
            confidential: asked.confidential && covers(&tokens.scopes, CONFIDENTIAL),
            created_at: self.now(),
        };
        let trial = self.lever(&row, Arc::new(FreshToken::of(&tokens)))?;
        row.id = identity(&trial).await.map_err(just_signed_in)?;
        Ok(Tried {
            row,
            granted: Some(tokens.scopes.clone()),
            confidential_asked: asked.confidential,
            proof: Proof::Tokens(tokens, asked.typed.then_some(asked.client)),
        })
    }

    /// A key, tried before it is kept: a wrong one must not take the place of a good one.
    async fn try_connecting(&self, request: ConnectApiKey) -> Result<Tried, AppError> {
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
            created_at: self.now(),
        };
        let key = SecretString::from(key);
        let trial = ApiKey::new("trial", Arc::new(MemorySecrets::default()));
        trial.keep(&key).await?;
        let lever = self.lever(&row, Arc::new(trial))?.for_a_person();
        Self::try_key(&lever).await?;
        row.id = identity(&lever).await?;
        Ok(Tried { row, granted: None, confidential_asked: false, proof: Proof::Key(key) })
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
