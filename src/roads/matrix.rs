//! Many to many: all costs from a set of starts to a set of ends.
//!
//! Only states from which an end can be reached downwards matter, so these are laid out once, the most important
//! first; then one sweep down over them serves eight starts at a time (Delling, Goldberg, Werneck: Faster batched
//! shortest paths in road networks, 2011). The work per start is a short climb and its share of a sweep in which the
//! processor adds and compares several costs with one instruction.

use super::cost::NO_WAY;
use super::hierarchy::HierarchyRef;
use super::search::{Seed, Side};

/// Starts that share a sweep: their costs at a state fill one cache line.
const LANES: usize = 8;

/// Costs row-major, one row for each start; `NO_WAY` where there is none. An end's seeds may be negative: what lies
/// behind it on its edge.
pub fn cost_matrix(hierarchy: HierarchyRef<'_>, starts: &[Vec<Seed>], ends: &[Vec<Seed>]) -> Vec<f64> {
    let selection = Selection::new(hierarchy, ends);
    let mut side = Side::new(hierarchy);
    let mut costs = vec![NO_WAY; starts.len() * ends.len()];
    if ends.is_empty() {
        return costs;
    }
    for (some, rows) in starts.chunks(LANES).zip(costs.chunks_mut(LANES * ends.len())) {
        // One start alone would carry seven empty lanes along.
        if some.len() == 1 {
            selection.fill_rows::<1>(hierarchy, &mut side, some, rows);
        } else {
            selection.fill_rows::<LANES>(hierarchy, &mut side, some, rows);
        }
    }
    costs
}

/// The states above the ends, numbered from the top.
struct Selection {
    /// The number of a state plus one; 0 where it is not selected.
    number: Vec<u32>,
    /// Where the arcs of each begin; one entry more.
    first: Vec<u32>,
    /// From which selected state an arc comes, and its cost.
    arcs: Vec<(u32, f64)>,
    /// For each end where its states are, with what to add there.
    ends: Vec<Vec<(u32, f64)>>,
}

impl Selection {
    fn new(hierarchy: HierarchyRef<'_>, ends: &[Vec<Seed>]) -> Self {
        let mut number = vec![0u32; hierarchy.state_count()];
        let states = above(hierarchy, ends, &mut number);
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
        Self { number, first, arcs, ends }
    }

    fn fill_rows<const L: usize>(&self, hierarchy: HierarchyRef<'_>, side: &mut Side, starts: &[Vec<Seed>], rows: &mut [f64]) {
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
                for lane in 0..L {
                    let over = from[lane] + cost;
                    best[lane] = if over < best[lane] { over } else { best[lane] };
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
