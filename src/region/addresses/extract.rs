//! The passes over a file: relations, the ways that they and number lines need, nodes, ways.

use std::collections::HashMap;

use super::area::{Shape, lon_lat};
use super::country::{Countries, country_hint};
use super::interpolation::{LineNode, NumberLine, line_records};
use super::names::tidy;
use super::relations::{FoundArea, Relations, read_relations};
use super::sink::Sink;
use super::street::{is_street, street_record};
use super::tags::AddressTexts;
use super::thing::Thing;
use crate::geo::LonLat;
use crate::geocoder::record::Record;
use crate::region::base::country_near;
use crate::region::error::RegionError;
use crate::region::geometry::{MapPoint, lon_lat_of, map_point, simplify_line};
use crate::region::osm::{Block, Element, Kinds, Node, NodeReader, NodeStore, OsmFile, Place, Way};
use crate::region::progress::Report;
use crate::region::steps::MapCounts;
use crate::region::steps::read::FileFacts;
use crate::region::workspace::Workspace;

/// What outlines of areas may lose, in cells: about a metre in our latitudes.
const OUTLINE_TOLERANCE: f64 = 40.0;

/// Ways by their id.
type WayShapes = HashMap<i64, Vec<MapPoint>>;

/// A file whose blocks and nodes have been found.
#[derive(Debug)]
pub struct Extract {
    pub file: OsmFile,
    pub facts: FileFacts,
    pub nodes: NodeStore,
}

/// What is known before nodes and ways are looked at for records.
struct Known {
    relations: Relations,
    countries: Countries,
    /// Nodes of number lines.
    line_nodes: HashMap<i64, Option<LineNode>>,
}

/// What one block gives.
#[derive(Default)]
struct BlockRecords {
    records: Vec<Record>,
    line_nodes: Vec<LineNode>,
    lost: u64,
}

/// Every record of the file: areas, then nodes, ways, lines of numbers and postcodes. The answer is what was counted.
pub fn read_records(
    extract: &Extract,
    report: &mut Report<'_>,
    take: &mut dyn FnMut(Record) -> Result<(), RegionError>,
) -> Result<MapCounts, RegionError> {
    let mut sink = Sink::new(take);
    let mut relations = read_relations(&extract.file, &extract.facts.spans(Kinds::RELATIONS))?;
    let (lines, members) = extract.lines_and_members(&relations)?;
    let areas = relations.assemble(&members, &mut sink.counts);
    drop(members);
    let countries = extract.countries(&relations, &areas)?;
    for area in areas {
        let mut lost = 0;
        sink.take_all(area_records(&area, &countries, &mut lost))?;
        sink.lose(lost);
    }
    let line_nodes = lines.iter().flat_map(|line| &line.nodes).map(|node| (node.id, None)).collect();
    let mut known = Known { relations, countries, line_nodes };
    report.begin("bytes", extract.file.size_bytes);
    extract.nodes(&mut known, &mut sink, report)?;
    extract.ways(&known, &mut sink, report)?;
    for line in lines {
        sink.take_all(known.line_records(line))?;
    }
    sink.finish()
}

impl Extract {
    /// What the step `read` has left of the file.
    pub fn open(workspace: &Workspace) -> Result<Self, RegionError> {
        let file = OsmFile::open(workspace.source()?)?;
        let nodes = NodeStore::open(&workspace.scratch(FileFacts::NODES))?;
        Ok(Self { file, facts: workspace.read_json(FileFacts::FILE)?, nodes })
    }

    /// Ways with numbers along them, and the shapes of ways that areas are made of.
    fn lines_and_members(&self, relations: &Relations) -> Result<(Vec<NumberLine>, WayShapes), RegionError> {
        let (mut lines, mut members) = (Vec::new(), WayShapes::new());
        let work = |block: &Block<'_>| {
            let (mut found, mut shapes, mut reader) = (Vec::new(), Vec::new(), self.nodes.reader()?);
            each_way(block, &mut |way| {
                found.extend(number_line(way));
                if relations.needs(way.id) {
                    let points = map_points(&places(way.nodes, &mut reader)?);
                    shapes.push((way.id, simplify_line(&points, OUTLINE_TOLERANCE)));
                }
                Ok(())
            })?;
            Ok((found, shapes))
        };
        self.file.read_blocks(&self.facts.spans(Kinds::WAYS), &work, &mut |_, (found, shapes)| {
            lines.extend(found);
            members.extend(shapes);
            Ok(())
        })?;
        Ok((lines, members))
    }

    fn countries(&self, relations: &Relations, areas: &[FoundArea]) -> Result<Countries, RegionError> {
        let hinted =
            |area: &FoundArea| area.with_tags(|tags| country_hint(&tags)).map(|country| (country, area.shape.clone()));
        let [west, south, east, north] = self.facts.bounds;
        let fallback = country_near((west + east) / 2.0, (south + north) / 2.0)?;
        Ok(Countries::new(&relations.hints, areas.iter().filter_map(hinted).collect(), &fallback))
    }

    fn nodes(&self, known: &mut Known, sink: &mut Sink<'_>, report: &mut Report<'_>) -> Result<(), RegionError> {
        let mut found_nodes = Vec::new();
        let work = |block: &Block<'_>| {
            let mut found = BlockRecords::default();
            let visited = block.visit(Kinds::NODES, &mut |element| {
                if let Element::Node(node) = element {
                    known.node(&node, &mut found);
                }
            });
            visited.map_err(RegionError::damaged(0)).map(|()| found)
        };
        self.file.read_blocks(&self.facts.spans(Kinds::NODES), &work, &mut |span, found| {
            report.reach(span.offset);
            found_nodes.extend(found.line_nodes);
            sink.lose(found.lost);
            sink.take_all(found.records)
        })?;
        known.line_nodes.extend(found_nodes.into_iter().map(|node| (node.id, Some(node))));
        Ok(())
    }

    fn ways(&self, known: &Known, sink: &mut Sink<'_>, report: &mut Report<'_>) -> Result<(), RegionError> {
        let work = |block: &Block<'_>| {
            let (mut found, mut reader) = (BlockRecords::default(), self.nodes.reader()?);
            each_way(block, &mut |way| known.way(way, &mut reader, &mut found))?;
            Ok(found)
        };
        self.file.read_blocks(&self.facts.spans(Kinds::WAYS), &work, &mut |span, found| {
            report.reach(span.offset);
            sink.lose(found.lost);
            sink.take_all(found.records)
        })
    }
}

