//! Confidential opportunities and postings: who sees them, and how they are refused.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use fulcrum_sandbox::{NewCandidate, NewPosting};
use lab::{Lab, START, ids, ok};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

const SCOPES: &[&str] =
    &["opportunities:write:admin", "postings:read:admin", "notes:write:admin", "files:read:admin"];

/// An account with a confidential candidate on a confidential posting, and two keys.
struct Secret {
    lab: Lab,
    posting: String,
    opportunity: String,
    /// May see them; decided when the key was made.
    trusted: String,
    other: String,
}

impl Secret {
    async fn new() -> Self {
        let lab = Lab::new(10).await;
        let posting = lab.control.add_posting(NewPosting { confidential: true, ..NewPosting::default() });
        let new = NewCandidate {
            name: "Somebody Known".into(),
            email: Some("known@example.com".into()),
            posting: Some(posting.clone()),
            ..NewCandidate::default()
        };
        let opportunity = lab.control.add_candidate(new).unwrap().id;
        let (trusted, other) =
            (lab.control.add_api_key(SCOPES, true), lab.control.add_api_key(SCOPES, false));
        Self { lab, posting, opportunity, trusted, other }
    }

    fn call(&self, key: &str, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.lab.ready().api_base);
        self.lab.http.request(method, url).basic_auth(key, Some(""))
    }

    async fn rows(&self, key: &str, path: &str) -> Vec<String> {
        let page = ok(self.call(key, Method::GET, path).send().await.unwrap()).await;
        ids(page["data"].as_array().unwrap())
    }

    async fn refused(&self, method: Method, path: &str, body: &Value) -> StatusCode {
        self.lab.refused(self.call(&self.other, method, path).json(body)).await.0
    }
}

#[tokio::test]
async fn whoever_is_on_a_confidential_posting_is_confidential() {
    let secret = Secret::new().await;
    let path = format!("/opportunities/{}", secret.opportunity);
    let row = ok(secret.call(&secret.trusted, Method::GET, &path).send().await.unwrap()).await;
    assert_eq!(row["data"]["confidentiality"], "confidential");
    secret.lab.control.update_switches(|switches| switches.confidential_postings_hide_people = false);
    let new = NewCandidate {
        name: "Somebody Open".into(),
        posting: Some(secret.posting.clone()),
        ..NewCandidate::default()
    };
    let open = secret.lab.control.add_candidate(new).unwrap().id;
    let row = secret.lab.get(&format!("/opportunities/{open}")).await;
    assert_eq!(row["data"]["confidentiality"], "non-confidential");
}

#[tokio::test]
async fn lists_leave_them_out_unless_they_are_asked_for() {
    let secret = Secret::new().await;
    for (list, id) in [("opportunities", &secret.opportunity), ("postings", &secret.posting)] {
        let asked =
            async |key: &str, query: &str| secret.rows(key, &format!("/{list}?{query}")).await.contains(id);
        assert!(!asked(&secret.other, "").await, "{list}");
        assert!(!asked(&secret.trusted, "").await, "{list}: also for whoever may see them");
        assert!(!asked(&secret.trusted, "confidentiality=non-confidential").await, "{list}");
        assert!(asked(&secret.trusted, "confidentiality=all").await, "{list}");
        let only = secret.rows(&secret.trusted, &format!("/{list}?confidentiality=confidential")).await;
        assert!(only.contains(id), "{list}");
        for query in ["all", "confidential"] {
            let path = format!("/{list}?confidentiality={query}");
            assert_eq!(secret.refused(Method::GET, &path, &Value::Null).await, StatusCode::FORBIDDEN);
        }
        let path = format!("/{list}?confidentiality=secret");
        assert_eq!(secret.refused(Method::GET, &path, &Value::Null).await, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn everything_under_one_is_refused_to_whoever_may_not_see_it() {
    let secret = Secret::new().await;
    let admin = secret.lab.admin();
    let one = format!("/opportunities/{}", secret.opportunity);
    let tags = json!({ "tags": ["seen"] });
    let calls = [
        (Method::GET, one.clone(), Value::Null),
        (Method::GET, format!("{one}/notes"), Value::Null),
        (Method::GET, format!("{one}/files"), Value::Null),
        (Method::GET, format!("{one}/applications"), Value::Null),
        (Method::POST, format!("{one}/addTags?perform_as={admin}"), tags),
        (Method::POST, format!("{one}/notes?perform_as={admin}"), json!({ "value": "seen" })),
        (Method::PUT, format!("{one}/stage?perform_as={admin}"), json!({ "stage": "offer" })),
        (Method::GET, format!("/postings/{}", secret.posting), Value::Null),
        (Method::GET, format!("/postings/{}/apply", secret.posting), Value::Null),
    ];
    for (hide, status) in [(false, StatusCode::FORBIDDEN), (true, StatusCode::NOT_FOUND)] {
        secret.lab.control.update_switches(|switches| switches.hide_confidential = hide);
        for (method, path, body) in &calls {
            // The key lacks the scope for applications; that is said first.
            let expected = if path.ends_with("/applications") { StatusCode::FORBIDDEN } else { status };
            assert_eq!(secret.refused(method.clone(), path, body).await, expected, "{method} {path}");
        }
    }
    let untouched = secret.lab.control.opportunity(&secret.opportunity).unwrap();
    assert!(!untouched.tags.contains(&"seen".to_owned()) && untouched.notes.is_empty());
    for (method, path, body) in &calls[..3] {
        let answer = secret.call(&secret.trusted, method.clone(), path).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{method} {path}");
    }
}

#[tokio::test]
async fn the_person_behind_is_refused_as_well_unless_there_is_something_open() {
    let secret = Secret::new().await;
    let key = secret.lab.control.add_api_key(&["contact:write:admin"], false);
    let person = secret.lab.control.opportunity(&secret.opportunity).unwrap().contact_id;
    let path = format!("/contacts/{person}");
    let status = async |method: Method| {
        secret.call(&key, method, &path).json(&json!({ "phones": [] })).send().await.unwrap().status()
    };
    assert_eq!(status(Method::GET).await, StatusCode::FORBIDDEN);
    assert_eq!(status(Method::PUT).await, StatusCode::FORBIDDEN);
    let open = NewCandidate {
        name: "Somebody Known".into(),
        email: Some("known@example.com".into()),
        ..NewCandidate::default()
    };
    assert_eq!(secret.lab.control.add_candidate(open).unwrap().contact_id, person);
    assert_eq!(status(Method::GET).await, StatusCode::OK);
}

#[tokio::test]
async fn postings_by_update_time_take_no_other_filter_but_confidentiality() {
    let secret = Secret::new().await;
    let window = format!("updated_at_start={START}");
    let changed = secret.rows(&secret.trusted, &format!("/postings?{window}&confidentiality=all")).await;
    assert_eq!(changed, std::slice::from_ref(&secret.posting));
    for other in ["state=published", "team=Platform", "tag=x", "distributionChannel=public"] {
        let status = secret.refused(Method::GET, &format!("/postings?{window}&{other}"), &Value::Null).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{other}");
    }
    let nowhere = secret.rows(&secret.trusted, "/postings?distributionChannel=nowhere").await;
    assert!(nowhere.is_empty());
}
