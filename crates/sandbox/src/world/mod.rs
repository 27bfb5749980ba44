//! The account's data and every change that can be made to it.
//!
//! Two views of the opportunities exist: `live`, which single reads and writes use, and the
//! `catalog`, which lists use. With a visibility lag the catalog runs behind; [`World::settle`]
//! lets it catch up.

pub(crate) mod bytes_as_text;
pub(crate) mod catalog;
pub(crate) mod changes;
pub(crate) mod create;
pub(crate) mod entities;
pub(crate) mod feedback;
pub(crate) mod files;
pub(crate) mod ids;
pub(crate) mod notes;
pub(crate) mod people;
pub(crate) mod query;
pub(crate) mod saved;

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use self::catalog::Catalog;
use self::entities::{
    ArchiveReason, Contact, Deleted, Millis, Note, Opportunity, Posting, Stage, StoredFile, User,
};
use self::feedback::Form;
use self::ids::{ContactId, OpportunityId, PostingId, StageId, UserId};
use crate::control::switches::Switches;
use crate::seed::random::Random;

/// When a change happens, how long lists take to see it, and what else comes of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) now: Millis,
    pub(crate) lag: Millis,
    pub(crate) habits: Habits,
}

impl Moment {
    /// A change that everybody sees at once.
    pub(crate) fn at(now: Millis) -> Self {
        Self { now, lag: 0, habits: Habits::of(&Switches::default()) }
    }
}

/// What comes of a change where that is in doubt.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Habits {
    links_get_a_scheme: bool,
    confidential_postings_hide_people: bool,
    archiving_clears_tags: bool,
    archiving_advances: bool,
    archiving_again_moves: bool,
    tags_update: bool,
    notes_update: bool,
}

impl Habits {
    pub(crate) fn of(switches: &Switches) -> Self {
        Self {
            links_get_a_scheme: switches.links_get_a_scheme,
            confidential_postings_hide_people: switches.confidential_postings_hide_people,
            archiving_clears_tags: switches.archiving_clears_tags,
            archiving_advances: switches.archiving_advances,
            archiving_again_moves: switches.archiving_again_moves,
            tags_update: switches.tags_update,
            notes_update: switches.notes_update,
        }
    }
}

/// Why a change was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("opportunity was not found")]
    NoOpportunity,
    #[error("stage was not found")]
    NoStage,
    #[error("user was not found or is not active")]
    NoUser,
    #[error("posting was not found")]
    NoPosting,
    #[error("archive reason was not found")]
    NoReason,
    #[error("contact was not found")]
    NoContact,
    #[error("note was not found")]
    NoNote,
    #[error("only notes created through the API can be changed")]
    NotOurNote,
    #[error("file was not found")]
    NoFile,
}

/// Everything a Lever account holds.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) company: String,
    pub(crate) random: Random,
    pub(crate) users: Vec<User>,
    /// In pipeline order.
    pub(crate) stages: Vec<Stage>,
    pub(crate) reasons: Vec<ArchiveReason>,
    pub(crate) postings: Vec<Posting>,
    contacts: HashMap<ContactId, Contact>,
    contacts_by_email: HashMap<String, BTreeSet<ContactId>>,
    live: BTreeMap<OpportunityId, Arc<Opportunity>>,
    pub(crate) catalog: Catalog,
    /// Rows on their way into the catalog, in order of due time; `None` is a deletion.
    waiting: VecDeque<(Millis, OpportunityId, Option<Arc<Opportunity>>)>,
    notes: HashMap<OpportunityId, Vec<Note>>,
    files: HashMap<OpportunityId, Vec<StoredFile>>,
    /// Feedback templates as they are shown, by text.
    pub(crate) templates: Vec<Value>,
    forms: HashMap<OpportunityId, Vec<Form>>,
    /// Webhooks as they are shown when they are made.
    pub(crate) webhooks: Vec<Value>,
    pub(crate) deleted: Vec<Deleted>,
    /// Grows with every change; pages redraw when it does.
    pub(crate) revision: u64,
}

