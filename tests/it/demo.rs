//! Loading the demo company.

use blisko::domain::opening_hours::TradeClass;
use blisko::domain::outlet::OutletDraft;
use blisko::service::load_demo::{LoadDemoError, Onto, add_demo_customers, add_demo_users, load_demo};
use blisko::service::passwords::{HashCost, Passwords};
use blisko::service::write_outlets;
use blisko::store::{Author, Store};
use blisko::units::Timestamp;
use chrono::NaiveDate;

const NOW: Timestamp = Timestamp(1_796_040_000_000);

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// An outlet that is nobody's demo: that of Cieszyn under another code.
async fn add_own_outlet(store: &Store) {
    let cieszyn = store.find_outlet_by_code("MT-CIE-01").await.unwrap().unwrap().draft;
    let own = OutletDraft { code: "OWN-1".into(), trade_class: TradeClass::Pharmacy, ..cieszyn };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    write_outlets::create_outlet(&mut tx, own).await.unwrap();
    tx.commit().await.unwrap();
}

on_both_stores!(the_demo_goes_into_an_empty_database, |store| {
    let loaded = load_demo(store, Onto::Empty, NOW, day(30)).await.unwrap();
    assert_eq!((loaded.created, store.count_outlets().await.unwrap()), (430, 430));
});

on_both_stores!(a_database_with_outlets_is_left_alone, |store| {
    load_demo(store, Onto::Empty, NOW, day(29)).await.unwrap();
    let refused = load_demo(store, Onto::Empty, NOW, day(30)).await;
    assert!(matches!(refused, Err(LoadDemoError::NotEmpty { outlets: 430 })), "{refused:?}");
});

on_both_stores!(replacing_on_another_day_moves_the_offers_and_keeps_own_outlets, |store| {
    load_demo(store, Onto::Empty, NOW, day(1)).await.unwrap();
    add_own_outlet(store).await;
    let own = store.find_outlet_by_code("OWN-1").await.unwrap();
    let loaded = load_demo(store, Onto::EarlierDemo, NOW, day(30)).await.unwrap();
    assert!(loaded.created == 0 && loaded.renewed > 100, "{loaded:?}");
    assert_eq!(store.find_outlet_by_code("OWN-1").await.unwrap(), own);
    let inventory = store.find_outlet_by_code("MT-NBG-05").await.unwrap().unwrap().draft.overrides;
    assert_eq!(inventory[0].from, day(30));
});

on_both_stores!(replacing_deletes_demo_outlets_that_the_demo_no_longer_has, |store| {
    load_demo(store, Onto::Empty, NOW, day(30)).await.unwrap();
    let stray = store.find_outlet_by_code("MT-CIE-01").await.unwrap().unwrap().draft;
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    write_outlets::create_outlet(&mut tx, OutletDraft { code: "MT-ZZZ-99".into(), ..stray }).await.unwrap();
    tx.commit().await.unwrap();
    let loaded = load_demo(store, Onto::EarlierDemo, NOW, day(30)).await.unwrap();
    assert_eq!((loaded.deleted, store.count_outlets().await.unwrap()), (1, 430));
});

on_both_stores!(every_role_gets_one_login_and_a_second_loading_adds_none, |store| {
    let passwords = Passwords::new(HashCost::CHEAP_FOR_TESTS, 1).unwrap();
    let added = add_demo_users(store, &passwords, "abcd-efgh-jkmn", NOW).await.unwrap();
    assert_eq!(added.len(), blisko::domain::permission::Role::ALL.len());
    assert!(add_demo_users(store, &passwords, "other-words-here", NOW).await.unwrap().is_empty());
});

on_both_stores!(the_customers_of_the_demo_are_added_once_and_some_wait, |store| {
    load_demo(store, Onto::Empty, NOW, day(30)).await.unwrap();
    assert_eq!(add_demo_customers(store, NOW).await.unwrap(), 300);
    assert_eq!(add_demo_customers(store, NOW).await.unwrap(), 0);
    assert_eq!(store.count_customers().await.unwrap(), 300);
    assert!(store.queue_length(None).await.unwrap() >= 20);
});
