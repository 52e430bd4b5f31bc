//! How often the hierarchy and Dijkstra's algorithm disagree.

use serde_json::{Value, json};

use super::questions::Chance;
use crate::roads::cost::NO_WAY;
use crate::roads::dijkstra::dijkstra;
use crate::roads::network::Roads;
use crate::roads::search::Seed;

/// Pairs that share a start: one run of Dijkstra's algorithm answers them all.
const PER_START: usize = 200;

/// Random pairs of states; each must have the same cost, and the path that is told must cost as much.
pub(super) fn count(roads: &Roads, pairs: usize, seed: u64) -> Vec<(&'static str, Value)> {
    let (network, mut chance) = (&roads.network, Chance::new(seed));
    let states = network.turns.state_count() as u64;
    let mut search = roads.search();
    let (mut asked, mut differ, mut unreachable) = (0, 0, 0);
    while asked < pairs && states > 0 {
        let start = chance.below(states) as u32;
        let truth = dijkstra(&network.graph, &network.turns, &[(start, 0.0)]);
        for _ in 0..PER_START.min(pairs - asked) {
            let end = chance.below(states) as u32;
            let ends = [start, end].map(|state| [Seed { state, cost: 0.0 }]);
            let path = search.path(roads.hierarchy.view(), &ends[0], &ends[1]);
            let cost = path.as_ref().map_or(NO_WAY, |path| path.cost);
            let driven = path.as_ref().map_or(NO_WAY, |path| driven_cost(roads, &path.states));
            asked += 1;
            unreachable += usize::from(cost == NO_WAY);
            differ += usize::from(cost != truth[end as usize] || driven != cost);
        }
    }
    vec![("pairs", json!(asked)), ("differ", json!(differ)), ("unreachable", json!(unreachable))]
}

/// What a path costs, turn by turn; never the right cost when two states do not follow each other.
fn driven_cost(roads: &Roads, states: &[u32]) -> f64 {
    let turns = &roads.network.turns;
    let step = |pair: &[u32]| {
        let turn = turns.turns(pair[0]).find(|turn| turns.to[*turn] == pair[1])?;
        let edge = turns.edge[pair[1] as usize];
        Some(crate::roads::cost::pack(turns.turn_ms[turn], 0) + roads.network.graph.cost(edge))
    };
    states.windows(2).map(step).sum::<Option<f64>>().unwrap_or(f64::NAN)
}
