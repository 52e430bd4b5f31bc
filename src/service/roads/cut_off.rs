//! Roads from which one does not get to the main part of the network, or does not get there: mistakes in the map, or
//! islands.

use super::Mode;
use super::networks::{RegionRoads, RoadSet, point_of};
use crate::geo::{BoundingBox, LonLat};
use crate::roads::graph::flag;

/// Why a road is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CutOff {
    /// Nobody gets in.
    NoWayIn,
    /// Nobody gets out.
    NoWayOut,
    /// Neither.
    Alone,
}

/// A piece of road.
#[derive(Clone, Debug)]
pub struct CutOffLink {
    pub why: CutOff,
    /// In OpenStreetMap.
    pub way_id: i64,
    pub street: String,
    pub line: Vec<LonLat>,
}

impl CutOff {
    pub const fn code(self) -> &'static str {
        match self {
            CutOff::NoWayIn => "no_way_in",
            CutOff::NoWayOut => "no_way_out",
            CutOff::Alone => "alone",
        }
    }
}

impl RoadSet {
    /// Roads cut off that have a point in the box, at most `limit`, and how many there are in all.
    pub fn cut_off(&self, mode: Mode, within: BoundingBox, limit: usize) -> (Vec<CutOffLink>, usize) {
        let (mut found, mut total) = (Vec::new(), 0);
        for region in self.regions() {
            add_cut_off(region, mode, within, limit, &mut found, &mut total);
        }
        (found, total)
    }
}

fn add_cut_off(
    region: &RegionRoads,
    mode: Mode,
    within: BoundingBox,
    limit: usize,
    found: &mut Vec<CutOffLink>,
    total: &mut usize,
) {
    let Some(of_mode) = region.mode(mode) else { return };
    let graph = &of_mode.roads.network.graph;
    for link in 0..graph.link_count() as u32 {
        let why = match (graph.has(link, flag::ARRIVES), graph.has(link, flag::LEAVES)) {
            (true, true) => continue,
            (false, true) => CutOff::NoWayIn,
            (true, false) => CutOff::NoWayOut,
            (false, false) => CutOff::Alone,
        };
        let line: Vec<LonLat> = graph.shape(link).iter().map(|place| point_of(*place)).collect();
        if !line.iter().any(|point| within.contains(*point)) {
            continue;
        }
        *total += 1;
        if found.len() < limit {
            let (way_id, street) = (graph.way_id[link as usize], graph.name(link).to_owned());
            found.push(CutOffLink { why, way_id, street, line });
        }
    }
}
