//! Stages and postings that playbooks name, against those that Lever has.

use std::collections::{BTreeMap, BTreeSet};

use fulcrum_core::near::near;
use fulcrum_core::playbook::Playbook;
use fulcrum_core::posting::Posting;
use fulcrum_core::{PostingId, StageId};
use fulcrum_store::{StageRow, StoreError, TriggerRow};

use super::{CheckFinding as Found, CheckStanding as Standing, Switched, count, item, named, unchecked};
use crate::App;
use crate::api::*;
use crate::profile::name;

/// Postings that nobody can apply to.
const ENDED: [&str; 2] = ["closed", "rejected"];

impl App {
    pub(super) async fn check_places(&self) -> Result<Vec<CheckItem>, AppError> {
        let Some(switched) = self.switched_on().await? else {
            return Ok(vec![unchecked(WhyUnchecked::NothingOn)]);
        };
        let engine = self.engine()?;
        // What they were called is known before they are read anew.
        self.remember_names().await?;
        engine.refresh_cache().await?;
        let account = engine.account().id.clone();
        let wanted = ids(&switched);
        let read = self.shared.store.read(move |tx| {
            let mut names: BTreeMap<String, String> = tx.setting(name::NAMES)?.unwrap_or_default();
            for id in &wanted {
                if !names.contains_key(id)
                    && let Some(text) = tx.stage_was_called(&account, &StageId::new(id.clone()))?
                {
                    names.insert(id.clone(), text);
                }
            }
            let postings = tx.postings(&account)?.into_iter().map(|row| row.posting).collect();
            Ok::<_, StoreError>(Lever { stages: tx.stages(&account)?, postings, names })
        });
        let lever = read.await?;
        self.remember_names().await?;
        let mut items = places(&switched, &lever);
        items.extend(self.check_forms(&switched).await?);
        Ok(items)
    }
}

/// What Lever has.
struct Lever {
    stages: Vec<StageRow>,
    postings: Vec<Posting>,
    /// What stages and postings were called when they were seen last, by id.
    names: BTreeMap<String, String>,
}

impl Lever {
    fn has_stage(&self, id: &StageId) -> bool {
        self.stages.iter().any(|stage| stage.id == *id)
    }

    fn posting(&self, id: &PostingId) -> Option<&Posting> {
        self.postings.iter().find(|posting| posting.id == *id)
    }
}

/// The stages that a playbook names, with where it does.
fn stages<'a>(playbook: &'a Playbook, triggers: &'a [TriggerRow]) -> BTreeSet<(&'a StageId, CheckPlace)> {
    let own = triggers.iter().filter(|trigger| trigger.playbook == playbook.id);
    let mapped = playbook.posting_assessments.iter().filter_map(|entry| entry.stage.as_ref());
    own.map(|trigger| (&trigger.stage, CheckPlace::Trigger))
        .chain(playbook.stage_assessments.iter().map(|entry| (&entry.stage, CheckPlace::StageMap)))
        .chain(mapped.map(|stage| (stage, CheckPlace::PostingMap)))
        .chain(playbook.moves.stages().map(|stage| (stage, CheckPlace::Moves)))
        // Applying is no stage of Lever.
        .filter(|(stage, _)| !stage.is_applied())
        .collect()
}

/// The postings that a playbook names, with where it does.
fn postings(playbook: &Playbook) -> BTreeSet<(&PostingId, CheckPlace)> {
    let only = playbook.conditions.postings.ids.iter().map(|id| (id, CheckPlace::Conditions));
    let mapped = playbook.posting_assessments.iter().map(|entry| (&entry.posting, CheckPlace::PostingMap));
    let moves = playbook.moves.by_posting.iter().map(|own| (&own.posting, CheckPlace::Moves));
    only.chain(mapped).chain(moves).collect()
}

/// The ids of everything that playbooks name.
pub(super) fn ids(switched: &Switched) -> BTreeSet<String> {
    let of = |playbook| {
        let stages = stages(playbook, &switched.triggers).into_iter().map(|(id, _)| id.to_string());
        stages.chain(postings(playbook).into_iter().map(|(id, _)| id.to_string())).collect::<Vec<_>>()
    };
    switched.playbooks.iter().flat_map(of).collect()
}

/// What is named and is not there, is closed, or fits nothing.
fn places(switched: &Switched, lever: &Lever) -> Vec<CheckItem> {
    let mut items = Vec::new();
    let (mut all_stages, mut all_postings) = (BTreeSet::new(), BTreeSet::new());
    for playbook in &switched.playbooks {
        for (id, place) in stages(playbook, &switched.triggers) {
            all_stages.insert(id);
            if lever.has_stage(id) {
                continue;
            }
            let name = lever.names.get(id.as_str()).cloned();
            let known = lever.stages.iter().map(|stage| stage.text.as_str());
            let near = name.as_deref().map(|name| near(name, known)).unwrap_or_default();
            items.push(item(
                Standing::Fault,
                Found::StageGone { playbook: named(playbook), place, name, near },
            ));
        }
        for (id, place) in postings(playbook) {
            all_postings.insert(id);
            match lever.posting(id) {
                None => {
                    let name = lever.names.get(id.as_str()).cloned();
                    let known = lever.postings.iter().map(|posting| posting.text.as_str());
                    let near = name.as_deref().map(|name| near(name, known)).unwrap_or_default();
                    let found = Found::PostingGone { playbook: named(playbook), place, name, near };
                    items.push(item(Standing::Fault, found));
                }
                Some(posting) if ENDED.contains(&posting.state.as_str()) => {
                    let found =
                        Found::PostingClosed { playbook: named(playbook), name: posting.text.clone() };
                    let same = items.iter().any(|one: &CheckItem| one.finding == found);
                    if !same {
                        items.push(item(Standing::Look, found));
                    }
                }
                Some(_) => {}
            }
        }
        items.extend(unmet(playbook, lever));
    }
    if items.is_empty() {
        let (stages, postings) = (count(all_stages.len()), count(all_postings.len()));
        items.push(item(Standing::Ok, Found::PlacesExist { stages, postings }));
    }
    items
}

