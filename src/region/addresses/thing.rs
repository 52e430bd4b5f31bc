//! One thing of the map, node, way or relation: everything that can be looked for by it.

use super::area::Shape;
use super::names::tidy;
use super::place::{place_kind, place_record};
use super::poi::{poi_kind, poi_record};
use super::tags::{AddressTexts, address_records, has_number};
use crate::geo::LonLat;
use crate::geocoder::record::{AddressPoint, PostcodeRecord, Record, Source};
use crate::region::osm::Tags;

/// A thing with its point.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'a> {
    pub tags: Tags<'a>,
    /// The street that a relation says it belongs to.
    pub street: Option<&'a str>,
    pub point: LonLat,
    /// Missing for nodes.
    pub shape: Option<&'a Shape>,
    /// Where the point lies.
    pub country: &'a str,
}

impl Thing<'_> {
    /// Whether there can be any record, to be asked before the point is sought.
    pub fn is_wanted(tags: &Tags<'_>) -> bool {
        has_number(tags) || poi_kind(tags).is_some() || place_kind(tags, "").is_some()
    }

    /// All records; a number without street, place or city is left out, and `lost` counts it.
    pub fn records(&self, lost: &mut u64) -> Vec<Record> {
        let mut records = Vec::new();
        if has_number(&self.tags) {
            let texts = AddressTexts::of(&self.tags, self.street);
            if texts.tell_where() {
                let found = address_records(&self.tags, &texts, self.country, self.point, self.exactness());
                records.extend(found.into_iter().map(Record::Address));
            } else {
                *lost += 1;
            }
        }
        let poi = poi_kind(&self.tags).and_then(|kind| poi_record(&self.tags, kind, self.point, self.country));
        records.extend(poi.map(Record::Poi));
        let place = place_kind(&self.tags, self.country).and_then(|kind| {
            let area = self.shape.map(Shape::area);
            place_record(&self.tags, kind, self.point, area, self.country)
        });
        records.extend(place.map(Record::Place));
        records.extend(self.postcode().map(Record::Postcode));
        records
    }

    fn exactness(&self) -> AddressPoint {
        let entrance = self.tags.get("entrance").is_some_and(|kind| kind != "no");
        if entrance { AddressPoint::Entrance } else { AddressPoint::Building }
    }

    /// An area that has a postcode of its own.
    fn postcode(&self) -> Option<PostcodeRecord> {
        let keys = ["postal_code", "ref", "name"];
        let postcode = keys.iter().find_map(|key| self.tags.get(key).and_then(tidy));
        let postcode = postcode.filter(|_| self.tags.is("boundary", &["postal_code"]))?;
        let (city, country) = (String::new(), self.country.to_owned());
        Some(PostcodeRecord { postcode, city, country, point: self.point, source: Source::OpenStreetMap })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(tags: &[(&str, &str)]) -> (Vec<Record>, u64) {
        let point = LonLat::new(18.6, 49.7).expect("a point");
        let thing = Thing { tags: Tags(tags), street: None, point, shape: None, country: "PL" };
        let mut lost = 0;
        (thing.records(&mut lost), lost)
    }

    #[test]
    fn a_shop_with_a_number_is_found_by_both() {
        let (found, _) =
            records(&[("shop", "books"), ("name", "Kornel"), ("addr:street", "Polna"), ("addr:housenumber", "3")]);
        assert!(matches!(found.as_slice(), [Record::Address(_), Record::Poi(_)]), "{found:?}");
    }

    #[test]
    fn an_entrance_is_more_exact_than_a_building() {
        let (found, _) = records(&[("entrance", "yes"), ("addr:place", "Wola"), ("addr:housenumber", "3")]);
        assert!(matches!(&found[..], [Record::Address(one)] if one.exactness == AddressPoint::Entrance));
    }

    #[test]
    fn a_number_alone_is_counted_and_left_out() {
        assert_eq!(records(&[("addr:housenumber", "3")]), (Vec::new(), 1));
    }

    #[test]
    fn the_area_of_a_postcode_is_a_postcode() {
        let (found, _) = records(&[("boundary", "postal_code"), ("postal_code", "17033")]);
        assert!(matches!(&found[..], [Record::Postcode(one)] if one.postcode == "17033"));
    }
}
