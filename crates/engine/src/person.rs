//! What a person does: send by hand, undo, cancel, send again, hand over the link.

use fulcrum_core::candidate::Candidate;
use fulcrum_core::effect::{Effect, EffectDraft};
use fulcrum_core::planner::{Decision, Occasion, Verdict};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::template::{self, Words, first_name};
use fulcrum_core::time::{DAY, after};
use fulcrum_core::{AssessmentId, OpportunityId, ScreeningId};
use fulcrum_store::{EffectState, NewEvent, ScreeningRefs, ScreeningRow, StoreError, Tx};

use crate::ending::{cancel_row, close_at_provider};
use crate::intake::{Desk, Taken, enqueue_held, posting_of};
use crate::mail::{announce, is_on_its_way};
use crate::perform::Letter;
use crate::remind::{ago, last_mail};
use crate::taking_back::{CALLED_BACK, CALLED_OFF};
use crate::words::{date, user_name};
use crate::{Change, Engine, EngineError};

/// What would happen on "Send screening now".
#[derive(Debug, Clone)]
pub struct SendPlan {
    /// Read from Lever just now.
    pub candidate: Candidate,
    /// The posting's title.
    pub posting: Option<String>,
    /// The stage's text.
    pub stage: Option<String>,
    /// What was decided.
    pub decision: Decision,
    /// Subject of the mail.
    pub mail_subject: String,
    /// Text of the mail, with a stand-in for the link.
    pub mail_text: String,
    /// Tags that Lever will get now.
    pub tags: Vec<String>,
}

