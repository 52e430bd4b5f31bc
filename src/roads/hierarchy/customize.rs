//! Gives costs to shortcuts, and says which of them are of no use.
//!
//! First from below: a shortcut costs what the best way over a less important state costs ("lower triangles"). Then
//! from above: where a way over a more important state is cheaper, no search needs the arc ("perfect customisation"
//! in the papers). Both visit each triangle once.

use super::search_graph::{Hierarchy, TURN};
use super::topology::{Topology, TopologyRef};
use crate::roads::build::TurnGraph;
use crate::roads::cost::{NO_WAY, pack};
use crate::roads::graph::CLOSED;

/// The costs of arcs in both directions.
#[derive(Debug)]
pub(super) struct Metric {
    /// From the less important end to the other.
    pub up: Directed,
    pub down: Directed,
}

#[derive(Debug)]
pub(super) struct Directed {
    pub cost: Vec<f64>,
    /// The two arcs that a shortcut stands for, down first, then up; or `TURN` and the state that the turn leads to.
    pub under: Vec<[u32; 2]>,
    /// Whether something else is cheaper.
    pub is_useless: Vec<bool>,
}

impl Directed {
    fn new(arcs: usize) -> Self {
        Self { cost: vec![NO_WAY; arcs], under: vec![[TURN, 0]; arcs], is_useless: vec![false; arcs] }
    }

    fn improve(&mut self, arc: usize, cost: f64, under: [u32; 2]) {
        if cost < self.cost[arc] {
            self.cost[arc] = cost;
            self.under[arc] = under;
        }
    }

    fn undercut(&mut self, arc: usize, cost: f64) {
        if cost < self.cost[arc] {
            self.cost[arc] = cost;
            self.is_useless[arc] = true;
        }
    }
}

/// The hierarchy for these times: `time_ms` of each edge (`CLOSED` for those that are shut) and lengths of links.
pub fn customize(topology: &Topology, turns: &TurnGraph, time_ms: &[u32], length_dm: &[u32]) -> Hierarchy {
    let topology = topology.view();
    let mut metric = turn_costs(topology, turns, time_ms, length_dm);
    let below = Below::new(topology);
    let mut arc_to = vec![0u32; turns.state_count()];
    for state in 0..turns.state_count() as u32 {
        shorten(topology, &below, &mut metric, state, &mut arc_to);
    }
    for state in (0..turns.state_count() as u32).rev() {
        prune(topology, &below, &mut metric, state, &mut arc_to);
    }
    Hierarchy::new(topology, &metric)
}

/// What the turns themselves cost, with the edges that they lead to.
fn turn_costs(topology: TopologyRef<'_>, turns: &TurnGraph, time_ms: &[u32], length_dm: &[u32]) -> Metric {
    let arcs = topology.head.len();
    let mut metric = Metric { up: Directed::new(arcs), down: Directed::new(arcs) };
    for state in 0..turns.state_count() as u32 {
        for turn in turns.turns(state) {
            let to = turns.to[turn];
            let edge = turns.edge[to as usize] as usize;
            if to == state || time_ms[edge] == CLOSED {
                continue;
            }
            let cost = pack(turns.turn_ms[turn], 0) + pack(time_ms[edge], length_dm[edge / 2]);
            // Each turn is an arc of the topology, unless a file was made up by hand.
            let Some(arc) = topology.arc(state.min(to), state.max(to)) else { continue };
            let side = if state < to { &mut metric.up } else { &mut metric.down };
            side.improve(arc, cost, [TURN, to]);
        }
    }
    metric
}

/// Shortcuts that begin at `state`, over all less important states; those have theirs already.
fn shorten(topology: TopologyRef<'_>, below: &Below, metric: &mut Metric, state: u32, arc_to: &mut [u32]) {
    remember_arcs(topology, state, arc_to);
    for (low, first) in below.arcs(state) {
        let (to_low, from_low) = (metric.down.cost[first], metric.up.cost[first]);
        if to_low == NO_WAY && from_low == NO_WAY {
            continue;
        }
        for second in first + 1..topology.first[low as usize + 1] as usize {
            let arc = arc_to[topology.head[second] as usize] as usize;
            let [near, far] = [first as u32, second as u32];
            metric.up.improve(arc, to_low + metric.up.cost[second], [near, far]);
            metric.down.improve(arc, metric.down.cost[second] + from_low, [far, near]);
        }
    }
}

/// Arcs that end at `state`, against ways over more important states; the arcs that begin at it are final.
fn prune(topology: TopologyRef<'_>, below: &Below, metric: &mut Metric, state: u32, arc_to: &mut [u32]) {
    remember_arcs(topology, state, arc_to);
    let Metric { up, down } = metric;
    for (low, first) in below.arcs(state) {
        for second in first + 1..topology.first[low as usize + 1] as usize {
            let across = arc_to[topology.head[second] as usize] as usize;
            up.undercut(first, up.cost[second] + down.cost[across]);
            down.undercut(first, up.cost[across] + down.cost[second]);
            up.undercut(second, up.cost[first] + up.cost[across]);
            down.undercut(second, down.cost[across] + down.cost[first]);
        }
    }
}

fn remember_arcs(topology: TopologyRef<'_>, state: u32, arc_to: &mut [u32]) {
    for arc in topology.arcs(state) {
        arc_to[topology.head[arc] as usize] = arc as u32;
    }
}

/// The arcs that end at each state.
#[derive(Debug)]
struct Below {
    first: Vec<u32>,
    /// The less important end, and the arc.
    arcs: Vec<(u32, u32)>,
}

impl Below {
    fn new(topology: TopologyRef<'_>) -> Self {
        let states = topology.first.len() - 1;
        let mut first = vec![0u32; states + 1];
        for head in topology.head.iter() {
            first[*head as usize + 1] += 1;
        }
        for at in 1..first.len() {
            first[at] += first[at - 1];
        }
        let mut next = first.clone();
        let mut arcs = vec![(0, 0); topology.head.len()];
        for low in 0..states as u32 {
            for arc in topology.arcs(low) {
                let place = &mut next[topology.head[arc] as usize];
                arcs[*place as usize] = (low, arc as u32);
                *place += 1;
            }
        }
        Self { first, arcs }
    }

    fn arcs(&self, state: u32) -> impl Iterator<Item = (u32, usize)> {
        let range = self.first[state as usize] as usize..self.first[state as usize + 1] as usize;
        self.arcs[range].iter().map(|(low, arc)| (*low, *arc as usize))
    }
}
