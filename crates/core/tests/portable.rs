//! Playbooks as files that people write and pass on.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use fulcrum_core::assessment::Score;
use fulcrum_core::form::{FieldKind, Form, FormTemplate, TemplateField};
use fulcrum_core::moves::{GradeMove, PostingMoves, ScoreMove};
use fulcrum_core::playbook::{Playbook, PostingAssessment, StageAssessment};
use fulcrum_core::portable::{Directory, Kind, Problem, export, form_names, has_form, import};
use fulcrum_core::{AssessmentId, PlaybookId, PostingId, StageId};
use proptest::prelude::*;
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

fn told(problems: &[Problem]) -> Vec<(usize, &str)> {
    problems.iter().map(|one| (one.line.unwrap(), one.message.as_str())).collect()
}

fn refused(text: &str) -> Vec<(Option<usize>, String)> {
    let problems = import(text, &known()).unwrap_err().problems;
    problems.into_iter().map(|problem| (problem.line, problem.message)).collect()
}

/// A playbook that names one of almost everything.
fn engineering() -> Playbook {
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
    playbook
}

#[test]
fn what_is_written_is_read_again_with_names_in_between() {
    let playbook = engineering();
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
    let refused = import(text, &known()).unwrap_err();
    assert_eq!(
        told(&refused.left_out),
        [(5, "There is no posting called `Backend Enginer`. Did you mean `Backend Engineer`?")]
    );
    assert_eq!(told(&refused.problems), [(5, "None of the postings that it is for is in this account.")]);
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
#[case("[grading.thresholds]\nfail_to = 1\npass_from = 5", 6)]
#[case("[grading]\nscore_from = [\n  50,\n  40,\n  80,\n]", 7)]
#[case("[grading]\nscore_from = [50, 60, 101]", 5)]
#[case(
    "[[grading.thresholds.grades]]\nname = \"Lead\"\nfrom = 3\n\n\
        [[grading.thresholds.grades]]\nname = \"Able\"\nfrom = 3",
    10
)]
#[case(
    "[[grading.thresholds.grades]]\nname = \"Lead\"\nfrom = 3\n\n\
        [[grading.thresholds.grades]]\nfrom = 2\nname = \"Lead\"",
    10
)]
#[case(
    "[[grading.by_assessment]]\nassessment = \"Gone\"\nthresholds = { pass_from = 2 }\n\n\
        [[grading.by_assessment]]\nassessment = \"Backend basics\"\n\
        thresholds = { pass_from = 9 }",
    10
)]
#[case(
    "[moves]\nby_score = [\n  { score = 4, stage = \"Offer\" },\n  { score = 4, stage = \"Offer\" },\n]",
    7
)]
#[case(
    "[[moves.by_posting]]\nposting = \"Backend Engineer\"\n\n\
        [[moves.by_posting]]\nposting = \"backend engineer\"",
    7
)]
#[case("[form]\ntemplate = \"T\"\nfields = [\n  { field = \"Q\", with = { text = \"{{ nmae }}\" } },\n]", 7)]
fn whatever_a_playbook_cannot_have_is_told_with_its_line(#[case] wrong: &str, #[case] line: usize) {
    let faults = refused(&format!("format = 1\nname = \"N\"\n\n{wrong}\n"));
    assert_eq!((faults.len(), faults[0].0), (1, Some(line)), "{faults:?}");
}

#[test]
fn a_provider_that_there_is_not_is_a_fault_with_its_line() {
    let (line, message) = refused("format = 1\nname = \"N\"\nprovider = \"hackerrank\"\n").remove(0);
    assert!(line == Some(3) && message.contains("`hackerrank`"), "{line:?} {message}");
}

