//! `lever-js`, a library: its functions are called one by one through a runner of ours.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::account::{Account, PEOPLE, Request, Row, string};
use super::install;
use super::tally::{Column, Tally, each_once, holds, same};
use crate::Outcome;
use crate::commands::program;

pub(super) const NAME: &str = "lever-js";

/// A page size that does not divide the number of people.
const LIMIT: usize = 37;
/// Times that a refused call is made again, a second later each time.
const PATIENCE: usize = 10;

pub(super) fn install() -> Outcome {
    install::node(NAME).map(drop)
}

pub(super) fn scenarios(tally: &mut Tally) -> Outcome {
    let mut account = Account::start(NAME)?;
    let mut client = Client::start(&install::node(NAME)?, &account)?;
    lists(&mut client, &mut account, tally)?;
    filters(&mut client, &mut account, tally)?;
    changes(&mut client, &mut account, tally)?;
    writes(&mut client, &mut account, tally)?;
    refusals(&mut client, &mut account, tally)?;
    account.requests(tally).map(drop)
}

fn lists(client: &mut Client, account: &mut Account, tally: &mut Tally) -> Outcome {
    account.limit_once()?;
    let rows = client.pages("listOpportunities", &json!({}), &json!({ "limit": LIMIT }))?;
    each_once("listOpportunities, 37 at a time", &ids(&rows), &account.those(|_| true)?)?;
    let requests = account.requests(tally)?;
    let pages = requests.iter().filter(|request| request.status == 200).count();
    same("pages", pages, account.everybody()?.len().div_ceil(LIMIT))?;
    let limited = requests.iter().any(|request| request.status == 429);
    tally.own_fault(
        "it throws on 429 and leaves waiting to the caller",
        limited && client.was_limited,
        "no 429",
    )?;
    let stages = client.pages("getStages", &json!({}), &json!({}))?;
    each_once("getStages", &ids(&stages), &account.ids_of("/stages", |_| true)?)?;
    let reasons = client.pages("getArchiveReasons", &json!({}), &json!({}))?;
    let hired = client.pages("getArchiveReasons", &json!({}), &json!({ "type": "hired" }))?;
    holds("hired is one of several reasons", hired.len() == 1 && reasons.len() > 1, &format!("{reasons:?}"))?;
    let tags = client.pages("getTags", &json!({}), &json!({}))?;
    holds("getTags", tags.iter().any(|tag| tag["text"] == "Looked at"), &format!("{tags:?}"))?;
    tally.add(Column::Lists, 4);
    tally.add(Column::Rows, rows.len() + stages.len() + reasons.len() + tags.len());
    Ok(())
}

fn filters(client: &mut Client, account: &mut Account, tally: &mut Tally) -> Outcome {
    let mut check = |what: &str, query: Value, wanted: &dyn Fn(&Row) -> bool| -> Outcome {
        let rows = client.pages("listOpportunities", &json!({}), &query)?;
        tally.add(Column::Lists, 1);
        tally.add(Column::Rows, rows.len());
        each_once(what, &ids(&rows), &account.those(wanted)?)
    };
    let now = account.now()?;
    let month = now - 30 * super::account::DAY;
    check("a stage", json!({ "stage_id": "offer" }), &|row| row.whole["stage"] == "offer")?;
    check("archived", json!({ "archived": true }), &|row| row.whole["archivedAt"].is_i64())?;
    check("not archived", json!({ "archived": false, "limit": 90 }), &|row| {
        row.whole["archivedAt"].is_null()
    })?;
    check("an origin", json!({ "origin": "referred" }), &|row| row.whole["origin"] == "referred")?;
    check("snoozed", json!({ "snoozed": true }), &|row| row.whole["snoozedUntil"].is_i64())?;
    check("created since", json!({ "created_at_start": month, "limit": 64 }), &|row| {
        row.whole["createdAt"].as_i64().is_some_and(|at| at >= month)
    })?;
    check(
        "advanced until, in a stage",
        json!({ "advanced_at_end": month, "stage_id": "lead-new" }),
        &|row| {
            row.whole["stage"] == "lead-new"
                && row.whole["lastAdvancedAt"].as_i64().is_some_and(|at| at <= month)
        },
    )?;
    let people = account.everybody()?;
    let posting = people.iter().find_map(|row| row.whole["posting"].as_str()).ok_or("no posting")?.to_owned();
    check("a posting, its archived applications", json!({ "archived_posting_id": posting }), &|row| {
        row.whole["posting"] == *posting && row.whole["archivedAt"].is_i64()
    })?;
    let email = people.iter().find_map(|row| row.whole["emails"][0].as_str()).ok_or("no address")?;
    check("an address", json!({ "email": email }), &|row| {
        row.whole["emails"].as_array().is_some_and(|emails| emails.contains(&json!(email)))
    })?;
    account.requests(tally)?;

    let two = client.pages("listOpportunities", &json!({}), &json!({ "stage_id": ["offer", "lead-new"] }))?;
    let requests = account.requests(tally)?;
    let joined = requests.iter().any(|request| request.query.contains("stage_id=offer%2Clead-new"));
    let words = "it joins several values of a filter by a comma, where Lever wants the parameter repeated, so \
                 that such a filter finds nobody";
    tally.own_fault(words, joined && two.is_empty(), &format!("{} rows, {requests:?}", two.len()))
}

