//! Serves the application layer over loopback HTTP, so that the UI runs in an ordinary browser
//! against the real backend: for developers and for browser tests. Never part of the app.
//!
//! - `POST /rpc/{name}`: runs a command; the body is the request, the answer is the command's answer.
//!   A refusal has status 422 and an `AppError` as its body.
//! - `GET /events`: change events as server-sent events.
//! - `GET /host/opened`, `/host/notices`: what the application layer asked of the desktop so far.
//! - `GET /host/saved/{n}`: the nth file that it was asked to save, as a download. The event `saved`
//!   tells a page of it.
//! - `POST /host/fill/{n}`: adds made-up screenings until there are so many; see [`fill`].
//! - everything else: the built page.
//!
//! There is no authentication: it listens on loopback only, and answers only requests whose `Host`
//! is loopback and whose `Origin`, if any, is its own.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod clock;
pub mod fill;
mod host;
mod routes;

use std::net::SocketAddr;

pub use clock::ShiftedClock;
pub use host::WebHost;
pub use routes::router;

/// An address that only this computer can reach.
///
/// # Errors
/// A sentence for people if others could reach it.
pub fn loopback_only(address: SocketAddr) -> Result<SocketAddr, String> {
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(format!("{address} could be reached by other computers; use 127.0.0.1 or [::1]"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_computers_are_kept_out() {
        let asked = |address: &str| loopback_only(address.parse().expect("an address")).is_ok();
        assert!(asked("127.0.0.1:0") && asked("[::1]:80"));
        assert!(!asked("0.0.0.0:80") && !asked("[::]:80") && !asked("192.168.1.2:80"));
    }
}
