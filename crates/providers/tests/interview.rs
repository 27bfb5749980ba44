//! The interview provider against the real service.
#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;

use common::{TOKEN, mail, paired, real, request};
use fulcrum_providers::{
    Assessment, ErrorKind, Evaluation, MailPhase, MailSecurity, MailSettings, Provider as _, Retry, Sent,
    State,
};

#[tokio::test]
async fn an_invitation_from_key_to_verdict() {
    let (service, provider, _folder) = real().await;
    let health = provider.health().await.unwrap();
    assert_eq!(health.name, "fulcrum-interview");
    assert!(health.loopback && !health.mail.configured);
    assert_eq!(health.public_url, service.public_url());
    assert_eq!(provider.assessments().await.unwrap().len(), 4);

    let key = "invite:acc:contact:interview:backend-basics:1".into();
    assert_eq!(provider.find(&key).await.unwrap(), None);
    let invited = provider.invite(&request(), &key).await.unwrap();
    assert!(invited.created);
    assert_eq!(invited.mail.state, MailPhase::Off);
    let again = provider.invite(&request(), &key).await.unwrap();
    assert!(!again.created);
    assert_eq!((&again.reference, &again.link), (&invited.reference, &invited.link));
    let found = provider.find(&key).await.unwrap().unwrap();
    assert_eq!(found.reference, invited.reference);
    assert_eq!(provider.invitation(&invited.reference).await.unwrap(), found);

    let refs = [invited.reference.clone(), "unknown".into()];
    let news = provider.progress(&refs).await.unwrap();
    assert_eq!(news.len(), 1);
    assert_eq!((&news[0].state, news[0].total), (&State::Invited, 5));
    let early = provider.answers(&invited.reference).await.unwrap_err();
    assert_eq!(early.code.as_deref(), Some("not_submitted"));
    assert_eq!((early.sent, early.retry), (Sent::No, Retry::Never));

    let link = invited.link.unwrap();
    let browser = reqwest::Client::new();
    for (path, form) in [
        ("consent", [("consent", "yes"), ("", "")]),
        ("q/1", [("answer", "Measure first"), ("go", "next")]),
        ("submit", [("", ""), ("", "")]),
    ] {
        let page = browser.post(format!("{link}/{path}")).form(&form).send().await.unwrap();
        assert!(page.status().is_success(), "{path}");
    }
    let answers = provider.answers(&invited.reference).await.unwrap();
    assert_eq!(answers.answers[0].text, "Measure first");
    assert_eq!(answers.assessment.revision, 1);
    let verdict = Evaluation {
        score: 3,
        scores: BTreeMap::from([("slow-page".into(), 4)]),
        comment: "Good".into(),
        reviewer: "Ben".into(),
        at: None,
    };
    provider.evaluate(&invited.reference, &verdict).await.unwrap();
    let news = provider.progress(&refs[..1]).await.unwrap();
    assert_eq!(news[0].state, State::Evaluated);
    assert_eq!(news[0].evaluation.as_ref().unwrap().score, 3);
    let answers = provider.answers(&invited.reference).await.unwrap();
    assert_eq!(answers.evaluation.unwrap().scores, verdict.scores);
    provider.erase(&invited.reference).await.unwrap();
    let gone = provider.invite(&request(), &key).await.unwrap_err();
    assert_eq!((gone.status, gone.sent), (Some(410), Sent::No));
}

#[tokio::test]
async fn cancelling_and_mail() {
    let (_service, provider, _folder) = real().await;
    let mut wanted = request();
    wanted.mail = Some(mail());
    let invited = provider.invite(&wanted, &"k".into()).await.unwrap();
    assert_eq!(invited.mail.state, MailPhase::Off);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let settings = MailSettings {
        host: "127.0.0.1".into(),
        port,
        security: MailSecurity::None,
        username: None,
        password: None,
        access: None,
        from_name: "Northwind".into(),
        from_address: "hr@northwind.example".into(),
    };
    provider.set_mail(&settings).await.unwrap();
    assert!(provider.health().await.unwrap().mail.configured);
    let test = provider.test_mail("me@example.com").await.unwrap();
    assert_eq!(test.state, MailPhase::Failed);
    let again = provider.mail_again(&invited.reference, 2, &mail()).await.unwrap();
    assert_eq!((again.state, again.attempt), (MailPhase::Failed, 2));
    let reminder = provider.remind(&invited.reference, 1, &mail()).await.unwrap();
    assert_eq!((reminder.state, reminder.attempt), (MailPhase::Failed, 1));
    for _ in 0..2 {
        provider.cancel(&invited.reference, "left the stage").await.unwrap();
    }
    let news = provider.progress(std::slice::from_ref(&invited.reference)).await.unwrap();
    assert_eq!(news[0].state, State::Cancelled);
}

#[tokio::test]
async fn assessments_are_saved_in_revisions() {
    let (_service, provider, _folder) = real().await;
    let id = "customer-empathy".into();
    let built_in = provider.assessment(&id).await.unwrap();
    assert!(built_in.built_in);
    let refused = provider.save_assessment(&Assessment { name: "Mine".into(), ..built_in.clone() }).await;
    assert_eq!(refused.unwrap_err().code.as_deref(), Some("built_in"));
    let copy = Assessment { id: "ours".into(), name: "Empathy".into(), revision: 0, ..built_in };
    let first = provider.save_assessment(&copy).await.unwrap();
    assert_eq!((first.revision, first.built_in), (1, false));
    let second = Assessment { minutes: Some(30), ..first.clone() };
    assert_eq!(provider.save_assessment(&second).await.unwrap().revision, 2);
    let late = provider.save_assessment(&Assessment { minutes: Some(5), ..first }).await.unwrap_err();
    assert_eq!((late.kind, late.code.as_deref()), (ErrorKind::Refused, Some("changed_meanwhile")));
    let preview = provider.preview(&second, "Northwind", "Mara").await.unwrap();
    let page = reqwest::get(preview).await.unwrap().text().await.unwrap();
    assert!(page.contains("About 30 minutes"), "{page}");
    let deleted = provider.delete_assessment(&"ours".into()).await.unwrap();
    assert_eq!(provider.assessments().await.unwrap().len(), 4);
    assert_eq!(provider.save_assessment(&deleted).await.unwrap().revision, 4);
    let missing = provider.assessment(&"nope".into()).await.unwrap_err();
    assert_eq!(missing.kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn a_wrong_token_is_a_broken_pairing() {
    let (service, _, _folder) = real().await;
    let stranger = paired(service.url(), "not-the-token-at-all");
    let error = stranger.invite(&request(), &"k".into()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unpaired);
    assert_eq!((error.sent, error.retry), (Sent::No, Retry::AfterSignIn));
    assert!(!format!("{stranger:?}").contains("not-the-token"));
    assert!(paired(service.url(), TOKEN).health().await.is_ok());
}
