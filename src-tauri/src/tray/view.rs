//! What the tray shows, as a value: computed from the status alone, compared before it is drawn.

use fulcrum_app::api::{SignInState, Status, SyncState};

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
        let headline = "Fulcrum is starting…";
        let entries = vec![
            Entry::Line(headline.into()),
            Entry::Separator,
            item(actions::OPEN, "Open Fulcrum"),
            item(actions::QUIT, "Quit"),
        ];
        Self { picture: Picture::Idle, waiting: 0, tooltip: headline.into(), entries }
    }

    /// What the tray shows for a status.
    pub(super) fn of(status: &Status) -> Self {
        let headline = headline(status);
        let counts = &status.counts;
        let mut entries = vec![Entry::Line(headline.clone())];
        if counts.open > 0 {
            entries.push(Entry::Line(number(counts.open, "screening under way", "screenings under way")));
        }
        if counts.inbox > 0 {
            entries.push(item(actions::INBOX, &inbox_line(status)));
        }
        if !counts.recent_completions.is_empty() {
            entries.extend([Entry::Separator, Entry::Line("Recently completed".into())]);
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
        entries.extend([Entry::Separator, item(actions::OPEN, "Open Fulcrum"), item(actions::QUIT, "Quit")]);
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
    let account = match (&status.connection.account_name, status.connection.is_sample) {
        (Some(name), _) => shortened(name),
        (None, true) => "the sample company".into(),
        (None, false) => "Lever".into(),
    };
    match status.connection.state {
        SignInState::SignedOut => "Not connected to Lever".into(),
        SignInState::WaitingForBrowser => "Waiting for the browser…".into(),
        SignInState::SignInAgain => "Please sign in to Lever again".into(),
        SignInState::KeychainLocked => "The keychain is locked".into(),
        // One that was there before may come back.
        SignInState::KeychainMissing if status.setup.connected => "The keychain does not answer".into(),
        SignInState::KeychainMissing => "This computer has no keychain".into(),
        SignInState::KeychainFailing => "The keychain does not do as asked".into(),
        SignInState::SignedIn => match status.sync.state {
            SyncState::Off => format!("Connected to {account}; no trigger is on"),
            SyncState::Idle | SyncState::Syncing => format!("Watching {account}"),
            SyncState::Paused => "Paused: nothing goes out".into(),
            SyncState::Offline => "Offline: everything waits".into(),
            SyncState::Troubled => "Lever answers with errors".into(),
        },
    }
}

fn inbox_line(status: &Status) -> String {
    let counts = &status.counts;
    let mut parts = Vec::new();
    if counts.attention > 0 {
        parts.push(number(counts.attention, "needs you", "need you"));
    }
    if counts.to_review > 0 {
        parts.push(format!("{} to review", counts.to_review));
    }
    let other = counts.inbox.saturating_sub(counts.attention).saturating_sub(counts.to_review);
    if other > 0 {
        parts.push(format!("{other} waiting"));
    }
    format!("{}: {}", actions::label(actions::INBOX), parts.join(", "))
}

fn tooltip(headline: &str, status: &Status) -> String {
    if status.counts.inbox > 0 {
        format!("Fulcrum: {headline}\n{}", inbox_line(status))
    } else {
        format!("Fulcrum: {headline}")
    }
}

fn item(id: &str, text: &str) -> Entry {
    Entry::Item { id: id.into(), text: text.into() }
}

/// An action under its own name.
fn action(id: &str) -> Entry {
    item(id, actions::label(id))
}

fn number(count: u32, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
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
