//! Addresses in the order of their streets, each house once, and the numbers that lead to them.

use super::draft::{AddressDraft, Drafts};
use super::gazetteer::Gazetteer;
use super::spots::meters_between;
use super::streets::StreetDraft;
use crate::geocoder::index::{AddressRow, NONE, NumberRow, source_code};
use crate::geocoder::normalize::{numbers_said, parse_house};

/// Two points of one number of one street are one house when they are not farther apart.
const SAME_HOUSE_M: f64 = 60.0;

#[derive(Debug, Default)]
pub struct AddressTables {
    pub rows: Vec<AddressRow>,
    pub numbers: Vec<NumberRow>,
    /// Where each street's addresses begin.
    pub begins: Vec<u32>,
}

/// `streets` in the order of their rows.
pub fn address_tables(drafts: &Drafts, streets: &[&StreetDraft], gazetteer: &mut Gazetteer) -> AddressTables {
    let mut tables = AddressTables::default();
    for (street, draft) in streets.iter().enumerate() {
        tables.begins.push(tables.rows.len() as u32);
        for address in houses_of(drafts, draft) {
            let row = row_of(drafts, address, street as u32, draft.settlement, gazetteer);
            tables.add_numbers(drafts, address, street as u32);
            tables.rows.push(row);
        }
    }
    tables.begins.push(tables.rows.len() as u32);
    tables.numbers.sort_unstable_by_key(|row| (row.street, row.number, row.address));
    tables
}

/// The houses of a street by number, each once, the best known of equals.
fn houses_of<'d>(drafts: &'d Drafts, street: &StreetDraft) -> Vec<&'d AddressDraft> {
    let mut houses: Vec<(u32, &AddressDraft)> = street
        .addresses
        .iter()
        .map(|address| &drafts.addresses[*address as usize])
        .map(|house| (parse_house(drafts.strings.text(house.number)).first().map_or(0, |part| part.number), house))
        .collect();
    let trust = |house: &AddressDraft| {
        (
            house.exactness == crate::geocoder::record::AddressPoint::Interpolated,
            source_code(house.source),
            house.exactness,
        )
    };
    houses.sort_by_key(|(number, house)| (*number, house.number, house.street_number, trust(house), house.spot));
    let mut kept: Vec<&AddressDraft> = Vec::with_capacity(houses.len());
    let mut begin_of_number = (0, 0);
    for (number, house) in houses {
        if begin_of_number.0 != number {
            begin_of_number = (number, kept.len());
        }
        if !kept[begin_of_number.1..].iter().any(|other| are_one(other, house)) {
            kept.push(house);
        }
    }
    kept
}

fn are_one(kept: &AddressDraft, other: &AddressDraft) -> bool {
    use crate::geocoder::record::AddressPoint::Interpolated;
    let one_number = kept.number == other.number && kept.street_number == other.street_number;
    one_number && (other.exactness == Interpolated || meters_between(kept.spot, other.spot) <= SAME_HOUSE_M)
}

fn row_of(
    drafts: &Drafts,
    address: &AddressDraft,
    street: u32,
    settlement: Option<usize>,
    gazetteer: &mut Gazetteer,
) -> AddressRow {
    let AddressDraft { spot, source, .. } = *address;
    let part = settlement.and_then(|at| gazetteer.part(address.district, at, spot, source, &drafts.strings));
    AddressRow {
        street,
        lon: spot.0,
        lat: spot.1,
        number: address.number,
        street_number: address.street_number,
        postcode: address.postcode,
        district: part.map_or(NONE, |at| at as u32),
        exactness: address.exactness as u8,
        source: source_code(source),
        provisional: u8::from(address.provisional),
    }
}

impl AddressTables {
    /// Where the numbers of a street begin.
    pub fn numbers_of(&self, street: u32) -> u32 {
        self.numbers.partition_point(|row| row.street < street) as u32
    }

    fn add_numbers(&mut self, drafts: &Drafts, address: &AddressDraft, street: u32) {
        let mut numbers = numbers_said(drafts.strings.text(address.number));
        numbers.extend(numbers_said(drafts.strings.text(address.street_number)));
        numbers.sort_unstable();
        numbers.dedup();
        let address = self.rows.len() as u32;
        self.numbers.extend(numbers.into_iter().map(|number| NumberRow { street, number, address }));
    }
}
