//! A mail account without a password: its sign-in, and the token for one hour that mail is sent with.
//!
//! Only Fulcrum holds what renews the token, in the keychain, and keeps what replaces it before the new
//! token is used. The interview service gets a token and the time when it runs out, and nothing else.

use std::sync::{Arc, Weak};
use std::time::Duration;

use async_trait::async_trait;
use fulcrum_credentials::{
    MailClient, MailPlace, SecretName, SecretStore as _, SignInError, begin_mail, renew_mail,
};
use fulcrum_providers::{
    Answers, Assessment, Capabilities, ErrorKind, Evaluation, Health, IdempotencyKey, InterviewProvider,
    Invitation, InviteRequest, MailAccess, MailState, MailText, Progress, Provider, ProviderError,
    ProviderRef, Retry, Sent,
};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::api::{
    AppError, ErrorCode, MailAuth, MailProvider, MailSignInView, MailView, Settings, SignInMail,
};
use crate::interviews::Whose;
use crate::{App, Shared, profile};

/// A token is handed over anew this long before it runs out: a mail takes its time.
const SPARE: Duration = Duration::from_secs(5 * 60);

/// What is known about the mail account in this run.
#[derive(Default)]
pub(crate) struct MailAccount {
    access: Option<MailAccess>,
    waiting: Option<CancellationToken>,
}

impl MailAccount {
    /// Until when the token is good.
    pub(crate) fn until(&self) -> Option<jiff::Timestamp> {
        self.access.as_ref().map(|access| access.until)
    }
}

fn place(sign_in: &MailSignInView) -> Result<MailPlace, AppError> {
    let wrong = |_| AppError::invalid("The addresses of the mail account's sign-in are not web addresses.");
    let place = match (sign_in.provider, &sign_in.urls) {
        (MailProvider::Google, _) => MailPlace::google().map_err(wrong)?,
        (MailProvider::Microsoft, _) => {
            let tenant = sign_in.tenant.as_deref().filter(|tenant| !tenant.is_empty());
            if tenant
                .is_some_and(|tenant| !tenant.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c)))
            {
                return Err(AppError::invalid(
                    "The directory (tenant) ID holds letters, digits, dots and dashes only.",
                ));
            }
            MailPlace::microsoft(tenant).map_err(wrong)?
        }
        (MailProvider::Other, Some(urls)) => MailPlace {
            authorize: Url::parse(urls.authorize.trim()).map_err(wrong)?,
            token: Url::parse(urls.token.trim()).map_err(wrong)?,
            scopes: urls.scopes.split_whitespace().map(str::to_owned).collect(),
            extra: Vec::new(),
        },
        (MailProvider::Other, None) => {
            return Err(AppError::invalid("Type in where the mail account is signed in to."));
        }
    };
    let local = |url: &Url| matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
    if [&place.authorize, &place.token].into_iter().any(|url| url.scheme() != "https" && !local(url)) {
        return Err(AppError::invalid(
            "The addresses of the mail account's sign-in must begin with https://.",
        ));
    }
    Ok(place)
}

fn trouble(error: SignInError) -> AppError {
    let message = match &error {
        // The same port, and the same words, as with Lever.
        SignInError::PortTaken(_) => return error.into(),
        SignInError::Denied { .. } => {
            "The mail account did not allow Fulcrum to send mail. Allow it in the browser, or ask whoever manages your company's mail."
        }
        SignInError::TimedOut => {
            "Nobody came back from the browser within five minutes. If an error was shown there, check the client ID and the registered redirect address."
        }
        SignInError::Refused { code, .. } if code == "invalid_client" => {
            "The mail account's sign-in does not accept the client ID or secret."
        }
        SignInError::Refused { .. } => {
            "The sign-in of the mail account has ended. Sign in again under Settings, Mail."
        }
        SignInError::NoRefreshToken => {
            "The mail account did not allow Fulcrum to stay signed in. The registration must allow offline access."
        }
        SignInError::Unreachable(_) => {
            "The sign-in server of the mail account cannot be reached. Try again when you are online."
        }
    };
    // The code only: descriptions may quote an address.
    let details = match &error {
        SignInError::Denied { code, .. } | SignInError::Refused { code, .. } => Some(code.clone()),
        SignInError::PortTaken(_)
        | SignInError::TimedOut
        | SignInError::NoRefreshToken
        | SignInError::Unreachable(_) => None,
    };
    AppError { code: ErrorCode::MailTrouble, message: message.to_owned(), details }
}

