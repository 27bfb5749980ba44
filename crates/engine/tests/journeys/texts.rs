//! Texts of a playbook that cannot be filled in, as one that an older version saved may have them.

use fulcrum_core::assessment::Score;
use fulcrum_core::notes::Notes;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::vocabulary::Tags;
use fulcrum_core::{AssessmentId, PlaybookId};
use fulcrum_engine::NewReview;
use fulcrum_sandbox::{NewCandidate, NewPosting};

use crate::lab::{Desk, Lab, Setup};

const FAULTY: &str = "{{ nmae }}";

async fn desk(lab: &Lab, change: impl FnOnce(&mut Playbook)) -> Desk {
    let mut setup = Setup::named("first");
    change(&mut setup.playbook);
    let desk = Desk::open(lab, setup).await;
    desk.switch_on(&[]).await;
    desk
}

#[tokio::test]
async fn what_cannot_be_filled_in_is_left_out_and_said_once() {
    let lab = Lab::new().await;
    let desk = desk(&lab, |playbook| {
        playbook.tags = Tags { invited: FAULTY.into(), score: "{{ socre }}".into(), ..playbook.tags.clone() };
        playbook.notes = Notes { invited: FAULTY.into(), completed: "Finished".into(), ..Notes::default() };
        playbook.note = FAULTY.into();
    })
    .await;
    let other = lab.arrival("Bo Berg", Some("bo@example.com"));
    let (id, screening) = desk.submitted(&lab, "Aiko Tanaka", "aiko@example.com").await;
    assert_eq!(desk.state(&other).await, State::Invited, "nobody waits for anybody");
    assert_eq!(lab.mails("aiko@example.com").len(), 1);
    assert_eq!(lab.tagged(&id, "Fulcrum-Screening-Completed"), 1, "what can be filled in is written");
    let question = desk.question().await;
    assert_eq!(question.title, "Fulcrum screening");
    for name in ["the invited tag", "the invited note"] {
        assert!(question.reason.contains(name), "{}", question.reason);
    }
    desk.engine.settle_attention(&question.id, "dismiss").await.unwrap();

    let review = NewReview::of(Score::new(3).unwrap(), "Clear answers".into());
    desk.engine.review(&screening, review).await.unwrap();
    desk.drain().await;
    assert_eq!(desk.state(&id).await, State::Reviewed);
    let notes = lab.lever(&id).notes;
    let result = &notes[0].comments[1];
    assert_eq!(result.score, Some(3));
    assert!(result.text.contains("Clear answers") && !result.text.contains("nmae"), "{}", result.text);
    assert!(desk.question().await.reason.contains("the score tag"));
}

#[tokio::test]
async fn an_invitation_that_cannot_be_filled_in_waits_for_a_person_and_holds_up_nobody() {
    let lab = Lab::new().await;
    let desk = desk(&lab, |playbook| {
        playbook.mail_text = "{% if name == 'Aiko Tanaka' %}{{ nmae }}{% endif %}{{ link }}".into();
    })
    .await;
    let id = lab.arrival("Aiko Tanaka", Some("aiko@example.com"));
    let other = lab.arrival("Bo Berg", Some("bo@example.com"));
    desk.look_and_send().await;
    assert_eq!((desk.state(&other).await, lab.mails("bo@example.com").len()), (State::Invited, 1));
    assert_eq!((desk.state(&id).await, lab.mails("aiko@example.com").len()), (State::Held, 0));
    let question = desk.question().await;
    assert!(question.reason.contains("cannot be filled in"), "{}", question.reason);

    let playbook = Playbook { mail_text: "Hello {{ link }}".into(), ..desk.playbook.clone() };
    let account = desk.account.clone();
    desk.store.write(move |tx| tx.save_playbook(&account, &playbook)).await.unwrap();
    desk.engine.settle_attention(&question.id, "retry").await.unwrap();
    desk.drain().await;
    assert_eq!((desk.state(&id).await, lab.mails("aiko@example.com").len()), (State::Invited, 1));
    assert!(desk.attention().await.is_empty());
}

#[tokio::test]
async fn a_playbook_that_screened_nobody_yet_is_previewed_with_somebody_whom_lever_has() {
    let lab = Lab::of(0).await;
    let desk = desk(&lab, |_| {}).await;
    let other = Playbook {
        id: PlaybookId::new("other"),
        assessment: Some(AssessmentId::new("customer-empathy")),
        ..Playbook::preset()
    };
    let (account, id) = (desk.account.clone(), other.id.clone());
    desk.store.write(move |tx| tx.save_playbook(&account, &other)).await.unwrap();
    let told = async |playbook: &PlaybookId| {
        let (name, words) = desk.engine.words_of(playbook, None).await.unwrap();
        (name, [words.first_name, words.posting, words.assessment, words.score].join(", "))
    };
    assert_eq!(
        told(&id).await,
        (None, "Aiko, Backend Engineer, Backend basics, 3".into()),
        "nobody is known"
    );

    let posting = lab.control.add_posting(NewPosting { text: "Night nurse".into(), ..NewPosting::default() });
    let new =
        NewCandidate { name: "Zoë Quickfoot".into(), posting: Some(posting), ..NewCandidate::default() };
    lab.control.add_candidate(new).unwrap();
    lab.candidate("Nobody Asked", None);
    desk.engine.refresh_cache().await.unwrap();
    desk.engine.fill_directory().await.unwrap();
    let zoe = (Some("Zoë Quickfoot".to_owned()), "Zoë, Night nurse, Customer empathy, 3".to_owned());
    assert_eq!(told(&id).await, zoe, "somebody in the directory, who has a posting");

    let arrived = lab.arrival("Bo Berg", Some("bo@example.com"));
    desk.look_and_send().await;
    let bo = (Some("Bo Berg".to_owned()), "Bo, , Customer empathy, 3".to_owned());
    assert_eq!(told(&id).await, bo, "whoever another playbook screened");
    let own = told(&desk.playbook.id).await;
    assert_eq!(own.1, "Bo, , Backend basics, 3");
    lab.control.anonymize(&arrived).unwrap();
    desk.safety().await;
    assert_eq!(told(&id).await, zoe, "nobody who was removed in Lever");
}
