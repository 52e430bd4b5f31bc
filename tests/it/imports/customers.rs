//! Importing customers: what a row makes of them, who is taken for whom, and what undoing leaves alone.

use blisko::domain::actor::Actor;
use blisko::domain::consent::ConsentChannel;
use blisko::domain::contact_point::ContactKind;
use blisko::domain::customer::{Customer, CustomerKind, FieldValue, ValueTier};
use blisko::domain::customer_sight::CustomerSight;
use blisko::domain::import::{DuplicateChoice, ImportKind, RowOutcome};
use blisko::domain::language::Language;
use blisko::service::customers::update_customer;
use blisko::service::imports::{FailedRows, StageOptions};
use blisko::service::keep_house::{Retention, keep_house};
use blisko::store::Store;
use blisko::store::customers::{CustomerFilter, CustomerSort};
use blisko::units::{Seconds, Timestamp};

use super::{Importing, author};

const HEADER: &str = "Nr klienta;Imię i nazwisko;Firma;Telefon;E-mail;Ulica;Kod pocztowy;Miasto;Kraj;Język;Segment;\
                      Status;Zgoda e-mail;Uwagi;lat;lon";

fn file(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

fn anna() -> &'static str {
    "K1;Anna Nowak;;601 100 201;anna@example.com;Długa 1;90-001;Łódź;PL;pl;b2c;złoty;tak;lubi kawę;51,77;19,45"
}

fn kowal() -> &'static str {
    "K2;Jan Kowal;Kowal sp. z o.o.;42 123 45 67;biuro@kowal.pl;Krótka 2;90-002;Łódź;PL;pl;b2b;;;;51,78;19,46"
}

fn options(duplicates: DuplicateChoice) -> StageOptions {
    StageOptions { kind: ImportKind::Customers, duplicates, ..StageOptions::default() }
}

async fn checked<'a>(store: &'a Store, file: &str) -> Importing<'a> {
    Importing::checked_with(store, file.as_bytes(), options(DuplicateChoice::Skip)).await
}

async fn applied<'a>(store: &'a Store, file: &str) -> Importing<'a> {
    let mut import = checked(store, file).await;
    import.apply().await;
    import
}

async fn customers(store: &Store) -> Vec<Customer> {
    store.customer_page(&CustomerFilter::default(), CustomerSort::Number, None, 100_000).await.expect("customers")
}

on_both_stores!(a_row_becomes_a_customer_with_all_that_it_says, |store| {
    let import = applied(store, &file(&[anna(), kowal()])).await;
    assert_eq!((import.import.counts.create, import.import.counts.bad), (2, 0));
    let customers = customers(store).await;
    let anna = &customers[0].draft;
    assert_eq!((anna.number.as_str(), anna.name.as_str(), anna.kind), ("K1", "Anna Nowak", CustomerKind::Person));
    assert_eq!((anna.language, anna.value_tier, anna.segment.as_str()), (Language::Polish, ValueTier::Gold, "b2c"));
    let values: Vec<_> = anna.contact_points.iter().map(|point| (point.kind, point.value.as_str())).collect();
    assert_eq!(values, [(ContactKind::Phone, "+48601100201"), (ContactKind::Email, "anna@example.com")]);
    assert_eq!(anna.addresses[0].parts.street, "Długa 1");
    assert!(anna.addresses[0].place.is_some(), "the row has a point");
    assert_eq!(anna.fields["note"], FieldValue::Text("lubi kawę".into()));
    let consents = store.consents_of(&[customers[0].id]).await.unwrap();
    assert_eq!((consents[0].draft.channel, consents[0].draft.given), (ConsentChannel::Email, true));

    assert_eq!(
        (customers[1].draft.name.as_str(), customers[1].draft.kind),
        ("Kowal sp. z o.o.", CustomerKind::Company)
    );
    let contacts = store.contacts_page(customers[1].id, None, 10).await.unwrap();
    assert_eq!(contacts[0].draft.name, "Jan Kowal");
});

