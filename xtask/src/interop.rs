//! Lever clients that others wrote and published, against the simulated Lever.
//!
//! If `fulcrum-sandbox` were wrong about Lever, our own client could be wrong in the same way and no test of
//! ours would notice. These clients know Lever from elsewhere. They run as they were published, each in an
//! environment of its own under `target/interop`; only the address they call is another (`tests/interop`).
//! What they report is compared with what the account holds.

mod account;
mod airbyte;
mod install;
mod lever_js;
mod tally;
mod tap_lever;

use std::fs;
use std::path::PathBuf;

use self::tally::Tally;
use crate::Outcome;
use crate::commands::{cargo, root, run as run_command, target};
use crate::report::Report;

/// A client, what installs it, and what it goes through.
struct Client {
    name: &'static str,
    version: &'static str,
    install: fn() -> Outcome,
    scenarios: fn(&mut Tally) -> Outcome,
}

const CLIENTS: &[Client] = &[
    Client {
        name: tap_lever::NAME,
        version: "1.1.0",
        install: tap_lever::install,
        scenarios: tap_lever::scenarios,
    },
    Client {
        name: airbyte::NAME,
        version: "0.3.1",
        install: airbyte::install,
        scenarios: airbyte::scenarios,
    },
    Client {
        name: lever_js::NAME,
        version: "0.1.9",
        install: lever_js::install,
        scenarios: lever_js::scenarios,
    },
];

/// Installs every client, or the named one, and lets each of them go through its scenarios.
pub(crate) fn run(only: Option<&str>) -> Outcome {
    let chosen: Vec<&Client> =
        CLIENTS.iter().filter(|client| only.is_none_or(|only| client.name == only)).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = CLIENTS.iter().map(|client| client.name).collect();
        return Err(format!("There is no such client; there are {}.", names.join(", ")));
    }
    fs::create_dir_all(folder()).map_err(|error| error.to_string())?;
    let mut report = Report::default();
    let mut is_built = false;
    report.step("the simulated Lever", || {
        run_command(cargo().args(["build", "--workspace", "--bin", "fulcrum-sandbox"]))?;
        is_built = true;
        Ok(())
    });
    if !is_built {
        return report.finish();
    }
    let mut tallies = Vec::new();
    for client in chosen {
        let mut tally = Tally::new(client.name, client.version);
        let title = format!("{} {}", client.name, client.version);
        report.step(&title, || {
            (client.install)()?;
            (client.scenarios)(&mut tally)
        });
        tallies.push(tally);
    }
    tally::print(&tallies);
    report.finish()
}

/// Where the clients are installed and leave what they print.
fn folder() -> PathBuf {
    target().join("interop")
}

/// What of them is versioned.
fn versioned(client: &str) -> PathBuf {
    root().join("tests/interop").join(client)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_named_are_those_pinned() {
        for client in CLIENTS {
            let read = |name: &str| fs::read_to_string(versioned(client.name).join(name)).unwrap_or_default();
            let python =
                read("requirements.txt").contains(&format!("\n{}=={} ", client.name, client.version));
            let npm = read("package.json").contains(&format!("\"{}\": \"{}\"", client.name, client.version));
            assert!(python || npm, "{} {}", client.name, client.version);
        }
    }

    #[test]
    fn the_pins_name_no_place_to_load_from() {
        for client in CLIENTS {
            for name in ["requirements.txt", "package-lock.json"] {
                let text = fs::read_to_string(versioned(client.name).join(name)).unwrap_or_default();
                assert!(
                    !text.contains("\"resolved\"") && !text.contains("index-url"),
                    "{}/{name}",
                    client.name
                );
            }
        }
    }
}
