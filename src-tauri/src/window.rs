//! The one window. A while after it was closed it lets go of its page, which takes most of the memory;
//! it is built anew when it is wanted, at the place where it was.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fulcrum_app::api::{ChangeEvent, ChangeKind};
use fulcrum_app::words::WORDS;
use serde::Serialize;
use tauri::utils::config::WindowConfig;
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, Manager, State, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent,
};

use crate::badge;
use crate::desktop::emit;
use crate::profile::Profile;
use crate::tray;

const MAIN: &str = "main";

/// What outlives the page.
pub(crate) struct Place {
    free_after: Duration,
    page: Mutex<Page>,
    building: Mutex<()>,
}

#[derive(Default)]
struct Page {
    /// It hears of changes.
    listens: bool,
    /// What it is to be told once it listens.
    wanted: Vec<ChangeEvent>,
    /// Where it was: the part of its address behind `#`.
    route: Option<String>,
    /// What it wants to find again, in its own words.
    kept: Option<String>,
    /// It holds something that is nowhere else.
    busy: bool,
    /// Counts how often the window was shown or hidden.
    turn: u64,
}

/// What a page begins with.
#[derive(Serialize)]
pub(crate) struct Arrival {
    kept: Option<String>,
    wanted: Vec<ChangeEvent>,
}

impl Place {
    pub(crate) fn new(free_after: Duration) -> Self {
        Self { free_after, page: Mutex::default(), building: Mutex::default() }
    }

    fn page(&self) -> MutexGuard<'_, Page> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page listens from now on: hands out what an earlier one kept, and what waited for it.
#[tauri::command]
pub(crate) fn arrived(place: State<'_, Place>) -> Arrival {
    let mut page = place.page();
    page.listens = true;
    Arrival { kept: page.kept.clone(), wanted: std::mem::take(&mut page.wanted) }
}

/// Keeps what a later page wants to find again, for as long as the program runs. A page that is busy
/// is not let go of.
#[tauri::command]
pub(crate) fn keep(place: State<'_, Place>, kept: String, busy: bool) {
    let mut page = place.page();
    page.kept = Some(kept);
    page.busy = busy;
}

/// Builds the window from the configuration, at the place where it was last.
pub(crate) fn create(app: &AppHandle) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.iter().find(|window| window.label == MAIN) else {
        return Err(tauri::Error::WindowNotFound);
    };
    let (place, profile) = (app.state::<Place>(), app.state::<Profile>());
    let route = {
        let mut page = place.page();
        page.listens = false;
        page.route.clone()
    };
    let config = WindowConfig { url: WebviewUrl::App(address(route.as_deref()).into()), ..config.clone() };
    let is_sample = profile.demo;
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .data_directory(profile.web_view())
        .title(title(&WORDS.window.title, is_sample))
        // It appears with its page. Asked to draw before that, WebKit often holds everything up for half a second.
        .visible(false)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished
                && let Err(error) = window.show()
            {
                tracing::warn!(%error, "the window could not be shown");
            }
        })
        // The page stays the page: links are opened by the application layer in the browser.
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_document_title_changed(move |window, title| {
            if let Err(error) = window.set_title(&self::title(&title, is_sample)) {
                tracing::debug!(%error, "the window keeps its title");
            }
        })
        .build()?;
    badge::draw(&window, tray::waiting(app));
    Ok(())
}

/// The page's title, and whether its candidates are made up.
fn title(page: &str, is_sample: bool) -> String {
    if is_sample { WORDS.window.sample.with(page) } else { page.to_owned() }
}

/// Closing only hides, as long as the tray can bring the window back.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    if let WindowEvent::CloseRequested { api, .. } = event {
        if tray::is_there(window.app_handle()) {
            api.prevent_close();
            hide(window.app_handle());
        } else {
            window.app_handle().exit(0);
        }
    }
}

