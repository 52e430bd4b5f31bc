//! The gazetteer of the base map as records of the geocoder: countries, regions, towns, and Polish postcodes.
//!
//! From GeoNames and the table of postcodes. It knows no streets and no areas; counties and communes are left open.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::places::{CITY_NAMES, COUNTRIES, CityName, Country, TOWNS, TOWNS_ABROAD, Town, city_circles, kind_of, read};
use crate::geo::{LonLat, great_circle_distance};
use crate::geocoder::record::{PlaceKind, PlaceRecord, PostcodeRecord, Record, Source};
use crate::region::error::RegionError;
use crate::region::layers::PlaceKind as MapKind;

const POSTCODES: &str = include_str!("../../../data/base/postal_pl.csv");
/// A place that the table of postcodes names is another one than a town of the same name farther away than this.
const SAME_PLACE_M: f64 = 15_000.0;
/// A place of so many people is named by postcodes of its own region, wherever the table puts them.
const LARGE: u32 = 10_000;
/// Most other names of a town; GeoNames has dozens for large ones.
const OTHERS_MAX: usize = 24;

/// Country, code of GeoNames, name, and what it is called without the word for its kind.
const REGIONS: [(&str, &str, &str, &str); 30] = [
    ("PL", "72", "województwo dolnośląskie", "dolnośląskie"),
    ("PL", "73", "województwo kujawsko-pomorskie", "kujawsko-pomorskie"),
    ("PL", "74", "województwo łódzkie", "łódzkie"),
    ("PL", "75", "województwo lubelskie", "lubelskie"),
    ("PL", "76", "województwo lubuskie", "lubuskie"),
    ("PL", "77", "województwo małopolskie", "małopolskie"),
    ("PL", "78", "województwo mazowieckie", "mazowieckie"),
    ("PL", "79", "województwo opolskie", "opolskie"),
    ("PL", "80", "województwo podkarpackie", "podkarpackie"),
    ("PL", "81", "województwo podlaskie", "podlaskie"),
    ("PL", "82", "województwo pomorskie", "pomorskie"),
    ("PL", "83", "województwo śląskie", "śląskie"),
    ("PL", "84", "województwo świętokrzyskie", "świętokrzyskie"),
    ("PL", "85", "województwo warmińsko-mazurskie", "warmińsko-mazurskie"),
    ("PL", "86", "województwo wielkopolskie", "wielkopolskie"),
    ("PL", "87", "województwo zachodniopomorskie", "zachodniopomorskie"),
    ("CZ", "52", "Hlavní město Praha", "Praha"),
    ("CZ", "78", "Jihomoravský kraj", "Jihomoravský"),
    ("CZ", "79", "Jihočeský kraj", "Jihočeský"),
    ("CZ", "80", "Kraj Vysočina", "Vysočina"),
    ("CZ", "81", "Karlovarský kraj", "Karlovarský"),
    ("CZ", "82", "Královéhradecký kraj", "Královéhradecký"),
    ("CZ", "83", "Liberecký kraj", "Liberecký"),
    ("CZ", "84", "Olomoucký kraj", "Olomoucký"),
    ("CZ", "85", "Moravskoslezský kraj", "Moravskoslezský"),
    ("CZ", "86", "Pardubický kraj", "Pardubický"),
    ("CZ", "87", "Plzeňský kraj", "Plzeňský"),
    ("CZ", "88", "Středočeský kraj", "Středočeský"),
    ("CZ", "89", "Ústecký kraj", "Ústecký"),
    ("CZ", "90", "Zlínský kraj", "Zlínský"),
];

/// What the table of postcodes calls the Polish regions: the first two digits of TERYT.
const TERYT: [(&str, &str); 16] = [
    ("02", "województwo dolnośląskie"),
    ("04", "województwo kujawsko-pomorskie"),
    ("06", "województwo lubelskie"),
    ("08", "województwo lubuskie"),
    ("10", "województwo łódzkie"),
    ("12", "województwo małopolskie"),
    ("14", "województwo mazowieckie"),
    ("16", "województwo opolskie"),
    ("18", "województwo podkarpackie"),
    ("20", "województwo podlaskie"),
    ("22", "województwo pomorskie"),
    ("24", "województwo śląskie"),
    ("26", "województwo świętokrzyskie"),
    ("28", "województwo warmińsko-mazurskie"),
    ("30", "województwo wielkopolskie"),
    ("32", "województwo zachodniopomorskie"),
];

/// As of when a source is, where that is known: the day on which the table of postcodes was packed. The package of
/// GeoNames does not tell.
pub const BASE_DATES: [(Source, &str); 1] = [(Source::PostcodeTable, "2026-10-12")];

