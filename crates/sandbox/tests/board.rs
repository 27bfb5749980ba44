//! The board with ten thousand people: a small page, everybody in reach, and only news on the wire.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use std::collections::BTreeSet;

use fulcrum_sandbox::NewCandidate;
use lab::Lab;
use reqwest::StatusCode;

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(&start).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The columns of a board, each with its stage.
fn columns(html: &str) -> Vec<(&str, &str)> {
    let sections = html.split("<section ").skip(1);
    sections.map(|section| (values(section, "data-stage")[0], section)).collect()
}

/// What the page says that it has of a column: FNV-1a of its people and the marks of its cards.
fn have(column: &str) -> String {
    let marks = values(column, "data-mark");
    let text = format!("{}{}", values(column, "data-people")[0], marks.concat());
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("have={}:{}:{hash:08x}", values(column, "data-stage")[0], marks.len())
}

#[tokio::test]
async fn ten_thousand_people_make_a_small_page() {
    let lab = Lab::new(10_000).await;
    let html = lab.html("/").await;
    assert!(html.len() < 250_000, "{} bytes", html.len());
    assert_eq!(html.matches("class=\"card\"").count(), 8 * 30);
    assert_eq!(html.matches("class=\"more\"").count(), 8);
    let shown: Vec<usize> =
        columns(&html).iter().map(|(_, c)| values(c, "data-people")[0].parse().unwrap()).collect();
    let held: Vec<usize> = lab.control.stages().iter().map(|stage| stage.people).collect();
    assert_eq!(shown, held);
    assert!(shown.iter().sum::<usize>() > 8_000);
    assert!(html.contains("<span class=\"count\">2,"), "thousands are grouped");
}

#[tokio::test]
async fn everybody_is_reached_by_paging_and_once() {
    let lab = Lab::new(1_000).await;
    let html = lab.html("/board").await;
    for (stage, column) in columns(&html) {
        let mut seen: Vec<String> = Vec::new();
        let mut page = column.to_owned();
        loop {
            seen.extend(values(&page, "data-opportunity").into_iter().map(str::to_owned));
            let Some(after) = values(&page, "data-after").first().map(|after| (*after).to_owned()) else {
                break;
            };
            page = lab.html(&format!("/board/{stage}?after={after}")).await;
        }
        let everybody: Vec<String> = lab.control.in_stage(stage).into_iter().map(|row| row.id).collect();
        assert_eq!(seen, everybody, "{stage}");
    }
    let url = &lab.ready().url;
    let status = async |path: &str| lab.http.get(format!("{url}{path}")).send().await.unwrap().status();
    assert_eq!(status("/board/nowhere?after=1:1").await, StatusCode::NOT_FOUND);
    assert_eq!(status("/board/offer?after=somewhere").await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn part_of_a_name_or_of_an_address_is_enough_to_find_somebody() {
    let lab = Lab::new(2_000).await;
    let new = NewCandidate {
        name: "Xanthippe Searched".to_owned(),
        email: Some("x.searched@example.net".to_owned()),
        stage: Some("offer".to_owned()),
        ..NewCandidate::default()
    };
    let added = lab.control.add_candidate(new).unwrap();
    for query in ["xanthippe", "PE%20SEA", "searched@example.net", "%20x.searched@"] {
        let html = lab.html(&format!("/board?q={query}")).await;
        assert_eq!(values(&html, "data-opportunity"), [added.id.as_str()], "{query}");
        assert_eq!(columns(&html).len(), 8);
    }
    let html = lab.html("/board?q=example.net").await;
    assert_eq!(html.matches("Nobody here").count(), 7);
    // More of what was searched for, not of everybody.
    let found = lab.html("/board?q=@example.org").await;
    let (stage, column) = columns(&found)[0];
    let after = values(column, "data-after")[0];
    let page = lab.html(&format!("/board/{stage}?q=@example.org&after={after}")).await;
    let of_org = |id: &&str| lab.control.opportunity(id).unwrap().emails[0].ends_with("@example.org");
    let ids = values(&page, "data-opportunity");
    assert!(!ids.is_empty() && ids.iter().all(of_org));
}

#[tokio::test]
async fn only_columns_that_look_different_are_sent() {
    let lab = Lab::new(1_000).await;
    let html = lab.html("/board").await;
    let had: Vec<String> = columns(&html).iter().map(|(_, column)| have(column)).collect();
    let query = format!("/board?{}", had.join("&"));
    assert_eq!(lab.html(&query).await, "");

    let person = lab.control.in_stage("lead-new").remove(3);
    lab.control.add_tags(&person.id, &["Fresh".to_owned()]).unwrap();
    let news = lab.html(&query).await;
    assert_eq!(columns(&news).iter().map(|(stage, _)| *stage).collect::<Vec<_>>(), ["lead-new"]);
    assert!(news.contains("Fresh"));

    lab.control.move_to_stage(&person.id, "offer", None).unwrap();
    let news = lab.html(&query).await;
    let stages: BTreeSet<&str> = columns(&news).iter().map(|(stage, _)| *stage).collect();
    assert_eq!(stages, BTreeSet::from(["lead-new", "offer"]));

    // Whoever has scrolled gets as many cards again.
    let deep = lab.html("/board?have=lead-new:90:0").await;
    let (_, column) = columns(&deep)[0];
    assert_eq!(values(column, "data-opportunity").len(), 90);
    let answer = lab.http.get(format!("{}/board?seen=0", lab.ready().url)).send().await.unwrap();
    let revision = answer.headers()["x-revision"].to_str().unwrap().to_owned();
    let url = format!("{}/board?seen={revision}", lab.ready().url);
    assert_eq!(lab.http.get(url).send().await.unwrap().status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_card_says_what_a_recruiter_looks_for() {
    let lab = Lab::new(60).await;
    let user = lab.control.users().remove(1);
    let new = NewCandidate {
        name: "Card Holder".to_owned(),
        tags: ["a", "b", "c", "d", "<e>"].map(str::to_owned).to_vec(),
        user: Some(user.id),
        posting: Some(lab.control.postings()[0].0.clone()),
        ..NewCandidate::default()
    };
    let added = lab.control.add_candidate(new).unwrap();
    let edit =
        fulcrum_sandbox::CandidateEdit { headline: Some("Mason & Co".to_owned()), ..Default::default() };
    lab.control.edit_candidate(&added.id, edit).unwrap();
    lab.pass(3 * 86_400_000);
    let html = lab.html("/board?q=card%20holder").await;
    let card = html.split("<article").nth(1).unwrap();
    for part in [
        "Card Holder",
        "Mason &amp; Co",
        ">3 d<",
        "no e-mail",
        ">+2<",
        "title=\"d, &lt;e&gt;\"",
        "In this stage since",
    ] {
        assert!(card.contains(part), "{part} in {card}");
    }
    assert!(card.contains(&lab.control.postings()[0].1));
    assert!(card.contains(&format!("Owner: {}", user.name)));
}
