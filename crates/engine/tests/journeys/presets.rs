//! Each playbook that comes with Fulcrum, as its file has it, from an arrival to what stands in Lever. The
//! tags are spelt here once more: recruiters filter on them.

use fulcrum_core::assessment::Score;
use fulcrum_core::grading::{Scale, Thresholds};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::playbook::{PostingAssessment, Rescreening, StageAssessment};
use fulcrum_core::portable::Directory;
use fulcrum_core::preset::Preset;
use fulcrum_core::screening::State;
use fulcrum_core::writers::Writers;
use fulcrum_core::{AssessmentId, PlaybookId, PostingId, ScreeningId, StageId, UserId};
use fulcrum_engine::NewReview;
use fulcrum_sandbox::{NewCandidate, NewPosting};

use crate::lab::{Desk, Lab, OTHER, Setup, TRIGGER};

/// Where applicants land.
const LANDING: &str = "applicant-new";
/// Permit, years, begin, place, taught others: 12 of 12 points.
const LEAD: [&str; 5] = ["Yes", "8", "Within two weeks", "At the office", "Yes"];
/// 5 of 12 points.
const PASSED: [&str; 5] = ["Yes", "3", "Later", "Only at home", "No"];
/// A hard requirement is not met.
const OUT: [&str; 5] = ["No", "8", "Within two weeks", "At the office", "Yes"];

/// The preset as the file has it, with what its steps tell a person to choose.
fn preset(key: &str, choose: impl FnOnce(&mut Playbook)) -> Playbook {
    let imported = Preset::of(key).unwrap().playbook(&Directory::default()).unwrap();
    assert_eq!(imported.left_out, []);
    let mut playbook = Playbook { id: PlaybookId::new(key), ..imported.playbook };
    choose(&mut playbook);
    playbook.check().unwrap();
    playbook
}

/// A desk that works by this playbook, with these triggers on.
async fn desk(lab: &Lab, playbook: Playbook, triggers: &[StageId]) -> Desk {
    let desk = Desk::open(lab, Setup { playbook, ..Setup::named("first") }).await;
    desk.engine.switch_on(&desk.playbook.id, triggers, &[]).await.unwrap();
    desk
}

/// Tags that begin so, in order of their letters.
fn tags(lab: &Lab, id: &str, beginning: &str) -> Vec<String> {
    let mut tags = lab.lever(id).tags;
    tags.retain(|tag| tag.starts_with(beginning));
    tags.sort();
    tags
}

/// What our notes say, the first first.
fn notes(lab: &Lab, id: &str) -> Vec<(String, Option<u8>)> {
    let notes = lab.lever(id).notes.into_iter().flat_map(|note| note.comments);
    notes.filter(|note| note.text.contains("Ref F-")).map(|note| (note.text, note.score)).collect()
}

/// The candidate answers questions that are counted.
async fn counted(lab: &Lab, desk: &Desk, id: &str, answers: [&str; 5]) -> ScreeningId {
    desk.look_and_send().await;
    desk.drain().await;
    let row = desk.screening(id).await;
    let link = row.link.unwrap();
    lab.post(&format!("{link}/consent"), &[("consent", "yes")]).await;
    for (at, answer) in answers.into_iter().enumerate() {
        lab.post(&format!("{link}/q/{}", at + 1), &[("answer", answer), ("go", "next")]).await;
    }
    lab.post(&format!("{link}/submit"), &[]).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    row.id
}

async fn review(desk: &Desk, screening: &ScreeningId, score: u8) {
    let review = NewReview::of(Score::new(score).unwrap(), "Calm under pressure".into());
    desk.engine.review(screening, review).await.unwrap();
    desk.drain().await;
}