on_both_stores!(a_check_alone_writes_no_customer, |store| {
    let import = checked(store, &file(&[anna()])).await;
    assert_eq!(import.import.counts.create, 1);
    assert!(customers(store).await.is_empty());
});

on_both_stores!(the_same_customers_again_change_nothing, |store| {
    applied(store, &file(&[anna(), kowal()])).await;
    let revision = store.revision().await.unwrap();
    let again = applied(store, &file(&[anna(), kowal()])).await;
    assert_eq!(again.import.counts.unchanged, 2);
    assert_eq!(store.revision().await.unwrap(), revision);
});

on_both_stores!(a_row_with_a_known_number_changes_that_customer, |store| {
    applied(store, &file(&[anna()])).await;
    let moved = anna().replace("Długa 1", "Nowa 7").replace("601 100 201", "601 100 999").replace("tak", "nie");
    let import = applied(store, &file(&[&moved])).await;
    assert_eq!(import.import.counts.update, 1);
    let customers = customers(store).await;
    assert_eq!(customers[0].draft.addresses[0].parts.street, "Nowa 7");
    let phones: Vec<_> = customers[0].draft.contact_points.iter().map(|point| point.value.as_str()).collect();
    assert_eq!(phones, ["+48601100201", "anna@example.com", "+48601100999"]);
    let consents = store.consents_of(&[customers[0].id]).await.unwrap();
    assert_eq!(consents.iter().map(|consent| consent.draft.given).collect::<Vec<_>>(), [true, false]);
});

on_both_stores!(each_bad_row_says_what_is_wrong_and_stops_only_itself, |store| {
    let bad_phone = anna().replace("K1", "K3").replace("601 100 201", "zadzwoń");
    let twice = kowal().replace("Kowal sp", "Inny sp");
    let nameless = ";;;601 100 205;;;;;PL;pl;;;;;;";
    let taken = "C-9;Ewa Lis;;;;;;;PL;pl;;;;;;";
    let import = checked(store, &file(&[anna(), &bad_phone, kowal(), &twice, nameless, taken])).await;
    assert_eq!((import.import.counts.create, import.import.counts.bad), (2, 4));
    let codes = [(3, "phone"), (5, "duplicate_number"), (6, "required"), (7, "reserved")];
    let expected: Vec<_> = codes.into_iter().map(|(row, code)| (row, vec![code.to_owned()])).collect();
    assert_eq!(import.rows(RowOutcome::Bad).await, expected);
});

on_both_stores!(bad_rows_come_back_as_a_file_with_the_reason, |store| {
    let import = checked(store, &file(&[&anna().replace("601 100 201", "zadzwoń")])).await;
    let mut failed = FailedRows::of(store, import.id, Language::Polish).await.unwrap();
    let text = String::from_utf8(failed.next().await.unwrap().unwrap()).unwrap();
    let line = text.lines().nth(1).unwrap();
    assert!(
        line.starts_with("K1;Anna Nowak;;zadzwoń") && line.contains("wiersz 2: Telefon: to nie jest numer telefonu"),
        "{line}"
    );
});

on_both_stores!(somebody_who_seems_to_be_there_is_left_out_and_named, |store| {
    applied(store, &file(&[anna()])).await;
    // The same telephone under another number, and a namesake next door.
    let same_phone = "K7;A. Nowak-Lis;;601100201;;;;;PL;pl;;;;;;";
    let next_door = ";ANNA NOVAK;;;;Długa 3;90-001;Łódź;PL;pl;;;;;51,7701;19,4501";
    let other = ";Anna Nowak;;;;Inna 3;00-001;Warszawa;PL;pl;;;;;52,2;21,0";
    let import = checked(store, &file(&[same_phone, next_door, other])).await;
    assert_eq!((import.import.counts.skipped, import.import.counts.create), (2, 1));
    let skipped = import.rows(RowOutcome::Skipped).await;
    assert_eq!(skipped, [(2, vec!["duplicate".to_owned()]), (3, vec!["duplicate".to_owned()])]);
});

