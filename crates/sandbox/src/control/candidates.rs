//! Changing the pipeline as a person in Lever would.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::snapshot::snapshot;
use super::{Control, ControlError, OpportunitySnapshot};
use crate::sync::lock;
use crate::world::changes::TextList;
use crate::world::create::NewOpportunity;
use crate::world::entities::{DataProtection, Posting};
use crate::world::ids::{OpportunityId, PostingId, StageId, UserId};
use crate::world::notes::NewNote;
use crate::world::{Refusal, World};

/// A candidate to add. Only the name must be there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NewCandidate {
    /// Full name.
    pub name: String,
    /// Address; without one the candidate has none.
    pub email: Option<String>,
    /// Stage id; "New lead", or "New applicant" for an application, if absent.
    pub stage: Option<String>,
    /// Posting id.
    pub posting: Option<String>,
    /// The person applied to the posting; otherwise somebody added them.
    pub applied: bool,
    /// How the person came; follows from `applied` if absent.
    pub origin: Option<String>,
    /// Tags besides those of the posting.
    pub tags: Vec<String>,
    /// User id of who adds the candidate and owns it; the Super Admin if absent.
    pub user: Option<String>,
    /// Hidden from callers without the permission.
    pub confidential: bool,
}

/// A posting to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NewPosting {
    /// Title.
    pub text: String,
    /// `published`, `internal`, `closed`, `draft`, `pending` or `rejected`.
    pub state: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Published for colleagues alone.
    pub internal_only: bool,
    /// Decided now, as in Lever.
    pub confidential: bool,
}

impl Default for NewPosting {
    fn default() -> Self {
        Self {
            text: "A new posting".to_owned(),
            state: "published".to_owned(),
            tags: Vec::new(),
            internal_only: false,
            confidential: false,
        }
    }
}

/// What to change of a person; absent fields stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CandidateEdit {
    /// Full name.
    pub name: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Every address; an empty list takes them away.
    pub emails: Option<Vec<String>>,
    /// User id of the owner.
    pub owner: Option<String>,
}