impl App {
    pub(crate) fn mail_secret_names(&self) -> [SecretName; 3] {
        let name = |what| SecretName::new(&self.shared.installation, what);
        [name("mail-password"), name("mail-refresh-token"), name("mail-client-secret")]
    }

    /// Opens the browser, waits for it, and sends mail with what it brought.
    pub(crate) async fn sign_in_to_mail(&self, request: SignInMail) -> Result<Settings, AppError> {
        let [_, refresh_name, secret_name] = self.mail_secret_names();
        let place = place(&request.sign_in)?;
        if request.sign_in.client_id.trim().is_empty() {
            return Err(AppError::invalid("Type in the client ID of your company's registration."));
        }
        if request.mail.username.as_deref().is_none_or(|name| name.trim().is_empty()) {
            return Err(AppError::invalid("Type in the mail account's address as the user name."));
        }
        self.check_mail(&request.mail)?;
        self.shared.secrets.ask_again();
        let typed = request.client_secret.as_deref().map(str::trim).filter(|secret| !secret.is_empty());
        let secret = match typed {
            Some(typed) => Some(SecretString::from(typed)),
            None => self.shared.secrets.readable(&secret_name).await?,
        };
        let client = MailClient { id: request.sign_in.client_id.trim().to_owned(), secret };
        let port = profile::settings(&self.shared.store).await?.redirect_port;
        let pending = begin_mail(&place, &client, port).await.map_err(trouble)?;
        let given_up = CancellationToken::new();
        if let Some(before) = self.shared.mail.lock().await.waiting.replace(given_up.clone()) {
            before.cancel();
        }
        self.shared.host.open_url(pending.url().as_str()).map_err(AppError::invalid)?;
        let tokens = tokio::select! {
            () = given_up.cancelled() => return Err(AppError::invalid("The sign-in was cancelled. Nothing was changed.")),
            () = self.shared.stop.cancelled() => return Err(AppError::invalid("Fulcrum is closing.")),
            tokens = pending.finish(|| self.now(), || ()) => tokens.map_err(trouble)?,
        };
        self.shared.secrets.set(&refresh_name, &tokens.refresh).await?;
        match &client.secret {
            Some(secret) => self.shared.secrets.set(&secret_name, secret).await?,
            None => self.shared.secrets.forget(&secret_name).await?,
        }
        self.shared.mail.lock().await.access =
            Some(MailAccess { token: tokens.access, until: tokens.expires_at });
        let sign_in = MailSignInView { client_id: client.id, ..request.sign_in };
        self.use_mail(request.mail, MailAuth::Xoauth2, Some(sign_in)).await
    }

    /// Gives up waiting for the browser.
    pub(crate) async fn give_up_mail_sign_in(&self) {
        if let Some(waiting) = self.shared.mail.lock().await.waiting.take() {
            waiting.cancel();
        }
    }

    /// A token that is good for a while, if the account needs one.
    pub(crate) async fn mail_access(&self, mail: &MailView) -> Result<Option<MailAccess>, AppError> {
        let (MailAuth::Xoauth2, Some(sign_in)) = (mail.auth, &mail.sign_in) else { return Ok(None) };
        // Whoever comes second finds what the first has fetched.
        let mut account = self.shared.mail.lock().await;
        if let Some(access) = account.access.as_ref().filter(|access| self.is_good(access)) {
            return Ok(Some(access.clone()));
        }
        let [_, refresh_name, secret_name] = self.mail_secret_names();
        let ended = || trouble(SignInError::Refused { code: "absent".into(), text: String::new() });
        let refresh = self.shared.secrets.readable(&refresh_name).await?.ok_or_else(ended)?;
        let secret = self.shared.secrets.readable(&secret_name).await?;
        let client = MailClient { id: sign_in.client_id.clone(), secret };
        let tokens = renew_mail(&place(sign_in)?, &client, &refresh, self.now()).await.map_err(trouble)?;
        self.shared.secrets.set(&refresh_name, &tokens.refresh).await?;
        let access = MailAccess { token: tokens.access, until: tokens.expires_at };
        account.access = Some(access.clone());
        Ok(Some(access))
    }

