//! A private desktop for end-to-end tests: a display, a session bus, an unlocked keychain, a
//! notification daemon, a tray, a window manager, a browser. All of them are the real programs;
//! nothing of the person's own session is touched.
//!
//! ```ignore
//! let desktop = Desktop::start("sign-in").await;
//! let app = desktop.app(&["--demo"]).await;
//! app.element("button.connect").await.click().await.unwrap();
//! let browser = desktop.browser().await;
//! browser.goto(&desktop.next_opened_url().await).await;
//! ```
//!
//! Nothing here sleeps for a fixed time: [`until`] looks again and again, up to a deadline, and says
//! what it saw last. When a test fails, logs and a picture of the screen are kept in
//! `target/e2e/<name>`.
#![allow(dead_code, unused_imports, reason = "every test uses another part of it")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "in tests, panics are how failure is reported"
)]

mod app;
mod browser;
mod desktop;
mod notifications;
mod page;
mod process;
mod tray;
mod wait;
mod windows;

pub use app::RunningApp;
pub use browser::Browser;
pub use desktop::{Begun, Desktop, Ended};
pub use notifications::Notification;
pub use page::Page;
pub use process::living_in;
pub use tray::{MenuItem, Tray};
pub use wait::{LIMIT, until, until_within};
