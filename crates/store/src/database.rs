//! The file, its migrations, and the two ways in: reading and writing.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::readers::Readers;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Why the database did not do as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a newer version.
    #[error("the data on this computer was written by a newer version of Fulcrum")]
    Newer,
    /// SQLite failed.
    #[error("the database failed: {0}")]
    Database(String),
    /// A stored value cannot be read.
    #[error("a stored value cannot be read: {0}")]
    Corrupt(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.to_string())
    }
}

/// Reads at once.
const READERS: usize = 2;

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    writer: Arc<Mutex<Connection>>,
    readers: Arc<Readers>,
}

/// One transaction. The queries are methods, defined beside their tables.
pub struct Tx<'a> {
    pub(crate) sql: Transaction<'a>,
}

impl Store {
    /// Opens or creates the file and brings it to this version.
    ///
    /// # Errors
    /// [`StoreError::Newer`] if a newer version wrote it; then nothing was changed.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let mut writer = Connection::open(path)?;
        prepare(&writer)?;
        // Asked before anything is written: the journal mode is kept in the file.
        refuse_newer(&writer)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        migrate(&mut writer)?;
        let reader = |_| {
            let reader = Connection::open_with_flags(path, OpenFlags::default())?;
            prepare(&reader)?;
            Ok(reader)
        };
        let readers = (0..READERS).map(reader).collect::<Result<_, StoreError>>()?;
        Ok(Self { writer: Arc::new(Mutex::new(writer)), readers: Arc::new(Readers::new(readers)) })
    }

    /// Runs `work` in one transaction, off the async threads. It is on the disk when this returns.
    ///
    /// # Errors
    /// [`StoreError`], or what `work` answers; then nothing was changed.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let connection = Arc::clone(&self.writer);
        off_thread(move || {
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            let sql = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .map_err(StoreError::from)?;
            let tx = Tx { sql };
            let answer = work(&tx)?;
            tx.sql.commit().map_err(StoreError::from)?;
            Ok(answer)
        })
        .await
    }

    /// Runs `work` on a consistent view, off the async threads. Nothing that it writes is kept.
    ///
    /// # Errors
    /// [`StoreError`], or what `work` answers.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        off_thread(move || {
            readers.with(|connection| {
                let sql = connection.transaction().map_err(StoreError::from)?;
                work(&Tx { sql })
            })
        })
        .await
    }
}

impl Store {
    /// After a deletion: nothing of it stays in the file or in the log beside it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn leave_no_traces(&self) -> Result<(), StoreError> {
        let connection = Arc::clone(&self.writer);
        off_thread(move || {
            let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
            Ok(())
        })
        .await
    }
}

async fn off_thread<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(StoreError::Database(error.to_string()).into()),
    }
}

fn prepare(connection: &Connection) -> Result<(), StoreError> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

fn refuse_newer(connection: &Connection) -> Result<(), StoreError> {
    let runner = embedded::migrations::runner();
    let newest = runner.get_migrations().iter().map(refinery::Migration::version).max();
    let applied: Option<i64> = connection
        .query_row("SELECT max(version) FROM refinery_schema_history", [], |row| row.get(0))
        .unwrap_or(None);
    if let (Some(applied), Some(newest)) = (applied, newest)
        && applied > i64::from(newest)
    {
        return Err(StoreError::Newer);
    }
    Ok(())
}

fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let runner = embedded::migrations::runner();
    runner.run(connection).map_err(|error| StoreError::Database(error.to_string()))?;
    Ok(())
}
