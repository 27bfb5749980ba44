//! From an observed stage entry to a stored decision, and to a screening if there is something to
//! send. Runs inside the transaction of the pass, so that nothing is decided twice.

use fulcrum_core::assessment::AssessmentName;
use fulcrum_core::candidate::{Candidate, StageEntry};
use fulcrum_core::choosing::Riddle;
use fulcrum_core::effect::{self, Effect, EffectDraft};
use fulcrum_core::eligibility::{Circumstances, Outcome, Subject, obstacle};
use fulcrum_core::planner::{self, Decision, Occasion, Verdict};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::posting::Posting;
use fulcrum_core::time::{DAY, after};
use fulcrum_core::vocabulary::is_written_by;
use fulcrum_core::{AccountId, AttentionId, DecisionId, EffectId, ScreeningId, reference};
use fulcrum_providers::Assessment;
use fulcrum_store::{
    AccountRow, Action, NewAttention, NewDecision, NewEvent, NewScreening, ScreeningRefs, StoreError, Tx,
};
use jiff::Timestamp;

use crate::riddles::{answers, raise_posting, written_tags};
use crate::words::user_name;

/// What intake needs besides the candidate.
#[derive(Clone)]
pub(crate) struct Desk {
    pub account: AccountRow,
    pub assessments: Vec<Assessment>,
    pub hold: std::time::Duration,
    /// Whether the directory is kept up.
    pub directory: bool,
    pub now: Timestamp,
}

/// How one observation ended.
pub(crate) enum Taken {
    /// A screening was created.
    Screening(ScreeningId),
    /// A decision was stored, nothing is sent.
    Decided,
}

impl Desk {
    pub(crate) fn names(&self) -> Vec<AssessmentName> {
        let name = |assessment: &Assessment| AssessmentName {
            id: fulcrum_core::AssessmentId::new(assessment.id.as_str()),
            name: assessment.name.clone(),
        };
        self.assessments.iter().map(name).collect()
    }

    /// Decides, without storing anything.
    pub(crate) fn decide(
        &self,
        tx: &Tx<'_>,
        candidate: &Candidate,
        occasion: &Occasion,
        playbook: &Playbook,
    ) -> Result<Decision, StoreError> {
        self.decide_with(tx, candidate, occasion, playbook, None, None)
    }

    /// The same, with the assessment and who chose it where that is settled, and with a tag of which a person
    /// says that it names none.
    pub(crate) fn decide_with(
        &self,
        tx: &Tx<'_>,
        candidate: &Candidate,
        occasion: &Occasion,
        playbook: &Playbook,
        chosen: Option<(AssessmentName, &str)>,
        plain: Option<&str>,
    ) -> Result<Decision, StoreError> {
        let past = tx.past_screenings(
            &self.account.id,
            &candidate.contact,
            candidate.address(),
            &candidate.opportunity,
        )?;
        let posting = posting_of(tx, &self.account.id, candidate)?;
        let written_tags = written_tags(tx, &self.account.id, candidate)?;
        let mut plain_tags = tx.plain_tags(&self.account.id, &candidate.opportunity)?;
        plain_tags.extend(plain.map(str::to_owned));
        let circumstances = Circumstances {
            now: self.now,
            posting: posting.as_ref(),
            may_see_confidential: self.account.confidential,
            past: &past,
            note_references: &[],
            written_tags: &written_tags,
            plain_tags: &[],
        };
        let names = self.names();
        let playbooks = tx.playbooks(&self.account.id)?;
        let mut decision = match chosen {
            Some((assessment, by)) => {
                let by = format!("{}, {by}", assessment.name);
                planner::judge(candidate, occasion, playbook, assessment, by, &circumstances)
            }
            None => loop {
                let circumstances = Circumstances { plain_tags: &plain_tags, ..circumstances.clone() };
                let decision = planner::decide(candidate, occasion, playbook, &names, &circumstances);
                match &decision.riddle {
                    Some(Riddle::Misspelt { tag, .. })
                        if playbooks.iter().any(|one| is_written_by(one, &names, tag)) =>
                    {
                        plain_tags.push(tag.clone());
                    }
                    _ => break decision,
                }
            },
        };
        decision.plain_tags.extend(plain.map(str::to_owned));
        Ok(decision)
    }