/// What only home towns have.
#[derive(Deserialize)]
struct HomeTown {
    #[serde(flatten)]
    town: Town,
    admin1: String,
    alt: String,
}

#[derive(Deserialize)]
struct PostcodeRow {
    code: String,
    woj_teryt: String,
    locality: String,
    lat: f64,
    lon: f64,
}

/// Every record of the base, places before postcodes.
pub fn base_records() -> Result<Vec<Record>, RegionError> {
    let mut places: Vec<PlaceRecord> = countries()?;
    places.extend(towns()?);
    places.extend(regions(&places));
    let postcodes = read::<PostcodeRow>(POSTCODES)?;
    add_localities(&mut places, &postcodes);
    let records = places.into_iter().map(Record::Place);
    Ok(records.chain(postcodes.into_iter().filter_map(PostcodeRow::record).map(Record::Postcode)).collect())
}

fn countries() -> Result<Vec<PlaceRecord>, RegionError> {
    let rows = read::<Country>(COUNTRIES)?.into_iter();
    Ok(rows
        .filter_map(|country| {
            let point = LonLat::new(country.lon, country.lat).ok()?;
            let local = match country.code.as_str() {
                "PL" => &country.name_pl,
                "CZ" => &country.name_cs,
                "DE" | "AT" => &country.name_de,
                _ => &country.name_en,
            };
            let names = [&country.name_pl, &country.name_cs, &country.name_de, &country.name_en];
            let mut record = place(local, PlaceKind::Country, point, &country.code);
            record.other_names = others(local, names.into_iter().map(String::as_str));
            record.population = country.population;
            Some(record)
        })
        .collect())
}

fn towns() -> Result<Vec<PlaceRecord>, RegionError> {
    let home: Vec<HomeTown> = read(TOWNS)?;
    let abroad: Vec<Town> = read(TOWNS_ABROAD)?;
    let names: HashMap<(String, String), CityName> = read::<CityName>(CITY_NAMES)?
        .into_iter()
        .map(|name| ((name.country.clone(), name.geonames.clone()), name))
        .collect();
    let cities = city_circles(home.iter().map(|home| &home.town));
    let home = home.iter().filter_map(|home| {
        let region = REGIONS.iter().find(|region| (region.0, region.1) == (&home.town.country, &home.admin1));
        let mut record = town(&home.town, &home.alt, &names, kind_in(&home.town, &cities))?;
        record.within = region.map(|region| (PlaceKind::Region, region.2.to_owned())).into_iter().collect();
        Some(record)
    });
    let abroad = abroad.iter().filter_map(|abroad| town(abroad, "", &names, kind_in(abroad, &[])));
    Ok(home.chain(abroad).collect())
}

fn kind_in(town: &Town, cities: &[(f64, f64, u32)]) -> PlaceKind {
    match kind_of(town, cities).0 {
        MapKind::Suburb => PlaceKind::District,
        MapKind::City => PlaceKind::City,
        MapKind::Town => PlaceKind::Town,
        _ => PlaceKind::Village,
    }
}

fn town(town: &Town, alt: &str, names: &HashMap<(String, String), CityName>, kind: PlaceKind) -> Option<PlaceRecord> {
    let point = LonLat::new(town.lon, town.lat).ok()?;
    let known = names.get(&(town.country.clone(), town.name.clone()));
    let name = known.map_or(&town.name, |known| &known.name);
    let mut record = place(name, kind, point, &town.country);
    let told = known.map(|known| [&known.name_pl, &known.name_cs, &known.name_de, &known.name_en]);
    let told = told.into_iter().flatten().map(String::as_str);
    record.other_names = others(name, told.chain([town.name.as_str()]).chain(alt.split('|')));
    record.population = town.population;
    Some(record)
}

/// Each region in the middle of its towns.
fn regions(places: &[PlaceRecord]) -> Vec<PlaceRecord> {
    let mut sums: BTreeMap<&str, ([f64; 2], f64)> = BTreeMap::new();
    for place in places {
        if let [(PlaceKind::Region, region)] = place.within.as_slice() {
            let (sum, count) = sums.entry(region).or_default();
            *sum = [sum[0] + place.point.lon(), sum[1] + place.point.lat()];
            *count += 1.0;
        }
    }
    let record = |(country, _, name, short): &(&str, &str, &str, &str)| {
        let (sum, count) = sums.get(name)?;
        let point = LonLat::new(sum[0] / count, sum[1] / count).ok()?;
        let mut record = place(name, PlaceKind::Region, point, country);
        record.other_names = others(name, [*short].into_iter().filter(|short| *short != "Praha"));
        Some(record)
    };
    REGIONS.iter().filter_map(record).collect()
}

impl PostcodeRow {
    fn point(&self) -> Option<LonLat> {
        LonLat::new(self.lon, self.lat).ok()
    }

