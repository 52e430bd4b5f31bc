//! What is forgotten, and what is not.

use blisko::service::keep_house::{Forgotten, Retention, keep_house};
use blisko::store::{Author, Op, Store};
use blisko::units::{Seconds, Timestamp};
use uuid::Uuid;

const NOON: Timestamp = Timestamp(1_795_000_000_000);

async fn change_at(store: &Store, at: Timestamp) {
    let mut tx = store.begin(Author::system(at)).await.unwrap();
    tx.record("outlet", Uuid::now_v7(), Op::Create).await.unwrap();
    tx.commit().await.unwrap();
}

const RETENTION: Retention = Retention {
    idempotent_replies: Seconds::hours(24),
    changes: Seconds::days(30),
    answer_links: Seconds::days(30),
    customer_files: Seconds::days(30),
};

on_both_stores!(changes_are_forgotten_after_their_time, |store| {
    change_at(store, NOON - Seconds::days(31)).await;
    change_at(store, NOON - Seconds::days(29)).await;
    let forgotten = keep_house(store, RETENTION, NOON).await.unwrap();
    assert_eq!(forgotten, Forgotten { idempotent_replies: 0, changes: 1, answer_links: 0, customer_files: 0 });
    assert_eq!(store.oldest_change().await.unwrap(), Some(2));
});

on_both_stores!(the_newest_change_is_kept_however_old_it_is, |store| {
    change_at(store, NOON - Seconds::days(400)).await;
    keep_house(store, RETENTION, NOON).await.unwrap();
    assert_eq!(store.changes_after(0, 10).await.unwrap().len(), 1);
});
