//! Lists of which the account has none. They are there because others who read an account ask for them.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

use super::answer::{Answer, page};
use super::caller::Caller;
use super::error::ApiError;
use super::opportunities::seen;
use crate::account::Account;
use crate::sync::lock;

/// Lists of the account: path, and the resource of the scope.
const LISTS: &[(&str, &str)] = &[
    ("/applications/deleted", "applications"),
    ("/audit_events", "audit_events"),
    ("/eeo/responses", "eeo_responses"),
    ("/eeo/responses/pii", "eeo_responses_pii"),
    ("/form_templates", "form_templates"),
    ("/postings/deleted", "postings"),
    ("/requisitions", "requisitions"),
    ("/surveys/diversity/{posting}", "diversity_surveys"),
];

/// Lists of an opportunity: the path is the resource of the scope.
const UNDER: &[&str] = &["resumes", "interviews", "panels", "offers", "referrals", "forms"];

pub(super) fn routes() -> Router<Arc<Account>> {
    let mut routes = Router::new().route(
        "/requisition_fields",
        // Recorded without `next` and `hasNext`.
        get(async |caller: Caller| -> Answer {
            caller.need("requisition_fields", "read")?;
            Ok(Json(json!({ "data": [] })).into_response())
        }),
    );
    for (path, resource) in LISTS {
        routes = routes.route(
            path,
            get(async |caller: Caller| -> Answer {
                caller.need(resource, "read")?;
                Ok(page(Vec::new(), None))
            }),
        );
    }
    routes
}

/// Interviews, offers and so on of an opportunity.
pub(super) async fn under(
    State(account): State<Arc<Account>>,
    caller: Caller,
    Path((id, resource)): Path<(String, String)>,
) -> Answer {
    if !UNDER.contains(&resource.as_str()) {
        return Err(ApiError::not_found("Resource was not found"));
    }
    caller.need(&resource, "read")?;
    seen(&lock(&account.world), &caller, &id)?;
    Ok(page(Vec::new(), None))
}
