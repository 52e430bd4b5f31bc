//! Files as people have them: encodings, titles, workbooks, damage.

use std::io::{Cursor, Write};

use blisko::domain::import::ImportKind;
use blisko::domain::import::RowOutcome;
use blisko::service::imports::ImportError;
use blisko::tabular::TabularError;
use blisko::tabular::limits::XLSX_PART_BYTES_MAX;
use zip::write::SimpleFileOptions;

use super::{Importing, outlets, table, upload};

const CP1250: &[u8] = include_bytes!("../../data/import/oddzialy_cp1250.csv");
const UTF_16: &[u8] = include_bytes!("../../data/import/pobocky_utf16.txt");
const TITLES: &[u8] = include_bytes!("../../data/import/titles_and_two_headers.csv");

on_both_stores!(a_windows_1250_file_with_polish_and_czech_names_is_read_right, |store| {
    let mut import = Importing::checked(store, CP1250).await;
    assert_eq!(import.import.source.encoding, "windows-1250");
    assert_eq!((import.import.counts.create, import.import.counts.bad), (4, 0));
    import.apply().await;
    let cities: Vec<String> = outlets(store).await.into_iter().map(|outlet| outlet.draft.address.city).collect();
    assert_eq!(cities, ["Wąbrzeźno", "Łódź", "Český Těšín", "Žďár nad Sázavou"]);
});

on_both_stores!(unicode_text_from_excel_is_read_right, |store| {
    let mut import = Importing::checked(store, UTF_16).await;
    assert_eq!((import.import.source.encoding.as_str(), import.import.source.delimiter.as_str()), ("UTF-16LE", "\t"));
    import.apply().await;
    let outlet = outlets(store).await.remove(0);
    assert_eq!(outlet.draft.address.street, "Náměstí Míru 5");
    assert_eq!(outlet.draft.address.country, "CZ");
});

on_both_stores!(titles_and_a_second_header_row_are_left_out, |store| {
    let import = Importing::checked(store, TITLES).await;
    assert_eq!(import.import.header[0], "Kod");
    assert_eq!((import.import.counts.create, import.import.counts.bad), (2, 0));
    let skipped = import.import.notes.iter().find(|note| note.code == "rows_skipped").expect("noted");
    assert_eq!(skipped.message, "row 1, 2, 4 above the data was left out");
});

on_both_stores!(a_nul_and_a_ragged_row_cost_their_rows_only, |store| {
    let file = table(4).replacen("Sklep 1", "Sk\0lep", 1).replacen("Sklep 2;", "Sklep;2;", 1);
    let mut import = Importing::checked(store, file.as_bytes()).await;
    assert_eq!(import.rows(RowOutcome::Bad).await, [(3, vec!["nul".to_owned()]), (4, vec!["ragged".to_owned()])]);
    import.apply().await;
    assert_eq!(outlets(store).await.len(), 2);
});

on_both_stores!(swapped_coordinates_are_recognised_row_by_row, |store| {
    let file = "code;name;lon;lat;country\nA;Alfa;21,01;52,23;PL\nB;Beta;52,23;21,01;PL\nC;Gamma;0;0;PL\n";
    let import = Importing::checked(store, file.as_bytes()).await;
    assert_eq!(
        import.rows(RowOutcome::Bad).await,
        [(3, vec!["looks_swapped".to_owned()]), (4, vec!["null_island".to_owned()])]
    );
});

on_both_stores!(a_workbook_keeps_its_texts_and_numbers, |store| {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["Kod", "Nazwa", "PLZ", "Land", "lat", "lon", "Telefon"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    for (column, text) in (0..).zip(["007", "Altmarkt"]) {
        sheet.write_string(1, column, text).unwrap();
    }
    sheet.write_number(1, 2, 1067.0).unwrap();
    sheet.write_string(1, 3, "Deutschland").unwrap();
    sheet.write_number(1, 4, 51.05).unwrap();
    sheet.write_number(1, 5, 13.738).unwrap();
    sheet.write_string(1, 6, "+49 351 1").unwrap();
    let mut import = Importing::checked(store, &workbook.save_to_buffer().unwrap()).await;
    assert_eq!((import.import.counts.create, import.import.counts.warned), (1, 1));
    import.apply().await;
    let draft = outlets(store).await.remove(0).draft;
    assert_eq!((draft.code.as_str(), draft.phone.as_str()), ("007", "+49 351 1"));
    assert_eq!(draft.address.postcode, "01067", "the zero that the number had lost");
});

on_both_stores!(geojson_points_become_outlets, |store| {
    let file = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","geometry":{"type":"Point","coordinates":[21.0122,52.2297]},
         "properties":{"code":"A","name":"Alfa","country":"PL"}},
        {"type":"Feature","geometry":{"type":"LineString","coordinates":[[21,52],[22,53]]},
         "properties":{"code":"B","name":"Beta","country":"PL"}}]}"#;
    let mut import = Importing::checked(store, file.as_bytes()).await;
    assert_eq!(import.rows(RowOutcome::Bad).await, [(2, vec!["not_a_point".to_owned()])]);
    import.apply().await;
    assert_eq!(outlets(store).await[0].draft.point.lat(), 52.2297);
});

on_both_stores!(files_that_are_no_tables_are_refused_and_leave_nothing, |store| {
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    bomb.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
    let zeros = vec![0; 1024 * 1024];
    for _ in 0..=XLSX_PART_BYTES_MAX / zeros.len() as u64 {
        bomb.write_all(&zeros).unwrap();
    }
    let bomb = bomb.finish().unwrap().into_inner();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().write_string(0, 0, "kod").unwrap();
    let mut cut = workbook.save_to_buffer().unwrap();
    cut.truncate(cut.len() / 2);
    let deep = format!(r#"{{"type":"FeatureCollection","features":[{}"#, "[".repeat(100_000));

    let refused = |error: ImportError| match error {
        ImportError::File(error) => error,
        other => panic!("not about the file: {other}"),
    };
    assert!(matches!(refused(upload(store, &bomb).await.unwrap_err()), TabularError::WorkbookTooLarge { .. }));
    assert!(matches!(refused(upload(store, &cut).await.unwrap_err()), TabularError::DamagedWorkbook(_)));
    assert!(matches!(refused(upload(store, deep.as_bytes()).await.unwrap_err()), TabularError::BadJson(_)));
    assert!(matches!(refused(upload(store, b"").await.unwrap_err()), TabularError::Empty));
    assert!(matches!(upload(store, b"kod;nazwa\n").await, Err(ImportError::NoRows)));
    assert!(store.import_page(ImportKind::ALL, None, 10).await.unwrap().is_empty());
});

on_both_stores!(a_file_that_breaks_in_the_middle_leaves_no_import, |store| {
    let endless = format!("{}\"{}", table(5_000), "x".repeat(3 * 1024 * 1024));
    let error = upload(store, endless.as_bytes()).await.unwrap_err();
    assert!(matches!(error, ImportError::File(TabularError::RowTooLong { row: 5_002 })), "{error}");
    assert!(store.import_page(ImportKind::ALL, None, 10).await.unwrap().is_empty());
});
