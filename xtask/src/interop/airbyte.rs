//! Airbyte's connector for Lever: `check`, `discover` and `read`, by API key and by OAuth.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use super::account::{Account, BEGINNING, DAY, Request, Row, midnight, millis, string};
use super::tally::{Column, Tally, each_once, holds, same};
use super::{folder, install, versioned};
use crate::Outcome;

pub(super) const NAME: &str = "airbyte-source-lever-hiring";

/// How many rows it asks for at once; it cannot be told otherwise.
const LIMIT: &str = "limit=50";
const SCOPES: &str = "applications:read:admin interviews:read:admin notes:read:admin offers:read:admin \
                      opportunities:read:admin referrals:read:admin users:read:admin offline_access";

pub(super) fn install() -> Outcome {
    // It allows 3.9 and 3.10, too; the pins are those of 3.11.
    install::python(NAME, &[11])
}

pub(super) fn scenarios(tally: &mut Tally) -> Outcome {
    let mut account = Account::start(NAME)?;
    let start = account.now()? - BEGINNING;
    let by_key = |key: &str| json!({ "auth_type": "Api Key", "api_key": key });
    let connector = Connector {
        address: account.address().to_owned(),
        credentials: by_key(account.text("apiKey")),
        as_published: false,
    };
    as_published(&connector, tally)?;
    let checked = connector.run("check", &["check"], start)?;
    same("check with the key", checked.connection().as_str(), "SUCCEEDED")?;
    let stranger = Connector { credentials: by_key("not-a-key"), ..connector.clone() };
    same(
        "check with a wrong key",
        stranger.run("check-wrong-key", &["check"], start)?.connection().as_str(),
        "FAILED",
    )?;
    account.requests(tally)?;
    let catalog = connector.discover(start)?;
    let state = lists(&connector, &mut account, tally, &catalog, start)?;
    changes(&connector, &mut account, tally, &catalog, start, &state)?;
    under_each_person(&connector, &mut account, tally, &catalog)?;
    by_oauth(&connector, &mut account, tally, &catalog, start)
}

fn as_published(connector: &Connector, tally: &mut Tally) -> Outcome {
    let published = Connector { as_published: true, ..connector.clone() };
    let run = published.run("as-published", &["spec"], 0)?;
    let words = "it allows Python 3.11 and cannot be imported there (ValueError: mutable default, in \
                 airbyte-cdk 0.90.0); the runner lets it";
    tally.own_fault(words, run.log.contains("ValueError: mutable default"), &run.log)
}

/// People and users, at the pace that Lever allows.
fn lists(
    connector: &Connector,
    account: &mut Account,
    tally: &mut Tally,
    catalog: &Value,
    start: i64,
) -> Result<Value, String> {
    account.limit_once()?;
    let run = connector.read("lists", catalog, &["opportunities", "users"], start, None)?;
    run.must_end_well()?;
    let requests = account.requests(tally)?;
    let people = account.everybody()?;
    let dated: BTreeSet<String> =
        people.iter().filter(|row| row.updated_at.is_some()).map(|row| row.id.clone()).collect();
    each_once("opportunities", &run.ids("opportunities", "id"), &dated)?;
    let undated = people.len() - dated.len();
    let words = format!(
        "it looks through windows of updatedAt only, also in a full refresh, so that {undated} people \
         without one never come"
    );
    tally.own_fault(&words, undated > 0, "everybody has an updatedAt")?;
    // It asks with `includeDeactivated=True`, spelt as Python does.
    each_once("users", &run.ids("users", "id"), &account.ids_of("/users", |_| true)?)?;
    let of_people: Vec<_> = requests.iter().filter(|r| r.path.ends_with("/opportunities")).collect();
    holds(
        "it asks for 50 rows at a time",
        of_people.iter().all(|request| request.query.contains(LIMIT)) && of_people.len() > dated.len() / 50,
        &format!("{} requests", of_people.len()),
    )?;
    let limited = requests.iter().filter(|request| request.status == 429).count();
    holds("it waits when it is told 429", limited > 0, "it was never told")?;
    tally.add(Column::Lists, 2);
    tally.add(Column::Rows, run.records.len());
    run.state()
}

