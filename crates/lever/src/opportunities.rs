//! Opportunities: lists and their filters, one, created and deleted ones, stage, tags, links, sources.

use fulcrum_core::{ContactId, OpportunityId, PostingId, StageId};
use jiff::Timestamp;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::wire::time;
use crate::{Application, Error, Lever, Opportunity, Page};

/// Parameters; one that is repeated is an alternative.
pub(crate) type Query = Vec<(&'static str, String)>;

pub(crate) fn texts(values: &[impl ToString]) -> impl Iterator<Item = String> {
    values.iter().map(ToString::to_string)
}

/// Filters of `GET /opportunities` (developer documentation, "List all opportunities"). Several values
/// of one filter are alternatives, different filters must all hold. Times are inclusive, in whole
/// milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpportunityFilter {
    /// In one of these stages.
    pub stages: Vec<StageId>,
    /// With one of these tags, as they are spelt.
    pub tags: Vec<String>,
    /// `agency`, `applied`, `internal`, `referred`, `sourced`, `university`.
    pub origins: Vec<String>,
    /// From one of these sources.
    pub sources: Vec<String>,
    /// With an active application to one of these postings.
    pub postings: Vec<PostingId>,
    /// With an archived application to one of these postings.
    pub archived_postings: Vec<PostingId>,
    /// At one of these places; `unspecified` is one, too.
    pub locations: Vec<String>,
    /// Archived for one of these reasons (ids).
    pub archive_reasons: Vec<String>,
    /// Created at or after.
    pub created_from: Option<Timestamp>,
    /// Created at or before.
    pub created_to: Option<Timestamp>,
    /// Updated at or after; rows without an update time never match.
    pub updated_from: Option<Timestamp>,
    /// Updated at or before.
    pub updated_to: Option<Timestamp>,
    /// Advanced to the current stage at or after (archiving counts too).
    pub advanced_from: Option<Timestamp>,
    /// Advanced at or before.
    pub advanced_to: Option<Timestamp>,
    /// Archived at or after.
    pub archived_from: Option<Timestamp>,
    /// Archived at or before.
    pub archived_to: Option<Timestamp>,
    /// Archived or not; both if unset.
    pub archived: Option<bool>,
    /// Snoozed or not; both if unset.
    pub snoozed: Option<bool>,
    /// The address, in any spelling that Lever takes as the same.
    pub email: Option<String>,
    /// All opportunities of these people.
    pub contacts: Vec<ContactId>,
    /// Confidential ones.
    pub confidentiality: Confidentiality,
}

/// Which rows are listed. Anything but the usual is an error unless that permission was granted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Confidentiality {
    /// Those that are not confidential: what Lever lists when nothing is said.
    #[default]
    Usual,
    /// Confidential ones alone.
    Confidential,
    /// All.
    All,
}

impl Confidentiality {
    /// All, if the connection may see them.
    #[must_use]
    pub fn all_if(granted: bool) -> Self {
        if granted { Self::All } else { Self::Usual }
    }

    pub(crate) fn parameter(self) -> Option<(&'static str, String)> {
        match self {
            Self::Usual => None,
            Self::Confidential => Some(("confidentiality", "confidential".into())),
            Self::All => Some(("confidentiality", "all".into())),
        }
    }
}

