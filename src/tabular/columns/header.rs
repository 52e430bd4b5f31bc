//! Which row names the columns. Titles may stand above it, and a second header row below it.

use sha2::{Digest, Sha256};

use super::fold::fold_words;
use crate::tabular::row::Row;

/// Titles, dates and remarks above a table take no more rows than this.
pub const HEADER_ROWS_MAX: usize = 12;

/// Where a table starts, as indexes into the rows that were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderGuess {
    /// The row that names the columns; `None` when the table starts with data.
    pub header: Option<usize>,
    /// The first row of data.
    pub data: usize,
}

/// Looks for the header among the first `rows`. `is_known` tells whether a folded cell names a field.
///
/// The row with the most known names is the header. A row right below it that is also mostly known names, or
/// repeats them in another language, is a second header and skipped. With no known name at all the first row
/// is the header when it holds only words and the second row does not.
pub fn find_header(rows: &[Row], is_known: &dyn Fn(&str) -> bool) -> HeaderGuess {
    let rows = &rows[..rows.len().min(HEADER_ROWS_MAX)];
    let known: Vec<usize> = rows.iter().map(|row| count_known(row, is_known)).collect();
    let best = known.iter().enumerate().max_by_key(|(index, count)| (**count, usize::MAX - index));
    match best {
        Some((header, count)) if *count >= known_min(&rows[header]) => {
            let second = rows.get(header + 1).is_some_and(|row| {
                known[header + 1] >= 2 && known[header + 1] * 2 >= filled(row) && !row.cells.iter().any(|c| is_data(c))
            });
            HeaderGuess { header: Some(header), data: header + 1 + usize::from(second) }
        }
        _ => first_row_of_words(rows),
    }
}

/// Two names are no accident; one is enough for a table of one or two columns.
fn known_min(row: &Row) -> usize {
    if filled(row) <= 2 { 1 } else { 2 }
}

fn first_row_of_words(rows: &[Row]) -> HeaderGuess {
    let only_words = |row: &Row| filled(row) > 0 && !row.cells.iter().any(|cell| is_data(cell));
    let is_header = matches!(rows, [first, second, ..] if only_words(first) && !only_words(second));
    if is_header { HeaderGuess { header: Some(0), data: 1 } } else { HeaderGuess { header: None, data: 0 } }
}

fn count_known(row: &Row, is_known: &dyn Fn(&str) -> bool) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty() && is_known(&fold_words(cell))).count()
}

fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Cells that no header has: numbers, times, addresses of mail and web.
fn is_data(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits * 3 > cell.len() || cell.contains('@') || cell.contains("://")
}

/// The same for every file with the same columns in the same order, whatever case or diacritics; 64 hex digits.
pub fn fingerprint(header: &[String]) -> String {
    let mut hash = Sha256::new();
    for name in header {
        hash.update(fold_words(name));
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<Row> {
        let numbered = (1..).zip(lines);
        numbered
            .map(|(number, line)| Row {
                number,
                cells: line.split(';').map(str::to_owned).collect(),
                faults: Vec::new(),
            })
            .collect()
    }

    fn find(lines: &[&str]) -> (Option<usize>, usize) {
        let known = ["kod", "nazwa", "miasto", "code", "name", "city", "lat"];
        let guess = find_header(&rows(lines), &|word| known.contains(&word));
        (guess.header, guess.data)
    }

    #[test]
    fn the_header_is_found_wherever_it_stands() {
        for (lines, expected) in [
            (vec!["Kod;Nazwa;Miasto", "A;B;C"], (Some(0), 1)),
            (vec!["Oddziały 2026;;", "stan na 1 marca;;", "Kod;Nazwa;Miasto", "A;B;C"], (Some(2), 3)),
            (vec!["Kod;Nazwa;Miasto", "code;name;city", "A;B;C"], (Some(0), 2)),
            (vec!["A;52.1;21.0", "B;52.2;21.1"], (None, 0)),
            (vec!["alfa;beta;gamma", "A;52.1;21.0"], (Some(0), 1)),
            (vec!["alfa;beta", "gamma;delta"], (None, 0)),
            (vec!["lat", "52.1"], (Some(0), 1)),
            (vec![], (None, 0)),
        ] {
            assert_eq!(find(&lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn a_row_of_data_that_happens_to_hold_a_known_word_stays_data() {
        assert_eq!(find(&["Kod;Nazwa;Miasto", "A1;Nazwa;Kraków", "A2;B;C"]), (Some(0), 1));
    }

    #[test]
    fn the_fingerprint_ignores_case_and_diacritics_but_not_order() {
        let of = |names: &[&str]| fingerprint(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&["Kód", "Město"]), of(&["KOD", "mesto"]));
        assert_ne!(of(&["Kód", "Město"]), of(&["Město", "Kód"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
    }
}
