//! Relations: areas that are made of several ways, and which house belongs to which street.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::area::Shape;
use super::country::country_hint;
use super::names::tidy;
use super::poi::poi_kind;
use super::tags::has_number;
use crate::region::error::RegionError;
use crate::region::geometry::{MapPoint, assemble_rings};
use crate::region::osm::{Block, Element, Kinds, MemberKind, OsmFile, Relation, Span, Tags};
use crate::region::steps::MapCounts;

/// What relations tell, held in memory: a country has some hundred thousand.
#[derive(Debug, Default)]
pub struct Relations {
    areas: Vec<AreaRelation>,
    /// Ways that areas are made of.
    needed: HashSet<i64>,
    /// Streets by node and by way, from `associatedStreet`.
    node_streets: HashMap<i64, String>,
    way_streets: HashMap<i64, String>,
    /// How many areas name a country, by country.
    pub hints: BTreeMap<String, u64>,
}

#[derive(Debug)]
struct AreaRelation {
    tags: Vec<(String, String)>,
    ways: Vec<i64>,
}

/// An area that has been put together.
#[derive(Debug)]
pub struct FoundArea {
    tags: Vec<(String, String)>,
    pub shape: Shape,
}

impl FoundArea {
    pub fn with_tags<T>(&self, work: impl FnOnce(Tags<'_>) -> T) -> T {
        let tags: Vec<(&str, &str)> = self.tags.iter().map(|(key, value)| (&**key, &**value)).collect();
        work(Tags(&tags))
    }
}

pub fn read_relations(file: &OsmFile, spans: &[Span]) -> Result<Relations, RegionError> {
    let mut relations = Relations::default();
    let work = |block: &Block<'_>| {
        let mut found = Relations::default();
        let visited = block.visit(Kinds::RELATIONS, &mut |element| {
            if let Element::Relation(relation) = element {
                found.add(&relation);
            }
        });
        visited.map_err(RegionError::damaged(0)).map(|()| found)
    };
    file.read_blocks(spans, &work, &mut |_, found| {
        relations.join(found);
        Ok(())
    })?;
    Ok(relations)
}

impl Relations {
    /// Whether an area is made of this way.
    pub fn needs(&self, way: i64) -> bool {
        self.needed.contains(&way)
    }

    pub fn street_of_node(&self, node: i64) -> Option<&str> {
        self.node_streets.get(&node).map(String::as_str)
    }

    pub fn street_of_way(&self, way: i64) -> Option<&str> {
        self.way_streets.get(&way).map(String::as_str)
    }

    fn add(&mut self, relation: &Relation<'_>) {
        let tags = &relation.tags;
        if tags.is("type", &["associatedStreet", "street"]) {
            self.add_street(relation);
        } else if tags.is("type", &["multipolygon", "boundary"]) && is_wanted(tags) {
            if let Some(country) = country_hint(tags) {
                *self.hints.entry(country).or_default() += 1;
            }
            let members = relation.members.iter();
            let outlines = members.filter(|member| member.kind == MemberKind::Way && is_outline(member.role));
            let ways: Vec<i64> = outlines.map(|member| member.id).collect();
            self.needed.extend(&ways);
            let tags = tags.0.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            self.areas.push(AreaRelation { tags, ways });
        }
    }

    fn add_street(&mut self, relation: &Relation<'_>) {
        let named = ["name", "addr:street"].iter().find_map(|key| relation.tags.get(key));
        let Some(name) = named.and_then(tidy) else { return };
        for member in relation.members.iter().filter(|member| ["house", "address"].contains(&member.role)) {
            match member.kind {
                MemberKind::Node => _ = self.node_streets.insert(member.id, name.clone()),
                MemberKind::Way => _ = self.way_streets.insert(member.id, name.clone()),
                MemberKind::Relation => {}
            }
        }
    }

    fn join(&mut self, other: Self) {
        self.areas.extend(other.areas);
        self.needed.extend(other.needed);
        self.node_streets.extend(other.node_streets);
        self.way_streets.extend(other.way_streets);
        other.hints.into_iter().for_each(|(country, areas)| *self.hints.entry(country).or_default() += areas);
    }

    /// Puts the areas together. One that does not close, as at the edge of an extract, is left out and counted.
    pub fn assemble(&mut self, members: &HashMap<i64, Vec<MapPoint>>, counts: &mut MapCounts) -> Vec<FoundArea> {
        let mut found = Vec::new();
        for area in std::mem::take(&mut self.areas) {
            let ways: Vec<Vec<MapPoint>> = area.ways.iter().filter_map(|way| members.get(way).cloned()).collect();
            let shape = assemble_rings(&ways).ok().and_then(|rings| Shape::of(&rings));
            match shape {
                Some(shape) => found.push(FoundArea { tags: area.tags, shape }),
                None => *counts.entry("address_areas_left_open".to_owned()).or_default() += 1,
            }
        }
        found
    }
}

/// Whether anything is looked for by this area: its name, its number, its postcode, its country.
fn is_wanted(tags: &Tags<'_>) -> bool {
    let named = tags.get("name").is_some() && (tags.get("place").is_some() || tags.get("admin_level").is_some());
    named || has_number(tags) || tags.is("boundary", &["postal_code"]) || poi_kind(tags).is_some()
}

/// Members of boundaries that are no part of the outline have roles such as `admin_centre` or `label`.
fn is_outline(role: &str) -> bool {
    ["", "outer", "inner", "enclave", "exclave"].contains(&role)
}
