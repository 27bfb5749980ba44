//! The tags of a vendor's vocabulary in Lever, from the invitation to a changed score.

use fulcrum_core::assessment::Score;
use fulcrum_core::grading::{Grade, Grading, Thresholds};
use fulcrum_core::notes::Notes;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::vocabulary::Tags;
use fulcrum_core::{ScreeningId, StageId};
use fulcrum_engine::NewReview;

use crate::lab::{Desk, Lab, Setup};

/// As a service has it whose status tag changes as the test goes on.
fn replacing() -> Playbook {
    let tag = |name: &str| format!("Acme - {name}");
    let tags = Tags {
        invited: tag("Invited"),
        started: tag("Started"),
        needs_review: tag("Needs Review"),
        pass: tag("Pass"),
        fail: tag("Fail"),
        expired: tag("Expired"),
        declined: tag("Declined"),
        grade: "Acme: {{ grade }}".into(),
        replace: true,
        ..Tags::default()
    };
    let thresholds = Thresholds {
        pass_from: Some(4),
        fail_to: Some(1),
        grades: vec![Grade { name: "Lead".into(), from: 3 }, Grade { name: "Passed".into(), from: 0 }],
        knocked_out: None,
    };
    let grading = Grading { thresholds, ..Grading::default() };
    Playbook { tags, grading, ..Setup::named("first").playbook }
}

async fn desk(lab: &Lab) -> Desk {
    let desk = Desk::open(lab, Setup { playbook: replacing(), ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    desk
}

fn ours(lab: &Lab, id: &str) -> Vec<String> {
    let mut tags = lab.lever(id).tags;
    tags.retain(|tag| tag.starts_with("Acme"));
    tags.sort();
    tags
}

async fn review(desk: &Desk, id: &ScreeningId, score: u8) {
    desk.engine.review(id, NewReview::of(Score::new(score).unwrap(), String::new())).await.unwrap();
}

#[tokio::test]
async fn one_status_at_a_time_and_the_grade_of_the_last_score() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Invited"]);
    let link = desk.screening(&id).await.link.unwrap();
    lab.post(&format!("{link}/consent"), &[("consent", "yes")]).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Started"]);
    lab.answer(&link).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Needs Review"]);
    let known = desk.screening(&id).await.tags;
    assert!(
        known.contains(&"Acme - Needs Review".to_owned()),
        "what was written is found at once: {known:?}"
    );
    assert!(!known.contains(&"Acme - Started".to_owned()), "{known:?}");
    let screening = desk.screening(&id).await.id;
    for (score, expected) in [
        (3, ["Acme - Needs Review", "Acme: Lead"]),
        (4, ["Acme - Pass", "Acme: Lead"]),
        (1, ["Acme - Fail", "Acme: Passed"]),
    ] {
        review(&desk, &screening, score).await;
        desk.drain().await;
        assert_eq!(ours(&lab, &id), expected, "{score}");
    }
    assert_eq!(desk.screening(&id).await.stage_id, Some(StageId::new(crate::lab::TRIGGER)));
}

#[tokio::test]
async fn a_review_taken_back_leaves_the_status_of_before() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 4).await;
    desk.engine.take_back_review(&screening).await.unwrap();
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Needs Review"]);
    review(&desk, &screening, 1).await;
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Fail", "Acme: Passed"]);
}

#[tokio::test]
async fn a_second_screening_leaves_no_tag_of_the_first() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let (id, first) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &first, 1).await;
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Fail", "Acme: Passed"]);
    let second = desk.screened_again(&lab, &id, "backend-basics").await;
    assert_eq!(ours(&lab, &id), ["Acme - Needs Review", "Acme: Passed"], "a grade until there is another");
    review(&desk, &second, 4).await;
    desk.engine.take_back_review(&second).await.unwrap();
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Needs Review", "Acme: Passed"]);
    review(&desk, &second, 4).await;
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Pass", "Acme: Lead"]);
    let notes = lab.lever(&id).notes;
    assert_eq!(notes.len(), 2, "each screening has a note with its own reference: {notes:?}");
}

