//! The log of every API and sign-in request.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// Older requests are forgotten beyond this many.
const KEPT: usize = 200_000;

/// One request as it arrived, with its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestRecord {
    /// Grows by one with every request; survives [`clear`](crate::Control::clear_requests).
    pub index: u64,
    /// Milliseconds of the account's clock.
    pub at: i64,
    /// For example `GET`.
    pub method: String,
    /// For example `/v1/opportunities`.
    pub path: String,
    /// The raw query, without the question mark.
    pub query: String,
    /// The status answered; `None` when the connection was dropped without an answer.
    pub status: Option<u16>,
}

/// Which requests are asked for; unset fields let everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RequestFilter {
    /// Only this method.
    pub method: Option<String>,
    /// Only paths that begin so; `*` stands for one segment.
    pub path: Option<String>,
    /// Only this status.
    pub status: Option<u16>,
    /// Only requests with a larger index.
    pub after: Option<u64>,
}

/// Requests in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    next: u64,
    records: VecDeque<RequestRecord>,
}

impl RequestLog {
    /// Takes a request in and answers with its index.
    pub(crate) fn open(&mut self, at: i64, method: &str, path: &str, query: &str) -> u64 {
        let index = self.next;
        self.next += 1;
        if self.records.len() == KEPT {
            self.records.pop_front();
        }
        self.records.push_back(RequestRecord {
            index,
            at,
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            status: None,
        });
        index
    }

    /// Notes the outcome of a request.
    pub(crate) fn close(&mut self, index: u64, status: Option<u16>) {
        let position = self.records.partition_point(|record| record.index < index);
        if let Some(record) = self.records.get_mut(position)
            && record.index == index
        {
            record.status = status;
        }
    }

    pub(crate) fn matching(&self, filter: &RequestFilter) -> Vec<RequestRecord> {
        self.records
            .iter()
            .filter(|record| {
                filter.method.as_ref().is_none_or(|m| m.eq_ignore_ascii_case(&record.method))
                    && filter.path.as_ref().is_none_or(|p| path_matches(p, &record.path))
                    && filter.status.is_none_or(|s| record.status == Some(s))
                    && filter.after.is_none_or(|index| record.index > index)
            })
            .cloned()
            .collect()
    }

    pub(crate) fn clear(&mut self) {
        self.records.clear();
    }
}

/// Whether `path` begins with `pattern`, in which a segment `*` stands for any one segment.
pub(crate) fn path_matches(pattern: &str, path: &str) -> bool {
    if !pattern.contains('*') {
        return path.starts_with(pattern);
    }
    let mut wanted = pattern.split('/').peekable();
    let mut given = path.split('/');
    while let Some(segment) = wanted.next() {
        let Some(found) = given.next() else {
            return false;
        };
        let fits = if wanted.peek().is_none() {
            segment == "*" || found.starts_with(segment)
        } else {
            segment == "*" || segment == found
        };
        if !fits {
            return false;
        }
    }
    true
}