on_both_stores!(somebody_who_seems_to_be_there_may_be_updated_or_made_anew, |store| {
    applied(store, &file(&[anna()])).await;
    let row = file(&["K7;Anna Nowak;;601100201;nowak@example.com;;;;PL;pl;;;;;;"]);
    let mut update = Importing::checked_with(store, row.as_bytes(), options(DuplicateChoice::Update)).await;
    assert_eq!(update.import.counts.update, 1);
    update.apply().await;
    let found = customers(store).await;
    assert_eq!((found.len(), found[0].draft.number.as_str(), found[0].draft.contact_points.len()), (1, "K1", 3));

    let row = row.replace("nowak@example.com", "");
    let mut create = Importing::checked_with(store, row.as_bytes(), options(DuplicateChoice::Create)).await;
    assert_eq!(create.import.counts.create, 1);
    create.apply().await;
    assert_eq!(customers(store).await.len(), 2);
});

on_both_stores!(two_rows_about_one_person_make_one_customer, |store| {
    let rows = file(&[";Anna Nowak;;601100201;;;;;PL;pl;;;;;;", ";Nowak Anna;;+48 601 100 201;;;;;PL;pl;;;;;;"]);
    let import = applied(store, &rows).await;
    assert_eq!((import.import.counts.create, import.import.counts.skipped), (1, 1));
    assert_eq!(customers(store).await[0].draft.number, "C-1001");
});

on_both_stores!(undoing_leaves_the_customers_as_they_were, |store| {
    applied(store, &file(&[anna()])).await;
    let before = customers(store).await;
    let changed = anna().replace("Anna Nowak", "Anna Nowak-Lis").replace("Długa 1", "Nowa 7").replace("tak", "nie");
    let mut import = applied(store, &file(&[&changed, kowal()])).await;
    assert_eq!(customers(store).await.len(), 2);
    let counts = import.undo().await.counts;
    assert_eq!((counts.undone, counts.kept), (2, 0));
    let after = customers(store).await;
    assert_eq!(after.len(), 1);
    assert_eq!(after[0].draft, before[0].draft);
    assert_eq!(store.consents_of(&[after[0].id]).await.unwrap().len(), 1);
});

on_both_stores!(undoing_leaves_alone_whoever_was_changed_since, |store| {
    let mut import = applied(store, &file(&[anna(), kowal()])).await;
    let edited = customers(store).await.remove(0);
    let mut tx = store.begin(author(3_500)).await.unwrap();
    let mut draft = edited.draft.clone();
    draft.segment = "vip".into();
    update_customer(&mut tx, edited.id, None, draft, CustomerSight::of(&Actor::System)).await.unwrap();
    tx.commit().await.unwrap();
    let counts = import.undo().await.counts;
    assert_eq!((counts.undone, counts.kept), (1, 1));
    assert_eq!(customers(store).await[0].draft.segment, "vip");
});

on_both_stores!(a_file_of_customers_is_forgotten_after_its_time_and_the_customers_stay, |store| {
    applied(store, &file(&[anna()])).await;
    let (time, month) = (Seconds::days(30), Timestamp(3_000) + Seconds::days(30));
    let retention = Retention { idempotent_replies: time, changes: time, answer_links: time, customer_files: time };
    assert_eq!(keep_house(store, retention, month).await.unwrap().customer_files, 0);
    assert_eq!(keep_house(store, retention, month + Seconds(1)).await.unwrap().customer_files, 1);
    assert!(store.import_page(ImportKind::ALL, None, 10).await.unwrap().is_empty());
    assert_eq!(customers(store).await.len(), 1);
});

on_both_stores!(an_address_that_nobody_can_find_goes_in_without_a_point_and_is_listed, |store| {
    let import = applied(store, &file(&[&anna().replace("51,77;19,45", ";")])).await;
    assert_eq!((import.import.counts.create, import.import.counts.unplaced), (1, 1));
    let customer = &customers(store).await[0];
    assert!(customer.draft.addresses[0].place.is_none());
});
