//! Desktop notifications. A notification is a hint; the Inbox is the truth.

use fulcrum_app::Notice;
use fulcrum_app::api::NotificationRef;
use fulcrum_app::catalogue::Commands as _;
use fulcrum_app::words::WORDS;
use serde_json::Value;
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::{Action, ActionPerformed, ActionType, NotificationExt};

use crate::backend::Backend;
use crate::window;

/// A screening can be reviewed.
const REVIEW: &str = "review";
/// Something waits in the Inbox.
const SHOW: &str = "show";
/// The button of either that puts it off.
const SNOOZE: &str = "snooze";
/// Where the screening's id travels with the notification.
const SCREENING: &str = "screeningId";
/// Where the notification's own id does.
const NOTICE: &str = "noticeId";

/// Makes clicks and buttons arrive. Must come before the first notification.
pub(crate) fn register(app: &AppHandle) {
    let said = &WORDS.notices.buttons;
    let kind = |id: &str, first: &str| {
        let buttons =
            vec![Action::builder(id, first).build(), Action::builder(SNOOZE, &*said.snooze).build()];
        ActionType::builder(id).actions(buttons).build()
    };
    let notifications = app.notification();
    let handle = app.clone();
    let registered = notifications
        .register_action_types(vec![kind(REVIEW, &said.review), kind(SHOW, &said.show)])
        .and_then(|()| notifications.on_action(move |performed| on_action(&handle, performed)));
    if let Err(error) = registered {
        tracing::warn!(%error, "clicks on notifications will not arrive");
    }
}

/// Shows a notice.
pub(crate) fn show(app: &AppHandle, notice: &Notice) {
    let kind = if notice.review { REVIEW } else { SHOW };
    let mut builder = app.notification().builder().title(&notice.title).body(as_body(&notice.body));
    builder = builder.action_type_id(kind).extra(NOTICE, &notice.id);
    if let Some(id) = &notice.screening_id {
        builder = builder.extra(SCREENING, id);
    }
    if let Err(error) = builder.show() {
        tracing::warn!(%error, "a notification was not shown");
    }
}

fn on_action(app: &AppHandle, performed: &ActionPerformed) {
    let extra = |name: &str| performed.notification().and_then(|shown| shown.extra().get(name));
    if performed.action_id() == SNOOZE {
        if let Some(id) = extra(NOTICE).and_then(Value::as_str) {
            snooze(app, id.to_owned());
        }
        return;
    }
    window::navigate(app, &route(extra(SCREENING)));
}

fn snooze(app: &AppHandle, notification_id: String) {
    let Some(running) = app.state::<Backend>().now() else { return };
    tauri::async_runtime::spawn(async move {
        if let Err(error) = running.snooze_notification(NotificationRef { notification_id }).await {
            tracing::warn!(%error, "a notification was not put off");
        }
    });
}

fn route(screening: Option<&Value>) -> String {
    screening.and_then(Value::as_str).map_or_else(|| "/inbox".into(), window::candidate_route)
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
    fn a_click_leads_to_the_candidate_or_to_the_inbox() {
        assert_eq!(route(Some(&Value::from("s1"))), "/candidates/s1");
        assert_eq!(route(Some(&Value::Null)), "/inbox");
        assert_eq!(route(None), "/inbox");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_are_not_read_as_markup() {
        assert_eq!(as_body("<b>Ada & Co</b>"), "&lt;b&gt;Ada &amp; Co&lt;/b&gt;");
    }
}
