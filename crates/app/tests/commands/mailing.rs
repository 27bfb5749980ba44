//! Mail accounts: what a test says, and sign-in instead of a password.

use fulcrum_app::api::ErrorCode;
use fulcrum_sandbox::Switches;
use serde_json::{Value, json};

use crate::lab::Lab;

fn mail(lab: &Lab, change: Value) -> Value {
    let ready = lab.lever.ready();
    let mut mail = json!({"host": ready.smtp_host, "port": ready.smtp_port, "security": "none", "auth": "none",
        "username": null, "password": null, "fromName": "Northwind", "fromAddress": "jobs@northwind.example.com"});
    for (name, value) in change.as_object().unwrap() {
        mail[name] = value.clone();
    }
    mail
}

async fn test_says(lab: &Lab, words: &str) {
    let error = lab.refused("test_mail", json!({"to": "me@example.com"})).await;
    assert_eq!(error.code, ErrorCode::MailTrouble);
    assert!(error.message.contains(words), "{words}: {error:?}");
    assert!(!format!("{error:?}").contains("me@example.com"), "{error:?}");
}

fn switch(lab: &Lab, change: impl FnOnce(&mut Switches)) {
    lab.lever.control().update_switches(change);
}

#[tokio::test]
async fn a_test_says_what_failed_and_what_to_do() {
    let lab = Lab::connected().await;
    lab.ok("test_mail", json!({"to": "me@example.com"})).await;

    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    lab.ok("save_mail", mail(&lab, json!({"port": free}))).await;
    test_says(&lab, "No mail server answers at 127.0.0.1").await;
    lab.ok("save_mail", mail(&lab, json!({"security": "tls"}))).await;
    test_says(&lab, "does not protect the connection").await;
    lab.ok("save_mail", mail(&lab, json!({"security": "starttls"}))).await;
    test_says(&lab, "does not protect the connection").await;

    switch(&lab, |switches| switches.mail_password = Some("right".into()));
    let login = |password: &str| json!({"auth": "password", "username": "jobs", "password": password});
    lab.ok("save_mail", mail(&lab, login("wrong"))).await;
    test_says(&lab, "does not accept the user name or the password").await;
    lab.ok("save_mail", mail(&lab, login("right"))).await;
    lab.ok("test_mail", json!({"to": "me@example.com"})).await;

    switch(&lab, |switches| switches.mail_reject_recipients = true);
    test_says(&lab, "refused the address of the test").await;
}

/// Where the mail account of these tests is signed in to: the simulated account's own sign-in server.
fn sign_in(lab: &Lab) -> Value {
    let ready = lab.lever.ready();
    let mut authorize = url::Url::parse(&ready.authorize_url).unwrap();
    authorize.query_pairs_mut().append_pair("audience", &ready.audience);
    let urls = json!({"authorize": authorize, "token": ready.token_url, "scopes": "offline_access users:read:admin"});
    json!({"mail": mail(lab, json!({"username": "jobs@northwind.example.com"})),
        "signIn": {"provider": "other", "clientId": ready.client_id, "tenant": null, "urls": urls},
        "clientSecret": ready.client_secret})
}

/// Signs in to the mail account, and agrees in the browser or not.
async fn signs_in(lab: &Lab, allow: bool) -> Result<Value, fulcrum_app::api::AppError> {
    let before = lab.host.opened.lock().unwrap().len();
    let answers = async {
        let page = lab
            .until("the browser to open", async || {
                let opened = lab.host.opened.lock().unwrap();
                opened.get(before).cloned().ok_or_else(|| "nothing is open".to_owned())
            })
            .await;
        lab.browse(&lab.lever.control().consent(&page, allow).unwrap()).await;
    };
    tokio::join!(lab.call("sign_in_mail", sign_in(lab)), answers).0
}

#[tokio::test]
async fn a_sign_in_sends_mail_survives_an_expired_token_and_says_when_it_has_ended() {
    let lab = Lab::switched_on().await;
    switch(&lab, |switches| {
        switches.mail_wants_token = true;
        // So short that Fulcrum takes them for as good as gone.
        switches.access_token_life_ms = 240_000;
    });
    test_says(&lab, "wants a login").await;

    let settings = signs_in(&lab, true).await.unwrap();
    assert_eq!(settings["mail"]["auth"], "xoauth2");
    let text = settings.to_string();
    assert!(!text.contains(&lab.lever.ready().client_secret), "{text}");
    lab.ok("test_mail", json!({"to": "me@example.com"})).await;
    let (person, _) = lab.invited().await;
    assert_eq!(lab.lever.control().mails_to(&person.emails[0]).len(), 1);

    // Tokens run out while Fulcrum waits, and what renewed one once is good no more: each mail has another.
    for _ in 0..3 {
        lab.lever.control().expire_access_tokens();
        lab.ok("test_mail", json!({"to": "me@example.com"})).await;
    }

    lab.lever.control().revoke_all_tokens();
    let error = lab.refused("test_mail", json!({"to": "me@example.com"})).await;
    assert!(error.message.contains("has ended. Sign in again"), "{error:?}");
}

#[tokio::test]
async fn who_says_no_or_cancels_keeps_the_mail_settings_of_before() {
    let lab = Lab::connected().await;
    let before = lab.ok("settings", json!({})).await;
    let denied = signs_in(&lab, false).await.unwrap_err();
    assert!(denied.message.contains("did not allow"), "{denied:?}");

    let opened = lab.host.opened.lock().unwrap().len();
    let cancels = async {
        lab.until("the browser to open", async || {
            if lab.host.opened.lock().unwrap().len() > opened { Ok(()) } else { Err("not yet".to_owned()) }
        })
        .await;
        lab.ok("cancel_mail_sign_in", json!({})).await;
    };
    let (ended, ()) = tokio::join!(lab.call("sign_in_mail", sign_in(&lab)), cancels);
    assert!(ended.unwrap_err().message.contains("cancelled"));
    assert_eq!(lab.ok("settings", json!({})).await, before);
    lab.ok("test_mail", json!({"to": "me@example.com"})).await;

    let mut open = sign_in(&lab);
    open["signIn"]["urls"]["token"] = json!("http://mail.example/token");
    assert_eq!(lab.code("sign_in_mail", open).await, ErrorCode::InvalidInput);
}
