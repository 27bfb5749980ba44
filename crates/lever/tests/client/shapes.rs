//! One answer for each recorded fact about Lever's shapes that the client relies on. The people in them
//! are made up; the shapes are not.

use fulcrum_core::form::{FieldKind, FormTemplate};
use fulcrum_lever::{
    ApplicationRef, FieldValue, Kind, NewFeedback, NewNote, NewOpportunity, OpportunityFilter, PostingFilter,
};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::lab::{answering, data, opportunity};

fn with_status(status: u16, body: &Value) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_json(body)
}

#[tokio::test]
async fn built_in_stages_are_slugs_and_ranks_may_be_halves() {
    let stages = json!({ "data": [
        { "id": "lead-new", "text": "New lead" },
        { "id": "0b7f1b14-2f0d-4a52-9f25-0d3d9c2a6a11", "text": "Take-home" },
    ]});
    let (_server, lever) = answering(with_status(200, &stages)).await;
    let stages = lever.stages().await.unwrap();
    assert_eq!(stages[0].id.as_str(), "lead-new");
    assert_eq!(stages[1].id.as_str().len(), 36);

    let dispositions = json!({
        "stages": [
            { "id": "lead-new", "text": "New lead", "pipeline": "lead", "rank": 1, "hasInterview": false },
            { "id": "x", "text": "Take-home", "pipeline": "applicant", "rank": 105.5, "hasInterview": false },
        ],
        "archiveReasons": [{ "id": "r", "text": "Hired", "type": null, "status": "active" }],
    });
    let (_server, lever) = answering(data(dispositions)).await;
    let ranks = lever.stage_ranks().await.unwrap();
    assert_eq!((ranks[0].rank, ranks[1].rank), (1.0, 105.5));
    assert_eq!(ranks[1].pipeline, "applicant");
}

#[tokio::test]
async fn an_application_that_a_user_made_names_nobody() {
    let by_user = json!({
        "id": "a", "type": "user", "candidateId": "o", "opportunityId": "o", "posting": "p",
        "postingHiringManager": null, "postingOwner": "u", "name": null, "company": null, "phone": null,
        "email": null, "links": [], "comments": null, "user": "u", "customQuestions": [], "createdAt": 1782972986091_i64,
        "archived": { "reason": "r", "archivedAt": 1782973996501_i64 }, "requisitionForHire": null,
        "ipAddress": null, "referer": null, "userAgent": null, "acceptLanguage": null, "timezone": null,
    });
    let row = json!({
        "id": "o", "name": "", "contact": "c", "stage": "lead-new", "applications": [by_user, "an-id-alone"],
        "archived": { "reason": "r", "archivedAt": 1782973996512_i64 },
    });
    let (_server, lever) = answering(data(row)).await;
    let row = lever.opportunity(&opportunity()).await.unwrap();
    let ApplicationRef::Full(full) = &row.applications[0] else { panic!("{:?}", row.applications) };
    assert_eq!((full.email.as_deref(), full.posting.as_ref().unwrap().as_str()), (None, "p"));
    assert_eq!(row.applications[1], ApplicationRef::Id("an-id-alone".into()));
    // The stage stays set when somebody is archived, and the two times differ by milliseconds.
    assert_eq!(row.stage.as_str(), "lead-new");
    let (ours, theirs) = (row.archived.unwrap().archived_at, full.archived.as_ref().unwrap().archived_at);
    assert_eq!(ours.unwrap().duration_since(theirs.unwrap()).as_millis(), 11);
}

#[tokio::test]
async fn a_posting_may_have_no_addresses_and_no_channels() {
    let draft = json!({ "data": [{
        "id": "p", "text": "Engineer", "state": "draft", "distributionChannels": null, "user": "u", "owner": "u",
        "hiringManager": null, "categories": { "commitment": "Full-time", "department": "R&D", "level": null,
        "location": "Lisbon", "team": "Platform", "allLocations": ["Lisbon"] }, "tags": ["Hubert: 7"],
        "content": {}, "country": "PT", "followers": ["u"], "reqCode": null, "requisitionCodes": [], "urls": null,
        "confidentiality": "non-confidential", "createdAt": 1779214185112_i64, "updatedAt": 1779214185112_i64,
        "workplaceType": "onsite", "transcribeInterviews": false, "screening": { "enabled": false },
    }], "hasNext": false });
    let (_server, lever) = answering(with_status(200, &draft)).await;
    let postings = lever.postings(&PostingFilter::default()).await.unwrap();
    assert_eq!(
        (postings[0].state.as_str(), postings[0].tags.as_slice()),
        ("draft", &["Hubert: 7".to_owned()][..])
    );
}

