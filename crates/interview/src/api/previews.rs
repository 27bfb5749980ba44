//! Previews: an assessment as a candidate sees it, saved or not.

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{assessments::check, error::ApiError, json::Body, json::text};
use crate::{db::DbError, db::assessment::Assessment, preview::Preview, server::Shared};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wanted {
    assessment: Assessment,
    company: String,
    sender: String,
}

pub(super) async fn create(
    State(shared): State<Shared>,
    Body(wanted): Body<Wanted>,
) -> Result<Json<Value>, ApiError> {
    check(&wanted.assessment)?;
    let preview = Preview {
        company: text("The company", &wanted.company, 200)?,
        sender: text("The sender's name", &wanted.sender, 200)?,
        assessment: wanted.assessment,
        made_at: shared.clock.now(),
        answers: Vec::new(),
    };
    let token = shared.previews.add(preview).map_err(DbError::from)?;
    Ok(Json(json!({ "link": shared.site.preview_link(&token) })))
}
