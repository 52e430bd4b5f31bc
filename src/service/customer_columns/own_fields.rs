//! The company's own fields as columns: `fields.vat_id`, found by its key or by what it is called.

use super::values;
use crate::domain::customer::FieldValue;
use crate::domain::customer_field::{CustomerFieldDraft, CustomerFieldKind, FieldRules};
use crate::tabular::columns::fold_words;

/// Stands before the key where a mapping names an own field.
pub const OWN_PREFIX: &str = "fields.";

/// The names under which a mapping speaks of own fields.
pub fn own_field_names(rules: &FieldRules) -> impl Iterator<Item = String> {
    rules.0.iter().map(|field| format!("{OWN_PREFIX}{}", field.draft.key))
}

/// Columns whose heading is the key or a label of an own field, with the name for the mapping.
pub fn own_columns(header: &[String], rules: &FieldRules) -> Vec<(usize, String)> {
    let folded: Vec<String> = header.iter().map(|name| fold_words(name)).collect();
    let column = |field: &CustomerFieldDraft| {
        let names = [&field.key, &field.label.pl, &field.label.cs, &field.label.en].map(|name| fold_words(name));
        let own_name = fold_words(&format!("{OWN_PREFIX}{}", field.key));
        folded.iter().position(|name| !name.is_empty() && (names.contains(name) || *name == own_name))
    };
    let named = |field: &CustomerFieldDraft| Some((column(field)?, format!("{OWN_PREFIX}{}", field.key)));
    rules.0.iter().filter_map(|field| named(&field.draft)).collect()
}

/// What a cell says; `None` for an empty one. Errors say what would do.
pub fn read_own_value(field: &CustomerFieldDraft, cell: &str) -> Result<Option<FieldValue>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let value = match field.kind {
        CustomerFieldKind::Text => FieldValue::Text(cell.to_owned()),
        CustomerFieldKind::Number => FieldValue::Number(number(cell)?),
        CustomerFieldKind::Date => FieldValue::Text(values::day(cell)?.to_string()),
        CustomerFieldKind::Choice => FieldValue::Text(choice(field, cell)?),
        CustomerFieldKind::YesNo => FieldValue::Flag(values::yes_or_no(cell)?),
    };
    Ok(Some(value))
}

/// With a point or a comma, and blanks between thousands.
fn number(cell: &str) -> Result<f64, String> {
    let plain: String = cell.chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    let number = plain.parse::<f64>().ok().filter(|number| number.is_finite());
    number.ok_or_else(|| format!("\"{}\" is not a number", values::shown(cell)))
}

/// Case and diacritics do not matter.
fn choice(field: &CustomerFieldDraft, cell: &str) -> Result<String, String> {
    let folded = fold_words(cell);
    let found = field.choices.iter().find(|choice| fold_words(choice) == folded).cloned();
    found.ok_or_else(|| format!("\"{}\" is no choice: use one of {}", values::shown(cell), field.choices.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customer_field::CustomerField;
    use crate::domain::outlet::Localized;
    use crate::units::Timestamp;

    fn field(kind: CustomerFieldKind) -> CustomerFieldDraft {
        CustomerFieldDraft {
            key: "vat_id".into(),
            label: Localized { pl: "NIP".into(), cs: "DIČ".into(), en: "VAT number".into() },
            kind,
            choices: vec!["Mały".into(), "Duży".into()],
            required: false,
            visible_to: Vec::new(),
            position: 0,
        }
    }

    #[test]
    fn a_column_is_found_by_key_and_by_every_label() {
        let (version, at) = (1, Timestamp(0));
        let rules = FieldRules(vec![CustomerField {
            version,
            created_at: at,
            updated_at: at,
            draft: field(CustomerFieldKind::Text),
        }]);
        for heading in ["vat_id", "NIP", "dic", "VAT number", "fields.vat_id"] {
            let header = ["Nazwa".to_owned(), heading.to_owned()];
            assert_eq!(own_columns(&header, &rules), [(1, "fields.vat_id".to_owned())], "{heading}");
        }
        assert!(own_columns(&["Nazwa".to_owned(), String::new()], &rules).is_empty());
    }

    #[test]
    fn cells_are_read_as_the_kind_says() {
        use CustomerFieldKind::{Choice, Date, Number, Text, YesNo};
        let text = |value: &str| Some(FieldValue::Text(value.into()));
        for (kind, cell, expected) in [
            (Text, "PL 1", Ok(text("PL 1"))),
            (Text, "", Ok(None)),
            (Number, "1 250,5", Ok(Some(FieldValue::Number(1250.5)))),
            (Number, "dużo", Err(())),
            (Date, "28.11.2026", Ok(text("2026-11-28"))),
            (Choice, "duzy", Ok(text("Duży"))),
            (Choice, "średni", Err(())),
            (YesNo, "ano", Ok(Some(FieldValue::Flag(true)))),
        ] {
            assert_eq!(read_own_value(&field(kind), cell).map_err(drop), expected, "{kind:?} {cell}");
        }
    }
}
