//! Which stage entries and applications are news, which playbook takes each, and which earlier *no* has
//! healed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use fulcrum_core::candidate::{Candidate, StageEntry};
use fulcrum_core::eligibility::{Outcome, Subject, obstacle};
use fulcrum_core::planner::{Decision, Occasion, Verdict};
use fulcrum_core::playbook::Playbook;
use fulcrum_core::screening::State;
use fulcrum_core::time::before;
use fulcrum_core::{AccountId, DecisionId, PlaybookId, PostingId, StageId};
use fulcrum_store::{DecisionRow, NewEvent, StoreError, TriggerRow, Tx};

use crate::intake::{Desk, Taken};
use crate::taking_back::is_by_hand;
use crate::watch::Pass;

/// Arrivals that several looks see one after the other are still "many at once".
const LATELY: Duration = Duration::from_secs(5 * 60);

/// An application and the stage entry with which it lands are one arrival if no more than this lies between.
const LANDS_WITHIN: Duration = Duration::from_secs(60);

/// An arrival that nobody has handled, with the playbooks whose turn it is, in order.
struct Fresh<'a> {
    candidate: &'a Candidate,
    turns: Vec<Turn<'a>>,
    earlier: Option<DecisionId>,
}

/// A playbook's turn.
struct Turn<'a> {
    playbook: &'a Playbook,
    /// What triggers it.
    entry: StageEntry,
    /// The application, which is news as well, triggers it, too: this entry is only recorded.
    by_application: bool,
}

/// Playbooks in order, with the triggers that are on.
struct Watching {
    playbooks: Vec<Playbook>,
    triggers: Vec<TriggerRow>,
}

impl Watching {
    fn of(tx: &Tx<'_>, account: &AccountId) -> Result<Self, StoreError> {
        Ok(Self { playbooks: tx.playbooks(account)?, triggers: tx.triggers(account)? })
    }

    /// The playbooks that the entry is news to.
    fn of_entry(&self, entry: &StageEntry) -> Vec<&Playbook> {
        let on = |playbook: &&Playbook| {
            self.triggers.iter().any(|trigger| {
                trigger.playbook == playbook.id
                    && trigger.stage == entry.stage
                    && trigger.on_since <= entry.at
            })
        };
        self.playbooks.iter().filter(on).collect()
    }

    /// The arrivals of a candidate that no playbook has handled.
    fn fresh<'a>(
        &'a self,
        tx: &Tx<'_>,
        account: &AccountId,
        candidate: &'a Candidate,
    ) -> Result<Vec<Fresh<'a>>, StoreError> {
        let mut fresh: Vec<Fresh<'a>> = Vec::new();
        let mut applied: Vec<&PlaybookId> = Vec::new();
        for entry in candidate.arrivals() {
            let playbooks = self.of_entry(&entry);
            let mut handled = playbooks.is_empty();
            for playbook in &playbooks {
                let id = &candidate.opportunity;
                handled |= tx.entry_was_handled(account, &playbook.id, id, &entry.stage, entry.at)?;
            }
            if handled {
                continue;
            }
            let turn = |playbook: &'a Playbook| Turn {
                playbook,
                entry: entry.clone(),
                by_application: applied.contains(&&playbook.id),
            };
            let turns: Vec<_> = playbooks.iter().copied().map(turn).collect();
            if entry.stage.is_applied() {
                applied = playbooks.iter().map(|playbook| &playbook.id).collect();
            }
            match fresh.last_mut().filter(|last| lands(&last.turns, &entry)) {
                Some(application) => {
                    application.turns.extend(turns);
                    let order =
                        |turn: &Turn<'_>| self.playbooks.iter().position(|one| one.id == turn.playbook.id);
                    application.turns.sort_by_key(order);
                }
                None => fresh.push(Fresh { candidate, turns, earlier: None }),
            }
        }
        Ok(fresh)
    }
}

