//! Connections that read, side by side: a page does not wait for a count over the whole table.

use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

/// A few connections; whoever reads borrows a free one.
pub(crate) struct Readers {
    free: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Readers {
    pub(crate) fn new(connections: Vec<Connection>) -> Self {
        Self { free: Mutex::new(connections), returned: Condvar::new() }
    }

    /// Runs `work` with a connection of its own, once there is a free one.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Connection) -> T) -> T {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free =
            self.returned.wait_while(free, |free| free.is_empty()).unwrap_or_else(PoisonError::into_inner);
        let mut lent = Lent { readers: self, connection: free.pop() };
        drop(free);
        // There is one: the wait ended because of it.
        match &mut lent.connection {
            Some(connection) => work(connection),
            None => unreachable!("a reader was waited for"),
        }
    }
}

/// Gives the connection back, also if the work panics.
struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        self.readers.free.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        self.readers.returned.notify_one();
    }
}
