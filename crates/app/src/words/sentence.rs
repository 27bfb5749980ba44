//! Texts, and sentences with placeholders such as `{who}`, as the catalogue has them.
//!
//! The type of a sentence names its placeholders: a catalogue with others cannot be read, and code that
//! leaves one out is not compiled.

use std::fmt::Display;
use std::ops::Deref;

use serde::Deserialize;

/// Words without a placeholder.
#[derive(Debug, Default, Deserialize)]
#[serde(try_from = "String")]
pub struct Text(String);

impl TryFrom<String> for Text {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Pieces::read(&text, &[])?;
        Ok(Self(text))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// Sentences by their placeholders.
macro_rules! sentences {
    ($($name:ident($($placeholder:ident),+);)+) => {$(
        #[doc = concat!("A sentence with ", $("`{", stringify!($placeholder), "}` "),+, "in it.")]
        #[derive(Debug, Default, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(Pieces);

        impl $name {
            /// The sentence with these values. What is put in stays as it is, with any braces.
            #[must_use]
            pub fn with(&self, $($placeholder: impl Display),+) -> String {
                self.0.fill(&[$((stringify!($placeholder), &$placeholder)),+])
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                Pieces::read(&text, &[$(stringify!($placeholder)),+]).map(Self)
            }
        }
    )+};
}

sentences! {
    OfAccount(account);
    OfCount(n);
    OfError(error);
    OfFolder(folder);
    OfFolderAndError(folder, error);
    OfHeadline(headline);
    OfNames(names);
    OfNamesAndCount(names, n);
    OfReason(reason);
    OfTitle(title);
    OfTwo(one, other);
    OfWhat(what);
    OfWho(who);
    OfWhoAndWhat(who, what);
}

/// A sentence taken apart at its placeholders.
#[derive(Debug, Default)]
struct Pieces(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Text(String),
    Placeholder(String),
}

impl Pieces {
    /// Each of the placeholders must be there, and no other.
    fn read(text: &str, placeholders: &[&str]) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, later)) = after.split_once('}') else { break };
            if !placeholders.contains(&name) {
                return Err(format!("nothing is put in for {{{name}}}: {text}"));
            }
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Placeholder(name.to_owned()));
            rest = later;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        let has = |name: &str| pieces.iter().any(|piece| matches!(piece, Piece::Placeholder(p) if p == name));
        if let Some(missing) = placeholders.iter().find(|name| !has(name)) {
            return Err(format!("there is no place for {{{missing}}}: {text}"));
        }
        if pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if text.contains(['{', '}']))) {
            return Err(format!("a brace stands alone: {text}"));
        }
        if text.trim().is_empty() {
            return Err("there are no words".into());
        }
        Ok(Self(pieces))
    }

    fn fill(&self, values: &[(&str, &dyn Display)]) -> String {
        let mut filled = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Placeholder(name) => {
                    filled.extend(values.iter().filter(|(own, _)| own == name).map(|(_, it)| it.to_string()));
                }
            }
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str) -> Result<OfWhoAndWhat, String> {
        OfWhoAndWhat::try_from(text.to_owned())
    }

    #[test]
    fn values_with_braces_are_left_alone() {
        let finished = sentence("{who} finished {what}. Well done, {who}!").unwrap();
        assert_eq!(finished.with("Ada", "Basics"), "Ada finished Basics. Well done, Ada!");
        assert_eq!(finished.with("{what}", "{who} {x"), "{what} finished {who} {x. Well done, {what}!");
    }

    #[test]
    fn a_sentence_has_exactly_the_placeholders_that_are_filled() {
        for (text, problem) in [
            ("{who} finished.", "there is no place for {what}"),
            ("{who} finished {what} on {day}.", "nothing is put in for {day}"),
            ("{who} finished {what} {}.", "nothing is put in for {}"),
            ("{who} finished {what}. {", "a brace stands alone"),
            ("{who} finished {what}. }", "a brace stands alone"),
        ] {
            let error = sentence(text).unwrap_err();
            assert!(error.starts_with(problem), "{text}: {error}");
        }
        assert!(Text::try_from("Hello {who}".to_owned()).is_err());
        assert!(Text::try_from(" ".to_owned()).is_err());
        assert_eq!(&*Text::try_from("Hello".to_owned()).unwrap(), "Hello");
    }
}