#[tokio::test]
async fn tags_and_archive_reasons() {
    let tags = json!({ "data": [{ "count": 3, "text": "Rust" }], "hasNext": false });
    let (_server, lever) = answering(with_status(200, &tags)).await;
    assert_eq!(lever.tags().await.unwrap()[0].count, 3);
    let reasons = json!({ "data": [
        { "id": "h", "text": "Hired", "status": "active", "type": "hired" },
        { "id": "n", "text": "Withdrew", "status": "inactive", "type": null },
    ]});
    let (_server, lever) = answering(with_status(200, &reasons)).await;
    let reasons = lever.archive_reasons().await.unwrap();
    assert_eq!((reasons[0].kind.as_deref(), reasons[1].kind.as_deref()), (Some("hired"), None));
}

#[tokio::test]
async fn users_have_nulls_where_others_have_lists() {
    let users = json!({ "data": [{
        "id": "u", "name": "Mara", "username": "mara", "email": "mara@example.com", "accessRole": "a-custom-role-id",
        "photo": null, "createdAt": 1733206956064_i64, "deactivatedAt": null, "externalDirectoryId": null,
        "linkedContactIds": null, "jobTitle": null, "managerId": null,
    }], "hasNext": false });
    let (_server, lever) = answering(with_status(200, &users)).await;
    let users = lever.users(true).await.unwrap();
    assert_eq!(users[0].access_role.as_deref(), Some("a-custom-role-id"));
    assert_eq!(users[0].deactivated_at, None);
}

#[tokio::test]
async fn a_contact_has_its_place_in_an_object() {
    let contact = json!({
        "id": "c", "name": "Aiko", "headline": "", "isAnonymized": false, "location": { "name": "" },
        "emails": ["aiko@example.com"], "phones": [{ "type": "mobile", "value": "5555550100" }],
        "dataProtection": { "interviewIntelligence": { "allowed": true, "expiresAt": null } },
    });
    let (_server, lever) = answering(data(contact.clone())).await;
    let id = fulcrum_core::ContactId::new("c");
    assert_eq!(lever.contact(&id).await.unwrap().emails, ["aiko@example.com"]);
    // Answers to writes lack two of the fields.
    let mut written = contact;
    written
        .as_object_mut()
        .unwrap()
        .retain(|key, _| !matches!(key.as_str(), "isAnonymized" | "dataProtection"));
    let (_server, lever) = answering(data(written)).await;
    assert!(!lever.contact(&id).await.unwrap().is_anonymized);
}

#[tokio::test]
async fn a_new_note_says_its_id_in_both_of_its_answers() {
    let whole = json!({
        "id": "n", "text": "Note", "fields": [{ "createdAt": 1, "score": null, "stage": "s", "text": "Comment",
        "type": "note", "user": "u", "value": "Hello" }], "user": "u", "secret": false, "completedAt": 1,
        "deletedAt": null, "createdAt": 1, "noteId": "n",
    });
    for answer in [whole, json!({ "noteId": "n" })] {
        let (_server, lever) = answering(with_status(201, &json!({ "data": answer }))).await;
        let note = lever.add_note(&opportunity(), None, &NewNote::new("Hello".into(), None)).await.unwrap();
        assert_eq!(note.as_str(), "n");
    }
}

#[tokio::test]
async fn a_new_opportunity_is_read_beside_the_word_on_whether_the_person_was_known() {
    let made = json!({ "deduped": true, "data": {
        "id": "o", "name": "Aiko", "contact": "c", "stage": "lead-new", "tags": ["x", "Engineer", "Lisbon"],
        "updatedAt": 5, "createdAt": 5, "applications": ["a"],
    }});
    let (_server, lever) = answering(with_status(201, &made)).await;
    let made = lever.create_opportunity(&NewOpportunity::default()).await.unwrap();
    assert_eq!((made.id.as_str(), made.tags.len()), ("o", 3), "without a location of its own");
}

