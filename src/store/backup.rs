//! Copies of an SQLite database while others write it, and reading such copies. PostgreSQL has its own
//! tools; docs/OPERATIONS.md says which.

use std::path::Path;
use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use tokio::sync::Notify;

use super::sqlite::SqliteConnections;
use super::{Pools, Store, StoreError};

impl Store {
    /// Writes one committed state of the database into `target`, which is empty or not there. Readers and
    /// writers go on meanwhile. The file is not forced to the disk. False on PostgreSQL, where nothing is done.
    pub async fn copy_into(&self, target: &Path) -> Result<bool, StoreError> {
        let Pools::Sqlite { writer, .. } = &self.pools else {
            return Ok(false);
        };
        let path = target.to_string_lossy().into_owned();
        sqlx::query("vacuum into $1").bind(path).execute(&mut *writer.lend().await?).await?;
        Ok(true)
    }

    /// Opens a copy made by `copy_into` for reading only; nothing is written next to it.
    pub async fn open_copy(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
        let readers = SqliteConnections::open(2, options).await.map_err(StoreError::Open)?;
        let pools = Pools::Sqlite { writer: readers.clone(), readers };
        Ok(Self { pools, committed: Arc::new(Notify::new()) })
    }

    /// Folds the write-ahead log into the file, so that the file alone is the database; then closes.
    pub async fn fold_and_close(self) -> Result<(), StoreError> {
        if let Pools::Sqlite { writer, .. } = &self.pools {
            sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut *writer.lend().await?).await?;
        }
        self.close().await;
        Ok(())
    }
}