    /// Why an arrival that would be invited waits for a person's yes. `crowd` says that it came with
    /// many others.
    pub(crate) fn waits_because(
        &self,
        entry: &StageEntry,
        verdict: Verdict,
        crowd: bool,
    ) -> Option<&'static str> {
        let old = after(entry.at, DAY) < self.now;
        match (verdict, old, crowd) {
            (Verdict::Invite, true, _) if entry.stage.is_applied() => {
                Some("Applied more than a day ago, while Fulcrum was away")
            }
            (Verdict::Invite, true, _) => {
                Some("Entered the stage more than a day ago, while Fulcrum was away")
            }
            (Verdict::Invite, false, true) if entry.stage.is_applied() => Some("Many applied at once"),
            (Verdict::Invite, false, true) => Some("Many candidates entered the stage at once"),
            _ => None,
        }
    }

    /// Stores a decision and, if it is a yes that need not wait, the screening. That a playbook is not for
    /// the candidate is noted by whoever knows of the others, too.
    #[expect(
        clippy::too_many_arguments,
        reason = "one call site per occasion; a struct would only rename them"
    )]
    pub(crate) fn store(
        &self,
        tx: &Tx<'_>,
        candidate: &Candidate,
        entry: Option<&StageEntry>,
        playbook: &Playbook,
        mut decision: Decision,
        waits_because: Option<&str>,
        origin: &'static str,
        earlier: Option<&DecisionId>,
    ) -> Result<Taken, StoreError> {
        let id = DecisionId::new(uuid::Uuid::now_v7().to_string());
        if let Some(earlier) = earlier {
            tx.supersede_decision(earlier, &id)?;
            // What a person said about tags goes on to hold.
            let before = tx.decision(earlier)?.map(|row| row.decision.plain_tags);
            decision.plain_tags.extend(before.unwrap_or_default());
        }
        decision.in_stage = Some(candidate.stage.clone());
        decision.followers = candidate.followers.clone();
        let reuse = decision.verdict == Verdict::Reuse;
        let invite = (decision.verdict == Verdict::Invite || reuse) && waits_because.is_none();
        let screening = invite.then(|| ScreeningId::new(uuid::Uuid::now_v7().to_string()));
        let posting = self.posting(tx, candidate)?;
        let stored = tx.add_decision(
            &self.account.id,
            self.now,
            &NewDecision {
                id: id.clone(),
                playbook: playbook.id.clone(),
                opportunity: candidate.opportunity.clone(),
                stage: entry.map(|entry| entry.stage.clone()),
                entered_at: entry.map(|entry| entry.at),
                name: candidate.display_name().to_owned(),
                email: candidate.address().map(str::to_owned),
                posting: posting.clone(),
                posting_id: candidate.posting.clone(),
                owner: candidate.owner.clone(),
                lever_url: candidate.url.clone(),
                decision: decision.clone(),
                waits_because: waits_because.map(str::to_owned),
                screening: screening.clone(),
            },
        )?;
        if !stored || decision.verdict == Verdict::NotAddressed {
            return Ok(Taken::Decided);
        }
        let event = |kind, text: String, detail: Option<String>, actor: Option<String>| NewEvent {
            kind,
            text,
            detail,
            actor,
            screening: screening.clone(),
            opportunity: Some(candidate.opportunity.clone()),
            name: Some(candidate.display_name().to_owned()),
        };
        if let (Some(entry), true) = (entry, invite) {
            let stage = self.stage(tx, candidate)?.unwrap_or_else(|| "the trigger stage".into());
            let actor = user_name(tx, &self.account.id, entry.by.as_ref())?;
            let text = match (entry.stage.is_applied(), &posting) {
                (false, _) => format!("Entered {stage}"),
                (true, Some(posting)) => format!("Applied for {posting}"),
                (true, None) => "Applied".to_owned(),
            };
            let entered = event("entered", text, None, actor);
            tx.add_event(&self.account.id, entry.at, &entered)?;
        }
        let text = match (&decision.assessment, decision.verdict, waits_because) {
            (_, _, Some(_)) => "Waits for your yes".to_owned(),
            (Some(assessment), Verdict::Invite, None) => format!("Will be invited to {}", assessment.name),
            (None, Verdict::Invite, None) => "Will be invited".to_owned(),
            (_, Verdict::Skip | Verdict::NotAddressed, None) => "Not invited".to_owned(),
            (_, Verdict::Reuse, None) => "An earlier result is reused".to_owned(),
            (_, Verdict::Ask, None) => "A person must decide".to_owned(),
        };
        let reason = || match &decision.chosen_by {
            Some(chosen_by) if invite => format!("{} Assessment: {chosen_by}.", decision.summary),
            _ => decision.summary.clone(),
        };
        let detail = waits_because.map_or_else(reason, str::to_owned);
        tx.add_event(
            &self.account.id,
            self.now,
            &event("decided", text, Some(detail), Some("Fulcrum".into())),
        )?;
        self.raise_if_needed(tx, candidate, playbook, &id, &decision, posting.as_deref())?;
        let Some(screening) = screening else { return Ok(Taken::Decided) };
        if reuse {
            self.create_reused(tx, candidate, playbook, &decision, &screening)?;
        } else {
            self.create_screening(tx, candidate, playbook, &decision, &screening, origin)?;
        }
        Ok(Taken::Screening(screening))
    }

    /// A missing address is something that a person can mend; a question needs an answer. Other
    /// reasons are kept for whoever asks why.
    fn raise_if_needed(
        &self,
        tx: &Tx<'_>,
        candidate: &Candidate,
        playbook: &Playbook,
        id: &DecisionId,
        decision: &Decision,
        posting: Option<&str>,
    ) -> Result<(), StoreError> {
        let action = |id: &str, label: &str| Action { id: id.into(), label: label.into() };
        let no_address = obstacle(&decision.checks)
            .is_some_and(|check| check.subject == Subject::Address && check.outcome == Outcome::Failed);
        let (look, again) = (action("open_lever", "Open in Lever"), action("check_again", "Check again"));
        let (kind, actions) = match (decision.verdict, &decision.riddle) {
            (Verdict::Ask, Some(riddle)) if riddle.posting().is_some() => {
                return raise_posting(tx, &self.account.id, self.now, playbook, riddle);
            }
            (Verdict::Ask, Some(riddle)) => {
                let mut actions = answers(riddle);
                actions.extend([look, again, action("dismiss", "Do not invite")]);
                ("ask", actions)
            }
            (Verdict::Ask, None) if decision.assessment.is_some() => {
                let invite = action("invite", "Invite anyway");
                ("ask", vec![invite, look, action("dismiss", "Do not invite")])
            }
            (Verdict::Ask, None) => ("ask", vec![look, again, action("dismiss", "Do not invite")]),
            (Verdict::Skip, _) if no_address => {
                ("no_address", vec![look, again, action("dismiss", "Dismiss")])
            }
            (Verdict::Skip | Verdict::Invite | Verdict::Reuse | Verdict::NotAddressed, _) => return Ok(()),
        };
        let raised = NewAttention {
            id: AttentionId::new(uuid::Uuid::now_v7().to_string()),
            kind,
            subject: id.to_string(),
            title: candidate.display_name().to_owned(),
            subtitle: posting.map(str::to_owned),
            reason: decision.summary.clone(),
            actions,
            screening: None,
            opportunity: Some(candidate.opportunity.clone()),
            lever_url: candidate.url.clone(),
        };
        tx.raise(&self.account.id, self.now, &raised)?;
        Ok(())
    }

    fn create_screening(
        &self,
        tx: &Tx<'_>,
        candidate: &Candidate,
        playbook: &Playbook,
        decision: &Decision,
        id: &ScreeningId,
        origin: &'static str,
    ) -> Result<(), StoreError> {
        let Some(chosen) = &decision.assessment else { return Ok(()) };
        let hold_until = after(self.now, self.hold);
        let round = self.add_screening(tx, candidate, playbook, chosen, id, origin, Some(hold_until))?;
        let key = effect::invitation_key(
            &self.account.id,
            &candidate.contact,
            &playbook.provider,
            &chosen.id,
            round,
        );
        let draft = EffectDraft { dedupe_key: key, effect: Effect::Invite };
        let about = ScreeningRefs { screening: id, opportunity: &candidate.opportunity };
        let effect = EffectId::new(uuid::Uuid::now_v7().to_string());
        tx.add_effect(&self.account.id, &about, &effect, &draft, hold_until, self.now)?;
        Ok(())
    }

    /// Adds the screening of a candidate. Answers its round.
    #[expect(clippy::too_many_arguments, reason = "each is a column of the new row")]
    pub(crate) fn add_screening(
        &self,
        tx: &Tx<'_>,
        candidate: &Candidate,
        playbook: &Playbook,
        chosen: &AssessmentName,
        id: &ScreeningId,
        origin: &'static str,
        hold_until: Option<Timestamp>,
    ) -> Result<u32, StoreError> {
        let assessment = self.assessments.iter().find(|known| known.id.as_str() == chosen.id.as_str());
        tx.add_screening(
            &self.account.id,
            &NewScreening {
                id: id.clone(),
                playbook: playbook.id.clone(),
                opportunity: candidate.opportunity.clone(),
                contact: candidate.contact.clone(),
                name: candidate.display_name().to_owned(),
                email: candidate.valid_address().map(str::to_owned),
                posting_id: candidate.posting.clone(),
                posting: self.posting(tx, candidate)?,
                stage_id: Some(candidate.stage.clone()),
                stage: self.stage(tx, candidate)?,
                owner: candidate.owner.clone(),
                followers: candidate.followers.clone(),
                lever_url: candidate.url.clone(),
                confidential: candidate.confidential,
                tags: candidate.tags.clone(),
                provider: playbook.provider.clone(),
                assessment_id: chosen.id.clone(),
                assessment: chosen.name.clone(),
                minutes: assessment.and_then(|known| known.minutes).unwrap_or(15),
                questions: assessment.map_or(0, |known| u32::try_from(known.questions.len()).unwrap_or(0)),
                origin,
                reference: reference::from_random(random_bits()),
                hold_until,
            },
            self.now,
        )
    }

    pub(crate) fn posting(&self, tx: &Tx<'_>, candidate: &Candidate) -> Result<Option<String>, StoreError> {
        Ok(posting_of(tx, &self.account.id, candidate)?.map(|posting| posting.text))
    }

    fn stage(&self, tx: &Tx<'_>, candidate: &Candidate) -> Result<Option<String>, StoreError> {
        let stages = tx.stages(&self.account.id)?;
        Ok(stages.into_iter().find(|row| row.id == candidate.stage).map(|row| row.text))
    }
}

/// The posting of a candidate's active application, as it was last seen.
pub(crate) fn posting_of(
    tx: &Tx<'_>,
    account: &AccountId,
    candidate: &Candidate,
) -> Result<Option<Posting>, StoreError> {
    let Some(id) = &candidate.posting else { return Ok(None) };
    Ok(tx.posting(account, id)?.map(|row| row.posting))
}

/// Bits for a reference. References need to be different, not secret.
fn random_bits() -> u32 {
    getrandom::u32().unwrap_or_else(|_| uuid::Uuid::now_v7().as_fields().0)
}
