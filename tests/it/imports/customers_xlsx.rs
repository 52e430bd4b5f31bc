//! Customers from a workbook as Excel keeps them: numbers, dates and yes or no in cells of their own kinds.

use blisko::domain::consent::ConsentChannel;
use blisko::domain::customer::{CustomerKind, FieldValue, ValueTier};
use blisko::domain::import::{ImportKind, RowOutcome};
use blisko::service::imports::StageOptions;
use blisko::store::customers::{CustomerFilter, CustomerSort};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::Importing;

const HEADER: [&str; 13] = [
    "Nr klienta",
    "Imię i nazwisko",
    "Firma",
    "Telefon",
    "E-mail",
    "Ulica",
    "Kod pocztowy",
    "Miasto",
    "Kraj",
    "Status",
    "Zgoda e-mail",
    "lat",
    "lon",
];

/// Two customers below a title, and one whose telephone is a word. Nobody in the office has set a column's type.
fn workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Klienci").unwrap();
    for (column, name) in HEADER.iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
    }
    person(sheet, 1, "Anna Nowak", 601_100_201.0);
    sheet.write_number(2, 0, 1002.0).unwrap();
    sheet.write_string(2, 1, "Jan Kowal").unwrap();
    sheet.write_string(2, 2, "Kowal sp. z o.o.").unwrap();
    sheet.write_string(2, 3, "42 123 45 67").unwrap();
    sheet.write_string(2, 8, "PL").unwrap();
    person(sheet, 3, "Ewa Lis", 1.0);
    workbook.save_to_buffer().unwrap()
}

fn person(sheet: &mut Worksheet, row: u32, name: &str, phone: f64) {
    sheet.write_number(row, 0, f64::from(1000 + row)).unwrap();
    sheet.write_string(row, 1, name).unwrap();
    sheet.write_number_with_format(row, 3, phone, &Format::new().set_num_format("000 000 000")).unwrap();
    sheet.write_string(row, 4, "anna@example.com").unwrap();
    sheet.write_string(row, 5, "Długa 1").unwrap();
    sheet.write_string(row, 6, "02-001").unwrap();
    sheet.write_string(row, 7, "Warszawa").unwrap();
    sheet.write_string(row, 8, "PL").unwrap();
    sheet.write_string(row, 9, "złoty").unwrap();
    sheet.write_boolean(row, 10, true).unwrap();
    sheet.write_number(row, 11, 52.22).unwrap();
    sheet.write_number(row, 12, 21.01).unwrap();
}

on_both_stores!(a_workbook_becomes_customers_whatever_kind_its_cells_are_of, |store| {
    let options = StageOptions { kind: ImportKind::Customers, ..StageOptions::default() };
    let mut import = Importing::checked_with(store, &workbook(), options).await;
    assert_eq!(
        (import.import.counts.create, import.import.counts.bad),
        (2, 1),
        "{:?}",
        import.rows(RowOutcome::Bad).await
    );
    assert_eq!(import.rows(RowOutcome::Bad).await, [(4, vec!["phone".to_owned()])]);
    import.apply().await;
    let found = store.customer_page(&CustomerFilter::default(), CustomerSort::Number, None, 10).await.unwrap();
    let (anna, kowal) = (&found[0].draft, &found[1].draft);
    assert_eq!((anna.number.as_str(), anna.name.as_str()), ("1001", "Anna Nowak"));
    assert_eq!((anna.kind, anna.value_tier), (CustomerKind::Person, ValueTier::Gold));
    let points: Vec<_> = anna.contact_points.iter().map(|point| point.value.as_str()).collect();
    assert_eq!(points, ["+48601100201", "anna@example.com"]);
    let address = &anna.addresses[0];
    assert_eq!((address.parts.postcode.as_str(), address.parts.city.as_str()), ("02-001", "Warszawa"));
    assert!(address.place.is_some(), "the row has a point");
    let consents = store.consents_of(&[found[0].id]).await.unwrap();
    assert_eq!((consents[0].draft.channel, consents[0].draft.given), (ConsentChannel::Email, true));
    assert_eq!((kowal.number.as_str(), kowal.kind), ("1002", CustomerKind::Company));
    assert!(anna.fields.values().all(|value| *value != FieldValue::Text(String::new())));

    import.undo().await;
    assert!(store.customer_page(&CustomerFilter::default(), CustomerSort::Number, None, 10).await.unwrap().is_empty());
});

on_both_stores!(the_same_workbook_again_changes_nothing, |store| {
    let options = || StageOptions { kind: ImportKind::Customers, ..StageOptions::default() };
    Importing::checked_with(store, &workbook(), options()).await.apply().await;
    let again = Importing::checked_with(store, &workbook(), options()).await;
    assert_eq!((again.import.counts.unchanged, again.import.counts.bad), (2, 1));
});
