//! Processes of a test, ended by their id.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A process that ends with this value.
pub struct Running {
    name: String,
    child: Child,
}

impl Running {
    /// Starts a process whose output goes to `<logs>/<name>.log`.
    pub fn start(command: &mut Command, name: &str, logs: &Path) -> Self {
        let log = File::options().create(true).append(true).open(logs.join(format!("{name}.log"))).unwrap();
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        Self::spawned(command, name)
    }

    /// Starts a process and reads the first line that it prints.
    pub fn with_first_line(command: &mut Command, name: &str) -> (Self, String) {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut running = Self::spawned(command, name);
        let mut line = String::new();
        BufReader::new(running.child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        (running, line.trim().to_owned())
    }

    /// Starts a process as the command says.
    pub fn spawned(command: &mut Command, name: &str) -> Self {
        let child = command.spawn().unwrap_or_else(|error| {
            panic!("{name} does not start ({error}); `cargo xtask doctor` says what is missing")
        });
        Self { name: name.to_owned(), child }
    }

    /// The child itself.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// An error if it has already ended.
    pub fn is_alive(&mut self) -> Result<(), String> {
        match self.child.try_wait().unwrap() {
            None => Ok(()),
            Some(status) => Err(format!("{} ended: {status}", self.name)),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        end(self.child.id(), "TERM");
        let start = Instant::now();
        while self.child.try_wait().ok().flatten().is_none() {
            if start.elapsed() > Duration::from_secs(2) {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Sends a signal to one process.
pub fn end(pid: u32, signal: &str) {
    let _ =
        Command::new("kill").args([&format!("-{signal}"), &pid.to_string()]).stderr(Stdio::null()).status();
}

/// True while a process holds anything: it exists, and is not a zombie. A zombie with threads left is
/// still dying: what it had open closes only when the last thread is back from the disk.
pub fn is_running(pid: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{pid}/stat")) else { return false };
    let is_zombie = stat.rsplit(')').next().unwrap_or_default().trim_start().starts_with('Z');
    let threads = std::fs::read_dir(format!("/proc/{pid}/task")).map_or(0, Iterator::count);
    !is_zombie || threads > 1
}

/// Processes whose `HOME` is this folder and whose program is `program` (any, if none).
pub fn living_in(home: &Path, program: Option<&Path>) -> Vec<u32> {
    let wanted = [b"HOME=", home.as_os_str().as_encoded_bytes()].concat();
    let lives_there = |pid: u32| {
        let environment = std::fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        environment.split(|byte| *byte == 0).any(|variable| variable == wanted)
    };
    let runs = |pid: u32| {
        program.is_none_or(|program| {
            std::fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program)
        })
    };
    let entries = std::fs::read_dir("/proc").unwrap();
    entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|pid| runs(*pid) && is_running(*pid) && lives_there(*pid))
        .collect()
}

/// A port nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
