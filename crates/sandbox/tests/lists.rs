//! Lists of opportunities: order, paging, filters, cost.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use std::collections::{BTreeSet, HashMap};

use fulcrum_sandbox::ListOrder;
use lab::{Lab, START, ids};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

#[tokio::test]
async fn paging_reaches_every_row_once_in_levers_order() {
    let lab = Lab::new(230).await;
    let (whole, pages) = lab.all("archived=false", 100).await;
    assert!(pages >= 2);
    for limit in [1, 7] {
        let (rows, _) = lab.all("archived=false", limit).await;
        assert_eq!(ids(&rows), ids(&whole));
        if limit == 1 {
            assert_eq!(rows.len(), whole.len());
        }
    }
    let ranks = ranks(&lab).await;
    let keys: Vec<_> = whole
        .iter()
        .map(|row| {
            (
                ranks[row["stage"].as_str().unwrap()],
                -row["lastAdvancedAt"].as_i64().unwrap(),
                row["id"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    assert!(keys.is_sorted());
    assert_eq!(ids(&whole).iter().collect::<BTreeSet<_>>().len(), whole.len());
}

/// Stage ids with their ranks in hundredths.
async fn ranks(lab: &Lab) -> HashMap<String, i64> {
    let stages = lab.get("/disposition_stages").await;
    let rank = |stage: &Value| {
        #[expect(clippy::cast_possible_truncation, reason = "ranks are small")]
        let rank = (stage["rank"].as_f64().unwrap() * 100.0) as i64;
        (stage["id"].as_str().unwrap().to_owned(), rank)
    };
    let stages = stages["data"]["stages"].as_array().unwrap().iter();
    stages.map(rank).collect()
}

#[tokio::test]
async fn the_cursor_names_the_first_row_of_the_next_page() {
    let lab = Lab::new(60).await;
    let first = lab.get("/opportunities?limit=3").await;
    let next = first["next"].as_str().unwrap();
    // Once decoded by the URL parser, `next` is still percent-encoded: the double form.
    let second = lab.get(&format!("/opportunities?limit=3&offset={}", next.replace('%', "%25"))).await;
    let single = lab.get(&format!("/opportunities?limit=3&offset={next}")).await;
    assert_eq!(second, single);
    assert!(next.ends_with(&format!("%22{}%22%5D", second["data"][0]["id"].as_str().unwrap())));
    let (whole, _) = lab.all("", 100).await;
    assert_eq!(whole[3]["id"], second["data"][0]["id"]);
}

#[tokio::test]
async fn an_offset_is_only_good_with_the_parameters_it_was_given_for() {
    let lab = Lab::new(60).await;
    let first = lab.get("/opportunities?limit=3&archived=false").await;
    let next = first["next"].as_str().unwrap();
    for query in [
        format!("limit=3&archived=true&offset={next}"),
        format!("limit=3&offset={next}"),
        "limit=3&archived=false&offset=nonsense".to_owned(),
        "limit=3&archived=false&offset=%5B1%2C2%2C%22x%22%5D".to_owned(),
    ] {
        let request = lab.call(Method::GET, &format!("/opportunities?{query}"));
        let (status, message) = lab.refused(request).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(message, "Invalid offset token");
    }
    let other_order = format!("/opportunities?offset={next}&archived=false&limit=3");
    assert_eq!(lab.get(&other_order).await["data"].as_array().unwrap().len(), 3);
}

/// Every filter, through every index, agrees with looking at each row.
#[tokio::test]
async fn filters_select_what_they_say() {
    let lab = Lab::new(400).await;
    lab.control.update_switches(|switches| switches.api_key_sees_confidential = true);
    let (whole, _) = lab.all("confidentiality=all", 100).await;
    assert_eq!(whole.len(), 400);
    let screen = lab.stage("Phone screen");
    let posting = lab.control.postings()[0].clone();
    let middle = START - 30 * 86_400_000;
    let someone = whole.iter().find(|row| row["emails"][0].is_string()).unwrap();
    let email = someone["emails"][0].as_str().unwrap().to_owned();
    let loud =
        format!("{}+x@{}", email.split('@').next().unwrap().to_uppercase(), email.split('@').nth(1).unwrap());
    let contact = someone["contact"].as_str().unwrap().to_owned();
    let reason = whole.iter().find(|row| row["archived"].is_object()).unwrap()["archived"]["reason"]
        .as_str()
        .unwrap()
        .to_owned();
    let at = |row: &Value, key: &str| row[key].as_i64().unwrap_or(i64::MIN);
    type Check<'a> = Box<dyn Fn(&Value) -> bool + 'a>;
    let cases: Vec<(String, Check<'_>)> = vec![
        (format!("stage_id={screen}"), Box::new(|r| r["stage"] == *screen)),
        (
            format!("stage_id={screen}&stage_id=offer&advanced_at_start={middle}&archived=false"),
            Box::new(|r| {
                (r["stage"] == *screen || r["stage"] == "offer")
                    && at(r, "lastAdvancedAt") >= middle
                    && r["archived"].is_null()
            }),
        ),
        (format!("advanced_at_start={middle}"), Box::new(|r| at(r, "lastAdvancedAt") >= middle)),
        (format!("advanced_at_end={middle}"), Box::new(|r| at(r, "lastAdvancedAt") <= middle)),
        (format!("updated_at_start={middle}"), Box::new(|r| at(r, "updatedAt") >= middle)),
        (
            format!("updated_at_start={middle}&stage_id=lead-new"),
            Box::new(|r| at(r, "updatedAt") >= middle && r["stage"] == "lead-new"),
        ),
        (format!("created_at_start={middle}"), Box::new(|r| at(r, "createdAt") >= middle)),
        (
            format!("archived_at_start={middle}"),
            Box::new(|r| r["archived"]["archivedAt"].as_i64().is_some_and(|t| t >= middle)),
        ),
        ("archived=True".to_owned(), Box::new(|r| r["archived"].is_object())),
        ("snoozed=true".to_owned(), Box::new(|r| at(r, "snoozedUntil") > START)),
        ("confidentiality=confidential".to_owned(), Box::new(|r| r["confidentiality"] == "confidential")),
        (
            "tag=Rust&tag=relocation".to_owned(),
            Box::new(|r| {
                let tags = r["tags"].as_array().unwrap();
                tags.contains(&json!("Rust")) || tags.contains(&json!("relocation"))
            }),
        ),
        ("tag=rust".to_owned(), Box::new(|_| false)),
        ("origin=referred".to_owned(), Box::new(|r| r["origin"] == "referred")),
        ("source=LinkedIn".to_owned(), Box::new(|r| r["sources"][0] == "LinkedIn")),
        (format!("archive_reason_id={reason}"), Box::new(|r| r["archived"]["reason"] == *reason)),
        (format!("contact_id={contact}"), Box::new(|r| r["contact"] == *contact)),
        ("contact_id=nobody".to_owned(), Box::new(|_| false)),
        ("location=Munich".to_owned(), Box::new(|r| r["opportunityLocation"] == "Munich")),
        ("location=unspecified".to_owned(), Box::new(|r| r.get("opportunityLocation").is_none())),
        (format!("email={}", loud.replace('+', "%2B")), Box::new(|r| r["contact"] == *contact)),
        (
            format!("posting_id={}", posting.0),
            Box::new(|r| applied_to(r, &posting.0) && r["applications"][0]["archived"].is_null()),
        ),
        (
            format!("archived_posting_id={}", posting.0),
            Box::new(|r| applied_to(r, &posting.0) && r["applications"][0]["archived"].is_object()),
        ),
    ];
    let (expanded, _) = lab.all("confidentiality=all&expand=applications", 100).await;
    for (query, check) in &cases {
        let both = if query.starts_with("confidentiality") {
            query.clone()
        } else {
            format!("{query}&confidentiality=all")
        };
        let (found, _) = lab.all(&both, 23).await;
        let expected: Vec<Value> = expanded.iter().filter(|row| check(row)).cloned().collect();
        assert_eq!(ids(&found), ids(&expected), "{query}");
    }
    // Two filters intersect, whichever index serves them.
    let names = |query: &str| -> BTreeSet<String> {
        query.split('&').filter_map(|pair| pair.split('=').next()).map(str::to_owned).collect()
    };
    for (first, (query, check)) in cases.iter().enumerate() {
        for (other, check_other) in &cases[first + 1..] {
            let both = format!("{query}&{other}");
            if !names(query).is_disjoint(&names(other)) || both.contains("confidentiality") {
                continue;
            }
            let (found, _) = lab.all(&format!("{both}&confidentiality=all"), 40).await;
            let expected: Vec<Value> =
                expanded.iter().filter(|row| check(row) && check_other(row)).cloned().collect();
            assert_eq!(ids(&found), ids(&expected), "{both}");
        }
    }
}

fn applied_to(row: &Value, posting: &str) -> bool {
    row["applications"][0]["posting"] == *posting
}

#[tokio::test]
async fn include_keeps_only_the_named_fields_and_expand_wins() {
    let lab = Lab::new(60).await;
    let page = lab
        .get("/opportunities?limit=1&include=id&include=stage&expand=stage&expand=owner&expand=contact&expand=followers")
        .await;
    let row = page["data"][0].as_object().unwrap();
    assert_eq!(row.keys().collect::<Vec<_>>(), ["contact", "followers", "id", "owner", "stage"]);
    assert_eq!(row["stage"]["text"], "New lead");
    for wrong in ["posting", "applications,stage"] {
        let request = lab.call(Method::GET, &format!("/opportunities?expand={wrong}"));
        let (status, message) = lab.refused(request).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert_eq!(message, format!("{wrong} is not expandable"));
    }
}

#[tokio::test]
async fn notes_and_forms_say_who_made_them_if_asked() {
    let lab = Lab::new(10).await;
    let id = lab.control.find("")[0].id.clone();
    let path = format!("/opportunities/{id}/notes");
    let note = lab.post(&format!("{path}?perform_as={}", lab.admin()), &json!({ "value": "Hello" })).await;
    for path in [path.clone(), format!("{path}/{}", note["data"]["id"].as_str().unwrap())] {
        let shown = lab.get(&format!("{path}?expand=user&include=id")).await["data"].clone();
        let shown = if shown.is_array() { shown[0].clone() } else { shown };
        assert_eq!(shown["user"]["id"], lab.admin());
        assert_eq!(shown.as_object().unwrap().len(), 2, "{shown}");
        let wrong = lab.call(Method::GET, &format!("{path}?expand=stage"));
        assert_eq!(lab.refused(wrong).await.1, "stage is not expandable");
    }
}

#[tokio::test]
async fn wrong_parameters_are_refused() {
    let lab = Lab::new(10).await;
    for query in ["limit=0", "limit=101", "updated_at_start=yesterday", "archived=maybe"] {
        let request = lab.call(Method::GET, &format!("/opportunities?{query}"));
        assert_eq!(lab.refused(request).await.0, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn the_keys_come_in_the_recorded_order() {
    let lab = Lab::new(60).await;
    let text = lab
        .call(Method::GET, "/opportunities?limit=1&snoozed=false")
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let keys = [
        "data",
        "id",
        "name",
        "contact",
        "headline",
        "stage",
        "confidentiality",
        "location",
        "phones",
        "emails",
        "links",
        "archived",
        "tags",
        "sources",
        "stageChanges",
        "origin",
        "sourcedBy",
        "owner",
        "followers",
        "applications",
        "createdAt",
        "updatedAt",
        "lastInteractionAt",
        "lastAdvancedAt",
        "snoozedUntil",
        "urls",
        "isAnonymized",
        "dataProtection",
        "opportunityLocation",
        "hasNext",
        "next",
    ];
    let mut rest = text.as_str();
    for key in keys {
        let position = rest.find(&format!("\"{key}\":")).unwrap_or_else(|| panic_at(key, &text));
        rest = &rest[position..];
    }
}

#[expect(clippy::panic, reason = "this is how a test fails")]
fn panic_at(key: &str, text: &str) -> usize {
    panic!("{key} is missing or out of order in {text}")
}

#[tokio::test]
async fn a_large_account_is_filtered_without_looking_at_every_row() {
    let lab = Lab::new(20_000).await;
    let screen = lab.stage("Phone screen");
    let person = lab.control.in_stage("lead-new")[0].id.clone();
    let before = lab.control.visited_rows();
    let arrivals = format!("/opportunities?stage_id={screen}&advanced_at_start={START}&archived=false");
    assert_eq!(lab.get(&arrivals).await["data"], json!([]));
    lab.pass(1000);
    lab.control.move_to_stage(&person, &screen, None).unwrap();
    let found = lab.get(&arrivals).await;
    assert_eq!(found["data"][0]["id"], *person);
    let updated = lab.get(&format!("/opportunities?updated_at_start={START}")).await;
    assert_eq!(updated["data"][0]["id"], *person);
    let visited = lab.control.visited_rows() - before;
    assert!(visited < 10, "{visited} rows were looked at");
}

/// Filters of which each lets many rows through and both together few or none.
#[tokio::test]
async fn two_wide_filters_are_served_by_the_narrower_one() {
    let lab = Lab::new(20_000).await;
    let postings = lab.control.postings();
    let every = |name: &str| -> String {
        postings.iter().map(|(id, _)| format!("{name}={id}")).collect::<Vec<_>>().join("&")
    };
    for query in [
        format!("{}&archived=true", every("posting_id")),
        format!("{}&archived=false", every("archived_posting_id")),
        "origin=agency&source=nobody".to_owned(),
        format!("created_at_start={START}&archived=false"),
        "snoozed=true&origin=agency".to_owned(),
    ] {
        let before = lab.control.visited_rows();
        lab.get(&format!("/opportunities?{query}")).await;
        let visited = lab.control.visited_rows() - before;
        assert!(visited < 4_000, "{visited} rows were looked at: {query}");
    }
    for order in [ListOrder::Advanced, ListOrder::Created] {
        lab.control.update_switches(|switches| switches.list_order = order);
        let before = lab.control.visited_rows();
        lab.get("/opportunities?archived=false").await;
        let visited = lab.control.visited_rows() - before;
        assert!(visited < 400, "{visited} rows were looked at: {order:?}");
    }
}

#[tokio::test]
async fn lists_lag_behind_while_single_reads_do_not() {
    let lab = Lab::new(60).await;
    lab.control.update_switches(|switches| switches.list_lag_ms = 2_000);
    let screen = lab.stage("Phone screen");
    let person = lab.control.in_stage("lead-new")[0].id.clone();
    lab.pass(1000);
    lab.control.move_to_stage(&person, &screen, None).unwrap();
    let arrivals = format!("/opportunities?stage_id={screen}&advanced_at_start={START}");
    assert_eq!(lab.get(&arrivals).await["data"], json!([]));
    assert_eq!(lab.get(&format!("/opportunities/{person}")).await["data"]["stage"], *screen);
    lab.pass(2000);
    assert_eq!(lab.get(&arrivals).await["data"][0]["id"], *person);
}

#[tokio::test]
async fn orders_that_nobody_has_seen_can_be_tried() {
    let lab = Lab::new(230).await;
    for order in [ListOrder::Advanced, ListOrder::Created] {
        lab.control.update_switches(|switches| switches.list_order = order);
        let mut times = Vec::new();
        let mut path = "/opportunities?limit=50".to_owned();
        loop {
            let page = lab.get(&path).await;
            for row in page["data"].as_array().unwrap() {
                let name = if order == ListOrder::Created { "createdAt" } else { "lastAdvancedAt" };
                times.push((row[name].as_i64().unwrap(), row["id"].as_str().unwrap().to_owned()));
            }
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/opportunities?limit=50&offset={next}");
        }
        assert!(times.is_sorted_by(|a, b| a.0 >= b.0), "{order:?}");
        let ids: std::collections::HashSet<_> = times.iter().map(|(_, id)| id).collect();
        assert_eq!(ids.len(), times.len(), "nobody twice");
    }
}

#[tokio::test]
async fn what_the_account_has_not_is_an_empty_list() {
    let lab = Lab::new(3).await;
    let id = lab.control.find("")[0].id.clone();
    for list in ["audit_events", "eeo/responses", "requisitions", "postings/deleted", "applications/deleted/"]
    {
        let page = lab.get(&format!("/{list}")).await;
        assert_eq!((page["data"].as_array().unwrap().len(), &page["hasNext"]), (0, &json!(false)), "{list}");
    }
    assert_eq!(lab.get("/requisition_fields").await, json!({ "data": [] }));
    for list in ["resumes", "interviews", "panels", "offers", "referrals", "forms"] {
        assert_eq!(lab.get(&format!("/candidates/{id}/{list}/")).await["data"], json!([]), "{list}");
    }
}
