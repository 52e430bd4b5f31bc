//! Reads rows of customers by one mapping. How a single row is read is in `row_reading`.

use std::collections::{BTreeMap, HashMap};

use super::fields::CustomerColumn;
use super::own_fields::OWN_PREFIX;
use super::patch::CustomerPatch;
use super::row_reading::{CONSENTS, RowReading};
use crate::domain::customer_field::{CustomerFieldDraft, FieldRules};
use crate::domain::ids::UserId;
use crate::domain::import::{ColumnMapping, RowProblem};
use crate::domain::user::User;
use crate::domain::validation::FieldError;
use crate::tabular::columns::fold_words;
use crate::units::Timestamp;

/// Users by login name and, where only one has it, by display name.
#[derive(Clone, Debug, Default)]
pub struct People(HashMap<String, Option<UserId>>);

impl People {
    pub fn new(users: &[User]) -> Self {
        let mut people: HashMap<String, Option<UserId>> = HashMap::new();
        for user in users {
            let several = |known: &mut Option<UserId>| *known = None;
            people.entry(fold_words(&user.draft.display_name)).and_modify(several).or_insert(Some(user.id));
        }
        people.extend(users.iter().map(|user| (fold_words(&user.draft.login_name), Some(user.id))));
        Self(people)
    }

    pub(super) fn find(&self, word: &str) -> Option<UserId> {
        self.0.get(&fold_words(word)).copied().flatten()
    }
}

/// What a row says, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct ReadPatch {
    pub patch: CustomerPatch,
    pub problems: Vec<RowProblem>,
}

/// A column of one of the company's own fields.
#[derive(Debug)]
pub(super) struct OwnColumn {
    pub field: CustomerFieldDraft,
    pub column: Option<usize>,
    pub default: String,
}

/// Reads rows by one mapping.
#[derive(Debug)]
pub struct CustomerReader {
    pub(super) columns: BTreeMap<CustomerColumn, usize>,
    pub(super) defaults: BTreeMap<CustomerColumn, String>,
    pub(super) own: Vec<OwnColumn>,
    pub(super) people: People,
    /// Where consents were said unless a column says it.
    pub(super) source: String,
    pub(super) now: Timestamp,
}

impl CustomerReader {
    /// Fields that do not exist are ignored; the mapping was checked when it was made.
    pub fn new(mapping: &ColumnMapping, rules: &FieldRules, people: People, source: String, now: Timestamp) -> Self {
        let field = |name: &String| CustomerColumn::from_code(name);
        Self {
            columns: mapping.columns.iter().filter_map(|(name, column)| Some((field(name)?, *column))).collect(),
            defaults: mapping.defaults.iter().filter_map(|(name, value)| Some((field(name)?, value.clone()))).collect(),
            own: rules.0.iter().filter_map(|field| own_column(mapping, &field.draft)).collect(),
            people,
            source,
            now,
        }
    }

    /// Whether the mapping speaks of any of `columns`.
    pub fn has(&self, column: CustomerColumn) -> bool {
        self.columns.contains_key(&column) || self.defaults.contains_key(&column)
    }

    pub fn has_consents(&self) -> bool {
        CONSENTS.iter().any(|(column, _)| self.has(*column))
    }

    pub fn read(&self, cells: &[String]) -> ReadPatch {
        let mut row = RowReading::new(self, cells);
        let patch = row.patch();
        ReadPatch { patch, problems: row.problems }
    }

    /// The problem that validation found, with its column.
    pub fn invalid(&self, error: FieldError) -> RowProblem {
        let own = error.pointer.strip_prefix("/fields/");
        if let Some(own) = self.own.iter().find(|each| own == Some(each.field.key.as_str())) {
            return own.problem(error.code, error.message);
        }
        self.problem(CustomerColumn::of_pointer(&error.pointer), error.code, error.message)
    }

    /// A problem of a column. A value without a column of its own is named, so that the sentence can be understood.
    pub fn problem(&self, column: Option<CustomerColumn>, code: &str, message: String) -> RowProblem {
        let at = column.and_then(|column| self.columns.get(&column)).copied();
        let message = match (at, column) {
            (None, Some(column)) => format!("{}: {message}", column.code()),
            _ => message,
        };
        RowProblem { column: at, code: code.to_owned(), message, ..RowProblem::default() }
    }
}

