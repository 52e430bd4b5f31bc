//! Addresses from `addr:…` tags.

use super::names::tidy;
use super::numbers::house_numbers;
use crate::geo::LonLat;
use crate::geocoder::record::{AddressPoint, AddressRecord, Source};
use crate::region::osm::Tags;

/// The texts of an address, without its number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AddressTexts {
    pub street: String,
    pub place: String,
    pub city: String,
    pub district: String,
    pub postcode: String,
    /// ISO 3166-1 alpha-2, as the tag says it.
    pub country: String,
}

impl AddressTexts {
    /// `street` is what a relation says; a tag of the thing itself comes first.
    pub fn of(tags: &Tags<'_>, street: Option<&str>) -> Self {
        let first = |keys: &[&str]| keys.iter().find_map(|key| tags.get(key).and_then(tidy)).unwrap_or_default();
        let mut texts = Self {
            street: first(&["addr:street"]),
            place: first(&["addr:place", "addr:hamlet"]),
            city: first(&["addr:city", "addr:town", "addr:village"]),
            district: first(&["addr:suburb", "addr:city_district", "addr:district", "addr:quarter"]),
            postcode: first(&["addr:postcode"]),
            country: country_code(tags),
        };
        if texts.street.is_empty() && texts.place.is_empty() {
            texts.street = street.unwrap_or_default().to_owned();
        }
        texts
    }

    /// Whether a number is not alone.
    pub fn tell_where(&self) -> bool {
        !(self.street.is_empty() && self.place.is_empty() && self.city.is_empty())
    }
}

fn country_code(tags: &Tags<'_>) -> String {
    let code = tags.get("addr:country").unwrap_or_default().trim().to_ascii_uppercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) { code } else { String::new() }
}

/// Whether there is a house number.
pub fn has_number(tags: &Tags<'_>) -> bool {
    ["addr:housenumber", "addr:conscriptionnumber", "addr:provisionalnumber"].iter().any(|key| tags.get(key).is_some())
}

/// One record for each number. `country` is where the point lies unless the tags say otherwise.
pub fn address_records(
    tags: &Tags<'_>,
    texts: &AddressTexts,
    country: &str,
    point: LonLat,
    exactness: AddressPoint,
) -> Vec<AddressRecord> {
    let country = if texts.country.is_empty() { country } else { &texts.country };
    let record = |house| AddressRecord {
        house,
        street: texts.street.clone(),
        place: texts.place.clone(),
        city: texts.city.clone(),
        district: texts.district.clone(),
        postcode: texts.postcode.clone(),
        country: country.to_owned(),
        point,
        exactness,
        source: Source::OpenStreetMap,
    };
    house_numbers(tags, country).into_iter().map(record).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_street_of_a_relation_fills_in_where_the_house_says_nothing() {
        let own = AddressTexts::of(&Tags(&[("addr:street", "Polna")]), Some("Leśna"));
        let none = AddressTexts::of(&Tags(&[("addr:city", "Wola")]), Some("Leśna"));
        let settlement = AddressTexts::of(&Tags(&[("addr:place", "Wola")]), Some("Leśna"));
        assert_eq!([&*own.street, &*none.street, &*settlement.street], ["Polna", "Leśna", ""]);
    }

    #[test]
    fn a_number_alone_tells_nothing() {
        assert!(!AddressTexts::of(&Tags(&[("addr:housenumber", "3"), ("addr:postcode", "43-400")]), None).tell_where());
    }

    #[test]
    fn a_country_is_two_letters() {
        let country = |text| AddressTexts::of(&Tags(&[("addr:country", text)]), None).country;
        assert_eq!([country("pl"), country("Polska"), country("D")], ["PL", "", ""]);
    }
}
