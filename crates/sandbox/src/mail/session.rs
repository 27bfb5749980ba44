//! The conversation of one SMTP connection, without its wire.

/// What is to be done after a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// Answer with this; lines are already separated.
    Say(String),
    /// Take a message in.
    Data,
    /// Ask for the credentials of AUTH PLAIN.
    AskPlain,
    /// Ask for what is missing of AUTH LOGIN.
    AskLogin {
        /// The user name came with the command.
        user_given: bool,
    },
    /// Say goodbye.
    Bye,
}

#[derive(Debug, Default)]
pub(crate) struct Session {
    from: Option<String>,
    to: Vec<String>,
}

impl Session {
    /// Takes one command line.
    pub(crate) fn command(&mut self, line: &str, reject_recipients: bool) -> Reply {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.reset();
                say(
                    "250-mail.sandbox.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 26214400",
                )
            }
            "HELO" => {
                self.reset();
                say("250 mail.sandbox.example")
            }
            "AUTH" => authenticate(rest),
            "MAIL" => match address(rest, "FROM:") {
                Some(from) => {
                    self.reset();
                    self.from = Some(from);
                    say("250 2.1.0 Ok")
                }
                None => say("501 5.5.4 Syntax: MAIL FROM:<address>"),
            },
            "RCPT" => match address(rest, "TO:").filter(|to| !to.is_empty()) {
                Some(_) if self.from.is_none() => say("503 5.5.1 Need MAIL first"),
                Some(_) if reject_recipients => say("550 5.1.1 Recipient address rejected: user unknown"),
                Some(to) => {
                    self.to.push(to);
                    say("250 2.1.5 Ok")
                }
                None => say("501 5.5.4 Syntax: RCPT TO:<address>"),
            },
            "DATA" if self.from.is_some() && !self.to.is_empty() => Reply::Data,
            "DATA" => say("503 5.5.1 Need RCPT first"),
            "RSET" => {
                self.reset();
                say("250 2.0.0 Ok")
            }
            "NOOP" => say("250 2.0.0 Ok"),
            "QUIT" => Reply::Bye,
            _ => say("502 5.5.2 Command not recognized"),
        }
    }

    /// Sender and recipients of the message just received.
    pub(crate) fn take_envelope(&mut self) -> (String, Vec<String>) {
        (self.from.take().unwrap_or_default(), std::mem::take(&mut self.to))
    }

    fn reset(&mut self) {
        self.from = None;
        self.to.clear();
    }
}

fn say(text: &str) -> Reply {
    Reply::Say(text.to_owned())
}

/// Every user and password is welcome.
fn authenticate(rest: &str) -> Reply {
    let mut words = rest.split_whitespace();
    let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
    let initial = words.next();
    match (mechanism.as_str(), initial) {
        ("PLAIN", Some(_)) => say("235 2.7.0 Authentication successful"),
        ("PLAIN", None) => Reply::AskPlain,
        ("LOGIN", given) => Reply::AskLogin { user_given: given.is_some() },
        _ => say("504 5.5.4 Unrecognized authentication type"),
    }
}

/// The address in `FROM:<a@b> SIZE=1`; empty for the null sender.
fn address(rest: &str, keyword: &str) -> Option<String> {
    let head = rest.get(..keyword.len())?;
    if !head.eq_ignore_ascii_case(keyword) {
        return None;
    }
    let value = rest.get(keyword.len()..)?.trim_start();
    let (path, _) = value.strip_prefix('<')?.split_once('>')?;
    Some(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_out_of_its_brackets() {
        assert_eq!(address("FROM:<a@b.c> SIZE=3", "FROM:").as_deref(), Some("a@b.c"));
        assert_eq!(address("from: <>", "FROM:").as_deref(), Some(""));
        assert_eq!(address("FROM:a@b.c", "FROM:"), None);
    }

    #[test]
    fn data_needs_a_sender_and_a_recipient() {
        let mut session = Session::default();
        assert_eq!(session.command("DATA", false), say("503 5.5.1 Need RCPT first"));
        session.command("MAIL FROM:<a@b.c>", false);
        session.command("RCPT TO:<d@e.f>", true);
        assert_ne!(session.command("DATA", false), Reply::Data);
        session.command("RCPT TO:<d@e.f>", false);
        assert_eq!(session.command("DATA", false), Reply::Data);
    }
}
