//! Cells that a spreadsheet would run as a formula, made harmless and back again without loss.
//!
//! The rule, in both directions: a cell that starts with `=`, `+`, `-`, `@`, a tab or a line end gets one `'`
//! in front; so does a cell that already starts with `'` before one of these or before another `'`. Reading
//! takes one `'` off again where one of these follows. Plain negative numbers are left alone. `+48601100201`
//! is not a number here: a spreadsheet would drop the plus.

use std::borrow::Cow;

/// What starts a formula in Excel, LibreOffice or Google Sheets, with the full-width forms they also accept.
const STARTERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '＠'];

const GUARD: char = '\'';

/// The cell as it may be written to a CSV file.
pub fn guard(cell: &str) -> Cow<'_, str> {
    let starts_formula = cell.starts_with(STARTERS) && !is_negative_number(cell);
    if starts_formula || looks_guarded(cell) { prefixed(cell) } else { Cow::Borrowed(cell) }
}

/// The cell as it may be written where the file itself says "text" (XLSX): only what `unguard` would change.
pub fn guard_typed_text(cell: &str) -> Cow<'_, str> {
    if looks_guarded(cell) { prefixed(cell) } else { Cow::Borrowed(cell) }
}

/// Undoes both guards. Cells that were never guarded stay as they are unless they look guarded.
pub fn unguard(mut cell: String) -> String {
    if looks_guarded(&cell) {
        cell.remove(0);
    }
    cell
}

fn prefixed(cell: &str) -> Cow<'_, str> {
    Cow::Owned(format!("{GUARD}{cell}"))
}

fn looks_guarded(cell: &str) -> bool {
    cell.strip_prefix(GUARD).is_some_and(|rest| rest.starts_with(STARTERS) || rest.starts_with(GUARD))
}

fn is_negative_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or("");
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_and_phones_are_guarded_and_numbers_are_not() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+48601100201", "'+48601100201"),
            ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("＝1+1", "'＝1+1"),
            ("-71.0589", "-71.0589"),
            ("-5", "-5"),
            ("-5.", "'-5."),
            ("'s-Hertogenbosch", "'s-Hertogenbosch"),
            ("'=1", "''=1"),
            ("", ""),
        ] {
            assert_eq!(guard(cell), written);
            assert_eq!(unguard(written.to_owned()), cell);
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back(cell in "['=+@\\t\\r\\n＝a1.-]{0,6}") {
            prop_assert_eq!(unguard(guard(&cell).into_owned()), cell.clone());
            prop_assert_eq!(unguard(guard_typed_text(&cell).into_owned()), cell);
        }

        #[test]
        fn a_guarded_cell_never_starts_a_formula(cell in "['=+@\\t\\r\\n＝a1.-]{0,6}") {
            let written = guard(&cell);
            prop_assert!(!written.starts_with(STARTERS) || written.parse::<f64>().is_ok());
        }
    }
}
