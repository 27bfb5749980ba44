use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::app::RunningApp;
use super::browser::Browser;
use super::notifications::{Notification, Notifications};
use super::process::{Running, end, living_in};
use super::tray::{self, Tray, Watcher};
use super::{until, until_within};

/// A desktop of its own. Everything on it ends when this value is dropped.
pub struct Desktop {
    name: String,
    started: Instant,
    folder: tempfile::TempDir,
    environment: BTreeMap<String, String>,
    opened: Cell<usize>,
    begun: Cell<usize>,
    notifications: Option<Notifications>,
    watcher: Option<Watcher>,
    processes: RefCell<Vec<Running>>,
}

/// The app, started but not driven. Ends when dropped.
pub struct Begun {
    running: Running,
    log: PathBuf,
}

/// How the app ended.
pub struct Ended {
    /// True for exit code 0.
    pub ok: bool,
    /// Everything it printed.
    pub output: String,
}

impl Begun {
    /// Asks it to end, as the session does at log-out.
    pub fn terminate(&mut self) {
        end(self.running.child().id(), "TERM");
    }

    /// Ends it at once, as a power cut would. Profile and keychain stay as they are.
    pub async fn kill(mut self) {
        end(self.running.child().id(), "KILL");
        self.ended().await;
    }

    /// Waits until it has ended by itself.
    pub async fn ended(mut self) -> Ended {
        let status = until("the end of a launch", async || {
            self.running.child().try_wait().unwrap().ok_or_else(|| "it still runs".into())
        })
        .await;
        Ended { ok: status.success(), output: std::fs::read_to_string(&self.log).unwrap_or_default() }
    }
}

impl Desktop {
    /// Display, window manager, session bus, unlocked keychain, notification daemon, and somebody
    /// who watches for tray items.
    pub async fn start(name: &str) -> Self {
        let mut desktop = Self::start_without_a_tray(name).await;
        desktop.watcher = Some(Watcher::start(desktop.bus()).await);
        desktop
    }

    /// [`Desktop::start`] with a real panel, which shows the tray on pictures.
    pub async fn start_with_panel(name: &str) -> Self {
        let desktop = Self::start_without_a_tray(name).await;
        desktop.panel().await;
        desktop
    }

    /// [`Desktop::start`] on which nobody shows tray items.
    pub async fn start_without_a_tray(name: &str) -> Self {
        let folder = tempfile::Builder::new().prefix("fulcrum-desktop-").tempdir().unwrap();
        let mut desktop = Self {
            name: name.to_owned(),
            started: Instant::now(),
            folder,
            environment: BTreeMap::new(),
            opened: Cell::new(0),
            begun: Cell::new(0),
            notifications: None,
            watcher: None,
            processes: RefCell::default(),
        };
        desktop.furnish();
        let mut xvfb = desktop.command("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"]);
        let (xvfb, number) = Running::with_first_line(&mut xvfb, "Xvfb");
        desktop.keep(xvfb);
        desktop.set("DISPLAY", format!(":{number}"));
        let mut bus = desktop.command("dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]);
        let (bus, address) = Running::with_first_line(&mut bus, "dbus-daemon");
        desktop.keep(bus);
        desktop.set("DBUS_SESSION_BUS_ADDRESS", address);
        desktop.keep(Running::start(&mut desktop.command("openbox"), "openbox", &desktop.logs()));
        desktop.unlock_keychain().await;
        desktop.notifications = Some(Notifications::start(&desktop).await);
        desktop.say("ready");
        desktop
    }

    /// The app, driven through its own window.
    pub async fn app(&self, arguments: &[&str]) -> RunningApp {
        RunningApp::start(self, arguments).await
    }

    /// A browser for pages (the sign-in page, candidates' pages, the board).
    pub async fn browser(&self) -> Browser {
        Browser::start(self).await
    }

    /// Starts the app without driving it.
    pub fn begin(&self, arguments: &[&str]) -> Begun {
        let number = self.begun.get();
        self.begun.set(number + 1);
        let name = format!("launch-{number}");
        let mut command = self.command(env!("CARGO_BIN_EXE_fulcrum"));
        let running = Running::start(command.args(arguments), &name, &self.logs());
        Begun { running, log: self.logs().join(format!("{name}.log")) }
    }

