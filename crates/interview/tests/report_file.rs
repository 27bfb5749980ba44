//! The report as a PDF file.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::World;
use lopdf::Document;
use serde_json::json;

/// The file at an address: status, kind, what it says.
async fn file(answer: reqwest::RequestBuilder) -> (u16, String, String) {
    let answer = answer.send().await.unwrap();
    let status = answer.status().as_u16();
    let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
    let bytes = answer.bytes().await.unwrap();
    let said = Document::load_mem(&bytes).map(|document| {
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        document.extract_text(&pages).unwrap()
    });
    (status, kind, said.unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned()))
}

#[tokio::test]
async fn it_tells_what_the_page_tells_once_there_is_something_to_tell() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    let page = format!("{}/pdf", invited["reportLink"].as_str().unwrap());
    let reference = invited["ref"].as_str().unwrap();
    let path = world.api(&format!("/invitations/{reference}/report"));
    let paired = || world.client.get(&path).bearer_auth(common::TOKEN);

    let (status, _, said) = file(paired()).await;
    assert_eq!(status, 409);
    assert!(said.contains("not_submitted"), "{said}");
    let (_, kind, said) = file(world.client.get(&page)).await;
    assert!(kind.starts_with("text/html") && said.contains("Not handed in yet"), "{kind}: {said}");

    world.form(&format!("{link}/q/1"), &[("answer", "First\r\n<b>second</b>"), ("go", "next")]).await;
    world.form(&format!("{link}/submit"), &[]).await;
    let (status, kind, said) = file(paired()).await;
    assert_eq!((status, kind.as_str()), (200, "application/pdf"));
    for words in ["Aiko Tanaka", "Backend Engineer", "<b>second</b>", "No answer", "Not reviewed yet"] {
        assert!(said.contains(words), "{words} is not in {said}");
    }

    let verdict = json!({ "score": 4, "scores": { "slow-page": 3 }, "comment": "Clear thinker", "reviewer": "Ben Adeyemi" });
    world.put(&format!("/invitations/{reference}/evaluation"), verdict).await;
    let (_, _, said) = file(world.client.get(&page)).await;
    for words in ["Strong yes", "Clear thinker", "Ben Adeyemi", "Level 3 of 4"] {
        assert!(said.contains(words), "{words} is not in {said}");
    }

    world.delete(&format!("/invitations/{reference}")).await;
    let (_, kind, said) = file(world.client.get(&page)).await;
    assert!(kind.starts_with("text/html") && !said.contains("Aiko"), "{said}");
    let (status, ..) = file(world.client.get(&path)).await;
    assert_eq!(status, 401, "without the pairing token");
}
