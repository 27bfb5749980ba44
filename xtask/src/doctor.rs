//! What is missing on this computer, and how to get it.

use crate::commands::works;
use crate::{Outcome, node, system};

/// Prints the findings. Missing tools are an error only if nothing can be built without them.
pub(crate) fn run() -> Outcome {
    let mut blocked = false;
    match node::check_version() {
        Ok(()) => good("Node.js"),
        Err(words) => {
            blocked = true;
            bad(&words);
        }
    }
    match system::kind() {
        system::Kind::Debian => {
            for (what, packages) in [("to build", system::TO_BUILD), ("to test", system::TO_TEST)] {
                let missing = system::missing(&[packages]);
                if missing.is_empty() {
                    good(&format!("system packages {what}"));
                    continue;
                }
                bad(&format!("system packages {what} are missing; the other commands install them:"));
                for package in missing {
                    println!("        {:<30} {}", package.name, package.reason);
                }
            }
        }
        system::Kind::OtherLinux => {
            println!("  ?  This is not Debian. Please install what Debian calls:");
            for package in system::TO_BUILD.iter().chain(system::TO_TEST) {
                println!("        {:<30} {}", package.name, package.reason);
            }
        }
        system::Kind::Other if cfg!(target_os = "macos") => {
            if works("xcrun", &["--version"]) {
                good("Xcode's command line tools");
            } else {
                blocked = true;
                bad("Xcode's command line tools are missing: xcode-select --install");
            }
        }
        system::Kind::Other => {
            println!("  ?  Needed: Visual Studio Build Tools with \"Desktop development with C++\", and");
            println!("     WebView2 (part of Windows 11; else from Microsoft's site).");
        }
    }
    if system::has_display() {
        good("a display");
    } else {
        println!("  -  no display: `cargo xtask demo` plays its story on a private one");
    }
    for (name, arguments, about) in [
        (
            "cargo-nextest",
            ["nextest", "--version"],
            "quicker test runs: cargo install --locked cargo-nextest",
        ),
        (
            "cargo-deny",
            ["deny", "--version"],
            "checks licences of dependencies: cargo install --locked cargo-deny",
        ),
    ] {
        if works("cargo", &arguments) {
            good(name);
        } else {
            println!("  -  {name} is not installed ({about})");
        }
    }
    if blocked { Err("Something is missing without which nothing can be built.".into()) } else { Ok(()) }
}

fn good(what: &str) {
    println!("  ok {what}");
}

fn bad(words: &str) {
    println!("  !! {words}");
}
