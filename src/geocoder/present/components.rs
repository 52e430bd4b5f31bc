//! The parts of an answer, from the tables.

use crate::geocoder::answer::Components;
use crate::geocoder::index::{Index, NONE, PlaceRow, StreetKind, country_code, kind_of};
use crate::geocoder::record::PlaceKind;
use crate::geocoder::search::{Thing, chain};

/// `district` is the part that the question or the address names, beside the settlement.
pub fn components(index: &Index, thing: Thing, settlement: Option<u32>, district: Option<u32>) -> Components {
    let mut parts = Components::default();
    for place in district.into_iter().chain(chain(index, settlement.unwrap_or(NONE))) {
        let row = index.places().get(place).unwrap_or_default();
        add_place(index, &mut parts, &row);
    }
    match thing {
        Thing::Address(address) => add_address(index, &mut parts, address),
        Thing::Street(street) => add_street(index, &mut parts, street),
        Thing::Poi(poi) => {
            let row = index.pois().get(poi).unwrap_or_default();
            parts.name = index.name_text(row.name).to_owned();
        }
        Thing::Postcode(at) => {
            let row = index.postcodes().get(at).unwrap_or_default();
            parts.postcode = index.text(row.text).to_owned();
        }
        Thing::Place(place) => {
            let row = index.places().get(place).unwrap_or_default();
            parts.name = index.name_text(row.name).to_owned();
        }
    }
    parts
}

fn add_place(index: &Index, parts: &mut Components, row: &PlaceRow) {
    let name = index.name_text(row.name);
    let field = match kind_of(row.kind) {
        PlaceKind::District | PlaceKind::Neighbourhood => &mut parts.district,
        PlaceKind::City | PlaceKind::Town | PlaceKind::Village | PlaceKind::Hamlet => &mut parts.city,
        PlaceKind::Commune => &mut parts.commune,
        PlaceKind::County => &mut parts.county,
        PlaceKind::Region => &mut parts.region,
        PlaceKind::Country => return,
    };
    if field.is_empty() {
        name.clone_into(field);
    }
    if parts.country.is_empty() {
        parts.country = country_code(row.country);
    }
}

fn add_address(index: &Index, parts: &mut Components, address: u32) {
    let row = index.addresses().get(address).unwrap_or_default();
    add_street(index, parts, row.street);
    let (number, street_number) = (index.text(row.number), index.text(row.street_number));
    parts.house_number = match (row.provisional, street_number) {
        (1, _) => format!("ev. {number}"),
        (_, "") => number.to_owned(),
        _ => format!("{number}/{street_number}"),
    };
    parts.postcode = index.text(row.postcode).to_owned();
}

fn add_street(index: &Index, parts: &mut Components, street: u32) {
    let row = index.streets().get(street).unwrap_or_default();
    if StreetKind::of(row.kind) != StreetKind::Settlement {
        parts.street = index.name_text(row.name).to_owned();
    }
    parts.postcode = index.text(row.postcode).to_owned();
}
