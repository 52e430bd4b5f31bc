//! The life of an import: check, apply, undo, and what stands in their way.

use blisko::domain::import::{ImportState, RowOutcome};
use blisko::domain::language::Language;
use blisko::service::imports::{
    FailedRows, ImportError, MappingChange, StageOptions, apply_import, change_mapping, check_import, undo_import,
};
use blisko::service::write_outlets;
use blisko::store::audit::AuditFilter;

use super::{Importing, author, contents, outlets, progress, table, upload};

/// Fifty rows, of which row 11 has a latitude beyond the pole, row 21 no name and row 31 a code given twice.
fn three_bad_of_fifty() -> String {
    let lines: Vec<String> = table(50).lines().map(str::to_owned).collect();
    let mend = |(index, line): (usize, String)| match index {
        10 => line.replace(";52,", ";152,"),
        20 => line.replace("Sklep 19", ""),
        30 => line.replace("S0029", "S0001"),
        _ => line,
    };
    lines.into_iter().enumerate().map(mend).collect::<Vec<_>>().join("\n")
}

on_both_stores!(three_bad_rows_of_fifty_are_named_and_the_others_go_in, |store| {
    let mut import = Importing::checked(store, three_bad_of_fifty().as_bytes()).await;
    let counts = import.import.counts;
    assert_eq!((counts.create, counts.update, counts.unchanged, counts.bad), (47, 0, 0, 3));
    assert_eq!(
        import.rows(RowOutcome::Bad).await,
        [
            (11, vec!["out_of_range".to_owned()]),
            (21, vec!["required".to_owned()]),
            (31, vec!["duplicate_code".to_owned()]),
        ]
    );
    assert!(outlets(store).await.is_empty(), "a dry run writes no outlet");
    import.apply().await;
    assert_eq!(import.import.counts.create, 47);
    assert_eq!(outlets(store).await.len(), 47);
});

on_both_stores!(failed_rows_come_back_as_a_file_that_can_be_mended_and_imported, |store| {
    let mut import = Importing::checked(store, three_bad_of_fifty().as_bytes()).await;
    import.apply().await;
    let mut file = Vec::new();
    let mut failed = FailedRows::of(store, import.id, Language::English).await.unwrap();
    while let Some(piece) = failed.next().await.unwrap() {
        file.extend(piece);
    }
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines[0].ends_with(";Godziny otwarcia;import_reason"), "{}", lines[0]);
    assert!(lines[2].contains("Nazwa: give the outlet a name"), "{}", lines[2]);

    let mended = text.replace(";152,", ";52,").replace(";;", ";Sklep;").replace("S0001", "S0029");
    let mut second = Importing::checked(store, mended.as_bytes()).await;
    assert_eq!((second.import.counts.create, second.import.counts.bad), (3, 0));
    assert!(second.import.notes.iter().any(|note| note.code == "mapping_reused"), "{:?}", second.import.notes);
    second.apply().await;
    assert_eq!(outlets(store).await.len(), 50);
});

on_both_stores!(undoing_leaves_the_database_as_it_was, |store| {
    let mut first = Importing::checked(store, table(20).as_bytes()).await;
    first.apply().await;
    let before = contents(store).await;

    let changed = table(30).replace("Łódź", "Pabianice");
    let mut second = Importing::checked(store, changed.as_bytes()).await;
    let counts = second.import.counts;
    assert_eq!((counts.create, counts.update), (10, 20));
    second.apply().await;
    assert_eq!(outlets(store).await.len(), 30);
    let counts = second.undo().await.counts;
    assert_eq!((counts.undone, counts.kept), (30, 0));
    assert_eq!(contents(store).await, before);
    assert_eq!(second.import.state, ImportState::Undone);
});