#[tokio::test]
async fn hiringkit_tells_invited_evaluated_and_a_score_from_one_to_four() {
    let lab = Lab::new().await;
    let playbook = preset("hiringkit", |own| own.assessment = Some(AssessmentId::new("backend-basics")));
    let desk = desk(&lab, playbook, &[StageId::new(TRIGGER)]).await;
    let elsewhere = lab.candidate("Bo Ek", Some("bo@example.com"));
    let nameless = lab.arrival("Cem Ay", None);
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(tags(&lab, &id, "HiringKit"), ["HiringKit-Screening-Invited"]);
    lab.answer(desk.screening(&id).await.link.as_deref().unwrap()).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    // Finished is not yet evaluated.
    assert_eq!(tags(&lab, &id, "HiringKit"), ["HiringKit-Screening-Invited"]);
    review(&desk, &desk.screening(&id).await.id, 4).await;
    assert_eq!(
        tags(&lab, &id, "HiringKit"),
        ["HiringKit-AI-Screening-Score:4", "HiringKit-Screening-Evaluated", "HiringKit-Screening-Invited"]
    );
    let written = notes(&lab, &id);
    assert_eq!((written.len(), written[0].1), (1, Some(4)));
    assert!(
        written[0].0.contains("Score 4 of 4: Strong yes") && written[0].0.contains("Full response: http"),
        "{written:?}"
    );
    // Nobody outside of the stage, and nobody without an address; the second is said.
    assert!(desk.decisions(&elsewhere).await.is_empty());
    assert_eq!(desk.question().await.opportunity.unwrap().as_str(), nameless);
}

#[tokio::test]
async fn hired_assessments_goes_by_stage_and_override_and_replaces_its_status() {
    let lab = Lab::new().await;
    let playbook = preset("hired-assessments", |own| {
        let default = |stage: &str, assessment: &str| StageAssessment {
            stage: StageId::new(stage),
            assessment: AssessmentId::new(assessment),
        };
        own.stage_assessments = vec![default(TRIGGER, "first-questions"), default(OTHER, "backend-basics")];
        assert_eq!(own.grading.scale, Scale::Percent);
        own.grading.thresholds =
            Thresholds { pass_from: Some(80), fail_to: Some(50), ..own.grading.thresholds.clone() };
    });
    let desk = desk(&lab, playbook, &[StageId::new(TRIGGER), StageId::new(OTHER)]).await;
    let status = |id: &str| tags(&lab, id, "Hired Assessments");

    let (good, poor) =
        (lab.arrival("Aiko Tanaka", Some("aiko@example.com")), lab.arrival("Bo Ek", Some("bo@example.com")));
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(status(&good), ["Hired Assessments - Invited"]);
    counted(&lab, &desk, &good, LEAD).await;
    assert_eq!(status(&good), ["Hired Assessments - Pass"], "one status takes the place of the other");
    assert!(
        lab.lever(&good).links.iter().any(|link| link.contains("/report/")),
        "the report is among the links"
    );
    counted(&lab, &desk, &poor, PASSED).await;
    assert_eq!(status(&poor), ["Hired Assessments - Fail"]);

    // Another stage has another test, and a tag with the name of a test wins over both.
    let (other, tagged) =
        (lab.candidate("Cem Ay", Some("cem@example.com")), lab.candidate("Di Fu", Some("di@example.com")));
    lab.control.add_tags(&tagged, &["Customer empathy".into()]).unwrap();
    lab.pass(std::time::Duration::from_secs(1));
    for id in [&other, &tagged] {
        lab.control.move_to_stage(id, OTHER, None).unwrap();
    }
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(desk.screening(&other).await.assessment_id.as_str(), "backend-basics");
    assert_eq!(desk.screening(&tagged).await.assessment_id.as_str(), "customer-empathy");
    lab.answer(desk.screening(&other).await.link.as_deref().unwrap()).await;
    desk.engine.follow().await.unwrap();
    desk.drain().await;
    assert_eq!(status(&other), ["Hired Assessments - Needs Review"]);
}

