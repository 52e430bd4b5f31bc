//! The addresses of an extract as the examiner knows them, read from the records and not from the index.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::geo::{LonLat, great_circle_distance};
use crate::geocoder::record::{AddressPoint, AddressRecord, PlaceKind, Record};

/// Streets that hold equal words and numbers in one town cannot be told apart; towns of one name farther than this
/// are different towns, in metres.
const ONE_TOWN_M: f64 = 20_000.0;

/// One address, with every point that the data gives for it.
#[derive(Clone, Debug)]
pub struct House {
    pub number: String,
    /// Empty where the place stands for the street.
    pub street: String,
    pub place: String,
    pub city: String,
    pub postcode: String,
    pub points: Vec<LonLat>,
}

#[derive(Debug, Default)]
pub struct Truth {
    /// In the order of the file.
    pub houses: Vec<House>,
    pub postcodes: Vec<String>,
    /// Middle of each settlement, by folded name.
    towns: HashMap<String, LonLat>,
    /// Names of places, folded.
    pub places: BTreeSet<String>,
    /// Every name of the data, folded: places, streets, points of interest.
    pub names: BTreeSet<String>,
    /// Streets by folded city and number.
    streets: HashMap<(String, String), BTreeSet<String>>,
}

/// What identifies a house: number, street, place, city.
type Key = (String, String, String, String);

/// Gathers records.
#[derive(Debug, Default)]
pub struct TruthBuilder {
    truth: Truth,
    at: HashMap<Key, usize>,
    postcodes: BTreeSet<String>,
    /// Sum of the points of a city's houses, where no place has its name.
    sums: BTreeMap<String, ([f64; 2], f64)>,
}

impl TruthBuilder {
    pub fn add(&mut self, record: &Record) {
        match record {
            Record::Address(address) if address.exactness != AddressPoint::Interpolated => self.add_house(address),
            Record::Place(place) => {
                if (PlaceKind::City..=PlaceKind::Hamlet).contains(&place.kind) {
                    self.truth.towns.entry(folded(&place.name)).or_insert(place.point);
                }
                let names = [&place.name].into_iter().chain(&place.other_names).map(|name| folded(name));
                self.truth.places.extend(names.clone());
                self.truth.names.extend(names);
            }
            Record::Street(street) => _ = self.truth.names.insert(folded(&street.name)),
            Record::Poi(poi) => _ = self.truth.names.insert(folded(&poi.name)),
            _ => {}
        }
    }

    fn add_house(&mut self, address: &AddressRecord) {
        if address.city.is_empty() || address.street.is_empty() && address.place.is_empty() && address.city.is_empty() {
            return;
        }
        let AddressRecord { street, place, city, postcode, point, .. } = address.clone();
        // A settlement's address may be told by its city alone.
        let place = if street.is_empty() && place.is_empty() { city.clone() } else { place };
        let number = written(address);
        self.truth.names.extend([&street, &place, &city].into_iter().map(|name| folded(name)));
        self.postcodes.extend((!postcode.is_empty()).then(|| postcode.clone()));
        let (sum, count) = self.sums.entry(folded(&city)).or_default();
        *sum = [sum[0] + point.lon(), sum[1] + point.lat()];
        *count += 1.0;
        let of_number = self.truth.streets.entry((folded(&city), number.clone())).or_default();
        of_number.insert(folded(if street.is_empty() { &place } else { &street }));
        let next = self.truth.houses.len();
        let at = *self.at.entry((number.clone(), street.clone(), place.clone(), city.clone())).or_insert(next);
        if at == next {
            self.truth.houses.push(House { number, street, place, city, postcode, points: Vec::new() });
        }
        self.truth.houses[at].points.push(point);
    }

    /// Houses whose points lie in two towns of one name are left out: nobody could say which is meant.
    pub fn finish(mut self) -> Truth {
        for (city, (sum, count)) in self.sums {
            if let Ok(middle) = LonLat::new(sum[0] / count, sum[1] / count) {
                self.truth.towns.entry(city).or_insert(middle);
            }
        }
        let near = |house: &House| {
            house.points.iter().all(|point| great_circle_distance(house.points[0], *point).0 < ONE_TOWN_M)
        };
        self.truth.houses.retain(near);
        self.truth.postcodes = self.postcodes.into_iter().collect();
        self.truth
    }
}

impl Truth {
    /// Where somebody stands who leaves the town out.
    pub fn middle_of(&self, city: &str) -> Option<LonLat> {
        self.towns.get(&folded(city)).copied()
    }

    /// How many streets of a city have this number and hold all these words.
    pub fn streets_like(&self, city: &str, number: &str, words: &str) -> usize {
        let Some(streets) = self.streets.get(&(folded(city), number.to_owned())) else { return 0 };
        let wanted = words_of(words);
        let holds = |street: &&String| {
            let words = words_of(street);
            wanted.iter().all(|wanted| words.contains(wanted))
        };
        streets.iter().filter(holds).count()
    }
}

/// A number as people of the country write it.
fn written(address: &AddressRecord) -> String {
    let house = &address.house;
    if house.street_number.is_empty() {
        house.number.clone()
    } else {
        format!("{}/{}", house.number, house.street_number)
    }
}

/// Lower case and plain letters: the examiner's own reading of "the same name".
pub fn folded(text: &str) -> String {
    deunicode::deunicode(text).to_lowercase()
}

fn words_of(text: &str) -> Vec<String> {
    let folded = folded(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
