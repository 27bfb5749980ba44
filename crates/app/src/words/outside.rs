//! Looks for words for people that stand outside of the catalogue, in what speaks without a page.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What speaks, from the root of the repository.
const SPEAKERS: [&str; 2] = ["src-tauri/src", "crates/app/src/notices"];
/// What is the same in every language.
const NAMES: [&str; 1] = ["Fulcrum"];

#[test]
fn no_words_stand_outside_of_the_catalogue() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for place in SPEAKERS {
        sources(&root.join(place), &mut files);
    }
    assert!(files.len() > 15, "{files:?}");
    let said: Vec<_> = files
        .iter()
        .flat_map(|file| {
            let found = said_in(&fs::read_to_string(file).unwrap());
            let name = file.strip_prefix(&root).unwrap().display();
            found.into_iter().map(move |text| format!("{name}: {text}"))
        })
        .collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
            found.push(path);
        }
    }
}

/// The words for people in a source: all texts but those of attributes (so of documentation), of tests,
/// and of the log.
fn said_in(source: &str) -> Vec<String> {
    let mut said = Vec::new();
    look(source.parse().unwrap(), &mut said);
    said
}

fn look(tokens: TokenStream, said: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let opens = tokens.get(at).is_some_and(|next| next.to_string() == "!");
                let attribute = at + usize::from(opens);
                if !matches!(tokens.get(attribute), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Bracket)
                {
                    continue;
                }
                let is_test = tokens[attribute].to_string().replace(' ', "") == "[cfg(test)]";
                at = attribute + 1;
                if is_test {
                    at += end_of_item(&tokens[at..]);
                }
            }
            TokenTree::Ident(name) if name == "tracing" && is_log(&tokens[at..]) => at += 5,
            TokenTree::Group(group) => look(group.stream(), said),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if is_for_people(&text) {
                    said.push(text);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// Behind `tracing`: `::warn!(…)`.
fn is_log(tokens: &[TokenTree]) -> bool {
    let path: String = tokens.iter().take(4).map(ToString::to_string).collect();
    ["::error!", "::warn!", "::info!", "::debug!", "::trace!"].contains(&path.as_str())
}

/// An item ends with its body, or with a semicolon.
fn end_of_item(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    };
    tokens.iter().position(ends).map_or(tokens.len(), |end| end + 1)
}

/// Several words, or one that begins with a capital letter; names and keys look otherwise.
fn is_for_people(literal: &str) -> bool {
    let Some((_, text)) = literal.split_once('"') else { return false };
    let text = text.trim_end_matches('#').trim_end_matches('"');
    if NAMES.contains(&text) {
        return false;
    }
    // What is put in between braces says nothing of its own.
    let own: String = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, own)| own)).collect();
    let is_word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let is_several = own.contains(char::is_whitespace) && own.split_whitespace().any(is_word);
    let mut letters = own.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str().trim_end_matches(['.', '…', '!', '?', ':']);
    is_several || (is_capital && !rest.is_empty() && rest.chars().all(char::is_lowercase))
}

#[test]
fn words_for_people_are_told_from_names_and_keys() {
    for source in [
        r#"fn f() -> &'static str { "Quit" }"#,
        r#"const MENU: &str = "Go";"#,
        r#"fn f() { item(OPEN, "Open Fulcrum"); }"#,
        r#"fn f(n: u32) -> String { format!("{n} waiting") }"#,
        r##"const WHY: &str = r#"quiet hours"#;"##,
        r#"#[cfg(test)] mod tests { fn f() { "Not this" } } fn g() { "But this" }"#,
        r#"fn f() { tracing::warn!("the log"); show("Not the log"); }"#,
        r#"fn f() { writeln!(stderr(), "Could not start: {error}") }"#,
    ] {
        assert_eq!(said_in(source).len(), 1, "{source}");
    }
    for source in [
        r#"/// Says what is so.
        #[expect(dead_code, reason = "nobody asks")] const ID: &str = "shell.open";"#,
        r#"fn f() { tracing::warn!(%error, "the tray could not be drawn"); }"#,
        r#"fn f() { format!("{}: {}", name, what); "CmdOrCtrl+"; "--hidden"; 'ß'; 12; "Fulcrum" }"#,
        r#"#[cfg(test)] mod tests { fn f() { "Words of a test" } }"#,
    ] {
        assert_eq!(said_in(source), Vec::<String>::new(), "{source}");
    }
}
