//! `tap-lever`, a Singer tap: `--discover`, then syncs with a catalog and a state.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};

use super::account::{Account, BEGINNING, DAY, Request, Row, midnight, millis, string};
use super::tally::{Column, Tally, each_once, holds, same};
use super::{folder, install, versioned};
use crate::Outcome;

pub(super) const NAME: &str = "tap-lever";

/// What it lists without going from one person to the next.
const MAIN: &[&str] = &[
    "candidates",
    "opportunities",
    "archive_reasons",
    "postings",
    "requisitions",
    "sources",
    "stages",
    "users",
];

pub(super) fn install() -> Outcome {
    install::python(NAME, &[10, 11, 12, 13])
}

pub(super) fn scenarios(tally: &mut Tally) -> Outcome {
    let mut account = Account::start(NAME)?;
    let start = account.now()? - BEGINNING;
    let tap = Tap { key: account.text("apiKey").to_owned(), address: account.address().to_owned() };
    let catalog = tap.discover()?;
    account.requests(tally)?;
    wrong_key(&tap, &mut account, tally, &catalog)?;
    let (first, state) = lists(&tap, &mut account, tally, &catalog, start)?;
    resumes(&tap, &mut account, tally, &catalog, &first)?;
    changes(&tap, &mut account, tally, &catalog, &state)?;
    under_each_person(&tap, &mut account, tally, &catalog)
}

fn wrong_key(tap: &Tap, account: &mut Account, tally: &mut Tally, catalog: &Value) -> Outcome {
    let stranger = Tap { key: "not-a-key".to_owned(), address: tap.address.clone() };
    let run = stranger.sync("wrong-key", &selected(catalog, &["stages"]), account.now()? - DAY, None)?;
    let requests = account.requests(tally)?;
    holds("a wrong key is refused", !run.ended_well && statuses(&requests) == [401], &format!("{requests:?}"))
}

/// Every list that has no person above it, at the pace that Lever allows.
fn lists(
    tap: &Tap,
    account: &mut Account,
    tally: &mut Tally,
    catalog: &Value,
    start: i64,
) -> Result<(Run, Value), String> {
    account.limit_once()?;
    let run = tap.sync("lists", &selected(catalog, MAIN), start, None)?;
    run.must_end_well()?;
    let requests = account.requests(tally)?;
    let people = account.everybody()?;
    let dated: BTreeSet<String> =
        people.iter().filter(|row| row.updated_at.is_some()).map(|row| row.id.clone()).collect();
    for stream in ["opportunities", "candidates"] {
        each_once(stream, &run.ids(stream, "id"), &dated)?;
    }
    let undated = people.len() - dated.len();
    let words = format!(
        "it looks through windows of updatedAt only, so that {undated} people without one never come (Lever \
         leaves it null until the first change)"
    );
    tally.own_fault(&words, undated > 0, "everybody has an updatedAt")?;
    each_once("stages", &run.ids("stages", "id"), &account.ids_of("/stages", |_| true)?)?;
    each_once("users", &run.ids("users", "id"), &account.ids_of("/users", |user| user["active"] == true)?)?;
    let of_all = |field: &str| -> Result<BTreeSet<String>, String> {
        let all = account.control("GET", "/opportunities?limit=1000000", None)?;
        let values = all.as_array().into_iter().flatten().map(|row| row[field].clone());
        let values = values.flat_map(|value| match value {
            Value::Array(items) => items,
            single => vec![single],
        });
        Ok(values.filter(Value::is_string).map(|value| string(&value)).collect())
    };
    each_once("sources", &run.ids("sources", "text"), &of_all("sources")?)?;
    each_once("postings", &run.ids("postings", "id"), &of_all("posting")?)?;
    let reasons = run.ids("archive_reasons", "id");
    holds("archive reasons", !reasons.is_empty(), "there is none")?;
    each_once("archive reasons", &reasons, &reasons.iter().cloned().collect())?;
    same("requisitions", run.ids("requisitions", "id").len(), 0)?;
    holds("it waits when it is told 429", statuses(&requests).contains(&429), "it was never told")?;
    tally.add(Column::Lists, MAIN.len());
    tally.add(Column::Rows, run.records.len());
    let state = run.state()?.clone();
    Ok((run, state))
}

