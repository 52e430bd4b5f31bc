//! Keys of names that were written before there were any.

use uuid::Uuid;

use crate::store::{Store, StoreError, Tx, on, on_tx};

impl Store {
    /// Ids and names of customers whose name has no key, after `after` in the order of ids.
    pub async fn customers_without_name_key(&self, after: Uuid, limit: i64) -> Result<Vec<(Uuid, String)>, StoreError> {
        Ok(on!(self, db => sqlx::query_as(
            "select id, name from customer where name_key = '' and id > $1 order by id limit $2",
        ).bind(after).bind(limit).fetch_all(db).await)?)
    }
}

impl Tx {
    /// Sets the key of a name that has none; returns how many rows that changed. The version stays: it is derived.
    pub async fn fill_name_key(&mut self, id: Uuid, key: &str) -> Result<u64, StoreError> {
        Ok(
            on_tx!(self, db => sqlx::query("update customer set name_key = $2 where id = $1 and name_key = '' and $2 <> ''")
            .bind(id).bind(key).execute(db).await.map(|done| done.rows_affected()))?,
        )
    }
}
