//! Carrying out effects other than the invitation, and settling those whose outcome is unknown.

use std::time::Duration;

use fulcrum_core::call::{Retry, Sent};
use fulcrum_core::candidate::Candidate;
use fulcrum_core::effect::Effect;
use fulcrum_core::filing::is_filed_as;
use fulcrum_core::time::after;
use fulcrum_core::{NoteId, template};
use fulcrum_lever::{Lever, NewNote, Note};
use fulcrum_providers::{
    ErrorKind, Evaluation, MailText, Progress, ProviderError, ProviderRef, QuestionId, State as ProviderState,
};
use fulcrum_store::{EffectRow, EffectState, Followed, ScreeningRow, StoreError};
use serde_json::{Value, json};

use crate::deliver::{Failure, Step};
use crate::words::words_for;
use crate::{Engine, EngineError};

/// Reads of Lever may lag behind its writes: "not found" is believed only this long after the call.
pub(crate) const QUIET: Duration = Duration::from_secs(30);

impl Engine {
    /// One call.
    pub(crate) async fn perform(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
    ) -> Result<Step, EngineError> {
        if let Effect::Move { from, to, .. } = &effect.effect {
            return self.perform_move(effect, screening, from, to).await;
        }
        if let Effect::AddFeedback { evaluation, reference } = &effect.effect {
            return self.add_feedback(effect, screening, evaluation, reference).await;
        }
        let thread = match &effect.effect {
            Effect::Comment { secret, .. } => self.thread_of(effect, *secret).await?,
            _ => None,
        };
        if !self.start(effect).await? {
            return Ok(Step::Settled);
        }
        match self.call(effect, screening, thread.as_ref()).await {
            Ok(result) => self.finish(effect, EffectState::Done, result).await,
            Err(failure) => self.failed(effect, screening, failure, false).await,
        }
    }

    async fn call(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        thread: Option<&NoteId>,
    ) -> Result<Option<Value>, Failure> {
        let lever = self
            .writing(screening)
            .await
            .map_err(|error| Failure::here(Sent::No, Retry::After(None), &error))?;
        let opportunity = &effect.opportunity;
        match &effect.effect {
            Effect::AddTags { tags } => self.noted(lever.add_tags(opportunity, tags).await).map(|()| None),
            Effect::RemoveTags { tags } => {
                self.noted(lever.remove_tags(opportunity, tags).await).map(|()| None)
            }
            Effect::AddLinks { links } => {
                self.noted(lever.add_links(opportunity, links).await).map(|()| None)
            }
            Effect::AddNote { text, score, secret, .. } | Effect::Comment { text, score, secret, .. } => {
                let note = NewNote { secret: *secret, ..NewNote::new(text.clone(), *score) };
                let id = self.noted(lever.add_note(opportunity, thread, &note).await)?;
                Ok(Some(json!({ "note": id })))
            }
            Effect::AddFile { name, .. } => {
                let Some(interview) = screening.provider_ref.clone().map(ProviderRef::new) else {
                    return Ok(None);
                };
                let bytes = self.provider().report(&interview).await;
                let bytes = bytes.map_err(|error| Failure::from(&error))?;
                self.noted(lever.upload_file(opportunity, name, bytes).await).map(|_| None)
            }
            Effect::EraseInterview { reference } => {
                match self.provider().erase(&ProviderRef::new(reference.clone())).await {
                    // Whatever it was, it is not there.
                    Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
                    other => other.map(|()| None).map_err(|error| Failure::from(&error)),
                }
            }
            Effect::Evaluate { .. }
            | Effect::CancelInvitation { .. }
            | Effect::MailAgain { .. }
            | Effect::Remind { .. } => self.call_provider(&effect.effect, screening).await,
            // These have a way of their own.
            Effect::Invite | Effect::Move { .. } | Effect::AddFeedback { .. } => Ok(None),
        }
    }

