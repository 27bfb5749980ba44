use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use zbus::message::Header;
use zbus::proxy::CacheProperties;
use zbus::zvariant::{OwnedObjectPath, OwnedValue, Value};
use zbus::{Connection, Proxy, interface};

use super::until;

const WATCHER: &str = "org.kde.StatusNotifierWatcher";
const WATCHER_PATH: &str = "/StatusNotifierWatcher";

/// A panel at the top with nothing but a tray.
pub(super) const PANEL_SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-2" type="string" value="systray">
      <property name="hide-new-items" type="bool" value="false"/>
      <property name="icon-size" type="int" value="24"/>
    </property>
  </property>
</channel>
"#;

/// Stands where a panel would: tray items register with it.
pub(super) struct Watcher {
    _connection: Connection,
}

struct Registry(Arc<Mutex<Vec<String>>>);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Registry {
    fn register_status_notifier_item(&self, #[zbus(header)] header: Header<'_>, service: &str) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') { format!("{sender}{service}") } else { service.to_owned() };
        self.0.lock().unwrap().push(item);
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

impl Watcher {
    pub(super) async fn start(bus: &str) -> Self {
        let builder = zbus::connection::Builder::address(bus).unwrap().name(WATCHER).unwrap();
        let builder = builder.serve_at(WATCHER_PATH, Registry(Arc::default())).unwrap();
        Self { _connection: builder.build().await.unwrap() }
    }
}

/// A row of the tray's menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    id: i32,
    /// Its words; empty for a separator.
    pub label: String,
    /// False for rows that are words only.
    pub enabled: bool,
    /// True for a line between groups.
    pub separator: bool,
}

type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

/// The app's item in the tray, as a panel sees it.
pub struct Tray {
    connection: Connection,
    owner: String,
    path: String,
}

impl Tray {
    pub(super) async fn find(bus: &str) -> Self {
        let connection = zbus::connection::Builder::address(bus).unwrap().build().await.unwrap();
        let watcher = proxy(&connection, WATCHER, WATCHER_PATH, WATCHER).await.unwrap();
        until("the app's item in the tray", async || {
            let items: Vec<String> = watcher
                .get_property("RegisteredStatusNotifierItems")
                .await
                .map_err(|error| error.to_string())?;
            // The newest one first: an app that was killed may still be listed.
            for item in items.iter().rev() {
                let (owner, path) = item.split_at(item.find('/').ok_or("an item without a path")?);
                let tray = Self { connection: connection.clone(), owner: owner.into(), path: path.into() };
                if tray.property::<String>("Id").await.is_ok() {
                    return Ok(tray);
                }
            }
            Err(format!("{items:?}"))
        })
        .await
    }

    /// The file of the icon that is shown.
    pub async fn icon(&self) -> PathBuf {
        PathBuf::from(self.property::<String>("IconName").await.unwrap())
    }

    /// The number beside the icon; empty if there is none.
    pub async fn label(&self) -> String {
        self.property::<String>("XAyatanaLabel").await.unwrap()
    }

    /// The menu, from top to bottom.
    pub async fn menu(&self) -> Vec<MenuItem> {
        let menu = self.menu_proxy().await;
        let properties: Vec<String> = Vec::new();
        let (_, (_, _, rows)): (u32, Layout) = menu.call("GetLayout", &(0, -1, properties)).await.unwrap();
        rows.into_iter().map(|row| read(row.try_into().unwrap())).collect()
    }

    /// The words of the menu's rows, without separators.
    pub async fn words(&self) -> Vec<String> {
        self.menu().await.into_iter().filter(|row| !row.separator).map(|row| row.label).collect()
    }

    /// Clicks the row whose words contain `words`, once there is one. If the menu is drawn anew between
    /// the look and the click, the click is refused and made again.
    pub async fn click(&self, words: &str) {
        until(&format!("\"{words}\" in the tray's menu"), async || {
            let menu = self.menu().await;
            let found = menu.iter().find(|row| row.enabled && row.label.contains(words));
            let row = found.ok_or_else(|| format!("{menu:?}"))?;
            let click = (row.id, "clicked", Value::from(""), 0_u32);
            let clicked: zbus::Result<()> = self.menu_proxy().await.call("Event", &click).await;
            clicked.map_err(|error| error.to_string())
        })
        .await;
    }

    async fn menu_proxy(&self) -> Proxy<'static> {
        let menu: OwnedObjectPath = self.property("Menu").await.unwrap();
        proxy(&self.connection, &self.owner, menu.as_str(), "com.canonical.dbusmenu").await.unwrap()
    }

    async fn property<T>(&self, name: &str) -> zbus::Result<T>
    where
        T: TryFrom<OwnedValue>,
        T::Error: Into<zbus::Error>,
    {
        let item = "org.kde.StatusNotifierItem";
        proxy(&self.connection, &self.owner, &self.path, item).await?.get_property(name).await
    }
}

/// A proxy that asks every time: what it answers for is watched until it changes.
async fn proxy(
    connection: &Connection,
    owner: &str,
    path: &str,
    interface: &str,
) -> zbus::Result<Proxy<'static>> {
    zbus::proxy::Builder::new(connection)
        .destination(owner.to_owned())?
        .path(path.to_owned())?
        .interface(interface.to_owned())?
        .cache_properties(CacheProperties::No)
        .build()
        .await
}

fn read((id, properties, _): Layout) -> MenuItem {
    let text = |name: &str| properties.get(name).and_then(|value| String::try_from(value.clone()).ok());
    let enabled = properties.get("enabled").and_then(|value| bool::try_from(value.clone()).ok());
    // An underscore marks a shortcut key, two are one underscore.
    let label =
        text("label").unwrap_or_default().replace("__", "\u{0}").replace('_', "").replace('\u{0}', "_");
    MenuItem {
        id,
        label,
        enabled: enabled.unwrap_or(true),
        separator: text("type").as_deref() == Some("separator"),
    }
}
