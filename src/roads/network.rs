//! The network of one profile, ready to be asked: how far, which way, from here to there.
//!
//! `Network` is what a build leaves and costs do not change; `Roads` is a network with the costs of now. Another
//! traffic is another `Roads` on the same network, made in a fraction of a second; whoever still holds the old one
//! keeps getting the old answers.

use std::sync::Arc;

use super::build::{RoadBuilder, TurnGraph};
use super::column::Column;
use super::cost::{pack, share, unpack};
use super::graph::{CLOSED, RoadGraph, TIME_MS_MIN};
use super::hierarchy::{Hierarchy, Topology, customize};
use super::order::rank_states;
use super::profile::Profile;
use super::route::Route;
use super::search::{Search, Seed};
use super::snap::{Snap, SnapIndex};
use crate::geo::LonLat;
use crate::units::Meters;

/// A network whose states are numbered by importance.
#[derive(Clone, Debug)]
pub struct Network {
    pub profile: Profile,
    pub graph: RoadGraph,
    pub turns: TurnGraph,
    pub topology: Topology,
    pub index: SnapIndex,
}

impl Network {
    pub fn build(builder: &RoadBuilder, profile: Profile) -> Self {
        let (graph, turns) = builder.network(profile);
        let turns = turns.renumbered(&rank_states(&graph, &turns));
        let topology = Topology::new(&turns);
        let index = SnapIndex::new(&graph);
        Self { profile, graph, turns, topology, index }
    }
}

/// A network with costs. Immutable; searches bring their own work space.
#[derive(Clone, Debug)]
pub struct Roads {
    pub network: Arc<Network>,
    pub hierarchy: Hierarchy,
    /// Milliseconds of each edge, or `CLOSED`.
    pub time_ms: Column<u32>,
}

impl Roads {
    /// The network with its own times.
    pub fn new(network: Arc<Network>) -> Self {
        let time_ms = network.graph.time_ms.clone();
        Self::with_times(network, time_ms)
    }

    /// The network with other times: for each edge what `change` makes of its own milliseconds, nothing where it is
    /// shut. What the network has closed stays so.
    pub fn reweighted(network: Arc<Network>, change: &dyn Fn(u32, u32) -> Option<u32>) -> Self {
        let changed = |(edge, time): (usize, &u32)| match *time {
            CLOSED => CLOSED,
            time => change(edge as u32, time).map_or(CLOSED, |time| time.clamp(TIME_MS_MIN, CLOSED - 1)),
        };
        let time_ms = network.graph.time_ms.iter().enumerate().map(changed).collect();
        Self::with_times(network, time_ms)
    }

    fn with_times(network: Arc<Network>, time_ms: Column<u32>) -> Self {
        let hierarchy = customize(&network.topology, &network.turns, &time_ms, &network.graph.length_dm);
        Self { network, hierarchy, time_ms }
    }

    /// Work space for all questions; good for any number of them, and for other costs of the same network.
    pub fn search(&self) -> Search {
        Search::new(self.hierarchy.view())
    }

    /// The place on the road that stands for a point; nothing where no road is within `radius`.
    pub fn snap(&self, point: LonLat, radius: Meters) -> Option<Snap> {
        self.network.index.snap(&self.network.graph, point, radius)
    }

    /// The fastest way, of equally fast ones the shortest; nothing where there is none.
    pub fn route(&self, search: &mut Search, from: &Snap, to: &Snap) -> Option<Route> {
        let (starts, ends, shift) = self.ends_of(from, to);
        let path = search.path(self.hierarchy.view(), &starts, &ends)?;
        let mut edges: Vec<u32> = path.states.iter().map(|state| self.network.turns.edge[*state as usize]).collect();
        if self.turns_before_start(from, to) {
            let first = self.second_starts(from, to).into_iter().filter(|(seed, _)| seed.state == path.states[0]);
            let cheapest = first.min_by(|a, b| a.0.cost.total_cmp(&b.0.cost));
            edges.splice(0..0, cheapest.and_then(|(_, before)| before));
        }
        let (time_ms, length_dm) = unpack(path.cost - shift);
        Some(Route { time_ms, length_dm, edges, from: *from, to: *to })
    }