impl Known {
    fn node(&self, node: &Node<'_>, found: &mut BlockRecords) {
        let on_line = self.line_nodes.contains_key(&node.id);
        let wanted = !node.tags.is_empty() && Thing::is_wanted(&node.tags);
        if !on_line && !wanted {
            return;
        }
        let place = [node.lon_e7, node.lat_e7];
        let Some(point) = lon_lat(place) else { return };
        let street = self.relations.street_of_node(node.id);
        if on_line {
            let number = node.tags.get("addr:housenumber").and_then(tidy);
            let texts = AddressTexts::of(&node.tags, street);
            found.line_nodes.push(LineNode { id: node.id, point: Some(point), number, texts });
        }
        if wanted {
            let country = self.countries.at(cell(place));
            let thing = Thing { tags: node.tags, street, point, shape: None, country };
            found.records.extend(thing.records(&mut found.lost));
        }
    }

    fn way(&self, way: &Way<'_>, nodes: &mut NodeReader<'_>, found: &mut BlockRecords) -> Result<(), RegionError> {
        let (street, wanted) = (is_street(&way.tags), Thing::is_wanted(&way.tags));
        if !street && !wanted {
            return Ok(());
        }
        let places = places(way.nodes, nodes)?;
        let line: Vec<LonLat> = places.iter().copied().filter_map(lon_lat).collect();
        let Some(middle) = places.get(places.len() / 2) else { return Ok(()) };
        let country = self.countries.at(cell(*middle));
        if street && line.len() > 1 {
            found.records.extend(street_record(&way.tags, line.clone(), country).map(Record::Street));
        }
        if wanted {
            let closed = way.nodes.len() > 3 && way.nodes.first() == way.nodes.last();
            let shape = if closed { Shape::of(&[map_points(&places[..places.len() - 1])]) } else { None };
            let inside = shape.as_ref().and_then(Shape::point_inside).and_then(point_of);
            let Some(point) = inside.or_else(|| lon_lat(*middle)) else { return Ok(()) };
            let street = self.relations.street_of_way(way.id);
            let thing = Thing { tags: way.tags, street, point, shape: shape.as_ref(), country };
            found.records.extend(thing.records(&mut found.lost));
        }
        Ok(())
    }

    fn line_records(&self, mut line: NumberLine) -> Vec<Record> {
        for node in &mut line.nodes {
            if let Some(Some(known)) = self.line_nodes.get(&node.id) {
                node.clone_from(known);
            }
        }
        let first = line.nodes.iter().find_map(|node| node.point);
        let country =
            first.map_or(self.countries.home(), |point| self.countries.at(map_point(point.lon(), point.lat())));
        line_records(&line, country)
    }
}

fn area_records(area: &FoundArea, countries: &Countries, lost: &mut u64) -> Vec<Record> {
    let Some(inside) = area.shape.point_inside() else { return Vec::new() };
    let Some(point) = point_of(inside) else { return Vec::new() };
    area.with_tags(|tags| {
        let thing = Thing { tags, street: None, point, shape: Some(&area.shape), country: countries.at(inside) };
        thing.records(lost)
    })
}

fn number_line(way: &Way<'_>) -> Option<NumberLine> {
    let rule = tidy(way.tags.get("addr:interpolation")?)?;
    let nodes = way.nodes.iter().map(|id| LineNode::unknown(*id)).collect();
    Some(NumberLine { rule, texts: AddressTexts::of(&way.tags, None), nodes })
}

/// Every way of a block, until one fails.
fn each_way(block: &Block<'_>, work: &mut dyn FnMut(&Way<'_>) -> Result<(), RegionError>) -> Result<(), RegionError> {
    let mut failed = Ok(());
    let visited = block.visit(Kinds::WAYS, &mut |element| {
        if let (Element::Way(way), true) = (element, failed.is_ok()) {
            failed = work(&way);
        }
    });
    visited.map_err(RegionError::damaged(0)).and(failed)
}

/// Where the nodes of a way are; those that are not in the file are left out.
fn places(ids: &[i64], nodes: &mut NodeReader<'_>) -> Result<Vec<Place>, RegionError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(nodes.find(*id)?);
    }
    Ok(found)
}

fn cell(place: Place) -> MapPoint {
    map_point(f64::from(place[0]) / 1e7, f64::from(place[1]) / 1e7)
}

fn map_points(places: &[Place]) -> Vec<MapPoint> {
    let mut points: Vec<MapPoint> = places.iter().copied().map(cell).collect();
    points.dedup();
    points
}

fn point_of(cell: MapPoint) -> Option<LonLat> {
    let [lon, lat] = lon_lat_of(cell);
    LonLat::new(lon, lat).ok()
}
