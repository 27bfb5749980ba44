//! Settings of this computer and mail.

use fulcrum_credentials::SecretStore as _;
use fulcrum_providers::{MailPhase, MailStep};
use secrecy::SecretString;

use crate::App;
use crate::api::*;
use crate::interviews::Whose;
use crate::notices::time_of_day;
use crate::profile::{self, name};
use crate::session::policy;

impl App {
    pub(super) async fn change_settings(&self, request: Settings) -> Result<Settings, AppError> {
        let before = profile::settings(&self.shared.store).await?;
        if !matches!(request.notify_about.as_str(), "mine" | "all" | "none") {
            return Err(AppError::invalid("Choose what to be notified about."));
        }
        if !matches!(request.notify_names.as_str(), "full" | "initials" | "none") {
            return Err(AppError::invalid("Choose how much of a name notifications show."));
        }
        let quiet = &request.quiet_hours;
        if time_of_day(&quiet.from).is_none() || time_of_day(&quiet.to).is_none() {
            return Err(AppError::invalid("Type in the quiet hours as times of the day, such as 18:00."));
        }
        if quiet.on && quiet.from == quiet.to {
            return Err(AppError::invalid("Quiet hours end at another time than they begin."));
        }
        if !matches!(request.appearance.as_str(), "system" | "light" | "dark") {
            return Err(AppError::invalid("Choose light, dark or system."));
        }
        if request.hold_seconds > 3600 {
            return Err(AppError::invalid("An invitation can be held for at most an hour."));
        }
        if !(1..=3650).contains(&request.retention_days) {
            return Err(AppError::invalid("Keep data for between 1 and 3,650 days."));
        }
        if request.redirect_port < 1024 {
            return Err(AppError::invalid("Choose a port between 1024 and 65535."));
        }
        if request.autostart != before.autostart {
            self.shared.host.set_autostart(request.autostart).map_err(AppError::invalid)?;
        }
        let settings = Settings { mail: before.mail, ..request };
        self.keep(&settings).await?;
        if let Ok(engine) = self.engine() {
            engine.set_policy(policy(&settings, engine.account()));
            engine.sync_now();
        }
        Ok(settings)
    }

    pub(super) async fn pause_or_resume(&self, on: bool) -> Result<(), AppError> {
        let engine = self.engine()?;
        self.shared.store.write(move |tx| tx.set_setting(name::PAUSED, &on)).await?;
        engine.set_paused(on);
        self.note(if on { "Paused: nothing is sent or written" } else { "Resumed" }.into(), None).await;
        Ok(())
    }

    pub(super) async fn setup_is_finished(&self) -> Result<(), AppError> {
        self.shared.store.write(|tx| tx.set_setting(name::SETUP_FINISHED, &true)).await?;
        self.tell(ChangeKind::Status, None);
        Ok(())
    }

    pub(super) async fn use_another_service(&self, request: PairInterview) -> Result<(), AppError> {
        self.pair(request.url, request.token).await?;
        self.note("Another interview service is used".into(), None).await;
        Ok(())
    }

