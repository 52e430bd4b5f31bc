//! The network as those see it who obey signs: states, and the turns between them.
//!
//! A state is a directed edge together with how one came to it, as far as that matters: what of a restriction over
//! ways has been driven (`Rules`), and whether one came in from outside to a place without through traffic. Whoever
//! came in there may go anywhere inside and not out again; whoever starts there may leave. So the law is kept
//! exactly, and times need no made-up penalties.
//!
//! Searches run on states: the cost of a turn is the turn itself and the edge that it leads to.

use std::collections::HashMap;

use super::links::Drawn;
use super::restrictions::{Outgoing, Progress, Rules};
use crate::roads::column::Column;
use crate::roads::graph::{RoadGraph, flag};
use crate::roads::profile::Profile;
use crate::roads::record::Place;

#[derive(Clone, Debug, Default)]
pub struct TurnGraph {
    /// The edge of each state.
    pub edge: Column<u32>,
    /// Where the turns out of each state begin; one entry more.
    pub first_turn: Column<u32>,
    /// The state that a turn leads to.
    pub to: Column<u32>,
    /// Milliseconds of the turn alone.
    pub turn_ms: Column<u32>,
    /// The states of each edge, those where a journey may start first: where they begin, one entry more.
    pub first_state: Column<u32>,
    pub states: Column<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct State {
    edge: u32,
    progress: Progress,
    came_in: bool,
}

impl TurnGraph {
    pub(super) fn new(profile: Profile, drawn: &Drawn, rules: &Rules) -> Self {
        let (known, states, starts) = (HashMap::new(), Vec::new(), vec![0; drawn.graph.edge_count()]);
        Drawing { profile, drawn, rules, outgoing: Outgoing::new(drawn), known, starts, states }.draw()
    }

    pub fn state_count(&self) -> usize {
        self.edge.len()
    }

    pub fn turns(&self, state: u32) -> std::ops::Range<usize> {
        self.first_turn[state as usize] as usize..self.first_turn[state as usize + 1] as usize
    }

    /// The state in which a journey starts on an edge; nothing for an edge that is closed.
    pub fn start(&self, edge: u32) -> Option<u32> {
        self.arrivals(edge).first().copied()
    }

    /// All states of an edge: a journey may end in any of them.
    pub fn arrivals(&self, edge: u32) -> &[u32] {
        let (begin, end) = (self.first_state[edge as usize], self.first_state[edge as usize + 1]);
        &self.states[begin as usize..end as usize]
    }

    /// The same turns with states in another order: `rank` has the new number of each.
    pub fn renumbered(&self, rank: &[u32]) -> Self {
        let mut old = vec![0u32; rank.len()];
        for (state, rank) in rank.iter().enumerate() {
            old[*rank as usize] = state as u32;
        }
        let mut new = Self { first_turn: vec![0].into(), first_state: self.first_state.clone(), ..Self::default() };
        for state in old {
            new.edge.push(self.edge[state as usize]);
            for turn in self.turns(state) {
                new.to.push(rank[self.to[turn] as usize]);
                new.turn_ms.push(self.turn_ms[turn]);
            }
            new.first_turn.push(new.to.len() as u32);
        }
        new.states = self.states.iter().map(|state| rank[*state as usize]).collect();
        new
    }
}

struct Drawing<'a> {
    profile: Profile,
    drawn: &'a Drawn,
    rules: &'a Rules,
    outgoing: Outgoing,
    /// Those in which no journey starts.
    known: HashMap<State, u32>,
    /// The start of each edge; nothing useful for closed ones.
    starts: Vec<u32>,
    states: Vec<State>,
}

