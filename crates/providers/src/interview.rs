//! The built-in interview service, on this computer or deployed.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use url::Url;

use crate::{
    Answers, Assessment, AssessmentId, Capabilities, ErrorKind, Evaluation, Health, IdempotencyKey,
    Invitation, InviteRequest, MailBy, MailSettings, MailState, MailText, Progress, Provider, ProviderError,
    ProviderRef,
    wire::{Call, TIMEOUT, Wire},
};

/// Most references the service takes in one question about progress.
const PROGRESS_BATCH: usize = 200;

/// A paired interview service.
#[derive(Clone, Debug)]
pub struct InterviewProvider {
    wire: Wire,
}

impl InterviewProvider {
    /// Speaks to the service at `base` (with or without a path) with its pairing token.
    ///
    /// # Errors
    /// When no HTTP client can be built, e.g. because the program has not installed a default
    /// `rustls` crypto provider.
    pub fn new(base: Url, token: SecretString) -> Result<InterviewProvider, ProviderError> {
        InterviewProvider::with_timeout(base, token, TIMEOUT)
    }

    /// The same with another limit for a whole exchange.
    ///
    /// # Errors
    /// As [`InterviewProvider::new`].
    pub fn with_timeout(
        base: Url,
        token: SecretString,
        timeout: Duration,
    ) -> Result<InterviewProvider, ProviderError> {
        Ok(InterviewProvider { wire: Wire::new(base, token, timeout)? })
    }

    /// Hands the service its mail settings, which it keeps in memory only.
    ///
    /// # Errors
    /// When the service refuses them or does not answer.
    pub async fn set_mail(&self, settings: &MailSettings) -> Result<(), ProviderError> {
        let body = json!({
            "host": settings.host,
            "port": settings.port,
            "security": settings.security,
            "username": settings.username,
            "password": settings.password.as_ref().map(|p| p.expose_secret()),
            "access": settings.access.as_ref().map(|access| json!({
                "token": access.token.expose_secret(),
                "until": access.until,
            })),
            "fromName": settings.from_name,
            "fromAddress": settings.from_address,
        });
        self.wire.run(Call::new(Method::PUT, &["mail"]).json(&body)?).await
    }

    /// Takes the mail settings from the service: it sends no mail any more.
    ///
    /// # Errors
    /// When the service does not answer.
    pub async fn forget_mail(&self) -> Result<(), ProviderError> {
        self.wire.run(Call::new(Method::DELETE, &["mail"])).await
    }

    /// Sends a test mail with the settings the service has.
    ///
    /// # Errors
    /// When the service does not answer; a mail server's refusal is in the state instead.
    pub async fn test_mail(&self, to: &str) -> Result<MailState, ProviderError> {
        self.wire.fetch(Call::new(Method::POST, &["mail", "test"]).json(&json!({ "to": to }))?).await
    }

    /// One assessment in its latest revision.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none under the id.
    pub async fn assessment(&self, id: &AssessmentId) -> Result<Assessment, ProviderError> {
        self.wire.fetch(Call::new(Method::GET, &["assessments", id.as_str()])).await
    }

    /// Creates an assessment (revision 0) or saves a change of the revision that was read; gives it
    /// back in its new revision.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when the service finds it invalid, when it is a built-in one, or when
    /// somebody else was faster.
    pub async fn save_assessment(&self, assessment: &Assessment) -> Result<Assessment, ProviderError> {
        self.wire
            .fetch(Call::new(Method::PUT, &["assessments", assessment.id.as_str()]).json(assessment)?)
            .await
    }

    /// Takes an assessment from the list; who was invited to it keeps it. Gives back what brings it back
    /// when it is saved again.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none, [`ErrorKind::Refused`] for a built-in one.
    pub async fn delete_assessment(&self, id: &AssessmentId) -> Result<Assessment, ProviderError> {
        self.wire.fetch(Call::new(Method::DELETE, &["assessments", id.as_str()])).await
    }

