//! What the account holds, as plain data for tests and scripts.

use serde::{Deserialize, Serialize};

use super::Control;
use super::feedback::{FormSnapshot, form_snapshot};
use crate::sync::lock;
use crate::world::World;
use crate::world::entities::{Note, Opportunity, User};
use crate::world::ids::{OpportunityId, UserId};

/// One opportunity with everything that hangs on it. Times are milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpportunitySnapshot {
    /// Id of the opportunity.
    pub id: String,
    /// Id of the person.
    pub contact_id: String,
    /// The person's name.
    pub name: String,
    /// The person's headline.
    pub headline: String,
    /// The person's addresses.
    pub emails: Vec<String>,
    /// The person's links.
    pub links: Vec<String>,
    /// Id of the stage.
    pub stage: String,
    /// Text of the stage.
    pub stage_text: String,
    /// Id of the posting.
    pub posting: Option<String>,
    /// Text of the posting.
    pub posting_text: Option<String>,
    /// How the person came, for example `applied`.
    pub origin: String,
    /// Tags in order.
    pub tags: Vec<String>,
    /// Sources in order.
    pub sources: Vec<String>,
    /// Name of the owner.
    pub owner: Option<String>,
    /// When it was archived.
    pub archived_at: Option<i64>,
    /// Text of the archive reason.
    pub archive_reason: Option<String>,
    /// Until when it is snoozed.
    pub snoozed_until: Option<i64>,
    /// Whether it is confidential.
    pub confidential: bool,
    /// Whether the person was anonymised.
    pub anonymized: bool,
    /// Whether contact is allowed; `None` if nothing is recorded.
    pub contact_allowed: Option<bool>,
    /// When it was created.
    pub created_at: i64,
    /// `updatedAt`, which may be null.
    pub updated_at: Option<i64>,
    /// `lastAdvancedAt`.
    pub last_advanced_at: i64,
    /// The way through the pipeline, oldest first.
    pub stage_changes: Vec<StageChangeSnapshot>,
    /// Notes, newest first.
    pub notes: Vec<NoteSnapshot>,
    /// Files, oldest first.
    pub files: Vec<FileSnapshot>,
    /// Feedback forms that were not deleted, oldest first.
    pub forms: Vec<FormSnapshot>,
}

/// One entry of the stage history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageChangeSnapshot {
    /// Id of the stage entered.
    pub stage: String,
    /// Its text.
    pub stage_text: String,
    /// When it was entered.
    pub at: i64,
    /// Name of who moved the person, where known.
    pub user: Option<String>,
}

/// A note thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteSnapshot {
    /// Id of the thread.
    pub id: String,
    /// Whether only some may read it.
    pub secret: bool,
    /// Name of the author.
    pub user: Option<String>,
    /// When it was started.
    pub created_at: i64,
    /// The comments, oldest first.
    pub comments: Vec<CommentSnapshot>,
}

/// One comment of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommentSnapshot {
    /// What it says.
    pub text: String,
    /// 1 (strong no) to 4 (strong yes).
    pub score: Option<u8>,
    /// Name of the author.
    pub user: Option<String>,
    /// When it was written.
    pub created_at: i64,
}

/// A file without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FileSnapshot {
    /// Id of the file.
    pub id: String,
    /// File name.
    pub name: String,
    /// Bytes.
    pub size: usize,
    /// When it was uploaded.
    pub uploaded_at: i64,
}

/// A stage with how many active people are in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageSnapshot {
    /// Id of the stage.
    pub id: String,
    /// Its text.
    pub text: String,
    /// People who are in it and not archived.
    pub people: usize,
}

/// A user of the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserSnapshot {
    /// Id of the user.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Address.
    pub email: String,
    /// For example `super admin`.
    pub access_role: String,
    /// Whether the user may still sign in.
    pub active: bool,
}

impl Control {
    /// One opportunity with its notes, links, tags and history.
    pub fn opportunity(&self, id: &str) -> Option<OpportunitySnapshot> {
        let now = self.account.now();
        let world = lock(&self.account.world);
        let row = world.opportunity(id.parse().ok()?)?;
        Some(snapshot(&world, row, now))
    }

    /// Opportunities whose name contains `text` (in any case) or whose address is `text`; all of
    /// them for an empty text. Newest stage entry first.
    pub fn find(&self, text: &str) -> Vec<OpportunitySnapshot> {
        self.select(|world, row| matches(world, row, text))
    }

    /// Everybody in a stage who is not archived.
    pub fn in_stage(&self, stage: &str) -> Vec<OpportunitySnapshot> {
        self.select(|_, row| row.stage.0 == stage && row.archived.is_none())
    }

    fn select(&self, wanted: impl Fn(&World, &Opportunity) -> bool) -> Vec<OpportunitySnapshot> {
        let now = self.account.now();
        let world = lock(&self.account.world);
        let mut found: Vec<OpportunitySnapshot> = world
            .opportunities()
            .filter(|row| wanted(&world, row))
            .map(|row| snapshot(&world, row, now))
            .collect();
        found.sort_by(|a, b| (b.last_advanced_at, &a.id).cmp(&(a.last_advanced_at, &b.id)));
        found
    }

