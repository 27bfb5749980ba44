//! Whether candidates are seen to come, and why nobody is invited.

use std::time::Duration;

use fulcrum_core::StageId;
use fulcrum_core::planner::Verdict;
use fulcrum_core::time::after;
use fulcrum_engine::{Health, Phase, StageCount};
use fulcrum_store::{Came, StoreError};
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
        for (trigger, came) in switched.triggers.iter().zip(came) {
            let playbook = switched.playbooks.iter().find(|playbook| playbook.id == trigger.playbook);
            let there = counts.iter().find(|count| count.stage == trigger.stage);
            let (Some(playbook), Some(there), Some(stage)) = (playbook, there, known(&trigger.stage)) else {
                continue;
            };
            items.push(stage_item(named(playbook), stage, there, trigger.on_since, &came));
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

/// Who is in a trigger stage, and who came.
fn stage_item(
    playbook: CheckPlaybook,
    stage: Option<String>,
    there: &StageCount,
    since: Timestamp,
    came: &[Came],
) -> CheckItem {
    let all: u32 = came.iter().map(|one| one.people).sum();
    let taken = [Verdict::Invite, Verdict::Reuse].map(Verdict::as_str);
    let invited: u32 =
        came.iter().filter(|one| taken.contains(&one.verdict.as_str())).map(|one| one.people).sum();
    // Whoever is there and did not come since then was there before, and is not invited by themselves.
    let explained = (all == 0 && there.people > 0) || (all > 0 && invited == 0);
    let finding = Found::Stage {
        playbook,
        stage,
        people: there.people,
        more: there.more,
        since: millis(since),
        came: all,
        invited,
        last_at: came.iter().map(|one| one.last_at).max().map(millis),
    };
    item(if explained { Standing::Look } else { Standing::Ok }, finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(people: u32, came: &[(&str, u32)]) -> Standing {
        let playbook = CheckPlaybook { id: "p".into(), name: "P".into() };
        let there = StageCount { stage: StageId::new("s"), people, more: false };
        let came: Vec<Came> = came
            .iter()
            .map(|(verdict, people)| Came {
                verdict: (*verdict).into(),
                people: *people,
                last_at: Timestamp::UNIX_EPOCH,
            })
            .collect();
        stage_item(playbook, Some("Stage".into()), &there, Timestamp::UNIX_EPOCH, &came).standing
    }

    #[test]
    fn a_stage_is_to_be_looked_at_if_somebody_is_there_and_nobody_was_invited() {
        assert_eq!(standing(0, &[]), Standing::Ok, "nobody is there yet");
        assert_eq!(standing(3, &[]), Standing::Look, "they were there before");
        assert_eq!(standing(3, &[("skip", 2), ("not_addressed", 1)]), Standing::Look);
        assert_eq!(standing(3, &[("skip", 2), ("invite", 1)]), Standing::Ok);
        assert_eq!(standing(0, &[("reuse", 1)]), Standing::Ok);
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