    fn is_good(&self, access: &MailAccess) -> bool {
        self.now().checked_add(SPARE).is_ok_and(|soon| soon < access.until)
    }

    /// The account is not used any more.
    pub(crate) async fn forget_mail_account(&self) -> Result<(), AppError> {
        self.give_up_mail_sign_in().await;
        self.shared.mail.lock().await.access = None;
        for name in self.mail_secret_names() {
            self.shared.secrets.forget(&name).await?;
        }
        Ok(())
    }

    /// Before a mail goes out: the service has a token that is good.
    async fn freshen(&self, provider: &InterviewProvider) -> Result<(), AppError> {
        let Some(mail) = profile::settings(&self.shared.store).await?.mail else { return Ok(()) };
        if mail.auth != MailAuth::Xoauth2 {
            return Ok(());
        }
        let good = self.shared.mail.lock().await.access.as_ref().is_some_and(|access| self.is_good(access));
        if good { Ok(()) } else { self.tell_mail_server(provider, Whose::Company).await }
    }
}

/// An interview service whose mail goes out with a token that is good.
pub(crate) struct Freshened {
    pub(crate) inner: InterviewProvider,
    /// The engine holds this, and the app the engine.
    app: Weak<Shared>,
}

impl Freshened {
    pub(crate) fn new(inner: InterviewProvider, app: &App) -> Self {
        Self { inner, app: Arc::downgrade(&app.shared) }
    }

    /// What passes is waited for. Whatever else is wrong shows in how the mail ends: a person must see
    /// to it.
    async fn freshen(&self) -> Result<(), ProviderError> {
        let Some(shared) = self.app.upgrade() else { return Ok(()) };
        let Err(error) = (App { shared }).freshen(&self.inner).await else { return Ok(()) };
        tracing::warn!(code = ?error.code, "the mail account's token could not be renewed");
        let passes = match error.code {
            ErrorCode::MailTrouble => error.details.is_none(),
            code => code == ErrorCode::KeychainLocked,
        };
        if !passes {
            return Ok(());
        }
        let retry = Retry::After(Some(Duration::from_secs(30)));
        Err(ProviderError::new(ErrorKind::Unavailable, Sent::No, retry, error.message))
    }
}

#[async_trait]
impl Provider for Freshened {
    fn id(&self) -> &str {
        self.inner.id()
    }

    fn capabilities(&self) -> Capabilities {
        self.inner.capabilities()
    }

    async fn assessments(&self) -> Result<Vec<Assessment>, ProviderError> {
        self.inner.assessments().await
    }

    async fn invite(
        &self,
        request: &InviteRequest,
        key: &IdempotencyKey,
    ) -> Result<Invitation, ProviderError> {
        self.freshen().await?;
        self.inner.invite(request, key).await
    }

    async fn find(&self, key: &IdempotencyKey) -> Result<Option<Invitation>, ProviderError> {
        self.inner.find(key).await
    }

    async fn progress(&self, refs: &[ProviderRef]) -> Result<Vec<Progress>, ProviderError> {
        self.inner.progress(refs).await
    }

    async fn mail_again(
        &self,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError> {
        self.freshen().await?;
        self.inner.mail_again(reference, attempt, mail).await
    }

    async fn remind(
        &self,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError> {
        self.freshen().await?;
        self.inner.remind(reference, attempt, mail).await
    }

    async fn cancel(&self, reference: &ProviderRef, reason: &str) -> Result<(), ProviderError> {
        self.inner.cancel(reference, reason).await
    }

    async fn answers(&self, reference: &ProviderRef) -> Result<Answers, ProviderError> {
        self.inner.answers(reference).await
    }

    async fn report(&self, reference: &ProviderRef) -> Result<Vec<u8>, ProviderError> {
        self.inner.report(reference).await
    }

    async fn evaluate(&self, reference: &ProviderRef, evaluation: &Evaluation) -> Result<(), ProviderError> {
        self.inner.evaluate(reference, evaluation).await
    }

    async fn health(&self) -> Result<Health, ProviderError> {
        self.inner.health().await
    }

    async fn erase(&self, reference: &ProviderRef) -> Result<(), ProviderError> {
        self.inner.erase(reference).await
    }
}
