//! Every request, as it leaves.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use fulcrum_core::assessment::Score;
use fulcrum_core::{ContactId, NoteId, PostingId, StageId};
use fulcrum_lever::{
    Confidentiality, FieldValue, NewFeedback, NewNote, NewOpportunity, OpportunityFilter, PostingFilter,
};
use insta::assert_json_snapshot;
use jiff::Timestamp;
use serde_json::json;
use wiremock::ResponseTemplate;

use crate::lab::{Key, Tokens, answering, client, data, only_request, opportunity};

#[tokio::test]
async fn list_opportunities() {
    let (server, lever) = answering(data(json!([]))).await;
    let filter = OpportunityFilter {
        stages: vec![StageId::new("applicant-new"), StageId::new("3f1b8f0e-6a51-4c37-9d2e-5b0c7d1e2a01")],
        advanced_from: Some(Timestamp::from_millisecond(1_790_000_000_123).unwrap()),
        archived: Some(false),
        confidentiality: Confidentiality::All,
        ..OpportunityFilter::default()
    };
    lever.opportunities_page(&filter, Some("%5B3%2C1491435120000%2C%225599cc20%22%5D")).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn list_opportunities_by_everything() {
    let (server, lever) = answering(data(json!([]))).await;
    let two = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
    let filter = OpportunityFilter {
        stages: vec![StageId::new("offer")],
        tags: two("Fulcrum", "R&D, comma = one"),
        origins: two("applied", "referred"),
        sources: two("Job site", "LinkedIn"),
        postings: vec![PostingId::new("p1"), PostingId::new("p2")],
        archived_postings: vec![PostingId::new("p3")],
        locations: two("San Francisco, CA", "unspecified"),
        archive_reasons: two("r1", "r2"),
        created_from: Some(at(1)),
        created_to: Some(at(2)),
        updated_from: Some(at(3)),
        updated_to: Some(at(4)),
        advanced_from: Some(at(5)),
        advanced_to: Some(at(6)),
        archived_from: Some(at(7)),
        archived_to: Some(at(8)),
        archived: Some(true),
        snoozed: Some(false),
        email: Some("a+b@example.com".into()),
        contacts: vec![ContactId::new("c1"), ContactId::new("c2")],
        confidentiality: Confidentiality::All,
    };
    lever.opportunities_page(&filter, None).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn list_postings_by_everything() {
    let (server, lever) = answering(data(json!([]))).await;
    let filter = PostingFilter {
        state: Some("published".into()),
        channel: Some("internal".into()),
        group: Some("R&D".into()),
        commitments: vec!["Full-time".into()],
        levels: vec!["Senior".into()],
        updated_to: Some(at(4)),
        tags: vec!["a".into(), "b".into()],
        teams: vec!["Engineering".into()],
        departments: vec!["Research & Development".into()],
        locations: vec!["Oslo".into()],
        updated_from: Some(at(3)),
        confidentiality: Confidentiality::All,
    };
    lever.postings(&filter).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn list_applications() {
    let (server, lever) = answering(data(json!([{ "id": "a", "posting": "p" }]))).await;
    assert_eq!(lever.applications(&opportunity()).await.unwrap()[0].id, "a");
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn single_objects() {
    let row = json!({ "id": "x", "stages": [{ "id": "offer", "text": "Offer", "pipeline": "offer", "rank": 261 }] });
    let (server, lever) = answering(data(row)).await;
    assert_eq!(lever.posting(&PostingId::new("x")).await.unwrap().id.as_str(), "x");
    assert_eq!(lever.contact(&ContactId::new("x")).await.unwrap().name, "");
    assert_eq!(lever.note(&opportunity(), &NoteId::new("x")).await.unwrap().fields.len(), 0);
    assert_eq!(lever.stage_ranks().await.unwrap()[0].pipeline, "offer");
    assert!(!lever.download_file(&opportunity(), "a/b").await.unwrap().is_empty());
    let seen = server.received_requests().await.unwrap();
    let asked: Vec<String> =
        seen.iter().map(|request| format!("{} {}", request.method, request.url)).collect();
    let asked: Vec<&str> = asked.iter().map(|line| line.split("/v1").last().unwrap()).collect();
    assert_json_snapshot!(asked);
}

#[tokio::test]
async fn create_an_opportunity() {
    let (server, lever) = answering(data(json!({ "id": "o", "contact": "c", "stage": "lead-new" }))).await;
    let new = NewOpportunity {
        name: "Aiko Tanaka".into(),
        emails: vec!["aiko@example.com".into()],
        postings: vec![PostingId::new("p")],
        origin: Some("applied".into()),
        ..NewOpportunity::default()
    };
    assert_eq!(lever.create_opportunity(&new).await.unwrap().id.as_str(), "o");
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn add_feedback() {
    let (server, lever) = answering(data(json!({ "id": "f" }))).await;
    let new = NewFeedback {
        base_template_id: "t".into(),
        field_values: vec![FieldValue { id: "score".into(), value: json!("4 - Strong Hire") }],
        completed_at: at(1_782_972_986_091),
    };
    assert_eq!(lever.add_feedback(&opportunity(), &new).await.unwrap().id, "f");
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn upload_a_file() {
    let (server, lever) = answering(data(json!({ "id": "f", "size": "4" }))).await;
    let file = lever.upload_file(&opportunity(), "report \"1\".pdf", b"%PDF".to_vec()).await.unwrap();
    assert_eq!((file.id.as_str(), file.size), ("f", Some(4)));
    let seen = server.received_requests().await.unwrap();
    assert_eq!((seen.len(), seen[0].method.as_str()), (1, "POST"));
    assert_eq!(seen[0].url.path(), format!("/v1/opportunities/{}/files", opportunity()));
    assert!(seen[0].headers["content-type"].to_str().unwrap().starts_with("multipart/form-data; boundary="));
    let body = String::from_utf8_lossy(&seen[0].body);
    assert!(
        body.contains("name=\"file\"; filename=\"report \\\"1\\\".pdf\"") && body.contains("%PDF"),
        "{body}"
    );
}

#[tokio::test]
async fn add_a_webhook() {
    let answer =
        json!({ "id": "w", "event": "candidateHired", "configuration": { "signatureToken": "secret" } });
    let (server, lever) = answering(data(answer)).await;
    let url = "https://hooks.example.com/lever".parse().unwrap();
    let made = lever.add_webhook("candidateHired", &url).await.unwrap();
    assert_eq!(made.configuration.signature_token.as_deref(), Some("secret"));
    assert!(!format!("{made:?}").contains("secret"));
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn deletions_answer_with_nothing() {
    let (server, lever) = answering(ResponseTemplate::new(204)).await;
    lever.delete_note(&opportunity(), &NoteId::new("n")).await.unwrap();
    lever.delete_webhook("w").await.unwrap();
    let seen = server.received_requests().await.unwrap();
    let asked: Vec<_> = seen
        .iter()
        .map(|request| (request.method.to_string(), request.url.path(), request.url.query()))
        .collect();
    assert_json_snapshot!(asked);
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap()
}

#[tokio::test]
async fn list_opportunities_of_a_person() {
    let (server, lever) = answering(data(json!([]))).await;
    let filter = OpportunityFilter {
        email: Some("aiko+jobs@example.com".into()),
        contacts: vec![ContactId::new("c")],
        updated_from: Some(Timestamp::from_millisecond(5).unwrap()),
        ..OpportunityFilter::default()
    };
    lever.opportunities(&filter).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn read_one_opportunity() {
    let row = json!({ "id": "o", "contact": "c", "stage": "lead-new" });
    let (server, lever) = answering(data(row)).await;
    lever.opportunity(&opportunity()).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn an_id_is_one_segment_whatever_is_in_it() {
    let row = json!({ "id": "o", "contact": "c", "stage": "lead-new" });
    let (server, lever) = answering(data(row)).await;
    lever.opportunity(&fulcrum_core::OpportunityId::new("a/../b?c=d#e")).await.unwrap();
    assert_eq!(only_request(&server).await["path"], "/v1/opportunities/a%2F%2E%2E%2Fb%3Fc%3Dd%23e");
}

#[tokio::test]
async fn short_lists() {
    let (server, lever) = answering(data(json!([]))).await;
    lever.stages().await.unwrap();
    lever.postings(&PostingFilter::default()).await.unwrap();
    lever.users(false).await.unwrap();
    lever.users(true).await.unwrap();
    lever.notes(&opportunity()).await.unwrap();
    lever.tags().await.unwrap();
    lever.archive_reasons().await.unwrap();
    lever.feedback_templates().await.unwrap();
    lever.feedback(&opportunity()).await.unwrap();
    lever.files(&opportunity()).await.unwrap();
    lever.webhooks().await.unwrap();
    lever.deleted_opportunities(at(1), Some(at(2))).await.unwrap();
    let seen = server.received_requests().await.unwrap();
    let asked: Vec<String> = seen
        .iter()
        .map(|request| {
            format!("{} {}?{}", request.method, request.url.path(), request.url.query().unwrap_or_default())
        })
        .collect();
    assert_json_snapshot!(asked);
}

#[tokio::test]
async fn add_tags() {
    let (server, lever) = answering(data(json!({}))).await;
    lever
        .add_tags(&opportunity(), &["Fulcrum-Screening-Invited".into(), "Ümlaut & <more>".into()])
        .await
        .unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn remove_tags() {
    let (server, lever) = answering(data(json!({}))).await;
    lever.remove_tags(&opportunity(), &["Fulcrum-Screening-Score:3".into()]).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn add_links() {
    let (server, lever) = answering(data(json!({}))).await;
    lever.add_links(&opportunity(), &["https://hire.example.com/report/x".into()]).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn add_sources() {
    let (server, lever) = answering(data(json!({}))).await;
    lever.add_sources(&opportunity(), &["Fulcrum".into()]).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn move_to_stage() {
    let (server, lever) = answering(data(json!({}))).await;
    lever.move_to_stage(&opportunity(), &StageId::new("offer")).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn add_a_note_with_a_score() {
    let (server, lever) = answering(data(json!({ "noteId": "n" }))).await;
    let note = NewNote::new("Good.\n\nRef F-7K3Q9M".into(), Score::new(3));
    assert_eq!(lever.add_note(&opportunity(), None, &note).await.unwrap().as_str(), "n");
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn add_a_comment_under_a_note() {
    let (server, lever) = answering(data(json!({ "id": "n", "noteId": "n" }))).await;
    let note = NewNote::new("Changed.".into(), None);
    lever.add_note(&opportunity(), Some(&NoteId::new("n")), &note).await.unwrap();
    assert_json_snapshot!(only_request(&server).await);
}

#[tokio::test]
async fn every_write_is_performed_as_the_user() {
    let (server, lever) = answering(data(json!({ "noteId": "n" }))).await;
    let (id, one) = (opportunity(), ["x".to_owned()]);
    lever.add_tags(&id, &one).await.unwrap();
    lever.remove_tags(&id, &one).await.unwrap();
    lever.add_links(&id, &one).await.unwrap();
    lever.add_sources(&id, &one).await.unwrap();
    lever.delete_note(&id, &NoteId::new("n")).await.unwrap();
    lever.move_to_stage(&id, &StageId::new("offer")).await.unwrap();
    lever.add_note(&id, None, &NewNote::new("x".into(), None)).await.unwrap();
    lever.opportunity(&id).await.unwrap_err();
    let seen = server.received_requests().await.unwrap();
    assert_eq!(seen.len(), 8);
    for request in &seen {
        let named = request.url.query_pairs().filter(|(name, value)| name == "perform_as" && value == "mara");
        let expected = usize::from(request.method.as_str() != "GET");
        assert_eq!(named.count(), expected, "{} {}", request.method, request.url);
    }
}

#[tokio::test]
async fn a_key_is_the_user_name_of_basic_authorization() {
    let (server, _) = answering(data(json!([]))).await;
    client(&server, Arc::new(Key)).stages().await.unwrap();
    let seen = server.received_requests().await.unwrap();
    // base64("secret-key:")
    assert_eq!(seen[0].headers["authorization"], "Basic c2VjcmV0LWtleTo=");
}

#[tokio::test]
async fn a_refused_token_is_replaced_and_the_call_repeated_once() {
    let server = crate::lab::server().await;
    use wiremock::matchers::header;
    wiremock::Mock::given(header("authorization", "Bearer token-1"))
        .respond_with(ResponseTemplate::new(401))
        .mount(&server)
        .await;
    wiremock::Mock::given(header("authorization", "Bearer token-2"))
        .respond_with(data(json!({ "noteId": "n" })))
        .mount(&server)
        .await;
    let tokens = Tokens::ending_after(5);
    let lever = client(&server, tokens.clone());
    lever.add_note(&opportunity(), None, &NewNote::new("x".into(), None)).await.unwrap();
    assert_eq!(tokens.replaced.load(Ordering::SeqCst), 1);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_token_that_is_refused_again_is_not_tried_for_ever() {
    let (server, _) = answering(ResponseTemplate::new(401)).await;
    let tokens = Tokens::ending_after(5);
    let error = client(&server, tokens.clone()).stages().await.unwrap_err();
    assert_eq!(error.kind, fulcrum_lever::Kind::SignIn);
    assert_eq!(server.received_requests().await.unwrap().len(), 2);
    assert_eq!(tokens.replaced.load(Ordering::SeqCst), 1);
}
