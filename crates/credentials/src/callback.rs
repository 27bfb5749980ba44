//! The loopback listener of the redirect: `http://localhost:PORT/callback`, on 127.0.0.1 and ::1,
//! because Lever compares redirect URIs exactly and browsers resolve `localhost` to either.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use url::Url;

use crate::SignInError;

/// What the browser brought.
pub(crate) struct Arrival {
    pub code: Option<String>,
    pub state: Option<String>,
    pub error: Option<String>,
    /// Lever's words about the error.
    pub description: Option<String>,
    stream: TcpStream,
}

/// What the person in the browser is told.
pub(crate) enum Answer {
    Good,
    Failed,
    /// Not of the sign-in that waits.
    NotOurs,
}

/// The open port.
pub(crate) struct Callback {
    v4: TcpListener,
    v6: Option<TcpListener>,
    /// Connections whose request has not arrived yet.
    reading: JoinSet<io::Result<Option<Arrival>>>,
}

impl Callback {
    pub(crate) async fn bind(port: u16) -> Result<Self, SignInError> {
        let failed = |error: &io::Error| {
            if is_taken(error) {
                SignInError::PortTaken(port)
            } else {
                SignInError::Unreachable(error.to_string())
            }
        };
        let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| failed(&error))?;
        let v6 = match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
            Ok(listener) => Some(listener),
            // The browser may try ::1 first, and somebody else would get the code.
            Err(error) if is_taken(&error) => return Err(failed(&error)),
            // Not every computer has IPv6.
            Err(_) => None,
        };
        Ok(Self { v4, v6, reading: JoinSet::new() })
    }

    /// The next request for the callback's path; anything else is answered 404 and not counted.
    /// Browsers open connections that they do not use at once, so all of them are listened to.
    pub(crate) async fn arrival(&mut self) -> io::Result<Arrival> {
        loop {
            tokio::select! {
                stream = accept(&self.v4, self.v6.as_ref()) => {
                    self.reading.spawn(read(stream?));
                }
                Some(read) = self.reading.join_next() => {
                    if let Ok(Ok(Some(arrival))) = read {
                        return Ok(arrival);
                    }
                }
            }
        }
    }
}

/// Windows says "permission denied" for a port that it keeps for itself, or that a program has alone.
fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AddrInUse | io::ErrorKind::PermissionDenied)
}

async fn accept(v4: &TcpListener, v6: Option<&TcpListener>) -> io::Result<TcpStream> {
    Ok(match v6 {
        Some(v6) => tokio::select! {
            accepted = v4.accept() => accepted?.0,
            accepted = v6.accept() => accepted?.0,
        },
        None => v4.accept().await?.0,
    })
}

async fn read(mut stream: TcpStream) -> io::Result<Option<Arrival>> {
    let mut bytes = Vec::new();
    let mut chunk = [0_u8; 2048];
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") && bytes.len() < 16 * 1024 {
        let count =
            tokio::time::timeout(std::time::Duration::from_secs(10), stream.read(&mut chunk)).await??;
        if count == 0 {
            return Ok(None);
        }
        bytes.extend_from_slice(&chunk[..count]);
    }
    let head = String::from_utf8_lossy(&bytes);
    let mut words = head.split_whitespace();
    let target = match (words.next(), words.next()) {
        (Some("GET"), Some(target)) if target.split('?').next() == Some("/callback") => target.to_owned(),
        _ => {
            respond(&mut stream, "404 Not Found", "Not found").await?;
            return Ok(None);
        }
    };
    let Ok(url) = Url::parse(&format!("http://localhost{target}")) else { return Ok(None) };
    let find =
        |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let (code, state, error) = (find("code"), find("state"), find("error"));
    Ok(Some(Arrival { code, state, error, description: find("error_description"), stream }))
}

impl Arrival {
    /// Tells the person in the browser how it went.
    pub(crate) async fn answer(mut self, answer: Answer) {
        let text = match answer {
            Answer::Good => {
                "You said yes. You can close this page and go back to Fulcrum, which finishes the sign-in."
            }
            Answer::Failed => "The sign-in did not work. Fulcrum says why; you can close this page.",
            Answer::NotOurs => {
                "This page belongs to another sign-in, or to an earlier one. Nothing was changed. Close it, and go \
                 on in the page that Fulcrum opened last."
            }
        };
        // The browser may be gone already; nothing depends on it.
        let _ = respond(&mut self.stream, "200 OK", text).await;
    }
}

async fn respond(stream: &mut TcpStream, status: &str, text: &str) -> io::Result<()> {
    let body = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Fulcrum</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <style>:root{{color-scheme:light dark}}body{{font:16px/1.5 system-ui,sans-serif;display:grid;\
         place-items:center;min-height:90vh;margin:0 2rem}}</style><main><h1>Fulcrum</h1><p>{text}</p></main></html>"
    );
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n\
         cache-control: no-store\r\nreferrer-policy: no-referrer\r\n\
         content-security-policy: default-src 'none'; style-src 'unsafe-inline'\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await
}
