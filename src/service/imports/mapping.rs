//! The mapping of an import: proposed from the file, changed by a person.

use std::collections::{BTreeMap, BTreeSet};

use super::error::ImportError;
use super::vocabulary::{check_needed, field_names, field_rules, hints, may_default};
use crate::domain::customer_field::FieldRules;
use crate::domain::ids::ImportId;
use crate::domain::import::{
    ColumnMapping, DuplicateChoice, Import, ImportCounts, ImportKind, ImportNote, ImportState,
};
use crate::domain::outlet::LINE_CHARS_MAX;
use crate::domain::validation::Checker;
use crate::service::customer_columns::own_columns;
use crate::service::outlet_columns::country_of_postcodes;
use crate::store::{Author, Reading, Store};
use crate::tabular::columns::propose_columns;

/// A mapping, and how sure the proposal is of each of its columns.
#[derive(Clone, Debug, Default)]
pub struct Proposal {
    pub mapping: ColumnMapping,
    pub confidence: BTreeMap<String, u8>,
    pub notes: Vec<ImportNote>,
}

/// A mapping that a person wants; columns by position or, where the position is not known, by name.
#[derive(Clone, Debug, Default)]
pub struct MappingChange {
    pub columns: BTreeMap<String, ColumnRef>,
    pub defaults: BTreeMap<String, String>,
    pub create_services: bool,
    /// What to do with customers who seem to be there.
    pub duplicates: DuplicateChoice,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRef {
    /// From 0.
    Position(usize),
    Name(String),
}

/// What the columns probably mean. A column that nobody can tell is left out.
pub fn propose(kind: ImportKind, header: &[String], sample: &[Vec<String>], rules: &FieldRules) -> Proposal {
    let mut proposal = Proposal::default();
    for column in propose_columns(header, sample, hints(kind)) {
        proposal.mapping.columns.insert(column.field.to_owned(), column.column);
        proposal.confidence.insert(column.field.to_owned(), column.confidence);
    }
    if kind == ImportKind::Customers {
        take_own_columns(&mut proposal, header, rules);
    }
    prefer_two_columns_over_one(&mut proposal);
    propose_country(&mut proposal, sample);
    proposal
}

/// A heading that names one of the company's own fields means that field and nothing else.
fn take_own_columns(proposal: &mut Proposal, header: &[String], rules: &FieldRules) {
    for (column, field) in own_columns(header, rules) {
        let taken = proposal.mapping.columns.iter().find(|(_, other)| **other == column);
        if let Some(other) = taken.map(|(other, _)| other.clone()) {
            proposal.mapping.columns.remove(&other);
            proposal.confidence.remove(&other);
        }
        proposal.mapping.columns.insert(field.clone(), column);
        proposal.confidence.insert(field, 100);
    }
}

/// A column that holds both coordinates is of use only where the two are not there.
fn prefer_two_columns_over_one(proposal: &mut Proposal) {
    let columns = &mut proposal.mapping.columns;
    let dropped: &[&str] =
        match (columns.contains_key("lon") && columns.contains_key("lat"), columns.contains_key("point")) {
            (true, _) => &["point"],
            (false, true) => &["lon", "lat"],
            (false, false) => &[],
        };
    for field in dropped {
        columns.remove(*field);
        proposal.confidence.remove(*field);
    }
}

/// Tables of one country rarely say which; their postcodes often do.
fn propose_country(proposal: &mut Proposal, sample: &[Vec<String>]) {
    let columns = &proposal.mapping.columns;
    let (None, Some(postcode)) = (columns.get("country"), columns.get("postcode")) else { return };
    let postcodes = sample.iter().filter_map(|row| row.get(*postcode)).map(String::as_str);
    if let Some(country) = country_of_postcodes(postcodes) {
        proposal.mapping.defaults.insert("country".to_owned(), country.to_owned());
        proposal.notes.push(ImportNote {
            code: "country_assumed".to_owned(),
            message: format!("no column names the country; by the postcodes it is {country} for all rows"),
        });
    }
}

/// Stores the mapping that a person wants. What was checked with the old one no longer counts.
pub async fn change_mapping(
    store: &Store,
    author: Author,
    id: ImportId,
    change: MappingChange,
) -> Result<Import, ImportError> {
    let mut tx = store.begin(author).await?;
    let mut import = tx.lock_import(id).await?.ok_or(ImportError::NotFound)?;
    if !import.state.may_check() {
        return Err(ImportError::WrongState { state: import.state, instead: "upload the file again to map it anew" });
    }
    let known = field_names(import.kind, &field_rules(&mut Reading::Tx(&mut tx), import.kind).await?);
    import.mapping = checked(import.kind, change, &import.header, &known)?;
    import.confidence.clear();
    import.state = ImportState::Uploaded;
    import.counts = ImportCounts::default();
    import.failure.clear();
    tx.clear_import_results(id).await?;
    tx.update_import(&import).await?;
    tx.commit().await?;
    Ok(store.find_import(id).await?.unwrap_or(import))
}

/// Errors carry JSON pointers into the change.
fn checked(
    kind: ImportKind,
    change: MappingChange,
    header: &[String],
    known: &[String],
) -> Result<ColumnMapping, ImportError> {
    let mut check = Checker::default();
    let columns = checked_columns(change.columns, header, known, &mut check);
    for (field, value) in &change.defaults {
        let pointer = format!("/defaults/{field}");
        let usable = known.contains(field) && may_default(kind, field);
        check.require(usable, &pointer, "unknown_field", || unknown_field(known));
        check.text(&pointer, value, LINE_CHARS_MAX);
    }
    let is_mapped = |field: &str| columns.contains_key(field);
    check_needed(kind, is_mapped, &mut check);
    let MappingChange { defaults, create_services, duplicates, .. } = change;
    Ok(check.finish(ColumnMapping { columns, defaults, create_services, duplicates })?)
}

fn checked_columns(
    wanted: BTreeMap<String, ColumnRef>,
    header: &[String],
    known: &[String],
    check: &mut Checker,
) -> BTreeMap<String, usize> {
    let (mut columns, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (field, column) in wanted {
        let pointer = format!("/columns/{field}");
        check.require(known.contains(&field), &pointer, "unknown_field", || unknown_field(known));
        let position = match column {
            ColumnRef::Position(position) => Some(position).filter(|position| *position < header.len()),
            ColumnRef::Name(name) => header.iter().position(|known| *known == name),
        };
        check.require(position.is_some(), &pointer, "unknown_column", || {
            format!("the file has no such column; it has 0 to {}", header.len().saturating_sub(1))
        });
        if let Some(position) = position {
            check.require(taken.insert(position), &pointer, "column_taken", || {
                "this column is given to two fields: leave it with one".to_owned()
            });
            columns.insert(field, position);
        }
    }
    columns
}

fn unknown_field(known: &[String]) -> String {
    format!("use one of {}; each record has its own code or number", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_polish_table_without_a_country_is_taken_for_polish() {
        let proposal = propose(
            ImportKind::Outlets,
            &texts(&["Kod", "Nazwa", "Kod pocztowy", "Współrzędne"]),
            &[texts(&["W1", "Centrum", "00-184", "52.2297, 21.0122"])],
            &FieldRules::default(),
        );
        let fields: Vec<(&str, usize)> =
            proposal.mapping.columns.iter().map(|(field, at)| (field.as_str(), *at)).collect();
        assert_eq!(fields, [("code", 0), ("name", 1), ("point", 3), ("postcode", 2)]);
        assert_eq!(proposal.mapping.defaults.get("country").map(String::as_str), Some("PL"));
        assert_eq!(proposal.notes.len(), 1);
    }

    #[test]
    fn two_columns_of_coordinates_win_over_one_of_both() {
        let proposal = propose(
            ImportKind::Outlets,
            &texts(&["id", "lat", "lon", "gps"]),
            &[texts(&["A", "52", "21", "52, 21"])],
            &FieldRules::default(),
        );
        assert!(proposal.mapping.columns.contains_key("lat") && !proposal.mapping.columns.contains_key("point"));
    }

    #[test]
    fn a_change_is_checked_against_the_file() {
        let header = texts(&["Kod", "Nazwa"]);
        let known = field_names(ImportKind::Outlets, &FieldRules::default());
        let change = |columns: &[(&str, ColumnRef)]| MappingChange {
            columns: columns.iter().map(|(field, column)| ((*field).to_owned(), column.clone())).collect(),
            ..MappingChange::default()
        };
        let good = change(&[("code", ColumnRef::Name("Kod".into())), ("name", ColumnRef::Position(1))]);
        assert_eq!(checked(ImportKind::Outlets, good, &header, &known).expect("fits").columns.len(), 2);
        for bad in [
            change(&[("name", ColumnRef::Position(1))]),
            change(&[("code", ColumnRef::Position(2))]),
            change(&[("code", ColumnRef::Position(0)), ("name", ColumnRef::Position(0))]),
            change(&[("code", ColumnRef::Position(0)), ("colour", ColumnRef::Position(1))]),
        ] {
            assert!(
                matches!(checked(ImportKind::Outlets, bad.clone(), &header, &known), Err(ImportError::Mapping(_))),
                "{bad:?}"
            );
        }
    }
}
