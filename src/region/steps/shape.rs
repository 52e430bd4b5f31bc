//! Step 2: ways and relations get their shapes and become features.

use std::collections::HashMap;

use super::MapCounts;
use super::assemble::{Relations, read_relations};
use super::read::FileFacts;
use crate::region::error::RegionError;
use crate::region::geometry::{
    Fill, GridBox, MapPoint, Ring, clip_line, doubled_area, label_point, make_valid, map_point,
};
use crate::region::layers::{
    AreaClasses, Feature, LayerName, Shape, area_classes, boundary_class, line_class, water_label_class,
};
use crate::region::osm::{Block, Element, Kinds, NodeReader, NodeStore, OsmFile, Tags, Way};
use crate::region::progress::Report;
use crate::region::tiling::FeatureWriter;
use crate::region::workspace::Workspace;

/// The features of ways and relations.
pub const FEATURES: &str = "features";
/// How many there are of each, and what was left out.
pub const COUNTS: &str = "counts.json";

pub fn run(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    let facts: FileFacts = workspace.read_json(FileFacts::FILE)?;
    let file = OsmFile::open(workspace.source()?)?;
    report.begin("bytes", file.size_bytes);
    let nodes = NodeStore::open(&workspace.scratch(FileFacts::NODES))?;
    let relations = read_relations(&file, &facts)?;
    let mut out = Output::create(workspace)?;
    let mut members: HashMap<i64, Vec<MapPoint>> = HashMap::new();
    let shaper = Shaper { nodes: &nodes, relations: &relations, within: facts.grid_box() };
    let work = |block: &Block<'_>| shaper.ways(block);
    file.read_blocks(&facts.spans(Kinds::WAYS), &work, &mut |span, shaped| {
        members.extend(shaped.members);
        out.count("ways_without_nodes", shaped.without_nodes);
        report.reach(span.offset);
        shaped.features.iter().try_for_each(|feature| out.add(feature))
    })?;
    relations.assemble(&members, &mut out)?;
    out.finish(workspace)
}

/// Where features go, with their counts.
pub struct Output {
    writer: FeatureWriter,
    counts: MapCounts,
}

impl Output {
    fn create(workspace: &Workspace) -> Result<Self, RegionError> {
        Ok(Self { writer: FeatureWriter::create(&workspace.scratch(FEATURES))?, counts: MapCounts::new() })
    }

    pub fn add(&mut self, feature: &Feature) -> Result<(), RegionError> {
        self.count(feature.layer.name(), 1);
        self.writer.add(feature)
    }

    pub fn count(&mut self, what: &str, more: u64) {
        if more > 0 {
            *self.counts.entry(what.to_owned()).or_default() += more;
        }
    }

    fn finish(mut self, workspace: &Workspace) -> Result<(), RegionError> {
        let features = self.writer.finish()?;
        self.counts.insert("features".to_owned(), features);
        workspace.write_json(COUNTS, &self.counts)
    }
}

/// What the ways of a block give.
#[derive(Default)]
struct ShapedWays {
    features: Vec<Feature>,
    /// Ways that relations need, by id.
    members: Vec<(i64, Vec<MapPoint>)>,
    without_nodes: u64,
}

/// What ways are given their shapes with.
struct Shaper<'a> {
    nodes: &'a NodeStore,
    relations: &'a Relations,
    /// Lines end here: what an extract has beyond is neither whole nor wanted.
    within: GridBox,
}

impl Shaper<'_> {
    fn ways(&self, block: &Block<'_>) -> Result<ShapedWays, RegionError> {
        let (mut shaped, mut reader, mut failed) = (ShapedWays::default(), self.nodes.reader()?, Ok(()));
        let visited = block.visit(Kinds::WAYS, &mut |element| {
            if let (Element::Way(way), true) = (element, failed.is_ok()) {
                failed = self.way(&way, &mut reader, &mut shaped);
            }
        });
        visited.map_err(RegionError::damaged(0))?;
        failed.map(|()| shaped)
    }

    fn way(&self, way: &Way<'_>, nodes: &mut NodeReader<'_>, shaped: &mut ShapedWays) -> Result<(), RegionError> {
        let closed = way.nodes.len() >= 4 && way.nodes.first() == way.nodes.last();
        let areas = if closed { area_classes(&way.tags) } else { AreaClasses::default() };
        let line = line_class(&way.tags).filter(|_| !(closed && way.tags.is("area", &["yes"])));
        let border = self.relations.border_of(way.id, &way.tags);
        let member = self.relations.needs(way.id);
        if areas.is_empty() && line.is_none() && border.is_none() && !member {
            return Ok(());
        }
        let Some(points) = places(way.nodes, nodes)? else {
            shaped.without_nodes += 1;
            return Ok(());
        };
        let lines = line.into_iter().chain(border.map(|(level, disputed)| boundary_class(level, disputed)));
        let parts = clip_line(&points, &self.within);
        if !parts.is_empty() {
            shaped.features.extend(lines.map(|class| class.shaped(Shape::Lines(parts.clone()))));
        }
        if !areas.is_empty() {
            shaped.features.extend(area_features(&areas, &way.tags, &[points[..points.len() - 1].to_vec()]));
        }
        if member {
            shaped.members.push((way.id, points));
        }
        Ok(())
    }
}

/// Where the nodes of a way are, without repetitions. Nodes that are not in the file are left out, as at the
/// border of an extract; nothing when fewer than two are there.
fn places(ids: &[i64], nodes: &mut NodeReader<'_>) -> Result<Option<Vec<MapPoint>>, RegionError> {
    let mut points = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some([lon, lat]) = nodes.find(*id)? {
            points.push(map_point(f64::from(lon) / 1e7, f64::from(lat) / 1e7));
        }
    }
    points.dedup();
    Ok((points.len() >= 2).then_some(points))
}

/// The features of an area from its rings, in any direction: the areas themselves, and points in their middle.
pub fn area_features(classes: &AreaClasses, tags: &Tags<'_>, rings: &[Ring]) -> Vec<Feature> {
    let polygons = make_valid(rings, Fill::EvenOdd);
    let Some(largest) = polygons.iter().max_by_key(|polygon| doubled_area(&polygon[0])) else { return Vec::new() };
    let middle = label_point(largest);
    let mut features = Vec::new();
    if classes.areas.iter().any(|class| class.layer == LayerName::Water) {
        let label = water_label_class(tags, label_zoom(doubled_area(&largest[0])));
        features.extend(label.zip(middle).map(|(class, point)| class.shaped(Shape::Point(point))));
    }
    features.extend(classes.points.iter().zip(middle).map(|(class, point)| class.clone().shaped(Shape::Point(point))));
    let rings: Vec<Ring> = polygons.into_iter().flatten().collect();
    features.extend(classes.areas.iter().map(|class| class.clone().shaped(Shape::Area(rings.clone()))));
    features
}

/// The first zoom at which an area is wide enough for a name: about 30 by 30 pixels of a tile of 512.
fn label_zoom(doubled_area: i128) -> u8 {
    let wide_enough = |zoom: &u8| {
        let unit = 1i128 << (18 - zoom);
        doubled_area >= 2 * 240 * 240 * unit * unit
    };
    (5..14).find(wide_enough).unwrap_or(14)
}
