use fulcrum_app::api::{
    CompletionView, ConnectionView, CountsView, InterviewView, QueueView, SetupView, SyncView,
};

use super::*;

fn status() -> Status {
    Status {
        connection: ConnectionView {
            state: SignInState::SignedIn,
            cause: None,
            account_name: Some("Northwind".into()),
            user: None,
            environment: None,
            by_key: false,
            is_sample: false,
            this_run_only: false,
            problem: None,
        },
        sync: SyncView { state: SyncState::Idle, last_at: None, next_at: None, problem: None },
        queue: QueueView::default(),
        counts: CountsView::default(),
        setup: SetupView {
            connected: true,
            user_chosen: true,
            trigger_on: true,
            by_hand: false,
            finished: true,
        },
        interview: InterviewView {
            reachable: true,
            public_url: String::new(),
            loopback: true,
            deployed: false,
            mail_ready: false,
            mail_from: None,
            problem: None,
        },
        version: "1".into(),
    }
}

/// The menu as a person reads it; items carry their action.
fn read(view: &TrayView) -> Vec<String> {
    view.entries
        .iter()
        .map(|entry| match entry {
            Entry::Line(text) => text.clone(),
            Entry::Item { id, text } => format!("[{id}] {text}"),
            Entry::Separator => "-".into(),
        })
        .collect()
}

#[test]
fn quiet_days_show_a_short_menu() {
    let view = TrayView::of(&status());
    assert_eq!(view.picture, Picture::Idle);
    assert_eq!(view.waiting, 0);
    assert_eq!(
        read(&view),
        [
            "Watching Northwind",
            "-",
            "[send] Send screening",
            "[sync] Sync now",
            "[pause] Pause: send and write nothing",
            "-",
            "[go.settings] Settings",
            "-",
            "[shell.open] Open Fulcrum",
            "[shell.quit] Quit",
        ]
    );
}

#[test]
fn busy_days_show_counts_and_recent_completions() {
    let mut status = status();
    status.counts = CountsView {
        inbox: 4,
        attention: 1,
        to_review: 2,
        open: 7,
        screenings: 30,
        recent_completions: vec![CompletionView {
            screening_id: "s-1".into(),
            name: "Ada Lovelace".into(),
            assessment: "Backend Test".into(),
        }],
    };
    let view = TrayView::of(&status);
    assert_eq!(view.picture, Picture::Inbox);
    assert_eq!(view.waiting, 4);
    assert_eq!(view.tooltip, "Fulcrum: Watching Northwind\nInbox: 1 needs you, 2 to review, 1 waiting");
    assert_eq!(
        read(&view)[..6],
        [
            "Watching Northwind",
            "7 screenings under way",
            "[go.inbox] Inbox: 1 needs you, 2 to review, 1 waiting",
            "-",
            "Recently completed",
            "[shell.candidate:s-1] Ada Lovelace: Backend Test",
        ]
    );
}

#[test]
fn the_picture_follows_what_matters_most() {
    let picture = |change: fn(&mut Status)| {
        let mut status = status();
        change(&mut status);
        TrayView::of(&status).picture
    };
    assert_eq!(picture(|s| s.sync.state = SyncState::Syncing), Picture::Idle);
    assert_eq!(picture(|s| s.queue.waiting = 1), Picture::Working);
    assert_eq!(picture(|s| s.queue.unclear = 1), Picture::Working);
    assert_eq!(picture(|s| s.queue.stuck = 1), Picture::Inbox);
    assert_eq!(picture(|s| s.sync.state = SyncState::Offline), Picture::Offline);
    assert_eq!(picture(|s| s.sync.state = SyncState::Troubled), Picture::Trouble);
    assert_eq!(picture(|s| s.connection.state = SignInState::SignedOut), Picture::Offline);
    assert_eq!(picture(|s| s.connection.state = SignInState::KeychainLocked), Picture::Trouble);
    let both = |s: &mut Status| {
        s.sync.state = SyncState::Offline;
        s.connection.state = SignInState::SignInAgain;
    };
    assert_eq!(picture(both), Picture::Trouble);
}

#[test]
fn a_pause_offers_to_go_on() {
    let mut status = status();
    status.sync.state = SyncState::Paused;
    let view = TrayView::of(&status);
    assert_eq!(view.picture, Picture::Paused);
    let rows = read(&view);
    assert_eq!(rows[0], "Paused: nothing goes out");
    assert!(
        rows.contains(&"[resume] Resume".into()) && !rows.iter().any(|row| row.contains("[pause]")),
        "{rows:?}"
    );
}

#[test]
fn a_keychain_that_is_gone_is_not_one_that_never_was() {
    let mut status = status();
    status.connection.state = SignInState::KeychainMissing;
    assert_eq!(read(&TrayView::of(&status))[0], "The keychain does not answer");
    status.setup.connected = false;
    assert_eq!(read(&TrayView::of(&status))[0], "This computer has no keychain");
}

#[test]
fn signed_out_there_is_nothing_to_send() {
    let mut status = status();
    status.connection.state = SignInState::SignedOut;
    assert_eq!(
        read(&TrayView::of(&status)),
        ["Not connected to Lever", "-", "[shell.open] Open Fulcrum", "[shell.quit] Quit"]
    );
}

#[test]
fn another_look_at_lever_changes_nothing() {
    let mut later = status();
    later.sync =
        SyncView { state: SyncState::Syncing, last_at: Some(5.0), next_at: Some(9.0), problem: None };
    assert_eq!(TrayView::of(&status()), TrayView::of(&later));
}

#[test]
fn every_row_is_an_action_of_the_page_or_the_shells_own() {
    let mut paused = status();
    paused.sync.state = SyncState::Paused;
    let mut busy = status();
    busy.counts.inbox = 1;
    for view in [TrayView::starting(), TrayView::of(&status()), TrayView::of(&paused), TrayView::of(&busy)] {
        for entry in &view.entries {
            if let Entry::Item { id, text } = entry {
                let own = [actions::OPEN, actions::QUIT].contains(&id.as_str());
                assert!(own || actions::find(id).is_some(), "{id}");
                assert!(!text.is_empty(), "{id}");
            }
        }
    }
}

#[test]
fn long_names_are_shortened_by_characters() {
    let name = "Æ".repeat(60);
    assert_eq!(shortened(&name).chars().count(), 40);
    assert_eq!(shortened("Ada"), "Ada");
}