    /// Calls that the provider takes twice without harm.
    async fn call_provider(
        &self,
        effect: &Effect,
        screening: &ScreeningRow,
    ) -> Result<Option<Value>, Failure> {
        let Some(reference) = screening.provider_ref.clone().map(ProviderRef::new) else { return Ok(None) };
        let provider = self.provider();
        match effect {
            Effect::Evaluate { score, scores, comment, reviewer } => {
                let scores =
                    scores.iter().map(|(id, score)| (QuestionId::new(id.clone()), score.get())).collect();
                let evaluation = Evaluation {
                    score: score.get(),
                    scores,
                    comment: comment.clone(),
                    reviewer: reviewer.clone(),
                    at: None,
                };
                provider.evaluate(&reference, &evaluation).await.map_err(|error| Failure::from(&error))?;
                Ok(None)
            }
            Effect::CancelInvitation { reason } => {
                match provider.cancel(&reference, reason).await {
                    Err(error) if error.kind == ErrorKind::Refused => {
                        self.take_the_end(&reference, screening, &error).await?;
                    }
                    other => other.map_err(|error| Failure::from(&error))?,
                }
                Ok(None)
            }
            Effect::MailAgain { attempt } => {
                let candidate = self.candidate_of(screening).await?;
                let mail = self.mail_of_now(screening, candidate, Letter::Invitation).await?;
                let state = provider
                    .mail_again(&reference, *attempt, &mail)
                    .await
                    .map_err(|error| Failure::from(&error))?;
                self.take_mail_state(screening, &state)
                    .await
                    .map_err(|error| Failure::here(Sent::Maybe, Retry::After(None), &error))?;
                Ok(None)
            }
            Effect::Remind { number } => {
                let candidate = self.candidate_of(screening).await?;
                // Whoever has answered or left meanwhile is not reminded.
                if !screening.state.is_followed() || candidate.archived {
                    return Ok(None);
                }
                let mail = self.mail_of_now(screening, candidate, Letter::Reminder).await?;
                let state = match provider.remind(&reference, *number, &mail).await {
                    Err(error) if error.kind == ErrorKind::Refused => {
                        self.take_the_end(&reference, screening, &error).await?;
                        return Ok(None);
                    }
                    other => other.map_err(|error| Failure::from(&error))?,
                };
                let (account, row, now) = (self.account().clone(), screening.clone(), self.now());
                self.store()
                    .write(move |tx| crate::remind::apply_reminder(tx, &account, &row, &state, now))
                    .await
                    .map_err(|error| Failure::here(Sent::Maybe, Retry::After(None), &error))?;
                Ok(None)
            }
            Effect::Invite
            | Effect::EraseInterview { .. }
            | Effect::AddTags { .. }
            | Effect::RemoveTags { .. }
            | Effect::Move { .. }
            | Effect::AddLinks { .. }
            | Effect::AddFile { .. }
            | Effect::AddNote { .. }
            | Effect::Comment { .. }
            | Effect::AddFeedback { .. } => Ok(None),
        }
    }

    async fn candidate_of(&self, screening: &ScreeningRow) -> Result<Candidate, Failure> {
        Ok(self.noted(self.lever().opportunity(&screening.opportunity).await)?.candidate())
    }

    /// A mail with the name and the address that the candidate has in Lever now.
    async fn mail_of_now(
        &self,
        screening: &ScreeningRow,
        candidate: Candidate,
        letter: Letter,
    ) -> Result<MailText, Failure> {
        let fresh = self.with_person_of_now(screening, candidate).await;
        let fresh = fresh.map_err(|error| Failure::here(Sent::No, Retry::After(None), &error))?;
        self.mail(&fresh, letter).await.map_err(|error| Failure::here(Sent::No, Retry::Never, &error))
    }

    /// The provider refused: if that is because the interview is over meanwhile, its end is taken. Answers
    /// that were handed in win over a cancellation.
    async fn take_the_end(
        &self,
        reference: &ProviderRef,
        screening: &ScreeningRow,
        refused: &ProviderError,
    ) -> Result<(), Failure> {
        let progress = self.provider().progress(std::slice::from_ref(reference)).await;
        let progress = progress.map_err(|error| Failure::from(&error))?;
        let open = |one: &Progress| {
            matches!(one.state, ProviderState::Invited | ProviderState::Started | ProviderState::Other(_))
        };
        if progress.iter().all(open) {
            return Err(Failure::from(refused));
        }
        let asked = Followed {
            number: screening.number,
            id: screening.id.clone(),
            provider_ref: reference.as_str().to_owned(),
            state: screening.state,
            answered: screening.answered,
        };
        self.take_news(progress, vec![asked])
            .await
            .map_err(|error| Failure::here(Sent::Maybe, Retry::After(None), &error))?;
        Ok(())
    }

    /// A mail, filled in except for the link.
    pub(crate) async fn mail(
        &self,
        screening: &ScreeningRow,
        letter: Letter,
    ) -> Result<MailText, EngineError> {
        let (account, row, now) = (self.account().clone(), screening.clone(), self.now());
        let to = row.email.clone();
        let (subject, text) = self
            .store()
            .read(move |tx| {
                let playbooks = tx.playbooks(&account.id)?;
                let playbook =
                    playbooks.into_iter().find(|playbook| playbook.id == row.playbook).unwrap_or_default();
                let words = words_for(tx, &account, &row, playbook.expires_in_days, now)?;
                let fill = |text: &str| {
                    template::render(text, &words).map_err(|error| EngineError::Invalid(error.to_string()))
                };
                let (subject, text) = match letter {
                    Letter::Invitation => (&playbook.mail_subject, &playbook.mail_text),
                    Letter::Reminder => (&playbook.reminder_subject, &playbook.reminder_text),
                };
                Ok::<_, EngineError>((fill(subject)?, fill(text)?))
            })
            .await?;
        Ok(MailText { subject, text, to })
    }

