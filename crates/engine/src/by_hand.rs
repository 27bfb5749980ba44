//! "Send screening now": what would happen, and sending it.

use fulcrum_core::candidate::Candidate;
use fulcrum_core::planner::{Decision, Occasion, Verdict};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::template::{self, Words, first_name};
use fulcrum_core::time::{DAY, after};
use fulcrum_core::{AssessmentId, OpportunityId, ScreeningId};
use fulcrum_store::{StoreError, Tx};

use crate::intake::{Desk, Taken, posting_of};
use crate::person::confirm;
use crate::words::{date, user_name};
use crate::{Engine, EngineError};

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
