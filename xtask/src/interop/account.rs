//! A simulated account of a client's own, and what it knows of itself.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::tally::{Column, Tally};
use crate::commands::{built, program};

/// People in the account: more than ten pages of Lever's largest size, and the last one not full.
pub(super) const PEOPLE: usize = 1_204;
/// Of them, who is left as the account was made: almost all of these have no `updatedAt`.
const UNTOUCHED: usize = 60;
const HOUR: i64 = 3_600_000;
pub(super) const DAY: i64 = 24 * HOUR;
/// When everybody else was changed, before now. The last time is always before today's midnight.
const CHANGED: &[i64] = &[50 * DAY, 35 * DAY, 20 * DAY, 36 * HOUR];
/// The account's first day is sixty days ago.
pub(super) const BEGINNING: i64 = 62 * DAY;

/// A running `fulcrum-sandbox`. It ends when this is dropped.
pub(super) struct Account {
    process: Child,
    ready: Value,
    /// Requests up to this one are not the client's of now.
    counted: Option<u64>,
}

/// One opportunity as the account knows it.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) updated_at: Option<i64>,
    pub(super) whole: Value,
}

impl Account {
    /// Starts one, and changes most of its people at several times, so that windows of `updatedAt` have
    /// something in them.
    pub(super) fn start(name: &str) -> Result<Self, String> {
        let log = super::folder().join(format!("{name}.account.log"));
        let log = File::create(log).map_err(|error| error.to_string())?;
        let mut command = program(built("fulcrum-sandbox"));
        command.args(["--opportunities", &PEOPLE.to_string()]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn();
        let mut account = Self {
            process: child.map_err(|error| format!("fulcrum-sandbox could not be started: {error}"))?,
            ready: Value::Null,
            counted: None,
        };
        let output = account.process.stdout.take().ok_or("fulcrum-sandbox has no output")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line).map_err(|error| error.to_string())?;
        account.ready = serde_json::from_str(&line).map_err(|_| "fulcrum-sandbox did not get ready")?;
        account.spread()?;
        Ok(account)
    }

    fn spread(&self) -> Result<(), String> {
        let people = self.everybody()?;
        let now = self.now()?;
        let touched = people.len().saturating_sub(UNTOUCHED);
        for before in CHANGED {
            self.switch(json!({ "clockOffsetMs": -before }))?;
            for person in people.iter().take(touched) {
                // Nobody was changed before they were there.
                let created = person.whole["createdAt"].as_i64().unwrap_or_default();
                let first = CHANGED.iter().find(|before| now - **before > created);
                if first.unwrap_or(&(36 * HOUR)) == before {
                    self.tag(&person.id, "Looked at")?;
                }
            }
        }
        self.switch(json!({ "clockOffsetMs": 0 }))
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.ready[name].as_str().unwrap_or_default()
    }

    /// Where the clients are sent.
    pub(super) fn address(&self) -> &str {
        self.text("url")
    }

    pub(super) fn now(&self) -> Result<i64, String> {
        self.control("GET", "/stats", None)?["now"].as_i64().ok_or_else(|| "it has no time".to_owned())
    }

    pub(super) fn switch(&self, switches: Value) -> Result<(), String> {
        self.control("PATCH", "/switches", Some(&switches)).map(drop)
    }

    /// Tells whoever asks for people next to slow down, once: a quick computer meets the limit by itself, a
    /// slow one may not.
    pub(super) fn limit_once(&self) -> Result<(), String> {
        let fault = json!({ "pathPrefix": "/v1/opportunities", "skip": 1, "kind": "status", "status": 429 });
        self.control("POST", "/faults", Some(&fault)).map(drop)
    }

    pub(super) fn tag(&self, id: &str, tag: &str) -> Result<(), String> {
        let body = json!({ "add": [tag] });
        self.control("POST", &format!("/opportunities/{id}/tags"), Some(&body)).map(drop)
    }

