//! Which character separates the cells: the one that gives the most rows the same number of them.

use std::collections::BTreeMap;

use super::reader::CsvReader;

/// In order of preference where the evidence is equal: semicolons are what Excel writes here.
const CANDIDATES: [u8; 4] = [b';', b',', b'\t', b'|'];

const SAMPLE_ROWS_MAX: usize = 200;

/// Looks at the rows of `sample`, the start of the file as UTF-8. A last row cut short does no harm.
/// One column, or nothing to go by, is a comma. Excel's `sep=;` line decides where it is.
pub fn guess_delimiter(sample: &str) -> u8 {
    if let Some(said) = said_by_first_line(sample) {
        return said;
    }
    let mut best = (0.0, b',');
    for candidate in CANDIDATES {
        let score = evenness(sample, candidate);
        if score > best.0 {
            best = (score, candidate);
        }
    }
    best.1
}

fn said_by_first_line(sample: &str) -> Option<u8> {
    let line = sample.lines().next()?.trim_matches('"');
    match line.strip_prefix("sep=")?.as_bytes() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The squared share of rows with the usual number of separators, weighed by that number; 0 when it is none.
fn evenness(sample: &str, delimiter: u8) -> f64 {
    let mut reader = CsvReader::new(sample.as_bytes(), delimiter);
    let mut widths = BTreeMap::<usize, usize>::new();
    let mut rows = 0;
    while let Ok(Some(row)) = reader.next_row() {
        if row.is_blank() && row.cells.len() == 1 {
            continue;
        }
        rows += 1;
        *widths.entry(row.cells.len() - 1).or_default() += 1;
        if rows == SAMPLE_ROWS_MAX {
            break;
        }
    }
    let usual = widths.into_iter().filter(|(separators, _)| *separators > 0).max_by_key(|(_, count)| *count);
    usual.map_or(0.0, |(separators, count)| {
        let share = count as f64 / rows as f64;
        share * share * (1.0 + (separators as f64).ln())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_told_from_the_commas_of_the_text() {
        for (sample, expected) in [
            ("code;name;lat\nA;B, C;52,2\nD;E;53,1\n", b';'),
            ("code;lat;lon\nA;52,22;21,01\nB;53,11;20,02\n", b';'),
            ("code,name,hours\nA,B,Mo-Fr 8-16; Sa 9-13\nC,D,Mo 8-16\n", b','),
            ("code,name\nA,\"x; y; z\"\nB,\"p; q; r\"\n", b','),
            ("code\tname\nA\tB, C\n", b'\t'),
            ("code|name|city\nA|B|C\n", b'|'),
            ("sep=|\na;b|c\n", b'|'),
            ("code\nA\nB\n", b','),
            ("", b','),
        ] {
            assert_eq!(char::from(guess_delimiter(sample)), char::from(expected), "{sample:?}");
        }
    }

    #[test]
    fn title_lines_above_the_table_do_not_mislead() {
        assert_eq!(guess_delimiter("Oddziały, stan na 1 marca\n\na;b;c\nd;e;f\ng;h;i\n"), b';');
    }
}
