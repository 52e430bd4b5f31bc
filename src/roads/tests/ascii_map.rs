//! Street maps drawn with letters: a letter is a node, `-` and `|` are streets, one character is a hundred metres.
//!
//! Neighbours that a line joins get a way of their own, named after both in the order of the alphabet,
//! `highway=residential`. `way("BE", tags)`
//! says more of one, `way("ABC", tags)` makes one of several. A place is named by the two ends of its link and lies in
//! the middle.

use std::sync::Arc;

use crate::roads::build::RoadBuilder;
use crate::roads::network::{Network, Roads};
use crate::roads::profile::{Country, Profile};
use crate::roads::record::{NodeRecord, Place, RestrictionRecord, RoadTags, Via, WayNode, WayRecord};
use crate::roads::route::Route;
use crate::roads::snap::Snap;

/// A hundred metres on the equator, in ten-millionths of a degree.
const STEP_E7: i32 = 8_983;

#[derive(Clone, Debug)]
pub struct AsciiMap {
    nodes: Vec<(char, Place)>,
    /// Their nodes and their tags.
    ways: Vec<(String, RoadTags)>,
    node_tags: Vec<(char, RoadTags)>,
    restrictions: Vec<RestrictionRecord>,
}

pub fn roads(drawing: &str) -> AsciiMap {
    let rows: Vec<Vec<char>> = drawing.lines().map(|line| line.chars().collect()).collect();
    let at = |x: usize, y: usize| rows.get(y).and_then(|row| row.get(x)).copied().unwrap_or(' ');
    let mut map = AsciiMap { nodes: Vec::new(), ways: Vec::new(), node_tags: Vec::new(), restrictions: Vec::new() };
    for (y, row) in rows.iter().enumerate() {
        for (x, c) in row.iter().enumerate().filter(|(_, c)| c.is_alphanumeric()) {
            map.nodes.push((*c, [x as i32 * STEP_E7, -(y as i32) * STEP_E7]));
            let east = (x + 1..).find(|x| at(*x, y) != '-').map(|x| at(x, y));
            let south = (y + 1..).find(|y| at(x, *y) != '|').map(|y| at(x, y));
            for other in
                [(east, at(x + 1, y)), (south, at(x, y + 1))].into_iter().filter(|(_, next)| "-|".contains(*next))
            {
                if let Some(other) = other.0.filter(|c| c.is_alphanumeric()) {
                    let name = format!("{}{}", c.min(&other), c.max(&other));
                    map.ways.push((name, tags("highway=residential")));
                }
            }
        }
    }
    map
}

/// `key=value` with blanks between.
pub fn tags(text: &str) -> RoadTags {
    text.split_whitespace().filter_map(|tag| tag.split_once('=')).collect()
}

impl AsciiMap {
    /// The same drawing, one character so many metres.
    pub fn step_metres(mut self, metres: i32) -> Self {
        self.nodes.iter_mut().for_each(|(_, place)| *place = place.map(|axis| axis / 100 * metres));
        self
    }

    /// One way along these nodes, in place of what joined them.
    pub fn way(mut self, nodes: &str, tagged: &str) -> Self {
        let letters: Vec<char> = nodes.chars().collect();
        for pair in letters.windows(2) {
            let either = [format!("{}{}", pair[0], pair[1]), format!("{}{}", pair[1], pair[0])];
            self.ways.retain(|(name, _)| !either.contains(name));
        }
        self.ways.push((nodes.to_owned(), tags(tagged)));
        self
    }

    pub fn node(mut self, node: char, tagged: &str) -> Self {
        self.node_tags.push((node, tags(tagged)));
        self
    }

    /// `via` is a node, or ways with blanks between. `kind` is the restriction, or tags.
    pub fn restriction(mut self, kind: &str, from: &str, via: &str, to: &str) -> Self {
        let way_id = |name: &str| self.ways.iter().position(|way| way.0 == name).expect("a way of the map") as i64;
        let via = match via.chars().collect::<Vec<_>>()[..] {
            [node] => Via::Node(i64::from(u32::from(node))),
            _ => Via::Ways(via.split(' ').map(way_id).collect()),
        };
        let tagged = if kind.contains('=') { tags(kind) } else { tags(&format!("restriction={kind}")) };
        let (from, to) = (vec![way_id(from)], vec![way_id(to)]);
        self.restrictions.push(RestrictionRecord { id: 0, from, via, to, tags: tagged });
        self
    }

