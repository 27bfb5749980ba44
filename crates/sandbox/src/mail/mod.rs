//! The candidates' mailbox: an SMTP listener and what it has received.

pub(crate) mod mailbox;
mod session;
pub(crate) mod smtp;
