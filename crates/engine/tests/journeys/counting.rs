//! Answers that are counted by rule: what Lever learns without anybody reading, and what a person can do
//! about it.

use std::time::Duration;

use fulcrum_core::assessment::Score;
use fulcrum_core::grading::{Grade, Grading, Scale, Thresholds};
use fulcrum_core::moves::{GradeMove, Moves};
use fulcrum_core::playbook::{Playbook, Rescreening};
use fulcrum_core::screening::State;
use fulcrum_core::vocabulary::Tags;
use fulcrum_core::{AssessmentId, PlaybookId, ScreeningId, StageId};
use fulcrum_engine::NewReview;

use crate::lab::{Desk, Lab, OTHER, Setup, TRIGGER};

const NEXT: &str = OTHER;
/// Permit, years, begin, place, taught others: 12 of 12 points.
const BEST: [&str; 5] = ["Yes", "8", "Within two weeks", "At the office", "Yes"];
/// 5 of 12 points.
const POOR: [&str; 5] = ["Yes", "3", "Later", "Only at home", "No"];
/// A hard requirement is not met, with 12 of 12 points.
const OUT: [&str; 5] = ["No", "8", "Within two weeks", "At the office", "Yes"];

/// As a service has it that grades by points.
fn graded() -> Playbook {
    let thresholds = Thresholds {
        grades: vec![Grade { name: "Passed".into(), from: 0 }, Grade { name: "Lead".into(), from: 9 }],
        knocked_out: Some("Not Qualified".into()),
        ..Thresholds::default()
    };
    Playbook {
        assessment: Some(AssessmentId::new("first-questions")),
        tags: Tags {
            grade: "Acme: {{ grade }}".into(),
            score: "Acme points: {{ points }}".into(),
            ..Tags::default()
        },
        grading: Grading {
            scale: Scale::Points,
            thresholds,
            score_from: Some([3, 6, 9]),
            ..Grading::default()
        },
        moves: Moves {
            by_grade: vec![GradeMove { grade: "Lead".into(), stage: StageId::new(NEXT) }],
            ..Moves::default()
        },
        ..Setup::named("first").playbook
    }
}

