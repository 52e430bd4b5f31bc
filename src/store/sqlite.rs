//! Connections to one SQLite file, lent one by one.
//!
//! sqlx runs each connection in a thread of its own, and a statement costs a journey there and back, which takes longer
//! than most statements do. A pool for servers far away asks a connection whether it lives before it is lent and when
//! it comes back: three journeys more. A file does not go away, so nothing of that happens here.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::BUSY_TIMEOUT;

/// Up to so many connections, opened when they are first needed. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct SqliteConnections(Arc<Home>);

#[derive(Debug)]
struct Home {
    options: SqliteConnectOptions,
    idle: Mutex<Vec<SqliteConnection>>,
    /// As many as connections may be lent; who waits is served in order.
    permits: Arc<Semaphore>,
    connections_max: u32,
}

impl SqliteConnections {
    /// Opens the first connection, so that a file that cannot be opened is told at once.
    pub async fn open(connections_max: u32, options: SqliteConnectOptions) -> Result<Self, sqlx::Error> {
        let first = options.connect().await?;
        let permits = Arc::new(Semaphore::new(connections_max as usize));
        Ok(Self(Arc::new(Home { options, idle: Mutex::new(vec![first]), permits, connections_max })))
    }

    /// A connection for the borrower alone. Errors with `PoolTimedOut` when none comes back in time.
    pub async fn lend(&self) -> Result<Lent, sqlx::Error> {
        let permit = timeout(BUSY_TIMEOUT, Arc::clone(&self.0.permits).acquire_owned()).await;
        let permit = permit.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let idle = self.0.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.0.options.connect().await?,
        };
        Ok(Lent { returning: Some(Returning { connection, home: Arc::clone(&self.0), permit }), in_transaction: false })
    }

    /// Closes all connections once they are back; waits no longer than somebody who wants one. Nobody gets one after.
    pub async fn close(&self) {
        let all_back = timeout(BUSY_TIMEOUT, self.0.permits.acquire_many(self.0.connections_max)).await;
        self.0.permits.close();
        drop(all_back);
        let idle = std::mem::take(&mut *self.0.idle());
        for connection in idle {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "Closing a connection to the database failed");
            }
        }
    }
}

impl Home {
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that goes back when dropped; a transaction that is open then is rolled back first.
#[derive(Debug)]
pub(crate) struct Lent {
    /// `None` only while it is dropped.
    returning: Option<Returning>,
    in_transaction: bool,
}

#[derive(Debug)]
struct Returning {
    connection: SqliteConnection,
    home: Arc<Home>,
    permit: OwnedSemaphorePermit,
}

impl Lent {
    /// Starts a transaction that may write. IMMEDIATE: one that reads first and writes later must not fail half-way.
    pub async fn begin_immediate(&mut self) -> Result<(), sqlx::Error> {
        // Before the statement: it may have been done when this is no longer waited for.
        self.in_transaction = true;
        let begun = sqlx::query("begin immediate").execute(&mut **self).await;
        self.in_transaction = begun.is_ok();
        begun.map(drop)
    }

    /// After an error the transaction is still open, unless SQLite has ended it itself.
    pub async fn commit(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("commit").execute(&mut **self).await?;
        self.in_transaction = false;
        Ok(())
    }

    pub async fn roll_back(&mut self) -> Result<(), sqlx::Error> {
        sqlx::query("rollback").execute(&mut **self).await?;
        self.in_transaction = false;
        Ok(())
    }
}

impl Deref for Lent {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        &self.returning.as_ref().expect("it is there until it is dropped").connection
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        &mut self.returning.as_mut().expect("it is there until it is dropped").connection
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let Some(returning) = self.returning.take() else { return };
        if !self.in_transaction {
            returning.go_back();
        } else if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(returning.roll_back_and_go());
        }
        // Else the connection is closed, which ends its transaction.
    }
}

impl Returning {
    fn go_back(self) {
        self.home.idle().push(self.connection);
        drop(self.permit);
    }

    async fn roll_back_and_go(mut self) {
        // After a full disk SQLite has rolled back already, and says that there is nothing to roll back.
        let rolled_back = sqlx::query("rollback").execute(&mut self.connection).await;
        match rolled_back {
            Err(error) if error.as_database_error().is_none() => {
                tracing::warn!(%error, "A connection to the database is broken; another one takes its place");
            }
            _ => self.go_back(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn one_connection(folder: &tempfile::TempDir) -> SqliteConnections {
        let options = SqliteConnectOptions::new().filename(folder.path().join("t.db")).create_if_missing(true);
        let connections = SqliteConnections::open(1, options).await.unwrap();
        let mut lent = connections.lend().await.unwrap();
        sqlx::query("create table t (n integer not null)").execute(&mut *lent).await.unwrap();
        drop(lent);
        connections
    }

    async fn count(connections: &SqliteConnections) -> i64 {
        let mut lent = connections.lend().await.unwrap();
        sqlx::query_scalar("select count(*) from t").fetch_one(&mut *lent).await.unwrap()
    }

    /// A transaction that has written a row.
    async fn writing(connections: &SqliteConnections) -> Lent {
        let mut lent = connections.lend().await.unwrap();
        lent.begin_immediate().await.unwrap();
        sqlx::query("insert into t values (1)").execute(&mut *lent).await.unwrap();
        lent
    }

    #[tokio::test]
    async fn what_is_dropped_before_its_commit_is_rolled_back_before_the_next_one_gets_the_connection() {
        let folder = tempfile::tempdir().unwrap();
        let connections = one_connection(&folder).await;
        drop(writing(&connections).await);
        assert_eq!(count(&connections).await, 0);
    }

    #[tokio::test]
    async fn what_is_committed_stays() {
        let folder = tempfile::tempdir().unwrap();
        let connections = one_connection(&folder).await;
        writing(&connections).await.commit().await.unwrap();
        assert_eq!(count(&connections).await, 1);
    }

    #[tokio::test]
    async fn a_transaction_that_sqlite_has_ended_itself_leaves_the_connection_usable() {
        let folder = tempfile::tempdir().unwrap();
        let connections = one_connection(&folder).await;
        let mut lent = writing(&connections).await;
        sqlx::query("insert or rollback into t values (null)").execute(&mut *lent).await.unwrap_err();
        lent.commit().await.unwrap_err();
        drop(lent);
        writing(&connections).await.commit().await.unwrap();
        assert_eq!(count(&connections).await, 1);
    }

    #[tokio::test]
    async fn nobody_gets_a_connection_after_closing() {
        let folder = tempfile::tempdir().unwrap();
        let connections = one_connection(&folder).await;
        connections.close().await;
        assert!(matches!(connections.lend().await, Err(sqlx::Error::PoolClosed)));
    }
}