fn changes(client: &mut Client, account: &mut Account, tally: &mut Tally) -> Outcome {
    let since = account.now()?;
    let changed = account.change_some()?;
    let query = json!({ "updated_at_start": since, "limit": 10 });
    let rows = client.pages("listOpportunities", &json!({}), &query)?;
    each_once("opportunities since the last look", &ids(&rows), &changed)?;
    tally.add(Column::Changed, rows.len());
    account.requests(tally).map(drop)
}

/// Everything that it can change, each looked up in the account afterwards.
fn writes(client: &mut Client, account: &mut Account, tally: &mut Tally) -> Outcome {
    let user = account.ids_of("/users", |user| user["accessRole"] == "super admin")?;
    let user = user.first().ok_or("there is no Super Admin")?.clone();
    let people = account.everybody()?;
    let posting = people.iter().find_map(|row| row.whole["posting"].as_str()).ok_or("no posting")?;
    let query = json!({ "perform_as": user });
    let mut written = 0;

    let person = json!({
        "name": "Zoë \"Ampersand\" & <b>Sons</b>", "headline": "Interoperability", "location": "Uppsala",
        "emails": ["zoe.interop@example.com"], "links": ["https://example.com/zoe"], "tags": ["From outside"],
        "sources": ["Interop"], "origin": "sourced", "postings": [posting],
        "phones": [{ "type": "mobile", "value": "+46 70 555 0100" }],
    });
    let made = client.call("createOpportunity", json!({ "query": query, "body": person }))?;
    let id = string(&made["data"]["id"]);
    let stored = account.one(&id)?;
    same("the new one's name", &stored["name"], &person["name"])?;
    same("its posting", &stored["posting"], &json!(posting))?;
    same("it is new", &made["deduped"], &json!(false))?;
    let twin = client.call("createOpportunity", json!({ "query": query, "body": person }))?;
    same("the same address is the same person", &twin["data"]["contact"], &made["data"]["contact"])?;
    same("and Lever says so", &twin["deduped"], &json!(true))?;
    written += 2;

    let here = json!({ "opportunity": id });
    let mut change =
        |client: &mut Client, call: &str, body: Value, good: &dyn Fn(&Value) -> bool| -> Outcome {
            client.call(call, json!({ "params": here, "query": query, "body": body }))?;
            let stored = account.one(&id)?;
            written += 1;
            holds(call, good(&stored), &stored.to_string())
        };
    let has = |list: &'static str, text: &'static str| {
        move |row: &Value| row[list].as_array().is_some_and(|texts| texts.contains(&json!(text)))
    };
    let tag = "Fulcrum-Screening-Score:4 / ü & more";
    change(client, "updateOpportunityStage", json!({ "stage": "offer" }), &|row| row["stage"] == "offer")?;
    change(client, "addOpportunityTags", json!({ "tags": [tag] }), &has("tags", tag))?;
    change(client, "removeOpportunityTags", json!({ "tags": [tag] }), &|row| !has("tags", tag)(row))?;
    change(client, "addOpportunitySources", json!({ "sources": ["GitHub"] }), &has("sources", "GitHub"))?;
    change(client, "removeOpportunitySources", json!({ "sources": ["GitHub"] }), &|row| {
        !has("sources", "GitHub")(row)
    })?;
    let link = "https://example.com/report";
    change(client, "addContactLinksByOpportunity", json!({ "links": [link] }), &has("links", link))?;
    change(client, "removeContactLinksByOpportunity", json!({ "links": [link] }), &|row| {
        !has("links", link)(row)
    })?;
    let reasons = client.pages("getArchiveReasons", &json!({}), &json!({}))?;
    let reason = reasons.last().map(|reason| reason["id"].clone()).ok_or("no reason")?;
    change(client, "updateOpportunityArchivedState", json!({ "reason": reason }), &|row| {
        row["archivedAt"].is_i64()
    })?;
    change(client, "updateOpportunityArchivedState", json!({ "reason": null }), &|row| {
        row["archivedAt"].is_null()
    })?;
    written += notes(client, account, tally, &id, &user)?;
    written += application(client, account, posting, &user)?;

    let deleted = string(&twin["data"]["id"]);
    account.control("DELETE", &format!("/opportunities/{deleted}"), None)?;
    let gone = client.pages("listDeletedOpportunities", &json!({}), &json!({ "deleted_at_start": 1 }))?;
    each_once("listDeletedOpportunities", &ids(&gone), &BTreeSet::from([deleted]))?;
    tally.add(Column::Lists, 1);
    tally.add(Column::Rows, gone.len());
    tally.add(Column::Writes, written);
    account.requests(tally).map(drop)
}

