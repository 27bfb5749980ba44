//! What nobody knows for sure about Lever, each with a switch so that both ways can be tried.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use fulcrum_sandbox::{Fault, FaultKind, NewCandidate, NewPosting, PerformAs, Switches};
use lab::{Lab, START, ok};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

impl Lab {
    fn switch(&self, change: impl FnOnce(&mut Switches)) {
        self.control.update_switches(change);
    }

    fn somebody(&self) -> String {
        let new =
            NewCandidate { name: "Aiko Tanaka".into(), tags: vec!["Rust".into()], ..NewCandidate::default() };
        self.control.add_candidate(new).unwrap().id
    }
}

/// A form of the first template with its score.
async fn filled_in(lab: &Lab) -> Value {
    let template = lab.get("/feedback_templates").await["data"][0].clone();
    let field = template["fields"].as_array().unwrap().iter().find(|f| f["type"] == "score-system").unwrap();
    json!({
        "baseTemplateId": template["id"],
        "fieldValues": [{ "id": field["id"], "value": field["options"][0]["text"] }],
    })
}

#[tokio::test]
async fn who_must_be_named_as_performing() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let tags = format!("/opportunities/{id}/addTags");
    let feedback = format!("/opportunities/{id}/feedback");
    let status = async |path: &str, body: Value| {
        lab.call(Method::POST, path).json(&body).send().await.unwrap().status()
    };
    let named = json!({ "tags": ["x"], "perform_as": lab.admin() });
    for (who, tagging, in_body) in
        [(PerformAs::Never, 200, 200), (PerformAs::Documented, 200, 200), (PerformAs::Everywhere, 400, 200)]
    {
        lab.switch(|switches| switches.perform_as = who);
        assert_eq!(status(&tags, json!({ "tags": ["x"] })).await.as_u16(), tagging, "{who:?}");
        assert_eq!(status(&tags, named.clone()).await.as_u16(), in_body, "{who:?}");
        let (_, words) = lab.refused(lab.call(Method::POST, &feedback).json(&json!({}))).await;
        assert_eq!(words.contains("perform_as"), who != PerformAs::Never, "{who:?}: {words}");
    }
    lab.switch(|switches| switches.perform_as_in_body = false);
    assert_eq!(status(&tags, named).await, StatusCode::BAD_REQUEST, "only the query counts");
}

#[tokio::test]
async fn answers_as_the_documentation_prints_them() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let form = filled_in(&lab).await;
    let as_admin = format!("perform_as={}", lab.admin());
    let note = async || {
        lab.post(&format!("/opportunities/{id}/notes?{as_admin}"), &json!({ "value": "Hello" })).await
    };
    let feedback = async || lab.post(&format!("/opportunities/{id}/feedback?{as_admin}"), &form).await;
    let hook = json!({ "event": "candidateStageChange", "url": "https://hooks.example.com" });
    assert_eq!(note().await["data"]["fields"][0]["value"], "Hello");
    assert_eq!(feedback().await["data"]["baseTemplateId"], form["baseTemplateId"]);
    assert!(lab.post("/webhooks", &hook).await["data"]["id"].is_string());
    lab.switch(|switches| switches.documented_shapes = true);
    let keys: Vec<String> = note().await["data"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["noteId"]);
    assert_eq!(feedback().await["baseTemplateId"], form["baseTemplateId"]);
    assert!(lab.post("/webhooks", &hook).await["data"]["data"]["id"].is_string());
}

#[tokio::test]
async fn feedback_without_a_time_is_done_or_a_draft() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let form = filled_in(&lab).await;
    let path = format!("/opportunities/{id}/feedback?perform_as={}", lab.admin());
    assert!(lab.post(&path, &form).await["data"]["completedAt"].is_i64());
    lab.switch(|switches| switches.feedback_without_completion_is_a_draft = true);
    assert!(lab.post(&path, &form).await["data"]["completedAt"].is_null());
}

#[tokio::test]
async fn a_busy_account_may_say_when_to_come_back() {
    let lab = Lab::new(3).await;
    let busy = async || {
        lab.control.inject(Fault::once("/v1/stages", FaultKind::Status { status: 429 }));
        let answer = lab.call(Method::GET, "/stages").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        answer.headers().get("retry-after").map(|value| value.to_str().unwrap().to_owned())
    };
    assert_eq!(busy().await, None);
    lab.switch(|switches| switches.retry_after_s = 7);
    assert_eq!(busy().await.as_deref(), Some("7"));
}

#[tokio::test]
async fn a_key_may_be_good_as_a_bearer_token_or_not() {
    let lab = Lab::new(3).await;
    let url = format!("{}/stages", lab.ready().api_base);
    let bearer = async || lab.http.get(&url).bearer_auth(&lab.ready().api_key).send().await.unwrap().status();
    assert_eq!(bearer().await, StatusCode::OK);
    lab.switch(|switches| switches.bearer_api_keys = false);
    assert_eq!(bearer().await, StatusCode::UNAUTHORIZED);
    lab.get("/stages").await;
}