    /// The address of pages that show an assessment, saved or not, as a candidate would see it. They
    /// end after an hour.
    ///
    /// # Errors
    /// [`ErrorKind::Refused`] when the service finds it invalid.
    pub async fn preview(
        &self,
        assessment: &Assessment,
        company: &str,
        sender: &str,
    ) -> Result<Url, ProviderError> {
        #[derive(serde::Deserialize)]
        struct Made {
            link: Url,
        }
        let body = json!({ "assessment": assessment, "company": company, "sender": sender });
        let made: Made = self.wire.fetch(Call::new(Method::POST, &["previews"]).json(&body)?).await?;
        Ok(made.link)
    }

    /// One invitation as the service holds it.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none.
    pub async fn invitation(&self, reference: &ProviderRef) -> Result<Invitation, ProviderError> {
        self.wire.fetch(Call::new(Method::GET, &["invitations", reference.as_str()])).await
    }

    async fn mail(
        &self,
        purpose: &str,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError> {
        let mut body = json!({
            "purpose": purpose,
            "attempt": attempt,
            "subject": mail.subject,
            "text": mail.text,
        });
        if let Some(to) = &mail.to {
            body["to"] = json!(to);
        }
        self.wire
            .fetch(Call::new(Method::POST, &["invitations", reference.as_str(), "mail"]).json(&body)?)
            .await
    }
}

#[async_trait]
impl Provider for InterviewProvider {
    fn id(&self) -> &str {
        "interview"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { remind: true, cancel: true, report: true, answers: true, mail: MailBy::Provider }
    }

    async fn assessments(&self) -> Result<Vec<Assessment>, ProviderError> {
        self.wire.fetch(Call::new(Method::GET, &["assessments"])).await
    }

    async fn invite(
        &self,
        request: &InviteRequest,
        key: &IdempotencyKey,
    ) -> Result<Invitation, ProviderError> {
        self.wire
            .fetch(
                Call::new(Method::POST, &["invitations"])
                    .header("Idempotency-Key", key.as_str())
                    .json(request)?,
            )
            .await
    }

    async fn find(&self, key: &IdempotencyKey) -> Result<Option<Invitation>, ProviderError> {
        let found =
            self.wire.fetch(Call::new(Method::GET, &["invitations"]).query("key", key.as_str())).await;
        match found {
            Ok(invitation) => Ok(Some(invitation)),
            Err(e) if e.kind == ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    async fn progress(&self, refs: &[ProviderRef]) -> Result<Vec<Progress>, ProviderError> {
        let mut all = Vec::with_capacity(refs.len());
        for batch in refs.chunks(PROGRESS_BATCH) {
            let news: Vec<Progress> = self
                .wire
                .fetch(Call::new(Method::POST, &["progress"]).json(&json!({ "refs": batch }))?)
                .await?;
            all.extend(news);
        }
        Ok(all)
    }

    async fn mail_again(
        &self,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError> {
        self.mail("invitation", reference, attempt, mail).await
    }

    async fn remind(
        &self,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError> {
        self.mail("reminder", reference, attempt, mail).await
    }

    async fn cancel(&self, reference: &ProviderRef, reason: &str) -> Result<(), ProviderError> {
        self.wire
            .run(
                Call::new(Method::POST, &["invitations", reference.as_str(), "cancel"])
                    .json(&json!({ "reason": reason }))?,
            )
            .await
    }

    async fn answers(&self, reference: &ProviderRef) -> Result<Answers, ProviderError> {
        self.wire.fetch(Call::new(Method::GET, &["invitations", reference.as_str(), "answers"])).await
    }

    async fn report(&self, reference: &ProviderRef) -> Result<Vec<u8>, ProviderError> {
        self.wire.file(Call::new(Method::GET, &["invitations", reference.as_str(), "report"])).await
    }

    async fn evaluate(&self, reference: &ProviderRef, evaluation: &Evaluation) -> Result<(), ProviderError> {
        self.wire
            .run(
                Call::new(Method::PUT, &["invitations", reference.as_str(), "evaluation"])
                    .json(evaluation)?,
            )
            .await
    }

    async fn health(&self) -> Result<Health, ProviderError> {
        self.wire.fetch(Call::new(Method::GET, &["health"])).await
    }

    async fn erase(&self, reference: &ProviderRef) -> Result<(), ProviderError> {
        self.wire.run(Call::new(Method::DELETE, &["invitations", reference.as_str()])).await
    }
}
