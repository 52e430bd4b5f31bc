//! What searches walk: for each state the arcs upwards that today's costs leave, in both directions.

use std::ops::Range;

use super::customize::{Directed, Metric};
use super::topology::{NO_PARENT, TopologyRef};
use crate::roads::column::Column;
use crate::roads::cost::NO_WAY;

/// The middle of an arc that is a turn, not a shortcut.
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
    /// The state that a shortcut leads over, or `TURN`.
    pub middle: Column<u32>,
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
    pub middle: &'a [u32],
}

impl Hierarchy {
    pub(super) fn new(topology: TopologyRef<'_>, metric: &Metric) -> Self {
        Self {
            forward: Upward::new(topology, &metric.up),
            backward: Upward::new(topology, &metric.down),
            parent: topology.parents().into(),
        }
    }

    pub fn view(&self) -> HierarchyRef<'_> {
        HierarchyRef { forward: self.forward.view(), backward: self.backward.view(), parent: &self.parent }
    }
}

impl Upward {
    fn new(topology: TopologyRef<'_>, directed: &Directed) -> Self {
        let is_kept = |arc: &usize| directed.cost[*arc] != NO_WAY && !directed.is_useless[*arc];
        let kept: Vec<usize> = (0..directed.cost.len()).filter(is_kept).collect();
        let first = topology.first.iter().map(|first| kept.partition_point(|arc| *arc < *first as usize) as u32);
        Self {
            first: first.collect(),
            head: kept.iter().map(|arc| topology.head[*arc]).collect(),
            cost: kept.iter().map(|arc| directed.cost[*arc]).collect(),
            middle: kept.iter().map(|arc| directed.middle[*arc]).collect(),
        }
    }

    fn view(&self) -> UpwardRef<'_> {
        UpwardRef { first: &self.first, head: &self.head, cost: &self.cost, middle: &self.middle }
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

    /// The state that the arc between two leads over; nothing when there is no such arc.
    pub fn middle(&self, low: u32, high: u32) -> Option<u32> {
        let arcs = self.arcs(low);
        self.head[arcs.clone()].binary_search(&high).ok().map(|at| self.middle[arcs.start + at])
    }
}
