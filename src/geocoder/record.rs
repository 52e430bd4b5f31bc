//! What an index is made of: plain facts as map data and registers give them.
//!
//! Texts are as people write them there, not folded; points are WGS 84. Which settlement an address belongs to is
//! said by the record (`city`), or found by the builder: the area that holds the point, else the nearest place.

use crate::geo::LonLat;

/// Where a fact comes from. Told with every answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// The company's own outlets.
    Outlet,
    /// The Polish register of addresses, PRG.
    Prg,
    /// The Czech register of addresses, RÚIAN.
    Ruian,
    OpenStreetMap,
    GeoNames,
    /// The table of Polish postcodes that Blisko brings along.
    PostcodeTable,
}

/// What a place is, coarse to fine. The order is the order of containment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    Country,
    /// Voivodeship, kraj, Bundesland.
    Region,
    /// Powiat, okres, Kreis.
    County,
    /// Gmina, obec as an administrative unit.
    Commune,
    City,
    Town,
    Village,
    /// Hamlet, isolated dwelling, colony.
    Hamlet,
    /// City district, borough, suburb.
    District,
    Neighbourhood,
}

/// The outer rings and holes of an area, each ring closed, longitude and latitude in degrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Area {
    pub rings: Vec<Vec<LonLat>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRecord {
    /// In the language of the country.
    pub name: String,
    /// Other names: exonyms, nicknames, old names, short forms.
    pub other_names: Vec<String>,
    pub kind: PlaceKind,
    pub point: LonLat,
    pub area: Option<Area>,
    /// 0 where unknown.
    pub population: u32,
    /// ISO 3166-1 alpha-2 in upper case; empty where unknown.
    pub country: String,
    /// What it lies in, as the source says it in words (commune, county, region); the builder adds what areas tell.
    pub within: Vec<(PlaceKind, String)>,
    pub source: Source,
}

/// How exactly a point stands for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AddressPoint {
    Entrance,
    Building,
    /// Between two known numbers of a line.
    Interpolated,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct HouseNumber {
    /// What stands on the door: `14/16`, `10E`. In Czechia the number of the description (`číslo popisné`).
    pub number: String,
    /// Czech orientation number (`číslo orientační`), with its letter; empty where there is none.
    pub street_number: String,
    /// Whether `number` is one of registration (`číslo evidenční`).
    pub provisional: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct AddressRecord {
    pub house: HouseNumber,
    /// Empty for addresses of settlements without streets.
    pub street: String,
    /// `addr:place`: what stands for the street where there is none.
    pub place: String,
    /// As the source says it; empty where it does not.
    pub city: String,
    /// Part of the city, as the source says it (`část obce`, `dzielnica`).
    pub district: String,
    pub postcode: String,
    pub country: String,
    pub point: LonLat,
    pub exactness: AddressPoint,
    pub source: Source,
}

/// A line along which house numbers run from one end to the other.
#[derive(Clone, Debug, PartialEq)]
pub struct InterpolationRecord {
    pub street: String,
    pub place: String,
    pub city: String,
    pub postcode: String,
    pub country: String,
    pub line: Vec<LonLat>,
    pub first: u32,
    pub last: u32,
    /// 1 for all numbers, 2 for even or odd ones.
    pub step: u32,
    pub source: Source,
}

/// One way of a street; ways of one name that touch or are near become one street.
#[derive(Clone, Debug, PartialEq)]
pub struct StreetRecord {
    pub name: String,
    /// `alt_name`, `old_name`, `short_name`, names in other languages.
    pub other_names: Vec<String>,
    pub line: Vec<LonLat>,
    pub country: String,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PoiRecord {
    pub name: String,
    pub other_names: Vec<String>,
    /// OSM key and value: `amenity=bank`; `outlet` for the company's own.
    pub kind: String,
    /// The code of an outlet; empty for others.
    pub code: String,
    pub city: String,
    pub country: String,
    pub point: LonLat,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PostcodeRecord {
    pub postcode: String,
    /// The settlement it belongs to, as the source says it; empty where unknown.
    pub city: String,
    pub country: String,
    pub point: LonLat,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    Place(PlaceRecord),
    Street(StreetRecord),
    Address(AddressRecord),
    Interpolation(InterpolationRecord),
    Poi(PoiRecord),
    Postcode(PostcodeRecord),
}