    /// The note that the same screening wrote before, for a comment under it that is as secret.
    async fn thread_of(&self, effect: &EffectRow, as_secret: bool) -> Result<Option<NoteId>, EngineError> {
        let screening = effect.screening.clone();
        let effects = self.store().read(move |tx| tx.effects_of(&screening)).await?;
        let notes = effects
            .iter()
            .filter(|other| matches!(other.effect, Effect::AddNote { secret, .. } if secret == as_secret));
        let id = notes.filter_map(|other| other.result.as_ref()).find_map(|result| result["note"].as_str());
        Ok(id.map(NoteId::new))
    }

    /// An unclear end: look, and repeat only what is certainly not there.
    pub(crate) async fn reconcile(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
    ) -> Result<Step, EngineError> {
        let found = self.noted(look(self.lever(), effect).await);
        match found {
            Err(failure) => self.failed(effect, screening, failure, true).await,
            Ok(Found::There(result)) => self.finish(effect, EffectState::Done, result).await,
            Ok(Found::NotThere) => {
                let believed_from = effect.started_at.map_or(effect.not_before, |at| after(at, QUIET));
                if self.now() < believed_from {
                    let id = effect.id.clone();
                    self.store()
                        .write(move |tx| {
                            let reason = "The answer was lost; looking whether it arrived";
                            tx.postpone_effect(&id, EffectState::Unknown, reason, believed_from, true)
                        })
                        .await?;
                    return Ok(Step::Later);
                }
                self.perform(effect, screening).await
            }
        }
    }

    /// Keeps what an answer of Lever says about the way to it.
    pub(crate) fn noted<T>(&self, answer: Result<T, fulcrum_lever::Error>) -> Result<T, Failure> {
        answer.map_err(|error| {
            if error.is_passing() || error.kind == fulcrum_lever::Kind::SignIn {
                self.note_trouble(&error);
            }
            Failure::from(&error)
        })
    }

    /// What the mail's end means for the screening.
    pub(crate) async fn take_mail_state(
        &self,
        screening: &ScreeningRow,
        state: &fulcrum_providers::MailState,
    ) -> Result<(), StoreError> {
        let (account, id, state, now) =
            (self.account().clone(), screening.id.clone(), state.clone(), self.now());
        self.store().write(move |tx| crate::mail::apply_mail_state(tx, &account, &id, &state, now)).await
    }
}

/// Which mail the candidate gets.
#[derive(Clone, Copy)]
pub(crate) enum Letter {
    Invitation,
    Reminder,
}

enum Found {
    There(Option<Value>),
    NotThere,
}

/// Whether a write of ours is there.
async fn look(lever: &Lever, effect: &EffectRow) -> Result<Found, fulcrum_lever::Error> {
    let there = |yes| if yes { Found::There(None) } else { Found::NotThere };
    match &effect.effect {
        Effect::AddTags { tags } => {
            let now = lever.opportunity(&effect.opportunity).await?;
            Ok(there(tags.iter().all(|tag| now.tags.contains(tag))))
        }
        Effect::RemoveTags { tags } => {
            let now = lever.opportunity(&effect.opportunity).await?;
            Ok(there(!tags.iter().any(|tag| now.tags.contains(tag))))
        }
        Effect::Move { to, .. } => {
            let now = lever.opportunity(&effect.opportunity).await?;
            Ok(there(now.candidate().stage == *to))
        }
        Effect::AddLinks { links } => {
            let now = lever.opportunity(&effect.opportunity).await?;
            let bare =
                |link: &str| link.trim_start_matches("https://").trim_start_matches("http://").to_owned();
            Ok(there(links.iter().all(|link| now.links.iter().any(|known| bare(known) == bare(link)))))
        }
        Effect::AddFile { reference, .. } => {
            let files = lever.files(&effect.opportunity).await?;
            Ok(there(files.iter().any(|file| is_filed_as(&file.name, reference))))
        }
        Effect::AddNote { reference, .. } | Effect::Comment { reference, .. } => {
            let notes = lever.notes(&effect.opportunity).await?;
            let ending = format!("Ref {reference}");
            let ours = |note: &&Note| {
                note.deleted_at.is_none()
                    && note.fields.iter().any(|field| field.value.trim_end().ends_with(&ending))
            };
            Ok(notes
                .iter()
                .find(ours)
                .map_or(Found::NotThere, |note| Found::There(Some(json!({ "note": note.id })))))
        }
        Effect::AddFeedback { reference, .. } => {
            let form = crate::feedback::find(lever, &effect.opportunity, reference).await?;
            Ok(form.map_or(Found::NotThere, |id| Found::There(Some(json!({ "form": id })))))
        }
        Effect::Invite
        | Effect::MailAgain { .. }
        | Effect::Remind { .. }
        | Effect::CancelInvitation { .. }
        | Effect::EraseInterview { .. }
        | Effect::Evaluate { .. } => Ok(Found::NotThere),
    }
}
