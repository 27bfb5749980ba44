//! The SMTP listener (RFC 5321), plain and on loopback: enough for a real client to deliver.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::session::{Reply, Session};
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
        let reject = account.switches().mail_reject_recipients;
        match session.command(&line, reject) {
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
            Reply::AskPlain => {
                say(&mut stream, "334 ").await?;
                read_line(&mut stream).await?;
                say(&mut stream, "235 2.7.0 Authentication successful").await?;
            }
            Reply::AskLogin { user_given } => {
                let mut prompts = vec!["Password:"];
                if !user_given {
                    prompts.insert(0, "Username:");
                }
                for prompt in prompts {
                    say(&mut stream, &format!("334 {}", STANDARD.encode(prompt))).await?;
                    read_line(&mut stream).await?;
                }
                say(&mut stream, "235 2.7.0 Authentication successful").await?;
            }
            Reply::Bye => {
                return say(&mut stream, "221 2.0.0 Bye").await;
            }
        }
    }
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
