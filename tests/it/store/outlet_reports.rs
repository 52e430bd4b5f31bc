//! Reports of customers in the store.

use blisko::domain::ids::OutletId;
use blisko::domain::language::Language;
use blisko::domain::opening_hours::TradeClass;
use blisko::domain::outlet::{Outlet, OutletAddress, OutletDraft, OutletKind, OutletStatus};
use blisko::domain::outlet_report::{OutletReport, OutletReportDraft, ReportField, ReportOutcome};
use blisko::geo::LonLat;
use blisko::store::outlets::OutletWrite;
use blisko::store::{Author, Store};

use super::users::NOW;

pub async fn shop(store: &Store) -> OutletId {
    let draft = OutletDraft {
        code: "W1".into(),
        name: "Meteor".into(),
        kind: OutletKind::Store,
        status: OutletStatus::Active,
        point: LonLat::new(21.0, 52.2).unwrap(),
        address: OutletAddress { country: "PL".into(), ..OutletAddress::default() },
        time_zone: chrono_tz::Europe::Warsaw,
        opening_hours: String::new(),
        overrides: vec![],
        trade_class: TradeClass::Retail,
        floor_area_m2: None,
        services: vec![],
        products: vec![],
        promotions: vec![],
        phone: String::new(),
        email: String::new(),
        website: String::new(),
    };
    let outlet = Outlet { id: OutletId::generate(), version: 1, created_at: NOW, updated_at: NOW, draft };
    let id = outlet.id;
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.insert_outlets(&[OutletWrite { outlet, before: None }], "create").await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn report(store: &Store, outlet_id: OutletId, text: &str) -> OutletReport {
    let draft = OutletReportDraft {
        outlet_id,
        field: ReportField::Phone,
        text: text.into(),
        email: "anna@example.com".into(),
        language: Language::Czech,
        call: None,
    };
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    let report = tx.insert_outlet_report(draft).await.unwrap();
    tx.commit().await.unwrap();
    report
}

on_both_stores!(reports_are_numbered_and_read_as_they_were_written, |store| {
    let outlet_id = shop(store).await;
    let (first, second) =
        (report(store, outlet_id, "Jiné číslo").await, report(store, outlet_id, "A jiná adresa").await);
    assert_eq!((first.number, second.number), (1, 2));
    assert_eq!(store.outlet_reports_page(None, None, 10).await.unwrap(), [second.clone(), first.clone()]);
    assert_eq!(store.outlet_reports_page(None, Some(second.number), 10).await.unwrap(), [first]);
});

on_both_stores!(a_report_is_resolved_once_and_its_sender_forgotten, |store| {
    let outlet_id = shop(store).await;
    let open = report(store, outlet_id, "Jiné číslo").await;
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    let resolved = tx.resolve_outlet_report(open.id, ReportOutcome::Fixed, "Opraveno").await.unwrap().unwrap();
    assert!(tx.resolve_outlet_report(open.id, ReportOutcome::Rejected, "Znovu").await.unwrap().is_none());
    tx.commit().await.unwrap();
    assert_eq!(resolved.draft.email, "");
    assert_eq!(store.outlet_reports_page(Some(true), None, 10).await.unwrap(), [resolved]);
    assert!(store.outlet_reports_page(Some(false), None, 10).await.unwrap().is_empty());
});

on_both_stores!(reports_go_with_their_outlet, |store| {
    let outlet_id = shop(store).await;
    report(store, outlet_id, "Jiné číslo").await;
    let outlet = store.find_outlet(outlet_id).await.unwrap().unwrap();
    let mut tx = store.begin(Author::system(NOW)).await.unwrap();
    tx.delete_outlet(&outlet, "delete").await.unwrap();
    tx.commit().await.unwrap();
    assert!(store.outlet_reports_page(None, None, 10).await.unwrap().is_empty());
});
