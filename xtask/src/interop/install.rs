//! Each client gets an environment of its own: their old pins contradict each other.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{folder, versioned};
use crate::Outcome;
use crate::commands::{npm, program, run};
use crate::{node, system};

/// Sees to it that a Python client is installed as pinned; `versions` are those of Python 3 it runs on.
pub(super) fn python(client: &str, versions: &[u32]) -> Outcome {
    let environment = environment(client);
    let wanted = versioned(client).join("requirements.txt");
    let pins = fs::read_to_string(&wanted).map_err(|error| format!("{}: {error}", wanted.display()))?;
    let marker = environment.join("installed.txt");
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == pins) {
        return Ok(());
    }
    let python = interpreter(client, versions)?;
    let _ = fs::remove_dir_all(&environment);
    run(program(&python).args(["-m", "venv"]).arg(&environment))?;
    let mut install = in_environment(client);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    // Everything is pinned by its hash, also what a client needs itself; nothing is chosen at this moment.
    install.args(["--require-hashes", "--no-deps", "--requirement"]).arg(wanted);
    install.env("PIP_CONSTRAINT", versioned("build-requirements.txt"));
    run(&mut install)?;
    fs::write(marker, pins).map_err(|error| error.to_string())
}

/// The Python of a client's environment.
pub(super) fn in_environment(client: &str) -> Command {
    let binary = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let mut command = program(environment(client).join(binary));
    // Modules beside a runner would leave their compiled form among the versioned files.
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Sees to it that an npm client is installed as locked, with its runner beside it.
pub(super) fn node(client: &str) -> Result<PathBuf, String> {
    node::check_version()?;
    let environment = environment(client);
    fs::create_dir_all(&environment).map_err(|error| error.to_string())?;
    let mut is_new = !environment.join("node_modules").is_dir();
    for name in ["package.json", "package-lock.json", "run.mjs"] {
        let text = read(&versioned(client).join(name))?;
        if read(&environment.join(name)).ok().as_ref() != Some(&text) {
            is_new |= name == "package-lock.json";
            fs::write(environment.join(name), text).map_err(|error| error.to_string())?;
        }
    }
    if is_new {
        run(npm().args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&environment))?;
    }
    Ok(environment.join("run.mjs"))
}

fn environment(client: &str) -> PathBuf {
    folder().join(client)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// A Python that the client runs on, which can make environments.
fn interpreter(client: &str, versions: &[u32]) -> Result<String, String> {
    if let Some(found) = capable(versions) {
        return Ok(found);
    }
    system::install(&[system::TO_INTEROP])?;
    capable(versions).ok_or_else(|| {
        let names: Vec<String> = versions.iter().map(|minor| format!("3.{minor}")).collect();
        format!("{client} needs Python {}, with venv. Debian 12 has 3.11.", names.join(" or "))
    })
}

fn capable(versions: &[u32]) -> Option<String> {
    let named = versions.iter().map(|minor| format!("python3.{minor}"));
    named.chain(["python3".to_owned(), "python".to_owned()]).find(|name| {
        let allowed: Vec<String> = versions.iter().map(|minor| format!("(3, {minor})")).collect();
        let question = format!(
            "import ensurepip, sys, venv; sys.exit(sys.version_info[:2] not in [{}])",
            allowed.join(", ")
        );
        let mut asked = program(name);
        asked.args(["-c", &question]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        asked.status().is_ok_and(|status| status.success())
    })
}
