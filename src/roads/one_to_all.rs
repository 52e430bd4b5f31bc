//! One to all: the cost of every state from a start, by one sweep from the top (PHAST: Delling, Goldberg, Nowatzyk,
//! Werneck, 2011).

use super::cost::NO_WAY;
use super::hierarchy::HierarchyRef;
use super::search::{Seed, Side};

/// The cost of each state; `NO_WAY` for those that are not reached.
pub fn costs_to_all(hierarchy: HierarchyRef<'_>, starts: &[Seed]) -> Vec<f64> {
    let mut costs = vec![NO_WAY; hierarchy.state_count()];
    let mut side = Side::new(hierarchy);
    side.visit(hierarchy, hierarchy.forward, starts, &mut |state, cost| costs[state as usize] = cost);
    sweep(hierarchy, &mut costs);
    costs
}

fn sweep(hierarchy: HierarchyRef<'_>, costs: &mut [f64]) {
    let graph = hierarchy.backward;
    let (first, heads, arc_costs) = (graph.first, graph.head, graph.cost);
    let mut end = heads.len();
    for state in (0..costs.len()).rev() {
        let begin = first[state] as usize;
        let mut best = costs[state];
        for (head, cost) in heads[begin..end].iter().zip(&arc_costs[begin..end]) {
            let over = costs[*head as usize] + cost;
            best = if over < best { over } else { best };
        }
        costs[state] = best;
        end = begin;
    }
}
