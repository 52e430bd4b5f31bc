//! How long it takes: from many to many, and from one to many.

use std::sync::Arc;

use super::networks::{OnRoad, RegionRoads, RoadSet, SNAP_RADIUS};
use super::{Basis, Mode, straight_line};
use crate::geo::LonLat;
use crate::travel::{Travel, TravelMatrix};
use crate::units::Meters;

/// From one place to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trip {
    /// Nothing where both places are on roads but no way joins them.
    pub travel: Option<Travel>,
    pub basis: Basis,
}

/// From every origin to every destination.
#[derive(Debug)]
pub struct Table {
    pub mode: Mode,
    /// Whose roads; `None` where all is the straight line.
    pub region: Option<Arc<RegionRoads>>,
    pub matrix: TravelMatrix,
    /// Whether each is on the roads.
    pub origins_on_road: Vec<bool>,
    pub destinations_on_road: Vec<bool>,
}

impl Table {
    /// What a cell is made of: of roads only where both its ends are on them.
    pub fn basis(&self, origin: usize, destination: usize) -> Basis {
        let on_road = self.origins_on_road[origin] && self.destinations_on_road[destination];
        if on_road { Basis::Roads } else { Basis::CrowFlies }
    }

    pub fn trip(&self, origin: usize, destination: usize) -> Trip {
        Trip { travel: self.matrix.get(origin, destination), basis: self.basis(origin, destination) }
    }
}

impl RoadSet {
    /// Travel from each origin to each destination. How many there may be is the caller's to bound.
    pub fn table(&self, mode: Mode, origins: &[LonLat], destinations: &[LonLat], radius: Meters) -> Table {
        let points: Vec<LonLat> = origins.iter().chain(destinations).copied().collect();
        let numbers: Vec<usize> = (0..points.len()).collect();
        let (from, to) = numbers.split_at(origins.len());
        self.put_on_road(mode, &points, radius).table(mode, &points, from, to)
    }

    /// Travel from one place to many, in their order.
    pub fn trips(&self, mode: Mode, from: LonLat, to: &[LonLat]) -> Vec<Trip> {
        let table = self.table(mode, &[from], to, SNAP_RADIUS);
        (0..to.len()).map(|destination| table.trip(0, destination)).collect()
    }
}

impl OnRoad {
    /// Travel between these points, given by their numbers.
    pub fn table(&self, mode: Mode, points: &[LonLat], origins: &[usize], destinations: &[usize]) -> Table {
        let by_road = self.region.as_ref().and_then(|region| region.mode(mode)).map(|roads| {
            let snaps = |numbers: &[usize]| numbers.iter().filter_map(|number| self.snaps[*number]).collect::<Vec<_>>();
            roads.search(|roads, search| roads.matrix(search, &snaps(origins), &snaps(destinations)))
        });
        let (rows, columns) = (self.numbered(origins), self.numbered(destinations));
        let cells = (0..origins.len()).flat_map(|row| (0..destinations.len()).map(move |column| (row, column)));
        let cells = cells.map(|(row, column)| match (&by_road, rows[row], columns[column]) {
            (Some(matrix), Some(row), Some(column)) => matrix.exact(row, column),
            _ => Some(exact(straight_line(mode, points[origins[row]], points[destinations[column]]))),
        });
        Table {
            mode,
            region: self.region.clone(),
            matrix: TravelMatrix::new(origins.len(), destinations.len(), cells),
            origins_on_road: rows.iter().map(Option::is_some).collect(),
            destinations_on_road: columns.iter().map(Option::is_some).collect(),
        }
    }

    /// The number of each of these points among those of them that are on the road.
    fn numbered(&self, numbers: &[usize]) -> Vec<Option<usize>> {
        let mut next = 0..;
        numbers.iter().map(|number| self.snaps[*number].and_then(|_| next.next())).collect()
    }
}

/// Milliseconds and decimetres.
fn exact(travel: Travel) -> (u32, u32) {
    ((travel.duration.0 * 1000).min(i64::from(u32::MAX) - 1) as u32, (travel.distance.0 * 10.0).round() as u32)
}