/// With the state of the first run, only what was changed since comes, and the row at the cursor.
fn changes(
    connector: &Connector,
    account: &mut Account,
    tally: &mut Tally,
    catalog: &Value,
    start: i64,
    state: &Value,
) -> Outcome {
    let cursor = state[0]["stream"]["stream_state"]["updatedAt"]
        .as_i64()
        .ok_or_else(|| format!("the state has no cursor: {state}"))?;
    let changed = account.change_some()?;
    // Its windows end at the last whole second.
    sleep(Duration::from_millis(1_100));
    let run = connector.read("changes", catalog, &["opportunities"], start, Some(state))?;
    run.must_end_well()?;
    account.requests(tally)?;
    let wanted = account.those(|row| row.updated_at.is_some_and(|at| at >= cursor))?;
    each_once("opportunities since the state", &run.ids("opportunities", "id"), &wanted)?;
    holds(
        "everybody who was changed came",
        changed.is_subset(&wanted),
        &format!("{} of {}", changed.intersection(&wanted).count(), changed.len()),
    )?;
    tally.add(Column::Changed, changed.len());
    tally.add(Column::Overlap, wanted.len() - changed.len());
    Ok(())
}

/// Everything that hangs on a person, for those of the last days. Without Lever's limit, or it would take
/// minutes.
fn under_each_person(
    connector: &Connector,
    account: &mut Account,
    tally: &mut Tally,
    catalog: &Value,
) -> Outcome {
    account.switch(json!({ "rateLimit": false }))?;
    let streams = ["applications", "interviews", "notes", "offers", "referrals"];
    let start = millis(&midnight(account.now()? - 2 * DAY)).unwrap_or_default();
    let run = connector.read("under-each-person", catalog, &streams, start, None)?;
    run.must_end_well()?;
    account.requests(tally)?;
    account.switch(json!({ "rateLimit": true }))?;
    let is_recent = |row: &Row| row.updated_at.is_some_and(|at| at >= start);
    let with_posting = account.those(|row| is_recent(row) && row.whole["posting"].is_string())?;
    each_once("applications", &run.ids("applications", "opportunityId"), &with_posting)?;
    let notes: BTreeSet<String> = account
        .everybody()?
        .iter()
        .filter(|row| is_recent(row))
        .flat_map(|row| row.whole["notes"].as_array().cloned().unwrap_or_default())
        .map(|note| string(&note["id"]))
        .collect();
    each_once("notes", &run.ids("notes", "id"), &notes)?;
    for stream in ["interviews", "offers", "referrals"] {
        same(stream, run.ids(stream, "id").len(), 0)?;
    }
    tally.add(Column::Lists, streams.len());
    tally.add(Column::Rows, run.records.len());
    Ok(())
}

/// Signed in by OAuth, it refreshes its token before anything else.
fn by_oauth(
    connector: &Connector,
    account: &mut Account,
    tally: &mut Tally,
    catalog: &Value,
    start: i64,
) -> Outcome {
    let tokens = account.authorize(SCOPES)?;
    account.requests(tally)?;
    let signed_in = Connector {
        credentials: json!({
            "auth_type": "Client",
            "client_id": account.text("clientId"),
            "client_secret": account.text("clientSecret"),
            "refresh_token": tokens["refresh_token"],
        }),
        ..connector.clone()
    };
    let run = signed_in.read("oauth", catalog, &["opportunities", "users"], start, None)?;
    let requests = account.requests(tally)?;
    let refreshed = requests.iter().filter(|r| r.path == "/oauth/token" && r.status == 200).count();
    same("it refreshes the token", refreshed, 1)?;
    let dated = account.those(|row| row.updated_at.is_some())?;
    each_once("opportunities, signed in by OAuth", &run.ids("opportunities", "id"), &dated)?;
    tally.add(Column::Lists, 1);
    tally.add(Column::Rows, run.records.len());
    let is_refused = |requests: &[Request]| {
        requests.iter().any(|request| request.path == "/oauth/token" && request.status == 403)
    };
    let second_stream = is_refused(&requests) && !run.ended_well && run.ids("users", "id").is_empty();
    let again = signed_in.run("oauth-again", &["check"], start)?;
    let second_run = is_refused(&account.requests(tally)?) && again.connection() == "FAILED";
    let words = "each of its streams refreshes the OAuth token anew, and none keeps the refresh token that took \
                 the place of the old one: whatever comes second, another stream or another run, is refused \
                 (403)";
    let instead = format!("second stream refused: {second_stream}; second run: {second_run}; {}", run.log);
    tally.own_fault(words, second_stream && second_run, &instead)
}

/// The connector's command line.
#[derive(Clone)]
struct Connector {
    address: String,
    credentials: Value,
    as_published: bool,
}

impl Connector {
    fn discover(&self, start: i64) -> Result<Value, String> {
        let run = self.run("discover", &["discover"], start)?;
        let catalog = run.messages.iter().find(|message| message["type"] == "CATALOG");
        let catalog = catalog.ok_or_else(|| format!("discover printed no catalog: {}", run.log))?;
        let streams = &catalog["catalog"]["streams"];
        same("streams that it knows", streams.as_array().map_or(0, Vec::len), 7)?;
        Ok(streams.clone())
    }