async fn desk(lab: &Lab, playbook: Playbook) -> Desk {
    let desk = Desk::open(lab, Setup { playbook, ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    desk
}

/// Somebody who answers so, up to the end.
async fn answered(lab: &Lab, desk: &Desk, email: &str, answers: [&str; 5]) -> (String, ScreeningId) {
    let id = lab.arrival("Aiko Tanaka", Some(email));
    desk.look_and_send().await;
    desk.drain().await;
    let link = desk.screening(&id).await.link.unwrap();
    lab.post(&format!("{link}/consent"), &[("consent", "yes")]).await;
    for (at, answer) in answers.into_iter().enumerate() {
        lab.post(&format!("{link}/q/{}", at + 1), &[("answer", answer), ("go", "next")]).await;
    }
    lab.post(&format!("{link}/submit"), &[]).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    let screening = desk.screening(&id).await.id;
    (id, screening)
}

fn ours(lab: &Lab, id: &str) -> Vec<String> {
    let mut tags = lab.lever(id).tags;
    tags.retain(|tag| tag.starts_with("Acme"));
    tags.sort();
    tags
}

#[tokio::test]
async fn what_is_counted_needs_nobody_and_a_move_still_waits_for_a_yes() {
    let lab = Lab::new().await;
    let desk = desk(&lab, graded()).await;
    let (nobody, words) = desk.engine.words_of(&desk.playbook.id, None).await.unwrap();
    let told = (nobody, words.grade.as_str(), words.outcome.as_str());
    assert_eq!(told, (None, "Passed", ""), "no preview tells what this playbook never has");
    let (id, screening) = answered(&lab, &desk, "aiko@example.com", BEST).await;
    let row = desk.screening(&id).await;
    assert_eq!((row.state, row.score), (State::Evaluated, Score::new(4)));
    assert_eq!(ours(&lab, &id), ["Acme points: 12", "Acme: Lead"]);
    let lever = lab.lever(&id);
    assert_eq!(lever.notes.len(), 1);
    let note = format!("{:?}", lever.notes[0]);
    assert!(
        note.contains("Lead, 12 of 12 points (100 %)") && note.contains("Nobody has read it yet"),
        "{note}"
    );
    // A link or a reference may have those two letters by chance.
    let mut words =
        note.split_whitespace().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    assert!(words.all(|word| word != "AI"), "{note}");
    let (_, words) = desk.engine.words_of(&desk.playbook.id, Some(&screening)).await.unwrap();
    let told = [&words.grade, &words.points, &words.max_points, &words.percent].map(String::as_str);
    assert_eq!(told, ["Lead", "12", "12", "100"], "a preview has the candidate's own words");
    let moved = desk.read(move |tx, _| tx.open_move(&screening)).await.unwrap();
    assert_eq!(moved.to, StageId::new(NEXT));
    assert_eq!(desk.engine.follow().await.unwrap(), 0, "the same news again changes nothing");
}

#[tokio::test]
async fn a_hard_requirement_counts_more_than_points_until_a_person_says_otherwise() {
    let lab = Lab::new().await;
    let desk = desk(&lab, graded()).await;
    let (id, screening) = answered(&lab, &desk, "aiko@example.com", OUT).await;
    assert_eq!(ours(&lab, &id), ["Acme points: 12", "Acme: Not Qualified"]);
    assert_eq!(desk.screening(&id).await.score, Score::new(1), "Lever's own score does not read as a pass");
    let four = || NewReview::of(Score::new(4).unwrap(), "The permit came today".into());
    desk.engine.review(&screening, four()).await.unwrap();
    desk.drain().await;
    assert_eq!(
        ours(&lab, &id),
        ["Acme points: 12", "Acme: Not Qualified"],
        "a score alone overrules nothing"
    );
    desk.engine.review(&screening, NewReview { overrules: true, ..four() }).await.unwrap();
    assert_eq!(desk.state(&id).await, State::Reviewed);
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme points: 12", "Acme: Lead"]);
    let lever = lab.lever(&id);
    assert_eq!(lever.notes.len(), 1, "later news are comments: {:?}", lever.notes);
}

#[tokio::test]
async fn a_review_taken_back_leaves_what_was_counted() {
    let lab = Lab::new().await;
    let desk = desk(&lab, graded()).await;
    let (id, screening) = answered(&lab, &desk, "aiko@example.com", BEST).await;
    let review = NewReview { overrules: true, ..NewReview::of(Score::new(1).unwrap(), "No".into()) };
    desk.engine.review(&screening, review).await.unwrap();
    let open = |id: ScreeningId| desk.read(move |tx, _| tx.open_move(&id));
    assert_eq!(open(screening.clone()).await, None, "the review leads nowhere");
    desk.engine.take_back_review(&screening).await.unwrap();
    desk.drain().await;
    let row = desk.screening(&id).await;
    assert_eq!((row.state, row.score), (State::Evaluated, Score::new(4)));
    assert_eq!(ours(&lab, &id), ["Acme points: 12", "Acme: Lead"]);
    assert!(open(screening).await.is_some(), "the move of what was counted waits again");
}

#[tokio::test]
async fn between_two_thresholds_a_person_has_to_look() {
    let lab = Lab::new().await;
    let mut playbook = in_percent(70, 30);
    playbook.tags.replace = true;
    let desk = desk(&lab, playbook).await;
    let (id, screening) = answered(&lab, &desk, "aiko@example.com", POOR).await;
    assert_eq!(
        (desk.state(&id).await, ours(&lab, &id)),
        (State::Submitted, vec!["Acme - Needs Review".to_owned()])
    );
    let row = desk.screening(&id).await;
    assert_eq!(row.counted.unwrap().count.points, 5, "the points are there for whoever looks");
    assert!(lab.lever(&id).notes.is_empty());
    let review = NewReview { overrules: true, ..NewReview::of(Score::new(4).unwrap(), "Good".into()) };
    desk.engine.review(&screening, review).await.unwrap();
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Pass"]);
    let (other, _) = answered(&lab, &desk, "ben@example.com", BEST).await;
    assert_eq!(
        (desk.state(&other).await, ours(&lab, &other)),
        (State::Evaluated, vec!["Acme - Pass".to_owned()])
    );
}

#[tokio::test]
async fn a_counted_result_is_reused_for_another_opportunity() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Playbook { rescreening: Rescreening::Reuse, ..graded() }).await;
    let (_, first) = answered(&lab, &desk, "aiko@example.com", BEST).await;
    let second = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    let row = desk.screening(&second).await;
    assert_eq!((row.state, row.score), (State::Evaluated, Score::new(4)));
    assert_ne!(row.id, first);
    assert_eq!(lab.mails("aiko@example.com").len(), 1, "nothing was sent");
    assert_eq!(ours(&lab, &second), ["Acme points: 12", "Acme: Lead"]);
    let note = format!("{:?}", lab.lever(&second).notes);
    assert!(note.contains("earlier screening") && note.contains("12 of 12 points"), "{note}");
}

