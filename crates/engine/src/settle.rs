//! Settling what a person must settle: attention, stuck writes, waiting arrivals.

use fulcrum_core::candidate::StageEntry;
use fulcrum_core::choosing::Riddle;
use fulcrum_core::effect::Effect;
use fulcrum_core::planner::Occasion;
use fulcrum_core::time::after;
use fulcrum_core::{AttentionId, DecisionId, EffectId, ScreeningId};
use fulcrum_lever::Kind;
use fulcrum_store::{AttentionRow, EffectState, NewEvent, StoreError};

use crate::arrivals::{note_not_addressed, origin_of};
use crate::ending::cancel_row;
use crate::intake::Taken;
use crate::person::confirm;
use crate::riddles::{Answer, POSTING_TAG, correct_tag, said};
use crate::taking_back::{NOT_INVITED, SKIPPED};
use crate::{Change, Engine, EngineError, Task};

impl Engine {
    /// Settles attention with one of its actions.
    ///
    /// # Errors
    /// [`EngineError::Invalid`] for an action that it does not have.
    pub async fn settle_attention(&self, id: &AttentionId, action: &str) -> Result<(), EngineError> {
        let wanted = id.clone();
        let row = self.store().read(move |tx| tx.attention(&wanted)).await?;
        let row = row.ok_or(EngineError::NotFound("This item"))?;
        if !row.actions.iter().any(|known| known.id == action) {
            return Err(EngineError::Invalid("This cannot be done here.".into()));
        }
        match (row.kind.as_str(), action) {
            ("write", "retry" | "skip") => {
                self.settle_write(&EffectId::new(row.subject), action == "retry").await?;
                let (id, action, now) = (row.id, action.to_owned(), self.now());
                return Ok(self.store().write(move |tx| tx.settled_with(&id, &action, now)).await?);
            }
            ("write", "cancel") => self.do_not_invite(&row).await?,
            ("mail", "send_again") => {
                let screening = ScreeningId::new(row.subject.clone());
                // Whether the mail arrived is what the question is about.
                self.send_again(&screening, true).await?;
            }
            ("no_address" | "ask", "check_again") => {
                let invited = self.decide_again(&DecisionId::new(row.subject.clone()), false, None).await?;
                let unchanged = || EngineError::TooEarly("Nothing has changed in Lever yet.".into());
                invited.then_some(()).ok_or_else(unchanged)?;
            }
            ("ask", "invite") => {
                self.decide_again(&DecisionId::new(row.subject.clone()), true, None).await?;
            }
            ("ask", answer) if said(answer).is_some() => {
                let id = DecisionId::new(row.subject.clone());
                self.decide_again(&id, false, said(answer)).await?;
            }
            (POSTING_TAG, "check_again") => return self.check_posting_again(&row).await,
            (POSTING_TAG, answer) => {
                if let Some(Answer::Means(assessment)) = said(answer) {
                    self.map_posting(&row, assessment).await?;
                }
            }
            _ => {}
        }
        let (account, action, now) = (self.account().id.clone(), action.to_owned(), self.now());
        self.store()
            .write(move |tx| {
                tx.settled_with(&row.id, &action, now)?;
                let event = NewEvent {
                    kind: "settled",
                    text: "Settled by a person".into(),
                    detail: Some(row.reason.clone()),
                    actor: Some("you".into()),
                    screening: row.screening.clone(),
                    opportunity: row.opportunity.clone(),
                    name: Some(row.title.clone()),
                };
                tx.add_event(&account, now, &event)
            })
            .await?;
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        Ok(())
    }

    async fn do_not_invite(&self, row: &AttentionRow) -> Result<(), EngineError> {
        let Some(screening) = row.screening.clone() else { return Ok(()) };
        let effect = EffectId::new(row.subject.clone());
        self.change(&screening, move |tx, engine, row| {
            let now = engine.now();
            tx.finish_effect(&effect, EffectState::Skipped, None, None, now)?;
            cancel_row(tx, &engine.account().id, row, NOT_INVITED, "you", now)?;
            Ok(())
        })
        .await
    }

