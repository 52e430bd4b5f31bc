//! Records in compact form: texts are numbers, points are integers.

use crate::geo::LonLat;
use crate::geocoder::index::{StringsBuilder, country_number, to_e7};
use crate::geocoder::record::{
    AddressPoint, AddressRecord, Area, HouseNumber, InterpolationRecord, PlaceKind, PlaceRecord, PoiRecord,
    PostcodeRecord, Record, Source, StreetRecord,
};

/// Longitude and latitude in ten-millionths of a degree.
pub type Spot = (i32, i32);

/// Lines with more numbers are taken for a mistake of the map.
const INTERPOLATED_MAX: u32 = 500;

#[derive(Debug)]
pub struct PlaceDraft {
    pub name: u32,
    pub other_names: Vec<u32>,
    pub kind: PlaceKind,
    pub spot: Spot,
    pub area: Option<Area>,
    pub population: u32,
    pub country: u16,
    pub within: Vec<(PlaceKind, u32)>,
    pub source: Source,
    pub parent: Option<usize>,
}

#[derive(Debug)]
pub struct WayDraft {
    pub name: u32,
    pub other_names: Vec<u32>,
    pub line: Vec<Spot>,
    pub source: Source,
}

#[derive(Clone, Debug)]
pub struct AddressDraft {
    pub number: u32,
    pub street_number: u32,
    pub street: u32,
    pub place: u32,
    pub city: u32,
    pub district: u32,
    pub postcode: u32,
    pub spot: Spot,
    pub country: u16,
    pub provisional: bool,
    pub exactness: AddressPoint,
    pub source: Source,
}

#[derive(Debug)]
pub struct PoiDraft {
    pub name: u32,
    pub other_names: Vec<u32>,
    pub kind: u32,
    pub code: u32,
    pub city: u32,
    pub spot: Spot,
    pub source: Source,
}

#[derive(Debug)]
pub struct PostcodeDraft {
    pub text: u32,
    pub city: u32,
    pub spot: Spot,
    pub country: u16,
    pub source: Source,
}

/// All that was pushed.
#[derive(Debug, Default)]
pub struct Drafts {
    pub strings: StringsBuilder,
    pub places: Vec<PlaceDraft>,
    pub ways: Vec<WayDraft>,
    pub addresses: Vec<AddressDraft>,
    pub pois: Vec<PoiDraft>,
    pub postcodes: Vec<PostcodeDraft>,
}

impl Drafts {
    pub fn len(&self) -> usize {
        self.places.len() + self.ways.len() + self.addresses.len() + self.pois.len() + self.postcodes.len()
    }

    pub fn push(&mut self, record: Record) {
        match record {
            Record::Place(place) => self.push_place(place),
            Record::Street(street) => self.push_way(street),
            Record::Address(address) => self.push_address(&address),
            Record::Interpolation(line) => self.push_interpolation(&line),
            Record::Poi(poi) => self.push_poi(poi),
            Record::Postcode(postcode) => self.push_postcode(&postcode),
        }
    }

    fn text(&mut self, text: &str) -> u32 {
        self.strings.number_of(text.trim())
    }

    fn texts(&mut self, texts: Vec<String>) -> Vec<u32> {
        texts.iter().map(|text| self.text(text)).filter(|number| *number != 0).collect()
    }

    fn push_place(&mut self, place: PlaceRecord) {
        let name = self.text(&place.name);
        if name == 0 {
            return;
        }
        let within = place.within.iter().map(|(kind, name)| (*kind, self.text(name))).collect();
        let draft = PlaceDraft {
            name,
            other_names: self.texts(place.other_names),
            kind: place.kind,
            spot: to_e7(place.point),
            area: place.area.filter(|area| !area.rings.is_empty()),
            population: place.population,
            country: country_number(&place.country),
            within,
            source: place.source,
            parent: None,
        };
        self.places.push(draft);
    }

    fn push_way(&mut self, street: StreetRecord) {
        let name = self.text(&street.name);
        if name == 0 || street.line.is_empty() {
            return;
        }
        let other_names = self.texts(street.other_names);
        let line = street.line.iter().map(|point| to_e7(*point)).collect();
        self.ways.push(WayDraft { name, other_names, line, source: street.source });
    }

    fn push_address(&mut self, address: &AddressRecord) {
        let HouseNumber { number, street_number, provisional } = &address.house;
        // A house that is known by its number of orientation alone has that one.
        let (number, street_number) = if number.trim().is_empty() {
            (street_number.as_str(), "")
        } else {
            (number.as_str(), street_number.as_str())
        };
        let draft = AddressDraft {
            number: self.text(number),
            street_number: self.text(street_number),
            street: self.text(&address.street),
            place: self.text(&address.place),
            city: self.text(&address.city),
            district: self.text(&address.district),
            postcode: self.text(&address.postcode),
            spot: to_e7(address.point),
            country: country_number(&address.country),
            provisional: *provisional,
            exactness: address.exactness,
            source: address.source,
        };
        if draft.number != 0 {
            self.addresses.push(draft);
        }
    }

    /// One address for each number between the ends, at its share of the line.
    fn push_interpolation(&mut self, line: &InterpolationRecord) {
        let (low, high) = (line.first.min(line.last), line.first.max(line.last));
        let step = line.step.max(1);
        if line.line.len() < 2 || low == high || (high - low) / step > INTERPOLATED_MAX {
            return;
        }
        for number in (low..=high).step_by(step as usize) {
            let share = f64::from(number.abs_diff(line.first)) / f64::from(high - low);
            let house = HouseNumber { number: number.to_string(), ..HouseNumber::default() };
            self.push_address(&AddressRecord {
                house,
                street: line.street.clone(),
                place: line.place.clone(),
                city: line.city.clone(),
                district: String::new(),
                postcode: line.postcode.clone(),
                country: line.country.clone(),
                point: point_along(&line.line, share),
                exactness: AddressPoint::Interpolated,
                source: line.source,
            });
        }
    }

    fn push_poi(&mut self, poi: PoiRecord) {
        let name = self.text(&poi.name);
        if name == 0 {
            return;
        }
        let draft = PoiDraft {
            name,
            other_names: self.texts(poi.other_names),
            kind: self.text(&poi.kind),
            code: self.text(&poi.code),
            city: self.text(&poi.city),
            spot: to_e7(poi.point),
            source: poi.source,
        };
        self.pois.push(draft);
    }

    fn push_postcode(&mut self, postcode: &PostcodeRecord) {
        let draft = PostcodeDraft {
            text: self.text(&postcode.postcode),
            city: self.text(&postcode.city),
            spot: to_e7(postcode.point),
            country: country_number(&postcode.country),
            source: postcode.source,
        };
        self.postcodes.push(draft);
    }
}

/// The point at a share (0 to 1) of a line of at least one point, by length in degrees scaled at its beginning.
fn point_along(line: &[LonLat], share: f64) -> LonLat {
    let x = line[0].lat().to_radians().cos();
    let length = |pair: &[LonLat]| ((pair[1].lon() - pair[0].lon()) * x).hypot(pair[1].lat() - pair[0].lat());
    let mut left = line.windows(2).map(length).sum::<f64>() * share;
    for pair in line.windows(2) {
        let piece = length(pair);
        if left <= piece && piece > 0.0 {
            let along = |from: f64, to: f64| from + (to - from) * left / piece;
            let (lon, lat) = (along(pair[0].lon(), pair[1].lon()), along(pair[0].lat(), pair[1].lat()));
            return LonLat::new(lon, lat).unwrap_or(pair[1]);
        }
        left -= piece;
    }
    line[line.len() - 1]
}
