//! The pipeline: a column per stage, a card per person, and cards that can be dragged.
//!
//! An account may have ten thousand people. Every column begins with its first cards and brings more as
//! somebody scrolls; the page asks anew only when something has changed, and gets only the columns that
//! look different from what it shows.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use axum::extract::{Path, Query, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use url::form_urlencoded::parse;

use super::html::{Place, escape, guarded, page};
use super::times::{ago, full};
use crate::account::Account;
use crate::sync::lock;
use crate::world::World;
use crate::world::entities::{Contact, Millis, Opportunity, Stage};
use crate::world::ids::{OpportunityId, PostingId, StageId};

/// Cards that a column begins with, and that it gets more of at a time.
const CARDS: usize = 30;
/// Tags on a card; the rest is a number.
const TAGS: usize = 3;

/// What the page asks for: whom it wants to see, and what it shows already.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    q: String,
    posting: String,
    /// The revision that the page shows already.
    seen: Option<u64>,
    /// In [`more`], the last card that the column has.
    after: String,
}

pub(super) async fn show(State(account): State<Arc<Account>>, Query(wanted): Query<Wanted>) -> Response {
    let now = account.now();
    let mut world = lock(&account.world);
    world.settle(now);
    let mut main = String::from("<main class=\"pipeline\"><div class=\"tools\"><h1>Pipeline</h1>");
    let _ = write!(
        main,
        "<input id=\"search\" type=\"search\" placeholder=\"Search by name or e-mail\" \
         aria-label=\"Search by name or e-mail\" autocomplete=\"off\" spellcheck=\"false\" value=\"{}\">",
        escape(&wanted.q)
    );
    main.push_str("<select id=\"posting\" aria-label=\"Posting\"><option value=\"\">All postings</option>");
    for posting in &world.postings {
        let id = posting.id.to_string();
        let selected = if id == wanted.posting { " selected" } else { "" };
        let _ = write!(main, "<option value=\"{id}\"{selected}>{}</option>", escape(&posting.text));
    }
    main.push_str(
        "</select><p id=\"summary\" class=\"quiet\" role=\"status\"></p>\
         <p class=\"quiet hint\">Drag a card to another stage, or press “Move to…” on it.</p></div>",
    );
    let _ = write!(
        main,
        "<div id=\"board\" class=\"board\" data-cards=\"{CARDS}\" data-revision=\"{}\">{}</div>",
        world.revision,
        columns(&world, &Choice::new(&wanted, now), &HashMap::new())
    );
    main.push_str(&move_menu(&world));
    main.push_str(
        "<p id=\"said\" class=\"visually-hidden\" role=\"status\"></p></main>\
         <script src=\"/assets/board.js\" defer></script>",
    );
    page("Pipeline", &world.company, Place::Pipeline, &main)
}

/// The columns that look different from what the page has, or 204 when nothing has changed at all.
///
/// What it has is said by `have=STAGE:CARDS:MARK`, once per column.
pub(super) async fn changed(
    State(account): State<Arc<Account>>,
    Query(wanted): Query<Wanted>,
    RawQuery(query): RawQuery,
) -> Response {
    let now = account.now();
    let mut world = lock(&account.world);
    world.settle(now);
    if wanted.seen == Some(world.revision) {
        return StatusCode::NO_CONTENT.into_response();
    }
    let had = had(query.as_deref().unwrap_or_default());
    let html = columns(&world, &Choice::new(&wanted, now), &had);
    ([("x-revision", world.revision.to_string())], guarded(html)).into_response()
}

