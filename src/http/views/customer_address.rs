//! Addresses of customers as JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::coded;
use super::contact::{main, read_purpose};
use crate::domain::customer_address::CustomerAddress;
use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::{FoundPoint, GeocodeLevel};
use crate::domain::validation::FieldError;
use crate::domain::validity::Validity;
use crate::geo::LonLat;
use crate::units::Meters;

/// Where a customer is. Written without `place`, the point is looked up; with it, the point is taken as it is.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CustomerAddressBody {
    /// `main`, `private`, `work`, `billing`, `delivery` or `other`.
    #[serde(default = "main")]
    #[schema(example = "main")]
    pub purpose: String,
    /// As it was said or written; the parts may be empty then.
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub street: String,
    #[serde(default)]
    pub postcode: String,
    #[serde(default)]
    pub city: String,
    /// ISO 3166-2.
    #[serde(default)]
    pub region: String,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    #[schema(example = "PL")]
    pub country: String,
    #[serde(default)]
    pub place: Option<PlaceBody>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_from: Option<NaiveDate>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<NaiveDate>,
}

/// A point, and how it was found. Only `lon` and `lat` are needed: then a person has put it there.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceBody {
    /// Degrees east, WGS 84.
    #[schema(example = 21.0265)]
    pub lon: f64,
    /// Degrees north, WGS 84.
    #[schema(example = 52.2440)]
    pub lat: f64,
    /// `manual`, `entrance`, `building`, `interpolated`, `street`, `settlement`, …
    #[serde(default = "manual")]
    pub level: String,
    /// 0 to 1.
    #[serde(default = "sure")]
    pub confidence: f64,
    /// The address is within this distance of the point.
    #[serde(default)]
    pub radius_m: f64,
    #[serde(default = "manual")]
    pub source: String,
    /// The day of the data; empty where unknown.
    #[serde(default)]
    pub data_date: String,
    /// What was found, in one line.
    #[serde(default)]
    pub label: String,
}

fn manual() -> String {
    GeocodeLevel::Manual.code().to_owned()
}

const fn sure() -> f64 {
    1.0
}

/// More than the company's own words are not stored.
const WORD_CHARS_MAX: usize = 200;

impl CustomerAddressBody {
    pub(super) fn into_address(self, pointer: &str, errors: &mut Vec<FieldError>) -> Option<CustomerAddress> {
        let purpose = read_purpose(errors, pointer, &self.purpose);
        let place = match self.place {
            Some(place) => Some(place.into_place(&format!("{pointer}/place"), errors)?),
            None => None,
        };
        Some(CustomerAddress {
            purpose: purpose?,
            raw_text: self.text.trim().to_owned(),
            parts: OutletAddress {
                street: self.street,
                postcode: self.postcode,
                city: self.city,
                region: self.region,
                country: self.country,
            },
            place,
            validity: Validity { from: self.valid_from, until: self.valid_until },
        })
    }
}

impl PlaceBody {
    fn into_place(self, pointer: &str, errors: &mut Vec<FieldError>) -> Option<FoundPoint> {
        let before = errors.len();
        let mut require = |holds: bool, field: &str, message: &str| {
            if !holds {
                errors.push(FieldError::new(format!("{pointer}/{field}"), "out_of_range", message));
            }
        };
        require((0.0..=1.0).contains(&self.confidence), "confidence", "give a number from 0 to 1");
        require((0.0..=1e7).contains(&self.radius_m), "radius_m", "give metres, 0 or more");
        let short =
            [&self.source, &self.data_date, &self.label].iter().all(|text| text.chars().count() <= WORD_CHARS_MAX);
        require(short, "label", "shorten it to 200 characters at most");
        let point = LonLat::new(self.lon, self.lat);
        if let Err(error) = &point {
            require(false, "lon", &error.to_string());
        }
        let levels = GeocodeLevel::ALL.iter().map(|level| level.code());
        let level = coded(errors, &format!("{pointer}/level"), &self.level, GeocodeLevel::from_code, levels);
        if errors.len() > before {
            return None;
        }
        Some(FoundPoint {
            point: point.ok()?,
            level: level?,
            confidence: self.confidence,
            radius: Meters(self.radius_m),
            source: self.source,
            data_date: self.data_date,
            label: self.label,
        })
    }
}

impl From<&FoundPoint> for PlaceBody {
    fn from(place: &FoundPoint) -> Self {
        Self {
            lon: place.point.lon(),
            lat: place.point.lat(),
            level: place.level.code().to_owned(),
            confidence: place.confidence,
            radius_m: place.radius.0,
            source: place.source.clone(),
            data_date: place.data_date.clone(),
            label: place.label.clone(),
        }
    }
}

impl From<&CustomerAddress> for CustomerAddressBody {
    fn from(address: &CustomerAddress) -> Self {
        let parts = &address.parts;
        Self {
            purpose: address.purpose.code().to_owned(),
            text: address.raw_text.clone(),
            street: parts.street.clone(),
            postcode: parts.postcode.clone(),
            city: parts.city.clone(),
            region: parts.region.clone(),
            country: parts.country.clone(),
            place: address.place.as_ref().map(PlaceBody::from),
            valid_from: address.validity.from,
            valid_until: address.validity.until,
        }
    }
}
