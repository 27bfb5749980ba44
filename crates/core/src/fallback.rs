//! Templates that cannot be filled while a screening goes on: a playbook that an older version saved, or
//! text that only one candidate has, may have some. No screening stands still for them.

use crate::playbook::{Field, Playbook};

impl Playbook {
    /// The playbook without a template that cannot be filled, and what it was the template of, in words.
    /// Notes of results are told in the usual words: they carry score and reference. Tags, and notes on the
    /// way, are left out. `None` if this does without none.
    #[must_use]
    pub fn without(&self, template: &str) -> Option<(Self, Vec<Field>)> {
        let usual = Self::preset();
        let mut next = self.clone();
        let (tags, notes) = (&mut next.tags, &mut next.notes);
        let left_out = [
            &mut tags.invited,
            &mut tags.started,
            &mut tags.completed,
            &mut tags.needs_review,
            &mut tags.evaluated,
            &mut tags.pass,
            &mut tags.fail,
            &mut tags.expired,
            &mut tags.declined,
            &mut tags.score,
            &mut tags.grade,
            &mut notes.invited,
            &mut notes.started,
            &mut notes.completed,
            &mut notes.expired,
            &mut notes.declined,
        ];
        for text in left_out.into_iter().filter(|text| *text == template) {
            text.clear();
        }
        let results = [
            (&mut next.note, usual.note),
            (&mut next.note_counted, usual.note_counted),
            (&mut next.note_changed, usual.note_changed),
        ];
        for (text, usual) in results.into_iter().filter(|(text, _)| *text == template) {
            *text = usual;
        }
        let names = self.templates().zip(next.templates());
        let names: Vec<_> = names.filter(|(was, is)| was != is).map(|((name, _), _)| name).collect();
        (!names.is_empty()).then_some((next, names))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::Notes;
    use crate::vocabulary::Tags;

    const FAULTY: &str = "{{ nmae }}";

    #[test]
    fn whatever_cannot_be_filled_is_done_without() {
        let usual = Playbook::preset();
        let faulty = Playbook {
            tags: Tags { grade: FAULTY.into(), ..usual.tags.clone() },
            notes: Notes { expired: FAULTY.into(), ..Notes::default() },
            note_counted: FAULTY.into(),
            ..usual.clone()
        };
        let (mended, names) = faulty.without(FAULTY).unwrap();
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["grade tag", "expired note", "note about what was counted"]);
        assert_eq!(mended, usual);
    }

    #[test]
    fn of_every_template_for_lever_there_is_something_to_write_instead() {
        let json = serde_json::to_value(Playbook::preset()).unwrap();
        for path in ["/tags", "/notes", ""] {
            let texts = json.pointer(path).unwrap().as_object().unwrap();
            let texts = texts.iter().filter(|(_, value)| value.is_string()).map(|(key, _)| key);
            let of_mails =
                ["mail", "reminder", "id", "name", "provider", "filing", "rescreening", "posting_tag"];
            for key in texts.filter(|key| !of_mails.iter().any(|begin| key.starts_with(begin))) {
                let mut faulty = json.clone();
                faulty.pointer_mut(path).unwrap()[key] = FAULTY.into();
                let faulty: Playbook = serde_json::from_value(faulty).unwrap();
                assert!(faulty.without(FAULTY).is_some(), "{path}/{key}");
            }
        }
    }

    #[test]
    fn a_template_that_is_not_there_cannot_be_done_without() {
        assert_eq!(Playbook::preset().without(FAULTY), None);
        let usual = Playbook::preset();
        assert_eq!(usual.without(&usual.note), None, "nothing could be written instead");
    }
}
