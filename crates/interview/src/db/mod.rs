//! The SQLite file. Row type and queries of a table live in one file.

pub(crate) mod answer;
pub(crate) mod assessment;
pub(crate) mod evaluation;
pub(crate) mod invitation;
pub(crate) mod mail;
pub(crate) mod progress;

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use refinery::{Migration, Runner};
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::token::NoRandomness;

/// The file's name in the data folder.
const FILE: &str = "interview.sqlite";
/// How long a statement waits for another process (a backup, say).
const BUSY: Duration = Duration::from_secs(10);

/// Why a statement did not happen. Its words may reach a log: no values in them.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DbError {
    #[error("the database refused: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("stored data cannot be read")]
    Unreadable,
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    #[error("the database task ended early")]
    Ended,
}

/// Why the file could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder cannot be made.
    #[error("the data folder cannot be made: {0}")]
    Folder(#[from] std::io::Error),
    /// SQLite cannot open or set up the file.
    #[error("the database cannot be opened: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The file was written by a newer version of this program.
    #[error("the data was written by a newer version of this program; please update it")]
    Newer,
    /// A migration failed; nothing was changed.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(Box<refinery::Error>),
}

impl From<refinery::Error> for OpenError {
    fn from(error: refinery::Error) -> Self {
        OpenError::Migration(Box::new(error))
    }
}

/// The opened file. Statements run one after another, off the async threads.
#[derive(Clone)]
pub(crate) struct Db(Arc<Mutex<Connection>>);

impl Db {
    /// Opens or makes the file in `folder` and brings it up to date.
    pub(crate) fn open(folder: &Path) -> Result<Db, OpenError> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(FILE);
        let mut connection = Connection::open(&path)?;
        keep_private(&path)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // Erased answers must not survive in free pages.
        connection.pragma_update(None, "secure_delete", true)?;
        migrate(&mut connection)?;
        Ok(Db(Arc::new(Mutex::new(connection))))
    }

    /// Runs `work` in one transaction, committed only if it succeeds.
    pub(crate) async fn commit<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, DbError> + Send + 'static,
    {
        let shared = Arc::clone(&self.0);
        let task = tokio::task::spawn_blocking(move || {
            // A panic between statements leaves no half transaction behind: it rolled back.
            let mut connection = shared.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        });
        task.await.map_err(|_| DbError::Ended)?
    }

    /// Runs `work` on one consistent view, without writing.
    pub(crate) async fn read<T, F>(&self, work: F) -> Result<T, DbError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, DbError> + Send + 'static,
    {
        let shared = Arc::clone(&self.0);
        let task = tokio::task::spawn_blocking(move || {
            let mut connection = shared.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = connection.transaction()?;
            work(&transaction)
        });
        task.await.map_err(|_| DbError::Ended)?
    }
}

/// Erased personal data also leaves the write-ahead log. Outside of any transaction by nature.
pub(crate) async fn checkpoint(db: &Db) -> Result<(), DbError> {
    let shared = Arc::clone(&db.0);
    let task = tokio::task::spawn_blocking(move || {
        let connection = shared.lock().unwrap_or_else(PoisonError::into_inner);
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    });
    task.await.map_err(|_| DbError::Ended)?
}

fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let migrations = [Migration::unapplied("V1__first", include_str!("../../migrations/V1__first.sql"))?];
    let newest = migrations.iter().map(Migration::version).max();
    let set_up: bool = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'refinery_schema_history')",
        [],
        |row| row.get(0),
    )?;
    let runner = Runner::new(&migrations);
    if set_up {
        let applied = runner.get_last_applied_migration(connection)?;
        if applied.map(|m| m.version()) > newest {
            return Err(OpenError::Newer);
        }
    }
    runner.run(connection)?;
    Ok(())
}

#[cfg(unix)]
fn keep_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn keep_private(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// A time as it is stored.
pub(crate) fn millis(time: Timestamp) -> i64 {
    time.as_millisecond()
}

/// A stored time.
pub(crate) fn time(millis: i64) -> rusqlite::Result<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Integer, Box::new(e))
    })
}

/// A stored time that may be missing.
pub(crate) fn time_opt(millis: Option<i64>) -> rusqlite::Result<Option<Timestamp>> {
    millis.map(time).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_twice_and_is_set_up_to_survive_a_power_cut() {
        let folder = tempfile::tempdir().unwrap();
        drop(Db::open(folder.path()).unwrap());
        let db = Db::open(folder.path()).unwrap();
        let connection = db.0.lock().unwrap();
        let text = |pragma: &str| {
            connection
                .pragma_query_value(None, pragma, |row| row.get::<_, rusqlite::types::Value>(0))
                .unwrap()
        };
        assert_eq!(text("journal_mode"), rusqlite::types::Value::Text("wal".into()));
        assert_eq!(text("synchronous"), rusqlite::types::Value::Integer(2));
        assert_eq!(text("foreign_keys"), rusqlite::types::Value::Integer(1));
        let loose: i64 = connection
            .query_row(
                "SELECT count(*) FROM pragma_table_list
                 WHERE schema = 'main' AND type = 'table' AND strict = 0
                   AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'refinery_%'",
                [],
                |row| row.get(0),
            )
            .unwrap();
        assert_eq!(loose, 0, "every table is STRICT");
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open(folder.path()).unwrap();
        db.0.lock()
            .unwrap()
            .execute(
                "INSERT INTO refinery_schema_history (version, name, applied_on, checksum)
                 SELECT 99, 'later', applied_on, checksum FROM refinery_schema_history LIMIT 1",
                [],
            )
            .unwrap();
        drop(db);
        assert!(matches!(Db::open(folder.path()), Err(OpenError::Newer)));
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        drop(Db::open(folder.path()).unwrap());
        let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