    /// The cost of that way alone.
    pub fn cost(&self, search: &mut Search, from: &Snap, to: &Snap) -> Option<f64> {
        let (starts, ends, shift) = self.ends_of(from, to);
        search.cost(self.hierarchy.view(), &starts, &ends).map(|cost| cost - shift)
    }

    /// States in which one may start, with what it costs to get to the ends of their edges.
    pub fn departures(&self, at: &Snap) -> Vec<Seed> {
        self.open_edges(at)
            .filter_map(|edge| Some(Seed { state: self.network.turns.start(edge)?, cost: self.rest(at, edge) }))
            .collect()
    }

    /// States in which one may arrive, with what of their edges is left: less than nothing, since it is not driven.
    pub fn arrivals(&self, at: &Snap) -> Vec<Seed> {
        let seeds = |edge: u32| {
            // Never a negative zero, which would come before zero where costs are sorted.
            let cost = 0.0 - self.rest(at, edge);
            self.network.turns.arrivals(edge).iter().map(move |state| Seed { state: *state, cost })
        };
        self.open_edges(at).flat_map(seeds).collect()
    }

    /// Whether a way along the edge that both places lie on would have to be driven backwards: then whoever starts
    /// there has to come round.
    pub fn turns_before_start(&self, from: &Snap, to: &Snap) -> bool {
        from.link == to.link && self.open_edges(from).any(|edge| self.rest(from, edge) < self.rest(to, edge))
    }

    /// The cost of the rest of an edge after a place on it.
    pub(super) fn rest(&self, at: &Snap, edge: u32) -> f64 {
        let driven = if edge.is_multiple_of(2) { at.fraction } else { 1.0 - at.fraction };
        share(self.edge_cost(edge), 1.0 - driven)
    }

    /// The cost of an edge from end to end; only for one that is open.
    pub(super) fn edge_cost(&self, edge: u32) -> f64 {
        pack(self.time_ms[edge as usize], self.network.graph.length_dm[(edge / 2) as usize])
    }

    /// The edges of a place's link on which one may start and stop there.
    pub(super) fn open_edges(&self, at: &Snap) -> impl Iterator<Item = u32> {
        let is_open = |edge: u32| self.time_ms[edge as usize] != CLOSED;
        let near_side = 2 * at.link + u32::from(!at.is_right);
        let is_wanted = move |edge: u32| !at.at_curb || edge == near_side || !is_open(near_side);
        [2 * at.link, 2 * at.link + 1].into_iter().filter(move |edge| is_open(*edge) && is_wanted(*edge))
    }

    /// Seeds of both ends, and what was added to those of the destination so that none is negative.
    fn ends_of(&self, from: &Snap, to: &Snap) -> (Vec<Seed>, Vec<Seed>, f64) {
        let starts = if self.turns_before_start(from, to) {
            self.second_starts(from, to).into_iter().map(|(seed, _)| seed).collect()
        } else {
            self.departures(from)
        };
        let mut ends = self.arrivals(to);
        let shift = ends.iter().map(|seed| -seed.cost).fold(0.0, f64::max);
        ends.iter_mut().for_each(|seed| seed.cost += shift);
        (starts, ends, shift)
    }

    /// As `departures`; but on an edge where the destination lies behind, the start is at the end of the next edge, and
    /// the edge before it is told.
    fn second_starts(&self, from: &Snap, to: &Snap) -> Vec<(Seed, Option<u32>)> {
        let turns = &self.network.turns;
        let mut starts = Vec::new();
        for edge in self.open_edges(from) {
            let (Some(state), rest) = (turns.start(edge), self.rest(from, edge)) else { continue };
            if rest >= self.rest(to, edge) {
                starts.push((Seed { state, cost: rest }, None));
                continue;
            }
            starts.extend(self.turns_from(state, rest).map(|seed| (seed, Some(edge))));
        }
        starts
    }

    /// Where one is after the next edge, from a state that was reached at a cost.
    pub(super) fn turns_from(&self, state: u32, so_far: f64) -> impl Iterator<Item = Seed> {
        let turns = &self.network.turns;
        turns.turns(state).filter_map(move |turn| {
            let (state, next) = (turns.to[turn], turns.edge[turns.to[turn] as usize]);
            let cost = |edge| so_far + pack(turns.turn_ms[turn], 0) + self.edge_cost(edge);
            (self.time_ms[next as usize] != CLOSED).then(|| Seed { state, cost: cost(next) })
        })
    }
}
