//! Files of an opportunity.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;

use super::answer::{Answer, created, data, no_content, page};
use super::caller::Caller;
use super::error::ApiError;
use super::opportunities::{seen, to_write};
use super::params::Params;
use super::shape;
use crate::account::Account;
use crate::node::Node;
use crate::sync::lock;
use crate::world::Refusal;
use crate::world::entities::StoredFile;
use crate::world::ids::{FileId, OpportunityId};

/// Lever takes files of up to 30 MB.
pub(crate) const LARGEST: usize = 30 * 1024 * 1024;

pub(crate) async fn list(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
) -> Answer {
    caller.need("files", "read")?;
    let window = params.window("uploaded_at")?;
    let documented = account.switches().documented_shapes;
    let world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let rows: Vec<Node> = world
        .files(id)
        .iter()
        .filter(|file| window.holds(Some(file.uploaded_at)))
        .map(|file| shown(&account, id, file))
        .collect();
    if documented {
        return Ok(Json(rows).into_response());
    }
    Ok(page(rows, None))
}

pub(crate) async fn one(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
) -> Answer {
    caller.need("files", "read")?;
    let world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let file = world.file(id, file_id(&file)?).ok_or(Refusal::NoFile)?;
    Ok(data(&shown(&account, id, file)))
}

pub(crate) async fn download(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
) -> Answer {
    caller.need("files", "read")?;
    let world = lock(&account.world);
    let id = seen(&world, &caller, &id)?.id;
    let file = world.file(id, file_id(&file)?).ok_or(Refusal::NoFile)?;
    let headers = [(CONTENT_TYPE, "application/octet-stream"), (CONTENT_DISPOSITION, "attachment")];
    Ok((headers, file.bytes.clone()).into_response())
}

pub(crate) async fn upload(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path(id): Path<String>,
    params: Params,
    mut form: Multipart,
) -> Answer {
    caller.need("files", "write")?;
    let wrong = |_| ApiError::bad_request("Invalid multipart form");
    let mut found = None;
    while let Some(field) = form.next_field().await.map_err(wrong)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or("file").to_owned();
            let kind = field.content_type().unwrap_or("application/octet-stream").to_owned();
            found = Some((name, kind, field.bytes().await.map_err(wrong)?));
        }
    }
    let (name, kind, bytes) = found.ok_or_else(|| ApiError::missing("file"))?;
    if bytes.len() > LARGEST {
        return Err(ApiError::bad_request("File is too large at /file"));
    }
    let moment = account.moment();
    let (mut world, id, _) = to_write(&account, &caller, &id, &params, None)?;
    let file = world.add_file(id, name, kind, bytes.to_vec(), moment)?;
    let file = world.file(id, file).ok_or(Refusal::NoFile)?;
    Ok(created(&shown(&account, id, file)))
}

pub(crate) async fn delete(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, file)): Path<(String, String)>,
    params: Params,
) -> Answer {
    caller.need("files", "write")?;
    let moment = account.moment();
    let (mut world, id, _) = to_write(&account, &caller, &id, &params, None)?;
    world.delete_file(id, file_id(&file)?, moment)?;
    Ok(no_content())
}

fn file_id(text: &str) -> Result<FileId, ApiError> {
    text.parse().map_err(|_| Refusal::NoFile.into())
}

fn shown(account: &Account, id: OpportunityId, file: &StoredFile) -> Node {
    let base = &account.ready.api_base;
    let download = format!("{base}/opportunities/{id}/files/{}/download", file.id);
    shape::file(file, download, account.switches().documented_shapes)
}
