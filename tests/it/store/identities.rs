//! People of OpenID providers in the store, and those on their way there.

use blisko::app::account_settings;
use blisko::clock::Clock;
use blisko::config::Config;
use blisko::domain::language::Language;
use blisko::domain::permission::Role;
use blisko::service::accounts::{Accounts, Person, Visit};
use blisko::store::sign_in_flows::SignInFlow;
use blisko::store::{Author, Store, StoreError};
use blisko::units::{Seconds, Timestamp};

use super::users::{NOW, add};

const EWA: (&str, &str) = ("https://login.example.com", "f3b1");
const KEYS: (&[u8; 32], &[u8; 32]) = (&[1; 32], &[2; 32]);

async fn set_out(store: &Store) {
    let flow = SignInFlow { nonce: "n".into(), code_verifier: "v".into(), return_path: "/desk".into() };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_sign_in_flow(KEYS, &flow, NOW + Seconds::minutes(15)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn come_back(store: &Store, keys: (&[u8; 32], &[u8; 32]), at: Timestamp) -> Option<String> {
    let mut tx = store.begin(Author::system(at)).await.unwrap();
    let flow = tx.take_sign_in_flow(keys).await.unwrap();
    tx.commit().await.unwrap();
    flow.map(|flow| format!("{} {} {}", flow.nonce, flow.code_verifier, flow.return_path))
}

on_both_stores!(whoever_comes_back_is_known_once_and_in_the_browser_that_set_out, |store| {
    set_out(store).await;
    assert_eq!(come_back(store, (KEYS.0, &[9; 32]), NOW).await, None, "another browser");
    assert_eq!(come_back(store, (&[9; 32], KEYS.1), NOW).await, None, "another state");
    assert_eq!(come_back(store, KEYS, NOW).await.as_deref(), Some("n v /desk"));
    assert_eq!(come_back(store, KEYS, NOW).await, None, "used already");
});

on_both_stores!(whoever_comes_back_too_late_is_not_known_and_is_swept_away, |store| {
    set_out(store).await;
    let late = NOW + Seconds::minutes(15);
    assert_eq!(come_back(store, KEYS, late).await, None);
    let mut tx = store.begin(Author::system(late)).await.unwrap();
    assert_eq!(tx.delete_expired_sign_in_flows().await.unwrap(), 1);
});

on_both_stores!(a_person_is_one_user_and_a_user_one_person_at_an_issuer, |store| {
    let (ewa, adam) = (add(store, "ewa").await, add(store, "adam").await);
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_identity(ewa.id, EWA).await.unwrap();
    tx.commit().await.unwrap();
    for (user, identity) in [(adam.id, EWA), (ewa.id, (EWA.0, "other"))] {
        let mut tx = store.begin(Author::system(NOW)).await.unwrap();
        assert!(matches!(tx.insert_identity(user, identity).await, Err(StoreError::Duplicate { .. })));
    }
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    assert_eq!(tx.find_user_by_identity(EWA.0, EWA.1).await.unwrap(), Some(ewa.clone()));
    assert_eq!(tx.find_user_by_identity("https://evil.example", EWA.1).await.unwrap(), None);
    assert_eq!(tx.find_user_by_login_name("ewa").await.unwrap(), Some(ewa.clone()));
    assert!(tx.has_identity(ewa.id, EWA.0).await.unwrap() && !tx.has_identity(adam.id, EWA.0).await.unwrap());
    tx.delete_user(&ewa).await.unwrap();
    assert_eq!(tx.find_user_by_identity(EWA.0, EWA.1).await.unwrap(), None, "it goes with the user");
});

on_both_stores!(somebody_who_comes_in_eight_windows_for_the_first_time_is_one_user, |store| {
    let accounts = Accounts::new(store.clone(), Clock::fixed(NOW), account_settings(&Config::default())).unwrap();
    let person = Person {
        issuer: EWA.0.into(),
        subject: EWA.1.into(),
        login_names: vec!["ewa".into(), "ewa@example.com".into()],
        display_name: "Ewa".into(),
        language: Language::Polish,
        role: Some(Role::Agent),
        adopts: None,
        id_token: "a.b.c".into(),
    };
    let visit = Visit { address: None, user_agent: "", replaces: None, request_id: "test" };
    let windows = (0..8).map(|_| accounts.sign_in_by_identity(visit, &person));
    let opened = futures_util::future::join_all(windows).await;
    let users: Vec<_> = opened.into_iter().map(|opened| opened.expect("a session").user.id).collect();
    assert!(users.iter().all(|id| *id == users[0]), "{users:?}");
    assert_eq!(store.count_users().await.unwrap(), 1);
    let sessions = store.sessions_of(users[0]).await.unwrap();
    assert_eq!(store.id_token_of(sessions[0].id).await.unwrap().as_deref(), Some("a.b.c"));
});
