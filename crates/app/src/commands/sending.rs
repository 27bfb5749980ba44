//! "Send screening now": finding somebody, the preview, the rule about links.

use fulcrum_core::candidate::Candidate;
use fulcrum_core::planner::Verdict;
use fulcrum_core::{AccountId, AssessmentId, OpportunityId, PlaybookId, ScreeningId, address, reference};
use fulcrum_engine::Servant;
use fulcrum_lever::{Confidentiality, Kind, Opportunity, OpportunityFilter};
use fulcrum_store::{PersonRow, StoreError, Tx};
use jiff::Timestamp;

use crate::App;
use crate::api::*;
use crate::views::{checks, millis};

/// As many as are found at once.
const MOST: usize = 20;

impl App {
    pub(super) async fn times_of_mails(&self, request: MailTimesQuery) -> Result<Vec<MailTime>, AppError> {
        let ids = request.screening_ids.into_iter().map(ScreeningId::new).collect();
        let times = self.engine()?.mail_times(ids, request.mail == MailKind::Reminder).await?;
        let view = |(id, from): (ScreeningId, Option<Timestamp>)| MailTime {
            screening_id: id.to_string(),
            from: from.map(millis),
        };
        Ok(times.into_iter().map(view).collect())
    }

    pub(super) async fn send_by_hand(&self, request: SendNow) -> Result<SentScreening, AppError> {
        let opportunity = OpportunityId::new(request.opportunity_id);
        let assessment = AssessmentId::new(request.assessment_id);
        let playbook = request.playbook_id.map(PlaybookId::new);
        let engine = self.engine()?;
        let id = engine.send_by_hand(&opportunity, playbook, assessment, request.anyway).await?;
        let together: Vec<_> = request.with.into_iter().map(ScreeningId::new).chain([id.clone()]).collect();
        let hold_until = engine.hold_together(&together).await?.map(millis);
        Ok(SentScreening { screening_id: id.to_string(), hold_until })
    }

    pub(super) async fn look_for_people(&self, text: &str) -> Result<FoundPeople, AppError> {
        let engine = self.engine()?;
        let named = match opportunity_in(text) {
            Some(id) => Some(id),
            None => self.screened_as(engine.account().id.clone(), text).await?,
        };
        let by_name = named.is_none() && address::valid(text).is_none();
        let found = if let Some(id) = named {
            match engine.lever().for_a_person().opportunity(&id).await {
                Ok(opportunity) => vec![person_row(&opportunity.candidate())],
                Err(error) if error.kind == Kind::NotFound => Vec::new(),
                Err(error) => return Err(error.into()),
            }
        } else if let Some(email) = address::valid(text) {
            let mut filter = OpportunityFilter {
                email: Some(email.to_owned()),
                archived: Some(false),
                confidentiality: Confidentiality::all_if(engine.account().confidential),
                ..OpportunityFilter::default()
            };
            let lever = engine.lever().for_a_person();
            let mut rows = lever.opportunities(&filter).await?.rows;
            if rows.is_empty() {
                // Whoever was archived cannot be invited, but is not unknown either.
                filter.archived = None;
                rows = lever.opportunities(&filter).await?.rows;
            }
            rows.iter()
                .map(Opportunity::candidate)
                .map(|candidate| person_row(&candidate))
                .take(MOST)
                .collect()
        } else {
            let (account, typed) = (engine.account().id.clone(), text.to_owned());
            self.shared.store.read(move |tx| tx.find_people(&account, &typed)).await?
        };
        // Whoever can be written to comes first.
        let mut found = found;
        found.sort_by_key(|person| person.emails.trim().is_empty());
        let account = engine.account().id.clone();
        let (people, known) = self
            .shared
            .store
            .read(move |tx| {
                let people = found
                    .into_iter()
                    .map(|person| person_hit(tx, &account, &person))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok::<_, StoreError>((people, tx.count_people(&account)?))
            })
            .await?;
        let many = people.len() == MOST && by_name;
        let note = (!engine.policy().directory)
            .then(|| "The search by name is switched off in Settings; type an e-mail address or paste a Lever link.".to_owned())
            .or_else(|| {
                (!engine.directory_is_full())
                    .then(|| format!("The directory is still being filled: {known} people so far."))
            })
            .or_else(|| {
                many.then(|| format!("The first {MOST}. Type more of the name, or the e-mail address."))
            });
        Ok(FoundPeople { people, note })
    }

