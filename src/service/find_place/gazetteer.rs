//! Towns by name and Polish postcodes, read once from the files of `data/base`.
//!
//! Names lie folded in one sorted list, some forty thousand with those of other languages: an exact name
//! and a beginning are found by bisection, a slip by one pass over the list (about a millisecond).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::one_edit::is_one_edit;
use super::regions::{local_name, region_name};
use super::words::fold;
use super::{CANDIDATES_MAX, Place, postcode};
use crate::geo::LonLat;

const PLACES: &str = include_str!("../../../data/base/places_pl_cz_geonames.csv");
const POSTCODES: &str = include_str!("../../../data/base/postal_pl.csv");

/// With fewer letters half the country begins like the text.
const BEGINNING_LETTERS_MIN: usize = 3;
/// With fewer letters every word is one slip from another.
const SLIP_LETTERS_MIN: usize = 5;

struct Town {
    name: &'static str,
    country: &'static str,
    region: &'static str,
    population: u32,
    point: LonLat,
}

struct Name {
    folded: Box<str>,
    town: u32,
    /// The name people there use; the others come after it.
    own: bool,
}

pub(super) struct Gazetteer {
    towns: Vec<Town>,
    /// By `folded`.
    names: Vec<Name>,
    /// By digits.
    postcodes: HashMap<u32, (&'static str, LonLat)>,
}

impl Gazetteer {
    /// Read at the first use: some fifty milliseconds.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);
        &SHARED
    }

    fn read() -> Self {
        let mut gazetteer = Self { towns: Vec::new(), names: Vec::new(), postcodes: HashMap::new() };
        for line in PLACES.lines().skip(1) {
            gazetteer.add_town(line);
        }
        gazetteer.names.sort_unstable_by(|a, b| a.folded.cmp(&b.folded));
        gazetteer.postcodes = POSTCODES.lines().skip(1).filter_map(postcode_row).collect();
        gazetteer
    }

    /// Lines without a point or a name are left out; the file has none.
    fn add_town(&mut self, line: &'static str) {
        let mut cells = line.splitn(8, ',').skip(1);
        let mut cell = || cells.next().unwrap_or_default();
        let (listed, lat, lon, country, region) = (cell(), cell(), cell(), cell(), cell());
        let (population, others) = (cell().parse().unwrap_or(0), cell());
        let Some(point) = parse_point(lon, lat) else { return };
        let name = local_name(listed);
        let town = self.towns.len() as u32;
        let own = fold(name);
        let mut add = |folded: String, own| {
            if !folded.is_empty() {
                self.names.push(Name { folded: folded.into(), town, own });
            }
        };
        for other in others.split('|').chain([listed]).map(fold) {
            if other != own {
                add(other, false);
            }
        }
        add(own, true);
        self.towns.push(Town { name, country, region: region_name(country, region), population, point });
    }

    /// Every place of that name, those whose own name it is first, then by population.
    pub fn named(&self, words: &str) -> Vec<Place> {
        let from = self.names.partition_point(|name| &*name.folded < words);
        self.ranked(self.names[from..].iter().take_while(|name| &*name.folded == words))
    }

    /// The largest places whose name begins like the text.
    pub fn beginning_with(&self, words: &str) -> Vec<Place> {
        if words.len() < BEGINNING_LETTERS_MIN {
            return Vec::new();
        }
        let from = self.names.partition_point(|name| &*name.folded < words);
        self.ranked(self.names[from..].iter().take_while(|name| name.folded.starts_with(words)))
    }

    /// The largest places of a name that is one slip away.
    pub fn one_slip_from(&self, words: &str) -> Vec<Place> {
        if words.len() < SLIP_LETTERS_MIN {
            return Vec::new();
        }
        self.ranked(self.names.iter().filter(|name| is_one_edit(words, &name.folded)))
    }

    pub fn postcode(&self, code: &str) -> Option<Place> {
        let digits: u32 = postcode::digits(code).parse().ok()?;
        let (locality, point) = *self.postcodes.get(&digits)?;
        let name = format!("{:02}-{:03} {locality}", digits / 1_000, digits % 1_000);
        Some(Place { name, region: "", country: "PL".to_owned(), point })
    }

    fn ranked<'a>(&self, names: impl Iterator<Item = &'a Name>) -> Vec<Place> {
        let mut found: Vec<(bool, u32, u32)> =
            names.map(|name| (!name.own, u32::MAX - self.towns[name.town as usize].population, name.town)).collect();
        found.sort_unstable();
        let mut seen = Vec::with_capacity(CANDIDATES_MAX);
        for (_, _, town) in found {
            if seen.len() < CANDIDATES_MAX && !seen.contains(&town) {
                seen.push(town);
            }
        }
        seen.into_iter().map(|town| self.towns[town as usize].place()).collect()
    }
}

impl Town {
    fn place(&self) -> Place {
        Place { name: self.name.to_owned(), region: self.region, country: self.country.to_owned(), point: self.point }
    }
}

fn postcode_row(line: &'static str) -> Option<(u32, (&'static str, LonLat))> {
    let mut cells = line.split(',');
    let (code, _region, locality) = (cells.next()?, cells.next()?, cells.next()?);
    let (lat, lon) = (cells.next()?, cells.next()?);
    Some((postcode::digits(code).parse().ok()?, (locality, parse_point(lon, lat)?)))
}

fn parse_point(lon: &str, lat: &str) -> Option<LonLat> {
    LonLat::new(lon.parse().ok()?, lat.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(places: &[Place]) -> Vec<String> {
        places.iter().map(|place| format!("{} {}", place.name, place.country)).collect()
    }

    #[test]
    fn every_line_of_the_files_is_read() {
        let gazetteer = Gazetteer::shared();
        assert_eq!(gazetteer.towns.len(), PLACES.lines().count() - 1);
        assert_eq!(gazetteer.postcodes.len(), POSTCODES.lines().count() - 1);
    }

    #[test]
    fn every_region_has_a_name_but_the_capital_that_is_its_own() {
        let nameless: Vec<_> = Gazetteer::shared().towns.iter().filter(|town| town.region.is_empty()).collect();
        assert!(
            nameless.iter().all(|town| town.country == "CZ" && town.name.starts_with("Praha")) || nameless.len() < 80
        );
    }

    #[test]
    fn a_name_used_on_both_sides_of_the_border_gives_both_towns() {
        assert_eq!(names(&Gazetteer::shared().named("tesin")), ["Cieszyn PL", "Český Těšín CZ"]);
    }

    #[test]
    fn a_capital_is_found_under_its_own_and_under_its_foreign_name() {
        for text in ["warszawa", "warsaw", "varsava"] {
            assert_eq!(Gazetteer::shared().named(text)[0].name, "Warszawa", "{text}");
        }
    }

    #[test]
    fn a_beginning_gives_the_largest_places_first() {
        assert_eq!(Gazetteer::shared().beginning_with("krak")[0].name, "Kraków");
        assert!(Gazetteer::shared().beginning_with("kr").is_empty(), "too short to mean anything");
    }

    #[test]
    fn one_slip_is_forgiven() {
        assert_eq!(Gazetteer::shared().one_slip_from("ciesyzn")[0].name, "Cieszyn");
        assert!(Gazetteer::shared().one_slip_from("qqqqqqq").is_empty());
    }
}
