//! Faults that wait for the next matching requests.

use serde::{Deserialize, Serialize};

use super::requests::path_matches;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// Answers with this status (429, 500, 503, …) and does nothing.
    Status {
        /// The status to answer with.
        status: u16,
    },
    /// Answers 503 with a page of HTML.
    Maintenance,
    /// Answers 400 as to an offset that is no longer valid.
    InvalidOffset,
    /// Does the work, then answers 500.
    ErrorAfterEffect,
    /// Drops the connection and does nothing.
    DropBefore,
    /// Does the work, then drops the connection without an answer.
    DropAfterEffect,
    /// Does the work, then answers 200 with a page of HTML instead of JSON.
    HtmlBody,
    /// Does the work, then breaks off in the middle of the answer.
    TruncatedBody,
    /// Does the work, and writes something into the first row of the list that nobody can read.
    OddRow,
    /// Waits, then goes on as usual.
    Delay {
        /// Milliseconds of real time.
        ms: u64,
    },
}

/// One rule: which requests, how many of them, and what happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// Only this method; any if absent.
    #[serde(default)]
    pub method: Option<String>,
    /// Only paths that begin so, for example `/v1/opportunities/*/notes`; `*` stands for one segment.
    pub path_prefix: String,
    /// How many matching requests pass unharmed first.
    #[serde(default)]
    pub skip: u32,
    /// How many matching requests are hit.
    #[serde(default = "once")]
    pub count: u32,
    /// What happens to them.
    #[serde(flatten)]
    pub kind: FaultKind,
}

fn once() -> u32 {
    1
}

impl Fault {
    /// A rule for the next request of any method to a path that begins with `path_prefix`.
    pub fn once(path_prefix: &str, kind: FaultKind) -> Self {
        Self { method: None, path_prefix: path_prefix.to_owned(), skip: 0, count: 1, kind }
    }

    /// The same rule for one method only.
    #[must_use]
    pub fn method(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// The same rule for `count` requests.
    #[must_use]
    pub fn times(mut self, count: u32) -> Self {
        self.count = count;
        self
    }
}

/// Rules in the order in which they were set; the first that matches is used up.
#[derive(Debug, Default)]
pub(crate) struct FaultQueue(Vec<Fault>);

impl FaultQueue {
    pub(crate) fn push(&mut self, fault: Fault) {
        if fault.count > 0 {
            self.0.push(fault);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn list(&self) -> Vec<Fault> {
        self.0.clone()
    }

    /// The fault that hits this request, if any.
    pub(crate) fn take(&mut self, method: &str, path: &str) -> Option<FaultKind> {
        let position = self.0.iter().position(|fault| {
            fault.method.as_ref().is_none_or(|m| m.eq_ignore_ascii_case(method))
                && path_matches(&fault.path_prefix, path)
        })?;
        let fault = self.0.get_mut(position)?;
        if fault.skip > 0 {
            fault.skip -= 1;
            return None;
        }
        let kind = fault.kind.clone();
        fault.count -= 1;
        if fault.count == 0 {
            self.0.remove(position);
        }
        Some(kind)
    }
}
