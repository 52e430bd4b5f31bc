//! Every reference of a file, held against what it refers to.

use super::box_tree::BoxTree;
use super::dictionary::shared_letters;
use super::file::Index;
use super::layout::Section;
use super::row::Row;
use super::rows::{DROPPABLE, NONE, TokenRow};
use super::table::Table;
use crate::geocoder::error::GeocoderError;

type Checked = Result<(), GeocoderError>;

/// Errors name the table that is wrong.
pub fn validate(index: &Index) -> Checked {
    strings(index)?;
    dictionary(index)?;
    names(index)?;
    places_and_streets(index)?;
    addresses(index)?;
    others(index)?;
    trees(index)
}

fn hold(holds: bool, table: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(GeocoderError::Damaged(table)) }
}

fn all_below<R: Row>(table: Table<'_, R>, below: usize, number: impl Fn(&R) -> u32) -> bool {
    table.iter().all(|row| (number(&row) as usize) < below)
}

fn all_below_or_none<R: Row>(table: Table<'_, R>, below: usize, number: impl Fn(&R) -> u32) -> bool {
    table.iter().all(|row| number(&row) == NONE || (number(&row) as usize) < below)
}

/// Begins of stretches: never falling, and the last one is where the stretched table ends.
fn are_begins<R: Row>(table: Table<'_, R>, end: usize, begin: impl Fn(&R) -> u32) -> bool {
    let mut last = 0;
    let rising = table.iter().all(|row| {
        let (before, now) = (last, begin(&row));
        last = now;
        before <= now
    });
    rising && last as usize == end
}

fn strings(index: &Index) -> Checked {
    let letters = index.section(Section::StringLetters);
    let text = std::str::from_utf8(letters).map_err(|_| GeocoderError::Damaged("its texts"))?;
    let at_letters = index.string_ends().iter().all(|end| text.is_char_boundary(end as usize));
    hold(at_letters && are_begins(index.string_ends(), letters.len(), |end| *end), "its texts")
}

fn dictionary(index: &Index) -> Checked {
    let letters = index.section(Section::TokenLetters);
    let rows: Table<'_, TokenRow> = index.tokens();
    let whole = letters.is_ascii()
        && rows.len() > 0
        && are_begins(rows, letters.len(), |row| row.letters)
        && are_begins(rows, index.postings().len(), |row| row.postings);
    hold(whole, "its words")?;
    let dictionary = index.dictionary();
    let sorted = (1..dictionary.len()).all(|token| dictionary.word(token - 1) < dictionary.word(token));
    let shares = |token: u32| shared_letters(dictionary.word(token - 1), dictionary.word(token));
    let told = (1..dictionary.len()).all(|token| rows.get(token).is_some_and(|row| row.shared == shares(token)));
    hold(sorted && told, "its words")?;
    hold(all_below(index.postings(), index.names().len(), |row| row.name), "its postings")
}

fn names(index: &Index) -> Checked {
    let names = index.names();
    let whole = names.len() > 0
        && all_below(names, index.string_ends().len(), |row| row.text)
        && are_begins(names, index.name_tokens().len(), |row| row.tokens)
        && are_begins(names, index.name_places().len(), |row| row.places)
        && are_begins(names, index.name_streets().len(), |row| row.streets)
        && are_begins(names, index.name_pois().len(), |row| row.pois)
        && all_below(index.name_tokens(), index.tokens().len(), |token| *token & !DROPPABLE)
        && all_below(index.name_places(), index.places().len(), |place| *place)
        && all_below(index.name_streets(), index.streets().len(), |street| *street)
        && all_below(index.name_pois(), index.pois().len(), |poi| *poi);
    hold(whole, "its names")?;
    let prefixes = index.prefixes();
    let whole = prefixes.len() > 0
        && are_begins(prefixes, index.prefix_names().len(), |row| row.names)
        && all_below(index.prefix_names(), names.len(), |name| *name);
    hold(whole, "its beginnings")
}

fn places_and_streets(index: &Index) -> Checked {
    let (names, places, texts) = (index.names().len(), index.places(), index.string_ends().len());
    let whole = all_below(places, names, |row| row.name) && all_below_or_none(places, places.len(), |row| row.parent);
    hold(whole, "its places")?;
    let streets = index.streets();
    let whole = streets.len() > 0
        && all_below(streets, names, |row| row.name)
        && all_below_or_none(streets, places.len(), |row| row.settlement)
        && all_below(streets, texts, |row| row.postcode)
        && are_begins(streets, index.addresses().len(), |row| row.addresses)
        && are_begins(streets, index.numbers().len(), |row| row.numbers);
    hold(whole, "its streets")
}

fn addresses(index: &Index) -> Checked {
    let (addresses, texts) = (index.addresses(), index.string_ends().len());
    let whole = all_below(addresses, index.streets().len(), |row| row.street)
        && all_below(addresses, texts, |row| row.number)
        && all_below(addresses, texts, |row| row.street_number)
        && all_below(addresses, texts, |row| row.postcode)
        && all_below_or_none(addresses, index.places().len(), |row| row.district);
    hold(whole, "its addresses")?;
    let numbers = index.numbers();
    hold(all_below(numbers, addresses.len(), |row| row.address), "its house numbers")
}

fn others(index: &Index) -> Checked {
    let (places, texts) = (index.places().len(), index.string_ends().len());
    let whole = all_below_or_none(index.postcodes(), places, |row| row.settlement)
        && all_below(index.postcodes(), texts, |row| row.text)
        && all_below_or_none(index.pois(), places, |row| row.settlement)
        && all_below(index.pois(), index.names().len(), |row| row.name)
        && all_below(index.pois(), texts, |row| row.kind.max(row.code))
        && all_below(index.segments(), index.streets().len(), |row| row.street)
        && all_below(index.dates(), texts, |row| row.date);
    hold(whole, "its postcodes or points of interest")
}

fn trees(index: &Index) -> Checked {
    let tree = |order: Table<'_, u32>, nodes: usize, items: usize| {
        order.len() == items && nodes == BoxTree::nodes_for(items) && all_below(order, items, |item| *item)
    };
    let whole = tree(index.address_order(), index.address_nodes().len(), index.addresses().len())
        && tree(index.segment_order(), index.segment_nodes().len(), index.segments().len())
        && tree(index.place_order(), index.place_nodes().len(), index.places().len());
    hold(whole, "its maps")
}
