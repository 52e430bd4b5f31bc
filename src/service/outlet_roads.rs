//! Where outlets lie on the roads of one network, ready to be asked which of them is reached first.
//!
//! Made anew in the background when outlets have moved; until then whoever asks is told which slots moved and looks at
//! those one by one, so an answer is exact at any moment. Outlets without a road near are not in it.

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;

use crate::geo::LonLat;
use crate::live::outlets::OutletIndex;
use crate::roads::cost::unpack;
use crate::roads::graph::flag;
use crate::roads::nearest::{Detour, NearestIndex};
use crate::roads::network::Roads;
use crate::roads::search::Search;
use crate::roads::snap::Snap;
use crate::service::roads::SNAP_RADIUS;
use crate::spatial::{Neighbour, PointIndex, TagFilter, Tags};

/// In `number_of`: not on this network.
const NONE: u32 = u32::MAX;

/// The outlets as they lay when this was made.
#[derive(Debug)]
pub struct OutletRoads {
    roads: Arc<Roads>,
    index: NearestIndex,
    /// Of each place of the index its outlet, in the order of ids: of equally near places the lower number comes first.
    slots: Vec<u32>,
    /// The place of each slot, or `NONE`.
    number_of: Vec<u32>,
    /// Where each place is on the road.
    snaps: Vec<Snap>,
    /// The outlets without a road, and their slots.
    off_road: PointIndex,
    off_road_slots: Vec<u32>,
    /// `OutletIndex::moves` at that time.
    moves: u64,
    /// Whether what the network says of its parts still holds: nothing was closed since.
    parts_hold: bool,
}

/// An outlet's slot, and the way there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drive {
    pub slot: u32,
    pub time_ms: u64,
    pub length_dm: u64,
}

/// Where the outlets are, as of one moment: what `OutletRoads` are made of without holding up anybody.
#[derive(Debug)]
pub struct OutletPlaces {
    places: Vec<(u32, LonLat)>,
    slot_end: u32,
    moves: u64,
}

impl OutletPlaces {
    pub fn of(index: &OutletIndex) -> Self {
        let outlets = (0..index.slot_end()).filter_map(|slot| index.at(slot));
        let mut places: Vec<(u32, LonLat)> = outlets.map(|outlet| (outlet.slot(), outlet.point())).collect();
        places.sort_by(|(a, _), (b, _)| index.by_id(*a, *b));
        Self { places, slot_end: index.slot_end(), moves: index.moves() }
    }
}

impl OutletRoads {
    /// Takes some microseconds for each outlet that has a road near.
    pub fn new(roads: Arc<Roads>, outlets: &OutletPlaces) -> Self {
        let snap = |(_, point): &(u32, LonLat)| roads.snap(*point, SNAP_RADIUS);
        let snapped: Vec<Option<Snap>> = outlets.places.par_iter().map(snap).collect();
        let (mut slots, mut snaps, mut off_road_slots, mut off_road) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for ((slot, point), snap) in outlets.places.iter().zip(snapped) {
            match snap {
                Some(snap) => (slots.push(*slot), snaps.push(snap)),
                None => (off_road_slots.push(*slot), off_road.push(*point)),
            };
        }
        let mut number_of = vec![NONE; outlets.slot_end as usize];
        for (number, slot) in (0..).zip(&slots) {
            number_of[*slot as usize] = number;
        }
        let index = NearestIndex::new(&roads, snaps.iter().copied().map(Some).collect());
        let parts_hold = roads.time_ms[..] == roads.network.graph.time_ms[..];
        let off_road = PointIndex::build(off_road, |_| Tags { features: 0, classes: 1 });
        let moves = outlets.moves;
        Self { roads, index, slots, number_of, snaps, off_road, off_road_slots, moves, parts_hold }
    }

    pub fn roads(&self) -> &Arc<Roads> {
        &self.roads
    }

    /// How many outlets have a road near.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// `OutletIndex::moves` of the outlets that this was made of.
    pub fn moves(&self) -> u64 {
        self.moves
    }

    /// Outlets without a road near by distance, equally far ones in the order of `ties`.
    pub fn off_road<'a>(
        &'a self,
        from: LonLat,
        ties: impl Fn(u32, u32) -> Ordering + 'a,
    ) -> impl Iterator<Item = Neighbour> + 'a {
        let slot = |number: u32| self.off_road_slots[number as usize];
        let by_distance = self.off_road.by_distance(from, TagFilter::ANY, move |a, b| ties(slot(a), slot(b)));
        by_distance.map(move |found| Neighbour { slot: slot(found.slot), ..found })
    }

    /// Outlets by growing time, equal times by length, then id; those without a way never come.
    pub fn from<'a>(&'a self, search: &'a mut Search, from: &Snap) -> impl Iterator<Item = Drive> + use<'a> {
        let reached = self.index.from(&self.roads, search, from);
        reached.map(|reached| drive(self.slots[reached.place], reached.cost))
    }

    /// Milliseconds and decimetres of the way from one place to another; nothing where there is none.
    pub fn direct(&self, search: &mut Search, from: &Snap, to: &Snap) -> Option<(u64, u64)> {
        self.roads.cost(search, from, to).map(unpack)
    }

    /// Outlets that one can go by on the way from one place to another, with the way there and the whole way by them.
    pub fn along(&self, search: &mut Search, from: &Snap, to: &Snap) -> Vec<(Drive, Drive)> {
        let detours = self.index.detours(&self.roads, search, from, to);
        let drives = |detour: Detour| {
            let slot = self.slots[detour.place];
            (drive(slot, detour.there), drive(slot, detour.there + detour.onwards))
        };
        detours.into_iter().map(drives).collect()
    }

    /// The same for the outlet in `slot` that now is at `point`; nothing where there is no road or no way.
    pub fn by_way_of(
        &self,
        search: &mut Search,
        from: &Snap,
        to: &Snap,
        (slot, point): (u32, LonLat),
    ) -> Option<(Drive, Drive)> {
        let place = self.roads.snap(point, SNAP_RADIUS)?;
        let there = self.roads.cost(search, from, &place)?;
        let onwards = self.roads.cost(search, &place, to)?;
        Some((drive(slot, there), drive(slot, there + onwards)))
    }

    /// Whether no way leads from a place to the outlet in a slot that has a road.
    pub fn is_cut_off(&self, search: &mut Search, from: &Snap, slot: u32) -> bool {
        let Some(to) = self.number_of.get(slot as usize).and_then(|number| self.snaps.get(*number as usize)) else {
            return false;
        };
        let graph = &self.roads.network.graph;
        let is_surely_reached =
            self.parts_hold && graph.has(from.link, flag::LEAVES) && graph.has(to.link, flag::ARRIVES);
        !is_surely_reached && self.roads.cost(search, from, to).is_none()
    }

    /// The way to the outlet in `slot` that now is at `point`; nothing where no road is near, the slot as an error where
    /// there is a road and no way.
    pub fn drive_to(&self, search: &mut Search, from: &Snap, slot: u32, point: LonLat) -> Option<Result<Drive, u32>> {
        let to = self.roads.snap(point, SNAP_RADIUS)?;
        Some(self.roads.cost(search, from, &to).map(|cost| drive(slot, cost)).ok_or(slot))
    }
}

fn drive(slot: u32, cost: f64) -> Drive {
    let (time_ms, length_dm) = unpack(cost);
    Drive { slot, time_ms, length_dm }
}
