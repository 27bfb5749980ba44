//! What playbooks that are on need of Lever, against what it allows.

use fulcrum_core::conditions::Confidentiality;
use fulcrum_core::filing::Filing;
use fulcrum_core::playbook::Playbook;
use fulcrum_credentials::CONFIDENTIAL;
use fulcrum_engine::NOT_ALLOWED;
use fulcrum_store::{SignInKind, WrittenKind};

use super::{CheckFinding as Found, CheckStanding as Standing, item};
use crate::App;
use crate::api::*;

const OPPORTUNITIES: &str = "opportunities:write:admin";
const NOTES: &str = "notes:write:admin";
const FILES: &str = "files:write:admin";
const FEEDBACK: &str = "feedback:write:admin";

impl App {
    pub(super) async fn check_permissions(&self) -> Result<Vec<CheckItem>, AppError> {
        let tested = self.test_permissions().await?.permissions;
        let engine = self.engine()?;
        let by_key = engine.account().sign_in == SignInKind::ApiKey;
        let account = engine.account().id.clone();
        let written = self.shared.store.read(move |tx| tx.written_kinds(&account, NOT_ALLOWED)).await?;
        let switched = self.switched_on().await?;
        let playbooks = switched.map(|switched| switched.playbooks).unwrap_or_default();
        Ok(permissions(&playbooks, &tested, &written, by_key))
    }
}

/// Whether a playbook needs a permission.
fn needs(playbook: &Playbook, scope: &str) -> bool {
    match scope {
        "users:read:admin"
        | "stages:read:admin"
        | "postings:read:admin"
        | "applications:read:admin"
        | OPPORTUNITIES => true,
        NOTES => {
            let results =
                [&playbook.note, &playbook.note_counted, &playbook.note_changed].map(String::as_str);
            let on_the_way = playbook.notes.fields().map(|(_, text)| text);
            results.into_iter().chain(on_the_way).any(|text| !text.trim().is_empty())
        }
        FILES => playbook.filing != Filing::Never,
        FEEDBACK | "feedback_templates:read:admin" => playbook.form.is_some(),
        // Only whoever treats a hire otherwise than another archive has to tell them apart.
        "archive_reasons:read:admin" => playbook.leaving.hired != playbook.leaving.archived,
        CONFIDENTIAL => playbook.conditions.confidentiality == Confidentiality::Confidential,
        _ => false,
    }
}

/// The permission that a write needs.
fn scope_of(kind: &str) -> Option<&'static str> {
    match kind {
        "add_tags" | "remove_tags" | "add_links" | "move" => Some(OPPORTUNITIES),
        "add_note" | "comment" => Some(NOTES),
        "add_file" => Some(FILES),
        "add_feedback" => Some(FEEDBACK),
        _ => None,
    }
}

/// What is found: needs that are not met, and what only a write can show.
fn permissions(
    playbooks: &[Playbook],
    tested: &[PermissionCheck],
    written: &[WrittenKind],
    by_key: bool,
) -> Vec<CheckItem> {
    let mut items = Vec::new();
    let (mut held, mut unproven) = (Vec::new(), Vec::new());
    for one in tested {
        let users = playbooks.iter().filter(|playbook| needs(playbook, &one.scope));
        let users: Vec<String> = users.map(|playbook| playbook.name.clone()).collect();
        if users.is_empty() && !one.essential {
            continue;
        }
        let of_it = || written.iter().filter(|kind| scope_of(&kind.kind) == Some(one.scope.as_str()));
        let proven = of_it().any(|kind| kind.done > 0);
        let refused: u32 = of_it().map(|kind| kind.refused).sum();
        let outcome = match one.outcome {
            PermissionOutcome::Unknown if proven => PermissionOutcome::Works,
            outcome => outcome,
        };
        let (scope, purpose) = (one.scope.clone(), one.purpose.clone());
        let permission = CheckPermission { scope, purpose, outcome, playbooks: users };
        match outcome {
            PermissionOutcome::Missing | PermissionOutcome::NotAskedFor => {
                items.push(item(Standing::Fault, Found::PermissionMissing { permission, by_key }));
            }
            _ if refused > 0 => {
                let found = Found::WriteRefused { permission, writes: refused, by_key };
                items.push(item(Standing::Fault, found));
            }
            PermissionOutcome::Unknown => unproven.push(permission),
            PermissionOutcome::Works | PermissionOutcome::Granted => held.push(permission),
        }
    }
    if !unproven.is_empty() {
        items.push(item(Standing::Unchecked, Found::WritingUnproven { permissions: unproven }));
    }
    if !held.is_empty() {
        items.push(item(Standing::Ok, Found::PermissionsHold { permissions: held }));
    }
    items
}