/// Whether an application lands in a stage with this entry.
fn lands(turns: &[Turn<'_>], entry: &StageEntry) -> bool {
    let application = |turn: &Turn<'_>| {
        turn.entry.stage.is_applied() && entry.at.duration_since(turn.entry.at).unsigned_abs() <= LANDS_WITHIN
    };
    turns.iter().all(application)
}

/// Postings of arrivals that nobody has handled, if a playbook that is on asks what the posting is.
pub(crate) fn postings_to_read(
    tx: &Tx<'_>,
    account: &AccountId,
    candidates: &[Candidate],
) -> Result<BTreeSet<PostingId>, StoreError> {
    let watching = Watching::of(tx, account)?;
    let mut ids = BTreeSet::new();
    for candidate in candidates {
        let Some(posting) = &candidate.posting else { continue };
        let fresh = watching.fresh(tx, account, candidate)?;
        let asks = fresh.iter().flat_map(|one| &one.turns).any(|turn| turn.playbook.asks_for_posting());
        // What Lever copied from a posting that is not known would count as somebody's own tag.
        if asks || (!fresh.is_empty() && tx.posting(account, posting)?.is_none()) {
            ids.insert(posting.clone());
        }
    }
    Ok(ids)
}

/// Takes in what a pass saw. Answers how many entries were news, and the screenings that came of them.
pub(crate) fn take_in(
    tx: &Tx<'_>,
    desk: &Desk,
    pass: Pass,
    candidates: &[Candidate],
) -> Result<(usize, Vec<fulcrum_core::ScreeningId>), StoreError> {
    let account = &desk.account.id;
    let watching = Watching::of(tx, account)?;
    let mut fresh = Vec::new();
    for candidate in candidates {
        if desk.directory {
            crate::directory::keep(tx, account, candidate, desk.now)?;
        }
        if pass == Pass::Safety {
            crate::leaving::look_after(tx, desk, candidate)?;
        }
        fresh.extend(watching.fresh(tx, account, candidate)?);
        if matches!(pass, Pass::Sweep | Pass::Safety) {
            fresh.extend(healed(tx, desk, candidate, &watching)?);
        }
    }
    let lately = tx.begun_by_entries_since(account, before(desk.now, LATELY))?;
    let mut invitable: BTreeMap<&PlaybookId, u32> = BTreeMap::new();
    for one in &fresh {
        if let Some(playbook) = would_invite(tx, desk, one)? {
            *invitable.entry(&playbook.id).or_default() += 1;
        }
    }
    let crowded = |playbook: &Playbook| {
        invitable.get(&playbook.id).is_some_and(|count| {
            count + lately.get(&playbook.id).copied().unwrap_or_default() > playbook.ask_above
        })
    };
    let mut screenings = Vec::new();
    for one in &fresh {
        if let Some(earlier) = &one.earlier {
            for kind in ["no_address", "ask"] {
                tx.settle(account, kind, earlier.as_str(), desk.now)?;
            }
        }
        if let Taken::Screening(id) = take_entry(tx, desk, one, &crowded)? {
            screenings.push(id);
        }
    }
    Ok((fresh.len(), screenings))
}

/// The playbook that would invite.
fn would_invite<'a>(tx: &Tx<'_>, desk: &Desk, fresh: &Fresh<'a>) -> Result<Option<&'a Playbook>, StoreError> {
    for turn in fresh.turns.iter().filter(|turn| !turn.by_application) {
        let decision = desk.decide(tx, fresh.candidate, &entered(&turn.entry), turn.playbook)?;
        if decision.verdict != Verdict::NotAddressed {
            return Ok((decision.verdict == Verdict::Invite).then_some(turn.playbook));
        }
    }
    Ok(None)
}

