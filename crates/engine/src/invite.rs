//! The invitation: a last look at Lever, the cap, the claim at the provider, and its mail.

use std::time::Duration;

use fulcrum_core::StageId;
use fulcrum_core::candidate::Candidate;
use fulcrum_core::eligibility::{self};
use fulcrum_core::screening::{Event, State};
use fulcrum_core::time::after;
use fulcrum_lever::Kind;
use fulcrum_providers::{AssessmentId, Claim, IdempotencyKey, Invitation, InviteRequest, Sender};
use fulcrum_store::{EffectRow, EffectState, ScreeningRow, StoreError};
use jiff::Timestamp;
use serde_json::json;

use crate::deliver::{Failure, Step, attention};
use crate::ending::{cancel_row, close_at_provider, take_status_back};
use crate::last_look::{Look, SWITCHED_OFF, capped_until, is_switched_off};
use crate::leaving::take_over_person;
use crate::mail::apply_mail_state;
use crate::perform::{Letter, QUIET};
use crate::words::user_name;
use crate::{Change, Engine, EngineError};

/// Why nothing is sent when the service knows another computer's invitation.
const COLLEAGUE: &str =
    "Another computer of your team already invited this person, so nothing was sent from here.";

impl Engine {
    /// Right before it leaves, the opportunity is read again and eligibility runs again.
    pub(crate) async fn invite(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
    ) -> Result<Step, EngineError> {
        // The service may have been changed after the trigger was switched on.
        match self.blocked(&screening.playbook).await {
            Ok(None) => {}
            Ok(Some(reason)) => return self.ask_a_person(effect, screening, reason, "Try again").await,
            Err(EngineError::Provider(error)) => {
                return self.failed(effect, screening, Failure::from(&error), false).await;
            }
            Err(EngineError::NotFound(_)) => {
                let reason = "The playbook was deleted, so no invitation was sent.".to_owned();
                return self.call_off(effect, screening, reason).await;
            }
            Err(error) => return Err(error),
        }
        if effect.started_at.is_none() {
            let (account, row, now) = (self.account().id.clone(), screening.clone(), self.now());
            let capped = self.store().read(move |tx| capped_until(tx, &account, &row, 0, now)).await?;
            if let Some(until) = capped {
                return self.wait_for_the_cap(effect, screening, until).await;
            }
        }
        let candidate = match self.lever().opportunity(&screening.opportunity).await {
            Ok(opportunity) => {
                self.note_good();
                opportunity.candidate()
            }
            Err(error) if error.kind == Kind::NotFound => {
                let reason = "Deleted in Lever, so no invitation was sent.".to_owned();
                return self.call_off(effect, screening, reason).await;
            }
            // Made confidential, or the connection lost a permission: Lever does not say which.
            Err(error) if error.kind == Kind::Forbidden => {
                self.note_trouble(&error);
                let reason = "Lever no longer shows this candidate to Fulcrum. Perhaps they were made \
                              confidential, or a permission was taken away. No invitation was sent.";
                return self.ask_a_person(effect, screening, reason.to_owned(), "Try again").await;
            }
            Err(error) => {
                self.note_trouble(&error);
                return self.failed(effect, screening, Failure::from(&error), false).await;
            }
        };
        let notes = match self.lever().notes(&screening.opportunity).await {
            Ok(notes) => notes,
            Err(error) => {
                self.note_trouble(&error);
                return self.failed(effect, screening, Failure::from(&error), false).await;
            }
        };
        let texts = notes.iter().filter(|note| note.deleted_at.is_none()).flat_map(|note| &note.fields);
        let references = eligibility::references_in(texts.map(|field| field.value.as_str()));
        let moved_to =
            Some(candidate.stage.clone()).filter(|stage| screening.stage_id.as_ref() != Some(stage));
        match self.last_look(screening, candidate.clone(), references, effect.looks > 0).await? {
            Look::Go => {
                // What was looked at is what is written to.
                let fresh = self.with_person_of_now(screening, candidate).await?;
                self.ask_provider_to_invite(effect, &fresh).await
            }
            Look::No(reason) => {
                let step = self.call_off(effect, screening, reason).await?;
                self.look_soon_if_triggered(moved_to).await?;
                Ok(step)
            }
            Look::Ask(reason) => {
                // A colleague's computer at the same service is known for certain: nothing to ask.
                let key = IdempotencyKey::new(effect.dedupe_key.clone());
                match self.provider().find(&key).await {
                    Ok(Some(invitation)) if self.is_foreign(&invitation) => {
                        self.call_off(effect, screening, COLLEAGUE.to_owned()).await
                    }
                    Ok(_) => self.ask_a_person(effect, screening, reason, "Invite anyway").await,
                    Err(error) => self.failed(effect, screening, Failure::from(&error), false).await,
                }
            }
        }
    }

    /// The screening with name and address as Lever has them now.
    pub(crate) async fn with_person_of_now(
        &self,
        screening: &ScreeningRow,
        candidate: Candidate,
    ) -> Result<ScreeningRow, StoreError> {
        let row = screening.clone();
        self.store()
            .write(move |tx| {
                take_over_person(tx, &row, &candidate)?;
                Ok(tx.screening(&row.id)?.unwrap_or(row))
            })
            .await
    }

