//! A private D-Bus session in a folder of its own, with or without a keyring.
//!
//! The session's address is part of the environment, so a test runs its work in a child process:
//! the same program, asked for one ignored test. The functions are for the inside.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures::StreamExt as _;
use zbus::zvariant::{ObjectPath, OwnedObjectPath, OwnedValue, Value};

/// Tells a child process that it runs inside a session.
const INSIDE: &str = "FULCRUM_TEST_SESSION";
const PASSWORD: &[u8] = b"the password of the keyring";
/// Everything that is started here answers within milliseconds; this is for a very busy computer.
const PATIENCE: Duration = Duration::from_secs(20);

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path=BUS</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>"#;

/// Whether this process runs inside a session.
#[must_use]
pub fn is_inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// A session; it ends with this value.
pub struct Session {
    folder: tempfile::TempDir,
    _daemons: Vec<Daemon>,
}

/// A process that ends with this value.
pub struct Daemon(Child);

impl Drop for Daemon {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Session {
    /// No service is installed on this bus, so nothing is started on demand either.
    #[must_use]
    pub fn without_keyring() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let home = folder.path();
        let config = BUS.replace("BUS", &socket(home).display().to_string());
        std::fs::write(home.join("bus.conf"), config).expect("the folder can be written");
        let bus = bus(home);
        Self { folder, _daemons: vec![bus] }
    }

    /// With an unlocked keyring.
    #[must_use]
    pub fn with_keyring() -> Self {
        let mut session = Self::without_keyring();
        let keyring = keyring(session.folder.path());
        session._daemons.push(keyring);
        session
    }

    /// Runs one ignored test of this program inside; it must pass.
    pub fn run(&self, test: &str) {
        let output = self.run_with(test, &[]);
        let said = String::from_utf8_lossy(&output.stdout);
        let why = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}{why}");
    }

    fn run_with(&self, test: &str, more: &[(&str, &str)]) -> Output {
        let mut command = ignored_test(test);
        at_home(&mut command, self.folder.path());
        command.env(INSIDE, "1").envs(more.iter().copied());
        command.output().expect("this program can be started")
    }
}

fn ignored_test(test: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command
}

/// Runs another ignored test of this program in a process of its own, inside the same session, and
/// gives what it said and whether it passed. It may die.
#[must_use]
pub fn run_beside(test: &str, environment: &[(&str, &str)]) -> (bool, String) {
    let output = ignored_test(test).envs(environment.iter().copied()).output();
    let output = output.expect("this program can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success() && said.contains("1 passed"), said)
}

fn socket(home: &Path) -> PathBuf {
    home.join("bus")
}

fn at_home(command: &mut Command, home: &Path) {
    let address = format!("unix:path={}", socket(home).display());
    command.env("DBUS_SESSION_BUS_ADDRESS", address).env("HOME", home);
    for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        command.env(name, home);
    }
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
}

