//! From a file to rows: recognises what it is, then reads it with what was recognised.

use std::io::Read;
use std::ops::ControlFlow;

use super::csv::{CsvReader, guess_delimiter};
use super::encoding::{Decoded, Encoding, guess_encoding};
use super::error::TabularError;
use super::limits::ROWS_MAX;
use super::row::{Row, RowSink};
use super::source::{Source, peek};
use super::{geojson, vcard, xlsx};

/// What a file is and how it has to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialect {
    Csv {
        encoding: Encoding,
        delimiter: u8,
    },
    Xlsx {
        sheet: String,
        /// Other sheets that could be read instead.
        others: Vec<String>,
    },
    GeoJson {
        encoding: Encoding,
    },
    VCard {
        encoding: Encoding,
    },
}

/// What the person says about the file; `None` is for us to find out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    pub encoding: Option<Encoding>,
    pub delimiter: Option<u8>,
    pub sheet: Option<String>,
}

/// Enough to see the header and some hundred rows.
const SAMPLE_BYTES: u64 = 64 * 1024;

/// File types that people choose by mistake, by their first bytes.
const OTHER_FILES: [(&[u8], &str); 6] = [
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"\x1F\x8B", "gzip"),
    (b"GIF8", "GIF"),
    (b"<?xml", "XML"),
];

impl Dialect {
    /// The short name of the format: `csv`, `xlsx`, `geojson`, `vcard`.
    pub const fn format(&self) -> &'static str {
        match self {
            Dialect::Csv { .. } => "csv",
            Dialect::Xlsx { .. } => "xlsx",
            Dialect::GeoJson { .. } => "geojson",
            Dialect::VCard { .. } => "vcard",
        }
    }
}

/// Tells what `source` is by its bytes; names and media types lie too often.
pub fn recognise(source: &mut dyn Source, hints: &Hints) -> Result<Dialect, TabularError> {
    let start = peek(source, SAMPLE_BYTES)?;
    if start.is_empty() {
        return Err(TabularError::Empty);
    }
    if start.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(TabularError::OldOrEncryptedWorkbook);
    }
    if let Some((_, name)) = OTHER_FILES.iter().find(|(signature, _)| start.starts_with(signature)) {
        return Err(TabularError::NotATable(name));
    }
    if start.starts_with(b"PK\x03\x04") {
        return recognise_workbook(source, hints);
    }
    recognise_text(source, &start, hints)
}

fn recognise_workbook(source: &mut dyn Source, hints: &Hints) -> Result<Dialect, TabularError> {
    xlsx::check_archive(source)?;
    let mut sheets = xlsx::sheet_names(source)?;
    let index = match &hints.sheet {
        Some(wanted) => sheets
            .iter()
            .position(|sheet| sheet == wanted)
            .ok_or_else(|| TabularError::NoSuchSheet { wanted: wanted.clone(), sheets: sheets.clone() })?,
        None => first_with_cells(source, &sheets)?,
    };
    Ok(Dialect::Xlsx { sheet: sheets.remove(index), others: sheets })
}

