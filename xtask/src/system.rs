//! What the operating system must bring: on Debian and its kin it is installed, elsewhere said.

use std::collections::BTreeSet;
use std::process::Stdio;

use crate::Outcome;
use crate::commands::{program, run, works};

/// A system package and what it is for.
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) reason: &'static str,
}

const fn package(name: &'static str, reason: &'static str) -> Package {
    Package { name, reason }
}

/// Needed to build the app.
pub(crate) const TO_BUILD: &[Package] = &[
    package("build-essential", "the C compiler and linker"),
    package("pkg-config", "finds the libraries below"),
    package("libwebkit2gtk-4.1-dev", "the web view that the window shows"),
    package("libgtk-3-dev", "the window"),
    package("libayatana-appindicator3-dev", "the tray icon"),
    package("librsvg2-dev", "icons"),
];

/// Needed besides to run every test (a private desktop and a browser).
pub(crate) const TO_TEST: &[Package] = &[
    package("xvfb", "a display that nobody sees"),
    package("dbus", "a session bus of its own"),
    package("gnome-keyring", "a real keychain"),
    package("libsecret-tools", "looks into the keychain"),
    package("webkit2gtk-driver", "drives the app's window"),
    package("dunst", "a real notification daemon"),
    package("openbox", "a window manager"),
    package("xfce4-panel", "a real tray"),
    package("xdotool", "keyboard and mouse"),
    package("imagemagick", "pictures of the screen"),
    package("chromium", "the browser for pages"),
    package("chromium-driver", "drives the browser"),
    package("fonts-dejavu-core", "letters"),
];

/// Needed besides to run the Lever clients of others.
pub(crate) const TO_INTEROP: &[Package] =
    &[package("python3-venv", "Python, with an environment of its own for each client")];

/// Where packages come from.
pub(crate) enum Kind {
    /// Debian, Ubuntu and their kin.
    Debian,
    /// Another Linux.
    OtherLinux,
    /// Not Linux.
    Other,
}

/// Which kind of system this is.
pub(crate) fn kind() -> Kind {
    if !cfg!(target_os = "linux") {
        Kind::Other
    } else if works("dpkg-query", &["--version"]) && works("apt-get", &["--version"]) {
        Kind::Debian
    } else {
        Kind::OtherLinux
    }
}

/// Installs what is missing of `packages`, or says what to install.
pub(crate) fn install(packages: &[&'static [Package]]) -> Outcome {
    match kind() {
        Kind::Debian => install_debian(packages),
        Kind::OtherLinux => {
            let names: Vec<_> = packages.iter().copied().flatten().map(|package| package.name).collect();
            println!(
                "This is not Debian: please see to it that you have what Debian calls {}.",
                names.join(" ")
            );
            Ok(())
        }
        Kind::Other => Ok(()),
    }
}

fn install_debian(packages: &[&'static [Package]]) -> Outcome {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    println!("These system packages are missing and will be installed:");
    for package in &missing {
        println!("  {:<30} {}", package.name, package.reason);
    }
    let names = missing.iter().map(|package| package.name);
    let mut install = vec!["apt-get", "install", "--yes", "--no-install-recommends"];
    install.extend(names);
    let by_hand = format!("apt-get update && {}", install.join(" "));
    let prefix: &[&str] = if is_root() {
        &[]
    } else if works("sudo", &["--version"]) {
        println!("This needs administrator rights; sudo may ask for your password.");
        &["sudo"]
    } else {
        return Err(format!("This needs administrator rights. Please run as root: {by_hand}"));
    };
    for words in [vec!["apt-get", "update", "--quiet"], install] {
        let words: Vec<&str> = prefix.iter().copied().chain(words).collect();
        let Some((name, arguments)) = words.split_first() else { continue };
        let mut command = program(name);
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command).map_err(|error| format!("{error}\nPlease install by hand: {by_hand}"))?;
    }
    Ok(())
}

/// Packages that are not installed.
pub(crate) fn missing(packages: &[&'static [Package]]) -> Vec<&'static Package> {
    let all: Vec<&'static Package> = packages.iter().copied().flatten().collect();
    let mut asked = program("dpkg-query");
    asked.args(["--show", "--showformat", "${db:Status-Abbrev} ${Package}\\n"]);
    asked.args(all.iter().map(|package| package.name)).stderr(Stdio::null());
    // It ends with an error if one of them is unknown, and lists the others all the same.
    let output = asked.output().map(|output| output.stdout).unwrap_or_default();
    let listed = String::from_utf8_lossy(&output).into_owned();
    let there: BTreeSet<&str> =
        listed.lines().filter_map(|line| line.strip_prefix("ii ")).map(str::trim).collect();
    all.into_iter().filter(|package| !there.contains(package.name)).collect()
}

/// True if windows can be shown to somebody.
pub(crate) fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn is_root() -> bool {
    program("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
