//! Which crate may depend on which: the arrows of the design, checked against `cargo metadata`.

use std::fmt;

use serde_json::Value;

/// When a dependency is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Normal,
    Dev,
    Build,
}

/// One crate of ours that depends on another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) kind: Kind,
}

impl fmt::Display for Edge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}", self.from, self.to)
    }
}

/// What each crate of ours may use of the others. The servers, `interview` and `sandbox`, stand
/// alone; `app` starts both of them inside the process for the demo.
const LAYERS: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("lever", &["core"]),
    ("credentials", &["core", "lever"]),
    ("providers", &["core"]),
    ("store", &["core"]),
    ("interview", &[]),
    ("sandbox", &[]),
    ("engine", &["core", "credentials", "lever", "providers", "store"]),
    ("app", &["core", "credentials", "engine", "interview", "lever", "providers", "sandbox", "store"]),
    ("webhost", &["app", "core", "store"]),
    ("testkit", &["core", "credentials", "lever", "providers", "store"]),
    ("fulcrum", &["app"]),
    ("xtask", &[]),
];

/// Who alone may use an outside crate, in any way.
const ONLY: &[(&str, Matches, &[&str])] = &[
    ("tauri", Matches::Start, &["fulcrum"]),
    ("rusqlite", Matches::Whole, &["store", "interview"]),
    ("keyring", Matches::Part, &["credentials"]),
    ("secret-service", Matches::Part, &["credentials"]),
];

/// Who alone may use an outside crate in the product itself; tests are free.
const ONLY_IN_THE_PRODUCT: &[(&str, &[&str])] =
    &[("reqwest", &["lever", "providers", "credentials", "interview", "sandbox"])];

#[derive(Clone, Copy)]
enum Matches {
    Start,
    Part,
    Whole,
}

/// The dependencies of all our crates, from the output of `cargo metadata --no-deps`.
pub(crate) fn edges(metadata: &str) -> Result<Vec<Edge>, String> {
    let metadata: Value =
        serde_json::from_str(metadata).map_err(|error| format!("cargo metadata: {error}"))?;
    let list = |value: &Value, name: &str| value[name].as_array().cloned().unwrap_or_default();
    let mut edges = Vec::new();
    for package in list(&metadata, "packages") {
        let from = folder(package["name"].as_str().unwrap_or_default());
        for dependency in list(&package, "dependencies") {
            let kind = match dependency["kind"].as_str() {
                Some("dev") => Kind::Dev,
                Some("build") => Kind::Build,
                _ => Kind::Normal,
            };
            let to = folder(dependency["name"].as_str().unwrap_or_default());
            edges.push(Edge { from: from.clone(), to, kind });
        }
    }
    Ok(edges)
}

/// Every arrow that points the wrong way, in words.
pub(crate) fn broken(edges: &[Edge]) -> Vec<String> {
    edges.iter().filter_map(why_broken).collect()
}

fn why_broken(edge: &Edge) -> Option<String> {
    let Edge { from, to, kind } = edge;
    for (name, matches, allowed) in ONLY {
        let hit = match matches {
            Matches::Start => to.starts_with(name),
            Matches::Part => to.contains(name),
            Matches::Whole => to == name,
        };
        if hit && !allowed.contains(&from.as_str()) {
            return Some(format!("{edge}: only {} may", allowed.join(" and ")));
        }
    }
    if *kind == Kind::Dev {
        return None;
    }
    for (name, allowed) in ONLY_IN_THE_PRODUCT {
        if to == name && !allowed.contains(&from.as_str()) {
            return Some(format!("{edge}: only {} may", allowed.join(", ")));
        }
    }
    if from == "core" && to == "tokio" {
        return Some(format!("{edge}: core knows no runtime"));
    }
    if to == "testkit" {
        return Some(format!("{edge}: testkit is for tests only"));
    }
    let is_ours = |name: &str| LAYERS.iter().any(|(ours, _)| *ours == name);
    if !is_ours(to) {
        return None;
    }
    match LAYERS.iter().find(|(ours, _)| ours == from) {
        Some((_, allowed)) if allowed.contains(&to.as_str()) => None,
        Some((_, [])) => Some(format!("{edge}: it stands alone")),
        Some((_, allowed)) => Some(format!("{edge}: it may use {} only", allowed.join(", "))),
        None => {
            Some(format!("{edge}: {from} has no place in the layers yet; give it one in xtask/src/arrows.rs"))
        }
    }
}

/// `fulcrum-core` is called `core` here; the root package stays `fulcrum`.
fn folder(package: &str) -> String {
    package.strip_prefix("fulcrum-").unwrap_or(package).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(from: &str, to: &str, kind: Kind) -> Option<String> {
        why_broken(&Edge { from: from.into(), to: to.into(), kind })
    }

    fn fine(from: &str, to: &str) {
        assert_eq!(words(from, to, Kind::Normal), None);
    }

    fn refused(from: &str, to: &str) {
        assert!(words(from, to, Kind::Normal).is_some(), "{from} -> {to} must be refused");
    }

    #[test]
    fn arrows_point_one_way() {
        fine("engine", "store");
        fine("app", "engine");
        fine("app", "sandbox");
        fine("fulcrum", "app");
        refused("store", "engine");
        refused("engine", "app");
        refused("fulcrum", "engine");
        fine("webhost", "store");
        refused("webhost", "engine");
        refused("fulcrum", "store");
        refused("sandbox", "core");
        refused("lever", "store");
    }

    #[test]
    fn core_stands_alone() {
        refused("core", "lever");
        refused("core", "tokio");
        assert_eq!(words("core", "tokio", Kind::Dev), None);
        fine("core", "serde");
    }

    #[test]
    fn outside_crates_have_their_place() {
        fine("fulcrum", "tauri-plugin-opener");
        refused("app", "tauri");
        assert!(words("app", "tauri", Kind::Dev).is_some());
        fine("interview", "rusqlite");
        refused("engine", "rusqlite");
        fine("credentials", "zbus-secret-service-keyring-store");
        refused("app", "keyring-core");
        refused("app", "secret-service");
        fine("sandbox", "reqwest");
        refused("app", "reqwest");
        assert_eq!(words("app", "reqwest", Kind::Dev), None);
    }

    #[test]
    fn testkit_is_for_tests() {
        refused("engine", "testkit");
        assert_eq!(words("engine", "testkit", Kind::Dev), None);
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        refused("newcomer", "core");
    }

    #[test]
    fn metadata_is_read() {
        let metadata = r#"{"packages":[{"name":"fulcrum-app","dependencies":[
            {"name":"fulcrum-core","kind":null},{"name":"tempfile","kind":"dev"}]}]}"#;
        let edge = |to: &str, kind| Edge { from: "app".into(), to: to.into(), kind };
        assert_eq!(edges(metadata), Ok(vec![edge("core", Kind::Normal), edge("tempfile", Kind::Dev)]));
        assert!(edges("not JSON").is_err());
    }
}
