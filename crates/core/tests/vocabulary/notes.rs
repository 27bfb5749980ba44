//! Notes of a screening and how they hang together.

use fulcrum_core::ScreeningId;
use fulcrum_core::effect::Effect;
use fulcrum_core::notes::Notes;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::template::Words;
use fulcrum_core::vocabulary::{Status, Written};
use fulcrum_core::writing;

use crate::run::{Run, Step, every_note, playbook};

#[test]
fn news_is_told_under_the_first_note_or_each_in_a_note_of_its_own() {
    let told = |apart| {
        let note = "Result {{ score }}".into();
        let note_changed = "Now {{ score }}".into();
        let mut run = Run::new(Playbook { notes: every_note(apart), note, note_changed, ..playbook(true) });
        let reaches = [Status::Invited, Status::Invited, Status::Started].map(Step::Reaches);
        for step in reaches.into_iter().chain([Step::Submits, Step::Reviewed(3), Step::Reviewed(4)]) {
            run.take(step);
        }
        run.notes().into_iter().map(|(kind, text)| format!("{kind}: {text}")).collect::<Vec<_>>()
    };
    assert_eq!(
        told(false),
        [
            "note: Invited to Backend basics for Backend Engineer",
            "comment: Begun on 21 November 2026",
            "comment: Finished",
            "comment: Result 3",
            "comment: Now 4",
        ]
    );
    assert!(told(true).iter().all(|note| note.starts_with("note: ")), "{:?}", told(true));
    assert_eq!(told(true).len(), 5);
}

#[test]
fn a_secret_note_has_secret_comments_and_news_of_another_secrecy_is_a_note_of_its_own() {
    let told = |secret: [bool; 3]| {
        let note = "Result {{ score }}".into();
        let mut run = Run::new(Playbook { note, ..playbook(true) });
        let steps = [Step::Reaches(Status::Invited), Step::Submits, Step::Reviewed(3)];
        for (secret, step) in secret.into_iter().zip(steps) {
            run.playbook.notes = Notes { secret, ..every_note(false) };
            run.take(step);
        }
        run.secrecies()
    };
    assert_eq!(told([true; 3]), ["note: true", "comment: true", "comment: true"]);
    assert_eq!(told([false, true, true]), ["note: false", "note: true", "comment: true"]);
    assert_eq!(told([true, false, true]), ["note: true", "note: false", "comment: true"]);
}

#[test]
fn a_name_in_a_note_on_the_way_mentions_nobody() {
    let words = Words { name: "@mara".into(), ..Words::example() };
    let playbook = Playbook { notes: every_note(false), ..playbook(false) };
    let drafts = writing::on_status(
        &ScreeningId::new("s"),
        &playbook,
        &words,
        &Written::default(),
        "F-7K3Q9M",
        Status::Declined,
    );
    let drafts = drafts.unwrap();
    let text = drafts.iter().find_map(|draft| match &draft.effect {
        Effect::AddNote { text, .. } => Some(text),
        _ => None,
    });
    let text = text.unwrap();
    assert!(text.contains("said no") && !text.contains("@mara"), "{text}");
}