impl Control {
    /// Moves somebody to another stage, as dragging the card does. `user` is a user id; the Super
    /// Admin if absent.
    ///
    /// # Errors
    /// When the opportunity, the stage or the user does not exist.
    pub fn move_to_stage(
        &self,
        id: &str,
        stage: &str,
        user: Option<&str>,
    ) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| {
            let user = user_of(world, user)?;
            world.move_to_stage(id, &StageId(stage.to_owned()), user, moment)
        })
    }

    /// Adds a candidate.
    ///
    /// # Errors
    /// When the stage, the posting or the user does not exist.
    pub fn add_candidate(&self, new: NewCandidate) -> Result<OpportunitySnapshot, ControlError> {
        let moment = self.account.moment();
        let mut world = lock(&self.account.world);
        let user = user_of(&world, new.user.as_deref())?;
        let posting = new.posting.map(|id| id.parse().map_err(|_| Refusal::NoPosting)).transpose()?;
        let stage = new.stage.or(new.applied.then(|| "applicant-new".to_owned()));
        let (id, _) = world.create(
            NewOpportunity {
                name: new.name,
                emails: new.email.into_iter().collect(),
                tags: new.tags,
                sources: vec![if new.applied { "Job site" } else { "Added manually" }.to_owned()],
                stage: stage.map(StageId),
                origin: new.origin,
                owner: user,
                sourced_by: user.filter(|_| !new.applied),
                posting,
                applied: new.applied,
                confidential: new.confidential,
                ..NewOpportunity::default()
            },
            moment,
        )?;
        let row = world.opportunity(id).ok_or(Refusal::NoOpportunity)?;
        Ok(snapshot(&world, row, moment.now))
    }

    /// Somebody who is known already applies to a posting, in place of an earlier application.
    ///
    /// # Errors
    /// When the opportunity or the posting does not exist.
    pub fn apply(&self, id: &str, posting: &str) -> Result<OpportunitySnapshot, ControlError> {
        let posting = posting.parse().map_err(|_| Refusal::NoPosting)?;
        self.change(id, |world, id, moment| world.apply(id, posting, moment))
    }

    /// Changes a person.
    ///
    /// # Errors
    /// When the opportunity or the owner does not exist.
    pub fn edit_candidate(&self, id: &str, edit: CandidateEdit) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| {
            if let Some(owner) = &edit.owner {
                let owner = user_of(world, Some(owner))?;
                world.set_owner(id, owner, moment)?;
            }
            let contact = world.opportunity(id).ok_or(Refusal::NoOpportunity)?.contact;
            world.change_contact(contact, moment, |contact| {
                if let Some(name) = edit.name {
                    contact.name = name;
                }
                if let Some(headline) = edit.headline {
                    contact.headline = headline;
                }
                if let Some(emails) = edit.emails {
                    contact.emails = emails;
                }
            })
        })
    }

    /// Archives with the reason of this text ("Hired", "Withdrew", …); the first one if absent.
    ///
    /// # Errors
    /// When the opportunity or the reason does not exist.
    pub fn archive(&self, id: &str, reason: Option<&str>) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| {
            let reason = world
                .reasons
                .iter()
                .find(|r| reason.is_none_or(|text| r.text == text))
                .map(|r| r.id)
                .ok_or(Refusal::NoReason)?;
            world.archive(id, Some(reason), moment)
        })
    }

    /// Brings somebody back from the archive.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn unarchive(&self, id: &str) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| world.unarchive(id, moment))
    }

    /// Takes everything personal away from the person, on all of the person's opportunities.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn anonymize(&self, id: &str) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| {
            let contact = world.opportunity(id).ok_or(Refusal::NoOpportunity)?.contact;
            world.anonymize(contact, moment)
        })
    }

    /// Deletes an opportunity for good.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn delete(&self, id: &str) -> Result<(), ControlError> {
        let moment = self.account.moment();
        let id = id.parse().map_err(|_| Refusal::NoOpportunity)?;
        Ok(lock(&self.account.world).delete(id, None, moment)?)
    }

    /// Snoozes until a time, or wakes.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn set_snooze(
        &self,
        id: &str,
        until: Option<Timestamp>,
    ) -> Result<OpportunitySnapshot, ControlError> {
        let until = until.map(Timestamp::as_millisecond);
        self.change(id, |world, id, moment| world.set_snooze(id, until, moment))
    }

    /// Records whether the person may be contacted; `None` records nothing.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn set_contact_allowed(
        &self,
        id: &str,
        allowed: Option<bool>,
    ) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| {
            let contact = world.opportunity(id).ok_or(Refusal::NoOpportunity)?.contact;
            let consent = allowed.map(|contact| DataProtection { store: true, contact });
            world.set_data_protection(contact, consent, moment)
        })
    }

    /// Hides the opportunity from callers without the permission, or shows it.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn set_confidential(
        &self,
        id: &str,
        confidential: bool,
    ) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| world.set_confidential(id, confidential, moment))
    }

    /// Adds tags, as a colleague would in Lever.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn add_tags(&self, id: &str, tags: &[String]) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| world.add_texts(id, TextList::Tags, tags, moment))
    }

    /// Takes tags away, as a colleague would in Lever.
    ///
    /// # Errors
    /// When the opportunity does not exist.
    pub fn remove_tags(&self, id: &str, tags: &[String]) -> Result<OpportunitySnapshot, ControlError> {
        self.change(id, |world, id, moment| world.remove_texts(id, TextList::Tags, tags, moment))
    }

    /// Writes a note, as a colleague would in Lever; the API cannot change it.
    ///
    /// # Errors
    /// When the opportunity or the user does not exist.
    pub fn add_note(
        &self,
        id: &str,
        text: &str,
        user: Option<&str>,
    ) -> Result<OpportunitySnapshot, ControlError> {
        let lag = self.account.note_moment().lag;
        self.change(id, |world, id, mut moment| {
            let user = user_of(world, user)?;
            moment.lag = lag;
            let note = NewNote { value: text.to_owned(), user, ..NewNote::default() };
            world.add_note(id, note, moment).map(|_| ())
        })
    }

    /// Gives a posting these tags, as a recruiter would in Lever.
    ///
    /// # Errors
    /// When the posting does not exist.
    pub fn set_posting_tags(&self, posting: &str, tags: &[String]) -> Result<(), ControlError> {
        let now = self.account.now();
        let mut world = lock(&self.account.world);
        let found =
            world.postings.iter_mut().find(|p| p.id.to_string() == posting).ok_or(Refusal::NoPosting)?;
        found.tags = tags.to_vec();
        found.updated_at = now;
        world.revision += 1;
        Ok(())
    }

    /// Publishes, closes or otherwise changes the state of a posting.
    ///
    /// # Errors
    /// If there is no such posting.
    pub fn set_posting_state(&self, posting: &str, state: &str) -> Result<(), ControlError> {
        let now = self.account.now();
        let mut world = lock(&self.account.world);
        let found =
            world.postings.iter_mut().find(|p| p.id.to_string() == posting).ok_or(Refusal::NoPosting)?;
        found.state = state.to_owned();
        found.updated_at = now;
        world.revision += 1;
        Ok(())
    }

    /// Opens a posting that the Super Admin owns; gives its id.
    pub fn add_posting(&self, new: NewPosting) -> String {
        let now = self.account.now();
        let mut world = lock(&self.account.world);
        let owner = world.users.first().map_or(UserId(uuid::Uuid::nil()), |user| user.id);
        let posting = Posting {
            id: PostingId(world.random.uuid()),
            text: new.text,
            state: new.state,
            department: "Operations".to_owned(),
            team: "People".to_owned(),
            location: "Lisbon".to_owned(),
            commitment: "Full-time".to_owned(),
            country: "PT".to_owned(),
            workplace: "hybrid".to_owned(),
            tags: new.tags,
            owner,
            hiring_manager: None,
            followers: vec![owner],
            internal_only: new.internal_only,
            confidential: new.confidential,
            created_at: now,
            updated_at: now,
        };
        let id = posting.id.to_string();
        world.postings.push(posting);
        world.revision += 1;
        id
    }

    fn change(
        &self,
        id: &str,
        effect: impl FnOnce(&mut World, OpportunityId, crate::world::Moment) -> Result<(), Refusal>,
    ) -> Result<OpportunitySnapshot, ControlError> {
        let moment = self.account.moment();
        let id = id.parse().map_err(|_| Refusal::NoOpportunity)?;
        let mut world = lock(&self.account.world);
        effect(&mut world, id, moment)?;
        let row = world.opportunity(id).ok_or(Refusal::NoOpportunity)?;
        Ok(snapshot(&world, row, moment.now))
    }
}

/// The user with this id, who must be active; the Super Admin if none is named.
fn user_of(world: &World, id: Option<&str>) -> Result<Option<UserId>, Refusal> {
    match id {
        None => Ok(world.users.first().map(|user| user.id)),
        Some(id) => id
            .parse()
            .ok()
            .and_then(|id| world.active_user(id))
            .map(|user| Some(user.id))
            .ok_or(Refusal::NoUser),
    }
}