    /// The stages in pipeline order.
    pub fn stages(&self) -> Vec<StageSnapshot> {
        let world = lock(&self.account.world);
        let mut stages: Vec<StageSnapshot> = world
            .stages
            .iter()
            .map(|stage| StageSnapshot { id: stage.id.0.clone(), text: stage.text.clone(), people: 0 })
            .collect();
        for row in world.opportunities().filter(|row| row.archived.is_none()) {
            if let Some(stage) = world.stage_index(&row.stage).and_then(|i| stages.get_mut(i)) {
                stage.people += 1;
            }
        }
        stages
    }

    /// The users, the Super Admin first.
    pub fn users(&self) -> Vec<UserSnapshot> {
        let world = lock(&self.account.world);
        world
            .users
            .iter()
            .map(|user| UserSnapshot {
                id: user.id.to_string(),
                name: user.name.clone(),
                email: user.email.clone(),
                access_role: user.access_role.clone(),
                active: user.deactivated_at.is_none(),
            })
            .collect()
    }

    /// The postings as pairs of id and text.
    pub fn postings(&self) -> Vec<(String, String)> {
        let world = lock(&self.account.world);
        world.postings.iter().map(|posting| (posting.id.to_string(), posting.text.clone())).collect()
    }
}

/// Whether the person's name contains `text` or an address is `text`.
pub(crate) fn matches(world: &World, row: &Opportunity, text: &str) -> bool {
    let wanted = text.trim().to_lowercase();
    wanted.is_empty()
        || world.contact(row.contact).is_some_and(|contact| {
            contact.name.to_lowercase().contains(&wanted)
                || contact.emails.iter().any(|e| e.to_lowercase() == wanted)
        })
}

/// The plain data of a row.
pub(crate) fn snapshot(world: &World, row: &Opportunity, now: i64) -> OpportunitySnapshot {
    let contact = world.contact(row.contact);
    let posting = row.posting().and_then(|id| world.posting(id));
    let stage_text = |id| world.stage(id).map(|s| s.text.clone()).unwrap_or_default();
    let id: OpportunityId = row.id;
    OpportunitySnapshot {
        id: id.to_string(),
        contact_id: row.contact.to_string(),
        name: contact.map(|c| c.name.clone()).unwrap_or_default(),
        headline: contact.map(|c| c.headline.clone()).unwrap_or_default(),
        emails: contact.map(|c| c.emails.clone()).unwrap_or_default(),
        links: contact.map(|c| c.links.clone()).unwrap_or_default(),
        stage: row.stage.0.clone(),
        stage_text: stage_text(&row.stage),
        posting: posting.map(|p| p.id.to_string()),
        posting_text: posting.map(|p| p.text.clone()),
        origin: row.origin.clone(),
        tags: row.tags.clone(),
        sources: row.sources.clone(),
        owner: name_of(world, row.owner),
        archived_at: row.archived.as_ref().map(|a| a.archived_at),
        archive_reason: row.archived.as_ref().and_then(|a| {
            let reason = world.reasons.iter().find(|r| Some(r.id) == a.reason)?;
            Some(reason.text.clone())
        }),
        snoozed_until: row.snoozed_until,
        confidential: row.confidential,
        anonymized: contact.is_some_and(|c| c.is_anonymized),
        contact_allowed: contact.and_then(|c| c.data_protection).map(|d| d.contact),
        created_at: row.created_at,
        updated_at: row.updated_at,
        last_advanced_at: row.last_advanced_at,
        stage_changes: row
            .stage_changes
            .iter()
            .map(|change| StageChangeSnapshot {
                stage: change.to.0.clone(),
                stage_text: stage_text(&change.to),
                at: change.at,
                user: name_of(world, change.user),
            })
            .collect(),
        notes: world.visible_notes(id, now, false).iter().map(|note| note_snapshot(world, note)).collect(),
        files: world
            .files(id)
            .iter()
            .map(|file| FileSnapshot {
                id: file.id.to_string(),
                name: file.name.clone(),
                size: file.bytes.len(),
                uploaded_at: file.uploaded_at,
            })
            .collect(),
        forms: world
            .forms(id)
            .iter()
            .filter(|form| form.deleted_at.is_none())
            .map(|form| form_snapshot(world, form))
            .collect(),
    }
}

fn note_snapshot(world: &World, note: &Note) -> NoteSnapshot {
    NoteSnapshot {
        id: note.id.to_string(),
        secret: note.secret,
        user: name_of(world, note.user),
        created_at: note.created_at,
        comments: note
            .fields
            .iter()
            .map(|field| CommentSnapshot {
                text: field.value.clone(),
                score: field.score,
                user: name_of(world, field.user),
                created_at: field.created_at,
            })
            .collect(),
    }
}

pub(super) fn name_of(world: &World, id: Option<UserId>) -> Option<String> {
    let user: &User = world.user(id?)?;
    Some(user.name.clone())
}
