//! A writing transaction: it knows its author, counts revisions, and wakes the followers after commit.

use sqlx::Postgres;
use uuid::Uuid;

use super::sqlite::Lent;
use super::{NOTIFY_CHANNEL, Pools, Store, StoreError, on_tx};
use crate::domain::actor::Actor;
use crate::units::Timestamp;

/// In whose name a transaction writes; goes into the `change` and `audit` rows.
#[derive(Clone, Debug)]
pub struct Author {
    /// `user`, `api_key`, `hook`, `anonymous` or `system`.
    pub kind: &'static str,
    pub id: Option<Uuid>,
    /// What people read in the audit: the login or the key's name.
    pub name: String,
    pub request_id: String,
    pub at: Timestamp,
}

impl Author {
    /// Whoever made a request.
    pub fn of(actor: &Actor, request_id: &str, at: Timestamp) -> Self {
        let (id, name, request_id) = (actor.id(), actor.name().to_owned(), request_id.to_owned());
        Self { kind: actor.kind(), id, name, request_id, at }
    }

    /// Another system that signs what it tells.
    pub fn hook(name: &str, request_id: &str, at: Timestamp) -> Self {
        Self { kind: "hook", id: None, name: name.to_owned(), request_id: request_id.to_owned(), at }
    }

    /// The program itself, for imports at start-up and repairs.
    pub fn system(at: Timestamp) -> Self {
        Self { kind: "system", id: None, name: "blisko".to_owned(), request_id: String::new(), at }
    }
}

/// An open transaction. Dropped without `commit`, it changes nothing.
#[derive(Debug)]
pub struct Tx {
    connection: Connection,
    author: Author,
    /// The last revision that this transaction has taken.
    revision: Option<i64>,
    store: Store,
}

#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(Lent),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// What a commit tells: the last revision it wrote, if it changed anything that is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    pub revision: Option<i64>,
}

impl Tx {
    pub(super) async fn begin(store: &Store, author: Author) -> Result<Self, StoreError> {
        let connection = match &store.pools {
            Pools::Sqlite { writer, .. } => {
                let mut lent = writer.lend().await?;
                lent.begin_immediate().await?;
                Connection::Sqlite(lent)
            }
            Pools::Postgres(pool) => Connection::Postgres(pool.begin().await?),
        };
        Ok(Self { connection, author, revision: None, store: store.clone() })
    }

    pub fn author(&self) -> &Author {
        &self.author
    }

    /// Some texts are written for one of the two databases.
    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self.connection, Connection::Sqlite(_))
    }

    /// The last revision taken so far; `None` before the first change.
    pub fn revision(&self) -> Option<i64> {
        self.revision
    }

    pub(crate) fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    pub(super) fn note_revision(&mut self, revision: i64) {
        self.revision = Some(revision);
    }

    /// Makes everything durable, then wakes this process's follower and, on PostgreSQL, the others'.
    pub async fn commit(mut self) -> Result<Committed, StoreError> {
        if self.revision.is_some() && matches!(self.connection, Connection::Postgres(_)) {
            on_tx!(self, db => sqlx::query("select pg_notify($1, '')").bind(NOTIFY_CHANNEL).execute(db).await.map(drop))?;
        }
        match self.connection {
            Connection::Sqlite(mut lent) => lent.commit().await?,
            Connection::Postgres(transaction) => transaction.commit().await?,
        }
        self.store.committed.notify_waiters();
        Ok(Committed { revision: self.revision })
    }

    pub async fn rollback(self) -> Result<(), StoreError> {
        match self.connection {
            Connection::Sqlite(mut lent) => lent.roll_back().await?,
            Connection::Postgres(transaction) => transaction.rollback().await?,
        }
        Ok(())
    }
}
