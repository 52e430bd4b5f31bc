//! API keys: made, listed, revoked. The secret exists in full only in the answer to its making.

use super::{AccountError, Accounts};
use crate::domain::actor::Actor;
use crate::domain::api_key::{ApiKey, ApiKeyDraft};
use crate::domain::ids::ApiKeyId;
use crate::service::tokens::KeySecret;
use crate::store::Author;

/// A key that has just been made.
#[derive(Debug)]
pub struct NewKey {
    pub key: ApiKey,
    /// To be shown once.
    pub secret: KeySecret,
}

impl Accounts {
    /// Makes a key. Errors: `ExceedsOwn` for a scope that the actor does not have.
    pub async fn create_key(&self, author: Author, actor: &Actor, draft: ApiKeyDraft) -> Result<NewKey, AccountError> {
        let draft = draft.validate(author.at)?;
        if let Some(permission) = draft.scopes.iter().find(|scope| !actor.may(*scope)) {
            return Err(AccountError::ExceedsOwn { permission: permission.code() });
        }
        let secret = KeySecret::generate();
        let key = ApiKey {
            id: ApiKeyId::generate(),
            prefix: secret.prefix.clone(),
            draft,
            created_by: actor.user_id(),
            created_at: author.at,
            last_used_at: None,
            revoked_at: None,
        };
        let mut tx = self.store.begin(author).await?;
        tx.insert_key(&key, &secret.hash()).await?;
        tx.commit().await?;
        Ok(NewKey { key, secret })
    }

    /// Errors: `KeyNotFound`, also for a key that is revoked already.
    pub async fn revoke_key(&self, author: Author, id: ApiKeyId) -> Result<(), AccountError> {
        let mut tx = self.store.begin(author).await?;
        let revoked = tx.revoke_key(id).await?;
        tx.commit().await?;
        self.cache.forget_key(id);
        if revoked { Ok(()) } else { Err(AccountError::KeyNotFound) }
    }
}
