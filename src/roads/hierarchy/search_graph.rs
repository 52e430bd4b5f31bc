//! What searches walk: for each state the arcs upwards that today's costs leave, in both directions.

use std::ops::Range;

use super::customize::{Directed, Metric};
use super::topology::{NO_PARENT, TopologyRef};
use crate::roads::column::Column;
use crate::roads::cost::NO_WAY;

/// Under an arc that is a turn, not a shortcut.
pub const TURN: u32 = u32::MAX;

#[derive(Clone, Debug, Default)]
pub struct Hierarchy {
    /// From each state to more important ones.
    pub forward: Upward,
    /// To each state from more important ones.
    pub backward: Upward,
    /// The elimination tree: all that is reached upwards from a state is among its ancestors.
    pub parent: Column<u32>,
}

#[derive(Clone, Debug, Default)]
pub struct Upward {
    /// Where the arcs of each state begin; one entry more.
    pub first: Column<u32>,
    /// The more important end, growing within a state.
    pub head: Column<u32>,
    pub cost: Column<f64>,
    /// What a shortcut stands for: the arc of `backward` down to a less important state, the arc of `forward` up from
    /// there. For a turn `TURN`, and the state that it leads to.
    pub under: Column<[u32; 2]>,
}

/// A hierarchy to search in: columns are looked up once, not at every step.
#[derive(Clone, Copy, Debug)]
pub struct HierarchyRef<'a> {
    pub forward: UpwardRef<'a>,
    pub backward: UpwardRef<'a>,
    pub parent: &'a [u32],
}

#[derive(Clone, Copy, Debug)]
pub struct UpwardRef<'a> {
    pub first: &'a [u32],
    pub head: &'a [u32],
    pub cost: &'a [f64],
    pub under: &'a [[u32; 2]],
}

impl Hierarchy {
    pub(super) fn new(topology: TopologyRef<'_>, metric: &Metric) -> Self {
        let [up, down] = [&metric.up, &metric.down].map(Kept::of);
        Self {
            forward: Upward::new(topology, &metric.up, &up, [&down, &up]),
            backward: Upward::new(topology, &metric.down, &down, [&down, &up]),
            parent: topology.parents().into(),
        }
    }

    pub fn view(&self) -> HierarchyRef<'_> {
        HierarchyRef { forward: self.forward.view(), backward: self.backward.view(), parent: &self.parent }
    }
}

/// The arcs of one direction that are worth keeping.
struct Kept {
    /// How many there are before each arc, and in all.
    before: Vec<u32>,
}

impl Kept {
    fn of(directed: &Directed) -> Self {
        let is_kept = |arc: usize| directed.cost[arc] != NO_WAY && !directed.is_useless[arc];
        let mut before = vec![0; directed.cost.len() + 1];
        for arc in 0..directed.cost.len() {
            before[arc + 1] = before[arc] + u32::from(is_kept(arc));
        }
        Self { before }
    }

    fn arcs(&self) -> impl Iterator<Item = usize> {
        (0..self.before.len() - 1).filter(|arc| self.before[*arc] < self.before[arc + 1])
    }
}

impl Upward {
    /// `own` arcs of one direction; halves of shortcuts lead `down` and `up`. A shortcut that is kept is a cheapest way,
    /// and so are its halves: they are kept.
    fn new(topology: TopologyRef<'_>, directed: &Directed, own: &Kept, [down, up]: [&Kept; 2]) -> Self {
        let under = |arc: usize| match directed.under[arc] {
            [TURN, to] => [TURN, to],
            [first, second] => [down.before[first as usize], up.before[second as usize]],
        };
        Self {
            first: topology.first.iter().map(|first| own.before[*first as usize]).collect(),
            head: own.arcs().map(|arc| topology.head[arc]).collect(),
            cost: own.arcs().map(|arc| directed.cost[arc]).collect(),
            under: own.arcs().map(under).collect(),
        }
    }

    fn view(&self) -> UpwardRef<'_> {
        UpwardRef { first: &self.first, head: &self.head, cost: &self.cost, under: &self.under }
    }
}

impl HierarchyRef<'_> {
    /// The same roads driven backwards: what was the cost to a place is the cost from it.
    pub fn reversed(self) -> Self {
        Self { forward: self.backward, backward: self.forward, ..self }
    }

    pub fn state_count(&self) -> usize {
        self.parent.len()
    }

    /// A state and all above it, the least important first.
    pub fn ancestors(&self, state: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(state), |state| Some(self.parent[*state as usize]).filter(|up| *up != NO_PARENT))
    }
}

impl UpwardRef<'_> {
    pub fn arcs(&self, state: u32) -> Range<usize> {
        self.first[state as usize] as usize..self.first[state as usize + 1] as usize
    }

    /// What the arc between two states stands for; nothing when there is no such arc.
    pub fn under(&self, low: u32, high: u32) -> Option<[u32; 2]> {
        let arcs = self.arcs(low);
        self.head[arcs.clone()].binary_search(&high).ok().map(|at| self.under[arcs.start + at])
    }
}