    fn record(self) -> Option<PostcodeRecord> {
        let (point, country) = (self.point()?, "PL".to_owned());
        Some(PostcodeRecord { postcode: self.code, city: self.locality, country, point, source: Source::PostcodeTable })
    }

    fn village(&self, point: LonLat) -> PlaceRecord {
        let region = TERYT.iter().find(|(code, _)| *code == self.woj_teryt);
        PlaceRecord {
            within: region.map(|(_, name)| (PlaceKind::Region, (*name).to_owned())).into_iter().collect(),
            source: Source::PostcodeTable,
            ..place(&self.locality, PlaceKind::Village, point, "PL")
        }
    }
}

/// Villages that only the table of postcodes knows.
fn add_localities(places: &mut Vec<PlaceRecord>, postcodes: &[PostcodeRow]) {
    let mut known: HashMap<String, Vec<(LonLat, Option<String>)>> = HashMap::new();
    for place in places.iter().filter(|place| place.country == "PL") {
        let region = place.within.first().map(|(_, region)| region.clone()).filter(|_| place.population >= LARGE);
        known.entry(place.name.clone()).or_default().push((place.point, region));
    }
    for row in postcodes.iter().filter(|row| !row.locality.is_empty()) {
        let Some(at) = row.point() else { continue };
        let village = row.village(at);
        let bearers = known.entry(row.locality.clone()).or_default();
        let is_large = |region: &Option<String>| {
            region.as_ref().is_some_and(|name| village.within.first().is_some_and(|(_, own)| own == name))
        };
        let is_known = |(point, region): &(LonLat, Option<String>)| {
            great_circle_distance(*point, at).0 <= SAME_PLACE_M || is_large(region)
        };
        if !bearers.iter().any(is_known) {
            bearers.push((at, None));
            places.push(village);
        }
    }
}

fn place(name: &str, kind: PlaceKind, point: LonLat, country: &str) -> PlaceRecord {
    PlaceRecord {
        name: name.to_owned(),
        other_names: Vec::new(),
        kind,
        point,
        area: None,
        population: 0,
        country: country.to_owned(),
        within: Vec::new(),
        source: Source::GeoNames,
    }
}

/// Names that differ from the first, in letters that are typed here: Latin and Cyrillic.
fn others<'n>(name: &str, all: impl Iterator<Item = &'n str>) -> Vec<String> {
    let typed = |c: char| !c.is_alphabetic() || c < '\u{530}' || ('\u{1e00}'..'\u{1f00}').contains(&c);
    let mut found: Vec<String> = Vec::new();
    for other in all.filter(|other| !other.is_empty() && *other != name && other.chars().all(typed)) {
        if found.len() < OTHERS_MAX && !found.iter().any(|known| known == other) {
            found.push(other.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(name: &str) -> Vec<PlaceRecord> {
        let records = base_records().expect("our own files").into_iter();
        let place = |record| match record {
            Record::Place(place) if place.name == name => Some(place),
            _ => None,
        };
        records.filter_map(place).collect()
    }

    #[test]
    fn towns_have_their_local_name_others_and_region() {
        let warsaw = places("Warszawa").remove(0);
        assert!(warsaw.other_names.iter().any(|name| name == "Warsaw"), "{:?}", warsaw.other_names);
        assert!(warsaw.other_names.iter().any(|name| name == "Warschau"));
        assert_eq!(warsaw.within, [(PlaceKind::Region, "województwo mazowieckie".to_owned())]);
        assert_eq!(places("Oświęcim")[0].other_names.iter().filter(|name| *name == "Auschwitz").count(), 1);
    }

    #[test]
    fn every_region_has_its_place() {
        for (_, _, name, _) in REGIONS {
            assert_eq!(places(name).len(), 1, "{name}");
        }
    }

    #[test]
    fn villages_of_the_table_of_postcodes_lie_in_a_region_too() {
        let records = base_records().expect("our own files").into_iter();
        let lost: Vec<String> = records
            .filter_map(|record| match record {
                Record::Place(place) if place.source == Source::PostcodeTable && place.within.is_empty() => {
                    Some(place.name)
                }
                _ => None,
            })
            .collect();
        assert_eq!(lost, Vec::<String>::new());
        let regions: Vec<&str> = REGIONS.iter().filter(|region| region.0 == "PL").map(|region| region.2).collect();
        assert!(TERYT.iter().all(|(_, name)| regions.contains(name)));
    }

    #[test]
    fn every_postcode_of_the_table_is_there() {
        let records = base_records().expect("our own files");
        let postcodes = records.iter().filter(|record| matches!(record, Record::Postcode(_))).count();
        assert_eq!(postcodes, 22_090);
    }
}
