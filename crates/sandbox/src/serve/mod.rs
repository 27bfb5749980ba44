//! The HTTP server: its connections, the gate in front of the API, and all routes together.

mod gate;
mod routes;
mod weather;
mod wire;

pub(crate) use self::routes::router;
pub(crate) use self::wire::{Loopback, Wire};