impl World {
    /// An account with nobody in it.
    pub(crate) fn empty(company: String, random: Random) -> Self {
        Self {
            company,
            random,
            users: Vec::new(),
            stages: Vec::new(),
            reasons: Vec::new(),
            postings: Vec::new(),
            contacts: HashMap::new(),
            contacts_by_email: HashMap::new(),
            live: BTreeMap::new(),
            catalog: Catalog::default(),
            waiting: VecDeque::new(),
            notes: HashMap::new(),
            files: HashMap::new(),
            templates: Vec::new(),
            forms: HashMap::new(),
            webhooks: Vec::new(),
            deleted: Vec::new(),
            revision: 1,
        }
    }

    pub(crate) fn opportunity(&self, id: OpportunityId) -> Option<&Arc<Opportunity>> {
        self.live.get(&id)
    }

    pub(crate) fn opportunities(&self) -> impl Iterator<Item = &Arc<Opportunity>> {
        self.live.values()
    }

    pub(crate) fn user(&self, id: UserId) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    pub(crate) fn active_user(&self, id: UserId) -> Option<&User> {
        self.user(id).filter(|user| user.deactivated_at.is_none())
    }

    pub(crate) fn posting(&self, id: PostingId) -> Option<&Posting> {
        self.postings.iter().find(|posting| posting.id == id)
    }

    pub(crate) fn stage(&self, id: &StageId) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.id == *id)
    }

    pub(crate) fn stage_index(&self, id: &StageId) -> Option<usize> {
        self.stages.iter().position(|stage| stage.id == *id)
    }

    pub(crate) fn rank_of(&self, id: &StageId) -> Option<u32> {
        self.stage(id).map(Stage::rank_key)
    }

    /// The location of the opportunity's posting.
    pub(crate) fn location_of(&self, opportunity: &Opportunity) -> Option<&str> {
        let posting = self.posting(opportunity.posting()?)?;
        Some(&posting.location)
    }

    /// Lets lists see every change that is due at `now`.
    pub(crate) fn settle(&mut self, now: Millis) {
        while self.waiting.front().is_some_and(|(due, ..)| *due <= now) {
            if let Some((_, id, row)) = self.waiting.pop_front() {
                self.show(id, row);
            }
        }
    }

    /// Edits a live row and lets `updatedAt` say so.
    pub(crate) fn change(
        &mut self,
        id: OpportunityId,
        moment: Moment,
        edit: impl FnOnce(&mut Opportunity),
    ) -> Result<(), Refusal> {
        let row = self.live.get_mut(&id).ok_or(Refusal::NoOpportunity)?;
        let opportunity = Arc::make_mut(row);
        edit(opportunity);
        opportunity.updated_at = Some(moment.now);
        let shared = Arc::clone(row);
        self.announce(id, Some(shared), moment);
        Ok(())
    }

    /// Puts a new or replaced row in place without touching its `updatedAt`.
    pub(crate) fn insert(&mut self, opportunity: Opportunity, moment: Moment) {
        let id = opportunity.id;
        let shared = Arc::new(opportunity);
        self.live.insert(id, Arc::clone(&shared));
        self.announce(id, Some(shared), moment);
    }

    fn announce(&mut self, id: OpportunityId, row: Option<Arc<Opportunity>>, moment: Moment) {
        self.revision += 1;
        if moment.lag <= 0 && self.waiting.is_empty() {
            self.show(id, row);
        } else {
            let due = moment.now.saturating_add(moment.lag.max(0));
            self.waiting.push_back((due, id, row));
        }
    }

    fn show(&mut self, id: OpportunityId, row: Option<Arc<Opportunity>>) {
        match row {
            Some(row) => {
                let rank = self.rank_of(&row.stage).unwrap_or(u32::MAX);
                self.catalog.put(row, rank);
            }
            None => self.catalog.remove(id),
        }
        self.revision += 1;
    }
}
