//! Throttled sign-ins in the store.

use blisko::domain::login_throttle::NAME_AT_ADDRESS;
use blisko::store::login_throttle::Attempt;
use blisko::store::{Author, Store};
use blisko::units::{Seconds, Timestamp};

use super::users::NOW;

const BUCKET: [u8; 32] = [4; 32];

async fn attempt(store: &Store, at: Timestamp) -> Attempt {
    let mut tx = store.begin(Author::system(at)).await.unwrap();
    let attempt = tx.count_attempt(&BUCKET, NAME_AT_ADDRESS).await.unwrap();
    tx.commit().await.unwrap();
    attempt
}

on_both_stores!(the_seventh_attempt_in_a_row_has_to_wait, |store| {
    for failures in 1..=6 {
        assert_eq!(attempt(store, NOW).await, Attempt::Allowed { failures: f64::from(failures) });
    }
    let until = NOW + Seconds(1);
    assert_eq!(attempt(store, NOW).await, Attempt::Blocked { until });
    assert!(matches!(attempt(store, until).await, Attempt::Allowed { .. }));
});

on_both_stores!(twenty_attempts_at_once_are_counted_one_by_one, |store| {
    let attempts = (0..20).map(|_| attempt(store, NOW));
    let allowed = futures_util::future::join_all(attempts).await.into_iter();
    let allowed = allowed.filter(|attempt| matches!(attempt, Attempt::Allowed { .. })).count();
    assert_eq!(allowed, 6, "five are free, the sixth is the one after which to wait");
});

on_both_stores!(after_a_success_everything_is_forgotten, |store| {
    for _ in 0..6 {
        attempt(store, NOW).await;
    }
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.clear_attempts(&BUCKET).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(attempt(store, NOW).await, Attempt::Allowed { failures: 1.0 });
});
