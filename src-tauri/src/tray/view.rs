//! What the tray shows, as a value: computed from the status alone, compared before it is drawn.

use fulcrum_app::api::{SignInState, Status, SyncState};
use fulcrum_app::words::WORDS;

use crate::actions;

/// Everything that can be seen of the tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TrayView {
    /// The icon.
    pub(super) picture: Picture,
    /// How many things wait for the person: a number beside the icon, where the system shows one.
    pub(super) waiting: u32,
    /// What appears when the pointer rests on the icon (not on Linux).
    pub(super) tooltip: String,
    /// The menu, from top to bottom.
    pub(super) entries: Vec<Entry>,
}

/// The icons. They differ in shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// All is well, nothing goes out: the tile.
    Idle,
    /// Something goes out: with an arrow.
    Working,
    /// Something waits in the Inbox: with a dot.
    Inbox,
    /// Something stands in the way and needs the person: with a warning sign.
    Trouble,
    /// The person holds everything back: two bars.
    Paused,
    /// Lever is not being watched, offline or not connected: struck through.
    Offline,
}

/// One row of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// Words only.
    Line(String),
    /// Something to press.
    Item {
        /// The action, as [`crate::actions`] knows it.
        id: String,
        /// Its words.
        text: String,
    },
    /// A line between groups.
    Separator,
}

impl TrayView {
    /// While the application layer starts.
    pub(super) fn starting() -> Self {
        let headline = WORDS.tray.starting.to_string();
        let mut entries = vec![Entry::Line(headline.clone())];
        entries.extend(always());
        Self { picture: Picture::Idle, waiting: 0, tooltip: headline, entries }
    }

    /// What the tray shows for a status.
    pub(super) fn of(status: &Status) -> Self {
        let headline = headline(status);
        let counts = &status.counts;
        let mut entries = vec![Entry::Line(headline.clone())];
        if counts.open > 0 {
            entries.push(Entry::Line(WORDS.tray.under_way.with(counts.open)));
        }
        if counts.inbox > 0 {
            entries.push(item(actions::INBOX, &inbox_line(status)));
        }
        if !counts.recent_completions.is_empty() {
            entries.extend([Entry::Separator, Entry::Line(WORDS.tray.completed.to_string())]);
            entries.extend(counts.recent_completions.iter().map(|done| {
                let text = format!("{}: {}", shortened(&done.name), shortened(&done.assessment));
                Entry::Item { id: format!("{}{}", actions::CANDIDATE, done.screening_id), text }
            }));
        }
        if status.connection.state == SignInState::SignedIn {
            entries.extend([
                Entry::Separator,
                action(actions::SEND),
                action(actions::SYNC),
                action(if status.sync.state == SyncState::Paused { actions::RESUME } else { actions::PAUSE }),
                Entry::Separator,
                action(actions::SETTINGS),
            ]);
        }
        entries.extend(always());
        Self { picture: picture(status), waiting: counts.inbox, tooltip: tooltip(&headline, status), entries }
    }
}

/// A sign-in that needs the person comes first: without it nothing goes on. Looking at Lever is not
/// "working", else the icon would flicker every few seconds.
fn picture(status: &Status) -> Picture {
    match status.connection.state {
        SignInState::SignInAgain
        | SignInState::KeychainLocked
        | SignInState::KeychainMissing
        | SignInState::KeychainFailing => {
            return Picture::Trouble;
        }
        SignInState::SignedOut | SignInState::WaitingForBrowser => return Picture::Offline,
        SignInState::SignedIn => {}
    }
    match status.sync.state {
        SyncState::Offline => Picture::Offline,
        SyncState::Paused => Picture::Paused,
        SyncState::Troubled => Picture::Trouble,
        SyncState::Off | SyncState::Idle | SyncState::Syncing => {
            if status.counts.inbox > 0 || status.queue.stuck > 0 {
                Picture::Inbox
            } else if status.queue.waiting + status.queue.unclear > 0 {
                Picture::Working
            } else {
                Picture::Idle
            }
        }
    }
}

fn headline(status: &Status) -> String {
    if let Some(trouble) = WORDS.connection.trouble(status.connection.state, status.setup.connected) {
        return trouble.to_owned();
    }
    let said = &WORDS.tray;
    let account = match (&status.connection.account_name, status.connection.is_sample) {
        (Some(name), _) => shortened(name),
        (None, true) => WORDS.connection.sample.to_string(),
        (None, false) => said.nameless.to_string(),
    };
    match status.sync.state {
        SyncState::Off => said.no_trigger.with(account),
        SyncState::Idle | SyncState::Syncing => said.watching.with(account),
        SyncState::Paused => said.paused.to_string(),
        SyncState::Offline => said.offline.to_string(),
        SyncState::Troubled => said.troubled.to_string(),
    }
}

fn inbox_line(status: &Status) -> String {
    let counts = &status.counts;
    let mut parts = Vec::new();
    if counts.attention > 0 {
        parts.push(WORDS.tray.need_you.with(counts.attention));
    }
    if counts.to_review > 0 {
        parts.push(WORDS.tray.to_review.with(counts.to_review));
    }
    let other = counts.inbox.saturating_sub(counts.attention).saturating_sub(counts.to_review);
    if other > 0 {
        parts.push(WORDS.tray.others_wait.with(other));
    }
    format!("{}: {}", actions::label(actions::INBOX), parts.join(", "))
}

fn tooltip(headline: &str, status: &Status) -> String {
    let headline = WORDS.tray.tooltip.with(headline);
    if status.counts.inbox > 0 { format!("{headline}\n{}", inbox_line(status)) } else { headline }
}

/// What can be done at any time.
fn always() -> [Entry; 3] {
    [Entry::Separator, item(actions::OPEN, &WORDS.tray.open), item(actions::QUIT, &WORDS.tray.quit)]
}

fn item(id: &str, text: &str) -> Entry {
    Entry::Item { id: id.into(), text: text.into() }
}

/// An action under its own name.
fn action(id: &str) -> Entry {
    item(id, actions::label(id))
}

/// A menu is as wide as its longest row.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let head: String = text.chars().take(MOST - 1).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests;
