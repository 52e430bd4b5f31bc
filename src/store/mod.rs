//! All SQL lives here, each text once, for SQLite and PostgreSQL.
//!
//! `Store` is an enum of native pools; `on!` and `on_tx!` run one query text on whichever is there. Every
//! write goes through a `Tx`, which records what changed in the ordered `change` log of the same
//! transaction (`changes`). No rules, no ranking, no HTTP words: rows in, nouns out.
//!
//! The common subset of SQL: `$1` placeholders, `returning`, `on conflict … do update`, common table
//! expressions; times are BIGINT milliseconds UTC, JSON is TEXT, ids are UUIDs made by us.

mod backup;
mod changes;
mod counters;
mod error;
mod migrate;
mod reading;
mod sqlite;
mod tx;

pub mod api_keys;
pub mod appointments;
pub mod audit;
pub mod bookings;
pub mod calls;
pub mod cases;
pub mod customer_fields;
pub mod customers;
pub mod idempotency;
pub mod identities;
pub mod imports;
pub mod interactions;
pub mod login_throttle;
pub mod offers;
pub mod orders;
pub mod outbox;
pub mod outlet_geocodes;
pub mod outlet_reports;
pub mod outlets;
pub mod queue;
pub mod road_conditions;
pub mod services;
pub mod sessions;
pub mod sign_in_flows;
pub mod users;
pub mod verify;

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgListener, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use tokio::sync::Notify;

use self::sqlite::SqliteConnections;

pub use changes::{Change, Op};
pub use error::StoreError;
pub use reading::Reading;
pub(crate) use reading::on_reading;
pub use tx::{Author, Committed, Tx};

/// Channel of PostgreSQL's NOTIFY; a hint only, the `change` table is the truth.
const NOTIFY_CHANNEL: &str = "blisko_change";

/// Long enough for the longest import's commit; after it the writer is told that the database is busy.
const BUSY_TIMEOUT: Duration = Duration::from_secs(15);

/// 128 MB of pages of 4 kB: a reader looks pages up in the log first, and the disk has to hold it.
const LOG_PAGES_MAX: &str = "32768";

/// A handle on the database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) pools: Pools,
    /// Woken after each commit of this process.
    committed: Arc<Notify>,
}

#[derive(Clone, Debug)]
pub(crate) enum Pools {
    /// One writer, many readers: SQLite has one writer at a time, and waiting in our queue beats SQLITE_BUSY.
    Sqlite {
        readers: SqliteConnections,
        writer: SqliteConnections,
    },
    Postgres(PgPool),
}

/// Runs one expression on a connection of SQLite or the pool of PostgreSQL, whichever is there; for reads.
macro_rules! on {
    ($store:expr, $db:ident => $body:expr) => {
        match &$store.pools {
            $crate::store::Pools::Sqlite { readers, .. } => {
                let mut lent = readers.lend().await?;
                let $db = &mut *lent;
                $body
            }
            $crate::store::Pools::Postgres($db) => $body,
        }
    };
}

/// Runs one expression on the connection of a transaction.
macro_rules! on_tx {
    ($tx:expr, $db:ident => $body:expr) => {
        match $tx.connection() {
            $crate::store::tx::Connection::Sqlite(transaction) => {
                let $db = &mut **transaction;
                $body
            }
            $crate::store::tx::Connection::Postgres(transaction) => {
                let $db = &mut **transaction;
                $body
            }
        }
    };
}

pub(crate) use {on, on_tx};

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…`, creating an SQLite file that is not there. Does not migrate.
    pub async fn open(url: &str, connections_max: u32) -> Result<Self, StoreError> {
        let pools = if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(StoreError::Open)?.application_name("blisko");
            let pool = PgPoolOptions::new()
                .max_connections(connections_max)
                .acquire_timeout(BUSY_TIMEOUT)
                .connect_with(options)
                .await
                .map_err(StoreError::Open)?;
            Pools::Postgres(pool)
        } else {
            let path = url.strip_prefix("sqlite:").unwrap_or(url);
            Self::open_sqlite(Path::new(path), connections_max).await?
        };
        Ok(Self { pools, committed: Arc::new(Notify::new()) })
    }

    async fn open_sqlite(path: &Path, connections_max: u32) -> Result<Pools, StoreError> {
        // FULL: an acknowledged write survives a power cut, not only a killed process.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            // Rows on their way from SQLite's thread; with few, the two threads wake each other for each row.
            .row_buffer_size(1_024)
            .pragma("temp_store", "memory");
        // The log is folded into the file beside the writer (`fold_log`); who has it folded by nobody does so itself.
        let writing = options.clone().pragma("wal_autocheckpoint", LOG_PAGES_MAX);
        let writer = SqliteConnections::open(1, writing).await.map_err(StoreError::Open)?;
        let readers = SqliteConnections::open(connections_max, options.pragma("query_only", "on")).await;
        let readers = readers.map_err(StoreError::Open)?;
        Ok(Pools::Sqlite { readers, writer })
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.pools, Pools::Sqlite { .. })
    }

    /// Brings the schema up to date; refuses a database that a newer Blisko has migrated.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrate::run(self).await
    }

    /// Answers whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        on!(self, db => sqlx::query("select 1").execute(db).await.map(drop))?;
        Ok(())
    }

    /// Starts a transaction that writes in the name of `author`. Dropped without `commit`, it changes nothing.
    pub async fn begin(&self, author: Author) -> Result<Tx, StoreError> {
        Tx::begin(self, author).await
    }

    /// Copies what is committed from SQLite's log into its file while others read and write, so that no commit has to wait
    /// for it. PostgreSQL does so itself.
    pub async fn fold_log(&self) -> Result<(), StoreError> {
        if let Pools::Sqlite { readers, .. } = &self.pools {
            sqlx::query("pragma wal_checkpoint(passive)").execute(&mut *readers.lend().await?).await?;
        }
        Ok(())
    }

    /// Wakes when this process commits; may wake early, never needs to be trusted.
    pub fn committed(&self) -> Arc<Notify> {
        Arc::clone(&self.committed)
    }

    /// Forwards other processes' commit hints to `committed` until the connection breaks. SQLite has none.
    pub async fn forward_remote_hints(&self) -> Result<(), StoreError> {
        let Pools::Postgres(pool) = &self.pools else {
            return std::future::pending().await;
        };
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(NOTIFY_CHANNEL).await?;
        loop {
            listener.recv().await?;
            self.committed.notify_waiters();
        }
    }

    /// Closes all connections; SQLite folds its write-ahead log into the file.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}
