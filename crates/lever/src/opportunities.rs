//! Opportunities: list, one, stage, tags, links.

use fulcrum_core::{ContactId, OpportunityId, StageId};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde_json::{Value, json};

use crate::client::Call;
use crate::{Error, Kind, Lever, Opportunity, Page};

/// Filters of `GET /opportunities`; several values of one filter are alternatives, different
/// filters must all hold. Times are inclusive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpportunityFilter {
    /// In one of these stages.
    pub stages: Vec<StageId>,
    /// Advanced to the current stage at or after (archiving counts too).
    pub advanced_from: Option<Timestamp>,
    /// Updated at or after; rows without an update time never match.
    pub updated_from: Option<Timestamp>,
    /// Archived or not; both if unset.
    pub archived: Option<bool>,
    /// The address, in any spelling that Lever takes as the same.
    pub email: Option<String>,
    /// All opportunities of one person.
    pub contact: Option<ContactId>,
    /// Confidential ones too. An error unless that permission was granted.
    pub confidential_too: bool,
}

impl OpportunityFilter {
    fn query(&self) -> Vec<(&'static str, String)> {
        let mut query: Vec<(&'static str, String)> =
            vec![("expand", "applications".into()), ("limit", "100".into())];
        query.extend(self.stages.iter().map(|stage| ("stage_id", stage.to_string())));
        let millis = |at: &Timestamp| at.as_millisecond().to_string();
        query.extend(self.advanced_from.iter().map(|at| ("advanced_at_start", millis(at))));
        query.extend(self.updated_from.iter().map(|at| ("updated_at_start", millis(at))));
        query.extend(self.archived.iter().map(|archived| ("archived", archived.to_string())));
        query.extend(self.email.iter().map(|email| ("email", email.clone())));
        query.extend(self.contact.iter().map(|contact| ("contact_id", contact.to_string())));
        if self.confidential_too {
            query.push(("confidentiality", "all".into()));
        }
        query
    }
}

/// How often a listing is begun again before giving up.
const RESTARTS: u32 = 3;

impl Lever {
    /// One page. `GET /opportunities`.
    ///
    /// # Errors
    /// [`Error`]; [`Kind::InvalidOffset`] means: begin again without an offset.
    pub async fn opportunities_page(
        &self,
        filter: &OpportunityFilter,
        offset: Option<&str>,
    ) -> Result<Page<Opportunity>, Error> {
        let mut query = filter.query();
        query.extend(offset.map(|offset| ("offset", offset.to_owned())));
        self.list(Call {
            what: "list opportunities",
            method: Method::GET,
            path: "/opportunities",
            query,
            body: None,
        })
        .await
    }

    /// Every page in one. Rows that move while paging may come twice or fall into a later pass. An
    /// invalid offset begins the listing again.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn opportunities(&self, filter: &OpportunityFilter) -> Result<Page<Opportunity>, Error> {
        let mut restarts = 0;
        'restart: loop {
            let mut all = self.opportunities_page(filter, None).await?;
            while let Some(next) = all.next.take() {
                match self.opportunities_page(filter, Some(&next)).await {
                    Ok(page) => {
                        all.rows.extend(page.rows);
                        all.skipped.extend(page.skipped);
                        all.next = page.next;
                    }
                    Err(error) if error.kind == Kind::InvalidOffset && restarts < RESTARTS => {
                        restarts += 1;
                        continue 'restart;
                    }
                    Err(error) => return Err(error),
                }
            }
            return Ok(all);
        }
    }

    /// One opportunity. `GET /opportunities/:id`.
    ///
    /// # Errors
    /// [`Error`]; [`Kind::NotFound`] if it was deleted.
    pub async fn opportunity(&self, id: &OpportunityId) -> Result<Opportunity, Error> {
        let path = format!("/opportunities/{}", segment(id.as_str()));
        let query = vec![("expand", "applications".into())];
        self.one(Call { what: "read opportunity", method: Method::GET, path: &path, query, body: None }).await
    }

    /// Adds tags; present ones stay. `POST /opportunities/:id/addTags`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn add_tags(&self, id: &OpportunityId, tags: &[String]) -> Result<(), Error> {
        self.change("add tags", Method::POST, id, "addTags", json!({ "tags": tags })).await
    }

    /// Removes tags; absent ones do no harm. `POST /opportunities/:id/removeTags`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn remove_tags(&self, id: &OpportunityId, tags: &[String]) -> Result<(), Error> {
        self.change("remove tags", Method::POST, id, "removeTags", json!({ "tags": tags })).await
    }

    /// Adds links to the **contact**: they show on all of the person's opportunities.
    /// `POST /opportunities/:id/addLinks`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn add_links(&self, id: &OpportunityId, links: &[String]) -> Result<(), Error> {
        self.change("add links", Method::POST, id, "addLinks", json!({ "links": links })).await
    }

    /// Moves to a stage. `PUT /opportunities/:id/stage`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn move_to_stage(&self, id: &OpportunityId, stage: &StageId) -> Result<(), Error> {
        self.change("move to stage", Method::PUT, id, "stage", json!({ "stage": stage })).await
    }

    async fn change(
        &self,
        what: &'static str,
        method: Method,
        id: &OpportunityId,
        verb: &str,
        body: Value,
    ) -> Result<(), Error> {
        let path = format!("/opportunities/{}/{verb}", segment(id.as_str()));
        // The person is blanked in the answer: it must not be read as an opportunity.
        let _: serde::de::IgnoredAny = self.write(what, method, &path, Vec::new(), &body).await?;
        Ok(())
    }
}

/// What is encoded in a path segment: everything but letters, digits, hyphen and underscore.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');

/// An id as one path segment.
pub(crate) fn segment(id: &str) -> String {
    utf8_percent_encode(id, SEGMENT).to_string()
}