    pub fn builder(&self) -> RoadBuilder {
        let mut builder = RoadBuilder::new(Country::Other);
        for (node, tags) in &self.node_tags {
            builder.add_node(&NodeRecord { id: i64::from(u32::from(*node)), tags: tags.clone() });
        }
        for (id, (name, tags)) in self.ways.iter().enumerate() {
            let mut tags = tags.clone();
            if tags.get("name").is_none() {
                tags.0.push(("name".to_owned(), name.clone()));
            }
            let nodes = name.chars().map(|node| WayNode { id: i64::from(u32::from(node)), place: self.place(node) });
            builder.add_way(&WayRecord { id: id as i64, nodes: nodes.collect(), tags });
        }
        self.restrictions.iter().for_each(|restriction| builder.add_restriction(restriction.clone()));
        builder
    }

    pub fn place(&self, node: char) -> Option<Place> {
        self.nodes.iter().find(|(name, _)| *name == node).map(|(_, place)| *place)
    }

    pub fn build(&self, profile: Profile) -> Roads {
        Roads::new(Arc::new(Network::build(&self.builder(), profile)))
    }

    /// The middle of the link between two nodes.
    pub fn middle(&self, roads: &Roads, ends: &str) -> Option<Snap> {
        let letters: Vec<Place> = ends.chars().filter_map(|node| self.place(node)).collect();
        let [a, b] = letters[..] else { panic!("{ends}: no two nodes") };
        let graph = &roads.network.graph;
        let joins = |link: &u32| {
            let [from, to] = [&graph.from, &graph.to].map(|end| graph.places[end[*link as usize] as usize]);
            [from, to] == [a, b] || [from, to] == [b, a]
        };
        let link = (0..graph.link_count() as u32).find(joins)?;
        let place = [0, 1].map(|axis| (a[axis] + b[axis]) / 2);
        Some(Snap { link, fraction: 0.5, place, distance: crate::units::Meters(0.0), is_right: false, at_curb: false })
    }

    /// The way from the middle of one link to the middle of another.
    pub fn find(&self, profile: Profile, from: &str, to: &str) -> Option<(Roads, Route)> {
        let roads = self.build(profile);
        let route = roads.route(&mut roads.search(), &self.middle(&roads, from)?, &self.middle(&roads, to)?)?;
        Some((roads, route))
    }

    /// The names of the ways driven; empty where there is no way.
    pub fn names(&self, profile: Profile, from: &str, to: &str) -> Vec<String> {
        let Some((roads, route)) = self.find(profile, from, to) else { return Vec::new() };
        let names = route.edges.iter().map(|edge| roads.network.graph.name(edge / 2).to_owned());
        let mut names: Vec<String> = names.collect();
        names.dedup();
        names
    }

    pub fn car(&self, from: &str, to: &str) -> Vec<String> {
        self.names(Profile::Car, from, to)
    }

    pub fn bike(&self, from: &str, to: &str) -> Vec<String> {
        self.names(Profile::Bike, from, to)
    }

    pub fn foot(&self, from: &str, to: &str) -> Vec<String> {
        self.names(Profile::Foot, from, to)
    }

    /// Seconds, rounded.
    pub fn seconds(&self, profile: Profile, from: &str, to: &str) -> Option<u64> {
        self.find(profile, from, to).map(|(_, route)| (route.time_ms + 500) / 1000)
    }
}

#[test]
fn a_drawing_is_a_network() {
    let map = roads("A--B--C\n   |  |\n   E--D");
    let mut names: Vec<&str> = map.ways.iter().map(|way| way.0.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["AB", "BC", "BE", "CD", "DE"]);
    assert_eq!(map.car("AB", "CD"), ["AB", "BC", "CD"]);
}
