//! What the tray shows, as a value: computed from the status alone, compared before it is drawn.

use fulcrum_app::api::{SignInState, Status, SyncState};

/// Everything that can be seen of the tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TrayView {
    /// The icon.
    pub(super) picture: Picture,
    /// A number beside the icon, where the system shows one.
    pub(super) label: Option<String>,
    /// What appears when the pointer rests on the icon (not on Linux).
    pub(super) tooltip: String,
    /// The menu, from top to bottom.
    pub(super) entries: Vec<Entry>,
}

/// The four icons. They differ in shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// All is well, nothing goes out.
    Idle,
    /// Something goes out.
    Working,
    /// Something waits for the person.
    Attention,
    /// Lever is not being watched: offline, paused, or not connected.
    Offline,
}

/// One row of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    /// Words only.
    Line(String),
    /// Something to press.
    Item {
        /// What pressing does.
        action: Action,
        /// Its words.
        text: String,
    },
    /// A line between groups.
    Separator,
}

/// What a press does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// Show the window as it is.
    Open,
    /// Show the Inbox.
    Inbox,
    /// Show a candidate, by screening id.
    Candidate(String),
    /// Show "Send screening now".
    Send,
    /// Look at Lever now.
    SyncNow,
    /// Hold everything back.
    Pause,
    /// Go on.
    Resume,
    /// End the program.
    Quit,
}

const CANDIDATE: &str = "candidate:";

impl Action {
    /// The id of the menu item.
    pub(super) fn id(&self) -> String {
        match self {
            Self::Open => "open".into(),
            Self::Inbox => "inbox".into(),
            Self::Candidate(id) => format!("{CANDIDATE}{id}"),
            Self::Send => "send".into(),
            Self::SyncNow => "sync".into(),
            Self::Pause => "pause".into(),
            Self::Resume => "resume".into(),
            Self::Quit => "quit".into(),
        }
    }

    /// The action behind the id of a menu item.
    pub(super) fn from_id(id: &str) -> Option<Self> {
        if let Some(id) = id.strip_prefix(CANDIDATE) {
            return Some(Self::Candidate(id.to_owned()));
        }
        [Self::Open, Self::Inbox, Self::Send, Self::SyncNow, Self::Pause, Self::Resume, Self::Quit]
            .into_iter()
            .find(|action| action.id() == id)
    }
}

impl TrayView {
    /// While the application layer starts.
    pub(super) fn starting() -> Self {
        let headline = "Fulcrum is starting…";
        let entries = vec![
            Entry::Line(headline.into()),
            Entry::Separator,
            item(Action::Open, "Open Fulcrum"),
            item(Action::Quit, "Quit"),
        ];
        Self { picture: Picture::Idle, label: None, tooltip: headline.into(), entries }
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
            entries.push(item(Action::Inbox, &inbox_line(status)));
        }
        if !counts.recent_completions.is_empty() {
            entries.extend([Entry::Separator, Entry::Line("Recently completed".into())]);
            entries.extend(counts.recent_completions.iter().map(|done| {
                let text = format!("{}: {}", shortened(&done.name), shortened(&done.assessment));
                Entry::Item { action: Action::Candidate(done.screening_id.clone()), text }
            }));
        }
        if status.connection.state == SignInState::SignedIn {
            entries.extend([
                Entry::Separator,
                item(Action::Send, "Send screening now…"),
                item(Action::SyncNow, "Sync now"),
                if status.sync.state == SyncState::Paused {
                    item(Action::Resume, "Resume")
                } else {
                    item(Action::Pause, "Pause")
                },
            ]);
        }
        entries.extend([Entry::Separator, item(Action::Open, "Open Fulcrum"), item(Action::Quit, "Quit")]);
        Self {
            picture: picture(status),
            label: (counts.inbox > 0).then(|| counts.inbox.to_string()),
            tooltip: tooltip(&headline, status),
            entries,
        }
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
            return Picture::Attention;
        }
        SignInState::SignedOut | SignInState::WaitingForBrowser => return Picture::Offline,
        SignInState::SignedIn => {}
    }
    match status.sync.state {
        SyncState::Offline | SyncState::Paused => Picture::Offline,
        SyncState::Troubled => Picture::Attention,
        SyncState::Off | SyncState::Idle | SyncState::Syncing => {
            if status.counts.inbox > 0 || status.queue.stuck > 0 {
                Picture::Attention
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
    format!("Inbox: {}", parts.join(", "))
}

fn tooltip(headline: &str, status: &Status) -> String {
    if status.counts.inbox > 0 {
        format!("Fulcrum: {headline}\n{}", inbox_line(status))
    } else {
        format!("Fulcrum: {headline}")
    }
}

fn item(action: Action, text: &str) -> Entry {
    Entry::Item { action, text: text.into() }
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