    /// Everybody whom an API key may see, in an order that stays.
    pub(super) fn everybody(&self) -> Result<Vec<Row>, String> {
        let Value::Array(rows) = self.control("GET", "/opportunities?limit=1000000", None)? else {
            return Err("the account lists nobody".to_owned());
        };
        let mut rows: Vec<Row> = rows
            .into_iter()
            .filter(|row| row["confidential"] == false)
            .map(|row| Row { id: string(&row["id"]), updated_at: row["updatedAt"].as_i64(), whole: row })
            .collect();
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(rows)
    }

    /// The ids of those for whom this holds.
    pub(super) fn those(&self, wanted: impl Fn(&Row) -> bool) -> Result<BTreeSet<String>, String> {
        Ok(self.everybody()?.into_iter().filter(wanted).map(|row| row.id).collect())
    }

    pub(super) fn one(&self, id: &str) -> Result<Value, String> {
        self.control("GET", &format!("/opportunities/{id}"), None)
    }

    /// Ids of `/stages` or `/users`.
    pub(super) fn ids_of(
        &self,
        list: &str,
        wanted: impl Fn(&Value) -> bool,
    ) -> Result<BTreeSet<String>, String> {
        let rows = self.control("GET", list, None)?;
        Ok(rows
            .as_array()
            .into_iter()
            .flatten()
            .filter(|row| wanted(row))
            .map(|row| string(&row["id"]))
            .collect())
    }

    /// Changes people in every way that Lever's own page can, and answers with who they are: some of those
    /// who were changed before, and some who never were.
    pub(super) fn change_some(&self) -> Result<BTreeSet<String>, String> {
        let people = self.everybody()?;
        let (seen, fresh): (Vec<&Row>, Vec<&Row>) = people.iter().partition(|row| row.updated_at.is_some());
        let mut changed = BTreeSet::new();
        for (number, row) in
            seen.into_iter().step_by(97).take(9).chain(fresh.into_iter().take(14)).enumerate()
        {
            let path = |what: &str| format!("/opportunities/{}/{what}", row.id);
            let (way, body) = match number % 4 {
                0 => (path("tags"), json!({ "add": ["Later"] })),
                1 => (path("stage"), json!({ "stage": "offer" })),
                2 => (path("archived"), json!({ "archived": true })),
                _ => (path("notes"), json!({ "text": "Spoke today." })),
            };
            self.control("POST", &way, Some(&body))?;
            changed.insert(row.id.clone());
        }
        Ok(changed)
    }

