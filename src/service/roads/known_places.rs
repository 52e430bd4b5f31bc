//! Many places known beforehand, such as outlets: which are the nearest by road from here?
//!
//! Made once for a list of places and a way of travelling, and again when roads or places have changed; a question
//! then takes microseconds, whatever the number of places.

use std::sync::Arc;

use super::networks::{RegionRoads, RoadSet, SNAP_RADIUS};
use super::{Basis, Mode, Trip};
use crate::geo::LonLat;
use crate::roads::cost::unpack;
use crate::roads::nearest::NearestIndex;
use crate::travel::Travel;
use crate::units::{Meters, Seconds};

/// Places on the roads of all regions, for one way of travelling.
#[derive(Debug)]
pub struct KnownPlaces {
    mode: Mode,
    regions: Vec<(Arc<RegionRoads>, NearestIndex)>,
}

impl KnownPlaces {
    /// Places are known by their number in the list from then on.
    pub fn new(roads: &RoadSet, mode: Mode, points: &[LonLat]) -> Self {
        let of_region = |region: &Arc<RegionRoads>| {
            let roads = &region.mode(mode)?.roads;
            let snaps = points.iter().map(|point| roads.snap(*point, SNAP_RADIUS)).collect();
            Some((Arc::clone(region), NearestIndex::new(roads, snaps)))
        };
        Self { mode, regions: roads.regions().filter_map(of_region).collect() }
    }

    /// Whether it was made of the roads of now.
    pub fn is_of(&self, roads: &RoadSet) -> bool {
        let mine = self.regions.iter().map(|(region, _)| Arc::as_ptr(region));
        mine.eq(roads.regions().map(Arc::as_ptr))
    }

    /// Numbers of places and the way to them, by growing time, each once; those that cannot be reached are left out.
    /// `None` where no region's roads are near the point: then there is nothing but the straight line.
    pub fn nearest(&self, from: LonLat) -> Option<impl Iterator<Item = (usize, Trip)>> {
        let snapped = self.regions.iter().filter_map(|(region, index)| {
            let roads = region.mode(self.mode)?;
            Some((roads, index, roads.roads.snap(from, SNAP_RADIUS)?))
        });
        let (roads, index, snap) = snapped.min_by(|a, b| a.2.distance.0.total_cmp(&b.2.distance.0))?;
        let reached = roads.search(|_, search| index.from(&roads.roads, search, &snap));
        Some(reached.map(|reached| {
            let (time_ms, length_dm) = unpack(reached.cost);
            let duration = Seconds((time_ms as i64 + 500) / 1000);
            let travel = Some(Travel { duration, distance: Meters(length_dm as f64 / 10.0) });
            (reached.place, Trip { travel, basis: Basis::Roads })
        }))
    }
}
