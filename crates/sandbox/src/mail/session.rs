//! The conversation of one SMTP connection, without its wire.

/// What is to be done after a command.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// Answer with this; lines are already separated.
    Say(String),
    /// Take a message in.
    Data,
    /// Check what was given for AUTH PLAIN, or ask for it.
    Plain(Option<String>),
    /// Check what was given for XOAUTH2, or ask for it.
    Xoauth2(Option<String>),
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
    /// Whether somebody logged in.
    pub(crate) logged_in: bool,
}

/// What the server wants.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rules {
    /// Every recipient is refused.
    pub(crate) reject_recipients: bool,
    /// Nobody sends without a login.
    pub(crate) login: bool,
}

impl Session {
    /// Takes one command line.
    pub(crate) fn command(&mut self, line: &str, rules: Rules) -> Reply {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.reset();
                say(
                    "250-mail.sandbox.example\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-AUTH PLAIN LOGIN XOAUTH2\r\n250 SIZE 26214400",
                )
            }
            "HELO" => {
                self.reset();
                say("250 mail.sandbox.example")
            }
            "AUTH" => authenticate(rest),
            "MAIL" if rules.login && !self.logged_in => say("530 5.7.0 Authentication required"),
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
                Some(_) if rules.reject_recipients => {
                    say("550 5.1.1 Recipient address rejected: user unknown")
                }
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

fn authenticate(rest: &str) -> Reply {
    let mut words = rest.split_whitespace();
    let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
    let initial = words.next();
    match (mechanism.as_str(), initial) {
        ("PLAIN", given) => Reply::Plain(given.map(str::to_owned)),
        ("XOAUTH2", given) => Reply::Xoauth2(given.map(str::to_owned)),
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
        assert_eq!(session.command("DATA", Rules::default()), say("503 5.5.1 Need RCPT first"));
        session.command("MAIL FROM:<a@b.c>", Rules::default());
        session.command("RCPT TO:<d@e.f>", Rules { reject_recipients: true, login: false });
        assert_ne!(session.command("DATA", Rules::default()), Reply::Data);
        session.command("RCPT TO:<d@e.f>", Rules::default());
        assert_eq!(session.command("DATA", Rules::default()), Reply::Data);
    }
}
