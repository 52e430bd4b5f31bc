//! Which country a point lies in, from what an extract tells.
//!
//! The border of the country itself is mostly cut off in an extract, but its regions and communes carry codes that
//! name it. Where these name one country only, everything is there.

use std::collections::BTreeMap;

use super::area::Shape;
use crate::region::geometry::MapPoint;
use crate::region::osm::Tags;

/// Keys whose value begins with the code of the country.
const CODES: [&str; 5] = ["ISO3166-1:alpha2", "ISO3166-1", "ISO3166-2", "ref:nuts", "nuts"];
/// Beginnings of keys that only one country's mappers use.
const KEYS: [(&str, &str); 7] = [
    ("teryt:", "PL"),
    ("TERYT:", "PL"),
    ("de:", "DE"),
    ("ref:ruian", "CZ"),
    ("ref:RUIAN", "CZ"),
    ("uir_adr:", "CZ"),
    ("kct_", "CZ"),
];

/// The country that the tags of an area name: ISO 3166-1 alpha-2.
pub fn country_hint(tags: &Tags<'_>) -> Option<String> {
    let code = CODES.iter().find_map(|key| tags.get(key)).and_then(|code| code.get(..2));
    let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_uppercase()));
    let by_key = || {
        let of = |key: &str| KEYS.iter().find(|(beginning, _)| key.starts_with(beginning)).map(|(_, code)| *code);
        tags.0.iter().find_map(|(key, _)| of(key))
    };
    code.or_else(by_key).map(str::to_owned)
}

/// Finds the country of points.
#[derive(Debug)]
pub struct Countries {
    /// Largest first; empty where there is only one country.
    areas: Vec<(String, Shape)>,
    home: String,
}

impl Countries {
    /// `hints` are the countries that areas name, whether they close or not; `shapes` are those that close.
    /// `fallback` is where nothing is named.
    pub fn new(hints: &BTreeMap<String, u64>, shapes: Vec<(String, Shape)>, fallback: &str) -> Self {
        let most = hints.iter().max_by_key(|(_, areas)| **areas);
        let home = most.map_or_else(|| fallback.to_owned(), |(country, _)| country.clone());
        let mut found = Self { areas: Vec::new(), home };
        if hints.len() > 1 {
            found.keep_outermost(shapes);
        }
        found
    }

    /// Keeps areas that lie in no larger one of the same country, so that few are left to look through.
    fn keep_outermost(&mut self, mut shapes: Vec<(String, Shape)>) {
        shapes.sort_by_key(|(_, shape)| -shape.doubled_area());
        for (country, shape) in shapes {
            let inside = shape.point_inside();
            let held = |point| self.areas.iter().any(|(other, around)| *other == country && around.contains(point));
            if !inside.is_some_and(held) {
                self.areas.push((country, shape));
            }
        }
    }

    pub fn home(&self) -> &str {
        &self.home
    }

    pub fn at(&self, point: MapPoint) -> &str {
        self.areas.iter().find(|(_, shape)| shape.contains(point)).map_or(&self.home, |(country, _)| country)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(at: i32, size: i32) -> Shape {
        Shape::of(&[vec![[at, at], [at + size, at], [at + size, at + size], [at, at + size]]]).expect("an area")
    }

    #[test]
    fn codes_of_regions_and_communes_name_their_country() {
        let hint = |tags: &[(&str, &str)]| country_hint(&Tags(tags));
        assert_eq!(hint(&[("ISO3166-2", "PL-24")]).as_deref(), Some("PL"));
        assert_eq!(hint(&[("teryt:terc", "2403011")]).as_deref(), Some("PL"));
        assert_eq!(hint(&[("de:regionalschluessel", "130710107107")]).as_deref(), Some("DE"));
        assert_eq!(hint(&[("ISO3166-2", "ż")]), None);
    }

    #[test]
    fn at_a_border_the_areas_decide_and_elsewhere_the_one_country_that_is_named() {
        let hints = BTreeMap::from([("PL".to_owned(), 5), ("CZ".to_owned(), 2)]);
        let shapes = vec![("CZ".to_owned(), square(10, 5)), ("CZ".to_owned(), square(0, 100))];
        let countries = Countries::new(&hints, shapes, "DE");
        assert_eq!([[50, 50], [200, 200]].map(|point| countries.at(point)), ["CZ", "PL"]);
        assert_eq!(countries.areas.len(), 1, "the smaller one lies in the larger");
        assert_eq!(Countries::new(&BTreeMap::new(), Vec::new(), "DE").at([1, 1]), "DE");
    }
}
