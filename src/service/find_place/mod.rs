//! Where is "Cieszyn", "43-400", "MT-WAW-01", "49,75 18,63" or "QJ2J+GR Cieszyn"? Text as customers type it becomes
//! a point.
//!
//! Towns come from GeoNames, Polish postcodes from a table of localities, the rest from the company's own
//! outlets: their codes, names, cities and postcodes. Several places of one name are all told, never one
//! picked in silence. Streets are not known here: of an address only its town or postcode counts, and the
//! answer says so.

mod gazetteer;
mod names;
mod one_edit;
mod outlets;
mod plus_code;
mod postcode;
mod regions;
mod words;

use thiserror::Error;

use crate::geo::coordinates::{looks_swapped, parse_marked_pair};
use crate::geo::{BoundingBox, CoordinateError, LonLat};
use crate::live::Live;
use crate::store::{Store, StoreError};

pub use self::names::NameIndex;
pub use self::outlets::OutletNames;

use self::gazetteer::Gazetteer;
use self::plus_code::PlusCode;
use self::words::fold;

/// The longest address of our market has some 120 letters.
pub const TEXT_CHARS_MAX: usize = 200;

/// As many as one reads before one types more.
pub const CANDIDATES_MAX: usize = 6;

/// A place that a text may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// In the language of the country: `Praha`.
    pub name: String,
    /// Voivodeship or kraj, in the language of the country; empty where unknown.
    pub region: &'static str,
    /// ISO 3166-1 alpha-2; empty where unknown.
    pub country: String,
    pub point: LonLat,
}

/// How well a place answers the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The text names it.
    Named,
    /// The text is a point.
    Point,
    /// The text begins like it, or is one slip away.
    Guessed,
    /// The text is an address of which only the town or the postcode is known.
    TownOnly,
}

/// What a text means: the likeliest place, and the others it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    pub place: Place,
    pub others: Vec<Place>,
    pub certainty: Certainty,
}

#[derive(Debug, Error)]
pub enum FindPlaceError {
    #[error("the text is longer than {TEXT_CHARS_MAX} characters")]
    TooLong,
    #[error("there is no such point: {0}")]
    NotOnEarth(CoordinateError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where places are looked for besides the gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    pub store: &'a Store,
    pub live: &'a Live,
    pub names: &'a OutletNames,
}

/// What `text` means; `None` when nothing of that name is known or the text is blank.
pub async fn find_place(sources: Sources<'_>, text: &str) -> Result<Option<FoundPlace>, FindPlaceError> {
    let text = text.trim();
    if text.chars().nth(TEXT_CHARS_MAX).is_some() {
        return Err(FindPlaceError::TooLong);
    }
    if let Some((lon, lat)) = parse_marked_pair(text) {
        return point(lon, lat).map(Some);
    }
    if let Some((code, rest)) = plus_code::within(text) {
        return Ok(at_plus_code(&code, &rest));
    }
    let words = fold(text);
    if words.is_empty() {
        return Ok(None);
    }
    let gazetteer = Gazetteer::shared();
    if let Some(outlet) = outlets::by_code(sources.store, text).await? {
        return Ok(found(vec![outlet], Certainty::Named));
    }
    if let Some(code) = postcode::whole(text) {
        return Ok(found(by_postcode(sources, gazetteer, code).await, Certainty::Named));
    }
    let named = gazetteer.named(&words);
    if !named.is_empty() {
        return Ok(found(named, Certainty::Named));
    }
    let outlets = outlets::by_words(sources.names, sources.live, &words).await;
    if !outlets.is_empty() {
        return Ok(found(outlets, Certainty::Named));
    }
    if let Some(address) = in_address(sources, gazetteer, text, &words).await {
        return Ok(Some(address));
    }
    Ok(found(gazetteer.beginning_with(&words), Certainty::Guessed)
        .or_else(|| found(gazetteer.one_slip_from(&words), Certainty::Guessed)))
}

/// A point as people write it, latitude first; the other way round where only that lies in our market.
fn point(lon: f64, lat: f64) -> Result<FoundPlace, FindPlaceError> {
    let market = BoundingBox::new(5.0, 45.0, 30.0, 60.0).expect("a valid box");
    let swapped = looks_swapped(lon, lat, &market);
    let point = if swapped { LonLat::new(lat, lon) } else { LonLat::new(lon, lat) };
    let point = point.map_err(FindPlaceError::NotOnEarth)?;
    let place = Place { name: String::new(), region: "", country: String::new(), point };
    Ok(FoundPlace { place, others: Vec::new(), certainty: Certainty::Point })
}

/// A whole code is a point; a short one is the nearest to the town that is named with it, in each town of that name.
fn at_plus_code(code: &PlusCode, town: &str) -> Option<FoundPlace> {
    if let Some(point) = code.point() {
        let place = Place { name: String::new(), region: "", country: String::new(), point };
        return Some(FoundPlace { place, others: Vec::new(), certainty: Certainty::Point });
    }
    let towns = Gazetteer::shared().named(&fold(town));
    let near = |town: Place| code.near(town.point).map(|point| Place { point, ..town });
    found(towns.into_iter().filter_map(near).collect(), Certainty::Named)
}

/// The point of a plus code: a whole one, or a short one with the name of a town that no other has.
pub fn plus_code_point(text: &str) -> Option<LonLat> {
    let (code, town) = plus_code::within(text.trim())?;
    let found = at_plus_code(&code, &town)?;
    found.others.is_empty().then_some(found.place.point)
}

async fn by_postcode(sources: Sources<'_>, gazetteer: &Gazetteer, code: &str) -> Vec<Place> {
    let mut places: Vec<Place> = gazetteer.postcode(code).into_iter().collect();
    places.extend(outlets::by_postcode(sources.names, sources.live, code).await);
    places
}

/// The postcode in an address, else the town at its end or at its beginning.
async fn in_address(sources: Sources<'_>, gazetteer: &Gazetteer, text: &str, words: &str) -> Option<FoundPlace> {
    if let Some(code) = postcode::within(text) {
        let places = by_postcode(sources, gazetteer, &code).await;
        if !places.is_empty() {
            return found(places, Certainty::TownOnly);
        }
    }
    let parts = words::endings_and_beginnings(words);
    let named = parts.into_iter().map(|part| gazetteer.named(part)).find(|named| !named.is_empty());
    named.and_then(|named| found(named, Certainty::TownOnly))
}

fn found(places: Vec<Place>, certainty: Certainty) -> Option<FoundPlace> {
    let mut places = places.into_iter().take(CANDIDATES_MAX);
    let place = places.next()?;
    Some(FoundPlace { place, others: places.collect(), certainty })
}
