//! Attempts to sign in, counted before the password is looked at: a thousand at once count a thousand.

use sqlx::FromRow;

use super::{StoreError, Tx, on_tx};
use crate::domain::login_throttle::{ThrottleRule, ThrottleState};
use crate::units::Timestamp;

/// Digest of where from and as whom.
pub type Bucket = [u8; 32];

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attempt {
    /// Go on; with this one there are so many failures, until it turns out a success.
    Allowed {
        failures: f64,
    },
    Blocked {
        until: Timestamp,
    },
}

#[derive(FromRow)]
struct BucketRow {
    failures: f64,
    blocked_until_ms: i64,
    updated_at_ms: i64,
}

impl Tx {
    /// Counts an attempt as a failure, unless the bucket is blocked. The bucket stays locked until commit.
    pub async fn count_attempt(&mut self, bucket: &Bucket, rule: ThrottleRule) -> Result<Attempt, StoreError> {
        let now = self.author().at;
        match rule.count(self.lock_bucket(bucket).await?, now) {
            Err(until) => Ok(Attempt::Blocked { until }),
            Ok(state) => {
                self.put_bucket(bucket, state).await?;
                Ok(Attempt::Allowed { failures: state.failures })
            }
        }
    }

    /// Takes back an attempt that turned out a success.
    pub async fn uncount_attempt(&mut self, bucket: &Bucket, rule: ThrottleRule) -> Result<(), StoreError> {
        let now = self.author().at;
        let state = rule.uncount(self.lock_bucket(bucket).await?, now);
        self.put_bucket(bucket, state).await
    }

    /// Forgets all failures of the bucket.
    pub async fn clear_attempts(&mut self, bucket: &Bucket) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("delete from login_throttle where bucket = $1")
            .bind(bucket.as_slice()).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Sweeps buckets without an attempt since `before`; returns how many.
    pub async fn forget_attempts(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query("delete from login_throttle where updated_at_ms <= $1")
            .bind(before.0).execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// Makes the bucket where it is not there; either way nobody else counts in it until the end.
    async fn lock_bucket(&mut self, bucket: &Bucket) -> Result<ThrottleState, StoreError> {
        let now = self.author().at;
        let row: BucketRow = on_tx!(self, db => sqlx::query_as(
            "insert into login_throttle (bucket, failures, blocked_until_ms, created_at_ms, updated_at_ms) \
             values ($1, 0, 0, $2, $2) on conflict (bucket) do update set bucket = excluded.bucket \
             returning failures, blocked_until_ms, updated_at_ms",
        ).bind(bucket.as_slice()).bind(now.0).fetch_one(db).await)?;
        let (counted_at, blocked_until) = (Timestamp(row.updated_at_ms), Timestamp(row.blocked_until_ms));
        Ok(ThrottleState { failures: row.failures, counted_at, blocked_until })
    }

    async fn put_bucket(&mut self, bucket: &Bucket, state: ThrottleState) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query(
            "update login_throttle set failures = $1, blocked_until_ms = $2, updated_at_ms = $3 where bucket = $4",
        )
        .bind(state.failures).bind(state.blocked_until.0).bind(state.counted_at.0).bind(bucket.as_slice())
        .execute(db).await.map(drop))?;
        Ok(())
    }
}
