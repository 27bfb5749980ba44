//! The main job on the embedded default, played as a person would: connect to the sample company,
//! switch a trigger on, drag a candidate, find the invitation, answer it, be notified, review, and
//! find the outcome in Lever; then send one by hand.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "in tests, panics are how failure is reported")]

mod steps;
mod support;

use std::path::PathBuf;
use std::time::Duration;

use steps::{Album, Board, Mailbox, Profile, Recruiter, answer_as_candidate};
use support::{Desktop, LIMIT, until_within};

const ME: &str = "Mara Lindqvist";
const TRIGGER: &str = "Phone screen";
/// Two notifications of a kind are a minute apart.
const A_MINUTE_APART: Duration = Duration::from_secs(60).saturating_add(LIMIT);

#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_from_stage_entry_to_score_tags_and_note() {
    let folder = std::env::var_os("FULCRUM_DEMO_OUT")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/demo"), PathBuf::from);
    let album = Album::new(folder);
    let desktop = Desktop::start_with_panel("demo").await;
    album.say("The app starts with its own profile.");
    let app = desktop.app(&["--demo"]).await;
    let browser = desktop.browser().await;
    let recruiter = Recruiter { app: &app, album: &album };

    album.say("The recruiter connects to the sample company through Lever's consent page.");
    recruiter.explore_the_sample_company().await;
    let consent = recruiter.allow(&desktop, &browser).await;
    let lever = consent.split("/authorize").next().unwrap().to_owned();
    recruiter.is(ME).await;

    album.say("She chooses an assessment and a trigger stage, looks at the preview and switches it on.");
    recruiter.chooses_assessment("backend-basics").await;
    recruiter.chooses_stage(TRIGGER).await;
    recruiter.switches_on().await;
    album.take(&app, "inbox").await;

    let board = Board::open(&browser, &lever).await;
    album.take(&browser, "board").await;
    let (first, second) = choose_two(&board).await;

    album.say(&format!("On the board she drags {} into {TRIGGER}.", first.name));
    board.drag(&first.name, TRIGGER).await;
    album.take(&browser, "board-after-the-drag").await;
    let screening = recruiter.sees_candidate(&first.name, "held").await;
    recruiter.goes_to("inbox").await;
    album.take(&app, "held-for-undo").await;
    assert_eq!(recruiter.sees_candidate(&first.name, "invited").await, screening);
    album.take(&app, "invited").await;

    album.say(
        "The invitation is in the mailbox; the candidate opens its link, consents, answers and hands in.",
    );
    let mailbox = Mailbox::new(&browser, &format!("{lever}/mailbox"));
    let link = mailbox.link_to(&first.emails[0]).await;
    album.take(&browser, "mail").await;
    answer_as_candidate(&browser, &link, &album, Some(2)).await;
    recruiter.sees_candidate(&first.name, "started").await;
    album.take(&app, "under-way").await;
    finish(&browser, &link, &album).await;

    album.say("The app shows that it is completed, and a desktop notification says so.");
    recruiter.sees_candidate(&first.name, "submitted").await;
    let notification = desktop.notification(&first.name).await;
    assert!(notification.body.contains("Ready to review"), "{notification:?}");
    let buttons: Vec<_> = notification.actions.iter().map(|(_, words)| words.as_str()).collect();
    assert!(buttons.contains(&"Review") && buttons.contains(&"Snooze 1 h"), "{buttons:?}");

    album.say("She clicks the notification, reads the answers, scores them 3 and finishes the review.");
    recruiter.goes_to("settings").await;
    desktop.click_notification().await;
    recruiter.is_shown(&screening).await;
    recruiter.reviews(3, "Clear and specific; asks before acting.").await;
    album.take(&app, "reviewed").await;

    album.say("Tags, a note with its score and the link to the report are on the candidate in Lever.");
    let outcome = board
        .profile_when(&first.url, "the outcome in Lever", |profile| {
            profile.scores.contains(&"3".to_owned())
                && profile.tags.iter().any(|tag| tag == "Fulcrum-Screening-Score:3")
        })
        .await;
    album.take(&browser, "outcome-in-lever").await;
    for tag in ["Fulcrum-Screening-Invited", "Fulcrum-Screening-Completed", "Fulcrum-Screening-Score:3"] {
        assert_eq!(outcome.tags.iter().filter(|known| *known == tag).count(), 1, "{tag}: {:?}", outcome.tags);
    }
    let ours: Vec<_> = outcome.notes.iter().filter(|note| note.contains("Ref F-")).collect();
    assert_eq!(ours.len(), 1, "one note of ours: {:?}", outcome.notes);
    assert!(ours[0].contains("Clear and specific"), "{ours:?}");
    let report = outcome.links.iter().find(|link| link.contains("/report/")).expect("the report's link");
    browser.goto(report).await;
    browser.shows(&first.name).await;
    album.take(&browser, "report").await;
    assert_eq!(mailbox.count(&first.emails[0]).await, 1, "one mail and no more");

    album.say(&format!("She sends a screening by hand to {}.", second.name));
    recruiter.sends_by_hand(&second.name).await;
    recruiter.sees_candidate(&second.name, "invited").await;
    let link = mailbox.link_to(&second.emails[0]).await;
    assert_eq!(mailbox.count(&second.emails[0]).await, 1, "one mail and no more");
    recruiter.goes_to("activity").await;
    recruiter.app.shows(&second.name).await;
    album.take(&app, "activity").await;

    album.say("That candidate answers, too. She snoozes the notification: it will come again.");
    answer_as_candidate(&browser, &link, &album, None).await;
    until_within(A_MINUTE_APART, "the second notification", async || {
        let all = desktop.notifications();
        let is_told = all.iter().any(|one| one.body.contains(&second.name));
        if is_told { Ok(()) } else { Err(format!("{all:?}")) }
    })
    .await;
    desktop.press_notification("Snooze 1 h");
    recruiter.goes_to("settings").await;
    app.shows("One is snoozed and comes again.").await;
    album.take(&app, "snoozed").await;

    album.say("She quits from the tray.");
    browser.close().await;
    app.quit().await;
}