/// Conditions that no posting meets.
fn unmet(playbook: &Playbook, lever: &Lever) -> Vec<CheckItem> {
    let wanted = &playbook.conditions.postings;
    let fields = [
        (PostingField::Tag, &wanted.tags),
        (PostingField::Team, &wanted.teams),
        (PostingField::Department, &wanted.departments),
        (PostingField::Location, &wanted.locations),
    ];
    let mut items = Vec::new();
    for (field, values) in fields {
        let of = |posting: &Posting| -> Vec<String> {
            match field {
                PostingField::Tag => posting.tags.clone(),
                PostingField::Team => posting.team.iter().cloned().collect(),
                PostingField::Department => posting.department.iter().cloned().collect(),
                PostingField::Location => posting.location.iter().cloned().collect(),
            }
        };
        let known: BTreeSet<String> = lever.postings.iter().flat_map(of).collect();
        for value in values.iter().filter(|value| !known.contains(*value)) {
            let near = near(value, known.iter().map(String::as_str));
            let found = Found::NoSuchPosting { playbook: named(playbook), field, value: value.clone(), near };
            items.push(item(Standing::Look, found));
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use fulcrum_core::conditions::{Conditions, PostingCondition};
    use fulcrum_core::playbook::StageAssessment;
    use fulcrum_core::{AssessmentId, PlaybookId};
    use jiff::Timestamp;

    use super::*;

    fn switched(playbook: Playbook, stage: &str) -> Switched {
        let id = PlaybookId::new(playbook.id.to_string());
        let trigger =
            TriggerRow { playbook: id, stage: StageId::new(stage), on_since: Timestamp::UNIX_EPOCH };
        Switched { playbooks: vec![playbook], triggers: vec![trigger] }
    }

    fn lever() -> Lever {
        let stage = |id: &str, text: &str| StageRow { id: StageId::new(id), text: text.into() };
        let sales = Posting {
            state: "published".into(),
            tags: vec!["Hubert: 1".into()],
            team: Some("Sales".into()),
            ..Posting::titled(PostingId::new("sales"), "Sales lead")
        };
        let gone = Posting { state: "closed".into(), ..Posting::titled(PostingId::new("cook"), "Cook") };
        Lever {
            stages: vec![stage("new", "Phone Screen"), stage("offer", "Offer")],
            postings: vec![sales, gone],
            names: [("old".to_owned(), "Phone screen".to_owned())].into(),
        }
    }

    #[test]
    fn everything_that_is_named_is_counted_once() {
        let of_stage = StageAssessment { stage: StageId::new("offer"), assessment: AssessmentId::new("x") };
        let book = Playbook { stage_assessments: vec![of_stage], ..Playbook::preset() };
        let found = places(&switched(book, "offer"), &lever());
        assert_eq!(found, [item(Standing::Ok, Found::PlacesExist { stages: 1, postings: 0 })]);
    }

    #[test]
    fn a_stage_that_is_gone_is_called_what_it_was_and_its_likes_are_named() {
        let found = places(&switched(Playbook::preset(), "old"), &lever());
        let playbook = named(&Playbook::preset());
        let gone = Found::StageGone {
            playbook,
            place: CheckPlace::Trigger,
            name: Some("Phone screen".into()),
            near: vec!["Phone Screen".into()],
        };
        assert_eq!(found, [item(Standing::Fault, gone)]);
        let unknown = places(&switched(Playbook::preset(), "older"), &lever());
        assert!(
            matches!(&unknown[0].finding, Found::StageGone { name: None, near, .. } if near.is_empty()),
            "{unknown:?}"
        );
    }

    #[test]
    fn a_closed_posting_is_told_once_and_a_condition_that_nothing_meets_with_what_is_like_it() {
        let postings = PostingCondition {
            ids: vec![PostingId::new("cook"), PostingId::new("nobody")],
            teams: vec!["Sale".into()],
            tags: vec!["Hubert: 1".into()],
            ..PostingCondition::default()
        };
        let conditions = Conditions { postings, ..Conditions::default() };
        let found = places(&switched(Playbook { conditions, ..Playbook::preset() }, "offer"), &lever());
        let standings: Vec<Standing> = found.iter().map(|item| item.standing).collect();
        assert_eq!(standings, [Standing::Look, Standing::Fault, Standing::Look], "{found:?}");
        assert!(
            matches!(&found[2].finding, Found::NoSuchPosting { near, .. } if near == &["Sales"]),
            "{found:?}"
        );
    }
}