/// A sync that was cut off in the middle of a window goes on at its page.
fn resumes(tap: &Tap, account: &mut Account, tally: &mut Tally, catalog: &Value, first: &Run) -> Outcome {
    let bookmark = |state: &Value, name: &str| state["bookmarks"]["opportunities"][name].clone();
    let (at, state) = first
        .states
        .iter()
        .find(|(_, state)| bookmark(state, "offset").is_string())
        .ok_or("no state was printed between two pages")?;
    let rest: Vec<String> = first.ids_from(*at, "opportunities");
    let only = selected(catalog, &["opportunities"]);
    let run = tap.sync("resumed", &only, 0, Some(state))?;
    run.must_end_well()?;
    each_once("resumed in the middle", &run.ids("opportunities", "id"), &rest.into_iter().collect())?;
    same("refused requests", account.requests(tally)?.iter().filter(|r| r.status == 400).count(), 0)?;

    // The same token with another window is not one that Lever gave.
    let mut other = state.clone();
    let began = millis(&string(&bookmark(state, "last_record"))).ok_or("the state has no time")? - DAY;
    other["bookmarks"]["opportunities"]["last_record"] = json!(midnight(began));
    let run = tap.sync("invalid-offset", &only, 0, Some(&other))?;
    run.must_end_well()?;
    let since = account.those(|row| row.updated_at.is_some_and(|at| at >= began))?;
    each_once("after an invalid offset", &run.ids("opportunities", "id"), &since)?;
    same("refused offsets", account.requests(tally)?.iter().filter(|r| r.status == 400).count(), 1)
}

/// With the state of the first run, only what was changed since comes.
fn changes(tap: &Tap, account: &mut Account, tally: &mut Tally, catalog: &Value, state: &Value) -> Outcome {
    let changed = account.change_some()?;
    let run = tap.sync("changes", &selected(catalog, &["opportunities", "candidates"]), 0, Some(state))?;
    run.must_end_well()?;
    account.requests(tally)?;
    for stream in ["opportunities", "candidates"] {
        let since = string(&state["bookmarks"][stream]["last_record"]);
        let since = millis(&since).ok_or_else(|| format!("the state of {stream} is {since}"))?;
        // It begins again where its last window began: a day ago, for candidates up to a week.
        let wanted = account.those(|row| row.updated_at.is_some_and(|at| at >= since))?;
        each_once(&format!("{stream} since the state"), &run.ids(stream, "id"), &wanted)?;
        holds(
            "everybody who was changed came",
            changed.is_subset(&wanted),
            &format!("{} of {}", changed.intersection(&wanted).count(), changed.len()),
        )?;
        tally.add(Column::Changed, changed.len());
        tally.add(Column::Overlap, wanted.len() - changed.len());
    }
    Ok(())
}

/// Everything that hangs on a person, for those of the last days. Without Lever's limit, or it would take
/// a quarter of an hour.
fn under_each_person(tap: &Tap, account: &mut Account, tally: &mut Tally, catalog: &Value) -> Outcome {
    account.switch(json!({ "rateLimit": false }))?;
    let start = millis(&midnight(account.now()? - 2 * DAY)).unwrap_or_default();
    let children: Vec<String> = catalog["streams"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|stream| string(&stream["stream"]))
        .filter(|name| !MAIN.contains(&name.as_str()))
        .collect();
    let all: Vec<&str> = children.iter().map(String::as_str).chain(["candidates", "opportunities"]).collect();
    let run = tap.sync("under-each-person", &selected(catalog, &all), start, None)?;
    run.must_end_well()?;
    account.requests(tally)?;
    let is_recent = |row: &Row| row.updated_at.is_some_and(|at| at >= start);
    let recent = account.those(is_recent)?;
    each_once("opportunities of the last days", &run.ids("opportunities", "id"), &recent)?;
    let with_posting = account.those(|row| is_recent(row) && row.whole["posting"].is_string())?;
    for stream in ["opportunity_applications", "candidate_applications"] {
        // Its schema has the old name of an opportunity's id only.
        each_once(stream, &run.ids(stream, "candidateId"), &with_posting)?;
    }
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for (stream, _) in &run.records {
        if children.contains(stream) && !stream.ends_with("_applications") {
            *others.entry(stream).or_default() += 1;
        }
    }
    same("offers, referrals and résumés, of which there is none", others, BTreeMap::new())?;
    tally.add(Column::Lists, children.len());
    tally.add(Column::Rows, run.records.len());
    Ok(())
}

fn statuses(requests: &[Request]) -> Vec<u64> {
    requests.iter().map(|request| request.status).collect()
}

