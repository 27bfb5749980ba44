//! What goes wrong in real life, against a simulated Lever in a process of its own: a candidate
//! without an address, the app killed at the worst moment, an expired token, errors from Lever, and
//! no network. Never two mails, one tag, one note; whatever is unclear is shown.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "in tests, panics are how failure is reported")]

mod steps;
mod support;

use std::path::PathBuf;

use fulcrum_sandbox::{
    CandidateEdit, Config, Control, Fault, FaultKind, OpportunitySnapshot, RequestFilter, Sandbox,
};
use steps::{Album, ConnectTo, Recruiter, answer_as_candidate};
use support::{Desktop, RunningApp, until, until_within};

const TRIGGER: &str = "Phone screen";
const INVITED: &str = "Fulcrum-Screening-Invited";

/// A simulated Lever that outlives the app, and the album of a test.
struct World {
    lever: Sandbox,
    album: Album,
}

impl World {
    async fn new(name: &str) -> Self {
        let lever = Sandbox::start(Config::default()).await.expect("the simulated Lever");
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/e2e").join(name).join("album");
        Self { lever, album: Album::new(folder) }
    }

    fn control(&self) -> Control {
        self.lever.control()
    }

    /// Somebody who can be invited, outside of the trigger stage.
    fn somebody(&self, skip: usize) -> OpportunitySnapshot {
        let invitable = |person: &OpportunitySnapshot| {
            !person.emails.is_empty()
                && person.archived_at.is_none()
                && person.snoozed_until.is_none()
                && !person.confidential
                && person.contact_allowed != Some(false)
                && person.stage_text != TRIGGER
                && person.name.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
        };
        self.control().find("").into_iter().filter(invitable).nth(skip).expect("somebody to invite")
    }

    fn enters_the_trigger_stage(&self, person: &OpportunitySnapshot) {
        let control = self.control();
        let stage = control.stages().into_iter().find(|stage| stage.text == TRIGGER).expect("the stage");
        control.move_to_stage(&person.id, &stage.id, None).expect("a move");
    }

    fn tags(&self, person: &OpportunitySnapshot, tag: &str) -> usize {
        let now = self.control().opportunity(&person.id).expect("the candidate");
        now.tags.iter().filter(|known| *known == tag).count()
    }

    fn our_notes(&self, person: &OpportunitySnapshot) -> usize {
        let now = self.control().opportunity(&person.id).expect("the candidate");
        now.notes
            .iter()
            .flat_map(|note| &note.comments)
            .filter(|comment| comment.text.contains("Ref F-"))
            .count()
    }

    fn mails(&self, person: &OpportunitySnapshot) -> usize {
        self.control().mails_to(&person.emails[0]).len()
    }

    async fn one_mail(&self, person: &OpportunitySnapshot) {
        until("the mail", async || match self.mails(person) {
            0 => Err("none yet".to_owned()),
            _ => Ok(()),
        })
        .await;
    }

    /// Sets the app up with an API key, up to a trigger that is on.
    async fn set_up(&self, app: &RunningApp) {
        let recruiter = Recruiter { app, album: &self.album };
        let ready = self.lever.ready();
        recruiter.connects_with_key(&ready.api_base, &ready.api_key).await;
        self.choose(&recruiter).await;
    }

