//! What every page shares: templates, style, script, and the frame around the content.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, context};
use sha2::{Digest as _, Sha256};

use crate::{db::invitation::Invitation, server::Shared};

pub(super) const STYLE: &str = include_str!("../../assets/page.css");
pub(super) const SCRIPT: &str = include_str!("../../assets/page.js");
pub(super) const MARK: &str = include_str!("../../assets/mark.svg");

const TEMPLATES: [(&str, &str); 10] = [
    ("frame.html", include_str!("../../templates/frame.html")),
    ("welcome.html", include_str!("../../templates/welcome.html")),
    ("consent.html", include_str!("../../templates/consent.html")),
    ("decline.html", include_str!("../../templates/decline.html")),
    ("question.html", include_str!("../../templates/question.html")),
    ("review.html", include_str!("../../templates/review.html")),
    ("thanks.html", include_str!("../../templates/thanks.html")),
    ("closed.html", include_str!("../../templates/closed.html")),
    ("report.html", include_str!("../../templates/report.html")),
    ("waiting.html", include_str!("../../templates/waiting.html")),
];

/// The templates, checked and ready.
pub(crate) struct Pages {
    environment: Environment<'static>,
    /// Changes with the assets, so that browsers may keep them.
    version: String,
}

impl Pages {
    pub(crate) fn new() -> Result<Pages, minijinja::Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // By name would do as well; this way no future name can switch escaping off.
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        for (name, source) in TEMPLATES {
            environment.add_template(name, source)?;
        }
        let digest = Sha256::new().chain_update(STYLE).chain_update(SCRIPT).finalize();
        let version = digest.iter().take(6).map(|b| format!("{b:02x}")).collect();
        Ok(Pages { environment, version })
    }
}

/// Renders a page inside the frame.
pub(super) fn page(
    shared: &Shared,
    status: StatusCode,
    template: &str,
    about: Option<&Invitation>,
    content: Value,
) -> Response {
    let pages = &shared.pages;
    let company = about.map_or("", |i| i.company.as_str());
    let frame = context! {
        base => shared.site.path,
        version => pages.version,
        company => company,
        initials => initials(company),
    };
    let rendered = pages
        .environment
        .get_template(template)
        .and_then(|t| t.render(context! { frame => frame, ..content }));
    match rendered {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            // The kind only: the detail can quote what was rendered.
            tracing::error!(template, kind = ?error.kind(), "a page cannot be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here. Please try again in a minute.")
                .into_response()
        }
    }
}

/// A time for people, in UTC; the script turns it into the reader's own.
pub(super) fn when(time: jiff::Timestamp) -> Value {
    context! {
        iso => time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        words => crate::report::moment(time),
    }
}

/// Up to two letters that stand for a company.
fn initials(company: &str) -> String {
    let letter = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    company.split_whitespace().filter_map(letter).take(2).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_letters_of_the_name() {
        assert_eq!(initials("Northwind Robotics GmbH"), "NR");
        assert_eq!(initials("«acme»"), "A");
        assert_eq!(initials("<> &"), "");
    }

    #[test]
    fn every_template_parses() {
        Pages::new().unwrap();
    }
}
