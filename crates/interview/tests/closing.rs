//! Ends: expiry, cancelling, erasing, and the kind pages that follow.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{World, mailed, request};
use serde_json::json;

#[tokio::test]
async fn time_closes_a_link_and_late_words_are_given_back() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    world.pass_hours(7 * 24 - 1);
    assert_eq!(world.state(&invited["ref"]).await["state"], "started");
    world.form(&format!("{link}/q/1"), &[("answer", "in time"), ("go", "next")]).await;
    world.pass_hours(1);
    let news = world.state(&invited["ref"]).await;
    assert_eq!((&news["state"], &news["answered"]), (&json!("expired"), &json!(1)));
    assert_eq!(news["changedAt"], invited["expiresAt"]);
    let (status, page) = world.page(link).await;
    assert_eq!(status, 410);
    assert!(page.contains("This interview has closed") && page.contains("Mara Lindqvist"));
    let (status, _, page) =
        world.form(&format!("{link}/q/2"), &[("answer", "too late"), ("go", "next")]).await;
    assert_eq!(status, 410);
    assert!(page.contains(">\ntoo late</textarea>"));
    let (status, _, said) = world.form(&format!("{link}/q/2/save"), &[("answer", "too late")]).await;
    assert_eq!(status, 409);
    assert!(said.contains("not_open"));
}

#[tokio::test]
async fn what_was_handed_in_does_not_expire() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    world.form(&format!("{link}/q/1"), &[("answer", "x"), ("go", "next")]).await;
    world.form(&format!("{link}/submit"), &[]).await;
    world.pass_hours(24 * 30);
    assert_eq!(world.state(&invited["ref"]).await["state"], "submitted");
    let path = format!("/invitations/{}/cancel", invited["ref"].as_str().unwrap());
    let (status, said) = world.post(&path, json!({ "reason": "moved" })).await;
    assert_eq!((status, &said["code"]), (409, &json!("already_submitted")));
}

#[tokio::test]
async fn a_cancelled_link_is_kind_and_sends_no_mail() {
    let world = World::new().await;
    let (_, invited) = world.invite("k", request()).await;
    let base = format!("/invitations/{}", invited["ref"].as_str().unwrap());
    for _ in 0..2 {
        let (status, _) = world.post(&format!("{base}/cancel"), json!({ "reason": "Left the stage" })).await;
        assert_eq!(status, 204);
    }
    assert_eq!(world.state(&invited["ref"]).await["state"], "cancelled");
    let (status, page) = world.page(invited["link"].as_str().unwrap()).await;
    assert_eq!(status, 410);
    assert!(page.contains("no longer open") && !page.contains("Left the stage"));
    let again = json!({ "purpose": "reminder", "attempt": 1, "subject": "s", "text": "t" });
    let (status, said) = world.post(&format!("{base}/mail"), again).await;
    assert_eq!((status, &said["code"]), (409, &json!("not_open")));
    let (_, page) = world.page(invited["reportLink"].as_str().unwrap()).await;
    assert!(page.contains("Left the stage"));
}

#[tokio::test]
async fn erasing_forgets_the_person_and_keeps_the_key() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    world.form(&format!("{link}/q/1"), &[("answer", "Unmistakable words"), ("go", "next")]).await;
    world.form(&format!("{link}/submit"), &[]).await;
    let base = format!("/invitations/{}", invited["ref"].as_str().unwrap());
    let verdict = json!({ "score": 2, "comment": "Unmistakable comment", "reviewer": "Ben" });
    world.put(&format!("{base}/evaluation"), verdict).await;
    for _ in 0..2 {
        assert_eq!(world.delete(&base).await.0, 204);
    }
    assert_eq!(world.get(&format!("{base}/answers")).await.0, 409);
    assert_eq!(world.state(&invited["ref"]).await["state"], "erased");
    let (status, said) = world.invite("k", mailed()).await;
    assert_eq!((status, &said["code"]), (410, &json!("erased")));
    let (_, page) = world.page(invited["reportLink"].as_str().unwrap()).await;
    assert!(page.contains("erased") && !page.contains("Aiko"));
    assert_eq!(world.page(link).await.0, 410);

    let folder = world.folder.path().to_owned();
    for file in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        for gone in ["Unmistakable", "aiko@example.com", "Aiko Tanaka"] {
            assert!(!text.contains(gone), "{gone} is still on the disk");
        }
    }
}

#[tokio::test]
async fn links_that_never_were_get_a_kind_page() {
    let world = World::new().await;
    for path in ["/i/nope", "/i/nope/q/1", "/report/nope", "/elsewhere"] {
        let (status, page) = world.page(&format!("{}{path}", world.service.url())).await;
        assert_eq!(status, 404, "{path}");
        assert!(page.contains("We cannot find this page"), "{path}");
    }
    let (status, page) = world.page(&format!("{}/", world.service.url())).await;
    assert_eq!(status, 200);
    assert!(page.contains("personal link"));
}
