use std::net::TcpStream;
use std::ops::Deref;
use std::path::Path;

use serde_json::{Map, json};

use super::desktop::Desktop;
use super::page::Page;
use super::process::{Running, end, free_port, is_running, living_in};
use super::tray::Tray;
use super::until;

const PROGRAM: &str = env!("CARGO_BIN_EXE_fulcrum");

/// The app, started as a person would and driven through its window. Ends when dropped.
pub struct RunningApp {
    page: Page,
    /// The app's process.
    pub pid: u32,
    bus: String,
    _driver: Running,
}

impl RunningApp {
    pub(super) async fn start(desktop: &Desktop, arguments: &[&str]) -> Self {
        Self::start_program(desktop, Path::new(PROGRAM), arguments).await
    }

    /// Starts another program with a window of the same kind, to compare with.
    pub async fn start_program(desktop: &Desktop, program: &Path, arguments: &[&str]) -> Self {
        let before = living_in(&desktop.home(), Some(program));
        let port = free_port();
        let mut command = desktop.command("WebKitWebDriver");
        command.args([format!("--port={port}"), "--host=127.0.0.1".into()]);
        let mut driver = Running::start(&mut command, "app", &desktop.logs());
        until("the window's driver", async || {
            driver.is_alive()?;
            TcpStream::connect(("127.0.0.1", port)).map(drop).map_err(|error| error.to_string())
        })
        .await;
        let mut capabilities = Map::new();
        capabilities.insert("webkitgtk:browserOptions".into(), json!({"binary": program, "args": arguments}));
        let page = Page::connect(&format!("http://127.0.0.1:{port}"), capabilities).await;
        let page = page.unwrap_or_else(|error| panic!("the app's window cannot be driven: {error}"));
        let now = living_in(&desktop.home(), Some(program));
        let pid = now.into_iter().find(|pid| !before.contains(pid)).expect("the app's process");
        desktop.say("app started");
        Self { page, pid, bus: desktop.bus().to_owned(), _driver: driver }
    }

    /// The app's item in the tray.
    pub async fn tray(&self) -> Tray {
        Tray::find(&self.bus).await
    }

    /// Waits until the process has ended by itself.
    pub async fn ended(&self) {
        until("the app to end", async || {
            if is_running(self.pid) { Err(format!("process {} still runs", self.pid)) } else { Ok(()) }
        })
        .await;
    }

    /// Ends the process at once, as a power cut would. Profile and keychain stay as they are.
    pub async fn kill(self) {
        end(self.pid, "KILL");
        self.ended().await;
    }

    /// Quits from the tray and waits for the end.
    pub async fn quit(self) {
        self.tray().await.click("Quit").await;
        self.ended().await;
    }
}

impl Deref for RunningApp {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Drop for RunningApp {
    fn drop(&mut self) {
        if is_running(self.pid) {
            end(self.pid, "KILL");
        }
    }
}
