//! The mailbox: every mail received, newest first, none left out.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::html::{Place, anchor, escape, guarded, linked, page};
use super::times::full;
use crate::account::Account;
use crate::mail::mailbox::Mail;
use crate::sync::lock;

/// The body of a mail runs no script, loads nothing, and opens links in new tabs only.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                           sandbox allow-popups allow-popups-to-escape-sandbox";

pub(super) async fn show(State(account): State<Arc<Account>>) -> Response {
    let mailbox = lock(&account.mailbox);
    let main = format!(
        "<main class=\"sheet\"><div class=\"tools\"><h1>Mailbox</h1><p class=\"quiet hint\">Every mail sent to anybody arrives here; nothing leaves this computer.</p></div>\
         <div id=\"mails\" data-live=\"/mailbox/rows\" data-revision=\"{}\">{}</div></main>",
        mailbox.all().len(),
        drawn(mailbox.all())
    );
    page("Mailbox", &account.ready.company, Place::Mailbox, &main)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    seen: Option<usize>,
}

pub(super) async fn rows(State(account): State<Arc<Account>>, Query(seen): Query<Seen>) -> Response {
    let mailbox = lock(&account.mailbox);
    let count = mailbox.all().len();
    if seen.seen == Some(count) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let revision = [("x-revision", count.to_string())];
    (revision, guarded(drawn(mailbox.all()))).into_response()
}

fn drawn(mails: &[Mail]) -> String {
    if mails.is_empty() {
        return "<p class=\"empty-box\">No mail yet. When a candidate is invited, the invitation appears here.</p>".to_owned();
    }
    let mut html = String::from("<div class=\"mails\">");
    for mail in mails.iter().rev() {
        let to = mail.envelope_to.join(", ");
        let _ = write!(
            html,
            "<a class=\"mail\" href=\"/mailbox/{number}\" data-mail=\"{number}\" data-to=\"{to}\" data-subject=\"{subject}\">\
             <span class=\"mail-to\">{to}</span><span class=\"mail-subject\" dir=\"auto\">{subject}</span>\
             <span class=\"mail-from quiet\">{from}</span><span class=\"quiet mail-at\">{at}</span></a>",
            number = mail.number,
            to = escape(&to),
            subject = escape(&mail.subject),
            from = escape(&mail.from),
            at = full(mail.received_at),
        );
    }
    html.push_str("</div>");
    html
}

pub(super) async fn one(State(account): State<Arc<Account>>, Path(number): Path<u64>) -> Response {
    let Some(mail) = lock(&account.mailbox).one(number).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut main = format!(
        "<main class=\"sheet letter\"><div class=\"tools\"><a class=\"back\" href=\"/mailbox\">‹ Mailbox</a></div>\
         <h1 id=\"subject\" dir=\"auto\">{}</h1><dl class=\"facts\"><dt>From</dt><dd>{}</dd><dt>To</dt><dd>{}</dd>\
         <dt>Delivered to</dt><dd>{}</dd><dt>Received</dt><dd>{}</dd></dl>",
        escape(&mail.subject),
        escape(&mail.from),
        escape(&mail.to.join(", ")),
        escape(&mail.envelope_to.join(", ")),
        full(mail.received_at)
    );
    if let Some(text) = &mail.text {
        let _ = write!(
            main,
            "<section class=\"part\"><h2>Text</h2><div id=\"text\" class=\"mail-text\" dir=\"auto\">{}</div></section>",
            linked(text)
        );
    }
    if mail.html.is_some() {
        let _ = write!(
            main,
            "<section class=\"part\"><h2>Formatted</h2><iframe id=\"html\" title=\"The formatted mail\" \
             sandbox=\"allow-popups allow-popups-to-escape-sandbox\" src=\"/mailbox/{number}/html\"></iframe></section>"
        );
    }
    if !mail.links.is_empty() {
        main.push_str("<section class=\"part\" id=\"links\"><h2>Links in this mail</h2>");
        for link in &mail.links {
            let _ = write!(main, "<div>{}</div>", anchor(link));
        }
        main.push_str("</section>");
    }
    if !mail.attachments.is_empty() {
        let _ = write!(main, "<p class=\"quiet\">Attached: {}</p>", escape(&mail.attachments.join(", ")));
    }
    main.push_str("</main>");
    page(&mail.subject, &account.ready.company, Place::Mailbox, &main)
}

/// The formatted body, for the frame.
pub(super) async fn html_part(State(account): State<Arc<Account>>, Path(number): Path<u64>) -> Response {
    let html = lock(&account.mailbox).one(number).and_then(|mail| mail.html.clone());
    match html {
        Some(html) => (
            [
                (CONTENT_SECURITY_POLICY, MAIL_POLICY),
                (HeaderName::from_static("x-content-type-options"), "nosniff"),
                (CACHE_CONTROL, "no-store"),
            ],
            Html(format!("<base target=\"_blank\">{html}")),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
