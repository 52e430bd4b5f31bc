//! The cheapest way between two sets of states: both sides climb the elimination tree until they meet.
//!
//! No priority queue: ancestors are visited in their order, which is small (hundreds of states for a city), and what
//! is already dearer than the best way found is not followed. Work space is kept between searches.

use super::cost::NO_WAY;
use super::hierarchy::{HierarchyRef, NO_PARENT, TURN, UpwardRef};

/// A state where a side of a search begins, and what it costs to begin there; not negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seed {
    pub state: u32,
    pub cost: f64,
}

/// A way with its cost, seeds included: the states from a start to an end.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    pub cost: f64,
    pub states: Vec<u32>,
}

/// Work space for searches of every kind on hierarchies of one network; empty between them.
#[derive(Debug)]
pub struct Search {
    pub(super) forward: Side,
    backward: Side,
    /// For `matrix`: the number of each selected state plus one, else 0.
    pub(super) selected: Vec<u32>,
    /// For `one_to_all`: the costs of the last search.
    pub(super) all: Vec<f64>,
}

impl Search {
    pub fn new(hierarchy: HierarchyRef<'_>) -> Self {
        let selected = vec![0; hierarchy.state_count()];
        Self { forward: Side::new(hierarchy), backward: Side::new(hierarchy), selected, all: Vec::new() }
    }

    /// The cheapest way from any start to any end; nothing where there is none. Of equal ways always the same.
    pub fn path(&mut self, hierarchy: HierarchyRef<'_>, starts: &[Seed], ends: &[Seed]) -> Option<Path> {
        let met = self.meet(hierarchy, starts, ends);
        let path = met.map(|(cost, state)| Path { cost, states: self.unpack(hierarchy, state) });
        self.forward.clear(hierarchy, starts);
        self.backward.clear(hierarchy, ends);
        path
    }

    /// The cost of that way alone.
    pub fn cost(&mut self, hierarchy: HierarchyRef<'_>, starts: &[Seed], ends: &[Seed]) -> Option<f64> {
        let met = self.meet(hierarchy, starts, ends);
        self.forward.clear(hierarchy, starts);
        self.backward.clear(hierarchy, ends);
        met.map(|(cost, _)| cost)
    }

    /// Cost and where the sides meet.
    fn meet(&mut self, hierarchy: HierarchyRef<'_>, starts: &[Seed], ends: &[Seed]) -> Option<(f64, u32)> {
        self.forward.begin(starts);
        self.backward.begin(ends);
        let mut best = (NO_WAY, NO_PARENT);
        loop {
            let (ahead, behind) = (self.forward.climb.next(), self.backward.climb.next());
            let state = ahead.min(behind);
            if state == NO_PARENT {
                break;
            }
            if ahead == behind {
                let cost = self.forward.cost[state as usize] + self.backward.cost[state as usize];
                best = if cost < best.0 { (cost, state) } else { best };
            }
            if ahead == state {
                self.forward.relax(hierarchy.forward, state, best.0);
                self.forward.climb.leave(hierarchy, state);
            }
            if behind == state {
                self.backward.relax(hierarchy.backward, state, best.0);
                self.backward.climb.leave(hierarchy, state);
            }
        }
        (best.0 < NO_WAY).then_some(best)
    }

    fn unpack(&self, hierarchy: HierarchyRef<'_>, meeting: u32) -> Vec<u32> {
        let mut corners = self.forward.trace(meeting);
        corners.reverse();
        corners.extend_from_slice(&self.backward.trace(meeting)[1..]);
        let under = |from: u32, to: u32| match from < to {
            true => hierarchy.forward.under(from, to),
            false => hierarchy.backward.under(to, from),
        };
        // A damaged file may lack an arc: then the way jumps, but ends.
        let arcs = corners.windows(2).map(|pair| under(pair[0], pair[1]).unwrap_or([TURN, pair[1]]));
        let turns = expanded(hierarchy, arcs.collect());
        std::iter::once(corners[0]).chain(turns.into_iter().map(|[_, to]| to)).collect()
    }
}