    /// Who was screened under the reference that ends our notes, if this is one.
    async fn screened_as(&self, account: AccountId, text: &str) -> Result<Option<OpportunityId>, AppError> {
        let Some(reference) = reference::typed(text).filter(|typed| reference::is_whole(typed)) else {
            return Ok(None);
        };
        Ok(self.shared.store.read(move |tx| tx.opportunity_of_reference(&account, &reference)).await?)
    }

    pub(super) async fn what_would_be_sent(&self, request: PreviewSend) -> Result<SendPreview, AppError> {
        let engine = self.engine()?;
        let id = OpportunityId::new(request.opportunity_id);
        let assessment = request.assessment_id.map(AssessmentId::new);
        let plan = engine.plan_send(&id, request.playbook_id.map(PlaybookId::new), assessment).await?;
        // Nobody of a real account gets a link that only this computer opens.
        let blocked = self.known_blocked(&engine, &plan.playbook).await?;
        let summary = || plan.decision.summary.clone();
        let can_ask = plan.decision.verdict == Verdict::Ask && plan.decision.assessment.is_some();
        let refusal = (plan.decision.verdict != Verdict::Invite && !can_ask).then(summary).or(blocked);
        let question = can_ask.then(summary);
        let mail_ready = self.known_interview().mail_ready;
        Ok(SendPreview {
            person: PersonHit {
                opportunity_id: id.to_string(),
                name: plan.candidate.display_name().to_owned(),
                email: plan.candidate.address().map(str::to_owned),
                posting: plan.posting,
                stage: plan.stage,
                obstacle: None,
            },
            assessment_id: plan.decision.assessment.as_ref().map(|assessment| assessment.id.to_string()),
            assessment: plan.decision.assessment.as_ref().map(|assessment| assessment.name.clone()),
            chosen_by: plan.decision.chosen_by.clone().unwrap_or_default(),
            mail_subject: plan.mail_subject,
            mail_text: plan.mail_text,
            mail_will_be_sent: mail_ready,
            tags: plan.tags,
            refusal,
            question,
            checks: checks(&plan.decision),
            playbook_id: plan.playbook.to_string(),
            playbook_chosen_by: plan.playbook_chosen_by,
            playbooks: plan.playbooks.into_iter().map(servant_view).collect(),
        })
    }
}

fn servant_view(servant: Servant) -> SendPlaybook {
    SendPlaybook { id: servant.id.to_string(), name: servant.name, obstacle: servant.obstacle }
}

fn person_row(candidate: &Candidate) -> PersonRow {
    PersonRow {
        contact: Some(candidate.contact.clone()),
        opportunity: candidate.opportunity.clone(),
        name: candidate.name.clone(),
        emails: candidate.address().unwrap_or_default().to_owned(),
        posting: candidate.posting.clone(),
        stage: candidate.stage.clone(),
    }
}

fn person_hit(tx: &Tx<'_>, account: &AccountId, person: &PersonRow) -> Result<PersonHit, StoreError> {
    let posting = match &person.posting {
        Some(id) => tx.posting(account, id)?,
        None => None,
    };
    let stages = tx.stages(account)?;
    let email = person.emails.split(' ').find(|email| !email.is_empty()).map(str::to_owned);
    let obstacle = match &email {
        None => Some("No e-mail".to_owned()),
        Some(email) => address::valid(email).is_none().then(|| "E-mail not valid".to_owned()),
    };
    Ok(PersonHit {
        opportunity_id: person.opportunity.to_string(),
        name: if person.name.trim().is_empty() { "Unnamed candidate".into() } else { person.name.clone() },
        email,
        posting: posting.map(|row| row.posting.text),
        stage: stages.into_iter().find(|row| row.id == person.stage).map(|row| row.text),
        obstacle,
    })
}

/// The opportunity in a pasted Lever address: `…/candidates/{id}`.
fn opportunity_in(text: &str) -> Option<OpportunityId> {
    let url = url::Url::parse(text).ok()?;
    let mut segments = url.path_segments()?;
    segments.by_ref().find(|segment| *segment == "candidates")?;
    let id = segments.next().filter(|id| !id.is_empty())?;
    Some(OpportunityId::new(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_lever_address_names_its_opportunity() {
        let id = |text| opportunity_in(text).map(|id| id.to_string());
        assert_eq!(id("https://hire.lever.co/candidates/abc-1?x=1"), Some("abc-1".into()));
        assert_eq!(id("https://hire.lever.co/candidates"), None);
        assert_eq!(id("Aiko Tanaka"), None);
    }
}
