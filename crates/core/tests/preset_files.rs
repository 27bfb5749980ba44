//! The playbooks that come with Fulcrum.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeSet;

use fulcrum_core::PlaybookId;
use fulcrum_core::choosing::PLACE;
use fulcrum_core::grading::Scale;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::portable::Directory;
use fulcrum_core::preset::Preset;

#[test]
fn every_preset_is_valid_says_where_it_runs_and_changes_what_it_is_for() {
    let all = Preset::all();
    for key in ["fulcrum", "hiringkit", "hired-assessments", "hipeople", "interviewing-io", "hubert"] {
        assert!(all.iter().any(|preset| preset.key == key), "{key}");
    }
    let mut names = BTreeSet::new();
    for preset in all {
        let (name, about) = preset.about().unwrap_or_else(|| panic!("{}", preset.key));
        assert!(about.runs.contains("Fulcrum's interview service"), "{}", preset.key);
        let imported = preset.playbook(&Directory::default()).unwrap_or_else(|wrong| panic!("{wrong:?}"));
        assert_eq!(imported.left_out, []);
        assert_eq!((&imported.playbook.name, imported.playbook.preset.as_deref()), (&name, Some(preset.key)));
        assert!(names.insert(name));
    }
}

#[test]
fn the_vocabularies_are_spelt_as_recruiters_filter_on_them() {
    let of = |key| Preset::of(key).unwrap().playbook(&Directory::default()).unwrap().playbook;
    let kit = of("hiringkit").tags;
    let tags = [kit.invited.as_str(), &kit.evaluated, &kit.score];
    assert_eq!(
        tags,
        [
            "HiringKit-Screening-Invited",
            "HiringKit-Screening-Evaluated",
            "HiringKit-AI-Screening-Score:{{ score }}"
        ]
    );
    let hired = of("hired-assessments");
    assert!(hired.tags.replace);
    let tags = [hired.tags.needs_review.as_str(), &hired.tags.pass, &hired.tags.fail];
    assert_eq!(
        tags,
        ["Hired Assessments - Needs Review", "Hired Assessments - Pass", "Hired Assessments - Fail"]
    );
    let hubert = of("hubert");
    assert_eq!(hubert.posting_tag.as_deref(), Some(format!("Hubert: {PLACE}").as_str()));
    assert_eq!((hubert.grading.scale, hubert.tags.grade.as_str()), (Scale::Points, "Hubert: {{ grade }}"));
    let grades: Vec<_> = hubert.grading.thresholds.grades.iter().map(|grade| grade.name.as_str()).collect();
    assert_eq!(grades, ["Passed", "Lead"]);
    assert_eq!(hubert.grading.thresholds.knocked_out.as_deref(), Some("Not Qualified"));
    assert_eq!(of("hipeople").usual_stages, ["Reference check"]);
    let own = Playbook { preset: None, id: PlaybookId::new(""), ..of("fulcrum") };
    assert_eq!(own, Playbook { id: PlaybookId::new(""), ..Playbook::preset() });
}
