//! In whose name Lever is written to.

use fulcrum_core::UserId;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::writers::Writers;

use crate::lab::{Desk, Lab, Setup};
use fulcrum_core::assessment::Score;
use fulcrum_engine::NewReview;

/// A desk whose playbook writes as the second user, and another stands in.
async fn desk(lab: &Lab) -> (Desk, [String; 2], [String; 2]) {
    let users: Vec<_> = lab.control.users().into_iter().filter(|user| user.active).collect();
    let (ids, names) =
        ([users[1].id.clone(), users[2].id.clone()], [users[1].name.clone(), users[2].name.clone()]);
    let usual = Setup::named("first");
    let writers = Writers { perform_as: Some(UserId::new(&*ids[0])), fallback: Some(users[2].email.clone()) };
    let setup = Setup { playbook: Playbook { writers, ..usual.playbook.clone() }, ..usual };
    let desk = Desk::open(lab, setup).await;
    desk.engine.refresh_cache().await.unwrap();
    desk.switch_on(&[]).await;
    (desk, ids, names)
}

async fn noted(lab: &Lab, desk: &Desk, email: &str) -> Option<String> {
    let (id, screening) = desk.submitted(lab, "Aiko Tanaka", email).await;
    let review = NewReview::of(Score::new(3).unwrap(), String::new());
    desk.engine.review(&screening, review).await.unwrap();
    desk.drain().await;
    lab.lever(&id).notes[0].user.clone()
}

#[tokio::test]
async fn the_playbooks_user_writes_and_somebody_stands_in_which_is_told_once() {
    let lab = Lab::new().await;
    let (desk, ids, names) = desk(&lab).await;
    assert_eq!(noted(&lab, &desk, "aiko@example.com").await.as_ref(), Some(&names[0]));
    lab.control.set_deactivated(&ids[0], true).unwrap();
    desk.engine.refresh_cache().await.unwrap();
    assert_eq!(noted(&lab, &desk, "ben@example.com").await.as_ref(), Some(&names[1]));
    let told = desk.question().await;
    assert!(told.reason.contains(&names[0]) && told.reason.contains(&names[1]), "{}", told.reason);
    desk.engine.settle_attention(&told.id, "dismiss").await.unwrap();
    assert_eq!(noted(&lab, &desk, "eve@example.com").await.as_ref(), Some(&names[1]));
    assert_eq!(desk.attention().await.len(), 0, "once is enough");
}

#[tokio::test]
async fn whoever_was_deactivated_just_now_is_stood_in_for_and_nothing_gets_stuck() {
    let lab = Lab::new().await;
    let (desk, ids, names) = desk(&lab).await;
    lab.control.set_deactivated(&ids[0], true).unwrap();
    assert_eq!(noted(&lab, &desk, "aiko@example.com").await.as_ref(), Some(&names[1]));
    let told = desk.question().await;
    assert!(told.reason.contains(&names[0]), "only that somebody stands in: {}", told.reason);
}
