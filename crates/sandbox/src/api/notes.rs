//! Notes of an opportunity.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use serde_json::Value;

use super::answer::{Answer, by_time, created, data, no_content};
use super::body::{Body, Performer, performer};
use super::caller::Caller;
use super::error::ApiError;
use super::opportunities::seen;
use super::params::Params;
use super::shape::{self, BY_USER, by_user};
use crate::account::Account;
use crate::node::{ToNode, object};
use crate::sync::lock;
use crate::world::Refusal;
use crate::world::ids::NoteId;
use crate::world::notes::NewNote;

pub(crate) async fn list(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    caller.need("notes", "read")?;
    let expand = params.expand(BY_USER)?;
    let now = account.now();
    let world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let rows = world
        .visible_notes(id, now, account.switches().deleted_notes_show)
        .iter()
        .map(|note| {
            let node = by_user(&world, shape::note(note, false), note.user, &expand);
            (note.created_at, note.id.to_string(), node)
        })
        .collect();
    drop(world);
    by_time(&account, &params, rows)
}

pub(crate) async fn one(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, note)): Path<(String, String)>,
    params: Params,
) -> Answer {
    caller.need("notes", "read")?;
    let expand = params.expand(BY_USER)?;
    let now = account.now();
    let world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let note = note_id(&note)?;
    let notes = world.visible_notes(id, now, account.switches().deleted_notes_show);
    let note = notes.iter().find(|n| n.id == note).ok_or(Refusal::NoNote)?;
    let node = by_user(&world, shape::note(note, false), note.user, &expand);
    Ok(data(&params.trim(node)))
}

pub(crate) async fn create(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    bytes: Bytes,
) -> Answer {
    caller.need("notes", "write")?;
    let body = Body::parse(&bytes)?;
    let moment = account.note_moment();
    let switches = account.switches();
    let mut world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let user = performer(&world, &switches, &params, Some(&body), Performer::Optional)?;
    let value =
        body.text("value").filter(|value| !value.is_empty()).ok_or_else(|| ApiError::missing("value"))?;
    let thread = params.first("note_id").map(note_id).transpose()?;
    let new = NewNote {
        value: value.to_owned(),
        score: score(&body)?,
        secret: body.flag("secret"),
        user,
        created_at: body.past("createdAt", moment.now)?,
        thread,
        by_api: true,
    };
    let note = world.add_note(id, new, moment)?;
    if switches.documented_shapes {
        return Ok(created(&object! { "noteId": note.to_node() }));
    }
    let note = world.note(id, note).ok_or(Refusal::NoNote)?;
    Ok(created(&shape::note(note, true)))
}

pub(crate) async fn replace(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, note)): Path<(String, String)>,
    bytes: Bytes,
) -> Answer {
    caller.need("notes", "write")?;
    let body = Body::parse(&bytes)?;
    let moment = account.note_moment();
    let mut world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let note = note_id(&note)?;
    let values = body
        .get("values")
        .and_then(Value::as_array)
        .ok_or_else(|| ApiError::missing("values"))?
        .iter()
        .filter_map(|value| {
            let created_at = value.get("createdAt").and_then(Value::as_i64);
            let text = value.get("value").and_then(Value::as_str)?;
            Some((created_at.unwrap_or(moment.now), text.to_owned()))
        })
        .collect();
    world.replace_note(id, note, values, moment)?;
    Ok(data(&object! { "noteId": note.to_node() }))
}

pub(crate) async fn delete(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, note)): Path<(String, String)>,
) -> Answer {
    caller.need("notes", "write")?;
    let moment = account.note_moment();
    let mut world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    world.delete_note(id, note_id(&note)?, moment)?;
    Ok(no_content())
}

fn note_id(text: &str) -> Result<NoteId, ApiError> {
    text.parse().map_err(|_| Refusal::NoNote.into())
}

/// A score is 1 (strong no) to 4 (strong yes).
fn score(body: &Body) -> Result<Option<u8>, ApiError> {
    match body.get("score") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_u64()
            .and_then(|score| u8::try_from(score).ok())
            .filter(|score| (1..=4).contains(score))
            .map(Some)
            .ok_or_else(|| ApiError::bad_request("Invalid score at /score")),
    }
}
