//! A new opportunity, by hand or through the API.

use super::entities::{Application, Archived, Contact, Millis, Opportunity, Phone, StageChange};
use super::ids::{ApplicationId, ContactId, OpportunityId, PostingId, StageId, UserId};
use super::{Moment, Refusal, World};

/// What is known of a new candidate. Everything may be missing.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewOpportunity {
    pub(crate) name: String,
    pub(crate) headline: String,
    pub(crate) location: String,
    pub(crate) emails: Vec<String>,
    pub(crate) phones: Vec<Phone>,
    pub(crate) links: Vec<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) sources: Vec<String>,
    pub(crate) stage: Option<StageId>,
    pub(crate) origin: Option<String>,
    pub(crate) owner: Option<UserId>,
    pub(crate) sourced_by: Option<UserId>,
    pub(crate) followers: Vec<UserId>,
    pub(crate) posting: Option<PostingId>,
    /// An existing person; otherwise an address decides.
    pub(crate) contact: Option<ContactId>,
    /// The person applied; nobody added them.
    pub(crate) applied: bool,
    pub(crate) created_at: Option<Millis>,
    pub(crate) archived: Option<Archived>,
    pub(crate) confidential: bool,
    pub(crate) snoozed_until: Option<Millis>,
    pub(crate) without_updated_at: bool,
    /// Of somebody who applied.
    pub(crate) company: Option<String>,
    pub(crate) questions: Vec<serde_json::Value>,
}

impl World {
    /// Creates an opportunity; `true` when it was linked to a person who was known already.
    pub(crate) fn create(
        &mut self,
        new: NewOpportunity,
        moment: Moment,
    ) -> Result<(OpportunityId, bool), Refusal> {
        let stage = new.stage.clone().unwrap_or(StageId("lead-new".to_owned()));
        let index = self.stage_index(&stage).ok_or(Refusal::NoStage)?;
        let posting = match new.posting {
            Some(id) => Some(self.posting(id).ok_or(Refusal::NoPosting)?.clone()),
            None => None,
        };
        if new.contact.is_some_and(|id| self.contact(id).is_none()) {
            return Err(Refusal::NoContact);
        }
        let id = OpportunityId(self.random.uuid());
        let (contact, known) = self.person_for(&new, moment)?;
        let created_at = new.created_at.unwrap_or(moment.now);
        let mut tags = Vec::new();
        let copied = posting.iter().flat_map(|p| p.copied_tags());
        for tag in new.tags.iter().map(String::as_str).chain(copied) {
            if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        let followers = if new.followers.is_empty() {
            posting.as_ref().map(|p| p.owner).or(new.owner).into_iter().collect()
        } else {
            new.followers.clone()
        };
        let hidden = moment.habits.confidential_postings_hide_people
            && posting.as_ref().is_some_and(|posting| posting.confidential);
        let application = posting.map(|posting| Application {
            id: ApplicationId(self.random.uuid()),
            kind: if new.applied { "posting" } else { "user" }.to_owned(),
            posting: posting.id,
            user: if new.applied { None } else { new.sourced_by },
            created_at,
            archived: new.archived.clone(),
            company: new.company.clone(),
            questions: new.questions.clone(),
        });
        let origin = new.origin.unwrap_or_else(|| if new.applied { "applied" } else { "sourced" }.to_owned());
        let advanced = new.archived.as_ref().map_or(created_at, |archived| archived.archived_at);
        self.insert(
            Opportunity {
                id,
                contact,
                stage: stage.clone(),
                confidential: new.confidential || hidden,
                archived: new.archived,
                tags,
                sources: new.sources,
                stage_changes: vec![StageChange { to: stage, index, at: created_at, user: new.sourced_by }],
                origin,
                sourced_by: new.sourced_by,
                owner: new.owner,
                followers,
                application,
                created_at,
                updated_at: (!new.without_updated_at).then_some(moment.now),
                last_interaction_at: advanced,
                last_advanced_at: advanced,
                snoozed_until: new.snoozed_until,
            },
            moment,
        );
        Ok((id, known))
    }

    /// Finds the person by id or address, else makes one. Known data wins over new data.
    fn person_for(&mut self, new: &NewOpportunity, moment: Moment) -> Result<(ContactId, bool), Refusal> {
        let by_address = new.emails.iter().find_map(|email| self.contacts_with_email(email).next());
        let Some(known) = new.contact.or(by_address) else {
            let id = ContactId(self.random.uuid());
            self.put_contact(Contact {
                id,
                name: new.name.clone(),
                headline: new.headline.clone(),
                location: new.location.clone(),
                emails: new.emails.clone(),
                phones: new.phones.clone(),
                links: Vec::new(),
                is_anonymized: false,
                data_protection: None,
            });
            self.add_links(id, &new.links, moment)?;
            return Ok((id, false));
        };
        let extra: Vec<String> = new
            .emails
            .iter()
            .filter(|email| !self.contacts_with_email(email).any(|c| c == known))
            .cloned()
            .collect();
        if !extra.is_empty() {
            self.change_contact(known, moment, |contact| contact.emails.extend(extra))?;
        }
        if !new.links.is_empty() {
            self.add_links(known, &new.links, moment)?;
        }
        Ok((known, true))
    }
}
