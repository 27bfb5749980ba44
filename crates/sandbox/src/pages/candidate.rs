//! One candidate: contact, tags, links, notes, files and the way through the pipeline.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::html::{Place, anchor, escape, guarded, linked, page};
use super::times::full;
use crate::account::Account;
use crate::control::snapshot::snapshot;
use crate::control::{CommentSnapshot, FormSnapshot, OpportunitySnapshot};
use crate::sync::lock;
use crate::world::World;
use crate::world::ids::OpportunityId;

pub(super) async fn show(State(account): State<Arc<Account>>, Path(id): Path<String>) -> Response {
    let now = account.now();
    let world = lock(&account.world);
    let Some(found) = find(&world, &id, now) else {
        let main = "<main class=\"sheet\"><h1>There is no such candidate</h1><p><a href=\"/\">Back to the pipeline</a></p></main>";
        let missing = page("Not found", &world.company, Place::Pipeline, main);
        return (StatusCode::NOT_FOUND, missing).into_response();
    };
    let mut options = String::new();
    for stage in &world.stages {
        let selected = if stage.id.0 == found.stage { " selected" } else { "" };
        let _ = write!(
            options,
            "<option value=\"{}\"{selected}>{}</option>",
            escape(&stage.id.0),
            escape(&stage.text)
        );
    }
    let main = format!(
        "<main class=\"candidate\"><div class=\"tools\"><a class=\"back\" href=\"/\">‹ Pipeline</a>\
         <h1 id=\"name\" dir=\"auto\">{name}</h1>\
         <label class=\"stage-move\">Stage <select id=\"move\" data-opportunity=\"{id}\">{options}</select></label></div>\
         <div id=\"candidate\" data-live=\"/candidates/{id}/body\" data-revision=\"{revision}\">{body}</div>\
         <p id=\"said\" class=\"visually-hidden\" role=\"status\"></p></main>",
        name = escape(&found.name),
        id = escape(&found.id),
        revision = world.revision,
        body = drawn(&found),
    );
    page(&found.name, &world.company, Place::Pipeline, &main)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Seen {
    seen: Option<u64>,
}

/// The changing part alone, or 204 when the page shows it already.
pub(super) async fn body(
    State(account): State<Arc<Account>>,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Response {
    let now = account.now();
    let lag = account.switches().note_lag_ms;
    let world = lock(&account.world);
    // A late comment becomes visible without any change, so a lag means drawing every time.
    if lag == 0 && seen.seen == Some(world.revision) {
        return StatusCode::NO_CONTENT.into_response();
    }
    match find(&world, &id, now) {
        Some(found) => {
            let revision = [("x-revision", world.revision.to_string())];
            (revision, guarded(drawn(&found))).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A file, always as a download.
pub(super) async fn file(
    State(account): State<Arc<Account>>,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let world = lock(&account.world);
    let found = id.parse().ok().zip(file.parse().ok()).and_then(|(id, file)| world.file(id, file));
    match found {
        Some(file) => (
            [(CONTENT_TYPE, "application/octet-stream"), (CONTENT_DISPOSITION, "attachment")],
            file.bytes.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn find(world: &World, id: &str, now: i64) -> Option<OpportunitySnapshot> {
    let id: OpportunityId = id.parse().ok()?;
    let row = world.opportunity(id)?;
    Some(snapshot(world, row, now))
}

fn drawn(found: &OpportunitySnapshot) -> String {
    let mut html = format!(
        "<div class=\"profile\" data-stage=\"{}\" data-stage-name=\"{}\"><div class=\"column-main\">",
        escape(&found.stage),
        escape(&found.stage_text)
    );
    section(
        &mut html,
        "Tags",
        "tags",
        &list(&found.tags, |tag| format!("<span class=\"tag\">{}</span>", escape(tag))),
    );
    section(&mut html, "Links", "links", &list(&found.links, |link| format!("<div>{}</div>", anchor(link))));
    section(&mut html, "Notes", "notes", &notes(found));
    section(&mut html, "Feedback", "feedback", &list(&found.forms, form));
    section(
        &mut html,
        "Files",
        "files",
        &list(&found.files, |file| {
            format!(
                "<div class=\"file\"><a href=\"/candidates/{}/files/{}\">{}</a> <span class=\"quiet\">{} kB · {}</span></div>",
                escape(&found.id),
                escape(&file.id),
                escape(&file.name),
                file.size.div_ceil(1024),
                full(file.uploaded_at)
            )
        }),
    );
    html.push_str("</div><aside class=\"column-side\">");
    section(&mut html, "About", "about", &facts(found));
    section(&mut html, "Stage history", "history", &history(found));
    html.push_str("</aside></div>");
    html
}

fn section(html: &mut String, title: &str, id: &str, inner: &str) {
    let _ = write!(
        html,
        "<section id=\"{id}\" class=\"part\"><h2>{title}</h2>{}</section>",
        if inner.is_empty() { "<p class=\"quiet\">None yet</p>" } else { inner }
    );
}

fn list<T>(items: &[T], draw: impl Fn(&T) -> String) -> String {
    items.iter().map(draw).collect()
}

fn facts(found: &OpportunitySnapshot) -> String {
    let mut rows = vec![
        ("Stage", escape(&found.stage_text)),
        ("Posting", escape(found.posting_text.as_deref().unwrap_or("None"))),
        (
            "E-mail",
            if found.emails.is_empty() {
                "None".to_owned()
            } else {
                list(&found.emails, |email| format!("<span class=\"email\">{}</span><br>", escape(email)))
            },
        ),
        ("Headline", escape(&found.headline)),
        ("Owner", escape(found.owner.as_deref().unwrap_or("Nobody"))),
        ("Origin", escape(&found.origin)),
        ("Source", escape(&found.sources.join(", "))),
        ("Added", full(found.created_at)),
    ];
    if let Some(at) = found.archived_at {
        let reason = found.archive_reason.as_deref().unwrap_or("no reason");
        rows.push(("Archived", format!("{}, {}", escape(reason), full(at))));
    }
    if let Some(until) = found.snoozed_until {
        rows.push(("Snoozed until", full(until)));
    }
    if found.confidential {
        rows.push(("Confidential", "Yes".to_owned()));
    }
    if found.contact_allowed == Some(false) {
        rows.push(("Data protection", "Must not be contacted".to_owned()));
    }
    let mut html = String::from("<dl class=\"facts\">");
    for (label, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(html, "<dt>{label}</dt><dd dir=\"auto\">{value}</dd>");
    }
    html.push_str("</dl>");
    html
}

fn notes(found: &OpportunitySnapshot) -> String {
    list(&found.notes, |note| {
        let mut html = format!("<article class=\"note\" data-note=\"{}\">", escape(&note.id));
        if note.secret {
            html.push_str("<span class=\"mark\">secret</span>");
        }
        html.push_str(&list(&note.comments, comment));
        html.push_str("</article>");
        html
    })
}

fn comment(comment: &CommentSnapshot) -> String {
    let score = comment.score.map_or_else(String::new, |score| {
        format!(
            "<span class=\"note-score score-{score}\" data-score=\"{score}\">{}</span>",
            score_words(score)
        )
    });
    format!(
        "<div class=\"comment\"><p class=\"comment-head\"><b>{}</b> <span class=\"quiet\">{}</span>{score}</p>\
         <div class=\"note-text\" dir=\"auto\">{}</div></div>",
        escape(comment.user.as_deref().unwrap_or("An integration")),
        full(comment.created_at),
        linked(&comment.text)
    )
}

fn form(form: &FormSnapshot) -> String {
    let when = form.completed_at.map_or_else(|| "draft".to_owned(), full);
    let mut html = format!(
        "<article class=\"note\" data-form=\"{}\"><p class=\"comment-head\"><b>{}</b> <span class=\"quiet\">{} · {when}</span></p>\
         <dl class=\"facts\">",
        escape(&form.id),
        escape(&form.title),
        escape(form.user.as_deref().unwrap_or("An integration")),
    );
    for (question, answer) in &form.answers {
        let answer = answer.as_str().map_or_else(|| answer.to_string(), str::to_owned);
        let _ = write!(
            html,
            "<dt>{}</dt><dd class=\"note-text\" dir=\"auto\">{}</dd>",
            escape(question),
            linked(&answer)
        );
    }
    html.push_str("</dl></article>");
    html
}

/// Lever's thumbs in words.
fn score_words(score: u8) -> &'static str {
    match score {
        1 => "1 · Strong No",
        2 => "2 · No",
        3 => "3 · Yes",
        4 => "4 · Strong Yes",
        _ => "",
    }
}

fn history(found: &OpportunitySnapshot) -> String {
    let mut html = String::from("<ol class=\"steps\">");
    for change in found.stage_changes.iter().rev() {
        let who = change.user.as_ref().map_or_else(String::new, |user| format!("{} · ", escape(user)));
        let _ = write!(
            html,
            "<li class=\"stage-change\" data-stage=\"{}\"><b>{}</b><br><span class=\"quiet\">{who}{}</span></li>",
            escape(&change.stage),
            escape(&change.stage_text),
            full(change.at)
        );
    }
    html.push_str("</ol>");
    html
}