on_both_stores!(undoing_leaves_alone_what_somebody_has_changed_since, |store| {
    let mut import = Importing::checked(store, table(3).as_bytes()).await;
    import.apply().await;
    let edited = outlets(store).await.remove(1);
    let mut draft = edited.draft.clone();
    draft.phone = "+48 42 1".into();
    let mut tx = store.begin(author(3_500)).await.unwrap();
    write_outlets::update_outlet(&mut tx, edited.id, None, draft).await.unwrap();
    tx.commit().await.unwrap();

    let counts = import.undo().await.counts;
    assert_eq!((counts.undone, counts.kept), (2, 1));
    assert_eq!(import.rows(RowOutcome::Kept).await, [(3, vec!["changed_since".to_owned()])]);
    let left = outlets(store).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].draft.phone, "+48 42 1");
});

on_both_stores!(the_same_file_again_changes_nothing, |store| {
    let mut import = Importing::checked(store, table(5).as_bytes()).await;
    import.apply().await;
    let revision = store.revision().await.unwrap();
    let mut again = Importing::checked(store, table(5).as_bytes()).await;
    assert_eq!(again.import.counts.unchanged, 5);
    again.apply().await;
    assert_eq!(store.revision().await.unwrap(), revision);
});

on_both_stores!(an_unknown_service_is_bad_unless_the_import_may_add_it, |store| {
    let file = "code,name,lat,lon,country,services\nA,Alfa,52,21,PL,Kawa; zwroty\n";
    let strict = Importing::checked(store, file.as_bytes()).await;
    assert_eq!(strict.rows(RowOutcome::Bad).await, [(2, vec!["unknown_service".to_owned(); 2])]);

    let options = StageOptions { create_services: true, ..StageOptions::default() };
    let mut adding = Importing::checked_with(store, file.as_bytes(), options).await;
    assert_eq!(adding.import.counts.create, 1);
    adding.apply().await;
    let codes: Vec<String> = store.services().await.unwrap().into_iter().map(|service| service.code).collect();
    assert_eq!(codes, ["kawa", "zwroty"]);
    adding.undo().await;
    assert!(store.services().await.unwrap().is_empty());
});

on_both_stores!(steps_out_of_order_are_refused, |store| {
    let import = upload(store, table(2).as_bytes()).await.unwrap();
    let unchecked = apply_import(store, author(2_000), import.id, &progress(), None).await;
    assert!(matches!(unchecked, Err(ImportError::WrongState { state: ImportState::Uploaded, .. })));
    let unapplied = undo_import(store, author(2_000), import.id, &progress()).await;
    assert!(matches!(unapplied, Err(ImportError::WrongState { state: ImportState::Uploaded, .. })));

    check_import(store, author(2_000), import.id, &progress(), None).await.unwrap();
    apply_import(store, author(3_000), import.id, &progress(), None).await.unwrap();
    let twice = apply_import(store, author(4_000), import.id, &progress(), None).await;
    assert!(matches!(twice, Err(ImportError::WrongState { state: ImportState::Applied, .. })));
    let late = change_mapping(store, author(4_000), import.id, MappingChange::default()).await;
    assert!(matches!(late, Err(ImportError::WrongState { state: ImportState::Applied, .. })));
});

on_both_stores!(hours_that_nobody_can_read_are_kept_and_counted, |store| {
    let file = table(2).replacen("Mo-Fr 08:00-16:00", "jak szef wstanie", 1);
    let mut import = Importing::checked(store, file.as_bytes()).await;
    let counts = import.import.counts;
    assert_eq!((counts.create, counts.bad, counts.hours_unread), (2, 0, 1));
    import.apply().await;
    assert_eq!(outlets(store).await[0].draft.opening_hours, "jak szef wstanie");
});

on_both_stores!(every_outlet_of_an_import_stands_in_the_audit_under_its_author, |store| {
    let mut import = Importing::checked(store, table(2).as_bytes()).await;
    import.apply().await;
    let rows = store.audit_page(&AuditFilter::default(), None, 10).await.unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.actor_name == "ewa" && row.action == "import" && row.before_json.is_none()));
});
