//! Building HTML: every outside text goes through [`escape`].

use std::fmt::Write;

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName};
use axum::response::{Html, IntoResponse, Response};

/// Nothing from the network, nothing inline; frames only from here (the bodies of mails).
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; frame-src 'self'; base-uri 'none'; frame-ancestors 'self'";

/// Text that is safe between tags and inside quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(letter),
        }
    }
    safe
}

/// Escaped text in which web addresses can be clicked.
pub(crate) fn linked(text: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some(start) = next_address(rest) {
        let (before, from) = rest.split_at(start);
        let address = from
            .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"'))
            .next()
            .unwrap_or(from)
            .trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?', '\'']);
        html.push_str(&escape(before));
        html.push_str(&anchor(address));
        rest = from.get(address.len()..).unwrap_or_default();
    }
    html.push_str(&escape(rest));
    html
}

/// A link that opens in a tab of its own; only web and mail addresses can be clicked.
pub(crate) fn anchor(address: &str) -> String {
    let safe = escape(address);
    if is_clickable(address) {
        format!("<a class=\"link\" href=\"{safe}\" target=\"_blank\" rel=\"noreferrer\">{safe}</a>")
    } else {
        format!("<span class=\"link\">{safe}</span>")
    }
}

fn is_clickable(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

fn next_address(text: &str) -> Option<usize> {
    let http = text.find("http://");
    let https = text.find("https://");
    match (http, https) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Which part of the tool a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Pipeline,
    Mailbox,
    Outside,
}

/// A whole page around `main`.
pub(crate) fn page(title: &str, company: &str, place: Place, main: &str) -> Response {
    let mut html = String::with_capacity(main.len() + 2048);
    html.push_str("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    let _ = write!(html, "<title>{}</title>", escape(title));
    html.push_str(concat!(
        "<link rel=\"icon\" href=\"/assets/mark.svg\">",
        "<link rel=\"stylesheet\" href=\"/assets/look.css\">",
        "<script src=\"/assets/live.js\" defer></script></head>"
    ));
    if place == Place::Outside {
        let _ = write!(html, "<body class=\"outside\">{main}</body></html>");
        return guarded(html);
    }
    let current = |here: Place| {
        if here == place { " aria-current=\"page\"" } else { "" }
    };
    let _ = write!(
        html,
        "<body><header class=\"top\"><a class=\"brand\" href=\"/\"><img src=\"/assets/mark.svg\" alt=\"\" \
         width=\"22\" height=\"22\"><b>Lever</b><span class=\"simulated\">simulated</span></a>\
         <nav aria-label=\"Main\"><a href=\"/\"{}>Pipeline</a><a href=\"/mailbox\"{}>Mailbox</a></nav>\
         <span class=\"account\"><span>{}</span><span class=\"avatar\" aria-hidden=\"true\">ML</span></span></header>{main}</body></html>",
        current(Place::Pipeline),
        current(Place::Mailbox),
        escape(company),
    );
    guarded(html)
}

/// A piece of a page, for live refresh.
pub(crate) fn guarded(html: String) -> Response {
    let mut response = Html(html).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    headers.insert(axum::http::header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
