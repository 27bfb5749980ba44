//! Playbooks as files: what comes with Fulcrum, and what people write and pass on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeSet;

use fulcrum_core::assessment::Score;
use fulcrum_core::choosing::PLACE;
use fulcrum_core::form::{FieldKind, Form, FormTemplate, TemplateField};
use fulcrum_core::grading::Scale;
use fulcrum_core::moves::{GradeMove, PostingMoves, ScoreMove};
use fulcrum_core::playbook::{Playbook, PostingAssessment, StageAssessment};
use fulcrum_core::portable::{Directory, Kind, export, form_names, has_form, import};
use fulcrum_core::preset::Preset;
use fulcrum_core::{AssessmentId, PlaybookId, PostingId, StageId};
use rstest::rstest;

fn known() -> Directory {
    let entry = |kind, id: &str, name: &str| (kind, id.to_owned(), name.to_owned());
    Directory(vec![
        entry(Kind::Stage, "s-phone", "Phone screen"),
        entry(Kind::Stage, "s-offer", "Offer"),
        entry(Kind::Posting, "p-back", "Backend Engineer"),
        entry(Kind::Posting, "p-sale-1", "Sales"),
        entry(Kind::Posting, "p-sale-2", "Sales"),
        entry(Kind::Assessment, "backend", "Backend basics"),
    ])
}

fn refused(text: &str) -> Vec<(Option<usize>, String)> {
    let problems = import(text, &known()).unwrap_err();
    problems.into_iter().map(|problem| (problem.line, problem.message)).collect()
}

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

#[test]
fn what_is_written_is_read_again_with_names_in_between() {
    let mut playbook = Playbook { name: "Engineering".into(), ..Playbook::preset() };
    playbook.assessment = Some(AssessmentId::new("backend"));
    playbook.stage_assessments =
        vec![StageAssessment { stage: StageId::new("s-phone"), assessment: AssessmentId::new("backend") }];
    let posting = |id| PostingAssessment {
        posting: PostingId::new(id),
        stage: Some(StageId::new("s-phone")),
        assessment: AssessmentId::new("backend"),
    };
    playbook.posting_assessments = vec![posting("p-back"), posting("p-sale-2")];
    playbook.moves.by_score =
        vec![ScoreMove { score: Score::new(4).unwrap(), stage: StageId::new("s-offer") }];
    playbook.moves.by_posting = vec![PostingMoves {
        posting: PostingId::new("p-back"),
        by_score: Vec::new(),
        by_grade: vec![GradeMove { grade: "Lead".into(), stage: StageId::new("s-offer") }],
    }];
    playbook.mail_text = "Hello \"{{ first_name }}\",\n\n\\o/ {{ link }}\n".into();
    let text = export(&playbook, &known()).unwrap();
    assert!(text.starts_with("format = 1\n"), "{text}");
    assert!(text.contains("\"Phone screen\"") && !text.contains("s-phone"), "{text}");
    assert!(text.contains("\"p-sale-2\""), "a name that two postings have would not lead back: {text}");
    let back = import(&text, &known()).unwrap();
    assert_eq!(back.left_out, []);
    assert_eq!(back.playbook, Playbook { id: PlaybookId::new(""), ..playbook });
}

#[test]
fn a_file_for_postings_that_are_not_there_is_not_read_as_one_for_everybody() {
    let text = "format = 1\nname = \"N\"\n\n[conditions.postings]\nids = [\"Backend Enginer\"]\n";
    let faults = import(text, &known()).unwrap_err();
    let told: Vec<_> = faults.iter().map(|one| one.message.as_str()).collect();
    assert!(told[0].contains("Backend Enginer"), "{told:?}");
    assert_eq!(told[1], "None of the postings that it is for is in this account.");
    assert_eq!(faults[1].line, Some(4));
}

#[rstest]
#[case("note = \"{{ nmae }}\"", 4)]
#[case("mail_text = \"Hello\"", 4)]
#[case("reminder_text = \"Hello\"", 4)]
#[case("hourly_cap = 0", 4)]
#[case("ask_above = 0", 4)]
#[case("expires_in_days = 0", 4)]
#[case("rescreen_after_days = 9999", 4)]
#[case("remind_after_days = [9, 3]", 4)]
#[case("posting_tag = \"Hubert\"", 4)]
#[case("[tags]\nneeds_review = \"{{ nmae }}\"", 5)]
#[case("[notes]\nstarted = \"{{ nmae }}\"", 5)]
#[case("[grading.thresholds]\npass_from = 2\nfail_to = 3", 6)]
fn whatever_a_playbook_cannot_have_is_told_with_its_line(#[case] wrong: &str, #[case] line: usize) {
    let faults = import(&format!("format = 1\nname = \"N\"\n\n{wrong}\n"), &known()).unwrap_err();
    assert_eq!(faults[0].line, Some(line), "{faults:?}");
}

#[test]
fn a_provider_that_there_is_not_is_a_fault_with_its_line() {
    let faults = import("format = 1\nname = \"N\"\nprovider = \"hackerrank\"\n", &known()).unwrap_err();
    assert_eq!(faults[0].line, Some(3));
    assert!(faults[0].message.contains("`hackerrank`"), "{faults:?}");
}

