//! The JSON of Lever's objects, keys in the recorded order.

use serde_json::Value;

use crate::node::{NULL, Node, ToNode, object};
use crate::world::World;
use crate::world::entities::{
    Application, ArchiveReason, Archived, Contact, DataProtection, Note, Opportunity, Posting, Stage,
    StoredFile, User,
};
use crate::world::ids::UserId;

/// How an opportunity is shown.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct View<'a> {
    /// Ids that become objects.
    pub(crate) expand: &'a [&'a str],
    /// The answer to a write: never with `opportunityLocation`.
    pub(crate) write: bool,
    /// Name, headline, location, phones, e-mails and links are left empty.
    pub(crate) blank: bool,
}

/// Where the pages of the account are; stands in for Lever's web address.
pub(crate) struct Shaper<'a> {
    pub(crate) world: &'a World,
    pub(crate) url: &'a str,
}

impl Shaper<'_> {
    pub(crate) fn opportunity(&self, row: &Opportunity, view: View<'_>) -> Node {
        let person = self.world.contact(row.contact);
        let shown = person.filter(|_| !view.blank);
        let text = |of: fn(&Contact) -> &str| shown.map_or("", of);
        let mut node = object! {
            "id": row.id,
            "name": text(|c| &c.name),
            "contact": row.contact,
            "headline": text(|c| &c.headline),
            "stage": row.stage,
            "confidentiality": confidentiality(row.confidential),
            "location": text(|c| &c.location),
            "phones": shown.map_or(Vec::new(), phones),
            "emails": shown.map_or(Vec::new(), |c| c.emails.clone()),
            "links": shown.map_or(Vec::new(), |c| c.links.clone()),
            "archived": row.archived,
            "tags": row.tags,
            "sources": row.sources,
            "stageChanges": row.stage_changes.iter().map(stage_change).collect::<Vec<_>>(),
            "origin": row.origin,
            "sourcedBy": row.sourced_by,
            "owner": row.owner,
            "followers": row.followers,
            "applications": row.application.iter().map(|a| a.id).collect::<Vec<_>>(),
            "createdAt": row.created_at,
            "updatedAt": row.updated_at,
            "lastInteractionAt": row.last_interaction_at,
            "lastAdvancedAt": row.last_advanced_at,
            "snoozedUntil": row.snoozed_until,
            "urls": object! {
                "list": format!("{}/candidates", self.url),
                "show": format!("{}/candidates/{}", self.url, row.id),
            },
            "isAnonymized": person.is_some_and(|c| c.is_anonymized),
            "dataProtection": person.and_then(|c| c.data_protection).map(consent),
        };
        if !view.write
            && let Some(location) = self.world.location_of(row)
        {
            node.push("opportunityLocation", location.to_node());
        }
        for name in view.expand {
            self.expand(&mut node, row, name);
        }
        node
    }

    fn expand(&self, node: &mut Node, row: &Opportunity, name: &str) {
        let user = |id| self.world.user(id).map(user);
        match name {
            "applications" => {
                let shown: Vec<Node> =
                    row.application.iter().map(|a| self.application(row, a, &[])).collect();
                node.set(name, Node::List(shown));
            }
            "stage" => node.set(name, self.world.stage(&row.stage).map(stage).to_node()),
            "owner" => node.set(name, row.owner.and_then(user).to_node()),
            "sourcedBy" => node.set(name, row.sourced_by.and_then(user).to_node()),
            "followers" => {
                let shown = row.followers.iter().copied().filter_map(user).collect();
                node.set(name, Node::List(shown));
            }
            "contact" => {
                node.set(name, self.world.contact(row.contact).map(contact).to_node());
            }
            _ => {}
        }
    }

    pub(crate) fn application(&self, row: &Opportunity, application: &Application, expand: &[&str]) -> Node {
        // Somebody who was added by a user left the person fields of the application empty.
        let person = self.world.contact(row.contact).filter(|_| application.kind == "posting");
        let posting = self.world.posting(application.posting);
        let mut node = object! {
            "id": application.id,
            "type": application.kind,
            "candidateId": row.id,
            "opportunityId": row.id,
            "posting": application.posting,
            "postingHiringManager": posting.and_then(|p| p.hiring_manager),
            "postingOwner": posting.map(|p| p.owner),
            "name": person.map(|c| c.name.clone()),
            "company": application.company,
            "phone": person.and_then(|c| phones(c).into_iter().next()),
            "email": person.and_then(|c| c.emails.first().cloned()),
            "links": person.map_or(Vec::new(), |c| c.links.clone()),
            "comments": NULL,
            "user": application.user,
            "customQuestions": application.questions,
            "createdAt": application.created_at,
            "archived": application.archived,
            "requisitionForHire": NULL,
            "ipAddress": NULL,
            "referer": NULL,
            "userAgent": NULL,
            "acceptLanguage": NULL,
            "timezone": NULL,
        };
        let user = |id| self.world.user(id).map(user);
        for name in expand {
            let value = match *name {
                "posting" => posting.map(|p| self.posting(p, &[])),
                "postingOwner" => posting.and_then(|p| user(p.owner)),
                "postingHiringManager" => posting.and_then(|p| p.hiring_manager).and_then(user),
                _ => application.user.and_then(user),
            };
            node.set(name, value.to_node());
        }
        node
    }

    pub(crate) fn posting(&self, posting: &Posting, expand: &[&str]) -> Node {
        let mut node = object! {
            "id": posting.id,
            "text": posting.text,
            "state": posting.state,
            "distributionChannels": posting.channels().map(<[&str]>::to_vec),
            "user": posting.owner,
            "owner": posting.owner,
            "hiringManager": posting.hiring_manager,
            "categories": object! {
                "commitment": posting.commitment,
                "department": posting.department,
                "level": NULL,
                "location": posting.location,
                "team": posting.team,
                "allLocations": vec![&posting.location],
            },
            "tags": posting.tags,
            "content": object! {
                "description": format!("Join {} as {}.", self.world.company, posting.text),
                "descriptionHtml": "<div>Join us.</div>",
                "lists": Vec::<String>::new(),
                "closing": "",
                "closingHtml": "",
            },
            "country": posting.country,
            "followers": posting.followers,
            "reqCode": NULL,
            "requisitionCodes": Vec::<String>::new(),
            "urls": posting.channels().map(|_| object! {
                "list": format!("{}/jobs", self.url),
                "show": format!("{}/jobs/{}", self.url, posting.id),
                "apply": format!("{}/jobs/{}/apply", self.url, posting.id),
            }),
            "confidentiality": confidentiality(posting.confidential),
            "createdAt": posting.created_at,
            "updatedAt": posting.updated_at,
            "workplaceType": posting.workplace,
            "transcribeInterviews": false,
            "screening": object! { "enabled": false },
        };
        let user = |id| self.world.user(id).map(user);
        for name in expand {
            let value = match *name {
                "followers" => {
                    let shown = posting.followers.iter().copied().filter_map(user).collect();
                    Node::List(shown)
                }
                "hiringManager" => posting.hiring_manager.and_then(user).to_node(),
                _ => user(posting.owner).to_node(),
            };
            node.set(name, value);
        }
        node
    }
}