/// The next cards of a column.
pub(super) async fn more(
    State(account): State<Arc<Account>>,
    Path(stage): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let now = account.now();
    let mut world = lock(&account.world);
    world.settle(now);
    let Some(stage) = world.stage(&StageId(stage)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(place) = wanted.after.split_once(':').and_then(|(at, id)| at.parse().ok().zip(id.parse().ok()))
    else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    guarded(cards(&world, stage, &Choice::new(&wanted, now), Some(place), CARDS).html).into_response()
}

/// What a page has of a column.
struct Had {
    cards: usize,
    mark: String,
}

fn had(query: &str) -> HashMap<String, Had> {
    parse(query.as_bytes())
        .filter(|(name, _)| name == "have")
        .filter_map(|(_, value)| {
            let mut parts = value.splitn(3, ':').map(str::to_owned);
            let (stage, cards, mark) = (parts.next()?, parts.next()?, parts.next()?);
            Some((stage, Had { cards: cards.parse().ok()?, mark }))
        })
        .collect()
}

/// Who is to be shown.
struct Choice {
    posting: Option<PostingId>,
    text: String,
    now: Millis,
}

impl Choice {
    fn new(wanted: &Wanted, now: Millis) -> Self {
        Self { posting: wanted.posting.parse().ok(), text: wanted.q.trim().to_lowercase(), now }
    }

    /// Parts of a name or of an address are enough.
    fn fits(&self, world: &World, row: &Opportunity) -> bool {
        let has = |text: &str| text.to_lowercase().contains(&self.text);
        row.archived.is_none()
            && self.posting.is_none_or(|posting| row.posting() == Some(posting))
            && (self.text.is_empty()
                || world.contact(row.contact).is_some_and(|contact| {
                    has(&contact.name) || contact.emails.iter().any(|email| has(email))
                }))
    }
}

/// Where somebody is in a column: the later they came, the higher; then by id.
type Position = (Millis, OpportunityId);

fn columns(world: &World, choice: &Choice, had: &HashMap<String, Had>) -> String {
    let mut html = String::new();
    for stage in &world.stages {
        let had = had.get(&stage.id.0);
        let drawn = cards(world, stage, choice, None, had.map_or(CARDS, |had| had.cards.max(CARDS)));
        let people = drawn.people;
        if had.is_some_and(|had| had.mark == mark(&format!("{people}{}", drawn.marks))) {
            continue;
        }
        let _ = write!(
            html,
            "<section class=\"column {pipeline}\" data-stage=\"{id}\" data-stage-name=\"{name}\" \
             data-people=\"{people}\" aria-label=\"{name}, {people} people\">\
             <header><h2 title=\"{name}\">{name}</h2><span class=\"count\">{count}</span></header>\
             <div class=\"cards\">{cards}</div></section>",
            pipeline = escape(&stage.pipeline),
            id = escape(&stage.id.0),
            name = escape(&stage.text),
            count = thousands(people),
            cards = drawn.html,
        );
    }
    html
}

struct Cards {
    html: String,
    /// The marks of the cards, one after the other.
    marks: String,
    /// Everybody of the column, also those without a card.
    people: usize,
}

/// Up to `most` cards of a column, those after `after` only.
fn cards(world: &World, stage: &Stage, choice: &Choice, after: Option<Position>, most: usize) -> Cards {
    let (mut html, mut marks) = (String::new(), String::new());
    let (mut people, mut drawn, mut last) = (0, 0, None);
    let mut is_cut = false;
    for row in world.in_stage(stage).filter(|row| choice.fits(world, row)) {
        people += 1;
        let place: Position = (row.last_advanced_at, row.id);
        if after.is_some_and(|after| (after.0, place.1) <= (place.0, after.1)) {
            continue;
        }
        if drawn == most {
            is_cut = true;
        } else if let Some(contact) = world.contact(row.contact) {
            marks.push_str(&card(&mut html, world, row, contact, choice.now));
            drawn += 1;
            last = Some(place);
        }
    }
    if people == 0 {
        html.push_str("<p class=\"quiet empty\">Nobody here</p>");
    }
    if let Some((at, id)) = last.filter(|_| is_cut) {
        let _ = write!(
            html,
            "<button type=\"button\" class=\"more\" data-after=\"{at}:{id}\">Show more</button>"
        );
    }
    Cards { html, marks, people }
}

/// Draws a card and answers with its mark, which the page gives back: a card with the same mark is not
/// replaced, and a column whose cards have the same marks is not sent.
fn card(html: &mut String, world: &World, row: &Opportunity, contact: &Contact, now: Millis) -> String {
    // Without a letter the link would have no name.
    let nameless = contact.name.trim().is_empty();
    let name = if nameless { "No name".to_owned() } else { escape(&contact.name) };
    let mut inner = String::new();
    inside(&mut inner, &name, world, row, contact, now);
    let mark = mark(&inner);
    let _ = write!(
        html,
        "<article class=\"card\" data-opportunity=\"{}\" data-name=\"{name}\" data-mark=\"{mark}\">{inner}</article>",
        row.id
    );
    mark
}

/// FNV-1a with 32 bits: the page computes it, too.
fn mark(text: &str) -> String {
    let hash =
        text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

fn inside(html: &mut String, name: &str, world: &World, row: &Opportunity, contact: &Contact, now: Millis) {
    let posting = row.posting().and_then(|id| world.posting(id));
    let _ = write!(
        html,
        "<a class=\"card-name\" dir=\"auto\" draggable=\"false\" href=\"/candidates/{}\">{name}</a>",
        row.id,
    );
    if !contact.headline.is_empty() {
        let headline = escape(&contact.headline);
        let _ = write!(html, "<p class=\"card-headline\" dir=\"auto\" title=\"{headline}\">{headline}</p>");
    }
    let text = escape(posting.map_or("No posting", |p| p.text.as_str()));
    let _ = write!(html, "<p class=\"card-posting\" title=\"{text}\">{text}</p>");
    let marks: Vec<&str> = [
        ("no e-mail", contact.emails.is_empty()),
        ("snoozed", row.snoozed_until.is_some_and(|until| until > now)),
        ("confidential", row.confidential),
        ("do not contact", contact.data_protection.is_some_and(|consent| !consent.contact)),
    ]
    .into_iter()
    .filter_map(|(mark, is_set)| is_set.then_some(mark))
    .collect();
    let copied = posting.map_or([""; 5], |p| p.copied_tags());
    let tags: Vec<&String> = row.tags.iter().filter(|tag| !copied.contains(&tag.as_str())).collect();
    if !marks.is_empty() || !tags.is_empty() {
        html.push_str("<div class=\"tags\">");
        for tag in tags.iter().take(TAGS) {
            let _ = write!(html, "<span class=\"tag\">{}</span>", escape(tag));
        }
        if tags.len() > TAGS {
            let rest: Vec<&str> = tags.iter().skip(TAGS).map(|tag| tag.as_str()).collect();
            let _ = write!(
                html,
                "<span class=\"tag rest\" title=\"{}\">+{}</span>",
                escape(&rest.join(", ")),
                rest.len()
            );
        }
        for mark in marks {
            let _ = write!(html, "<span class=\"mark\">{mark}</span>");
        }
        html.push_str("</div>");
    }
    let _ = write!(
        html,
        "<div class=\"card-foot\"><span class=\"age\" title=\"In this stage since {}\">{}</span>",
        full(row.last_advanced_at),
        ago(row.last_advanced_at, now),
    );
    if let Some(owner) = row.owner.and_then(|id| world.user(id)) {
        let initials: String = owner.name.split_whitespace().filter_map(|word| word.chars().next()).collect();
        let _ = write!(
            html,
            "<span class=\"owner\" title=\"Owner: {}\" aria-hidden=\"true\">{}</span>",
            escape(&owner.name),
            escape(&initials)
        );
    }
    let _ = write!(
        html,
        "</div><button type=\"button\" class=\"card-move\" aria-haspopup=\"true\" \
         aria-label=\"Move {name} to…\">Move to…</button>"
    );
}

/// One menu for all cards.
fn move_menu(world: &World) -> String {
    let mut html =
        String::from("<dialog id=\"move-menu\" aria-label=\"Move to another stage\"><h2>Move to</h2>");
    for stage in &world.stages {
        let _ = write!(
            html,
            "<button type=\"button\" class=\"{}\" data-to=\"{}\">{}</button>",
            escape(&stage.pipeline),
            escape(&stage.id.0),
            escape(&stage.text)
        );
    }
    html.push_str("</dialog>");
    html
}

/// `12,345`.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        let texts: Vec<String> = [0, 7, 999, 1_000, 12_345, 1_234_567].into_iter().map(thousands).collect();
        assert_eq!(texts, ["0", "7", "999", "1,000", "12,345", "1,234,567"]);
    }

    #[test]
    fn marks_are_those_that_the_page_computes() {
        assert_eq!(mark(""), "811c9dc5");
        assert_eq!(mark("foobar"), "bf9cf968");
    }

    #[test]
    fn what_a_page_has_is_read_per_column() {
        let had = had("q=x&have=lead-new%3A60%3Aab&have=offer%3A30%3A&have=broken&seen=4");
        assert_eq!(had.len(), 2);
        assert_eq!((had["lead-new"].cards, had["lead-new"].mark.as_str()), (60, "ab"));
        assert_eq!((had["offer"].cards, had["offer"].mark.as_str()), (30, ""));
    }
}
