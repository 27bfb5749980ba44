//! Every mail received, in order. Two deliveries of the same mail are two mails.

use mail_parser::{Address, MessageParser, MimeHeaders};
use serde::{Deserialize, Serialize};

/// A mail as it was delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// Counts from 1 in order of arrival.
    pub number: u64,
    /// Milliseconds of the account's clock.
    pub received_at: i64,
    /// The sender of the envelope.
    pub envelope_from: String,
    /// The recipients of the envelope.
    pub envelope_to: Vec<String>,
    /// The `From` header, as `Name <address>`.
    pub from: String,
    /// The `To` header, each as `Name <address>` or a bare address.
    pub to: Vec<String>,
    /// The decoded subject.
    pub subject: String,
    /// The plain text part, if there is one.
    pub text: Option<String>,
    /// The HTML part, if there is one.
    pub html: Option<String>,
    /// Web addresses in either part, in order, each once.
    pub links: Vec<String>,
    /// Names of the attachments.
    pub attachments: Vec<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Mailbox {
    mails: Vec<Mail>,
}

impl Mailbox {
    /// Stores a message; every call is a new mail.
    pub(crate) fn deliver(&mut self, from: String, to: Vec<String>, raw: &[u8], at: i64) -> u64 {
        let number = self.mails.len() as u64 + 1;
        self.mails.push(read(number, from, to, raw, at));
        number
    }

    pub(crate) fn all(&self) -> &[Mail] {
        &self.mails
    }

    pub(crate) fn one(&self, number: u64) -> Option<&Mail> {
        self.mails.iter().find(|mail| mail.number == number)
    }
}

fn read(number: u64, envelope_from: String, envelope_to: Vec<String>, raw: &[u8], at: i64) -> Mail {
    let message = MessageParser::default().parse(raw);
    let message = message.as_ref();
    // Asked for by position among the MIME parts, so that no part is converted into the other.
    let of_kind = |subtype: &str| {
        message?
            .parts
            .iter()
            .filter(|part| part.attachment_name().is_none())
            .find(|part| match part.content_type() {
                Some(kind) => {
                    kind.ctype().eq_ignore_ascii_case("text")
                        && kind.subtype().unwrap_or("plain").eq_ignore_ascii_case(subtype)
                }
                None => subtype == "plain" && part.is_text(),
            })
            .and_then(|part| part.text_contents())
            .map(str::to_owned)
    };
    let text = of_kind("plain");
    let html = of_kind("html");
    let mut links = Vec::new();
    for part in [&text, &html].into_iter().flatten() {
        collect_links(part, &mut links);
    }
    Mail {
        number,
        received_at: at,
        envelope_from,
        envelope_to,
        from: message
            .and_then(|m| m.from())
            .map(addresses)
            .and_then(|list| list.into_iter().next())
            .unwrap_or_default(),
        to: message.and_then(|m| m.to()).map(addresses).unwrap_or_default(),
        subject: message.and_then(|m| m.subject()).unwrap_or_default().to_owned(),
        text,
        html,
        links,
        attachments: message
            .map(|m| m.attachments().filter_map(|part| part.attachment_name().map(str::to_owned)).collect())
            .unwrap_or_default(),
    }
}

fn addresses(list: &Address<'_>) -> Vec<String> {
    list.iter()
        .map(|one| match (one.name(), one.address()) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (None, Some(address)) => address.to_owned(),
            (name, None) => name.unwrap_or_default().to_owned(),
        })
        .collect()
}

fn collect_links(text: &str, links: &mut Vec<String>) {
    for scheme in ["http://", "https://"] {
        for (start, _) in text.match_indices(scheme) {
            let address = text
                .get(start..)
                .unwrap_or_default()
                .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\''))
                .next()
                .unwrap_or_default()
                .trim_end_matches(['.', ',', ';', ')'])
                .replace("&amp;", "&");
            if !links.contains(&address) {
                links.push(address);
            }
        }
    }
}
