//! The playbooks that come with Fulcrum. Each is a file in `presets/`: to add one, add a file.

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::playbook::Playbook;
use crate::portable::{self, Directory, Imported, Refused};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/presets");

/// A playbook that comes with Fulcrum.
#[derive(Debug, Clone, Copy)]
pub struct Preset {
    /// Its name in files and in the store, for example `hubert`.
    pub key: &'static str,
    text: &'static str,
}

/// What a person should know of a preset before they use it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Its place in lists, from 1.
    pub order: u32,
    /// What it is like, in one line.
    pub summary: String,
    /// Where the screening really runs, and who is not contacted.
    pub runs: String,
    /// What to do in Lever and here before it is switched on.
    #[serde(default)]
    pub steps: Vec<String>,
    /// What of the original it does not do yet.
    #[serde(default)]
    pub missing: Vec<String>,
}

/// A preset's file, as far as it is about the preset.
#[derive(Deserialize)]
struct Head {
    name: String,
    about: About,
}

impl Preset {
    /// All of them, in order.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let preset = |file: &'static include_dir::File<'_>| {
            let key = file.path().file_stem()?.to_str()?;
            Some(Self { key, text: file.contents_utf8()? })
        };
        let mut all: Vec<Self> = FILES.files().filter_map(preset).collect();
        all.sort_by_key(|preset| preset.about().map(|(_, about)| about.order));
        all
    }

    /// The one of that key.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        Self::all().into_iter().find(|preset| preset.key == key)
    }

    /// Its name, and what a person should know of it.
    #[must_use]
    pub fn about(&self) -> Option<(String, About)> {
        toml::from_str::<Head>(self.text).ok().map(|head| (head.name, head.about))
    }

    /// The playbook for an account.
    ///
    /// # Errors
    /// None for the files that come with Fulcrum: a test reads them all.
    pub fn playbook(&self, known: &Directory) -> Result<Imported, Refused> {
        let imported = portable::import(self.text, known)?;
        let playbook = Playbook { preset: Some(self.key.to_owned()), ..imported.playbook };
        Ok(Imported { playbook, ..imported })
    }
}
