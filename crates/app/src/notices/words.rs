//! The words of a notification. How much they give away of a person is the person's choice.

use super::desk::Category;
use crate::api::SignInState;

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
    let (count, first) = (told.len(), told.first());
    let Some(first) = first else { return (String::new(), String::new()) };
    let one = count == 1;
    let who = who(first, privacy);
    match category {
        Category::Completed if one => (
            "Screening finished".into(),
            format!("{} finished {}. Ready to review.", who.unwrap_or_else(anybody), first.what),
        ),
        Category::Completed => {
            (format!("{count} screenings finished"), format!("{}Ready to review.", sentence(told, privacy)))
        }
        Category::Attention if one => {
            let text = match (privacy, who) {
                ("full", Some(who)) => format!("{who}: {}", first.what),
                ("full", None) => first.what.clone(),
                (_, Some(who)) => format!("About {who}: the Inbox says why."),
                (_, None) => "The Inbox says what and why.".into(),
            };
            ("Something needs you".into(), text)
        }
        Category::Attention => {
            (format!("{count} things need you"), format!("{}The Inbox says why.", sentence(told, privacy)))
        }
        Category::Waiting => {
            let title = if one {
                format!("{} waits for your yes", who.unwrap_or_else(anybody))
            } else {
                format!("{count} candidates wait for your yes")
            };
            (title, "Nobody is invited until you decide in the Inbox.".into())
        }
        Category::Connection => (first.what.clone(), "Everything waits, and nothing is lost.".into()),
    }
}

/// What stands in the way, in words.
pub(super) fn of_state(state: SignInState) -> &'static str {
    match state {
        SignInState::SignInAgain => "Please sign in to Lever again",
        SignInState::KeychainLocked => "The keychain is locked",
        SignInState::KeychainMissing => "The keychain does not answer",
        SignInState::KeychainFailing => "The keychain does not do as asked",
        SignInState::SignedOut | SignInState::WaitingForBrowser | SignInState::SignedIn => "Connected",
    }
}

fn anybody() -> String {
    "A candidate".into()
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

/// "Ada Byron, Bo Li and 2 others. ", or nothing.
fn sentence(told: &[Told], privacy: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    for one in told {
        if let Some(name) = who(one, privacy)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    let named = names.len().min(2);
    let others = told.len() - named;
    match (named, others) {
        (0, _) => String::new(),
        (_, 0) => format!("{}. ", names.join(" and ").trim_end_matches('.')),
        (_, 1) => format!("{} and 1 other. ", names[..named].join(", ")),
        (_, others) => format!("{} and {others} others. ", names[..named].join(", ")),
    }
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