impl OpportunityFilter {
    fn query(&self) -> Query {
        let mut query: Query = vec![("expand", "applications".into()), ("limit", "100".into())];
        query.extend(texts(&self.stages).map(|value| ("stage_id", value)));
        query.extend(texts(&self.tags).map(|value| ("tag", value)));
        query.extend(texts(&self.origins).map(|value| ("origin", value)));
        query.extend(texts(&self.sources).map(|value| ("source", value)));
        query.extend(texts(&self.postings).map(|value| ("posting_id", value)));
        query.extend(texts(&self.archived_postings).map(|value| ("archived_posting_id", value)));
        query.extend(texts(&self.locations).map(|value| ("location", value)));
        query.extend(texts(&self.archive_reasons).map(|value| ("archive_reason_id", value)));
        query.extend(texts(&self.contacts).map(|value| ("contact_id", value)));
        let times = [
            ("created_at_start", self.created_from),
            ("created_at_end", self.created_to),
            ("updated_at_start", self.updated_from),
            ("updated_at_end", self.updated_to),
            ("advanced_at_start", self.advanced_from),
            ("advanced_at_end", self.advanced_to),
            ("archived_at_start", self.archived_from),
            ("archived_at_end", self.archived_to),
        ];
        let set = times.into_iter().filter_map(|(name, at)| Some((name, at?)));
        query.extend(set.map(|(name, at)| (name, at.as_millisecond().to_string())));
        query.extend(self.archived.iter().map(|archived| ("archived", archived.to_string())));
        query.extend(self.snoozed.iter().map(|snoozed| ("snoozed", snoozed.to_string())));
        query.extend(self.email.iter().map(|email| ("email", email.clone())));
        query.extend(self.confidentiality.parameter());
        query
    }
}

/// An opportunity that was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Deleted {
    /// Its id.
    pub id: OpportunityId,
    /// When.
    #[serde(default, deserialize_with = "time")]
    pub deleted_at: Option<Timestamp>,
}

/// An opportunity to create; empty fields are left out, and Lever fills them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewOpportunity {
    /// Full name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Addresses; the first one is taken as the primary one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// The stage; Lever takes "New lead".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageId>,
    /// At most one; Lever refuses more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub postings: Vec<PostingId>,
    /// Tags; Lever adds the posting's texts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// One of the six origins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

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
        self.list("list opportunities", "/opportunities", query).await
    }

    /// Every page in one. Rows that move while paging may come twice or fall into a later pass. An
    /// invalid offset begins the listing again.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn opportunities(&self, filter: &OpportunityFilter) -> Result<Page<Opportunity>, Error> {
        self.opportunities_telling(filter, |_| {}).await
    }

    /// The same for whoever waits for it: `told` hears after each page how many were read so far.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn opportunities_telling(
        &self,
        filter: &OpportunityFilter,
        told: impl Fn(usize),
    ) -> Result<Page<Opportunity>, Error> {
        self.whole("list opportunities", "/opportunities", filter.query(), told).await
    }

    /// One opportunity. `GET /opportunities/:id`.
    ///
    /// # Errors
    /// [`Error`]; [`Kind::NotFound`] if it was deleted.
    pub async fn opportunity(&self, id: &OpportunityId) -> Result<Opportunity, Error> {
        let path = format!("/opportunities/{}", segment(id.as_str()));
        let query = vec![("expand", "applications".into())];
        self.get("read opportunity", &path, query).await
    }

    /// Its applications. `GET /opportunities/:id/applications`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn applications(&self, id: &OpportunityId) -> Result<Vec<Application>, Error> {
        let path = format!("/opportunities/{}/applications", segment(id.as_str()));
        self.everything("list applications", &path, Vec::new()).await
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

    /// Adds sources; present ones stay. `POST /opportunities/:id/addSources`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn add_sources(&self, id: &OpportunityId, sources: &[String]) -> Result<(), Error> {
        self.change("add sources", Method::POST, id, "addSources", json!({ "sources": sources })).await
    }

    /// Opportunities that were deleted in this time. `GET /opportunities/deleted`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn deleted_opportunities(
        &self,
        from: Timestamp,
        to: Option<Timestamp>,
    ) -> Result<Vec<Deleted>, Error> {
        let mut query: Query = vec![("deleted_at_start", from.as_millisecond().to_string())];
        query.extend(to.map(|to| ("deleted_at_end", to.as_millisecond().to_string())));
        self.everything("list deleted opportunities", "/opportunities/deleted", query).await
    }

    /// Creates an opportunity. Somebody with the same address is found again: Lever then adds it to
    /// that person and keeps what it knew. `POST /opportunities`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn create_opportunity(&self, new: &NewOpportunity) -> Result<Opportunity, Error> {
        self.write("create opportunity", Method::POST, "/opportunities", Vec::new(), new).await
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
