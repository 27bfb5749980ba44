//! The application layer behind HTTP, in a session of its own: its keychain is a real one, but not
//! the person's.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::commands::{built, program};

/// The time zone in which it is about noon: a test that runs there meets no midnight.
pub(crate) fn noon() -> String {
    let hour = Timestamp::now().to_zoned(TimeZone::UTC).hour();
    // The names of these zones count to the west.
    if hour > 12 { format!("Etc/GMT+{}", hour - 12) } else { format!("Etc/GMT-{}", 12 - hour) }
}

/// `fulcrum-webhost` with what it needs. Everything ends when dropped.
pub(crate) struct Webhost {
    home: PathBuf,
    bus: String,
    /// The server is the last one.
    processes: Vec<Child>,
}

impl Webhost {
    /// Starts it with an empty profile inside `folder`, in a time `zone`, and with more `arguments`.
    pub(crate) fn start(folder: &Path, zone: &str, arguments: &[&str]) -> Result<Self, String> {
        let _ = std::fs::remove_dir_all(folder);
        let home = folder.join("home");
        for needed in ["run", ".local/share", ".config", ".cache"] {
            std::fs::create_dir_all(home.join(needed)).map_err(|error| error.to_string())?;
        }
        let mut webhost = Self { home, bus: String::new(), processes: Vec::new() };
        webhost.begin(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]))?;
        webhost.bus = webhost.first_line()?;
        let mut keychain = Command::new("gnome-keyring-daemon");
        webhost.begin(keychain.args(["--unlock", "--components=secrets", "--foreground"]))?;
        let mut stdin =
            webhost.processes.last_mut().and_then(|child| child.stdin.take()).ok_or("no input")?;
        stdin.write_all(b"a password").map_err(|error| error.to_string())?;
        drop(stdin);
        webhost.keychain_is_there()?;
        let mut server = program(built("fulcrum-webhost"));
        server
            .args(["--listen", "127.0.0.1:0", "--demo", "--profile"])
            .arg(folder.join("profile"))
            .args(arguments)
            .env("TZ", zone);
        webhost.begin(&mut server)?;
        Ok(webhost)
    }

    /// The address that it prints once it is ready.
    pub(crate) fn url(&mut self) -> Result<String, String> {
        let line = self.first_line()?;
        let ready: Value = serde_json::from_str(&line).map_err(|_| "fulcrum-webhost did not get ready")?;
        ready["url"].as_str().map(str::to_owned).ok_or_else(|| "fulcrum-webhost names no address".into())
    }

    fn begin(&mut self, command: &mut Command) -> Result<(), String> {
        command.env("HOME", &self.home).env("XDG_RUNTIME_DIR", self.home.join("run"));
        for (name, folder) in
            [("XDG_DATA_HOME", ".local/share"), ("XDG_CONFIG_HOME", ".config"), ("XDG_CACHE_HOME", ".cache")]
        {
            command.env(name, self.home.join(folder));
        }
        command
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        self.processes.push(child.map_err(|error| format!("{name} could not be started: {error}"))?);
        Ok(())
    }

    fn keychain_is_there(&self) -> Result<(), String> {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            let mut asked = Command::new("dbus-send");
            asked.args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
            ]);
            asked.args(["org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets"]);
            asked.env("DBUS_SESSION_BUS_ADDRESS", &self.bus).stdout(Stdio::null()).stderr(Stdio::null());
            if asked.status().is_ok_and(|status| status.success()) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        Err("The keychain of the browser tests did not come up.".into())
    }

    /// The first line that the last process prints.
    fn first_line(&mut self) -> Result<String, String> {
        let last = self.processes.last_mut().ok_or("nothing runs")?;
        let output = last.stdout.take().ok_or("its output was read before")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
        Ok(line.trim().to_owned())
    }
}

impl Drop for Webhost {
    fn drop(&mut self) {
        while let Some(mut process) = self.processes.pop() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
