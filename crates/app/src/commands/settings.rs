//! Settings of this computer and mail.

use fulcrum_credentials::SecretStore as _;
use fulcrum_providers::MailPhase;
use secrecy::SecretString;

use crate::App;
use crate::api::*;
use crate::interviews::{Whose, mail_settings};
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

    pub(super) async fn change_mail(&self, request: SaveMail) -> Result<Settings, AppError> {
        let host = request.host.trim().to_owned();
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
        let mut settings = profile::settings(&self.shared.store).await?;
        let secret_name = self.mail_password_name();
        self.shared.secrets.ask_again();
        if let Some(password) = request.password.as_ref().filter(|password| !password.is_empty()) {
            self.shared.secrets.set(&secret_name, &SecretString::from(password.as_str())).await?;
        }
        let stored = self.shared.secrets.readable(&secret_name).await?;
        let username = request.username.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let mail = MailView {
            host,
            port: request.port,
            security: request.security,
            username,
            has_password: stored.is_some(),
            from_name: request.from_name.trim().to_owned(),
            from_address: request.from_address.trim().to_owned(),
        };
        // Tried before it is kept: the service refuses what cannot work.
        if self.whose() == Whose::Company {
            self.interview_provider().await?.set_mail(&mail_settings(&mail, stored)?).await?;
        }
        settings.mail = Some(mail);
        self.keep(&settings).await?;
        self.refresh_interview().await;
        Ok(settings)
    }

    pub(super) async fn send_test_mail(&self, request: TestMail) -> Result<(), AppError> {
        let to = fulcrum_core::address::valid(&request.to)
            .ok_or_else(|| AppError::invalid("Type in a valid e-mail address."))?;
        let state = self.interview_provider().await?.test_mail(to).await?;
        match state.state {
            MailPhase::Sent => Ok(()),
            MailPhase::Off => Err(AppError::new(ErrorCode::MailTrouble, "No mail server is set up yet.")),
            MailPhase::Failed | MailPhase::Unclear | MailPhase::Other(_) => Err(AppError {
                code: ErrorCode::MailTrouble,
                message:
                    "The mail server did not take the test mail. Check server, port, protection and password."
                        .into(),
                details: state.reason,
            }),
        }
    }

    async fn keep(&self, settings: &Settings) -> Result<(), AppError> {
        let stored = settings.clone();
        self.shared.store.write(move |tx| tx.set_setting(name::SETTINGS, &stored)).await?;
        self.tell(ChangeKind::Settings, None);
        Ok(())
    }
}