    /// One of the control's own calls.
    pub(super) fn control(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let body = body.map(|body| ("application/json", body.to_string()));
        let answer = self.call(method, &format!("/control{path}"), body)?;
        if !(200..300).contains(&answer.status) {
            return Err(format!("{method} /control{path}: {} {}", answer.status, answer.body));
        }
        if answer.body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&answer.body).map_err(|error| format!("{method} /control{path}: {error}"))
    }

    /// Signs in as a person with a browser would, and answers with the tokens.
    pub(super) fn authorize(&self, scopes: &str) -> Result<Value, String> {
        let redirect = "http://localhost:23917/callback";
        let query = form(&[
            ("client_id", self.text("clientId")),
            ("redirect_uri", redirect),
            ("response_type", "code"),
            ("state", "interop"),
            ("audience", self.text("audience")),
            ("scope", scopes),
        ]);
        let page = self.call("GET", &format!("/authorize?{query}"), None)?.body;
        let ticket =
            between(&page, "name=\"ticket\" value=\"", "\"").ok_or("the consent page has no ticket")?;
        let kind = "application/x-www-form-urlencoded";
        let decision = form(&[("ticket", ticket), ("decision", "allow")]);
        let answer = self.call("POST", "/authorize", Some((kind, decision)))?;
        let code = between(&answer.head, "code=", "&").ok_or("there is no code in the redirect")?;
        let code = code.split_whitespace().next().unwrap_or_default();
        let exchange = form(&[
            ("grant_type", "authorization_code"),
            ("client_id", self.text("clientId")),
            ("client_secret", self.text("clientSecret")),
            ("redirect_uri", redirect),
            ("code", code),
        ]);
        let answer = self.call("POST", "/oauth/token", Some((kind, exchange)))?;
        serde_json::from_str(&answer.body).map_err(|_| format!("no tokens: {}", answer.body))
    }

    /// The client's requests since the last look. They go into its row of the table.
    pub(super) fn requests(&mut self, tally: &mut Tally) -> Result<Vec<Request>, String> {
        let path = self.counted.map_or("/requests".to_owned(), |after| format!("/requests?after={after}"));
        let Value::Array(records) = self.control("GET", &path, None)? else {
            return Err("there is no list of requests".to_owned());
        };
        self.counted = records.last().and_then(|record| record["index"].as_u64()).or(self.counted);
        let requests: Vec<Request> = records
            .iter()
            .map(|record| Request {
                method: string(&record["method"]),
                path: string(&record["path"]),
                query: string(&record["query"]),
                status: record["status"].as_u64().unwrap_or_default(),
            })
            .collect();
        tally.add(Column::Requests, requests.len());
        tally.add(Column::Limited, requests.iter().filter(|request| request.status == 429).count());
        tally.add(Column::Pages, requests.iter().filter(|request| request.is_page()).count());
        Ok(requests)
    }

    fn call(&self, method: &str, path: &str, body: Option<(&str, String)>) -> Result<Answer, String> {
        let host = self.address().trim_start_matches("http://");
        let failed = |error: std::io::Error| format!("{method} {path}: {error}");
        let mut stream = TcpStream::connect(host).map_err(failed)?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).map_err(failed)?;
        let (kind, body) = body.unwrap_or(("application/json", String::new()));
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).map_err(failed)?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map_err(failed)?;
        let (head, body) =
            answer.split_once("\r\n\r\n").ok_or_else(|| format!("{method} {path}: no answer"))?;
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
    }
}

impl Drop for Account {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A request of a client, and how it was answered.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) status: u64,
}

impl Request {
    fn is_page(&self) -> bool {
        // Every client says how many rows it wants, if it asks for a list that has pages.
        self.method == "GET" && self.status == 200 && self.query.contains("limit=")
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

pub(super) fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end).map_or(rest, |(found, _)| found))
}

fn form(fields: &[(&str, &str)]) -> String {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    char::from(byte).to_string()
                } else {
                    format!("%{byte:02X}")
                }
            })
            .collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    pairs.join("&")
}

/// A time in milliseconds as `2026-05-04T00:00:00Z`; what is less than a day is cut off.
pub(super) fn midnight(at: i64) -> String {
    // Days to a date after Howard Hinnant's "chrono-compatible low-level date algorithms".
    let days = at.div_euclid(DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T00:00:00Z")
}

/// The reverse of [`midnight`], for times with a time of day, too; a fraction of a second is cut off.
pub(super) fn millis(text: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (hour, minute, second) = (number(11..13)?, number(14..16)?, number(17..19)?);
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days * DAY + hour * HOUR + minute * 60_000 + second * 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_right() {
        assert_eq!(midnight(0), "1970-01-01T00:00:00Z");
        assert_eq!(midnight(951_782_400_000 + 5 * HOUR), "2000-02-29T00:00:00Z");
        assert_eq!(millis("2000-02-29T00:00:01Z"), Some(951_782_401_000));
        assert_eq!(millis("2026-11-22T03:07:13+00:00"), Some(1_795_316_833_000));
        for day in (0..40_000).step_by(13) {
            assert_eq!(millis(&midnight(day * DAY)), Some(day * DAY));
        }
        assert_eq!(millis("soon"), None);
    }

    #[test]
    fn forms_are_encoded() {
        assert_eq!(form(&[("scope", "a:b c"), ("x", "1")]), "scope=a%3Ab%20c&x=1");
        assert_eq!(between("code=abc&state=x", "code=", "&"), Some("abc"));
        assert_eq!(between("code=abc", "code=", "&"), Some("abc"));
        assert_eq!(between("nothing", "code=", "&"), None);
    }
}