/// The catalog with only these streams ticked.
fn selected(catalog: &Value, names: &[&str]) -> Value {
    let mut catalog = catalog.clone();
    for stream in catalog["streams"].as_array_mut().into_iter().flatten() {
        let ticked = names.contains(&stream["stream"].as_str().unwrap_or_default());
        for entry in stream["metadata"].as_array_mut().into_iter().flatten() {
            if entry["breadcrumb"].as_array().is_some_and(Vec::is_empty) {
                entry["metadata"]["selected"] = json!(ticked);
            }
        }
    }
    catalog
}

/// The tap's command line.
struct Tap {
    key: String,
    address: String,
}

impl Tap {
    fn discover(&self) -> Result<Value, String> {
        let config = self.config("discover", 0)?;
        let mut command = install::in_environment(NAME);
        command.arg(versioned(NAME).join("run.py")).arg("--config").arg(config).arg("--discover");
        command.env("FULCRUM_SANDBOX", &self.address);
        let output = command.output().map_err(|error| format!("{NAME} could not be started: {error}"))?;
        let catalog: Value = serde_json::from_slice(&output.stdout).map_err(|_| {
            format!("--discover printed no catalog: {}", String::from_utf8_lossy(&output.stderr))
        })?;
        same("streams that it knows", catalog["streams"].as_array().map_or(0, Vec::len), 16)?;
        Ok(catalog)
    }

    fn sync(&self, name: &str, catalog: &Value, start: i64, state: Option<&Value>) -> Result<Run, String> {
        let file = |what: &str| folder().join(format!("{NAME}.{name}.{what}"));
        let create = |what: &str| File::create(file(what)).map_err(|error| error.to_string());
        let config = self.config(name, start)?;
        fs::write(file("catalog.json"), catalog.to_string()).map_err(|error| error.to_string())?;
        let mut command = install::in_environment(NAME);
        command.arg(versioned(NAME).join("run.py")).arg("--config").arg(config);
        command.arg("--catalog").arg(file("catalog.json"));
        if let Some(state) = state {
            fs::write(file("state.json"), state.to_string()).map_err(|error| error.to_string())?;
            command.arg("--state").arg(file("state.json"));
        }
        command.env("FULCRUM_SANDBOX", &self.address).stdin(Stdio::null());
        let status = command.stdout(create("out")?).stderr(create("log")?).status();
        let status = status.map_err(|error| format!("{NAME} could not be started: {error}"))?;
        let printed = fs::read_to_string(file("out")).map_err(|error| error.to_string())?;
        Run::read(&printed, status.success(), file("log"))
    }

    fn config(&self, name: &str, start: i64) -> Result<PathBuf, String> {
        let path = folder().join(format!("{NAME}.{name}.config.json"));
        let config = json!({ "token": self.key, "start_date": midnight(start) });
        fs::write(&path, config.to_string()).map_err(|error| error.to_string())?;
        Ok(path)
    }
}

/// What a sync printed.
struct Run {
    ended_well: bool,
    log: PathBuf,
    records: Vec<(String, Value)>,
    /// Each with how many records came before it.
    states: Vec<(usize, Value)>,
}

impl Run {
    fn read(printed: &str, ended_well: bool, log: PathBuf) -> Result<Self, String> {
        let mut run = Self { ended_well, log, records: Vec::new(), states: Vec::new() };
        for line in printed.lines() {
            let mut message: Value =
                serde_json::from_str(line).map_err(|_| format!("it printed no message: {line}"))?;
            match message["type"].as_str() {
                Some("RECORD") => run.records.push((string(&message["stream"]), message["record"].take())),
                Some("STATE") => run.states.push((run.records.len(), message["value"].take())),
                _ => {}
            }
        }
        Ok(run)
    }

    fn must_end_well(&self) -> Outcome {
        let tail = || {
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            let lines: Vec<&str> = log.lines().rev().take(5).collect();
            lines.into_iter().rev().collect::<Vec<_>>().join("\n")
        };
        if self.ended_well { Ok(()) } else { Err(format!("the sync failed: {}", tail())) }
    }

    fn state(&self) -> Result<&Value, String> {
        self.states.last().map(|(_, state)| state).ok_or_else(|| "the sync printed no state".to_owned())
    }

    fn ids(&self, stream: &str, field: &str) -> Vec<String> {
        self.records.iter().filter(|(name, _)| name == stream).map(|(_, row)| string(&row[field])).collect()
    }

    fn ids_from(&self, at: usize, stream: &str) -> Vec<String> {
        let rest = self.records.iter().skip(at).filter(|(name, _)| name == stream);
        rest.map(|(_, row)| string(&row["id"])).collect()
    }
}
