//! The report among the candidate's files in Lever.

use fulcrum_core::assessment::Score;
use fulcrum_core::filing::Filing;
use fulcrum_core::playbook::Playbook;
use fulcrum_engine::NewReview;
use fulcrum_sandbox::{Fault, FaultKind};

use crate::lab::{Desk, Lab, Setup};

async fn desk(lab: &Lab, filing: Filing) -> Desk {
    let playbook = Playbook { filing, ..Setup::named("first").playbook };
    let desk = Desk::open(lab, Setup { playbook, ..Setup::named("first") }).await;
    desk.switch_on(&[]).await;
    desk
}

fn files(lab: &Lab, id: &str) -> Vec<String> {
    let mut names: Vec<_> = lab.lever(id).files.into_iter().map(|file| file.name).collect();
    names.retain(|name| name.contains("F-"));
    names.sort();
    names
}

async fn score(desk: &Desk, id: &fulcrum_core::ScreeningId, score: u8) {
    desk.engine.review(id, NewReview::of(Score::new(score).unwrap(), "Clear".into())).await.unwrap();
    desk.drain().await;
}

#[tokio::test]
async fn once_finished_and_no_more() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Filing::Finished).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    let reference = desk.screening(&id).await.reference;
    let [name] = files(&lab, &id).try_into().unwrap();
    assert!(name.ends_with(&format!("Aiko Tanaka {reference}.pdf")), "{name}");
    assert!(lab.lever(&id).files.iter().any(|file| file.name == name && file.size > 1_000));
    score(&desk, &screening, 3).await;
    assert_eq!(files(&lab, &id), [name], "a review files nothing");
}

#[tokio::test]
async fn each_score_makes_a_file_and_a_lost_answer_makes_no_second_one() {
    let lab = Lab::new().await;
    let desk = desk(&lab, Filing::Scored).await;
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    assert!(files(&lab, &id).is_empty(), "there is no score yet");
    lab.control.inject(Fault::once("/v1/opportunities/*/files", FaultKind::DropAfterEffect).method("POST"));
    score(&desk, &screening, 3).await;
    assert_eq!(files(&lab, &id).len(), 1);
    assert_eq!(lab.requests("POST", "/v1/opportunities/*/files"), 1);
    score(&desk, &screening, 1).await;
    let reference = desk.screening(&id).await.reference;
    let names = files(&lab, &id);
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.iter().any(|name| name.ends_with(&format!(" {reference}-2.pdf"))), "{names:?}");
}
