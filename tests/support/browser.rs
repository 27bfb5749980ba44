use std::net::TcpStream;
use std::ops::Deref;

use serde_json::{Map, json};

use super::desktop::Desktop;
use super::page::Page;
use super::process::{Running, free_port};
use super::until;

/// A browser with one tab. Ends when dropped.
pub struct Browser {
    page: Page,
    _driver: Running,
}

impl Browser {
    pub(super) async fn start(desktop: &Desktop) -> Self {
        let port = free_port();
        let mut command = desktop.command("chromedriver");
        command.arg(format!("--port={port}"));
        let mut driver = Running::start(&mut command, "chromedriver", &desktop.logs());
        until("the browser's driver", async || {
            driver.is_alive()?;
            TcpStream::connect(("127.0.0.1", port)).map(drop).map_err(|error| error.to_string())
        })
        .await;
        let profile = format!("--user-data-dir={}", desktop.path(&format!("browser-{port}")).display());
        let mut arguments = vec![profile.as_str()];
        arguments.extend([
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
        ]);
        let mut capabilities = Map::new();
        capabilities.insert("browserName".into(), json!("chrome"));
        capabilities
            .insert("goog:chromeOptions".into(), json!({"binary": "/usr/bin/chromium", "args": arguments}));
        let page = Page::connect(&format!("http://127.0.0.1:{port}"), capabilities).await;
        desktop.say("browser open");
        Self { page: page.unwrap_or_else(|error| panic!("no browser: {error}")), _driver: driver }
    }

    /// Ends the browser.
    pub async fn close(self) {
        let _ = self.page.client().clone().close().await;
    }
}

impl Deref for Browser {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}