/// One of the recruiter's own candidates for the trigger, and anybody else to send to by hand.
async fn choose_two(board: &Board<'_>) -> (Profile, Profile) {
    let (mut own, mut other) = (None, None);
    for stage in ["New applicant", "Responded", "Reached out", "New lead"] {
        for (name, url) in board.cards(stage).await {
            if own.is_some() && other.is_some() {
                break;
            }
            let profile = board.profile(&url).await;
            let can_be_invited = !profile.emails.is_empty()
                && name.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
                && !profile.text.to_lowercase().contains("snoozed")
                && !profile.text.contains("not allowed")
                && !profile.text.to_lowercase().contains("confidential");
            let is_own = profile.text.contains(&format!("Owner\n{ME}"));
            match (can_be_invited, is_own, &own, &other) {
                (true, true, None, _) => own = Some(profile),
                (true, _, _, None) => other = Some(profile),
                _ => {}
            }
        }
    }
    (own.expect("a candidate of the recruiter's"), other.expect("somebody else"))
}

/// Opens the link again, goes on where it stopped and hands in.
async fn finish(browser: &support::Browser, link: &str, album: &Album) {
    browser.goto(link).await;
    support::until("the interview to go on", async || {
        let client = browser.client();
        for css in ["#answer", "#submit"] {
            if client.find(fantoccini::Locator::Css(css)).await.is_ok() {
                return Ok(());
            }
        }
        for css in ["#start", "#next"] {
            if let Ok(button) = client.find(fantoccini::Locator::Css(css)).await {
                button.click().await.map_err(|error| error.to_string())?;
            }
        }
        Err(browser.text().await)
    })
    .await;
    steps::answer_the_rest(browser, album).await;
}
