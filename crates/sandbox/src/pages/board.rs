//! The pipeline: a column per stage, a card per person, and cards that can be dragged.

use std::fmt::Write;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::html::{Place, escape, guarded, page};
use super::times::ago;
use crate::account::Account;
use crate::control::snapshot::matches;
use crate::sync::lock;
use crate::world::World;
use crate::world::entities::{Millis, Opportunity, Stage};
use crate::world::ids::PostingId;

/// Cards drawn per column; the rest is a number.
const CARDS: usize = 100;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    posting: String,
    /// The revision that the page shows already.
    seen: Option<u64>,
}

pub(super) async fn show(State(account): State<Arc<Account>>, Query(wanted): Query<Wanted>) -> Response {
    let now = account.now();
    let mut world = lock(&account.world);
    world.settle(now);
    let mut main = String::from("<main class=\"pipeline\"><div class=\"tools\"><h1>Pipeline</h1>");
    let _ = write!(
        main,
        "<input id=\"search\" type=\"search\" placeholder=\"Search by name or e-mail\" \
         aria-label=\"Search by name or e-mail\" value=\"{}\">",
        escape(&wanted.q)
    );
    main.push_str("<select id=\"posting\" aria-label=\"Posting\"><option value=\"\">All postings</option>");
    for posting in &world.postings {
        let id = posting.id.to_string();
        let selected = if id == wanted.posting { " selected" } else { "" };
        let _ = write!(main, "<option value=\"{id}\"{selected}>{}</option>", escape(&posting.text));
    }
    main.push_str(
        "</select><p class=\"quiet hint\">Drag a card to another stage, or press “Move to…” on it.</p></div>",
    );
    let _ = write!(
        main,
        "<div id=\"board\" class=\"board\" data-live=\"/board\" data-revision=\"{}\">{}</div>",
        world.revision,
        drawn(&world, &wanted, now)
    );
    main.push_str(&move_menu(&world));
    main.push_str("<p id=\"said\" class=\"visually-hidden\" role=\"status\"></p></main>");
    page("Pipeline", &world.company, Place::Pipeline, &main)
}

/// The columns alone, or 204 when the page shows them already.
pub(super) async fn columns(State(account): State<Arc<Account>>, Query(wanted): Query<Wanted>) -> Response {
    let now = account.now();
    let mut world = lock(&account.world);
    world.settle(now);
    if wanted.seen == Some(world.revision) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let html = drawn(&world, &wanted, now);
    ([("x-revision", world.revision.to_string())], guarded(html)).into_response()
}

fn drawn(world: &World, wanted: &Wanted, now: Millis) -> String {
    let posting: Option<PostingId> = wanted.posting.parse().ok();
    let mut html = String::new();
    for stage in &world.stages {
        column(&mut html, world, stage, posting, &wanted.q, now);
    }
    html
}

fn column(
    html: &mut String,
    world: &World,
    stage: &Stage,
    posting: Option<PostingId>,
    text: &str,
    now: Millis,
) {
    let mut cards = String::new();
    let mut count = 0_usize;
    for row in world.in_stage(stage) {
        let shown = row.archived.is_none()
            && posting.is_none_or(|posting| row.posting() == Some(posting))
            && matches(world, row, text);
        if !shown {
            continue;
        }
        count += 1;
        if count <= CARDS {
            card(&mut cards, world, row, now);
        }
    }
    let name = escape(&stage.text);
    let _ = write!(
        html,
        "<section class=\"column {pipeline}\" data-stage=\"{id}\" data-stage-name=\"{name}\" aria-label=\"{name}, {count} people\">\
         <header><h2 title=\"{name}\">{name}</h2><span class=\"count\">{count}</span></header><div class=\"cards\">{cards}",
        pipeline = escape(&stage.pipeline),
        id = escape(&stage.id.0),
    );
    if count == 0 {
        html.push_str("<p class=\"quiet empty\">Nobody here</p>");
    }
    if count > CARDS {
        let _ = write!(html, "<p class=\"quiet more\">{} more</p>", count - CARDS);
    }
    html.push_str("</div></section>");
}

fn card(html: &mut String, world: &World, row: &Opportunity, now: Millis) {
    let Some(contact) = world.contact(row.contact) else {
        return;
    };
    let name = escape(&contact.name);
    let posting = row.posting().and_then(|id| world.posting(id));
    let _ = write!(
        html,
        "<article class=\"card\" data-opportunity=\"{id}\" data-name=\"{name}\">\
         <div class=\"card-head\"><a class=\"card-name\" dir=\"auto\" draggable=\"false\" href=\"/candidates/{id}\">{name}</a>\
         <span class=\"age\">{age}</span></div><p class=\"card-posting\">{posting}</p>",
        id = row.id,
        age = ago(row.last_advanced_at, now),
        posting = escape(posting.map_or("No posting", |p| p.text.as_str())),
    );
    let copied = posting.map_or([""; 5], |p| p.copied_tags());
    html.push_str("<div class=\"tags\">");
    for tag in row.tags.iter().filter(|tag| !copied.contains(&tag.as_str())) {
        let _ = write!(html, "<span class=\"tag\">{}</span>", escape(tag));
    }
    let marks = [
        ("no e-mail", contact.emails.is_empty()),
        ("snoozed", row.snoozed_until.is_some_and(|until| until > now)),
        ("confidential", row.confidential),
        ("do not contact", contact.data_protection.is_some_and(|consent| !consent.contact)),
    ];
    for (mark, _) in marks.iter().filter(|(_, set)| *set) {
        let _ = write!(html, "<span class=\"mark\">{mark}</span>");
    }
    let _ = write!(
        html,
        "</div><button type=\"button\" class=\"card-move\" aria-haspopup=\"true\" aria-label=\"Move {name} to…\">Move to…</button></article>"
    );
}

/// One menu for all cards.
fn move_menu(world: &World) -> String {
    let mut html =
        String::from("<dialog id=\"move-menu\" aria-label=\"Move to another stage\"><h2>Move to</h2>");
    for stage in &world.stages {
        let _ = write!(
            html,
            "<button type=\"button\" data-to=\"{}\">{}</button>",
            escape(&stage.id.0),
            escape(&stage.text)
        );
    }
    html.push_str("</dialog>");
    html
}
