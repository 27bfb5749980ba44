//! Kind pages for links that lead nowhere any more, or never did.

use axum::{extract::State as Shares, http::StatusCode, response::Response};
use minijinja::context;

use super::{
    frame::{page, when},
    visit::Visit,
};
use crate::{server::Shared, state::State};

/// The page for an invitation that is over. `typed` is text that came too late to be kept; it is
/// shown again so that nobody loses it.
pub(super) fn closed(shared: &Shared, visit: &Visit, typed: Option<&str>) -> Response {
    let i = &visit.invitation;
    let sender = &i.sender;
    let (title, words, next) = match visit.state {
        State::Expired => (
            "This interview has closed",
            "The time to answer has run out.".to_owned(),
            format!("If you still want to take part, write to {sender}, who can send you a new link."),
        ),
        State::Cancelled => (
            "This interview is no longer open",
            "It was closed by the company. That can have many reasons and says nothing about you.".to_owned(),
            format!("If you did not expect this, {sender} can tell you more."),
        ),
        State::Declined => (
            "You declined this interview",
            "Thank you for letting us know. Nothing that you wrote was kept.".to_owned(),
            format!("Changed your mind? Write to {sender}, who can send you a new link."),
        ),
        State::Erased => (
            "This interview is no longer open",
            "Its answers and personal data have been erased.".to_owned(),
            format!("If you have questions about that, write to {sender}."),
        ),
        State::Invited | State::Started | State::Submitted | State::Evaluated => (
            "This page is not open right now",
            "Your interview is still there.".to_owned(),
            "Please open the link in your e-mail again.".to_owned(),
        ),
    };
    let closed_at = (visit.state == State::Expired).then(|| when(i.times.expires));
    page(shared, StatusCode::GONE, "closed.html", Some(i), context! { title, words, next, closed_at, typed })
}

/// The page for a link nobody was given.
pub(super) fn unknown(shared: &Shared) -> Response {
    simple(
        shared,
        StatusCode::NOT_FOUND,
        "We cannot find this page",
        "The link may have been cut off when it was copied.",
        "Please open the link in your e-mail again, or copy the whole of it. If that does not help, \
         reply to the e-mail and ask for a new one.",
    )
}

/// The front door, for people who cut the link short.
pub(super) async fn front(Shares(shared): Shares<Shared>) -> Response {
    simple(
        &shared,
        StatusCode::OK,
        "Interviews are held here",
        "Every candidate has a personal link.",
        "Please open the link in the e-mail that invited you.",
    )
}

/// Any other address.
pub(super) async fn nowhere(Shares(shared): Shares<Shared>) -> Response {
    unknown(&shared)
}

fn simple(shared: &Shared, status: StatusCode, title: &str, words: &str, next: &str) -> Response {
    let nothing: Option<&str> = None;
    page(
        shared,
        status,
        "closed.html",
        None,
        context! { title, words, next, closed_at => nothing, typed => nothing },
    )
}
