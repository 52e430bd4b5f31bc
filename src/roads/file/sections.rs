//! What of a network becomes which section, and what must be true of it.

use std::sync::Arc;

use super::layout::{Section, Table};
use crate::roads::build::TurnGraph;
use crate::roads::cost::COST_MAX;
use crate::roads::error::RoadFileError;
use crate::roads::graph::{Names, RoadGraph};
use crate::roads::hierarchy::{Hierarchy, NO_PARENT, TURN, Topology, Upward};
use crate::roads::network::{Network, Roads};
use crate::roads::profile::Profile;
use crate::roads::snap::SnapIndex;

pub(super) fn sections_of(roads: &Roads) -> Vec<Section<'_>> {
    let Network { profile, graph, turns, topology, index } = &*roads.network;
    let Hierarchy { forward, backward, parent } = &roads.hierarchy;
    let mut sections = vec![
        ("places", graph.places.as_bytes()),
        ("from", graph.from.as_bytes()),
        ("to", graph.to.as_bytes()),
        ("first_point", graph.first_point.as_bytes()),
        ("points", graph.points.as_bytes()),
        ("length_dm", graph.length_dm.as_bytes()),
        ("time_ms", graph.time_ms.as_bytes()),
        ("flags", graph.flags.as_bytes()),
        ("name", graph.name.as_bytes()),
        ("way_id", graph.way_id.as_bytes()),
        ("names.first_byte", graph.names.first_byte.as_bytes()),
        ("names.bytes", graph.names.bytes.as_bytes()),
        ("turns.edge", turns.edge.as_bytes()),
        ("turns.first_turn", turns.first_turn.as_bytes()),
        ("turns.to", turns.to.as_bytes()),
        ("turns.turn_ms", turns.turn_ms.as_bytes()),
        ("turns.first_state", turns.first_state.as_bytes()),
        ("turns.states", turns.states.as_bytes()),
        ("topology.first", topology.first.as_bytes()),
        ("topology.head", topology.head.as_bytes()),
        ("snap.boxes", index.boxes.as_bytes()),
        ("snap.link", index.link.as_bytes()),
        ("snap.point", index.point.as_bytes()),
        ("parent", parent.as_bytes()),
    ];
    for (side, graph) in [
        (["forward.first", "forward.head", "forward.cost", "forward.under"], forward),
        (["backward.first", "backward.head", "backward.cost", "backward.under"], backward),
    ] {
        let columns = [graph.first.as_bytes(), graph.head.as_bytes(), graph.cost.as_bytes(), graph.under.as_bytes()];
        sections.extend(side.into_iter().zip(columns));
    }
    sections.into_iter().map(|(name, bytes)| (format!("{}.{name}", profile.name()), bytes)).collect()
}

pub(super) fn read_roads(table: &Table, profile: Profile) -> Result<Roads, RoadFileError> {
    let reader = Reader { table, profile };
    let graph = reader.graph()?;
    let turns = reader.turns(&graph)?;
    let states = turns.state_count();
    let topology = Topology { first: reader.column("topology.first")?, head: reader.column("topology.head")? };
    reader.check("topology.first", is_index(&topology.first, states, topology.head.len()))?;
    reader.check("topology.head", leads_up(&topology.first, &topology.head))?;
    let hierarchy = Hierarchy {
        forward: reader.upward("forward", states)?,
        backward: reader.upward("backward", states)?,
        parent: reader.column("parent")?,
    };
    let under = ["forward.under", "backward.under"].into_iter().zip([&hierarchy.forward, &hierarchy.backward]);
    for (name, side) in under {
        reader.check(name, leads_down(&hierarchy, side))?;
    }
    let parents = &hierarchy.parent;
    let climbs = |(state, parent): (usize, &u32)| {
        *parent == NO_PARENT || (*parent as usize > state && (*parent as usize) < states)
    };
    reader.check("parent", parents.len() == states && parents.iter().enumerate().all(climbs))?;
    let index = reader.index(&graph)?;
    let time_ms = graph.time_ms.clone();
    let network = Network { profile, graph, turns, topology, index };
    Ok(Roads { network: Arc::new(network), hierarchy, time_ms })
}

struct Reader<'t> {
    table: &'t Table,
    profile: Profile,
}