/// The turns that arcs stand for, in their order: all shortcuts are opened at once, again and again, so that memory is
/// asked for many of them at a time. No way has more turns than there are states.
fn expanded(hierarchy: HierarchyRef<'_>, mut arcs: Vec<[u32; 2]>) -> Vec<[u32; 2]> {
    let mut opened = Vec::new();
    while arcs.iter().any(|arc| arc[0] != TURN) && arcs.len() <= hierarchy.state_count() {
        opened.clear();
        for arc in &arcs {
            match *arc {
                [TURN, _] => opened.push(*arc),
                [down, up] => {
                    opened.extend([hierarchy.backward.under[down as usize], hierarchy.forward.under[up as usize]]);
                }
            }
        }
        std::mem::swap(&mut arcs, &mut opened);
    }
    arcs.retain(|arc| arc[0] == TURN);
    arcs
}

/// One direction of a search.
#[derive(Debug)]
pub(super) struct Side {
    pub cost: Vec<f64>,
    /// The state before each one that has a cost; itself for a seed.
    from: Vec<u32>,
    climb: Climb,
}

impl Side {
    pub fn new(hierarchy: HierarchyRef<'_>) -> Self {
        let count = hierarchy.state_count();
        Self { cost: vec![NO_WAY; count], from: vec![NO_PARENT; count], climb: Climb::default() }
    }

    fn begin(&mut self, seeds: &[Seed]) {
        for seed in seeds {
            if seed.cost < self.cost[seed.state as usize] {
                self.cost[seed.state as usize] = seed.cost;
                self.from[seed.state as usize] = seed.state;
            }
        }
        self.climb.begin(seeds);
    }

    fn relax(&mut self, graph: UpwardRef<'_>, state: u32, limit: f64) {
        let so_far = self.cost[state as usize];
        if so_far >= limit {
            return;
        }
        for arc in graph.arcs(state) {
            let head = graph.head[arc] as usize;
            let cost = so_far + graph.cost[arc];
            if cost < self.cost[head] {
                self.cost[head] = cost;
                self.from[head] = state;
            }
        }
    }

    /// Climbs to the top from the seeds and tells each state that has a cost, the least important first.
    pub fn visit(
        &mut self,
        hierarchy: HierarchyRef<'_>,
        graph: UpwardRef<'_>,
        seeds: &[Seed],
        seen: &mut dyn FnMut(u32, f64),
    ) {
        self.begin(seeds);
        loop {
            let state = self.climb.next();
            if state == NO_PARENT {
                break;
            }
            let cost = self.cost[state as usize];
            if cost < NO_WAY {
                self.relax(graph, state, NO_WAY);
                seen(state, cost);
                self.cost[state as usize] = NO_WAY;
            }
            self.climb.leave(hierarchy, state);
        }
    }

    fn clear(&mut self, hierarchy: HierarchyRef<'_>, seeds: &[Seed]) {
        self.climb.begin(seeds);
        loop {
            let state = self.climb.next();
            if state == NO_PARENT {
                break;
            }
            self.cost[state as usize] = NO_WAY;
            self.climb.leave(hierarchy, state);
        }
    }

    /// From a state back to its seed.
    fn trace(&self, state: u32) -> Vec<u32> {
        let before = |state: &u32| Some(self.from[*state as usize]).filter(|from| from != state);
        std::iter::successors(Some(state), before).collect()
    }
}

/// Visits seeds and all their ancestors in order, each once.
#[derive(Debug, Default)]
struct Climb {
    /// Where each seed's branch stands; one entry where they have met.
    branches: Vec<u32>,
}

impl Climb {
    fn begin(&mut self, seeds: &[Seed]) {
        self.branches.clear();
        self.branches.extend(seeds.iter().map(|seed| seed.state));
        self.branches.sort_unstable();
        self.branches.dedup();
    }

    /// The least important state not yet left, or `NO_PARENT`.
    fn next(&self) -> u32 {
        self.branches.iter().copied().min().unwrap_or(NO_PARENT)
    }

    fn leave(&mut self, hierarchy: HierarchyRef<'_>, state: u32) {
        let parent = hierarchy.parent[state as usize];
        if let [only] = self.branches.as_mut_slice() {
            *only = parent;
            return;
        }
        for branch in self.branches.iter_mut().filter(|branch| **branch == state) {
            *branch = parent;
        }
        self.branches.sort_unstable();
        self.branches.dedup();
    }
}