    /// What can be said about mail settings without trying them.
    pub(crate) fn check_mail(&self, request: &SaveMail) -> Result<(), AppError> {
        let host = request.host.trim();
        if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c == '/') {
            return Err(AppError::invalid(
                "Type in the name of the mail server, for example smtp.example.com.",
            ));
        }
        if request.port == 0 {
            return Err(AppError::invalid("Type in the port of the mail server, usually 587 or 465."));
        }
        if fulcrum_core::address::valid(&request.from_address).is_none() {
            return Err(AppError::invalid("The sender's address is not a valid e-mail address."));
        }
        Ok(())
    }

    pub(super) async fn change_mail(&self, request: SaveMail) -> Result<Settings, AppError> {
        self.check_mail(&request)?;
        let before = profile::settings(&self.shared.store).await?.mail;
        let (auth, sign_in) = (request.auth, before.and_then(|mail| mail.sign_in));
        if auth == MailAuth::Xoauth2 && sign_in.is_none() {
            return Err(AppError::invalid("Sign in to the mail account first."));
        }
        self.shared.secrets.ask_again();
        let [secret_name, ..] = self.mail_secret_names();
        if let Some(password) = request.password.as_ref().filter(|password| !password.is_empty()) {
            self.shared.secrets.set(&secret_name, &SecretString::from(password.as_str())).await?;
        }
        self.use_mail(request, auth, sign_in).await
    }

    /// Tried before it is kept: the service refuses what cannot work.
    pub(crate) async fn use_mail(
        &self,
        request: SaveMail,
        auth: MailAuth,
        sign_in: Option<MailSignInView>,
    ) -> Result<Settings, AppError> {
        let [secret_name, ..] = self.mail_secret_names();
        let has_password = self.shared.secrets.readable(&secret_name).await?.is_some();
        let username = request.username.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let mail = MailView {
            host: request.host.trim().to_owned(),
            port: request.port,
            security: request.security,
            auth,
            username: username.filter(|_| auth != MailAuth::None),
            has_password,
            sign_in,
            from_name: request.from_name.trim().to_owned(),
            from_address: request.from_address.trim().to_owned(),
        };
        if self.whose() == Whose::Company {
            self.interview_provider().await?.set_mail(&self.whole_mail_settings(&mail).await?).await?;
        }
        let mut settings = profile::settings(&self.shared.store).await?;
        settings.mail = Some(mail);
        self.keep(&settings).await?;
        self.note("Mail settings were changed".into(), None).await;
        self.refresh_interview().await;
        Ok(settings)
    }

    /// Sends a test mail, and keeps what came of it.
    pub(super) async fn try_mail(&self, request: TestMail) -> Result<(), AppError> {
        let sent = self.send_test_mail(request).await;
        // What was not tried at all says nothing about mail.
        match &sent {
            Err(error) if error.code != ErrorCode::MailTrouble => {}
            sent => self.note_mail_test(sent.as_ref().err().map(|error| error.message.clone())).await?,
        }
        sent
    }

    async fn send_test_mail(&self, request: TestMail) -> Result<(), AppError> {
        let to = fulcrum_core::address::valid(&request.to)
            .ok_or_else(|| AppError::invalid("Type in a valid e-mail address."))?;
        let provider = self.interview_provider().await?;
        if self.whose() == Whose::Company {
            // A token that cannot be renewed is said here rather than by the mail server.
            if let Some(mail) = profile::settings(&self.shared.store).await?.mail {
                self.mail_access(&mail).await?;
            }
            self.tell_mail_server(&provider, Whose::Company).await?;
        }
        let state = provider.test_mail(to).await?;
        let trouble = |message: String| AppError {
            code: ErrorCode::MailTrouble,
            message,
            details: state.reason.clone(),
        };
        match state.state {
            MailPhase::Sent => Ok(()),
            MailPhase::Off => Err(trouble("No mail server is set up yet.".into())),
            MailPhase::Unclear => Err(trouble(
                "The connection to the mail server broke at the end: the test mail may have gone out. Look into \
                 the mailbox, and try again."
                    .into(),
            )),
            MailPhase::Failed | MailPhase::Other(_) => {
                let mail = profile::settings(&self.shared.store).await?.mail;
                Err(trouble(what_to_do(state.step, mail.as_ref())))
            }
        }
    }

    async fn keep(&self, settings: &Settings) -> Result<(), AppError> {
        let stored = settings.clone();
        self.shared.store.write(move |tx| tx.set_setting(name::SETTINGS, &stored)).await?;
        self.tell(ChangeKind::Settings, None);
        Ok(())
    }
}

/// What failed, and what helps.
fn what_to_do(step: Option<MailStep>, mail: Option<&MailView>) -> String {
    let (host, port) = mail.map_or(("the mail server", 0), |mail| (mail.host.as_str(), mail.port));
    let by_token = mail.is_some_and(|mail| mail.auth == MailAuth::Xoauth2);
    match step {
        Some(MailStep::Server) => format!(
            "No mail server answers at {host}, port {port}. Check both; a firewall may also be in the way."
        ),
        Some(MailStep::Tls) => format!(
            "{host} does not protect the connection on port {port} as chosen. STARTTLS is usually on port 587, TLS on 465."
        ),
        Some(MailStep::Login) if mail.is_some_and(|mail| mail.username.is_none()) => {
            format!("{host} wants a login. Choose a user name and password, or a sign-in.")
        }
        Some(MailStep::Login) if by_token => format!(
            "{host} does not accept the sign-in for this user name. Sign in to the mail account again, and check that \
             it may send by SMTP."
        ),
        Some(MailStep::Login) => format!(
            "{host} does not accept the user name or the password. Some companies need an app password, or a sign-in \
             with Google or Microsoft."
        ),
        Some(MailStep::SignIn) => {
            "The sign-in of the mail account has ended. Sign in to it again.".to_owned()
        }
        Some(MailStep::Sender) => {
            "The mail server does not let this account send from the sender's address. Use an address that belongs to \
             the account."
                .to_owned()
        }
        Some(MailStep::Recipient) => {
            "The mail server refused the address of the test. Check it, or try another one.".to_owned()
        }
        Some(MailStep::Message) | None => {
            "The mail server took everything but the mail itself. Its number is below; whoever runs it can tell why."
                .to_owned()
        }
    }
}
