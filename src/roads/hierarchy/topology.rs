//! Which shortcuts the order makes necessary, whatever the costs: the chordal completion of the turns.
//!
//! States are contracted from 0 upwards; contracting one joins all its more important neighbours with each other.
//! Directions do not matter here: an arc stands for both.

use std::ops::Range;

use crate::roads::build::TurnGraph;
use crate::roads::column::Column;

/// No parent: the last state of a part of the network.
pub const NO_PARENT: u32 = u32::MAX;

#[derive(Clone, Debug, Default)]
pub struct Topology {
    /// Where the arcs of each state begin; one entry more.
    pub first: Column<u32>,
    /// The more important end of each arc, growing within a state.
    pub head: Column<u32>,
}

impl Topology {
    /// Takes the least important neighbours of each state over to its least important one above: the rest follows.
    pub fn new(turns: &TurnGraph) -> Self {
        let count = turns.state_count();
        let mut above = neighbours_above(turns);
        let (mut first, mut head) = (Vec::with_capacity(count + 1), Vec::new());
        first.push(0);
        let mut merged = Vec::new();
        for state in 0..count {
            let own = std::mem::take(&mut above[state]);
            if let Some((parent, rest)) = own.split_first() {
                merge(&above[*parent as usize], rest, &mut merged);
                let parents = &mut above[*parent as usize];
                parents.clear();
                parents.extend_from_slice(&merged);
            }
            head.extend_from_slice(&own);
            first.push(head.len() as u32);
        }
        Self { first: first.into(), head: head.into() }
    }

    pub fn view(&self) -> TopologyRef<'_> {
        TopologyRef { first: &self.first, head: &self.head }
    }
}

/// A topology to walk in.
#[derive(Clone, Copy, Debug)]
pub struct TopologyRef<'a> {
    pub first: &'a [u32],
    pub head: &'a [u32],
}

impl TopologyRef<'_> {
    pub fn arcs(&self, state: u32) -> Range<usize> {
        self.first[state as usize] as usize..self.first[state as usize + 1] as usize
    }

    /// The arc between two states, the less important one first.
    pub fn arc(&self, low: u32, high: u32) -> Option<usize> {
        let arcs = self.arcs(low);
        self.head[arcs.clone()].binary_search(&high).ok().map(|at| arcs.start + at)
    }

    /// The elimination tree: the least important of the states that are above each one. All that can be reached
    /// upwards from a state is among its ancestors.
    pub fn parents(&self) -> Vec<u32> {
        let states = 0..self.first.len() as u32 - 1;
        states.map(|state| self.head[self.arcs(state)].first().copied().unwrap_or(NO_PARENT)).collect()
    }
}

/// For each state the more important ones that a turn joins it with, sorted.
fn neighbours_above(turns: &TurnGraph) -> Vec<Vec<u32>> {
    let mut above: Vec<Vec<u32>> = vec![Vec::new(); turns.state_count()];
    for state in 0..turns.state_count() as u32 {
        for to in &turns.to[turns.turns(state)] {
            let (low, high) = (state.min(*to), state.max(*to));
            if low != high {
                above[low as usize].push(high);
            }
        }
    }
    for states in &mut above {
        states.sort_unstable();
        states.dedup();
    }
    above
}

/// The union of two sorted lists.
fn merge(one: &[u32], other: &[u32], merged: &mut Vec<u32>) {
    merged.clear();
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    while let (Some(a), Some(b)) = (one.peek().copied(), other.peek().copied()) {
        merged.push(a.min(b));
        one.next_if(|next| *next <= b);
        other.next_if(|next| *next <= a);
    }
    merged.extend(one);
    merged.extend(other);
}