impl Engine {
    /// What would happen on "Send screening now". Changes nothing.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn plan_send(
        &self,
        opportunity: &OpportunityId,
        assessment: Option<AssessmentId>,
    ) -> Result<SendPlan, EngineError> {
        let candidate = self.lever().for_a_person().opportunity(opportunity).await?.candidate();
        let desk = self.desk().await?;
        self.store()
            .read(move |tx| {
                let playbook = playbook_for(tx, &desk, &candidate)?;
                let decision = desk.decide(tx, &candidate, &Occasion::ByHand { assessment }, &playbook)?;
                let posting = desk.posting(tx, &candidate)?;
                let stages = tx.stages(&desk.account.id)?;
                let stage = stages.into_iter().find(|row| row.id == candidate.stage).map(|row| row.text);
                let words = example_words(tx, &desk, &candidate, &playbook, &decision, posting.as_deref())?;
                let fill = |text: &str| {
                    template::render(text, &words).map_err(|error| EngineError::Invalid(error.to_string()))
                };
                Ok(SendPlan {
                    mail_subject: fill(&playbook.mail_subject)?,
                    mail_text: fill(&playbook.mail_text)?,
                    tags: Some(fill(&playbook.tags.invited)?)
                        .filter(|tag| !tag.is_empty())
                        .into_iter()
                        .collect(),
                    candidate,
                    posting,
                    stage,
                    decision,
                })
            })
            .await
    }

    /// Sends a screening by hand; it is held for Undo like any other. `anyway` answers yes to whatever
    /// asks; what forbids it still forbids it.
    ///
    /// # Errors
    /// [`EngineError::NotEligible`] with the decision, and nothing is stored.
    pub async fn send_by_hand(
        &self,
        opportunity: &OpportunityId,
        assessment: AssessmentId,
        anyway: bool,
    ) -> Result<ScreeningId, EngineError> {
        let candidate = self.lever().for_a_person().opportunity(opportunity).await?.candidate();
        let desk = self.desk().await?;
        let id = self
            .store()
            .write(move |tx| {
                let playbook = playbook_for(tx, &desk, &candidate)?;
                let occasion = Occasion::ByHand { assessment: Some(assessment) };
                let mut decision = desk.decide(tx, &candidate, &occasion, &playbook)?;
                let confirmed = anyway && decision.verdict == Verdict::Ask && decision.assessment.is_some();
                if confirmed {
                    decision.verdict = Verdict::Invite;
                    decision.summary = format!("{} A person said yes.", decision.summary);
                }
                if decision.verdict != Verdict::Invite {
                    return Err(EngineError::NotEligible(Box::new(decision)));
                }
                match desk.store(tx, &candidate, None, &playbook, decision, None, "by_hand", None)? {
                    Taken::Screening(id) => {
                        if confirmed {
                            confirm(tx, &id)?;
                        }
                        Ok(id)
                    }
                    Taken::Decided => Err(EngineError::TooLate("Somebody else was quicker.".into())),
                }
            })
            .await?;
        self.tell(&id);
        Ok(id)
    }

    /// Calls a held invitation back.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if it has left.
    pub async fn undo(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, row| {
            if row.state != State::Held {
                return Err(EngineError::TooLate(
                    "The invitation has already left. You can still cancel it.".into(),
                ));
            }
            cancel_row(tx, &engine.account().id, row, CALLED_BACK, "you", engine.now())?;
            Ok(())
        })
        .await
    }

    /// Sends a held invitation at once.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn release(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, mut row| {
            let now = engine.now();
            if engine.is_paused() {
                return Err(EngineError::TooLate("Fulcrum is paused. Resume, and it leaves.".into()));
            }
            if tx.effects_of(&row.id)?.iter().any(|effect| effect.state == EffectState::Wedged) {
                return Err(EngineError::TooLate(
                    "It waits for your answer to the question in the Inbox.".into(),
                ));
            }
            tx.release_effects(&row.id, now)?;
            row.hold_until = Some(now);
            Ok(tx.save_screening(&row)?)
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }

    /// Calls a screening off; an open link is closed.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] once the candidate has finished.
    pub async fn cancel(&self, id: &ScreeningId) -> Result<(), EngineError> {
        self.change(id, |tx, engine, row| {
            if !row.state.is_open() {
                return Err(EngineError::TooLate("There is nothing left to cancel.".into()));
            }
            let account = engine.account();
            let row = cancel_row(tx, &account.id, row, CALLED_OFF, "you", engine.now())?;
            close_at_provider(tx, account, &row, "called off", engine.now())?;
            tx.settle(&account.id, "mail", row.id.as_str(), engine.now())?;
            Ok(())
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }

    /// Sends the invitation's mail once more, because a person wants it. The mail is held a few seconds for
    /// Undo.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if there is no open invitation; [`EngineError::TooEarly`] if the candidate
    /// has had a mail about it within the last day, unless it is to go out `anyway`.
    pub async fn send_again(&self, id: &ScreeningId, anyway: bool) -> Result<(), EngineError> {
        self.change(id, move |tx, engine, mut row| {
            if !row.state.is_followed() {
                return Err(EngineError::TooLate("There is no open invitation to send again.".into()));
            }
            let (effects, now) = (tx.effects_of(&row.id)?, engine.now());
            if is_on_its_way(&effects) {
                return Err(EngineError::TooLate("A mail to the candidate is already on its way.".into()));
            }
            let recent = last_mail(&row, &effects).filter(|last| after(*last, DAY) > now);
            if let Some(last) = recent.filter(|_| !anyway) {
                let said = format!("The last mail to the candidate left {}.", ago(last, now));
                return Err(EngineError::TooEarly(said));
            }
            let attempt = row.mail_attempt.max(1) + 1;
            row.mail_attempt = attempt;
            tx.save_screening(&row)?;
            let draft = EffectDraft::of(&row.id, "mail", attempt, Effect::MailAgain { attempt });
            let about = ScreeningRefs { screening: &row.id, opportunity: &row.opportunity };
            let due = after(now, engine.undo_time());
            Ok(enqueue_held(tx, engine.account(), &about, &[draft], (now, due))?)
        })
        .await?;
        self.shared.deliver_now.notify_one();
        Ok(())
    }

    /// The candidate's link, for a person who hands it over. `how` goes into the timeline.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if there is no link yet.
    pub async fn hand_over(&self, id: &ScreeningId, how: &'static str) -> Result<ScreeningRow, EngineError> {
        let wanted = id.clone();
        self.change(id, move |tx, engine, mut row| {
            if row.link.is_none() {
                return Err(EngineError::TooLate(
                    "There is no link yet; the invitation has not left.".into(),
                ));
            }
            let (account, now) = (engine.account(), engine.now());
            if row.mail_state != "sent" {
                row.mail_state = "by_hand".into();
                row.changed_at = now;
                tx.save_screening(&row)?;
                announce(tx, account, &row, now)?;
            }
            let event = NewEvent {
                kind: "invited",
                text: how.into(),
                actor: Some("you".into()),
                screening: Some(row.id.clone()),
                opportunity: Some(row.opportunity.clone()),
                name: Some(row.name.clone()),
                ..NewEvent::default()
            };
            tx.add_event(&account.id, now, &event)?;
            tx.settle(&account.id, "mail", row.id.as_str(), now)?;
            Ok(())
        })
        .await?;
        self.shared.deliver_now.notify_one();
        let row = self.store().read(move |tx| tx.screening(&wanted)).await?;
        row.ok_or(EngineError::NotFound("The screening"))
    }

    /// Reads a screening and changes it in one transaction, then tells.
    pub(crate) async fn change(
        &self,
        id: &ScreeningId,
        work: impl FnOnce(&Tx<'_>, &Self, ScreeningRow) -> Result<(), EngineError> + Send + 'static,
    ) -> Result<(), EngineError> {
        let (engine, wanted) = (self.clone(), id.clone());
        self.store()
            .write(move |tx| {
                let row = tx.screening(&wanted)?.ok_or(EngineError::NotFound("The screening"))?;
                work(tx, &engine, row)
            })
            .await?;
        self.tell(id);
        Ok(())
    }

    pub(crate) fn tell(&self, id: &ScreeningId) {
        self.publish(Change::Screening(id.clone()));
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        self.shared.deliver_now.notify_one();
    }
}

/// The last look would ask the same again.
pub(crate) fn confirm(tx: &Tx<'_>, id: &ScreeningId) -> Result<(), StoreError> {
    for effect in tx.effects_of(id)? {
        let (reason, at) = ("Confirmed by a person", effect.not_before);
        tx.postpone_effect(&effect.id, EffectState::Waiting, reason, at, true)?;
    }
    Ok(())
}

/// The first playbook that is for the candidate and has something to send: of those that are used by hand,
/// else of those that are on, else of all; the first of all if none is.
fn playbook_for(tx: &Tx<'_>, desk: &Desk, candidate: &Candidate) -> Result<Playbook, EngineError> {
    let mut playbooks = tx.playbooks(&desk.account.id)?;
    let triggers = tx.triggers(&desk.account.id)?;
    let is_on = |playbook: &Playbook| triggers.iter().any(|row| row.playbook == playbook.id);
    playbooks.sort_by_key(|playbook| match (is_on(playbook), playbook.by_hand) {
        (false, true) => 0,
        (true, _) => 1,
        (false, false) => 2,
    });
    let posting = posting_of(tx, &desk.account.id, candidate)?;
    for playbook in &playbooks {
        let is_for_them = playbook.conditions.obstacle(candidate, posting.as_ref()).is_none();
        let by_hand = Occasion::ByHand { assessment: None };
        if is_for_them && desk.decide(tx, candidate, &by_hand, playbook)?.assessment.is_some() {
            return Ok(playbook.clone());
        }
    }
    playbooks.into_iter().next().ok_or(EngineError::NotFound("The playbook"))
}

fn example_words(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &Candidate,
    playbook: &Playbook,
    decision: &Decision,
    posting: Option<&str>,
) -> Result<Words, StoreError> {
    let known = decision
        .assessment
        .as_ref()
        .and_then(|chosen| desk.assessments.iter().find(|known| known.id.as_str() == chosen.id.as_str()));
    let sender = user_name(tx, &desk.account.id, desk.account.user.as_ref())?;
    Ok(Words {
        name: candidate.display_name().to_owned(),
        first_name: first_name(candidate.display_name()),
        company: desk.account.company.clone().unwrap_or_else(|| "our company".into()),
        posting: posting.unwrap_or_default().to_owned(),
        assessment: known.map(|known| known.name.clone()).unwrap_or_default(),
        minutes: known.and_then(|known| known.minutes).unwrap_or(15),
        expires: date(after(desk.now, DAY * playbook.expires_in_days)),
        sender: sender.unwrap_or_else(|| "The hiring team".into()),
        link: "https://…".into(),
        ..Words::example()
    })
}

impl Engine {
    /// Subject and text of the invitation with the candidate's link, for a draft.
    ///
    /// # Errors
    /// [`EngineError`].
    pub async fn draft(&self, row: &ScreeningRow) -> Result<(String, String), EngineError> {
        let mail = self.mail(row, Letter::Invitation).await?;
        let link = row.link.clone().unwrap_or_default();
        Ok((mail.subject, mail.text.replace("{{ link }}", &link)))
    }
}
