//! A private D-Bus session in a folder of its own, with or without a keyring.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Tells a child process that it runs inside a session.
const INSIDE: &str = "FULCRUM_TEST_SESSION";

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=BUS</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"#;

pub fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

pub struct Session {
    address: String,
    daemons: Vec<Child>,
    folder: tempfile::TempDir,
}

impl Session {
    /// No service is installed on this bus, so nothing is started on demand either.
    pub fn without_keyring() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("bus.conf");
        let socket = folder.path().join("bus");
        std::fs::write(&config, BUS.replace("BUS", &socket.display().to_string())).unwrap();
        let mut bus = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", config.display()))
            .args(["--print-address", "--nofork", "--nopidfile"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is needed for this test");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { address: address.trim().to_owned(), daemons: vec![bus], folder }
    }

    pub fn with_keyring() -> Self {
        let mut session = Self::without_keyring();
        let mut command = Command::new("gnome-keyring-daemon");
        session.at_home(&mut command);
        let mut keyring = command
            .args(["--unlock", "--components=secrets", "--foreground"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is needed for this test");
        keyring.stdin.take().unwrap().write_all(b"the password of the keyring").unwrap();
        session.daemons.push(keyring);
        session
    }

    fn at_home(&self, command: &mut Command) {
        let home: &Path = self.folder.path();
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address).env("HOME", home);
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
            command.env(name, home);
        }
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    }

    /// Runs one ignored test of this program inside.
    pub fn run(&self, test: &str) {
        let mut command = Command::new(std::env::current_exe().unwrap());
        self.at_home(&mut command);
        let output = command.args(["--exact", test, "--ignored"]).env(INSIDE, "1").output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        for daemon in self.daemons.iter_mut().rev() {
            // It may have ended by itself.
            let _ = daemon.kill();
            let _ = daemon.wait();
        }
    }
}

/// Locks every collection, as logging out of a screen does.
pub async fn lock() {
    let bus = zbus::Connection::session().await.unwrap();
    let service = zbus::Proxy::new(
        &bus,
        "org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service",
    )
    .await
    .unwrap();
    let collections: Vec<zbus::zvariant::OwnedObjectPath> =
        service.get_property("Collections").await.unwrap();
    assert!(!collections.is_empty());
    let (locked, _): (Vec<zbus::zvariant::OwnedObjectPath>, zbus::zvariant::OwnedObjectPath) =
        service.call("Lock", &(collections,)).await.unwrap();
    assert!(!locked.is_empty());
}
