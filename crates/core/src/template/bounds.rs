//! What a template may do: no text, however it was made, takes much longer or becomes much longer than it is.

use std::io::{self, Write};

use minijinja::{AutoEscape, Environment, UndefinedBehavior, filters, tests};

use crate::template::TemplateError;

/// Steps that filling one template may take; a mail takes some hundred.
const FUEL: u64 = 50_000;
/// Bytes that a filled template may have; a long note has some thousand.
const LONGEST: usize = 1_000_000;
/// What may begin a statement: nothing that repeats, or keeps a value for later.
const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];
/// Signs that make longer values out of others.
const MAKING: [char; 5] = ['*', '+', '~', '[', '{'];

/// Everything that a template may use.
pub(super) fn environment() -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_fuel(Some(FUEL));
    environment.add_filter("capitalize", filters::capitalize);
    environment.add_filter("default", filters::default);
    environment.add_filter("first", filters::first);
    environment.add_filter("int", filters::int);
    environment.add_filter("last", filters::last);
    environment.add_filter("length", filters::length);
    environment.add_filter("lower", filters::lower);
    environment.add_filter("title", filters::title);
    environment.add_filter("trim", filters::trim);
    environment.add_filter("upper", filters::upper);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("undefined", tests::is_undefined);
    environment
}

/// Checks that in braces there is nothing that could make a text much longer than the template.
///
/// # Errors
/// What there is, with its line.
pub(super) fn check(template: &str) -> Result<(), TemplateError> {
    let mut at = 0;
    while let Some(begin) = template[at..].find(['{']).map(|more| at + more) {
        let inside = begin + 2;
        at = match template.as_bytes().get(begin + 1) {
            Some(b'{') => {
                let (bare, end) = code(template, inside, "}}");
                bounded(template, begin, &bare)?;
                end
            }
            Some(b'%') => {
                let (bare, end) = code(template, inside, "%}");
                bounded(template, begin, &bare)?;
                let word = bare.trim_start_matches(['-', '+']).trim_start();
                let word = word.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
                if !STATEMENTS.contains(&word) {
                    return Err(refused(template, begin));
                }
                end
            }
            Some(b'#') => template[inside..].find("#}").map_or(template.len(), |more| inside + more + 2),
            _ => begin + 1,
        };
    }
    Ok(())
}

/// What stands outside quotes from a place to the end of the braces, and where they end.
fn code(template: &str, from: usize, end: &str) -> (String, usize) {
    let mut bare = String::new();
    let mut quote: Option<char> = None;
    let mut escaped = false;
    for (at, letter) in template[from..].char_indices() {
        match quote {
            Some(_) if escaped => escaped = false,
            Some(_) if letter == '\\' => escaped = true,
            Some(mark) if letter == mark => quote = None,
            Some(_) => {}
            None if template[from + at..].starts_with(end) => return (bare, from + at + end.len()),
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None => bare.push(letter),
        }
    }
    (bare, template.len())
}

fn bounded(template: &str, begin: usize, bare: &str) -> Result<(), TemplateError> {
    // A sign at either end of the braces is about blanks around them.
    let bare = bare.strip_prefix(['-', '+']).unwrap_or(bare);
    let bare = bare.strip_suffix(['-', '+']).unwrap_or(bare);
    if bare.contains(MAKING) { Err(refused(template, begin)) } else { Ok(()) }
}

fn refused(template: &str, begin: usize) -> TemplateError {
    TemplateError {
        message: "in braces stand words, filters behind | and if, and nothing else".into(),
        line: Some(template[..begin].matches('\n').count() + 1),
        template: template.to_owned(),
    }
}

/// A text as it is filled in, as far as it may grow.
#[derive(Default)]
pub(super) struct Filled(Vec<u8>);

impl Filled {
    pub(super) fn into_text(self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }
}

impl Write for Filled {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if self.0.len() + part.len() > LONGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod bounds_hold {
    use proptest::prelude::*;

    use crate::template::{Words, render};

    #[test]
    fn whatever_could_grow_without_end_is_refused_with_its_line() {
        for growing in [
            "{{ 'x' * 100000000 }}",
            "{{ name ~ name }}",
            "{% for b in [name, name] %}{{ b }}{% endfor %}",
            "{% set a = name %}",
            "{% with a = name %}{{ a }}{% endwith %}",
            "{%- macro a() %}{% endmacro %}",
            "{{ \"}}\" + name }}",
            "{# it's #}{{ [name, name]|length }}",
            "{% raw %}'{% endraw %}",
        ] {
            let error = render(&format!("Hello\n{growing}"), &Words::example()).unwrap_err();
            assert!(error.message.starts_with("in braces stand"), "{growing}: {error}");
            assert_eq!(error.line, Some(2), "{growing}");
        }
        for never in ["{{ name|replace('a', 'aa') }}", "{{ '%9999999d'|format(1) }}", "{{ range(9) }}"] {
            assert!(render(never, &Words::example()).is_err(), "{never}");
        }
    }

    #[test]
    fn what_a_mail_says_is_fine() {
        let text = "{#- a + b -#}1 + 1 [*]\n{%- if score == \"+\" or name|lower|length > 2 -%} {{- name|upper|trim }} } { {%- endif %}";
        assert_eq!(render(text, &Words::example()).unwrap(), "1 + 1 [*]AIKO TANAKA } {");
    }

    proptest! {
        #[test]
        fn nothing_that_is_made_of_braces_grows(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "{{", "}}", "{%", "%}", "{#", "#}", "'", "\"", "\\", " name ", "~", "*9999999", " if ", " for a in ",
                    " set a=", "endif", "|upper", "[", "]", "-", "+",
                ]),
                0..14,
            ),
        ) {
            let template: String = parts.concat();
            if let Ok(text) = render(&template, &Words::example()) {
                prop_assert!(text.len() < 1000, "{} bytes of {template}", text.len());
            }
        }
    }
}
