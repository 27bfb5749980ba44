//! The real provider behind a gate at which calls can be held or lose their answers.

use std::sync::Mutex;

use async_trait::async_trait;
use fulcrum_providers::{
    Answers, Assessment, Capabilities, ErrorKind, Evaluation, Health, IdempotencyKey, InterviewProvider,
    Invitation, InviteRequest, MailState, MailText, Progress, Provider, ProviderError, ProviderRef, Retry,
    Sent,
};
use tokio::sync::Semaphore;

/// What happens to the next invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Held before the service hears of it, until the gate is opened.
    HoldBefore,
    /// Carried out; the answer is held until the gate is opened.
    HoldAfter,
    /// Carried out; the answer is lost.
    LostAfter,
    /// Lost on the way there.
    LostBefore,
}

pub struct Gate {
    inner: InterviewProvider,
    next: Mutex<Option<Trouble>>,
    pub open: Semaphore,
    pub arrived: Semaphore,
}

impl Gate {
    pub fn before(inner: InterviewProvider) -> Self {
        Self { inner, next: Mutex::default(), open: Semaphore::new(0), arrived: Semaphore::new(0) }
    }

    pub fn next(&self, trouble: Trouble) {
        *self.next.lock().unwrap() = Some(trouble);
    }

    /// Waits until the call has come to where it is held.
    pub async fn reached(&self) {
        self.arrived.acquire().await.unwrap().forget();
    }

    async fn hold(&self) {
        self.arrived.add_permits(1);
        self.open.acquire().await.unwrap().forget();
    }
}

fn lost() -> ProviderError {
    ProviderError::new(ErrorKind::Interrupted, Sent::Maybe, Retry::After(None), "the answer was lost")
}

#[async_trait]
impl Provider for Gate {
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
        let trouble = self.next.lock().unwrap().take();
        match trouble {
            Some(Trouble::HoldBefore) => self.hold().await,
            Some(Trouble::LostBefore) => return Err(lost()),
            Some(Trouble::HoldAfter | Trouble::LostAfter) | None => {}
        }
        let answer = self.inner.invite(request, key).await;
        match trouble {
            Some(Trouble::HoldAfter) => self.hold().await,
            Some(Trouble::LostAfter) => return Err(lost()),
            Some(Trouble::HoldBefore | Trouble::LostBefore) | None => {}
        }
        answer
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
        self.inner.mail_again(reference, attempt, mail).await
    }

    async fn remind(
        &self,
        reference: &ProviderRef,
        attempt: u32,
        mail: &MailText,
    ) -> Result<MailState, ProviderError> {
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
