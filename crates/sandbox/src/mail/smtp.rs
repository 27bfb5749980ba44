//! The SMTP listener (RFC 5321), plain and on loopback: enough for a real client to deliver.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::session::{Reply, Rules, Session};
use crate::account::Account;
use crate::sync::lock;

/// Messages larger than this are refused.
const LARGEST: usize = 25 * 1024 * 1024;
/// Lines of commands longer than this end the connection.
const LONGEST_LINE: u64 = 64 * 1024;

/// Takes connections until the sandbox stops.
pub(crate) async fn serve(listener: TcpListener, account: Arc<Account>, mut stop: watch::Receiver<bool>) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => return,
        };
        let Ok((stream, _)) = accepted else {
            continue;
        };
        let account = Arc::clone(&account);
        let mut stop = stop.clone();
        tokio::spawn(async move {
            tokio::select! {
                ended = Box::pin(converse(stream, &account)) => {
                    if let Err(error) = ended {
                        tracing::debug!(%error, "an SMTP connection broke");
                    }
                }
                _ = stop.changed() => {}
            }
        });
    }
}

async fn converse(stream: TcpStream, account: &Account) -> std::io::Result<()> {
    let mut stream = BufStream::new(stream);
    let mut session = Session::default();
    say(&mut stream, "220 mail.sandbox.example ESMTP").await?;
    loop {
        let Some(line) = read_line(&mut stream).await? else {
            return Ok(());
        };
        let switches = account.switches();
        let rules = Rules {
            reject_recipients: switches.mail_reject_recipients,
            login: switches.mail_password.is_some() || switches.mail_wants_token,
        };
        match session.command(&line, rules) {
            Reply::Say(text) => say(&mut stream, &text).await?,
            Reply::Data => {
                say(&mut stream, "354 End data with <CR><LF>.<CR><LF>").await?;
                let Some(raw) = read_message(&mut stream).await? else {
                    return Ok(());
                };
                let switches = account.switches();
                if switches.mail_drop_before_accept {
                    return Ok(());
                }
                if raw.len() > LARGEST {
                    say(&mut stream, "552 5.3.4 Message too big").await?;
                    continue;
                }
                let (from, to) = session.take_envelope();
                let now = account.now();
                let number = lock(&account.mailbox).deliver(from, to, &raw, now);
                if switches.mail_drop_after_accept {
                    return Ok(());
                }
                say(&mut stream, &format!("250 2.0.0 Ok: queued as {number}")).await?;
            }
            Reply::Plain(given) => {
                let Some(given) = given_or_asked(&mut stream, given).await? else { return Ok(()) };
                session.logged_in = takes_password(account, given.split('\0').nth(2).unwrap_or_default());
                say(&mut stream, end_of_login(session.logged_in)).await?;
            }
            Reply::Xoauth2(given) => {
                let Some(given) = given_or_asked(&mut stream, given).await? else { return Ok(()) };
                session.logged_in = takes_token(account, &given);
                if !session.logged_in {
                    // The client answers the error with an empty line (developers.google.com/gmail/imap/xoauth2-protocol).
                    let error = STANDARD.encode(r#"{"status":"400","schemes":"Bearer"}"#);
                    say(&mut stream, &format!("334 {error}")).await?;
                    read_line(&mut stream).await?;
                }
                say(&mut stream, end_of_login(session.logged_in)).await?;
            }
            Reply::AskLogin { user_given } => {
                let mut prompts = vec!["Password:"];
                if !user_given {
                    prompts.insert(0, "Username:");
                }
                let mut last = String::new();
                for prompt in prompts {
                    say(&mut stream, &format!("334 {}", STANDARD.encode(prompt))).await?;
                    last = read_line(&mut stream).await?.unwrap_or_default();
                }
                session.logged_in = takes_password(account, &decoded(&last));
                say(&mut stream, end_of_login(session.logged_in)).await?;
            }
            Reply::Bye => {
                return say(&mut stream, "221 2.0.0 Bye").await;
            }
        }
    }
}

/// What came with the command, or after asking for it, as text.
async fn given_or_asked(
    stream: &mut BufStream<TcpStream>,
    given: Option<String>,
) -> std::io::Result<Option<String>> {
    if let Some(given) = given {
        return Ok(Some(decoded(&given)));
    }
    say(stream, "334 ").await?;
    Ok(read_line(stream).await?.map(|line| decoded(&line)))
}

fn decoded(text: &str) -> String {
    String::from_utf8_lossy(&STANDARD.decode(text).unwrap_or_default()).into_owned()
}

/// Without a switch every user and password is welcome.
fn takes_password(account: &Account, password: &str) -> bool {
    let switches = account.switches();
    !switches.mail_wants_token && switches.mail_password.is_none_or(|wanted| wanted == password)
}

/// `user=a@b.c^Aauth=Bearer token^A^A`
fn takes_token(account: &Account, given: &str) -> bool {
    let token = given.split('\x01').find_map(|part| part.strip_prefix("auth=Bearer ")).unwrap_or_default();
    lock(&account.grants).scopes_of(token, account.now()).is_some()
}

fn end_of_login(good: bool) -> &'static str {
    if good { "235 2.7.0 Authentication successful" } else { "535 5.7.8 Username and Password not accepted" }
}

async fn say(stream: &mut BufStream<TcpStream>, text: &str) -> std::io::Result<()> {
    stream.write_all(text.as_bytes()).await?;
    stream.write_all(b"\r\n").await?;
    stream.flush().await
}

async fn read_line(stream: &mut BufStream<TcpStream>) -> std::io::Result<Option<String>> {
    let mut line = Vec::new();
    let read = stream.take(LONGEST_LINE).read_until(b'\n', &mut line).await?;
    if read == 0 || !line.ends_with(b"\n") {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

/// Reads up to the line with a single dot, taking away the dots that were stuffed.
async fn read_message(stream: &mut BufStream<TcpStream>) -> std::io::Result<Option<Vec<u8>>> {
    let mut message = Vec::new();
    loop {
        let mut line = Vec::new();
        let read = stream.take(LARGEST as u64).read_until(b'\n', &mut line).await?;
        if read == 0 {
            return Ok(None);
        }
        if line == b".\r\n" || line == b".\n" {
            return Ok(Some(message));
        }
        let content = line.strip_prefix(b".").unwrap_or(&line);
        // What is too big is read to its end, but not kept.
        if message.len() <= LARGEST {
            message.extend_from_slice(content);
        }
    }
}
