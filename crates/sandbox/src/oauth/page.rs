//! The consent page.

use std::fmt::Write;

use axum::response::Response;

use crate::pages::html::{Place, escape, page};
use crate::world::entities::User;

/// Asks a person for the permissions, each in plain words.
pub(super) fn consent(
    company: &str,
    admin: Option<&User>,
    permissions: &[(&str, bool)],
    redirect: &str,
    ticket: &str,
) -> Response {
    let mut list = String::new();
    for (words, strong) in permissions {
        let class = if *strong { "strong" } else { "plain" };
        let _ = write!(list, "<li class=\"permission {class}\">{}</li>", escape(words));
    }
    let (name, email) = admin.map_or(("", ""), |user| (user.name.as_str(), user.email.as_str()));
    let initials: String = name.split_whitespace().filter_map(|word| word.chars().next()).collect();
    let main = format!(
        "<main class=\"consent\"><div class=\"consent-card\">\
         <div class=\"consent-brand\"><img src=\"/assets/mark.svg\" alt=\"\" width=\"36\" height=\"36\"><b>Lever</b><span class=\"simulated\">simulated</span></div>\
         <h1>Fulcrum wants to access {company}</h1>\
         <p class=\"who\"><span class=\"avatar\" aria-hidden=\"true\">{initials}</span><span><b>{name}</b><br><span class=\"quiet\">{email} · Super Admin</span></span></p>\
         <h2>This will allow Fulcrum to</h2><ul class=\"permissions\">{list}</ul>\
         <form method=\"post\" action=\"/authorize\"><input type=\"hidden\" name=\"ticket\" value=\"{ticket}\">\
         <button id=\"deny\" name=\"decision\" value=\"deny\">Deny</button>\
         <button id=\"allow\" class=\"primary\" name=\"decision\" value=\"allow\">Allow</button></form>\
         <p class=\"quiet small\">You will be sent to {redirect}. Access can be revoked at any time in \
         Settings › Integrations and API › Authorized Apps.</p></div></main>",
        company = escape(company),
        initials = escape(&initials),
        name = escape(name),
        email = escape(email),
        ticket = escape(ticket),
        redirect = escape(redirect),
    );
    page("Authorize Fulcrum", company, Place::Outside, &main)
}

/// Says why no permission can be asked for.
pub(super) fn refused(reason: &str) -> Response {
    let main = format!(
        "<main class=\"consent\"><div class=\"consent-card\"><h1>This request cannot be answered</h1>\
         <p id=\"refused\">{}</p></div></main>",
        escape(reason)
    );
    page("Authorize", "", Place::Outside, &main)
}
