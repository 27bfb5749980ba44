//! What the interview service said last. Views are drawn from it: nobody waits for a service that is far away.

use std::sync::PoisonError;

use fulcrum_core::PlaybookId;
use fulcrum_engine::Engine;
use fulcrum_providers::{Assessment, InterviewProvider, Provider as _};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::App;
use crate::api::{AppError, ChangeKind, InterviewView};
use crate::profile::name;

/// What a deployed service offered.
#[derive(Serialize, Deserialize)]
struct Offered {
    service: Url,
    assessments: Vec<Assessment>,
}

impl App {
    /// How the service was when it was asked last.
    pub(crate) fn known_interview(&self) -> InterviewView {
        self.shared.interview.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why a playbook cannot be switched on, or sent by, as far as is known.
    pub(crate) async fn known_blocked(
        &self,
        engine: &Engine,
        id: &PlaybookId,
    ) -> Result<Option<String>, AppError> {
        let account = engine.account().id.clone();
        let playbooks = self.shared.store.read(move |tx| tx.playbooks(&account)).await?;
        let Some(playbook) = playbooks.iter().find(|playbook| playbook.id == *id) else { return Ok(None) };
        let known = self.known_interview();
        let possible = engine.blocked_if(playbook, true);
        Ok(possible.and_then(|_| known.problem.or_else(|| engine.blocked_if(playbook, known.loopback))))
    }

    /// What can be sent. The service on this computer is asked; of a deployed one it is what it offered last, and
    /// it is asked behind the answer.
    pub(crate) async fn known_assessments(&self) -> Result<Vec<Assessment>, AppError> {
        let (provider, deployed) = self.service_in_use().await?;
        let Some(service) = deployed else { return Ok(provider.assessments().await?) };
        match self.offered_by(&service).await {
            Some(known) => {
                let app = self.clone();
                tokio::spawn(async move {
                    let Ok(_one_at_a_time) = app.shared.asking.try_lock() else { return };
                    if let Err(error) = app.ask_what_is_offered(&provider, service).await {
                        tracing::warn!(code = ?error.code, "the assessments could not be read anew");
                    }
                });
                Ok(known)
            }
            None => self.ask_what_is_offered(&provider, service).await,
        }
    }

    /// To be called when something was written or deleted there.
    pub(crate) async fn assessments_changed(&self) {
        if let Ok((provider, Some(service))) = self.service_in_use().await
            && let Err(error) = self.ask_what_is_offered(&provider, service).await
        {
            tracing::warn!(code = ?error.code, "the assessments could not be read anew");
        }
        self.tell(ChangeKind::Assessments, None);
        self.tell(ChangeKind::Playbooks, None);
    }

    async fn service_in_use(&self) -> Result<(InterviewProvider, Option<Url>), AppError> {
        let whose = self.whose();
        let service = self.shared.service.lock().await;
        Ok((service.provider(whose)?, service.paired_for(whose).map(|(url, _)| url.clone())))
    }

    async fn offered_by(&self, service: &Url) -> Option<Vec<Assessment>> {
        let kept = self.shared.store.read(|tx| tx.setting::<Offered>(name::OFFERED)).await;
        // What another version of the program kept is asked for anew.
        let kept = kept.ok().flatten()?;
        (kept.service == *service).then_some(kept.assessments)
    }

    /// Asks, keeps it, and tells if it is news.
    async fn ask_what_is_offered(
        &self,
        provider: &InterviewProvider,
        service: Url,
    ) -> Result<Vec<Assessment>, AppError> {
        let assessments = provider.assessments().await?;
        if self.offered_by(&service).await.as_ref() != Some(&assessments) {
            let offered = Offered { service, assessments: assessments.clone() };
            self.shared.store.write(move |tx| tx.set_setting(name::OFFERED, &offered)).await?;
            self.tell(ChangeKind::Assessments, None);
            self.tell(ChangeKind::Playbooks, None);
        }
        Ok(assessments)
    }
}
