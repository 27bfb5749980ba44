//! The words of a notification. How much they give away of a person is the person's choice.

use super::desk::Category;
use crate::api::SignInState;
use crate::words::{Several, WORDS};

/// One of the news, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// The candidate, or none where it is about nobody.
    pub(super) name: Option<String>,
    /// The assessment, or the sentence that says what is the matter.
    pub(super) what: String,
}

/// Title and text of what is told together.
pub(super) fn words(category: Category, told: &[Told], privacy: &str) -> (String, String) {
    let Some(first) = told.first() else { return (String::new(), String::new()) };
    let (count, one) = (told.len(), told.len() == 1);
    let said = &WORDS.notices;
    let who = who(first, privacy);
    match category {
        Category::Completed if one => (
            said.completed.title.to_string(),
            said.completed.text.with(who.as_deref().unwrap_or(&said.somebody), &first.what),
        ),
        Category::Completed => several(&said.completed.several, told, privacy),
        Category::Attention if one => {
            let text = match (privacy, who) {
                ("full", Some(who)) => format!("{who}: {}", first.what),
                ("full", None) => first.what.clone(),
                (_, Some(who)) => said.attention.text.with(who),
                (_, None) => said.attention.nameless.to_string(),
            };
            (said.attention.title.to_string(), text)
        }
        Category::Attention => several(&said.attention.several, told, privacy),
        Category::Waiting => {
            let title = if one {
                said.waiting.title.with(who.as_deref().unwrap_or(&said.somebody))
            } else {
                said.waiting.several.with(count)
            };
            (title, said.waiting.text.to_string())
        }
        Category::Connection => (first.what.clone(), said.connection.to_string()),
    }
}

/// What stands in the way of an account that is connected, in words.
pub(super) fn of_state(state: SignInState) -> Option<&'static str> {
    WORDS.connection.trouble(state, true)
}

fn several(said: &Several, told: &[Told], privacy: &str) -> (String, String) {
    let text = names(told, privacy).map_or_else(|| said.nameless.to_string(), |names| said.text.with(names));
    (said.title.with(told.len()), text)
}

fn who(told: &Told, privacy: &str) -> Option<String> {
    let name = told.name.as_deref()?;
    match privacy {
        "full" => Some(name.to_owned()),
        "initials" => Some(initials(name)).filter(|initials| !initials.is_empty()),
        _ => None,
    }
}

/// `A. B.` for Ada King Byron.
fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|part| part.chars().find(|c| c.is_alphabetic()));
    let first = letters.next();
    let both: Vec<String> =
        first.into_iter().chain(letters.next_back()).map(|c| format!("{}.", c.to_uppercase())).collect();
    both.join(" ")
}

/// "Ada Byron, Bo Li and 2 others", without a stop at the end; none if there is no name to say.
fn names(told: &[Told], privacy: &str) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for one in told {
        if let Some(name) = who(one, privacy)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names.truncate(2);
    let said = &WORDS.notices.names;
    let others = told.len() - names.len();
    let names = match (names.as_slice(), others) {
        ([], _) => return None,
        ([one, other], 0) => said.two.with(one, other),
        (names, 0) => names.join(", "),
        (names, 1) => said.one_more.with(names.join(", ")),
        (names, others) => said.more.with(names.join(", "), others),
    };
    Some(names.trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str]) -> Vec<Told> {
        let one = |name: &&str| Told { name: Some((*name).into()), what: "Backend Basics".into() };
        names.iter().map(one).collect()
    }

    #[test]
    fn names_are_given_away_as_far_as_was_chosen() {
        let ada = told(&["Ada King Byron"]);
        for (privacy, text) in [
            ("full", "Ada King Byron finished Backend Basics. Ready to review."),
            ("initials", "A. B. finished Backend Basics. Ready to review."),
            ("none", "A candidate finished Backend Basics. Ready to review."),
        ] {
            assert_eq!(words(Category::Completed, &ada, privacy), ("Screening finished".into(), text.into()));
        }
    }

    #[test]
    fn a_name_with_braces_is_told_as_it_is() {
        let one = [Told { name: Some("{what}".into()), what: "{who} {names}".into() }];
        let (_, text) = words(Category::Completed, &one, "full");
        assert_eq!(text, "{what} finished {who} {names}. Ready to review.");
    }

    #[test]
    fn several_are_told_as_one() {
        for (names, privacy, title, text) in [
            (&["Ada B", "Bo Li"][..], "full", "2 screenings finished", "Ada B and Bo Li. Ready to review."),
            (
                &["Ada B", "Bo Li", "Cy D"],
                "full",
                "3 screenings finished",
                "Ada B, Bo Li and 1 other. Ready to review.",
            ),
            (
                &["Ada B", "Bo Li", "Cy D", "Di E"],
                "initials",
                "4 screenings finished",
                "A. B., B. L. and 2 others. Ready to review.",
            ),
            (&["Ada B", "Bo Li"], "none", "2 screenings finished", "Ready to review."),
        ] {
            assert_eq!(words(Category::Completed, &told(names), privacy), (title.into(), text.into()));
        }
        let (title, _) = words(Category::Waiting, &told(&["Ada B", "Bo Li"]), "full");
        assert_eq!(title, "2 candidates wait for your yes");
    }

    #[test]
    fn a_reason_may_hold_an_address_and_stays_inside_unless_names_may_be_shown() {
        let one = [Told { name: Some("Ada B".into()), what: "ada@example.org cannot be written to.".into() }];
        let text = |privacy| words(Category::Attention, &one, privacy).1;
        assert_eq!(text("full"), "Ada B: ada@example.org cannot be written to.");
        assert_eq!(text("initials"), "About A. B.: the Inbox says why.");
        assert_eq!(text("none"), "The Inbox says what and why.");
    }
}
