//! Whatever happens in whatever order, an arrival is decided exactly once.

use std::collections::BTreeMap;
use std::time::Duration;

use fulcrum_core::planner::Verdict;
use fulcrum_sandbox::NewCandidate;
use proptest::prelude::*;

use crate::choosing::{posting, with_one_for_cooks};
use crate::lab::{Desk, Lab, OTHER, Setup, TRIGGER};

/// What happens in Lever, or what this computer does. People are numbered in the order in which they came.
#[derive(Debug, Clone)]
enum Step {
    Arrive { cook: bool, address: bool },
    Leave(usize),
    Return(usize),
    GiveAddress(usize),
    Archive(usize),
    Tick,
    Sweep,
    Safety,
    Send,
    Relaunch,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (any::<bool>(), prop::bool::weighted(0.8))
            .prop_map(|(cook, address)| Step::Arrive { cook, address }),
        2 => (0..4_usize).prop_map(Step::Leave),
        2 => (0..4_usize).prop_map(Step::Return),
        1 => (0..4_usize).prop_map(Step::GiveAddress),
        1 => (0..4_usize).prop_map(Step::Archive),
        3 => Just(Step::Tick),
        2 => Just(Step::Sweep),
        2 => Just(Step::Safety),
        2 => Just(Step::Send),
        1 => Just(Step::Relaunch),
    ]
}

/// The decisions that stand, by whom they are about, the entry, and the playbook.
async fn standing(desk: &Desk, people: &[String]) -> BTreeMap<(String, String, String), Vec<Verdict>> {
    let mut all: BTreeMap<_, Vec<Verdict>> = BTreeMap::new();
    for person in people {
        for row in desk.decisions(person).await {
            let id = row.id.clone();
            if desk.read(move |tx, _| tx.decision_after(&id)).await.is_some() {
                continue;
            }
            let entry = row.entered_at.map(|at| at.to_string()).unwrap_or_default();
            let key = (person.clone(), entry, row.playbook.to_string());
            all.entry(key).or_default().push(row.decision.verdict);
        }
    }
    all
}

async fn look_everywhere(desk: &Desk) {
    desk.tick().await;
    desk.sweep().await;
    desk.safety().await;
    desk.send().await;
}

async fn decided_once(steps: Vec<Step>) {
    let lab = Lab::of(0).await;
    let mut desk = lab.watching().await;
    let office = posting(&lab, "Clerk", &[]);
    let kitchen = with_one_for_cooks(&lab, &desk, |_| {}).await;
    let mut people: Vec<String> = Vec::new();
    for step in steps {
        lab.pass(Duration::from_secs(2));
        match step {
            Step::Arrive { cook, address } => {
                let n = people.len();
                let new = NewCandidate {
                    name: format!("Person {n}"),
                    email: address.then(|| format!("p{n}@example.com")),
                    posting: Some(if cook { &kitchen } else { &office }.clone()),
                    applied: true,
                    ..NewCandidate::default()
                };
                let id = lab.control.add_candidate(new).unwrap().id;
                lab.enter(&id);
                people.push(id);
            }
            Step::Leave(n) => {
                if let Some(id) = people.get(n) {
                    lab.control.move_to_stage(id, OTHER, None).unwrap();
                }
            }
            Step::Return(n) => {
                if let Some(id) = people.get(n)
                    && lab.lever(id).stage != TRIGGER
                {
                    lab.enter(id);
                }
            }
            Step::GiveAddress(n) => {
                if let Some(id) = people.get(n) {
                    lab.give_address(id, &format!("p{n}@example.com"));
                }
            }
            Step::Archive(n) => {
                if let Some(id) = people.get(n) {
                    lab.control.archive(id, Some("Withdrew")).unwrap();
                }
            }
            Step::Tick => drop(desk.tick().await),
            Step::Sweep => drop(desk.sweep().await),
            Step::Safety => drop(desk.safety().await),
            Step::Send => desk.send().await,
            Step::Relaunch => desk = Desk::open(&lab, Setup::named("first")).await,
        }
    }
    look_everywhere(&desk).await;
    let decisions = standing(&desk, &people).await;
    let mut addressed: BTreeMap<(&String, &String), (usize, usize)> = BTreeMap::new();
    for ((person, entry, playbook), verdicts) in &decisions {
        assert_eq!(verdicts.len(), 1, "{playbook} decided {verdicts:?} about one entry");
        let (of, all) = addressed.entry((person, entry)).or_default();
        *of += usize::from(verdicts[0] != Verdict::NotAddressed);
        *all += 1;
    }
    for ((person, entry), counts) in &addressed {
        assert_eq!(*counts, (1, 2), "one of both playbooks takes {person} of {entry}");
    }
    for (n, person) in people.iter().enumerate() {
        let now = lab.lever(person);
        if now.stage == TRIGGER && now.archived_at.is_none() {
            assert!(decisions.keys().any(|(known, ..)| known == person), "nobody decided about {person}");
        }
        assert!(lab.mails(&format!("p{n}@example.com")).len() <= 1, "invited twice");
    }
    lab.pass(Duration::from_secs(60));
    look_everywhere(&desk).await;
    assert_eq!(standing(&desk, &people).await, decisions, "looking again decides nothing new");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn an_arrival_is_decided_exactly_once(steps in prop::collection::vec(step(), 1..16)) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(decided_once(steps));
    }
}
