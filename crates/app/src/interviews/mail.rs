//! The mail settings of the interview service: whose they are, and who tells it.

use fulcrum_providers::{Health, InterviewProvider, MailAccess, MailSecurity, MailSettings, Provider as _};
use secrecy::SecretString;

use super::Whose;
use crate::App;
use crate::api::{AppError, MailAuth, MailView};
use crate::profile;

impl App {
    /// The sample company's people get their mail in its own mailbox, never anywhere else.
    pub(crate) async fn tell_mail_server(
        &self,
        provider: &InterviewProvider,
        whose: Whose,
    ) -> Result<(), AppError> {
        if whose == Whose::Sample {
            let ready = self.sample().await?;
            let settings = MailSettings {
                host: ready.smtp_host,
                port: ready.smtp_port,
                security: MailSecurity::None,
                username: None,
                password: None,
                access: None,
                from_name: format!("{} recruiting", ready.company),
                from_address: "recruiting@northwind-robotics.example".into(),
            };
            return Ok(provider.set_mail(&settings).await?);
        }
        let deployed = self.shared.service.lock().await.paired_for(whose).is_some();
        let mail = profile::settings(&self.shared.store).await?.mail;
        // A deployed service has settings of its own, which colleagues use too.
        if deployed && provider.health().await?.mail.configured {
            return Ok(());
        }
        let Some(mail) = mail else {
            // The one on this computer may still know the sample company's mailbox.
            return if deployed { Ok(()) } else { Ok(provider.forget_mail().await?) };
        };
        Ok(provider.set_mail(&self.whole_mail_settings(&mail).await?).await?)
    }

    /// With password or token.
    pub(crate) async fn whole_mail_settings(&self, mail: &MailView) -> Result<MailSettings, AppError> {
        let [password, ..] = self.mail_secret_names();
        let password = match mail.auth {
            MailAuth::Password => self.shared.secrets.readable(&password).await?,
            MailAuth::None | MailAuth::Xoauth2 => None,
        };
        mail_settings(mail, password, self.mail_access(mail).await?)
    }

    /// How the service is. One that has lost its mail settings, because it was started anew, gets them
    /// again.
    pub(super) async fn health_with_mail(
        &self,
        provider: &InterviewProvider,
        whose: Whose,
    ) -> Result<Health, AppError> {
        let health = provider.health().await?;
        let wanted = whose == Whose::Sample || profile::settings(&self.shared.store).await?.mail.is_some();
        if health.mail.configured || !wanted || self.engine().is_err() {
            return Ok(health);
        }
        if let Err(error) = self.tell_mail_server(provider, whose).await {
            // It answers all the same; that it has no mail is shown.
            tracing::warn!(%error, "the mail settings could not be handed to the interview service");
            return Ok(health);
        }
        Ok(provider.health().await?)
    }
}

/// Mail settings as the service takes them.
fn mail_settings(
    mail: &MailView,
    password: Option<SecretString>,
    access: Option<MailAccess>,
) -> Result<MailSettings, AppError> {
    Ok(MailSettings {
        host: mail.host.clone(),
        port: mail.port,
        security: match mail.security.as_str() {
            "none" => MailSecurity::None,
            "starttls" => MailSecurity::Starttls,
            "tls" => MailSecurity::Tls,
            _ => return Err(AppError::invalid("Choose how the connection to the mail server is protected.")),
        },
        username: mail.username.clone(),
        password,
        access,
        from_name: mail.from_name.clone(),
        from_address: mail.from_address.clone(),
    })
}