#[tokio::test]
async fn offsets_may_have_to_be_encoded_twice() {
    let lab = Lab::new(5).await;
    lab.switch(|switches| switches.offsets_encoded_once = false);
    let next = lab.get("/opportunities?limit=2").await["next"].as_str().unwrap().to_owned();
    let once = lab.call(Method::GET, &format!("/opportunities?limit=2&offset={next}"));
    assert_eq!(lab.refused(once).await.0, StatusCode::BAD_REQUEST);
    let twice = lab.call(Method::GET, "/opportunities?limit=2").query(&[("offset", &next)]);
    assert_eq!(ok(twice.send().await.unwrap()).await["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_archiving_does_besides() {
    let lab = Lab::new(3).await;
    let (first, second) = (lab.somebody(), lab.somebody());
    let read = async |id: &str| lab.get(&format!("/opportunities/{id}")).await["data"].clone();
    let before = read(&first).await;
    lab.pass(1000);
    lab.control.archive(&first, None).unwrap();
    let after = read(&first).await;
    assert!(after["lastAdvancedAt"].as_i64() > before["lastAdvancedAt"].as_i64());
    assert_eq!(after["tags"], before["tags"]);
    lab.pass(1000);
    lab.control.archive(&first, None).unwrap();
    let again = read(&first).await;
    assert!(again["archived"]["archivedAt"].as_i64() > after["archived"]["archivedAt"].as_i64());
    assert_eq!(
        again["lastAdvancedAt"], after["lastAdvancedAt"],
        "recorded: only the time of archiving moves"
    );

    lab.switch(|switches| {
        switches.archiving_clears_tags = true;
        switches.archiving_advances = false;
        switches.archiving_again_moves = false;
    });
    let before = read(&second).await;
    lab.control.archive(&second, None).unwrap();
    let after = read(&second).await;
    assert_eq!(after["lastAdvancedAt"], before["lastAdvancedAt"]);
    assert_eq!(after["tags"], json!([]));
    lab.pass(1000);
    lab.control.archive(&second, None).unwrap();
    assert_eq!(read(&second).await["archived"]["archivedAt"], after["archived"]["archivedAt"]);
}

#[tokio::test]
async fn links_may_stay_as_they_were_sent() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let path = format!("/opportunities/{id}/addLinks?perform_as={}", lab.admin());
    let links = |row: Value| row["data"]["links"].clone();
    assert_eq!(
        links(lab.post(&path, &json!({ "links": ["example.com/a"] })).await),
        json!(["http://example.com/a"])
    );
    lab.switch(|switches| switches.links_get_a_scheme = false);
    lab.post(&path, &json!({ "links": ["example.com/b"] })).await;
    let row = lab.get(&format!("/opportunities/{id}")).await;
    assert_eq!(links(row), json!(["http://example.com/a", "example.com/b"]));
}

#[tokio::test]
async fn applications_may_be_limited_by_themselves() {
    let lab = Lab::new(3).await;
    lab.switch(|switches| switches.applications_per_second = 2.0);
    let posting = lab.control.add_posting(NewPosting::default());
    let apply = async |number: usize| {
        let body = json!({ "personalInformation": [
            { "name": "fullName", "value": "Somebody" },
            { "name": "email", "value": format!("somebody{number}@example.com") },
        ]});
        let path = format!("/postings/{posting}/apply");
        lab.call(Method::POST, &path).json(&body).send().await.unwrap().status()
    };
    assert_eq!(apply(0).await, StatusCode::CREATED);
    assert_eq!(apply(1).await, StatusCode::CREATED);
    assert_eq!(apply(2).await, StatusCode::TOO_MANY_REQUESTS);
    lab.get("/stages").await;
}

#[tokio::test]
async fn long_lists_of_texts_come_in_pages() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let tags: Vec<String> = (0..230).map(|number| format!("tag {number:03}")).collect();
    lab.control.add_tags(&id, &tags).unwrap();
    let mut seen: Vec<String> = Vec::new();
    let mut path = "/tags".to_owned();
    loop {
        let page = lab.get(&path).await;
        let rows = page["data"].as_array().unwrap();
        assert!(rows.len() <= 100);
        seen.extend(rows.iter().map(|row| row["text"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/tags?offset={next}");
    }
    assert!(tags.iter().all(|tag| seen.contains(tag)));
    assert!(seen.is_sorted_by(|a, b| a.to_lowercase() < b.to_lowercase()), "each once, by text");
}

#[tokio::test]
async fn what_moves_the_time_of_the_last_update() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let updated = async || lab.get(&format!("/opportunities/{id}")).await["data"]["updatedAt"].clone();
    let as_admin = format!("perform_as={}", lab.admin());
    let change = async |path: &str, body: Value| {
        let before = updated().await;
        lab.pass(1000);
        lab.post(&format!("/opportunities/{id}/{path}?{as_admin}"), &body).await;
        updated().await != before
    };
    for moves in [true, false] {
        lab.switch(|switches| {
            switches.tags_update = moves;
            switches.notes_update = moves;
        });
        let tag = format!("tag {moves}");
        assert_eq!(change("addTags", json!({ "tags": [tag] })).await, moves);
        assert_eq!(change("removeTags", json!({ "tags": [tag] })).await, moves);
        assert_eq!(change("notes", json!({ "value": "Hello" })).await, moves);
        let listed = lab.get(&format!("/opportunities?tag={tag}")).await;
        assert_eq!(listed["data"], json!([]), "lists follow either way");
    }
}

#[tokio::test]
async fn deleted_notes_may_show_or_not() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let path = format!("/opportunities/{id}/notes");
    let note = lab.post(&path, &json!({ "value": "Hello" })).await["data"]["id"].as_str().unwrap().to_owned();
    lab.call(Method::DELETE, &format!("{path}/{note}")).send().await.unwrap();
    assert!(lab.get(&path).await["data"][0]["deletedAt"].is_i64());
    assert!(lab.get(&format!("{path}/{note}")).await["data"]["deletedAt"].is_i64());
    lab.switch(|switches| switches.deleted_notes_show = false);
    assert_eq!(lab.get(&path).await["data"], json!([]));
    assert_eq!(lab.refused(lab.call(Method::GET, &format!("{path}/{note}"))).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nothing_is_made_in_the_future_or_archived_before_it_began() {
    let lab = Lab::new(3).await;
    let id = lab.somebody();
    let as_admin = format!("perform_as={}", lab.admin());
    let (past, future) = (START - 1000, START + 86_400_000);
    let reason = lab.get("/archive_reasons").await["data"][0]["id"].clone();
    for (path, body) in [
        ("/opportunities".to_owned(), json!({ "createdAt": future })),
        (format!("/opportunities/{id}/notes"), json!({ "value": "x", "createdAt": future })),
        ("/opportunities".to_owned(), json!({ "archived": { "archivedAt": past, "reason": reason } })),
        (
            "/opportunities".to_owned(),
            json!({ "createdAt": past + 1, "archived": { "archivedAt": past, "reason": reason } }),
        ),
    ] {
        let (status, words) =
            lab.refused(lab.call(Method::POST, &format!("{path}?{as_admin}")).json(&body)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}");
        assert!(words.ends_with(" at /createdAt"), "{words}");
    }
    let fine = json!({ "createdAt": past - 1, "archived": { "archivedAt": past, "reason": reason } });
    assert_eq!(
        lab.post(&format!("/opportunities?{as_admin}"), &fine).await["data"]["archived"]["archivedAt"],
        past
    );
}

#[tokio::test]
async fn an_application_keeps_what_the_person_gave() {
    let lab = Lab::new(3).await;
    let posting = lab.control.add_posting(NewPosting::default());
    let body = json!({
        "personalInformation": [
            { "name": "fullName", "value": "Aiko Tanaka" },
            { "name": "email", "value": "aiko@example.com" },
            { "name": "currentCompany", "value": "Kestrel" },
        ],
        "urls": [{ "name": "GitHub", "value": "https://example.com/aiko" }],
        "customQuestions": [{ "id": "q", "fields": [{ "value": "Yes" }] }],
    });
    lab.post(&format!("/postings/{posting}/apply"), &body).await;
    let row = lab.get("/opportunities?email=aiko@example.com&expand=applications").await["data"][0].clone();
    assert_eq!(row["links"], json!(["https://example.com/aiko"]));
    assert_eq!(row["applications"][0]["company"], "Kestrel");
    assert_eq!(row["applications"][0]["customQuestions"], body["customQuestions"]);
}

#[tokio::test]
async fn drafts_and_internal_postings_have_their_own_shapes() {
    let lab = Lab::new(3).await;
    let draft = lab.control.add_posting(NewPosting { state: "draft".into(), ..NewPosting::default() });
    let inside = lab.control.add_posting(NewPosting { internal_only: true, ..NewPosting::default() });
    let shown = lab.get(&format!("/postings/{draft}")).await["data"].clone();
    assert_eq!((&shown["urls"], &shown["distributionChannels"]), (&Value::Null, &Value::Null));
    let listed = async |query: &str| {
        lab::ids(lab.get(&format!("/postings?{query}")).await["data"].as_array().unwrap())
    };
    assert!(listed("").await.contains(&draft) && !listed("").await.contains(&inside));
    assert!(listed("state=draft").await.contains(&draft));
    assert!(listed("distributionChannel=internal").await.contains(&inside));
    assert!(!listed("distributionChannel=public").await.contains(&inside));
}

#[tokio::test]
async fn short_lists_come_in_pages_too() {
    let lab = Lab::new(3).await;
    for list in ["stages", "archive_reasons"] {
        let whole = lab::ids(lab.get(&format!("/{list}")).await["data"].as_array().unwrap());
        let (mut seen, mut path) = (Vec::new(), format!("/{list}?limit=2"));
        loop {
            let page = lab.get(&path).await;
            seen.extend(lab::ids(page["data"].as_array().unwrap()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/{list}?limit=2&offset={next}");
        }
        assert_eq!(seen, whole, "{list}: in its own order");
    }
}
