//! What lies within so many minutes of a point.

use std::sync::Arc;

use super::crow_flies::reach;
use super::networks::{RegionRoads, RoadSet};
use super::{Basis, Conditions, Mode};
use crate::geo::LonLat;
use crate::roads::isochrone::Polygon;
use crate::units::Meters;

/// Corners of the circle that stands for an area where there are no roads.
const CIRCLE_CORNERS: usize = 72;

/// Metres in a degree of latitude, IUGG mean radius.
const DEGREE: Meters = Meters(111_195.0);

/// What is asked: at most `BANDS_MAX` bands.
#[derive(Clone, Debug)]
pub struct AreaQuestion {
    pub from: LonLat,
    pub modes: Vec<Mode>,
    pub seconds: Vec<u32>,
    pub radius: Meters,
    /// One for each mode.
    pub conditions: Vec<Conditions>,
}

/// The areas of one way of travelling.
#[derive(Clone, Debug)]
pub struct Area {
    pub mode: Mode,
    pub basis: Basis,
    pub region: Option<Arc<RegionRoads>>,
    /// In the order of the question.
    pub bands: Vec<AreaBand>,
}

#[derive(Clone, Debug)]
pub struct AreaBand {
    pub seconds: u32,
    /// For each the outer ring first, then its holes.
    pub polygons: Vec<Vec<Ring>>,
}

/// Closed, longitude before latitude, the area to the left.
pub type Ring = Vec<[f64; 2]>;

impl RoadSet {
    /// One answer for a mode, in their order.
    pub fn areas(&self, question: &AreaQuestion) -> Vec<Area> {
        question.modes.iter().zip(&question.conditions).map(|(mode, under)| self.area(*mode, under, question)).collect()
    }

    fn area(&self, mode: Mode, conditions: &Conditions, question: &AreaQuestion) -> Area {
        let on_road = self.put_on_road(mode, &[question.from], question.radius).under(conditions);
        let Some((roads, snaps)) = on_road.whole() else {
            let bands = question.seconds.iter().map(|seconds| circle(mode, question.from, *seconds)).collect();
            return Area { mode, basis: Basis::CrowFlies, region: None, bands };
        };
        let times_ms: Vec<u32> = question.seconds.iter().map(|seconds| seconds.saturating_mul(1000)).collect();
        let bands = roads.search(|network, search| network.isochrones(search, &snaps[0], &times_ms));
        let rings = |polygon: Polygon| std::iter::once(polygon.outer).chain(polygon.holes).collect();
        let band = |(seconds, band): (&u32, crate::roads::isochrone::Band)| AreaBand {
            seconds: *seconds,
            polygons: band.polygons.into_iter().map(rings).collect(),
        };
        let bands = question.seconds.iter().zip(bands).map(band).collect();
        Area { mode, basis: Basis::Roads, region: on_road.region, bands }
    }
}

/// As far as the straight line reaches: a circle on the map, flattened at poles and at the date line.
fn circle(mode: Mode, from: LonLat, seconds: u32) -> AreaBand {
    let north = reach(mode, seconds).0 / DEGREE.0;
    let east = north / from.lat().to_radians().cos().max(0.01);
    let corner = |number: usize| {
        let angle = (number % CIRCLE_CORNERS) as f64 / CIRCLE_CORNERS as f64 * std::f64::consts::TAU;
        let lon = (from.lon() + east * angle.cos()).clamp(-180.0, 180.0);
        [lon, (from.lat() + north * angle.sin()).clamp(-90.0, 90.0)]
    };
    AreaBand { seconds, polygons: vec![vec![(0..=CIRCLE_CORNERS).map(corner).collect()]] }
}
