//! Numbers that people see, given one after the other without gaps in a transaction.

use super::{StoreError, Tx, on_tx};

impl Tx {
    /// The next `count` numbers of `name`; returns the first. The counter stays locked until the end.
    pub async fn next_numbers(&mut self, name: &'static str, count: i64) -> Result<i64, StoreError> {
        let last: i64 = on_tx!(self, db => sqlx::query_scalar(
            "update counter set value = value + $1 where name = $2 returning value",
        ).bind(count).bind(name).fetch_one(db).await)?;
        Ok(last - count + 1)
    }
}
