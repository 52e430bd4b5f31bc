//! What is exported comes back unchanged, in every format.

use blisko::domain::outlet::{HoursOverride, Localized, OutletDraft, Promotion, Service};
use blisko::service::export_outlets::{ExportFormat, ExportOptions, OutletExport};
use blisko::service::write_outlets;
use blisko::store::Store;
use blisko::store::outlets::OutletFilter;

use super::{Importing, author, outlets, table};

/// Outlets with everything that is hard to write: formulas, quotes, line ends, many digits.
async fn fill(store: &Store) {
    let mut import = Importing::checked(store, table(5).as_bytes()).await;
    import.apply().await;
    let mut tx = store.begin(author(3_500)).await.unwrap();
    let named = |code: &str| Service { code: code.into(), name: Localized { pl: code.into(), ..Localized::default() } };
    write_outlets::put_services(&mut tx, &[named("sale"), named("returns")]).await.unwrap();
    for (outlet, change) in outlets(store).await.into_iter().zip([formulas, texts, lists, numbers]) {
        let mut draft = outlet.draft;
        change(&mut draft);
        write_outlets::update_outlet(&mut tx, outlet.id, None, draft.validate().unwrap()).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn formulas(draft: &mut OutletDraft) {
    draft.name = "=HYPERLINK(\"http://evil.example\")".into();
    draft.phone = "+48 601 100 201".into();
    draft.address.street = "-2+3".into();
    draft.address.city = "'s-Hertogenbosch".into();
    draft.email = "@x".into();
}

fn texts(draft: &mut OutletDraft) {
    draft.name = "\"Jan\"; syn, spółka\nz o.o.".into();
    draft.address.postcode = "00-001".into();
    draft.opening_hours = "jak szef wstanie".into();
    draft.website = "https://example.com/?a=1&b=2".into();
}

fn lists(draft: &mut OutletDraft) {
    let day = |text: &str| text.parse().expect("a date");
    draft.services = vec!["sale".into(), "returns".into()];
    draft.products = vec!["a|b".into(), "c, d; e".into(), "back\\slash".into()];
    draft.overrides = vec![
        HoursOverride { from: day("2026-12-24"), until: day("2026-12-26"), hours: None, reason: "Wigilia # 1".into() },
        HoursOverride {
            from: day("2026-12-31"),
            until: day("2026-12-31"),
            hours: Some("10:00-14:00, 15:00-16:00".into()),
            reason: String::new(),
        },
    ];
    let title = Localized { pl: "Czajniki | -20%".into(), cs: String::new(), en: "Kettles".into() };
    draft.promotions = vec![Promotion { title, valid_from: day("2026-12-01"), valid_until: day("2026-12-24") }];
}

fn numbers(draft: &mut OutletDraft) {
    draft.point = blisko::geo::LonLat::new(21.012_345_678_901_234, -0.000_000_123_456_789).unwrap();
    draft.floor_area_m2 = Some(1_250.123_456_789);
    draft.address.country = "GB".into();
    draft.address.region = "GB-LND".into();
}

async fn export(store: &Store, format: ExportFormat) -> Vec<u8> {
    let options = ExportOptions { format, ..ExportOptions::default() };
    let mut export = OutletExport::new(store, OutletFilter::default(), options);
    let mut file = Vec::new();
    while let Some(piece) = export.next().await.unwrap() {
        file.extend(piece);
    }
    file
}

async fn comes_back(store: &Store, format: ExportFormat) {
    fill(store).await;
    let file = export(store, format).await;
    let again = Importing::checked(store, &file).await;
    let counts = again.import.counts;
    let rows = again.rows(blisko::domain::import::RowOutcome::Update).await;
    assert_eq!((counts.unchanged, counts.update, counts.create, counts.bad), (5, 0, 0, 0), "{rows:?}");
}

on_both_stores!(what_is_exported_as_csv_comes_back_unchanged, |store| {
    comes_back(store, ExportFormat::Csv).await;
});

on_both_stores!(what_is_exported_as_xlsx_comes_back_unchanged, |store| {
    comes_back(store, ExportFormat::Xlsx).await;
});

on_both_stores!(what_is_exported_as_geojson_comes_back_unchanged, |store| {
    comes_back(store, ExportFormat::GeoJson).await;
});

on_both_stores!(no_cell_of_an_exported_csv_starts_a_formula, |store| {
    fill(store).await;
    let file = String::from_utf8(export(store, ExportFormat::Csv).await).unwrap();
    let mut reader = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }
});
