//! The Lever API under `/v1`.

pub(crate) mod answer;
mod applications;
mod apply;
mod body;
pub(crate) mod caller;
pub(crate) mod cursors;
mod directory;
mod empty;
pub(crate) mod error;
mod feedback;
mod files;
mod notes;
mod opportunities;
mod params;
pub(crate) mod rate;
mod shape;
mod webhooks;
mod writes;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{delete, get, post, put};

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
        .route("/postings/{id}/apply", get(apply::form).post(apply::apply))
        .route("/feedback_templates", get(feedback::templates))
        .route("/feedback_templates/{id}", get(feedback::template))
        .route("/webhooks", get(webhooks::list).post(webhooks::create))
        .route("/webhooks/{id}", delete(webhooks::delete))
        .merge(empty::routes())
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
        .route("/{id}/applications", get(applications::list))
        .route("/{id}/applications/{application}", get(applications::one))
        .route("/{id}/notes", get(notes::list).post(notes::create))
        .route("/{id}/notes/{note}", get(notes::one).put(notes::replace).delete(notes::delete))
        .route(
            "/{id}/files",
            get(files::list).post(files::upload).layer(DefaultBodyLimit::max(files::LARGEST + 64 * 1024)),
        )
        .route("/{id}/feedback", get(feedback::list).post(feedback::create))
        .route("/{id}/feedback/{form}", get(feedback::one).put(feedback::replace).delete(feedback::delete))
        .route("/{id}/files/{file}", get(files::one).delete(files::delete))
        .route("/{id}/files/{file}/download", get(files::download))
        .route("/{id}/{verb}", post(writes::change_list).get(empty::under))
}

async fn nowhere() -> ApiError {
    ApiError::not_found("Resource was not found")
}
