//! How long it takes: from many to many, and from one to many.

use std::sync::Arc;

use super::networks::{OnRoad, RegionRoads, RoadSet, SNAP_RADIUS};
use super::{Basis, Mode, RouterKind, straight_line};
use crate::geo::LonLat;
use crate::roads::conditions::Conditions;
use crate::travel::{Travel, TravelMatrix};
use crate::units::Meters;

/// From one place to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trip {
    /// Nothing where both places are on roads but no way joins them.
    pub travel: Option<Travel>,
    pub basis: Basis,
}

/// What is asked. How many places there may be is the caller's to bound.
#[derive(Clone, Debug)]
pub struct TableQuestion {
    pub mode: Mode,
    pub origins: Vec<LonLat>,
    pub destinations: Vec<LonLat>,
    /// How far from a road a place may be.
    pub radius: Meters,
    pub conditions: Conditions,
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
    /// Whose roads, where a router of others answered.
    pub outside: Option<RouterKind>,
    /// Whether a router outside should have answered and did not.
    pub router_failed: bool,
}

impl Table {
    /// What a cell is made of: of roads only where both its ends are on them.
    pub fn basis(&self, origin: usize, destination: usize) -> Basis {
        let on_road = self.origins_on_road[origin] && self.destinations_on_road[destination];
        match self.outside {
            Some(kind) => Basis::Outside(kind),
            None if on_road => Basis::Roads,
            None => Basis::CrowFlies,
        }
    }

    /// Whether no cell is a straight line.
    pub fn is_all_by_road(&self) -> bool {
        self.origins_on_road.iter().chain(&self.destinations_on_road).all(|on_road| *on_road)
    }

    /// As a router of others tells it: all of it by road.
    pub(super) fn outside(mode: Mode, kind: RouterKind, matrix: TravelMatrix) -> Self {
        let [origins_on_road, destinations_on_road] =
            [matrix.origins(), matrix.destinations()].map(|count| vec![true; count]);
        let outside = Some(kind);
        Self { mode, region: None, matrix, origins_on_road, destinations_on_road, outside, router_failed: false }
    }

    pub fn trip(&self, origin: usize, destination: usize) -> Trip {
        Trip { travel: self.matrix.get(origin, destination), basis: self.basis(origin, destination) }
    }
}

impl RoadSet {
    /// Travel from each origin to each destination.
    pub fn table(&self, question: &TableQuestion) -> Table {
        let TableQuestion { mode, origins, destinations, radius, conditions } = question;
        let points: Vec<LonLat> = origins.iter().chain(destinations).copied().collect();
        let numbers: Vec<usize> = (0..points.len()).collect();
        let (from, to) = numbers.split_at(origins.len());
        self.put_on_road(*mode, &points, *radius).under(conditions).table(*mode, &points, from, to)
    }

    /// Travel from one place to many, in their order.
    pub fn trips(&self, mode: Mode, from: LonLat, to: &[LonLat]) -> Vec<Trip> {
        let question = TableQuestion {
            mode,
            origins: vec![from],
            destinations: to.to_vec(),
            radius: SNAP_RADIUS,
            conditions: Conditions::default(),
        };
        let table = self.table(&question);
        (0..to.len()).map(|destination| table.trip(0, destination)).collect()
    }
}

impl OnRoad {
    /// Travel between these points, given by their numbers.
    pub fn table(&self, mode: Mode, points: &[LonLat], origins: &[usize], destinations: &[usize]) -> Table {
        let by_road = self.roads.as_ref().map(|roads| {
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
            outside: None,
            router_failed: false,
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
