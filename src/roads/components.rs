//! Which parts of the network belong together.
//!
//! The main part is the largest set of states each of which can be reached from each other (Tarjan, 1972, without
//! recursion). A one-way street that leads into it, or a private drive that is only reached, is not in it and yet of
//! use: a link says whether one gets from it to the main part, and whether one gets there from the main part.

use super::build::TurnGraph;
use super::graph::{RoadGraph, flag};

const UNSEEN: u32 = u32::MAX;

/// Sets `LEAVES` and `ARRIVES` on all links.
pub fn mark_components(graph: &mut RoadGraph, turns: &TurnGraph) {
    let Some(main) = largest_component(turns) else { return };
    let from_main = reach(&turns.first_turn, &turns.to, &main);
    let (first, tails) = reversed(turns);
    let to_main = reach(&first, &tails, &main);
    for (state, edge) in turns.edge.iter().enumerate() {
        let link = (*edge / 2) as usize;
        if from_main[state] {
            graph.flags.owned()[link] |= flag::ARRIVES;
        }
        if to_main[state] && turns.start(*edge) == Some(state as u32) {
            graph.flags.owned()[link] |= flag::LEAVES;
        }
    }
}

/// Whether each state is in the largest component; of two equal ones the first found.
fn largest_component(turns: &TurnGraph) -> Option<Vec<bool>> {
    let component = components(turns);
    let mut sizes = vec![0u32; component.iter().max().map_or(0, |max| *max as usize + 1)];
    for number in &component {
        sizes[*number as usize] += 1;
    }
    let largest = (0..sizes.len()).rev().max_by_key(|number| sizes[*number])? as u32;
    Some(component.iter().map(|number| *number == largest).collect())
}

/// The number of each state's component.
fn components(turns: &TurnGraph) -> Vec<u32> {
    let count = turns.state_count();
    let (mut order, mut low, mut component) = (vec![UNSEEN; count], vec![0u32; count], vec![UNSEEN; count]);
    let (mut open, mut path): (Vec<u32>, Vec<(u32, usize)>) = (Vec::new(), Vec::new());
    let (mut seen, mut found) = (0, 0);
    for root in 0..count as u32 {
        if order[root as usize] != UNSEEN {
            continue;
        }
        path.push((root, turns.turns(root).start));
        while let Some((state, turn)) = path.pop() {
            let at = state as usize;
            if order[at] == UNSEEN {
                (order[at], low[at]) = (seen, seen);
                seen += 1;
                open.push(state);
            }
            if turn < turns.turns(state).end {
                path.push((state, turn + 1));
                let next = turns.to[turn];
                if order[next as usize] == UNSEEN {
                    path.push((next, turns.turns(next).start));
                } else if component[next as usize] == UNSEEN {
                    low[at] = low[at].min(order[next as usize]);
                }
                continue;
            }
            if let Some((parent, _)) = path.last() {
                low[*parent as usize] = low[*parent as usize].min(low[at]);
            }
            if low[at] == order[at] {
                while let Some(member) = open.pop() {
                    component[member as usize] = found;
                    if member == state {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}

/// All that is reached from a set over arcs given as where each state's begin, and their heads.
fn reach(first: &[u32], heads: &[u32], from: &[bool]) -> Vec<bool> {
    let mut reached = from.to_vec();
    let mut waiting: Vec<u32> = (0..from.len() as u32).filter(|state| from[*state as usize]).collect();
    while let Some(state) = waiting.pop() {
        for next in &heads[first[state as usize] as usize..first[state as usize + 1] as usize] {
            if !std::mem::replace(&mut reached[*next as usize], true) {
                waiting.push(*next);
            }
        }
    }
    reached
}

/// The turns into each state: where they begin, one entry more, and from which states they come.
fn reversed(turns: &TurnGraph) -> (Vec<u32>, Vec<u32>) {
    let mut first = vec![0u32; turns.state_count() + 1];
    for to in turns.to.iter() {
        first[*to as usize + 1] += 1;
    }
    for at in 1..first.len() {
        first[at] += first[at - 1];
    }
    let mut next = first.clone();
    let mut tails = vec![0; turns.to.len()];
    for state in 0..turns.state_count() as u32 {
        for turn in turns.turns(state) {
            let place = &mut next[turns.to[turn] as usize];
            tails[*place as usize] = state;
            *place += 1;
        }
    }
    (first, tails)
}