/// Another playbook beside the first, on for another stage; answers who comes there once it is on.
async fn reused_by(lab: &Lab, desk: &Desk, other: Playbook) -> String {
    let other = Playbook { id: PlaybookId::new("other"), rescreening: Rescreening::Reuse, ..other };
    let (account, id) = (desk.account.clone(), other.id.clone());
    desk.store.write(move |tx| tx.save_playbook(&account, &other)).await.unwrap();
    desk.engine.switch_on(&id, &[StageId::new(NEXT)], &[]).await.unwrap();
    let second = lab.candidate("Aiko Tanaka", Some("aiko@example.com"));
    lab.pass(Duration::from_secs(1));
    lab.control.move_to_stage(&second, NEXT, None).unwrap();
    desk.look_and_send().await;
    desk.drain().await;
    second
}

/// As [`graded`], with these thresholds in percent.
fn in_percent(pass_from: u32, fail_to: u32) -> Playbook {
    let thresholds =
        Thresholds { pass_from: Some(pass_from), fail_to: Some(fail_to), ..Thresholds::default() };
    Playbook {
        grading: Grading { scale: Scale::Percent, thresholds, ..Grading::default() },
        tags: Tags {
            needs_review: "Acme - Needs Review".into(),
            pass: "Acme - Pass".into(),
            ..Tags::default()
        },
        moves: Moves::default(),
        ..graded()
    }
}

#[tokio::test]
async fn another_playbook_reads_a_count_that_it_reuses_by_its_own_grades() {
    let lab = Lab::new().await;
    let mut first = graded();
    first.grading.thresholds.grades[1].from = 5;
    let desk = desk(&lab, first).await;
    let (id, _) = answered(&lab, &desk, "aiko@example.com", POOR).await;
    assert_eq!(ours(&lab, &id), ["Acme points: 5", "Acme: Lead"]);
    let mut other = graded();
    other.grading.thresholds.grades =
        vec![Grade { name: "Fair".into(), from: 0 }, Grade { name: "Star".into(), from: 12 }];
    other.grading.score_from = Some([6, 8, 10]);
    let to = |grade: &str, stage| GradeMove { grade: grade.into(), stage: StageId::new(stage) };
    other.moves = Moves {
        by_grade: vec![to("Fair", "applicant-new"), to("Lead", TRIGGER)],
        automatic: true,
        ..Moves::default()
    };
    let second = reused_by(&lab, &desk, other).await;
    let row = desk.screening(&second).await;
    assert_eq!((row.state, row.score), (State::Evaluated, Score::new(1)));
    assert_eq!(ours(&lab, &second), ["Acme points: 5", "Acme: Fair"]);
    assert_eq!(lab.lever(&second).stage, "applicant-new");
    assert_eq!(ours(&lab, &id), ["Acme points: 5", "Acme: Lead"], "the first stays as it is");
}

#[tokio::test]
async fn a_count_that_says_nothing_to_the_playbook_that_would_reuse_it_asks_for_a_score() {
    let lab = Lab::new().await;
    let desk = desk(&lab, in_percent(40, 10)).await;
    let (id, screening) = answered(&lab, &desk, "aiko@example.com", POOR).await;
    assert_eq!(ours(&lab, &id), ["Acme - Pass"]);
    let second = reused_by(&lab, &desk, in_percent(70, 30)).await;
    let question = desk.question().await;
    assert!(question.reason.contains("that result needs a person's score"), "{}", question.reason);
    assert!(ours(&lab, &second).is_empty() && lab.mails("aiko@example.com").len() == 1);
    let review = NewReview { overrules: true, ..NewReview::of(Score::new(4).unwrap(), "Good".into()) };
    desk.engine.review(&screening, review).await.unwrap();
    desk.sweep().await;
    desk.drain().await;
    assert_eq!((desk.state(&second).await, ours(&lab, &second)), (State::Reviewed, pass()));
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn a_count_that_says_something_only_to_the_playbook_that_reuses_it_is_reused() {
    let lab = Lab::new().await;
    let desk = desk(&lab, in_percent(70, 30)).await;
    let (id, _) = answered(&lab, &desk, "aiko@example.com", POOR).await;
    assert_eq!(desk.state(&id).await, State::Submitted);
    let second = reused_by(&lab, &desk, in_percent(40, 10)).await;
    assert_eq!((desk.state(&second).await, ours(&lab, &second)), (State::Evaluated, pass()));
    assert_eq!(ours(&lab, &id), ["Acme - Needs Review"]);
}

fn pass() -> Vec<String> {
    vec!["Acme - Pass".to_owned()]
}