/// The first playbook that is for the candidate takes the entry; the others are recorded. An entry that none
/// takes is noted once.
fn take_entry(
    tx: &Tx<'_>,
    desk: &Desk,
    fresh: &Fresh<'_>,
    crowded: &dyn Fn(&Playbook) -> bool,
) -> Result<Taken, StoreError> {
    let Fresh { candidate, turns, earlier } = fresh;
    let mut taken: Option<(&Playbook, Taken)> = None;
    let mut reasons = Vec::new();
    for Turn { playbook, entry, by_application } in turns {
        let decision = match &taken {
            _ if *by_application => {
                Decision::not_addressed("Came in by the application, which has a decision of its own.".into())
            }
            None => desk.decide(tx, candidate, &entered(entry), playbook)?,
            Some((first, _)) => comes_first(first),
        };
        let addressed = decision.verdict != Verdict::NotAddressed;
        if !addressed && !by_application {
            reasons.push((*playbook, decision.summary.clone()));
        }
        let waits = desk.waits_because(entry, decision.verdict, crowded(playbook));
        let earlier = earlier.as_ref();
        let now =
            desk.store(tx, candidate, Some(entry), playbook, decision, waits, origin_of(entry), earlier)?;
        if addressed {
            taken = Some((playbook, now));
        }
    }
    // What came in by an application is told there.
    if taken.is_none() && !reasons.is_empty() {
        note_not_addressed(tx, desk, candidate, &reasons)?;
    }
    Ok(taken.map_or(Taken::Decided, |(_, taken)| taken))
}

/// What a playbook says of somebody whom another one takes.
fn comes_first(first: &Playbook) -> Decision {
    Decision::not_addressed(format!("{} comes first.", first.name))
}

/// Whether an application and a stage entry were one arrival.
fn landed_with(candidate: &Candidate, one: &StageId, other: &StageId) -> bool {
    let at = |stage: &StageId| candidate.arrival_at(std::slice::from_ref(stage)).map(|entry| entry.at);
    one.is_applied() != other.is_applied()
        && at(one).zip(at(other)).is_some_and(|(a, b)| a.duration_since(b).unsigned_abs() <= LANDS_WITHIN)
}

/// Decides about somebody who is there already, as if they came in by this stage now: whom an earlier playbook
/// that is on would take, this one does not get.
pub(crate) fn decide_as_if_new(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &Candidate,
    stage: &StageId,
    playbook: &Playbook,
) -> Result<Decision, StoreError> {
    let by = |stage: &StageId| Occasion::BackFill { stage: stage.clone() };
    let Watching { playbooks, triggers } = Watching::of(tx, &desk.account.id)?;
    for first in playbooks.iter().take_while(|other| other.id != playbook.id) {
        let same = |trigger: &&TriggerRow| {
            trigger.playbook == first.id
                && (trigger.stage == *stage || landed_with(candidate, stage, &trigger.stage))
        };
        let Some(trigger) = triggers.iter().find(same) else { continue };
        if desk.decide(tx, candidate, &by(&trigger.stage), first)?.verdict != Verdict::NotAddressed {
            return Ok(comes_first(first));
        }
    }
    desk.decide(tx, candidate, &by(stage), playbook)
}

/// Notes for Activity that no playbook is for somebody, with what each of them says.
pub(crate) fn note_not_addressed(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &Candidate,
    reasons: &[(&Playbook, String)],
) -> Result<(), StoreError> {
    let said = |(playbook, summary): &(&Playbook, String)| format!("{}: {summary}", playbook.name);
    let event = NewEvent {
        kind: "not_addressed",
        text: "Not for any playbook".into(),
        detail: Some(reasons.iter().map(said).collect::<Vec<_>>().join(" ")),
        actor: Some("Fulcrum".into()),
        screening: None,
        opportunity: Some(candidate.opportunity.clone()),
        name: Some(candidate.display_name().to_owned()),
    };
    tx.add_event(&desk.account.id, desk.now, &event)
}

/// How a screening that begins with this arrival came about.
pub(crate) fn origin_of(entry: &StageEntry) -> &'static str {
    if entry.stage.is_applied() { "application" } else { "stage" }
}

