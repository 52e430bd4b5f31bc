//! The parts of an import that lie in one column each, as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::import::{ColumnMapping, DuplicateChoice, ImportCounts, ImportNote, RowProblem};

#[derive(Serialize, Deserialize)]
struct StoredMapping {
    columns: BTreeMap<String, usize>,
    defaults: BTreeMap<String, String>,
    create_services: bool,
    #[serde(default)]
    duplicates: String,
}

#[derive(Serialize, Deserialize)]
struct StoredCounts {
    create: u32,
    update: u32,
    unchanged: u32,
    #[serde(default)]
    held: u32,
    #[serde(default)]
    skipped: u32,
    #[serde(default)]
    geocoded: u32,
    #[serde(default)]
    unplaced: u32,
    bad: u32,
    hours_unread: u32,
    warned: u32,
    undone: u32,
    kept: u32,
}

#[derive(Serialize, Deserialize)]
struct StoredNote {
    code: String,
    message: String,
}

#[derive(Serialize, Deserialize)]
struct StoredProblem {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    code: String,
    message: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    about: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    warning: bool,
}

pub fn mapping_to_json(mapping: &ColumnMapping) -> String {
    to_json(&StoredMapping {
        columns: mapping.columns.clone(),
        defaults: mapping.defaults.clone(),
        create_services: mapping.create_services,
        duplicates: mapping.duplicates.code().to_owned(),
    })
}

pub fn mapping_from_json(json: &str) -> Option<ColumnMapping> {
    let StoredMapping { columns, defaults, create_services, duplicates } = from_json(json)?;
    let duplicates = DuplicateChoice::from_code(&duplicates).unwrap_or_default();
    Some(ColumnMapping { columns, defaults, create_services, duplicates })
}

pub fn counts_to_json(counts: &ImportCounts) -> String {
    let counts = *counts;
    to_json(&StoredCounts {
        create: counts.create,
        update: counts.update,
        unchanged: counts.unchanged,
        held: counts.held,
        skipped: counts.skipped,
        geocoded: counts.geocoded,
        unplaced: counts.unplaced,
        bad: counts.bad,
        hours_unread: counts.hours_unread,
        warned: counts.warned,
        undone: counts.undone,
        kept: counts.kept,
    })
}

pub fn counts_from_json(json: &str) -> Option<ImportCounts> {
    let stored: StoredCounts = from_json(json)?;
    Some(ImportCounts {
        create: stored.create,
        update: stored.update,
        unchanged: stored.unchanged,
        held: stored.held,
        skipped: stored.skipped,
        geocoded: stored.geocoded,
        unplaced: stored.unplaced,
        bad: stored.bad,
        hours_unread: stored.hours_unread,
        warned: stored.warned,
        undone: stored.undone,
        kept: stored.kept,
    })
}

pub fn notes_to_json(notes: &[ImportNote]) -> String {
    let stored = notes.iter().map(|note| StoredNote { code: note.code.clone(), message: note.message.clone() });
    to_json(&stored.collect::<Vec<_>>())
}

pub fn notes_from_json(json: &str) -> Option<Vec<ImportNote>> {
    let stored: Vec<StoredNote> = from_json(json)?;
    Some(stored.into_iter().map(|note| ImportNote { code: note.code, message: note.message }).collect())
}

/// Most rows have no problem: the empty list is not worth a serializer.
pub fn problems_to_json(problems: &[RowProblem]) -> String {
    if problems.is_empty() {
        return "[]".to_owned();
    }
    let stored = problems.iter().map(|problem| StoredProblem {
        column: problem.column,
        code: problem.code.clone(),
        message: problem.message.clone(),
        about: problem.about.clone(),
        warning: problem.warning,
    });
    to_json(&stored.collect::<Vec<_>>())
}

pub fn problems_from_json(json: &str) -> Option<Vec<RowProblem>> {
    if json == "[]" {
        return Some(Vec::new());
    }
    let stored: Vec<StoredProblem> = from_json(json)?;
    let problem = |stored: StoredProblem| RowProblem {
        column: stored.column,
        code: stored.code,
        message: stored.message,
        about: stored.about,
        warning: stored.warning,
    };
    Some(stored.into_iter().map(problem).collect())
}

pub fn to_json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("maps with text keys, texts and numbers serialise")
}

pub fn from_json<T: for<'de> Deserialize<'de>>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}
