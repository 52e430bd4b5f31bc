//! One to all: the cost of every state from a start, by one sweep from the top (PHAST: Delling, Goldberg, Nowatzyk,
//! Werneck, 2011).
//!
//! The order by nested dissection keeps neighbours together, so the sweep reads memory nearly from end to end.

use super::cost::NO_WAY;
use super::hierarchy::HierarchyRef;
use super::search::{Search, Seed};

/// The cost of each state; `NO_WAY` for those that are not reached.
pub fn costs_to_all<'s>(hierarchy: HierarchyRef<'_>, search: &'s mut Search, starts: &[Seed]) -> &'s [f64] {
    let Search { forward, all, .. } = search;
    all.clear();
    all.resize(hierarchy.state_count(), NO_WAY);
    forward.visit(hierarchy, hierarchy.forward, starts, &mut |state, cost| all[state as usize] = cost);
    sweep(hierarchy, all);
    all
}

fn sweep(hierarchy: HierarchyRef<'_>, costs: &mut [f64]) {
    let graph = hierarchy.backward;
    let mut end = graph.head.len();
    for state in (0..costs.len()).rev() {
        let begin = graph.first[state] as usize;
        let mut best = costs[state];
        for (head, cost) in graph.head[begin..end].iter().zip(&graph.cost[begin..end]) {
            let over = costs[*head as usize] + cost;
            best = if over < best { over } else { best };
        }
        costs[state] = best;
        end = begin;
    }
}
