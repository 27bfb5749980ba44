//! Reading opportunities.

use std::cmp::Reverse;
use std::sync::{Arc, MutexGuard};

use axum::extract::{Path, State};
use serde_json::Value;

use super::answer::{Answer, by_time, data, page};
use super::body::{Body, Performer, performer};
use super::caller::{Caller, confidential};
use super::cursors::invalid_offset;
use super::error::ApiError;
use super::params::Params;
use super::shape::{self, Shaper, View};
use crate::account::Account;
use crate::node::object;
use crate::sync::lock;
use crate::world::World;
use crate::world::catalog::OrderKey;
use crate::world::entities::{Opportunity, rank_key};
use crate::world::ids::{OpportunityId, StageId, UserId};
use crate::world::query::{Confidentiality, Filter};

const EXPANDABLE: &[&str] = &["applications", "stage", "owner", "followers", "sourcedBy", "contact"];

pub(crate) async fn list(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("opportunities", "read")?;
    let expand = params.expand(EXPANDABLE)?;
    let switches = account.switches();
    let filter = Filter { order: switches.list_order, ..filter(&params, &caller)? };
    let limit = params.limit()?;
    let from = lock(&account.cursors)
        .redeem(params.path(), &params, switches.offsets_encoded_once)?
        .map(|position| order_key(&position))
        .transpose()?;
    let now = account.now();
    let mut world = lock(&account.world);
    world.settle(now);
    let found = world.list(&filter, from, limit, now);
    account.count_visited(found.visited);
    let shaper = Shaper { world: &world, url: &account.ready.url };
    let view = View { expand: &expand, ..View::default() };
    let rows = found.rows.iter().map(|row| params.trim(shaper.opportunity(row, view))).collect();
    let next = found.next.and_then(|key| {
        let row = world.catalog.get(key.id)?;
        let position = position_of(&world, row)?;
        Some(lock(&account.cursors).issue(params.path(), &params, &position))
    });
    drop(world);
    Ok(page(rows, next))
}

pub(crate) async fn one(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    caller.need("opportunities", "read")?;
    let expand = params.expand(EXPANDABLE)?;
    let world = lock(&account.world);
    let row = seen(&world, &caller, &id)?;
    let view = View { expand: &expand, ..View::default() };
    let shaper = Shaper { world: &world, url: &account.ready.url };
    let node = shaper.opportunity(&row, view);
    Ok(data(&params.trim(node)))
}

pub(crate) async fn deleted(State(account): State<Arc<Account>>, caller: Caller, params: Params) -> Answer {
    caller.need("opportunities", "read")?;
    params.expand(EXPANDABLE)?;
    let window = params.window("deleted_at")?;
    let rows = lock(&account.world)
        .deleted
        .iter()
        .filter(|gone| window.holds(Some(gone.deleted_at)))
        .map(|gone| {
            let node = object! {
                "id": gone.id,
                "contact": gone.contact,
                "deletedBy": gone.deleted_by,
                "deletedAt": gone.deleted_at,
            };
            (gone.deleted_at, gone.id.to_string(), node)
        })
        .collect();
    by_time(&account, &params, rows)
}

/// The opportunity with this id, if the caller may see it.
pub(crate) fn seen(world: &World, caller: &Caller, id: &str) -> Result<Arc<Opportunity>, ApiError> {
    let nowhere = || ApiError::not_found(format!("opportunities {id} was not found"));
    let row = id.parse::<OpportunityId>().ok().and_then(|id| world.opportunity(id)).ok_or_else(nowhere)?;
    caller.may_see(row.confidential, nowhere)?;
    Ok(Arc::clone(row))
}

/// What `confidentiality` asks for.
pub(crate) fn confidentiality(params: &Params, caller: &Caller) -> Result<Confidentiality, ApiError> {
    let asked = match params.first("confidentiality") {
        None | Some("non-confidential") => Confidentiality::Open,
        Some("confidential") => Confidentiality::Confidential,
        Some("all") => Confidentiality::All,
        Some(_) => return Err(ApiError::bad_request("Invalid value at /confidentiality")),
    };
    caller.may_see(asked != Confidentiality::Open, confidential)?;
    Ok(asked)
}

/// The data, the opportunity and the user of a write that Lever documents as needing `perform_as`.
pub(crate) fn to_write<'a>(
    account: &'a Account,
    caller: &Caller,
    id: &str,
    params: &Params,
    body: Option<&Body>,
) -> Result<(MutexGuard<'a, World>, OpportunityId, Option<UserId>), ApiError> {
    let switches = account.switches();
    let world = lock(&account.world);
    let id = seen(&world, caller, id)?.id;
    let user = performer(&world, &switches, params, body, Performer::Documented)?;
    Ok((world, id, user))
}

fn filter(params: &Params, caller: &Caller) -> Result<Filter, ApiError> {
    Ok(Filter {
        tags: params.texts("tag"),
        origins: params.texts("origin"),
        sources: params.texts("source"),
        locations: params.texts("location"),
        stages: params.texts("stage_id").map(|ids| ids.into_iter().map(StageId).collect()),
        postings: params.ids("posting_id"),
        archived_postings: params.ids("archived_posting_id"),
        reasons: params.ids("archive_reason_id"),
        contacts: params.ids("contact_id"),
        emails: params.texts("email"),
        confidentiality: confidentiality(params, caller)?,
        created: params.window("created_at")?,
        updated: params.window("updated_at")?,
        advanced: params.window("advanced_at")?,
        archived_at: params.window("archived_at")?,
        archived: params.flag("archived")?,
        snoozed: params.flag("snoozed")?,
        ..Filter::default()
    })
}

fn position_of(world: &World, row: &Opportunity) -> Option<Value> {
    let stage = world.stage(&row.stage)?;
    Some(Value::from(vec![
        shape::rank(stage.rank),
        Value::from(row.last_advanced_at),
        Value::from(row.id.to_string()),
    ]))
}

fn order_key(position: &[Value]) -> Result<OrderKey, ApiError> {
    let parsed = match position {
        [rank, advanced, id] => {
            rank.as_f64().zip(advanced.as_i64()).zip(id.as_str().and_then(|id| id.parse().ok()))
        }
        _ => None,
    };
    parsed
        .map(|((rank, advanced), id)| OrderKey { rank: rank_key(rank), advanced: Reverse(advanced), id })
        .ok_or_else(invalid_offset)
}
