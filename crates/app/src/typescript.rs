//! TypeScript for everything that crosses to the front end.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

/// Types found so far, by name.
pub(crate) struct Collected<'a> {
    config: &'a Config,
    found: BTreeMap<String, String>,
}

impl<'a> Collected<'a> {
    pub(crate) fn new(config: &'a Config) -> Self {
        Self { config, found: BTreeMap::new() }
    }

    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) {
        // Only types of their own have an output path; `Vec` and numbers are written in place.
        if T::output_path().is_some() {
            let name = T::name(self.config);
            if self.found.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            self.found.insert(name, format!("{docs}export {}\n", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }

    pub(crate) fn finish(self) -> BTreeMap<String, String> {
        self.found
    }
}

impl TypeVisitor for Collected<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}

/// The text of `ui/src/generated/api.ts`.
#[must_use]
pub fn module() -> String {
    let config = Config::default();
    let mut out = String::from("// Generated from crates/app by `cargo xtask generate`. Do not edit.\n\n");
    for declaration in crate::catalogue::declarations(&config).values() {
        out.push_str(declaration);
        out.push('\n');
    }
    out.push_str(&crate::catalogue::command_map(&config));
    out
}
