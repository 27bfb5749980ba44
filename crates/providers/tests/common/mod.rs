//! Servers to speak to: the real service, and stubs that misbehave.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use fulcrum_interview::{Clock, Config, Service};
use fulcrum_providers::{Candidate, Claim, InterviewProvider, InviteRequest, MailText, Sender};
use secrecy::SecretString;

pub const TOKEN: &str = "pairing-token-for-tests";

pub async fn real() -> (Service, InterviewProvider, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        public_url: None,
        data_dir: folder.path().to_owned(),
        token: TOKEN.to_owned().into(),
        mail: None,
        clock: Clock::system(),
    })
    .await
    .unwrap();
    let provider = paired(service.url(), TOKEN);
    (service, provider, folder)
}

pub fn paired(base: &str, token: &str) -> InterviewProvider {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let token = SecretString::from(token.to_owned());
    InterviewProvider::with_timeout(base.parse().unwrap(), token, Duration::from_millis(800)).unwrap()
}

/// A server that answers everything in one way; tells where it is and what it was asked.
pub async fn stub(router: axum::Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

/// A server that answers every connection with these bytes after reading some, then closes it.
pub async fn raw(answer: &'static [u8]) -> (String, Arc<Mutex<String>>) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let heard = Arc::new(Mutex::new(String::new()));
    let ears = Arc::clone(&heard);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut buffer = [0_u8; 65536];
            let n = stream.read(&mut buffer).await.unwrap_or(0);
            ears.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..n]));
            let _ = stream.write_all(answer).await;
        }
    });
    (format!("http://{address}"), heard)
}

pub fn request() -> InviteRequest {
    InviteRequest {
        assessment: "backend-basics".into(),
        installation: "desk-1".into(),
        claim: Claim { account: "acc-1".into() },
        candidate: Candidate { name: "Aiko Tanaka".into(), email: Some("aiko@example.com".into()) },
        company: "Northwind Robotics".into(),
        posting: Some("Backend Engineer".into()),
        sender: Sender { name: "Mara Lindqvist".into() },
        expires_in_days: 7,
        mail: None,
    }
}

pub fn mail() -> MailText {
    MailText { subject: "Your interview".into(), text: "Hello,\n\n{{ link }}".into(), to: None }
}
