//! Takes records as they come and keeps what they mean to each profile.

use std::collections::{HashMap, HashSet};

use super::links::cut_into_links;
use super::restrictions::Rules;
use super::turns::TurnGraph;
use crate::geo::LonLat;
use crate::roads::components::mark_components;
use crate::roads::graph::{Names, RoadClass, RoadGraph, flag};
use crate::roads::profile::{Country, NodeUse, Profile, WayUse};
use crate::roads::record::{NodeRecord, Place, RestrictionRecord, RoadTags, WayRecord};

/// What was taken and what could not be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RoadCounts {
    pub ways: u64,
    /// Ways with an id that was there before.
    pub ways_repeated: u64,
    /// Ways that lack some of their nodes, as at the border of an extract.
    pub ways_cut: u64,
    pub restrictions: u64,
    /// Restrictions that hold only at times; not heeded.
    pub restrictions_conditional: u64,
}

/// Collects records of one region.
#[derive(Debug, Default)]
pub struct RoadBuilder {
    country: Country,
    pub(super) ways: Vec<RawWay>,
    pub(super) nodes: Vec<RawNode>,
    pub(super) node_uses: HashMap<i64, [NodeUse; 3]>,
    restrictions: Vec<RestrictionRecord>,
    names: NameTable,
    way_ids: HashSet<i64>,
    counts: RoadCounts,
}

/// A piece of a way all of whose places are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawWay {
    pub id: i64,
    pub first_node: usize,
    pub nodes: usize,
    pub name: u32,
    pub flags: u32,
    /// In the order of `Profile::ALL`.
    pub uses: [Option<WayUse>; 3],
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawNode {
    pub id: i64,
    pub place: Place,
}

impl RoadBuilder {
    /// `country`: whose speed limits hold where tags do not tell.
    pub fn new(country: Country) -> Self {
        Self { country, ..Self::default() }
    }

    /// Nodes have to come before the ways that use them.
    pub fn add_node(&mut self, node: &NodeRecord) {
        let uses = Profile::ALL.map(|profile| profile.node_use(&node.tags));
        if uses.iter().any(|each| *each != NodeUse::default()) {
            self.node_uses.entry(node.id).or_insert(uses);
        }
    }

    /// Of ways with one id the first counts; a way is cut where the place of a node is not known.
    pub fn add_way(&mut self, way: &WayRecord) {
        let uses = Profile::ALL.map(|profile| profile.way_use(&way.tags, self.country));
        if uses.iter().all(Option::is_none) {
            return;
        }
        if !self.way_ids.insert(way.id) {
            self.counts.ways_repeated += 1;
            return;
        }
        self.counts.ways += 1;
        let name = self.names.number(street_name(&way.tags));
        let flags = way_flags(&way.tags);
        let whole = RawWay { id: way.id, first_node: 0, nodes: 0, name, flags, uses };
        let known = |node: &&crate::roads::record::WayNode| node.place.is_some_and(is_on_earth);
        self.counts.ways_cut += u64::from(!way.nodes.iter().all(|node| known(&node)));
        for piece in way.nodes.split(|node| !known(&node)) {
            self.add_piece(whole, piece.iter().filter_map(|node| Some(RawNode { id: node.id, place: node.place? })));
        }
    }

    fn add_piece(&mut self, whole: RawWay, piece: impl Iterator<Item = RawNode>) {
        let first_node = self.nodes.len();
        for node in piece {
            if self.nodes.len() == first_node || self.nodes[self.nodes.len() - 1].id != node.id {
                self.nodes.push(node);
            }
        }
        let nodes = self.nodes.len() - first_node;
        if nodes < 2 {
            self.nodes.truncate(first_node);
        } else {
            self.ways.push(RawWay { first_node, nodes, ..whole });
        }
    }

    pub fn add_restriction(&mut self, restriction: RestrictionRecord) {
        self.counts.restrictions += 1;
        let always = restriction.tags.0.iter().any(|(key, _)| {
            key == "restriction" || (key.starts_with("restriction:") && !key.ends_with(":conditional"))
        });
        if always {
            self.restrictions.push(restriction);
        } else {
            self.counts.restrictions_conditional += 1;
        }
    }

    pub fn counts(&self) -> RoadCounts {
        self.counts
    }

    /// The network of one profile with its turns. Empty where the profile can use nothing.
    pub fn network(&self, profile: Profile) -> (RoadGraph, TurnGraph) {
        let mut drawn = cut_into_links(self, profile);
        drawn.graph.names = self.names.to_names();
        let rules = Rules::new(profile, &drawn, &self.restrictions);
        let turns = TurnGraph::new(profile, &drawn, &rules);
        mark_components(&mut drawn.graph, &turns);
        (drawn.graph, turns)
    }
}

/// Data of other planets, or of a broken file.
fn is_on_earth(place: Place) -> bool {
    let [lon, lat] = place.map(|e7| f64::from(e7) / 1e7);
    LonLat::new(lon, lat).is_ok()
}

fn street_name(tags: &RoadTags) -> &str {
    let first_of = |list| str::split(list, ';').next().unwrap_or_default();
    tags.get("name").or_else(|| tags.get("ref").map(first_of)).unwrap_or_default()
}

fn way_flags(tags: &RoadTags) -> u32 {
    let is_ferry = tags.is("route", &["ferry", "shuttle_train"]);
    let highway = RoadClass::of_highway(tags.get("highway").unwrap_or_default());
    let class = if is_ferry { RoadClass::Ferry } else { highway };
    let mut flags = (class as u32) << flag::CLASS_SHIFT;
    let marks = [
        (tags.is("junction", &["roundabout", "circular"]), flag::ROUNDABOUT),
        (is_ferry, flag::FERRY),
        (tags.is("highway", &["steps"]), flag::STEPS),
    ];
    for (is_so, mark) in marks {
        flags |= if is_so { mark } else { 0 };
    }
    flags
}

/// Names to numbers; the empty name is 0.
#[derive(Debug, Default)]
struct NameTable {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl NameTable {
    fn number(&mut self, name: &str) -> u32 {
        if name.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(name.to_owned());
        let number = self.names.len() as u32;
        self.numbers.insert(name.to_owned(), number);
        number
    }

    fn to_names(&self) -> Names {
        let (mut first_byte, mut bytes) = (vec![0, 0], Vec::new());
        for name in &self.names {
            bytes.extend_from_slice(name.as_bytes());
            first_byte.push(bytes.len() as u32);
        }
        Names { first_byte: first_byte.into(), bytes: bytes.into() }
    }
}