impl Reader<'_> {
    fn column<T: bytemuck::Pod>(&self, name: &str) -> Result<crate::roads::column::Column<T>, RoadFileError> {
        self.table.column(&format!("{}.{name}", self.profile.name()))
    }

    fn check(&self, name: &str, is_so: bool) -> Result<(), RoadFileError> {
        let wrong = || RoadFileError::Inconsistent(format!("{}.{name}", self.profile.name()));
        if is_so { Ok(()) } else { Err(wrong()) }
    }

    fn graph(&self) -> Result<RoadGraph, RoadFileError> {
        let graph = RoadGraph {
            places: self.column("places")?,
            from: self.column("from")?,
            to: self.column("to")?,
            first_point: self.column("first_point")?,
            points: self.column("points")?,
            length_dm: self.column("length_dm")?,
            time_ms: self.column("time_ms")?,
            flags: self.column("flags")?,
            name: self.column("name")?,
            way_id: self.column("way_id")?,
            names: Names { first_byte: self.column("names.first_byte")?, bytes: self.column("names.bytes")? },
        };
        let links = graph.link_count();
        let ends = graph.from.iter().chain(graph.to.iter());
        self.check("from", graph.to.len() == links && are_below(ends, graph.places.len()))?;
        self.check("first_point", is_index(&graph.first_point, links, graph.points.len()))?;
        self.check("points", graph.first_point.windows(2).all(|pair| pair[1] - pair[0] >= 2))?;
        let lengths = [graph.length_dm.len(), graph.flags.len(), graph.name.len(), graph.way_id.len()];
        self.check("length_dm", lengths == [links; 4] && graph.time_ms.len() == 2 * links)?;
        Ok(graph)
    }

    fn turns(&self, graph: &RoadGraph) -> Result<TurnGraph, RoadFileError> {
        let turns = TurnGraph {
            edge: self.column("turns.edge")?,
            first_turn: self.column("turns.first_turn")?,
            to: self.column("turns.to")?,
            turn_ms: self.column("turns.turn_ms")?,
            first_state: self.column("turns.first_state")?,
            states: self.column("turns.states")?,
        };
        let states = turns.state_count();
        self.check("turns.edge", are_below(turns.edge.iter(), graph.edge_count()))?;
        self.check("turns.first_turn", is_index(&turns.first_turn, states, turns.to.len()))?;
        self.check("turns.to", turns.turn_ms.len() == turns.to.len() && are_below(turns.to.iter(), states))?;
        self.check("turns.first_state", is_index(&turns.first_state, graph.edge_count(), turns.states.len()))?;
        self.check("turns.states", are_below(turns.states.iter(), states))?;
        Ok(turns)
    }

    fn upward(&self, side: &str, states: usize) -> Result<Upward, RoadFileError> {
        let graph = Upward {
            first: self.column(&format!("{side}.first"))?,
            head: self.column(&format!("{side}.head"))?,
            cost: self.column(&format!("{side}.cost"))?,
            under: self.column(&format!("{side}.under"))?,
        };
        let arcs = graph.head.len();
        let is_whole = is_index(&graph.first, states, arcs) && leads_up(&graph.first, &graph.head);
        self.check(&format!("{side}.head"), is_whole && graph.cost.len() == arcs && graph.under.len() == arcs)?;
        self.check(&format!("{side}.cost"), graph.cost.iter().all(|cost| (0.0..COST_MAX).contains(cost)))?;
        Ok(graph)
    }

    fn index(&self, graph: &RoadGraph) -> Result<SnapIndex, RoadFileError> {
        let (boxes, link, point) = (self.column("snap.boxes")?, self.column("snap.link")?, self.column("snap.point")?);
        let index = SnapIndex { boxes, link, point };
        self.check("snap.boxes", index.is_whole())?;
        let fits = |(link, point): (&u32, &u32)| {
            let link = *link as usize;
            link < graph.link_count() && (graph.first_point[link]..graph.first_point[link + 1] - 1).contains(point)
        };
        self.check("snap.link", index.link.iter().zip(index.point.iter()).all(fits))?;
        Ok(index)
    }
}

fn are_below<'n>(mut numbers: impl Iterator<Item = &'n u32>, limit: usize) -> bool {
    numbers.all(|number| (*number as usize) < limit)
}

/// Whether it says where each of `count` things begins, and the end: growing from 0 to `total`.
pub(in crate::roads) fn is_index(first: &[u32], count: usize, total: usize) -> bool {
    first.len() == count + 1
        && first[0] == 0
        && first[count] as usize == total
        && first.windows(2).all(|pair| pair[0] <= pair[1])
}

/// Whether each arc leads to a state above its own, growing within a state.
fn leads_up(first: &[u32], heads: &[u32]) -> bool {
    let states = first.len() - 1;
    (0..states).all(|state| {
        let heads = &heads[first[state] as usize..first[state + 1] as usize];
        let grows = heads.windows(2).all(|pair| pair[0] < pair[1]);
        grows
            && heads.first().is_none_or(|head| *head as usize > state)
            && heads.last().is_none_or(|head| (*head as usize) < states)
    })
}

/// Whether each shortcut of one side stands for arcs that begin at less important states than its own.
fn leads_down(hierarchy: &Hierarchy, side: &Upward) -> bool {
    let [first, down, up] = [&side.first[..], &hierarchy.backward.first[..], &hierarchy.forward.first[..]];
    let states = first.len() - 1;
    (0..states).all(|state| {
        let halves = &side.under[first[state] as usize..first[state + 1] as usize];
        halves.iter().all(|under| match *under {
            [TURN, to] => (to as usize) < states,
            [one, other] => one < down[state] && other < up[state],
        })
    })
}
