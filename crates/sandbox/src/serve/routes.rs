//! Every route of the sandbox.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::gate;
use crate::account::Account;
use crate::control::{Control, http};
use crate::oauth::{authorize, token};
use crate::{api, pages};

pub(crate) fn router(account: &Arc<Account>) -> Router {
    let watched = Router::new()
        .nest("/v1", api::routes().layer(from_fn_with_state(Arc::clone(account), gate::api)))
        .route("/authorize", get(authorize::show).post(authorize::decide))
        .route("/oauth/token", post(token::exchange))
        .layer(from_fn_with_state(Arc::clone(account), gate::outer));
    Router::new()
        .merge(watched)
        .merge(pages::routes())
        .with_state(Arc::clone(account))
        .nest("/control", http::routes(Control::new(Arc::clone(account))))
}