#[tokio::test]
async fn of_two_tests_of_one_candidate_each_keeps_its_status_while_it_is_under_way_and_the_last_result_counts()
 {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let (id, first) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    let second = desk.screened_again(&lab, &id, "customer-empathy").await;
    assert_eq!(ours(&lab, &id), ["Acme - Needs Review"]);
    review(&desk, &second, 4).await;
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Needs Review", "Acme - Pass", "Acme: Lead"], "the first one waits");
    review(&desk, &first, 1).await;
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Fail", "Acme: Lead", "Acme: Passed"], "each test has its grade");
    let again = desk.screened_again(&lab, &id, "customer-empathy").await;
    review(&desk, &again, 1).await;
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Fail", "Acme: Passed"], "which both have now");
}

#[tokio::test]
async fn whoever_declines_has_that_tag_alone() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    let link = desk.screening(&id).await.link.unwrap();
    lab.post(&format!("{link}/decline"), &[]).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Declined"]);
}

#[tokio::test]
async fn a_link_that_ran_out_is_told_in_lever() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    lab.pass(std::time::Duration::from_secs(15 * 24 * 3600));
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(ours(&lab, &id), ["Acme - Expired"]);
}

#[tokio::test]
async fn any_tag_of_ours_that_another_computer_wrote_asks() {
    let lab = Lab::new().await;
    let desk = desk(&lab).await;
    let new = fulcrum_sandbox::NewCandidate {
        name: "Aiko Tanaka".into(),
        email: Some("aiko@example.com".into()),
        tags: vec!["Acme - Needs Review".into()],
        ..fulcrum_sandbox::NewCandidate::default()
    };
    let id = lab.control.add_candidate(new).unwrap().id;
    lab.enter(&id);
    desk.look_and_send().await;
    assert!(desk.question().await.reason.contains("Acme - Needs Review"));
    assert!(lab.mails("aiko@example.com").is_empty());
}

/// The playbook with notes on the way.
fn telling(apart: bool) -> Playbook {
    let notes = Notes {
        invited: "Invited to {{ assessment }} for {{ posting }}.".into(),
        started: "Has begun.".into(),
        completed: "Finished: {{ report }}".into(),
        apart,
        ..Notes::default()
    };
    Playbook { notes, ..Setup::named("first").playbook }
}

#[tokio::test]
async fn news_is_a_comment_under_the_first_note_or_a_note_of_its_own() {
    for apart in [false, true] {
        let lab = Lab::new().await;
        let desk = Desk::open(&lab, Setup { playbook: telling(apart), ..Setup::named("first") }).await;
        desk.switch_on(&[]).await;
        let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
        review(&desk, &screening, 3).await;
        desk.drain().await;
        let notes = lab.lever(&id).notes;
        let told: Vec<Vec<&str>> =
            notes.iter().map(|note| note.comments.iter().map(|one| one.text.as_str()).collect()).collect();
        // The first one carries the reference, later ones add to it.
        let reference = desk.screening(&id).await.reference;
        let has = |begins: &str, ends: &str| {
            let end = format!("Ref {reference}{ends}");
            told.iter().flatten().any(|text| text.starts_with(begins) && text.ends_with(&end))
        };
        assert!(has("Invited to ", "") && has("Finished: http", "/completed"), "{told:?}");
        assert!(has("Screening ", "/1"), "{told:?}");
        let sizes: Vec<_> = told.iter().map(Vec::len).collect();
        assert_eq!(sizes, if apart { vec![1, 1, 1] } else { vec![3] }, "{told:?}");
    }
}

#[tokio::test]
async fn secret_notes_are_secret_in_lever_with_whatever_is_written_under_them() {
    let lab = Lab::new().await;
    let mut playbook = telling(false);
    playbook.notes.secret = true;
    let desk = Desk::open(&lab, Setup { playbook, ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 3).await;
    desk.drain().await;
    let notes = lab.lever(&id).notes;
    let told: Vec<_> = notes.iter().map(|note| (note.secret, note.comments.len())).collect();
    assert_eq!(told, [(true, 3)]);
}
