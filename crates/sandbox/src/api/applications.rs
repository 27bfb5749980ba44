//! Applications of an opportunity.

use std::sync::Arc;

use axum::extract::{Path, State};

use super::answer::{Answer, data, page};
use super::caller::Caller;
use super::error::ApiError;
use super::opportunities::seen;
use super::params::Params;
use super::shape::Shaper;
use crate::account::Account;
use crate::node::Node;
use crate::sync::lock;

const EXPANDABLE: &[&str] = &["posting", "postingOwner", "postingHiringManager", "user"];

pub(crate) async fn list(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    let rows = shown(&account, &caller, &id, &params)?;
    let rows = rows.into_iter().map(|(_, node)| params.trim(node));
    Ok(page(rows.collect(), None))
}

pub(crate) async fn one(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, application)): Path<(String, String)>,
    params: Params,
) -> Answer {
    shown(&account, &caller, &id, &params)?
        .into_iter()
        .find(|(found, _)| *found == application)
        .map(|(_, node)| data(&params.trim(node)))
        .ok_or_else(|| ApiError::not_found("Application was not found"))
}

fn shown(
    account: &Account,
    caller: &Caller,
    id: &str,
    params: &Params,
) -> Result<Vec<(String, Node)>, ApiError> {
    caller.need("applications", "read")?;
    let expand = params.expand(EXPANDABLE)?;
    let world = lock(&account.world);
    let row = seen(&world, caller, id)?;
    let shaper = Shaper { world: &world, url: &account.ready.url };
    Ok(row.application.iter().map(|a| (a.id.to_string(), shaper.application(&row, a, &expand))).collect())
}
