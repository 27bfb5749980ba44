//! What is refused in a playbook, and what is not.

use super::*;
use crate::form::{Fill, Form};
use crate::grading::Grade;

#[test]
fn a_mail_without_the_link_is_refused() {
    let playbook = Playbook { mail_text: "Hello {{ first_name }}".into(), ..Playbook::preset() };
    assert_eq!(playbook.check(), Err(PlaybookError::NoLink { field: MAIL_TEXT }));
    let playbook = Playbook { reminder_text: "Hello again".into(), ..Playbook::preset() };
    assert_eq!(playbook.check(), Err(PlaybookError::NoLink { field: REMINDER_TEXT }));
}

#[test]
fn what_can_never_be_there_is_refused_at_its_place_and_to_ask_for_it_is_fine() {
    let said = |change: fn(&mut Playbook)| {
        let mut playbook = Playbook::preset();
        change(&mut playbook);
        playbook.check().err().map(|error| error.to_string())
    };
    assert_eq!(
        said(|playbook| playbook.tags.invited = "Invited {{ score }}".into()).as_deref(),
        Some(
            "The invited tag cannot be used: {{ score }} is not there yet: it comes with the result (line 1)"
        )
    );
    let refused: [fn(&mut Playbook); 6] = [
        |playbook| playbook.note_counted = "{{ score }} there".into(),
        |playbook| playbook.mail_text = "{{ link }}\n{% if posting %}{{ verdict }}{% endif %}".into(),
        |playbook| playbook.notes.completed = "{% if score %}{% else %}{{ percent }}{% endif %}".into(),
        |playbook| playbook.note = "{{ grade }}".into(),
        |playbook| playbook.tags.pass = "Passed: {{ grade }}".into(),
        |playbook| playbook.note_counted = "{{ reviewer }}".into(),
    ];
    for change in refused {
        assert!(said(change).is_some_and(|said| said.contains("there")), "{:?}", said(change));
    }
    let fine: [fn(&mut Playbook); 5] = [
        |playbook| playbook.tags.invited = "Invited{% if score %} {{ score }}{% endif %}".into(),
        |playbook| playbook.tags.completed = "Done {{ score }}".into(),
        |playbook| playbook.tags.grade = "{{ grade }}".into(),
        |playbook| playbook.mail_subject = "{{ company }} {{ score or '' }}".into(),
        |playbook| {
            playbook.note = "{{ grade }}".into();
            playbook.grading.thresholds.knocked_out = Some("Out".into());
        },
    ];
    for change in fine {
        assert_eq!(said(change), None);
    }
    type Change = fn(&mut Playbook);
    let others: [(Change, &str); 8] = [
        (|playbook| playbook.tags.invited = "Invited {{ link }}".into(), "mails alone"),
        (|playbook| playbook.note = "{{ link }}".into(), "mails alone"),
        (|playbook| playbook.mail_text = "{{ link }} {{ report }}".into(), "colleagues alone"),
        (|playbook| playbook.mail_text = "{{ link|upper }}".into(), "must contain {{ link }}"),
        (|playbook| playbook.mail_text = "{% if posting %}{{ link }}{% endif %}".into(), "must contain"),
        (|playbook| playbook.tags.fail = "Not\u{200b}passed".into(), "marks that nobody sees"),
        (|playbook| playbook.posting_tag = Some("Hub\u{ad}ert: {id}".into()), "one line"),
        (
            |playbook| playbook.grading.thresholds.grades = vec![Grade { name: "Not\nyet".into(), from: 0 }],
            "at most 60",
        ),
    ];
    for (change, words) in others {
        assert!(said(change).is_some_and(|said| said.contains(words)), "{:?}", said(change));
    }
}

#[test]
fn a_name_has_no_line_breaks_and_no_marks_that_rearrange_it() {
    for name in ["Two\nlines", "Evil\u{202e}eman", "\u{200f}Right", "Tab\there", ""] {
        let playbook = Playbook { name: name.into(), ..Playbook::preset() };
        assert_eq!(playbook.check(), Err(PlaybookError::Name), "{name:?}");
    }
    let playbook = Playbook { name: "Überprüfung – 面接 (عربي)".into(), ..Playbook::preset() };
    assert_eq!(playbook.check(), Ok(()));
}

#[test]
fn every_text_stands_where_its_place_says() {
    let fill = |field: &str, with| Fill { field: field.into(), with };
    let fields = vec![fill("rating", Source::Score), fill("words", Source::Text("{{ note }}".into()))];
    let mut playbook = Playbook::preset();
    playbook.form = Some(Form { template: "t".into(), fields });
    let json = serde_json::to_value(&playbook).unwrap();
    for (field, text) in playbook.templates() {
        let at = format!("/{}", field.place.replace('.', "/"));
        assert_eq!(json.pointer(&at).and_then(|value| value.as_str()), Some(text), "{field}");
    }
}