fn bus(home: &Path) -> Daemon {
    // What a bus that was killed leaves behind.
    let _ = std::fs::remove_file(socket(home));
    let mut bus = Command::new("dbus-daemon")
        .arg(format!("--config-file={}", home.join("bus.conf").display()))
        .args(["--print-address", "--nofork", "--nopidfile"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("dbus-daemon is needed for this test");
    let mut address = String::new();
    let stdout = bus.stdout.take().expect("it is piped");
    BufReader::new(stdout).read_line(&mut address).expect("the bus says its address");
    Daemon(bus)
}

fn keyring(home: &Path) -> Daemon {
    let mut command = Command::new("gnome-keyring-daemon");
    at_home(&mut command, home);
    let mut keyring = command
        .args(["--unlock", "--components=secrets", "--foreground"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("gnome-keyring-daemon is needed for this test");
    let mut stdin = keyring.stdin.take().expect("it is piped");
    stdin.write_all(PASSWORD).expect("the keyring takes its password");
    Daemon(keyring)
}

fn home() -> PathBuf {
    assert!(is_inside(), "only meant to run in a session of its own");
    PathBuf::from(std::env::var_os("HOME").expect("a session has a home"))
}

/// Ends the keyring's process, as a crash of it does. `start_keyring` brings another one.
pub async fn kill_keyring() {
    kill("org.freedesktop.secrets").await;
}

/// Another unlocked keyring with the same secrets.
pub async fn start_keyring() -> Daemon {
    let keyring = keyring(&home());
    keyring_is_there().await;
    keyring
}

/// Ends the bus, and with it the keyring, and begins both anew at the same address.
pub async fn restart_bus() -> (Daemon, Daemon) {
    kill("org.freedesktop.DBus").await;
    let bus = bus(&home());
    (bus, start_keyring().await)
}

async fn kill(name: &str) {
    let connection = zbus::Connection::session().await.expect("the bus answers");
    let dbus = zbus::fdo::DBusProxy::new(&connection).await.expect("the bus answers");
    let name = name.try_into().expect("a name");
    let id = dbus.get_connection_unix_process_id(name).await.expect("somebody has the name");
    let killed = Command::new("kill").args(["-KILL", &id.to_string()]).status().expect("kill exists");
    assert!(killed.success());
    // A process that has ended may stay a zombie of whoever started it.
    let ended = || {
        std::fs::read_to_string(format!("/proc/{id}/stat"))
            .map_or(true, |stat| stat.rsplit(')').next().is_some_and(|rest| rest.starts_with(" Z")))
    };
    let until = Instant::now() + PATIENCE;
    while !ended() {
        assert!(Instant::now() < until, "process {id} does not end");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// Waits until a keyring answers on the bus.
pub async fn keyring_is_there() {
    let until = Instant::now() + PATIENCE;
    loop {
        let looked = async {
            let service = service(&zbus::Connection::session().await?).await?;
            service.get_property::<Vec<OwnedObjectPath>>("Collections").await
        };
        match looked.await {
            Ok(collections) if !collections.is_empty() => return,
            other => assert!(Instant::now() < until, "the keyring never came up: {other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn service(bus: &zbus::Connection) -> zbus::Result<zbus::Proxy<'static>> {
    let path = "/org/freedesktop/secrets";
    zbus::Proxy::new(bus, "org.freedesktop.secrets", path, "org.freedesktop.Secret.Service").await
}

/// Locks every collection, as logging out of a screen does.
pub async fn lock() {
    let bus = zbus::Connection::session().await.expect("the bus answers");
    let service = service(&bus).await.expect("the keyring answers");
    let collections: Vec<OwnedObjectPath> =
        service.get_property("Collections").await.expect("the keyring answers");
    let (locked, _): (Vec<OwnedObjectPath>, OwnedObjectPath) =
        service.call("Lock", &(collections,)).await.expect("it can be locked");
    assert!(!locked.is_empty());
}

/// Counts how often somebody was asked to unlock something, from now on.
pub struct Prompts {
    count: Arc<AtomicUsize>,
}

impl Prompts {
    /// Listens on the bus.
    pub async fn listen() -> Self {
        let bus = zbus::Connection::session().await.expect("the bus answers");
        let rule = zbus::MatchRule::builder()
            .msg_type(zbus::message::Type::MethodCall)
            .interface("org.freedesktop.Secret.Prompt")
            .and_then(|rule| rule.member("Prompt"))
            .expect("a rule")
            .build();
        let mut messages = zbus::MessageStream::from(&bus);
        let monitoring = zbus::fdo::MonitoringProxy::new(&bus).await.expect("the bus answers");
        monitoring.become_monitor(&[rule], 0).await.expect("the bus lets us listen");
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        tokio::spawn(async move {
            let _bus = bus;
            while let Some(Ok(message)) = messages.next().await {
                if message.header().member().is_some_and(|member| member.as_str() == "Prompt") {
                    counted.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        Self { count }
    }

    /// So far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count.load(Ordering::SeqCst)
    }
}

/// The names of a program's entries, sorted, without opening any.
pub async fn entries(service: &str) -> Vec<String> {
    let mut names = Vec::new();
    for item in items(&[("service", service)]).await {
        // One that was deleted meanwhile has none.
        let attributes = item.get_property::<HashMap<String, String>>("Attributes").await;
        names.extend(attributes.ok().and_then(|mut attributes| attributes.remove("username")));
    }
    names.sort();
    names
}

/// Puts something else into an entry, as a fault of the disk or another program does.
pub async fn spoil(service: &str, name: &str, bytes: &[u8]) {
    let items = items(&[("service", service), ("username", name)]).await;
    assert_eq!(items.len(), 1, "{name}");
    let secret = secret(items[0].connection(), bytes).await;
    let () = items[0].call("SetSecret", &(secret,)).await.expect("the entry takes it");
}

/// Deletes an entry.
pub async fn remove(service: &str, name: &str) {
    for item in items(&[("service", service), ("username", name)]).await {
        let _: OwnedObjectPath = item.call("Delete", &()).await.expect("it can be deleted");
    }
}

/// Adds an entry of the same name with something more about it, as reading in a backup may.
pub async fn duplicate(service: &str, name: &str, bytes: &[u8]) {
    let bus = zbus::Connection::session().await.expect("the bus answers");
    let secret = secret(&bus, bytes).await;
    let path = "/org/freedesktop/secrets/collection/login";
    let collection =
        zbus::Proxy::new(&bus, "org.freedesktop.secrets", path, "org.freedesktop.Secret.Collection").await;
    let attributes = HashMap::from([("service", service), ("username", name), ("from", "a backup")]);
    let properties = HashMap::from([
        ("org.freedesktop.Secret.Item.Label", Value::from("a duplicate")),
        ("org.freedesktop.Secret.Item.Attributes", Value::from(attributes)),
    ]);
    let collection = collection.expect("the keyring answers");
    let created = collection.call("CreateItem", &(properties, secret, false)).await;
    let (_, _): (OwnedObjectPath, OwnedObjectPath) = created.expect("it can be created");
}

/// Leaves it open, and unable to write anything, as on a full disk.
pub fn cannot_write() {
    let folder = home().join("keyrings");
    std::fs::rename(&folder, home().join("keyrings of before")).expect("the keyring has a folder");
    std::fs::write(folder, "").expect("a file can take its place");
}

async fn items(attributes: &[(&str, &str)]) -> Vec<zbus::Proxy<'static>> {
    let bus = zbus::Connection::session().await.expect("the bus answers");
    let service = service(&bus).await.expect("the keyring answers");
    let attributes: HashMap<&str, &str> = attributes.iter().copied().collect();
    let until = Instant::now() + PATIENCE;
    let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) = loop {
        // It fails when an entry is deleted meanwhile.
        match service.call("SearchItems", &(&attributes,)).await {
            Ok(found) => break found,
            Err(error) => assert!(Instant::now() < until, "it cannot be searched: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    let mut items = Vec::new();
    for path in open.into_iter().chain(locked) {
        let item =
            zbus::Proxy::new(&bus, "org.freedesktop.secrets", path, "org.freedesktop.Secret.Item").await;
        items.push(item.expect("the keyring answers"));
    }
    items
}

/// A secret as it crosses the bus.
async fn secret<'a>(bus: &zbus::Connection, bytes: &'a [u8]) -> Crossing<'a> {
    let service = service(bus).await.expect("the keyring answers");
    let (_, session): (OwnedValue, OwnedObjectPath) =
        service.call("OpenSession", &("plain", Value::from(""))).await.expect("a session");
    (session, &[], bytes, "application/octet-stream")
}

type Crossing<'a> = (OwnedObjectPath, &'a [u8], &'a [u8], &'a str);

/// Unlocks it, as a person does who types the password.
pub async fn unlock() {
    let bus = zbus::Connection::session().await.expect("the bus answers");
    let service = service(&bus).await.expect("the keyring answers");
    let (_, session): (OwnedValue, OwnedObjectPath) =
        service.call("OpenSession", &("plain", Value::from(""))).await.expect("a session");
    let gnome = zbus::Proxy::new(
        &bus,
        "org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
    );
    let gnome = gnome.await.expect("the keyring answers");
    let collection = ObjectPath::from_static_str_unchecked("/org/freedesktop/secrets/collection/login");
    let none: &[u8] = &[];
    let password = (session, none, PASSWORD, "text/plain");
    let () = gnome.call("UnlockWithMasterPassword", &(collection, password)).await.expect("it opens");
}
