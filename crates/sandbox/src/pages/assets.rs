//! The files that pages need; part of the program, never fetched from elsewhere.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

const LOOK: &str = include_str!("../assets/look.css");
const LIVE: &str = include_str!("../assets/live.js");
const BOARD: &str = include_str!("../assets/board.js");
const MARK: &str = include_str!("../assets/mark.svg");

pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let (kind, content) = match name.as_str() {
        "look.css" => ("text/css; charset=utf-8", LOOK),
        "live.js" => ("text/javascript; charset=utf-8", LIVE),
        "board.js" => ("text/javascript; charset=utf-8", BOARD),
        "mark.svg" => ("image/svg+xml", MARK),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")];
    (headers, content).into_response()
}
