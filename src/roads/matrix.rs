//! Many to many: all costs from a set of starts to a set of ends.
//!
//! Only states from which an end can be reached downwards matter, so these are laid out once, the most important
//! first; then one sweep down over them serves eight starts at a time (Delling, Goldberg, Werneck: Faster batched
//! shortest paths in road networks, 2011). The work per start is a short climb and its share of a sweep in which the
//! processor adds and compares several costs with one instruction.

use std::collections::HashMap;

use super::cost::{NO_WAY, unpack};
use super::hierarchy::HierarchyRef;
use super::network::Roads;
use super::search::{Search, Seed, Side};
use super::snap::Snap;
use crate::travel::TravelMatrix;

/// Starts that share a sweep: their costs at a state fill one cache line.
const LANES: usize = 8;

impl Roads {
    /// Travel from each origin to each destination.
    pub fn matrix(&self, search: &mut Search, origins: &[Snap], destinations: &[Snap]) -> TravelMatrix {
        let starts: Vec<Vec<Seed>> = origins.iter().map(|origin| self.departures(origin)).collect();
        let ends: Vec<Vec<Seed>> = destinations.iter().map(|destination| self.arrivals(destination)).collect();
        let hierarchy = self.hierarchy.view();
        // The fewer places are where sweeps begin; if need be everything is driven backwards.
        let mut costs = if origins.len() > destinations.len() {
            transposed(&cost_matrix(hierarchy.reversed(), search, &ends, &starts), origins.len())
        } else {
            cost_matrix(hierarchy, search, &starts, &ends)
        };
        self.come_round(search, origins, destinations, &mut costs);
        let exact = |cost: &f64| {
            let (time_ms, length_dm) = unpack(*cost);
            (time_ms.min(u64::from(u32::MAX) - 1) as u32, length_dm as u32)
        };
        let cells = costs.iter().map(|cost| (*cost < NO_WAY).then(|| exact(cost)));
        TravelMatrix::new(origins.len(), destinations.len(), cells)
    }

    /// Mends the cells of those who would have to drive backwards on their first edge.
    fn come_round(&self, search: &mut Search, origins: &[Snap], destinations: &[Snap], costs: &mut [f64]) {
        let mut by_link: HashMap<u32, Vec<usize>> = HashMap::new();
        for (column, destination) in destinations.iter().enumerate() {
            by_link.entry(destination.link).or_default().push(column);
        }
        for (row, origin) in origins.iter().enumerate() {
            for column in by_link.get(&origin.link).into_iter().flatten() {
                if self.turns_before_start(origin, &destinations[*column]) {
                    let cost = self.cost(search, origin, &destinations[*column]);
                    costs[row * destinations.len() + column] = cost.unwrap_or(NO_WAY);
                }
            }
        }
    }
}

/// From rows of `columns` to columns.
fn transposed(costs: &[f64], columns: usize) -> Vec<f64> {
    let column = |column: usize| costs.iter().skip(column).step_by(columns).copied();
    (0..columns).flat_map(column).collect()
}

/// Costs row-major, one row for each start; `NO_WAY` where there is none. An end's seeds may be negative: what lies
/// behind it on its edge.
pub fn cost_matrix(
    hierarchy: HierarchyRef<'_>,
    search: &mut Search,
    starts: &[Vec<Seed>],
    ends: &[Vec<Seed>],
) -> Vec<f64> {
    let Search { forward, selected, .. } = search;
    let mut costs = vec![NO_WAY; starts.len() * ends.len()];
    if ends.is_empty() {
        return costs;
    }
    let selection = Selection::new(hierarchy, ends, selected);
    for (some, rows) in starts.chunks(LANES).zip(costs.chunks_mut(LANES * ends.len())) {
        // One start alone would carry seven empty lanes along.
        if some.len() == 1 {
            selection.fill_rows::<1>(hierarchy, forward, some, rows);
        } else {
            selection.fill_rows::<LANES>(hierarchy, forward, some, rows);
        }
    }
    selection.states.into_iter().for_each(|state| selected[state as usize] = 0);
    costs
}

/// The states above the ends, numbered from the top.
struct Selection<'n> {
    /// The number of a state plus one; 0 where it is not selected.
    number: &'n [u32],
    states: Vec<u32>,
    /// Where the arcs of each begin; one entry more.
    first: Vec<u32>,
    /// From which selected state an arc comes, and its cost.
    arcs: Vec<(u32, f64)>,
    /// For each end where its states are, with what to add there.
    ends: Vec<Vec<(u32, f64)>>,
}

impl<'n> Selection<'n> {
    /// `number` is 0 for all states before.
    fn new(hierarchy: HierarchyRef<'_>, ends: &[Vec<Seed>], number: &'n mut [u32]) -> Self {
        let states = above(hierarchy, ends, number);
        for (at, state) in states.iter().enumerate() {
            number[*state as usize] = at as u32 + 1;
        }
        let (mut first, mut arcs) = (vec![0], Vec::new());
        let graph = hierarchy.backward;
        for state in &states {
            arcs.extend(graph.arcs(*state).map(|arc| (number[graph.head[arc] as usize] - 1, graph.cost[arc])));
            first.push(arcs.len() as u32);
        }
        let place = |seed: &Seed| (number[seed.state as usize] - 1, seed.cost);
        let ends = ends.iter().map(|seeds| seeds.iter().map(place).collect()).collect();
        Self { number, states, first, arcs, ends }
    }

    fn fill_rows<const L: usize>(
        &self,
        hierarchy: HierarchyRef<'_>,
        side: &mut Side,
        starts: &[Vec<Seed>],
        rows: &mut [f64],
    ) {
        let mut costs = vec![[NO_WAY; L]; self.first.len() - 1];
        for (lane, seeds) in starts.iter().enumerate() {
            side.visit(hierarchy, hierarchy.forward, seeds, &mut |state, cost| {
                if let Some(at) = self.number[state as usize].checked_sub(1) {
                    costs[at as usize][lane] = cost;
                }
            });
        }
        self.sweep(&mut costs);
        for (lane, row) in rows.chunks_mut(self.ends.len()).enumerate() {
            for (cell, places) in row.iter_mut().zip(&self.ends) {
                let best = places.iter().map(|(at, more)| costs[*at as usize][lane] + more);
                *cell = best.fold(NO_WAY, f64::min);
            }
        }
    }

    fn sweep<const L: usize>(&self, costs: &mut [[f64; L]]) {
        for at in 0..costs.len() {
            let (above, rest) = costs.split_at_mut(at);
            let mut best = rest[0];
            for (from, cost) in &self.arcs[self.first[at] as usize..self.first[at + 1] as usize] {
                let from = &above[*from as usize];
                for (best, from) in best.iter_mut().zip(from) {
                    let over = from + cost;
                    *best = if over < *best { over } else { *best };
                }
            }
            rest[0] = best;
        }
    }
}

/// All states from which an end can be reached downwards, the most important first. Leaves 1 in `seen` for each.
fn above(hierarchy: HierarchyRef<'_>, ends: &[Vec<Seed>], seen: &mut [u32]) -> Vec<u32> {
    let mut states = Vec::new();
    let mut waiting: Vec<u32> = ends.iter().flatten().map(|seed| seed.state).collect();
    while let Some(state) = waiting.pop() {
        if std::mem::replace(&mut seen[state as usize], 1) == 0 {
            states.push(state);
            waiting.extend_from_slice(&hierarchy.backward.head[hierarchy.backward.arcs(state)]);
        }
    }
    states.sort_unstable_by(|a, b| b.cmp(a));
    states
}