pub(crate) fn user(user: &User) -> Node {
    object! {
        "id": user.id,
        "name": user.name,
        "username": user.username(),
        "email": user.email,
        "accessRole": user.access_role,
        "photo": NULL,
        "createdAt": user.created_at,
        "deactivatedAt": user.deactivated_at,
        "externalDirectoryId": NULL,
        "linkedContactIds": NULL,
        "jobTitle": user.job_title,
        "managerId": NULL,
    }
}

pub(crate) fn stage(stage: &Stage) -> Node {
    object! { "id": stage.id, "text": stage.text }
}

pub(crate) fn disposition_stage(stage: &Stage) -> Node {
    object! {
        "id": stage.id,
        "text": stage.text,
        "pipeline": stage.pipeline,
        "rank": rank(stage.rank),
        "hasInterview": false,
    }
}

pub(crate) fn reason(reason: &ArchiveReason) -> Node {
    object! {
        "id": reason.id,
        "text": reason.text,
        "status": reason.status,
        "type": reason.kind,
    }
}

pub(crate) fn contact(contact: &Contact) -> Node {
    object! {
        "id": contact.id,
        "name": contact.name,
        "headline": contact.headline,
        "isAnonymized": contact.is_anonymized,
        "location": object! { "name": contact.location },
        "emails": contact.emails,
        "phones": phones(contact),
        "dataProtection": contact.data_protection.map(consent),
    }
}

