//! From a stream of lines to one row per card.

use std::io::{BufRead, BufReader, Read};
use std::ops::ControlFlow;

use super::card::{COLUMNS, Card};
use super::lines::{Line, Lines};
use super::property::Property;
use crate::tabular::encoding::{Decoded, Encoding};
use crate::tabular::error::TabularError;
use crate::tabular::limits::{ROWS_MAX, VCARD_PROPERTIES_MAX};
use crate::tabular::row::{Row, RowFault, RowSink};
use crate::tabular::source::Source;

/// Everything else, pictures above all, is passed over.
const KEPT: [&str; 11] = ["FN", "N", "ORG", "TEL", "EMAIL", "ADR", "LANG", "NOTE", "UID", "KIND", "GEO"];
/// How one maker of address books says that a card is about a company.
const SHOWN_AS: &str = "X-ABSHOWAS";

/// Pushes row 0 with the names of the columns, then one row per card, numbered from 1.
pub fn read_cards(source: &mut dyn Source, encoding: Encoding, sink: RowSink) -> Result<(), TabularError> {
    source.rewind()?;
    let names = Row { number: 0, cells: COLUMNS.map(str::to_owned).to_vec(), faults: Vec::new() };
    if sink(names).is_break() {
        return Ok(());
    }
    let mut cards = Cards { lines: Lines::new(text(source, encoding)), open: None, is_begun: false };
    let mut number = 0;
    while let Some(card) = cards.next_card()? {
        number += 1;
        if number > ROWS_MAX {
            return Err(TabularError::TooManyRows);
        }
        if sink(card.into_row(number)) == ControlFlow::Break(()) {
            break;
        }
    }
    Ok(())
}

/// UTF-8 is decoded line by line: a fold may stand in the middle of a letter.
fn text<'a>(source: &'a mut dyn Source, encoding: Encoding) -> BufReader<Box<dyn Read + 'a>> {
    BufReader::new(match encoding {
        Encoding::Utf8 => Box::new(source),
        other => Box::new(Decoded::new(source, other)),
    })
}

struct Cards<R> {
    lines: Lines<R>,
    open: Option<Card>,
    /// A card began where the last one had not ended.
    is_begun: bool,
}

impl<R: BufRead> Cards<R> {
    /// Lines between cards are nobody's and are passed over.
    fn next_card(&mut self) -> Result<Option<Card>, TabularError> {
        if std::mem::take(&mut self.is_begun) {
            self.open = Some(Card::default());
        }
        while let Some(line) = self.lines.next_line()? {
            let marked = line.text.trim_start_matches('\u{feff}').trim().to_ascii_uppercase();
            match (marked.as_str(), self.open.take()) {
                ("BEGIN:VCARD", None) => self.open = Some(Card::default()),
                ("BEGIN:VCARD", Some(card)) => {
                    self.is_begun = true;
                    return Ok(Some(unfinished(card)));
                }
                ("END:VCARD", card @ Some(_)) => return Ok(card),
                (_, Some(mut card)) => {
                    add(&mut card, &line);
                    self.open = Some(card);
                }
                (_, None) => {}
            }
        }
        Ok(self.open.take().map(unfinished))
    }
}

fn unfinished(mut card: Card) -> Card {
    card.faults.push(RowFault::UnfinishedCard);
    card
}

