use std::convert::Infallible;
use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use fulcrum_app::api::{AppError, ChangeEvent, ChangeKind};
use fulcrum_app::catalogue::{Commands, dispatch};
use fulcrum_app::{Clock, Host as _};
use futures::{Stream, StreamExt, stream};
use serde_json::Value;
use tokio_stream::wrappers::BroadcastStream;
use tower_http::services::ServeDir;

use crate::host::Told;
use crate::{WebHost, fill};

#[derive(Clone)]
struct Shared {
    commands: Arc<dyn Commands>,
    host: Arc<WebHost>,
    profile: PathBuf,
    clock: Arc<dyn Clock>,
}

/// Everything that is served: commands, events, what the desktop was asked for, the page.
pub fn router(
    commands: Arc<dyn Commands>,
    host: Arc<WebHost>,
    page: &FilePath,
    profile: &FilePath,
    clock: Arc<dyn Clock>,
) -> Router {
    Router::new()
        .route("/rpc/{name}", post(rpc))
        .route("/events", get(events))
        .route("/host/opened", get(opened))
        .route("/host/notices", get(notices))
        .route("/host/saved/{index}", get(saved))
        .route("/host/fill/{count}", post(fill_up))
        .fallback_service(ServeDir::new(page))
        .layer(middleware::from_fn(own_pages_only))
        .with_state(Shared { commands, host, profile: profile.to_owned(), clock })
}

async fn rpc(State(shared): State<Shared>, Path(name): Path<String>, Json(request): Json<Value>) -> Response {
    match dispatch(&*shared.commands, &name, request).await {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, Json(error)).into_response(),
    }
}

async fn events(State(shared): State<Shared>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    // A page that missed events is cut off: it connects again and then looks at everything anew.
    let changes = BroadcastStream::new(shared.host.told())
        .take_while(|told| std::future::ready(told.is_ok()))
        .filter_map(|told| std::future::ready(told.ok().map(|told| as_event(&told))));
    // Something at once, so that the browser knows that the connection stands.
    let hello = stream::once(async { Ok(Event::default().comment("ready")) });
    Sse::new(hello.chain(changes)).keep_alive(KeepAlive::default())
}

fn as_event(told: &Told) -> Result<Event, Infallible> {
    let event = match told {
        Told::Changed(change) => Event::default().json_data(change),
        Told::Saved(index) => Ok(Event::default().event("saved").data(format!("/host/saved/{index}"))),
    };
    Ok(event.unwrap_or_else(|error| Event::default().comment(error.to_string())))
}

async fn opened(State(shared): State<Shared>) -> Json<Vec<String>> {
    Json(shared.host.opened())
}

async fn notices(State(shared): State<Shared>) -> impl IntoResponse {
    Json(shared.host.notices())
}

async fn saved(State(shared): State<Shared>, Path(index): Path<usize>) -> Response {
    let Some((name, contents)) = shared.host.saved(index) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = if name.ends_with(".csv") { "text/csv; charset=utf-8" } else { "text/plain; charset=utf-8" };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, contents).into_response()
}

async fn fill_up(State(shared): State<Shared>, Path(count): Path<u32>) -> Response {
    match fill::fill(&shared.profile, count, shared.clock.now()).await {
        Ok(added) => {
            for kind in [ChangeKind::Status, ChangeKind::Screening, ChangeKind::Inbox] {
                shared.host.changed(&ChangeEvent { kind, id: None });
            }
            Json(added).into_response()
        }
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, Json(AppError::internal(&error))).into_response(),
    }
}

/// Other web pages in the same browser must not reach the commands: neither by a request across
/// origins nor through a name of theirs that points to this computer.
async fn own_pages_only(request: Request, next: Next) -> Response {
    if is_own(request.headers()) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "Only pages of this computer are served.").into_response()
    }
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let Some(host) = text(header::HOST) else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let own_name = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
    let own_origin = text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"));
    own_name && own_origin
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(host: Option<&str>, origin: Option<&str>) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in [(header::HOST, host), (header::ORIGIN, origin)] {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from_str(value).expect("a header"));
            }
        }
        is_own(&headers)
    }

    #[test]
    fn only_its_own_page_is_answered() {
        assert!(asked(Some("127.0.0.1:4000"), None));
        assert!(asked(Some("localhost:4000"), Some("http://localhost:4000")));
        assert!(asked(Some("[::1]:4000"), None));
        assert!(!asked(Some("evil.example:4000"), None));
        assert!(!asked(Some("127.0.0.1:4000"), Some("https://evil.example")));
        assert!(!asked(Some("127.0.0.1:4000"), Some("http://127.0.0.1:5000")));
        assert!(!asked(None, None));
    }
}
