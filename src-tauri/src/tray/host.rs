//! Whether this desktop has a tray. Several have none unless an extension adds it; an icon put there is
//! then seen by nobody.

use futures::StreamExt as _;
use tauri::AppHandle;
use zbus::Connection;
use zbus::fdo::DBusProxy;
use zbus::names::BusName;

use super::set_there;

/// Whoever shows icons owns this name.
const WATCHER: &str = "org.kde.StatusNotifierWatcher";

/// Keeps an eye on it as long as the program runs.
pub(super) fn follow(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = watch(&app).await {
            tracing::warn!(%error, "whether there is a tray cannot be known");
        }
    });
}

async fn watch(app: &AppHandle) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let names = DBusProxy::new(&bus).await?;
    // Listening comes first, so that no change is missed.
    let mut changes = names.receive_name_owner_changed_with_args(&[(0, WATCHER)]).await?;
    let watcher = BusName::try_from(WATCHER)?;
    set_there(app, names.name_has_owner(watcher).await?);
    while let Some(change) = changes.next().await {
        set_there(app, change.args()?.new_owner().is_some());
    }
    Ok(())
}
