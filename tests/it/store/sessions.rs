//! Sessions in the store.

use blisko::domain::ids::SessionId;
use blisko::domain::session::Session;
use blisko::domain::user::User;
use blisko::store::sessions::{SessionSecrets, TokenState};
use blisko::store::{Author, Store, Tx};
use blisko::units::{Seconds, Timestamp};

use super::users::{self, NOW};

const FIRST: [u8; 32] = [1; 32];
const SECOND: [u8; 32] = [2; 32];
const SALT: [u8; 32] = [9; 32];

async fn begin(store: &Store) -> Tx {
    store.begin(Author::system(NOW)).await.unwrap()
}

async fn open(store: &Store, user: &User, token_hash: [u8; 32]) -> Session {
    let session = Session {
        id: SessionId::generate(),
        user_id: user.id,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW + Seconds::hours(12),
        rotated_at: NOW,
        user_agent: "Firefox".into(),
        address: "192.0.2.7".into(),
    };
    let mut tx = begin(store).await;
    let secrets = SessionSecrets { token_hash, rotation_salt: SALT, csrf_token: "csrf".into(), id_token: None };
    tx.insert_session(&session, &secrets).await.unwrap();
    tx.commit().await.unwrap();
    session
}

async fn state_of(store: &Store, token_hash: [u8; 32]) -> Option<TokenState> {
    store.find_session(&token_hash).await.unwrap().map(|found| found.token)
}

on_both_stores!(a_session_is_found_by_its_token_with_its_user, |store| {
    let ewa = users::add(store, "ewa").await;
    let session = open(store, &ewa, FIRST).await;
    let found = store.find_session(&FIRST).await.unwrap().unwrap();
    let seen = User { last_seen_at: Some(NOW), ..ewa };
    assert_eq!((found.session, found.user, found.rotation_salt), (session, seen, SALT));
    assert_eq!(found.token, TokenState::Current { first_sight: false });
    assert!(store.find_session(&SECOND).await.unwrap().is_none());
});

on_both_stores!(after_a_rotation_the_old_token_is_good_until_the_new_one_is_seen, |store| {
    let session = open(store, &users::add(store, "ewa").await, FIRST).await;
    let mut tx = begin(store).await;
    assert!(tx.rotate_session(session.id, &FIRST, &SECOND, &SALT).await.unwrap());
    assert!(!tx.rotate_session(session.id, &FIRST, &[3; 32], &SALT).await.unwrap(), "only one of two rotates");
    tx.commit().await.unwrap();
    assert_eq!(state_of(store, FIRST).await, Some(TokenState::Previous { until: None }));
    assert_eq!(state_of(store, SECOND).await, Some(TokenState::Current { first_sight: true }));

    let mut tx = begin(store).await;
    tx.touch_session(session.id, Some(Timestamp(5))).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state_of(store, FIRST).await, Some(TokenState::Previous { until: Some(Timestamp(5)) }));
    assert_eq!(state_of(store, SECOND).await, Some(TokenState::Current { first_sight: false }));
});

on_both_stores!(a_request_with_the_old_token_does_not_end_it, |store| {
    let session = open(store, &users::add(store, "ewa").await, FIRST).await;
    let mut tx = begin(store).await;
    tx.rotate_session(session.id, &FIRST, &SECOND, &SALT).await.unwrap();
    tx.touch_session(session.id, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state_of(store, FIRST).await, Some(TokenState::Previous { until: None }));
});

on_both_stores!(nobody_ends_the_session_of_somebody_else, |store| {
    let (ewa, adam) = (users::add(store, "ewa").await, users::add(store, "adam").await);
    let session = open(store, &ewa, FIRST).await;
    let mut tx = begin(store).await;
    assert!(!tx.delete_session(session.id, adam.id).await.unwrap());
    assert!(tx.delete_session(session.id, ewa.id).await.unwrap());
});

on_both_stores!(all_sessions_but_the_own_end_together, |store| {
    let ewa = users::add(store, "ewa").await;
    let kept = open(store, &ewa, FIRST).await;
    open(store, &ewa, SECOND).await;
    let mut tx = begin(store).await;
    assert_eq!(tx.delete_sessions_of(ewa.id, Some(kept.id)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(store.sessions_of(ewa.id).await.unwrap(), [kept]);
});

on_both_stores!(a_deleted_user_leaves_no_session, |store| {
    let ewa = users::add(store, "ewa").await;
    open(store, &ewa, FIRST).await;
    let mut tx = begin(store).await;
    tx.delete_user(&ewa).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(state_of(store, FIRST).await, None);
});

on_both_stores!(ended_and_idle_sessions_are_swept, |store| {
    let ewa = users::add(store, "ewa").await;
    open(store, &ewa, FIRST).await;
    let mut tx = begin(store).await;
    assert_eq!(tx.delete_ended_sessions(NOW, NOW - Seconds(1)).await.unwrap(), 0);
    assert_eq!(tx.delete_ended_sessions(NOW, NOW).await.unwrap(), 1);
});
