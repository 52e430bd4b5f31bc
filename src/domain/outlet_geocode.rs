//! How the point of an outlet was found, and what has to be repaired by a person.

use super::ids::{ImportId, OutletId};
use super::outlet::{Outlet, OutletAddress, coded_enum};
use crate::geo::LonLat;
use crate::units::{Meters, Timestamp};

/// Below it a point is not taken without a person: of such answers more than one in twenty is wrong.
pub const CONFIDENCE_MIN: f64 = 0.9;

coded_enum! {
    /// How exactly a point stands for an address.
    GeocodeLevel {
        /// A person has put it there.
        Manual = "manual",
        Entrance = "entrance",
        Building = "building",
        Interpolated = "interpolated",
        Poi = "poi",
        Street = "street",
        Postcode = "postcode",
        District = "district",
        Settlement = "settlement",
        Commune = "commune",
        County = "county",
        Region = "region",
        Country = "country",
    }
}

coded_enum! {
    /// Why a person should look. The order is that of the queue.
    GeocodeCause {
        /// Nothing of the text is known.
        NothingFound = "nothing_found",
        TownNotFound = "town_not_found",
        StreetNotFound = "street_not_found",
        HouseNotFound = "house_not_found",
        /// Several places fit.
        Ambiguous = "ambiguous",
        /// The address itself says no more than a street or a town.
        Coarse = "coarse",
        /// Found, but something does not fit.
        Unsure = "unsure",
        /// Another outlet has taken the code since.
        CodeTaken = "code_taken",
    }
}

coded_enum! {
    /// Where a geocode stands.
    GeocodeState {
        /// Good enough to be taken by itself.
        Good = "good",
        /// Waits for a person.
        Open = "open",
        /// A person has said that it is good enough.
        Accepted = "accepted",
        /// A person has put the pin.
        Manual = "manual",
    }
}

/// A point that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPoint {
    pub point: LonLat,
    pub level: GeocodeLevel,
    pub confidence: f64,
    pub radius: Meters,
    /// `openstreetmap`, `prg`, `manual`, …
    pub source: String,
    /// The day of the data; empty where unknown.
    pub data_date: String,
    /// What was found, in one line.
    pub label: String,
}

/// What became of an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Geocode {
    /// The address as it was asked for.
    pub raw_text: String,
    pub found: Option<FoundPoint>,
    pub cause: Option<GeocodeCause>,
    pub state: GeocodeState,
}

/// The row of an import that brought something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedRow {
    pub import_id: ImportId,
    pub number: u32,
}

/// A geocode that is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct OutletGeocode {
    pub id: OutletId,
    /// The outlet to be, while there is none; its point means nothing.
    pub held: Option<Box<Outlet>>,
    pub geocode: Geocode,
    pub imported: Option<ImportedRow>,
    /// How often it was looked for.
    pub attempts: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Something that waits for a person: a geocode and the outlet it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Repair {
    pub geocode: OutletGeocode,
    /// As it is, or, when held, as it will be.
    pub outlet: Outlet,
}

impl Geocode {
    /// A pin that a person has put.
    pub fn manual(raw_text: String, point: LonLat) -> Self {
        let found = FoundPoint {
            point,
            level: GeocodeLevel::Manual,
            confidence: 1.0,
            radius: Meters(0.0),
            source: "manual".to_owned(),
            data_date: String::new(),
            label: String::new(),
        };
        Self { raw_text, found: Some(found), cause: None, state: GeocodeState::Manual }
    }

    /// The point, when it may be taken without a person.
    pub fn good_point(&self) -> Option<LonLat> {
        self.found.as_ref().filter(|_| self.state != GeocodeState::Open).map(|found| found.point)
    }
}

/// The address as one line.
pub fn address_line(address: &OutletAddress) -> String {
    let town = format!("{} {}", address.postcode.trim(), address.city.trim());
    let parts = [address.street.trim(), town.trim(), &address.country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whether there is anything to look for: a country alone is no address.
pub fn can_be_looked_for(address: &OutletAddress) -> bool {
    [&address.street, &address.postcode, &address.city].iter().any(|part| !part.trim().is_empty())
}