#[cfg(test)]
mod tests {
    use fulcrum_core::effect::Effect;
    use fulcrum_core::leaving::{Leaving, Rule};

    use super::*;

    fn tested(scope: &str, outcome: PermissionOutcome) -> PermissionCheck {
        let essential = scope == OPPORTUNITIES;
        PermissionCheck {
            scope: scope.into(),
            purpose: String::new(),
            outcome,
            note: String::new(),
            essential,
        }
    }

    fn kinds(found: &[CheckItem]) -> Vec<(Standing, &'static str)> {
        let kind = |item: &CheckItem| match item.finding {
            Found::PermissionMissing { .. } => "missing",
            Found::WriteRefused { .. } => "refused",
            Found::WritingUnproven { .. } => "unproven",
            Found::PermissionsHold { .. } => "hold",
            _ => "other",
        };
        found.iter().map(|item| (item.standing, kind(item))).collect()
    }

    #[test]
    fn only_what_a_playbook_that_is_on_needs_is_a_fault() {
        use PermissionOutcome::{Missing, Works};
        let all =
            [tested(OPPORTUNITIES, Works), tested(NOTES, Missing), tested("files:write:admin", Missing)];
        let quiet = Playbook {
            note: String::new(),
            note_counted: " ".into(),
            note_changed: String::new(),
            ..Playbook::preset()
        };
        assert_eq!(kinds(&permissions(&[quiet], &all, &[], true)), [(Standing::Ok, "hold")]);
        let found = permissions(&[Playbook::preset()], &all, &[], true);
        assert_eq!(kinds(&found), [(Standing::Fault, "missing"), (Standing::Ok, "hold")]);
        let nothing_on = permissions(&[], &[tested(OPPORTUNITIES, Missing)], &[], false);
        assert_eq!(kinds(&nothing_on), [(Standing::Fault, "missing")], "nothing is watched without it");
    }

    #[test]
    fn what_only_a_write_shows_is_told_from_the_writes_that_were_made() {
        let all = [tested(NOTES, PermissionOutcome::Unknown)];
        let books = [Playbook::preset()];
        let kind = |done, refused| [WrittenKind { kind: "add_note".into(), done, refused }];
        let seen = |written: &[WrittenKind]| kinds(&permissions(&books, &all, written, true));
        assert_eq!(seen(&[]), [(Standing::Unchecked, "unproven")]);
        assert_eq!(seen(&kind(0, 2)), [(Standing::Fault, "refused")]);
        assert_eq!(seen(&kind(1, 0)), [(Standing::Ok, "hold")]);
    }

    #[test]
    fn every_write_to_lever_needs_a_permission_that_is_known() {
        let note = Effect::AddTags { tags: Vec::new() };
        assert_eq!(scope_of(note.kind()), Some(OPPORTUNITIES));
        assert_eq!(scope_of(Effect::Invite.kind()), None);
    }

    #[test]
    fn a_hire_is_told_from_another_archive_only_where_it_matters() {
        let leaving = Leaving { archived: Rule::Cancel, hired: Rule::Cancel, ..Leaving::default() };
        let same = Playbook { leaving, ..Playbook::preset() };
        assert!(!needs(&same, "archive_reasons:read:admin"));
        let leaving = Leaving { archived: Rule::Cancel, hired: Rule::Keep, ..Leaving::default() };
        let other = Playbook { leaving, ..Playbook::preset() };
        assert!(needs(&other, "archive_reasons:read:admin"));
    }
}
