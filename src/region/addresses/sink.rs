//! Where records go: counted, stops of one name put together, postcodes gathered.

use std::collections::HashMap;

use super::poi::is_stop;
use super::postcodes::Postcodes;
use crate::geo::{LonLat, great_circle_distance};
use crate::geocoder::record::{PoiRecord, Record};
use crate::region::error::RegionError;
use crate::region::steps::MapCounts;

/// Stops of one name within this distance are one stop with several platforms, in metres.
const SAME_STOP_M: f64 = 250.0;

/// Passes records on.
pub struct Sink<'a> {
    take: &'a mut dyn FnMut(Record) -> Result<(), RegionError>,
    pub counts: MapCounts,
    stops: HashMap<String, Vec<LonLat>>,
    postcodes: Postcodes,
}

impl<'a> Sink<'a> {
    pub fn new(take: &'a mut dyn FnMut(Record) -> Result<(), RegionError>) -> Self {
        Self { take, counts: MapCounts::new(), stops: HashMap::new(), postcodes: Postcodes::default() }
    }

    pub fn take_all(&mut self, records: Vec<Record>) -> Result<(), RegionError> {
        records.into_iter().try_for_each(|record| self.take(record))
    }

    /// So many numbers were left out because nothing says where they are.
    pub fn lose(&mut self, addresses: u64) {
        if addresses > 0 {
            *self.counts.entry("addresses_without_street".to_owned()).or_default() += addresses;
        }
    }

    /// What was counted, after the postcodes have been passed on too.
    pub fn finish(mut self) -> Result<MapCounts, RegionError> {
        for postcode in std::mem::take(&mut self.postcodes).records() {
            self.take(Record::Postcode(postcode))?;
        }
        Ok(self.counts)
    }

    fn take(&mut self, record: Record) -> Result<(), RegionError> {
        match &record {
            Record::Address(address) => self.postcodes.add(address),
            Record::Poi(poi) if is_stop(&poi.kind) && self.is_known(poi) => return Ok(()),
            _ => {}
        }
        *self.counts.entry(counted_as(&record).to_owned()).or_default() += 1;
        (self.take)(record)
    }

    /// Whether a stop of this name is near; remembers it when not.
    fn is_known(&mut self, stop: &PoiRecord) -> bool {
        let others = self.stops.entry(stop.name.clone()).or_default();
        let known = others.iter().any(|other| great_circle_distance(*other, stop.point).0 < SAME_STOP_M);
        if !known {
            others.push(stop.point);
        }
        known
    }
}

fn counted_as(record: &Record) -> &'static str {
    match record {
        Record::Place(_) => "address_places",
        Record::Street(_) => "address_streets",
        Record::Address(_) => "addresses",
        Record::Interpolation(_) => "address_lines",
        Record::Poi(_) => "address_pois",
        Record::Postcode(_) => "address_postcodes",
    }
}