    fn is_foreign(&self, invitation: &Invitation) -> bool {
        invitation.installation != self.shared.parts.installation
    }

    /// The invitation stays where it is until a person has settled it.
    async fn ask_a_person(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        reason: String,
        yes: &'static str,
    ) -> Result<Step, EngineError> {
        let (account, row, id, now) =
            (self.account().id.clone(), screening.clone(), effect.id.clone(), self.now());
        self.store()
            .write(move |tx| {
                tx.postpone_effect(&id, EffectState::Wedged, &reason, now, true)?;
                let actions = [("retry", yes), ("cancel", "Do not invite"), ("open_lever", "Open in Lever")];
                tx.raise(&account, now, &attention(&row, "write", id.as_str(), reason, &actions))?;
                Ok::<_, StoreError>(())
            })
            .await?;
        self.publish(Change::Inbox);
        Ok(Step::Settled)
    }

    async fn call_off(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        reason: String,
    ) -> Result<Step, EngineError> {
        let (account, id, now) = (self.account().id.clone(), effect.id.clone(), self.now());
        let screening_id = screening.id.clone();
        self.store()
            .write(move |tx| {
                tx.finish_effect(&id, EffectState::Skipped, None, Some(&reason), now)?;
                if let Some(row) = tx.screening(&screening_id)? {
                    cancel_row(tx, &account, row, &reason, "Fulcrum", now)?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        self.publish(Change::Inbox);
        Ok(Step::Settled)
    }

    /// Whoever left one trigger stage for another may be invited there.
    async fn look_soon_if_triggered(&self, moved_to: Option<StageId>) -> Result<(), EngineError> {
        let Some(stage) = moved_to else { return Ok(()) };
        let account = self.account().id.clone();
        let triggers = self.store().read(move |tx| tx.triggers(&account)).await?;
        if triggers.iter().any(|trigger| trigger.stage == stage) {
            self.shared.watch_now.notify_one();
        }
        Ok(())
    }

    /// The claim. The provider is idempotent on the key, so this also settles an unclear end.
    pub(crate) async fn ask_provider_to_invite(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
    ) -> Result<Step, EngineError> {
        let request = match self.invite_request(screening).await {
            Err(EngineError::Invalid(error)) => {
                let reason = format!(
                    "The invitation cannot be filled in: {error}. Correct the mail under Playbooks, and try again."
                );
                return self.ask_a_person(effect, screening, reason, "Try again").await;
            }
            request => request?,
        };
        let (account, id, screening_id, now) =
            (self.account().id.clone(), effect.id.clone(), screening.id.clone(), self.now());
        let first_time = effect.started_at.is_none();
        let leaving = self
            .store()
            .write(move |tx| {
                // Undo may have come between: then nothing leaves.
                let Some(mut row) = tx.screening(&screening_id)? else { return Ok(Leaving::CalledOff) };
                if !first_time && row.state == State::Inviting && is_switched_off(tx, &account, &row)? {
                    return Ok(Leaving::SwitchedOff);
                }
                let Ok(state) = row.state.after(Event::Leave) else {
                    return Ok(if row.state.is_followed() { Leaving::Yes } else { Leaving::CalledOff });
                };
                // Several leave at once; only here, where each is counted, does the cap hold.
                if first_time && let Some(until) = capped_until(tx, &account, &row, 0, now)? {
                    return Ok(Leaving::Capped(until));
                }
                row.state = state;
                row.changed_at = now;
                tx.save_screening(&row)?;
                tx.start_effect(&id, now)?;
                Ok::<_, StoreError>(Leaving::Yes)
            })
            .await?;
        match leaving {
            Leaving::Yes => {}
            Leaving::Capped(until) => return self.wait_for_the_cap(effect, screening, until).await,
            Leaving::CalledOff if first_time => return self.finish(effect, EffectState::Skipped, None).await,
            Leaving::CalledOff => return self.look_whether_it_left(effect, screening, false).await,
            Leaving::SwitchedOff => return self.look_whether_it_left(effect, screening, true).await,
        }
        let key = IdempotencyKey::new(effect.dedupe_key.clone());
        match self.provider().invite(&request, &key).await {
            Ok(invitation) => self.invited(effect, screening, invitation).await,
            Err(error) => self.failed(effect, screening, Failure::from(&error), false).await,
        }
    }

    /// Nobody wants it any more, and it is not known whether the invitation had arrived. If it has, it is taken
    /// as it is, and the link of a screening that was called off is closed; that it has not is believed only after
    /// the quiet period.
    async fn look_whether_it_left(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        switched_off: bool,
    ) -> Result<Step, EngineError> {
        match self.provider().find(&IdempotencyKey::new(effect.dedupe_key.clone())).await {
            Err(error) => self.failed(effect, screening, Failure::from(&error), true).await,
            Ok(Some(invitation)) => self.invited(effect, screening, invitation).await,
            Ok(None) => {
                let believed_from = effect.started_at.map_or(effect.not_before, |at| after(at, QUIET));
                if self.now() >= believed_from {
                    return if switched_off {
                        self.call_off(effect, screening, SWITCHED_OFF.to_owned()).await
                    } else {
                        self.finish(effect, EffectState::Skipped, None).await
                    };
                }
                let id = effect.id.clone();
                self.store()
                    .write(move |tx| {
                        let reason = "Called off; looking whether it had left";
                        tx.postpone_effect(&id, EffectState::Unknown, reason, believed_from, true)
                    })
                    .await?;
                Ok(Step::Later)
            }
        }
    }

    /// Looks again in a minute: a limit may be raised before `until`, when the next one may leave, and somebody who
    /// is to leave earlier may be called back. The screening says when its turn is.
    async fn wait_for_the_cap(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        until: Timestamp,
    ) -> Result<Step, EngineError> {
        let at = after(self.now(), Duration::from_secs(60)).min(until);
        let (account, effect, screening_id) =
            (self.account().id.clone(), effect.clone(), screening.id.clone());
        let now = self.now();
        let news = self
            .store()
            .write(move |tx| {
                let reason = "Waits: the hourly number of invitations is reached";
                tx.postpone_effect(&effect.id, EffectState::Waiting, reason, at, false)?;
                let row = tx.screening(&screening_id)?.filter(|row| row.state == State::Held);
                let Some(row) = row else { return Ok(false) };
                let ahead = tx.invitations_ahead(&account, &row.playbook, effect.seq)?;
                let turn = capped_until(tx, &account, &row, ahead, now)?.unwrap_or(until);
                if row.hold_until == Some(turn) {
                    return Ok(false);
                }
                tx.save_screening(&ScreeningRow { hold_until: Some(turn), ..row })?;
                Ok::<_, StoreError>(true)
            })
            .await?;
        if news {
            self.publish(Change::Screening(screening.id.clone()));
            self.publish(Change::Inbox);
        }
        Ok(Step::Later)
    }

    async fn invite_request(&self, screening: &ScreeningRow) -> Result<InviteRequest, EngineError> {
        let mail = self.mail(screening, Letter::Invitation).await?;
        let (account, id) = (self.account().clone(), screening.playbook.clone());
        let (sender, expires_in_days) = self
            .store()
            .read(move |tx| {
                let playbooks = tx.playbooks(&account.id)?;
                let playbook = playbooks.into_iter().find(|playbook| playbook.id == id).unwrap_or_default();
                let sender = user_name(tx, &account.id, account.user.as_ref())?;
                Ok::<_, StoreError>((sender, playbook.expires_in_days))
            })
            .await?;
        let account = self.account();
        Ok(InviteRequest {
            assessment: AssessmentId::new(screening.assessment_id.as_str()),
            installation: self.shared.parts.installation.clone(),
            claim: Claim { account: account.id.to_string() },
            candidate: fulcrum_providers::Candidate {
                name: screening.name.clone(),
                email: screening.email.clone(),
            },
            company: account.company.clone().unwrap_or_else(|| "the hiring company".into()),
            posting: screening.posting.clone(),
            sender: Sender { name: sender.unwrap_or_else(|| "The hiring team".into()) },
            expires_in_days,
            mail: screening.email.is_some().then_some(mail),
        })
    }

    async fn invited(
        &self,
        effect: &EffectRow,
        screening: &ScreeningRow,
        invitation: Invitation,
    ) -> Result<Step, EngineError> {
        if self.is_foreign(&invitation) {
            return self.call_off(effect, screening, COLLEAGUE.to_owned()).await;
        }
        let (account, effect, now) = (self.account().clone(), effect.clone(), self.now());
        self.store()
            .write(move |tx| {
                let result = json!({ "ref": invitation.reference.as_str() });
                tx.finish_effect(&effect.id, EffectState::Done, Some(&result), None, now)?;
                tx.settle(&account.id, "write", effect.id.as_str(), now)?;
                let Some(mut row) = tx.screening(&effect.screening)? else { return Ok(()) };
                row.state = row.state.after(Event::Invited).unwrap_or(row.state);
                row.provider_ref = Some(invitation.reference.as_str().to_owned());
                row.link = invitation.link.clone();
                row.report_url = invitation.report_link.clone();
                row.expires_at = invitation.expires_at;
                row.hold_until = None;
                row.invited_at = Some(now);
                row.changed_at = now;
                tx.save_screening(&row)?;
                if row.state == State::Cancelled {
                    close_at_provider(tx, &account, &row, "cancelled while the invitation was leaving", now)?;
                }
                apply_mail_state(tx, &account, &row.id, &invitation.mail, now)?;
                take_status_back(tx, &account.id, &row, now)
            })
            .await?;
        self.publish(Change::Inbox);
        Ok(Step::Settled)
    }
}

/// Whether an invitation may begin to leave.
enum Leaving {
    Yes,
    Capped(Timestamp),
    CalledOff,
    SwitchedOff,
}
