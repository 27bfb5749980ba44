//! A posting's tag that was spelt wrong is put right in Lever.

use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_engine::EngineError;
use fulcrum_sandbox::{NewCandidate, NewPosting};

use crate::lab::{Desk, Lab, Setup};

/// A desk that goes by posting tags, and somebody of a posting whose tag is wrong in the trigger stage.
async fn in_question(lab: &Lab) -> (Desk, String, String) {
    let usual = Setup::named("first");
    let playbook =
        Playbook { posting_tag: Some("Hubert: {id}".into()), assessment: None, ..usual.playbook.clone() };
    let desk = Desk::open(lab, Setup { playbook, ..usual }).await;
    desk.switch_on(&[]).await;
    let tags = vec!["Hubert: backend-basisc".into()];
    let new = NewPosting { text: "Warehouse lead".into(), tags, ..NewPosting::default() };
    let posting = lab.control.add_posting(new);
    let person = enters(lab, "Aiko Tanaka", &posting);
    desk.tick().await;
    assert_eq!(desk.question().await.title, "Warehouse lead");
    (desk, posting, person)
}

fn enters(lab: &Lab, name: &str, posting: &str) -> String {
    let new = NewCandidate {
        name: name.into(),
        email: Some(format!("{}@example.com", name.to_lowercase().replace(' ', "."))),
        posting: Some(posting.to_owned()),
        applied: true,
        ..NewCandidate::default()
    };
    let id = lab.control.add_candidate(new).unwrap().id;
    lab.enter(&id);
    id
}

fn tagged(lab: &Lab, posting: &str, tag: &str) {
    lab.control.set_posting_tags(posting, &[tag.to_owned()]).unwrap();
}

#[tokio::test]
async fn a_tag_that_is_corrected_settles_its_question_when_postings_are_read() {
    let lab = Lab::new().await;
    let (desk, posting, person) = in_question(&lab).await;
    desk.engine.refresh_cache().await.unwrap();
    assert_eq!(desk.attention().await.len(), 1, "it is as it was");
    tagged(&lab, &posting, "Hubert: backend-basics");
    desk.engine.refresh_cache().await.unwrap();
    assert!(desk.attention().await.is_empty());
    desk.sweep().await;
    desk.send().await;
    assert_eq!(desk.state(&person).await, State::Invited);
}

#[tokio::test]
async fn the_look_for_changes_finds_a_corrected_tag_and_whoever_waited_is_invited() {
    let lab = Lab::new().await;
    let (desk, posting, person) = in_question(&lab).await;
    tagged(&lab, &posting, "Hubert: backend-basics");
    desk.safety().await;
    assert!(desk.attention().await.is_empty());
    desk.sweep().await;
    desk.send().await;
    assert_eq!(desk.state(&person).await, State::Invited);
}

#[tokio::test]
async fn a_person_can_look_again_and_is_told_if_nothing_has_changed() {
    let lab = Lab::new().await;
    let (desk, posting, _) = in_question(&lab).await;
    let question = desk.question().await;
    let again = async || desk.engine.settle_attention(&question.id, "check_again").await;
    assert!(matches!(again().await, Err(EngineError::TooEarly(_))));
    assert_eq!(desk.question().await.id, question.id);
    tagged(&lab, &posting, "Hubert: backend-basics");
    again().await.unwrap();
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn a_tag_that_is_wrong_in_another_way_asks_anew_and_so_does_one_that_is_wrong_again() {
    let lab = Lab::new().await;
    let (desk, posting, _) = in_question(&lab).await;
    let first = desk.question().await;
    tagged(&lab, &posting, "Hubert: backend-basix");
    desk.engine.refresh_cache().await.unwrap();
    let second = desk.question().await;
    assert_ne!(second.id, first.id);
    assert!(second.reason.contains("backend-basix"), "{}", second.reason);
    tagged(&lab, &posting, "Hubert: backend-basics");
    desk.engine.refresh_cache().await.unwrap();
    assert!(desk.attention().await.is_empty());
    tagged(&lab, &posting, "Hubert: backend-basisc");
    enters(&lab, "Bo Ek", &posting);
    desk.tick().await;
    assert_eq!(desk.question().await.reason, first.reason);
}