    /// Tries a stuck write again, or leaves it out.
    ///
    /// # Errors
    /// [`EngineError::TooLate`] if it is not stuck any more.
    pub async fn settle_write(&self, id: &EffectId, retry: bool) -> Result<(), EngineError> {
        let (account, id, now) = (self.account().id.clone(), id.clone(), self.now());
        let screening = self
            .store()
            .write(move |tx| {
                let effect = tx.effect(&id)?.ok_or(EngineError::NotFound("This write"))?;
                if !matches!(effect.state, EffectState::Wedged | EffectState::Unknown | EffectState::Waiting)
                {
                    return Err(EngineError::TooLate("This write is already settled.".into()));
                }
                if retry {
                    // What may have arrived is looked for first. An invitation that never started was
                    // held back by a question, which the person has now answered.
                    let state =
                        if effect.started_at.is_some() { EffectState::Unknown } else { EffectState::Waiting };
                    tx.retry_effect(&id, state, now)?;
                    if effect.started_at.is_none() && effect.effect == Effect::Invite {
                        tx.postpone_effect(&id, state, "Confirmed by a person", now, true)?;
                    }
                } else {
                    tx.finish_effect(&id, EffectState::Skipped, None, Some("Skipped by a person"), now)?;
                    if matches!(effect.effect, Effect::EraseInterview { .. }) {
                        tx.forget_interview(&effect.screening)?;
                    }
                    if effect.effect == Effect::Invite
                        && let Some(row) = tx.screening(&effect.screening)?
                    {
                        cancel_row(tx, &account, row, SKIPPED, "you", now)?;
                    }
                }
                tx.settle(&account, "write", id.as_str(), now)?;
                Ok(effect.screening)
            })
            .await?;
        self.tell(&screening);
        Ok(())
    }

