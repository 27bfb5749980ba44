//! An opportunity as it is recorded on the wire, with the fields that Fulcrum reads. Unknown fields
//! are ignored; what Lever leaves out or sends as null has a default. What decides about a person (the
//! stages entered, consent, whether somebody is archived or anonymised) is read strictly: rather no row
//! than a wrong one.

use fulcrum_core::candidate::{Candidate, ContactPermission, StageEntry};
use fulcrum_core::conditions::Origin;
use fulcrum_core::{ContactId, OpportunityId, PostingId, StageId, UserId};
use jiff::Timestamp;
use serde::Deserialize;

use crate::wire::{needed_time, or_default, text, texts, time};

/// An opportunity (recorded with `expand=applications`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opportunity {
    /// The old candidate id.
    pub id: OpportunityId,
    /// May be empty.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// The person.
    pub contact: ContactId,
    /// A slug or a UUID; stays set when archived.
    pub stage: StageId,
    /// `confidential` or `non-confidential`.
    #[serde(default, deserialize_with = "or_default")]
    pub confidentiality: String,
    /// No documented order; the first is taken as the primary one.
    #[serde(default, deserialize_with = "texts")]
    pub emails: Vec<String>,
    /// With a scheme.
    #[serde(default, deserialize_with = "texts")]
    pub links: Vec<String>,
    /// Null while active.
    #[serde(default)]
    pub archived: Option<Archived>,
    /// One of six words.
    #[serde(default)]
    pub origin: Option<String>,
    /// Case kept; includes what Lever copies from the posting.
    #[serde(default, deserialize_with = "texts")]
    pub tags: Vec<String>,
    /// Oldest first.
    #[serde(default, deserialize_with = "or_default")]
    pub stage_changes: Vec<StageChange>,
    /// Owner.
    #[serde(default)]
    pub owner: Option<UserId>,
    /// Followers.
    #[serde(default, deserialize_with = "texts")]
    pub followers: Vec<UserId>,
    /// At most one; ids unless expanded.
    #[serde(default, deserialize_with = "or_default")]
    pub applications: Vec<ApplicationRef>,
    /// When created.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
    /// Null on most old rows.
    #[serde(default, deserialize_with = "time")]
    pub updated_at: Option<Timestamp>,
    /// Archiving moves it too.
    #[serde(default, deserialize_with = "time")]
    pub last_advanced_at: Option<Timestamp>,
    /// Until when it is put aside.
    #[serde(default, deserialize_with = "time")]
    pub snoozed_until: Option<Timestamp>,
    /// Pages in Lever.
    #[serde(default)]
    pub urls: Option<Urls>,
    /// The person's data was removed.
    #[serde(default, deserialize_with = "or_default")]
    pub is_anonymized: bool,
    /// Null unless the account regulates it.
    #[serde(default)]
    pub data_protection: Option<DataProtection>,
}

/// When and why archived.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Archived {
    /// Archive reason id.
    #[serde(default, deserialize_with = "text")]
    pub reason: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "time")]
    pub archived_at: Option<Timestamp>,
}

/// One stage entry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageChange {
    /// The stage entered.
    pub to_stage_id: StageId,
    /// When.
    #[serde(deserialize_with = "needed_time")]
    pub updated_at: Timestamp,
    /// Absent in most recorded entries.
    #[serde(default)]
    pub user_id: Option<UserId>,
}

/// An application, as an id or expanded.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum ApplicationRef {
    /// Expanded.
    Full(Box<Application>),
    /// The id alone.
    Id(String),
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// Its id.
    pub id: String,
    /// `posting` if the person applied, `user` or `referral` if somebody of the company did it for them.
    #[serde(rename = "type", default, deserialize_with = "text")]
    pub kind: Option<String>,
    /// The posting.
    #[serde(default)]
    pub posting: Option<PostingId>,
    /// Null for applications that a user made.
    #[serde(default)]
    pub email: Option<String>,
    /// When created.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
    /// Null while active.
    #[serde(default)]
    pub archived: Option<Archived>,
}

/// Pages in Lever.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Urls {
    /// The candidate's page.
    #[serde(default)]
    pub show: Option<String>,
}

/// Data protection.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DataProtection {
    /// Whether the person may be written to.
    #[serde(default)]
    pub contact: Option<Permission>,
}

/// A permission with an end.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Permission {
    /// Allowed at all.
    #[serde(default)]
    pub allowed: Option<bool>,
    /// When the permission ends.
    #[serde(default, deserialize_with = "time")]
    pub expires_at: Option<Timestamp>,
}

impl Opportunity {
    /// The candidate as the domain sees it.
    #[must_use]
    pub fn candidate(&self) -> Candidate {
        let application = self.applications.iter().find_map(|application| match application {
            ApplicationRef::Full(full) if full.archived.is_none() || self.archived.is_some() => Some(full),
            ApplicationRef::Full(_) | ApplicationRef::Id(_) => None,
        });
        let permission = self.data_protection.as_ref().and_then(|protection| protection.contact.as_ref());
        Candidate {
            opportunity: self.id.clone(),
            contact: self.contact.clone(),
            name: readable(&self.name),
            emails: self.emails.clone(),
            application_email: application.and_then(|application| application.email.clone()),
            stage: self.stage.clone(),
            posting: application.and_then(|application| application.posting.clone()),
            origin: self.origin.as_deref().and_then(Origin::parse),
            tags: self.tags.clone(),
            archived: self.archived.is_some(),
            archive_reason: self.archived.as_ref().and_then(|archived| archived.reason.clone()),
            anonymized: self.is_anonymized,
            confidential: self.confidentiality == "confidential",
            contact_permission: match permission {
                None => ContactPermission::Unregulated,
                Some(Permission { allowed: Some(false), .. }) => ContactPermission::Refused,
                Some(Permission { expires_at, .. }) => ContactPermission::Allowed(*expires_at),
            },
            snoozed_until: self.snoozed_until,
            owner: self.owner.clone(),
            followers: self.followers.clone(),
            entries: self
                .stage_changes
                .iter()
                .map(|change| StageEntry {
                    stage: change.to_stage_id.clone(),
                    at: change.updated_at,
                    by: change.user_id.clone(),
                })
                .collect(),
            applied_at: application
                .filter(|application| application.kind.as_deref() == Some("posting"))
                .and_then(|application| application.created_at),
            url: self.urls.as_ref().and_then(|urls| urls.show.clone()),
        }
    }
}

/// A name without characters that nobody types and that would rearrange the text around it:
/// controls, and the marks that override or embed a direction (Unicode Standard Annex 9).
fn readable(name: &str) -> String {
    let rearranges = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars().filter(|letter| !letter.is_control() && !rearranges(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_name_cannot_rearrange_the_text_around_it() {
        assert_eq!(readable("Ann\u{202e}gro.live\u{0}\n"), "Anngro.live");
        assert_eq!(readable("دنة بن־דוד Zoë 李"), "دنة بن־דוד Zoë 李");
    }
}
