//! Changing opportunities.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::Value;

use super::answer::{Answer, data};
use super::body::{Body, Performer, performer};
use super::caller::Caller;
use super::error::ApiError;
use super::opportunities::seen;
use super::params::Params;
use super::shape::{Shaper, View};
use crate::account::Account;
use crate::node::object;
use crate::sync::lock;
use crate::world::changes::TextList;
use crate::world::create::NewOpportunity;
use crate::world::entities::{Archived, Millis, Phone};
use crate::world::ids::{OpportunityId, StageId, UserId};
use crate::world::{Moment, Refusal, World};

/// What a write needs to know besides its own body.
struct Write<'a> {
    id: OpportunityId,
    user: Option<UserId>,
    moment: Moment,
    body: &'a Body,
}

pub(crate) async fn stage(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    bytes: Bytes,
) -> Answer {
    write(&account, &caller, &id, &params, &bytes, Blank::Yes, |world, write| {
        let stage = write.body.text("stage").ok_or_else(|| ApiError::missing("stage"))?;
        let stage = StageId(stage.to_owned());
        Ok(world.move_to_stage(write.id, &stage, write.user, write.moment)?)
    })
}

pub(crate) async fn archived(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    bytes: Bytes,
) -> Answer {
    write(&account, &caller, &id, &params, &bytes, Blank::Yes, |world, write| {
        match write.body.get("reason") {
            None => Err(ApiError::missing("reason")),
            Some(Value::Null) => Ok(world.unarchive(write.id, write.moment)?),
            Some(reason) => {
                let reason = reason.as_str().and_then(|text| text.parse().ok()).ok_or(Refusal::NoReason)?;
                Ok(world.archive(write.id, Some(reason), write.moment)?)
            }
        }
    })
}

/// What `addTags`, `removeLinks` and so on do.
#[derive(Clone, Copy)]
enum Kind {
    Tags,
    Links,
    Sources,
}