    /// Invites or dismisses arrivals that waited for a yes. Answers how many are invited now: of one who came twice,
    /// one; nobody whom something forbids.
    ///
    /// # Errors
    /// [`EngineError`]; those handled before stay handled.
    pub async fn decide_waiting(
        &self,
        invite: &[DecisionId],
        dismiss: &[DecisionId],
    ) -> Result<usize, EngineError> {
        let (account, dismissed, now) = (self.account().id.clone(), dismiss.to_vec(), self.now());
        self.store()
            .write(move |tx| {
                for id in dismissed {
                    let Some(row) = tx.decision(&id)? else { continue };
                    tx.end_waiting(&id)?;
                    let event = NewEvent {
                        kind: "decided",
                        text: "Not invited".into(),
                        detail: Some("Dismissed by a person".into()),
                        actor: Some("you".into()),
                        opportunity: Some(row.opportunity),
                        name: Some(row.name),
                        screening: None,
                    };
                    tx.add_event(&account, now, &event)?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        // One who cannot be decided about keeps nobody else waiting.
        let mut first_failure = None;
        let progress = self.begin(Task::Deciding, Some(invite.len()));
        let mut begun = Vec::new();
        for (done, id) in invite.iter().enumerate() {
            progress.at(done);
            match self.decide_again(id, true, None).await {
                Ok(_) => {
                    let id = id.clone();
                    let later = self.store().read(move |tx| tx.decision_after(&id)).await?;
                    begun.extend(later.and_then(|decision| decision.screening));
                    // None of them leaves before the last one could be taken back.
                    self.hold_together(&begun).await?;
                }
                Err(EngineError::NotFound(_)) => self.deleted_while_waiting(id).await?,
                Err(error) => first_failure = first_failure.or(Some(error)),
            }
        }
        self.publish(Change::Inbox);
        self.publish(Change::Status);
        first_failure.map_or(Ok(begun.len()), Err)
    }

    async fn deleted_while_waiting(&self, id: &DecisionId) -> Result<(), StoreError> {
        let (account, id, now) = (self.account().id.clone(), id.clone(), self.now());
        self.store()
            .write(move |tx| {
                let Some(row) = tx.decision(&id)? else { return Ok(()) };
                tx.end_waiting(&id)?;
                let event = NewEvent {
                    kind: "decided",
                    text: "Not invited".into(),
                    detail: Some("Deleted in Lever while waiting for your yes".into()),
                    actor: Some("Fulcrum".into()),
                    opportunity: Some(row.opportunity),
                    name: Some(row.name),
                    screening: None,
                };
                tx.add_event(&account, now, &event)
            })
            .await
    }

    /// Reads the candidate again and decides again. `yes` says that a person wants the invitation,
    /// `answer` what the tags mean; what forbids it still forbids it. True if somebody is invited now.
    async fn decide_again(
        &self,
        id: &DecisionId,
        yes: bool,
        answer: Option<Answer>,
    ) -> Result<bool, EngineError> {
        let wanted = id.clone();
        let row = self.store().read(move |tx| tx.decision(&wanted)).await?;
        let row = row.ok_or(EngineError::NotFound("This decision"))?;
        let candidate = match self.lever().for_a_person().opportunity(&row.opportunity).await {
            Ok(opportunity) => opportunity.candidate(),
            Err(error) if error.kind == Kind::NotFound => return Err(EngineError::NotFound("The candidate")),
            Err(error) => return Err(error.into()),
        };
        let desk = self.desk().await?;
        let invited = self
            .store()
            .write(move |tx| {
                use fulcrum_core::planner::Verdict;
                let playbooks = tx.playbooks(&desk.account.id)?;
                let playbook = playbooks.into_iter().find(|playbook| playbook.id == row.playbook);
                let playbook = playbook.ok_or(EngineError::NotFound("The playbook"))?;
                let occasion = match &row.stage {
                    Some(stage) => Occasion::BackFill { stage: stage.clone() },
                    None => Occasion::ByHand { assessment: None },
                };
                let meant = match &answer {
                    Some(Answer::Means(id)) => {
                        let known = desk.names().into_iter().find(|known| known.id == *id);
                        Some(known.ok_or(EngineError::NotFound("The assessment"))?)
                    }
                    Some(Answer::NamesNone) | None => None,
                };
                let plain = match (&answer, &row.decision.riddle) {
                    (Some(Answer::NamesNone), Some(Riddle::Misspelt { tag, .. })) => Some(tag.as_str()),
                    _ => None,
                };
                let chosen = meant.clone().map(|name| (name, "chosen by a person"));
                let mut decision = desk.decide_with(tx, &candidate, &occasion, &playbook, chosen, plain)?;
                let confirmed = yes && decision.verdict == Verdict::Ask;
                if yes && decision.verdict == Verdict::Ask && decision.assessment.is_some() {
                    decision.verdict = Verdict::Invite;
                    decision.summary = format!("{} A person said yes.", decision.summary);
                }
                if decision.verdict != Verdict::Invite && !yes && answer.is_none() {
                    return Ok(false);
                }
                let entry =
                    row.stage.zip(row.entered_at).map(|(stage, at)| StageEntry { stage, at, by: None });
                let invited = decision.verdict == Verdict::Invite;
                if decision.verdict == Verdict::NotAddressed {
                    note_not_addressed(tx, &desk, &candidate, &[(&playbook, decision.summary.clone())])?;
                }
                let (entry, origin) = (entry.as_ref(), entry.as_ref().map_or("stage", origin_of));
                let taken =
                    desk.store(tx, &candidate, entry, &playbook, decision, None, origin, Some(&row.id))?;
                if let (true, Taken::Screening(id)) = (confirmed, &taken) {
                    confirm(tx, id)?;
                }
                if let (Some(meant), Taken::Screening(id)) = (&meant, &taken) {
                    let due = after(desk.now, desk.hold);
                    let riddle = row.decision.riddle.as_ref();
                    correct_tag(tx, &desk.account, id, riddle, meant, (desk.now, due))?;
                }
                Ok::<_, EngineError>(invited)
            })
            .await?;
        self.shared.deliver_now.notify_one();
        Ok(invited)
    }
}