/// `None` where the mapping does not speak of the field.
fn own_column(mapping: &ColumnMapping, field: &CustomerFieldDraft) -> Option<OwnColumn> {
    let name = format!("{OWN_PREFIX}{}", field.key);
    let (column, default) = (mapping.columns.get(&name).copied(), mapping.defaults.get(&name).cloned());
    let is_mapped = column.is_some() || default.is_some();
    is_mapped.then(|| OwnColumn { field: field.clone(), column, default: default.unwrap_or_default() })
}

impl OwnColumn {
    pub fn problem(&self, code: &str, message: String) -> RowProblem {
        let message = if self.column.is_some() { message } else { format!("{}: {message}", self.field.key) };
        RowProblem { column: self.column, code: code.to_owned(), message, ..RowProblem::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer::CustomerKind;

    const HEADER: [&str; 12] = [
        "number",
        "name",
        "company",
        "phone",
        "email",
        "street",
        "postcode",
        "city",
        "country",
        "consent_email",
        "consent_date",
        "note",
    ];
    const GOOD: [&str; 12] = [
        "K1",
        "Anna Nowak",
        "",
        "601-100-201",
        "ANNA@Example.com",
        "Długa 1",
        "00-184",
        "Łódź",
        "Polska",
        "tak",
        "2026-01-02",
        "",
    ];
    /// 2026-11-28T12:00:00Z.
    const NOW: Timestamp = Timestamp(1_795_867_200_000);

    fn read(changes: &[(&str, &str)]) -> ReadPatch {
        let columns = HEADER.iter().enumerate().map(|(column, field)| ((*field).to_owned(), column)).collect();
        let mapping = ColumnMapping { columns, ..ColumnMapping::default() };
        let mut cells = GOOD.map(str::to_owned).to_vec();
        for (field, value) in changes {
            let column = HEADER.iter().position(|name| name == field).expect("a mapped field");
            cells[column] = (*value).to_owned();
        }
        CustomerReader::new(&mapping, &FieldRules::default(), People::default(), "klienci.csv".into(), NOW).read(&cells)
    }

    fn codes(read: &ReadPatch) -> Vec<(Option<usize>, &str)> {
        read.problems.iter().map(|problem| (problem.column, problem.code.as_str())).collect()
    }

    #[test]
    fn a_row_says_what_its_cells_hold_in_stored_form() {
        let read = read(&[]);
        assert_eq!(codes(&read), []);
        let patch = read.patch;
        let values: Vec<&str> = patch.points.iter().map(|point| point.value.as_str()).collect();
        assert_eq!(values, ["+48601100201", "anna@example.com"]);
        assert_eq!(patch.address.expect("an address").parts.country, "PL");
        assert_eq!(patch.consents[0].source, "klienci.csv");
        assert_eq!(patch.fields, [("note".to_owned(), None)]);
    }

    #[test]
    fn one_cell_may_hold_several_numbers() {
        let read = read(&[("phone", "22 123 45 67 wew. 12; 601 100 202"), ("email", "a@b.pl, c@d.pl")]);
        let values: Vec<(&str, &str)> =
            read.patch.points.iter().map(|point| (point.value.as_str(), point.extension.as_str())).collect();
        assert_eq!(values, [("+48221234567", "12"), ("+48601100202", ""), ("a@b.pl", ""), ("c@d.pl", "")]);
    }

    #[test]
    fn a_number_without_a_country_code_is_of_the_country_of_the_row() {
        let read = read(&[("country", "CZ"), ("phone", "601 123 456"), ("postcode", "110 00")]);
        assert_eq!(read.patch.points[0].value, "+420601123456");
    }

    #[test]
    fn a_company_has_the_person_as_its_contact() {
        let patch = read(&[("company", "Kowal sp. z o.o.")]).patch;
        assert_eq!((patch.kind, patch.name.as_deref()), (Some(CustomerKind::Company), Some("Kowal sp. z o.o.")));
        assert_eq!(patch.contact_name, "Anna Nowak");
    }

    #[test]
    fn each_wrong_cell_is_named_with_its_column() {
        for (field, value, code) in [
            ("phone", "zadzwoń", "phone"),
            ("email", "anna", "email"),
            ("country", "Narnia", "format"),
            ("consent_email", "może", "unknown_value"),
            ("consent_date", "wczoraj", "format"),
            ("consent_date", "2030-01-01", "out_of_range"),
        ] {
            let column = HEADER.iter().position(|name| *name == field);
            assert_eq!(codes(&read(&[(field, value)])), [(column, code)], "{field} {value}");
        }
    }
}
