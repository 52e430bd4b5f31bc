//! The oracle: Dijkstra's algorithm on states and turns, as plain as it gets.
//!
//! Slow, and without anything that could be wrong in the same way as the hierarchy: it reads the network and its
//! turns, nothing else.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::build::TurnGraph;
use super::cost::{NO_WAY, pack};
use super::graph::{CLOSED, RoadGraph};

/// The cost of each state from the seeds: states with what it costs to be at their end.
pub fn dijkstra(graph: &RoadGraph, turns: &TurnGraph, seeds: &[(u32, f64)]) -> Vec<f64> {
    let mut cost = vec![NO_WAY; turns.state_count()];
    let mut waiting = BinaryHeap::new();
    for (state, seed) in seeds {
        if *seed < cost[*state as usize] {
            cost[*state as usize] = *seed;
            waiting.push(Reverse((seed.to_bits(), *state)));
        }
    }
    // Costs are not negative, so their bits compare as they do.
    while let Some(Reverse((bits, state))) = waiting.pop() {
        let so_far = f64::from_bits(bits);
        if so_far > cost[state as usize] {
            continue;
        }
        for turn in turns.turns(state) {
            let to = turns.to[turn];
            let edge = turns.edge[to as usize];
            if graph.time_ms[edge as usize] == CLOSED {
                continue;
            }
            let next = so_far + pack(turns.turn_ms[turn], 0) + graph.cost(edge);
            if next < cost[to as usize] {
                cost[to as usize] = next;
                waiting.push(Reverse((next.to_bits(), to)));
            }
        }
    }
    cost
}