fn add(card: &mut Card, line: &Line) {
    let Some(property) = Property::read(&line.text) else { return };
    if !KEPT.contains(&property.name.as_str()) && property.name != SHOWN_AS {
        return;
    }
    let fault = if property.is_quoted_printable() {
        Some(RowFault::QuotedPrintable)
    } else if line.is_cut {
        Some(RowFault::CardLineTooLong)
    } else if card.properties.len() == VCARD_PROPERTIES_MAX {
        Some(RowFault::TooManyProperties)
    } else {
        None
    };
    match fault {
        Some(fault) if card.faults.contains(&fault) => {}
        Some(fault) => card.faults.push(fault),
        None => card.properties.push(property),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        let mut rows = Vec::new();
        read_cards(&mut Cursor::new(text.as_bytes()), Encoding::Utf8, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .expect("readable");
        rows.split_off(1)
    }

    fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
        let at = COLUMNS.iter().position(|name| *name == column).expect("a column");
        &row.cells[at]
    }

    #[test]
    fn a_card_of_version_4_becomes_a_row() {
        let rows = rows(concat!(
            "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna Nowak\r\nN:Nowak;Anna;;;\r\nORG:Kowal sp. z o.o.;Zakupy\r\n",
            "TEL;VALUE=uri;TYPE=work:tel:+48-22-123-45-67;ext=12\r\nTEL;PREF=1;TYPE=cell:+48 601 100 201\r\n",
            "TEL;TYPE=fax:22 123 45 68\r\nEMAIL:anna@example.com\r\nADR;TYPE=home:;m. 3;Długa 1;Łódź;;90-001;Polska\r\n",
            "GEO:geo:51.77,19.45\r\nLANG:pl\r\nNOTE:lubi\\nkawę\r\nPHOTO:data:image/jpeg;base64,AAAA\r\n AAAA\r\nEND:VCARD\r\n",
        ));
        let row = &rows[0];
        for (column, expected) in [
            ("Full name", "Anna Nowak"),
            ("Family name", "Nowak"),
            ("Company", ""),
            ("Phone", "+48 601 100 201"),
            ("Phone 2", "+48-22-123-45-67 ext. 12"),
            ("Fax", "22 123 45 68"),
            ("Street", "Długa 1 m. 3"),
            ("Postcode", "90-001"),
            ("City", "Łódź"),
            ("Lat", "51.77"),
            ("Note", "lubi\nkawę\nKowal sp. z o.o. Zakupy"),
        ] {
            assert_eq!(cell(row, column), expected, "{column}");
        }
        assert_eq!((row.number, row.faults.len()), (1, 0));
    }

    #[test]
    fn companies_are_told_from_people_in_three_ways() {
        for card in ["KIND:org\nFN:Kowal\n", "FN:Kowal\nORG:Kowal;\n", "FN:K\nORG:Kowal\nX-ABShowAs:COMPANY\n"] {
            let rows = rows(&format!("BEGIN:VCARD\n{card}END:VCARD\n"));
            assert_eq!((cell(&rows[0], "Company"), cell(&rows[0], "Kind")), ("Kowal", "company"), "{card}");
        }
    }

    #[test]
    fn numbers_that_are_left_over_share_the_last_cell() {
        let rows = rows("BEGIN:VCARD\nFN:A\nTEL:1\nTEL:2\nTEL:3\nTEL:4\nEND:VCARD\n");
        assert_eq!((cell(&rows[0], "Phone 2"), cell(&rows[0], "Phone 3")), ("2", "3; 4"));
    }

    #[test]
    fn what_cannot_be_read_is_a_fault_of_its_card_alone() {
        let long = format!("NOTE:{}", "x".repeat(200_000));
        for (card, code) in [
            ("FN;ENCODING=QUOTED-PRINTABLE:Nov=C3=A1k", "quoted_printable"),
            ("FN;QUOTED-PRINTABLE:Nov=C3=A1k", "quoted_printable"),
            (long.as_str(), "too_long"),
            ("KIND:group\nFN:Znajomi", "not_a_person"),
        ] {
            let rows = rows(&format!("BEGIN:VCARD\n{card}\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"));
            let codes: Vec<_> =
                rows.iter().map(|row| row.faults.iter().map(RowFault::code).collect::<Vec<_>>()).collect();
            assert_eq!(codes, [vec![code], vec![]], "{card:.40}");
        }
    }

    #[test]
    fn a_letter_that_is_folded_in_the_middle_is_read_whole() {
        let name = "FN:Żuk".as_bytes();
        let bytes = [b"\xEF\xBB\xBFBEGIN:VCARD\r\n", &name[..4], b"\r\n ", &name[4..], b"\r\nEND:VCARD\r\n"].concat();
        let mut names = Vec::new();
        read_cards(&mut Cursor::new(bytes), Encoding::Utf8, &mut |row| {
            names.push(row.cells[0].clone());
            ControlFlow::Continue(())
        })
        .expect("readable");
        assert_eq!(names[1], "Żuk");
    }

    proptest::proptest! {
        #[test]
        fn any_text_in_a_note_comes_back_whole(note in "[^\\p{C}]{0,200}", width in 1_usize..80) {
            let escaped = note.trim().replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
            let bytes = format!("NOTE:{escaped}").into_bytes();
            let folded = bytes.chunks(width).map(<[u8]>::to_vec).collect::<Vec<_>>().join(b"\r\n ".as_slice());
            let card = [b"BEGIN:VCARD\r\nFN:A\r\n", folded.as_slice(), b"\r\nEND:VCARD\r\n"].concat();
            let mut notes = Vec::new();
            read_cards(&mut Cursor::new(card), Encoding::Utf8, &mut |row| {
                notes.push(row.cells[18].clone());
                ControlFlow::Continue(())
            })
            .expect("readable");
            proptest::prop_assert_eq!(notes[1].as_str(), note.trim());
        }

        #[test]
        fn any_bytes_end_without_a_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..500)) {
            let card = [b"BEGIN:VCARD\nFN:A\n", bytes.as_slice(), b"\nEND:VCARD\n"].concat();
            let mut rows = 0;
            read_cards(&mut Cursor::new(card), Encoding::Utf8, &mut |_| {
                rows += 1;
                ControlFlow::Continue(())
            })
            .expect("memory can be read");
            proptest::prop_assert!(rows >= 2);
        }
    }

    #[test]
    fn a_card_that_does_not_end_is_told_and_the_next_one_is_read() {
        let rows = rows("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\n");
        let names: Vec<_> = rows.iter().map(|row| (cell(row, "Full name"), row.faults.len())).collect();
        assert_eq!(names, [("A", 1), ("B", 0), ("C", 1)]);
    }
}