fn notes(
    client: &mut Client,
    account: &Account,
    tally: &mut Tally,
    id: &str,
    user: &str,
) -> Result<usize, String> {
    let here = json!({ "opportunity": id });
    let body = json!({ "value": "Strong.\nRef F-1", "score": 4 });
    let note = client
        .call("createNote", json!({ "params": here, "query": { "perform_as": user }, "body": body }))?;
    let thread = string(&note["data"]["id"]);
    let comment = json!({ "perform_as": user, "note_id": thread });
    client
        .call("createNote", json!({ "params": here, "query": comment, "body": { "value": "Ref F-1/2" } }))?;
    let threads = client.pages("listNotes", &here, &json!({ "limit": 1 }))?;
    each_once("listNotes", &ids(&threads), &BTreeSet::from([thread.clone()]))?;
    let of_note = json!({ "opportunity": id, "note": thread });
    let read = client.call("retrieveNote", json!({ "params": of_note }))?;
    let values: Vec<&Value> =
        read["data"]["fields"].as_array().into_iter().flatten().map(|field| &field["value"]).collect();
    same("the thread", values, vec![&json!("Strong.\nRef F-1"), &json!("Ref F-1/2")])?;
    let values = json!({ "values": [{ "value": "Changed." }], "user": user });
    client.call("updateNote", json!({ "params": of_note, "body": values }))?;
    let stored = account.one(id)?;
    same("the changed note", &stored["notes"][0]["comments"][0]["text"], &json!("Changed."))?;

    let deleted = client.try_call("deleteNote", json!({ "params": of_note }))?;
    let gone = account.one(id)?["notes"].as_array().is_none_or(Vec::is_empty);
    let seen = deleted.err().unwrap_or_else(|| "no error".to_owned());
    let words = "it throws on a 204: deleteNote deletes the note and fails all the same";
    tally.own_fault(words, gone && seen.starts_with("SyntaxError"), &format!("{seen}; gone: {gone}"))?;
    Ok(4)
}

fn application(client: &mut Client, account: &Account, posting: &str, user: &str) -> Result<usize, String> {
    let of_posting = json!({ "posting": posting });
    let read = client.call("retrievePosting", json!({ "params": of_posting }))?;
    same("retrievePosting", &read["data"]["id"], &json!(posting))?;
    let body = json!({
        "customQuestions": [], "urls": [], "source": "Job site", "origin": "applied",
        "personalInformation": [
            { "name": "fullName", "value": "Ines Applied" }, { "name": "email", "value": "ines@example.com" },
        ],
    });
    let applied = client.call("applyToPosting", json!({ "params": of_posting, "body": body }))?;
    let application = string(&applied["data"]["applicationId"]);
    let found = client.pages("listOpportunities", &json!({}), &json!({ "email": "ines@example.com" }))?;
    let id = string(&found.first().ok_or("whoever applied is not listed")?["id"]);
    same("the stage of whoever applied", &account.one(&id)?["stage"], &json!("applicant-new"))?;
    let of_application = json!({ "opportunity": id, "application": application });
    let one = client.call("retrieveApplication", json!({ "params": of_application }))?;
    same("retrieveApplication", &one["data"]["posting"], &json!(posting))?;
    let list = client.pages("listApplications", &json!({ "opportunity": id }), &json!({}))?;
    each_once("listApplications", &ids(&list), &BTreeSet::from([application.clone()]))?;
    let query = json!({ "expand": "applications" });
    let whole =
        client.call("retrieveOpportunity", json!({ "params": { "opportunity": id }, "query": query }))?;
    same("expand=applications", &whole["data"]["applications"][0]["id"], &json!(application))?;
    let interviews = client.pages("listInterviews", &json!({ "opportunity": id }), &json!({}))?;
    same("listInterviews", interviews.len(), 0)?;
    let panel = json!({
        "params": { "opportunity": id }, "query": { "perform_as": user },
        "body": { "panel": "4a0b9b1e-0000-4000-8000-000000000000", "interviewers": [], "date": 1, "duration": 30 },
    });
    let refused = client.try_call("createInterview", panel)?;
    holds("an interview without a panel is refused", refused.is_err(), "it was made")?;
    Ok(1)
}

