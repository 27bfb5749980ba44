//! "Send screening now": what would happen, and sending it.

use fulcrum_core::candidate::Candidate;
use fulcrum_core::planner::{Decision, Occasion, Verdict};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::template::{self, Words, first_name};
use fulcrum_core::time::{DAY, after};
use fulcrum_core::vocabulary;
use fulcrum_core::{AssessmentId, OpportunityId, PlaybookId, ScreeningId};
use fulcrum_store::{StoreError, Tx};

use crate::intake::{Desk, Taken, posting_of};
use crate::person::confirm;
use crate::words::{date, user_name};
use crate::{Engine, EngineError};

/// The rank of a playbook that serves nobody unless nothing else does.
const OFF: u8 = 2;

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
    /// The playbook that serves.
    pub playbook: PlaybookId,
    /// Why this one: a sentence without its full stop.
    pub playbook_chosen_by: String,
    /// Those that can serve, in the order in which they are looked at.
    pub playbooks: Vec<Servant>,
}

/// A playbook that can serve when a person sends by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Servant {
    /// Which.
    pub id: PlaybookId,
    /// Its name.
    pub name: String,
    /// Why it is not taken by itself, a sentence; a person may take it all the same.
    pub obstacle: Option<String>,
}

impl Engine {
    /// What would happen on "Send screening now" with this playbook, else with the first that fits.
    /// Changes nothing.
    ///
    /// # Errors
    /// [`EngineError::Invalid`] for a playbook that is gone or cannot serve.
    pub async fn plan_send(
        &self,
        opportunity: &OpportunityId,
        playbook: Option<PlaybookId>,
        assessment: Option<AssessmentId>,
    ) -> Result<SendPlan, EngineError> {
        let candidate = self.lever().for_a_person().opportunity(opportunity).await?.candidate();
        let desk = self.desk().await?;
        self.store()
            .read(move |tx| {
                let Serving { playbook, chosen_by, servants } =
                    serving(tx, &desk, &candidate, playbook.as_ref())?;
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
                    // One that cannot be filled in is left out when it comes to it.
                    tags: vocabulary::tag(&playbook.tags.invited, &words)
                        .ok()
                        .flatten()
                        .into_iter()
                        .collect(),
                    candidate,
                    posting,
                    stage,
                    decision,
                    playbook: playbook.id,
                    playbook_chosen_by: chosen_by,
                    playbooks: servants,
                })
            })
            .await
    }

    /// Sends a screening by hand, with this playbook, else with the first that fits; it is held for Undo
    /// like any other. `anyway` answers yes to whatever asks; what forbids it still forbids it.
    ///
    /// # Errors
    /// [`EngineError::NotEligible`] with the decision, [`EngineError::Blocked`] if the candidate could not
    /// open the link, and as [`Self::plan_send`]; then nothing is stored.
    pub async fn send_by_hand(
        &self,
        opportunity: &OpportunityId,
        playbook: Option<PlaybookId>,
        assessment: AssessmentId,
        anyway: bool,
    ) -> Result<ScreeningId, EngineError> {
        let candidate = self.lever().for_a_person().opportunity(opportunity).await?.candidate();
        let desk = self.desk().await?;
        let (who, at) = (candidate.clone(), desk.clone());
        let playbook =
            self.store().read(move |tx| serving(tx, &at, &who, playbook.as_ref())).await?.playbook.id;
        if let Some(reason) = self.blocked(&playbook).await? {
            return Err(EngineError::Blocked(reason));
        }
        let id = self
            .store()
            .write(move |tx| {
                let playbook = serving(tx, &desk, &candidate, Some(&playbook))?.playbook;
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

/// Which playbook serves, and which others could.
struct Serving {
    playbook: Playbook,
    chosen_by: String,
    servants: Vec<Servant>,
}

/// The playbook that a person chose; else the first that is for the candidate and has something to send: of
/// those that are used by hand, else of those that are on, else of all; the first of all if none is.
fn serving(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &Candidate,
    wanted: Option<&PlaybookId>,
) -> Result<Serving, EngineError> {
    let mut playbooks = tx.playbooks(&desk.account.id)?;
    let triggers = tx.triggers(&desk.account.id)?;
    let rank = |playbook: &Playbook| {
        let is_on = triggers.iter().any(|row| row.playbook == playbook.id);
        match (is_on, playbook.by_hand) {
            (false, true) => 0,
            (true, _) => 1,
            (false, false) => OFF,
        }
    };
    playbooks.sort_by_key(rank);
    let posting = posting_of(tx, &desk.account.id, candidate)?;
    let mut obstacles = Vec::new();
    for playbook in &playbooks {
        let by_hand = Occasion::ByHand { assessment: None };
        let obstacle = playbook.conditions.obstacle(candidate, posting.as_ref());
        obstacles.push(match obstacle {
            None if desk.decide(tx, candidate, &by_hand, playbook)?.assessment.is_none() => {
                Some("The playbook names no assessment for this candidate".to_owned())
            }
            obstacle => obstacle,
        });
    }
    let fits = obstacles.iter().position(Option::is_none);
    let default = playbooks.get(fits.unwrap_or_default()).ok_or(EngineError::NotFound("The playbook"))?;
    let playbook = match wanted {
        None => default,
        Some(id) => playbooks
            .iter()
            .find(|playbook| playbook.id == *id)
            .ok_or_else(|| EngineError::Invalid("This playbook was deleted. Choose another one.".into()))?,
    };
    let can_serve = |playbook: &Playbook| rank(playbook) != OFF || playbook.id == default.id;
    if !can_serve(playbook) {
        return Err(EngineError::Invalid(format!(
            "The playbook \u{201c}{}\u{201d} is off, and not for use by hand. Choose another one, or switch it \
             on under Playbooks.",
            playbook.name
        )));
    }
    let why = match (wanted, fits, rank(playbook)) {
        (Some(_), ..) => "chosen by hand",
        (None, None, _) => "the first of all, because none is meant for this candidate",
        (None, Some(_), 0) => "the first one for use by hand that is meant for this candidate",
        (None, Some(_), OFF) => "because no playbook that is on is meant for this candidate",
        (None, Some(_), _) => "the first one that is on and meant for this candidate",
    };
    let chosen_by = format!("{}, {why}", playbook.name);
    let playbook = playbook.clone();
    let servant = |(playbook, obstacle): (&Playbook, &Option<String>)| Servant {
        id: playbook.id.clone(),
        name: playbook.name.clone(),
        obstacle: obstacle.as_ref().map(|obstacle| format!("{obstacle}.")),
    };
    let servants = playbooks.iter().zip(&obstacles).filter(|(playbook, _)| can_serve(playbook));
    Ok(Serving { playbook, chosen_by, servants: servants.map(servant).collect() })
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