#[tokio::test]
async fn feedback_scores_are_the_texts_of_their_options() {
    let form = json!({
        "id": "f", "type": "share", "text": "Interview", "instructions": "", "baseTemplateId": "t",
        "fields": [{ "id": "q", "type": "score-system", "text": "Rating", "description": "", "required": true,
        "value": "4 - Strong Hire", "options": [{ "text": "4 - Strong Hire", "optionId": "1" }] }],
        "interview": null, "panel": null, "user": "u", "createdAt": 1, "completedAt": 2, "updatedAt": null, "deletedAt": 3,
    });
    let new = NewFeedback {
        base_template_id: "t".into(),
        field_values: vec![FieldValue { id: "q".into(), value: json!("4 - Strong Hire") }],
        completed_at: jiff::Timestamp::UNIX_EPOCH,
    };
    // Recorded with an envelope; the documentation prints none.
    for answer in [json!({ "data": form }), form.clone()] {
        let (_server, lever) = answering(with_status(201, &answer)).await;
        let made = lever.add_feedback(&opportunity(), &new).await.unwrap();
        assert_eq!((made.id.as_str(), &made.fields[0].value), ("f", &json!("4 - Strong Hire")));
    }
    let (_server, lever) = answering(with_status(200, &json!({ "data": [form] }))).await;
    let forms = lever.feedback(&opportunity()).await.unwrap();
    assert!(forms[0].deleted_at.is_some(), "deleted ones still come");
}

#[tokio::test]
async fn a_feedback_template_is_asked_for_by_its_id_and_says_how_its_questions_are_answered() {
    let template = json!({
        "id": "t/1", "text": "Screening result", "group": null, "instructions": "",
        "fields": [
            { "id": "q", "type": "score-system", "text": "Rating", "required": true, "options": [{ "text": "4 - Strong Hire" }] },
            { "id": "d", "type": "of the future", "text": "Later", "options": null, "value": { "any": 1 } },
        ],
    });
    let (server, lever) = answering(with_status(200, &json!({ "data": template }))).await;
    let read = FormTemplate::from(lever.feedback_template("t/1").await.unwrap());
    let path = server.received_requests().await.unwrap()[0].url.path().to_owned();
    assert_eq!(path, "/v1/feedback_templates/t%2F1");
    let kinds: Vec<_> = read.fields.iter().map(|field| (field.kind, field.required)).collect();
    assert_eq!(kinds, [(FieldKind::Rating, true), (FieldKind::Other, false)]);
    assert_eq!(read.fields[0].options, ["4 - Strong Hire"]);
}

#[tokio::test]
async fn webhooks_have_an_envelope_of_their_own() {
    let hook = json!({
        "id": "w", "event": "candidateStageChange", "url": "https://hooks.example.com/",
        "configuration": { "conditions": { "origins": ["applied"] } }, "createdAt": 1, "updatedAt": 1,
    });
    let (_server, lever) = answering(with_status(200, &json!({ "data": [hook] }))).await;
    assert_eq!(lever.webhooks().await.unwrap()[0].configuration.signature_token, None);
    let mut made = hook;
    made["configuration"]["signatureToken"] = json!("00112233");
    let url = "https://hooks.example.com/".parse().unwrap();
    // Recorded with one envelope; the documentation prints two.
    for answer in [json!({ "data": made }), json!({ "data": { "data": made } })] {
        let (_server, lever) = answering(with_status(201, &answer)).await;
        let made = lever.add_webhook("candidateStageChange", &url).await.unwrap();
        assert_eq!(made.configuration.signature_token.as_deref(), Some("00112233"));
    }
}

#[tokio::test]
async fn deletions_are_answered_with_nothing() {
    let (_server, lever) = answering(ResponseTemplate::new(204)).await;
    lever.delete_note(&opportunity(), &fulcrum_core::NoteId::new("n")).await.unwrap();
    lever.delete_webhook("w").await.unwrap();
}

#[tokio::test]
async fn deleted_opportunities_are_ids_and_times() {
    let gone = json!({ "data": [{ "id": "o", "contact": "c", "deletedBy": null, "deletedAt": 7 }], "hasNext": false });
    let (_server, lever) = answering(with_status(200, &gone)).await;
    let gone = lever.deleted_opportunities(jiff::Timestamp::UNIX_EPOCH, None).await.unwrap();
    assert_eq!(gone[0].id.as_str(), "o");
}

#[tokio::test]
async fn errors_are_flat_and_may_point_at_a_field() {
    let error = json!({ "code": "BadRequestError", "message": "posting is not expandable" });
    let (_server, lever) = answering(with_status(400, &error)).await;
    let refused = lever.opportunities_page(&OpportunityFilter::default(), None).await.unwrap_err();
    assert_eq!((refused.kind, refused.message.as_str()), (Kind::Refused, "posting is not expandable"));
    let error =
        json!({ "code": "NotFoundError", "message": "That requisition field doesn't exist on your account" });
    let (_server, lever) = answering(with_status(404, &error)).await;
    let refused = lever.opportunity(&opportunity()).await.unwrap_err();
    assert_eq!((refused.kind, refused.code.as_deref()), (Kind::NotFound, Some("NotFoundError")));
}
