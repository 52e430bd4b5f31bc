//! Relations: multipolygons put together from their ways, and which ways are borders.

use std::collections::{HashMap, HashSet};

use super::read::FileFacts;
use super::shape::{Output, area_features};
use crate::region::error::RegionError;
use crate::region::geometry::{MapPoint, RingFault, assemble_rings};
use crate::region::layers::{AdminLevel, AreaClasses, area_classes};
use crate::region::osm::{Element, Kinds, MemberKind, OsmFile, Relation, Tags};

/// What relations ask of ways.
#[derive(Debug, Default)]
pub struct Relations {
    areas: Vec<AreaRelation>,
    /// Ways that areas are made of.
    needed: HashSet<i64>,
    /// The highest level of the areas that a way parts, and whether it is disputed.
    borders: HashMap<i64, (AdminLevel, bool)>,
}

#[derive(Debug)]
struct AreaRelation {
    classes: AreaClasses,
    tags: Vec<(String, String)>,
    ways: Vec<i64>,
}

/// All relations that draw something. They are held in memory: a country has some hundred thousand.
pub fn read_relations(file: &OsmFile, facts: &FileFacts) -> Result<Relations, RegionError> {
    let mut relations = Relations::default();
    let work = |block: &crate::region::osm::Block<'_>| {
        let mut found = Relations::default();
        let visited = block.visit(Kinds::RELATIONS, &mut |element| {
            if let Element::Relation(relation) = element {
                found.add(&relation);
            }
        });
        visited.map_err(RegionError::damaged(0)).map(|()| found)
    };
    file.read_blocks(&facts.spans(Kinds::RELATIONS), &work, &mut |_, found| {
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

    /// The border that a way is. The coast is none, nor is one far out at sea.
    pub fn border_of(&self, way: i64, tags: &Tags<'_>) -> Option<(AdminLevel, bool)> {
        let at_sea = tags.is("natural", &["coastline"]) || tags.is("maritime", &["yes"]);
        self.borders.get(&way).copied().filter(|_| !at_sea)
    }

    fn add(&mut self, relation: &Relation<'_>) {
        let ways = relation.members.iter().filter(|member| member.kind == MemberKind::Way).map(|member| member.id);
        let tags = &relation.tags;
        if tags.is("type", &["multipolygon"])
            || tags.is("type", &["boundary"]) && !tags.is("boundary", &["administrative"])
        {
            let classes = area_classes(tags);
            if !classes.is_empty() {
                let ways: Vec<i64> = ways.clone().collect();
                self.needed.extend(&ways);
                let tags = tags.0.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
                self.areas.push(AreaRelation { classes, tags, ways });
            }
        }
        let disputed = tags.is("boundary", &["disputed"]);
        if (disputed || tags.is("boundary", &["administrative"]))
            && let Some(level) = tags.get("admin_level").and_then(|level| level.parse().ok()).and_then(AdminLevel::new)
        {
            ways.for_each(|way| self.add_border(way, level, disputed));
        }
    }

    fn add_border(&mut self, way: i64, level: AdminLevel, disputed: bool) {
        let border = self.borders.entry(way).or_insert((level, disputed));
        border.0 = border.0.min(level);
        border.1 |= disputed;
    }

    fn join(&mut self, other: Self) {
        self.areas.extend(other.areas);
        self.needed.extend(other.needed);
        other.borders.into_iter().for_each(|(way, (level, disputed))| self.add_border(way, level, disputed));
    }

    /// Puts the areas together. One that does not close is left out and counted.
    pub fn assemble(&self, members: &HashMap<i64, Vec<MapPoint>>, out: &mut Output) -> Result<(), RegionError> {
        for area in &self.areas {
            let ways: Vec<Vec<MapPoint>> = area.ways.iter().filter_map(|way| members.get(way).cloned()).collect();
            let missing = ways.len() < area.ways.len();
            match assemble_rings(&ways) {
                Ok(rings) => {
                    out.count("areas_with_missing_ways", u64::from(missing));
                    let tags: Vec<(&str, &str)> = area.tags.iter().map(|(key, value)| (&**key, &**value)).collect();
                    let features = area_features(&area.classes, &Tags(&tags), &rings);
                    features.iter().try_for_each(|feature| out.add(feature))?;
                }
                Err(RingFault::Open) => out.count("areas_left_open", 1),
                Err(RingFault::Empty) => out.count("areas_without_ways", 1),
            }
        }
        Ok(())
    }
}
