//! People who are on their way to an OpenID provider and back. Each row is taken once, by the browser that set out.

use sqlx::FromRow;

use super::{StoreError, Tx, on_tx};
use crate::units::Timestamp;

/// What is remembered of somebody who was sent to the provider. The verifier and the nonce are worth nothing without
/// the code, which only their browser gets.
#[derive(Clone, FromRow)]
pub struct SignInFlow {
    pub nonce: String,
    pub code_verifier: String,
    /// A path of ours.
    pub return_path: String,
}

impl std::fmt::Debug for SignInFlow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignInFlow").field("return_path", &self.return_path).finish_non_exhaustive()
    }
}

impl Tx {
    /// Remembers somebody until `expires_at`; `keys` are the hashes of the state and of the browser's cookie.
    pub async fn insert_sign_in_flow(
        &mut self,
        keys: (&[u8; 32], &[u8; 32]),
        flow: &SignInFlow,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into sign_in_flow (state_hash, browser_hash, nonce, code_verifier, return_path, expires_at_ms, \
             created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $7)",
        )
        .bind(keys.0.as_slice()).bind(keys.1.as_slice()).bind(&flow.nonce).bind(&flow.code_verifier)
        .bind(&flow.return_path).bind(expires_at.0).bind(at_ms).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Takes somebody's row away and gives it back; `None` when there is none, it is over, or another browser asks.
    pub async fn take_sign_in_flow(&mut self, keys: (&[u8; 32], &[u8; 32])) -> Result<Option<SignInFlow>, StoreError> {
        let at_ms = self.author().at.0;
        Ok(on_tx!(self, db => sqlx::query_as(
            "delete from sign_in_flow where state_hash = $1 and browser_hash = $2 and expires_at_ms > $3 \
             returning nonce, code_verifier, return_path",
        ).bind(keys.0.as_slice()).bind(keys.1.as_slice()).bind(at_ms).fetch_optional(db).await)?)
    }

    /// Sweeps those who never came back; returns how many.
    pub async fn delete_expired_sign_in_flows(&mut self) -> Result<u64, StoreError> {
        let at_ms = self.author().at.0;
        Ok(on_tx!(self, db => sqlx::query("delete from sign_in_flow where expires_at_ms <= $1")
            .bind(at_ms).execute(db).await.map(|done| done.rows_affected()))?)
    }
}
