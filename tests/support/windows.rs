//! Windows on the desktop: what is seen of them, and what a person's keys and mouse do to them.

use std::path::Path;
use std::time::{Duration, Instant};

use super::desktop::Desktop;
use super::until;

impl Desktop {
    /// True if a window with this title is on the screen.
    pub fn shows_window(&self, title: &str) -> bool {
        self.run("xdotool", &["search", "--onlyvisible", "--name", title]).status.success()
    }

    /// Title of the window that has the focus.
    pub fn focused_window(&self) -> String {
        let found = self.run("xdotool", &["getactivewindow", "getwindowname"]);
        String::from_utf8_lossy(&found.stdout).trim().to_owned()
    }

    /// Closes the window with this title as its close button does, and waits until it is gone.
    pub async fn close_window(&self, title: &str) {
        self.press_until_gone(title, "alt+F4").await;
    }

    /// Presses a key (in xdotool's words) in the window with this title until it is gone: a key that
    /// comes while the window is still getting the focus is lost.
    pub async fn press_until_gone(&self, title: &str, key: &str) {
        let mut pressed: Option<Instant> = None;
        until(&format!("\"{title}\" to go away"), async || {
            if !self.shows_window(title) {
                return Ok(());
            }
            if pressed.is_none_or(|last| last.elapsed() > Duration::from_secs(1)) {
                pressed = Some(Instant::now());
                let search = ["search", "--onlyvisible", "--name", title, "windowactivate", "--sync"];
                self.run("xdotool", &search);
                self.run("xdotool", &["key", key]);
            }
            Err("it is still there".into())
        })
        .await;
    }

    /// Types into the window with this title: `xdotool`'s words for keys or text.
    pub fn type_into(&self, title: &str, keys: &[&str]) {
        self.run("xdotool", &["search", "--onlyvisible", "--name", title, "windowactivate", "--sync"]);
        self.must_run("xdotool", keys);
    }

    /// Turns the mouse wheel one notch down over the window with this title.
    pub fn turn_wheel(&self, title: &str) {
        let search = ["search", "--onlyvisible", "--name", title];
        self.run(
            "xdotool",
            &[&search[..], &["mousemove", "--window", "%1", "300", "300", "click", "5"]].concat(),
        );
    }

    /// A picture of the whole screen.
    pub fn picture(&self, file: &Path) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        self.must_run("import", &["-window", "root", &file.to_string_lossy()]);
    }
}
