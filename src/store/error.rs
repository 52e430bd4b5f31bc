//! What can go wrong in the store, as facts. Named constraints of the schema become errors of their own.

use thiserror::Error;

#[derive(Debug, Error)]
pub enum StoreError {
    #[error("cannot open the database: {0}")]
    Open(#[source] sqlx::Error),
    #[error("the database was written by a newer version of Blisko (migration {found}, this version knows {known})")]
    SchemaTooNew { found: i64, known: i64 },
    #[error("migrating the database failed: {0}")]
    Migrate(#[source] sqlx::migrate::MigrateError),
    #[error("another outlet has the code {code}")]
    DuplicateOutletCode { code: String },
    #[error("another user has the login name {login_name}")]
    DuplicateLoginName { login_name: String },
    #[error("another customer has the number {number}")]
    DuplicateCustomerNumber { number: String },
    #[error("another order has the number {number}")]
    DuplicateOrderNumber { number: String },
    #[error("a record with the same key exists")]
    Duplicate { constraint: String },
    #[error("the record has moved on to version {current}")]
    VersionConflict { current: i64 },
    #[error("the disk of the database is full: nothing was written")]
    Full,
    #[error("the database is busy: nothing was written")]
    Busy,
    #[error("{entity} {id} is stored with a value that cannot be read: {problem}")]
    CorruptRow { entity: &'static str, id: String, problem: String },
    #[error("database error: {0}")]
    Database(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if matches!(error, sqlx::Error::PoolTimedOut) {
            return StoreError::Busy;
        }
        let Some(database) = error.as_database_error() else {
            return StoreError::Database(error);
        };
        if database.is_unique_violation() {
            return StoreError::Duplicate { constraint: violated_constraint(database) };
        }
        match database.code().as_deref() {
            // SQLITE_FULL; PostgreSQL disk_full.
            Some("13" | "53100") => StoreError::Full,
            // SQLITE_BUSY and its extended codes; PostgreSQL lock_not_available, deadlock_detected.
            Some("5" | "261" | "517" | "55P03" | "40P01") => StoreError::Busy,
            _ => StoreError::Database(error),
        }
    }
}

/// The name of the violated constraint. SQLite tells table and column, `outlet.code`, which becomes
/// PostgreSQL's default name, `outlet_code_key`.
fn violated_constraint(error: &dyn sqlx::error::DatabaseError) -> String {
    if let Some(name) = error.constraint() {
        return name.to_owned();
    }
    let columns = error.message().rsplit(": ").next().unwrap_or_default();
    format!("{}_key", columns.split(", ").next().unwrap_or_default().replace('.', "_"))
}