fn first_with_cells(source: &mut dyn Source, sheets: &[String]) -> Result<usize, TabularError> {
    for (index, sheet) in sheets.iter().enumerate() {
        let mut found = false;
        xlsx::read_sheet(source, sheet, &mut |row| {
            found = !row.is_blank();
            if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        if found {
            return Ok(index);
        }
    }
    Err(TabularError::NoCells)
}

fn recognise_text(source: &mut dyn Source, start: &[u8], hints: &Hints) -> Result<Dialect, TabularError> {
    let encoding = match hints.encoding {
        Some(encoding) => encoding,
        None => guess_encoding(source)?,
    };
    let mut sample = Vec::new();
    Decoded::new(start, encoding).read_to_end(&mut sample)?;
    let sample = String::from_utf8_lossy(&sample);
    let first = sample.trim_start().chars().next();
    match (first, hints.delimiter) {
        (None, _) => Err(TabularError::Empty),
        (Some('{' | '['), None) => Ok(Dialect::GeoJson { encoding }),
        (Some('B' | 'b'), _) if is_address_book(&sample) => Ok(Dialect::VCard { encoding }),
        (_, delimiter) => {
            Ok(Dialect::Csv { encoding, delimiter: delimiter.unwrap_or_else(|| guess_delimiter(&sample)) })
        }
    }
}

fn is_address_book(sample: &str) -> bool {
    let first = sample.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    first.trim().eq_ignore_ascii_case("BEGIN:VCARD")
}

/// Pushes every row that is not blank to `sink`. GeoJSON and address books start with row 0 of column names.
pub fn read_rows(source: &mut dyn Source, dialect: &Dialect, sink: RowSink) -> Result<(), TabularError> {
    let mut unless_blank = |row: Row| if row.is_blank() { ControlFlow::Continue(()) } else { sink(row) };
    match dialect {
        Dialect::Csv { encoding, delimiter } => read_csv(source, *encoding, *delimiter, &mut unless_blank),
        Dialect::Xlsx { sheet, .. } => xlsx::read_sheet(source, sheet, &mut unless_blank),
        Dialect::GeoJson { encoding } => geojson::read_features(source, *encoding, sink),
        Dialect::VCard { encoding } => vcard::read_cards(source, *encoding, sink),
    }
}

fn read_csv(source: &mut dyn Source, encoding: Encoding, delimiter: u8, sink: RowSink) -> Result<(), TabularError> {
    source.rewind()?;
    let mut reader = CsvReader::new(Decoded::new(source, encoding), delimiter);
    let mut pushed = 0;
    while let Some(row) = reader.next_row()? {
        if row.number == 1 && is_delimiter_line(&row, delimiter) {
            continue;
        }
        pushed += u32::from(!row.is_blank());
        if pushed > ROWS_MAX {
            return Err(TabularError::TooManyRows);
        }
        if sink(row).is_break() {
            break;
        }
    }
    Ok(())
}

/// Excel's `sep=;`, which it writes as the first line and hides.
fn is_delimiter_line(row: &Row, delimiter: u8) -> bool {
    match row.cells.as_slice() {
        [only] => only.strip_prefix("sep=").is_some_and(|rest| rest.len() <= 1),
        [first, second] => first == "sep=" && second.is_empty() && delimiter != b'=',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn read(bytes: &[u8]) -> Result<(Dialect, Vec<Vec<String>>), TabularError> {
        let mut source = Cursor::new(bytes);
        let dialect = recognise(&mut source, &Hints::default())?;
        let mut rows = Vec::new();
        read_rows(&mut source, &dialect, &mut |row| {
            rows.push(row.cells);
            ControlFlow::Continue(())
        })?;
        Ok((dialect, rows))
    }

    #[test]
    fn a_file_in_windows_1250_with_semicolons_is_read_unasked() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode("kod;miasto\r\n\r\nA;Łódź\r\nB;Wąbrzeźno\r\n");
        let (dialect, rows) = read(&bytes).expect("readable");
        assert_eq!(dialect, Dialect::Csv { encoding: Encoding::Windows1250, delimiter: b';' });
        assert_eq!(rows, [["kod", "miasto"], ["A", "Łódź"], ["B", "Wąbrzeźno"]]);
    }

    #[test]
    fn unicode_text_as_excel_saves_it_is_read_unasked() {
        let text = "kod\tmiasto\r\nA\tKrnov\r\nB\tŽďár\r\n";
        let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let (dialect, rows) = read(&bytes).expect("readable");
        assert_eq!(dialect, Dialect::Csv { encoding: Encoding::Utf16Le, delimiter: b'\t' });
        assert_eq!(rows[2], ["B", "Žďár"]);
    }

    #[test]
    fn the_line_that_names_the_delimiter_is_not_a_row() {
        let (dialect, rows) = read(b"sep=|\r\na|b;c\r\n").expect("readable");
        assert_eq!(dialect, Dialect::Csv { encoding: Encoding::Utf8, delimiter: b'|' });
        assert_eq!(rows, [["a", "b;c"]]);
    }

    #[test]
    fn json_is_read_as_features() {
        let (dialect, rows) =
            read("\u{feff}{\"type\":\"FeatureCollection\",\"features\":[]}".as_bytes()).expect("readable");
        assert_eq!(dialect.format(), "geojson");
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn an_address_book_is_told_by_its_first_line_in_any_encoding() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode("\r\nbegin:vcard\r\nFN:Łucja Wąż\r\nEND:VCARD\r\n");
        let (dialect, rows) = read(&bytes).expect("readable");
        assert_eq!(dialect, Dialect::VCard { encoding: Encoding::Windows1250 });
        assert_eq!(rows[1][0], "Łucja Wąż");
    }

    #[test]
    fn files_of_other_kinds_are_refused_by_name() {
        assert!(matches!(read(b""), Err(TabularError::Empty)));
        assert!(matches!(read(b" \r\n "), Err(TabularError::Empty)));
        assert!(matches!(read(b"\xD0\xCF\x11\xE0rest"), Err(TabularError::OldOrEncryptedWorkbook)));
        assert!(matches!(read(b"%PDF-1.7"), Err(TabularError::NotATable("PDF"))));
        assert!(matches!(read(b"PK\x03\x04cut"), Err(TabularError::DamagedWorkbook(_))));
    }
}