    /// Starts the app and waits for its end, as for a second launch.
    pub async fn launch(&self, arguments: &[&str]) -> Ended {
        self.begin(arguments).ended().await
    }

    /// The next address that the app handed to "the person's browser", in order.
    pub async fn next_opened_url(&self) -> String {
        let file = self.path("opened");
        let number = self.opened.get();
        let url = until("an address to be opened", async || {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            match text.lines().nth(number) {
                Some(line) if text.lines().count() > number + 1 || text.ends_with('\n') => {
                    Ok(line.to_owned())
                }
                _ => Err(format!("{number} addresses were opened and used so far, no other one")),
            }
        })
        .await;
        self.opened.set(number + 1);
        url
    }

    /// Notifications so far, oldest first.
    pub fn notifications(&self) -> Vec<Notification> {
        self.notifications.as_ref().map(Notifications::all).unwrap_or_default()
    }

    /// Waits for a notification whose title or text contains `words`.
    pub async fn notification(&self, words: &str) -> Notification {
        until(&format!("a notification with \"{words}\""), async || {
            let all = self.notifications();
            let found = all.iter().find(|one| one.title.contains(words) || one.body.contains(words));
            found.cloned().ok_or_else(|| format!("{all:?}"))
        })
        .await
    }

    /// Clicks the newest notification on the screen with the mouse.
    pub async fn click_notification(&self) {
        let window = until("a notification on the screen", async || {
            let found = self.run("xdotool", &["search", "--onlyvisible", "--class", "Dunst"]);
            let text = String::from_utf8_lossy(&found.stdout).into_owned();
            text.lines().next().map(str::to_owned).ok_or_else(|| "none".into())
        })
        .await;
        self.must_run("xdotool", &["mousemove", "--window", &window, "30", "20", "click", "1"]);
    }

    /// Chooses an action of the newest notification by its words.
    pub fn press_notification(&self, action: &str) {
        std::fs::write(self.path("choice"), action).unwrap();
        self.must_run("dunstctl", &["context"]);
    }

    /// The app's item in the tray.
    pub async fn tray(&self) -> Tray {
        Tray::find(self.bus()).await
    }

    /// Locks the keychain, as when the session's keyring was never unlocked.
    pub fn lock_keychain(&self) {
        let destination = "--dest=org.freedesktop.secrets";
        let service = ["/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock"];
        let login = "array:objpath:/org/freedesktop/secrets/collection/login";
        self.must_run("dbus-send", &["--print-reply", destination, service[0], service[1], login]);
    }

    /// The person's home folder on this desktop.
    pub fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// The app's folder when it is started without `--profile`; the demo's is `demo` inside it.
    pub fn usual_profile(&self) -> PathBuf {
        self.home().join(".local/share/app.fulcrum.desktop")
    }

    /// A place for a test's own files.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Prints a line with the time since the start.
    pub fn say(&self, words: &str) {
        eprintln!("[{} {:>6.2} s] {words}", self.name, self.started.elapsed().as_secs_f32());
    }

