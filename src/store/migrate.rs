//! Migrations: one folder per database, the same names in both; embedded in the binary.

use sqlx::migrate::{MigrateError, Migrator};

use super::{Pools, Store, StoreError};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Applies what is missing, each migration in a transaction of its own.
pub(super) async fn run(store: &Store) -> Result<(), StoreError> {
    let (result, migrator) = match &store.pools {
        Pools::Sqlite { writer, .. } => (SQLITE.run(&mut *writer.lend().await?).await, &SQLITE),
        Pools::Postgres(pool) => (POSTGRES.run(pool).await, &POSTGRES),
    };
    result.map_err(|error| match error {
        MigrateError::VersionMissing(found) => StoreError::SchemaTooNew { found, known: newest(migrator) },
        other => StoreError::Migrate(other),
    })
}

fn newest(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or(0)
}
