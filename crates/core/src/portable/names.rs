//! What a playbook refers to: by id in the app, by name in a file.

use super::file::File;
use super::{Directory, GUESSES, Kind, Problem};
use crate::form::Form;
use crate::grading::{Grading, Thresholds};
use crate::moves::{GradeMove, Moves};
use crate::playbook::Playbook;

/// What takes the place of a name or an id; `None` leaves out what it is in.
type Rename<'r> = &'r mut dyn FnMut(Kind, String, &str) -> Option<String>;

fn put<I: From<String> + ToString>(to: Rename<'_>, kind: Kind, path: String, id: &mut I) -> bool {
    let new = to(kind, path, &id.to_string());
    let found = new.is_some();
    if let Some(new) = new {
        *id = I::from(new);
    }
    found
}

/// Keeps the entries of a list of which everything is known.
fn each<T>(list: &mut Vec<T>, mut keep: impl FnMut(usize, &mut T) -> bool) {
    let mut at = 0;
    list.retain_mut(|entry| {
        at += 1;
        keep(at - 1, entry)
    });
}

/// A form without one of its questions is another form.
fn put_form(to: Rename<'_>, form: &mut Form) -> bool {
    let before = form.template.clone();
    if !put(to, Kind::FormTemplate, "form.template".into(), &mut form.template) {
        return false;
    }
    let after = format!("{}: ", form.template);
    form.fields.iter_mut().enumerate().all(|(at, fill)| {
        let mut question = format!("{before}: {}", fill.field);
        let found = put(to, Kind::FormField, format!("form.fields.{at}.field"), &mut question);
        if let Some(question) = question.strip_prefix(&after) {
            question.clone_into(&mut fill.field);
        }
        found
    })
}

/// Puts something else in the place of every name or id.
pub(super) fn rewrite(playbook: &mut Playbook, to: Rename<'_>) {
    use Kind::{Assessment, Posting, Stage, User};
    if let Some(id) = &mut playbook.assessment
        && !put(to, Assessment, "assessment".into(), id)
    {
        playbook.assessment = None;
    }
    if let Some(id) = &mut playbook.writers.perform_as
        && !put(to, User, "writers.perform_as".into(), id)
    {
        playbook.writers.perform_as = None;
    }
    if playbook.form.as_mut().is_some_and(|form| !put_form(to, form)) {
        playbook.form = None;
    }
    each(&mut playbook.stage_assessments, |at, entry| {
        let path = format!("stage_assessments.{at}");
        put(to, Stage, format!("{path}.stage"), &mut entry.stage)
            & put(to, Assessment, format!("{path}.assessment"), &mut entry.assessment)
    });
    each(&mut playbook.posting_assessments, |at, entry| {
        let path = format!("posting_assessments.{at}");
        let stage = entry.stage.as_mut().is_none_or(|stage| put(to, Stage, format!("{path}.stage"), stage));
        stage
            & put(to, Posting, format!("{path}.posting"), &mut entry.posting)
            & put(to, Assessment, format!("{path}.assessment"), &mut entry.assessment)
    });
    each(&mut playbook.conditions.postings.ids, |at, id| {
        put(to, Posting, format!("conditions.postings.ids.{at}"), id)
    });
    each(&mut playbook.grading.by_assessment, |at, own| {
        put(to, Assessment, format!("grading.by_assessment.{at}.assessment"), &mut own.assessment)
    });
    let moves = &mut playbook.moves;
    each(&mut moves.by_score, |at, one| put(to, Stage, format!("moves.by_score.{at}.stage"), &mut one.stage));
    each(&mut moves.by_grade, |at, one| put(to, Stage, format!("moves.by_grade.{at}.stage"), &mut one.stage));
    each(&mut moves.by_posting, |at, own| {
        let path = format!("moves.by_posting.{at}");
        each(&mut own.by_score, |at, one| {
            put(to, Stage, format!("{path}.by_score.{at}.stage"), &mut one.stage)
        });
        each(&mut own.by_grade, |at, one| {
            put(to, Stage, format!("{path}.by_grade.{at}.stage"), &mut one.stage)
        });
        put(to, Posting, format!("{path}.posting"), &mut own.posting)
    });
}

/// What the playbook goes by and nothing here is called so now. What differs in its letters' case alone is
/// put right. `moves` are those that the file has.
pub(super) fn unknown(
    playbook: &mut Playbook,
    moves: &Moves,
    known: &Directory,
    file: &File<'_>,
) -> Vec<Problem> {
    let mut unknown = Vec::new();
    let mut look = |kind: Kind, path: String, name: &mut String| {
        // Where nothing of the kind is known, nobody can tell.
        if !known.has(kind) {
            return;
        }
        match known.find(kind, name) {
            Ok(_) if kind == Kind::Stage || kind == Kind::User => {}
            Ok(exact) => *name = exact,
            Err(none) => {
                let told = none.told(known, unknown.len() < GUESSES);
                unknown.push(file.problem(&path, told));
            }
        }
    };
    let postings = &mut playbook.conditions.postings;
    let lists = [
        (Kind::Stage, "usual_stages", &mut playbook.usual_stages),
        (Kind::PostingTag, "conditions.postings.tags", &mut postings.tags),
        (Kind::Team, "conditions.postings.teams", &mut postings.teams),
        (Kind::Department, "conditions.postings.departments", &mut postings.departments),
        (Kind::Location, "conditions.postings.locations", &mut postings.locations),
    ];
    for (kind, path, list) in lists {
        for (at, name) in list.iter_mut().enumerate() {
            look(kind, format!("{path}.{at}"), name);
        }
    }
    if let Some(email) = &mut playbook.writers.fallback {
        look(Kind::User, "writers.fallback".into(), email);
    }
    if file.is_whole() {
        unknown.extend(unknown_grades(&playbook.grading, moves, file));
    }
    unknown
}

/// Moves by grades that the playbook does not give.
fn unknown_grades(grading: &Grading, moves: &Moves, file: &File<'_>) -> Vec<Problem> {
    let names = |thresholds: &Thresholds| -> Vec<String> {
        thresholds
            .grades
            .iter()
            .map(|grade| grade.name.clone())
            .chain(thresholds.knocked_out.clone())
            .collect()
    };
    let own = grading.by_assessment.iter().flat_map(|own| names(&own.thresholds));
    let grades: Vec<_> = names(&grading.thresholds).into_iter().chain(own).collect();
    let known = Directory(grades.into_iter().map(|name| (Kind::Grade, name.clone(), name)).collect());
    let problem = |path: &str, entries: &[GradeMove]| -> Vec<Problem> {
        let missing = entries.iter().enumerate().filter_map(|(at, one)| {
            let message = known.find(Kind::Grade, &one.grade).err()?.told(&known, at < GUESSES);
            Some(file.problem(&format!("{path}.{at}.grade"), message))
        });
        missing.collect()
    };
    let mut problems = problem("moves.by_grade", &moves.by_grade);
    for (at, own) in moves.by_posting.iter().enumerate() {
        problems.extend(problem(&format!("moves.by_posting.{at}.by_grade"), &own.by_grade));
    }
    problems
}
