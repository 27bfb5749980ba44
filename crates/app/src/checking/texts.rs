//! Templates of playbooks, filled in.

use fulcrum_core::playbook::{Playbook, PlaybookError};
use fulcrum_core::template;

use super::{CheckFinding as Found, CheckStanding as Standing, count, item, named, unchecked};
use crate::App;
use crate::api::*;

impl App {
    pub(super) async fn check_texts(&self) -> Result<Vec<CheckItem>, AppError> {
        let Some(switched) = self.switched_on().await? else {
            return Ok(vec![unchecked(WhyUnchecked::NothingOn)]);
        };
        Ok(texts(&switched.playbooks))
    }
}

fn texts(playbooks: &[Playbook]) -> Vec<CheckItem> {
    let mut items = Vec::new();
    for playbook in playbooks {
        let broken =
            |message: String| item(Standing::Fault, Found::TextBroken { playbook: named(playbook), message });
        let before = items.len();
        for (field, text) in playbook.templates() {
            if let Err(source) = template::check(text) {
                items.push(broken(sentence(&PlaybookError::Template { field, source })));
            }
        }
        // Whatever else keeps it from being saved: it came from elsewhere.
        if items.len() == before
            && let Err(error) = playbook.check()
        {
            items.push(broken(sentence(&error)));
        }
    }
    if items.is_empty() {
        items.push(item(Standing::Ok, Found::TextsHold { playbooks: count(playbooks.len()) }));
    }
    items
}

fn sentence(error: &PlaybookError) -> String {
    let text = error.to_string();
    if text.ends_with('.') { text } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_broken_text_is_told_with_its_field_and_line() {
        let mut book = Playbook::preset();
        assert_eq!(texts(&[book.clone()]), [item(Standing::Ok, Found::TextsHold { playbooks: 1 })]);
        book.tags.score = "Score {{ scor }}".into();
        book.note = "One\n{{ two".into();
        let found = texts(&[book]);
        let said: Vec<&str> = found
            .iter()
            .filter_map(|item| match &item.finding {
                Found::TextBroken { message, .. } => Some(message.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(said.len(), 2, "{found:?}");
        assert!(said[0].contains("score tag") && said[1].contains("note") && said[1].contains("line 2"));
    }

    #[test]
    fn a_mail_without_the_link_is_told_too() {
        let book = Playbook { mail_text: "Hello".into(), ..Playbook::preset() };
        assert_eq!(texts(&[book])[0].standing, Standing::Fault);
    }
}
