use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use zbus::MatchRule;
use zbus::export::futures_core::Stream;
use zbus::message::Type;
use zbus::zvariant::OwnedValue;

use super::desktop::Desktop;
use super::process::Running;

const NAME: &str = "org.freedesktop.Notifications";

/// A notification as the daemon got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// First line.
    pub title: String,
    /// Second line, with markup.
    pub body: String,
    /// Ids and words of its buttons; `default` is a click on the notification itself.
    pub actions: Vec<(String, String)>,
}

/// A real notification daemon, and somebody who listens to what it is told.
pub(super) struct Notifications {
    seen: Arc<Mutex<Vec<Notification>>>,
}

type Notify = (String, u32, String, String, String, Vec<String>, HashMap<String, OwnedValue>, i32);

impl Notifications {
    pub(super) async fn start(desktop: &Desktop) -> Self {
        desktop.keep(Running::start(&mut desktop.command("dunst"), "dunst", &desktop.logs()));
        desktop.owner_of(NAME).await;
        let connection = zbus::connection::Builder::address(desktop.bus()).unwrap().build().await.unwrap();
        let rule = MatchRule::builder().msg_type(Type::MethodCall).interface(NAME).unwrap();
        let rule = rule.member("Notify").unwrap().build();
        let mut messages = zbus::MessageStream::from(&connection);
        let monitoring = zbus::fdo::MonitoringProxy::new(&connection).await.unwrap();
        monitoring.become_monitor(&[rule], 0).await.unwrap();
        let seen = Arc::<Mutex<Vec<Notification>>>::default();
        let into = Arc::clone(&seen);
        tokio::spawn(async move {
            loop {
                let next =
                    std::future::poll_fn(|context| std::pin::Pin::new(&mut messages).poll_next(context));
                let Some(Ok(message)) = next.await else { return };
                let Ok(notify) = message.body().deserialize::<Notify>() else { continue };
                let (_, _, _, title, body, actions, _, _) = notify;
                let actions =
                    actions.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
                into.lock().unwrap().push(Notification { title, body, actions });
            }
        });
        Self { seen }
    }

    pub(super) fn all(&self) -> Vec<Notification> {
        self.seen.lock().unwrap().clone()
    }
}
