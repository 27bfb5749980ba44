//! The web pages: the pipeline board, a candidate, the mailbox.

mod assets;
mod board;
mod candidate;
pub(crate) mod html;
mod mailbox;
mod times;

use std::sync::Arc;

use axum::Router;
use axum::response::Redirect;
use axum::routing::get;

use crate::account::Account;

pub(crate) fn routes() -> Router<Arc<Account>> {
    Router::new()
        .route("/", get(board::show))
        .route("/candidates", get(|| async { Redirect::to("/") }))
        .route("/board", get(board::changed))
        .route("/board/{stage}", get(board::more))
        .route("/candidates/{id}", get(candidate::show))
        .route("/candidates/{id}/body", get(candidate::body))
        .route("/candidates/{id}/files/{file}", get(candidate::file))
        .route("/mailbox", get(mailbox::show))
        .route("/mailbox/rows", get(mailbox::rows))
        .route("/mailbox/{number}", get(mailbox::one))
        .route("/mailbox/{number}/html", get(mailbox::html_part))
        .route("/assets/{name}", get(assets::asset))
}
