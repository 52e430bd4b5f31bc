//! Customers in the store.

use blisko::domain::contact_point::{ContactKind, ContactPoint, Purpose};
use blisko::domain::customer::{Customer, CustomerDraft, CustomerKind, FieldValue, ValueTier};
use blisko::domain::customer_address::CustomerAddress;
use blisko::domain::ids::CustomerId;
use blisko::domain::language::Language;
use blisko::domain::outlet::OutletAddress;
use blisko::domain::outlet_geocode::{FoundPoint, GeocodeLevel};
use blisko::domain::validity::Validity;
use blisko::geo::LonLat;
use blisko::store::customers::{CustomerFilter, CustomerPosition, CustomerSort, CustomerWrite};
use blisko::store::{Author, Store, StoreError};
use blisko::units::Meters;
use chrono::NaiveDate;

use super::users::NOW;

pub fn customer(number: &str) -> Customer {
    let draft = CustomerDraft {
        kind: CustomerKind::Person,
        number: number.into(),
        name: format!("Żaneta {number}"),
        segment: "student".into(),
        value_tier: ValueTier::Gold,
        language: Language::Polish,
        owner: None,
        preferred_outlet: None,
        fields: [("size".to_owned(), FieldValue::Number(38.0)), ("vip".to_owned(), FieldValue::Flag(true))].into(),
        contact_points: vec![ContactPoint {
            kind: ContactKind::Phone,
            value: "+48601100201".into(),
            extension: "12".into(),
            purpose: Purpose::Private,
            validity: Validity { from: NaiveDate::from_ymd_opt(2026, 1, 1), until: None },
        }],
        addresses: vec![CustomerAddress {
            purpose: Purpose::Main,
            raw_text: "przy rondzie".into(),
            parts: OutletAddress { city: "Warszawa".into(), country: "PL".into(), ..OutletAddress::default() },
            place: Some(FoundPoint {
                point: LonLat::new(21.0265, 52.2440).unwrap(),
                level: GeocodeLevel::Street,
                confidence: 0.8,
                radius: Meters(120.0),
                source: "prg".into(),
                data_date: "2026-10-01".into(),
                label: "Rondo".into(),
            }),
            validity: Validity::default(),
        }],
    };
    Customer { id: CustomerId::generate(), version: 1, created_at: NOW, updated_at: NOW, draft }
}

pub async fn insert(store: &Store, customers: &[Customer]) -> Result<(), StoreError> {
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    let write = |customer: &Customer| CustomerWrite { customer: customer.clone(), before: None };
    tx.insert_customers(&customers.iter().map(write).collect::<Vec<_>>(), "create").await?;
    tx.commit().await.map(drop)
}

on_both_stores!(a_customer_is_read_as_written, |store| {
    let anna = customer("A1");
    insert(store, std::slice::from_ref(&anna)).await.unwrap();
    assert_eq!(store.find_customer(anna.id).await.unwrap(), Some(anna.clone()));
    assert_eq!(store.customers_by_ids(&[anna.id.0]).await.unwrap(), [anna]);
});

on_both_stores!(a_customer_is_replaced_with_all_lists_and_only_at_the_known_version, |store| {
    let anna = customer("A1");
    insert(store, std::slice::from_ref(&anna)).await.unwrap();
    let mut changed = Customer { version: 2, ..anna.clone() };
    changed.draft.contact_points.clear();
    changed.draft.name = "Anna".into();
    let write = CustomerWrite { customer: changed.clone(), before: Some(anna) };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.update_customer(&write, 1, "update").await.unwrap();
    assert!(matches!(tx.update_customer(&write, 1, "update").await, Err(StoreError::VersionConflict { current: 2 })));
    tx.commit().await.unwrap();
    assert_eq!(store.find_customer(changed.id).await.unwrap(), Some(changed));
});

on_both_stores!(a_taken_number_is_said_to_be_taken, |store| {
    insert(store, &[customer("A1")]).await.unwrap();
    let taken = insert(store, &[customer("A1")]).await;
    assert!(matches!(taken, Err(StoreError::DuplicateCustomerNumber { number }) if number == "A1"));
});

on_both_stores!(pages_go_on_where_they_ended, |store| {
    let all: Vec<Customer> = (0..5).map(|index| customer(&format!("A{index}"))).collect();
    insert(store, &all).await.unwrap();
    let filter = CustomerFilter { text: Some("zaneta".into()), ..CustomerFilter::default() };
    let first = store.customer_page(&filter, CustomerSort::Number, None, 3).await.unwrap();
    let after = CustomerPosition::Number(first[2].draft.number.clone());
    let second = store.customer_page(&filter, CustomerSort::Number, Some(&after), 3).await.unwrap();
    assert_eq!([first, second].concat(), all);
});

on_both_stores!(a_number_leads_to_its_customer_and_one_that_holds_comes_first, |store| {
    let (mut old, current) = (customer("A1"), customer("A2"));
    old.draft.contact_points[0].validity.until = NaiveDate::from_ymd_opt(2026, 2, 1);
    insert(store, &[old.clone(), current.clone()]).await.unwrap();
    let reached = store.reached_at("+48601100201", "2026-11-28", 10).await.unwrap();
    let ids: Vec<CustomerId> = reached.iter().map(|each| each.customer_id).collect();
    assert_eq!(ids, [current.id, old.id]);
    assert_eq!(reached[0].extension, "12");
});

#[tokio::test]
async fn a_name_that_was_written_before_there_were_keys_gets_one() {
    let test = crate::support::stores::TestStore::sqlite().await;
    insert(&test.store, &[customer("A1"), customer("A2")]).await.unwrap();
    let database = sqlx::SqlitePool::connect(&test.url).await.unwrap();
    sqlx::query("update customer set name_key = ''").execute(&database).await.unwrap();
    let clock = blisko::clock::Clock::fixed(NOW);
    let fill = || blisko::service::fill_name_keys::fill_name_keys(&test.store, &clock);
    assert_eq!((fill().await.unwrap(), fill().await.unwrap()), (2, 0));
}