#[tokio::test]
async fn hired_assessments_goes_on_in_the_next_stage_after_a_result_that_was_reused() {
    let lab = Lab::new().await;
    let playbook = preset("hired-assessments", |own| {
        own.assessment = Some(AssessmentId::new("first-questions"));
        own.stage_assessments = vec![StageAssessment {
            stage: StageId::new(OTHER),
            assessment: AssessmentId::new("backend-basics"),
        }];
        own.rescreening = Rescreening::Reuse;
        own.grading.thresholds.pass_from = Some(80);
    });
    let desk = desk(&lab, playbook, &[StageId::new(TRIGGER), StageId::new(OTHER)]).await;
    let first = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    counted(&lab, &desk, &first, LEAD).await;
    let second = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    desk.look_and_send().await;
    desk.drain().await;
    assert_eq!(desk.state(&second).await, State::Evaluated);
    assert_eq!(tags(&lab, &second, "Hired Assessments"), ["Hired Assessments - Pass"]);
    lab.pass(std::time::Duration::from_secs(1));
    lab.control.move_to_stage(&second, OTHER, None).unwrap();
    desk.look_and_send().await;
    desk.drain().await;
    assert!(desk.attention().await.is_empty(), "{:?}", desk.attention().await);
    let rows = desk.screenings().await;
    let next = rows.iter().find(|row| row.assessment_id.as_str() == "backend-basics").unwrap();
    assert_eq!((next.opportunity.as_str(), next.state), (second.as_str(), State::Invited));
}