pub(crate) async fn change_list(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, verb)): Path<(String, String)>,
    params: Params,
    bytes: Bytes,
) -> Answer {
    let (kind, field, add) = match verb.as_str() {
        "addTags" => (Kind::Tags, "tags", true),
        "removeTags" => (Kind::Tags, "tags", false),
        "addLinks" => (Kind::Links, "links", true),
        "removeLinks" => (Kind::Links, "links", false),
        "addSources" => (Kind::Sources, "sources", true),
        "removeSources" => (Kind::Sources, "sources", false),
        _ => return Err(ApiError::not_found("Resource was not found")),
    };
    // Answers to link writes were recorded with the person in them.
    let blank = match kind {
        Kind::Links => Blank::No,
        Kind::Tags | Kind::Sources => Blank::Yes,
    };
    write(&account, &caller, &id, &params, &bytes, blank, |world, write| {
        let texts = write.body.texts(field)?.ok_or_else(|| ApiError::missing(field))?;
        let (id, moment) = (write.id, write.moment);
        let contact = world.opportunity(id).ok_or(Refusal::NoOpportunity)?.contact;
        match (kind, add) {
            (Kind::Tags, true) => world.add_texts(id, TextList::Tags, &texts, moment)?,
            (Kind::Tags, false) => world.remove_texts(id, TextList::Tags, &texts, moment)?,
            (Kind::Sources, true) => world.add_texts(id, TextList::Sources, &texts, moment)?,
            (Kind::Sources, false) => world.remove_texts(id, TextList::Sources, &texts, moment)?,
            (Kind::Links, true) => world.add_links(contact, &texts, moment)?,
            (Kind::Links, false) => world.remove_links(contact, &texts, moment)?,
        }
        Ok(())
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blank {
    Yes,
    No,
}

fn write(
    account: &Account,
    caller: &Caller,
    id: &str,
    params: &Params,
    bytes: &Bytes,
    blank: Blank,
    effect: impl FnOnce(&mut World, &Write<'_>) -> Result<(), ApiError>,
) -> Answer {
    caller.need("opportunities", "write")?;
    let body = Body::parse(bytes)?;
    let moment = account.moment();
    let switches = account.switches();
    let mut world = lock(&account.world);
    let id = seen(&world, caller, id)?.id;
    let user = performer(&world, &switches, params, Some(&body), Performer::Optional)?;
    effect(&mut world, &Write { id, user, moment, body: &body })?;
    let row = world.opportunity(id).ok_or(Refusal::NoOpportunity)?;
    let shaper = Shaper { world: &world, url: &account.ready.url };
    let view = View {
        write: true,
        blank: blank == Blank::Yes && switches.blank_person_in_write_answers,
        ..View::default()
    };
    Ok(data(&shaper.opportunity(row, view)))
}

pub(crate) async fn create(
    State(account): State<Arc<Account>>,
    caller: Caller,
    params: Params,
    bytes: Bytes,
) -> Answer {
    caller.need("opportunities", "write")?;
    let body = Body::parse(&bytes)?;
    let switches = account.switches();
    let moment = account.moment();
    let mut world = lock(&account.world);
    let user = performer(&world, &switches, &params, Some(&body), Performer::Documented)?;
    let mut new = described(&body, user, moment.now)?;
    #[expect(clippy::cast_precision_loss, reason = "a share of a thousand is exact")]
    let draw = world.random.below(1000) as f64 / 1000.0;
    new.without_updated_at = draw < switches.null_updated_at_share;
    if let Some(id) = body.text("contact") {
        new.contact = Some(id.parse().map_err(|_| Refusal::NoContact)?);
    }
    for user in new.owner.iter().chain(&new.followers) {
        world.user(*user).ok_or(Refusal::NoUser)?;
    }
    let (id, deduped) = world.create(new, moment)?;
    let row = world.opportunity(id).ok_or(Refusal::NoOpportunity)?;
    let shaper = Shaper { world: &world, url: &account.ready.url };
    let view = View { write: true, ..View::default() };
    let node = object! { "deduped": deduped, "data": shaper.opportunity(row, view) };
    Ok((StatusCode::CREATED, Json(node)).into_response())
}

fn described(body: &Body, user: Option<UserId>, now: Millis) -> Result<NewOpportunity, ApiError> {
    let text = |name| body.text(name).unwrap_or_default().to_owned();
    let user_at = |name: &str| -> Result<Option<UserId>, ApiError> {
        body.text(name).map(|id| id.parse().map_err(|_| Refusal::NoUser.into())).transpose()
    };
    let postings = body.texts("postings")?.unwrap_or_default();
    if postings.len() > 1 {
        return Err(ApiError::bad_request("Only one posting is allowed at /postings"));
    }
    let posting =
        postings.first().map(|id| id.parse().map_err(|_| ApiError::from(Refusal::NoPosting))).transpose()?;
    let followers = body
        .texts("followers")?
        .unwrap_or_default()
        .iter()
        .map(|id| id.parse().map_err(|_| ApiError::from(Refusal::NoUser)))
        .collect::<Result<_, _>>()?;
    let created_at = body.past("createdAt", now)?;
    let archived = archived_of(body);
    if archived.as_ref().is_some_and(|archived| created_at.is_none_or(|at| at > archived.archived_at)) {
        return Err(ApiError::bad_request("A time before archivedAt is wanted at /createdAt"));
    }
    Ok(NewOpportunity {
        name: text("name"),
        headline: text("headline"),
        location: text("location"),
        emails: body.texts("emails")?.unwrap_or_default(),
        phones: phones(body),
        links: body.texts("links")?.unwrap_or_default(),
        tags: body.texts("tags")?.unwrap_or_default(),
        sources: body.texts("sources")?.unwrap_or_default(),
        stage: body.text("stage").map(|id| StageId(id.to_owned())),
        origin: body.text("origin").map(str::to_owned),
        owner: user_at("owner")?.or(user),
        sourced_by: user,
        followers,
        posting,
        created_at,
        archived,
        ..NewOpportunity::default()
    })
}

/// The telephone numbers of a body.
pub(super) fn phones(body: &Body) -> Vec<Phone> {
    let items = body.get("phones").and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(|item| {
            Some(Phone {
                kind: item.get("type").and_then(Value::as_str).unwrap_or("other").to_owned(),
                value: item.get("value").and_then(Value::as_str)?.to_owned(),
            })
        })
        .collect()
}

/// `archivedAt` without a reason is ignored.
fn archived_of(body: &Body) -> Option<Archived> {
    let archived = body.get("archived")?;
    Some(Archived {
        reason: Some(archived.get("reason")?.as_str()?.parse().ok()?),
        archived_at: archived.get("archivedAt")?.as_i64()?,
    })
}