/// Brings the window to the front, or builds it.
pub(crate) fn show(app: &AppHandle) {
    let Some(place) = app.try_state::<Place>() else { return };
    place.page().turn += 1;
    let app = app.clone();
    // Building a window from inside an event of another one would block for ever on Windows.
    tauri::async_runtime::spawn_blocking(move || {
        let place = app.state::<Place>();
        let _one_at_a_time = place.building.lock();
        let shown = match main(&app) {
            Some(window) => {
                window.show().and_then(|()| window.unminimize()).and_then(|()| window.set_focus())
            }
            None => create(&app),
        };
        if let Err(error) = shown {
            tracing::warn!(%error, "the window could not be shown");
        }
    });
}

/// Hides the window, if there is one, and lets go of its page a while later.
pub(crate) fn hide(app: &AppHandle) {
    let Some(window) = main(app) else { return };
    if let Err(error) = window.hide() {
        tracing::warn!(%error, "the window could not be hidden");
        return;
    }
    let place = app.state::<Place>();
    let turn = {
        let mut page = place.page();
        page.turn += 1;
        page.turn
    };
    let (app, after) = (app.clone(), place.free_after);
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(after).await;
            if is_let_go(&app, turn) {
                return;
            }
        }
    });
}

/// Lets go of the page; false if it is to be tried again later.
fn is_let_go(app: &AppHandle, turn: u64) -> bool {
    let place = app.state::<Place>();
    let Ok(_one_at_a_time) = place.building.lock() else { return true };
    let Some(window) = main(app) else { return true };
    // Without a tray, the program would end with its last window.
    if !tray::is_there(app) {
        return false;
    }
    let route = window.url().ok().and_then(|url| url.fragment().map(str::to_owned));
    {
        let mut page = place.page();
        if page.turn != turn {
            return true;
        }
        if page.busy {
            tracing::debug!("the page holds something that is nowhere else; it stays");
            return false;
        }
        page.listens = false;
        page.route = route;
    }
    // A number that nobody keeps up would be wrong soon.
    badge::draw(&window, 0);
    match window.destroy() {
        Ok(()) => tracing::info!("the window's page was let go of"),
        Err(error) => tracing::warn!(%error, "the window keeps its page"),
    }
    true
}

/// Brings the window to the front and lets it show a route of the page.
pub(crate) fn navigate(app: &AppHandle, route: &str) {
    tell(app, ChangeKind::Navigate, route);
}

/// Brings the window to the front and lets the page do one of its actions.
pub(crate) fn act(app: &AppHandle, action: &str) {
    tell(app, ChangeKind::Act, action);
}

fn tell(app: &AppHandle, kind: ChangeKind, id: &str) {
    let event = ChangeEvent { kind, id: Some(id.to_owned()) };
    let place = app.state::<Place>();
    {
        let mut page = place.page();
        if page.listens {
            drop(page);
            emit(app, &event);
        } else {
            page.wanted.push(event);
        }
    }
    show(app);
}

/// Shows the number of things that wait on the window's icon, where the system has a place for it.
pub(crate) fn show_badge(app: &AppHandle, count: u32) {
    if let Some(window) = main(app) {
        badge::draw(&window, count);
    }
}

/// The route of a candidate's page.
pub(crate) fn candidate_route(screening_id: &str) -> String {
    format!("/candidates/{screening_id}")
}

fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(MAIN)
}

fn address(route: Option<&str>) -> String {
    route.map_or_else(|| "index.html".into(), |route| format!("index.html#{route}"))
}

/// The page inside the program, or the development server's while developing.
fn is_own_page(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => tauri::is_dev() && url.port() == Some(1420),
        ("about", _) => url.path() == "blank",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(url: &str) -> bool {
        is_own_page(&Url::parse(url).expect("a URL"))
    }

    #[test]
    fn the_window_never_leaves_its_page() {
        assert!(own("tauri://localhost/index.html#/inbox"));
        assert!(own("http://tauri.localhost/"));
        assert!(!own("https://hire.lever.co/candidates/1"));
        assert!(!own("http://localhost.example:1420/"));
        assert!(!own("file:///etc/passwd"));
        assert!(!own("data:text/html,hello"));
    }

    #[test]
    fn a_new_page_begins_where_the_old_one_was() {
        assert_eq!(address(None), "index.html");
        assert_eq!(address(Some("/candidates?q=a%20b")), "index.html#/candidates?q=a%20b");
    }
}
