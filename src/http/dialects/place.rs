//! A candidate in the words of OpenStreetMap, which both dialects use.

use crate::domain::language::Language;
use crate::geo::BoundingBox;
use crate::geocoder::answer::{Candidate, Components, Level};
use crate::http::locator::country_name;

/// Metres of a degree of latitude, and of longitude at the equator.
const METRES_PER_DEGREE: f64 = 111_320.0;

/// Whole numbers that every JSON reader keeps exact.
const ID_MASK: u64 = (1 << 53) - 1;

/// What OpenStreetMap would call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    pub key: &'static str,
    pub value: &'static str,
    /// The word of the level: `house`, `road`, `city`.
    pub address_type: &'static str,
    /// 4 for a country to 30 for a house.
    pub rank: u8,
    /// The word of Photon's layers.
    pub layer: &'static str,
}

/// The tag that stands for a level; what kind of town or shop it is we do not know.
pub const fn tag(level: Level) -> Tag {
    let (key, value, address_type, rank, layer) = match level {
        Level::Entrance | Level::Building | Level::Interpolated => ("place", "house", "place", 30, "house"),
        Level::Poi => ("amenity", "yes", "amenity", 30, "other"),
        Level::Street => ("highway", "road", "road", 26, "street"),
        Level::Postcode => ("place", "postcode", "postcode", 21, "other"),
        Level::District => ("place", "suburb", "suburb", 19, "district"),
        Level::Settlement => ("place", "city", "city", 16, "city"),
        Level::Commune => ("boundary", "administrative", "municipality", 14, "city"),
        Level::County => ("boundary", "administrative", "county", 12, "county"),
        Level::Region => ("boundary", "administrative", "state", 8, "state"),
        Level::Country => ("boundary", "administrative", "country", 4, "country"),
    };
    Tag { key, value, address_type, rank, layer }
}

/// A number for the candidate: FNV-1a of its id. Stays the same while the index does.
pub fn number(candidate: &Candidate) -> u64 {
    let hash = candidate
        .id
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash & ID_MASK
}

/// The name of the thing itself: of the street for a street, nothing for a house without one.
pub fn own_name(candidate: &Candidate) -> &str {
    let parts = &candidate.components;
    let name = match candidate.level {
        Level::Street => &parts.street,
        Level::Postcode => &parts.postcode,
        Level::District => &parts.district,
        Level::Settlement => &parts.city,
        Level::Commune => &parts.commune,
        Level::County => &parts.county,
        Level::Region => &parts.region,
        Level::Entrance | Level::Building | Level::Interpolated | Level::Poi | Level::Country => &parts.name,
    };
    if parts.name.is_empty() { name } else { &parts.name }
}

/// Everything from the house to the country with commas between, nothing said twice in a row.
pub fn long_label(candidate: &Candidate, language: Language) -> String {
    let parts = &candidate.components;
    let country = country_of(parts, language);
    let all = [
        own_name(candidate),
        &parts.house_number,
        &parts.street,
        &parts.district,
        &parts.city,
        &parts.commune,
        &parts.county,
        &parts.region,
        &parts.postcode,
        &country,
    ];
    let mut said: Vec<&str> = Vec::with_capacity(all.len());
    for part in all.into_iter().filter(|part| !part.is_empty()) {
        if !said.contains(&part) {
            said.push(part);
        }
    }
    said.join(", ")
}

/// In words where we know them.
pub fn country_of(parts: &Components, language: Language) -> String {
    country_name(&parts.country, language)
}

/// The box that surely holds the thing.
pub fn extent(candidate: &Candidate) -> BoundingBox {
    let (lon, lat) = (candidate.point.lon(), candidate.point.lat());
    let north = (candidate.radius.0.max(1.0) / METRES_PER_DEGREE).min(90.0);
    let east = (north / lat.to_radians().cos().max(1e-6)).min(180.0);
    let side = |degrees: f64, max: f64| degrees.clamp(-max, max);
    BoundingBox::new(side(lon - east, 180.0), side(lat - north, 90.0), side(lon + east, 180.0), side(lat + north, 90.0))
        .expect("sides are clamped to the earth")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::LonLat;
    use crate::geocoder::record::Source;
    use crate::units::Meters;

    fn candidate(level: Level, components: Components) -> Candidate {
        Candidate {
            id: "a1".into(),
            point: LonLat::new(18.63, 49.75).expect("on earth"),
            level,
            coarser_than_asked: false,
            confidence: 0.9,
            radius: Meters(100.0),
            label: String::new(),
            highlights: Vec::new(),
            components,
            unmatched: Vec::new(),
            source: Source::OpenStreetMap,
            data_date: String::new(),
        }
    }

    #[test]
    fn a_label_says_nothing_twice() {
        let components = Components {
            city: "Cieszyn".into(),
            commune: "Cieszyn".into(),
            county: "powiat cieszyński".into(),
            country: "PL".into(),
            ..Components::default()
        };
        let town = candidate(Level::Settlement, components);
        assert_eq!(long_label(&town, Language::Polish), "Cieszyn, powiat cieszyński, Polska");
        assert_eq!(own_name(&town), "Cieszyn");
    }

    #[test]
    fn the_box_holds_the_circle_and_stays_on_earth() {
        let here = candidate(Level::Building, Components::default());
        let extent_here = extent(&here);
        assert!(extent_here.contains(here.point));
        assert!((extent_here.north() - 49.75 - 0.000_898).abs() < 1e-5, "{extent_here:?}");
        let pole = Candidate { point: LonLat::new(0.0, 90.0).expect("on earth"), ..here };
        assert_eq!(extent(&pole).north(), 90.0);
    }
}
