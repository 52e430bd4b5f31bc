//! A way as somebody would tell it: pieces of one street, and what is done between them.
//!
//! Facts only; which words are said is the business of whoever speaks. A step begins where the street's name changes,
//! where one turns at a junction that leaves a choice, and at roundabouts and ferries.

use super::build::{TurnGraph, turn_angle};
use super::cost::{share, unpack};
use super::graph::flag;
use super::network::Roads;
use super::record::Place;
use super::route::Route;

/// Degrees from which on a change of direction is told.
const TOLD_DEGREES: f32 = 35.0;

/// What is done at the beginning of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Maneuver {
    Depart,
    /// Degrees to the right, negative to the left; up to 180.
    Turn(f32),
    /// The street has another name from here on.
    Continue,
    /// The roundabout is left at this exit; 0 where the journey ends on it.
    Roundabout {
        exit: u32,
    },
    BoardFerry,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub maneuver: Maneuver,
    /// Empty for ways without name and number.
    pub name: String,
    pub place: Place,
    pub time_ms: u64,
    pub length_dm: u64,
    /// The step's edges are these of the route.
    pub edges: std::ops::Range<usize>,
}

impl Roads {
    /// The steps of a way of ours. Their times and lengths add up to those of the way, up to rounding.
    pub fn steps(&self, route: &Route) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for (at, (edge, driven)) in route.shares().enumerate() {
            let before = at.checked_sub(1).map(|before| route.edges[before]);
            let (time_ms, length_dm) = self.driven(before, edge, driven);
            match (before.map(|before| self.maneuver(before, edge)), steps.last_mut()) {
                (Some(None), Some(step)) => {
                    step.time_ms += time_ms;
                    step.length_dm += length_dm;
                    step.edges.end = at + 1;
                }
                (maneuver, _) => steps.push(Step {
                    maneuver: maneuver.flatten().unwrap_or(Maneuver::Depart),
                    name: self.network.graph.name(edge / 2).to_owned(),
                    place: if at == 0 { route.from.place } else { self.beginning(edge) },
                    time_ms,
                    length_dm,
                    edges: at..at + 1,
                }),
            }
        }
        self.count_exits(route, &mut steps);
        steps
    }

    /// What is done between two edges; nothing where nobody needs to be told.
    fn maneuver(&self, before: u32, edge: u32) -> Option<Maneuver> {
        let graph = &self.network.graph;
        let enters = |mark: u32| graph.has(edge / 2, mark) && !graph.has(before / 2, mark);
        if enters(flag::ROUNDABOUT) {
            return Some(Maneuver::Roundabout { exit: 0 });
        }
        if enters(flag::FERRY) {
            return Some(Maneuver::BoardFerry);
        }
        if graph.has(edge / 2, flag::ROUNDABOUT) || graph.has(before / 2, flag::ROUNDABOUT) {
            return None;
        }
        let angle = turn_angle(graph, before, edge);
        let has_choice =
            self.network.turns.start(before).is_some_and(|state| self.network.turns.turns(state).len() > 1);
        if angle.abs() >= TOLD_DEGREES && (has_choice || edge == before ^ 1) {
            Some(Maneuver::Turn(angle))
        } else {
            (graph.name(edge / 2) != graph.name(before / 2)).then_some(Maneuver::Continue)
        }
    }

    /// The edge itself as far as it is driven, with the turn onto it.
    fn driven(&self, before: Option<u32>, edge: u32, driven: f64) -> (u64, u64) {
        let (time_ms, length_dm) = unpack(share(self.edge_cost(edge), driven));
        let turn_ms = before.and_then(|before| turn_ms(&self.network.turns, before, edge)).unwrap_or(0);
        (time_ms + u64::from(turn_ms), length_dm)
    }

    fn beginning(&self, edge: u32) -> Place {
        self.network.graph.places[self.network.graph.tail(edge) as usize]
    }

    /// On a roundabout each junction where one could leave counts, the one where one does is the last. The street that
    /// is taken gives the step its name.
    fn count_exits(&self, route: &Route, steps: &mut [Step]) {
        let (graph, turns) = (&self.network.graph, &self.network.turns);
        let is_ring = |edge: &&u32| graph.has(**edge / 2, flag::ROUNDABOUT);
        let leaves = |edge: &&u32| {
            let onto = |turn: usize| turns.edge[turns.to[turn] as usize] / 2;
            turns
                .start(**edge)
                .is_some_and(|state| turns.turns(state).any(|turn| !graph.has(onto(turn), flag::ROUNDABOUT)))
        };
        for step in steps.iter_mut().filter(|step| matches!(step.maneuver, Maneuver::Roundabout { .. })) {
            let edges = &route.edges[step.edges.clone()];
            let Some(taken) = edges.iter().find(|edge| !is_ring(edge)) else { continue };
            let exit = edges.iter().take_while(is_ring).filter(leaves).count() as u32;
            step.maneuver = Maneuver::Roundabout { exit };
            step.name = graph.name(taken / 2).to_owned();
        }
    }
}

/// What the turn between two edges costs.
fn turn_ms(turns: &TurnGraph, before: u32, edge: u32) -> Option<u32> {
    let states = turns.arrivals(before).iter();
    let found = states.flat_map(|state| turns.turns(*state)).find(|turn| turns.edge[turns.to[*turn] as usize] == edge);
    found.map(|turn| turns.turn_ms[turn])
}
