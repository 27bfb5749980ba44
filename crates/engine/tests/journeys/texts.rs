//! Texts of a playbook that cannot be filled in, as one that an older version saved may have them.

use fulcrum_core::assessment::Score;
use fulcrum_core::notes::Notes;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::vocabulary::Tags;
use fulcrum_engine::NewReview;

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
