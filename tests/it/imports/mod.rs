//! Importing, on both databases: from a file to outlets and back.

mod crash;
mod customers;
mod customers_xlsx;
mod files;
mod life;
mod round_trip;

use std::io::Write;

use blisko::domain::ids::ImportId;
use blisko::domain::import::{Import, ImportState, RowOutcome};
use blisko::domain::outlet::Outlet;
use blisko::service::imports::{
    ImportError, Progress, StageOptions, Upload, apply_import, check_import, stage_upload, undo_import,
};
use blisko::store::imports::RowFilter;
use blisko::store::outlets::{OutletFilter, OutletSort};
use blisko::store::{Author, Store};
use blisko::units::Timestamp;

/// A steward's import, step by step.
pub struct Importing<'a> {
    pub store: &'a Store,
    pub id: ImportId,
    pub import: Import,
}

pub fn author(at: i64) -> Author {
    Author { kind: "user", id: None, name: "ewa".into(), request_id: "test".into(), at: Timestamp(at) }
}

pub async fn upload(store: &Store, bytes: &[u8]) -> Result<Import, ImportError> {
    upload_with(store, bytes, StageOptions::default()).await
}

pub async fn upload_with(store: &Store, bytes: &[u8], options: StageOptions) -> Result<Import, ImportError> {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("the file takes bytes");
    stage_upload(store, author(1_000), Upload::local(file.path()), options).await
}

impl<'a> Importing<'a> {
    /// Uploads and checks.
    pub async fn checked(store: &'a Store, bytes: &[u8]) -> Self {
        Self::checked_with(store, bytes, StageOptions::default()).await
    }

    pub async fn checked_with(store: &'a Store, bytes: &[u8], options: StageOptions) -> Self {
        let import = upload_with(store, bytes, options).await.expect("the file is readable");
        assert_eq!(import.state, ImportState::Uploaded);
        let import = check_import(store, author(2_000), import.id, &progress(), None).await.expect("the check runs");
        Self { store, id: import.id, import }
    }

    pub async fn apply(&mut self) -> &Import {
        self.import =
            apply_import(self.store, author(3_000), self.id, &progress(), None).await.expect("the import applies");
        &self.import
    }

    pub async fn undo(&mut self) -> &Import {
        self.import = undo_import(self.store, author(4_000), self.id, &progress()).await.expect("the import is undone");
        &self.import
    }

    /// Row numbers with the codes of their problems.
    pub async fn rows(&self, outcome: RowOutcome) -> Vec<(u32, Vec<String>)> {
        let filter = RowFilter { outcome: Some(outcome), problem: None };
        let rows = self.store.import_results(self.id, &filter, 0, 1_000).await.expect("rows");
        rows.into_iter()
            .map(|row| {
                let problems = row.result.expect("checked").problems;
                (row.row.number, problems.into_iter().map(|problem| problem.code).collect())
            })
            .collect()
    }
}

pub fn progress() -> Progress {
    Progress::new(ImportState::Checking, 0)
}

pub async fn outlets(store: &Store) -> Vec<Outlet> {
    store.outlet_page(&OutletFilter::default(), OutletSort::Code, None, 100_000).await.expect("outlets")
}

/// Everything of the outlets but versions and times.
pub async fn contents(store: &Store) -> Vec<(uuid::Uuid, blisko::domain::outlet::OutletDraft)> {
    outlets(store).await.into_iter().map(|outlet| (outlet.id.0, outlet.draft)).collect()
}

/// A good table of `count` outlets.
pub fn table(count: usize) -> String {
    let mut text = String::from("Kod;Nazwa;Ulica;Kod pocztowy;Miasto;Szer. geogr.;Dł. geogr.;Godziny otwarcia\n");
    for index in 0..count {
        let line = format!(
            "S{index:04};Sklep {index};Długa {index};00-184;Łódź;52,{index:04};21,{index:04};Mo-Fr 08:00-16:00\n"
        );
        text.push_str(&line);
    }
    text
}
