//! Cuts ways into links at junctions, and adds up what they cost.

use super::collect::{RawNode, RawWay, RoadBuilder};
use crate::geo::{LonLat, geodesic_distance};
use crate::roads::graph::{CLOSED, RoadGraph, TIME_MS_MIN, flag};
use crate::roads::profile::{NodeUse, Profile, WayUse};
use crate::roads::record::Place;
use crate::roads::snap::hilbert;

/// Longer than any link takes: 18 hours.
const TIME_MS_MAX: f64 = (1u64 << 26) as f64;

/// A network, and what is needed to draw its turns.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub graph: RoadGraph,
    /// Of the junctions, growing.
    pub node_ids: Vec<i64>,
    /// Of the junctions: what passing them means.
    pub node_uses: Vec<NodeUse>,
    /// Way and its links, first and one after the last, in the order of ways; several for a way that was cut.
    pub way_links: Vec<(i64, std::ops::Range<u32>)>,
}

impl Drawn {
    pub fn junction(&self, node_id: i64) -> Option<u32> {
        self.node_ids.binary_search(&node_id).ok().map(|at| at as u32)
    }

    /// The links of each piece of a way.
    pub fn links_of(&self, way_id: i64) -> impl Iterator<Item = std::ops::Range<u32>> {
        let first = self.way_links.partition_point(|(id, _)| *id < way_id);
        self.way_links[first..].iter().take_while(move |(id, _)| *id == way_id).map(|(_, links)| links.clone())
    }
}

pub(super) fn cut_into_links(builder: &RoadBuilder, profile: Profile) -> Drawn {
    let mut used: Vec<(&RawWay, WayUse)> =
        builder.ways.iter().filter_map(|way| Some((way, way.uses[profile as usize]?))).collect();
    // Neighbours on the map are neighbours in memory: whoever follows a way reads few pages.
    used.sort_by_cached_key(|(way, _)| hilbert(builder.nodes[way.first_node].place));
    let mut drawn = Drawn::default();
    find_junctions(builder, profile, &used, &mut drawn);
    drawn.graph.first_point.push(0);
    for (way, way_use) in used {
        let nodes = &builder.nodes[way.first_node..way.first_node + way.nodes];
        let before = drawn.graph.link_count() as u32;
        Cutter { builder, profile, drawn: &mut drawn, way, pace: pace(way_use, nodes) }.cut(nodes);
        let after = drawn.graph.link_count() as u32;
        drawn.way_links.push((way.id, before..after));
    }
    drawn.way_links.sort_by_key(|(id, links)| (*id, links.start));
    drawn
}

/// Ends of ways, nodes where ways meet or one crosses itself, and nodes that are closed.
fn find_junctions(builder: &RoadBuilder, profile: Profile, used: &[(&RawWay, WayUse)], drawn: &mut Drawn) {
    let mut visits: Vec<(i64, Place)> = Vec::new();
    for (way, _) in used {
        let nodes = &builder.nodes[way.first_node..way.first_node + way.nodes];
        visits.extend(nodes.iter().map(|node| (node.id, node.place)));
        // The ends once more, so that they count as met twice.
        visits.extend([nodes[0], nodes[nodes.len() - 1]].map(|node| (node.id, node.place)));
    }
    visits.sort_unstable();
    let node_use = |id: i64| builder.node_uses.get(&id).map_or(NodeUse::default(), |uses| uses[profile as usize]);
    for met in visits.chunk_by(|one, other| one.0 == other.0) {
        let (id, place) = met[0];
        let node_use = node_use(id);
        if met.len() > 1 || node_use.is_closed {
            drawn.node_ids.push(id);
            drawn.graph.places.push(place);
            drawn.node_uses.push(node_use);
        }
    }
}

/// Milliseconds for a metre along and against the way.
fn pace(way_use: WayUse, nodes: &[RawNode]) -> [Option<f64>; 2] {
    let fixed = way_use.duration_s.map(|seconds| {
        let length: f64 = nodes.windows(2).map(|pair| meters(pair[0].place, pair[1].place)).sum();
        f64::from(seconds) * 1000.0 / length.max(1.0)
    });
    let pace = |speed: Option<f32>| speed.map(|kmh| fixed.unwrap_or(3_600.0 / f64::from(kmh)));
    [pace(way_use.forward_kmh), pace(way_use.backward_kmh)]
}

struct Cutter<'a> {
    builder: &'a RoadBuilder,
    profile: Profile,
    drawn: &'a mut Drawn,
    way: &'a RawWay,
    pace: [Option<f64>; 2],
}

impl Cutter<'_> {
    fn cut(&mut self, nodes: &[RawNode]) {
        let mut begin = 0;
        let mut from = self.drawn.junction(nodes[0].id);
        for end in 1..nodes.len() {
            let Some(to) = self.drawn.junction(nodes[end].id) else { continue };
            if let Some(from) = from {
                self.add_link(from, to, &nodes[begin..=end]);
            }
            (begin, from) = (end, Some(to));
        }
    }

    fn add_link(&mut self, from: u32, to: u32, nodes: &[RawNode]) {
        let length: f64 = nodes.windows(2).map(|pair| meters(pair[0].place, pair[1].place)).sum();
        let delays = self.delays(&nodes[1..nodes.len() - 1]);
        let no_through = self.way.uses[self.profile as usize].is_some_and(|way| way.no_through);
        let graph = &mut self.drawn.graph;
        for (pace, delay) in self.pace.into_iter().zip(delays) {
            let time = |pace: f64| (pace * length).round().clamp(f64::from(TIME_MS_MIN), TIME_MS_MAX) as u32;
            graph.time_ms.push(pace.map_or(CLOSED, |pace| time(pace).saturating_add(delay).min(TIME_MS_MAX as u32)));
        }
        graph.from.push(from);
        graph.to.push(to);
        graph.points.extend(nodes.iter().map(|node| node.place));
        graph.first_point.push(graph.points.len() as u32);
        graph.length_dm.push((length * 10.0).round() as u32);
        graph.flags.push(self.way.flags | if no_through { flag::NO_THROUGH } else { 0 });
        graph.name.push(self.way.name);
        graph.way_id.push(self.way.id);
    }

    /// What stands between the ends of a link, along and against the way.
    fn delays(&self, inner: &[RawNode]) -> [u32; 2] {
        let uses = inner.iter().filter_map(|node| self.builder.node_uses.get(&node.id));
        uses.map(|uses| uses[self.profile as usize])
            .fold([0, 0], |sum, node| [sum[0] + node.forward_ms, sum[1] + node.backward_ms])
    }
}

fn meters(from: Place, to: Place) -> f64 {
    let point = |place: Place| LonLat::new(f64::from(place[0]) / 1e7, f64::from(place[1]) / 1e7);
    match (point(from), point(to)) {
        (Ok(from), Ok(to)) => geodesic_distance(from, to).0,
        _ => 0.0,
    }
}
