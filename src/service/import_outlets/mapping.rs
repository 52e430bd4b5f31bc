//! The mapping of an import: proposed from the file, changed by a person.

use std::collections::{BTreeMap, BTreeSet};

use super::error::ImportError;
use crate::domain::ids::ImportId;
use crate::domain::import::{ColumnMapping, Import, ImportCounts, ImportNote, ImportState};
use crate::domain::outlet::LINE_CHARS_MAX;
use crate::domain::validation::Checker;
use crate::service::outlet_columns::{HINTS, OutletField, country_of_postcodes};
use crate::store::{Author, Store};
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
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnRef {
    /// From 0.
    Position(usize),
    Name(String),
}

/// What the columns probably mean. A column that nobody can tell is left out.
pub fn propose(header: &[String], sample: &[Vec<String>]) -> Proposal {
    let mut proposal = Proposal::default();
    for column in propose_columns(header, sample, HINTS) {
        proposal.mapping.columns.insert(column.field.to_owned(), column.column);
        proposal.confidence.insert(column.field.to_owned(), column.confidence);
    }
    prefer_two_columns_over_one(&mut proposal);
    propose_country(&mut proposal, sample);
    proposal
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
    import.mapping = checked(change, &import.header)?;
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
fn checked(change: MappingChange, header: &[String]) -> Result<ColumnMapping, ImportError> {
    let mut check = Checker::default();
    let columns = checked_columns(change.columns, header, &mut check);
    for (field, value) in &change.defaults {
        let pointer = format!("/defaults/{field}");
        let usable = OutletField::from_code(field).is_some_and(|field| field != OutletField::Code);
        check.require(usable, &pointer, "unknown_field", unknown_field);
        check.text(&pointer, value, LINE_CHARS_MAX);
    }
    check.require(columns.contains_key(OutletField::Code.code()), "/columns/code", "required", || {
        "say which column holds the outlet's code: rows find their outlet by it".to_owned()
    });
    let mapping = ColumnMapping { columns, defaults: change.defaults, create_services: change.create_services };
    Ok(check.finish(mapping)?)
}

fn checked_columns(
    wanted: BTreeMap<String, ColumnRef>,
    header: &[String],
    check: &mut Checker,
) -> BTreeMap<String, usize> {
    let (mut columns, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for (field, column) in wanted {
        let pointer = format!("/columns/{field}");
        check.require(OutletField::from_code(&field).is_some(), &pointer, "unknown_field", unknown_field);
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

fn unknown_field() -> String {
    let fields: Vec<&str> = OutletField::ALL.iter().map(|field| field.code()).collect();
    format!("use one of {}; every outlet has its own code", fields.join(", "))
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
            &texts(&["Kod", "Nazwa", "Kod pocztowy", "Współrzędne"]),
            &[texts(&["W1", "Centrum", "00-184", "52.2297, 21.0122"])],
        );
        let fields: Vec<(&str, usize)> =
            proposal.mapping.columns.iter().map(|(field, at)| (field.as_str(), *at)).collect();
        assert_eq!(fields, [("code", 0), ("name", 1), ("point", 3), ("postcode", 2)]);
        assert_eq!(proposal.mapping.defaults.get("country").map(String::as_str), Some("PL"));
        assert_eq!(proposal.notes.len(), 1);
    }

    #[test]
    fn two_columns_of_coordinates_win_over_one_of_both() {
        let proposal = propose(&texts(&["id", "lat", "lon", "gps"]), &[texts(&["A", "52", "21", "52, 21"])]);
        assert!(proposal.mapping.columns.contains_key("lat") && !proposal.mapping.columns.contains_key("point"));
    }

    #[test]
    fn a_change_is_checked_against_the_file() {
        let header = texts(&["Kod", "Nazwa"]);
        let change = |columns: &[(&str, ColumnRef)]| MappingChange {
            columns: columns.iter().map(|(field, column)| ((*field).to_owned(), column.clone())).collect(),
            ..MappingChange::default()
        };
        let good = change(&[("code", ColumnRef::Name("Kod".into())), ("name", ColumnRef::Position(1))]);
        assert_eq!(checked(good, &header).expect("fits").columns.len(), 2);
        for bad in [
            change(&[("name", ColumnRef::Position(1))]),
            change(&[("code", ColumnRef::Position(2))]),
            change(&[("code", ColumnRef::Position(0)), ("name", ColumnRef::Position(0))]),
            change(&[("code", ColumnRef::Position(0)), ("colour", ColumnRef::Position(1))]),
        ] {
            assert!(matches!(checked(bad.clone(), &header), Err(ImportError::Mapping(_))), "{bad:?}");
        }
    }
}