#[test]
fn what_the_account_does_not_have_is_left_out_and_told_with_its_line() {
    let text = "format = 1\nname = \"N\"\nassessment = \"Backend basic\"\n\n[[posting_assessments]]\n\
                posting = \"Sales\"\nassessment = \"backend basics\"\n\n[[stage_assessments]]\n\
                stage = \"Onsite\"\nassessment = \"Backend basics\"\n";
    let imported = import(text, &known()).unwrap();
    let told: Vec<_> = imported.left_out.iter().map(|one| (one.line, one.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (Some(3), "There is no assessment called `Backend basic`. Did you mean `Backend basics`?"),
            (Some(10), "There is no stage called `Onsite`."),
            (Some(6), "There are several postings called `Sales`."),
        ]
    );
    let playbook = imported.playbook;
    assert_eq!(
        (playbook.assessment, playbook.stage_assessments, playbook.posting_assessments),
        (None, vec![], vec![])
    );
}

#[test]
fn what_a_file_goes_by_and_nothing_is_called_so_is_told_and_kept() {
    let text = "format = 1\nname = \"N\"\nusual_stages = [\"Phone scren\"]\n\n[conditions.postings]\n\
                teams = [\"platform\", \"Motoin\"]\n\n[[grading.thresholds.grades]]\nname = \"Lead\"\n\
                from = 3\n\n[[moves.by_grade]]\ngrade = \"Laed\"\nstage = \"Offer\"\n";
    let mut all = known();
    for team in ["Platform", "Motion"] {
        all.0.push((Kind::Team, team.into(), team.into()));
    }
    let imported = import(text, &all).unwrap();
    let told: Vec<_> = imported.unknown.iter().map(|one| (one.line, one.message.as_str())).collect();
    assert_eq!(
        told,
        [
            (Some(3), "There is no stage called `Phone scren`. Did you mean `Phone screen`?"),
            (Some(6), "There is no team called `Motoin`. Did you mean `Motion`?"),
            (Some(13), "There is no grade called `Laed`. Did you mean `Lead`?"),
        ]
    );
    let playbook = imported.playbook;
    assert_eq!(playbook.conditions.postings.teams, ["Platform", "Motoin"]);
    assert_eq!(playbook.moves.by_grade[0].grade, "Laed");
    assert_eq!(import(text, &known()).unwrap().unknown.len(), 2, "without any team nobody can tell");
}

#[test]
fn everything_that_cannot_be_used_is_told_at_once() {
    let faults = refused("format = 1\nname = \"N\"\nhourly_cap = 0\nask_above = 0\nnote = \"{{ nmae }}\"\n");
    let lines: Vec<_> = faults.iter().map(|(line, _)| line.unwrap()).collect();
    assert_eq!(lines, [5, 4, 3]);
}

#[test]
fn what_is_wrong_in_a_file_is_told_with_its_line() {
    let (line, message) = refused("format = 1\nname = \"N\"\n\n[tags]\ninvted = \"X\"\n").remove(0);
    assert_eq!((line, message.as_str()), (Some(5), "There is no field `invted`. Did you mean `invited`?"));
    let (line, message) = refused("format = 1\nname = N\n").remove(0);
    assert!(line == Some(2) && message.contains("no valid TOML"), "{line:?} {message}");
    let (line, message) = refused("format = 1\nname = \"N\"\nhourly_cap = \"many\"\n").remove(0);
    assert!(line == Some(3) && message.contains("hourly_cap"), "{line:?} {message}");
    let (line, message) =
        refused("format = 1\n\n[[moves.by_score]]\nscore = 5\nstage = \"Offer\"\n").remove(0);
    assert!(line == Some(4) && message.contains("not 5"), "{line:?} {message}");
    let (line, message) = refused("format = 9\n").remove(0);
    assert!(line == Some(1) && message.contains("up to 1"), "{message}");
    assert!(refused("name = \"N\"\n")[0].1.contains("begins with `format = 1`"));
    let (_, message) = refused("format = 1\nname = \"N\"\nmail_text = \"No way in\"\n").remove(0);
    assert!(message.contains("{{ link }}"), "{message}");
}

#[test]
fn a_form_leads_back_to_its_questions_even_where_names_are_there_twice() {
    let field = |id: &str, text: &str, kind| TemplateField {
        id: id.into(),
        kind,
        text: text.into(),
        required: true,
        options: ["4", "3", "2", "1"].map(str::to_owned).to_vec(),
    };
    // Ids of questions may be those of another template's.
    let template = |id: &str, title: &str, second: &str| FormTemplate {
        id: id.into(),
        text: title.into(),
        fields: vec![
            field("f-1", "Rating", FieldKind::Rating),
            field("f-2", "Comment", FieldKind::Text),
            field("f-3", second, FieldKind::Line),
        ],
    };
    let all = [
        template("t-1", "Result", "Where"),
        template("t-2", "Twice", "Comment"),
        template("t-3", "Twice", "Why"),
    ];
    let known = Directory(form_names(&all));
    for template in &all {
        let playbook = Playbook { form: Some(Form::suggested(template)), ..Playbook::preset() };
        let text = export(&playbook, &known).unwrap();
        assert!(has_form(&text) && text.contains("field = \"Rating\""), "{text}");
        let back = import(&text, &known).unwrap();
        assert_eq!((back.playbook.form, back.left_out), (playbook.form, vec![]));
    }
    let playbook = Playbook { form: Some(Form::suggested(&all[0])), ..Playbook::preset() };
    let text = export(&playbook, &known).unwrap();
    let others = Directory(form_names(&[template("t-1", "Result", "Whence")]));
    let without = import(&text, &others).unwrap();
    assert_eq!(without.playbook.form, None);
    let told: Vec<_> = without.left_out.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        told,
        ["There is no feedback question called `Result: Where`. Did you mean `Result: Whence`?"]
    );
    assert!(!has_form("format = 1\n"));
}
