//! API keys in the store.

use blisko::domain::api_key::{ApiKey, ApiKeyDraft};
use blisko::domain::ids::ApiKeyId;
use blisko::domain::permission::{Permission, PermissionSet};
use blisko::store::{Author, Store};
use blisko::units::Timestamp;

use super::users::{self, NOW};

fn key(prefix: &str) -> ApiKey {
    let scopes = PermissionSet::of(&[Permission::OutletsRead, Permission::ImportsManage]);
    ApiKey {
        id: ApiKeyId::generate(),
        prefix: prefix.into(),
        draft: ApiKeyDraft { name: "ERP".into(), scopes, expires_at: Some(Timestamp(NOW.0 + 1)) },
        created_by: None,
        created_at: NOW,
        last_used_at: None,
        revoked_at: None,
    }
}

async fn add(store: &Store, prefix: &str) -> ApiKey {
    let key = key(prefix);
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_key(&key, &[7; 32]).await.unwrap();
    tx.commit().await.unwrap();
    key
}

on_both_stores!(a_key_reads_as_it_was_written, |store| {
    let key = add(store, "blk_000000000001").await;
    let found = store.find_key_by_prefix("blk_000000000001").await.unwrap().unwrap();
    assert_eq!((found.key, found.secret_hash), (key, vec![7; 32]));
    assert!(store.find_key_by_prefix("blk_000000000002").await.unwrap().is_none());
});

on_both_stores!(a_key_is_revoked_once_and_stays_in_the_list, |store| {
    let key = add(store, "blk_000000000001").await;
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    assert!(tx.revoke_key(key.id).await.unwrap());
    assert!(!tx.revoke_key(key.id).await.unwrap());
    tx.commit().await.unwrap();
    let listed = store.keys_page(None, 10).await.unwrap();
    assert_eq!(listed[0].revoked_at, Some(NOW));
    assert!(store.keys_page(Some(key.id), 10).await.unwrap().is_empty());
});

on_both_stores!(a_key_outlives_the_user_who_made_it, |store| {
    let ewa = users::add(store, "ewa").await;
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    let key = ApiKey { created_by: Some(ewa.id), ..key("blk_000000000003") };
    tx.insert_key(&key, &[7; 32]).await.unwrap();
    tx.delete_user(&ewa).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.keys_page(None, 10).await.unwrap()[0].created_by, None);
});