    /// Sets a variable for everything that is started from now on.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.environment.insert(name.into(), value.into());
    }

    /// A command that runs on this desktop and knows no other one.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for leak in ["WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "XAUTHORITY", "GNOME_KEYRING_CONTROL"] {
            command.env_remove(leak);
        }
        command.envs(&self.environment).current_dir(self.folder.path());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let mut command = self.command(program);
        command.args(arguments).stdin(Stdio::null());
        command.output().unwrap_or_else(|error| panic!("{program}: {error}"))
    }

    pub(super) fn must_run(&self, program: &str, arguments: &[&str]) {
        let output = self.run(program, arguments);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{program} {arguments:?} failed: {words}");
    }

    pub(super) fn bus(&self) -> &str {
        &self.environment["DBUS_SESSION_BUS_ADDRESS"]
    }

    pub(super) fn logs(&self) -> PathBuf {
        self.path("logs")
    }

    pub(super) fn keep(&self, process: Running) {
        self.processes.borrow_mut().push(process);
    }

    /// Folders, variables, and the stand-ins for programs that would leave this desktop.
    fn furnish(&mut self) {
        for folder in ["bin", "logs", "run", "home/.local/share", "home/.config/dunst", "home/.cache"] {
            std::fs::create_dir_all(self.path(folder)).unwrap();
        }
        std::fs::set_permissions(self.path("run"), PermissionsExt::from_mode(0o700)).unwrap();
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        let path = format!("{}:{}", text(self.path("bin")), std::env::var("PATH").unwrap_or_default());
        for (name, value) in [
            ("HOME", text(self.home())),
            ("XDG_RUNTIME_DIR", text(self.path("run"))),
            ("XDG_DATA_HOME", text(self.home().join(".local/share"))),
            ("XDG_CONFIG_HOME", text(self.home().join(".config"))),
            ("XDG_CACHE_HOME", text(self.home().join(".cache"))),
            ("PATH", path),
            ("NO_AT_BRIDGE", "1".into()),
            ("GTK_A11Y", "none".into()),
            ("GSETTINGS_BACKEND", "memory".into()),
            ("LANG", "C.UTF-8".into()),
            ("TAURI_WEBVIEW_AUTOMATION", "true".into()),
            ("FULCRUM_LOG", "debug,hyper=info,zbus=info".into()),
        ] {
            self.set(name, value);
        }
        // "The person's browser" writes down what it is given; a test then drives a real one.
        self.script("xdg-open", &format!("printf '%s\\n' \"$1\" >> '{}'", text(self.path("opened"))));
        // dunst asks this program which action to take.
        self.script("choose", &format!("grep -m1 -F \"$(cat '{}')\"", text(self.path("choice"))));
        let settings = format!(
            "[global]\norigin = top-right\noffset = 10x50\nwidth = 360\nmouse_left_click = do_action\n\
             dmenu = {}\nidle_threshold = 0\n[urgency_normal]\ntimeout = 0\n",
            text(self.path("bin/choose"))
        );
        std::fs::write(self.home().join(".config/dunst/dunstrc"), settings).unwrap();
    }

    fn script(&self, name: &str, body: &str) {
        let file = self.path("bin").join(name);
        std::fs::write(&file, format!("#!/bin/sh\n{body}\n")).unwrap();
        std::fs::set_permissions(&file, PermissionsExt::from_mode(0o755)).unwrap();
    }

    async fn unlock_keychain(&self) {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--unlock", "--components=secrets", "--foreground"]);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut daemon = Running::spawned(&mut command, "gnome-keyring-daemon");
        daemon.child().stdin.take().unwrap().write_all(b"a password").unwrap();
        self.keep(daemon);
        self.owner_of("org.freedesktop.secrets").await;
    }

    /// Waits until somebody on the bus has this name.
    pub(super) async fn owner_of(&self, name: &str) {
        until_within(Duration::from_secs(10), &format!("{name} on the bus"), async || {
            let bus = ["--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"];
            let question = ["org.freedesktop.DBus.GetNameOwner", &format!("string:{name}")];
            let asked = self.run("dbus-send", &[&bus[..], &question[..]].concat());
            asked.status.success().then_some(()).ok_or_else(|| "nobody has that name".into())
        })
        .await;
    }

    async fn panel(&self) {
        let settings = self.home().join(".config/xfce4/xfconf/xfce-perchannel-xml");
        std::fs::create_dir_all(&settings).unwrap();
        std::fs::write(settings.join("xfce4-panel.xml"), tray::PANEL_SETTINGS).unwrap();
        let mut panel = self.command("xfce4-panel");
        panel.arg("--disable-wm-check");
        self.keep(Running::start(&mut panel, "xfce4-panel", &self.logs()));
        self.owner_of("org.kde.StatusNotifierWatcher").await;
        self.say("panel ready");
    }

    /// Keeps what helps to understand a failure.
    fn keep_evidence(&self) {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/e2e").join(&self.name);
        let _ = std::fs::create_dir_all(&target);
        let picture = target.join("screen.png");
        let _ = self.command("import").args(["-window", "root"]).arg(&picture).output();
        for log in std::fs::read_dir(self.logs()).into_iter().flatten().flatten() {
            let _ = std::fs::copy(log.path(), target.join(log.file_name()));
        }
        eprintln!("[{}] logs and a picture of the screen are in {}", self.name, target.display());
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.keep_evidence();
        }
        let mut processes = self.processes.take();
        while let Some(process) = processes.pop() {
            drop(process);
        }
        // Programs that the session bus started for the others.
        for pid in living_in(&self.home(), None) {
            end(pid, "KILL");
        }
        self.say("gone");
    }
}
