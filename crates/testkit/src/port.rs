//! Ports for tests that have to know one before anybody listens on it.

use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::atomic::{AtomicU16, Ordering};

/// Below those that systems give to whoever asks for any: a connection going out takes none of these.
const FIRST: u16 = 20_000;
const COUNT: u16 = 12_000;

/// A port that nobody listens on, on 127.0.0.1 nor on ::1. Processes begin at different ones.
///
/// # Panics
/// All of them are taken.
#[must_use]
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let begin = u16::try_from(std::process::id() % u32::from(COUNT)).unwrap_or_default();
    let mut ports = (0..COUNT).map(|_| FIRST + (begin + NEXT.fetch_add(1, Ordering::Relaxed)) % COUNT);
    let is_free = |port: &u16| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
            && TcpListener::bind((Ipv6Addr::LOCALHOST, *port))
                .map_or_else(|error| error.kind() != std::io::ErrorKind::AddrInUse, |_| true)
    };
    ports.find(is_free).expect("some port is free")
}
