//! What it costs to go by each place on the way from one place to another: two sweeps, one from each end.

use super::NearestIndex;
use crate::roads::cost::NO_WAY;
use crate::roads::network::Roads;
use crate::roads::one_to_all::costs_to_all;
use crate::roads::rounds::Rounds;
use crate::roads::search::Search;
use crate::roads::snap::Snap;

/// A place that can be gone by, and the costs to it and from there on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detour {
    pub place: usize,
    pub there: f64,
    pub onwards: f64,
}

impl NearestIndex {
    /// All places that lie on some way from one place to another, in the order of their numbers.
    pub fn detours(&self, roads: &Roads, search: &mut Search, from: &Snap, to: &Snap) -> Vec<Detour> {
        let there = self.costs_from(roads, search, from);
        let onwards = self.costs_to(roads, search, to);
        let both = there.into_iter().zip(onwards).enumerate();
        both.map(|(place, (there, onwards))| Detour { place, there, onwards })
            .filter(|detour| detour.there + detour.onwards < NO_WAY)
            .collect()
    }

    /// The cost from a place to each one; `NO_WAY` where there is none.
    fn costs_from(&self, roads: &Roads, search: &mut Search, from: &Snap) -> Vec<f64> {
        let of_states = costs_to_all(roads.hierarchy.view(), search, &roads.departures(from));
        let mut costs: Vec<f64> = self.costs(of_states).map(|(_, cost)| cost).collect();
        let mut rounds = Rounds::new(roads, from);
        for (place, snap) in self.on_link(from.link).filter(|(_, snap)| roads.turns_before_start(from, snap)) {
            costs[place as usize] = rounds.cost(search, snap);
        }
        costs
    }

    /// The cost from each place to one; `NO_WAY` where there is none.
    fn costs_to(&self, roads: &Roads, search: &mut Search, to: &Snap) -> Vec<f64> {
        let mut ends = roads.arrivals(to);
        let shift = ends.iter().map(|seed| -seed.cost).fold(0.0, f64::max);
        ends.iter_mut().for_each(|seed| seed.cost += shift);
        let of_states = costs_to_all(roads.hierarchy.view().reversed(), search, &ends);
        let cost = |snap: &Snap| {
            let departures = roads.departures(snap);
            departures.iter().map(|seed| of_states[seed.state as usize] - shift + seed.cost).fold(NO_WAY, f64::min)
        };
        let mut costs: Vec<f64> = self.places.iter().map(|place| place.as_ref().map_or(NO_WAY, cost)).collect();
        for (place, snap) in self.on_link(to.link).filter(|(_, snap)| roads.turns_before_start(snap, to)) {
            costs[place as usize] = roads.cost(search, snap, to).unwrap_or(NO_WAY);
        }
        costs
    }
}
