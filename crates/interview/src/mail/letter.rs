//! A letter: plain text from the caller, and a formatted part built from it.

use lettre::{
    Address, Message,
    message::{Mailbox, MultiPart, SinglePart, header::ContentType},
};

use super::MailSettings;

/// What is written, before it is a message.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// The addressee's name; may be empty.
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) subject: String,
    /// Plain text with `{{ link }}` in it.
    pub(crate) text: String,
    /// Replaces the placeholder; `None` in a test mail.
    pub(crate) link: Option<String>,
    /// The words on the formatted part's button.
    pub(crate) button: &'static str,
    /// The left part of the Message-ID, the same for the same mail.
    pub(crate) id: String,
}

/// Why a letter cannot be made; free of personal data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LetterError {
    #[error("the candidate's e-mail address is missing or not valid")]
    Address,
    #[error("the sender's address is not valid")]
    From,
    #[error("the message cannot be composed")]
    Compose,
}

/// An address that mail can be sent to.
pub(crate) fn address(text: &str) -> Result<Address, LetterError> {
    let text = text.trim();
    if !email_address::EmailAddress::is_valid(text) {
        return Err(LetterError::Address);
    }
    text.parse().map_err(|_| LetterError::Address)
}

/// The finished message.
pub(crate) fn compose(letter: &Letter, settings: &MailSettings) -> Result<Message, LetterError> {
    let to = Mailbox::new(one_line(&letter.name), address(&letter.address)?);
    let from_address: Address = settings.from_address.parse().map_err(|_| LetterError::From)?;
    let message_id = format!("<{}@{}>", letter.id, from_address.domain());
    let from = Mailbox::new(one_line(&settings.from_name), from_address);
    let text = filled(&letter.text, letter.link.as_deref());
    let html = html(&text, letter.link.as_deref(), letter.button);
    Message::builder()
        .from(from)
        .to(to)
        .subject(one_line(&letter.subject).unwrap_or_default())
        .message_id(Some(message_id))
        .multipart(
            MultiPart::alternative()
                .singlepart(part(ContentType::TEXT_PLAIN, text))
                .singlepart(part(ContentType::TEXT_HTML, html)),
        )
        .map_err(|_| LetterError::Compose)
}

fn part(kind: ContentType, body: String) -> SinglePart {
    SinglePart::builder().header(kind).body(body)
}

/// The text with the link in its place, or after it if it has none.
fn filled(text: &str, link: Option<&str>) -> String {
    let text = text.replace("\r\n", "\n");
    let Some(link) = link else {
        return text;
    };
    let mut out = String::with_capacity(text.len() + link.len());
    let mut rest = text.as_str();
    let mut found = false;
    while let Some(open) = rest.find("{{") {
        let Some(length) = rest[open..].find("}}") else {
            break;
        };
        let inner = &rest[open + 2..open + length];
        out.push_str(&rest[..open]);
        if inner.trim() == "link" {
            out.push_str(link);
            found = true;
            rest = &rest[open + length + 2..];
        } else {
            out.push_str("{{");
            rest = &rest[open + 2..];
        }
    }
    out.push_str(rest);
    if !found {
        out.truncate(out.trim_end().len());
        out.push_str("\n\n");
        out.push_str(link);
        out.push('\n');
    }
    out
}

/// The formatted part. Mail programs read no style sheets, so styles stand at their elements.
fn html(text: &str, link: Option<&str>, button: &str) -> String {
    let mut body = String::new();
    for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
        if Some(paragraph.trim()) == link {
            body.push_str(&button_html(paragraph.trim(), button));
            continue;
        }
        body.push_str("<p style=\"margin:0 0 16px\">");
        for (n, line) in paragraph.trim_matches('\n').lines().enumerate() {
            if n > 0 {
                body.push_str("<br>");
            }
            body.push_str(&line_html(line, link));
        }
        body.push_str("</p>");
    }
    if let Some(link) = link {
        let link = escaped(link);
        body.push_str(&format!(
            "<p style=\"margin:24px 0 0;font-size:13px;color:#5b6472\">\
             If the button does not work, copy this address into your browser:<br>\
             <a href=\"{link}\" style=\"color:#2f5bc4;word-break:break-all\">{link}</a></p>"
        ));
    }
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"></head>\
         <body style=\"margin:0;padding:24px;font:16px/1.55 -apple-system,'Segoe UI',Roboto,\
         Helvetica,Arial,sans-serif\"><div style=\"max-width:560px;margin:0 auto\">{body}</div>\
         </body></html>"
    )
}

/// One line; where it holds the link among other words, the link is the button.
fn line_html(line: &str, link: Option<&str>) -> String {
    let Some((before, after)) = link.and_then(|l| line.split_once(l)) else {
        return escaped(line);
    };
    let link = escaped(link.unwrap_or_default());
    format!(
        "{}<a href=\"{link}\" style=\"color:#2f5bc4;word-break:break-all\">{link}</a>{}",
        escaped(before),
        escaped(after)
    )
}

fn button_html(link: &str, words: &str) -> String {
    format!(
        "<p style=\"margin:24px 0\"><a href=\"{}\" style=\"display:inline-block;padding:13px 22px;\
         border-radius:8px;background:#2f5bc4;color:#ffffff;font-weight:600;\
         text-decoration:none\">{}</a></p>",
        escaped(link),
        escaped(words)
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A header's text: without line breaks nobody can add a header.
fn one_line(text: &str) -> Option<String> {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "https://hire.example/i/abc_-1";

    #[test]
    fn the_link_takes_its_place_or_the_end() {
        assert_eq!(filled("Go: {{ link }}.", Some("L")), "Go: L.");
        assert_eq!(filled("{{link}} {{ name }}", Some("L")), "L {{ name }}");
        assert_eq!(filled("Hello\n", Some("L")), "Hello\n\nL\n");
        assert_eq!(filled("{{ broken", Some("L")), "{{ broken\n\nL\n");
        assert_eq!(filled("{{ x {{ link }}", Some("L")), "{{ x L");
    }

    #[test]
    fn nothing_in_the_text_becomes_markup() {
        let html = html("Hi <script>&\"'\n\n{{ x }}", Some(LINK), "Open");
        assert!(html.contains("Hi &lt;script&gt;&amp;&quot;&#39;"));
        assert!(!html.contains("<script>"));
    }

    #[test]
    fn a_line_of_its_own_is_a_button() {
        let html = html(&format!("Hi\n\n{LINK}\n\nBye"), Some(LINK), "Open the interview");
        assert!(html.contains(&format!("href=\"{LINK}\"")));
        assert!(html.contains(">Open the interview</a>"));
    }

    #[test]
    fn headers_cannot_be_added() {
        let letter = Letter {
            name: "Eve\r\nBcc: all@example.com".into(),
            address: "eve@example.com".into(),
            subject: "Hi\r\nBcc: all@example.com".into(),
            text: "x".into(),
            link: None,
            button: "",
            id: "id".into(),
        };
        let settings = MailSettings::from_url("smtp://127.0.0.1:25", "HR <hr@acme.example>");
        let message = compose(&letter, &settings.unwrap()).unwrap().formatted();
        let message = String::from_utf8(message).unwrap();
        assert!(!message.lines().any(|l| l.starts_with("Bcc")));
    }
}