#[test]
fn what_the_account_does_not_have_is_left_out_and_told_with_its_line() {
    let text = "format = 1\nname = \"N\"\nassessment = \"Backend basic\"\n\n[[posting_assessments]]\n\
                posting = \"Sales\"\nassessment = \"backend basics\"\n\n[[stage_assessments]]\n\
                stage = \"Onsite\"\nassessment = \"Backend basics\"\n";
    let imported = import(text, &known()).unwrap();
    assert_eq!(
        told(&imported.left_out),
        [
            (3, "There is no assessment called `Backend basic`. Did you mean `Backend basics`?"),
            (6, "There are several postings called `Sales`."),
            (10, "There is no stage called `Onsite`."),
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
    assert_eq!(
        told(&imported.unknown),
        [
            (3, "There is no stage called `Phone scren`. Did you mean `Phone screen`?"),
            (6, "There is no team called `Motoin`. Did you mean `Motion`?"),
            (13, "There is no grade called `Laed`. Did you mean `Lead`?"),
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
    assert_eq!(lines, [3, 4, 5]);
}

#[rstest]
#[case("rescreening = \"send_agan\"", 4, "`rescreening` cannot be `send_agan`. Did you mean `send_again`?")]
#[case("filing = \"finishd\"", 4, "`filing` cannot be `finishd`. Did you mean `finished`?")]
#[case("filing = \"weekly\"", 4, "`filing` can be `never`, `finished` or `scored`.")]
#[case("filing = 3", 4, "`filing` can be `never`, `finished` or `scored`.")]
#[case(
    "[leaving]\nhired = \"stop_remindng\"",
    5,
    "`hired` cannot be `stop_remindng`. Did you mean `stop_reminding`?"
)]
#[case(
    "[conditions]\norigins = [\n  \"applied\",\n  \"refered\",\n]",
    7,
    "`origins` cannot be `refered`. Did you mean `referred`?"
)]
#[case(
    "form = { template = \"T\", fields = [{ field = \"Q\", with = { txt = \"x\" } }] }",
    4,
    "`with` cannot be `txt`. Did you mean `text`?"
)]
#[case("assesment = \"Backend basics\"", 4, "There is no field `assesment`. Did you mean `assessment`?")]
#[case("[grading.thresholds]\npas_from = 3", 5, "There is no field `pas_from`. Did you mean `pass_from`?")]
#[case(
    "[[grading.thresholds.grades]]\nnmae = \"Lead\"\nfrom = 3",
    5,
    "There is no field `nmae`. Did you mean `name`?"
)]
#[case(
    "[[grading.thresholds.grades]]\nfrom = 3\n\n[[moves.by_grade]]\nstage = \"Offer\"\ngrade = \"Lead\"",
    4,
    "`grades` lacks `name` here."
)]
#[case(
    "[[moves.by_posting]]\nposting = \"Backend Engineer\"\nby_score = [\n  { score = 4, stge = \"Offer\" },\n]",
    7,
    "There is no field `stge`. Did you mean `stage`?"
)]
#[case("[[grading.thresholds.grades]]\nname = 1\nfrom = 3", 5, "`name` must be a text in quotes.")]
#[case(
    "[grading]\nscale = \"stars\"\n\n[grading.thresholds]\npass_from = 70",
    5,
    "`scale` can be `score`, `percent` or `points`."
)]
#[case("[grading]\nscore_from = [1, 2]", 5, "`score_from` must be a list of three numbers.")]
#[case("[tags.invited]\nx = 1", 4, "`invited` must be a text in quotes.")]
#[case("[conditions]\npostings = [[\"p-back\"]]", 5, "`postings` must be a table.")]
#[case(
    "remind_after_days = [\"3\", \"6\"]",
    4,
    "`remind_after_days` must be a whole number, and not a negative one."
)]
#[case("[tags]\ninvited = \"X\"\ninvted = \"Y\"", 6, "There is no field `invted`.")]
#[case("[triggers]\nstages = [\"Phone screen\"]", 4, "There is no field `triggers`.")]
#[case("[writer]\nfallback = \"a@b.example\"", 4, "There is no field `writer`. Did you mean `writers`?")]
fn what_was_probably_meant_is_told_and_nothing_that_only_follows(
    #[case] wrong: &str,
    #[case] line: usize,
    #[case] message: &str,
) {
    let refused = import(&format!("format = 1\nname = \"N\"\n\n{wrong}\n"), &known()).unwrap_err();
    assert_eq!((told(&refused.problems), refused.unknown), (vec![(line, message)], vec![]));
}

#[test]
fn names_that_nothing_is_called_are_told_beside_everything_that_cannot_be_used() {
    let text = "format = 1\nname = \"N\"\nfiling = \"finishd\"\nhourly_cap = 0\nask_abov = 1\n\
                assessment = \"Backend basic\"\nusual_stages = [\"Phone scren\"]\n\n\
                [[stage_assessments]]\nstage = 3\nassessment = \"Backend basics\"\n\n\
                [[stage_assessments]]\nstage = \"Offr\"\nassessment = \"Backend basics\"\n\n\
                [tags]\npass = \"{{ nmae }}\"\n";
    let refused = import(text, &known()).unwrap_err();
    assert_eq!(
        told(&refused.problems),
        [
            (3, "`filing` cannot be `finishd`. Did you mean `finished`?"),
            (4, "The number of invitations per hour must be between 1 and 1000."),
            (5, "There is no field `ask_abov`. Did you mean `ask_above`?"),
            (10, "`stage` must be a text in quotes."),
            (18, "The pass tag cannot be used: a word in braces does not exist (line 1)"),
        ]
    );
    assert_eq!(
        told(&refused.left_out),
        [
            (6, "There is no assessment called `Backend basic`. Did you mean `Backend basics`?"),
            (14, "There is no stage called `Offr`. Did you mean `Offer`?"),
        ]
    );
    assert_eq!(
        told(&refused.unknown),
        [(7, "There is no stage called `Phone scren`. Did you mean `Phone screen`?")]
    );
}

proptest! {
    #[test]
    fn whatever_becomes_of_a_file_each_line_that_is_told_is_one_of_it(
        at in 0..4000_usize,
        much in 0..40_usize,
        instead in "[ -~\n]{0,12}",
    ) {
        let text: Vec<char> = export(&engineering(), &known()).unwrap().chars().collect();
        let (before, rest) = text.split_at(at.min(text.len()));
        let rest = &rest[much.min(rest.len())..];
        let text = before.iter().collect::<String>() + &instead + &rest.iter().collect::<String>();
        let problems = match import(&text, &known()) {
            Ok(imported) => [imported.left_out, imported.unknown].concat(),
            Err(refused) => {
                prop_assert!(!refused.problems.is_empty(), "{text}");
                [refused.problems, refused.left_out, refused.unknown].concat()
            }
        };
        let last = text.lines().count() + 1;
        prop_assert!(problems.iter().all(|one| one.line.is_none_or(|line| (1..=last).contains(&line))));
    }
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

#[test]
fn a_name_with_marks_that_nobody_sees_is_refused_with_its_line() {
    for name in ["Evil\\u202eeman", "Two\\nlines", "\\u200fRight"] {
        let problems = refused(&format!("format = 1\nname = \"{name}\"\n"));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].0 == Some(2) && problems[0].1.contains("in one line"), "{problems:?}");
    }
}
