//! Users in the store.

use blisko::domain::ids::UserId;
use blisko::domain::language::Language;
use blisko::domain::permission::Role;
use blisko::domain::user::{User, UserDraft};
use blisko::store::audit::AuditFilter;
use blisko::store::{Author, Store, StoreError};
use blisko::units::Timestamp;

pub const NOW: Timestamp = Timestamp(1_790_000_000_000);

pub fn user(login_name: &str) -> User {
    let draft = UserDraft {
        login_name: login_name.into(),
        display_name: "Ewa Kowalska".into(),
        role: Role::Agent,
        language: Language::Polish,
        disabled: false,
    };
    User { id: UserId::generate(), version: 1, created_at: NOW, updated_at: NOW, last_seen_at: None, draft }
}

pub async fn add(store: &Store, login_name: &str) -> User {
    let user = user(login_name);
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_user(&user, "$argon2id$secret").await.unwrap();
    tx.commit().await.unwrap();
    user
}

on_both_stores!(a_user_reads_as_it_was_written, |store| {
    let ewa = add(store, "ewa").await;
    assert_eq!(store.find_user(ewa.id).await.unwrap(), Some(ewa.clone()));
    let credentials = store.credentials("ewa").await.unwrap().unwrap();
    assert_eq!((credentials.user, credentials.password_hash.as_str()), (ewa, "$argon2id$secret"));
    assert!(store.credentials("adam").await.unwrap().is_none());
});

on_both_stores!(two_users_cannot_have_one_login_name, |store| {
    add(store, "ewa").await;
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    let refused = tx.insert_user(&user("ewa"), "").await;
    assert!(matches!(refused, Err(StoreError::DuplicateLoginName { login_name }) if login_name == "ewa"));
});

on_both_stores!(of_two_changes_to_one_version_the_second_is_refused, |store| {
    let before = add(store, "ewa").await;
    let draft = UserDraft { role: Role::Manager, ..before.draft.clone() };
    let after = User { version: 2, draft, ..before.clone() };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.update_user(&before, &after).await.unwrap();
    let second = tx.update_user(&before, &after).await;
    assert!(matches!(second, Err(StoreError::VersionConflict { .. })));
    tx.commit().await.unwrap();
    assert_eq!(store.find_user(before.id).await.unwrap(), Some(after));
});

on_both_stores!(the_audit_tells_what_changed_but_no_secret, |store| {
    let before = add(store, "ewa").await;
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.set_password(before.id, "$argon2id$other").await.unwrap();
    tx.commit().await.unwrap();
    let filter = AuditFilter { entity: Some("user".into()), entity_id: Some(before.id.0), ..AuditFilter::default() };
    let rows = store.audit_page(&filter, None, 10).await.unwrap();
    let actions: Vec<_> = rows.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["set_password", "create"]);
    assert!(!format!("{rows:?}").contains("argon2id"));
});

on_both_stores!(users_come_in_pages_by_login_name, |store| {
    for name in ["ola", "adam", "ewa"] {
        add(store, name).await;
    }
    let names = |users: Vec<User>| users.into_iter().map(|user| user.draft.login_name).collect::<Vec<_>>();
    assert_eq!(names(store.users_page(None, 2).await.unwrap()), ["adam", "ewa"]);
    assert_eq!(names(store.users_page(Some("ewa"), 2).await.unwrap()), ["ola"]);
    assert_eq!(store.count_users().await.unwrap(), 3);
});
