//! What the columns of each kind of record are called, and which of them a mapping cannot do without.

use crate::domain::customer_field::FieldRules;
use crate::domain::import::ImportKind;
use crate::domain::validation::Checker;
use crate::service::customer_columns::{self, CustomerColumn, own_field_names};
use crate::service::outlet_columns::{self, OutletField};
use crate::store::{Reading, StoreError};
use crate::tabular::columns::FieldHints;

/// Any of these names somebody.
const NAMES: [CustomerColumn; 4] =
    [CustomerColumn::Name, CustomerColumn::Company, CustomerColumn::FamilyName, CustomerColumn::GivenName];

/// What people call the columns.
pub(super) fn hints(kind: ImportKind) -> &'static [FieldHints] {
    match kind {
        ImportKind::Outlets => outlet_columns::HINTS,
        ImportKind::Customers => customer_columns::HINTS,
    }
}

/// The fields that a column may be given to; customers have the company's own ones as well.
pub fn field_names(kind: ImportKind, rules: &FieldRules) -> Vec<String> {
    match kind {
        ImportKind::Outlets => OutletField::ALL.iter().map(|field| field.code().to_owned()).collect(),
        ImportKind::Customers => {
            let columns = CustomerColumn::ALL.iter().map(|column| column.code().to_owned());
            columns.chain(own_field_names(rules)).collect()
        }
    }
}

/// The definitions that an import of this kind needs.
pub async fn field_rules(reading: &mut Reading<'_>, kind: ImportKind) -> Result<FieldRules, StoreError> {
    match kind {
        ImportKind::Outlets => Ok(FieldRules::default()),
        ImportKind::Customers => reading.customer_fields().await,
    }
}

/// Whether one value may hold for all rows: each outlet has its own code, each customer a number of their own.
pub(super) fn may_default(kind: ImportKind, field: &str) -> bool {
    let own = match kind {
        ImportKind::Outlets => OutletField::Code.code(),
        ImportKind::Customers => CustomerColumn::Number.code(),
    };
    field != own
}

/// Complains about a mapping that leaves out what no row can do without.
pub(super) fn check_needed(kind: ImportKind, is_mapped: impl Fn(&str) -> bool, check: &mut Checker) {
    match kind {
        ImportKind::Outlets => check.require(is_mapped(OutletField::Code.code()), "/columns/code", "required", || {
            "say which column holds the outlet's code: rows find their outlet by it".to_owned()
        }),
        ImportKind::Customers => {
            let is_named = NAMES.iter().any(|column| is_mapped(column.code()));
            check.require(is_named, "/columns/name", "required", || {
                "say which column holds the customer's name, or the company's".to_owned()
            });
        }
    }
}
