//! Whether a register's rows can be true: points in the country, near the postcode or town that they name, and numbers
//! where numbers should be.

use std::collections::HashMap;

use super::Register;
use super::error::RegisterError;
use crate::geo::{LonLat, great_circle_distance};
use crate::geocoder::record::{AddressRecord, Record};
use crate::region::base::base_records;
use crate::region::error::RegionError;

/// Looked at after so many rows for the first time, so that a wrong file is refused at once; then at the end.
pub const FIRST_LOOK: u64 = 10_000;
/// Of a hundred points so many may lie outside: registers have some that are plainly wrong.
const OUTSIDE_PERCENT: u64 = 2;
/// Of a hundred addresses so many may be far from what they name: villages share names with towns elsewhere.
const FAR_PERCENT: u64 = 50;
/// Of a hundred rows so many may lack a number or have nonsense for it.
const SHIFTED_PERCENT: u64 = 20;
/// Far, in kilometres.
const FAR_KM: u32 = 30;
/// Fewer addresses prove nothing.
const JUDGED_MIN: u64 = 20;

/// What speaks for and against a file.
#[derive(Debug)]
pub struct Evidence {
    register: Register,
    /// Points of postcodes and of towns, by name.
    known: HashMap<String, Vec<LonLat>>,
    rows: u64,
    points: u64,
    outside: u64,
    judged: u64,
    far: u64,
    far_swapped: u64,
    /// Rows without a number or with one that has no digit; the first of them.
    no_number: u64,
    example: Option<(String, u64)>,
}

impl Evidence {
    pub fn new(register: Register) -> Result<Self, RegionError> {
        let country = if register == Register::Prg { "PL" } else { "CZ" };
        let mut known: HashMap<String, Vec<LonLat>> = HashMap::new();
        for record in base_records()? {
            match record {
                Record::Place(place) if place.country == country => {
                    known.entry(place.name).or_default().push(place.point);
                }
                Record::Postcode(one) if one.country == country => {
                    known.entry(one.postcode).or_default().push(one.point);
                }
                _ => {}
            }
        }
        let (rows, points, outside, judged, far, far_swapped, no_number) = (0, 0, 0, 0, 0, 0, 0);
        Ok(Self { register, known, rows, points, outside, judged, far, far_swapped, no_number, example: None })
    }

    /// A row, before anything is made of it.
    pub fn see_row(&mut self, number: &str, line: u64) {
        self.rows += 1;
        if !number.starts_with(|c: char| c.is_ascii_digit()) {
            self.no_number += 1;
            self.example.get_or_insert_with(|| (number.chars().take(40).collect(), line));
        }
    }

    /// An address, and where it would be with its coordinates swapped.
    pub fn see(&mut self, address: &AddressRecord, swapped: Option<LonLat>) {
        let [west, south, east, north] = self.register.bounds();
        let (lon, lat) = (address.point.lon(), address.point.lat());
        self.points += 1;
        if !((west..=east).contains(&lon) && (south..=north).contains(&lat)) {
            self.outside += 1;
        }
        let named = [&address.postcode, &address.city].into_iter().find_map(|name| self.known.get(name));
        if let Some(places) = named {
            let is_far = |point: LonLat| {
                !places.iter().any(|place| great_circle_distance(*place, point).0 <= f64::from(FAR_KM) * 1_000.0)
            };
            self.judged += 1;
            self.far += u64::from(is_far(address.point));
            self.far_swapped += u64::from(swapped.is_none_or(is_far));
        }
    }

    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Refuses when too much speaks against the file.
    pub fn judge(&self, file: &str) -> Result<(), RegisterError> {
        let file = || file.to_owned();
        let (register, country) = (self.register, self.register.country());
        if self.rows >= JUDGED_MIN && self.no_number * 100 > self.rows * SHIFTED_PERCENT {
            let (example, line) = self.example.clone().unwrap_or_default();
            let (bad, rows, what) = (self.no_number, self.rows, "house number");
            return Err(RegisterError::Shifted { file: file(), what, bad, rows, example, line });
        }
        if self.outside * 100 > self.points * OUTSIDE_PERCENT {
            let (outside, points, projection) = (self.outside, self.points, register.projection());
            return Err(RegisterError::OutsideCountry { file: file(), outside, points, country, projection });
        }
        if self.judged >= JUDGED_MIN && self.far * 100 > self.judged * FAR_PERCENT {
            let Self { far, judged, far_swapped, .. } = *self;
            return Err(RegisterError::FarFromTowns { file: file(), far, judged, limit_km: FAR_KM, far_swapped });
        }
        Ok(())
    }
}
