//! What is said where there is no page: in the tray, in notifications, in the menu of a Mac, in the window's
//! title, and in the dialogs of a start that failed. The words stand with those of the page, in
//! `ui/src/words/native.json`, which the page reads, too: what both say is written once.
#![expect(missing_docs, reason = "a field is called as in the catalogue, which has its words")]

mod sentence;

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::api::SignInState;
pub use sentence::{
    OfAccount, OfCount, OfError, OfFolder, OfFolderAndError, OfHeadline, OfNames, OfNamesAndCount, OfReason,
    OfTitle, OfTwo, OfWhat, OfWho, OfWhoAndWhat, Text,
};

const NATIVE: &str = include_str!("../../../ui/src/words/native.json");

/// The catalogue. Empty only if it cannot be read, which a test rules out.
pub static WORDS: LazyLock<Words> = LazyLock::new(|| serde_json::from_str(NATIVE).unwrap_or_default());

/// Everything in it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Words {
    pub actions: Vec<Action>,
    pub connection: Connection,
    pub tray: Tray,
    pub menu: Menu,
    pub window: Window,
    pub notices: Notices,
    pub failure: Failure,
    pub desktop: Desktop,
}

/// An action of the page that menus outside of the window offer.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Action {
    pub id: String,
    pub label: Text,
    /// Keys as the page writes them, such as `mod+r`.
    #[serde(default)]
    pub shortcuts: Vec<String>,
    /// The command that it comes down to, where it needs no window.
    pub command: Option<String>,
    pub request: Option<Value>,
}

/// To what one is connected, and what stands in the way.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Connection {
    pub sample: Text,
    pub signed_out: Text,
    pub waiting: Text,
    pub again: Text,
    pub locked: Text,
    pub silent: Text,
    pub missing: Text,
    pub failing: Text,
}

impl Connection {
    /// What stands in the way; none while signed in. A keychain that was there when Lever was connected may come back.
    #[must_use]
    pub fn trouble(&self, state: SignInState, connected: bool) -> Option<&str> {
        match state {
            SignInState::SignedOut => Some(&self.signed_out),
            SignInState::WaitingForBrowser => Some(&self.waiting),
            SignInState::SignInAgain => Some(&self.again),
            SignInState::KeychainLocked => Some(&self.locked),
            SignInState::KeychainMissing if connected => Some(&self.silent),
            SignInState::KeychainMissing => Some(&self.missing),
            SignInState::KeychainFailing => Some(&self.failing),
            SignInState::SignedIn => None,
        }
    }
}

/// The tray's icon and its menu.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Tray {
    pub starting: Text,
    pub tooltip: OfHeadline,
    pub open: Text,
    pub quit: Text,
    pub nameless: Text,
    pub watching: OfAccount,
    pub no_trigger: OfAccount,
    pub paused: Text,
    pub offline: Text,
    pub troubled: Text,
    pub under_way: Counted,
    pub need_you: Counted,
    pub to_review: OfCount,
    pub others_wait: OfCount,
    pub completed: Text,
}

/// One is said otherwise than many.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    pub one: OfCount,
    pub many: OfCount,
}

impl Counted {
    /// The sentence for so many.
    #[must_use]
    pub fn with(&self, n: u32) -> String {
        if n == 1 { self.one.with(n) } else { self.many.with(n) }
    }
}

/// The headings of the menu bar.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Menu {
    pub app: Text,
    pub file: Text,
    pub edit: Text,
    pub go: Text,
    pub window: Text,
    pub help: Text,
}

/// The window's title.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Window {
    pub title: Text,
    pub sample: OfTitle,
}

/// Notifications, and what is kept of them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    pub buttons: Buttons,
    pub completed: Completed,
    pub attention: Attention,
    pub waiting: Waiting,
    pub connection: Text,
    pub somebody: Text,
    pub names: Names,
    pub shown: Text,
    pub silent: OfReason,
    pub silence: Silences,
}

/// The buttons of a notification.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Buttons {
    pub review: Text,
    pub show: Text,
    pub snooze: Text,
}

/// A candidate has finished.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completed {
    pub title: Text,
    pub text: OfWhoAndWhat,
    pub several: Several,
    pub about: Text,
    pub detail: OfWhat,
}

/// Something must be settled.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attention {
    pub title: Text,
    pub text: OfWho,
    pub nameless: Text,
    pub several: Several,
    pub about: Text,
}

/// Arrivals wait for a yes.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    pub title: OfWho,
    pub several: OfCount,
    pub text: Text,
    pub about: Text,
    pub detail: Text,
}

/// Several that are told together.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Several {
    pub title: OfCount,
    pub text: OfNames,
    pub nameless: Text,
}

/// The names of several.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Names {
    pub two: OfTwo,
    pub one_more: OfNames,
    pub more: OfNamesAndCount,
}

/// Why nothing was shown.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Silences {
    pub settled: Text,
    pub off: Text,
    pub category: Text,
    pub not_mine: Text,
    pub quiet: Text,
}

/// The program cannot start.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Failure {
    pub newer: Text,
    pub not_started: Text,
    pub details: OfError,
    pub log: OfFolder,
    pub running: Text,
    pub running_text: OfFolder,
    pub no_folder: OfFolderAndError,
    pub terminal: OfError,
}

/// What the desktop could not do for the page.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Desktop {
    pub not_opened: Text,
    pub no_browser: Text,
    pub not_saved: Text,
    pub no_file_manager: Text,
    pub no_autostart: Text,
    pub autostart_refused: Text,
}

#[cfg(test)]
mod outside;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_can_be_read() {
        let words: Words = serde_json::from_str(NATIVE).unwrap();
        assert!(!words.actions.is_empty());
    }

    #[test]
    fn nothing_may_be_missing_or_left_over() {
        let whole: Value = serde_json::from_str(NATIVE).unwrap();
        let mut places = Vec::new();
        objects(&whole, String::new(), &mut places);
        for place in places {
            let mut more = whole.clone();
            more.pointer_mut(&place).unwrap()["unknown"] = Value::from("words");
            assert!(serde_json::from_value::<Words>(more).is_err(), "{place}");
            for key in whole.pointer(&place).unwrap().as_object().unwrap().keys() {
                let mut less = whole.clone();
                less.pointer_mut(&place).unwrap().as_object_mut().unwrap().remove(key);
                assert!(serde_json::from_value::<Words>(less).is_err(), "{place}/{key}");
            }
        }
    }

    /// Where objects are; the rows of actions, which leave out what they do not need, are not among them.
    fn objects(value: &Value, place: String, found: &mut Vec<String>) {
        let Value::Object(fields) = value else { return };
        for (key, inner) in fields {
            objects(inner, format!("{place}/{key}"), found);
        }
        found.push(place);
    }
}
