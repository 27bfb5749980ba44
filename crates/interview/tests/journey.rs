//! A candidate's way through the pages, with and without the script.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{World, location, request};
use serde_json::json;

#[tokio::test]
async fn from_the_link_to_the_report() {
    let world = World::new().await;
    let (_, invited) = world.invite("k", request()).await;
    let link = invited["link"].as_str().unwrap();
    let report = invited["reportLink"].as_str().unwrap();

    let (status, page) = world.page(link).await;
    assert_eq!(status, 200);
    for words in [
        "Aiko Tanaka",
        "Northwind Robotics",
        "Backend Engineer",
        "Backend basics",
        "5 questions",
        "30 minutes",
        "id=\"start\"",
    ] {
        assert!(page.contains(words), "{words}");
    }
    let news = world.state(&invited["ref"]).await;
    assert_eq!(news["state"], "invited");
    assert!(news["openedAt"].is_string());
    assert!(world.page(report).await.1.contains("Not started yet"));

    // Without the tick there is no consent.
    let (status, _, page) = world.form(&format!("{link}/consent"), &[]).await;
    assert_eq!(status, 422);
    assert!(page.contains("Please tick the box"));
    assert_eq!(world.state(&invited["ref"]).await["state"], "invited");
    let (status, to, _) = world.form(&format!("{link}/consent"), &[("consent", "yes")]).await;
    assert_eq!(status, 303);
    assert!(to.ends_with("/q/1"));
    assert_eq!(world.state(&invited["ref"]).await["state"], "started");

    // Drafts are the candidate's own.
    let answers = format!("/invitations/{}/answers", invited["ref"].as_str().unwrap());
    assert_eq!(world.get(&answers).await.1["code"], "not_submitted");
    for n in 1..=5 {
        let text = format!("Answer number {n}\r\nsecond line");
        let url = format!("{link}/q/{n}");
        assert_eq!(world.page(&url).await.0, 200);
        let (status, to, _) = world.form(&url, &[("answer", &text), ("go", "next"), ("base", "0")]).await;
        assert_eq!(status, 303);
        let next = if n == 5 { "/review".into() } else { format!("/q/{}", n + 1) };
        assert!(to.ends_with(&next), "{to}");
    }
    assert!(!world.page(report).await.1.contains("Answer number"));
    let (_, page) = world.page(&format!("{link}/review")).await;
    assert!(page.contains("Answer number 5\nsecond line") && page.contains("id=\"edit-3\""));

    // An edit from the review comes back to it.
    let edit = [("answer", "Better"), ("from", "review"), ("base", "1"), ("go", "next")];
    let (_, to, _) = world.form(&format!("{link}/q/3"), &edit).await;
    assert!(to.ends_with("/review"));

    let (status, to, _) = world.form(&format!("{link}/submit"), &[]).await;
    assert_eq!(status, 303);
    let (_, page) = world.page(&format!("{}{to}", world.service.url())).await;
    assert!(page.contains("Thank you, Aiko Tanaka"));
    let news = world.state(&invited["ref"]).await;
    assert_eq!((&news["state"], &news["answered"]), (&json!("submitted"), &json!(5)));

    // Handed in is handed in.
    let late = [("answer", "Late"), ("go", "next")];
    world.form(&format!("{link}/q/1"), &late).await;
    let (_, handed_in) = world.get(&answers).await;
    assert_eq!(handed_in["answers"][0]["text"], "Answer number 1\nsecond line");
    assert_eq!(handed_in["answers"][2]["text"], "Better");
    assert!(handed_in["consentAt"].is_string());

    assert!(world.page(report).await.1.contains("Not reviewed yet"));
    let verdict = json!({ "score": 4, "scores": { "slow-page": 3 }, "comment": "Clear thinker", "reviewer": "Ben Adeyemi" });
    let path = format!("/invitations/{}/evaluation", invited["ref"].as_str().unwrap());
    assert_eq!(world.put(&path, verdict).await.0, 204);
    let news = world.state(&invited["ref"]).await;
    assert_eq!((&news["state"], &news["evaluation"]["score"]), (&json!("evaluated"), &json!(4)));
    let (_, page) = world.page(report).await;
    for words in
        ["Strong yes", "Clear thinker", "Ben Adeyemi", "class=\"chosen\"", "Better", "Measures first"]
    {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn the_link_continues_where_one_was() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    let to = async || location(&world.client.get(link).send().await.unwrap()).unwrap();
    assert!(to().await.ends_with("/q/1"));
    world.form(&format!("{link}/q/1"), &[("answer", "One"), ("go", "next")]).await;
    world.form(&format!("{link}/q/2"), &[("answer", "Two"), ("go", "back")]).await;
    assert!(to().await.ends_with("/q/3"));
    let (_, page) = world.page(&format!("{link}/q/2")).await;
    assert!(page.contains(">\nTwo</textarea>"), "{page}");
    for n in 3..=5 {
        world.form(&format!("{link}/q/{n}"), &[("answer", "x"), ("go", "next")]).await;
    }
    assert!(to().await.ends_with("/review"));
}

#[tokio::test]
async fn of_two_windows_the_later_wins_and_nothing_is_lost() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    let save = format!("{link}/q/1/save");
    let typed = |text: &'static str, writer: &'static str, sequence: &'static str, base: &'static str| {
        [("answer", text), ("writer", writer), ("sequence", sequence), ("base", base)]
    };
    let (status, _, said) = world.form(&save, &typed("first window", "a", "1", "0")).await;
    assert_eq!((status, said.as_str()), (200, r#"{"replaced":false,"version":1}"#));
    let (_, _, said) = world.form(&save, &typed("second window", "b", "1", "0")).await;
    assert_eq!(said, r#"{"replaced":true,"version":2}"#);
    let (_, page) = world.page(&format!("{link}/q/1")).await;
    assert!(page.contains(">\nsecond window</textarea>"));
    assert!(page.contains("<blockquote>first window</blockquote>"));

    // A window's own requests may overtake each other; its later text stays.
    world.form(&save, &typed("b, third", "b", "3", "2")).await;
    world.form(&save, &typed("b, second", "b", "2", "2")).await;
    let (_, page) = world.page(&format!("{link}/q/1")).await;
    assert!(page.contains(">\nb, third</textarea>"));
    assert!(!page.contains("b, second"));
}

#[tokio::test]
async fn a_very_long_answer_is_refused_and_kept_in_the_box() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    let url = format!("{link}/q/1");
    let fits = "ü".repeat(20_000);
    let (status, ..) = world.form(&url, &[("answer", &fits), ("go", "next")]).await;
    assert_eq!(status, 303);
    let long = format!("{fits}END");
    let (status, _, page) = world.form(&url, &[("answer", &long), ("go", "next"), ("base", "1")]).await;
    assert_eq!(status, 422);
    assert!(page.contains("üüüEND</textarea>") && page.contains("20003 characters"));
    let (status, _, said) = world.form(&format!("{url}/save"), &[("answer", &long)]).await;
    assert_eq!(status, 422);
    assert!(said.contains("too_long"));
}

#[tokio::test]
async fn an_empty_interview_cannot_be_handed_in() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    world.form(&format!("{link}/q/1"), &[("answer", "  "), ("go", "next"), ("base", "0")]).await;
    let (status, _, page) = world.form(&format!("{link}/submit"), &[]).await;
    assert_eq!(status, 422);
    assert!(page.contains("no answer to hand in"));
    assert_eq!(world.state(&invited["ref"]).await["state"], "started");
}

#[tokio::test]
async fn declining_asks_once_more_and_forgets_what_was_written() {
    let world = World::new().await;
    let invited = world.started("k").await;
    let link = invited["link"].as_str().unwrap();
    world.form(&format!("{link}/q/1"), &[("answer", "secret"), ("go", "next")]).await;
    let (_, page) = world.page(&format!("{link}/decline")).await;
    assert!(page.contains("will be deleted") && page.contains("id=\"decline\""));
    assert_eq!(world.state(&invited["ref"]).await["state"], "started");
    assert_eq!(world.form(&format!("{link}/decline"), &[]).await.0, 303);
    let news = world.state(&invited["ref"]).await;
    assert_eq!((&news["state"], &news["answered"]), (&json!("declined"), &json!(0)));
    let (status, page) = world.page(link).await;
    assert_eq!(status, 410);
    assert!(page.contains("You declined this interview"));
}

#[tokio::test]
async fn posts_from_other_sites_change_nothing() {
    let world = World::new().await;
    let (_, invited) = world.invite("k", request()).await;
    let url = format!("{}/consent", invited["link"].as_str().unwrap());
    let post = world.client.post(url).header("Origin", "https://evil.example");
    let answer = post.form(&[("consent", "yes")]).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    assert_eq!(world.state(&invited["ref"]).await["state"], "invited");
}

#[tokio::test]
async fn pages_carry_their_protective_headers() {
    let world = World::new().await;
    let (_, invited) = world.invite("k", request()).await;
    let answer = world.client.get(invited["link"].as_str().unwrap()).send().await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'none'"));
    assert!(!header("content-security-policy").contains("unsafe"));
    assert_eq!(header("referrer-policy"), "no-referrer");
    assert_eq!(header("cache-control"), "no-store");
    assert!(header("x-robots-tag").contains("noindex"));
}