#[tokio::test]
async fn hubert_goes_by_the_tag_of_the_posting_and_grades_by_points_and_requirements() {
    let lab = Lab::new().await;
    let tagged = NewPosting {
        text: "Warehouse lead".into(),
        tags: vec!["Hubert: First questions".into()],
        ..NewPosting::default()
    };
    let (tagged, plain) = (lab.control.add_posting(tagged), lab.control.add_posting(NewPosting::default()));
    let playbook =
        preset("hubert", |own| assert!(own.usual_applications && own.usual_stages == ["New applicant"]));
    let desk = desk(&lab, playbook, &[StageId::applied(), StageId::new(LANDING)]).await;
    let comes_in = |name: &str, posting: &str, applied: bool| {
        lab.pass(std::time::Duration::from_secs(1));
        let new = NewCandidate {
            name: name.into(),
            email: Some(format!("{}@example.com", name.to_lowercase().replace(' ', "."))),
            posting: Some(posting.into()),
            stage: Some(LANDING.into()),
            applied,
            ..NewCandidate::default()
        };
        lab.control.add_candidate(new).unwrap().id
    };
    let people = [
        (comes_in("Aiko Tanaka", &tagged, true), LEAD, "Hubert: Lead"),
        (comes_in("Bo Ek", &tagged, true), PASSED, "Hubert: Passed"),
        // Referred or added by hand, and put into the stage.
        (comes_in("Cem Ay", &tagged, false), OUT, "Hubert: Not Qualified"),
    ];
    let not_meant = comes_in("Di Fu", &plain, true);
    for (id, answers, grade) in &people {
        counted(&lab, &desk, id, *answers).await;
        assert_eq!(tags(&lab, id, "Hubert: "), [*grade]);
        let written = notes(&lab, id);
        assert_eq!(written.len(), 1, "{written:?}");
        assert!(written[0].0.contains("Application and summary: http"), "{written:?}");
        assert!(lab.lever(id).links.iter().any(|link| link.contains("/report/")));
    }
    assert_eq!(desk.screenings().await.len(), 3, "an application that lands in the stage is one arrival");
    assert!(desk.decisions(&not_meant).await.iter().all(|row| row.screening.is_none()));
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn hipeople_goes_by_posting_and_stage_and_leaves_the_link_and_a_file() {
    let lab = Lab::new().await;
    let stage = lab.control.stages().into_iter().find(|stage| stage.text == "Reference check").unwrap().id;
    let posting =
        lab.control.add_posting(NewPosting { text: "Warehouse lead".into(), ..NewPosting::default() });
    let playbook = preset("hipeople", |own| {
        assert_eq!(own.usual_stages, ["Reference check"]);
        own.posting_assessments = vec![PostingAssessment {
            posting: PostingId::new(posting.clone()),
            stage: Some(StageId::new(stage.clone())),
            assessment: AssessmentId::new("customer-empathy"),
        }];
    });
    let desk = desk(&lab, playbook, &[StageId::new(stage.clone())]).await;
    let enters = |name: &str, posting: Option<&str>| {
        let email = Some(format!("{}@example.com", name.to_lowercase().replace(' ', ".")));
        let new = NewCandidate {
            name: name.into(),
            email,
            posting: posting.map(str::to_owned),
            ..NewCandidate::default()
        };
        let id = lab.control.add_candidate(new).unwrap().id;
        lab.pass(std::time::Duration::from_secs(1));
        lab.control.move_to_stage(&id, &stage, None).unwrap();
        id
    };
    let (mapped, unmapped) = (enters("Aiko Tanaka", Some(&posting)), enters("Bo Ek", None));
    let screening = desk.screened(&lab, &mapped).await;
    review(&desk, &screening, 3).await;
    assert_eq!(desk.state(&mapped).await, State::Reviewed);
    let lever = lab.lever(&mapped);
    assert!(lever.links.iter().any(|link| link.contains("/report/")), "{:?}", lever.links);
    let reports = lever.files.iter().filter(|file| file.name.starts_with("Customer empathy - Aiko Tanaka"));
    assert_eq!(reports.count(), 1, "{:?}", lever.files);
    assert!(notes(&lab, &mapped)[0].0.starts_with("Reference check \"Customer empathy\" for Warehouse lead"));
    assert!(lab.mails("bo.ek@example.com").is_empty());
    assert!(desk.decisions(&unmapped).await[0].screening.is_none());
    assert!(desk.attention().await.is_empty(), "nobody is asked about postings that are not mapped");
}

#[tokio::test]
async fn interviewing_io_writes_as_the_one_who_asked_or_as_the_fallback() {
    let lab = Lab::new().await;
    let users = lab.control.users();
    let (asked, fallback) = (&users[1], &users[2]);
    let playbook = preset("interviewing-io", |own| {
        own.assessment = Some(AssessmentId::new("backend-basics"));
        own.writers = Writers {
            perform_as: Some(UserId::new(asked.id.clone())),
            fallback: Some(fallback.email.clone()),
        };
        assert_eq!(own.grading.thresholds.pass_from, Some(3));
    });
    let desk = desk(&lab, playbook, &[StageId::new(TRIGGER)]).await;
    let author = |id: &str| lab.lever(id).notes[0].user.clone();
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    review(&desk, &screening, 4).await;
    assert_eq!(author(&id).as_deref(), Some(asked.name.as_str()));
    let note = &notes(&lab, &id)[0].0;
    assert!(note.contains(": 4 (Strong yes), passed.") && note.contains("Details: http"), "{note}");

    lab.control.set_deactivated(&asked.id, true).unwrap();
    desk.engine.refresh_cache().await.unwrap();
    let (id, screening) = desk.submitted(&lab, "Bo Ek", "bo@example.com").await;
    review(&desk, &screening, 2).await;
    assert_eq!(author(&id).as_deref(), Some(fallback.name.as_str()));
    let note = &notes(&lab, &id)[0].0;
    assert!(note.contains(": 2 (No), not passed."), "{note}");
}

#[tokio::test]
async fn hubert_finds_a_tag_that_names_nothing_and_whoever_waited_is_invited_once_the_posting_is_mapped() {
    let lab = Lab::new().await;
    let posting = NewPosting {
        text: "Warehouse lead".into(),
        tags: vec!["Hubert: 61f080d9414018eda48a7380".into()],
        ..NewPosting::default()
    };
    let posting = lab.control.add_posting(posting);
    let desk = desk(&lab, preset("hubert", |_| ()), &[StageId::applied(), StageId::new(LANDING)]).await;
    let new = NewCandidate {
        name: "Aiko Tanaka".into(),
        email: Some("aiko@example.com".into()),
        posting: Some(posting.clone()),
        applied: true,
        ..NewCandidate::default()
    };
    lab.pass(std::time::Duration::from_secs(1));
    let id = lab.control.add_candidate(new).unwrap().id;
    desk.tick().await;
    assert!(desk.question().await.reason.contains("names no assessment"), "{:?}", desk.question().await);
    let mut playbook = desk.playbook.clone();
    playbook.posting_assessments = vec![PostingAssessment {
        posting: PostingId::new(posting),
        stage: None,
        assessment: AssessmentId::new("first-questions"),
    }];
    let account = desk.account.clone();
    desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    desk.sweep().await;
    desk.send().await;
    assert_eq!(desk.state(&id).await, State::Invited);
}