fn entered(entry: &StageEntry) -> Occasion {
    Occasion::Entered { stage: entry.stage.clone(), at: entry.at }
}

/// An earlier *no* of a playbook whose reason has gone (an address was added, a snooze ended, the screening that
/// was open was called off), while the candidate is still in the stage.
fn healed<'a>(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &'a Candidate,
    watching: &'a Watching,
) -> Result<Option<Fresh<'a>>, StoreError> {
    let decisions = tx.decisions_about(&desk.account.id, &candidate.opportunity)?;
    for playbook in &watching.playbooks {
        let of_it =
            |row: &&DecisionRow| row.playbook == playbook.id && row.decision.verdict != Verdict::NotAddressed;
        let Some(last) = decisions.iter().find(of_it) else { continue };
        let entry = candidate
            .arrivals()
            .into_iter()
            .find(|entry| Some(&entry.stage) == last.stage.as_ref() && Some(entry.at) == last.entered_at);
        let Some(entry) = entry.filter(|entry| watching.of_entry(entry).contains(&playbook)) else {
            continue;
        };
        // Whom another playbook has taken meanwhile, it has taken.
        let taken = |row: &DecisionRow| row.entered_at == last.entered_at && row.screening.is_some();
        if !decisions.iter().any(taken) && is_better_now(tx, desk, candidate, &entry, playbook, last)? {
            let turns = vec![Turn { playbook, entry, by_application: false }];
            return Ok(Some(Fresh { candidate, turns, earlier: Some(last.id.clone()) }));
        }
    }
    Ok(None)
}

/// Whether a playbook screens now whom it did not screen then, for a reason that can go.
fn is_better_now(
    tx: &Tx<'_>,
    desk: &Desk,
    candidate: &Candidate,
    entry: &StageEntry,
    playbook: &Playbook,
    last: &DecisionRow,
) -> Result<bool, StoreError> {
    let account = &desk.account.id;
    let checks = &last.decision.checks;
    let nothing_to_choose = last.decision.verdict == Verdict::Ask && last.decision.assessment.is_none();
    let forbidden = obstacle(checks).filter(|check| check.outcome == Outcome::Failed);
    let forbidden = forbidden.map(|check| check.subject);
    // A screening that was open then, or that nobody had scored, may have a result now. That enough time has
    // passed invites nobody.
    let asked = obstacle(checks).filter(|check| check.outcome == Outcome::Ask);
    let asked = asked.is_some_and(|check| check.subject == Subject::NotScreenedRecently)
        && tx.open_attention(account)?.iter().any(|row| row.subject == last.id.as_str());
    let screened = asked || forbidden == Some(Subject::NotScreenedRecently);
    let can_heal = nothing_to_choose
        || screened
        || matches!(
            forbidden,
            Some(Subject::Address | Subject::Awake | Subject::MayContact | Subject::Visible)
        );
    if !can_heal {
        return Ok(false);
    }
    Ok(match desk.decide(tx, candidate, &entered(entry), playbook)?.verdict {
        Verdict::Reuse => true,
        Verdict::Invite => !screened || was_called_off(tx, account, candidate, last)?,
        Verdict::Ask | Verdict::Skip | Verdict::NotAddressed => false,
    })
}

/// Whether what was open when it was decided has been called off since, by nobody's hand.
fn was_called_off(
    tx: &Tx<'_>,
    account: &AccountId,
    candidate: &Candidate,
    last: &DecisionRow,
) -> Result<bool, StoreError> {
    let assessment = last.decision.assessment.as_ref().map(|one| &one.id);
    let of_person = tx.screenings_of_person(account, &candidate.contact, candidate.address())?;
    Ok(of_person.iter().any(|row| {
        Some(&row.assessment_id) == assessment
            && row.state == State::Cancelled
            && row.created_at <= last.at
            && row.changed_at >= last.at
            && !row.reason.as_deref().is_some_and(is_by_hand)
    }))
}