/// What notes and feedback forms expand.
pub(crate) const BY_USER: &[&str] = &["user"];

/// A note or a form with whoever made it, if that was asked for.
pub(crate) fn by_user(world: &World, mut node: Node, made_by: Option<UserId>, expand: &[&str]) -> Node {
    if expand.contains(&"user") {
        node.set("user", made_by.and_then(|id| world.user(id)).map(user).to_node());
    }
    node
}

/// A note thread; the answer to a write says its id twice.
pub(crate) fn note(note: &Note, with_note_id: bool) -> Node {
    let fields: Vec<Node> = note
        .fields
        .iter()
        .map(|field| {
            object! {
                "createdAt": field.created_at,
                "score": field.score,
                "stage": field.stage,
                "text": "Comment",
                "type": "note",
                "user": field.user,
                "value": field.value,
            }
        })
        .collect();
    let mut node = object! {
        "id": note.id,
        "text": "Note",
        "fields": fields,
        "user": note.user,
        "secret": note.secret,
        "completedAt": note.created_at,
        "deletedAt": note.deleted_at,
        "createdAt": note.created_at,
    };
    if with_note_id {
        node.push("noteId", note.id.to_node());
    }
    node
}

/// A file; `documented` prints numbers as texts, as the documentation does.
pub(crate) fn file(file: &StoredFile, download: String, documented: bool) -> Node {
    let number = |value: i64| {
        if documented { value.to_string().to_node() } else { value.to_node() }
    };
    let ext = file.name.rsplit_once('.').map_or(String::new(), |(_, ext)| format!(".{ext}"));
    object! {
        "id": file.id,
        "downloadUrl": download,
        "ext": ext,
        "name": file.name,
        "uploadedAt": number(file.uploaded_at),
        "status": "processed",
        "size": number(i64::try_from(file.bytes.len()).unwrap_or(i64::MAX)),
    }
}

/// A rank as recorded: whole numbers without a point.
#[expect(clippy::cast_possible_truncation, reason = "only whole, small ranks are cut")]
pub(crate) fn rank(rank: f64) -> Value {
    if rank.fract() == 0.0 { Value::from(rank as i64) } else { Value::from(rank) }
}

fn confidentiality(confidential: bool) -> &'static str {
    if confidential { "confidential" } else { "non-confidential" }
}

fn phones(contact: &Contact) -> Vec<Node> {
    contact.phones.iter().map(|phone| object! { "type": phone.kind, "value": phone.value }).collect()
}

fn consent(consent: DataProtection) -> Node {
    let part = |allowed: bool| object! { "allowed": allowed, "expiresAt": NULL };
    object! { "store": part(consent.store), "contact": part(consent.contact) }
}

fn stage_change(change: &crate::world::entities::StageChange) -> Node {
    let mut node = object! {
        "toStageId": change.to,
        "toStageIndex": change.index,
        "updatedAt": change.at,
    };
    if let Some(user) = change.user {
        node.push("userId", user.to_node());
    }
    node
}

impl ToNode for Archived {
    fn to_node(&self) -> Node {
        object! { "reason": self.reason, "archivedAt": self.archived_at }
    }
}
