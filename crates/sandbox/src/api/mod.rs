//! The Lever API under `/v1`.

pub(crate) mod answer;
mod body;
pub(crate) mod caller;
pub(crate) mod cursors;
mod directory;
pub(crate) mod error;
mod files;
mod notes;
mod opportunities;
mod params;
pub(crate) mod rate;
mod shape;
mod under;
mod writes;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post, put};

use self::error::ApiError;
use crate::account::Account;

/// Every endpoint; `/candidates` is the old name of `/opportunities`.
pub(crate) fn routes() -> Router<Arc<Account>> {
    Router::new()
        .nest("/opportunities", opportunity_routes())
        .nest("/candidates", opportunity_routes())
        .route("/stages", get(directory::stages))
        .route("/stages/{id}", get(directory::stage))
        .route("/disposition_stages", get(directory::disposition_stages))
        .route("/archive_reasons", get(directory::archive_reasons))
        .route("/archive_reasons/{id}", get(directory::archive_reason))
        .route("/users", get(directory::users))
        .route("/users/{id}", get(directory::user))
        .route("/postings", get(directory::postings))
        .route("/postings/{id}", get(directory::posting))
        .route("/tags", get(directory::tags))
        .route("/sources", get(directory::sources))
        .route("/contacts/{id}", get(directory::contact).put(directory::put_contact))
        .route("/feedback_templates", get(directory::feedback_templates))
        .fallback(nowhere)
        .method_not_allowed_fallback(nowhere)
}

fn opportunity_routes() -> Router<Arc<Account>> {
    Router::new()
        .route("/", get(opportunities::list).post(writes::create))
        .route("/deleted", get(opportunities::deleted))
        .route("/{id}", get(opportunities::one))
        .route("/{id}/stage", put(writes::stage))
        .route("/{id}/archived", put(writes::archived))
        .route("/{id}/applications", get(under::applications))
        .route("/{id}/applications/{application}", get(under::application))
        .route("/{id}/notes", get(notes::list).post(notes::create))
        .route("/{id}/notes/{note}", get(notes::one).put(notes::replace).delete(notes::delete))
        .route(
            "/{id}/files",
            get(files::list).post(files::upload).layer(DefaultBodyLimit::max(files::LARGEST + 64 * 1024)),
        )
        .route("/{id}/files/{file}", get(files::one).delete(files::delete))
        .route("/{id}/files/{file}/download", get(files::download))
        .route("/{id}/{verb}", post(writes::change_list).get(under::nothing))
}

async fn nowhere() -> ApiError {
    ApiError::not_found("Resource was not found")
}
