//! Desktop notifications. A notification is a hint; the Inbox is the truth.

use fulcrum_app::Notice;
use serde_json::Value;
use tauri::AppHandle;
use tauri_plugin_notification::{Action, ActionPerformed, ActionType, NotificationExt};

use crate::window;

/// Notices about a screening that can be reviewed.
const REVIEW: &str = "review";
/// Where the screening's id travels with the notification.
const SCREENING: &str = "screeningId";

/// Makes clicks and the "Review" button arrive. Must come before the first notification.
pub(crate) fn register(app: &AppHandle) {
    let review = Action::builder(REVIEW, "Review").build();
    let types = vec![ActionType::builder(REVIEW).actions(vec![review]).build()];
    let notifications = app.notification();
    let handle = app.clone();
    let registered = notifications
        .register_action_types(types)
        .and_then(|()| notifications.on_action(move |performed| on_action(&handle, performed)));
    if let Err(error) = registered {
        tracing::warn!(%error, "clicks on notifications will not arrive");
    }
}

/// Shows a notice.
pub(crate) fn show(app: &AppHandle, notice: &Notice) {
    let mut builder = app.notification().builder().title(&notice.title).body(as_body(&notice.body));
    if let Some(id) = &notice.screening_id {
        builder = builder.action_type_id(REVIEW).extra(SCREENING, id);
    }
    if let Err(error) = builder.show() {
        tracing::warn!(%error, "a notification was not shown");
    }
}

fn on_action(app: &AppHandle, performed: &ActionPerformed) {
    let screening = performed.notification().and_then(|shown| shown.extra().get(SCREENING));
    match route(screening) {
        Some(route) => window::navigate(app, &route),
        None => window::show(app),
    }
}

fn route(screening: Option<&Value>) -> Option<String> {
    screening.and_then(Value::as_str).map(window::candidate_route)
}

/// The text as the system wants it: Linux reads it as markup, the others take it as it is.
fn as_body(text: &str) -> String {
    if cfg!(target_os = "linux") {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_leads_to_the_candidate() {
        assert_eq!(route(Some(&Value::from("s1"))).as_deref(), Some("/candidates/s1"));
        assert_eq!(route(Some(&Value::Null)), None);
        assert_eq!(route(None), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_are_not_read_as_markup() {
        assert_eq!(as_body("<b>Ada & Co</b>"), "&lt;b&gt;Ada &amp; Co&lt;/b&gt;");
    }
}
