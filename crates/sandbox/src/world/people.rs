//! Contacts: the persons behind the opportunities.

use super::catalog::Facet;
use super::entities::{Contact, DataProtection};
use super::ids::{ContactId, OpportunityId};
use super::{Moment, Refusal, World};

impl World {
    pub(crate) fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.get(&id)
    }

    /// Whoever has this address, compared canonically.
    pub(crate) fn contacts_with_email(&self, email: &str) -> impl Iterator<Item = ContactId> + '_ {
        self.contacts_by_email.get(&canonical_email(email)).into_iter().flatten().copied()
    }

    pub(crate) fn put_contact(&mut self, contact: Contact) {
        if let Some(old) = self.contacts.remove(&contact.id) {
            for email in &old.emails {
                if let Some(ids) = self.contacts_by_email.get_mut(&canonical_email(email)) {
                    ids.remove(&old.id);
                }
            }
        }
        for email in &contact.emails {
            self.contacts_by_email.entry(canonical_email(email)).or_default().insert(contact.id);
        }
        self.contacts.insert(contact.id, contact);
        self.revision += 1;
    }

    /// Edits a person and marks all of the person's opportunities as updated.
    pub(crate) fn change_contact(
        &mut self,
        id: ContactId,
        moment: Moment,
        edit: impl FnOnce(&mut Contact),
    ) -> Result<(), Refusal> {
        let mut contact = self.contact(id).cloned().ok_or(Refusal::NoContact)?;
        edit(&mut contact);
        self.put_contact(contact);
        for opportunity in self.opportunities_of(id) {
            self.change(opportunity, moment, |_| {})?;
        }
        Ok(())
    }

    /// Every opportunity of a person, live.
    pub(crate) fn opportunities_of(&self, id: ContactId) -> Vec<OpportunityId> {
        let mut found: Vec<OpportunityId> = self
            .catalog
            .with(&Facet::Contact(id))
            .into_iter()
            .flatten()
            .map(|key| key.id)
            .filter(|id| self.live.contains_key(id))
            .collect();
        for (_, waiting, row) in &self.waiting {
            if row.as_ref().is_some_and(|row| row.contact == id)
                && self.live.contains_key(waiting)
                && !found.contains(waiting)
            {
                found.push(*waiting);
            }
        }
        found
    }

    /// Takes everything personal away, for good.
    pub(crate) fn anonymize(&mut self, id: ContactId, moment: Moment) -> Result<(), Refusal> {
        for opportunity in self.opportunities_of(id) {
            self.notes.remove(&opportunity);
            self.files.remove(&opportunity);
        }
        self.change_contact(id, moment, |contact| {
            contact.name = "Anonymized candidate".to_owned();
            contact.headline.clear();
            contact.location.clear();
            contact.emails.clear();
            contact.phones.clear();
            contact.links.clear();
            contact.is_anonymized = true;
        })
    }

    pub(crate) fn set_data_protection(
        &mut self,
        id: ContactId,
        consent: Option<DataProtection>,
        moment: Moment,
    ) -> Result<(), Refusal> {
        self.change_contact(id, moment, |contact| contact.data_protection = consent)
    }

    pub(crate) fn add_links(
        &mut self,
        id: ContactId,
        links: &[String],
        moment: Moment,
    ) -> Result<(), Refusal> {
        self.change_contact(id, moment, |contact| {
            for link in links {
                let link =
                    if moment.habits.links_get_a_scheme { with_scheme(link) } else { link.trim().to_owned() };
                if !contact.links.contains(&link) {
                    contact.links.push(link);
                }
            }
        })
    }

    pub(crate) fn remove_links(
        &mut self,
        id: ContactId,
        links: &[String],
        moment: Moment,
    ) -> Result<(), Refusal> {
        let gone: Vec<String> = links.iter().map(|link| with_scheme(link)).collect();
        self.change_contact(id, moment, |contact| {
            contact.links.retain(|link| !gone.contains(&with_scheme(link)));
        })
    }
}

/// The form in which addresses are compared: lower case, without a `+suffix`; dots do not count
/// at Google's mail.
pub(crate) fn canonical_email(email: &str) -> String {
    let email = email.trim().to_lowercase();
    let Some((local, domain)) = email.rsplit_once('@') else {
        return email;
    };
    let local = local.split('+').next().unwrap_or(local);
    if matches!(domain, "gmail.com" | "googlemail.com") {
        return format!("{}@{domain}", local.replace('.', ""));
    }
    format!("{local}@{domain}")
}

/// Links come back with a scheme even when they were sent without one.
fn with_scheme(link: &str) -> String {
    let link = link.trim();
    if link.contains("://") || link.starts_with("mailto:") {
        link.to_owned()
    } else {
        format!("http://{link}")
    }
}