    async fn choose(&self, recruiter: &Recruiter<'_>) {
        let ready = self.lever.ready();
        recruiter.is_of("Mara Lindqvist", "Northwind Robotics").await;
        recruiter.chooses_assessment("backend-basics").await;
        recruiter.chooses_stage(TRIGGER).await;
        recruiter.sets_mail_up(&ready.smtp_host, ready.smtp_port).await;
        recruiter.switches_on().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_candidate_without_an_address_is_shown_with_the_reason_and_invited_once_there_is_one() {
    let world = World::new("no-address").await;
    let desktop = Desktop::start("no-address").await;
    let app = desktop.app(&[]).await;
    world.set_up(&app).await;
    let recruiter = Recruiter { app: &app, album: &world.album };

    let person = world.somebody(0);
    let control = world.control();
    let without = CandidateEdit { emails: Some(Vec::new()), ..CandidateEdit::default() };
    control.edit_candidate(&person.id, without).expect("an edit");
    world.enters_the_trigger_stage(&person);
    recruiter.goes_to("inbox").await;
    app.shows("No e-mail address in Lever, so no invitation was sent.").await;
    app.shows(&person.name).await;
    world.album.take(&app, "no-address").await;

    let with = CandidateEdit { emails: Some(person.emails.clone()), ..CandidateEdit::default() };
    control.edit_candidate(&person.id, with).expect("an edit");
    app.click(&format!("More for {}", person.name)).await;
    app.click("Check again").await;
    recruiter.sees_candidate(&person.name, "invited").await;
    assert_eq!(world.mails(&person), 1);
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_right_after_the_invitation_went_out_nothing_is_done_twice() {
    let world = World::new("killed").await;
    let desktop = Desktop::start("killed").await;
    let app = desktop.app(&[]).await;
    world.set_up(&app).await;

    // The tag's answer never comes: the app is killed while it waits, right after the mail left.
    let person = world.somebody(1);
    let slow = Fault::once("/v1/opportunities/*/addTags", FaultKind::Delay { ms: 60_000 }).method("POST");
    world.control().inject(slow);
    world.enters_the_trigger_stage(&person);
    world.one_mail(&person).await;
    until("the tag to be on its way", async || {
        if world.control().faults().is_empty() { Ok(()) } else { Err("not yet".to_owned()) }
    })
    .await;
    app.kill().await;

    let app = desktop.app(&[]).await;
    let recruiter = Recruiter { app: &app, album: &world.album };
    let id = recruiter.sees_candidate(&person.name, "invited").await;
    // "Not there" is believed only after a quiet period.
    let patience = std::time::Duration::from_secs(90);
    until_within(patience, "the tag", async || match world.tags(&person, INVITED) {
        1 => Ok(()),
        count => Err(format!("{count} tags")),
    })
    .await;

    let browser = desktop.browser().await;
    let mail = world.control().mails_to(&person.emails[0]);
    let link = mail[0].links.iter().find(|link| link.contains("/i/")).expect("the link").clone();
    answer_as_candidate(&browser, &link, &world.album, None).await;
    recruiter.sees_candidate(&person.name, "submitted").await;

    // Killed again while the note is written; this time it was carried out.
    let lost = Fault::once("/v1/opportunities/*/notes", FaultKind::DropAfterEffect).method("POST");
    world.control().inject(lost);
    recruiter.opens(&id).await;
    recruiter.reviews(4, "Thorough.").await;
    until("the note", async || match world.our_notes(&person) {
        1 => Ok(()),
        count => Err(format!("{count} notes")),
    })
    .await;
    app.kill().await;

    let app = desktop.app(&[]).await;
    let recruiter = Recruiter { app: &app, album: &world.album };
    recruiter.opens(&id).await;
    app.shows("Nothing waiting to be written").await;
    assert_eq!(world.mails(&person), 1, "never two mails");
    assert_eq!(world.tags(&person, INVITED), 1, "one tag");
    assert_eq!(world.tags(&person, "Fulcrum-Screening-Score:4"), 1, "one score");
    assert_eq!(world.our_notes(&person), 1, "one note");
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unclear_mail_is_never_repeated_by_itself() {
    let world = World::new("unclear-mail").await;
    let desktop = Desktop::start("unclear-mail").await;
    let app = desktop.app(&[]).await;
    world.set_up(&app).await;
    let recruiter = Recruiter { app: &app, album: &world.album };

    world.control().update_switches(|switches| switches.mail_drop_after_accept = true);
    let person = world.somebody(2);
    world.enters_the_trigger_stage(&person);
    recruiter.sees_candidate(&person.name, "invited").await;
    recruiter.goes_to("inbox").await;
    app.shows("Send again").await;
    app.shows("the mail may or may not have gone out").await;
    world.album.take(&app, "unclear-mail").await;
    assert_eq!(world.mails(&person), 1);
    app.kill().await;

    world.control().update_switches(|switches| switches.mail_drop_after_accept = false);
    let app = desktop.app(&[]).await;
    let recruiter = Recruiter { app: &app, album: &world.album };
    recruiter.goes_to("inbox").await;
    app.shows("Send again").await;
    assert_eq!(world.mails(&person), 1, "nothing was repeated by itself");
    app.click("Send again").await;
    until("the second mail", async || match world.mails(&person) {
        2 => Ok(()),
        count => Err(format!("{count} mails")),
    })
    .await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_token_errors_and_no_network_delay_but_lose_nothing() {
    let world = World::new("wire").await;
    let desktop = Desktop::start_with_panel("wire").await;
    let app = desktop.app(&[]).await;
    let browser = desktop.browser().await;
    let recruiter = Recruiter { app: &app, album: &world.album };
    let ready = world.lever.ready().clone();
    recruiter
        .connect_to(&ConnectTo {
            api_base: &ready.api_base,
            authorize: &ready.authorize_url,
            token: &ready.token_url,
            client_id: &ready.client_id,
            client_secret: &ready.client_secret,
        })
        .await;
    recruiter.allow(&desktop, &browser).await;
    world.choose(&recruiter).await;
    let control = world.control();

    // The access token runs out in the middle.
    control.expire_access_tokens();
    let first = world.somebody(3);
    world.enters_the_trigger_stage(&first);
    recruiter.sees_candidate(&first.name, "invited").await;

    // Lever asks for fewer requests, then fails before and after doing as asked.
    for kind in
        [FaultKind::Status { status: 429 }, FaultKind::Status { status: 500 }, FaultKind::ErrorAfterEffect]
    {
        control.inject(Fault::once("/v1/opportunities/*/addTags", kind).method("POST"));
    }
    control.inject(Fault::once("/v1/opportunities", FaultKind::Status { status: 429 }).method("GET"));
    let second = world.somebody(4);
    world.enters_the_trigger_stage(&second);
    recruiter.sees_candidate(&second.name, "invited").await;
    let patience = std::time::Duration::from_secs(120);
    until_within(patience, "every write to be settled", async || {
        let waiting = app.text().await;
        let tags = (world.tags(&first, INVITED), world.tags(&second, INVITED));
        if tags == (1, 1) && waiting.contains("Nothing waiting to be written") {
            Ok(())
        } else {
            Err(format!("{tags:?}"))
        }
    })
    .await;

    // No network: it says so, what is on its way waits, and goes on by itself.
    let third = world.somebody(5);
    world.enters_the_trigger_stage(&third);
    recruiter.sees_candidate(&third.name, "held").await;
    control.set_offline(true);
    recruiter.press("sync-now").await;
    app.shows("Lever cannot be reached").await;
    world.album.take(&app, "offline").await;
    desktop.picture(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/e2e/wire/offline-desktop.png"));
    let looks =
        RequestFilter { path: Some(format!("/v1/opportunities/{}", third.id)), ..RequestFilter::default() };
    until_within(patience, "the last look to run into the dead network", async || {
        let seen = control.requests(&looks);
        if seen.iter().any(|request| request.status.is_none()) { Ok(()) } else { Err(format!("{seen:?}")) }
    })
    .await;
    assert_eq!(world.mails(&third), 0, "nothing leaves unseen");
    control.set_offline(false);
    recruiter.sees_candidate(&third.name, "invited").await;
    for person in [&first, &second, &third] {
        assert_eq!(world.mails(person), 1, "one mail to {}", person.name);
    }
    app.quit().await;
}