    fn read(
        &self,
        name: &str,
        streams: &Value,
        wanted: &[&str],
        start: i64,
        state: Option<&Value>,
    ) -> Result<Run, String> {
        let file = |what: &str| folder().join(format!("{NAME}.{name}.{what}.json"));
        let chosen: Vec<Value> = streams
            .as_array()
            .into_iter()
            .flatten()
            .filter(|stream| wanted.contains(&stream["name"].as_str().unwrap_or_default()))
            .map(|stream| {
                let modes = stream["supported_sync_modes"].as_array().cloned().unwrap_or_default();
                let mode = if modes.contains(&json!("incremental")) { "incremental" } else { "full_refresh" };
                json!({ "stream": stream, "sync_mode": mode, "destination_sync_mode": "append" })
            })
            .collect();
        let catalog = file("catalog");
        fs::write(&catalog, json!({ "streams": chosen }).to_string()).map_err(|error| error.to_string())?;
        let catalog = catalog.display().to_string();
        let mut arguments = vec!["read", "--catalog", &catalog];
        let given = file("state").display().to_string();
        if let Some(state) = state {
            fs::write(&given, state.to_string()).map_err(|error| error.to_string())?;
            arguments.extend(["--state", &given]);
        }
        self.run(name, &arguments, start)
    }

    fn run(&self, name: &str, arguments: &[&str], start: i64) -> Result<Run, String> {
        let file = |what: &str| folder().join(format!("{NAME}.{name}.{what}"));
        let create = |what: &str| File::create(file(what)).map_err(|error| error.to_string());
        let config = json!({
            "credentials": self.credentials,
            "environment": "Production",
            "start_date": midnight(start),
        });
        fs::write(file("config.json"), config.to_string()).map_err(|error| error.to_string())?;
        let mut command = install::in_environment(NAME);
        command.arg(versioned(NAME).join("run.py")).args(arguments);
        if arguments != ["spec"] {
            command.arg("--config").arg(file("config.json"));
        }
        if self.as_published {
            command.env("FULCRUM_AS_PUBLISHED", "1");
        }
        command.env("FULCRUM_SANDBOX", &self.address).stdin(Stdio::null());
        let status = command.stdout(create("out")?).stderr(create("log")?).status();
        let status = status.map_err(|error| format!("{NAME} could not be started: {error}"))?;
        let printed = fs::read_to_string(file("out")).map_err(|error| error.to_string())?;
        let log = fs::read_to_string(file("log")).map_err(|error| error.to_string())?;
        Ok(Run::read(&printed, &log, status.success()))
    }
}

/// What a command printed.
struct Run {
    ended_well: bool,
    log: String,
    records: Vec<(String, Value)>,
    messages: Vec<Value>,
}

impl Run {
    fn read(printed: &str, log: &str, ended_well: bool) -> Self {
        let mut run = Self { ended_well, log: String::new(), records: Vec::new(), messages: Vec::new() };
        let mut troubles: Vec<String> = log.lines().rev().take(5).map(str::to_owned).collect();
        troubles.reverse();
        for line in printed.lines() {
            let Ok(mut message) = serde_json::from_str::<Value>(line) else {
                troubles.push(line.to_owned());
                continue;
            };
            match message["type"].as_str() {
                Some("RECORD") => {
                    let mut record = message["record"].take();
                    run.records.push((string(&record["stream"]), record["data"].take()));
                }
                Some("LOG") if message["log"]["level"] != "INFO" => {
                    troubles.push(string(&message["log"]["message"]));
                }
                Some("TRACE") if message["trace"]["error"].is_object() => {
                    troubles.push(string(&message["trace"]["error"]["internal_message"]));
                }
                _ => run.messages.push(message),
            }
        }
        run.log = troubles.join("\n");
        run
    }

    fn must_end_well(&self) -> Outcome {
        if self.ended_well { Ok(()) } else { Err(format!("it failed: {}", self.log)) }
    }

    fn connection(&self) -> String {
        let status = self.messages.iter().rev().find(|message| message["type"] == "CONNECTION_STATUS");
        status.map_or_else(String::new, |message| string(&message["connectionStatus"]["status"]))
    }

    fn ids(&self, stream: &str, field: &str) -> Vec<String> {
        self.records.iter().filter(|(name, _)| name == stream).map(|(_, row)| string(&row[field])).collect()
    }

    /// The last state of the people, as `read` takes it.
    fn state(&self) -> Result<Value, String> {
        let is_theirs = |message: &&Value| {
            message["type"] == "STATE"
                && message["state"]["stream"]["stream_descriptor"]["name"] == "opportunities"
        };
        let last = self.messages.iter().rev().find(is_theirs).ok_or("no state was printed")?;
        let stream = &last["state"]["stream"];
        Ok(json!([{ "type": "STREAM", "stream": stream }]))
    }
}
