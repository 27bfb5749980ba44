//! A journey through each playbook that comes with Fulcrum and stands for another integration: added in the
//! window, switched on, and followed on the simulated Lever's pages to the tags that recruiters filter on.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "in tests, panics are how failure is reported"
)]

mod steps;
mod support;

use std::path::PathBuf;

use steps::{Album, Board, Mailbox, Profile, Recruiter, answer_as_candidate, answer_with};
use support::{Browser, Desktop};

const ME: &str = "Mara Lindqvist";
/// Permit, years, begin, place, taught others: 12 of 12 points.
const BEST: [&str; 5] = ["Yes", "8", "Within two weeks", "At the office", "Yes"];
/// 5 of 12 points.
const POOR: [&str; 5] = ["Yes", "3", "Later", "Only at home", "No"];
/// A hard requirement is not met.
const OUT: [&str; 5] = ["No", "8", "Within two weeks", "At the office", "Yes"];

struct Story<'a> {
    recruiter: Recruiter<'a>,
    browser: &'a Browser,
    board: Board<'a>,
    mailbox: Mailbox<'a>,
    album: &'a Album,
}

#[tokio::test(flavor = "multi_thread")]
async fn each_preset_from_its_page_to_what_stands_in_lever() {
    let album = Album::new(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/e2e/presets"));
    let desktop = Desktop::start("presets").await;
    let app = desktop.app(&["--demo"]).await;
    let browser = desktop.browser().await;
    let recruiter = Recruiter { app: &app, album: &album };
    recruiter.explore_the_sample_company().await;
    let consent = recruiter.allow(&desktop, &browser).await;
    let lever = consent.split("/authorize").next().unwrap().to_owned();
    recruiter.is(ME).await;
    recruiter.chooses_assessment("backend-basics").await;
    recruiter.chooses_stage("Phone screen").await;
    recruiter.switches_on().await;

    let board = Board::open(&browser, &lever).await;
    let people = can_be_invited(&board, "New lead").await;
    let mailbox = Mailbox::new(&browser, &format!("{lever}/mailbox"));
    let story = Story { recruiter, browser: &browser, board, mailbox, album: &album };
    let mut people = people.into_iter();
    let mut next = || people.next().expect("enough candidates who can be invited");
    story.hiringkit(&next()).await;
    story.hired_assessments(&next(), &next()).await;
    story.hubert().await;
    story.hipeople(&next()).await;
    story.interviewing_io(&next()).await;
    browser.close().await;
    app.quit().await;
}

impl Story<'_> {
    /// Drags somebody into a stage and answers with the link in their mail.
    async fn enters(&self, who: &Profile, stage: &str) -> String {
        self.board.drag(&who.name, stage).await;
        self.mailbox.link_to(&who.emails[0]).await
    }

    /// Waits until exactly these tags that begin so are on the candidate in Lever.
    async fn tagged(&self, who: &Profile, beginning: &str, expected: &[&str]) -> Profile {
        let what = format!("the tags {expected:?} of {}", who.name);
        let ours = |profile: &Profile| {
            let mut ours: Vec<_> =
                profile.tags.iter().filter(|tag| tag.starts_with(beginning)).cloned().collect();
            ours.sort();
            ours
        };
        self.board.profile_when(&who.url, &what, |profile| ours(profile) == expected).await
    }

    /// Waits until there is a note of ours, and the link to the report.
    async fn linked(&self, who: &Profile) -> Profile {
        let complete = |profile: &Profile| {
            profile.links.iter().any(|link| link.contains("/report/"))
                && profile.notes.iter().any(|note| note.contains("Ref F-"))
        };
        self.board.profile_when(&who.url, "the note and the link", complete).await
    }

    /// Answers everything in words, and the recruiter scores it.
    async fn answered_and_reviewed(&self, who: &Profile, link: &str, score: u8) {
        answer_as_candidate(self.browser, link, self.album, None).await;
        let screening = self.recruiter.sees_candidate(&who.name, "submitted").await;
        self.recruiter.opens(&screening).await;
        self.recruiter.reviews(score, "Clear and specific.").await;
    }

    async fn hiringkit(&self, who: &Profile) {
        self.album.say("HiringKit: one trigger stage, invited, evaluated, and a score from 1 to 4.");
        self.recruiter.adds_preset("hiringkit").await;
        self.recruiter.ticks_stage("Responded").await;
        self.recruiter.sends_by_default("customer-empathy").await;
        self.recruiter.switches_playbook_on("HiringKit").await;
        let link = self.enters(who, "Responded").await;
        self.tagged(who, "HiringKit", &["HiringKit-Screening-Invited"]).await;
        self.answered_and_reviewed(who, &link, 3).await;
        let tags = [
            "HiringKit-AI-Screening-Score:3",
            "HiringKit-Screening-Evaluated",
            "HiringKit-Screening-Invited",
        ];
        self.tagged(who, "HiringKit", &tags).await;
        let outcome = self.linked(who).await;
        assert!(outcome.notes.iter().any(|note| note.contains("Score 3 of 4: Yes")), "{:?}", outcome.notes);
    }

    async fn hired_assessments(&self, good: &Profile, poor: &Profile) {
        self.album.say("Hired Assessments: a status that changes, pass and fail by per cent.");
        self.recruiter.adds_preset("hired-assessments").await;
        self.recruiter.ticks_stage("Reached out").await;
        self.recruiter.sends_by_default("first-questions").await;
        self.recruiter.app.fill("[data-testid=\"scores-passFrom\"]", "80").await;
        self.recruiter.app.fill("[data-testid=\"scores-failTo\"]", "50").await;
        self.recruiter.press("scores-save").await;
        self.recruiter.switches_playbook_on("Hired Assessments").await;
        for (who, answers, outcome) in [(good, BEST, "Pass"), (poor, POOR, "Fail")] {
            let link = self.enters(who, "Reached out").await;
            self.tagged(who, "Hired Assessments", &["Hired Assessments - Invited"]).await;
            answer_with(self.browser, &link, &answers).await;
            let tag = format!("Hired Assessments - {outcome}");
            self.tagged(who, "Hired Assessments", &[&tag]).await;
            self.linked(who).await;
        }
    }

    async fn hubert(&self) {
        self.album.say("Hubert: the tag of a posting names nothing, so its interview is chosen once.");
        let applicants = can_be_invited(&self.board, "New applicant").await;
        let of = |posting: &str| {
            let mut fitting = applicants.iter().filter(|profile| profile.text.contains(posting));
            fitting.next().unwrap_or_else(|| panic!("an applicant for {posting}")).clone()
        };
        let (good, out) = (of("Customer Support Specialist"), of("Field Service Technician"));
        for who in [&good, &out] {
            self.board.drag(&who.name, "New lead").await;
        }
        self.recruiter.adds_preset("hubert").await;
        self.recruiter.switches_playbook_on("Hubert").await;
        for (who, answers, tag) in [(&good, BEST, "Hubert: Lead"), (&out, OUT, "Hubert: Not Qualified")] {
            self.board.drag(&who.name, "New applicant").await;
            self.recruiter.goes_to("inbox").await;
            self.recruiter.app.click("Choose an assessment").await;
            self.recruiter.selects("map-assessment", "first-questions").await;
            self.recruiter.press("map-correct").await;
            self.album.take(self.recruiter.app, "hubert-map").await;
            self.recruiter.press("map-confirm").await;
            let link = self.mailbox.link_to(&who.emails[0]).await;
            answer_with(self.browser, &link, &answers).await;
            self.tagged(who, "Hubert: ", &[tag]).await;
            let profile = self.linked(who).await;
            let told = |note: &String| note.contains("Application and summary");
            assert!(profile.notes.iter().any(told), "{:?}", profile.notes);
        }
    }

    async fn hipeople(&self, who: &Profile) {
        self.album
            .say("HiPeople: a posting, and the stage Reference check; a file, and the link on the profile.");
        self.recruiter.adds_preset("hipeople").await;
        self.recruiter.maps_posting(&who.posting, "customer-empathy").await;
        self.recruiter.switches_playbook_on("HiPeople").await;
        let link = self.enters(who, "Reference check").await;
        self.answered_and_reviewed(who, &link, 4).await;
        let outcome = self.linked(who).await;
        assert!(outcome.notes.iter().any(|note| note.contains("Reference check")), "{:?}", outcome.notes);
        let report = |file: &String| file.starts_with("Customer empathy - ") && file.ends_with(".pdf");
        assert!(outcome.files.iter().any(report), "{:?}", outcome.files);
    }

    async fn interviewing_io(&self, who: &Profile) {
        self.album.say("interviewing.io: feedback, written in the name of whoever was chosen.");
        self.recruiter.adds_preset("interviewing-io").await;
        self.recruiter.ticks_stage("On-site interview").await;
        self.recruiter.sends_by_default("customer-empathy").await;
        let other = self.recruiter.chooses_another_writer().await;
        self.recruiter.switches_playbook_on("interviewing.io").await;
        let link = self.enters(who, "On-site interview").await;
        self.answered_and_reviewed(who, &link, 4).await;
        self.board
            .profile_when(&who.url, "the note in another name", |profile| {
                profile.notes.iter().any(|note| note.contains("Details: http") && note.contains(&other))
            })
            .await;
    }
}

/// Candidates of a stage who can be invited, each with a name that nobody else has.
async fn can_be_invited(board: &Board<'_>, stage: &str) -> Vec<Profile> {
    let mut found: Vec<Profile> = Vec::new();
    for (name, url) in board.cards(stage).await {
        if board.cards_of(&name).await > 1 {
            continue;
        }
        let profile = board.profile(&url).await;
        let text = profile.text.to_lowercase();
        let can_be = !profile.emails.is_empty()
            && !profile.posting.is_empty()
            && name.chars().all(|letter| letter.is_alphabetic() || letter == ' ')
            && ["snoozed", "not allowed", "confidential"].iter().all(|word| !text.contains(word));
        if can_be {
            found.push(profile);
        }
    }
    found
}
