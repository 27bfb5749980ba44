//! Answers as recorded from the real service.

use fulcrum_core::candidate::ContactPermission;
use fulcrum_lever::{Kind, Opportunity, OpportunityFilter, User};
use serde_json::{Value, json};
use wiremock::matchers::{query_param, query_param_is_missing};
use wiremock::{Mock, ResponseTemplate};

use crate::lab::{Tokens, answering, client, data, opportunity};

const OPPORTUNITIES: &str = include_str!("../fixtures/opportunities.page.json");
const USERS: &str = include_str!("../fixtures/users.page.json");

fn millis(at: Option<jiff::Timestamp>) -> Option<i64> {
    at.map(jiff::Timestamp::as_millisecond)
}

async fn page_of(body: &str) -> fulcrum_lever::Page<Opportunity> {
    let answer = ResponseTemplate::new(200)
        .set_body_raw(body.to_owned(), "application/json")
        .insert_header("date", "Mon, 16 Nov 2026 09:00:00 GMT");
    let (_server, lever) = answering(answer).await;
    lever.opportunities_page(&OpportunityFilter::default(), None).await.unwrap()
}

#[tokio::test]
async fn a_recorded_opportunity_loses_nothing_that_is_named() {
    let page = page_of(OPPORTUNITIES).await;
    let recorded: Value = serde_json::from_str(OPPORTUNITIES).unwrap();
    assert!(page.skipped.is_empty(), "{:?}", page.skipped);
    assert_eq!(page.next.as_deref(), recorded["next"].as_str());
    assert_eq!(page.server_time.unwrap().to_string(), "2026-11-16T09:00:00Z");
    let rows = recorded["data"].as_array().unwrap();
    assert_eq!(page.rows.len(), rows.len());
    for (row, raw) in page.rows.iter().zip(rows) {
        let texts = |name: &str| -> Vec<String> {
            raw[name].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(raw["id"], row.id.as_str());
        assert_eq!(raw["name"], row.name);
        assert_eq!(raw["contact"], row.contact.as_str());
        assert_eq!(raw["stage"], row.stage.as_str());
        assert_eq!(raw["confidentiality"], row.confidentiality);
        assert_eq!(texts("emails"), row.emails);
        assert_eq!(texts("links"), row.links);
        assert_eq!(texts("tags"), row.tags);
        let followers: Vec<String> = row.followers.iter().map(ToString::to_string).collect();
        assert_eq!(texts("followers"), followers);
        assert_eq!(raw["archived"].is_null(), row.archived.is_none());
        assert_eq!(raw["owner"].as_str(), row.owner.as_ref().map(|owner| owner.as_str()));
        assert_eq!(raw["createdAt"].as_i64(), millis(row.created_at));
        assert_eq!(raw["updatedAt"].as_i64(), millis(row.updated_at));
        assert_eq!(raw["lastAdvancedAt"].as_i64(), millis(row.last_advanced_at));
        assert_eq!(raw["snoozedUntil"].as_i64(), millis(row.snoozed_until));
        assert_eq!(raw["isAnonymized"], row.is_anonymized);
        assert_eq!(raw["urls"]["show"].as_str(), row.urls.as_ref().unwrap().show.as_deref());
        assert_eq!(raw["applications"].as_array().unwrap().len(), row.applications.len());
        let changes = raw["stageChanges"].as_array().unwrap();
        assert_eq!(changes.len(), row.stage_changes.len());
        for (change, raw) in row.stage_changes.iter().zip(changes) {
            assert_eq!(raw["toStageId"], change.to_stage_id.as_str());
            assert_eq!(raw["updatedAt"], change.updated_at.as_millisecond());
            assert_eq!(raw["userId"].as_str(), change.user_id.as_ref().map(|user| user.as_str()));
        }
        let candidate = row.candidate();
        assert_eq!(candidate.entries.len(), changes.len());
        assert_eq!(candidate.contact_permission, ContactPermission::Unregulated);
        assert!(!candidate.archived && !candidate.confidential && !candidate.anonymized);
    }
}

#[tokio::test]
async fn a_recorded_user_loses_nothing_that_is_named() {
    let recorded: Value = serde_json::from_str(USERS).unwrap();
    let raw = &recorded["data"][0];
    let user: User = serde_json::from_value(raw.clone()).unwrap();
    assert_eq!(raw["id"], user.id.as_str());
    assert_eq!(raw["name"], user.name);
    assert_eq!(raw["email"].as_str(), user.email.as_deref());
    assert_eq!(raw["accessRole"].as_str(), user.access_role.as_deref());
    assert_eq!(raw["createdAt"].as_i64(), millis(user.created_at));
    assert_eq!(raw["deactivatedAt"].as_i64(), millis(user.deactivated_at));
}

/// The recorded row with changes; `null` takes a key away.
fn row(changes: Value) -> Value {
    let mut row = serde_json::from_str::<Value>(OPPORTUNITIES).unwrap()["data"][0].clone();
    for (name, value) in changes.as_object().unwrap() {
        match value.as_str() {
            Some("(absent)") => drop(row.as_object_mut().unwrap().remove(name)),
            _ => row[name] = value.clone(),
        }
    }
    row
}

#[tokio::test]
async fn what_is_null_or_absent_in_recordings_is_read() {
    let odd = row(json!({
        "updatedAt": null,
        "opportunityLocation": "(absent)",
        "links": null,
        "tags": null,
        "urls": "(absent)",
        "owner": null,
        "stageChanges": [{ "toStageId": "lead-new", "toStageIndex": 0, "updatedAt": 5 }],
        "aFieldOfNextYear": { "a": [1] },
    }));
    let page = page_of(&json!({ "data": [odd] }).to_string()).await;
    assert!(page.skipped.is_empty(), "{:?}", page.skipped);
    assert_eq!(page.next, None, "neither next nor hasNext");
    let row = &page.rows[0];
    assert_eq!((row.updated_at, row.links.len(), row.tags.len()), (None, 0, 0));
    assert_eq!(row.candidate().entries[0].by, None);
}

#[tokio::test]
async fn archived_and_regulated_and_expanded() {
    let odd = row(json!({
        "archived": { "reason": "r", "archivedAt": 7 },
        "confidentiality": "confidential",
        "isAnonymized": true,
        "snoozedUntil": 9,
        "dataProtection": { "store": { "allowed": true, "expiresAt": null }, "contact": { "allowed": true, "expiresAt": 8 } },
        "applications": [{
            "id": "x", "type": "referral", "posting": "p", "email": "own@example.com", "createdAt": 6,
            "archived": { "reason": "r", "archivedAt": 7 }, "timezone": null,
        }],
    }));
    let candidate = page_of(&json!({ "data": [odd] }).to_string()).await.rows[0].candidate();
    assert!(candidate.archived && candidate.confidential && candidate.anonymized);
    assert_eq!(candidate.snoozed_until.unwrap().as_millisecond(), 9);
    let until = fulcrum_core::time::from_millis(8);
    assert_eq!(candidate.contact_permission, ContactPermission::Allowed(until));
    assert_eq!(candidate.posting.unwrap().as_str(), "p");
    assert_eq!(candidate.application_email.as_deref(), Some("own@example.com"));

    let refused = row(json!({ "dataProtection": { "contact": { "allowed": false, "expiresAt": null } } }));
    let candidate = page_of(&json!({ "data": [refused] }).to_string()).await.rows[0].candidate();
    assert_eq!(candidate.contact_permission, ContactPermission::Refused);
    // An application that was archived while the opportunity is active is not the one that counts.
    let moved =
        row(json!({ "applications": [{ "id": "x", "posting": "p", "archived": { "archivedAt": 1 } }] }));
    let candidate = page_of(&json!({ "data": [moved] }).to_string()).await.rows[0].candidate();
    assert_eq!(candidate.posting, None);
}

#[tokio::test]
async fn one_unreadable_row_is_skipped_and_named() {
    let mut broken = row(json!({}));
    broken["stageChanges"][0]["updatedAt"] = json!("yesterday");
    let page = page_of(&json!({ "data": [row(json!({})), broken, row(json!({}))] }).to_string()).await;
    assert_eq!(page.rows.len(), 2);
    assert_eq!(page.skipped.len(), 1);
    assert_eq!(page.skipped[0].path, "data[1].stageChanges[0].updatedAt");
    assert_eq!(page.skipped[0].id.as_deref(), Some(page.rows[0].id.as_str()));
}

#[tokio::test]
async fn odd_values_in_a_list_do_not_lose_the_row() {
    let odd = row(json!({
        "tags": ["a", null, 5, ["b"], { "c": "d" }, "e"],
        "emails": [null, "aiko@example.com"],
        "links": [{}],
        "followers": ["u", null],
        "archived": { "reason": { "id": "r", "text": "Hired" }, "archivedAt": 7 },
    }));
    let body = json!({ "data": [odd] }).to_string().replace("\"a\"", "\"cut \\ud83d\"");
    let page = page_of(&body).await;
    assert!(page.skipped.is_empty(), "{:?}", page.skipped);
    let row = &page.rows[0];
    assert_eq!(row.tags, ["cut \u{fffd}", "e"]);
    assert_eq!((row.emails.as_slice(), row.links.len()), (&["aiko@example.com".to_owned()][..], 0));
    assert_eq!(row.followers.len(), 1);
    assert!(row.candidate().archived, "whatever the reason is");
}

#[tokio::test]
async fn what_decides_about_a_person_is_read_strictly() {
    for odd in [
        json!({ "stageChanges": [{ "toStageId": "s", "updatedAt": null }] }),
        json!({ "dataProtection": { "contact": "no" } }),
        json!({ "isAnonymized": "perhaps" }),
        json!({ "archived": "yes" }),
        json!({ "stage": null }),
    ] {
        let page = page_of(&json!({ "data": [row(odd.clone())] }).to_string()).await;
        assert_eq!((page.rows.len(), page.skipped.len()), (0, 1), "{odd}");
        assert!(page.skipped[0].id.is_some(), "one can say who it is");
    }
}

#[tokio::test]
async fn what_is_looked_for_is_not_taken_for_absent_because_it_cannot_be_read() {
    let notes = json!([
        { "id": "n", "fields": [{ "value": "first", "score": "3" }] },
        { "id": 5, "fields": [] },
    ]);
    let (_server, lever) = answering(data(notes)).await;
    let error = lever.notes(&opportunity()).await.unwrap_err();
    assert_eq!((error.kind, error.message.contains("data[1].id")), (Kind::Unreadable, true), "{error:?}");
    let (_server, lever) =
        answering(data(json!([{ "id": "n", "fields": [{ "value": "x", "score": "3" }] }]))).await;
    assert_eq!(lever.notes(&opportunity()).await.unwrap()[0].fields[0].score, Some(3));
    let (_server, lever) = answering(data(json!([{ "name": "report.pdf" }]))).await;
    assert_eq!(lever.files(&opportunity()).await.unwrap_err().kind, Kind::Unreadable);
}

#[tokio::test]
async fn a_list_that_names_the_same_page_again_and_again_ends() {
    let server = crate::lab::server().await;
    Mock::given(wiremock::matchers::any()).respond_with(page(&["a"], Some("again"))).mount(&server).await;
    let lever = client(&server, Tokens::ending_after(0));
    let error = lever.opportunities(&OpportunityFilter::default()).await.unwrap_err();
    assert_eq!(error.kind, Kind::Unreadable);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn the_last_page_ends_the_list_in_each_of_its_forms() {
    for last in [
        json!({ "data": [], "hasNext": false }),
        json!({ "data": [] }),
        json!({ "data": [], "hasNext": false, "next": "stale" }),
        json!({ "data": [], "hasNext": true }),
        json!({ "data": [], "next": null }),
    ] {
        assert_eq!(page_of(&last.to_string()).await.next, None, "{last}");
    }
    let more = json!({ "data": [], "next": "%5B1%5D" });
    assert_eq!(page_of(&more.to_string()).await.next.as_deref(), Some("%5B1%5D"), "without hasNext");
}

fn ids(rows: &[Opportunity]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

fn page(names: &[&str], next: Option<&str>) -> ResponseTemplate {
    let rows: Vec<Value> = names.iter().map(|name| row(json!({ "id": name }))).collect();
    let mut body = json!({ "data": rows, "hasNext": next.is_some() });
    if let Some(next) = next {
        body["next"] = json!(next);
    }
    ResponseTemplate::new(200).set_body_json(body)
}

#[tokio::test]
async fn pages_follow_the_inclusive_cursor_as_it_was_given() {
    let server = crate::lab::server().await;
    let cursor = "%5B3%2C1491435120000%2C%22c%22%5D";
    // Passed back through an ordinary encoder: the wire shows it encoded twice, which Lever accepts.
    Mock::given(query_param("offset", cursor))
        .respond_with(page(&["c"], None))
        .expect(1)
        .mount(&server)
        .await;
    let first = page(&["a", "b"], Some(cursor));
    Mock::given(query_param_is_missing("offset")).respond_with(first).expect(1).mount(&server).await;
    let lever = client(&server, Tokens::ending_after(0));
    let all = lever.opportunities(&OpportunityFilter::default()).await.unwrap();
    assert_eq!(ids(&all.rows), ["a", "b", "c"]);
    let wire = server.received_requests().await.unwrap()[1].url.query().unwrap().to_owned();
    assert!(wire.contains("offset=%255B3%252C1491435120000%252C%2522c%2522%255D"), "{wire}");
}

fn invalid_offset() -> ResponseTemplate {
    ResponseTemplate::new(400)
        .set_body_json(json!({ "code": "BadRequestError", "message": "Invalid offset token" }))
}

#[tokio::test]
async fn an_invalid_offset_begins_the_listing_again() {
    let server = crate::lab::server().await;
    Mock::given(query_param("offset", "old")).respond_with(invalid_offset()).mount(&server).await;
    let first = page(&["a"], Some("old"));
    Mock::given(query_param_is_missing("offset")).respond_with(first).up_to_n_times(1).mount(&server).await;
    let again = page(&["a", "b"], None);
    Mock::given(query_param_is_missing("offset")).respond_with(again).mount(&server).await;
    let lever = client(&server, Tokens::ending_after(0));
    let all = lever.opportunities(&OpportunityFilter::default()).await.unwrap();
    assert_eq!(ids(&all.rows), ["a", "b"], "nothing twice");
}

#[tokio::test]
async fn an_offset_that_is_never_valid_is_given_up() {
    let server = crate::lab::server().await;
    Mock::given(query_param("offset", "old")).respond_with(invalid_offset()).mount(&server).await;
    let first = page(&["a"], Some("old"));
    Mock::given(query_param_is_missing("offset")).respond_with(first).mount(&server).await;
    let lever = client(&server, Tokens::ending_after(0));
    let error = lever.opportunities(&OpportunityFilter::default()).await.unwrap_err();
    assert_eq!(error.kind, Kind::InvalidOffset);
    assert_eq!(server.received_requests().await.unwrap().len(), 8);
}

#[tokio::test]
async fn notes_are_threads_and_deleted_ones_say_so() {
    let note = json!({
        "id": "n", "text": "Note", "secret": false, "user": null, "completedAt": 1, "createdAt": 1, "deletedAt": 3,
        "fields": [
            { "createdAt": 1, "score": null, "stage": "lead-new", "text": "Comment", "type": "note", "user": "u", "value": "first" },
            { "createdAt": 2, "score": 4, "text": "Comment", "type": "note", "value": "second" },
        ],
    });
    let (_server, lever) = answering(data(json!([note]))).await;
    let notes = lever.notes(&opportunity()).await.unwrap();
    assert_eq!(millis(notes[0].deleted_at), Some(3));
    let values: Vec<_> = notes[0].fields.iter().map(|field| (field.value.as_str(), field.score)).collect();
    assert_eq!(values, [("first", None), ("second", Some(4))]);
}

#[tokio::test]
async fn the_answer_to_a_write_may_blank_the_person() {
    let blank = row(
        json!({ "name": "", "emails": [], "links": [], "phones": [], "opportunityLocation": "(absent)" }),
    );
    let (_server, lever) = answering(data(blank)).await;
    lever.add_tags(&opportunity(), &["x".into()]).await.unwrap();
}