fn refusals(client: &mut Client, account: &mut Account, tally: &mut Tally) -> Outcome {
    let mut refused = |what: &str, call: &str, data: Value, status: &str| -> Outcome {
        let error = client.try_call(call, data)?.err().unwrap_or_else(|| "no error".to_owned());
        holds(what, error.contains(&format!("HTTP {status}")), &error)
    };
    let nobody = json!({ "opportunity": "00000000-0000-4000-8000-000000000000" });
    refused("nobody has that id", "retrieveOpportunity", json!({ "params": nobody }), "404")?;
    refused("no such stage", "getStage", json!({ "params": { "stage": "nowhere" } }), "404")?;
    refused("perform_as is needed", "createOpportunity", json!({ "body": { "name": "x" } }), "400")?;
    let query = json!({ "expand": "posting" });
    refused("a posting is not expandable", "listOpportunities", json!({ "query": query }), "400")?;
    refused("a limit of 101", "listOpportunities", json!({ "query": { "limit": 101 } }), "400")?;
    client.key = "not-a-key".to_owned();
    let error = client.try_call("getStages", json!({}))?.err().unwrap_or_default();
    holds("a wrong key is refused", error.contains("HTTP 401"), &error)?;
    client.key = account.text("apiKey").to_owned();
    account.requests(tally)?;

    let all = client.call("getArchiveReason", json!({ "params": { "archiveReason": "x" } }))?;
    let requests = account.requests(tally)?;
    let asked_for_all = requests.iter().any(|request: &Request| request.path == "/v1/archive_reasons");
    let words = "getArchiveReason asks for the list, whatever the id";
    tally.own_fault(words, asked_for_all && all["data"].is_array(), &all.to_string())
}

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| string(&row["id"])).collect()
}

/// The runner, which holds the library.
struct Client {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
    key: String,
    was_limited: bool,
}

impl Client {
    fn start(runner: &Path, account: &Account) -> Result<Self, String> {
        let mut command = program("node");
        command.arg(runner).env("FULCRUM_SANDBOX", account.address());
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut process = child.map_err(|error| format!("node could not be started: {error}"))?;
        let input = process.stdin.take().ok_or("the runner takes no input")?;
        let output = process.stdout.take().ok_or("the runner gives no output")?;
        let output = BufReader::new(output).lines();
        Ok(Self { process, input, output, key: account.text("apiKey").to_owned(), was_limited: false })
    }

    /// Every page of a list.
    fn pages(&mut self, call: &str, params: &Value, query: &Value) -> Result<Vec<Value>, String> {
        let mut query = query.clone();
        let mut rows = Vec::new();
        loop {
            let page = self.call(call, json!({ "params": params, "query": query }))?;
            rows.extend(page["data"].as_array().ok_or_else(|| format!("{call}: {page}"))?.iter().cloned());
            if page["hasNext"] != true {
                holds("the last page has no next", page.get("next").is_none(), &page["next"].to_string())?;
                return Ok(rows);
            }
            holds("a list ends", rows.len() <= 2 * PEOPLE, &format!("{} rows", rows.len()))?;
            query["offset"] = page["next"].clone();
        }
    }

    /// A call that must succeed.
    fn call(&mut self, call: &str, data: Value) -> Result<Value, String> {
        self.try_call(call, data)?.map_err(|error| format!("{call}: {error}"))
    }

    /// A call, and what it answered or threw. Being told to slow down is no answer: it is made again.
    fn try_call(&mut self, call: &str, data: Value) -> Result<Result<Value, String>, String> {
        let line = json!({ "call": call, "key": self.key, "data": data }).to_string();
        for _ in 0..PATIENCE {
            writeln!(self.input, "{line}").map_err(|error| format!("the runner is gone: {error}"))?;
            let answer =
                self.output.next().ok_or("the runner is gone")?.map_err(|error| error.to_string())?;
            let mut answer: Value =
                serde_json::from_str(&answer).map_err(|_| format!("no answer: {answer}"))?;
            let Some(error) = answer["error"].as_str() else {
                return Ok(Ok(answer["value"].take()));
            };
            if !error.contains("HTTP 429") {
                return Ok(Err(error.to_owned()));
            }
            self.was_limited = true;
            sleep(Duration::from_secs(1));
        }
        Err(format!("{call} was told to slow down {PATIENCE} times"))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
