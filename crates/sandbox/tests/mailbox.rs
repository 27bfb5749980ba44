//! Mail: from a real client to the page that shows it.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod lab;

use lab::Lab;
use lettre::message::MultiPart;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

fn transport(lab: &Lab) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&lab.ready().smtp_host)
        .port(lab.ready().smtp_port)
        .credentials(Credentials::new("user".to_owned(), "word".to_owned()))
        .build()
}

fn invitation() -> Message {
    Message::builder()
        .from("Mara Lindqvist <mara@northwind.example.com>".parse().unwrap())
        .to("Zoë Çelik <zoe@example.org>".parse().unwrap())
        .subject("Dein Gespräch – <b>Einladung</b>")
        .multipart(MultiPart::alternative_plain_html(
            "Hallo Zoë,\n\nbitte hier: http://127.0.0.1:9/i/abc?x=1&y=2.\n.eine Zeile mit Punkt\n".to_owned(),
            "<p>Hallo <a href=\"http://127.0.0.1:9/i/abc?x=1&amp;y=2\">hier</a><script>alert(1)</script></p>"
                .to_owned(),
        ))
        .unwrap()
}

#[tokio::test]
async fn two_identical_mails_are_two_rows() {
    let lab = Lab::new(10).await;
    let mailer = transport(&lab);
    mailer.send(invitation()).await.unwrap();
    mailer.send(invitation()).await.unwrap();
    let mails = lab.control.mails_to("ZOE@example.org");
    assert_eq!(mails.len(), 2);
    let mail = &mails[0];
    assert_eq!(mail.subject, "Dein Gespräch – <b>Einladung</b>");
    assert_eq!(mail.to, ["Zoë Çelik <zoe@example.org>"]);
    assert!(mail.text.as_ref().unwrap().contains("\n.eine Zeile mit Punkt"));
    assert_eq!(mail.links, ["http://127.0.0.1:9/i/abc?x=1&y=2"]);
    let list = lab.html("/mailbox").await;
    assert_eq!(list.matches("data-to=\"zoe@example.org\"").count(), 2);
    assert!(list.find("data-mail=\"2\"") < list.find("data-mail=\"1\""));
    assert!(list.contains("data-subject=\"Dein Gespräch – &lt;b&gt;Einladung&lt;/b&gt;\""));
    let page = lab.html("/mailbox/1").await;
    assert!(page.contains("href=\"http://127.0.0.1:9/i/abc?x=1&amp;y=2\""));
    assert!(!page.contains("<script>alert"));
    let frame = lab.http.get(format!("{}/mailbox/1/html", lab.ready().url)).send().await.unwrap();
    let policy = frame.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("sandbox") && !policy.contains("allow-scripts"));
}

#[tokio::test]
async fn mail_faults_leave_what_they_say() {
    let lab = Lab::new(10).await;
    lab.control.update_switches(|switches| switches.mail_reject_recipients = true);
    let refused = transport(&lab).send(invitation()).await.unwrap_err();
    assert!(refused.is_permanent());
    assert_eq!(lab.control.mails().len(), 0);
    lab.control.update_switches(|switches| {
        switches.mail_reject_recipients = false;
        switches.mail_drop_before_accept = true;
    });
    transport(&lab).send(invitation()).await.unwrap_err();
    assert_eq!(lab.control.mails().len(), 0);
    lab.control.update_switches(|switches| {
        switches.mail_drop_before_accept = false;
        switches.mail_drop_after_accept = true;
    });
    transport(&lab).send(invitation()).await.unwrap_err();
    assert_eq!(lab.control.mails().len(), 1);
}
