//! Whether candidates are seen to come, and why nobody is invited.

use std::time::Duration;

use std::collections::BTreeSet;

use fulcrum_core::StageId;
use fulcrum_core::time::after;
use fulcrum_engine::{Health, Phase, StageCount};
use fulcrum_store::{Became, Came, StoreError};
use jiff::Timestamp;

use super::{CheckFinding as Found, CheckStanding as Standing, item, named, unchecked, why};
use crate::App;
use crate::api::*;
use crate::views::millis;

/// Lever is looked at once a minute at the least; so much later something is wrong.
const LATE: Duration = Duration::from_secs(5 * 60);

impl App {
    pub(super) async fn check_arrivals(&self) -> Result<Vec<CheckItem>, AppError> {
        let engine = self.engine()?;
        let Some(switched) = self.switched_on().await?.filter(|switched| !switched.triggers.is_empty())
        else {
            return Ok(vec![item(Standing::Look, Found::NothingOn)]);
        };
        let mut items = Vec::new();
        if engine.is_paused() {
            items.push(item(Standing::Look, Found::Paused));
        }
        items.extend(looked(&engine.health(), self.now()));
        let account = engine.account().id.clone();
        let triggers = switched.triggers.clone();
        let read = self.shared.store.read(move |tx| {
            let mut came = Vec::new();
            for trigger in &triggers {
                came.push(tx.came_since(&account, &trigger.playbook, &trigger.stage, trigger.on_since)?);
            }
            Ok::<_, StoreError>((tx.waiting_decisions(&account)?.len(), tx.stages(&account)?, came))
        });
        let (waiting, stages, came) = read.await?;
        if waiting > 0 {
            items.push(item(Standing::Look, Found::ArrivalsWait { count: super::count(waiting) }));
        }
        let known = |id: &StageId| match stages.iter().find(|stage| stage.id == *id) {
            Some(stage) => Some(Some(stage.text.clone())),
            None => id.is_applied().then_some(None),
        };
        // One that is gone is told where stages are.
        let mut wanted: Vec<_> =
            switched.triggers.iter().map(|trigger| &trigger.stage).filter(|id| known(id).is_some()).collect();
        wanted.sort();
        wanted.dedup();
        let counts = match engine.count_in_stages(wanted.into_iter().cloned().collect()).await {
            Ok(counts) => counts,
            Err(error) => {
                items.push(unchecked(why(error.into())));
                return Ok(items);
            }
        };
        let books: BTreeSet<_> = switched.triggers.iter().map(|trigger| &trigger.playbook).collect();
        for (trigger, came) in switched.triggers.iter().zip(came) {
            let playbook = switched.playbooks.iter().find(|playbook| playbook.id == trigger.playbook);
            let there = counts.iter().find(|count| count.stage == trigger.stage);
            let (Some(playbook), Some(there), Some(stage)) = (playbook, there, known(&trigger.stage)) else {
                continue;
            };
            let of = (named(playbook), books.len() > 1);
            items.push(stage_item(of, stage, there, trigger.on_since, &came));
        }
        Ok(items)
    }
}

/// When Lever was looked at last.
fn looked(health: &Health, now: Timestamp) -> Option<CheckItem> {
    match health.last_at {
        Some(at) if after(at, LATE) >= now => Some(item(Standing::Ok, Found::Looked { at: millis(at) })),
        // The first look is under way.
        None if matches!(health.phase, Phase::Syncing | Phase::Idle) => None,
        at => {
            let (at, problem) = (at.map(millis), health.problem.clone());
            Some(item(Standing::Fault, Found::LookLate { at, problem }))
        }
    }
}

/// Who is in a trigger stage of a playbook, which may be one of several, and who came.
fn stage_item(
    (playbook, several): (CheckPlaybook, bool),
    stage: Option<String>,
    there: &StageCount,
    since: Timestamp,
    came: &[Came],
) -> CheckItem {
    let all: u32 = came.iter().map(|one| one.people).sum();
    let of = |became| came.iter().filter(|one| one.became == became).map(|one| one.people).sum::<u32>();
    let (invited, reused, waiting) = (of(Became::Invited), of(Became::Reused), of(Became::Waiting));
    let (by_application, of_another) = (of(Became::ByApplication), of(Became::OfAnother));
    let seen_to = invited + reused + waiting + by_application + of_another;
    // Whoever is there and did not come since then was there before, and is not invited by themselves.
    let explained = (all == 0 && there.people > 0) || (all > 0 && seen_to == 0);
    let finding = Found::Stage {
        playbook,
        several,
        stage,
        people: there.people,
        more: there.more,
        since: millis(since),
        came: all,
        invited,
        reused,
        waiting,
        not_sent: of(Became::NotSent),
        by_application,
        of_another,
        not_addressed: of(Became::NotAddressed),
        last_at: came.iter().map(|one| one.last_at).max().map(millis),
    };
    item(if explained { Standing::Look } else { Standing::Ok }, finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(people: u32, came: &[(Became, u32)]) -> Standing {
        let playbook = CheckPlaybook { id: "p".into(), name: "P".into() };
        let there = StageCount { stage: StageId::new("s"), people, more: false };
        let came: Vec<Came> = came
            .iter()
            .map(|(became, people)| Came { became: *became, people: *people, last_at: Timestamp::UNIX_EPOCH })
            .collect();
        stage_item((playbook, false), Some("Stage".into()), &there, Timestamp::UNIX_EPOCH, &came).standing
    }

    #[test]
    fn a_stage_is_to_be_looked_at_if_somebody_is_there_and_nobody_was_invited() {
        assert_eq!(standing(0, &[]), Standing::Ok, "nobody is there yet");
        assert_eq!(standing(3, &[]), Standing::Look, "they were there before");
        assert_eq!(standing(3, &[(Became::NotInvited, 2), (Became::NotAddressed, 1)]), Standing::Look);
        assert_eq!(standing(3, &[(Became::NotInvited, 2), (Became::Invited, 1)]), Standing::Ok);
        assert_eq!(standing(3, &[(Became::NotInvited, 2), (Became::NotSent, 1)]), Standing::Look);
        assert_eq!(standing(0, &[(Became::Reused, 1)]), Standing::Ok);
        assert_eq!(standing(0, &[(Became::Waiting, 1)]), Standing::Ok, "the Inbox has them");
        assert_eq!(standing(0, &[(Became::ByApplication, 1)]), Standing::Ok);
        assert_eq!(standing(0, &[(Became::OfAnother, 1), (Became::NotAddressed, 2)]), Standing::Ok);
    }

    #[test]
    fn a_look_that_is_late_is_a_fault_with_its_reason() {
        let now = Timestamp::from_second(10_000).unwrap();
        let health = |last: Option<i64>, phase| Health {
            phase,
            last_at: last.map(|at| Timestamp::from_second(at).unwrap()),
            next_at: None,
            problem: Some("No.".into()),
        };
        let seen = |last, phase| looked(&health(last, phase), now).map(|item| item.standing);
        assert_eq!(seen(Some(9_990), Phase::Idle), Some(Standing::Ok));
        assert_eq!(seen(Some(9_000), Phase::Offline), Some(Standing::Fault));
        assert_eq!(seen(None, Phase::Troubled), Some(Standing::Fault));
        assert_eq!(seen(None, Phase::Syncing), None);
    }
}
