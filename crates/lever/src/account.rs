//! What an account consists of: stages, postings, users, tags, archive reasons.

use fulcrum_core::{PostingId, StageId, UserId};
use jiff::Timestamp;
use serde::Deserialize;

use crate::opportunities::{Confidentiality, Query, segment, texts};
use crate::wire::{self, or_default, time};
use crate::{Error, Lever};

/// A stage: built-in ids are slugs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stage {
    /// Its id.
    pub id: StageId,
    /// Its text.
    pub text: String,
}

/// A posting.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Posting {
    /// Its id.
    pub id: PostingId,
    /// Its title.
    #[serde(default, deserialize_with = "or_default")]
    pub text: String,
    /// `published`, `internal`, `closed`, `draft`, `pending`, `rejected`.
    #[serde(default, deserialize_with = "or_default")]
    pub state: String,
    /// Owner.
    #[serde(default)]
    pub owner: Option<UserId>,
    /// Followers.
    #[serde(default, deserialize_with = "wire::texts")]
    pub followers: Vec<UserId>,
    /// Tags; Lever copies them onto opportunities.
    #[serde(default, deserialize_with = "wire::texts")]
    pub tags: Vec<String>,
    /// Where it belongs.
    #[serde(default, deserialize_with = "or_default")]
    pub categories: Categories,
}

/// Where a posting belongs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Categories {
    /// The team.
    pub team: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// The place.
    pub location: Option<String>,
    /// For example `Full-time`.
    pub commitment: Option<String>,
}

impl Posting {
    /// What deciding needs of it.
    #[must_use]
    pub fn facts(self) -> fulcrum_core::posting::Posting {
        let Categories { team, department, location, commitment } = self.categories;
        fulcrum_core::posting::Posting {
            id: self.id,
            text: self.text,
            state: self.state,
            tags: self.tags,
            team,
            department,
            location,
            commitment,
        }
    }
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Full name.
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// For example `super admin`.
    #[serde(default)]
    pub access_role: Option<String>,
    /// When created.
    #[serde(default, deserialize_with = "time")]
    pub created_at: Option<Timestamp>,
    /// Null while active.
    #[serde(default, deserialize_with = "time")]
    pub deactivated_at: Option<Timestamp>,
}

/// Where a stage stands. From `/disposition_stages`, which is undocumented but recorded.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct StageRank {
    /// The stage.
    pub id: StageId,
    /// `lead`, `applicant`, `screen`, `onsite`, `offer`.
    #[serde(default, deserialize_with = "or_default")]
    pub pipeline: String,
    /// Lists of opportunities come in this order; halves are possible.
    pub rank: f64,
}

/// A tag that is in use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Tag {
    /// As it is spelt.
    pub text: String,
    /// How many opportunities have it.
    #[serde(default, deserialize_with = "or_default")]
    pub count: u64,
}

/// Why somebody was archived.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArchiveReason {
    /// Its id.
    pub id: String,
    /// Its text.
    #[serde(default, deserialize_with = "or_default")]
    pub text: String,
    /// `active` or `inactive`.
    #[serde(default, deserialize_with = "or_default")]
    pub status: String,
    /// `hired` or `non-hired`; null in some lists.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
}

/// Filters of `GET /postings` (developer documentation, "List all postings"). Lever takes the times
/// with no other filter but confidentiality.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostingFilter {
    /// `published`, `internal`, `closed`, `draft`, `pending` or `rejected`.
    pub state: Option<String>,
    /// `public` or `internal`. Without it, published postings that only colleagues see are left out.
    pub channel: Option<String>,
    /// Of this group, the old name of a department.
    pub group: Option<String>,
    /// With one of these tags.
    pub tags: Vec<String>,
    /// In one of these teams.
    pub teams: Vec<String>,
    /// In one of these departments.
    pub departments: Vec<String>,
    /// At one of these places.
    pub locations: Vec<String>,
    /// Of one of these commitments.
    pub commitments: Vec<String>,
    /// Of one of these levels, which Lever calls deprecated.
    pub levels: Vec<String>,
    /// Updated at or after.
    pub updated_from: Option<Timestamp>,
    /// Updated at or before.
    pub updated_to: Option<Timestamp>,
    /// Confidential ones.
    pub confidentiality: Confidentiality,
}

impl PostingFilter {
    fn query(&self) -> Query {
        let mut query = Query::new();
        for (name, one) in
            [("state", &self.state), ("distributionChannel", &self.channel), ("group", &self.group)]
        {
            query.extend(one.iter().map(|value| (name, value.clone())));
        }
        for (name, many) in [
            ("tag", &self.tags),
            ("team", &self.teams),
            ("department", &self.departments),
            ("location", &self.locations),
            ("commitment", &self.commitments),
            ("level", &self.levels),
        ] {
            query.extend(texts(many).map(|value| (name, value)));
        }
        let times = [("updated_at_start", self.updated_from), ("updated_at_end", self.updated_to)];
        let set = times.into_iter().filter_map(|(name, at)| Some((name, at?)));
        query.extend(set.map(|(name, at)| (name, at.as_millisecond().to_string())));
        query.extend(self.confidentiality.parameter());
        query
    }
}

impl Lever {
    /// One short question, to see whether Lever knows who asks: its clock when it answered, to the second.
    /// `GET /stages`, one row.
    ///
    /// # Errors
    /// [`Error`]; one of the kind `Forbidden` knows who asks, too.
    pub async fn time_there(&self) -> Result<Option<Timestamp>, Error> {
        let query = vec![("limit", "1".into())];
        let page = self.list::<serde_json::Value>("ask Lever who is there", "/stages", query).await?;
        Ok(page.server_time)
    }

    /// Stages in pipeline order. `GET /stages`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn stages(&self) -> Result<Vec<Stage>, Error> {
        self.everything("list stages", "/stages", Vec::new()).await
    }

    /// Postings, the newest first. `GET /postings`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn postings(&self, filter: &PostingFilter) -> Result<Vec<Posting>, Error> {
        self.everything("list postings", "/postings", filter.query()).await
    }

    /// One posting. `GET /postings/:id`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn posting(&self, id: &PostingId) -> Result<Posting, Error> {
        self.get("read posting", &format!("/postings/{}", segment(id.as_str())), Vec::new()).await
    }

    /// Users, the newest first; deactivated ones too if asked for. `GET /users`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn users(&self, deactivated_too: bool) -> Result<Vec<User>, Error> {
        let query = if deactivated_too { vec![("includeDeactivated", "true".into())] } else { Vec::new() };
        self.everything("list users", "/users", query).await
    }

    /// The order of the stages. `GET /disposition_stages`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn stage_ranks(&self) -> Result<Vec<StageRank>, Error> {
        #[derive(Deserialize)]
        struct Both {
            #[serde(default, deserialize_with = "or_default")]
            stages: Vec<serde_json::Value>,
        }
        let both: Both = self.get("list stage ranks", "/disposition_stages", Vec::new()).await?;
        // Undocumented, so read row by row.
        Ok(both.stages.into_iter().filter_map(|stage| serde_json::from_value(stage).ok()).collect())
    }

    /// Tags in use, by text. `GET /tags`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn tags(&self) -> Result<Vec<Tag>, Error> {
        self.everything("list tags", "/tags", Vec::new()).await
    }

    /// Archive reasons. `GET /archive_reasons`.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn archive_reasons(&self) -> Result<Vec<ArchiveReason>, Error> {
        self.everything("list archive reasons", "/archive_reasons", Vec::new()).await
    }
}
