//! The account as it is written to the state file.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::entities::{ArchiveReason, Contact, Deleted, Note, Opportunity, Posting, Stage, StoredFile, User};
use super::feedback::Form;
use super::ids::OpportunityId;
use super::{Moment, World};
use crate::seed::random::Random;
use crate::seed::templates::templates;

/// A copy of the world, without its indexes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct SavedWorld {
    company: String,
    random: Random,
    users: Vec<User>,
    stages: Vec<Stage>,
    reasons: Vec<ArchiveReason>,
    postings: Vec<Posting>,
    contacts: Vec<Contact>,
    opportunities: Vec<Arc<Opportunity>>,
    notes: HashMap<OpportunityId, Vec<Note>>,
    files: HashMap<OpportunityId, Vec<StoredFile>>,
    deleted: Vec<Deleted>,
    #[serde(default)]
    templates: Vec<Value>,
    #[serde(default)]
    forms: HashMap<OpportunityId, Vec<Form>>,
    #[serde(default)]
    webhooks: Vec<Value>,
}

impl World {
    pub(crate) fn save(&self) -> SavedWorld {
        SavedWorld {
            company: self.company.clone(),
            random: self.random.clone(),
            users: self.users.clone(),
            stages: self.stages.clone(),
            reasons: self.reasons.clone(),
            postings: self.postings.clone(),
            contacts: self.contacts.values().cloned().collect(),
            opportunities: self.live.values().cloned().collect(),
            notes: self.notes.clone(),
            files: self.files.clone(),
            deleted: self.deleted.clone(),
            templates: self.templates.clone(),
            forms: self.forms.clone(),
            webhooks: self.webhooks.clone(),
        }
    }

    pub(crate) fn load(saved: SavedWorld) -> Self {
        let mut world = World::empty(saved.company, saved.random);
        world.users = saved.users;
        world.stages = saved.stages;
        world.reasons = saved.reasons;
        world.postings = saved.postings;
        for contact in saved.contacts {
            world.put_contact(contact);
        }
        for opportunity in saved.opportunities {
            world.insert(Arc::unwrap_or_clone(opportunity), Moment::at(0));
        }
        world.notes = saved.notes;
        world.files = saved.files;
        world.deleted = saved.deleted;
        // Accounts saved by an earlier version have none.
        world.templates = if saved.templates.is_empty() { templates(0) } else { saved.templates };
        world.forms = saved.forms;
        world.webhooks = saved.webhooks;
        world
    }
}