impl Drawing<'_> {
    fn draw(mut self) -> TurnGraph {
        let graph = &self.drawn.graph;
        for edge in (0..graph.edge_count() as u32).filter(|edge| graph.is_open(*edge)) {
            self.starts[edge as usize] = self.states.len() as u32;
            self.states.push(self.start(edge));
        }
        let legs = count_legs(graph);
        let mut turns = TurnGraph { first_turn: vec![0].into(), ..TurnGraph::default() };
        let mut at = 0;
        // States are found while turns are drawn: those that only some ways lead to.
        while at < self.states.len() {
            let state = self.states[at];
            for (next, turn_ms) in self.turns_from(state, &legs) {
                turns.to.push(self.number(next));
                turns.turn_ms.push(turn_ms);
            }
            turns.first_turn.push(turns.to.len() as u32);
            at += 1;
        }
        turns.edge = self.states.iter().map(|state| state.edge).collect();
        index_by_edge(&mut turns, graph.edge_count());
        turns
    }

    fn start(&self, edge: u32) -> State {
        State { edge, progress: self.rules.start(edge), came_in: false }
    }

    fn number(&mut self, state: State) -> u32 {
        if state == self.start(state.edge) {
            return self.starts[state.edge as usize];
        }
        let fresh = self.states.len() as u32;
        let number = *self.known.entry(state).or_insert(fresh);
        if number == fresh {
            self.states.push(state);
        }
        number
    }

    fn turns_from(&self, state: State, legs: &[u32]) -> Vec<(State, u32)> {
        let graph = &self.drawn.graph;
        let junction = graph.head(state.edge);
        let outgoing = self.outgoing.of(junction);
        let node = self.drawn.node_uses[junction as usize];
        let back = state.edge ^ 1;
        let is_dead_end = node.is_closed || outgoing.iter().all(|edge| *edge == back);
        let signal_ms = node.forward_ms.max(node.backward_ms);
        let mut found = Vec::new();
        for edge in outgoing.iter().copied().filter(|edge| (*edge == back) == is_dead_end) {
            let Some(next) = self.after(state, edge) else { continue };
            let turn_ms = match () {
                () if edge == back => self.profile.u_turn_ms(),
                () if legs[junction as usize] > 2 => {
                    self.profile.turn_ms(turn_angle(graph, state.edge, edge)) + signal_ms
                }
                () => signal_ms,
            };
            found.push((next, turn_ms));
        }
        found
    }

    /// The state after a turn; nothing where the turn is not allowed.
    fn after(&self, state: State, edge: u32) -> Option<State> {
        let is_inside = |edge: u32| self.drawn.graph.has(edge / 2, flag::NO_THROUGH);
        let came_in = is_inside(edge) && (state.came_in || !is_inside(state.edge));
        if state.came_in && !came_in {
            return None;
        }
        let progress = self.rules.drive(state.progress, state.edge, edge)?;
        Some(State { edge, progress, came_in })
    }
}

/// States by edge, in their own order: those of starts come first since they were numbered first.
fn index_by_edge(turns: &mut TurnGraph, edges: usize) {
    let mut states: Vec<u32> = (0..turns.edge.len() as u32).collect();
    states.sort_by_key(|state| turns.edge[*state as usize]);
    let mut first = vec![0u32; edges + 1];
    for edge in turns.edge.iter() {
        first[*edge as usize + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    turns.states = states.into();
    turns.first_state = first.into();
}

/// How many ends of links meet at each junction.
fn count_legs(graph: &RoadGraph) -> Vec<u32> {
    let mut legs = vec![0; graph.places.len()];
    for junction in graph.from.iter().chain(graph.to.iter()) {
        legs[*junction as usize] += 1;
    }
    legs
}

/// Degrees between driving straight on and the turn from one edge to the next; positive to the right.
pub fn turn_angle(graph: &RoadGraph, from: u32, to: u32) -> f32 {
    let turn = heading(graph, to, false) - heading(graph, from, true);
    (turn + 540.0).rem_euclid(360.0) - 180.0
}

/// The direction of an edge at its beginning or end, in degrees from north, clockwise.
pub fn heading(graph: &RoadGraph, edge: u32, at_end: bool) -> f32 {
    let shape = graph.shape(edge / 2);
    let is_against = edge % 2 == 1;
    // Of the two points at that end, in the order of driving.
    let [before, after] = match (is_against, at_end) {
        (false, false) => [shape[0], first_other(shape.iter(), shape[0])],
        (false, true) => [first_other(shape.iter().rev(), shape[shape.len() - 1]), shape[shape.len() - 1]],
        (true, false) => [shape[shape.len() - 1], first_other(shape.iter().rev(), shape[shape.len() - 1])],
        (true, true) => [first_other(shape.iter(), shape[0]), shape[0]],
    };
    let north = f64::from(after[1]) - f64::from(before[1]);
    let east = (f64::from(after[0]) - f64::from(before[0])) * (f64::from(before[1]) / 1e7).to_radians().cos();
    east.atan2(north).to_degrees() as f32
}

/// The first point that is somewhere else.
fn first_other<'p>(mut points: impl Iterator<Item = &'p Place>, from: Place) -> Place {
    points.find(|point| **point != from).copied().unwrap_or(from)
}
